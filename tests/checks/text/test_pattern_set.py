from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.text.pattern_set import _AT_ONCE, _MOST_TEXTS, _SOON_SEARCHED, PatternSet
from endmark.checks.text.regex import Pattern

SOURCES = ("(?i)pond", "^frog$", "[0-9]{3}", "heron[^.]*pond", "池|蛙", "a(?P<found>b)c", r"\Aold", r"new\z")
PATTERNS = tuple(map(Pattern, SOURCES))


@pytest.fixture(params=["all words at once", "few characters", "without the library"])
def pattern_set(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> PatternSet:
    """The patterns as they are looked for in many characters, in few, and on systems without the library."""
    if request.param == "without the library":
        monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    pattern_set = PatternSet(PATTERNS)
    if request.param != "few characters":
        pattern_set.find_occurring(["-" * _SOON_SEARCHED])
    return pattern_set


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["The POND is old."], [0]),
        (["one\nfrog\ntwo"], [1]),
        (["one", "frog", "two"], [1]),
        (["one frog"], []),
        (["In 1999, a heron saw the pond."], [0, 2, 3]),
        (["A heron. The pond."], [0]),
        # Words of one pattern in several texts are none of its matches.
        (["a heron", "a pond"], [0]),
        (["ß" * 9, "\u0130", "蛙がいる"], [4]),
        (["abc"], [5]),
        (["an old", "old", "new", "newt"], [6, 7]),
        (["an old", "newt"], []),
        ([""], []),
        ([], []),
    ],
)
def test_patterns_that_occur(texts: list[str], numbers: list[int], pattern_set: PatternSet) -> None:
    assert pattern_set.find_occurring(texts) == numbers


def test_only_those_are_looked_for_that_are_asked_for(pattern_set: PatternSet) -> None:
    assert pattern_set.find_occurring(["In 1999, a heron saw the pond."], {1, 2, 3}) == [2, 3]
    assert pattern_set.find_occurring(["In 1999, a heron saw the pond."], {0, 3}) == [0, 3]


@pytest.mark.parametrize("before", range(_AT_ONCE - 5, _AT_ONCE + 2))
def test_a_word_is_found_wherever_the_search_is_parted(before: int) -> None:
    assert PatternSet(PATTERNS).find_occurring(["-" * before + "pond"]) == [0]


@pytest.mark.parametrize("more", [-1, 0, 1, 2])
def test_a_word_that_is_everywhere_hides_no_match(more: int, pattern_set: PatternSet) -> None:
    texts = ["one frog"] * (_MOST_TEXTS + more)
    assert pattern_set.find_occurring([*texts, "frog"]) == [1]
    assert pattern_set.find_occurring(texts) == []


def test_no_patterns_occur_nowhere() -> None:
    assert PatternSet(()).find_occurring(["pond"]) == []


@given(st.lists(st.text("frogpndheon.19\n池 abcldwtß", max_size=9), max_size=5))
def test_the_search_finds_what_each_pattern_finds_alone(texts: list[str]) -> None:
    expected = {
        number for number, pattern in enumerate(PATTERNS) if any(pattern.occurs_in_lines(one.encode()) for one in texts)
    }
    assert expected <= set(PatternSet(PATTERNS).find_occurring(texts))
