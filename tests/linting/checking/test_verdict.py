"""What an article is, in a word and a number."""

from __future__ import annotations

import tracemalloc

import pytest
from msgspec.structs import replace

from endmark.document.source import make_source
from endmark.linting.checking import verdict
from endmark.linting.checking.engine import analyse
from endmark.linting.file_result import Verdict
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Severity, VerdictWord

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
BOUNDARIES = select_boundaries(RULES)

FIRST = "The gate is opened at dawn, and the keeper sweeps the yard before anybody comes."
SECOND = "A grey heron waits beside the pond until noon, but nobody has seen it catch a fish."
THIRD = "In autumn the leaves of the old maple turn red, and visitors come from afar to see it."
TITLE = "# A garden that belongs to everybody in town"
JA = "庭の門は夜明けに開き、管理人は誰かが来る前に中庭を掃き清めて、水をまいておきます。"
JA_CUT = "灰色の鷺は昼まで池のほとりで待ち続けますが、"


def judge(*blocks: str, rules: tuple[Rule, ...] = RULES) -> Verdict:
    return analyse(make_source("\n\n".join(blocks) + "\n", "a.md"), rules, KNOWN, BOUNDARIES).result.verdict


@pytest.mark.parametrize(
    ("blocks", "word"),
    [
        ((TITLE, FIRST, SECOND), "whole"),
        ((TITLE, FIRST, "---END---", SECOND), "leftovers"),
        ((TITLE, FIRST, "A grey heron waits beside the pond until noon, but nobody has seen the", THIRD), "cut"),
        ((JA, JA_CUT, "---END---", "秋になると古い楓の葉が赤く色づき、遠くからも見物の人々がやって来ます。"), "cut"),
        ((TITLE, FIRST, SECOND, FIRST, SECOND), "doubled"),
        ((TITLE, FIRST, SECOND, THIRD, TITLE.removeprefix("# "), FIRST, SECOND), "restarted"),
        ((TITLE, FIRST, SECOND, "---END---", FIRST, SECOND), "doubled"),
        (("---\ntitle: A garden\n---", "{{ $json.postContent }}"), "hollow"),
    ],
)
def test_the_worst_that_is_true_is_said(blocks: tuple[str, ...], word: VerdictWord) -> None:
    verdict = judge(*blocks)
    assert verdict.word == word
    assert (verdict.score == 100) == (word == "whole")
    assert (verdict.score == 0) == (word == "hollow")


@pytest.mark.parametrize(
    ("blocks", "score"),
    [
        ((FIRST, SECOND, FIRST, SECOND), 50),
        (
            (
                "---\ntitle: A garden that nobody measures, however long its title may be\n---",
                FIRST,
                SECOND,
                FIRST,
                SECOND,
            ),
            50,
        ),
        ((FIRST, "---END---", SECOND), 93),
        ((FIRST, SECOND, THIRD, FIRST, SECOND, THIRD, FIRST, SECOND, THIRD), 33),
    ],
)
def test_the_score_is_the_share_that_is_said_once_and_filled_in(blocks: tuple[str, ...], score: int) -> None:
    assert judge(*blocks).score == score


def test_what_an_editor_suppressed_does_not_count() -> None:
    suppressed = "<!-- endmark-disable-next-line stray-end-marker -- it is the subject -->\n---END---"
    assert judge(TITLE, FIRST, suppressed, SECOND) == Verdict("whole", 100)


def test_what_is_not_an_error_does_not_count() -> None:
    milder = tuple(replace(rule, severity=Severity.WARNING) for rule in RULES)
    assert judge(TITLE, FIRST, "---END---", SECOND, rules=milder) == Verdict("whole", 100)


def test_little_of_a_long_article_leaves_it_below_a_hundred() -> None:
    counted = " ".join(f"On day {number} the keeper counted {number * 37} fish." for number in range(100))
    assert judge(TITLE, counted, "---END---", SECOND) == Verdict("leftovers", 99)


@pytest.mark.parametrize(
    ("text", "signs"),
    [("The gate  opens.\n", 13), ("雨の日\u3000歩く。\n\t猫", 7), ("a" * 7, 7), (" \n" * 5, 0), ("", 0)],
)
def test_signs_are_counted_piece_by_piece(text: str, signs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (1, 2, 3, 100):
        monkeypatch.setattr(verdict, "_AT_ONCE", size)
        assert verdict.count_signs(text) == signs


def test_the_words_of_a_long_line_are_not_all_held_at_once() -> None:
    text = "(a " * 100_000
    tracemalloc.start()
    try:
        assert verdict.count_signs(text) == 200_000
        assert tracemalloc.get_traced_memory()[1] < 10 * len(text)
    finally:
        tracemalloc.stop()
