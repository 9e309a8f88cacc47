from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.span import Span
from endmark.linting.checking.findings import FindingKind, Findings
from endmark.linting.repair import choice
from endmark.linting.repair.choice import choose_fixes
from endmark.linting.repair.chosen import Chosen
from endmark.violation import Edit, Fix, make_reason

TITLE = make_reason("pattern.take-out")


def make(*edits: tuple[int, int, str], rule: str = "a", waits: bool = False, rewords: bool = False) -> Findings:
    findings = Findings()
    fix = Fix((), safe=True, title=TITLE, waits=waits, rewords=rewords)
    for start, end, text in edits:
        findings.add(FindingKind(rule, repair=fix), Span(start, end), [Edit(Span(start, end), text)])
    return findings


def test_edits_come_in_the_order_of_the_text() -> None:
    chosen = Chosen(make((8, 9, "z"), (2, 4, ""), (5, 5, "xy")), [0, 1, 2])
    assert list(chosen.iter_written()) == [(2, 4, ""), (5, 5, "xy"), (8, 9, "z")]
    assert list(chosen.iter_cut()) == [(2, 4), (5, 5), (8, 9)]
    assert list(chosen.iter_put()) == [(2, 2), (3, 5), (8, 9)]
    assert list(chosen.iter_cut_but(frozenset())) == list(chosen.iter_cut())
    assert list(chosen.iter_cut_but(frozenset({"a"}))) == []
    assert list(chosen.iter_cut_by()) == [(2, 4, 2, 4), (5, 5, 5, 5), (8, 9, 8, 9)]


@pytest.mark.parametrize(
    ("edits", "parts"),
    [
        ([(3, 3, " ")], True),
        ([(3, 3, " "), (5, 5, "\n\n")], True),
        ([(3, 3, " "), (5, 6, " ")], False),
        ([(3, 3, " "), (5, 5, "x")], False),
        ([(3, 3, "")], False),
        ([(2, 2, " ")], False),
        ([(9, 9, " ")], False),
        ([(1, 1, " ")], False),
    ],
)
def test_some_only_put_white_space_into_what_was_found(edits: list[tuple[int, int, str]], parts: bool) -> None:
    findings = make((20, 21, "x"))
    fix = Fix((), safe=True, title=TITLE)
    written = [Edit(Span(start, end), text) for start, end, text in edits]
    findings.add(FindingKind("a", repair=fix), Span(2, 9), written)
    assert list(Chosen(findings, [1, 0]).iter_parted()) == [Span(2, 9)] * parts


@pytest.mark.parametrize(
    ("offset", "blamed"),
    [(None, None), (0, 1), (2, 1), (4, 1), (5, 2), (6, 2), (7, 0), (8, 0), (99, 0)],
)
def test_the_nearest_is_to_blame(offset: int | None, blamed: int | None) -> None:
    assert Chosen(make((8, 9, ""), (2, 4, ""), (5, 5, "x")), [0, 1, 2]).find_nearest(offset) == blamed


def test_of_none_none_is_to_blame() -> None:
    assert Chosen(Findings(), []).find_nearest(3) is None


@pytest.mark.parametrize(
    ("edits", "touching", "chosen"),
    [
        ([(0, 1, ""), (5, 9, "")], False, [1, 0]),
        ([(5, 9, ""), (0, 1, "")], False, [0, 1]),
        ([(0, 1, ""), (5, 6, "")], False, [0, 1]),
        ([(5, 6, ""), (0, 1, "")], False, [1, 0]),
        ([(0, 3, ""), (2, 9, "")], False, [1]),
        ([(0, 3, ""), (3, 6, "")], False, [0]),
        ([(0, 3, ""), (3, 6, "")], True, [0, 1]),
        ([(0, 3, "x"), (3, 6, "")], True, [0]),
        ([(0, 3, ""), (3, 6, "x")], True, [0]),
        ([(0, 3, ""), (2, 5, "")], True, [0]),
        ([(0, 3, ""), (4, 6, "x"), (8, 9, "")], False, [0, 1, 2]),
        ([(8, 9, ""), (4, 5, "x"), (0, 1, "")], False, [2, 1, 0]),
        ([(4, 4, "x"), (4, 4, "y"), (0, 1, "")], True, [2, 0]),
    ],
)
def test_those_that_take_out_most_come_first(
    edits: list[tuple[int, int, str]], touching: bool, chosen: list[int]
) -> None:
    findings = make(*edits)
    assert list(choose_fixes(findings, range(len(findings)), touching=touching)) == chosen


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [("prw", [0]), ("rw", [0]), ("w", [0]), ("wrp", [2]), ("pp", [0, 1]), ("wrr", [1, 2])],
)
def test_those_that_reword_come_later_and_those_that_wait_last(kinds: str, chosen: list[int]) -> None:
    findings = Findings()
    for number, kind in enumerate(kinds):
        fix = Fix((), safe=True, title=TITLE, waits=kind == "w", rewords=kind == "r")
        place = Span(10 * number, 10 * number + 1)
        findings.add(FindingKind(kind, repair=fix), place, [Edit(place, "")])
    assert list(choose_fixes(findings, range(len(findings)), touching=False)) == chosen


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 4)), max_size=20), st.booleans())
def test_no_two_of_the_chosen_overlap(places: list[tuple[int, int]], touching: bool) -> None:
    findings = make(*((start, start + size, "") for start, size in places))
    chosen = Chosen(findings, choose_fixes(findings, range(len(findings)), touching=touching))
    ends = [0, *(span.end for span in chosen.iter_cut())]
    assert all(end <= span.start for end, span in zip(ends, chosen.iter_cut(), strict=False))


def test_fixes_that_stand_apart_are_not_looked_for_among_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_Taken", None)
    findings = make(*((10 * number, 10 * number + 5, "") for number in range(20)))
    assert list(choose_fixes(findings, range(20), touching=False)) == list(range(20))
