from __future__ import annotations

from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.style.length import MeasuredKind, Options, find
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value

TEXT = """\
---
title: A garden behind the library
---

# One two three

One two three four. Five *six*
seven. Eight?

- One two - three `four` five

> One two three.
"""


def found(text: str, of: MeasuredKind, scope: Scope | None = None, **options: Any) -> list[tuple[str, int | str]]:
    document = read_document(make_source(text, "a.md"))
    matches = list(find(document, Options(of, **options), scope or Scope()))
    return [(document.source.get_excerpt(match.span), say_value(match.values["count"])) for match in matches]


@pytest.mark.parametrize(
    ("of", "words", "expected"),
    [
        ("title", 4, [("A garden behind the library", 5)]),
        ("title", 5, []),
        ("heading", 2, [("# One two three", 3)]),
        ("heading", 3, []),
        (
            "sentence",
            2,
            [
                ("One two three four.", 4),
                ("Five *six*\nseven.", 3),
                ("One two - three `four` five", 5),
                ("One two three.", 3),
            ],
        ),
        ("sentence", 4, [("One two - three `four` five", 5)]),
        ("paragraph", 7, [("One two three four. Five *six*\nseven. Eight?", 8)]),
        ("list-item", 4, [("One two - three `four` five", 5)]),
    ],
)
def test_what_has_too_many_words_is_found(of: MeasuredKind, words: int, expected: list[tuple[str, int]]) -> None:
    assert found(TEXT, of, words=words) == expected


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("# One two", {"characters": 6}, [("# One two", 7)]),
        ("# One two", {"characters": 7}, []),
        ("# 庭の一年", {"characters": 3}, [("# 庭の一年", 4)]),
        ("庭の\n一年\n===", {"characters": 4}, []),
        ("# 정원의 한 해", {"characters": 5}, []),
        ("# 庭の一年", {"words": 1}, []),
        ("# 庭の一年", {"words": 1, "characters": 3}, [("# 庭の一年", 4)]),
        ("# One two three", {"words": 3, "characters": 4}, []),
        ("# One two three", {"words": 2, "characters": 400}, [("# One two three", 3)]),
        ("# สวนหลังบ้าน", {"words": 1, "characters": 10}, [("# สวนหลังบ้าน", 11)]),
    ],
)
def test_scripts_without_spaces_are_measured_in_characters(
    text: str, options: dict[str, Any], expected: list[tuple[str, int]]
) -> None:
    assert found(text, "heading", **options) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("庭の一年", [("庭の一年", 4)]), ('"One two three"', [("One two three", 3)]), ("One two", []), ("[a, b, c]", [])],
)
def test_a_title_is_measured_as_it_reads(title: str, expected: list[tuple[str, int]]) -> None:
    assert found(f"---\ntitle: {title}\n---\n\nText.\n", "title", words=2, characters=3) == expected


def test_the_scope_says_which_blocks_are_judged() -> None:
    assert found(TEXT, "sentence", Scope(kinds=frozenset({"quote"})), words=1) == [("One two three.", 3)]
    assert found(TEXT, "title", Scope(languages=frozenset({"ja"})), words=1) == []


def test_a_match_says_what_is_measured_and_how() -> None:
    (match,) = find(read_document(make_source("- One two", "a.md")), Options("list-item", words=1), Scope())
    assert {name: say_value(value) for name, value in match.values.items()} == {
        "piece": "list item",
        "count": 2,
        "most": 1,
        "unit": "words",
    }


def test_options_that_measure_nothing_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="give `words`, `characters`, or both"):
        Options("heading")
