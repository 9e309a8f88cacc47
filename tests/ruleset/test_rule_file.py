"""One YAML file is one rule; every mistake in it has a place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from endmark.checks import Scope
from endmark.document.blocks import Kind
from endmark.ruleset.rule import Examples, Measured, Rule
from endmark.ruleset.rule_file import load_folder, load_rule
from endmark.violation import Severity

ProblemsOf = Callable[..., list[str]]
Write = Callable[..., Path]

KINDS = " or ".join((", ".join(get_args(Kind)[:-1]), get_args(Kind)[-1]))
ALLOWED_KEYS = (
    "The allowed keys are: id, check, severity, summary, why, message, reasons, scope, languages, options, examples, "
    "enabled, measured, verdict."
)
ALLOWED_OPTIONS = (
    "The allowed options are: word, flag, least, most, ratio, where, level, words, range, names, rates, "
    "pattern, limit, length, nested, several."
)
NOT_IN_RE2 = (
    "Patterns must run in linear time, so they are written for RE2: "
    "look-around, back-references and possessive quantifiers are not available."
)
MARKS_NOTHING = "this example marks nothing. Mark what is found: `{==found==}` or `{~~found~>fixed~~}`."
HOLDS_MARKS = "this example holds marks. A good example has nothing to find; move it to `bad` or take the marks out."

FULL = """\
id: my-rule
check: sample
severity: error
summary: "Yes: a summary."
why: |
  Because.
message: "{match} {{literal}} {count}"
scope: [paragraph, list-item]
languages: [ja, "no"]
options:
  word: stop
  pattern: '^x+$'
examples:
  bad: ["{==x==}"]
  good:
  - y
  known_misses: ["{~~x~>y~~}"]
  known_false_alarms: [z]
enabled: false
measured:
  documents: 704
  languages: [ja, en]
  per_1000_blocks: 0.5
  recall: most of it
