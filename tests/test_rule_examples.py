"""The examples in the shipped rule files are tests."""

from __future__ import annotations

import pytest

from endmark.linting.examples import run_examples
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries


@pytest.mark.parametrize("rule", load_builtin_rules(), ids=lambda rule: rule.id)
def test_a_rule_keeps_its_word(rule: Rule) -> None:
    assert run_examples((rule,), select_boundaries(load_builtin_rules())) == ()


@pytest.mark.parametrize("rule", load_builtin_rules(), ids=lambda rule: rule.id)
def test_a_rule_shows_what_it_finds_and_what_it_leaves_alone(rule: Rule) -> None:
    assert rule.examples.bad
    assert rule.examples.good
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
