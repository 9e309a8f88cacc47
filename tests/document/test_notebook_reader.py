"""Notebooks: what is read of them, and where it stands in the file."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.article import read_article
from endmark.document.model import Document
from endmark.document.source import make_source
from endmark.errors import InputError


def read(text: str) -> Document:
    return read_article(make_source(text, "a.ipynb"), "notebook")


def write(*cells: tuple[str, Any], **how: Any) -> str:
    return json.dumps({"cells": [{"cell_type": kind, "source": text} for kind, text in cells], "nbformat": 4}, **how)


def show(document: Document) -> list[tuple[str, str]]:
    """The blocks, each with what stands at its place in the file."""
    text = document.file.text
    return [(block.kind, _unescape(text[slice(*document.locate(block.span))])) for block in document.blocks]


def _unescape(written: str) -> str:
    joined = re.sub(r'(?<!\\)",\s*"', "", written)
    return str(json.loads(f'"{joined}"'))


MARKDOWN, CODE, RAW = "markdown", "code", "raw"
V3 = """
{"worksheets": [{"cells": [
 {"cell_type": "heading", "level": 2, "source": ["Port"]},
 {"cell_type": "code", "input": "x = 1"}
]}], "nbformat": 3}
"""


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (write((MARKDOWN, "# The port\n\nIt rains.")), [("heading", "# The port"), ("paragraph", "It rains.")]),
        (
            write((MARKDOWN, ["# The port\n", "\n", "It\n", "rains."]), indent=1),
            [("heading", "# The port"), ("paragraph", "It\nrains.")],
        ),
        (write((MARKDOWN, "港に雨が降る。")), [("paragraph", "港に雨が降る。")]),
        (write((MARKDOWN, "港に雨が降る。"), ensure_ascii=False), [("paragraph", "港に雨が降る。")]),
        (write((MARKDOWN, 'Über "Wasser" \\n 😀 fährt er.')), [("paragraph", 'Über "Wasser" \\n 😀 fährt er.')]),
        (
            '{"cells": [{"source": "Ein\\u0020Boot \\/ \\ud83d.", "cell_type": "markdown"}]}',
            [("paragraph", "Ein Boot / \ud83d.")],
        ),
        (
            write((MARKDOWN, "It rains."), (CODE, ["print('~~~~')\n", "```"]), (MARKDOWN, "It stops.")),
            [("paragraph", "It rains."), ("code", "print('~~~~')\n```"), ("paragraph", "It stops.")],
        ),
        (write((MARKDOWN, "It rains."), (RAW, "It snows."), (CODE, ""), (MARKDOWN, [])), [("paragraph", "It rains.")]),
        (write((MARKDOWN, "It\trains.\r\n\r\nIt stops.")), [("paragraph", "It\trains."), ("paragraph", "It stops.")]),
        ('{"cells": [{"cell_type": "code", "source": "x", "outputs": [{"text": ["]}", "y"]}]}]}', [("code", "x")]),
        ('{"metadata": {"cells": [1]}, "cells": [], "nbformat": 4}', []),
        (
            V3,
            [("heading", "Port"), ("code", "x = 1")],
        ),
    ],
)  # fmt: skip
def test_every_block_stands_where_it_says(text: str, blocks: list[tuple[str, str]]) -> None:
    document = read(text)
    assert (show(document), document.markup) == (blocks, "notebook")


def test_half_of_a_pair_is_no_character() -> None:
    assert (
        read('{"cells": [{"cell_type": "markdown", "source": "a \\udc00 b"}]}').blocks[0].text.content == "a \ufffd b"
    )


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("", "1:1", "it is no JSON (expecting value)."),
        ('{"cells": [\n{"cell_type": ]}', "2:15", "it is no JSON (expecting value)."),
        ('{"cells": [{"cell_type": "markdown", "source": "It ra', "1:48", "it is no JSON (unterminated string"),
        ('"' + '\\"' * 2_000, "1:1", "it is no JSON (unterminated string"),
        ("[]", "1:1", "a notebook is no object of JSON."),
        ('\n {"nbformat": 4}', "2:2", "it has no `cells`."),
        ('{"cells": {}}', "1:11", "`cells` is no array of JSON."),
        ('{"cells": [7]}', "1:12", "a cell is no object of JSON."),
        ('{"cells": [{"source": "a"}]}', "1:12", "a cell has no `cell_type`."),
        ('{"cells": [{"cell_type": "markdown"}]}', "1:12", "a cell has no `source`."),
        ('{"cells": [{"cell_type": "markdown", "source": null}]}', "1:48", "a `source` is no array of JSON."),
        ('{"cells": [{"cell_type": "markdown", "source": ["a", 1]}]}', "1:54", "what stands in a cell is no text."),
        ('{"cells": ' + "[" * 100_000, "1:110", "it is nested more than 100 levels deep."),
    ],
)
def test_what_is_no_notebook_is_refused(text: str, place: str, why: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    assert str(raised.value).startswith(f"a.ipynb:{place}: this file cannot be read as a notebook: {why}")


PARAGRAPHS = st.lists(st.text(st.sampled_from('aéあ😀"\\/ \t.'), min_size=1).map(lambda text: f"b{text}b"), min_size=1)


@given(
    st.lists(st.tuples(st.sampled_from([MARKDOWN, CODE]), PARAGRAPHS)),
    st.booleans(),
    st.booleans(),
    st.none() | st.just(1),
)
def test_what_stands_at_a_place_is_what_is_said(
    cells: list[tuple[str, list[str]]], ascii_only: bool, as_lines: bool, indent: int | None
) -> None:
    texts = [(kind, "\n\n".join(paragraphs)) for kind, paragraphs in cells]
    written = [(kind, text.splitlines(keepends=True) if as_lines else text) for kind, text in texts]
    document = read(write(*written, ensure_ascii=ascii_only, indent=indent))
    source = document.source.text
    for block in document.blocks:
        content = source[slice(*block.span)]
        if block.kind == CODE:
            content = content.partition("\n")[2].rpartition("\n")[0]
        assert _unescape(document.file.text[slice(*document.locate(block.span))]) == content
