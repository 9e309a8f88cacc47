"""Notebooks on the command line: what is found in their cells, and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

SENTENCE = "The sailors stayed in the harbour, and the old captain stayed with all of them, as he had every spring."
LINES = [f"{SENTENCE}\n", "\n", "<!-- endmark-disable-next-line stray-end-marker -- a sample -->\n"]


def write(*cells: tuple[str, str | list[str]], indent: int = 1, ensure_ascii: bool = True) -> str:
    written = {"cells": [{"cell_type": kind, "source": text} for kind, text in cells]}
    return json.dumps(written, indent=indent, ensure_ascii=ensure_ascii)


def find(result: Result) -> list[str]:
    return [line.split(" ")[0] + line.split(" ")[1] for line in result.stdout.splitlines() if "[" in line]


@pytest.mark.parametrize(
    ("article", "found"),
    [
        (write(("markdown", "The boats left. ---END---")), ["5:31:error[stray-end-marker]"]),
        (write(("markdown", ["# Der Hafen\n", "\n", 'Er sagt "ja". ---END---'])), ["8:22:error[stray-end-marker]"]),
        (write(("markdown", "港に雨が降る。---END---")), ["5:57:error[stray-end-marker]"]),
        (write(("markdown", "港に雨が降る。---END---"), ensure_ascii=False), ["5:22:error[stray-end-marker]"]),
        (write(("raw", "---END---"), ("code", "TODO\n---END---"), ("markdown", "The boats left.")), []),
        (
            write(("markdown", SENTENCE), ("code", "x = 1"), ("markdown", SENTENCE)),
            ["13:15:warning[duplicate-paragraph]"],
        ),
        (
            write(("markdown", "The boats left."), ("markdown", "The gulls stayed, but nobody fed them, and the")),
            ["9:37:error[truncated-sentence]"],
        ),
        (write(("markdown", "The gulls stayed with the"), ("code", "x = 1"), ("markdown", "old captain.")), []),
        (
            write(("markdown", [*LINES, "It ends. ---END---\n", "\n", "It rains. ---END---"])),
            ["11:16:error[stray-end-marker]"],
        ),
        (write(("markdown", "".join(LINES)), ("markdown", "It ends. ---END---"), indent=0), []),
        (
            write(("markdown", f"{''.join(LINES)}It ends. ---END---\n\nIt rains. ---END---"), indent=0),
            ["5:216:error[stray-end-marker]"],
        ),
        (
            write(("markdown", "```python\nx = 1"), ("code", "y = 1"), ("markdown", "It rains.")),
            ["5:15:error[unclosed-fence]"],
        ),
    ],
)
def test_findings_stand_in_the_cells(endmark: Endmark, folder: Path, article: str, found: list[str]) -> None:
    (folder / "a.ipynb").write_text(article, "utf-8")
    result = endmark("check", "a.ipynb", "--format", "concise")
    assert (find(result), result.exit_code) == (
        [f"a.ipynb:{one}" for one in found],
        int(any("error" in one for one in found)),
    )


def test_what_is_found_shows_the_file_as_it_is_written(endmark: Endmark, folder: Path) -> None:
    said = SENTENCE.replace("old", '"old"')
    (folder / "a.ipynb").write_text(write(("markdown", f"{said}\n\n{said}")), "utf-8")
    (found,) = json.loads(endmark("check", "a.ipynb", "--format", "json").stdout)["violations"]
    assert (found["excerpt"], found["message"]) == (
        json.dumps(said)[1:-1],
        "Line 5 repeats line 5 word for word; one stands beside the other.",
    )
    line = (folder / "a.ipynb").read_text("utf-8").splitlines()[4]
    assert line[found["column"] - 1 : found["end_column"] - 1] == found["excerpt"]


def test_a_condition_on_front_matter_does_not_take_the_notebook_for_it(endmark: Endmark, folder: Path) -> None:
    rules = "rules: {stray-end-marker: 'off'}"
    (folder / "endmark.yaml").write_text(f"overrides: [{{when: {{nbformat: '4'}}, {rules}}}]", "utf-8")
    (folder / "a.ipynb").write_text('{"nbformat": "4",\n' + write(("markdown", "It rains. ---END---"))[1:], "utf-8")
    assert find(endmark("check", "a.ipynb", "--format", "concise")) == ["a.ipynb:6:25:error[stray-end-marker]"]


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("", ["a.ipynb:7:13:warning[repeated-field]"]),
        ("<!-- endmark-disable-file repeated-field -- a sample -->", []),
    ],
)
def test_a_comment_covers_what_several_files_say(
    endmark: Endmark, folder: Path, comment: str, found: list[str]
) -> None:
    article = f"---\ntitle: A long rain at sea\ndate: 2026-03-15\n---\n\n{comment}\n\nIt rains."
    (folder / "b.md").write_text("---\ntitle: A long rain at sea\ndate: 2026-03-14\n---\n\nIt snows.\n", "utf-8")
    (folder / "a.ipynb").write_text(write(("markdown", article.splitlines(keepends=True))), "utf-8")
    result = endmark("check", "a.ipynb", "b.md", "--format", "concise")
    assert find(result) == found


def test_nothing_is_repaired(endmark: Endmark, folder: Path) -> None:
    article = write(("markdown", "The boats left the harbour at six.\n\n---END---"))
    (folder / "a.ipynb").write_text(article, "utf-8")
    result = endmark("fix", "a.ipynb", "--unsafe")
    assert (result.exit_code, (folder / "a.ipynb").read_text("utf-8")) == (1, article)
    assert "endmark repairs Markdown only, not Jupyter notebook" in endmark("check", "a.ipynb", "--verbose").stdout


@pytest.mark.parametrize("command", [("check",), ("fix",), ("blocks",)])
def test_what_is_no_notebook_is_an_error(endmark: Endmark, folder: Path, command: tuple[str, ...]) -> None:
    (folder / "a.ipynb").write_text('{"nbformat": 4}', "utf-8")
    result = endmark(*command, "a.ipynb")
    assert result.exit_code == 2
    assert "a.ipynb:1:1: this file cannot be read as a notebook: it has no `cells`." in result.stderr


def test_blocks_stand_in_the_file(endmark: Endmark, folder: Path) -> None:
    (folder / "a.ipynb").write_text(
        write(("markdown", "# The port"), ("code", "x = 1"), ("markdown", "It rains.")), "utf-8"
    )
    shown = json.loads(endmark("blocks", "a.ipynb", "--format", "json").stdout)
    assert (shown["markup"], shown["dialect"]) == ("notebook", None)
    places = [(block["kind"], block["line"], block["column"], block["end_column"]) for block in shown["blocks"]]
    assert places == [("heading", 5, 15, 25), ("code", 9, 15, 20), ("paragraph", 13, 15, 24)]


def test_a_search_finds_what_include_names(endmark: Endmark, folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "a.ipynb").write_text(write(("markdown", "The boats left. ---END---")), "utf-8")
    assert find(endmark("check", "new", "--format", "concise")) == []
    (folder / "endmark.yaml").write_text("include: ['*.ipynb']", "utf-8")
    assert find(endmark("check", "new", "--format", "concise")) == ["new/a.ipynb:5:31:error[stray-end-marker]"]
