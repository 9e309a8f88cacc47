"""From rules, config and command line to the rules that run on a file."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from endmark.checks import Scope
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule import Rule
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import Severity

ProblemsOf = Callable[..., list[str]]
Write = Callable[..., Path]
Load = Callable[..., Settings]

LIKE_GITIGNORE = "Write it as in a .gitignore, for example `posts/**/*.md`."
OUTSIDE = (
    "holds `.` or `..`, but globs begin at the folder of the config and stay in it. "
    "Write it as in a .gitignore, for example `posts/**/*.md`."
)

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def load(tmp_path: Path, write: Write) -> Load:
    """The settings with a config of the given text in the folder of the test."""

    def load(text: str | None = None, **named: Any) -> Settings:
        if text is not None:
            write("endmark.yaml", text)
        elif not (tmp_path / "endmark.yaml").exists():
            write(".git/HEAD", "")  # ends the search
        return load_settings(SettingsRequest(cwd=tmp_path, **named))

    return load


def rule(settings: Settings, name: str) -> Rule:
    return next(rule for rule in settings.rules if rule.id == name)


def running(settings: Settings, path: str = "a.md") -> dict[str, str]:
    return {rule.id: rule.severity.label for rule in settings.choose_rules(path)}


def test_without_a_config(load: Load, tmp_path: Path, shipped: Sequence[Rule]) -> None:
    settings = load()
    assert settings.rules == shipped
    assert (settings.root, settings.config_path) == (tmp_path.resolve(), None)
    assert (settings.include, settings.exclude, settings.fail_on) == ((), (), Severity.ERROR)
    assert settings.known == {"stray-marker", "dull-marker", "cut-end"}
    assert running(settings) == {"stray-marker": "warning", "cut-end": "warning"}


def test_no_config_even_if_there_is_one(write: Write, tmp_path: Path, shipped: Sequence[Rule]) -> None:
    write("endmark.yaml", "broken: [")
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path))
    assert (settings.rules, settings.root) == (shipped, tmp_path.resolve())


def test_a_named_config_is_relative_to_the_working_directory(write: Write, tmp_path: Path) -> None:
    path = write("etc/my.yaml", "rules: {cut-end: off}\n")
    settings = load_settings(SettingsRequest(config=Path("etc/my.yaml"), cwd=tmp_path))
    assert (settings.root, settings.config_path) == (path.resolve().parent, path.resolve())
    assert running(settings) == {"stray-marker": "warning"}


def test_a_named_config_that_is_missing(tmp_path: Path, problems_of: ProblemsOf) -> None:
    found = problems_of(load_settings, SettingsRequest(config=Path("none.yaml"), cwd=tmp_path))
    assert found == ["none.yaml: there is no such config file. Check --config."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rules: {cut-end: off}", {"stray-marker": "warning"}),
        ("rules: {cut-end: 'off'}", {"stray-marker": "warning"}),
        ("rules: {cut-end: error}", {"stray-marker": "warning", "cut-end": "error"}),
        ("rules: {cut-end: {severity: off}}", {"stray-marker": "warning"}),
        ("rules: {dull-marker: info}", {"stray-marker": "warning", "dull-marker": "info", "cut-end": "warning"}),
        ("rules: {dull-marker: {message: m}}", {"stray-marker": "warning", "cut-end": "warning"}),
        ("extends: endmark:recommended", {"stray-marker": "warning", "cut-end": "warning"}),
    ],
)
def test_severities(load: Load, text: str, expected: dict[str, str]) -> None:
    assert running(load(text)) == expected


def test_options_are_merged_key_by_key(load: Load) -> None:
    settings = load("rules: {stray-marker: {options: {words: [c], ratio: 0.25}, message: 'Now {count}.'}}")
    changed = rule(settings, "stray-marker")
    options = changed.options
    assert (options.word, options.least, options.words, options.ratio) == ("stop", 2, ("c",), 0.25)
    assert (changed.message, changed.severity) == ("Now {count}.", Severity.WARNING)
    assert changed.scope == Scope(frozenset({"paragraph"}), frozenset({"ja"}))


@pytest.mark.parametrize(
    ("setting", "scope"),
    [
        ("scope: [heading]", Scope(frozenset({"heading"}), frozenset({"ja"}))),
        ("languages: [en]", Scope(frozenset({"paragraph"}), frozenset({"en"}))),
        ("scope: [], languages: []", Scope()),
    ],
)
def test_scope_and_languages_change_apart(load: Load, setting: str, scope: Scope) -> None:
    assert rule(load(f"rules: {{stray-marker: {{{setting}}}}}"), "stray-marker").scope == scope


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rules: {cut-ned: off}", "1:9: unknown rule 'cut-ned'. Did you mean 'cut-end'?"),
        ("rules: {zzz: off}", "1:9: unknown rule 'zzz'."),
        ("rules: {traces: off}", "1:9: unknown rule 'traces'."),
        ("overrides:\n- files: [a]\n  rules:\n    cut-ned: off",
         "4:5: unknown rule 'cut-ned'. Did you mean 'cut-end'?"),
        ("rules: {cut-end: {message: '{mtach}'}}",
         "1:28: unknown placeholder '{mtach}'. Did you mean 'match'? Allowed are: {count}, {match}."),
        ("rules:\n  cut-end:\n    options:\n      word: ok\n      least: 0",
         "5:14: expected a whole number from 1 to 9, got the number `0`."),
        ("rules:\n  stray-marker:\n    options:\n      most: 1", "4:7: `least` must not be more than `most`."),
        ("overrides: [{files: [a], rules: {stray-marker: {options: {most: 1}}}}]",
         "1:59: `least` must not be more than `most`."),
        ("rule_paths: [own]", "1:14: there is no folder 'own'. The path is relative to the folder of this config."),
        ("rule_paths: [empty]", "1:14: this folder holds no rule. A rule is a `.yaml` file."),
        ("include: ['']", f"1:11: the glob '' can match nothing. {LIKE_GITIGNORE}"),
        *(
            (
                f"exclude: ['{glob}']",
                f"1:11: the glob '{glob}' parts folders by a backslash, which only escapes: write `/`. {LIKE_GITIGNORE}",  # noqa: E501
            )
            for glob in ("drafts\\*.md", "a\\b", "a\\**\\b.md", "a\\.hidden")
        ),
        ("exclude: ['# x']", f"1:11: the glob '# x' can match nothing. {LIKE_GITIGNORE}"),
        ("exclude: ['!']", f"1:11: the glob '!' is not valid. {LIKE_GITIGNORE}"),
        ("include: [./posts]", f"1:11: the glob './posts' {OUTSIDE}"),
        ("overrides: [{files: ['a/../b'], rules: {cut-end: off}}]", f"1:22: the glob 'a/../b' {OUTSIDE}"),
    ],
)  # fmt: skip
def test_problems(tmp_path: Path, write: Write, problems_of: ProblemsOf, text: str, problem: str) -> None:
    write("site/endmark.yaml", text)
    write("site/empty/README.md", "No rules here.")
    found = problems_of(load_settings, SettingsRequest(cwd=tmp_path / "site"))
    assert found == [f"endmark.yaml:{problem}"]


def test_an_unknown_option_names_the_allowed_ones(load: Load, problems_of: ProblemsOf) -> None:
    (problem,) = problems_of(load, "rules: {cut-end: {options: {wrod: x}}}")
    assert problem.startswith(
        "endmark.yaml:1:29: unknown option 'wrod'. Did you mean 'word'? The allowed options are: "
    )


def test_all_problems_at_once(load: Load, write: Write, write_rule: Write, problems_of: ProblemsOf) -> None:
    write_rule("own/new/good-rule.yaml")
    write_rule("own/new/bad-rule.yaml", "scope: x\n")
    write("base.yaml", "rules:\n  nope: off\n  good-rule: {options: {least: x}}\n")
    text = (
        "extends: base.yaml\nrule_paths: [own]\nrules:\n  cut-ned: off\n  cut-end: eror\n  bad-rule: off\n"
        "exclude: ['!']\noverrides:\n- files: [a]\n  rules: {good-rul: off}\nfail_on: x\n"
    )
    found = problems_of(load, text, select=["a"], ignore=["b"], severities={"c": "error"}, fail_on="d")
    assert [problem.split(": ")[0] for problem in found] == [
        "--select",
        "--ignore",
        "--severity",
        "--fail-on",
        "base.yaml:2:3",
        "base.yaml:3:32",
        "endmark.yaml:4:3",
        "endmark.yaml:5:12",
        "endmark.yaml:7:11",
        "endmark.yaml:10:11",
        "endmark.yaml:11:10",
        "own/new/bad-rule.yaml:7:8",
    ]


def test_own_rules(load: Load, write_rule: Write) -> None:
    write_rule("house/style/new-rule.yaml")
    settings = load("rule_paths: [house]\nrules: {new-rule: error}\n")
    own = settings.rules[-1]
    assert (own.id, own.category, own.path, own.severity) == (
        "new-rule",
        "style",
        "house/style/new-rule.yaml",
        Severity.ERROR,
    )
    assert "new-rule" in settings.known


def test_own_rules_named_twice_are_loaded_once(load: Load, write: Write, write_rule: Write) -> None:
    write_rule("house/style/new-rule.yaml")
    write("base.yaml", "rule_paths: [house/style]\n")
    settings = load("extends: base.yaml\nrule_paths: [house, ./house]\n")
    assert [rule.id for rule in settings.rules][3:] == ["new-rule"]


def test_an_own_rule_with_the_id_of_a_shipped_one(load: Load, write_rule: Write, problems_of: ProblemsOf) -> None:
    write_rule("house/cut-end.yaml")
    (problem,) = problems_of(load, "rule_paths: [house]\n")
    assert problem == (
        "house/cut-end.yaml:1:5: endmark ships a rule with the id 'cut-end'. "
        "To change that rule, name it under `rules:` in the config; a new rule needs a new id."
    )


def test_own_rules_with_the_same_id(load: Load, write_rule: Write, problems_of: ProblemsOf) -> None:
    write_rule("one/new-rule.yaml")
    write_rule("two/new-rule.yaml")
    assert problems_of(load, "rule_paths: [two, one]\n") == [
        "one/new-rule.yaml:1:5: the id 'new-rule' is taken by two/new-rule.yaml. Rename one of the two."
    ]


OVERRIDES = """\
rules: {cut-end: info}
overrides:
- files: ["drafts/**", "*.txt"]
  exclude_files: ["drafts/final/"]
  rules: {cut-end: off, stray-marker: {options: {least: 3}}}
