from __future__ import annotations

import pytest

from endmark.document.span import Span
from endmark.linting.checking.findings import Finding, FindingKind, Findings
from endmark.violation import Edit, Fix, make_reason

TITLE = make_reason("pattern.take-out")
REPAIR = Fix((), safe=True, title=TITLE)
WAITING = Fix((), safe=True, title=TITLE, waits=True)
BARE, MENDED = FindingKind("bare"), FindingKind("mended", repair=REPAIR, title="take it out")
LATE = FindingKind("late", repair=WAITING, title="write it")


def make(*parts: tuple[FindingKind, int, tuple[tuple[int, int, str], ...]]) -> Findings:
    findings = Findings()
    for kind, start, edits in parts:
        findings.add(kind, Span(start, start + 2), [Edit(Span(first, last), text) for first, last, text in edits])
    return findings


FIRST = ((BARE, 1, ()), (MENDED, 5, ((5, 6, ""), (8, 8, "x"))))
LAST = ((MENDED, 20, ((20, 22, "y"),)), (LATE, 30, ((30, 31, "x"),)), (BARE, 40, ()))


def test_a_finding_comes_out_as_it_was_put_in() -> None:
    findings = make(*FIRST)
    fix = Fix((Edit(Span(5, 6), ""), Edit(Span(8, 8), "x")), safe=True, title=TITLE)
    assert list(findings) == [Finding(BARE, Span(1, 3), None), Finding(MENDED, Span(5, 7), fix)]
    assert (len(findings), findings[-1], findings[:1]) == (2, findings[1], (findings[0],))


@pytest.mark.parametrize("before", [(), FIRST])
def test_others_may_be_put_before(
    before: tuple[tuple[FindingKind, int, tuple[tuple[int, int, str], ...]], ...],
) -> None:
    findings = make(*LAST)
    findings.prepend(make(*before))
    assert list(findings) == list(make(*before, *LAST))


def test_fixes_are_left_out_by_what_they_are() -> None:
    findings = make(*FIRST, *LAST)
    findings.withhold(lambda fix: fix.waits)
    assert [found.fix is None for found in findings] == [True, False, False, True, True]
    assert findings[3].kind == FindingKind("late")


def test_fixes_are_left_out_by_their_rules() -> None:
    findings = make(*FIRST, *LAST)
    findings.withhold_of({"mended", "bare"})
    assert [found.fix is None for found in findings] == [True, True, True, False, True]


def test_fixes_may_be_replaced() -> None:
    findings = make(*FIRST, *LAST)
    untouched = [findings[number] for number in (0, 3, 4)]
    longer = Fix((Edit(Span(5, 9), ""), Edit(Span(10, 12), "z")), safe=False, title=make_reason("assembly.take-out"))
    findings.withhold_of({"mended"})
    findings.replace_fixes({1: longer, 2: Fix((Edit(Span(20, 21), ""),), safe=True, title=TITLE)}, lambda one: one.code)
    assert findings[1].fix == longer
    assert (findings[1].kind.title, findings[1].kind.code) == ("assembly.take-out", "assembly.take-out")
    assert findings[2].fix == Fix((Edit(Span(20, 21), ""),), safe=True, title=TITLE)
    assert [findings[number] for number in (0, 3, 4)] == untouched


def test_a_fix_as_it_was_may_come_back_after_it_was_withheld() -> None:
    findings = make((MENDED, 1, ()), (MENDED, 5, ()))
    findings.withhold_of({"mended"})
    findings.add(MENDED, Span(9, 11), [Edit(Span(9, 10), "")])
    assert [found.fix is None for found in findings] == [True, True, False]


@pytest.mark.parametrize(
    ("numbers", "texts", "owners", "shared"),
    [
        ([0, 1, 2, 3, 4], ["", "x", "y", "x"], [1, 1, 2, 3], True),
        ([1, 2, 3], ["", "x", "y", "x"], [0, 0, 1, 2], True),
        ([1, 3, 2], ["", "x", "x", "y"], [0, 0, 1, 2], False),
        ([1, 2], ["", "x", "y"], [0, 0, 1], False),
        ([2, 2, 2, 3], ["y", "y", "y", "x"], [0, 1, 2, 3], False),
    ],
)
def test_edits_are_copied_where_they_are_not_all_there_are(
    numbers: list[int], texts: list[str], owners: list[int], shared: bool
) -> None:
    findings = make(*FIRST, *LAST)
    columns = findings.list_edits(numbers)
    assert [findings.texts[number] for number in columns[2]] == texts
    assert list(columns[3]) == owners
    assert (columns[0] is findings.list_edits(range(5))[0]) is shared


def test_the_edits_of_some_come_with_whose_they_are() -> None:
    findings = make(*FIRST, *LAST)
    starts, ends, texts, owners = findings.list_edits([2, 1])
    assert (list(starts), list(ends), list(owners)) == ([20, 5, 8], [22, 6, 8], [0, 1, 1])
    assert [findings.texts[number] for number in texts] == ["y", "", "x"]
    assert list(findings.measure_cuts([2, 1, 0])) == [2, 1, 0]
    assert [findings.kinds[number] for number in findings.find_kinds([0, 1, 2])] == [BARE, MENDED]
