from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from endmark.reporters import FORMATS

Endmark = Callable[..., Result]

CUT = "The gate opens at dawn.\n\n---END---\n"


def last_line(text: str) -> str:
    return text.splitlines()[-1]


def test_text_is_the_default(endmark: Endmark) -> None:
    result = endmark("check", "cut.md")
    assert result.stdout == (
        "cut.md:5:1: error[stray-end-marker] Stray end marker ---END---.\n"
        "5 | ---END---\n"
        "  | ^^^^^^^^^\n"
        "fix: take out the marker\n"
        "\n"
        "Checked 1 file: 1 error (1 fixable). The article is not whole: leftovers, score 82 of 100. "
        "Failing because an error was found (--fail-on error). "
        "endmark fix repairs 1.\n"
    )
    assert (result.exit_code, result.stderr) == (1, "")


def test_without_paths_the_current_folder_is_checked(endmark: Endmark) -> None:
    assert last_line(endmark("check").stdout).startswith("Checked 2 files: 1 error (1 fixable).")


# What holds for a person and for a program: a test below asks all formats, with the arguments that matter most.
@pytest.mark.parametrize("name", ["text", "json"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["whole.md"], 0),
        (["cut.md"], 1),
        (["cut.md", "--fail-on", "never"], 0),
        (["cut.md", "--severity", "stray-end-marker=warning"], 0),
        (["cut.md", "--severity", "stray-end-marker=warning", "--fail-on", "warning"], 1),
        (["cut.md", "--severity", "stray-end-marker=info", "--fail-on", "warning"], 0),
        (["cut.md", "--severity", "stray-end-marker=off"], 0),
        (["cut.md", "--exit-zero"], 0),
        (["cut.md", "--fail-on", "never", "--min-score", "82"], 0),
        (["cut.md", "--fail-on", "never", "--min-score", "83"], 1),
        (["cut.md", "--fail-on", "never", "--min-score", "83", "--exit-zero"], 0),
        (["whole.md", "--min-score", "100"], 0),
        (["cut.md", "--quiet"], 1),
        (["cut.md", "--ignore", "stray-end-marker"], 0),
        (["cut.md", "--ignore", "truncated-sentence, stray-end-marker"], 0),
        (["cut.md", "--select", "truncated-sentence", "--select", "duplicate-paragraph"], 0),
        (["cut.md", "gone.md"], 2),
        (["gone.md", "--exit-zero"], 2),
        (["empty"], 2),
        (["empty", "--allow-empty"], 0),
        (["binary.md", "cut.md"], 2),
        (["cut.md", "--select", "stray"], 2),
        (["cut.md", "--config", "gone.yaml"], 2),
    ],
)
def test_exit_codes(endmark: Endmark, folder: Path, name: str, arguments: list[str], code: int) -> None:
    (folder / "empty").mkdir()
    (folder / "binary.md").write_bytes(b"\x00\xff")
    assert endmark("check", "--format", name, *arguments).exit_code == code
    to_file = endmark("check", "--format", name, "--output-file", "report", *arguments)
    assert to_file.exit_code == code
    assert (folder / "report").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--severity", "stray-end-marker"], "is not RULE=LEVEL"),
        (["--severity", "=error"], "is not RULE=LEVEL"),
        (["-", "cut.md"], "cannot be checked together with other paths"),
        (["--stdin-filename", "a.md", "cut.md"], "only has a meaning together with `-`"),
        (["-q", "-v"], "--quiet and --verbose contradict each other"),
        (["--config", "a.yaml", "--no-config"], "--config and --no-config contradict each other"),
        (["--format", "yaml"], "'text', 'concise', 'agent', 'json', 'github'"),
        (["--fail-on", "always"], "'error', 'warning', 'info', 'never'"),
        (["--fixx"], "No such option"),
    ],
)
def test_usage_errors(endmark: Endmark, arguments: list[str], message: str) -> None:
    result = endmark("check", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["text", "concise"])
