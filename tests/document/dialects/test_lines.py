"""Constructs made of whole lines: what a reader sees of them, and where it stands."""

from __future__ import annotations

import itertools
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.blocks import ATOM, PROSE
from endmark.document.branches import are_alternatives
from endmark.document.dialect import DIALECTS, Dialect
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source

TEXT: Final = frozenset({*PROSE, "table", "html"})


def read(text: str, dialect: Dialect = "markdown") -> Document:
    return read_document(make_source(text, "a.md"), dialect)


def show(document: Document) -> list[str]:
    """Each block: what a reader sees of text, the kind and the source of all else."""
    return [
        block.text.content if block.kind in TEXT else f"{block.kind}: {document.source.get_excerpt(block.span)}"
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":::note\nText\n:::\n", ["directive: :::note", "Text", "directive: :::"]),
        (":::tip[Was `x` *ist*]\nText\n:::\n", ["directive: :::tip[", f"Was {ATOM} ist", "Text", "directive: :::"]),
        ("A\n\n::map{place=pond zoom=3}\n\nB\n", ["A", "directive: ::map{place=pond zoom=3}", "B"]),
        ('::map[A *pond*]{args="{ near: 1 }"}\n', ['directive: ::map[A *pond*]{args="{ near: 1 }"}']),
        ("::map{place=pond} is how it is shown.\n", ["::map{place=pond} is how it is shown."]),
        ("::std::map\n", ["::std::map"]),
        ("::: details 表示する {open}\n本文\n:::\n", ["directive: ::: details", "表示する", "本文", "directive: :::"]),
        (
            ':::note{title="Bon à savoir"}\nA\n:::\n',
            ['directive: :::note{title="', "Bon à savoir", "A", "directive: :::"],
        ),
        (":::message alert\n本文\n:::\n", ["directive: :::message alert", "本文", "directive: :::"]),
        (":::note warn\n本文\n:::\n", ["directive: :::note warn", "本文", "directive: :::"]),
        (
            "Vor\n::: warning Achtung\nText\n:::\nNach\n",
            ["Vor", "directive: ::: warning", "Achtung", "Text", "directive: :::", "Nach"],
        ),
        ("- a\n\n  :::note\n  b\n  :::\n", ["a", "directive: :::note", "b", "directive: :::"]),
        ("> :::note T\n> b\n> :::\n", ["directive: :::note", "T", "b", "directive: :::"]),
        # HTML ends where it says, whatever its last line begins with.
        ("<!-- a\n\n::: -->\n\nB.\n", ["comment: <!-- a\n\n::: -->", "B."]),
        ("文。\n<!--\n:::tip\n\n::: -->\n\n次。\n", ["文。", "comment: <!--\n:::tip\n\n::: -->", "次。"]),
        ("<script>\na\n\n::: </script>\n\nB.\n", ["code: <script>\na\n\n::: </script>", "B."]),
        ("<PRE>\n\n::: </PRE>\n\nB.\n", ["code: <PRE>\n\n::: </PRE>", "B."]),
        ("<?php a\n\n::: ?>\n\nB.\n", ["", "B."]),
        ("- a\n\n    <!-- x\n\n    ::: -->\n\n    b\n", ["a", "comment: <!-- x\n\n    ::: -->", "b"]),
        (
            ":::tip\n<!-- a\n\n:::\n-->\nb\n:::\n",
            ["directive: :::tip", "comment: <!-- a\n\n:::\n-->", "b", "directive: :::"],
        ),
        ("a\n\n<!-- b -->\n:::tip\nc\n:::\n", ["a", "comment: <!-- b -->", "directive: :::tip", "c", "directive: :::"]),
        (":::tip Nie beendet\n\nText\n", ["directive: :::tip Nie beendet", "Text"]),
        (
            "::::a\n:::b T\nx\n:::\n::::\n",
            ["directive: ::::a", "directive: :::b", "T", "x", "directive: :::", "directive: ::::"],
        ),
        ("    :::tip T\n    :::\n", ["code: :::tip T\n    :::"]),
        ("```\n:::tip T\n:::\n```\n", ["code: ```\n:::tip T\n:::\n```"]),
    ],
)
def test_colons(text: str, expected: list[str]) -> None:
    assert show(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "/// tip | Ein *guter* Rat\n\nText\n\n///\n",
            ["directive: /// tip |", "Ein guter Rat", "Text", "directive: ///"],
        ),
        ("A\n/// note\nB\n///\nC\n", ["A", "directive: /// note", "B", "directive: ///", "C"]),
        (
            "/// note | T\n    type: warning\n    open: true\nB\n///\n",
            ["directive: /// note |", "T", "B", "directive: ///"],
        ),
        (
            "//// a | Α\n/// b\nγ\n///\n////\n",
            ["directive: //// a |", "Α", "directive: /// b", "γ", "directive: ///", "directive: ////"],
        ),
        ("/// html | div.grid\nB\n///\n", ["directive: /// html | div.grid", "B", "directive: ///"]),
        ("/// tip | never ended\n\nB\n", ["/// tip | never ended", "B"]),
        ("B\n\n///\n", ["B", "///"]),
        ("/// tip\n\nA\n\n////\n", ["/// tip", "A", "////"]),
    ],
)
def test_slashes(text: str, expected: list[str]) -> None:
    assert show(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '!!! note "Ein Titel"\n    Eins\n    zwei\n\n    - a\n\nAußen\n',
            ['directive: !!! note "', "Ein Titel", "Eins\nzwei", "a", "Außen"],
        ),
        ("A\n!!! note\n    B\nC\n", ["A", "directive: !!! note", "B", "C"]),
        ('??? "詳細"\n    本文\n', ['directive: ??? "', "詳細", "本文"]),
        ("???+ tip inline end\n\n    B\n", ["directive: ???+ tip inline end", "B"]),
        ("!!! a\n\tB\n\n\t!!! b\n\t\tC\n", ["directive: !!! a", "B", "directive: !!! b", "C"]),
        (
            "!!! a\n\n    ```py\n    x\n\n    y\n    ```\n\nB\n",
            ["directive: !!! a", "code: ```py\n    x\n\n    y\n    ```", "B"],
        ),
        ("!!! a\n\n    ```\n    never closed\n\nB\n", ["directive: !!! a", "code: ```\n    never closed", "B"]),
        ("!!! a\n\n        code\n\n    text\n", ["directive: !!! a", "code: code", "text"]),
        ("1. A\n\n    !!! tip\n        B\n        c\n\n2. D\n", ["A", "directive: !!! tip", "B\nc", "D"]),
        ('> !!! a "T"\n>     B\n>     c\n>\n> D\n', ['directive: !!! a "', "T", "B\nc", "D"]),
        ("!!! Примітка\n\n    Б\n", ["directive: !!! Примітка", "Б"]),
        ("!!! 참고 사항\n\n    나\n", ["directive: !!! 참고 사항", "나"]),
        ("!!! ملاحظة\n    ب\n", ["directive: !!! ملاحظة", "ب"]),
        ("!!! 1\n    B\n", ["!!! 1\nB"]),
        ("!!! note\n\nNothing under it.\n", ["!!! note", "Nothing under it."]),
        (
            "Wow!!! Great!\n\n!!! this is no sign of anything\n    x\n",
            ["Wow!!! Great!", "!!! this is no sign of anything\nx"],
        ),
        ("    !!! note\n        x\n", ["code: !!! note\n        x"]),
        (
            '=== "npm"\n\n    A\n\n=== "yarn"\n\n    B\n\nC\n',
            ['directive: === "', "npm", "A", 'directive: === "', "yarn", "B", "C"],
        ),
        ("Title\n===\n\nText\n", ["Title", "Text"]),
    ],
)
def test_indented_bodies(text: str, expected: list[str]) -> None:
    assert show(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{% highlight py %}\na b\n\nc\n{% endhighlight %}\n",
            ["code: {% highlight py %}\na b\n\nc\n{% endhighlight %}"],
        ),
        (
            "{{< code-toggle file=x >}}\n[a]\n\n[a]\n{{< /code-toggle >}}\nB\n",
            ["code: {{< code-toggle file=x >}}\n[a]\n\n[a]\n{{< /code-toggle >}}", "B"],
        ),
        ("{% comment %}\nA\n{% endcomment %}\nB\n", ["comment: {% comment %}\nA\n{% endcomment %}", "B"]),
        ("{{< highlight go >}}\nA\n", ["directive: {{< highlight go >}}", "A"]),
        ("{{% note %}}\nA\n{{% /note %}}\n", ["directive: {{% note %}}", "A", "directive: {{% /note %}}"]),
        (
            '{{< tabs >}}{{< tab "一" >}}\nA\n{{< /tab >}}{{< /tabs >}}\n',
            [
                "directive: {{< tabs >}}",
                'directive: {{< tab "',
                "一",
                "A",
                "directive: {{< /tab >}}",
                "directive: {{< /tabs >}}",
            ],
        ),
        ('{{< figure\n  src="a.png"\n>}}\nA\n', ['directive: {{< figure\n  src="a.png"\n>}}', "A"]),
        ("{* ../a.py hl[1,3] *}\n\nA\n", ["directive: {* ../a.py hl[1,3] *}", "A"]),
        ("{#if x}\nA\n{/if}\n", ["directive: {#if x}", "A", "directive: {/if}"]),
        ("{#if x}\n\nA\n", ["{#if x}", "A"]),
        ("{#if x}A{/if}\n", ["{#if x}A{/if}"]),
        ("Say {{ x }}.\n\n{{ y }}\n", [f"Say {ATOM * 7}.", "directive: {{ y }}"]),
        # What no program that makes pages fills in.
        *(
            (f"Say {macro}.\n\n{macro}\n", [f"Say {macro}.", macro])
            for macro in (
                "{{ $json.x }}",
                "{{$node['a'].json}}",
                "{{ $input.first() }}",
                "{{ $('a').item.json.x }}",
                "{{3.title}}",
                "{{CODE_BLOCK_2}}",
            )
        ),
        *(
            (f"Say {macro}.\n", [f"Say {ATOM * len(macro)}."])
            for macro in ("{{ $t('x') }}", "{{ $page.title }}", "{{ 3 }}", "{{ CODE_BLOCK }}", "{{ item_2 }}")
        ),
        (
            "# [C#](#tab/cs)\n\nA\n\n# [*JS*](#tab/js)\n\nB\n\n---\n\nC\n",
            ["directive: # [", "C#", "A", "directive: # [", "JS", "B", "directive: ---", "C"],
        ),
        ("# [C#](#tab/cs)\n\nA\n", ["C#", "A"]),
    ],
)
def test_template_tags_and_tabs(text: str, expected: list[str]) -> None:
    assert show(read(text)) == expected


