from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.document.markers import insert_markers
from endmark.document.model import Document
from endmark.document.span import Span

Parse = Callable[[str], Document]
MARK = "---END---"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a\n\n{MARK}\n\nb", ["a", None, "b"]),
        (f"a\n{MARK}\nb", ["a", None, "b"]),
        (f"a {MARK} b", ["a", None, "b"]),
        (f"{MARK} b", [None, "b"]),
        (f"**a** {MARK} **b** c", ["a", None, "b c"]),
        (f"- a\n- {MARK}\n", ["a", None]),
        (f"a {MARK}{MARK} b", ["a", None, None, "b"]),
        (f"a &amp; b {MARK} &amp; c", ["a & b", None, "& c"]),
        ("a\n\nb", ["a", "b"]),
    ],
)
def test_a_marker_parts_the_block_it_stands_in(parse: Parse, text: str, expected: list[str | None]) -> None:
    document = parse(text)
    spans, start = [], 0
    while (start := text.find(MARK, start)) >= 0:
        spans.append(Span(start, start := start + len(MARK)))
    parted = insert_markers(document, spans)
    assert [None if block.kind == "marker" else block.text.content for block in parted.blocks] == expected
    for block in parted.blocks:
        if block.kind != "marker":
            first = block.text.map_span(0, 1)
            assert block.span.start <= first.start < block.span.end


def test_the_parts_of_a_block_have_roles_of_their_own(parse: Parse) -> None:
    text = f"The gate is open.\n{MARK}\nhttps://example.com/gate\n"
    start = text.index(MARK)
    parted = insert_markers(parse(text), [Span(start, start + len(MARK))])
    assert [block.role for block in parted.blocks] == ["prose", "prose", "embed"]
