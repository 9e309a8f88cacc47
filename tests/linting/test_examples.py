from __future__ import annotations

from dataclasses import replace

import pytest

from endmark.linting.checking.run import select_boundaries
from endmark.linting.examples import run_examples
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Examples

RULES = load_builtin_rules()
MARKER = next(rule for rule in RULES if rule.id == "stray-end-marker")


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        (Examples(bad=("a\n\n{==---END---==}\n",), good=("a\n",)), []),
        (Examples(bad=("a\n\n{==the end==}\n",)), ["missing"]),
        (Examples(good=("a\n\n---END---\n",)), ["noisy"]),
        (Examples(bad=("a\n\n---{==END==}---\n",)), ["missing", "noisy"]),
        (Examples(bad=("a\n\n{~~---END---~>~~}\n",)), ["fixed"]),
        (Examples(known_misses=("a\n\n{==- END -==}\n",)), []),
        (Examples(known_misses=("a\n\n{==---END---==}\n",)), ["wrong"]),
        (Examples(known_false_alarms=("a\n\n---END---\n",)), []),
        (Examples(known_false_alarms=("a\n",)), ["wrong"]),
    ],
)
def test_examples_are_judged(examples: Examples, expected: list[str]) -> None:
    failures = run_examples((replace(MARKER, examples=examples),), select_boundaries(RULES))
    assert [failure.kind for failure in failures] == expected
