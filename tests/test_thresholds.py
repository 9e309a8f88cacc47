"""The thresholds of rules: texts on both sides of each, too long or too many for the examples of a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries

RULES = {rule.id: rule for rule in load_builtin_rules()}
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("thresholds.yaml").read_text(encoding="utf-8")
)


class Case(NamedTuple):
    """A text, and whether the rule must speak."""

    rule: str
    text: str
    found: bool
    findings: int | None
    severity: str | None

    def __str__(self) -> str:
        return f"{self.rule}-{'found' if self.found else 'silent'}"


def _read(rule: str, entry: dict[str, Any]) -> Case:
    text = entry["text"].replace("[*]", entry.get("repeat", "") * entry.get("times", 1))
    return Case(rule, text, entry["found"], entry.get("count"), entry.get("severity"))


CASES = [_read(rule, entry) for rule, entries in TABLE.items() for entry in entries]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_speaks_on_one_side_of_its_threshold(case: Case) -> None:
    rule = RULES[case.rule]
    boundaries = select_boundaries(RULES.values())
    result = analyse(make_source(case.text, "a.md"), (rule,), frozenset(RULES), boundaries).result
    assert result.problems == ()
    assert bool(result.violations) == case.found
    assert case.findings in (None, len(result.violations))
    assert {violation.severity.name.lower() for violation in result.violations} <= {case.severity} or not case.severity
