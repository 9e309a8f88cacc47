"""Who is spoken to in Japanese reads no English: help, mistakes, and what commands say of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from endmark.cli.help import Command, Group
from endmark.cli.main import cli
from endmark.cli.usage import format_mistake
from endmark.messages.catalogue import speaking
from endmark.messages.languages import load_catalogue
from endmark.reporters.width import measure_width

Endmark = Callable[..., Result]

ENGLISH = re.compile(r"(?<![\w/.`'-])[A-Za-z]{2,}(?: [a-z]{2,}){2,}(?![\w/.`'-])")
"""Three words in a row, which is what no name is."""


def find_english(text: str) -> list[str]:
    plain = re.sub(r"^使い方: .*|`[^`]*`|“[^”]*”|「[^」]*」|--\S+", "", text, flags=re.MULTILINE)
    return ENGLISH.findall(plain)


def iter_commands(
    command: click.Command, names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from iter_commands(below, (*names, name))


COMMANDS = dict(iter_commands(cli))


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_help_is_japanese(endmark: Endmark, names: tuple[str, ...]) -> None:
    said = endmark("--lang", "ja", *names, "--help").stdout
    assert said.startswith("使い方: endmark")
    assert find_english(said) == []
    assert max(measure_width(line) for line in said.splitlines() if "|" not in line) <= 80


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_can_be_explained(names: tuple[str, ...]) -> None:
    assert isinstance(COMMANDS[names], Command | Group)


def test_english_help_is_that_of_click(endmark: Endmark) -> None:
    assert endmark("--lang", "en", "verdict", "--help").stdout.startswith("Usage: endmark verdict [OPTIONS] ")


MISTAKES = {
    "no such command": ("nowhere",),
    "no such option": ("check", "--nowhere"),
    "option without value": ("check", "--format"),
    "option with value": ("check", "--staged=1"),
    "no such format": ("check", "--format", "word"),
    "too small": ("check", "--jobs", "0"),
    "no number": ("check", "--jobs", "many"),
    "too much": ("cache", "dir", "x"),
    "missing": ("rules", "new"),
    "no command below": ("config", "nowhere"),
    "no file": ("check", "missing.md"),
    "no config": ("check", "--config", "missing.yaml"),
    "no rule": ("explain", "nowhere"),
    "no place": ("explain", "--why", "nowhere"),
    "no line": ("explain", "--why", "good.md:900"),
    "unknown rule": ("check", "--select", "nowhere", "good.md"),
    "severity": ("check", "--severity", "stutter=loud", "good.md"),
    "contradiction": ("check", "--quiet", "--verbose"),
    "no baseline": ("check", "--baseline", "missing.jsonl", "good.md"),
    "no finding": ("fix", "--only", "good.md:900", "good.md"),
    "not kebab": ("rules", "new", "No_Name"),
    "no folder of rules": ("rules", "test", "missing"),
    "not UTF-8": ("check", "latin.md"),
    "UTF-16": ("check", "utf16.md"),
    "config validate": ("config", "validate", "--config", "bad.yaml"),
    "no article": ("verdict", "missing.md"),
}

CONFIG = """\
rulez: {}
fail_on: loud
include: [1]
languages: [jp]
rules:
  nowhere: off
  stutter: {severity: loud, message: "{nothing}", options: {wordz: 1}}
  stray-end-marker: {options: {lines: ["(?=a)", "a*"]}}
overrides:
  - rules: {}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "good.md").write_text("猫は庭で眠っています。\n", encoding="utf-8")
    (tmp_path / "latin.md").write_bytes("caf\xe9".encode("latin-1"))
    (tmp_path / "utf16.md").write_bytes("庭".encode("utf-16"))
    (tmp_path / "bad.yaml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tell(arguments: tuple[str, ...]) -> str:
    """What a person who is spoken to in Japanese reads of a mistake."""
    catalogue = load_catalogue("ja")
    with speaking(catalogue):
        done = CliRunner().invoke(cli, arguments, prog_name="endmark", standalone_mode=False)
    if isinstance(done.exception, click.ClickException):
        return format_mistake(done.exception, catalogue)
    assert done.return_value == 2
    return done.stderr


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("arguments", MISTAKES.values(), ids=MISTAKES)
def test_mistakes_are_told_in_japanese(endmark: Endmark, arguments: tuple[str, ...]) -> None:
    assert endmark(*arguments).exit_code == 2
    said = tell(arguments)
    assert find_english(said) == []
    assert re.search(r"[ぁ-ん]", said)


@pytest.mark.usefixtures("site")
def test_a_mistake_that_comes_from_another_process_is_told_in_japanese(endmark: Endmark) -> None:
    said = endmark("--lang", "ja", "check", "--jobs", "2", "latin.md", "utf16.md", "good.md").stderr
    assert "UTF-8として正しくありません" in said
    assert "UTF-16のようです" in said or "UTF-16です" in said
