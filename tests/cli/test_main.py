from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest
from click.testing import Result

from endmark import __version__
from endmark.cli import check
from endmark.cli.main import cli, main

Endmark = Callable[..., Result]


def python(code: str, *arguments: str, env: Mapping[str, str], **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, env=dict(env), check=False, capture_output=True, text=True, encoding="utf-8", **options
    )


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help(endmark: Endmark, arguments: list[str]) -> None:
    result = endmark(*arguments)
    assert result.exit_code == 0
    assert "Is this article whole?" in result.stdout
    for command in (
        "check",
        "baseline",
        "cache",
        "calibrate",
        "config",
        "explain",
        "init",
        "rules",
        "schema",
        "verdict",
    ):
        assert f"\n  {command} " in result.stdout


def test_version(endmark: Endmark) -> None:
    result = endmark("--version")
    assert (result.exit_code, result.stdout) == (0, f"endmark, version {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["cut.md"], 1, "Checked 1 file: 1 error"),
        (["whole.md", "--format", "concise"], 0, "Checked 1 file: nothing found.\n"),
        (["."], 1, "Checked 2 files: 1 error"),
    ],
)
def test_a_path_stands_for_check(endmark: Endmark, arguments: list[str], code: int, part: str) -> None:
    result = endmark(*arguments)
    assert result.exit_code == code
    assert part in result.stdout
    assert result.output == endmark("check", *arguments).output


def test_standard_input_stands_for_check(endmark: Endmark) -> None:
    assert endmark("-", stdin="Text.\n").stdout == "Checked 1 file: nothing found.\n"


@pytest.mark.parametrize(
    ("word", "hint"), [("chekc", "Did you mean 'check'?"), ("qqq.md", "`endmark --help` lists the commands.")]
)
def test_neither_command_nor_path(endmark: Endmark, word: str, hint: str) -> None:
    result = endmark(word)
    assert result.exit_code == 2
    assert f"There is no command, file or folder called '{word}'. {hint}" in result.stderr


def interrupt(*_arguments: object) -> int:
    raise KeyboardInterrupt


def test_an_interrupt_is_130(endmark: Endmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "check", interrupt)
    result = endmark("check", ".")
    assert result.exit_code == 130
    assert "Interrupted" in result.stderr


def crash(*_arguments: object, **_options: object) -> int:
    raise RuntimeError("something broke")


def abort(*_arguments: object, **_options: object) -> int:
    raise click.Abort


def usage(*_arguments: object, **_options: object) -> int:
    raise click.UsageError("not so")


def nothing(*_arguments: object, **_options: object) -> None:
    return None


@pytest.mark.parametrize(
    ("what", "code", "part"),
    [
        (crash, 2, "endmark itself failed"),
        (abort, 130, ""),
        (interrupt, 130, ""),
        (usage, 2, "Error: not so"),
        (nothing, 0, ""),
    ],
)
def test_main_exits_with_the_code_of_what_happened(
    what: Callable[..., object],
    code: int,
    part: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli, "main", lambda **_: what())
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == code
    assert part in capsys.readouterr().err


IMPORTED = "import sys; sys.argv[0] = 'endmark'\nfrom endmark.cli.main import main\ntry: main()\nfinally: {}"
HEAVY = {
    "concurrent.futures",
    "frontmatter",
    "importlib.metadata",
    "logging",
    "pathspec",
    "rapidfuzz",
    "textstat",
    "wcwidth",
}
PARSERS = {"endmark.document.markdown", "pyromark", "re2", "yaml", "endmark.checks", "endmark.ruleset.settings"}


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], HEAVY | PARSERS | {"endmark.cli.check", "endmark.ruleset", "pathlib"}),
        (["--help"], HEAVY | PARSERS),
        (["check", "--help"], HEAVY | PARSERS),
        (["config", "show", "--help"], HEAVY | PARSERS),
        (["init", "--help"], HEAVY | PARSERS),
        (["schema", "--help"], HEAVY | PARSERS),
        (["fix", "--help"], HEAVY | PARSERS),
        (["check", "whole.md"], {"endmark.linting.checking.profile", "endmark.reporters.profile"}),
        (
            ["check", "cut.md"],
            {"endmark.linting.repair.fix_files", "endmark.linting.repair.repair", "endmark.reporters.fix_report"},
        ),
        (["fix", "whole.md"], {"endmark.linting.execution.pool", "endmark.linting.repair.repair", "difflib"}),
        (["fix", "cut.md", "whole.md"], {"multiprocessing", "difflib", "subprocess"}),
        (
            ["check", "whole.md"],
            HEAVY - {"frontmatter", "logging"} | {"endmark.linting.execution.pool", "subprocess"},
        ),
        (["check", "whole.md", "cut.md"], {"multiprocessing", "concurrent.futures", "subprocess"}),
    ],
)
def test_only_what_is_needed_is_imported(
    arguments: list[str], unwanted: set[str], plain_environment: Mapping[str, str]
) -> None:
    code = IMPORTED.format(f"print(sorted({unwanted!r} & set(sys.modules)), file=sys.stderr)")
    assert python(code, *arguments, env=plain_environment).stderr.splitlines()[-1] == "[]"


