"""Articles with more to repair than is listed: what is done to them is the same as if all of it were."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from functools import partial

import pytest

from endmark.document.reading import MARKDOWN, Reading
from endmark.document.source import Source, make_source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.file_check import analyse_by_settings
from endmark.linting.repair.assembly.plan import plan_assembly
from endmark.linting.repair.repair import Repair, repair
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule_set import select_boundaries
from endmark.ruleset.settings_request import SettingsRequest
from shapes import SHAPES

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
PARTING = select_boundaries(RULES)
HIDDEN = {"it would hide mid-sentence-start", "it would hide truncated-sentence"}
GATE = "The gate in the wall opens at dawn, and the keeper sweeps the yard before anybody comes."


def look(source: Source, most: int | None) -> Analysis:
    return analyse(source, RULES, KNOWN, PARTING, most=most, repairs=True)


def mend(text: str, most: int | None) -> Repair:
    return repair(make_source(text, "a.md"), partial(look, most=most), unsafe=True, most=most)


@pytest.mark.parametrize(
    "name",
    [
        "control characters",
        "next-line characters",
        "markers on one line",
        "markers",
        "headings without a space",
        "emphasis that shows",
        "equal paragraphs",
        "told twice in one line",
        "copies in pairs",
        "mangled letters",
        "suppressions, then findings",
    ],
)
def test_what_is_not_listed_is_repaired_all_the_same(name: str) -> None:
    text = SHAPES[name](3_000)
    some, everything = mend(text, 3), mend(text, None)
    assert some.source == everything.source
    assert everything.count_applied() == Counter(fix.rule for fix in everything.applied)
    assert some.count_applied() == everything.count_applied()
    assert everything.unlisted == {}
    assert Counter(fix.rule for fix in some.applied) == {
        rule: min(3, number) for rule, number in some.count_applied().items()
    }
    for rule in KNOWN:
        listed = [found for found in everything.result.violations if found.rule == rule][:3]
        assert [found for found in some.result.violations if found.rule == rule] == listed


@pytest.mark.parametrize(
    ("name", "size", "checks"),
    [
        ("equal paragraphs", 6_000, 2),
        ("copies in pairs", 6_000, 3),
        ("markers", 6_000, 2),
        ("restarts at markers", 6_000, 7),
        # More copies of an article than places of its short lines are remembered.
        ("an article many times", 60_000, 2),
    ],
)
def test_what_is_not_listed_takes_no_checks_of_its_own(name: str, size: int, checks: int) -> None:
    looks = 0

    def count(source: Source) -> Analysis:
        nonlocal looks
        looks += 1
        return look(source, 3)

    assert repair(make_source(SHAPES[name](size), "a.md"), count, unsafe=True, most=3).applied
    assert looks <= checks


@pytest.mark.parametrize("rule", ["truncated-sentence", "mid-sentence-start"])
def test_what_is_cut_and_not_listed_is_put_together_by_the_article_as_a_whole(rule: str) -> None:
    findings = look(make_source(SHAPES["markers on one line"](3_000), "a.md"), 3).findings
    kinds = [kind for kind in findings.kinds if kind.rule == rule]
    assert {kind.code.partition(".")[0] for kind in kinds} == {"seam"}
    assert sum(findings.get_kind(number).rule == rule for number in range(len(findings))) > 200


def test_a_plan_that_is_made_when_all_findings_are_known_is_the_same() -> None:
    source = make_source(SHAPES["restarts at markers"](3_000), "a.md")
    known, unknown = look(source, 3), look(source, 3)
    before = list(known.findings)
    planned = plan_assembly(known, assembled=True)
    assert list(planned.findings) == list(plan_assembly(unknown, assembled=True).findings)
    assert len(planned.findings) == len(before)


@pytest.mark.parametrize("word", ["a ", "und ", "и ", "que "])
def test_fixes_that_each_do_harm_by_themselves_are_refused_together(word: str) -> None:
    looks = 0

    def count(source: Source) -> Analysis:
        nonlocal looks
        looks += 1
        return look(source, 35)

    found = repair(make_source(f"{word}---END--- " * 250, "a.md"), count, unsafe=True, most=35)
    assert (len(found.applied), len(found.refused)) == (0, 35)
    assert {refused.reason.split(" in line")[0] for refused in found.refused} <= HIDDEN
    assert looks <= 3


def test_a_fix_takes_few_bytes() -> None:
    """A violation of its own takes a kilobyte."""
    text = SHAPES["control characters"](40_000)
    mend(text, 10)  # so that nothing has to be imported or compiled while it counts
    gc.collect()
    tracemalloc.start()
    try:
        assert mend(text, 10).count_applied().total() == 20_000
        assert tracemalloc.get_traced_memory()[1] / 20_000 <= 150
    finally:
        tracemalloc.stop()


TWO_TIMES = f"---\nreading_time: 40 min\nreadingTime: 30 min\n---\n\n{GATE}\n\nA bell rings.\n\n"


@pytest.mark.parametrize(("rest", "repaired"), [("", 2), (f"{GATE}\n\n", 0), ("\n---END---\n\nIt rains.\n", 0)])
def test_what_waits_and_is_not_listed_waits_too(rest: str, repaired: int) -> None:
    text = TWO_TIMES + rest
    findings = look(make_source(text, "a.md"), 1).findings
    assert sum(found.rule == "reading-time-mismatch" and found.fix is not None for found in findings) == repaired


@pytest.mark.parametrize("select", [(), ("reading-time-mismatch",)])
def test_it_waits_for_what_rules_find_that_are_left_out(select: tuple[str, ...]) -> None:
    settings = load_settings(SettingsRequest(use_config=False, select=select))
    source = make_source(TWO_TIMES + f"{GATE}\n\n", "a.md")
    analysis = analyse_by_settings(source, settings, PARTING, "a.md", most=1, repairs=True)
    times = [found for found in analysis.findings if found.rule == "reading-time-mismatch"]
    assert [found.fix for found in times] == [None, None]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("<p>\nA bell\x07 rings.\n\nIt\x07 rains\x07.\n</p>\n", MARKDOWN),
        ("A bell\x07 rings.\n\nIt\x07 rains\x07.\n", Reading("text")),
        ("<!-- endmark-disable-next-line -->\nIt\x07 rains\x07.\n\nA bell\x07 rings\x07 again.\n", MARKDOWN),
    ],
)
def test_what_is_not_listed_is_as_what_is(text: str, reading: Reading) -> None:
    source = make_source(text, "a.md")
    listed, unlisted = (
        analyse(source, RULES, KNOWN, PARTING, most=most, repairs=True, reading=reading).findings for most in (None, 1)
    )
    assert len(listed) > 1
    assert sorted(map(str, listed)) == sorted(map(str, unlisted))


def test_the_analysis_of_the_check_may_be_the_first_of_the_repair() -> None:
    source = make_source(f"{GATE}\n\n---END---\n\nA bell rings.\n", "a.md")
    texts: list[str] = []

    def count(source: Source) -> Analysis:
        texts.append(source.text)
        return look(source, None)

    result = repair(source, count, unsafe=True, known=look(source, None))
    assert texts == [result.source.text]
