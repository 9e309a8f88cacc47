from __future__ import annotations

from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.occurrence import Options, find, prefilter
from endmark.checks.patterns.prefilter import find_candidates
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import make_reason

SECTIONS = "very very\n\n# One very\n\nvery\n\n## Two\n\n- very very\n- very\n\n# Three\n\n```\nvery\n```\n"


def found(text: str, *, scope: Scope | None = None, **options: Any) -> list[tuple[str, int, str | int]]:
    """What is found, in which line, and how often it stands."""
    document = read_document(make_source(text, "a.md"))
    chosen = Options(**options)
    matches = sorted(find(document, chosen, scope or Scope()), key=lambda match: match.span)
    assert not matches or find_candidates(document, [(prefilter, chosen)])
    return [
        (
            document.source.get_excerpt(match.span),
            document.source.get_position(match.span.start).line,
            say_value(match.values["count"]),
        )
        for match in matches
    ]


@pytest.mark.parametrize(
    ("most", "per", "expected"),
    [
        (7, "document", []),
        (5, "document", [("very", 9, 7)]),
        (0, "document", [("very", 1, 7)]),
        (2, "section", [("very", 10, 3)]),
        (1, "section", [("very", 1, 2), ("very", 5, 2), ("very", 9, 3)]),
        (1, "paragraph", [("very", 1, 2), ("very", 9, 2)]),
        (2, "paragraph", []),
    ],
)
def test_the_first_one_too_many_is_found(most: int, per: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(SECTIONS, words=("very",), most=most, per=per) == expected


@pytest.mark.parametrize(
    ("least", "per", "expected"),
    [
        (7, "document", []),
        (8, "document", [("very very", 1, 7)]),
        (3, "section", [("very very", 1, 2), ("# One very", 3, 2)]),
        (2, "paragraph", [("# One very", 3, 1), ("very", 5, 1), ("## Two", 7, 0), ("very", 10, 1), ("# Three", 12, 0)]),
    ],
)
def test_a_unit_with_too_few_is_found(least: int, per: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(SECTIONS, words=("very",), least=least, per=per) == expected


def test_sentences_are_counted_one_by_one() -> None:
    text = "A bed and a path and a shed. A path, and a bed.\n\nとても、とても、とてもよい。とてもよい。\n"
    assert found(text, words=("and", "とても"), most=1, per="sentence") == [("and", 1, 2), ("とても", 3, 3)]
    assert found(text, words=("and",), least=1, per="sentence", scope=Scope(languages=frozenset({"ja"}))) == [
        ("とても、とても、とてもよい。", 3, 0),
        ("とてもよい。", 3, 0),
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"words": ("very", "really")}, [("Very", 1, 2)]),
        ({"words": ("very", "really"), "together": True}, [("really", 1, 3)]),
        ({"words": ("very",), "patterns": (Pattern("real.y"),), "together": True}, [("really", 1, 3)]),
        ({"patterns": (Pattern("r."),)}, [("re", 1, 3)]),
        ({"words": ("very",), "unless": (Pattern("Very"),)}, []),
        ({"words": ("very",), "in_quotations": False}, []),
    ],
)
def test_what_counts(options: dict[str, Any], expected: list[tuple[str, int, int]]) -> None:
    assert found("A very, really “Very” good bed.", most=1, **options) == expected


def test_the_other_places_are_shown_up_to_ten() -> None:
    document = read_document(make_source("very " * 30, "a.md"))
    (match,) = find(document, Options(words=("very",), most=2), Scope())
    assert (match.span.start, match.values) == (
        10,
        {"match": "very", "count": 30, "most": 2, "least": 0, "unit": make_reason("occurrence.document")},
    )
    assert [place.span.start for place in match.related] == [0, 5, *range(15, 55, 5)]


@pytest.mark.parametrize("text", ["", "```\nvery\n```\n", "---\ntitle: very\n---\n"])
def test_where_there_is_no_text_nothing_is_missing(text: str) -> None:
    assert found(text, words=("very",), least=1) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"most": 1}, "at least one word"),
        ({"words": ("a",)}, "how often"),
        ({"words": ("a",), "most": 1, "least": 2}, "at least 2 times and at most 1"),
    ],
)
def test_options_that_mean_nothing_are_a_mistake(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Options(**options)
