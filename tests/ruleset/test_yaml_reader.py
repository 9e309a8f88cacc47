"""The strict part of YAML, with the place of every value, by both parsers of PyYAML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from endmark.document.nesting import MAX_DEPTH
from endmark.document.source import make_source
from endmark.errors import InputError
from endmark.ruleset import yaml_reader
from endmark.ruleset.nodes import MappingNode, Node, ScalarNode, SequenceNode
from endmark.ruleset.yaml_reader import read_yaml

ProblemsOf = Callable[..., list[str]]


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(yaml_reader, "_Loader", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    return str(request.param)


def read(text: str) -> MappingNode:
    return read_yaml(make_source(text, "a.yaml"))


def plain(node: Node) -> Any:
    match node:
        case ScalarNode():
            return node.kind, node.raw
        case SequenceNode():
            return [plain(item) for item in node.items]
        case MappingNode():
            return {key.raw: plain(value) for key, value in node.entries}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "---\n...\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    assert read(text).entries == ()


@pytest.mark.parametrize(
    ("written", "kind", "raw"),
    [
        ("word", "text", "word"),
        ("'no'", "text", "no"),
        ('"1.0"', "text", "1.0"),
        ("=", "text", "="),
        ("no", "boolean", "no"),
        ("off", "boolean", "off"),
        ("17", "whole number", "17"),
        ("0x1F", "whole number", "0x1F"),
        ("1.0", "number", "1.0"),
        ("2026-01-31", "date", "2026-01-31"),
        ("~", "nothing", "~"),
        ("null", "nothing", "null"),
        ("", "nothing", ""),
        ("'a ''b'''", "text", "a 'b'"),
        ("|\n  a\n  b", "text", "a\nb\n"),
    ],
)
def test_kind_and_text_of_a_scalar(written: str, kind: str, raw: str) -> None:
    assert plain(read(f"key: {written}\n")) == {"key": (kind, raw)}


def test_nested_values_keep_their_order() -> None:
    text = "b: [x, {y: z}]\na:\n  - 1\n  - - 2\n"
    expected = {"b": [("text", "x"), {"y": ("text", "z")}], "a": [("whole number", "1"), [("whole number", "2")]]}
    assert plain(read(text)) == expected
    assert list(plain(read(text))) == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("key: x\n", 1, 6),
        ("a: 1\nkey: x\n", 2, 6),
        ("a: 1\r\n\r\nkey:   x\r\n", 3, 8),
        ("😀: 日本\nkey: x\n", 2, 6),
        ("{日本: 😀, key: x}\n", 1, 14),
        ("a: 'b\u2028c'\nkey: x\n", 2, 6),
        ("key:\n  - x\n", 2, 3),
    ],
    ids=["first line", "second line", "CRLF", "after emoji", "beside emoji", "line separator", "list"],
)
def test_place_of_a_value(text: str, line: int, column: int) -> None:
    place = next(value.place for key, value in read(text).entries if key.raw == "key")
    assert place == ("a.yaml", line, column)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "1:1: expected a mapping (lines of `key: value`), got a list."),
        ("word\n", "1:1: expected a mapping (lines of `key: value`), got the text 'word'."),
        ("a: 1\nb: 2\na: 3\n", "3:1: the key 'a' stands twice; the first is on line 1. Keep one of the two."),
        ("a: {b: 1,\n  b: 2}", "2:3: the key 'b' stands twice; the first is on line 1. Keep one of the two."),
        ("a: &x 1\n", "1:4: the anchor `&x` is not understood here. If it is meant as text, put it in quotes."),
        ("a: *x\n", "1:4: the alias `*x` is not understood here. If it is meant as text, put it in quotes."),
        ("a: &x [1]\n", "1:4: the anchor `&x` is not understood here. If it is meant as text, put it in quotes."),
        ("a: !x b\n", "1:4: the tag `!x` is not understood here. If it is meant as text, put it in quotes."),
        ("a: !!str b\n", "1:4: the tag `!!str` is not understood here. If it is meant as text, put it in quotes."),
        (
            "a: !!python/object:os.run x\n",
            "1:4: the tag `!!python/object:os.run` is not understood here. If it is meant as text, put it in quotes.",
        ),
        ("<<: {a: 1}\n", "1:1: expected text as a key, got `<<`. If it is meant as text, put it in quotes."),
        ("no: 1\n", "1:1: expected text as a key, got the boolean `no`. If it is meant as text, put it in quotes."),
        ("1: 1\n", "1:1: expected text as a key, got the number `1`. If it is meant as text, put it in quotes."),
        ("[a]: 1\n", "1:1: expected text as a key, got a list. If it is meant as text, put it in quotes."),
        ("? {a: b}\n: 1\n", "1:3: expected text as a key, got a mapping. If it is meant as text, put it in quotes."),
        ("a: 1\n---\nb: 2\n", "2:1: a second YAML document begins here. Keep one a file."),
        ("日: a\x07b\n", "1:5: the control character U+0007 cannot stand in YAML. Delete it."),
    ],
)
def test_what_is_refused(text: str, problem: str, problems_of: ProblemsOf) -> None:
    assert problems_of(read, text) == [f"a.yaml:{problem}"]


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: b: c\n", "1:5", "Put text that holds ': ' in quotes."),
        ("a:\n\tb: 1\n", "2:1", "Indent with spaces, not tabs; text that begins with `@`, `%` or ` needs quotes."),
        ("a: @b\n", "1:4", "Indent with spaces, not tabs; text that begins with `@`, `%` or ` needs quotes."),
        (
            "a: {b} c\nd: 1\n",
            "1:8",
            "Check the indentation; text that begins with `{`, `[` or a quote needs quotes around all of it.",
        ),
        ("a: [b\nc: d\n", "2:2", "Close the bracket, or put text that begins with `{` or `[` in quotes."),
        ("a: 'b\n", "2:1", "Close the quote."),
        ("a: 1\nb\nc: 2\n", "3:1", "A key needs ': ' after it."),
    ],
    ids=["colon in text", "tab", "at sign", "brace begins text", "open bracket", "open quote", "no colon"],
)
def test_a_syntax_error_has_a_place_and_a_remedy(text: str, place: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert f"{problem.path}:{problem.line}:{problem.column}" == f"a.yaml:{place}"
    assert problem.message.startswith("this is not valid YAML: ")
    assert problem.hint == hint


def test_all_problems_are_found_up_to_a_syntax_error(problems_of: ProblemsOf) -> None:
    found = problems_of(read, "a: &x 1\nb: !y 2\na: *x\nno: [&z 1]\nc: 'open\n")
    assert [problem.split(": ")[0] for problem in found] == [
        "a.yaml:1:4",
        "a.yaml:2:4",
        "a.yaml:3:4",
        "a.yaml:4:6",
        "a.yaml:6:1",
    ]
    found = problems_of(read, "a: &x 1\na: *x\nno: 1\n")
    assert [problem.split(": ")[0] for problem in found] == ["a.yaml:1:4", "a.yaml:2:4", "a.yaml:2:1", "a.yaml:3:1"]


def nested(opened: str, closed: str, depth: int) -> str:
    return "a: " + opened * depth + "1" + closed * depth


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ("{b: ", "}")])
def test_what_nests_as_deep_as_allowed_is_read(opened: str, closed: str) -> None:
    node: Node = read(nested(opened, closed, MAX_DEPTH - 1))
    for _ in range(MAX_DEPTH):
        assert not isinstance(node, ScalarNode)
        node = node.items[0] if isinstance(node, SequenceNode) else node.entries[0].value
    assert plain(node) == ("whole number", "1")


# The parsers end at different depths, or with the process: whichever is installed, the answer is ours.
@pytest.mark.parametrize("depth", [MAX_DEPTH, 1_100, 50_000])
@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ("{b: ", "}"), ("- ", ""), ("[{b: ", "}]")])
def test_what_nests_too_deep_has_a_place_and_a_remedy(opened: str, closed: str, depth: int) -> None:
    with pytest.raises(InputError) as caught:
        read(nested(opened, closed, depth).replace("a: -", "a:\n  -"))
    (problem,) = caught.value.problems
    assert problem.path == "a.yaml"
    assert problem.line
    assert problem.message == "this cannot be read as YAML: it is nested more than 100 levels deep."
    assert problem.hint
