"""Plain text becomes blocks that know where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.article import read_article
from endmark.document.blocks import ATOM
from endmark.document.source import make_source


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One.\ntwo.\n\nThree.\n", [("paragraph", "One.\ntwo."), ("paragraph", "Three.")]),
        ("One.\r\n  two.\r\n \t\r\nThree.", [("paragraph", "One.\ntwo."), ("paragraph", "Three.")]),
        ("　夜が明けた。\n船が出た。\n　門が開いた。\n", [
            ("paragraph", "夜が明けた。\n船が出た。"), ("paragraph", "門が開いた。"),
        ]),
        ("　　天亮了。\n　　船走了。", [("paragraph", "天亮了。"), ("paragraph", "船走了。")]),
        ("One.\n* * *\nTwo.\n====\n", [
            ("paragraph", "One."), ("thematic-break", ""), ("paragraph", "Two."), ("thematic-break", ""),
        ]),
        ("We have:\n- tea\n  and milk\n2) salt\n・米\n", [
            ("paragraph", "We have:"), ("list-item", "tea\nand milk"), ("list-item", "salt"), ("list-item", "米"),
        ]),
        ("The harbour\n\nThe gate opened.\n", [("heading", "The harbour"), ("paragraph", "The gate opened.")]),
        ("夜明けの港\n\n門が開いた。\n", [("heading", "夜明けの港"), ("paragraph", "門が開いた。")]),
        # No heading: two lines, a sentence, what goes on, too long, indented, the end of all.
        ("The harbour\nat dawn\n\nX.", [("paragraph", "The harbour\nat dawn"), ("paragraph", "X.")]),
        ("The gate opened.\n\nX.", [("paragraph", "The gate opened."), ("paragraph", "X.")]),
        ("Over the sea,\n\nX.", [("paragraph", "Over the sea,"), ("paragraph", "X.")]),
        (f"X.\n\n{'long ' * 12}x\n\nX.", [("paragraph", "X."), ("paragraph", f"{'long ' * 12}x"), ("paragraph", "X.")]),
        (f"X.\n\n{'港' * 31}\n\nX.", [("paragraph", "X."), ("paragraph", "港" * 31), ("paragraph", "X.")]),
        ("　始まり\n\nX.", [("paragraph", "始まり"), ("paragraph", "X.")]),
        ("X.\n\nThe keeper saw the", [("paragraph", "X."), ("paragraph", "The keeper saw the")]),
        # What would be Markdown is text.
        ("# One\n**two**.\n", [("paragraph", "# One\n**two**.")]),
        ("---\ntitle: T\n---\n\nX.\n", [("paragraph", "X.")]),
        ("-\n", [("paragraph", "-")]),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    document = read_article(make_source(text, "a.txt"), "text")
    assert [(block.kind, block.text.content) for block in document.blocks] == blocks


PARTS = ("a", "雨", "。", ". ", " ", "\n", "\n\n", "\r\n", "　", "- ", "1. ", "---\n", "・", "\t")


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_every_letter_maps_to_itself(text: str) -> None:
    document = read_article(make_source(text, "a.txt"), "text")
    for block in document.blocks:
        content = block.text.content
        for start in range(len(content)):
            span = block.text.map_span(start, start + 1)
            assert block.span.start <= span.start < span.end <= block.span.end
            if content[start] not in f"{ATOM}\n":
                assert text[span.start : span.end] == content[start]