def test_problems_go_to_stderr(endmark: Endmark, name: str) -> None:
    result = endmark("check", "--format", name, "whole.md", "gone.md")
    assert result.stderr == ("error: gone.md: there is no such file or folder. Check the spelling and where you are.\n")
    assert last_line(result.stdout) == (
        "Checked 1 file: nothing found. 1 file could not be checked. Failing because the check is not complete."
    )


@pytest.mark.parametrize(
    "files",
    [
        {"endmark.yaml": "rulez: {}\n"},
        {"endmark.yaml": "fail_on: [\n"},
        {"endmark.yaml": "rule_paths: [own]\n", "own/x.yaml": "id: x\n"},
        {"endmark.yaml": "baseline: gone.jsonl\n"},
        {"endmark.yaml": "baseline: known.jsonl\n", "known.jsonl": "{}\n"},
        {"endmark.yaml": "{}\n", ".endmark.yaml": "{}\n"},
    ],
)
@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_could_not_be_read_is_named_as_what_it_is(
    endmark: Endmark, folder: Path, files: dict[str, str], name: str
) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    result = endmark("check", ".", "--format", name)
    assert result.exit_code == 2
    assert "No file was checked. 1 file of the settings could not be read. Failing" in result.stdout


def test_problems_are_in_the_report_of_json_and_github(endmark: Endmark) -> None:
    result = endmark("check", "--format", "json", "gone.md")
    assert json.loads(result.stdout)["errors"][0]["path"] == "gone.md"
    assert result.stderr == ""
    result = endmark("check", "--format", "github", "gone.md")
    assert result.stdout.startswith("::error file=gone.md,title=endmark::gone.md: there is no such file or folder.")
    assert result.stderr == ""


def test_a_wrong_config_is_reported_in_the_format(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("rulez: {}\n", "utf-8")
    shown = json.loads(endmark("check", "--format", "json").stdout)
    assert (shown["errors"][0]["path"], shown["summary"]["files"]) == ("endmark.yaml", 0)
    result = endmark("check")
    assert result.stderr.startswith("error: endmark.yaml:1:1: unknown key 'rulez'. Did you mean 'rules'?")
    assert result.exit_code == 2
    assert endmark("check", "--no-config").exit_code == 1


def test_the_config_decides_unless_the_command_line_does(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("fail_on: never\nexclude: [whole.md]\n", "utf-8")
    result = endmark("check")
    assert result.exit_code == 0
    assert last_line(result.stdout).endswith(" Not failing: --fail-on is never. endmark fix repairs 1.")
    assert endmark("check", "--fail-on", "error").exit_code == 1


@pytest.mark.parametrize(
    ("config", "options", "listed"),
    [
        ("", [], 500),
        ("max_findings: 2\n", [], 2),
        ("max_findings: 2\n", ["--max-findings", "3"], 3),
        ("max_findings: 2\n", ["--max-findings", "0"], 501),
        ("max_findings: 0\n", [], 501),
    ],
)
def test_how_many_are_listed(endmark: Endmark, folder: Path, config: str, options: list[str], listed: int) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / "many.md").write_text("A line.\n\n---END---\n\n" * 501, "utf-8")
    shown = json.loads(endmark("check", "many.md", "--select", "stray-end-marker", "--format=json", *options).stdout)
    assert (len(shown["violations"]), shown["summary"]["error"]) == (listed, 501)
    assert sum(entry["count"] for entry in shown["unlisted"]) == 501 - listed


def test_a_config_may_be_named(endmark: Endmark, folder: Path) -> None:
    (folder / "own.yaml").write_text("rules: {stray-end-marker: off}\n", "utf-8")
    assert endmark("check", "--config", "own.yaml").exit_code == 0
    assert endmark("check", env={"ENDMARK_CONFIG": "own.yaml"}).exit_code == 0
    assert endmark("check", "--no-config", env={"ENDMARK_CONFIG": "own.yaml"}).exit_code == 1


def test_the_format_may_come_from_the_environment(endmark: Endmark) -> None:
    shown = endmark("check", env={"ENDMARK_OUTPUT_FORMAT": "json"}).stdout
    assert json.loads(shown)["summary"]["error"] == 1
    assert endmark("check", "--format", "text", env={"ENDMARK_OUTPUT_FORMAT": "json"}).stdout[0] != "{"


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ([], "<stdin>"),
        (["--stdin-filename", "posts/a.md"], "posts/a.md"),
        (["--stdin-filename", "./posts/../b.mdx"], "b.mdx"),
    ],
)
def test_standard_input(endmark: Endmark, arguments: list[str], path: str) -> None:
    result = endmark("check", "-", "--format", "concise", *arguments, stdin=CUT)
    assert result.stdout.startswith(f"{path}:3:1: error[stray-end-marker]")
    assert result.exit_code == 1


