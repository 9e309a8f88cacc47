from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from msgspec import Struct, field
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.text.regex import Pattern
from endmark.reporters import rule_page
from endmark.reporters.rule_text import render_page
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.criticmarkup import parse_example
from endmark.ruleset.rule import Examples, Measured, Rule
from endmark.violation import Severity

Endmark = Callable[..., Result]


class Shape(Struct, frozen=True):
    """A record inside the options."""

    word: str
    most: int


class Options(Struct, frozen=True):
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


class NoOptions(Struct, frozen=True):
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


POND = """\
The pond is old. Frogs come in summer.

The pond is deep. Nobody swims there in winter, because the

```text
beds
```

- new beds and the
"""


@pytest.fixture
def pond(folder: Path) -> Path:
    """A folder with an article in it."""
    (folder / "pond.md").write_text(POND, "utf-8")
    return folder


def test_why_a_line_is_found(endmark: Endmark, pond: Path) -> None:
    (pond / "cut.md").write_text(POND.partition("```")[0], "utf-8")
    result = endmark("explain", "--why", "cut.md:3")
    assert result.exit_code == 0
    first, *pieces, total = result.stdout.splitlines()
    assert first == "cut.md:3: truncated-sentence, “…The pond is deep. Nobody swims there in winter, because the”"
    assert pieces[0] == (
        "   -3.3  in damaged articles so many paragraphs are cut (499 of 13,339 paragraphs in 213 damaged posts)"
    )
    assert pieces[-1] == "   +4.8  sentences hardly ever end with “the” (the table of endings says -6)"
    weights = [float(line.split()[0]) for line in pieces]
    assert float(total.split()[0]) == pytest.approx(sum(weights), abs=0.11)
    assert total.endswith("in all: found, and certain from +4.5 on")


@pytest.mark.parametrize(
    ("config", "conclusion"),
    [
        ("{warning: 1.0, error: 20.0}", "in all: found, as a warning from +1 on; certain from +20 on"),
        ("{warning: 19.5, error: 20.0}", "in all: not found; a warning from +19.5 on"),
    ],
)
def test_what_comes_of_the_sum(endmark: Endmark, pond: Path, config: str, conclusion: str) -> None:
    (pond / "cut.md").write_text(POND.partition("```")[0], "utf-8")
    (pond / "endmark.yaml").write_text(f"rules:\n  truncated-sentence: {{options: {config}}}\n", "utf-8")
    assert endmark("explain", "truncated-sentence", "--why", "cut.md:3").stdout.endswith(f"  {conclusion}\n")


def test_a_sum_without_a_sign_is_not_certain(endmark: Endmark, folder: Path) -> None:
    whole = "\n\n".join(f"We dug bed {name} in March, and it took a week." for name in ("one", "two", "three", "four"))
    (folder / "a.md").write_text(f"{whole}\n\nThe garden opened in spring. It has room for forty\n", "utf-8")
    said = endmark("explain", "truncated-sentence", "--why", "a.md:9").stdout
    assert said.endswith("  in all: found, as a warning, since all that it shows is that it has no full stop\n")


def test_why_a_line_is_not_found(endmark: Endmark, pond: Path) -> None:
    (pond / "code.md").write_text("The pond is deep.\n\nIt is cold. Swimmers see this\n\n```\n4 °C\n```\n", "utf-8")
    shown = endmark("explain", "--why", "code.md:3").stdout
    assert "  a sentence may go on in the code that follows (a judgement, not counted)\n" in shown
    assert shown.endswith("in all: not found; a warning from -0.3 on\n")
    assert "pond.md:9: truncated-sentence" in endmark("explain", "--why", "pond.md:9").stdout


@pytest.mark.usefixtures("pond")
@pytest.mark.parametrize("line", [1, 2, 6])
def test_where_nothing_is_weighed(endmark: Endmark, line: int) -> None:
    result = endmark("explain", "--why", f"pond.md:{line}")
    assert result.exit_code == 0
    assert result.stdout == (
        f"pond.md:{line}: truncated-sentence weighs nothing here: the text ends as a sentence does, or is none.\n"
    )


@pytest.mark.usefixtures("pond")
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--why", "pond.md:11"], "error: pond.md: it has only 10 lines.\n"),
        (["--why", "pool.md:1"], "error: pool.md: "),
        (["--why", "pond.md"], "is no FILE:LINE, such as posts/pond.md:12."),
        (["--why", "pond.md:0"], "is no FILE:LINE, such as posts/pond.md:12."),
        (["truncated-sentense", "--why", "pond.md:1"], "Did you mean 'truncated-sentence'?"),
        (
            ["duplicate-heading", "--why", "pond.md:1"],
            "error: pond.md:1: the rule duplicate-heading weighs no evidence. `endmark explain RULE` says",
        ),
        ([], "name a rule, or a place with --why FILE:LINE."),
    ],
)
def test_a_place_that_cannot_be_explained(endmark: Endmark, arguments: list[str], problem: str) -> None:
    result = endmark("explain", *arguments)
    assert result.exit_code == 2
    assert problem in result.stderr


def test_no_rule_that_is_on_weighs_evidence(endmark: Endmark, pond: Path) -> None:
    (pond / "endmark.yaml").write_text("rules: {truncated-sentence: off}\n", "utf-8")
    assert "no rule that is on weighs evidence" in endmark("explain", "--why", "pond.md:1").stderr
