"""Where the shipped rules are found: in the installed package, else in the checkout."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from endmark import checks
from endmark.checks.text.regex import PatternError
from endmark.ruleset import builtin

ProblemsOf = Callable[..., list[str]]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "src" / "endmark"
    monkeypatch.setattr(builtin, "_PACKAGE", package)
    monkeypatch.setattr(builtin, "_TABLES", {})
    for kept in (builtin.load_builtin_rules, builtin.find_origin):
        monkeypatch.setattr(builtin, kept.__name__, cache(kept.__wrapped__))
    return package


def test_the_folder_in_the_package_comes_first(package: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    assert builtin.find_builtin_folder() == tmp_path / "rules"
    (package / "rules").mkdir(parents=True)
    assert builtin.find_builtin_folder() == package / "rules"


def test_neither(problems_of: ProblemsOf) -> None:
    (problem,) = problems_of(builtin.find_builtin_folder)
    assert problem.startswith("the shipped rules are missing: ")


def test_rules_are_read_once_and_named_alike_everywhere(write_rule: Write) -> None:
    write_rule("src/endmark/rules/traces/my-rule.yaml")
    rules = builtin.load_builtin_rules()
    assert [(rule.id, rule.path) for rule in rules] == [("my-rule", "rules/traces/my-rule.yaml")]
    assert builtin.load_builtin_rules() is rules


def test_patterns_are_judged_when_asked(write: Write, problems_of: ProblemsOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checks.CHECKS, "pattern", "endmark.checks.patterns.pattern")
    head = "id: my-rule\ncheck: pattern\nseverity: error\nsummary: S.\nwhy: W.\nmessage: M.\n"
    write("src/endmark/rules/traces/my-rule/rule.yaml", head)
    write("src/endmark/rules/traces/my-rule/en.yaml", "patterns:\n- {id: open, pattern: a(b, bad: ['{==ab==}']}\n")
    (rule,) = builtin.load_builtin_rules()
    with pytest.raises(PatternError):
        rule.options.anywhere[0].occurs("ab")
    (problem,) = problems_of(builtin.judge_builtin_rules)
    assert problem.startswith("rules/traces/my-rule/en.yaml:2:")
    assert "missing )" in problem
