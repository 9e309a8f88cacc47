"""Markup that shows: tables of what is found, what a fix makes of it, and what is left alone."""

from __future__ import annotations

from typing import Literal

import pytest

from endmark.checks import Scope
from endmark.checks.markup.emphasis_signs import Renderer
from endmark.checks.markup.literal_markup import Options, find
from endmark.document.dialect import Dialect
from endmark.document.markdown import parse
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import Match

PROSE = Scope(kinds=frozenset({"paragraph", "heading", "list-item", "quote", "footnote", "table"}))


def matches(
    text: str,
    construct: Literal["emphasis", "heading", "link"],
    renderer: Renderer | Literal["auto"] = "commonmark",
    dialect: Dialect = "markdown",
    path: str = "a.md",
) -> list[Match]:
    return list(find(read_document(make_source(text, path), dialect), Options(construct, renderer), PROSE))


def found(text: str, construct: Literal["emphasis", "heading", "link"]) -> list[str]:
    return [text[match.span.start : match.span.end] for match in matches(text, construct)]


def fixed(text: str, construct: Literal["emphasis", "heading", "link"]) -> str:
    edits = [edit for match in matches(text, construct) if match.fix for edit in match.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # Brackets and quotation marks around it all.
        ("庭の**「共同の畝」**が人気です。", "庭の「**共同の畝**」が人気です。"),
        ("庭の**“共同の畝”**が人気です。", "庭の“**共同の畝**”が人気です。"),
        ('庭の**"beds"**が人気です。', '庭の"**beds**"が人気です。'),
        ("それは**「畝」**", "それは「**畝**」"),
        ("It is the**(one)**bed.", "It is the(**one**)bed."),
        # Punctuation and additions at the end.
        ("**水やり。**朝のうちに。", "**水やり**。朝のうちに。"),
        ("**水やり？！**朝のうちに。", "**水やり**？！朝のうちに。"),
        ("**堆肥（コンポスト）**を混ぜる。", "**堆肥**（コンポスト）を混ぜる。"),
        ("**堆肥 (compost)。**を混ぜる。", "**堆肥 (compost)**。を混ぜる。"),
        ("**거름(compost)**을 섞는다.", "**거름**(compost)을 섞는다."),
        # A link.
        ("**[地図](map.html)**を見る。", "[**地図**](map.html)を見る。"),
        ("これは**[地図][1]**を見る。\n\n[1]: map.html", "これは[**地図**][1]を見る。\n\n[1]: map.html"),
        # White space inside.
        ("Do ** not ** feed.", "Do **not** feed."),
        ("Do **not ** feed.", "Do **not** feed."),
        ("庭** とても **広い", "庭 **とても** 広い"),
        ("** all of it **", "**all of it**"),
        # Within a word.
        ("とても__大切__です。", "とても**大切**です。"),
        # Others in between.
        ("**「豆」**と**「麦」**だ。", "「**豆**」と「**麦**」だ。"),
        ("**「豆」**と**「麦」**と**「米」**だ。", "「**豆**」と「**麦**」と「**米**」だ。"),
        ("**芋**と**「豆」**と**「麦」**だ。", "**芋**と「**豆**」と「**麦**」だ。"),
        # Other signs, other blocks.
        ("***「豆」***だ。", "「***豆***」だ。"),
        ("~~「豆」~~だ。", "「~~豆~~」だ。"),
        ("> 庭の\n> **「畝」**が人気です。", "> 庭の\n> 「**畝**」が人気です。"),
        ("| a |\n|---|\n| **「畝」**が |", "| a |\n|---|\n| 「**畝**」が |"),
    ],
)
def test_signs_are_moved_to_where_they_work(text: str, after: str) -> None:
    assert fixed(text, "emphasis") == after
    assert found(after, "emphasis") == []
    assert all(match.fix and match.fix.safe for match in matches(text, "emphasis"))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("***Open* at dawn.", "*Open* at dawn."),
        ("***Open* at dawn, ***shut* at dusk, ***quiet* at noon.", "*Open* at dawn, *shut* at dusk, *quiet* at noon."),
        ("門は ***朝* に開き、 ***夕* に閉まる。", "門は *朝* に開き、 *夕* に閉まる。"),
        # What would be read otherwise without them keeps them; those beside it go.
        ("A `gate`****「*「*", "A `gate`****「*「*"),
        (
            "***Open* at dawn, ******.**[map](m)**, ***shut* at dusk.",
            "*Open* at dawn, ******.**[map](m)**, *shut* at dusk.",
        ),
        (
            "***Aberto* às sete. ******.**[mapa](m)** e ***fechado* às nove.",
            "*Aberto* às sete. ******.**[mapa](m)** e *fechado* às nove.",
        ),
        ("***開門* です。 ******.**[図](m)** と ***閉門* です。", "*開門* です。 ******.**[図](m)** と *閉門* です。"),
    ],
)
def test_signs_that_are_too_many_are_taken_out(text: str, after: str) -> None:
    assert fixed(text, "emphasis") == after


