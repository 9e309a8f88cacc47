from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from endmark.ruleset.builtin import load_builtin_rules

Endmark = Callable[..., Result]

CONFIG = """\
extends: base.yaml
rules:
  duplicate-heading: off
  reading-time-mismatch:
    severity: warning
    options:
      words_per_minute: [200, 260]
overrides:
- files: [poems/]
  exclude_files: [poems/long/]
  rules: {truncated-sentence: off, empty-section: info}
- files: ["*.mdx"]
  rules: {empty-section: error}
exclude: [drafts/]
"""
OWN = """\
id: draft-note
check: pattern
severity: info
enabled: false
summary: A draft's note is left in the text.
why: Readers see it.
message: "Note {match}."
languages: [en]
options:
  anywhere: ['TODO']
examples:
  bad: ["Text {==TODO==} text.\\n"]
"""


@pytest.fixture
def site(folder: Path) -> Path:
    """A config that extends another, a rule of the house, and some articles."""
    files = {
        "endmark.yaml": CONFIG,
        "base.yaml": "fail_on: never\nrule_paths: [own]\nexclude: [old/]\n",
        "own/draft-note.yaml": OWN,
        ".gitignore": "build/\n",
        **dict.fromkeys(
            ("poems/a.md", "poems/long/b.md", "drafts/c.md", "build/d.md", "notes.txt", "notes.rst", ".e.md"), ""
        ),
        "node_modules/f.md": "",
        "poems/g.mdx": "",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def rows(result: Result, title: str) -> list[str]:
    """The rows of a part of the text, with their columns parted by `|`."""
    assert result.exit_code == 0, result.stderr
    part = result.stdout.partition(f"{title}:")[2].partition("\n\n")[0]
    return ["|".join(filter(None, map(str.strip, line.split("  ")))) for line in part.splitlines()[1:]]


def rule_rows(result: Result) -> dict[str, str]:
    """State and origin of each rule, with its details."""
    found: dict[str, str] = {}
    name = ""
    for row in rows(result, "Rules"):
        first, _, rest = row.partition("|")
        if rest:
            name, found[first] = first, rest
        else:
            found[name] += f" [{first}]"
    return found


@pytest.mark.usefixtures("site")
def test_every_setting_is_shown_with_its_place(endmark: Endmark) -> None:
    result = endmark("config", "show", "--ignore", "empty-section", "--severity", "stray-end-marker=info")
    assert result.stdout.startswith("Config: endmark.yaml\n")
    assert rows(result, "Settings") == [
        "extends|base.yaml|endmark.yaml:1:10",
        "rule_paths|own|base.yaml:2:14",
        "include|*.md|default",
        "*.markdown|default",
        "*.mdx|default",
        "*.qmd|default",
        "*.rmd|default",
        "exclude|old/|base.yaml:3:11",
        "drafts/|endmark.yaml:14:11",
        "read_as|none|default",
        "dialect|auto|default",
        "fail_on|never|base.yaml:1:10",
        "baseline|none|default",
        "max_findings|500|default",
        "lang|none|default",
        "root|none|default",
        "--ignore|empty-section|command line",
        "--severity|stray-end-marker=info|command line",
    ]
    assert rows(result, "Overrides") == [
        "endmark.yaml:9:3|poems/ but not poems/long/|empty-section, truncated-sentence",
        "endmark.yaml:12:3|*.mdx|empty-section",
    ]


@pytest.mark.usefixtures("site")
def test_every_rule_is_shown_with_what_made_it_so(endmark: Endmark) -> None:
    shown = rule_rows(endmark("config", "show", "--ignore", "empty-section", "--severity", "stray-end-marker=info"))
    assert shown.keys() == {rule.id for rule in load_builtin_rules()} | {"draft-note"}
    assert shown["truncated-sentence"] == "error|rule file"
    assert shown["draft-note"] == "off|rule file"
    assert shown["duplicate-heading"] == "off|endmark.yaml:3:3"
    assert shown["reading-time-mismatch"] == (
        "warning|endmark.yaml:4:3 [options.words_per_minute: [200, 260] (endmark.yaml:7:7)]"
    )
    assert shown["empty-section"] == "off|--ignore"
    assert shown["stray-end-marker"] == "info|--severity"


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        ([], "Config: none found, from {here} up to {top}."),
        (["--no-config"], "Config: none, as --no-config says."),
        (["--config", "../my.yaml"], "Config: {top}/my.yaml"),
    ],
)
def test_which_config_is_read(
    endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], first: str
) -> None:
    (folder / "my.yaml").write_text("", "utf-8")
    (folder / "posts").mkdir()
    monkeypatch.chdir(folder / "posts")
    top = folder.resolve().as_posix()
    result = endmark("config", "show", *arguments)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == first.format(here=f"{top}/posts", top=top)


