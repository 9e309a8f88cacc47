"""A repository decides neither where endmark writes nor what it prints."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

SECRET = "pass5w0rd"  # noqa: S105 - the one that no message may quote

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside of the repository."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.mark.parametrize(
    "text",
    [
        f"{SECRET}: x\n",
        f"{SECRET}\n",
        f"a: b: {SECRET}\n",
        f"rules: {{{SECRET}: off}}\n",
        f"fail_on: {SECRET}\n",
        f"extends: {SECRET}\n",
        f"include: ['{SECRET}[']\n",
        f"[{SECRET}]\nx = 1\n",
        f"rules: {{stray-end-marker: {{options: {{{SECRET}: 1}}}}}}\n",
        f"overrides: [{{files: [a], rules: {{{SECRET}: off}}}}]\n",
        f"*{SECRET}\n",
    ],
)
@pytest.mark.parametrize("command", [["check"], ["config", "show"], ["config", "validate"], ["rules", "new", "a-rule"]])
@needs_links
def test_errors_quote_no_file_that_a_config_leads_to(
    endmark: Endmark, folder: Path, elsewhere: Path, command: list[str], text: str
) -> None:
    (elsewhere / "secret").write_text(text, "utf-8")
    (elsewhere / "secret.yaml").write_text(text, "utf-8")
    (folder / ".git/config").write_text(text, "utf-8")
    (folder / "link.yaml").symlink_to(elsewhere / "secret")
    (folder / "inside.yaml").symlink_to(".git/config")
    (folder / "door").symlink_to(elsewhere)
    for target in (elsewhere / "secret", elsewhere / "secret.yaml", "link.yaml", "inside.yaml", "door/secret.yaml",
                   ".git/config"):  # fmt: skip
        (folder / "endmark.yaml").write_text(f"extends: {target}\n", "utf-8")
        result = endmark(*command)
        assert SECRET not in result.output
        if command[0] != "rules":
            assert (result.exit_code, "its text is not shown" in result.output) == (2, True)


@pytest.mark.parametrize("text", [f"{SECRET}: x\n", f"id: {SECRET}\n", f"check: {SECRET}\n", f"- {SECRET}\n"])
@needs_links
def test_errors_quote_no_rule_that_lies_elsewhere(endmark: Endmark, folder: Path, elsewhere: Path, text: str) -> None:
    (elsewhere / "secret.yaml").write_text(text, "utf-8")
    (folder / "own").mkdir()
    (folder / "own/rule.yaml").symlink_to(elsewhere / "secret.yaml")
    for target in (elsewhere, "own"):
        (folder / "endmark.yaml").write_text(f"rule_paths: [{target}]\n", "utf-8")
        result = endmark("check")
        assert (result.exit_code, SECRET in result.output) == (2, False)
        assert result.output.count("its text is not shown") == 1


@pytest.mark.parametrize("name", ["endmark.yaml", "pyproject.toml"])
@needs_links
def test_errors_quote_no_file_that_a_config_is_a_link_to(
    endmark: Endmark, folder: Path, elsewhere: Path, name: str
) -> None:
    (elsewhere / "secret").write_text(f"endmark\n[{SECRET}]\n[{SECRET}]\n", "utf-8")
    (folder / name).symlink_to(elsewhere / "secret")
    result = endmark("check")
    assert (result.exit_code, SECRET in result.output) == (2, False)
    assert "not shown" in result.output


def test_errors_quote_the_config_that_the_user_names_and_those_of_the_repository(
    endmark: Endmark, folder: Path, elsewhere: Path
) -> None:
    (elsewhere / "mine.cfg").write_text("rule: {}\n", "utf-8")
    assert "Did you mean 'rules'?" in endmark("check", "--config", str(elsewhere / "mine.cfg")).output
    (folder / "base.yaml").write_text("rule: {}\n", "utf-8")
    (folder / "endmark.yaml").write_text("extends: base.yaml\n", "utf-8")
    assert "Did you mean 'rules'?" in endmark("check").output


def contents(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("command", ["create", "update", "prune"])
@pytest.mark.parametrize("way", ["above", "absolute", "link", "folder", "dangling", "git", "usual", "extended"])
@needs_links
def test_a_config_names_no_baseline_outside_of_the_repository(
    endmark: Endmark, folder: Path, elsewhere: Path, command: str, way: str
) -> None:
    (folder / "b.jsonl").symlink_to(elsewhere / "b.jsonl")
    (folder / "door").symlink_to(elsewhere)
    if way == "usual":
        (folder / "endmark-baseline.jsonl").symlink_to(elsewhere / "b.jsonl")
    if way == "extended":
        (elsewhere / "base.yaml").write_text("baseline: b.jsonl\n", "utf-8")
    name = {
        "above": "../b.jsonl", "absolute": str(elsewhere / "b.jsonl"), "folder": "door/b.jsonl",
        "git": ".git/b.jsonl",
    }.get(way, "b.jsonl")  # fmt: skip
    config = {"usual": "", "extended": f"extends: {elsewhere}/base.yaml\n"}.get(way, f"baseline: {name}\n")
    if command != "create" or way == "link":
        endmark("baseline", "create", "--baseline", str(elsewhere / "b.jsonl"))
        endmark("baseline", "create", "--baseline", "../b.jsonl")
        (folder / "cut.md").write_text("Mended.\n", "utf-8")
    (folder / "endmark.yaml").write_text(config, "utf-8")
    before = contents(elsewhere, folder.parent, folder / ".git")
    result = endmark("baseline", command)
    assert result.exit_code == 2
    assert "the baseline was not written: this leads out of the repository" in result.stderr
    assert contents(elsewhere, folder.parent, folder / ".git") == before


def test_the_user_may_name_a_baseline_anywhere(endmark: Endmark, folder: Path, elsewhere: Path) -> None:
    assert endmark("baseline", "create", "--baseline", str(elsewhere / "b.jsonl")).exit_code == 0
    (elsewhere / "endmark.yaml").write_text("baseline: c.jsonl\n", "utf-8")
    assert endmark("baseline", "create", "--config", str(elsewhere / "endmark.yaml")).exit_code == 0
    assert {path.name for path in elsewhere.iterdir()} == {"b.jsonl", "c.jsonl", "endmark.yaml"}
    (folder / "site").mkdir()
    (folder / "site/endmark.yaml").write_text("baseline: ../known.jsonl\n", "utf-8")
    assert endmark("baseline", "create", "--config", "site/endmark.yaml").exit_code == 0
    assert (folder / "known.jsonl").is_file()


@pytest.mark.parametrize(
    "command",
    [
        ["check", "--output", "json:out"],
        ["check", "--output-file", "out"],
        ["check", "--output-file", "door/mine"],
        ["calibrate", ".", "--output-file", "out"],
        ["schema", "config", "--output-file", "out"],
        ["baseline", "create", "--baseline", "new"],
        ["init"],
        ["rules", "new", "a-rule", "--category", "words"],
    ],
)
@needs_links
def test_a_link_of_the_repository_does_not_say_where_reports_go(
    endmark: Endmark, folder: Path, elsewhere: Path, command: list[str]
) -> None:
    (elsewhere / "mine").write_text("Mine.\n", "utf-8")
    for link, target in (("out", "mine"), ("new", "new"), ("door", "."), (".endmark", "."), ("rules", ".")):
        (folder / link).symlink_to(elsewhere / target)
    result = endmark(*command)
    assert result.exit_code == 2
    assert "was not written: this leads out of the repository" in result.output
    assert {path.name: path.read_text("utf-8") for path in elsewhere.iterdir()} == {"mine": "Mine.\n"}


@needs_links
def test_links_that_stay_inside_and_the_users_own_paths_are_followed(
    endmark: Endmark, folder: Path, elsewhere: Path
) -> None:
    (folder / "reports").mkdir()
    (folder / "out").symlink_to("reports")
    (elsewhere / "link").symlink_to(elsewhere / "real")
    assert endmark("check", "--output-file", "out/report").exit_code == 1
    assert endmark("check", "--output-file", str(elsewhere / "link")).exit_code == 1
    assert endmark("check", "--output-file", ".git/report").exit_code == 1
    assert (folder / "reports/report").is_file()
    assert (elsewhere / "real").is_file()


def test_a_config_names_no_place_for_new_rules_outside_of_the_repository(
    endmark: Endmark, folder: Path, elsewhere: Path
) -> None:
    (folder / "endmark.yaml").write_text(f"rule_paths: [{elsewhere.as_posix()}]\n", "utf-8")
    assert endmark("rules", "new", "a-rule").exit_code == 2
    assert not list(elsewhere.iterdir())


BROKEN = "Text.\n\n---END---\n"


@pytest.mark.parametrize("command", [["fix"], ["check", "--fix"]])
@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["."], False),
        (["posts"], False),
        (["--files-from", "list"], False),
        (["posts/away.md"], True),
        (["posts", "posts/away.md"], True),
        (["door"], True),
        (["door/away.md"], True),
        (["ELSEWHERE"], True),
    ],
)
@needs_links
def test_a_file_behind_a_link_out_of_the_repository_is_repaired_when_it_is_named(
    endmark: Endmark, folder: Path, elsewhere: Path, command: list[str], arguments: list[str], written: bool
) -> None:
    (elsewhere / "away.md").write_text(BROKEN, "utf-8")
    (folder / "posts").mkdir()
    (folder / "posts/away.md").symlink_to(elsewhere / "away.md")
    (folder / "posts/within.md").symlink_to("../cut.md")
    (folder / "door").symlink_to(elsewhere)
    (folder / "list").write_text("posts/away.md\nposts/within.md\n", "utf-8")
    result = endmark(*command, *(argument.replace("ELSEWHERE", str(elsewhere)) for argument in arguments))
    assert ((elsewhere / "away.md").read_text("utf-8") != BROKEN) is written
    if written:
        assert result.exit_code == 0
    else:
        assert result.exit_code == 2
        assert "posts/away.md: this file was not repaired: it is a link" in result.stderr
        assert "END" not in (folder / "cut.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["text", "concise", "github"])
@pytest.mark.parametrize("command", [["check"], ["check", "-v"], ["check", "--profile"]])
@needs_links
def test_a_text_is_no_command_to_whoever_keeps_the_log(
    endmark: Endmark, folder: Path, command: list[str], name: str
) -> None:
    text = "Text ##[error]a\n\n##[add-mask]b ---END--- ##vso[task.complete]c\n"
    (folder / "##[group]a.md").write_text(text, "utf-8")
    output = endmark(*command, ".", "--format", name, "--select", "stray-end-marker").output
    assert "a.md" in output
    assert not re.search(r"##(vso)?\[", output.partition("::stop-commands::")[0])


@pytest.mark.parametrize("name", ["::error::a.md", " ::stop-commands::a.md", "b\n::error::a.md", "\x1b[2Ja.md"])
@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--format", "concise"],
        ["fix", "--diff"],
        ["fix", "--dry-run", "-v"],
        ["check", "--profile"],
    ],
)
@needs_links
def test_a_name_is_no_command_to_whoever_keeps_the_log(
    endmark: Endmark, folder: Path, command: list[str], name: str
) -> None:
    (folder / "cut.md").rename(folder / name)
    (folder / "endmark.yaml").write_text("rules: {stray-end-marker: error}\n", "utf-8")
    output = endmark(*command, ".").output
    assert "a.md" in output
    assert "\x1b" not in output
    assert not [line for line in output.splitlines() if line.strip().startswith("::")]
