from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from endmark import __version__
from endmark.cli import automation

Endmark = Callable[..., Result]

TAKE_STOCK = "If that is more than you can mend at once, take stock, and see only what is new"


def write(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def hugo(folder: Path) -> Path:
    """A Hugo site at the top of a repository, with one article."""
    write(folder, "hugo.toml")
    write(folder, "content/posts/a.md", "# A\n\nThe gate opens at dawn.\n")
    return folder


def snippets(text: str) -> dict[str, str]:
    """The parts that are indented, by the line above them."""
    parts = re.findall(r"^(\S.*):\n\n((?:  .*\n)+)", text, re.MULTILINE)
    return {title: re.sub(r"^  ", "", body, flags=re.MULTILINE) for title, body in parts}


@pytest.mark.usefixtures("hugo")
def test_the_config_loads_and_finds_the_articles(endmark: Endmark) -> None:
    result = endmark("init")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Wrote endmark.yaml for a Hugo site, articles: /content/**/*.md.\n")
    assert endmark("config", "validate").exit_code == 0
    assert endmark("check").stdout == "Checked 1 file: nothing found.\n"


def test_what_stands_in_comments_can_be_used(endmark: Endmark, hugo: Path) -> None:
    lines = endmark("init", "--dry-run").stdout.splitlines()
    used = [re.sub(r"^# (?=rules:|overrides:|  )", "", line) for line in lines]
    (hugo / "endmark.yaml").write_text("\n".join(used), "utf-8")
    assert endmark("config", "validate").stdout == "endmark.yaml is valid: 2 rules changed, 2 overrides.\n"


def test_a_folder_that_is_no_known_site(endmark: Endmark) -> None:
    assert "for a folder of Markdown files, articles: every Markdown file.\n" in endmark("init").stdout
    assert "Checked 2 files" in endmark("check").stdout


def test_a_dry_run_prints_what_would_be_written(endmark: Endmark, hugo: Path) -> None:
    result = endmark("init", "--dry-run")
    assert result.exit_code == 0
    assert not (hugo / "endmark.yaml").exists()
    endmark("init")
    assert (hugo / "endmark.yaml").read_text("utf-8") == result.stdout


def test_the_schema_for_editors_is_written_beside_it(endmark: Endmark, hugo: Path) -> None:
    result = endmark("init")
    assert result.stdout.splitlines()[1] == ".endmark/config.schema.json lets your editor complete it."
    first, *_ = (hugo / "endmark.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=.endmark/config.schema.json"
    assert (hugo / ".endmark/config.schema.json").read_text("utf-8") == endmark("schema", "config").stdout


def test_a_schema_that_is_there_stays(endmark: Endmark, hugo: Path) -> None:
    write(hugo, ".endmark/config.schema.json", "{}")
    assert endmark("init").exit_code == 0
    assert (hugo / ".endmark/config.schema.json").read_text("utf-8") == "{}"


def test_where_no_schema_can_be_written_nothing_is(endmark: Endmark, hugo: Path) -> None:
    write(hugo, ".endmark", "a file")
    result = endmark("init")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: .endmark: this folder cannot be made: ")
    assert not (hugo / "endmark.yaml").exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("endmark.yaml", ""),
        (".endmark.yaml", ""),
        ("endmark.yml", ""),
        (".endmark.yml", ""),
        ("pyproject.toml", "[tool.endmark]\n"),
        ("site/endmark.yml", ""),
    ],
)
def test_a_config_that_holds_already_is_kept(
    endmark: Endmark, folder: Path, name: str, text: str, dry: list[str]
) -> None:
    existing = write(folder, name, text)
    (folder / "site").mkdir(exist_ok=True)
    result = endmark("init", "site", *dry)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        f"error: {existing.resolve().as_posix()}: this config holds already, and nothing was written." in result.stderr
    )
    assert existing.read_text("utf-8") == text
    assert sum(1 for path in folder.rglob("*endmark.y*")) == (name != "pyproject.toml")


