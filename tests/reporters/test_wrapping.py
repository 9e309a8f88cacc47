"""On a screen lines are broken between words; in files and pipes they stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.reporters import Style
from endmark.reporters.text import format_heading
from endmark.reporters.width import measure_width, sanitize
from endmark.reporters.wrapping import fold
from endmark.violation import Violation

Build = Callable[..., Violation]

LONG = "The sentence stops in the middle (“… and the heron stood in the”): its last word asks for another one."
JAPANESE = "文が途中で切れています（「…門は夜明けに開き、管理人が」）：「が」で終わっています。続きは見つかりません。"


@pytest.mark.parametrize("text", [LONG, JAPANESE, f"  {LONG}", "a"])
def test_files_and_pipes_get_the_line_as_it_is(text: str) -> None:
    assert fold(text, Style(columns=30)) == text


@pytest.mark.parametrize("columns", [24, 30, 47, 80, 120])
@pytest.mark.parametrize("text", [LONG, JAPANESE, f"  {LONG}"])
def test_no_line_is_wider_than_the_screen(text: str, columns: int) -> None:
    folded = fold(text, Style(columns=columns, wraps=True))
    assert all(measure_width(line) <= columns for line in folded.split("\n"))
    assert re.sub(r"\n *", "" if text == JAPANESE else " ", folded) == text


def test_the_place_stays_in_one_piece(violation: Build) -> None:
    found = violation(message=LONG, path="a folder/with a long name.md")
    first, *rest = format_heading(found, Style(columns=40, wraps=True)).split("\n")
    assert first == "a folder/with a long name.md:87:1: error[stray-end-marker] "
    assert rest[0].startswith("    The sentence")
    assert all(measure_width(line) <= 40 for line in rest)


@given(st.text(max_size=80), st.integers(1, 90))
def test_nothing_is_lost(text: str, columns: int) -> None:
    harmless = sanitize(text)
    folded = fold(harmless, Style(columns=columns, wraps=True))
    assert "".join(folded.split()) == "".join(harmless.split())
