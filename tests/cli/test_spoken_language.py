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
from endmark.reporters.rule_text import render_page
from endmark.reporters.width import measure_width
from endmark.ruleset.builtin import load_builtin_rules

Endmark = Callable[..., Result]

ENGLISH = re.compile(r"(?<![\w/.`'-])[A-Za-z]{2,}(?: [a-z]{2,}){2,}(?![\w/.`'-])")
"""Three words in a row, which is what no name is."""


def find_english(text: str) -> list[str]:
    plain = re.sub(
        r"^使い方: .*|endmark (?:explain|rules test) \S+|`[^`]*`|“[^”]*”|「[^」]*」|--\S+", "", text, flags=re.MULTILINE
    )
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
    assert "UTF-8 として正しくありません" in said
    assert "UTF-16 です" in said or "UTF-16 のようです" in said


SHOWN = re.compile(r"^ *\|")
"""Lines of examples."""


@pytest.mark.parametrize("rule", [rule.id for rule in load_builtin_rules()])
def test_pages_of_rules_are_japanese(rule: str) -> None:
    with speaking(load_catalogue("ja")):
        page = render_page({one.id: one for one in load_builtin_rules()}[rule])
    sections = dict(zip(*[iter(re.split(r"^(\S[^\n]*)：\n", page, flags=re.MULTILINE)[1:])] * 2, strict=True))
    for title in ("なぜ大切か", "どれほど当たるか", "調べる場所"):
        assert find_english(sections.get(title, "")) == []
    explained = (line for line in sections.get("オプション", "").splitlines() if re.search("[ぁ-ん]", line))
    assert find_english("\n".join(explained)) == []
    for title in ("見つけるもの", "見逃すもの", "分かっている限界"):
        told = "\n".join(line for line in sections.get(title, "").splitlines() if not SHOWN.match(line))
        assert find_english(told) == []


def test_examples_in_the_language_of_the_reader_come_first() -> None:
    rule = next(one for one in load_builtin_rules() if one.id == "duplicate-paragraph")
    assert "The café" in render_page(rule).partition("It finds:\n")[2].splitlines()[0]
    with speaking(load_catalogue("ja")):
        page = render_page(rule)
    assert re.search("[ぁ-ん]", page.partition("見つけるもの：\n")[2].splitlines()[0])


ARTICLE = """\
# 庭の朝

門は夜明けに開き、管理人が中庭を掃いて水をまきます。古い井戸のそばには、

---END---

猫が二匹、いつも眠っています。

門は夜明けに開き、管理人が中庭を掃いて水をまきます。
"""

FULL = """\
exclude: [left.md]
dialect: kramdown
rules: {duplicate-sentence: {message: "同じ文です。", languages: [ja]}}
overrides:
  - files: ["a.md"]
    exclude_files: ["b.md"]
    when: {lang: [ja, en]}
    since: 2024-01-01
    before: 2025-01-01
    rules: {empty-section: off}
"""

BROKEN_RULE = """\
id: broken
check: pattern
severity: warning
summary: 注記が残っている。
why: 読者には関係がない。
message: 注記です。
options: {words: [要確認, 確認済み]}
examples:
  bad: ["{==工事中==}です。", "{~~要確認~>確認~~}です。"]
  good: ["要確認です。"]
  known_false_alarms: ["済みです。"]
"""

COMMANDS_AT_WORK = {
    "check": ("check", "a.md"),
    "fix": ("fix", "--dry-run", "--verbose", "a.md"),
    "fix unsafe": ("fix", "--unsafe", "--dry-run", "--verbose", "a.md"),
    "fix asks": ("fix", "--interactive", "--dry-run", "a.md"),
    "verdict": ("verdict", "a.md"),
    "rules": ("rules",),
    "baseline": ("baseline", "create", "a.md"),
    "validate": ("config", "validate", "--config", "good.yaml"),
    "show": ("config", "show", "a.md"),
    "show with a config": ("config", "show", "a.md", "--config", "full.yaml"),
    "show what is left out": ("config", "show", "left.md", "--config", "full.yaml"),
    "show what is not read": ("config", "show", "full.yaml"),
    "show without a config": ("config", "show", "--no-config"),
    "blocks": ("blocks", "a.md"),
    "profile": ("check", "--profile", "a.md"),
    "markdown": ("check", "--format", "markdown", "a.md"),
    "github": ("check", "--format", "github", "a.md"),
    "new rule": ("rules", "new", "our-notes"),
    "failing examples": ("rules", "test", "broken.yaml"),
    "empty list": ("check", "--files-from", "none.txt"),
    "why": ("explain", "--why", "a.md:3"),
    "cache": ("cache", "clean"),
}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("arguments", COMMANDS_AT_WORK.values(), ids=COMMANDS_AT_WORK)
def test_what_commands_say_is_japanese(endmark: Endmark, arguments: tuple[str, ...]) -> None:
    Path("a.md").write_text(ARTICLE, encoding="utf-8")
    Path("good.yaml").write_text("lang: ja\n", encoding="utf-8")
    Path("full.yaml").write_text(FULL, encoding="utf-8")
    Path("broken.yaml").write_text(BROKEN_RULE, encoding="utf-8")
    Path("left.md").touch()
    Path("none.txt").touch()
    done = endmark("--lang", "ja", *arguments, stdin="?\ny\nn\nq\n")
    assert done.exit_code in (0, 1)
    said = done.stdout + done.stderr
    assert find_english(said) == []
    assert re.search(r"[ぁ-ん]", said)
