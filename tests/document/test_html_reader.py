"""HTML becomes blocks that know where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.article import read_article
from endmark.document.blocks import ATOM, Block
from endmark.document.model import Document
from endmark.document.source import make_source

Row = tuple[str, str]


def read(text: str) -> Document:
    return read_article(make_source(text, "a.html"), "html")


def rows(text: str) -> list[Row]:
    return [(block.kind, block.text.content) for block in read(text).blocks]


def paragraphs(*texts: str) -> list[Row]:
    return [("paragraph", text) for text in texts]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<p>One.</p><p>Two.", paragraphs("One.", "Two.")),
        ("<P CLASS='a>b'>One</P>two<div>three</div>", paragraphs("One", "two", "three")),
        ("<h2>Start</h2>\n<p>One", [("heading", "Start"), ("paragraph", "One")]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", [*(("list-item", item) for item in "abc"), ("paragraph", "d")]),
        ("<dl><dt>a<dd>b</dl>", [("list-item", "a"), ("list-item", "b")]),
        ("<blockquote><p>a</p></blockquote><p>b", [("quote", "a"), ("paragraph", "b")]),
        ("<table><tr><td>a<p>b</p><td>c <table><td>d</table></table>e", [("table", "a\nb\nc\nd"), ("paragraph", "e")]),
        ("a<hr>b", [("paragraph", "a"), ("thematic-break", ""), ("paragraph", "b")]),
        ("<pre>a <b>\nb</pre>c", [("code", ""), ("paragraph", "c")]),
        # white space and breaks
        ("<p> a\n  b\tc  </p>", paragraphs("a\nb c")),
        ("a<br>b <br/> c", paragraphs("a\nb\nc")),
        ("a<br>\n<br>b", paragraphs("a", "b")),
        ("<p>a <b> b</b>c</p>", paragraphs("a bc")),
        ("<p>&nbsp;</p><p> </p>", []),
        # codes for characters
        ("a &amp; b &lt;c&gt; &#x65E5;&#26412; &unknown; &amp", paragraphs("a & b <c> 日本 &unknown; &amp")),
        ("1 < 2 & 3 > 2", paragraphs("1 < 2 & 3 > 2")),
        # what is seen, and is no text
        ("a <code>x < y</code> <img src=x> <svg><text>b</text></svg> c", paragraphs(f"a {ATOM} {ATOM} {ATOM} c")),
        ("<ruby>漢<rp>(</rp><rt>かん</rt>字<rt>じ</ruby>です", paragraphs("漢字です")),
        # what is not seen
        ("<title>T</title><style>p {}</style>a<script>if (a<b) '</p>'</script>b", paragraphs("ab")),
        ("<nav><a>x</a><nav>y</nav></nav>a<template><p>z</p></template>", paragraphs("a")),
        ("<!DOCTYPE html><?x?></ >a<!-- b > c -->d", paragraphs("ad")),
        ("<script>a", []),
        ('<p>a</p><p class="b', paragraphs("a")),
        # what nothing closes hides no text, if browsers show it
        ("<nav><p>a</p><nav>b", paragraphs("a", "b")),
        ("a <code>b", paragraphs("a b")),
        ("<p>a</li></b></table>b", paragraphs("ab")),
        # templates are filled in only where a program reads the front matter
        ("<p>{{ title }} a", paragraphs("{{ title }} a")),
        ("---\ntitle: T\n---\n<p>{{ title }} a", paragraphs(f"{ATOM * 11} a")),
        ("<p>a\0b</p>", paragraphs("a\x1ab")),
    ],
)
def test_blocks(text: str, blocks: list[Row]) -> None:
    assert rows(text) == blocks


def test_levels_depths_marks_and_images() -> None:
    document = read("<h3>a</h3><ul><li><blockquote>b <b>c <a>d</b> e</blockquote></ul><img><img><p lang=ja>です</p>")
    assert [(block.kind, block.level, block.depth) for block in document.blocks] == [
        *(("heading", 3, 0), ("quote", 0, 2), ("paragraph", 0, 0), ("paragraph", 0, 0)),
    ]
    assert [tuple(mark) for mark in document.blocks[1].marks] == [("Link", 4, 5), ("Strong", 2, 5)]
    assert (document.images, document.blocks[3].language, document.markup) == (2, "ja", "html")


@pytest.mark.parametrize(
    ("text", "comments", "last"),
    [("a<!-- b -->c", [" b "], "paragraph"), ("a<!-->b", [""], "paragraph"), ("<p>a<!-- b", [], "comment")],
)
def test_comments(text: str, comments: list[str], last: str) -> None:
    document = read(text)
    assert [comment.text for comment in document.comments] == comments
    assert document.blocks[-1].kind == last


TAGS = "p,/p,b,/b,li,/li,ul,/ul,h1,/h1,table,td,/table,br,code,/code,pre,/pre,nav,/nav,img,a href='x>y',rt,svg/,hr"
PARTS = (
    "a",
    "雨。",
    " ",
    "\n",
    "&amp;",
    "&",
    "<",
    ">",
    '"',
    "=",
    "<!--",
    "-->",
    "</",
    *(f"<{tag}>" for tag in TAGS.split(",")),
)


def get_letters(block: Block, text: str) -> list[tuple[str, str]]:
    """Each letter that is seen, and what the source has in its place."""
    content = block.text.content
    spans = [block.text.map_span(start, start + 1) for start in range(len(content))]
    assert all(block.span.start <= span.start <= span.end <= block.span.end for span in spans)
    return list(zip(content, (text[span.start : span.end] for span in spans), strict=True))


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_every_letter_maps_to_itself(text: str) -> None:
    for block in read(text).blocks:
        for seen, written in get_letters(block, text):
            if seen not in f"{ATOM} \n" and written != "&amp;":
                assert written == seen


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_blocks_stand_in_order_and_do_not_overlap(text: str) -> None:
    ends = [end for block in read(text).blocks for end in block.span]
    assert ends == sorted(ends)
