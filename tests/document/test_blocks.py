from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.blocks import ATOM
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source

Parse = Callable[[str], Document]


def kinds(document: Document) -> list[tuple[str, str]]:
    """Each block as (kind, its source)."""
    return [(block.kind, document.source.get_excerpt(block.span)) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A *b*\n\nText\nmore\n", [("heading", "# A *b*"), ("paragraph", "Text\nmore")]),
        ("Title\n---\n\nText", [("heading", "Title\n---"), ("paragraph", "Text")]),
        ("- a\n- b\n\n  c\n", [("list-item", "a"), ("list-item", "b"), ("list-item", "c")]),
        ("1.  **a:**\n    body\n", [("list-item", "**a:**\n    body")]),
        ("- a\n\t- b\n", [("list-item", "a"), ("list-item", "b")]),
        ("> a\n> b\n>\n> - c\n", [("quote", "a\n> b"), ("list-item", "c")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", [("table", "| a | b |\n|---|---|\n| 1 | 2 |")]),
        ("```\na\n```\t\nb\n", [("code", "```\na\n```"), ("paragraph", "b")]),
        ("~~~~ js\na\t\n~~~~ \t \n雨\n", [("code", "~~~~ js\na\t\n~~~~"), ("paragraph", "雨")]),
        ("- ```\n  a\n  ```\t\r\n- b\n", [("code", "```\n  a\n  ```"), ("list-item", "b")]),
        ("> ```\n> a\n> ```\t\n\nb\n", [("code", "```\n> a\n> ```"), ("paragraph", "b")]),
        ("```\n---END---\n```\n", [("code", "```\n---END---\n```")]),
        ("    indented\n", [("code", "indented")]),
        ("<div>\nhi\n</div>\n", [("paragraph", "hi")]),
        ("<div>\n<img>\n</div>\n", [("html", "<img>")]),
        ("<div>\n\n# A\n\n</div>\n", [("html", "<div>"), ("heading", "# A"), ("html", "</div>")]),
        ("<pre>\nEND\n</pre>\n", [("code", "<pre>\nEND\n</pre>")]),
        ("<STYLE>\na\n\n</STYLE>\n\nb\n", [("code", "<STYLE>\na\n\n</STYLE>"), ("paragraph", "b")]),
        ("<pre>\nA\n</Pre>\n雨\n", [("code", "<pre>\nA\n</Pre>"), ("paragraph", "雨")]),
        ("<!-- a -->\n<!-- b -->\n", [("comment", "<!-- a -->"), ("comment", "<!-- b -->")]),
        ("Text[^1]\n\n[^1]: Note.\n", [("paragraph", "Text[^1]"), ("footnote", "Note.")]),
        ("a\n\n---\n\nb\n", [("paragraph", "a"), ("thematic-break", "---"), ("paragraph", "b")]),
        ("{{< figure src=x >}}\n\nText\n", [("directive", "{{< figure src=x >}}"), ("paragraph", "Text")]),
        (":::note\nText\n:::\n", [("directive", ":::note"), ("paragraph", "Text"), ("directive", ":::")]),
        ("import A from './a'\n\nText\n", [("directive", "import A from './a'"), ("paragraph", "Text")]),
        (
            "{% highlight py %}\na b\n{% endhighlight %}\n",
            [("code", "{% highlight py %}\na b\n{% endhighlight %}")],
        ),
        ("$$\nx = 1\n$$\n", [("directive", "$$\nx = 1\n$$")]),
        ("```\n{{ x }}\n```\n", [("code", "```\n{{ x }}\n```")]),
        (
            "  Text \t\n\n門　\n\n- 雨\n  雪\n",
            [("paragraph", "Text"), ("paragraph", "門　"), ("list-item", "雨\n  雪")],
        ),
        ("一\n\n&amp;\n\n二\\\n\n\\*三\n", [("paragraph", text) for text in ("一", "&amp;", "二\\", "\\*三")]),
        ("Text\r\nmore\r\n\r\nLast\r\n", [("paragraph", "Text\r\nmore"), ("paragraph", "Last")]),
        ("[ref]: https://example.org\n\nText\n", [("paragraph", "Text")]),
    ],
)
def test_blocks_have_a_kind_and_their_own_source(parse: Parse, text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("**bold** and *it*", "bold and it"),
        ("a [link](https://example.org 'title') b", "a link b"),
        ("a ![picture](p.png) b", f"a {ATOM} b"),
        ("a ![雨](p.svg =500x) b", f"a {ATOM} b"),
        ("a ![дождь](https://example.org/p =x200) b", f"a {ATOM} b"),
        ("run `---END---` now", f"run {ATOM} now"),
        ("a &amp; b &#x3042;", "a & b あ"),
        ("a <b>c</b> d<br>e", "a c d\ne"),
        ("a <!-- no --> b", "a  b"),
        ("a{/* no */} b", "a b"),
        ("see <https://example.org>", "see https://example.org"),
        ("x \\* y", "x * y"),
        ("one[^1] two\n\n[^1]: n", "one two"),
        ("- [ ] task", "task"),
        ("~~old~~ new", "old new"),
        ("hello {{ name }}!", f"hello {ATOM * 10}!"),
        ("# Title {#an-id}", "Title"),
    ],
)
def test_visible_text_is_what_a_reader_sees(parse: Parse, text: str, visible: str) -> None:
    assert parse(text).blocks[0].text.content == visible


