from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from endmark.checks import Scope
from endmark.cli.rules import format_outcome, format_table
from endmark.linting.examples import Failure
from endmark.phrase import phrase
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Examples, Rule
from endmark.violation import Severity

Endmark = Callable[..., Result]

OWN = """\
id: {id}
check: pattern
severity: info
summary: A draft's note is left in the text.
why: Readers see it.
message: "Note {{match}}."
options:
  anywhere: ['TODO']
examples:
  bad: ["{bad}"]
  good: ["Done.\\n"]
"""


def own_rule(folder: Path, name: str = "draft-note", bad: str = "Text {==TODO==} text.\\n") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(OWN.format(id=name, bad=bad), "utf-8")


def test_the_list_holds_every_rule_as_the_config_has_it(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("rules: {stray-end-marker: off, truncated-sentence: info}\n", "utf-8")
    result = endmark("rules")
    rows = {line.split()[0]: line.split()[1:3] for line in result.stdout.splitlines()}
    assert result.exit_code == 0
    assert rows.keys() == {rule.id for rule in load_builtin_rules()}
    assert rows["stray-end-marker"] == ["off", "assembly"]
    assert rows["truncated-sentence"] == ["info", "assembly"]
    assert "stray-end-marker error " in " ".join(endmark("rules", "--no-config").stdout.split())


def rule(name: str, summary: str, category: str, *, enabled: bool = True) -> Rule:
    examples = Examples(bad=("{==a==}",), good=("b", "c"))
    return Rule(
        name, "pattern", Severity.WARNING, summary, "", "", None, Scope(), examples, enabled, category, f"{name}.yaml"
    )


def test_columns_are_aligned_by_display_width() -> None:
    rules = [rule("ab", "First.", "日本語"), rule("abcd", "Second\x1b.", "x", enabled=False)]
    assert format_table(rules) == "ab    warning  日本語  First.\nabcd  off      x       Second␛.\n"


def test_a_wrong_config_is_a_mistake(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("rulez: {}\n", "utf-8")
    for arguments in (["rules"], ["rules", "test"], ["explain", "stray-end-marker"]):
        result = endmark(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("error: endmark.yaml:1:1: unknown key 'rulez'.")


def test_all_shipped_rules_are_tested(endmark: Endmark, rules_with_examples: list[str]) -> None:
    result = endmark("rules", "test")
    assert rules_with_examples == [rule.id for rule in load_builtin_rules()]
    assert result.stdout.endswith(f" of {len(load_builtin_rules())} rules: all passed.\n")
    assert result.exit_code == 0


def test_a_folder_of_rules(endmark: Endmark, folder: Path) -> None:
    own_rule(folder / "own")
    result = endmark("rules", "test", "own")
    assert (result.exit_code, result.stdout) == (0, "Ran 2 examples of 1 rule: all passed.\n")


def test_a_failing_example(endmark: Endmark, folder: Path) -> None:
    own_rule(folder / "own", bad="Text TODO {==text==}.\\n")
    result = endmark("rules", "test", "own")
    assert result.exit_code == 1
    assert "own/draft-note.yaml:10:9: did not find what it should: not found: 'text' in line 1 of it." in result.stdout
    assert "own/draft-note.yaml:10:9: found what it should leave alone: " in result.stdout
    assert "\n  | Text TODO {==text==}.\n" in result.stdout
    assert result.stdout.endswith("\nRan 2 examples of 1 rule: 1 failed.\n")


PATTERNS = """\
patterns:
  - id: todo
    pattern: TODO\\w*
    bad: ["Text {==TODO==} text.\\n"]
  - id: todo-later
    pattern: TODO
    bad: ["Text {==TODO==} later.\\n"]
exceptions:
  - id: in-brackets
    pattern: '\\[TODO\\]'
    good: ["Text [TODO] text.\\n", "Text text.\\n"]
"""


def test_a_pattern_that_misses_its_own_example(endmark: Endmark, folder: Path) -> None:
    rule = folder / "own/draft-note"
    rule.mkdir(parents=True)
    head = "id: draft-note\ncheck: pattern\nseverity: error\nsummary: A.\nwhy: B.\nmessage: C.\n"
    (rule / "rule.yaml").write_text(head, encoding="utf-8")
    (rule / "en.yaml").write_text(PATTERNS, encoding="utf-8")
    outcome = endmark("rules", "test", "own")
    assert outcome.exit_code == 1
    assert outcome.stdout == (
        "own/draft-note/en.yaml:7:11: did not find what it should: "
        "the pattern 'todo-later' must find this, and 'todo' does.\n"
        "  | Text {==TODO==} later.\n"
        "\n"
        "own/draft-note/en.yaml:11:35: an exception excuses nothing: "
        "nothing would be found here without the exception 'in-brackets'.\n"
        "  | Text text.\n"
        "\n"
        "Ran 4 examples of 1 rule: 2 failed.\n"
    )


@pytest.mark.parametrize(
    "name", ["own/draft-note.yaml", "own/wet-note", "own/wet-note/rule.yaml", "own/wet-note/en.yaml"]
)
def test_one_rule_is_tested_alone(endmark: Endmark, folder: Path, name: str) -> None:
    own_rule(folder / "own")
    (folder / "own/wet-note").mkdir()
    head = "id: wet-note\ncheck: pattern\nseverity: error\nsummary: A.\nwhy: B.\nmessage: C.\n"
    (folder / "own/wet-note/rule.yaml").write_text(head, "utf-8")
    pattern = "patterns:\n- {id: wet, pattern: wet, bad: ['{==wet==}']}\n"
    (folder / "own/wet-note/en.yaml").write_text(pattern, "utf-8")
    outcome = endmark("rules", "test", name)
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert " of 1 rule: all passed." in outcome.stdout


def test_own_rules_of_the_config_are_tested_as_they_are_written(
    endmark: Endmark, folder: Path, rules_with_examples: list[str]
) -> None:
    own_rule(folder / "own")
    config = "rule_paths: [own]\nrules:\n  draft-note: {options: {anywhere: ['FIXME']}}\n"
    (folder / "endmark.yaml").write_text(config, "utf-8")
    result = endmark("rules", "test")
    assert result.exit_code == 0
    assert rules_with_examples == [*(rule.id for rule in load_builtin_rules()), "draft-note"]
    assert f" of {len(load_builtin_rules()) + 1} rules: all passed." in result.stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [("gone.yaml", "gone.yaml: there is no such file or folder."), ("empty", "empty: this folder holds no rule.")],
)
def test_a_folder_without_rules(endmark: Endmark, folder: Path, name: str, message: str) -> None:
    (folder / "empty").mkdir()
    result = endmark("rules", "test", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {message}")


def test_a_broken_rule_is_a_mistake(endmark: Endmark, folder: Path) -> None:
    own_rule(folder / "own", bad="nothing marked")
    result = endmark("rules", "test", "own")
    assert result.exit_code == 2
    assert "own/draft-note.yaml:" in result.stderr


def test_an_example_counts_once_however_often_it_fails() -> None:
    failures = [
        Failure("a", "noisy", "a.yaml", "x\n\x1by\n", phrase("m")),
        Failure("a", "wrong", "a.yaml", "x\n\x1by\n", phrase("n")),
    ]
    assert format_outcome([rule("a", "", ""), rule("b", "", "")], failures) == (
        "a.yaml: found what it should leave alone: m\n  | x\n  | ␛y\n\n"
        "a.yaml: a known limit is none any more: n\n  | x\n  | ␛y\n\n"
        "Ran 6 examples of 2 rules: 1 failed.\n"
    )


def test_a_rule_without_examples_proves_nothing(endmark: Endmark, folder: Path) -> None:
    lines = ("id: bare", "summary: Bare.", "severity: warning", "why: None.", "message: m", "check: pattern")
    (folder / "bare.yaml").write_text("\n".join((*lines, "options: {words: [bare]}\n")), "utf-8")
    assert endmark("rules", "test", "bare.yaml").stdout == "Ran 0 examples of 1 rule: nothing is proven.\n"


@pytest.mark.parametrize(
    ("rule_id", "examples", "said"),
    [
        ("bare", "", "bare.yaml: this rule has no examples, so nothing is proven of it."),
        (
            "stray-end-marker",
            "examples: {bad: ['{==bare==}']}\n",
            "stray-end-marker.yaml: endmark ships a rule with this id, so no config can use it; give it another.",
        ),
    ],
)
def test_what_a_test_cannot_show_is_said(
    endmark: Endmark, folder: Path, rule_id: str, examples: str, said: str
) -> None:
    lines = (f"id: {rule_id}", "summary: Bare.", "severity: warning", "why: None.", "message: m", "check: pattern")
    (folder / f"{rule_id}.yaml").write_text("\n".join((*lines, f"options: {{words: [bare]}}\n{examples}")), "utf-8")
    assert endmark("rules", "test", f"{rule_id}.yaml").stderr == f"note: {said}\n"


def test_the_table_fits_a_screen() -> None:
    lines = format_table(load_builtin_rules(), 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) > len(load_builtin_rules())