def test_the_folder_searched_alone(endmark: Endmark, folder: Path) -> None:
    assert endmark("config", "show").stdout.startswith(f"Config: none found, in {folder.resolve().as_posix()}.\n")


FOUND = "A search of its folder finds it."
UNKNOWN = "It is read as Markdown in the dialect markdown, as nothing tells which program shows it."
NAMED = "Who names it on the command line has it checked"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("poems/a.md", [FOUND, UNKNOWN]),
        ("notes.txt",
         ["A search leaves it out: its name does not end in .md, .markdown, .mdx, .qmd or .rmd.", f"{NAMED}.",
          "It is read as plain text."]),
        ("notes.rst", ["endmark does not read such files."]),
        (".e.md", ["A search leaves it out: .e.md is hidden.", f"{NAMED}.", UNKNOWN]),
        ("node_modules/f.md",
         ["A search leaves it out: node_modules is a folder of other people's files.", f"{NAMED}.", UNKNOWN]),
        ("build/d.md",
         ["A search leaves it out: git ignores build because of build/ (.gitignore:1:1).", f"{NAMED}.", UNKNOWN]),
        ("drafts/c.md",
         ["A search leaves it out: `exclude` holds drafts/, which matches drafts (endmark.yaml:14:11).",
          f"{NAMED}, except with --force-exclude.", UNKNOWN]),
    ],
)  # fmt: skip
def test_whether_a_file_is_found(endmark: Endmark, name: str, expected: list[str]) -> None:
    result = endmark("config", "show", name)
    _, _, text = result.stdout.partition(f"File: {name}\n")
    assert [line.strip() for line in text.partition("\n\n")[0].splitlines()] == expected


def test_a_file_that_include_does_not_match(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text("include: [poems/*.md]\n", "utf-8")
    text = endmark("config", "show", "whole.md").stdout
    assert "A search leaves it out: `include` does not match it (endmark.yaml:1:11).\n" in text


def test_a_file_outside_the_folder_of_the_config(endmark: Endmark, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "poems/endmark.yaml").write_text("", "utf-8")
    monkeypatch.chdir(site / "poems")
    text = endmark("config", "show", "../whole.md", "--config", "endmark.yaml").stdout
    assert "A search leaves it out: it does not lie below the folder of the config.\n" in text


SCOPE = "looks at heading, html, list-item, paragraph, in all languages"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "rule", "expected"),
    [
        (["whole.md"], "truncated-sentence", f"error|rule file [{SCOPE}]"),
        (["whole.md"], "draft-note", "off|rule file"),
        (["whole.md", "--select", "draft-note"], "draft-note", "info|--select [looks at every kind of block, in en]"),
        (["whole.md"], "duplicate-heading", "off|endmark.yaml:3:3"),
        (["poems/a.md"], "truncated-sentence", "off|endmark.yaml:11:11, override at endmark.yaml:9:3"),
        (["poems/long/b.md"], "truncated-sentence", f"error|rule file [{SCOPE}]"),
        (["poems/a.md", "--severity", "truncated-sentence=info"], "truncated-sentence", f"info|--severity [{SCOPE}]"),
        (["whole.md", "--severity", "truncated-sentence=off"], "truncated-sentence", "off|--severity"),
        (["whole.md", "--ignore", "assembly"], "truncated-sentence", "off|--ignore"),
        (["whole.md", "--select", "empty-section"], "truncated-sentence", "off|--select"),
        (["poems/g.mdx"], "empty-section",
         "error|endmark.yaml:13:11, override at endmark.yaml:12:3 [looks at heading, in all languages]"),
    ],
)  # fmt: skip
def test_why_a_rule_runs_on_a_file_or_not(endmark: Endmark, arguments: list[str], rule: str, expected: str) -> None:
    assert rule_rows(endmark("config", "show", *arguments))[rule] == expected


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("whole.md", ["does not apply", "does not apply"]),
        ("poems/a.md", ["applies", "does not apply"]),
        ("poems/g.mdx", ["applies", "applies"]),
        ("poems/long/b.md", ["does not apply", "does not apply"]),
    ],
)
def test_which_overrides_apply_to_a_file(endmark: Endmark, name: str, expected: list[str]) -> None:
    assert [row.split("|")[1] for row in rows(endmark("config", "show", name), "Overrides")] == expected
    shown = json.loads(endmark("config", "show", name, "--format", "json").stdout)["overrides"]
    assert [override["applies"] for override in shown] == [word == "applies" for word in expected]


