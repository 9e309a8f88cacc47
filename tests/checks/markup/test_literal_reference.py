from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.markup.literal_markup import Options, find
from endmark.document.dialect import Dialect
from endmark.document.reader import read_document
from endmark.document.source import make_source

DEFINED = "\n[x]: /x\n"
NOTED = "\n[^x]: So it is.\n"


def find_references(text: str, dialect: Dialect = "markdown") -> list[str]:
    document = read_document(make_source(text, "a.md"), dialect)
    matches = find(document, Options("reference"), Scope(frozenset({"paragraph", "footnote"})))
    return [text[match.span.start : match.span.end] for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [the map][map].\n", ["[the map][map]"]),
        ("See [map][2] and ![map][2].\n", ["[map][2]", "![map][2]"]),
        ("[地図][map]を見る。\n", ["[地図][map]"]),
        ("See [the map][./map.md] and [the beds][beds.html].\n", ["[the map][./map.md]", "[the beds][beds.html]"]),
        ("See [the `map`][map].\n", ["[the `map`][map]"]),
        (f"See [map][y].\n{DEFINED}", ["[map][y]"]),
        (f"See [the map][the-old-map].\n{DEFINED}", ["[the map][the-old-map]"]),
        ("See [the map][Old-map].\n", ["[the map][Old-map]"]),
        ("It is.[^1] So ([^23]).\n", ["[^1]", "[^23]"]),
        (f"It is.[^note]\n{NOTED}", ["[^note]"]),
        ("It is.[^1]\n\n[^1]：So.\n", ["[^1]", "[^1]"]),
        # A footnote that refers to another.
        (f"It is.[^x]\n{NOTED[:-1]}[^y]\n", ["[^y]"]),
    ],
)
def test_a_reference_without_a_definition_is_found(text: str, expected: list[str]) -> None:
    assert find_references(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"See [the map][x].\n{DEFINED}",
        f"It is.[^x]\n{NOTED}",
        "It is.[^note]\n",
        "Run [map][pond].\n",
        # The heading of another page, where nothing shows how the page defines what it refers to.
        "See [the map][the-old-map].\n",
        "[古い地図][old-map-2]を見る。\n",
        r"See \[the map][map] and \[^1].",
        "See `[the map][map]` and `[^1]`.\n",
        "# It is.[^1]\n",
        f"a[i][j], x)[the map][y], [1][2], [a][2], [a-z ][0-9], [^ab ][c], [the w][a-z].\n{DEFINED}",
        "[the map][map](/map) and [the map][map]: a line.\n",
        "[[^1]] and [^1][2].\n",
        "[the map][map][2]\n",
        "See [the map][garden::Map], [the beds][garden.Map.beds()] and [the `Bed`][garden.bed].\n",
        # The id is made of the words, as that of the heading of another page is.
        f"See [the old map][the-old-map].\n{DEFINED}",
        "[](){#map}\n\n## Map\n\nSee [the beds][own-beds] and [the Map][map].\n",
        f"See [the map][garden.Map], and [the beds][wide beds].\n{DEFINED}",
        '--8<-- "links.md"\n\nSee [the map][map].\n',
    ],
)
def test_other_brackets_are_left_alone(text: str) -> None:
    assert find_references(text) == []


def test_programs_for_documentation_define_names_by_themselves() -> None:
    assert find_references("See [the map][garden.Map].[^1]\n", "mkdocs") == ["[^1]"]
