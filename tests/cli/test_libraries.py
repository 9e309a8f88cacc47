"""What endmark says where a library is missing, or is one it cannot work with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

RULE = "the rule hard-to-read needs textstat, which is not installed."
REMEDY = "Install it with `pip install 'endmark[readability]'`, or turn the rule off."


@pytest.fixture
def no_textstat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)


@pytest.mark.usefixtures("no_textstat")
@pytest.mark.parametrize(
    ("config", "arguments", "where"),
    [
        ("rules:\n  hard-to-read: warning\n", (), "endmark.yaml:2:3: "),
        ("rules:\n  hard-to-read: {severity: info}\n", (), "endmark.yaml:2:3: "),
        ("overrides:\n  - files: [x.md]\n    rules: {hard-to-read: error}\n", (), "endmark.yaml:3:13: "),
        ("", ("--select", "hard-to-read"), "--select: "),
        ("", ("--severity", "hard-to-read=info"), "--severity: "),
    ],
)
def test_a_rule_that_needs_more_says_so_where_it_is_turned_on(
    endmark: Endmark, folder: Path, config: str, arguments: tuple[str, ...], where: str
) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    result = endmark("check", *arguments, "whole.md")
    assert result.exit_code == 2
    assert result.stderr == f"error: {where}{RULE} {REMEDY}\n"


@pytest.mark.usefixtures("no_textstat")
def test_a_rule_of_ones_own_that_needs_more_says_so(endmark: Endmark, folder: Path) -> None:
    (folder / "house").mkdir()
    rule = 'id: dense\ncheck: readability\nseverity: info\nsummary: D.\nwhy: D.\nmessage: "{score}"\n'
    rule += 'options: {formula: lix, most: 60}\nexamples: {bad: ["{==A==}.\\n"], good: ["B.\\n"]}\n'
    (folder / "house/dense.yaml").write_text(rule, "utf-8")
    (folder / "endmark.yaml").write_text("rule_paths: [house]\n", "utf-8")
    result = endmark("check", "whole.md")
    assert result.exit_code == 2
    assert "house/dense.yaml: the rule dense needs textstat" in result.stderr


@pytest.mark.usefixtures("no_textstat")
@pytest.mark.parametrize(
    "config", ["", "rules:\n  hard-to-read: off\n", "rules: {hard-to-read: {options: {least: 9}}}\n"]
)
def test_nothing_is_said_of_a_rule_that_is_off(endmark: Endmark, folder: Path, config: str) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    result = endmark("check", "whole.md")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.usefixtures("no_textstat")
@pytest.mark.parametrize("arguments", [("rules", "test"), ("calibrate", ".")])
def test_what_goes_through_all_rules_says_which_it_leaves_out(
    endmark: Endmark, arguments: tuple[str, ...], rules_with_examples: list[str]
) -> None:
    result = endmark(*arguments)
    assert result.exit_code == 0
    notice = "note: hard-to-read is left out: it needs textstat, `pip install 'endmark[readability]'`.\n"
    assert notice in result.stderr
    assert "hard-to-read" not in result.stdout
    assert "hard-to-read" not in rules_with_examples


OTHER_PYROMARK = "import pyromark; pyromark.events_with_range = lambda text, **_: ()"
NO_RE2 = "import sys; sys.modules['re2'] = None"


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (OTHER_PYROMARK, "error: this version of pyromark, which reads Markdown, does not work with endmark. Install "),
        (NO_RE2, "error: google-re2, which looks for patterns, cannot be imported ("),
    ],
)
def test_a_library_that_does_not_work_ends_the_run(
    before: str, message: str, plain_environment: Mapping[str, str]
) -> None:
    command = [sys.executable, "-c", f"{before}\nfrom endmark.cli.main import main; main()", "check", "cut.md"]
    done = subprocess.run(command, env=plain_environment, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr
    assert "pip install" in done.stderr


def test_the_version_it_names_is_the_one_that_is_installed_with_endmark(root: Path) -> None:
    assert '"pyromark>=0.10.2,<0.11"' in (root / "pyproject.toml").read_text("utf-8")
    assert "'pyromark>=0.10.2,<0.11'" in (root / "src/endmark/document/markdown.py").read_text("utf-8")
