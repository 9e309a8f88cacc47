from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from endmark.cli import console
from endmark.errors import Problem
from endmark.phrase import phrase


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
    ],
)
def test_use_color(choice: console.ColorChoice, environ: dict[str, str], *, terminal: bool, expected: bool) -> None:
    assert console.use_color(choice, environ, is_terminal=terminal) is expected


def test_problems_are_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    console.write_problems([Problem(phrase("no\x1b[2J\nerror: forged"), "a\r.md", hint=phrase("Try."))])
    assert capsys.readouterr().err == "error: a␍.md: no␛[2J␊error: forged Try.\n"


def test_problems_may_be_coloured(capsys: pytest.CaptureFixture[str]) -> None:
    console.write_problems([Problem(phrase("no"))], color=True)
    assert capsys.readouterr().err == "\x1b[1;31merror\x1b[0m: no\n"


@pytest.mark.parametrize(
    ("watched", "columns", "said"),
    [
        (True, "40", "error: a.md: this file cannot be read,\n    as it is gone.\n"),
        (True, "12", "error: a.md: this file cannot be read, as it is gone.\n"),
        (True, "", "error: a.md: this file cannot be read, as it is gone.\n"),
        (False, "40", "error: a.md: this file cannot be read, as it is gone.\n"),
    ],
)
def test_problems_are_broken_at_words_on_a_screen(
    watched: bool, columns: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda _stream: watched)
    monkeypatch.setenv("COLUMNS", columns)
    console.write_problems([Problem(phrase("this file cannot be read, as it is gone."), "a.md")])
    assert capsys.readouterr().err == said


def test_streams_are_prepared_for_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding="cp932", newline="\n")
    monkeypatch.setattr(sys, "stdout", stream)
    console.prepare_streams()
    console.write("日本☃\ud800\n")
    assert buffer.getvalue() == "日本☃\\ud800\n".encode()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(*times: float) -> Callable[[], float]:
    moments = iter(times)
    return lambda: next(moments)


def test_progress_appears_after_a_second_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = console.make_progress_line({}, clock=ticking(0.0, 0.5, 1.2, 1.2, 1.25, 1.4, 1.4))
    assert show is not None
    for done in range(1, 6):
        show(done, 5)
    assert terminal.getvalue() == "\r\x1b[KChecked 2 of 5 files\r\x1b[KChecked 4 of 5 files\r\x1b[K"


def test_progress_elsewhere_says_how_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    # Each asks for the time twice: how long it took, and whether it is time to tell.
    show = console.make_work_line(
        {}, clock=ticking(0.0, 0.0, 0.9, 0.9, 90.0, 90.0, 91.0, 4000.0, 4000.0, 4001.0, 4100.0)
    )
    assert show is not None
    show(1, 5_000, 1_000, 40_000_000)
    show(100, 5_000, 1_000_000, 40_000_000)
    show(4_900, 5_000, 39_000_000, 40_000_000)
    show(5_000, 5_000, 40_000_000, 40_000_000)
    lines = terminal.getvalue().split("\r\x1b[K")
    assert lines == [
        "",
        "Checked 100 of 5,000 articles, 1.0 of 40.0 MB; 0:58:30 left",
        "Checked 4,900 of 5,000 articles, 39.0 of 40.0 MB; 0:01:43 left",
        "",
    ]


def test_progress_elsewhere_begins_with_what_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = console.make_progress_line({}, console.say_read, clock=ticking(0.0, 1.2, 1.3))
    assert show is not None
    show(1_000, 2_000)
    show(2_000, 2_000)
    assert terminal.getvalue() == "\r\x1b[KRead 1,000 of 2,000 tables or archives\r\x1b[K"
    assert console.make_progress_line({"CI": "true"}, console.say_read) is None


def test_a_short_run_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show = console.make_progress_line({}, clock=ticking(0.0, 0.5))
    assert show is not None
    show(1, 2)
    show(2, 2)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("environ", [{"CI": "true"}, {"PRE_COMMIT": "1"}, {"TERM": "dumb"}])
def test_nobody_watches_a_machine(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert console.make_progress_line(environ) is None


def test_a_file_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert console.make_progress_line({}) is None


class Gone(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


def test_a_reader_that_went_away_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Gone())
    console.write("text")


class Lines(io.StringIO):
    """A reader that goes away after the first line, as `head -1` does."""

    def write(self, text: str) -> int:
        if self.getvalue():
            raise BrokenPipeError
        return super().write(text)


def test_what_nobody_reads_any_more_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, pieces = Lines(), iter(["one\n", "two\n", "three\n", "four\n"])
    monkeypatch.setattr(sys, "stdout", stream)
    console.write_pieces(pieces)
    assert (stream.getvalue(), list(pieces)) == ("one\n", ["three\n", "four\n"])


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        (2, 10, "2 | fail_on: loud\n  |          ^^^^\n"),
        (2, None, "2 | fail_on: loud\n  | ^^^^^^^\n"),
        (3, 8, "3 | lang: “庭”\n  |        ^^\n"),
        (4, 1, ""),
        (9, 1, ""),
        (None, None, ""),
    ],
)
def test_a_person_sees_the_line_of_a_mistake_in_a_config(
    line: int | None,
    column: int | None,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "endmark.yaml"
    path.write_text("rules: {}\nfail_on: loud\nlang: “庭”\n\n", encoding="utf-8")
    problem = Problem(phrase("this is wrong."), path.as_posix(), line, column, subject="settings")
    for watched, shown in ((True, expected), (False, "")):
        monkeypatch.setattr(console, "is_terminal", lambda _stream, watched=watched: watched)
        console.write_problems([problem, problem._replace(subject="article")])
        assert capsys.readouterr().err == f"error: {problem}\n{shown}error: {problem}\n"


def test_a_config_that_is_gone_shows_no_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda _stream: True)
    problem = Problem(phrase("this is wrong."), "gone.yaml", 1, 1, subject="settings")
    console.write_problems([problem])
    assert capsys.readouterr().err == f"error: {problem}\n"
