from __future__ import annotations

import gc
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from endmark.checks import FirstPlaces, Scope
from endmark.checks.cuts import seam_fix
from endmark.checks.patterns import pattern
from endmark.checks.repetition import copies
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking.engine import analyse
from endmark.linting.checking.first_matches import keep_first
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Match
from shapes import SHAPES


def make_match(start: int, word: str = "", *, certain: bool = True) -> Match:
    return Match(Span(start, start + 1), {"word": word}, certain=certain)


@pytest.mark.parametrize("most", [0, 1, 3, 7, 20, 21, 500])
def test_the_first_in_the_text_are_kept_and_the_others_counted(most: int) -> None:
    matches = [make_match(number, certain=number % 3 > 0) for number in range(20)]
    mixed = [matches[7 * number % 20] for number in range(20)]
    first = keep_first(mixed, most)
    assert sorted(first.matches, key=lambda match: match.span) == matches[:most]
    assert first.others[True] == sum(match.certain for match in matches[most:])
    assert first.others[False] == sum(not match.certain for match in matches[most:])


def test_at_one_place_the_first_that_came_is_kept() -> None:
    first = keep_first([make_match(5, "a"), make_match(5, "b"), make_match(5, "c")], 1)
    assert ([match.values["word"] for match in first.matches], first.others.total()) == (["a"], 2)


def test_the_others_do_not_stay_in_memory() -> None:
    def count_matches() -> int:
        return sum(type(one) is Match for one in gc.get_objects())

    before = count_matches()

    def make_many() -> Iterator[Match]:
        for number in range(1_000):
            yield make_match(number)
            if number % 250 == 0:  # counting goes through all that is in memory
                assert count_matches() - before <= 22

    first = keep_first(make_many(), 10)
    assert (len(first.matches), first.others.total()) == (10, 990)


@pytest.mark.parametrize("most", [0, 1, 3, 20, 21])
def test_in_whatever_order_they_come_all_that_are_kept_are_taken(most: int) -> None:
    matches = [make_match(number) for number in range(20)]
    for step in (1, 3, 7, 9, 11, 13, 17, 19):
        mixed = [matches[step * number % 20] for number in range(20)]
        first = FirstPlaces(Scope(most=most))
        taken = {match.span for match in mixed if first.take(match.span)}
        assert taken.issuperset(match.span for match in keep_first(mixed, most).matches)


def test_in_order_no_others_are_taken() -> None:
    first = FirstPlaces(Scope(most=3))
    assert [first.take(Span(start, start + 1)) for start in (2, 4, 4, 4, 6)] == [True, True, True, False, False]


RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)


@pytest.mark.parametrize(
    ("name", "rule", "module", "building", "repairs"),
    [
        ("control characters", "control-character", pattern, "_build_fix", False),
        ("markers on one line", "truncated-sentence", seam_fix, "build_seam_fix", False),
        ("markers on one line", "mid-sentence-start", seam_fix, "build_head_fix", False),
        ("equal paragraphs", "duplicate-paragraph", copies, "build_repetition_fix", False),
        # Of cuts that are not listed only the article as a whole decides.
        ("markers on one line", "truncated-sentence", seam_fix, "build_seam_fix", True),
        ("markers on one line", "mid-sentence-start", seam_fix, "build_head_fix", True),
    ],
)
def test_no_fix_is_built_for_what_only_counts(
    monkeypatch: pytest.MonkeyPatch, name: str, rule: str, module: ModuleType, building: str, repairs: bool
) -> None:
    built = 0
    build = getattr(module, building)

    def count(*arguments: Any) -> Any:
        nonlocal built
        built += 1
        return build(*arguments)

    monkeypatch.setattr(module, building, count)
    source = make_source(SHAPES[name](2_000), "a.md")
    some, everything = (
        analyse(source, RULES, frozenset(), select_boundaries(RULES), most=most, repairs=repairs).result
        for most in (3, None)
    )
    assert built == 3 + sum(found.rule == rule for found in everything.violations)
    for one in RULES:
        listed = [found for found in everything.violations if found.rule == one.id][:3]
        assert [found for found in some.violations if found.rule == one.id] == listed
    assert len(some.violations) + sum(others.number for others in some.unlisted) == len(everything.violations)
