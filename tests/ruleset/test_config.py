"""What may stand in a config, where a config is found, and what it extends."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from endmark.errors import InputError, Problem
from endmark.ruleset.config import ConfigFile, load_configs
from endmark.ruleset.config_discovery import find_config, find_repository, find_root, iter_searched_folders
from endmark.violation import Severity

ProblemsOf = Callable[..., list[str]]
Write = Callable[..., Path]

KEYS = (
    "The allowed keys are: extends, rules, rule_paths, overrides, include, exclude, read_as, dialect, fail_on, "
    "baseline, max_findings, lang, root."
)
RULE_KEYS = "The allowed keys are: severity, options, message, reasons, scope, languages."
OVERRIDE_KEYS = "The allowed keys are: rules, dialect, files, exclude_files, when, since, before."
MEANS_NO_FILE = (
    "this override does not say which files it means. "
    "Fill `files:`, `when:`, `since:` or `before:`, or set its rules for all files."
)
CHANGES_NOTHING = "this override changes nothing. Fill `rules:` or `dialect:`, or delete it."
RELATIVE = "The path is relative to the folder of this config."
DIALECTS = (
    "auto, markdown, gfm, mdx, kramdown, mkdocs, docusaurus, vitepress, hugo, docfx, zenn, obsidian, svelte or docsify"
)
LEVELS = "off, info, warning or error"
NAMES = ["endmark.yaml", ".endmark.yaml", "endmark.yml", ".endmark.yml"]
PYPROJECT = "[tool.endmark]\nfail_on = 'never'\n"


@pytest.fixture
def load(tmp_path: Path) -> Callable[[Path], tuple[ConfigFile, ...]]:
    def load(path: Path) -> tuple[ConfigFile, ...]:
        problems: list[Problem] = []
        files = load_configs(path, tmp_path.resolve(), problems)
        if problems:
            raise InputError(problems)
        return files

    return load


def values(placed: Any) -> list[Any]:
    return [item.value for item in placed]


@pytest.mark.parametrize("name", [*NAMES, "pyproject.toml"])
@pytest.mark.parametrize("start", [".", "a/b"])
def test_found_here_or_above(write: Write, tmp_path: Path, name: str, start: str) -> None:
    path = write(name, PYPROJECT if name.endswith("toml") else "")
    (tmp_path / start).mkdir(parents=True, exist_ok=True)
    assert find_config(tmp_path / start) == path.resolve()


def test_the_nearest_counts(write: Write, tmp_path: Path) -> None:
    write("endmark.yaml", "")
    near = write("a/pyproject.toml", PYPROJECT)
    (tmp_path / "a" / "b").mkdir()
    assert find_config(tmp_path / "a" / "b") == near.resolve()


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_search_ends_at_the_repository_root(write: Write, tmp_path: Path, kind: str) -> None:
    write("endmark.yaml", "")
    write("repository/.git/HEAD" if kind == "folder" else "repository/.git", "")
    (tmp_path / "repository" / "posts").mkdir()
    assert find_config(tmp_path / "repository" / "posts") is None
    inside = write("repository/endmark.yaml", "")
    assert find_config(tmp_path / "repository" / "posts") == inside.resolve()


STRANGERS = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners and modes of files")


@STRANGERS
@pytest.mark.parametrize("git", [[], [".git/HEAD"]], ids=["no repository", "a repository"])
def test_a_folder_for_everybody_decides_nothing(write: Write, tmp_path: Path, git: list[str]) -> None:
    for name in ("endmark.yaml", *git):
        write(f"shared/{name}", "")
    (tmp_path / "shared/ann/posts").mkdir(parents=True)
    (tmp_path / "shared").chmod(0o1777)
    folder = (tmp_path / "shared/ann/posts").resolve()
    assert find_config(folder) is None
    assert (find_repository(folder), find_root(None, folder)) == (None, folder)
    # Who stands in it, or names it, means it.
    assert find_config(tmp_path / "shared") == (tmp_path / "shared/endmark.yaml").resolve()


@STRANGERS
def test_a_folder_of_somebody_else_decides_nothing(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("theirs/endmark.yaml", "theirs/.git/HEAD"):
        write(name, "")
    (tmp_path / "theirs/ann/posts").mkdir(parents=True)
    theirs, ours, posts = (tmp_path / name for name in ("theirs", "theirs/ann", "theirs/ann/posts"))
    owners = {theirs.resolve(): 1001, ours.resolve(): 1002, posts.resolve(): 1002}
    monkeypatch.setattr("endmark.ruleset.config_discovery._get_owner", owners.__getitem__)
    assert find_config(posts) is None
    assert find_repository(posts) is None
    # A checkout that another user owns, as in a container, is one still.
    owners[ours.resolve()] = owners[posts.resolve()] = 1001
    assert find_config(posts) == (theirs / "endmark.yaml").resolve()


@pytest.mark.parametrize(("home", "found"), [("", "endmark.yaml"), ("ann", None), ("ann/site", None)])
def test_outside_a_repository_the_search_ends_at_the_home(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str, found: str | None
) -> None:
    write("endmark.yaml", "")
    (tmp_path / "ann/site").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / home))
    assert find_config(tmp_path / "ann/site") == (found and (tmp_path / found).resolve())


def test_a_home_that_is_the_site_has_its_config(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    assert find_config(tmp_path) is None
    path = write("endmark.yaml", "")
    assert find_config(tmp_path) == path.resolve()


def test_the_top_of_the_file_system_decides_nothing_about_what_lies_below(tmp_path: Path) -> None:
    assert Path(tmp_path.anchor) not in iter_searched_folders(tmp_path)
    assert list(iter_searched_folders(Path(tmp_path.anchor))) == [Path(tmp_path.anchor)]


@pytest.mark.parametrize("text", ["", "[tool.ruff]\n", "[project]\ndependencies = ['endmark']\n", "broken = ["])
def test_a_pyproject_of_others_is_no_config(write: Write, tmp_path: Path, text: str) -> None:
    write(".git/HEAD", "")
    write("pyproject.toml", text)
    assert find_config(tmp_path) is None


def test_a_broken_pyproject_that_names_endmark(write: Write, tmp_path: Path, problems_of: ProblemsOf) -> None:
    path = write("pyproject.toml", "[tool.endmark]\nfail_on = \n")
    assert problems_of(find_config, tmp_path) == [
        f"{path.resolve().as_posix()}:2:11: this is not valid TOML: invalid value."
    ]


def test_a_folder_with_the_name_of_a_config_is_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "endmark.yaml").mkdir()
    assert find_config(tmp_path) is None


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["endmark.yml", "endmark.yaml"], "endmark.yaml and endmark.yml"),
        (["pyproject.toml", "endmark.yaml"], "endmark.yaml and pyproject.toml"),
        (NAMES, "endmark.yaml and .endmark.yaml and endmark.yml and .endmark.yml"),
    ],
    ids=["two", "pyproject", "four"],
)
def test_two_in_one_folder(
    write: Write, tmp_path: Path, problems_of: ProblemsOf, names: list[str], listed: str
) -> None:
    for name in names:
        write(name, PYPROJECT if name.endswith("toml") else "")
    assert problems_of(find_config, tmp_path) == [
        f"{tmp_path.resolve().as_posix()}: this folder holds more than one config: {listed}. Keep one."
    ]


YAML = """\
extends: endmark:recommended
rules:
  stray-marker: off
  cut-end: {severity: info, options: {least: 2}, message: m, scope: [code], languages: [ja]}
