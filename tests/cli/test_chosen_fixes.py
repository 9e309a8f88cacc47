"""Repairs that somebody chooses: by an answer to each, by the line of a finding, by its fingerprint."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

GATE = "The gate opens at dawn, when the first walkers come down the hill from the village."
HERON = "池のほとりでは、庭師が帰って水がまた静かになるまで、一羽の鷺がじっと待っています。"
BENCH = "Every bench was painted green last autumn by the children of the school in the valley."
POST = f"{GATE}\n\n---END---\n\n{HERON}\n\n---END---\n\n{BENCH}\n\n[END]\n"
WITHOUT_SECOND = f"{GATE}\n\n---END---\n\n{HERON}\n\n{BENCH}\n\n[END]\n"
CLEAN = f"{GATE}\n\n{HERON}\n\n{BENCH}\n"


@pytest.fixture(autouse=True)
def posts(folder: Path) -> Path:
    (folder / "cut.md").unlink()
    (folder / "whole.md").unlink()
    (folder / "endmark.yaml").write_text("fail_on: error\nrules:\n  untranslated-passage: off\n", "utf-8")
    for name in ("a.md", "b.md"):
        (folder / name).write_text(POST, "utf-8")
    return folder


def ask(endmark: Endmark, answers: str, *arguments: str) -> Result:
    return endmark("fix", "--interactive", *arguments, stdin="".join(f"{answer}\n" for answer in answers))


@pytest.mark.parametrize(
    ("answers", "left", "asked"),
    [
        ("nnn" * 2, (POST, POST), 6),
        ("yyy" + "nnn", (CLEAN, POST), 6),
        # All of a kind, in the other files too.
        ("a", (CLEAN, CLEAN), 1),
        ("d", (POST, POST), 1),
        # To stop keeps what was done; the end of the input stops, too.
        ("yyyq", (CLEAN, POST), 4),
        ("yyy", (CLEAN, POST), 4),
        ("", (POST, POST), 1),
        # What is no answer explains the answers.
        ("?yyyq", (CLEAN, POST), 5),
        ("x", (POST, POST), 2),
    ],
)
def test_answers_decide(answers: str, left: tuple[str, str], asked: int, endmark: Endmark, posts: Path) -> None:
    result = ask(endmark, answers)
    for name, text in zip(("a.md", "b.md"), left, strict=True):
        assert (posts / name).read_text("utf-8") == text
    assert result.stdout.count("[y,n,a,d,e,q,?]? ") == asked
    assert result.stdout.count("q - stop here") == ("?" in answers or "x" in answers)
    assert result.exit_code == (POST in left)
    assert "left" in result.stdout.splitlines()[-1]


def test_a_proposal_shows_what_would_change(endmark: Endmark) -> None:
    assert ask(endmark, "q", "a.md").stdout.splitlines()[:13] == [
        "",
        "a.md:3:1: error[stray-end-marker] Stray end marker ---END---.",
        "fix: take out the marker (safe)",
        "@@ -1,6 +1,4 @@",
        f" {GATE[:79]}…",
        "-",
        "----END---",
        " ",
        f" {HERON}",
        " ",
        "Do this (2 more in this file) [y,n,a,d,e,q,?]? ",
        "Nothing was repaired. 3 findings are left: 3 errors.",
    ]


@pytest.mark.parametrize("flag", ["--diff", "--dry-run"])
def test_nothing_is_written_where_it_is_only_to_be_shown(flag: str, endmark: Endmark, posts: Path) -> None:
    result = ask(endmark, "yyyq", "a.md", flag)
    assert (posts / "a.md").read_text("utf-8") == POST
    assert "Would repair 1 file: 3 fixes" in result.output
    assert ("+++ b/a.md" in result.stdout) == (flag == "--diff")


def test_somebody_writes_it_anew(endmark: Endmark, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.edit", lambda text, **_: f"{text}Two herons.\n\n")
    ask(endmark, "eq", "a.md")
    assert (posts / "a.md").read_text("utf-8") == POST.replace("---END---\n\n", "Two herons.\n\n", 1)


@pytest.mark.parametrize("written", [None, "fails"])
def test_an_editor_that_wrote_nothing_is_asked_again(
    written: str | None, endmark: Endmark, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true" if written is None else "no-such-editor-anywhere")
    monkeypatch.delenv("VISUAL", raising=False)
    result = ask(endmark, "eq", "a.md")
    assert result.stdout.count("[y,n,a,d,e,q,?]? ") == 2
    assert (posts / "a.md").read_text("utf-8") == POST


@pytest.mark.parametrize("arguments", [("-",), ("--files-from", "-"), ("--only", "a.md:3")])
def test_answers_come_from_standard_input(arguments: tuple[str, ...], endmark: Endmark) -> None:
    result = endmark("fix", "--interactive", *arguments, stdin=POST)
    assert result.exit_code == 2
    assert "--interactive reads the answers from standard input" in result.stderr


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.md:3"], POST.replace("---END---\n\n", "", 1)),
        (["./a.md:7"], WITHOUT_SECOND),
        (["a.md:3", "a.md:7"], POST.replace("---END---\n\n", "")),
    ],
)
def test_only_what_stands_in_a_line_is_repaired(names: list[str], expected: str, endmark: Endmark, posts: Path) -> None:
    endmark("fix", *(part for name in names for part in ("--only", name)))
    assert (posts / "a.md").read_text("utf-8") == expected
    assert (posts / "b.md").read_text("utf-8") == POST


@pytest.mark.parametrize("unsafe", [False, True])
def test_what_needs_unsafe_needs_it_for_one_line_too(unsafe: bool, endmark: Endmark, posts: Path) -> None:
    (posts / "a.md").write_text(f"{GATE}\n\n{HERON}\n\n{HERON}\n", "utf-8")
    endmark("fix", "--only", "a.md:5", *(["--unsafe"] if unsafe else []))
    assert (posts / "a.md").read_text("utf-8").count(HERON) == 2 - unsafe


def test_only_the_finding_of_a_fingerprint_is_repaired(endmark: Endmark, posts: Path) -> None:
    found = json.loads(endmark("check", "--format", "json", "b.md").stdout)["violations"]
    endmark("fix", "--only", found[1]["fingerprint"])
    assert (posts / "a.md").read_text("utf-8") == POST
    assert (posts / "b.md").read_text("utf-8") == WITHOUT_SECOND


@pytest.mark.parametrize("name", ["a.md:1", "c.md:3", "a.md", "a.md:x", "0123456789abcdef"])
def test_a_name_without_a_finding_is_an_error_and_nothing_is_written(name: str, endmark: Endmark, posts: Path) -> None:
    result = endmark("fix", "--only", "a.md:3", "--only", name)
    assert (result.exit_code, (posts / "a.md").read_text("utf-8")) == (2, POST)
    assert f"there is no finding at {name!r}. Name a line as `endmark check` does" in result.stderr


def test_only_finds_its_file_under_another_config(endmark: Endmark, posts: Path) -> None:
    (posts / "blog").mkdir()
    (posts / "blog" / "endmark.yaml").write_text("fail_on: warning\n", "utf-8")
    (posts / "blog" / "c.md").write_text(POST, "utf-8")
    endmark("fix", "--only", "blog/c.md:3")
    assert (posts / "blog" / "c.md").read_text("utf-8") == POST.replace("---END---\n\n", "", 1)
    assert (posts / "a.md").read_text("utf-8") == POST
