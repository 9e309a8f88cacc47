"""MDX: which blocks there are between tags, what is shown of expressions, and where everything stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.blocks import ATOM
from endmark.document.branches import are_alternatives
from endmark.document.dialect import Dialect
from endmark.document.dialects.mdx_signs import classify_component
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source


def read(text: str, dialect: Dialect = "mdx") -> Document:
    return read_document(make_source(text, "article.md"), dialect)


def describe(document: Document) -> list[tuple[str, str]]:
    """The blocks without those that hold no text: kinds, and what is shown or, of code, its source."""
    return [
        (block.kind, block.text.content or document.source.get_excerpt(block.span))
        for block in document.blocks
        if block.kind != "directive"
    ]


FENCE = "```js\na\n\nexport default a\n```"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        # A fence directly under a tag.
        (f"<Tab>\n{FENCE}\n</Tab>\n\nText.\n", [("code", FENCE), ("paragraph", "Text.")]),
        (
            "<Tab>\n  ~~~\n  a\n\n  b\n  ~~~\n</Tab>\nText.",
            [("code", "~~~\n  a\n\n  b\n  ~~~"), ("paragraph", "Text.")],
        ),
        ("<A>\n<B>\n        ```\n        a\n        ```\n</B>\n</A>", [("code", "```\n        a\n        ```")]),
        (
            "- a\n\n  <A>\n  ```\n  b\n  ```\n  </A>\n- c",
            [("list-item", "a"), ("code", "```\n  b\n  ```"), ("list-item", "c")],
        ),
        ("> <A>\n> ```\n> a\n> ```\n> </A>", [("code", "```\n> a\n> ```")]),
        # Tags fill their lines, whatever stands above and below them.
        ("One\n<A>\ntwo\n</A>\nthree", [("paragraph", "One"), ("paragraph", "two"), ("paragraph", "three")]),
        ("<A>\n# One\n- two\n  three\n</A>", [("heading", "One"), ("list-item", "two\nthree")]),
        ("<A>\n| a | b |\n|---|---|\n| c | d |\n</A>\ne", [("table", "a\nb\nc\nd"), ("paragraph", "e")]),
        ("<A><B>\nText\n</B></A>", [("paragraph", "Text")]),
        ("<A\n  b={[\n    1,\n\n    2,\n  ]}\n>\nText\n</A>", [("paragraph", "Text")]),
        ("<details>\n<summary>More</summary>\n\nText\n</details>", [("paragraph", "More"), ("paragraph", "Text")]),
        ("<div>Text\nmore</div>", [("paragraph", "Text\nmore")]),
        ("<p>\n*Text*\n</p>", [("paragraph", "Text")]),
        (
            "Text\n\n{/* a\n\n```\n\n*/}\nmore",
            [("paragraph", "Text"), ("comment", "{/* a\n\n```\n\n*/}"), ("paragraph", "more")],
        ),
        ("{\n  go()\n}\nText", [("paragraph", "Text")]),
        ("import A from 'a'\nexport const b = {\n\n  c: 1,\n}\n\nText", [("paragraph", "Text")]),
        ("import A from 'a'\n<A/>\nText", [("paragraph", "Text")]),
        ("  export const a = 1", [("paragraph", "export const a = 1")]),
        # Indentation is no code.
        ("Text\n\n    more", [("paragraph", "Text"), ("paragraph", "more")]),
        ("Text\n\n\tmore", [("paragraph", "Text"), ("paragraph", "more")]),
        (
            "<A>\n      # One\n\n      - two\n        - three\n</A>",
            [("heading", "One"), ("list-item", "two"), ("list-item", "three")],
        ),
        ("- one\n\n      two", [("list-item", "one"), ("list-item", "two")]),
        ("-      one\n       two", [("list-item", "one\ntwo")]),
        ("-\n  one", [("list-item", "one")]),
        ("1.  one\n\n        two\n\n    three", [("list-item", text) for text in ("one", "two", "three")]),
        ("- one\nlazy\n    - two", [("list-item", "one\nlazy"), ("list-item", "two")]),
        ("    * * *\n\n    one", [("thematic-break", "* * *"), ("paragraph", "one")]),
        ("- a\n  > b\n\n      c", [("list-item", "a"), ("quote", "b"), ("list-item", "c")]),
        (">     a\n>\n>       - b", [("quote", "a"), ("list-item", "b")]),
        ("    > a\n    >\n    >     b", [("quote", "a"), ("quote", "b")]),
        ("- > - a\n  >\n  >       b", [("list-item", "a"), ("list-item", "b")]),
        # Behind a bullet.
        ("- <A>\n\n      a\n\n  </A>\n  b\n\nc", [("list-item", "a"), ("list-item", "b"), ("paragraph", "c")]),
        ("a\n- <A/>\n- b", [("paragraph", "a"), ("list-item", "b")]),
        ("1. {\n     a\n   }\n   b", [("list-item", "b")]),
        ("a\n2. <A/>", [("paragraph", f"a\n2. {ATOM * 4}")]),
        ('- <Card title="a" />\n- b', [("list-item", "a"), ("list-item", "b")]),
        # In a quote, where tags end on their lines.
        ("> <A>\n> a\n> </A>\n\nb", [("quote", "a"), ("paragraph", "b")]),
        ("> a {b\n> c} d", [("quote", "a {b\nc} d")]),
        # A component that shows its text as it stands.
        (
            "<Terminal>\nnpm install\n</Terminal>\nText",
            [("code", "<Terminal>\nnpm install\n</Terminal>"), ("paragraph", "Text")],
        ),
        ("<Terminal>\n```\na\n```\n</Terminal>", [("code", "```\na\n```")]),
        ("<ConsoleLine>\none\n\ntwo\n</ConsoleLine>", [("code", "<ConsoleLine>\none\n\ntwo\n</ConsoleLine>")]),
        ("<Terminal>\none", [("paragraph", "one")]),
        ("<TerminalBlock>\nnpm i\n</TerminalBlock>", [("code", "<TerminalBlock>\nnpm i\n</TerminalBlock>")]),
        ("<TerminalTabs>\nnpm i\n</TerminalTabs>", [("paragraph", "npm i")]),
        ("<style>{`\n\n# a\n`}</style>\n\nText", [("paragraph", "Text")]),
        (
            "<script>\nlet a\n\nlet b\n</script>\n\nText",
            [("code", "<script>\nlet a\n\nlet b\n</script>"), ("paragraph", "Text")],
        ),
        # What is no MDX is read as Markdown.
        ("<!-- a -->\n\nText", [("comment", "<!-- a -->"), ("paragraph", "Text")]),
        ("a < b and {c", [("paragraph", "a < b and {c")]),
        ("<https://example.org> is it", [("paragraph", "https://example.org is it")]),
        (
            "{\n\nText\n\n# Heading\n\n}",
            [("paragraph", "{"), ("paragraph", "Text"), ("heading", "Heading"), ("paragraph", "}")],
        ),
        ("```\n<A>\n{\n```\nText", [("code", "```\n<A>\n{\n```"), ("paragraph", "Text")]),
    ],
)
def test_blocks_are_those_of_mdx(text: str, blocks: list[tuple[str, str]]) -> None:
    assert describe(read(text)) == blocks
    lines_of_windows = describe(read(text.replace("\n", "\r\n")))
    assert [(kind, shown.replace("\r", "")) for kind, shown in lines_of_windows] == blocks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One {two} three.", "One @ three."),
        ("One {f({a: '}'})} three.", "One @ three."),
        ("One{/* two */} three.", "One three."),
        ("One{' '}\n<b>two</b>", "One two"),
        ("One <Icon name='a' b={{c: 1}} /> two.", "One @ two."),
        ("One <img src='a'> two.", "One @ two."),
        ('One <Tip text={"a"}>*two*</Tip> three.', "One two three."),
        ("One <A\n  b={1}>two</A>.", "One two."),
        ("**<b>One</b>** two", "One two"),
        ("<>One</> two", "One two"),
        ("One<br/>two", "One\ntwo"),
        ("One `{a} <b>` two", "One @ two"),
        ("One \\{a} \\<b> two", "One {a} <b> two"),
        ("One [two](<a b>) three", "One two three"),
        ("One $\\frac{1}{2}$ {a} two", "One $\\frac{1}{2}$ @ two"),
        ("It costs $5 {a} or $6", "It costs $5 @ or $6"),
        ("One `` {a} ` two", "One `` @ ` two"),
        ("One {a two\nthree", "One {a two\nthree"),
        ("One {a\n\nb}", "One {a"),
        ("One <a b={ two", "One <a b={ two"),
        ("# One {two}", "One @"),
        ("- One {two}", "One @"),
    ],
)
def test_what_is_shown_of_tags_and_expressions_in_a_sentence(text: str, shown: str) -> None:
    content = read(text).blocks[0].text.content
    while ATOM * 2 in content:
        content = content.replace(ATOM * 2, ATOM)
    assert content.replace(ATOM, "@").split() == shown.split()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ('<Tab title="npm">\nText\n</Tab>', ["npm"]),
        ('<Tab value="a" label=" pnpm ">\nText\n</Tab>', ["pnpm"]),
        ("<Fragment slot='yarn'>\nText\n</Fragment>", ["yarn"]),
        ("<Accordion title={`日本`}>\nText\n</Accordion>", ["日本"]),
        ('<Row>\n<Card title="One"/><Card title="Two"/>\n</Row>', ["One"]),
        ('<Tab title="">\nText\n</Tab>', []),
        ("<Tab title='One\n\ntwo'>\nText\n</Tab>", []),
        ('<Tab name="a">\nText\n</Tab>', []),
        ('<Card icon="a">\n  One *line*\n</Card>', ["One line"]),
        ("<Diagram alt='a'>\n\nOne line\n\n</Diagram>", ["One line"]),
        ('<Card title="One" href="/">\n  line\n</Card>', ["One", "line"]),
        ("<Card icon='a'>\n  `One` line\n</Card>", [f"{ATOM} line"]),
        ("<details>\n<summary> More </summary>\nText\n</details>", ["More"]),
    ],
)
def test_titles_are_paragraphs_of_their_own(text: str, labels: list[str]) -> None:
    document = read(text)
    shown = [content for kind, content in describe(document) if kind == "paragraph" and content != "Text"]
    assert shown == labels
    assert [block.text.content for block in document.blocks if block.role == "label"] == labels


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ('<ParamField path="gate" type="string" required>\n  The gate as it stands in\n</ParamField>', "term"),
        ('<ResponseField name="門">\n\n庭の門の状態\n\n</ResponseField>', "term"),
        ("<CheckListItem id='a'>\n    Das Tor mit allen Schlössern prüfen\n</CheckListItem>", "term"),
        ("<Api.PropertyParam>\nLe portail\n</Api.PropertyParam>", "term"),
        ('<ParamField path="gate">\n  The gate. It stands\n</ParamField>', "prose"),
        ('<ParamField path="gate">\n  The gate\n\n  It stands.\n</ParamField>', "prose"),
        ("<Field>\n  The gate as it stands in\n</Field>", "prose"),
        ("<TimelineItem>\n  The gate as it stands in\n</TimelineItem>", "prose"),
        ("<Tip>\n  The gate as it stands in\n</Tip>", "prose"),
    ],
)
@pytest.mark.parametrize("dialect", ["mdx", "docusaurus", "markdown"])
def test_what_a_component_says_of_a_thing_that_has_a_name(text: str, role: str, dialect: Dialect) -> None:
    blocks = read(text + "\n\nThe end.", dialect).blocks
    assert next(block for block in blocks if block.kind == "paragraph").role == role


@pytest.mark.parametrize("sign", ["<END>", "</article_end>", "<b>"])
def test_a_tag_without_its_other_half_is_html(sign: str) -> None:
    document = read(f"<Tab>\nOne.\n\n{sign}\n\nTwo.\n</Tab>")
    assert [block.kind for block in document.blocks if block.kind != "directive"] == ["paragraph", "html", "paragraph"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "group") for name in ("Tabs", "CodeGroup", "CodeTabs", "PackageManagerTabs", "ThemeToggle")),
        *((name, "branch") for name in ("Tab", "TabItem", "TabPanel", "Tabs.Tab", "CodeTab", "WebOnly")),
        *(
            (name, "")
            for name in (
                "Only",
                "Commonly",
                "Table",
                "Card",
                "CardGroup",
                "Steps",
                "Stable",
                "div",
                "",
                "Frame",
                "CodeBlock",
            )
        ),
    ],
)
def test_components_that_show_one_thing_at_a_time(name: str, kind: str) -> None:
    assert classify_component(name) == kind


@pytest.mark.parametrize(
    ("text", "alternatives"),
    [
        ("<Tabs>\n<Tab>\none\n</Tab>\n<Tab>\ntwo\n</Tab>\n</Tabs>", True),
        ("<Tabs>\n<div>\n<Tab>\none\n</Tab>\n</div>\n<Tab>\ntwo\n</Tab>\n</Tabs>", True),
        ("<T>\n<Fragment slot='a'>\none\n</Fragment>\n<Fragment slot='b'>\ntwo\n</Fragment>\n</T>", True),
        ("{#if a}\none\n{:else}\n<Tip>\ntwo\n</Tip>\n{/if}", True),
        ("<WebOnly>\none\n</WebOnly>\n\nText\n\n<AppOnly>\ntwo\n</AppOnly>", True),
        ("<WebOnly>\none\n</WebOnly>\n\nText\n\n<WebOnly>\ntwo\n</WebOnly>", False),
        ("<Steps>\n<Step>\none\n</Step>\n<Step>\ntwo\n</Step>\n</Steps>", False),
        ("<Tabs>\n<Tab>\none\n\ntwo\n</Tab>\n</Tabs>", False),
        ("<Tabs>\n<Tab>\none\n</Tab>\n</Tabs>\n\nText\n\n<Tabs>\n<Tab>\ntwo\n</Tab>\n</Tabs>", False),
    ],
)
def test_tabs_are_alternatives(text: str, alternatives: bool) -> None:
    assert are_alternatives(read(text).branches, text.index("one"), text.index("two")) == alternatives


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (f"<Tab>\n{FENCE}\n</Tab>\n\nText.", [("code", FENCE), ("paragraph", "Text.")]),
        ("<Tab>\n    ```\n    a\n    ```\n</Tab>", [("code", "```\n    a\n    ```")]),
        ("<Chart />\nText.", [("paragraph", "Text.")]),
        # What may be HTML, or has no end, is that.
        ("<div>\n```\na\n```\n</div>", [("paragraph", "```\na\n```")]),
        ("<Tab>\n```\na\n```", [("paragraph", "```\na\n```")]),
        ("<DIV>\na\n    <P>\nb\n</DIV>", [("paragraph", "a"), ("paragraph", "b")]),
        ("Text {a} <A b={c} />", [("paragraph", "Text {a}")]),
        ("Text\n\n    code", [("paragraph", "Text"), ("code", "code")]),
    ],
)
def test_components_are_read_where_nothing_is_known_of_the_site(text: str, blocks: list[tuple[str, str]]) -> None:
    document = read(text, "markdown")
    assert [(kind, shown.strip()) for kind, shown in describe(document)] == blocks


def test_comments_are_noted_between_tags_as_well() -> None:
    document = read(
        "{/* one */}\n<A>{/* two */}\n\n{/* three\n\nlines */}\n</A>\nText {/* four */}.\n\n```\n{/* no */}\n```"
    )
    assert [comment.text.split()[0] for comment in document.comments] == ["one", "two", "three", "four"]


TAGS = ("<A>", "</A>", "<A b={", "<Tabs>", "<b>", "</b>", "<>", "{", "}", "{a}", "{/*", "*/}", "export const a = [")
MARKS = ("`", "```", "'", '"', "$", "\\", "\n", "\n\n", "\r\n", "    ", "\t", "- ", "1. ", "> ", "# ", "*")
PIECES = st.sampled_from([*TAGS, *MARKS, "一", "two", " ", "import a from 'b'"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_written_has_true_places(text: str) -> None:
    for dialect in ("mdx", "markdown"):
        document = read(text, dialect)
        before = 0
        for block in document.blocks:
            assert before <= block.span.start <= block.span.end <= len(text)
            before = block.span.start
            content = block.text.content
            for offset, sign in enumerate(content):
                if sign in "一two":
                    place = block.text.map_span(offset, offset + 1)
                    assert text[place.start : place.end] == sign
                    assert block.span.start <= place.start < place.end <= block.span.end
