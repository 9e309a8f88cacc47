"""The examples in the shipped rule files are tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import re2

from endmark.checks.text.regex import Pattern
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


def _iter_patterns(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _iter_patterns(each)


@pytest.mark.parametrize("rule", load_builtin_rules(), ids=lambda rule: rule.id)
def test_no_pattern_is_an_expression_of_very_many_steps(rule: Rule) -> None:
    # Half a microsecond each, in every run in which a word of it occurs: counted letters of all scripts took 180 ms.
    values = tuple(getattr(rule.options, name) for name in rule.options.__struct_fields__)
    steps = {each.name or each.source: re2.compile(each.source).programsize for each in _iter_patterns(values)}
    assert {name: many for name, many in steps.items() if many > 30_000} == {}
