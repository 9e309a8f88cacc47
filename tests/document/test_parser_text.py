from __future__ import annotations

import pytest

from endmark.document.blocks import ATOM
from endmark.document.dialect import Dialect
from endmark.document.parser_text import adapt
from endmark.document.reader import read_document
from endmark.document.source import make_source


@pytest.mark.parametrize(
    ("image", "dialect", "visible"),
    [
        ("![雨](a.svg =500x)", "zenn", ATOM),
        ("![雨](a.svg =500x)", "markdown", ATOM),
        ('![sun](a/b.png "Sun" =50x20 )', "markdown", ATOM),
        ("![дождь](https://example.org/a_1.png  =x200)", "markdown", ATOM),
        ("![a](b =x)", "zenn", "![a](b =x)"),
        ("![a](b c =500x)", "zenn", "![a](b c =500x)"),
        ("![雨](a.svg =500x)", "gfm", "![雨](a.svg =500x)"),
        ("![雨](a.svg =500x)", "hugo", "![雨](a.svg =500x)"),
    ],
)
def test_the_size_of_an_image_is_no_part_of_its_address(image: str, dialect: Dialect, visible: str) -> None:
    (block,) = read_document(make_source(f"{image}\n", "a.md"), dialect).blocks
    assert (block.text.content, block.span) == (visible, (0, len(image.rstrip())))


@pytest.mark.parametrize("text", ["a\n```\t\nb", "![a](b =9x9)", "`` ` ``\t\n", "|a\t|\n~~~ \t", "a\tb ``` c\t\n"])
def test_every_other_character_stays_where_it_is(text: str) -> None:
    adapted = adapt(text, "markdown")
    assert len(adapted) == len(text)
    assert all(now in {was, " "} for was, now in zip(text, adapted, strict=True))
