"""`endmark blocks` shows what an article is read as."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

SHOWN = """\
cut.md: Markdown, dialect markdown (Markdown, with what is unmistakable of every dialect)
1  heading    prose  und  Garden
3  paragraph  prose  und  The gate opens at dawn.
5  marker     -      -    ---END---
7  paragraph  prose  und  It closes at dusk.
"""


def test_each_block_has_a_line(endmark: Endmark) -> None:
    result = endmark("blocks", "cut.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, SHOWN, "")


def test_json(endmark: Endmark, folder: Path) -> None:
    (folder / "a.md").write_text("![](gate.png)\n", "utf-8")
    result = endmark("blocks", "a.md", "--format", "json")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert shown.pop("blocks") == [
        {
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 14,
            "kind": "paragraph",
            "role": "embed",
            "language": "und",
            "words": "\ufffc",
        }
    ]
    assert shown == {"path": "a.md", "markup": "markdown", "dialect": "markdown", "language": "und"}


def test_the_config_says_how_it_is_read(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("dialect: mkdocs\n", "utf-8")
    assert endmark("blocks", "cut.md").stdout.startswith("cut.md: Markdown, dialect mkdocs (")
    (folder / "a.html").write_text("<p>The gate is open.</p>\n", "utf-8")
    assert endmark("blocks", "a.html").stdout.startswith("a.html: HTML\n1  paragraph  prose")


def test_an_empty_file(endmark: Endmark, folder: Path) -> None:
    (folder / "a.txt").write_text("", "utf-8")
    assert endmark("blocks", "a.txt").stdout == "a.txt: plain text\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.md", "none.md: cannot read this file: No such file or directory."),
        ("a.toml", "`.toml` is not a format endmark reads."),
        ("endmark.yaml", "is not a format endmark reads."),
    ],
)
def test_what_cannot_be_read(endmark: Endmark, folder: Path, name: str, message: str) -> None:
    if name != "none.md":
        (folder / name).write_text("", "utf-8")
    result = endmark("blocks", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
