"""Places in a text as editors count them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.span import Span
from endmark.lsp.buffer import Buffer, Lines

TEXTS = st.text(st.sampled_from("aあ🌳\r\n\u2028e\u0301"))


@pytest.mark.parametrize(
    ("text", "offset", "line", "character"),
    [
        ("one\ntwo", 5, 1, 1),
        ("庭は🌳春に", 3, 0, 4),
        ("🌳\r\n🌳x", 4, 1, 2),
        ("old\rMac\rlines", 8, 2, 0),
        ("a\u2028b", 2, 0, 2),
        ("", 0, 0, 0),
    ],
)
def test_a_place_is_a_line_and_units_of_utf_16(text: str, offset: int, line: int, character: int) -> None:
    assert Lines(text).locate(offset) == {"line": line, "character": character}


@given(TEXTS, st.data())
def test_a_place_leads_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    if text[offset - 1 : offset + 1] != "\r\n":  # between the two there is no place
        assert lines.find_offset(lines.locate(offset)) == offset


@given(TEXTS, TEXTS, st.data())
def test_an_edit_makes_the_text_that_the_editor_has(text: str, put: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return
    change = {"range": Lines(text).locate_span(Span(start, end)), "text": put}
    changed = Buffer("file:///a.md", "markdown", 1, text).change(2, [change])
    assert changed.text == text[:start] + put + text[end:]
    assert changed.version == 2


@pytest.mark.parametrize(
    ("position", "offset"),
    [({"line": 0, "character": 99}, 3), ({"line": 9, "character": 0}, 7), ({"line": 1, "character": 1}, 4)],
)
def test_a_place_behind_an_end_is_that_end(position: dict[str, int], offset: int) -> None:
    # The last one is inside a pair of units: before it.
    assert Lines("one\n🌳tw").find_offset(position) == offset


def test_each_change_sees_those_before_it() -> None:
    at_start = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    put: list[dict[str, Any]] = [{"range": at_start, "text": "a "}, {"range": at_start, "text": "the "}]
    assert Buffer("file:///a.md", "markdown", 1, "old").change(2, [{"text": "new"}, *put]).text == "the a new"
