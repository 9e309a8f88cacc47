from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from endmark.linting.checking.run import run
from endmark.linting.codec import unpack_outcome
from endmark.linting.execution import chunks, pool
from endmark.linting.execution.pool import Method, check_in_processes
from endmark.linting.file_result import FileResult, Outcome
from endmark.linting.files.discovery import FoundFile, find_files
from endmark.reporters import render
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest

DAMAGED = "# Gate\n\nThe gate opens at dawn and\n\n---END---\n\nThe gate opens at dawn, and it closes at dusk.\n\n" * 3
CONFIG = """\
rules:
  reading-time-mismatch: error
rule_paths: [house]
overrides:
  - files: [c*.md]
    rules: {stray-end-marker: warning}
  - files: ['*.md']
    when: {layout: post}
    since: 2020-01-01
    rules: {truncated-sentence: off}
"""
RULE = """\
id: dusk
check: pattern
severity: info
summary: Dusk.
why: Dusk.
message: "{match} again."
options: {anywhere: ['d(?P<found>us)k']}
examples: {bad: ["At d{==us==}k.\\n"], good: ["At dawn.\\n"]}
"""

forks = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a copy of this process is not safe")


def unheard(_done: int, _total: int) -> None:
    pass


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is a chunk of its own, and worth a process."""
    monkeypatch.setattr(pool, "WORTHWHILE", {"fork": 0, "spawn": 0})
    monkeypatch.setattr(chunks, "SMALLEST", 1)


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder) -> None:  # noqa: ARG001
    """Processes are copies of this one, so that they know what a test defines, even where the tests run in threads."""
    monkeypatch.setattr(pool, "choose_start_method", lambda: "fork")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with findings, own rules, overrides, and files that cannot be read."""
    posts = {f"{name}{number}.md": DAMAGED * number for name in "abc" for number in (1, 2, 3)}
    posts["b9.md"] = f"---\nlayout: post\ndate: 2024-05-01\nreading_time: 90\n---\n\n{DAMAGED}"
    for name, text in posts.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "b4.md").write_bytes(b"\xff\xfe")
    (tmp_path / "a4.md").symlink_to("nowhere.md")
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "dusk.yaml").write_text(RULE, "utf-8")
    (tmp_path / "endmark.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


@pytest.mark.parametrize("method", [pytest.param("fork", marks=forks), "spawn"])
def test_the_same_bytes_for_one_process_and_for_two(
    method: Method,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,  # noqa: ARG001
) -> None:
    monkeypatch.setattr(pool, "choose_start_method", lambda: method)
    settings = load_settings(SettingsRequest(cwd=site))
    found = find_files(["."], cwd=site)
    one, two = (run(found.files, settings, jobs=jobs) for jobs in (1, 2))
    assert len(one.violations) > 100
    assert len(one.problems) == 2
    for name in ("json", "text", "sarif"):
        first, second = (render(report, name, verbose=True, statistics=True) for report in (one, two))
        assert first == second
    assert one == two


@pytest.fixture
def files(tmp_path: Path) -> list[FoundFile]:
    return [FoundFile(str(tmp_path / name), name) for name in ("a.md", "b.md", "c.md", "d.md", "e.md")]


def by_name(file: FoundFile) -> Outcome:
    return FileResult(language=file.shown)


def by_process(_file: FoundFile) -> Outcome:
    return FileResult(blocks=os.getpid())


def check_all(files: list[FoundFile], check: Callable[[FoundFile], Outcome], jobs: int | None) -> dict[int, Outcome]:
    """What comes out of the files in several processes, by their indexes."""
    return {index: unpack_outcome(packed) for index, packed in check_in_processes(files, check, unheard, jobs=jobs)}


def processes(outcomes: Mapping[int, Outcome]) -> set[int]:
    return {outcome.blocks for outcome in outcomes.values() if isinstance(outcome, FileResult)}


@forks
@pytest.mark.usefixtures("copies")
@pytest.mark.parametrize(("jobs", "most"), [(2, 2), (99, 5)])
def test_no_more_processes_than_asked_for_and_than_there_are_chunks(
    files: list[FoundFile], jobs: int, most: int
) -> None:
    found = check_all(files, by_process, jobs)
    assert len(found) == len(files)
    assert os.getpid() not in processes(found)
    assert 1 <= len(processes(found)) <= most


@pytest.mark.parametrize(("jobs", "cores", "bytes_"), [(1, 2, 0), (None, 1, 0), (2, 2, 1_000_000)])
def test_no_process_is_started_that_does_not_pay_off(
    files: list[FoundFile], jobs: int | None, cores: int, bytes_: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "count_available_cpus", lambda: cores)
    monkeypatch.setattr(pool, "WORTHWHILE", {"fork": bytes_, "spawn": bytes_})
    assert check_all(files, by_process, jobs) == {}


def test_what_is_read_elsewhere_is_checked_in_this_process(files: list[FoundFile], tmp_path: Path) -> None:
    asked: list[str] = []

    def read(file: FoundFile) -> bytes:
        asked.append(file.shown)
        return b"Text.\n"

    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path))
    assert run(files, settings, read=read, jobs=2).file_count == len(asked) == len(files)


