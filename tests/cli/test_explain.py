from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from endmark.checks import Scope
from endmark.checks.text.regex import Pattern
from endmark.reporters import rule_page
from endmark.reporters.rule_text import render_page
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.criticmarkup import parse_example
from endmark.ruleset.rule import Examples, Measured, Rule
from endmark.violation import Severity

Endmark = Callable[..., Result]


@dataclass(frozen=True)
class Shape:
    """A record inside the options."""

    word: str
    most: int


@dataclass(frozen=True)
class Options:
    """What to look for.

    `words` are words.
    """

    words: tuple[str, ...] = ("one", "two")
    patterns: tuple[Pattern, ...] = (Pattern("a+"), Pattern("b|c"))
    by_language: Mapping[str, tuple[float, float]] = field(default_factory=lambda: {"ja": (400.0, 0.5)})
    names: frozenset[str] = frozenset({"b", "a"})
    strict: bool = True
    limit: int | None = None
    nothing: tuple[str, ...] = ()
    shapes: Mapping[str | Pattern, Any] = field(
        default_factory=lambda: {"title": Shape("gate", 3), Pattern("a+"): ["a", "b"]}
    )


@dataclass(frozen=True)
class NoOptions:
    """This check has no options."""


RULE = Rule(
    id="draft-note",
    check="pattern",
    severity=Severity.WARNING,
    summary="A note is left.",
    why="Readers see it.",
    message="",
    options=Options(),
    scope=Scope(frozenset({"paragraph", "heading"}), frozenset({"ja"})),
    examples=Examples(
        bad=("日本{==語==} and\n{==two\nlines==}\n", "a {~~b~>c~~}\n"),
        good=("fine\x1b\n",),
        known_misses=("{==missed==}\n",),
        known_false_alarms=("not this\n", "only {==this==}\n"),
    ),
    measured=Measured(1200, ("ja", "en"), 0.5, recall="most notes"),
)

PAGE = """\
draft-note (warning)
A note is left.

Why it matters:
  Readers see it.

It finds:
  | 日本語 and
  |     ^^
  | two
  | ^^^
  | lines
  | ^^^^^

  | a b
  |   ^

  With the fix:
    | a c

It leaves alone:
  | fine␛

How well it does:
  Measured on 1,200 published documents in 2 languages (ja, en): 0.5 findings
  per 1,000 blocks. It finds most notes.

Known limits:
  It misses, for now:

  | missed
  | ^^^^^^

  It is wrong about, for now:

  | not this

  Nothing should be found here.

  | only this
  |      ^^^^

Where it looks:
  heading, paragraph; ja.

Options:
  words: one, two
  patterns:
    - a+
    - b|c
  by_language:
    ja: 400, 0.5
  names:
    a
    b
  strict: yes
  limit: none
  nothing: none
  shapes:
    title: word: gate, most: 3
    a+: a or b

  What to look for.

  `words` are words.

To leave one finding as it is, write above it:
  <!-- endmark-disable-next-line draft-note -- why -->

To turn it off, write in endmark.yaml:
  rules:
    draft-note: off
"""


def test_the_page() -> None:
    assert render_page(RULE) == PAGE


def test_a_rule_that_is_off_without_options_and_scope() -> None:
    shown = render_page(
        replace(RULE, enabled=False, scope=Scope(), options=NoOptions(), examples=Examples(), measured=None)
    )
    assert shown.startswith("draft-note (off)\n")
    assert "every kind of block; all languages." in shown
    assert "It finds" not in shown
    assert "How well it does" not in shown
    assert "Known limits" not in shown


def test_patterns_are_listed_by_language_and_the_options_hold_only_others(endmark: Endmark, folder: Path) -> None:
    config = """\
rules:
  stray-end-marker/glued-marker: off
  stray-end-marker: {options: {lines: {add: ['#ENDE#']}}}
"""
    (folder / "endmark.yaml").write_text(config, "utf-8")
    shown = endmark("explain", "stray-end-marker").stdout
    patterns, options = shown[shown.index("\nIts patterns:\n") :].split("\nOptions:\n")
    assert "\n  any-language: glued-hashes-or-stars, chat-template-end" in patterns
    assert "under rules: `stray-end-marker/glued-hashes-or-stars: off`\n" in patterns
    assert options.startswith("  words: none\n  lines:\n    add:\n      - #ENDE#\n  in_quotations: yes\n")


def test_of_very_many_examples_there_is_one_of_each_language(endmark: Endmark) -> None:
    shown = endmark("explain", "refusal").stdout
    rule = next(rule for rule in load_builtin_rules() if rule.id == "refusal")
    assert f"\n  All {len(rule.examples.bad)} examples: endmark explain refusal --format markdown\n" in shown
    for language in {about.language for about in rule.patterns} - {"any-language"}:
        first = next(about for about in rule.patterns if about.language == language)
        assert parse_example(first.bad[0].value).plain.split("\n")[0] in shown


def test_only_one_kind_of_limit() -> None:
    shown = render_page(replace(RULE, examples=Examples(known_false_alarms=("{==a==}\n",))))
    assert "Known limits:\n  It is wrong about, for now:\n\n  | a\n  | ^\n\nWhere" in shown


@pytest.mark.parametrize("rule", load_builtin_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_page(endmark: Endmark, rule: Rule) -> None:
    result = endmark("explain", rule.id)
    assert result.exit_code == 0
    assert result.stdout == render_page(rule)
    assert endmark("explain", rule.id, "--format", "markdown").stdout == rule_page.render_page(rule)


def test_the_config_shows_in_the_options(endmark: Endmark, folder: Path) -> None:
    config = "rules:\n  duplicate-paragraph: {severity: info, options: {min_weight: 77}}\n"
    (folder / "endmark.yaml").write_text(config, "utf-8")
    shown = endmark("explain", "duplicate-paragraph").stdout
    assert shown.startswith("duplicate-paragraph (info)\n")
    assert "\n  min_weight: 77\n" in shown
    assert "min_weight: 77" not in endmark("explain", "duplicate-paragraph", "--no-config").stdout


@pytest.mark.parametrize(
    ("name", "hint"),
    [("stray-end-marer", "Did you mean 'stray-end-marker'?"), ("qqq", "`endmark rules` lists the rules.")],
)
def test_an_unknown_rule(endmark: Endmark, name: str, hint: str) -> None:
    result = endmark("explain", name)
    assert (result.exit_code, result.stderr) == (2, f"error: there is no rule '{name}'. {hint}\n")


@pytest.mark.parametrize("rule", ["stray-end-marker", "refusal"])
def test_it_shows_three_lines_that_add_words_of_ones_own(endmark: Endmark, rule: str, tmp_path: Path) -> None:
    shown = endmark("explain", rule).output.partition("To add your own, write there:\n")[2]
    lines = [line.removeprefix("    ") for line in shown.splitlines()[:3]]
    (tmp_path / "endmark.yaml").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "a.md").write_text("The pond has words of our own.\n\n#ENDE#\n", encoding="utf-8")
    assert endmark("check", "--no-cache", "a.md", "--format", "concise").output.count(f"[{rule}]") == 1
    page = rule_page.render_page(next(one for one in load_builtin_rules() if one.id == rule))
    assert "\n".join(lines) in page
