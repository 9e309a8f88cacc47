"""Placeholders of messages: plain names that the check fills."""

from __future__ import annotations

import pytest

from endmark.ruleset.message import find_message_problems
from endmark.ruleset.nodes import Place, Placed

VALUES = frozenset({"match", "count"})
ALLOWED = "Allowed are: {count}, {match}."


def problems(text: str, values: frozenset[str] = VALUES) -> list[str]:
    return [str(problem) for problem in find_message_problems(Placed(text, Place("a.yaml", 2, 3)), values)]


@pytest.mark.parametrize("text", ["Plain.", "{match}", "{count} × {match}", "{{match}} and {{", ""])
def test_sound(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{mtach}", f"unknown placeholder '{{mtach}}'. Did you mean 'match'? {ALLOWED}"),
        ("{line}", f"unknown placeholder '{{line}}'. {ALLOWED}"),
        ("{}", f"unknown placeholder '{{}}'. {ALLOWED}"),
        ("{0}", f"unknown placeholder '{{0}}'. {ALLOWED}"),
        ("{match.upper}", "unknown placeholder '{match.upper}'. Write just {match}."),
        ("{match[0]}", "unknown placeholder '{match[0]}'. Write just {match}."),
        ("{match!r}", "unknown placeholder '{match!r}'. Write just {match}."),
        ("{match:>9}", "unknown placeholder '{match:>9}'. Write just {match}."),
    ],
)
def test_unsound(text: str, problem: str) -> None:
    assert problems(text) == [f"a.yaml:2:3: {problem}"]


@pytest.mark.parametrize("text", ["{", "}", "{match", "a } b"])
def test_lone_brace(text: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith("a.yaml:2:3: this message cannot be filled: ")
    assert problem.endswith(" A brace that is meant as text is written twice: `{{` or `}}`.")


def test_each_placeholder_is_judged() -> None:
    assert len(problems("{a} {match} {b}")) == 2


def test_a_check_without_values() -> None:
    assert problems("{match}", frozenset()) == ["a.yaml:2:3: unknown placeholder '{match}'. None is allowed."]