@pytest.mark.parametrize("text", [":::note T\nA\n:::\n", "/// tip | T\nA\n///\n", "!!! a\n    A\n", "{{ x }}\n"])
def test_gfm_has_none_of_it(text: str) -> None:
    assert not any(block.kind == "directive" for block in read(text, "gfm").blocks)


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ('=== "a"\n\n    A\n\n=== "b"\n\n    B\n\nC\n\n=== "c"\n\n    D\n', "AB"),
        ("# [x](#tab/x)\n\nA\n\n# [y](#tab/y)\n\nB\n\n---\n\nC\n\n# [y](#tab/y)\n\nD\n\n---\n", "AB AD"),
        ("{#if x}\nA\n{:else if y}\nB\n{:else}\nC\n{/if}\nD\n", "AB AC BC"),
        ("{% if x %}\nA\n{% if y %}\nB\n{% else %}\nC\n{% endif %}\n{% else %}\nD\n{% endif %}\n", "AD BC BD CD"),
        # One value of the same variable at a time, wherever it is asked for.
        ("{#if v === 'x'}\nA\n{/if}\nB\n{#if v === 'y'}\nC\n{/if}\n{#if w === 'z'}\nD\n{/if}\n", "AC"),
        ("{#if v === 'x'}\nA\n{:else}\nB\n{/if}\n\n{#if v === 'x'}\nC\n{/if}\n", "AB"),
        ("{% if a.b == 'x' %}\nA\n{% endif %}\n\n{% if a.b == \"y\" %}\nB\n{% endif %}\n", "AB"),
        ("{% if a == b %}\nA\n{% endif %}\n\n{% if a == c %}\nB\n{% endif %}\n", ""),
        (
            '{{< tabs >}}\n{{< tab "x" >}}\nA\n{{< /tab >}}\n\nB\n\n{{< tab "y" >}}\nC\n{{< /tab >}}\n{{< /tabs >}}\n',
            "AC",
        ),
        (
            "::: zone pivot=x\nA\n::: zone-end\n::: zone pivot=y\nB\n::: zone-end\n::: zone pivot=x\nC\n::: zone-end",
            "AB BC",
        ),
        ("/// tab | x\nA\n///\n\n/// tab | y\nB\n///\n\n/// note\nC\n///\n", "AB"),
        ("::::tabs\n:::tab x\nA\n:::\n:::tab y\nB\n:::\n::::\n", "AB"),
        (":::note x\nA\n:::\n:::note y\nB\n:::\n", ""),
    ],
)
def test_of_alternatives_a_reader_sees_one(text: str, alternatives: str) -> None:
    branches = read(text).branches
    places = {letter: text.index(letter) for letter in "ABCD" if letter in text}
    pairs = [
        one + other
        for one, other in itertools.combinations(places, 2)
        if are_alternatives(branches, places[one], places[other])
    ]
    assert " ".join(pairs) == alternatives