@pytest.mark.parametrize(
    ("name", "text"), [("pyproject.toml", "[tool.other]\n"), ("../endmark.yaml", ""), ("content/endmark.yaml", "")]
)
def test_a_config_that_does_not_hold_there_is_no_obstacle(
    endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    (folder / "repository/.git").mkdir(parents=True)
    monkeypatch.chdir(folder / "repository")
    write(folder / "repository", name, text)
    assert endmark("init").exit_code == 0


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("gone", "error: gone: there is no such folder."),
        ("cut.md", "error: cut.md: there is no such folder."),
        ("two", "this folder holds more than one config"),
        ("full", "full/endmark.yaml: the config could not be written: "),
    ],
)
def test_what_goes_wrong(endmark: Endmark, folder: Path, name: str, problem: str) -> None:
    write(folder, "two/endmark.yaml")
    write(folder, "two/.endmark.yml")
    (folder / "full/endmark.yaml").mkdir(parents=True)
    result = endmark("init", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ([], {".github/workflows/articles.yml", ".gitlab-ci.yml"}),
        ([".github/dependabot.yml"], {".github/workflows/articles.yml"}),
        ([".gitlab-ci.yml"], {".gitlab-ci.yml"}),
        ([".github/x.yml", ".gitlab-ci.yml"], {".github/workflows/articles.yml", ".gitlab-ci.yml"}),
    ],
)
def test_the_next_steps_suit_the_repository(
    endmark: Endmark, folder: Path, present: list[str], expected: set[str]
) -> None:
    for name in present:
        write(folder, name)
    steps = snippets(endmark("init").stdout)
    assert steps.pop("Check the articles") == "endmark check\n"
    assert steps.pop(TAKE_STOCK) == "endmark baseline create\n"
    hook = yaml.safe_load(steps.pop("To check before every commit, write into .pre-commit-config.yaml"))
    assert hook["repos"][0]["hooks"] == [{"id": "endmark"}]
    assert steps.keys() == {f"To check in CI, write into {name}" for name in expected}
    assert all(isinstance(yaml.safe_load(text), dict) for text in steps.values())


def test_a_site_inside_a_repository_is_named_everywhere(endmark: Endmark, folder: Path) -> None:
    write(folder, "my site/a.md", "# A\n\nThe gate opens at dawn.\n")
    steps = snippets(endmark("init", "my site").stdout)
    now, stock, hook, github, gitlab = steps.values()
    assert stock == "endmark baseline create --config 'my site/endmark.yaml' 'my site'\n"
    assert now == "endmark check --config 'my site/endmark.yaml' 'my site'\n"
    assert yaml.safe_load(hook)["repos"][0]["hooks"][0]["args"] == ["--config", "my site/endmark.yaml"]
    check = "endmark check --config 'my site/endmark.yaml' --format {} 'my site'"
    assert yaml.safe_load(github)["jobs"]["articles"]["steps"][-1]["run"] == check.format("github")
    assert yaml.safe_load(gitlab)["articles"]["script"][-1] == check.format("concise")


def test_without_a_repository_the_site_is_the_top(endmark: Endmark, folder: Path) -> None:
    (folder / ".git").rmdir()
    (folder / "site").mkdir()
    now, _, _, github, _ = snippets(endmark("init", "site").stdout).values()
    assert now == "endmark check --config site/endmark.yaml site\n"
    assert "endmark check --format github\n" in github


@pytest.mark.parametrize(
    "config",
    ["a: b/endmark.yaml", "x #y/endmark.yaml", "it's/endmark.yaml", "[a], b/endmark.yaml", "記事/endmark.yaml"],
)
def test_snippets_are_yaml_whatever_the_folder_is_called(config: str) -> None:
    hook = yaml.safe_load(automation.format_pre_commit("1", config=config))
    github = yaml.safe_load(automation.format_github("1", "x", config=config))
    gitlab = yaml.safe_load(automation.format_gitlab("1", "x", config=config))
    check = {
        name: automation.format_check_command("x", config=config, output_format=name) for name in ("github", "concise")
    }
    assert hook["repos"][0]["hooks"][0]["args"] == ["--config", config]
    assert github["jobs"]["articles"]["steps"][-1]["run"] == check["github"]
    assert gitlab["articles"]["script"][-1] == check["concise"]


@pytest.mark.parametrize(
    ("name", "snippet"),
    [
        ("pre-commit.md", automation.format_pre_commit(__version__)),
        ("ci.md", automation.format_github(__version__, "content/")),
        ("ci.md", automation.format_gitlab(__version__, "content/")),
        ("ci.ja.md", automation.format_github(__version__, "content/")),
        ("ci.ja.md", automation.format_gitlab(__version__, "content/")),
    ],
)
def test_the_documents_say_the_same(root: Path, name: str, snippet: str) -> None:
    assert f"```yaml\n{snippet}```\n" in (root / "docs" / name).read_text("utf-8")