def test_standard_input_that_is_no_text(endmark: Endmark) -> None:
    result = endmark("check", "-", stdin=b"\xff")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: <stdin>:1:1: the byte 0xff is not valid UTF-8.")


def test_excludes_hold_for_names_only_when_forced(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("exclude: [cut.md]\n", "utf-8")
    assert endmark("check", "cut.md").exit_code == 1
    for arguments in (["cut.md"], ["-", "--stdin-filename", "cut.md"]):
        result = endmark("check", "--force-exclude", *arguments, stdin=CUT)
        assert result.exit_code == 0
        assert result.stderr == "note: cut.md is excluded by the configuration and was not checked.\n"
        assert result.stdout == "No file was checked.\n"
    assert endmark("check", "--force-exclude", "cut.md", "--quiet").output == ""


def test_ignored_files_are_checked_on_demand(endmark: Endmark, folder: Path) -> None:
    (folder / ".gitignore").write_text("cut.md\n", "utf-8")
    assert endmark("check").exit_code == 0
    assert endmark("check", "--no-ignore").exit_code == 1
    assert endmark("check", "cut.md").exit_code == 1


def test_an_output_file_is_written_whole(endmark: Endmark, folder: Path) -> None:
    (folder / "report.json").write_text("old", "utf-8")
    result = endmark("check", "--format", "json", "--output-file", "report.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Checked 2 files: 1 error (1 fixable).")
    assert json.loads((folder / "report.json").read_text("utf-8"))["summary"]["error"] == 1
    assert sorted(path.name for path in folder.iterdir()) == [".git", "cut.md", "report.json", "whole.md"]


def test_an_output_file_shows_problems_on_stderr_too(endmark: Endmark) -> None:
    result = endmark("check", "gone.md", "--format", "json", "--output-file", "report.json", "-q")
    assert result.stderr.startswith("error: gone.md: there is no such file or folder.")


def test_several_reports_in_one_run(endmark: Endmark, folder: Path) -> None:
    result = endmark("check", "--output", "json:a.json", "--output", "github:b.txt", "--output", "concise")
    assert result.exit_code == 1
    assert result.stdout == endmark("check", "--format", "concise").stdout
    assert result.stderr == ""
    assert (folder / "a.json").read_text("utf-8") == endmark("check", "--format", "json").stdout
    assert (folder / "b.txt").read_text("utf-8") == endmark("check", "--format", "github").stdout


def test_reports_in_files_only_leave_the_summary_for_the_screen(endmark: Endmark) -> None:
    result = endmark("check", "--output", "json:a.json", "--output", "concise:b.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Checked 2 files: 1 error (1 fixable).")
    assert not endmark("check", "--output", "json:a.json", "-q").stderr


@pytest.mark.parametrize("arguments", [("whole.md",), ("cut.md",), ("gone.md",), ("cut.md", "--exit-zero")])
def test_the_exit_code_never_depends_on_the_format(endmark: Endmark, arguments: tuple[str, ...]) -> None:
    expected = endmark("check", *arguments).exit_code
    for name in FORMATS:
        assert endmark("check", *arguments, "--format", name).exit_code == expected
        assert endmark("check", *arguments, "--output", f"{name}:out").exit_code == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output", "jsn:a"), "there is no format 'jsn'. Did you mean 'json'?"),
        (("--output", "a.json"), "there is no format 'a.json'."),
        (("--output", "json:"), "'json:' names no file: write json or json:FILE."),
        (("--output", "json", "--output", "github:-"), "two reports go to the screen"),
        (("--output", "json:a", "--output", "github:a"), "two reports go to a: name another file"),
        (("--output", "json:a", "--format", "text"), "--output takes the place of --format and --output-file"),
        (("--output", "json:a", "--output-file", "b"), "--output takes the place of --format and --output-file"),
    ],
)
def test_outputs_that_make_no_sense(endmark: Endmark, folder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = endmark("check", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert sorted(path.name for path in folder.iterdir()) == [".git", "cut.md", "whole.md"]


@pytest.mark.parametrize(
    ("columns", "widest"), [("60", 60), ("30", 32), ("200", 120), ("", 120), ("wide", 120), ("0", 120)]
)
def test_the_screen_decides_how_wide_a_source_line_is_shown(
    endmark: Endmark, folder: Path, columns: str, widest: int
) -> None:
    (folder / "cut.md").write_text(f"{'The gate is open. ' * 20}---END---\n", "utf-8")
    result = endmark("check", "cut.md", env={"COLUMNS": columns})
    source = next(line for line in result.stdout.splitlines() if line.startswith("1 | "))
    assert widest - 24 <= len(source) <= widest


def test_output_wins_over_the_format_of_the_environment(endmark: Endmark) -> None:
    result = endmark("check", "--output", "concise", env={"ENDMARK_OUTPUT_FORMAT": "json"})
    assert result.stdout == endmark("check", "--format", "concise").stdout


@pytest.mark.parametrize("target", ["gone/report", "folder"])
def test_an_output_file_that_cannot_be_written(endmark: Endmark, folder: Path, target: str) -> None:
    (folder / "folder").mkdir()
    result = endmark("check", "whole.md", "--output-file", target, "--exit-zero")
    assert result.exit_code == 2
    assert f"error: {target}: the report could not be written: " in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [".git", "cut.md", "folder", "whole.md"]


@pytest.mark.parametrize(
    ("arguments", "env", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--format", "json", "--color", "always"], {}, False),
    ],
)
def test_color(endmark: Endmark, arguments: list[str], env: dict[str, str], *, colored: bool) -> None:
    assert ("\x1b[" in endmark("check", *arguments, env=env).stdout) is colored


def test_suppressed_findings_are_shown_on_demand(endmark: Endmark, folder: Path) -> None:
    text = "The gate opens.\n\n<!-- endmark-disable-next-line stray-end-marker -- on purpose -->\n---END---\n"
    (folder / "cut.md").write_text(text, "utf-8")
    result = endmark("check", "cut.md")
    assert result.exit_code == 0
    assert result.stdout == "Checked 1 file: nothing found (1 suppressed).\n"
    verbose = endmark("check", "cut.md", "--verbose").stdout
    assert "(suppressed: on purpose)" in verbose
    assert "help: endmark explain stray-end-marker" in verbose


def test_statistics(endmark: Endmark) -> None:
    assert "\n1  stray-end-marker\n" in endmark("check", "--statistics").stdout


@pytest.mark.parametrize("arguments", [["."], ["--format", "json", "cut.md"], ["--quiet", "cut.md"], ["whole.md"]])
def test_a_profile_stands_on_stderr_and_changes_nothing_else(endmark: Endmark, arguments: list[str]) -> None:
    plain, profiled = endmark("check", *arguments), endmark("check", "--profile", *arguments)
    assert (profiled.stdout, profiled.exit_code) == (plain.stdout, plain.exit_code)
    words = [line.partition("  ")[0] for line in profiled.stderr.splitlines()]
    for word in ("layer", "find files", "parse", "report", "rule", "duplicate-paragraph", "file", arguments[-1]):
        assert word in words or word == "."


def test_a_profile_of_standard_input(endmark: Endmark) -> None:
    result = endmark("check", "--profile", "-", stdin=CUT)
    assert result.exit_code == 1
    assert "\n<stdin>  " in result.stderr


def test_a_profile_of_a_run_that_could_not_start(endmark: Endmark) -> None:
    result = endmark("check", "--profile", "--config", "gone.yaml")
    assert result.exit_code == 2
    assert "0 files took" in result.stderr
