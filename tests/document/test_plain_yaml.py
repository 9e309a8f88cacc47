"""Plain front matter says what a YAML parser says it does."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from endmark.document import front_matter_reader
from endmark.document.plain_yaml import read_plain_yaml
from endmark.document.yaml_fields import read_yaml

KEYS = st.sampled_from(["title", "date_2", "tags-x", "yes", "題名", "a b", "_x", "-x", "3", "", "k" * 62])
SIGNS = "-?:,[]{}#&*!|>'\"%@`+.<=~0129eExoTZ_/ a日—\t\\\u3000"
VALUES = (
    "dawn, dusk|2024-03-19|2024-3-9 10:00:00 +09:00|2024-03-19T1:00:00.5Z|2024-03-19 10:00:00 +0900|2020/12/21"
    "|8.5|10.2.1|0x1f|0o17|017|1_000|10:30|1e3|1.5e+3|true|True|TRUE|tRue|yes|off|null|Null|~|y|n|=|<<|-5|.5"
    "|5 min|[a, b]|[a, 'b, c', \"d\"]|[ ]|[a,]|[a b , c]|[a: b]|[a, [b]]|\"a\" b|\"a \\n\"|'it''s'|''|\"#\"|a #b"
    "|a: b|a:|a#b|a:b|{a: b}|>|*a|&a b|!!str 5|- a|門は開く|「門」|𠮷野|12月|２０"
)
SCALARS = st.one_of(st.sampled_from(VALUES.split("|")), st.text(SIGNS, max_size=6))
LINES = st.one_of(
    st.builds("{}:{}{}{}".format, KEYS, st.sampled_from(["", " ", "  "]), SCALARS, st.sampled_from(["", " ", "\r"])),
    st.builds("{}- {}".format, st.sampled_from(["", " ", "  ", "    "]), SCALARS),
    st.builds("{}:".format, KEYS),
    st.sampled_from(["", "# note", "  # note", "  more", "  sub: x", "---", "...", " "]),
)


@given(st.lists(LINES, max_size=6).map("\n".join), st.sampled_from(["\n", "\n\n", ""]))
@example("a:\n- b\n- c\nd: e", "\n")
@example("a:\n- b", "")
@example("a:\n\n  - b\n\n\nc: d", "\n")
@example("a: b  \r\nc:\r\n  - d\r", "\n")
@example("a:\n- b\n# c\nd: e", "\n")
def test_it_reads_what_a_parser_reads(content: str, end: str) -> None:
    fields = read_plain_yaml(content + end, 4)
    assert fields is None or (fields, ()) == read_yaml(content + end, 4)


@pytest.mark.parametrize(
    "content",
    [
        'title: "The gate: opens"\nauthor: Ada Lovelace, Grace Hopper\ndate: 2024-03-19\ndraft: false\n',
        "layout: post\ndate: 2024-03-19 10:00:00 +0900\ncategories: [gates, 'dusk, dawn']\nweight: 10\ntested: 8.5\n",
        "title: 門は夜明けに開く\r\n# a note\r\nemoji: 🌙\r\ntags:\r\n  - 門\r\n  - 夜\r\npublished: true\r\n",
        "tags:\n- a\n- 'b'\nhero:\nposted: 2020/12/21\nlength: 5 min\n",
    ],
)
def test_most_front_matter_needs_no_parser(content: str) -> None:
    assert (read_plain_yaml(content, 0), ()) == read_yaml(content, 0)


@pytest.mark.parametrize(
    "content",
    [
        "a: >\n  b\n",
        "a: b\n  c\n",
        "a: b\na: c\n",
        "a: b # c\n",
        "a: b: c\n",
        'a: "\\n"\n',
        "a: 017\n",
        "a: *b\n",
        "a:\n  b: c\n",
        "a:\n- b\n  # c\n- d\n",
        "a: \u00a0b\n",
        "a\n",
        "\n",
        "a: b",
    ],
)
def test_the_rest_is_left_to_one(content: str) -> None:
    assert read_plain_yaml(content, 0) is None


def test_the_reader_asks_for_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "endmark.document.yaml_fields", None)
    found = front_matter_reader.read_front_matter("---\ntitle: Gates\n---\n\nThe gate opens.\n")
    assert found
    assert [(entry.name, entry.text, entry.value) for entry in found.fields] == [("title", "Gates", (11, 16))]