"""


def test_every_key(write: Write, sample_check: ModuleType) -> None:
    rule = load_rule(write("traces/my-rule.yaml", FULL), "shown/my-rule.yaml")
    assert rule == Rule(
        id="my-rule",
        check="sample",
        severity=Severity.ERROR,
        summary="Yes: a summary.",
        why="Because.\n",
        message="{match} {{literal}} {count}",
        options=sample_check.Options(word="stop", pattern=rule.options.pattern),
        scope=Scope(frozenset({"paragraph", "list-item"}), frozenset({"ja", "no"})),
        examples=Examples(("{==x==}",), ("y",), ("{~~x~>y~~}",), ("z",)),
        enabled=False,
        category="traces",
        path="shown/my-rule.yaml",
        measured=Measured(704, ("ja", "en"), 0.5, recall="most of it"),
    )
    assert rule.options.pattern.source == "^x+$"


def test_defaults(write_rule: Write, sample_check: ModuleType) -> None:
    rule = load_rule(write_rule("a/my-rule.yml"), "my-rule.yml")
    assert (rule.options, rule.scope, rule.examples, rule.enabled) == (
        sample_check.Options(),
        Scope(),
        Examples(),
        True,
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: my-rule\n", "", "1:1: the key 'id' is missing. Add `id:` with text."),
        ("id: my-rule", "id: other",
         "1:5: the id 'other' is not the name of the file. Write `id: my-rule` or rename the file."),
        ("id: my-rule", "id: 7", '1:5: expected text, got the number `7`. Put it in quotes: "7".'),
        ("check: sample", "check: sampel", "2:8: unknown check 'sampel'. Did you mean 'sample'?"),
        ("check: sample", "check: xyz", "2:8: unknown check 'xyz'. The checks are: sample."),
        ("severity: error", "severity: off", "3:11: expected info, warning or error, got the boolean `off`."),
        ("severity: error", "severity: eror",
         "3:11: expected info, warning or error, got the text 'eror'. Did you mean 'error'?"),
        ('"Yes: a summary."', '""', "4:10: expected text, got an empty text."),
        ('"Yes: a summary."', "no", '4:10: expected text, got the boolean `no`. Put it in quotes: "no".'),
        ("{match} ", "{mtach} ",
         "7:10: unknown placeholder '{mtach}'. Did you mean 'match'? Allowed are: {count}, {match}."),
        ("list-item]", "list-itm]", f"8:20: expected {KINDS}, got the text 'list-itm'. Did you mean 'list-item'?"),
        ('"no"]', "no]", '9:17: expected a language such as ja, got the boolean `no`. Put it in quotes: "no".'),
        ("  word: stop", "  wrod: stop", f"11:3: unknown option 'wrod'. Did you mean 'word'? {ALLOWED_OPTIONS}"),
        ("  word: stop", "  least: 0", "11:10: expected a whole number from 1 to 9, got the number `0`."),
        ("  word: stop", "  least: 9\n  most: 1", "12:3: `least` must not be more than `most`."),
        ("'^x+$'", "'(?=x)'", f"12:12: this is not a valid pattern: invalid perl operator: (?=. {NOT_IN_RE2}"),
        ('bad: ["{==x==}"]', 'bad: ["x"]', f"14:9: {MARKS_NOTHING}"),
        ('bad: ["{==x==}"]', 'bad: ["a {==x"]', "14:9: broken CriticMarkup: {== is not closed by ==} (at offset 2)."),
        ("- y", "- '{==y==}'", f"16:5: {HOLDS_MARKS}"),
        ('known_misses: ["{~~x~>y~~}"]', "known_misses: [x]", f"17:18: {MARKS_NOTHING}"),
        ("enabled: false", "enabled: 'false'", "19:10: expected true or false, got the text 'false'."),
        ("documents: 704", "documents: 0", "21:14: expected a whole number of at least 1, got the number `0`."),
        ("0.5", "-1", "23:20: expected a number of at least 0, got the number `-1`."),
        ("  documents: 704\n", "",
         "21:3: the key 'documents' is missing. Add `documents:` with a whole number of at least 1."),
    ],
)  # fmt: skip
def test_problems(write: Write, problems_of: ProblemsOf, old: str, new: str, problem: str) -> None:
    assert old in FULL
    found = problems_of(load_rule, write("a/my-rule.yaml", FULL.replace(old, new)), "a/my-rule.yaml")
    assert found == [f"a/my-rule.yaml:{problem}"]


def test_a_misspelt_key_is_also_missing(write: Write, problems_of: ProblemsOf) -> None:
    path = write("a/my-rule.yaml", FULL.replace("severity:", "sevrity:"))
    assert problems_of(load_rule, path, "r.yaml") == [
        "r.yaml:1:1: the key 'severity' is missing. Add `severity:` with info, warning or error.",
        f"r.yaml:3:1: unknown key 'sevrity'. Did you mean 'severity'? {ALLOWED_KEYS}",
    ]


@pytest.mark.parametrize("name", ["My-Rule", "my_rule", "my--rule", "my-", "9-lives", "マーク"])
def test_an_id_is_in_kebab_case(write_rule: Write, problems_of: ProblemsOf, name: str) -> None:
    (problem,) = problems_of(load_rule, write_rule(f"a/{name}.yaml"), "x.yaml")
    assert problem.startswith(f"x.yaml:1:5: the id {name!r} is not in kebab case.")


def test_all_problems_of_a_file(write: Write, problems_of: ProblemsOf) -> None:
    text = "id: other\ncheck: sample\nseverity: no\nmessage: '{x}'\noptions: {wrod: a, flag: 1}\nexamples: {bad: [x]}\n"
    found = [problem.split(": ")[0] for problem in problems_of(load_rule, write("a/my-rule.yaml", text), "r")]
    assert found == ["r:1:1", "r:1:1", "r:1:5", "r:3:11", "r:4:10", "r:5:11", "r:5:26", "r:6:18"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"id: \xff", "r.yaml:1:5: the byte 0xff is not valid UTF-8. Save the file as UTF-8 and run endmark again."),
        (b"- a", "r.yaml:1:1: expected a mapping (lines of `key: value`), got a list."),
    ],
)
def test_a_file_that_is_no_rule(tmp_path: Path, problems_of: ProblemsOf, data: bytes, problem: str) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(data)
    assert problems_of(load_rule, path, "r.yaml") == [problem]


def test_a_missing_file(tmp_path: Path, problems_of: ProblemsOf) -> None:
    (problem,) = problems_of(load_rule, tmp_path / "none.yaml", "none.yaml")
    assert problem.startswith("none.yaml: cannot read this file: ")


def test_a_folder_in_the_order_of_its_paths(write: Write, write_rule: Write, tmp_path: Path) -> None:
    for name in ("b/a-rule.yaml", "a/z-rule.yml", "a/b/y-rule.YAML", "x-rule.yaml"):
        write_rule(f"rules/{name}")
    write("rules/README.md", "no rule")
    write("rules/.hidden.yaml", "no: rule")
    write("rules/.git/x.yaml", "no: rule")
    rules = load_folder(tmp_path / "rules", base=tmp_path)
    assert [(rule.path, rule.category) for rule in rules] == [
        ("rules/a/b/y-rule.YAML", "b"),
        ("rules/a/z-rule.yml", "a"),
        ("rules/b/a-rule.yaml", "b"),
        ("rules/x-rule.yaml", "rules"),
    ]


def test_a_folder_tells_the_problems_of_all_files(write_rule: Write, tmp_path: Path, problems_of: ProblemsOf) -> None:
    write_rule("a/one.yaml", "x: 1\n")
    write_rule("b/one.yaml")
    write_rule("b/two.yaml", "scope: a\n")
    write_rule("c/one.yaml")
    found = problems_of(load_folder, tmp_path)
    assert [problem.split(". ")[0] for problem in found] == [
        "a/one.yaml:7:1: unknown key 'x'",
        "b/two.yaml:7:8: expected a list, got the text 'a'.",
        "c/one.yaml:1:5: the id 'one' is taken by b/one.yaml",
    ]


def test_an_empty_folder_holds_no_rules(tmp_path: Path) -> None:
    assert load_folder(tmp_path) == ()