def test_a_block_with_many_signs_too_many_is_read_again_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def spy(text: str, first: int) -> object:
        read.append(text)
        return parse(text, first)

    monkeypatch.setattr("endmark.checks.markup.emphasis_fix.parse", spy)
    all_go = "***Open* at dawn. " * 1_000
    assert fixed(all_go, "emphasis") == "*Open* at dawn. " * 1_000
    assert len(read) == 2  # as it is, and without them
    read.clear()
    matches("***Open* at dawn, ******.**[map](m)**, " * 1_000, "emphasis")
    assert len(read) <= 2 * 32


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Moving the signs would leave a part of the words out.
        ("私たちは**「春」と「秋」**に集まる。", ["**「春」と「秋」**"]),
        ("庭は**「春」の催し**だ。", ["**「春」の催し**"]),
        ("これは**`code`**です。", ["**`code`**"]),
        # One half.
        ("乾いたら**たっぷりと", ["**"]),
        ("乾いたらたっぷり**。朝に。", ["**"]),
        ("Watering:** in the morning.", ["**"]),
        ("**Watering in the morning.", ["**"]),
        ("We dug the beds.** Then it rained.", ["**"]),
        ("Text.\n\n**\n\nText.", ["**"]),
        ("- **Водата: сутрин.", ["**"]),
    ],
)
def test_what_cannot_be_moved_is_found_and_left(text: str, expected: list[str]) -> None:
    assert found(text, "emphasis") == expected
    assert fixed(text, "emphasis") == text
    assert all(match.no_fix_reason for match in matches(text, "emphasis"))


