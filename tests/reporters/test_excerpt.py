from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.reporters.excerpt import WINDOW, cut_excerpt
from endmark.reporters.width import measure_width, sanitize, to_cells

ALPHABET = st.one_of(
    st.characters(codec="utf-8"), st.sampled_from("aあ漢ｱ\t\x1b\u3099\u0301\u200b\u202e。、é…🙂\r\x9b")
)
LINES = st.one_of(st.text(ALPHABET), st.text(ALPHABET, min_size=50, max_size=900))


@pytest.mark.parametrize(
    ("line", "span", "text", "carets"),
    [
        ("---END---", (0, 9), "---END---", "^^^^^^^^^"),
        ("end ---END---", (4, 13), "end ---END---", "    ^^^^^^^^^"),
        ("日本の技術", (2, 3), "日本の技術", "    ^^"),
        ("か\u3099き", (2, 3), "か\u3099き", "  ^^"),
        ("か\u3099き", (1, 2), "か\u3099き", "  ^"),
        ("👨‍👩‍👧 ⚠️ is \ufffd text", (12, 13), "👨‍👩‍👧 ⚠️ is \ufffd text", "         ^"),
        ("👨‍👩‍👧\tb", (6, 7), "👨‍👩‍👧  b", "    ^"),
        ("a\tb", (2, 3), "a   b", "    ^"),
        ("\x1b[2Jb", (4, 5), "␛[2Jb", "    ^"),
        ("abc", (3, 3), "abc", "   ^"),
        ("abc", (1, 1), "abc", " ^"),
        ("", (0, 0), "", "^"),
        ("abc", (9, 12), "abc", "   ^"),
    ],
)
def test_short_lines(line: str, span: tuple[int, int], text: str, carets: str) -> None:
    window = cut_excerpt(line, *span)
    assert (window.text, " " * window.offset + "^" * window.width) == (text, carets)


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [(0, 3, False, True), (200, 203, True, True), (397, 400, True, False), (0, 400, False, True)],
)
def test_a_long_line_is_a_window(start: int, end: int, *, begins: bool, ends: bool) -> None:
    window = cut_excerpt("あ" * 400, start, end)
    assert window.text.startswith("…") is begins
    assert window.text.endswith("…") is ends
    assert WINDOW - 2 <= measure_width(window.text.strip("…")) <= WINDOW


def test_a_line_as_wide_as_the_window_is_whole() -> None:
    line = "あ" * (WINDOW // 2)
    assert cut_excerpt(line, 40, 41).text == line


@given(LINES, st.data())
def test_carets_stand_below_the_span(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    window = cut_excerpt(line, start, end)
    cut = window.text.startswith("…") and window.start > 0
    before = window.text[cut:]
    # What stands before the span is as wide as the offset says, whatever is in it.
    length = 0
    for cell in to_cells(line)[window.start : start] if "\t" not in line else ():
        assert before[length : length + len(cell)] == cell
        length += len(cell)
    if "\t" not in line:
        assert window.offset == cut + measure_width(before[:length])
        assert window.offset == cut + measure_width(sanitize(line[window.start : start]))
    assert window.start <= start
    assert window.offset + window.width <= measure_width(window.text) + 1
    assert window.width >= 1
    assert sanitize(window.text) == window.text
    assert measure_width(window.text) <= WINDOW + 2


@given(st.text("\tab", max_size=60), st.data())
def test_carets_stand_below_the_span_after_tabs(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    window = cut_excerpt(line, start, start + 1)
    if window.start == 0:
        assert window.offset == len(line[:start].expandtabs(4))


def test_a_megabyte_line_costs_as_much_as_a_short_one() -> None:
    window = cut_excerpt("a" * 1_000_000, 500_000, 900_000)
    assert window.text == f"…{'a' * WINDOW}…"