rule_paths: [own]
overrides:
- files: ["drafts/**"]
  exclude_files: [x]
  rules: {cut-end: error}
include: ["*.md"]
exclude: [tmp]
fail_on: never
max_findings: 50
"""

TOML = """\
[tool.endmark]
extends = "endmark:recommended"
rule_paths = ["own"]
include = ["*.md"]
exclude = ["tmp"]
fail_on = "never"
max_findings = 50

[tool.endmark.rules]
stray-marker = "off"
cut-end = {severity = "info", options = {least = 2}, message = "m", scope = ["code"], languages = ["ja"]}

[[tool.endmark.overrides]]
files = ["drafts/**"]
exclude_files = ["x"]
rules = {cut-end = "error"}
"""


@pytest.mark.parametrize(("name", "text"), [("endmark.yaml", YAML), ("pyproject.toml", TOML)], ids=["YAML", "TOML"])
def test_every_key(write: Write, load: Any, name: str, text: str) -> None:
    path = write(name, text)
    (file,) = load(path)
    assert file.path == path.resolve()
    config = file.config
    assert config.extends.value == "endmark:recommended"
    rules = {key.value: setting.value for key, setting in config.rules.items()}
    assert rules["stray-marker"] == "off"
    setting = rules["cut-end"]
    assert (setting.severity, setting.message.value) == (Severity.INFO, "m")
    assert (setting.scope, setting.languages) == (frozenset({"code"}), frozenset({"ja"}))
    assert [key.raw for key, _ in setting.options.entries] == ["least"]
    (override,) = values(config.overrides)
    assert (values(override.files), values(override.exclude_files)) == (["drafts/**"], ["x"])
    assert [(key.value, level.value) for key, level in override.rules.items()] == [("cut-end", Severity.ERROR)]
    assert (values(config.rule_paths), values(config.include), values(config.exclude)) == (["own"], ["*.md"], ["tmp"])
    assert (config.fail_on.value, config.max_findings.value) == ("never", 50)


@pytest.mark.parametrize("text", ["", "# nothing\n", "extends: endmark:recommended\n", "extends: []\n"])
def test_an_empty_config(write: Write, load: Any, text: str) -> None:
    (file,) = load(write("endmark.yaml", text))
    assert (file.config.rules, file.config.include, file.config.fail_on) == ({}, None, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rule: {}", f"1:1: unknown key 'rule'. Did you mean 'rules'? {KEYS}"),
        ("x: y", f"1:1: unknown key 'x'. {KEYS}"),
        ("baseline: [x]", "1:11: expected text, got a list."),
        ("rules: [a]", "1:8: expected a mapping, got a list."),
        ("rules:", "1:7: expected a mapping, got nothing."),
        ("rules: {a: eror}", f"1:12: expected {LEVELS}, got the text 'eror'. Did you mean 'error'?"),
        ("rules: {a: no}", f"1:12: expected {LEVELS}, got the boolean `no`. Write `off`."),
        ("rules: {a: yes}", f"1:12: expected {LEVELS}, got the boolean `yes`."),
        ("rules: {a: {severity: false}}",
         "1:23: expected off, info, warning or error, got the boolean `false`. Write `off`."),
        ("rules:\n  a:\n", f"2:5: expected {LEVELS}, got nothing."),
        ("rules: {a: [off]}", "1:12: expected off, info, warning, error or a mapping, got a list."),
        ("rules: {a: {severity: eror}}",
         f"1:23: expected {LEVELS}, got the text 'eror'. Did you mean 'error'?"),
        ("rules:\n  a:\n    severity:\n", f"3:14: expected {LEVELS}, got nothing."),
        ("rules: {a: {check: x}}",
         f"1:13: unknown key 'check'. Options of the rule stand under `options:`. {RULE_KEYS}"),
        ("rules: {a: {options: [x]}}", "1:22: expected a mapping, got a list."),
        ("rules: {a: {scope: code}}", "1:20: expected a list, got the text 'code'."),
        ("include: '*.md'", "1:10: expected a list, got the text '*.md'."),
        ("fail_on: eror", "1:10: expected never, info, warning or error, got the text 'eror'. Did you mean 'error'?"),
        ("fail_on: off", "1:10: expected never, info, warning or error, got the boolean `off`."),
        ("dialect: mkdoc", f"1:10: expected {DIALECTS}, got the text 'mkdoc'. Did you mean 'mkdocs'?"),
        ("dialect: [mdx]", f"1:10: expected {DIALECTS}, got a list."),
        ("overrides: [{files: [a], dialect: MDX}]",
         f"1:35: expected {DIALECTS}, got the text 'MDX'. Did you mean 'mdx'?"),
        ("overrides: {files: [a]}", "1:12: expected a list, got a mapping."),
        ("overrides: [{files: [a]}]", f"1:13: {CHANGES_NOTHING}"),
        ("overrides: [{rules: {a: off}}]", f"1:13: {MEANS_NO_FILE}"),
        ("overrides: [{files: [], when: {}, rules: {a: off}}]", f"1:13: {MEANS_NO_FILE}"),
        ("overrides: [{when: {a: {b: c}}, rules: {a: off}}]",
         "1:24: expected a single value or a list, got a mapping."),
        ("overrides: [{when: {a: }, rules: {a: off}}]", "1:24: expected a single value, got nothing."),
        ("overrides: [{since: May, rules: {a: off}}]",
         "1:21: expected a date such as 2026-01-31, got the text 'May'."),
        ("overrides: [{since: 2026, rules: {a: off}}]",
         "1:21: expected a date such as 2026-01-31, got the number `2026`."),
        ("overrides: [{files: [a], rules: {}}]", f"1:13: {CHANGES_NOTHING}"),
        ("overrides: [{files: [a], rules: {a: off}, whn: {}}]",
         f"1:43: unknown key 'whn'. Did you mean 'when'? {OVERRIDE_KEYS}"),
        ("extends: 1", '1:10: expected text, got the number `1`. Put it in quotes: "1".'),
        ("extends: none.yaml", f"1:10: there is no file 'none.yaml'. {RELATIVE}"),
        ("extends: [endmark:recommended, none.yaml]", f"1:32: there is no file 'none.yaml'. {RELATIVE}"),
        ("extends: endmark:recomended",
         "1:10: endmark ships no config 'endmark:recomended'. Did you mean 'endmark:recommended'?"),
        ("extends: 'endmark:'", "1:10: endmark ships no config 'endmark:'. Did you mean 'endmark:recommended'?"),
        ("extends: 'endmark:x'", "1:10: endmark ships no config 'endmark:x'. There is only endmark:recommended."),
        ("extends: endmark.yaml",
         "1:10: these configs extend each other: endmark.yaml → endmark.yaml. Break the circle."),
        ("rules: {a: off, a: error}", "1:17: the key 'a' stands twice; the first is on line 1. Keep one of the two."),
    ],
)  # fmt: skip
def test_problems(write: Write, load: Any, problems_of: ProblemsOf, text: str, problem: str) -> None:
    assert problems_of(load, write("endmark.yaml", text)) == [f"endmark.yaml:{problem}"]


def test_problems_in_toml(write: Write, load: Any, problems_of: ProblemsOf) -> None:
    path = write("pyproject.toml", "[tool.endmark]\nfail_on = true\n\n[tool.endmark.rules]\na = 'eror'\n")
    assert problems_of(load, path) == [
        "pyproject.toml:2:1: expected never, info, warning or error, got the boolean `true`.",
        f"pyproject.toml:5:1: expected {LEVELS}, got the text 'eror'. Did you mean 'error'?",
    ]


def test_a_toml_file_without_the_table(write: Write, load: Any, problems_of: ProblemsOf) -> None:
    assert problems_of(load, write("x.toml", "[tool]\n")) == ["x.toml: this file has no table [tool.endmark]."]


def test_extended_files_come_first_and_each_once(write: Write, load: Any, tmp_path: Path) -> None:
    write("shared/base.yaml", "")
    write("shared/one.yaml", "extends: base.yaml\n")
    write("shared/two.toml", "[tool.endmark]\nextends = ['base.yaml']\n")
    files = load(write("site/endmark.yaml", "extends: [../shared/one.yaml, ../shared/two.toml]\n"))
    names = [file.path.relative_to(tmp_path.resolve()).as_posix() for file in files]
    assert names == ["shared/base.yaml", "shared/one.yaml", "shared/two.toml", "site/endmark.yaml"]


def test_a_circle(write: Write, load: Any, problems_of: ProblemsOf) -> None:
    write("b.yaml", "# b\nextends: c.yaml\n")
    write("c.yaml", "extends:\n- b.yaml\n")
    assert problems_of(load, write("a.yaml", "extends: b.yaml\n")) == [
        "c.yaml:2:3: these configs extend each other: b.yaml → c.yaml → b.yaml. Break the circle."
    ]


def test_the_problems_of_all_files(write: Write, load: Any, problems_of: ProblemsOf) -> None:
    write("base.yaml", "rules: {a: 1, b: off}\nfail: x\n")
    found = problems_of(load, write("endmark.yaml", "extends: [base.yaml, none.yaml]\nfail_on: x\nrules: {a: x}\n"))
    assert [problem.split(": ")[0] for problem in found] == [
        "endmark.yaml:2:10",
        "endmark.yaml:3:12",
        "base.yaml:1:12",
        "base.yaml:2:1",
        "endmark.yaml:1:22",
    ]


def test_a_linked_config_keeps_its_own_folder(write: Write, load: Any, tmp_path: Path) -> None:
    target = write("shared/endmark.yaml", "")
    (tmp_path / "site").mkdir()
    link = tmp_path / "site" / "endmark.yaml"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no symbolic links here")
    (file,) = load(link)
    assert file.path == tmp_path.resolve() / "site" / "endmark.yaml"
