"""Anchors behind headings are no text, where headings have them."""

from __future__ import annotations

import pytest

from endmark.document.dialect import Dialect
from endmark.document.reader import read_document
from endmark.document.source import make_source


def read_headings(text: str, dialect: Dialect) -> list[tuple[str, str]]:
    """What each heading shows, and where in the source that is."""
    blocks = read_document(make_source(text, "a.md"), dialect).blocks
    return [
        (block.text.content, text[slice(*block.text.map_span(0, len(block.text.content)))])
        for block in blocks
        if block.kind == "heading"
    ]


@pytest.mark.parametrize("dialect", ["svelte", "mdx"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# 门 [[门]]\n\n打开。\n\n## 铃[[ling]]\n\n响了。", ["门", "铃"]),
        ("# Das Tor[[das-tor]]\r\n\r\n## Die Glocke [[glocke]]  \r\n", ["Das Tor", "Die Glocke"]),
        ("---\ntitle: x\n---\n# Ворота [[vorota]]\n\n### Звонок [[zvonok]]", ["Ворота", "Звонок"]),
        ("# Part 2 is done! [[part-2-is-done]]\n\nYes.", ["Part 2 is done!"]),
        # One is a name that was never put in, as is one that stands alone or in a sentence.
        ("# Welcome, [[name]]\n\n## The gate", ["Welcome, [[name]]", "The gate"]),
        ("# [[name]]\n\n## [[place]]", ["[[name]]", "[[place]]"]),
        ("# Dear [[name]]!\n\n## At [[place]]!", ["Dear [[name]]!", "At [[place]]!"]),
    ],
)
def test_anchors_are_not_shown(text: str, shown: list[str], dialect: Dialect) -> None:
    assert read_headings(text, dialect) == [(heading, heading) for heading in shown]


def test_code_keeps_them() -> None:
    text = "# Tor [[tor]]\n\n## Ein Dach [[dach]]\n\n```\n# Tor [[tor]]\n```\n"
    document = read_document(make_source(text, "a.md"), "svelte")
    assert [block.text.content for block in document.blocks] == ["Tor", "Ein Dach", ""]


@pytest.mark.parametrize("dialect", ["markdown", "docusaurus", "hugo"])
def test_elsewhere_they_are_text(dialect: Dialect) -> None:
    text = "# Tor [[tor]]\n\n## Glocke [[glocke]]"
    assert [shown for shown, _ in read_headings(text, dialect)] == ["Tor [[tor]]", "Glocke [[glocke]]"]
