from __future__ import annotations

import sys

import pytest

from endmark.checks.text.pattern_set import _AT_ONCE, PatternSet
from endmark.checks.text.regex import Pattern

PATTERNS = tuple(map(Pattern, ("(?i)pond", "^frog$", "[0-9]{3}", "heron[^.]*pond", "池|蛙", "a(?P<found>b)c")))


@pytest.mark.parametrize("has_library", [True, False])
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The POND is old.", [0]),
        ("one\nfrog\ntwo", [1]),
        ("one frog", []),
        ("In 1999, a heron saw the pond.", [0, 2, 3]),
        ("A heron. The pond.", [0]),
        ("蛙がいる", [4]),
        ("abc", [5]),
        ("", []),
    ],
)
def test_patterns_that_occur(text: str, numbers: list[int], has_library: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_library:
        monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    assert PatternSet(PATTERNS).find_occurring(text) == numbers


@pytest.mark.parametrize("before", range(_AT_ONCE - 5, _AT_ONCE + 2))
def test_a_word_is_found_wherever_the_search_is_parted(before: int) -> None:
    assert PatternSet(PATTERNS).find_occurring("-" * before + "pond") == [0]


def test_no_patterns_occur_nowhere() -> None:
    assert PatternSet(()).find_occurring("pond") == []
