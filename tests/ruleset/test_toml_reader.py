"""A table of a TOML file as nodes; places are those of the keys that begin a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from endmark.document.source import make_source
from endmark.ruleset.nodes import MappingNode, Node, ScalarNode, SequenceNode
from endmark.ruleset.toml_reader import read_toml

ProblemsOf = Callable[..., list[str]]

TEXT = """\
[project]
name = "site"

[tool.endmark]
include = [
  "posts/**",
]
fail_on = "never"
inline = { a = 1, b = true }

[tool.endmark.rules]
"stray-marker" = "off"
cut-end.severity = "error"
  cut-end.options.ratio = 0.5

[[tool.endmark.overrides]]
files = ["a"]
[tool.endmark.overrides.rules]
one = "off"

[[tool.endmark.overrides]]
since = 2026-01-31
"""


def read(text: str) -> MappingNode | None:
    return read_toml(make_source(text, "pyproject.toml"), "tool", "endmark")


def placed(node: Node) -> Any:
    match node:
        case ScalarNode():
            return node.kind, node.raw, node.place.line, node.place.column
        case SequenceNode():
            return [placed(item) for item in node.items]
        case MappingNode():
            return {(key.raw, key.place.line, key.place.column): placed(value) for key, value in node.entries}


def test_values_and_places() -> None:
    table = read(TEXT)
    assert table is not None
    assert table.place == ("pyproject.toml", 4, 1)
    assert placed(table) == {
        ("include", 5, 1): [("text", "posts/**", 5, 1)],
        ("fail_on", 8, 1): ("text", "never", 8, 1),
        ("inline", 9, 1): {("a", 9, 1): ("whole number", "1", 9, 1), ("b", 9, 1): ("boolean", "true", 9, 1)},
        ("rules", 11, 1): {
            ("stray-marker", 12, 1): ("text", "off", 12, 1),
            ("cut-end", 13, 1): {
                ("severity", 13, 1): ("text", "error", 13, 1),
                ("options", 14, 3): {("ratio", 14, 3): ("number", "0.5", 14, 3)},
            },
        },
        ("overrides", 16, 1): [
            {("files", 17, 1): [("text", "a", 17, 1)], ("rules", 18, 1): {("one", 19, 1): ("text", "off", 19, 1)}},
            {("since", 22, 1): ("date", "2026-01-31", 22, 1)},
        ],
    }


def test_what_looks_like_a_key_inside_of_a_text_is_none() -> None:
    table = read(
        '[project]\nreadme = """\n[tool.endmark]\nfail_on = 1\n"""\n'
        "[tool . endmark]\ninclude = [\n  '''\nfail_on = 2\n''',\n]\nfail_on = \"never\"\n\"a\\\"b\" = 1\n"
    )
    assert table is not None
    assert (table.place.line, [key.place.line for key, _ in table.entries]) == (6, [7, 12, 13])


@pytest.mark.parametrize("text", ["", "[tool.other]\nendmark = 1\n", "[endmark]\n", "tool = {}\n"])
def test_none_without_the_table(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[tool.endmark]\na = \n", "2:5: this is not valid TOML: invalid value."),
        ('[tool.endmark]\na = "b', "2:7: this is not valid TOML: unterminated string."),
        ("a = 1\na = 2\n", "2:6: this is not valid TOML: cannot overwrite a value."),
        ("[tool]\nendmark = 1\n", "2:1: expected a table `[tool.endmark]`."),
        ("tool = 1\n", "1:1: expected a table `[tool.endmark]`."),
    ],
    ids=["no value", "end of file", "twice", "no table", "no table above"],
)
def test_problems(text: str, problem: str, problems_of: ProblemsOf) -> None:
    assert problems_of(read, text) == [f"pyproject.toml:{problem}"]


@pytest.mark.parametrize("depth", [101, 300, 30_000])
@pytest.mark.parametrize(
    ("opened", "closed", "column"), [("[", "]", 105), ("{b=", "}", 305), ("[{b=", "}]", 205)], ids=["[", "{", "[{"]
)
def test_what_nests_too_deep_is_a_problem_with_its_place(
    opened: str, closed: str, column: int, depth: int, problems_of: ProblemsOf
) -> None:
    text = "[tool.endmark]\na = " + opened * depth + "1" + closed * depth
    (problem,) = problems_of(read, text)
    assert problem.startswith(f"pyproject.toml:2:{column}: this cannot be read as TOML: it is nested more than 100 ")
    assert problem.endswith("Write it with fewer levels.")


@pytest.mark.parametrize("depth", [101, 2_000])
def test_dotted_keys_nest_too(depth: int, problems_of: ProblemsOf) -> None:
    (problem,) = problems_of(read, "[tool.endmark]\n" + "a." * depth + "b = 1")
    assert "it is nested more than 100 levels deep." in problem
