"""A file is checked with the config nearest above it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from endmark import Linter

Endmark = Callable[..., Result]

MARKED = "# The gate\n\nThe gate opens at dawn. ---END---\n"
OFF = "rules: {stray-end-marker: off}\n"
WARNING = "rules: {stray-end-marker: warning}\n"


@pytest.fixture
def site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three packages, of which two have configs of their own."""
    site = folder / "site"
    (site / ".git").mkdir(parents=True)
    for name in ("top.md", "quiet/a.md", "quiet/deep/b.md", "soft/c.md", "plain/d.md"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(MARKED, "utf-8")
    (site / "endmark.yaml").write_text("{}", "utf-8")
    (site / "quiet/endmark.yaml").write_text(OFF, "utf-8")
    (site / "soft/pyproject.toml").write_text("[tool.endmark.rules]\nstray-end-marker = 'warning'\n", "utf-8")
    (site / "plain/pyproject.toml").write_text("[project]\nname = 'plain'\n", "utf-8")
    monkeypatch.chdir(site)
    return site


def found(result: Result) -> dict[str, str]:
    """The severity of what is found, by file."""
    lines = [line for line in result.stdout.splitlines() if "[stray-end-marker]" in line]
    return {line.split(":")[0]: line.split(": ")[1].split("[")[0] for line in lines}


ALL = {"plain/d.md": "error", "soft/c.md": "warning", "top.md": "error"}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ALL),
        (["."], ALL),
        (["top.md", "quiet/a.md", "quiet/deep/b.md", "soft/c.md", "plain/d.md"], ALL),
        (["quiet", "soft"], {"soft/c.md": "warning"}),
        (["quiet/deep"], {}),
        (["--config", "soft/pyproject.toml", "quiet/a.md", "top.md"], {"quiet/a.md": "warning", "top.md": "warning"}),
        (["--no-config", "quiet/a.md"], {"quiet/a.md": "error"}),
        (["--jobs", "2"], ALL),
        (["--no-cache"], ALL),
        (["--severity", "stray-end-marker=info", "soft"], {"soft/c.md": "info"}),
        (["--ignore", "stray-end-marker"], {}),
    ],
)
def test_the_nearest_config_wins(endmark: Endmark, arguments: list[str], expected: dict[str, str]) -> None:
    for _ in range(2):  # the second run finds its results and settings kept
        result = endmark("check", *arguments, "--format", "concise")
        assert (found(result), result.stderr) == (expected, "")


@pytest.mark.parametrize(
    ("cwd", "arguments", "expected"),
    [
        ("quiet", ["."], {}),
        ("quiet/deep", ["../../top.md"], {"top.md": "error"}),
        ("soft", ["../quiet", "c.md"], {"c.md": "warning"}),
        ("soft", [".."], ALL | {"c.md": "warning"}),
    ],
)
def test_it_makes_no_difference_where_one_stands(
    endmark: Endmark,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    cwd: str,
    arguments: list[str],
    expected: dict[str, str],
) -> None:
    monkeypatch.chdir(site / cwd)
    shown = {
        Path(path).name: severity
        for path, severity in found(endmark("check", *arguments, "--format", "concise")).items()
    }
    assert shown == {Path(path).name: severity for path, severity in expected.items()}


@pytest.mark.usefixtures("site")
def test_standard_input_belongs_to_the_folder_of_its_name(endmark: Endmark) -> None:
    for name, code in (("quiet/new.md", 0), ("new.md", 1), ("quiet/deep/new.md", 0)):
        assert endmark("check", "-", "--stdin-filename", name, stdin=MARKED).exit_code == code