@forks
@pytest.mark.usefixtures("copies")
def test_progress_counts_up_to_all_files(files: list[FoundFile]) -> None:
    heard: list[tuple[int, int]] = []
    deque(check_in_processes(files, by_name, lambda done, total: heard.append((done, total)), jobs=2))
    assert heard == [(done, 5) for done in range(1, 6)]


def refuse(*_arguments: object) -> int:
    raise BlockingIOError


@forks
@pytest.mark.usefixtures("copies")
def test_where_no_process_can_be_started_this_one_does_the_work(
    files: list[FoundFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in files:
        file.path.write_text(DAMAGED, "utf-8")
    monkeypatch.setattr(os, "fork", refuse)
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path))
    assert run(files, settings, jobs=2) == run(files, settings, jobs=1)


def leave() -> None:
    os._exit(7)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@forks
@pytest.mark.usefixtures("copies")
@pytest.mark.parametrize(("end", "reason"), [(leave, "exit code 7"), (be_killed, "Killed")])
@pytest.mark.parametrize("fatal", [{"b.md"}, {"a.md", "e.md"}, {"a.md", "b.md", "c.md", "d.md", "e.md"}])
@pytest.mark.parametrize("smallest", [1, 64_000])
def test_a_file_that_ends_its_process_is_a_problem_and_the_others_go_on(
    files: list[FoundFile],
    end: Callable[[], None],
    reason: str,
    fatal: set[str],
    smallest: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(file: FoundFile) -> Outcome:
        if file.shown in fatal:
            end()
        return by_name(file)

    monkeypatch.setattr(chunks, "SMALLEST", smallest)
    found = check_all(files, check, 2)
    for index, file in enumerate(files):
        outcome = found[index]
        assert isinstance(outcome, FileResult)
        if file.shown in fatal:
            (problem,) = outcome.problems
            assert problem.path == file.shown
            assert f"came to an end ({reason})" in problem.message
        else:
            assert outcome == by_name(file)


PATIENT = """
import os, signal, threading
from endmark.linting.checking import file_check
from endmark.linting.codec import unpack_outcome
from endmark.linting.execution import chunks, pool
def wait(*_, **__):
    os.write(1, b".")
    threading.Event().wait()
# Whoever runs the tests in the background made this process deaf to interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
chunks.SMALLEST, pool.WORTHWHILE = 1, {"fork": 0}
{patience} = wait
from endmark.cli.main import main
main()
"""


@contextmanager
def endmark(
    patience: str, folder: Path, environment: Mapping[str, str], *, waiting: int
) -> Iterator[subprocess.Popen[bytes]]:
    """`endmark check` with two processes, in a session of its own, when so many of them wait in this function.

    Whatever happens, none of them lives on.
    """
    (folder / "a.md").write_text(DAMAGED, "utf-8")
    (folder / "b.md").write_text(DAMAGED, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", PATIENT.replace("{patience}", patience), "check", "--no-config", "--jobs", "2", "."],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout
            for _ in range(waiting):
                assert process.stdout.read(1) == b"."
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def interrupt_all(process: subprocess.Popen[bytes]) -> None:
    """What a terminal does on Ctrl-C."""
    os.killpg(process.pid, signal.SIGINT)


def interrupt_one(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)


# Here and below, the output ends when the last process has ended that could write to it.
@forks
@pytest.mark.parametrize("interrupt", [interrupt_all, interrupt_one])
def test_an_interrupt_ends_all_processes_at_once(
    interrupt: Callable[[subprocess.Popen[bytes]], None], tmp_path: Path, plain_environment: Mapping[str, str]
) -> None:
    with endmark("file_check.analyse", tmp_path, plain_environment, waiting=2) as process:
        interrupt(process)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, b"\nInterrupted: the check is not complete.\n")


@forks
def test_nobody_goes_on_when_the_process_that_asks_is_gone(
    tmp_path: Path, plain_environment: Mapping[str, str]
) -> None:
    with endmark("pool.keep_packed", tmp_path, plain_environment, waiting=1) as process:
        process.kill()
        _, errors = process.communicate(timeout=30)
    assert errors == b""


HOSTILE = """
from pathlib import Path
from endmark.linting.codec import unpack_outcome
from endmark.linting.execution import chunks, pool
from endmark.linting.files.discovery import find_files
from endmark.linting.checking.run import run
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest

if __name__ == "__main__":
    pool.WORTHWHILE, chunks.SMALLEST, pool.choose_start_method = {"spawn": 0}, 1, lambda: "spawn"
    here = Path.cwd()
    settings = load_settings(SettingsRequest(use_config=False, cwd=here))
    print(len(run(find_files(["."], cwd=here).files, settings, jobs=2).violations))
"""


def test_new_processes_import_nothing_that_lies_beside_the_articles(
    tmp_path: Path, plain_environment: Mapping[str, str]
) -> None:
    site, program = tmp_path / "site", tmp_path / "programs/run.py"
    for folder in (site, program.parent):
        folder.mkdir()
    program.write_text(HOSTILE, "utf-8")
    for name in "ab":
        (site / f"{name}.md").write_text("Text.\n\n---END---\n", "utf-8")
    for name in ("multiprocessing", "signal", "yaml", "struct", "endmark"):
        (site / f"{name}.py").write_text("open('told', 'w').write(__name__)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=site,
        env=plain_environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,  # where they do, none of them ever answers
    )
    assert done.stdout == "2\n", done.stderr
    assert not (site / "told").exists()
