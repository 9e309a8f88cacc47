"""Streams that are closed, full or left by their reader: 0, 1 and 2 mean what they always mean."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from endmark.cli import console

Endmark = Callable[..., Result]

if not Path("/dev/full").exists():
    pytest.skip("needs the streams of Linux", allow_module_level=True)

COMMANDS = {
    "check whole.md": 0,
    "check cut.md": 1,
    "check --format json cut.md": 1,
    "check --output-file out.json cut.md": 1,
    "check missing.md": 2,
    "fix --diff cut.md": 1,
    "fix whole.md": 0,
    "rules": 0,
    "explain stray-end-marker": 0,
    "baseline create --baseline new.jsonl .": 0,
    "config show": 0,
    "config validate": 2,
    "init --dry-run": 0,
    "cache dir": 0,
    "schema config": 0,
    "calibrate cut.md": 0,
    "--version": 0,
    "--help": 0,
    "check --help": 0,
    "nonsense": 2,
}
"""Commands with the exit code that they have when every stream is sound; none needs standard input."""

WRITES_NOTHING = {"check --output-file out.json cut.md", "check missing.md", "config validate", "nonsense"}
"""Commands that say what they say on stderr or in a file."""

STREAMS = {
    "stdin closed": ("closed", "file", "file"),
    "stdout closed": ("file", "closed", "file"),
    "stdout full": ("file", "full", "file"),
    "stdout left": ("file", "left", "file"),
    "stderr closed": ("file", "file", "closed"),
    "stderr full": ("file", "file", "full"),
    "stderr left": ("file", "file", "left"),
    "both left": ("file", "left", "left"),
    "both full": ("file", "full", "full"),
    "all closed": ("closed", "closed", "closed"),
}
"""What becomes of stdin, stdout and stderr."""

RUN = """
import importlib, json, os, sys, tempfile
from endmark.cli import main
from endmark.ruleset.builtin import load_builtin_rules
load_builtin_rules()
for module, _ in main._COMMANDS.values():
    importlib.import_module(module)

def prepare(number, state):
    if state == "closed":
        os.close(number)
        return None
    if state == "left":
        reader, writer = os.pipe()
        os.close(reader)
    else:
        writer = os.open("/dev/full" if state == "full" else "/dev/null", os.O_RDWR)
    os.dup2(writer, number)
    os.close(writer)
    return open(number, "w" if number else "r", closefd=False)

codes = []
for arguments, states in json.load(sys.stdin):
    for name in ("new.jsonl", "out.json"):
        if os.path.exists(name):
            os.unlink(name)
    child = os.fork()
    if not child:
        sys.argv[1:] = arguments
        sys.stdin, sys.stdout, sys.stderr = [prepare(number, state) for number, state in enumerate(states)]
        main.main()
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(codes))
"""
"""One Python that has loaded endmark once runs every case in a child of its own."""


@pytest.mark.parametrize("streams", STREAMS)
def test_every_command_keeps_its_exit_code(streams: str, plain_environment: Mapping[str, str]) -> None:
    cases = [(command.split(), STREAMS[streams]) for command in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(cases),
        env=plain_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    fails = STREAMS[streams][1] in ("closed", "full")
    expected = {command: 2 if fails and command not in WRITES_NOTHING else code for command, code in COMMANDS.items()}
    assert dict(zip(COMMANDS, json.loads(done.stdout), strict=True)) == expected


def shell(command: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m endmark"
    return subprocess.run(
        ["sh", "-c", command.replace("endmark", program, 1)], env=env, check=False, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("endmark check whole.md >&-", 2, "error: standard output cannot be written: it is closed. "),
        ("endmark check whole.md >/dev/full", 2, "standard output cannot be written: No space left on device. "),
        ("endmark check cut.md 2>&- >/dev/null", 1, ""),
        ("endmark check - <&-", 2, "standard input cannot be read: it is closed. "),
        ("endmark fix - <&-", 2, "standard input cannot be read: it is closed. "),
        ("endmark check --files-from - <&-", 2, "standard input cannot be read: it is closed. "),
        ("endmark fix - <cut.md >/dev/full", 2, "standard output cannot be written: No space left on device. "),
        ("endmark check - 0>out.md", 2, "standard input cannot be read: "),
    ],
)
def test_what_is_said(command: str, code: int, said: str, plain_environment: Mapping[str, str]) -> None:
    done = shell(command, plain_environment)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
@pytest.mark.parametrize(("reader", "code"), [("head -c 1", 1), ("cat >/dev/null", 1), ("", 2)])
def test_a_long_report_that_ends_in_the_middle(
    form: str, reader: str, code: int, folder: Path, plain_environment: Mapping[str, str]
) -> None:
    (folder / "cut.md").write_text("Part of a text.\n\n---END---\n\n" * 700, "utf-8")
    check = f"endmark check --max-findings 0 --format {form} --select stray-end-marker cut.md"
    command = f"{{ {check}; echo $? >&2; }} | {reader}" if reader else f"{check} >/dev/full; echo $? >&2"
    *said, last = shell(command, plain_environment).stderr.splitlines()
    assert (int(last), "No space left" in "".join(said)) == (code, code == 2)
    assert "Traceback" not in "".join(said)


def test_no_file_takes_the_place_of_a_closed_stream(folder: Path, plain_environment: Mapping[str, str]) -> None:
    shell("endmark check --format json --output-file out.json cut.md <&- >&- 2>&-", plain_environment)
    assert json.loads((folder / "out.json").read_text("utf-8"))["summary"]["violations"] == 1


def test_the_other_reports_are_written_all_the_same(folder: Path, plain_environment: Mapping[str, str]) -> None:
    done = shell("endmark check --output text --output json:out.json cut.md missing.md >/dev/full", plain_environment)
    assert json.loads((folder / "out.json").read_text("utf-8"))["summary"]["violations"] == 1
    assert "missing.md: there is no such file or folder." in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "check .",
        "check -",
        "check --staged",
        "check --changed-since HEAD",
        ".",
        "fix .",
        "fix -",
        "rules",
        "rules test",
        "rules new a-rule",
        "config show",
        "config validate",
        "init",
        "init .",
        "baseline create",
        "baseline update",
        "baseline prune",
        "calibrate .",
        "explain stray-end-marker",
        "explain a.md",
        "schema config --output-file a.json",
        "cache dir --cache-dir a",
        "cache clean --cache-dir a",
    ],
)
def test_a_deleted_folder_is_said(
    endmark: Endmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = endmark(*command.split(), stdin="Text.\n")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: the folder you are in is gone. Go to a folder that exists.\n")


def test_another_missing_file_is_no_deleted_folder(monkeypatch: pytest.MonkeyPatch, endmark: Endmark) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "a")

    monkeypatch.setattr(console, "write", fail)
    assert isinstance(endmark("rules").exception, FileNotFoundError)


def test_an_interrupted_run_is_130_whatever_the_streams(plain_environment: Mapping[str, str], folder: Path) -> None:
    code = (
        "import sys; from endmark.cli import check, main\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "check.check = stop; sys.argv[1:] = ['check', '.']; main.main()"
    )
    with open(os.devnull) as closed:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=plain_environment, check=False, stdin=closed, stderr=closed
        )
    assert done.returncode == 130