@pytest.mark.parametrize(
    "text",
    [
        "The **beds** are *long*, __wide__ and ~~old~~ new.",
        "`**「a」**だ` and\n\n```\n**「a」**だ\n```\n",
        r"\*\*「a」\*\*だ and &ast;&ast;「a」&ast;&ast;だ",
        "{{ '**「a」**だ' }}",
        # Operators, paths, names.
        "2**3, 2 ** 8, x ** 2 + y ** 2 and e**x.",
        "See src/**/*.md, **/*.txt, docs/** and org.example.**",
        "Call f(*args, **kwargs) or main(int argc, char **argv) with **kwargs: all the rest.",
        "`a` **b_c is a name, and so are snake__case__name and メソッド__init__を.",
        "- 以 '**.' 开头允许所有子域名。\n- 以 '*.' 开头只允许一级子域名。",
        'Tout ce qui commence par «**.» ou par "a.**b" est exclu.',
        "Was mit '.**' endet, bleibt; „x“ und '__init' gehen.",
        "「**.example」に当たるものは残る。",
        # Notes.
        "Beans are 3 euros** a bag.\n\n** Without the bag.",
        "Beans are 3 euros** a bag.\n\n**Without the bag.",
        "| a |\n|---|\n| 3** |\n\n** p < 0.01",
        "Beans* are 3 euros.\n\n* Without the bag.\n\n*1 A note, and *2 another.",
        # Letters that are not printed, and ornaments.
        "What the f** or f***, dial 138****1234 and type ********.",
        "* * *\n\n***\n\n* *** *\n",
        "The name is ____, and __ is a blank.",
        "さあ、植えよう~~！ 楽しい~~！",
        # The sign itself.
        "Two stars, “**”, or (**), around a word; type ** twice.",
        "He called him a f****er, and б****ь.",
        # A single sign.
        "庭の*「共同の畝」*が人気です。",
        "2**3*4 is 32, and a**b*c.",
        "**The release-***, and **dh\\_\\***, are programs.",
    ],
)
def test_what_was_not_meant_as_emphasis_is_left_alone(text: str) -> None:
    assert found(text, "emphasis") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("庭の**「共同の畝」**が人気です。", []),
        ("**堆肥 (compost)**を混ぜる。", []),
        ("**「豆」**と**「麦」**だ。", []),
        ("**Watering:**in the morning.", ["**Watering:**"]),
        ("庭は** とても **広い。", ["** とても **"]),
        ("乾いたら**たっぷりと", ["**"]),
        ("その「豆**」は", ["**"]),
    ],
)
def test_a_cjk_friendly_renderer_shows_fewer_signs(text: str, expected: list[str]) -> None:
    spans = [match.span for match in matches(text, "emphasis", "cjk-friendly")]
    assert [text[span.start : span.end] for span in spans] == expected


EMPTY = "nothing stands between these two, and an emphasis of nothing is none"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("庭、**「畝」**が", "CommonMark lets no emphasis end between “」” and “が”"),
        ("庭の**「畝」**", "CommonMark lets no emphasis begin between “の” and “「”"),
        ("庭 ** 畝 ** が", "there is white space inside the signs"),
        ("庭__畝__が", "within a word only stars make an emphasis"),
        ("乾いたら**たっぷりと", "the other half of the emphasis is missing"),
        # One slip is one finding.
        ("春（夏)** **秋", EMPTY),
        ("Le jardin (ancien)** **ouvert", EMPTY),
        ("「豆」**　**「麦」", EMPTY),
        ("見よ [**畝****] を", "there are more signs in a row than the emphasis needs"),
        ("Siehe [**Beet****](a.md) dort", "there are more signs in a row than the emphasis needs"),
        ("看这里：**花坛****", "there are more signs in a row than the emphasis needs"),
        ("畝の**一****覧**は", "there are more signs in a row than the emphasis needs"),
        ("**Open:* at dawn", "the emphasis has more signs at one end than at the other"),
        ("Das ist *neu** hier", "the emphasis has more signs at one end than at the other"),
        ("**朝*、庭が開く", "the emphasis has more signs at one end than at the other"),
    ],
)
def test_a_finding_says_why_the_signs_show(text: str, why: str) -> None:
    assert [say_value(match.values["why"]) for match in matches(text, "emphasis")] == [why]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("##Beans", "## Beans"),
        ("###豆と麦", "### 豆と麦"),
        ("Text.\n##Beans\nText.", "Text.\n## Beans\nText."),
        ("##1. Beans", "## 1. Beans"),
        ("##2026年の庭", "## 2026年の庭"),
        ("##**Beans** and peas", "## **Beans** and peas"),
        ("#**Beans and peas**", "# **Beans and peas**"),
        ("##`dig` again", "## `dig` again"),
        ("##「豆」の庭", "## 「豆」の庭"),
        ("##Beans##", "## Beans ##"),
        ("##Beans ##", "## Beans ##"),
        ("##Beans in C#", "## Beans in C#"),
        ("##how to dig", "## how to dig"),
        ("> ##Beans", "> ## Beans"),
    ],
)
def test_a_space_makes_a_heading(text: str, after: str) -> None:
    assert fixed(text, "heading") == after
    assert found(after, "heading") == []


