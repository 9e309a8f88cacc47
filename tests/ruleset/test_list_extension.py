"""A config may add to the lists of a rule, take from them, and switch off single patterns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from endmark import checks
from endmark.ruleset import schemas
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule import Rule
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.ruleset.trace import trace_rules

ProblemsOf = Callable[..., list[str]]
Write = Callable[..., Path]
Load = Callable[[str], Settings]

HEAD = "id: excuse\ncheck: pattern\nseverity: error\nsummary: A.\nwhy: B.\nmessage: C.\n"
ENGLISH = """\
patterns:
  - {id: sorry, pattern: sorry, bad: ['{==sorry==}']}
  - {id: pardon, pattern: pardon, bad: ['{==pardon==}']}
  - {id: END, pattern: END, whole_line: true, bad: ['{==END==}']}
exceptions:
  - {id: sorry-sight, pattern: sorry sight, good: [sorry sight]}
"""

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(autouse=True)
def pattern_check(monkeypatch: pytest.MonkeyPatch, only_sample_check: None) -> None:  # noqa: ARG001 - after it
    monkeypatch.setitem(checks.CHECKS, "pattern", "endmark.checks.patterns.pattern")


@pytest.fixture
def load(tmp_path: Path, write: Write) -> Load:
    """The settings with a rule `excuse` and these lines under `rules`."""
    write("rules/excuse/rule.yaml", f"{HEAD}options: {{words: [so be it], fields: [title, lead]}}\n")
    write("rules/excuse/en.yaml", ENGLISH)

    def load(rules: str) -> Settings:
        write("endmark.yaml", f"rule_paths: [rules]\n{rules}")
        return load_settings(SettingsRequest(cwd=tmp_path))

    return load


def lists(rule: Rule) -> Mapping[str, list[str]]:
    """What the lists of the rule hold: the ids of patterns, or how they are written."""
    options: Any = rule.options
    return {
        name: [getattr(one, "name", "") or getattr(one, "source", one) for one in getattr(options, name)]
        for name in ("words", "anywhere", "lines", "unless", "fields")
    }


WHOLE = {
    "words": ["so be it"],
    "anywhere": ["sorry", "pardon"],
    "lines": ["END"],
    "unless": ["sorry-sight"],
    "fields": ["title", "lead"],
}


@pytest.mark.parametrize(
    ("rules", "changed"),
    [
        ("rules: {}", {}),
        ("rules: {excuse: {options: {words: {add: [alas, so be it]}}}}", {"words": ["so be it", "alas"]}),
        ("rules: {excuse: {options: {lines: {add: [FIN]}}}}", {"lines": ["END", "FIN"]}),
        ("rules: {excuse: {options: {anywhere: {remove: [pardon], add: [oops]}}}}", {"anywhere": ["sorry", "oops"]}),
        ("rules: {excuse: {options: {fields: {remove: [lead]}}}}", {"fields": ["title"]}),
        ("rules: {excuse: {options: {anywhere: [oops]}}}", {"anywhere": ["oops"]}),
        ("rules: {excuse/pardon: off, excuse: warning}", {"anywhere": ["sorry"]}),
        ("rules: {excuse: {options: {words: {add: [alas]}}}, excuse/sorry: off, excuse/END: off}",
         {"words": ["so be it", "alas"], "anywhere": ["pardon"], "lines": []}),
        ("rules: {excuse/sorry-sight: off}", {"unless": []}),
        ("overrides: [{files: ['*.md'], rules: {excuse/sorry: off}}]", {"anywhere": ["pardon"]}),
    ],
)  # fmt: skip
def test_lists_are_changed_item_by_item(load: Load, rules: str, changed: Mapping[str, list[str]]) -> None:
    (rule,) = (rule for rule in load(rules).choose_rules("a.md") if rule.id == "excuse")
    assert lists(rule) == {**WHOLE, **changed}


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("excuse/sory: off", "2:9: the rule 'excuse' has no pattern 'sory'. Did you mean 'sorry'?"),
        ("excus/sorry: off", "2:9: unknown rule 'excus/sorry'."),
        ("excuse/sorry: info",
         "2:23: a pattern can only be switched off. Write `off`; the severity is that of the rule 'excuse'."),
        ("excuse: {options: {anywhere: {remove: [sory]}}}",
         "2:48: the rule's own list has no 'sory'. Did you mean 'sorry'?"),
        ("excuse: {options: {words: {ad: [x]}}}",
         "2:36: unknown key 'ad'. Did you mean 'add'? A list is a list, or `add:` and `remove:` with lists."),
        ("excuse: {options: {words: {}}}", "2:35: nothing is added or removed here. Fill `add:` or `remove:`."),
        ("excuse: {options: {lines: {add: ['a**']}}}",
         "2:42: this is not a valid pattern: bad repetition operator: **. Patterns must run in linear time"),
        ("excuse: {options: {boundary: {add: [x]}}}", "2:38: expected true or false, got a mapping."),
    ],
)  # fmt: skip
def test_problems(load: Load, problems_of: ProblemsOf, rules: str, problem: str) -> None:
    (found,) = problems_of(load, f"rules: {{{rules}}}")
    assert found.startswith(f"endmark.yaml:{problem}")


def test_what_is_switched_off_is_told_by_its_name(load: Load) -> None:
    settings = load("rules: {excuse/sorry: off, excuse: {options: {lines: {add: [FIN], remove: [END]}}}}")
    (traced,) = (traced for traced in trace_rules(settings) if traced.rule.id == "excuse")
    told = [(one.name, one.value, str(one.origin.place)) for one in traced.differences if one.name != "options.lines"]
    assert told == [("patterns.sorry", "off", "endmark.yaml:2:9"), ("patterns.END", "off", "endmark.yaml:2:47")]
    (lines,) = (one.value for one in traced.differences if one.name == "options.lines")
    assert [one.source for one in lines] == ["FIN"]


def test_comments_may_name_patterns(load: Load) -> None:
    assert {"excuse", "excuse/sorry", "excuse/pardon", "excuse/END"} <= load("rules: {}").known
    assert "excuse/sorry-sight" not in load("rules: {}").known


def test_what_is_switched_off_can_change_a_finding(load: Load) -> None:
    effects = {
        load(rules).effect
        for rules in (
            "rules: {}",
            "rules: {excuse/sorry: off}",
            "rules: {excuse: {options: {words: {add: [alas]}}}}",
            "overrides: [{files: ['*.md'], rules: {excuse/sorry: off}}]",
            "overrides: [{files: ['*.md'], rules: {excuse: {options: {words: {add: [alas]}}}}}]",
        )
    }
    assert len(effects) == 5


@pytest.mark.parametrize(
    ("rules", "valid"),
    [
        ("stray-marker: {options: {words: {add: [x], remove: [a]}}}", True),
        ("stray-marker: {options: {words: [x]}}", True),
        ("stray-marker: {options: {words: {}}}", False),
        ("stray-marker: {options: {words: {ad: [x]}}}", False),
        ("stray-marker: {options: {word: {add: [x]}}}", False),
        ("excuse/sorry: off", True),
    ],
)
def test_the_schema_knows_it(
    accepts: Callable[..., bool], shipped: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch, rules: str, *, valid: bool
) -> None:
    monkeypatch.setattr(schemas, "load_builtin_rules", lambda: shipped)
    assert accepts(schemas.build_config_schema(), f"rules: {{{rules}}}") is valid