def test_the_config_of_a_folder_says_what_is_found_in_it(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text("exclude: [c.md]\ninclude: ['*.md']", "utf-8")
    (site / "quiet/endmark.yaml").write_text("exclude: [/deep/]\n", "utf-8")
    assert found(endmark("check", "--format", "concise")).keys() == {"plain/d.md", "quiet/a.md", "soft/c.md", "top.md"}
    forced = endmark("check", "--force-exclude", "--format", "concise", "quiet/deep/b.md", "soft/c.md")
    assert found(forced) == {"soft/c.md": "warning"}
    (site / "endmark.yaml").write_text("exclude: [soft/]", "utf-8")
    assert found(endmark("check", "--format", "concise")).keys() == {"plain/d.md", "quiet/a.md", "top.md"}
    assert found(endmark("check", "--force-exclude", "--format", "concise", "soft/c.md")) == {}


@pytest.mark.parametrize(
    ("top", "below", "code"),
    [("{}", f"fail_on: info\n{WARNING}", 0), ("fail_on: warning", f"fail_on: never\n{WARNING}", 1)],
)
def test_the_config_one_stands_at_decides_what_fails(
    endmark: Endmark, site: Path, top: str, below: str, code: int
) -> None:
    (site / "endmark.yaml").write_text(top, "utf-8")
    (site / "quiet/endmark.yaml").write_text(below, "utf-8")
    assert endmark("check", "quiet").exit_code == code


def test_mistakes_of_one_config_leave_the_others_alone(endmark: Endmark, site: Path) -> None:
    (site / "quiet/endmark.yaml").write_text("rulse: {}\n", "utf-8")
    for paths in (["."], ["top.md", "soft", "quiet/a.md", "quiet/deep/b.md", "plain"]):
        result = endmark("check", *paths, "--format", "concise")
        assert (result.exit_code, found(result)) == (2, ALL)
        assert result.stderr.count("quiet/endmark.yaml:1:1: unknown key 'rulse'.") == 1


def test_rules_of_ones_own_may_be_those_of_one_config(endmark: Endmark, site: Path) -> None:
    (site / "own").mkdir()
    rule = "id: no-dawn\ncheck: pattern\nseverity: error\nsummary: s\nwhy: w\nmessage: m\noptions: {words: [dawn]}\n"
    (site / "own/no-dawn.yaml").write_text(rule, "utf-8")
    (site / "endmark.yaml").write_text("rule_paths: [own]", "utf-8")
    result = endmark("check", "--format", "concise", "--select", "no-dawn", "--severity", "no-dawn=warning")
    assert sorted(line.split(":")[0] for line in result.stdout.splitlines() if "[no-dawn]" in line) == [
        "plain/d.md", "top.md",
    ]  # fmt: skip


def test_each_config_has_its_own_baseline(endmark: Endmark, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "soft/pyproject.toml has a baseline of its own" in endmark("baseline", "create").stderr
    assert found(endmark("check", "--format", "concise")) == {"soft/c.md": "warning"}
    monkeypatch.chdir(site / "soft")
    endmark("baseline", "create")
    monkeypatch.chdir(site)
    assert found(endmark("check", "--format", "concise")) == {}
    named = endmark("check", "--baseline", "endmark-baseline.jsonl")
    assert (named.exit_code, "--baseline names one file" in named.stderr) == (2, True)
    (site / "soft/endmark-baseline.jsonl").write_text("{}", "utf-8")
    broken = endmark("check", "--format", "concise")
    assert (broken.exit_code, found(broken)) == (2, {})
    assert "soft/endmark-baseline.jsonl:1: this is no baseline" in broken.stderr


def test_repairs_go_by_the_nearest_config(endmark: Endmark, site: Path) -> None:
    for arguments in (["fix", "."], ["check", "--fix", "."]):
        for path in site.rglob("*.md"):
            path.write_text(MARKED, "utf-8")
        endmark(*arguments)
        left = {path.relative_to(site).as_posix() for path in site.rglob("*.md") if "END" in path.read_text("utf-8")}
        assert left == {"quiet/a.md", "quiet/deep/b.md"}


@pytest.mark.usefixtures("site")
def test_config_show_says_which_config_holds_for_a_file(endmark: Endmark) -> None:
    for name, config in (
        ("top.md", "endmark.yaml"),
        ("quiet/deep/b.md", "quiet/endmark.yaml"),
        ("soft/c.md", "soft/pyproject.toml"),
    ):
        assert endmark("config", "show", name).stdout.startswith(f"Config: {config}\n")
        assert json.loads(endmark("config", "show", name, "--format", "json").stdout)["config"] == config


def test_a_root_stands_alone(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text(OFF, "utf-8")
    (site / "soft/pyproject.toml").write_text("[tool.endmark]\nroot = true\n", "utf-8")
    assert found(endmark("check", "--format", "concise")) == {"soft/c.md": "error"}
    assert "root          true" in endmark("config", "show", "soft/c.md").stdout


def test_a_repository_inside_is_one_of_its_own(endmark: Endmark, site: Path) -> None:
    (site / "quiet/deep/.git").mkdir()
    assert found(endmark("check", "--format", "concise")) == ALL | {"quiet/deep/b.md": "error"}
    assert found(endmark("check", "quiet/deep/b.md", "--format", "concise")) == {"quiet/deep/b.md": "error"}


@pytest.mark.skipif(os.name == "nt", reason="others cannot be told to write there")
def test_a_folder_where_everybody_may_write_configures_nothing(endmark: Endmark, site: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "a.md").write_text(MARKED, "utf-8")
    (shared / "endmark.yaml").write_text(OFF, "utf-8")
    assert endmark("check", str(shared / "a.md")).exit_code == 1
    assert endmark("check", str(shared)).exit_code == 1
    assert site.exists()


def test_the_library_answers_for_each_folder(site: Path) -> None:
    linter = Linter.from_config(site)
    names = ("top.md", "quiet/a.md", "soft/new/c.md", "plain/d.md")
    assert [[one.severity.label for one in linter.check(MARKED, name).violations] for name in names] == [
        ["error"], [], ["warning"], ["error"],
    ]  # fmt: skip
    assert linter.fix(MARKED, "quiet/a.md").text == MARKED
    (site / "quiet/deep/endmark.yaml").write_text("rulse: {}", "utf-8")
    assert [problem.path for problem in linter.check(MARKED, "quiet/deep/a.md").problems] == ["quiet/deep/endmark.yaml"]


@pytest.mark.parametrize(
    ("outer", "name", "expected"),
    [
        ("exclude: [soft/]", "soft/c.md", "exclude soft endmark.yaml:1:11"),
        ("exclude: [soft/]", "quiet/a.md", None),
        ("exclude: [c.md]\ninclude: ['*.txt']", "soft/c.md", None),
        ("exclude: [plain/]", "plain/d.md", None),  # its own config says so
        ("{}", ".hidden/deep/e.md", "hidden .hidden "),
        ("exclude: [deep/]", "quiet/deep/b.md", None),
    ],
)
def test_config_show_says_when_a_config_above_leaves_a_folder_out(
    endmark: Endmark, site: Path, outer: str, name: str, expected: str | None
) -> None:
    (site / "endmark.yaml").write_text(outer, "utf-8")
    (site / ".hidden/deep").mkdir(parents=True)
    (site / ".hidden/deep/e.md").write_text(MARKED, "utf-8")
    (site / ".hidden/deep/endmark.yaml").write_text("root: true", "utf-8")
    shown = json.loads(endmark("config", "show", name, "--format", "json").stdout)["file"]["left_out_above"]
    place = shown and shown["place"]
    where = f"{place['path']}:{place['line']}:{place['column']}" if place else ""
    assert (f"{shown['reason']} {shown['part']} {where}" if shown else None) == expected
    if name.startswith("soft/"):
        assert (name in found(endmark("check", "--format", "concise"))) is (expected is None)


def test_every_config_above_is_asked(endmark: Endmark, site: Path) -> None:
    (site / "soft/new").mkdir()
    (site / "soft/new/e.md").write_text(MARKED, "utf-8")
    (site / "soft/new/endmark.yaml").write_text("root: true", "utf-8")
    (site / "endmark.yaml").write_text("exclude: ['so*']", "utf-8")
    lines = endmark("config", "show", "soft/new/e.md").stdout.splitlines()
    assert lines[3:5] == [
        "  A search of its folder finds it.",
        "  A search by endmark.yaml leaves it out: `exclude` holds so*, which matches soft (endmark.yaml:1:11).",
    ]
    assert any(line.split() == ["root", "true", "soft/new/endmark.yaml:1:7"] for line in lines)
    (site / "soft/pyproject.toml").write_text("[tool.endmark]\nexclude = ['new']\n", "utf-8")
    lines = endmark("config", "show", "soft/new/e.md").stdout.splitlines()
    assert lines[4].startswith("  A search by soft/pyproject.toml leaves it out: `exclude` holds new, ")
