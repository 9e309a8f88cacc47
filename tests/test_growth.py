"""What is linear stays linear: four times the text is about four times the work.

Work is counted and not timed, so that a busy machine cannot make a test fail:
each line of Python that is run, a turn of a loop being one. What compiled code
does within one call is not seen; a slow search or parser is for
`benchmarks/hostile.py` to find.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.work import count_lines

from endmark.checks.repetition import near_copies, units
from endmark.checks.text import pattern_set
from endmark.document import packed_blocks
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from shapes import SHAPES

RULES = tuple(replace(rule, enabled=True) for rule in load_builtin_rules() if rule.check != "readability")
KNOWN = frozenset(rule.id for rule in RULES)
PARTING = select_boundaries(RULES)
SIZE, TIMES = 4_000, 4
MOST = TIMES * 1.25


def check(text: str) -> None:
    assert analyse(make_source(text, "a.md"), RULES, KNOWN, PARTING).result.problems == ()


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_text_is_four_times_the_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # In a short article all paragraphs are compared with each other: that is bounded, and not what is asked here.
    monkeypatch.setattr(near_copies, "_ALL_COMPARED", 0)
    monkeypatch.setattr(near_copies, "_MOST_COMPARED", 2)
    # The few blocks of a short article are kept otherwise than many.
    monkeypatch.setattr(packed_blocks, "_FEW", 100)
    monkeypatch.setattr(units, "_FEW", 100)
    # What finds all words at once is made in the first check, not when enough text was searched.
    monkeypatch.setattr(pattern_set, "_SOON_SEARCHED", 0)
    small, large = SHAPES[name](SIZE), SHAPES[name](SIZE * TIMES)
    for text in (small, large) * 2:  # so that nothing has to be imported or compiled while it counts
        check(text)
    ratio = count_lines(lambda: check(large)) / count_lines(lambda: check(small))
    assert ratio <= MOST


def test_work_for_each_pair_is_seen() -> None:
    def compare_all(number: int) -> None:
        assert not any(one == other and one != number for one in range(number) for other in range(one))

    assert count_lines(lambda: compare_all(400)) > 3 * TIMES * count_lines(lambda: compare_all(100))