- files: ["drafts/ja/*"]
  rules: {cut-end: error, stray-marker: {options: {word: fin}}}
"""


@pytest.mark.parametrize(
    ("path", "matching", "severity", "word", "least"),
    [
        ("a.md", set(), "info", "stop", 2),
        ("a/drafts/a.md", set(), "info", "stop", 2),
        ("drafts/a.md", {0}, None, "stop", 3),
        ("a/b/c.txt", {0}, None, "stop", 3),
        ("drafts/final/x/a.md", set(), "info", "stop", 2),
        ("drafts/ja/a.md", {0, 1}, "error", "fin", 3),
    ],
)
def test_overrides_apply_in_order(
    load: Load, path: str, matching: set[int], severity: str | None, word: str, least: int
) -> None:
    settings = load(OVERRIDES)
    assert settings.find_matching_overrides(path) == matching
    assert running(settings, path).get("cut-end") == severity
    options = next(rule.options for rule in settings.choose_rules(path) if rule.id == "stray-marker")
    assert (options.word, options.least) == (word, least)


def test_files_with_the_same_overrides_share_their_rules(load: Load) -> None:
    settings = load(OVERRIDES)
    assert settings.choose_rules("drafts/a.md") is settings.choose_rules("drafts/b.md")
    assert settings.choose_rules("a.md") is settings.choose_rules("b/c.md")


def test_an_override_knows_its_place(load: Load) -> None:
    assert [override.place for override in load(OVERRIDES).overrides] == [
        ("endmark.yaml", 3, 3),
        ("endmark.yaml", 6, 3),
    ]


def test_overrides_that_do_not_go_together(load: Load, problems_of: ProblemsOf) -> None:
    text = (
        "overrides:\n- {files: [a], rules: {cut-end: {options: {least: 5}}}}\n"
        "- {files: [a, b], rules: {cut-end: {options: {most: 4}}}}\n"
    )
    settings = load(text)
    assert settings.choose_rules("b")
    assert problems_of(settings.choose_rules, "a") == ["endmark.yaml:3:47: `least` must not be more than `most`."]


def test_extending(load: Load, write: Write) -> None:
    write(
        "base.yaml",
        "rules: {cut-end: error, stray-marker: {severity: error, options: {word: x, least: 4}}}\n"
        "overrides: [{files: [old], rules: {cut-end: off}}, {files: [new], rules: {cut-end: off}}]\n"
        "include: [a]\nexclude: [b]\nfail_on: warning\n",
    )
    text = (
        "extends: base.yaml\nrules: {cut-end: info, stray-marker: {options: {word: y}}}\nexclude: [c]\n"
        "overrides: [{files: [new], rules: {cut-end: warning}}]\n"
    )
    settings = load(text)
    assert running(settings) == {"stray-marker": "error", "cut-end": "info"}
    stray = rule(settings, "stray-marker")
    assert (stray.options.word, stray.options.least) == ("y", 4)
    assert "cut-end" not in running(settings, "old"), "overrides come after the rules of all files"
    assert running(settings, "new")["cut-end"] == "warning"
    assert (settings.include, settings.exclude, settings.fail_on) == (("a",), ("b", "c"), Severity.WARNING)
    assert load(text + "include: [d]\nfail_on: never\n").include == ("d",)
    assert load(text + "fail_on: never\n").fail_on is None


def test_the_last_limit_counts(load: Load, write: Write) -> None:
    assert load("").max_findings == 500
    write("base.yaml", "max_findings: 7\n")
    assert load("extends: base.yaml\n").max_findings == 7
    assert load("extends: base.yaml\nmax_findings: 0\n").max_findings == 0


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"select": ["cut-end"]}, {"cut-end": "error"}),
        ({"select": ["dull-marker"]}, {"dull-marker": "warning"}),
        ({"select": ["traces"]}, {"stray-marker": "warning"}),
        ({"select": ["traces", "cut-end"]}, {"stray-marker": "warning", "cut-end": "error"}),
        ({"ignore": ["cut-end"]}, {"stray-marker": "warning"}),
        ({"ignore": ["traces"]}, {"cut-end": "error"}),
        ({"select": ["cut-end", "stray-marker"], "ignore": ["cut-end"]}, {"stray-marker": "warning"}),
        ({"severities": {"cut-end": "info"}}, {"stray-marker": "warning", "cut-end": "info"}),
        ({"severities": {"cut-end": "off"}}, {"stray-marker": "warning"}),
        ({"severities": {"dull-marker": "info"}},
         {"stray-marker": "warning", "dull-marker": "info", "cut-end": "error"}),
        ({"select": ["cut-end"], "severities": {"stray-marker": "info"}}, {"cut-end": "error"}),
        ({"select": ["cut-end"], "severities": {"cut-end": "off"}}, {}),
        ({"ignore": ["cut-end"], "severities": {"cut-end": "error"}}, {"stray-marker": "warning"}),
    ],
)  # fmt: skip
def test_the_command_line_wins_over_the_config(load: Load, named: dict[str, Any], expected: dict[str, str]) -> None:
    assert running(load("rules: {cut-end: error}", **named)) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, {"dull-marker": "error"}),
        ({"select": ["cut-end"]}, {"cut-end": "warning"}),
        ({"select": ["traces"]}, {"dull-marker": "error"}),
        ({"ignore": ["dull-marker"]}, {}),
        ({"severities": {"cut-end": "info", "dull-marker": "info"}}, {"dull-marker": "info", "cut-end": "info"}),
        ({"severities": {"dull-marker": "off"}}, {}),
    ],
)
def test_the_command_line_wins_over_overrides(load: Load, named: dict[str, Any], expected: dict[str, str]) -> None:
    text = "overrides: [{files: ['*'], rules: {cut-end: off, stray-marker: off, dull-marker: error}}]"
    assert running(load(text, **named)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("error", Severity.ERROR), ("warning", Severity.WARNING), ("info", Severity.INFO), ("never", None)],
)
def test_fail_on(load: Load, word: str, expected: Severity | None) -> None:
    assert load("fail_on: warning", fail_on=word).fail_on == expected
    assert load(f"fail_on: {word}").fail_on == expected


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ({"select": ["cut-ned"]}, "--select: unknown rule or category 'cut-ned'. Did you mean 'cut-end'?"),
        ({"ignore": ["trace"]}, "--ignore: unknown rule or category 'trace'. Did you mean 'traces'?"),
        ({"severities": {"traces": "off"}}, "--severity: unknown rule 'traces'."),
        ({"severities": {"cut-end": "eror"}},
         "--severity cut-end: expected off, info, warning or error, got 'eror'. Did you mean 'error'?"),
        ({"fail_on": "nevr"}, "--fail-on: expected never, info, warning or error, got 'nevr'. Did you mean 'never'?"),
    ],
)  # fmt: skip
def test_problems_of_the_command_line(load: Load, problems_of: ProblemsOf, named: dict[str, Any], problem: str) -> None:
    assert problems_of(load, **named) == [problem]


def test_settings_go_to_other_processes(load: Load) -> None:
    settings = load(OVERRIDES + "exclude: [x]\n", severities={"cut-end": "info"})
    settings.choose_rules("drafts/ja/a.md")
    copy = pickle.loads(pickle.dumps(settings))  # noqa: S301  (our own bytes)
    assert copy == settings
    assert copy.choose_rules("drafts/ja/a.md") == settings.choose_rules("drafts/ja/a.md")


def test_a_pyproject_is_a_config(write: Write, tmp_path: Path, problems_of: ProblemsOf) -> None:
    write("pyproject.toml", "[tool.endmark.rules]\ncut-end = 'off'\n")
    settings = load_settings(SettingsRequest(cwd=tmp_path))
    assert running(settings) == {"stray-marker": "warning"}
    write("pyproject.toml", "[tool.endmark.rules]\ncut-ned = 'off'\n")
    found = problems_of(load_settings, SettingsRequest(cwd=tmp_path))
    assert found == ["pyproject.toml:2:1: unknown rule 'cut-ned'. Did you mean 'cut-end'?"]
