"""Articles of very many short blocks: what is done for each of them is little."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.work import count_lines

from endmark.checks.repetition import units
from endmark.checks.text import pattern_set
from endmark.document import packed_blocks
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from shapes import SHAPES

RULES = tuple(replace(rule, enabled=True) for rule in load_builtin_rules() if rule.check != "readability")
PARTING = select_boundaries(RULES)
SIZE = 6_000


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("no letters but marks", 98),
        ("one letter each", 165),
        ("directives", 90),
        ("blocks of HTML", 62),
        ("cut sentences", 87),
        ("markers on one line", 141),
        ("fences that never close", 57),
    ],
)
def test_one_byte_more_takes_few_lines(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # The few blocks of a short article are kept otherwise than many.
    monkeypatch.setattr(packed_blocks, "_FEW", 100)
    monkeypatch.setattr(units, "_FEW", 100)
    # What finds all words at once is made in the first check, not when enough text was searched.
    monkeypatch.setattr(pattern_set, "_SOON_SEARCHED", 0)

    def check(text: str) -> None:
        assert analyse(make_source(text, "a.md"), RULES, frozenset(), PARTING, most=3).result.problems == ()

    small, large = SHAPES[name](SIZE), SHAPES[name](2 * SIZE)
    # Twice, so that nothing has to be imported or compiled while it counts.
    for text in (small, large) * 2:
        check(text)
    lines = count_lines(lambda: check(large)) - count_lines(lambda: check(small))
    assert lines / SIZE <= most