@pytest.mark.parametrize(
    "text",
    [
        "#garden",
        "#Garden and #Beans",
        "#日本の庭 #豆",
        "##garden",
        "##garden is a channel.",
        "#123 and\n##456",
        "##vso[task.complete]",
        "##[group]",
        "#!/bin/sh",
        "\\##Beans",
        "`##Beans`",
        "```\n##Beans\n```",
        "    ##Beans",
        "####### Beans",
        "It is C##Beans.",
        "##",
    ],
)
def test_what_was_not_meant_as_a_heading_is_left_alone(text: str) -> None:
    assert found(text, "heading") == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[the map] (https://a.example/m)", "[the map](https://a.example/m)"),
        ("[the map]\n(/m)", "[the map](/m)"),
        ("[the map] (https://a.example/m_(old))", "[the map](https://a.example/m_(old))"),
        ('[the map] (/m "Map")', '[the map](/m "Map")'),
        ("[`dig`] (/dig)", "[`dig`](/dig)"),
        ("[地図]（https://a.example/m）", "[地図](https://a.example/m)"),
        ("[地図](https://a.example/m）を見る", "[地図](https://a.example/m)を見る"),
        ("![Beds] (beds.jpg)", "![Beds](beds.jpg)"),
        ("![Beds] (https://a.example/beds.jpg)", "![Beds](https://a.example/beds.jpg)"),
        ("(https://a.example/m)[the map]", "[the map](https://a.example/m)"),
        ("(the map)[https://a.example/m]", "[the map](https://a.example/m)"),
        ("(https://a.example)[https://a.example]", "[https://a.example](https://a.example)"),
        ("[the list](our beds.html)", "[the list](our%20beds.html)"),
        ("| a |\n|---|\n| [map] (/m) |", "| a |\n|---|\n| [map](/m) |"),
    ],
)
def test_a_slip_in_a_link_is_mended(text: str, after: str) -> None:
    assert len(matches(text, "link")) == 1
    assert fixed(text, "link") == after
    assert found(after, "link") == []


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "See [the map](https://a.example/m",
            "[the map](https://a.example/m",
            "the bracket after the address is missing",
        ),
        (
            "See [the\nmap](https://a.example/m\nfor it)",
            "[the\nmap](https://a.example/m",
            "the bracket after the address",
        ),
        ("See [the map](map", "[the map](map", "the bracket after the address is missing"),
        ("See [#7](https://a.example", "[#7](https://a.example", "the bracket after the address is missing"),
        ("See [map](https:// a.example) now", "[map](https://", "there is a space in the address"),
        ("See [map](https://a.example/a b) now", "[map](https://a.example/a", "there is a space in the address"),
        ("See [the map]() now", "[the map]()", "it has no address"),
        ("See [the map]( ) now", "[the map]( )", "it has no address"),
        ("[]()", "[]()", "it has no address"),
    ],
)
def test_a_link_only_its_author_can_mend_is_found(text: str, expected: str, why: str) -> None:
    (match,) = matches(text, "link")
    assert text[match.span.start : match.span.end] == expected
    assert str(say_value(match.values["why"])).startswith(why)
    assert match.fix is None
    assert match.no_fix_reason


@pytest.mark.parametrize(
    "text",
    [
        "[the map](https://a.example/m) and [the beds][b] and [](#top)\n\n[b]: /b",
        "`[the map] (https://a.example/m)`\n\n```\n[the map]()\n```",
        "`[]()`, f[T]() and beds[0]()",
        "[](){#beds} and []( ){: #beds }",
        r"\[the map] (https://a.example/m) and \[the map]()",
        "[1] (https://a.example/one) and [^2] (/two)",
        "[1] (2019), [Smith] (in press), [--deep] (off)",
        "- [ ] (https://a.example/todo)\n- [x] (/done)",
        "[[Beds]] (/wiki) and rows[i] (/a/b)",
        "{{ a[0] }} (https://a.example/m)",
        "(see above)[^1]\n\n[^1]: A note.",
        "[note](see the list)",
    ],
)
def test_what_is_no_link_is_left_alone(text: str) -> None:
    assert found(text, "link") == []


