"""Where the lines of a text begin and end, whatever ends them."""

from __future__ import annotations

import pytest

from endmark.checks.edits.lines import detect_newline, find_line_start, find_next_line, get_line


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\nb", "\n"),
        ("a\r\nb", "\r\n"),
        ("a\rb", "\r"),
        ("a\rb\nc", "\n"),
        ("a\rb\r\nc", "\r\n"),
        ("a\u2028b\x85c", "\n"),
    ],
)
def test_the_line_ending_is_that_of_the_text(text: str, newline: str) -> None:
    assert detect_newline(text) == newline


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_offset_stands_in_a_line(newline: str) -> None:
    lines = ["門は開く。", "", "Ein Tor", ""]
    text = newline.join(lines)
    start = 0
    for number, line in enumerate(lines):
        following = start + len(line) + (len(newline) if number + 1 < len(lines) else 0)
        for offset in range(start, max(following, start + 1)):
            assert text[slice(*get_line(text, offset))] == line
            assert find_line_start(text, offset) == start
            assert find_next_line(text, offset) == following
        start = following


def test_a_feed_after_a_return_ends_no_other_line() -> None:
    assert [get_line("a\r\r\nb", offset) for offset in (0, 2, 3, 4)] == [(0, 1), (2, 2), (2, 2), (4, 5)]