def test_an_unchanged_file_needs_no_parser_and_no_rule(
    plain_environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    unwanted = HEAVY | PARSERS - {"endmark.ruleset.settings"} | {"endmark.ruleset.rule", "hashlib", "json", "pickle"}
    unwanted |= {"endmark.document.blocks", "endmark.linting.baseline.baseline"}  # no baseline, nothing to compare
    code = IMPORTED.format(f"print(sorted({unwanted!r} & set(sys.modules)), file=sys.stderr)")
    env = dict(plain_environment) | {"ENDMARK_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}
    for name in ("cut.md", "whole.md"):
        first, second = (python(code, "check", name, env=env) for _ in range(2))
        assert first.stdout == second.stdout
        assert second.stderr.splitlines()[-1] == "[]"


def test_an_edited_file_needs_no_check_of_a_rule_that_is_off(
    plain_environment: Mapping[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unwanted = {f"endmark.checks.style.{name}" for name in ("length", "readability")}
    unwanted |= {f"endmark.checks.patterns.{name}" for name in ("consistency", "occurrence")}
    code = IMPORTED.format(f"print(sorted({unwanted!r} & set(sys.modules)), file=sys.stderr)")
    env = dict(plain_environment) | {"ENDMARK_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}
    for text in ("It rains.\n", "It rains again.\n"):
        (folder / "edited.md").write_text(text, "utf-8")
        done = python(code, "check", "edited.md", env=env)
    assert done.stderr.splitlines()[-1] == "[]"


LATE = {
    "checks.cuts": {"continuation", "judging", "seam_fix", "suspects"},
    "checks.edits": {"block_removal", "partial_removal", "span_removal"},
    "checks.front_matter": {"field_continuation"},
    "checks.markup": {"literal_emphasis", "literal_link", "literal_reference"},
    "checks.patterns": {"enclosure", "passages", "rewording"},
    "checks.reading_time": {"minutes", "minutes_rewriting"},
    "checks.repetition": {"copies", "duplicate_fix", "evidence", "judgement", "near_copies", "retellings", "subject"},
    "checks.text": {"required_signs", "required_words"},
    "document": {"conflicts", "language_tag", "many_blocks"},
    "document.dialects": {"admonitions", "containers", "extraction", "includes", "macros", "scanner", "templates"},
    "linting.checking": {"findings", "suppression"},
}
"""What judges and repairs, and what reads the constructs of dialects."""

MOST_MODULES = 173
"""Modules of endmark that a changed note of two sentences needs: as many as it took when this was written.

Checks that find nothing without front matter, tables or code are none of them, nor are those of patterns.
"""


def test_an_edited_file_needs_nothing_of_what_it_does_not_hold(
    plain_environment: Mapping[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    late = {f"endmark.{package}.{name}" for package, names in LATE.items() for name in names}
    own = "{name for name in sys.modules if name.startswith('endmark')}"
    code = IMPORTED.format(f"print(len({own}), sorted({late!r} & set(sys.modules)), file=sys.stderr)")
    env = dict(plain_environment) | {"ENDMARK_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}
    for text in ("# Weather\n\nIt rains.\n", "# Weather\n\nIt rains again.\n"):
        (folder / "edited.md").write_text(text, "utf-8")
        done = python(code, "check", "edited.md", env=env)
    count, found = done.stderr.splitlines()[-1].split(maxsplit=1)
    assert found == "[]"
    assert int(count) <= MOST_MODULES


SAID = """# The tank

The tank behind the hall was filled for the first time in March, and by June nobody carried cans across the yard.

"We had hoped for one dry week to paint the lid," says the woman who keeps the key. "It has rained ever since."

Each of the beds beside it costs twelve pounds a year, or an evening of work with those who look after the path.
"""


def test_an_edited_article_is_compared_by_no_library_and_judged_by_none_where_it_ends_well(
    plain_environment: Mapping[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unwanted = {"rapidfuzz", "endmark.checks.cuts.judging"}
    code = IMPORTED.format(f"print(sorted({unwanted!r} & set(sys.modules)), file=sys.stderr)")
    env = dict(plain_environment) | {"ENDMARK_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}
    for text in (SAID, SAID + "\nThe path is new.\n"):
        (folder / "edited.md").write_text(text, "utf-8")
        done = python(code, "check", "edited.md", env=env)
    assert done.stderr.splitlines()[-1] == "[]"


HELLO = '{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}'


def test_an_editor_is_greeted_before_what_other_commands_need_is_loaded(plain_environment: Mapping[str, str]) -> None:
    tell = "import sys; import endmark.lsp.greeting as greeting; kept = greeting.greet; names = 'click', 'msgspec'"
    watch = "greeting.greet = lambda *pair: (kept(*pair), print({*names} & {*sys.modules}, file=sys.stderr))[0]"
    code = f"{tell}; {watch}; sys.argv[1:] = ['lsp']; from endmark.cli.start import main; main()"
    done = python(code, env=plain_environment, input=f"Content-Length: {len(HELLO)}\r\n\r\n{HELLO}")
    assert '"id":1' in done.stdout.replace(" ", "")
    assert done.stderr == "set()\n"
    assert done.returncode == 1  # it went without a word


NOTED = """import re._compiler as compiler
made, now = [], compiler.compile
compiler.compile = lambda source, flags=0: made.append(source) or now(source, flags)
"""
"""Notes which regular expressions Python compiles."""


def test_an_edited_file_compiles_nothing_again_and_loads_no_parser_of_yaml(
    plain_environment: Mapping[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    unwanted = {"yaml", "frontmatter", "re2", "hashlib"}
    what = f"[one for one in made if not one.isascii()], sorted({unwanted} & set(sys.modules))"
    code = NOTED + IMPORTED.format(f"print(*({what}), file=sys.stderr)")
    env = dict(plain_environment) | {"ENDMARK_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}
    prose = "---\ntitle: 天気\ntags: [雨, rain]\nreading_time: 1\n---\n\n# 天気\n\n"
    prose += "{}雨が降り、川の水が増えている。\n\nIt rains, and the river rises — as ever.\n"
    compiled = []
    for text in ("", "今日は", "明日も"):
        (folder / "edited.md").write_text(prose.format(text), "utf-8")
        compiled.append(python(code, "check", "edited.md", env=env).stderr.splitlines()[-1])
    assert compiled[0][:2] != "[]"
    assert compiled[1:] == ["[] []", "[] []"]


def test_the_streams_are_utf_8_whatever_the_console(folder: Path, plain_environment: Mapping[str, str]) -> None:
    (folder / "記事\N{SNOWMAN}.md").write_text("本文です。\n\n---END---\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "endmark", "記事\N{SNOWMAN}.md", "--format", "concise"],
        env=dict(plain_environment) | {"PYTHONIOENCODING": "cp932"},
        check=False,
        capture_output=True,
    )
    assert done.stdout.decode("utf-8").startswith("記事\N{SNOWMAN}.md:3:1: error[stray-end-marker]")
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe that can be closed early")
@pytest.mark.parametrize(
    "arguments", [["cut.md"], ["cut.md", "--format", "json"], ["rules"], ["explain", "stray-end-marker"]]
)
def test_a_closed_pipe_ends_quietly(arguments: list[str], plain_environment: Mapping[str, str]) -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; sys.stdin.readline(); from endmark.cli.main import main; main()",
            *arguments,
        ],
        env=dict(plain_environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout
            process.stdout.close()
            process.stdout = None
            _, errors = process.communicate(b"go\n")
        finally:
            process.kill()
    assert errors == b""
    assert process.returncode == (1 if arguments[0] == "cut.md" else 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "endmark ",
            {
                "check",
                "baseline",
                "blocks",
                "cache",
                "calibrate",
                "config",
                "explain",
                "fix",
                "init",
                "lsp",
                "mcp",
                "report",
                "rules",
                "schema",
                "site",
                "verdict",
            },
        ),
        ("endmark explain stray", {"stray-end-marker"}),
        (
            "endmark check --select duplicate",
            {"duplicate-block", "duplicate-heading", "duplicate-paragraph", "duplicate-sentence"},
        ),
        (
            "endmark check --ignore stray-end-marker,trunc",
            {"stray-end-marker,truncated-sentence", "stray-end-marker,truncated-table"},
        ),
        ("endmark check --format j", {"json", "json-lines", "junit"}),
        ("endmark schema r", {"rule", "report"}),
    ],
)
def test_shell_completion(endmark: Endmark, words: str, expected: set[str]) -> None:
    count = len(words.split(" ")) - 1
    result = endmark(env={"_ENDMARK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)})
    assert {line.partition(",")[2] for line in result.stdout.splitlines()} == expected


def test_a_broken_config_completes_nothing(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("nonsense: 1\n", "utf-8")
    env = {"_ENDMARK_COMPLETE": "bash_complete", "COMP_WORDS": "endmark explain s", "COMP_CWORD": "2"}
    assert endmark(env=env).stdout.strip() == ""


STRANGE_MODULES = ("yaml", "click", "re2", "json", "pyromark", "rapidfuzz", "frontmatter", "marshal", "hashlib")


@pytest.mark.parametrize("command", [["check", "cut.md"], ["fix", "--diff", "cut.md"], ["config", "show"]])
def test_modules_that_lie_beside_the_articles_are_not_imported(
    command: list[str], folder: Path, plain_environment: Mapping[str, str]
) -> None:
    for name in STRANGE_MODULES:
        (folder / f"{name}.py").write_text("raise RuntimeError('a stranger speaks')\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "endmark", *command, "--no-config"],
        cwd=folder,
        env=plain_environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == (0 if command == ["config", "show"] else 1), done.stderr
    assert "stranger" not in done.stderr
