from __future__ import annotations

import pytest

from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.reporters.html.visible import Found, find_visible, show_source, show_text


def show(source: str, *found: str, window: Span | None = None) -> str:
    (block,) = read_document(make_source(source, "a.md")).blocks
    places = [Found(Span(source.index(one), source.index(one) + len(one)), "cut", one) for one in found]
    return show_text(block, source, places, window)


@pytest.mark.parametrize(
    ("source", "found", "expected"),
    [
        ("A *fine* day.", (), "A <em>fine</em> day."),
        ("A *fine* day.", ("fine* d",), "A <mark class=cut><em>fine</em> d</mark>ay."),
        ("Run `a < b` now.", (), "Run <code>a &lt; b</code> now."),
        ("See ![a & b](x.png).", (), "See <span class=image>a &amp; b</span>."),
        ("A [link](https://x.example/) here.", (), "A <u>link</u> here."),
        ("a &amp; b &lt;", (), "a &amp; b &lt;"),
        ("東京は*夜*です。", ("夜*で",), "東京は<mark class=cut><em>夜</em>で</mark>す。"),
        ("One two.", ("One two", "two."), "<mark class=cut>One two.</mark>"),
        ("A **bold** word.", ("**",), "A <strong>bold</strong> word."),
    ],
)
def test_a_block_is_shown_as_it_is_read(source: str, found: tuple[str, ...], expected: str) -> None:
    shown = show(source, *found)
    assert shown.replace("</mark><mark class=cut>", "") == expected.replace("</mark><mark class=cut>", "")


def test_a_window_is_a_part_of_the_text() -> None:
    assert show("One *two* three.", window=Span(2, 5)) == "e <em>t</em>"


@pytest.mark.parametrize(
    ("part", "expected"),
    [("two", (4, 7)), ("*two*", (4, 7)), ("e *t", (2, 5)), ("&amp;", (8, 9)), ("amp", (8, 9))],
)
def test_the_visible_text_of_a_stretch_of_source_is_found(part: str, expected: tuple[int, int]) -> None:
    source = "One *two* &amp; three"
    (block,) = read_document(make_source(source, "a.md")).blocks
    assert find_visible(block, Span(source.index(part), source.index(part) + len(part))) == expected


def test_source_is_shown_letter_by_letter() -> None:
    assert show_source("a <b>\r\nc", Span(0, 8), [Found(Span(2, 5), "other", "x")]) == (
        "a <mark class=other>&lt;b&gt;</mark>\nc"
    )
