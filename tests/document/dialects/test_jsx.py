"""Tags, expressions and statements of MDX: what they are, and where they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.dialects.jsx import Expression, JsxReader, Tag
from endmark.document.span import Span


def describe_flow(text: str) -> list[str]:
    tokens = JsxReader(text).read_flow(0)
    return [f"{token.kind} {token.name}" if isinstance(token, Tag) else describe(text, token) for token in tokens]


def describe(text: str, expression: Expression) -> str:
    return ("comment " if expression.is_comment else "") + text[expression.span.start : expression.span.end]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("<Tabs>\n", ["open Tabs"]),
        ("</Tabs>", ["close Tabs"]),
        ("<Tabs> \t\r\n", ["open Tabs"]),
        ("<Card title=\"Ein Titel\" href='/x' />", ["alone Card"]),
        ('<Card\n  title="a > b"\n\n  wide\n/>\nText', ["alone Card"]),
        ("<Tab style={{ color: '}' }} {...rest}>", ["open Tab"]),
        ("<Chart data={items.map((one) => { return `${one}}` })}/>", ["alone Chart"]),
        ("<>", ["open "]),
        ("</>", ["close "]),
        ("<a.b.C />", ["alone a.b.C"]),
        ("<svg:path d='M0'/>", ["alone svg:path"]),
        ("<Größe länge={1}/>", ["alone Größe"]),
        ("<部品 名='値'>", ["open 部品"]),
        ("<my-element data-x>", ["open my-element"]),
        ("<img src=/a.png>", ["alone img"]),
        ("<br>", ["alone br"]),
        ("<Tabs><Tab>", ["open Tabs", "open Tab"]),
        ("<Tabs> {a} </Tabs>", ["open Tabs", "{a}", "close Tabs"]),
        ("<button on:click={go} bind:value @press='x' :key=\"1\">", ["open button"]),
        ("{/* nothing\n\nto see */}", ["comment {/* nothing\n\nto see */}"]),
        ("{ /* one */ /* two */ }", ["comment { /* one */ /* two */ }"]),
        ("{\n  '}'\n}", ["{\n  '}'\n}"]),
        ("{`${`}`}`}", ["{`${`}`}`}"]),
        ("{items.map(() => <p>don't {x}</p>)}", ["{items.map(() => <p>don't {x}</p>)}"]),
        ("{go() // } not here\n}", ["{go() // } not here\n}"]),
        ("{<a href=https://example.org>{x}</a>}", ["{<a href=https://example.org>{x}</a>}"]),
        ("{/* } */ x}", ["{/* } */ x}"]),
        ('{"\\"}"}', ['{"\\"}"}']),
        # There is text on the line, or no end, or something else altogether.
        ("<Tabs> Text", []),
        ("<b>Text</b>", []),
        ("<Tabs", []),
        ("<Tabs\n\nText <b>x</b>", []),
        ("< Tabs>", []),
        ("<1>", []),
        ("</Tabs x='1'>", []),
        ("</Tabs/>", []),
        ("<Tab a='1>", []),
        ("<Tab a={1>", []),
        ("<https://example.org>", []),
        ("<!-- a -->", []),
        ("{a", []),
        ("{a\n# A heading\n}", []),
        ("{a\n```\nb\n```\n}", []),
        ("{`a}", []),
        ("{/* a }", []),
        ("}", []),
        ("{#if x}", []),
        ("{:else}", []),
        ("{/if}", []),
        ("{@html x}", []),
        ("", []),
    ],
)
def test_a_line_of_nothing_but_tags_and_expressions(text: str, tokens: list[str]) -> None:
    assert describe_flow(text) == tokens


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ('<Tab title="npm" wide>', {"title": "npm"}),
        ("<Tab title='a \"b\"' n={1} m=2>", {"title": 'a "b"', "m": "2"}),
        ('<Tab title={"npm"} label={`日本`} other={"a" + b} last={f("x")}>', {"title": "npm", "label": "日本"}),
        ('<Tab {..."x"}>', {}),
    ],
)
def test_attributes_that_are_text(text: str, strings: dict[str, str]) -> None:
    (tag,) = JsxReader(text).read_flow(0)
    assert isinstance(tag, Tag)
    assert {name: text[place.start : place.end] for name, place in tag.strings} == strings


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("import A from './a'\nText", "import A from './a'"),
        ('import "./a.css";\n\nText', 'import "./a.css";'),
        ("import A, { b as c } from './a'\r\nText", "import A, { b as c } from './a'\r"),
        ("import {\n  a,\n  b,\n} from './a'\n", "import {\n  a,\n  b,\n} from './a'"),
        ("import * as a from './a'\n", "import * as a from './a'"),
        ("import type { A } from './a'\n", "import type { A } from './a'"),
        ("import data from './a.json' with { type: 'json' }\n", "import data from './a.json' with { type: 'json' }"),
        ("export const a = 1\nexport const b = 2\n", "export const a = 1"),
        ("export const a = {\n\n  b: 1,\n}\n\nText", "export const a = {\n\n  b: 1,\n}"),
        ("export const a = (\n  <p>\n\n  </p>\n)\n\nText", "export const a = (\n  <p>\n\n  </p>\n)"),
        ("export const a = `\n\n# b\n`\n\nText", "export const a = `\n\n# b\n`"),
        ("export default ({ children }) =>\n  children\n \nText", "export default ({ children }) =>\n  children"),
        ("export { a }", "export { a }"),
        ("export * from './a'", "export * from './a'"),
        ("import the files", None),
        ("import { a", None),
        ("important", None),
        ("export the files", None),
        ("exported", None),
        ("export const a = {\n\nText", None),
        ("export const a = }\n\nText", None),
        ("export constant values", None),
    ],
)
def test_a_statement_ends_where_its_brackets_do(text: str, statement: str | None) -> None:
    found = JsxReader(text).read_statement(0)
    assert (found and text[found.start : found.end]) == statement


def test_a_tag_may_not_go_on_behind_a_limit() -> None:
    text = "<Tab title='a'>"
    assert JsxReader(text).read_tag(0, len(text) - 1) is None
    assert JsxReader(text).read_tag(0, len(text)) == Tag("open", Span(0, 15), "Tab", (("title", Span(12, 13)),))


@pytest.mark.parametrize(
    "shape", ["{\n", "<a {\n", "{`\n", "{'\n", '<a b="{', "{\n{}x\n", "export const a = {\n", "{\\'"]
)
def test_a_text_that_opens_and_never_closes_is_given_up(shape: str) -> None:
    text = shape * (10_000 // len(shape))
    reader = JsxReader(text)
    reader.left = 3 * len(text)
    starts = range(0, 100 * len(shape), len(shape))
    # Each look to the end costs the length of the text, so that a hundred of them would be too many.
    assert not any(reader.read_statement(start) if shape[0] == "e" else reader.read_flow(start) for start in starts)
    assert -len(text) <= reader.left < 0
    assert reader.read_flow(0) == ()


@given(st.text(alphabet="<>{}/ab'\"`$= \n*#\\-!", max_size=60))
def test_what_is_read_stands_there(text: str) -> None:
    reader = JsxReader(text)
    for start in range(len(text)):
        position = start
        for token in reader.read_flow(start):
            assert not text[position : token.span.start].strip(" \t\r")
            assert text[token.span.start] + text[token.span.end - 1] == ("<>" if isinstance(token, Tag) else "{}")
            position = token.span.end
        assert position == start or not text[position:].partition("\n")[0].strip()