PARTS = (
    *(":::note", ":::tab A\n", ":::", "::::", "/// tip | T\n", "/// note\n", "///", "\n    type: a\n"),
    *('!!! note "T"\n', "!!! a\n", "??? b\n", '=== "T"\n', "\n    ", "\n        ", "\n\n    ", "\t", "> ", "- ", "1. "),
    *("{#if x}\n", "{:else}\n", "{/if}\n", "{% if x %}\n", "{% else %}\n", "{% endif %}\n", '{{< tab "T" >}}\n'),
    *("{{< /tab >}}\n", "{{< highlight >}}\n", "{{< /highlight >}}\n", "# [A](#tab/a)\n\n", "\n\n---\n", "{* a *}\n"),
    *(
        ":   ",
        ": ",
        "a\n:   b\n",
        "> [!note] T\n",
        "[!INCLUDE [T](T)]\n",
        "{ #T .t }",
        "{: .T}",
        "# T {#t}\n",
        "[TOC]\n",
    ),
    *(
        "--8<--\n",
        '--8<-- "T"\n',
        "* T\n{:toc}\n",
        "*[T]: T\n",
        "@[T](t)\n",
        "![[T]]",
        "[[T|t]]",
        "%%",
        "^t\n",
        " =5x)",
    ),
    *(
        '```T h="`T`"\n',
        "== T\n",
        "::: tabs\n",
        ':::zone pivot="t"\n',
        ":::zone-end\n",
        "{{#include T}}\n",
        "<<< @/T\n",
    ),
    *("```\n", "~~~", "雨", "a", "b c", " ", "\n", "\n\n", "\r\n", "# ", "**", "`", "<div>\n", "| a |\n|---|\n", "😀"),
)
ARTICLE = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@given(ARTICLE, st.sampled_from(DIALECTS))
def test_places_are_true_and_nothing_is_shown_twice(text: str, dialect: Dialect) -> None:
    document = read(text, dialect)
    spans = [block.span for block in document.blocks]
    assert spans == sorted(spans)
    shown, last = 0, None
    for block in document.blocks:
        content = block.text.content
        assert 0 <= block.span.start <= block.span.end <= len(text)
        for offset in range(len(content)):
            span = block.text.map_span(offset, offset + 1)
            assert span == last or shown <= span.start <= span.end
            assert block.span.contains(span) or content[offset].isspace()
            shown, last = span.end, span
            written = text[span.start : span.end]
            if len(written) == 1 and content[offset] != ATOM and not content[offset].isspace():
                assert written == content[offset]
    for branch in document.branches:
        assert 0 <= branch.span.start <= branch.span.end <= len(text)
        if branch.outer >= 0:
            assert document.branches[branch.outer].span.contains(branch.span)