@pytest.mark.parametrize(
    ("text", "part", "source"),
    [
        ("a **b** c", "b", "b"),
        ("a **b** c", "a b", "a **b"),
        ("a &amp; b", "& b", "&amp; b"),
        ("雨 *雪* 風", "雪 風", "雪* 風"),
        ("> a\n> b", "a\nb", "a\n> b"),
        ("x `y` z", f"{ATOM} z", "`y` z"),
    ],
)
def test_visible_text_maps_back_to_the_source(parse: Parse, text: str, part: str, source: str) -> None:
    document = parse(text)
    visible = document.blocks[0].text
    start = visible.content.index(part)
    assert document.source.get_excerpt(visible.map_span(start, start + len(part))) == source


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("これは日本語の文章です。", ["ja"]),
        ("这是一个中文的句子。", ["zh"]),
        ("이것은 한국어 문장입니다.", ["ko"]),
        ("The cat sat on the mat.", ["en"]),
        ("Der Hund und die Katze sind auf dem Dach.", ["de"]),
        ("Это предложение на русском языке.", ["ru"]),
        ("Це речення українською мовою, і в ньому є їжа.", ["uk"]),
        ("Гэты сказ на беларускай мове, ён кароткі.", ["und"]),
        ("Това изречение не е на руски.", ["und"]),
        ("Сад открыт с весны, и вы можете войти.\n\nСад закрыт.", ["ru", "ru"]),
        ("Bahçe ilkbahar için açıldı ve çok daha büyük bir kapısı var.", ["tr"]),
        ("Kebun ini dibuka untuk umum dan tidak pernah ditutup.", ["id"]),
        ("Khu vườn đã mở cửa và không có cổng cho những người đến muộn.", ["vi"]),
        ("Ogród nie jest duży, ale może być otwarty przez cały rok dla gości, którzy się spóźnią.", ["pl"]),
        ("Hagen er åpen til kvelden, og det er ikke en av de store.", ["nb"]),
        ("Trädgården är öppen till kvällen, och det har inte varit någon där.", ["sv"]),
        # What several languages have in common is no proof of one of them.
        ("El jardín de la escuela en el valle es grande.", ["es"]),
        ("El jardín se abre en abril y no se cierra.\n\nBancos de madera en venta.", ["es", "es"]),
        ("«le chat’les rues»", ["fr"]),
        ("La più grande è una città\u2060della costa…", ["it"]),
        ("“The cat” — and — “the dog”", ["en"]),
        ("«Їжак» — це тварина…", ["uk"]),
        ("Η γάτα — “cat” — κάθεται…", ["el"]),
        ("“…” — ☀", ["und"]),
        ("นี่คือประโยคภาษาไทย", ["th"]),
        ("これは日本語です。\n\n概要\n\nOpenAI", ["ja", "ja", "ja"]),
        ("---\nlang: fr-CA\n---\nBonjour", ["fr"]),
        ("12:30", ["und"]),
    ],
)
def test_each_block_has_a_language(parse: Parse, text: str, languages: list[str]) -> None:
    assert [block.language for block in parse(text).blocks] == languages


def test_comments_in_code_are_none(parse: Parse) -> None:
    text = "<!-- a -->\n\nx <!-- b -->\n\n`<!-- c -->`\n\n```\n<!-- d --> {/* e */}\n```\n\n{/* f */}\n"
    assert [comment.text.strip() for comment in parse(text).comments] == ["a", "b", "f"]


PARTS = (*"ab雨。、 \n*_`[]()<>!#-+>|&;{}:%=/~$\\\"'1.\t\r", "\n\n", "---END---", "😀", "```", "{{", "}}", "é")
MARKDOWN = st.lists(st.sampled_from(PARTS), max_size=80).map("".join)


@given(MARKDOWN)
def test_every_piece_of_visible_text_maps_to_its_own_source(text: str) -> None:
    document = read_document(make_source(text, "a.md"))
    for block in document.blocks:
        content = block.text.content
        assert 0 <= block.span.start <= block.span.end <= len(text)
        for start in range(len(content)):
            span = block.text.map_span(start, start + 1)
            assert block.span.start <= span.start <= span.end <= block.span.end
            written = document.source.get_excerpt(span)
            if len(written) == 1 and content[start] != ATOM and not content[start].isspace():
                assert written == content[start]


@given(MARKDOWN)
def test_blocks_stand_in_order_and_do_not_overlap(text: str) -> None:
    blocks = read_document(make_source(text, "a.md")).blocks
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(blocks))