KRAMDOWN = "\n\n春に集まります。\n{: .note}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("庭では**「畝」**が人気です。", []),
        ("庭では** 畝 **が人気です。", ["** 畝 **"]),
        ("土が乾いたら**たっぷりと", ["**"]),
        ("Watering:** in the morning.", ["**"]),
    ],
)
def test_kramdown_lets_an_emphasis_end_after_anything_but_white_space(text: str, expected: list[str]) -> None:
    assert [text[slice(*match.span)] for match in matches(text, "emphasis", "kramdown")] == expected
    assert [text[slice(*match.span)] for match in matches(text + KRAMDOWN, "emphasis", "auto")] == expected
    inside = f'<div markdown="1">\n\n{text}\n\n</div>\n'
    assert [inside[slice(*match.span)] for match in matches(inside, "emphasis", "auto")] == expected


@pytest.mark.parametrize("dialect", ["kramdown", "mkdocs"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("庭の**「畝」**が", []),
        ("**水やり。**朝", []),
        ("**浇水：**早上", []),
        ("**거름(compost)**을", []),
        ("**[地図](m.html)**を", []),
        ("**「豆」**と**「麦」**だ", []),
        ("***「豆」***だ", []),
        ("a **b __「畝」__ が** c", []),
        ("~~「豆」~~だ", []),
        ("Do ** not ** feed", ["** not **"]),
        ("「豆** 」 と", ["**"]),
        ("とても__大切__です", ["__大切__"]),
        ("__「畝」__が", ["__「畝」__"]),
        ("庭__「畝」__、", ["__「畝」__"]),
        ("乾いたら**たっぷり、**「豆」** は", ["**"]),
        ("`**「a」**`と**だ「", ["**"]),
        ("[**畝****]", ["**"]),
    ],
)
def test_dialects_that_let_an_emphasis_stand_beside_punctuation(
    text: str, expected: list[str], dialect: Dialect
) -> None:
    assert [text[slice(*match.span)] for match in matches(text, "emphasis", "auto", dialect)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What remark-parse 8 makes of them.
        ("✏️ **试试看！**打开上面的链接", []),
        ("✏️ ** 试试看！** 选取一个样本", []),
        ("✏️ **Попробуйте! ** Выберите текст", []),
        ("** Lysandre: ** *Eine Insel*", []),
        ("庭__「畝」__は", []),
        ("庭は** **です", ["** **"]),
        ("土が乾いたら**たっぷりと", ["**"]),
    ],
)
def test_mdsvex_takes_any_two_signs_for_a_pair(text: str, expected: list[str]) -> None:
    def find_by(dialect: Dialect, more: str) -> list[str]:
        return [(text + more)[slice(*match.span)] for match in matches(text + more, "emphasis", "auto", dialect)]

    assert find_by("svelte", "") == expected
    # In a file of MDX, what only mdsvex reads tells of it.
    assert find_by("mdx", "\n\n{#if framework === 'pt'}\n\n庭。\n\n{/if}\n") == expected
    assert find_by("mdx", "\n\n## 庭の話 [[garden]]\n\n庭。\n") == expected


@pytest.mark.parametrize("more", ["", "\n\nA {name} of [[x]]\n", "\n\n{/* if */}\n"])
def test_other_mdx_is_commonmark(more: str) -> None:
    assert len(matches("✏️ **试试看！**打开上面的链接" + more, "emphasis", "auto", "mdx")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What marked 1.2.9 makes of them.
        ("请求**【上传文件】**，或者", []),
        ("**吞吐量最好的：A100。**当您需要", []),
        ("최고의 **텃밭。**그리고", []),
        ("ここは**「畝」**です", []),
        ("**거름(compost)**을", ["**거름(compost)**"]),
        ("水**(H2O)**是", ["**(H2O)**"]),
        ("**浇水 **早上", ["**浇水 **"]),
        ("** 浇水**早上", ["** 浇水**"]),
        ("**浇水:**早上", ["**浇水:**"]),
        ("**浇水:** 早上", []),
        ("土が乾いたら**たっぷりと", ["**"]),
    ],
)
def test_docsify_knows_the_punctuation_of_ascii_alone(text: str, expected: list[str]) -> None:
    assert [text[slice(*match.span)] for match in matches(text, "emphasis", "auto", "docsify")] == expected


