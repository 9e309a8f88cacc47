"""A repository decides neither where endmark writes nor what it prints."""

from __future__ import annotations

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
