"""Where a part of a passage stands, and that it is not looked for in all of a long one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.patterns.passages import Passage, iter_stretches
from endmark.document.blocks import Text
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span


def make_passage(text: str) -> Passage:
    """The first block of a text, as its author wrote it."""
    document = read_document(make_source(text, "a.md"))
    (span, block), *_ = iter_stretches(document, Scope())
    return Passage(document.source.get_excerpt(span), None, span.start, block, atoms=True)


LONG = "It is green. " * 200


@pytest.mark.parametrize("before", ["", LONG])
@pytest.mark.parametrize(
    ("text", "sought", "is_text"),
    [
        ("Call `open()` now.", "open", False),
        ("Call `open()` now.", "now", True),
        ("See ![the gate](gate.png) now.", "gate", True),  # an image is shown, and its words are read
        ("See **the gate** now.", "gate", True),
        ("Hello {{ name }} there.", "name", True),  # nobody may have filled it in
        ("See \ufffc now.", "\ufffc", True),  # the sign itself, and nothing that it stands for
    ],
)
def test_inline_code_is_no_text(before: str, text: str, sought: str, is_text: bool) -> None:
    passage = make_passage(before + text)
    start = (before + text).index(sought)
    place = Span(start, start + len(sought))
    assert passage.locate(place) == (place if is_text else None)


class Unsearchable(str):
    __slots__ = ()

    def __contains__(self, _sign: object) -> bool:
        pytest.fail("a search through the whole text for each place in it is quadratic")


def test_a_long_text_is_not_searched_for_each_place() -> None:
    passage = make_passage(LONG)
    assert passage.block is not None
    text = Text(Unsearchable(passage.block.text.content), passage.block.text.pieces)
    passage = replace(passage, block=passage.block._replace(text=text))
    assert passage.locate(Span(6, 11)) == Span(6, 11)
