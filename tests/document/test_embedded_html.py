"""HTML in the midst of Markdown becomes blocks of the kinds that Markdown has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.blocks import ATOM, PROSE
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span

Row = tuple[str, str]


def read(text: str) -> Document:
    return read_document(make_source(text, "a.md"))


def rows(text: str) -> list[Row]:
    return [(block.kind, block.text.content) for block in read(text).blocks]


def paragraphs(*texts: str) -> list[Row]:
    return [("paragraph", text) for text in texts]


HTML = ("html", "")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<p>One.</p>\n<p>Two.</p>\n", paragraphs("One.", "Two.")),
        ("<!-- wp:paragraph -->\n<p>雨。</p>\n<!-- /wp:paragraph -->\n", [("comment", ""), *paragraphs("雨。")]),
        ("<h2>Начало</h2>\n<p>Сад.</p>\n", [("heading", "Начало"), ("paragraph", "Сад.")]),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", [("list-item", "a"), ("list-item", "b")]),
        ("<blockquote>\n<p>a</p>\n</blockquote>\n", [("quote", "a")]),
        ("<div>a <b>b</b> <code>c</code> &amp; d</div>\n", paragraphs(f"a b {ATOM} & d")),
        ("<table>\n<tr><td>a</td>\n<td>b</td></tr>\n</table>\n", [("table", "a\nb")]),
        # Markdown in between
        ("<div>\n\n# A\n\nb **c**\n\n</div>\n", [HTML, ("heading", "A"), ("paragraph", "b c"), HTML]),
        ("<div>a **b**\n\nc **d**\n</div>\n", [*paragraphs("a **b**", "c d"), HTML]),
        # an element goes on behind a blank line where something closes it there
        (
            "<table>\n<tr><td>a</td>\n\n<td>b</td></tr>\n</table>\n\n<p>c\n",
            [*(("table", x) for x in "ab"), ("paragraph", "c")],
        ),
        ("<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\n\n<div>c\n", [*(("list-item", x) for x in "ab"), ("paragraph", "c")]),
        ("<svg>\n<text>a</text>\n\n<g>\n<text>b</text>\n</svg>\n<p>c\n", [HTML, *paragraphs("c")]),
        ("<nav>\n<nav>a\n\n<p>b</nav>\n\n<p>c</p>\n</nav>\n<p>d\n", [HTML, HTML, *paragraphs("d")]),
        # what nothing closes ends where its HTML does
        ("<table>\n<tr><td>a\n\n<p>b\n", [("table", "a"), ("paragraph", "b")]),
        ("<ul>\n<li>a\n\n<p>b\n", [("list-item", "a"), ("paragraph", "b")]),
        ("<nav>\n<p>a\n\n<p>b\n", paragraphs("a", "b")),
        ('<div class="a\n\n<p title="b">c\n', [HTML, *paragraphs("c")]),
        ("<iframe src=a>\n\n<p>b\n", [HTML, *paragraphs("b")]),
        # what says nothing
        ('<p align="center">\n<a href="a"><img src="b"></a> • <img>\n</p>\n\n<br>\n', [HTML, HTML]),
        ("<p>a</p>\n<p><img></p>\n<p>b</p>\n", [*paragraphs("a"), HTML, *paragraphs("b")]),
        # what is not seen
        ("<script>\nlet a\n\nb\n</script>\n<p>c\n", [("code", ""), *paragraphs("c")]),
        ("<div><script>a</script><style>b</style>c</div>\n", paragraphs("c")),
        ("<div hidden>a</div>\n<p style='color: red; display:none'>b</p>\n<p>c</p>\n", paragraphs("c")),
        ("<div class='hidden none' title='hidden'>a</div>\n", paragraphs("a")),
        ("<div><pre>a\nb</pre>c</div>\n", [("code", ""), *paragraphs("c")]),
        ("<div>\na <!-- b --> c\n</div>\n", paragraphs("a c")),
        ("<!-- a --> <!-- b -->\n", [("comment", "")]),
        ("<div>a\n<!-- b\n", [*paragraphs("a"), ("comment", "")]),
        # components of a site part the text where they stand alone
        ("<x-note>\na\n<x-tip />\nb <x-key>c</x-key> d\n</x-note>\n", paragraphs("a", "b c d")),
        # in lists and quotations
        ("- <p>a</p>\n- b\n", [("list-item", "a"), ("list-item", "b")]),
        ("> <div>\n> a\n> b > c\n> </div>\n", [("quote", "a\nb > c")]),
        ("> - <p>a\n>   b</p>\n>\n>   c\n", [("list-item", "a\nb"), ("list-item", "c")]),
        ("[^1]: <p>a</p>\n\nb[^1]\n", [("footnote", "a"), ("paragraph", "b")]),
        # what another program fills in
        ("<p>a {{ b }} c</p>\n", paragraphs(f"a {ATOM * 7} c")),
        ("<p>a\n> {{ b }}\nc</p>\n", paragraphs("a\n>\nc")),
    ],
)
def test_html_becomes_blocks(text: str, blocks: list[Row]) -> None:
    assert rows(text) == blocks


def test_depths_levels_images_and_stretches() -> None:
    text = "- <ul><li>a</li></ul>\n\n<h3>b <img></h3>\n\n<!-- c -->\n\nd ![](e)\n"
    document = read(text)
    assert [(block.kind, block.level, block.depth) for block in document.blocks] == [
        *(("list-item", 0, 2), ("heading", 3, 0), ("comment", 0, 0), ("paragraph", 0, 0)),
    ]
    assert document.images == 2
    assert [document.source.get_excerpt(span) for span in document.html] == ["<ul><li>a</li></ul>", "<h3>b <img></h3>"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("<details>\n<summary>見る</summary>\n<p>雨。</p>\n</details>\n", ["label", "prose"]),
        ("<dl><dt>a</dt><dd>b</dd><dt>c<dd>d</dl>\n", ["term", "prose", "term", "prose"]),
        ("<figure><figcaption>Der Teich</figcaption></figure><p>b</p>\n", ["caption", "prose"]),
        ("<form><label for=x>Il giardino</label> <p>b</p></form>\n", ["label", "prose"]),
        ("<p>b <label>c</label></p>\n", ["prose"]),
        # What stands in the middle
        ("<p align=center>a\n<p>b\n", ["label", "prose"]),
        (
            "<div align='CENTER'>\n<div>a</div>\n<p>b\n<h1>c</h1>d\n</div>e\n",
            ["label", "label", "prose", "label", "prose"],
        ),
        ("<p style='color: red; text-align:center'>a</p>\n<p class='center'>b</p>\n", ["label", "prose"]),
        ("<center>\n\nA tool\n\n# T\n\nb\n\n</center>\n\nc\n", ["label", "prose", "label", "prose"]),
        ("<center>\n\nA tool\n\nb\n", ["prose", "prose"]),
        # Whose words they are
        (
            "<aside>\n<p>a</p>\n<p>— <a>@b</a> über c</p>\n</aside>\n<p>— d</p>\n",
            ["prose", "attribution", "attribution"],
        ),
        (
            "<blockquote>雨\n<footer>―― 山田</footer></blockquote>\n<p>– b c d e f g h i j</p>\n",
            ["prose", "attribution", "prose"],
        ),
        ("<figure><img><p>a</p>\n\n<p>-- mantenedor de todo</p></figure>\n", ["prose", "attribution"]),
        # One line in a component
        ("<x-terminal>\nnpm i\n</x-terminal>\n\n<x-note>\na\nb\n</x-note>\n", ["label", "prose"]),
        ("<x-note>\n<p>A word.</p>\n<x-tip />\n</x-note>\n<p>b\n", ["prose", "prose"]),
    ],
)
def test_elements_say_what_their_text_is_for(text: str, roles: list[str]) -> None:
    assert [block.role for block in read(text).blocks if block.text.content] == roles


def test_comments_in_html_are_known() -> None:
    document = read("a <!-- b -->\n\n<div><!-- c -->\n</div>\n\n<!-- d -->\n")
    assert [comment.text for comment in document.comments] == [" b ", " c ", " d "]


@pytest.mark.parametrize(
    ("start", "end", "holds", "cut"),
    [
        *((0, 3, False, False), (0, 4, False, False), (3, 5, False, True), (4, 4, True, False), (4, 6, True, True)),
        *((4, 8, True, False), (2, 9, False, False), (5, 5, True, True), (7, 9, True, True), (8, 9, False, False)),
    ],
)
def test_an_edit_may_replace_html_as_a_whole_only(start: int, end: int, holds: bool, cut: bool) -> None:
    html = read("ab\n\n<hr>\n").html
    assert list(html) == [Span(4, 8)]
    assert (html.holds(start), html.are_cut_by(Span(start, end))) == (holds, cut)


TAGS = "p,/p,b,/b,li,/li,ul,/ul,h1,/h1,table,td,/table,br,code,/code,pre,/pre,nav,/nav,img,Note,/Note,div hidden,/div"
PARTS = (
    *("a", "雨。", " ", "\n", "\n\n", "\n> ", "\n- ", "&amp;", "<", ">", "<!--", "-->", "**", "`", "{{ a }}"),
    *(f"<{tag}>" for tag in TAGS.split(",")),
    *(f"\n<{tag}>" for tag in TAGS.split(",")),
)


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_every_letter_maps_to_itself_and_blocks_stand_in_order(text: str) -> None:
    document = read(text)
    last = 0
    for block in document.blocks:
        assert last <= block.span.start <= block.span.end
        last = block.span.end
        for offset, seen in enumerate(block.text.content) if block.kind in PROSE else ():
            span = block.text.map_span(offset, offset + 1)
            written = document.source.get_excerpt(span)
            assert block.span.contains(span)
            assert written in {seen, "&amp;"} or seen in f"{ATOM} \n"