CONDITIONS = """\
overrides:
- when: {layout: [essay, review], lang: en}
  rules: {empty-section: off}
- files: ["*.md"]
  since: 2026-01-31
  before: 2026-03-01
  rules: {empty-section: info}
"""


@pytest.mark.parametrize(
    ("front_matter", "expected", "empty_section"),
    [
        ("title: A", ["does not apply", "does not apply"], "warning|rule file"),
        (
            "layout: Essay\nlang: en",
            ["applies", "does not apply"],
            "off|endmark.yaml:3:11, override at endmark.yaml:2:3",
        ),
        ("date: 2026-02-01", ["does not apply", "applies"], "info|endmark.yaml:7:11, override at endmark.yaml:4:3"),
        ("date: 2026-03-01", ["does not apply", "does not apply"], "warning|rule file"),
    ],
)
def test_overrides_that_ask_the_front_matter(
    endmark: Endmark, folder: Path, front_matter: str, expected: list[str], empty_section: str
) -> None:
    (folder / "endmark.yaml").write_text(CONDITIONS, "utf-8")
    (folder / "a.md").write_text(f"---\n{front_matter}\n---\nText.\n", "utf-8")
    result = endmark("config", "show", "a.md")
    assert rows(result, "Overrides") == [
        f"endmark.yaml:2:3|{expected[0]}|every file; layout: essay or review; lang: en|empty-section",
        f"endmark.yaml:4:3|{expected[1]}|*.md; since 2026-01-31; before 2026-03-01|empty-section",
    ]
    assert rule_rows(result)["empty-section"].partition(" [")[0] == empty_section
    first, second = json.loads(endmark("config", "show", "--format", "json").stdout)["overrides"]
    assert (first["when"], first["since"], first["applies"]) == (
        {"layout": ["essay", "review"], "lang": ["en"]},
        None,
        None,
    )
    assert (second["since"], second["before"]) == ("2026-01-31", "2026-03-01")


def test_a_file_whose_front_matter_cannot_be_read(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text(CONDITIONS, "utf-8")
    (folder / "a.md").write_bytes(b"---\ntitle: \xff\n---\n")
    result = endmark("config", "show", "a.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: a.md")


@pytest.mark.parametrize(
    ("config", "expected"),
    [("", "endmark-baseline.jsonl|default"), ("baseline: old.jsonl", "old.jsonl|endmark.yaml:1:11")],
)
def test_the_baseline_that_lies_beside_the_config(endmark: Endmark, folder: Path, config: str, expected: str) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / "endmark-baseline.jsonl").touch()
    assert f"baseline|{expected}" in rows(endmark("config", "show"), "Settings")


@pytest.mark.usefixtures("site")
def test_json_says_the_same(endmark: Endmark) -> None:
    shown = json.loads(endmark("config", "show", "drafts/c.md", "--ignore", "assembly", "--format", "json").stdout)
    assert (shown["schema_version"], shown["config"], shown["searched"]) == (1, "endmark.yaml", None)
    settings: dict[str, Any] = {entry["name"]: entry for entry in shown["settings"]}
    assert settings["fail_on"]["value"] == "never"
    assert settings["fail_on"]["origin"] == {"path": "base.yaml", "line": 1, "column": 10}
    assert settings["include"]["origin"] is None
    assert settings["--ignore"]["origin"] == {"option": "--ignore"}
    rules = {entry["rule"]: entry for entry in shown["rules"]}
    assert rules["truncated-sentence"]["origin"] == {"option": "--ignore"}
    assert (rules["duplicate-heading"]["enabled"], rules["draft-note"]["origin"]) == (False, None)
    assert rules["reading-time-mismatch"]["differences"] == [
        {
            "name": "options.words_per_minute",
            "value": [200, 260],
            "origin": {"path": "endmark.yaml", "line": 7, "column": 7},
        }
    ]
    assert shown["file"] == {
        "path": "drafts/c.md",
        "read_as": "markdown",
        "dialect": {"name": "markdown", "by": "nothing", "place": None, "generator": None, "path": None},
        "unread": [],
        "checked": False,
        "left_out": {
            "reason": "exclude",
            "part": "drafts",
            "pattern": "drafts/",
            "place": {"path": "endmark.yaml", "line": 14, "column": 11},
        },
        "left_out_above": None,
    }
    inside = json.loads(endmark("config", "show", "poems/a.md", "--format", "json").stdout)["rules"]
    assert next(entry["origin"] for entry in inside if entry["rule"] == "truncated-sentence") == {
        "path": "endmark.yaml",
        "line": 11,
        "column": 11,
        "override": {"path": "endmark.yaml", "line": 9, "column": 3},
    }