WORDLESS = tuple(part for part in PARTS if part[0] not in "|`%" or part == "```\n")


@given(st.lists(st.sampled_from(WORDLESS), max_size=30), st.sampled_from(DIALECTS))
def test_what_is_no_sign_stays(parts: list[str], dialect: Dialect) -> None:
    words = [f"w{number}" for number in range(len(parts))]
    document = read("".join(f"{part}\n{word}\n" for part, word in zip(parts, words, strict=True)), dialect)
    kept = " ".join(
        document.source.get_excerpt(block.span) if block.kind in ("code", "comment") else block.text.content
        for block in document.blocks
    )
    assert sorted(set(words) - set(re.findall(r"w\d+", kept))) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (":::tip[A]\nB.\n:::\n", ["prose", "label", "prose", "prose"]),
        ("Term\n:   B.\n\nC.\n", ["term", "prose", "prose"]),
        ("用語\n名前\n\n:   意味。\n", ["term", "prose"]),
        ("A.\n\n{* ../a.py *}\n", ["prose", "include"]),
        ("A.\n\n@[card](https://example.org)\n\nB.\n", ["prose", "embed", "prose"]),
        ("> [!note] A\n> B.\n", ["prose", "label", "prose"]),
        ("This is how to go\n\n{#if a}\n\n```\nb\n```\n\n{/if}\n", ["lead-in", "prose", "prose", "prose"]),
        ("/// note\nThis stops in the\n///\n\nB.\n", ["prose", "prose", "prose", "prose"]),
    ],
)
def test_roles_that_a_dialect_knows(text: str, roles: list[str]) -> None:
    assert [block.role for block in read(text).blocks] == roles
