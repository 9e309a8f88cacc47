"""Where a match must stand to count."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.edges import PatternPlace, find_edges
from endmark.checks.patterns.pattern import Options, find
from endmark.checks.text.regex import Pattern
from endmark.document.model import Document
from endmark.ruleset.restricted_pickle import load

Parse = Callable[[str], Document]

LONG = "a\n\nb\n\n{}\n\nd\n\ne\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb\n\nc\n\nd\n\ne\n", "a b d e"),
        ("# t\n\na\n\n## u\n\nb\n\nc\n\nd\n\ne\n", "t a u b d e"),
        ("a\n\nb\n\nc\n\nd\n\n## t\n\ne\n\n## u\n", "a b d t e u"),
        # A list is one.
        ("- a\n- b\n- c\n\nd\n\ne\n\nf\n\ng\n", "a b c d f g"),
        ("a\n\nb\n\nc\n\nd\n\n- e\n- f\n- g\n", "a b d e f g"),
        ("- a\n\nb\n\n- c\n\nd\n\ne\n\nf\n", "a b e f"),
        # Readers see no comments, and notes stand where they are written.
        ("<!-- x -->\n\na\n\nb\n\nc\n\nd\n\ne\n\n[^1]: n\n", "a b d e"),
        # Beside a marker, and alone between two rules.
        ("a\n\nb\n\nc\n\nd\n\n---END---\n\ne\n\nf\n\ng\n\nh\n", "a b d e g h"),
        ("a\n\nb\n\nc\n\n***\n\nd\n\n***\n\ne\n\nf\n\ng\n", "a b d f g"),
        ("a\n\nb\n\nc\n\n***\n\nd\n\ne\n\n***\n\nf\n\ng\n\nh\n", "a b g h"),
        ("a\n\n***\n\nb\n", "a b"),
        ("***\n", ""),
        ("", ""),
    ],
)
def test_edges(parted: Parse, text: str, expected: str) -> None:
    document = parted(text)
    edges = find_edges(document.blocks)
    shown = (block for block in document.blocks if block.span.start in edges)
    assert " ".join(block.text.content for block in shown) == expected


@pytest.mark.parametrize(
    ("place", "own", "expected"),
    [
        ("anywhere", "", ["x", "x y z"]),
        ("apart", "", ["x"]),
        ("edge", "", []),
        ("anywhere", "edge", []),
        ("anywhere", "apart", ["x"]),
        ("edge", "anywhere", ["x", "x y z"]),
    ],
)
def test_a_match_counts_by_its_place(parted: Parse, place: PatternPlace, own: str, expected: list[str]) -> None:
    options = Options(anywhere=(Pattern("x", "one", place=own),), place=place)
    inside = [text for text in ("x", "x y z") if list(find(parted(LONG.format(text)), options, Scope()))]
    assert inside == expected
    assert len(list(find(parted("x\n\na\n\nb\n\nc\n\nd\n\ny x\n"), options, Scope()))) == 2


def test_a_whole_line_counts_by_its_place(parted: Parse) -> None:
    options = Options(lines=(Pattern("x", "one", place="edge"), Pattern("y", "two")))
    assert [match.pattern for match in find(parted(LONG.format("x\ny\nz")), options, Scope())] == ["two"]


def test_a_longer_match_that_does_not_count_hides_none_that_does(parted: Parse) -> None:
    options = Options(anywhere=(Pattern("x y", "long", place="edge"), Pattern("x", "short")))
    assert [match.pattern for match in find(parted(LONG.format("x y z")), options, Scope())] == ["short"]
    assert [match.pattern for match in find(parted("x y z"), options, Scope())] == ["long"]


def test_one_text_in_two_places_counts_in_one(parted: Parse) -> None:
    options = Options(anywhere=(Pattern("x", "one"),), place="edge")
    matches = find(parted("x\n\na\n\nb\n\nx\n\nc\n\nd\n"), options, Scope())
    assert [match.span.start for match in matches] == [0]


def test_what_a_site_adds_counts_anywhere(parted: Parse) -> None:
    options = Options(words=("moon",), anywhere=(Pattern("x", "one"),), place="edge")
    assert len(list(find(parted(LONG.format("x, and the moon")), options, Scope()))) == 1


def test_front_matter_has_no_middle(parted: Parse) -> None:
    options = Options(anywhere=(Pattern("x", "one"),), place="edge", fields=("title",))
    assert len(list(find(parted(f"---\ntitle: x\n---\n\n{LONG.format('c')}"), options, Scope()))) == 1


def test_the_place_of_a_pattern_travels_in_a_pickle() -> None:
    options = load(pickle.dumps(load(pickle.dumps(Options(anywhere=(Pattern("^x", "one", place="edge"),))))))
    assert [one.place for one in options.anywhere] == ["edge"]
    assert load(pickle.dumps(Pattern("x", "one", "en", "edge"))).place == "edge"