def test_json_without_a_config_and_a_file(endmark: Endmark, folder: Path) -> None:
    shown = json.loads(endmark("config", "show", "--format", "json").stdout)
    here = folder.resolve().as_posix()
    assert (shown["config"], shown["searched"], shown["file"]) == (None, {"from": here, "to": here}, None)
    assert shown["overrides"] == []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["show", "gone.md"], "error: gone.md: there is no such file. Name one file."),
        (["show", "poems"], "error: poems: this is a folder. Name one file."),
        (["show", "--config", "gone.yaml"], "error: gone.yaml: there is no such config file."),
        (["show", "--select", "nonsense"], "error: --select: unknown rule or category 'nonsense'."),
        (["show", "--config", "endmark.yaml", "--no-config"], "--config and --no-config contradict each other."),
        (["validate", "--config", "gone.yaml"], "error: gone.yaml: there is no such config file."),
    ],
)
def test_what_goes_wrong(endmark: Endmark, arguments: list[str], problem: str) -> None:
    result = endmark("config", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


@pytest.mark.usefixtures("site")
def test_a_sound_config(endmark: Endmark) -> None:
    result = endmark("config", "validate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "endmark.yaml is valid: 2 rules changed, 2 overrides.\n"
    assert endmark("config", "validate", "--config", "base.yaml").stdout.startswith("base.yaml is valid: 0 rules ")


def test_every_problem_of_a_config_and_its_rules(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text("rule_paths: [own]\nrules: {empty-secton: off}\nfail_on: x\n", "utf-8")
    (site / "own/draft-note.yaml").write_text(OWN.replace("{==TODO==}", "TODO"), "utf-8")
    result = endmark("config", "validate")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        "endmark.yaml:2:9",
        "endmark.yaml:3:10",
        "own/draft-note.yaml:12:9",
    ]


def test_globs_that_match_no_file_are_only_noted(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("include: ['*.md']\nexclude: [drafs/]\n", "utf-8")
    result = endmark("config", "validate")
    assert result.exit_code == 0
    assert result.stderr == "note: endmark.yaml:2:11: the glob 'drafs/' matches no file.\n"


def test_without_a_config_there_is_nothing_to_validate(endmark: Endmark, folder: Path) -> None:
    result = endmark("config", "validate")
    assert (result.exit_code, result.stdout) == (2, "")
    where = folder.resolve().as_posix()
    assert result.stderr == (
        f"error: there is no config in {where}, so there is nothing to test. `endmark init` writes one.\n"
    )


def test_names_cannot_steer_the_terminal(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text('exclude: ["x\\ey"]\n', "utf-8")
    assert "x␛y" in endmark("config", "show").stdout
    assert "\\u001by" in endmark("config", "show", "--format", "json").stdout


def test_the_commands_are_listed(endmark: Endmark) -> None:
    result = endmark("config", "--help")
    assert result.exit_code == 0
    assert {"show", "validate"} <= {line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")}


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        ((), ["a.md", "sub/b.mdx"]),
        (("sub",), ["sub/b.mdx"]),
        (("drafts/c.md",), ["drafts/c.md"]),
        (("drafts/c.md", "--force-exclude", "--allow-empty"), []),
        (("--no-config",), ["a.md", "drafts/c.md", "sub/b.mdx"]),
    ],
)
def test_the_files_that_a_check_would_read(
    endmark: Endmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], listed: list[str]
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("a.md", "drafts/c.md", "sub/b.mdx", "sub/d.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("The gate is open.\n", "utf-8")
    (folder / "endmark.yaml").write_text("exclude: [drafts/]\n", "utf-8")
    result = endmark("config", "files", *arguments)
    assert (result.exit_code, result.stdout.splitlines()) == (0, listed)
    checked = endmark("check", *arguments, "--format", "json")
    assert json.loads(checked.stdout)["summary"]["files"] == len(listed)


@pytest.mark.parametrize(("config", "arguments"), [("{}\n", ("gone.md",)), ("rules: {no-such: off}\n", ())])
def test_files_that_cannot_be_listed(endmark: Endmark, folder: Path, config: str, arguments: tuple[str, ...]) -> None:
    (folder / "a.md").write_text("The gate is open.\n", "utf-8")
    (folder / "endmark.yaml").write_text(config, "utf-8")
    result = endmark("config", "files", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