def test_html_in_markdown_is_not_judged() -> None:
    text = "<p>庭の**「畝」**が</p>\n\n庭の**「畝」**が\n"
    assert [match.span.start for match in matches(text, "emphasis")] == [text.rindex("**「")]


def test_other_dialects_are_commonmark() -> None:
    text = "庭の**「畝」**が\n{: .note}\n"
    assert [len(matches(text, "emphasis", "auto", dialect)) for dialect in ("hugo", "gfm", "markdown")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("path", "count"), [("a.qmd", 0), ("posts/a.Rmd", 0), ("a.rmarkdown", 0), ("a.md", 1), ("qmd.md", 1), ("rmd", 1)]
)
def test_pandoc_reads_what_quarto_and_r_markdown_have(path: str, count: int) -> None:
    assert len(matches("庭の**「畝」**が", "emphasis", "auto", path=path)) == count
    assert len(matches("- **At least 4 ** - large", "emphasis", "auto", path=path)) == count
    assert len(matches("庭では** 畝 **が人気です。", "emphasis", "auto", path=path)) == 1


def test_without_a_sign_of_kramdown_the_renderer_is_commonmark() -> None:
    text = '庭では**「畝」**が人気です。{name}: "markdown"\n'
    assert len(matches(text, "emphasis", "auto")) == 1


PYTHON_MARKDOWN = [
    "!!! tip\n\n    庭です。\n",
    '??? note "畝"\n\n    庭です。\n',
    "/// tip\n\n庭です。\n\n///\n",
    '=== "畝"\n\n    庭です。\n',
    '--8<-- "garden.md"\n',
    "{!garden/pond.md!}\n",
    "[庭](garden.md){.internal-link target=_blank}です。\n",
    "[庭](garden.md){ .md-button }\n",
]


@pytest.mark.parametrize("sign", PYTHON_MARKDOWN)
def test_what_python_markdown_reads_tells_of_it(sign: str) -> None:
    text = f"庭の**「畝」**が人気です。\n\nDo ** not ** feed.\n\n{sign}"
    assert [text[slice(*match.span)] for match in matches(text, "emphasis", "auto")] == ["** not **"]
    for dialect in ("hugo", "gfm"):  # who names the renderer knows it
        assert len(matches(text, "emphasis", "auto", dialect)) == 2


@pytest.mark.parametrize(
    "text", ["!!!\n", "Who digs???\n", "{garden}\n", "[庭](garden.md){garden}\n", "/// \n", "===\n"]
)
def test_other_text_tells_nothing_of_python_markdown(text: str) -> None:
    assert len(matches(f"庭の**「畝」**が人気です。\n\n{text}", "emphasis", "auto")) == 1


def test_headings_in_bold_name_the_tabs_of_docsify() -> None:
    shown = "#### ** Spring **\n\nWe dig ** now **.\n\n#### **Autumn**\n\nRake."
    tabs = f"<!-- tabs:start -->\n\n{shown}\n\n<!-- tabs:end -->\n"
    text = f"{tabs}\n## ** Winter **\n\nRest.\n"
    for dialect in ("markdown", "docsify"):
        found = [text[slice(*match.span)] for match in matches(text, "emphasis", "auto", dialect)]
        assert found == ["** now **", "** Winter **"]
    assert len(matches(text.replace("tabs:", "rows:"), "emphasis", "auto")) == 3
