from __future__ import annotations

from typing import Literal

import pytest

from endmark.checks import Scope
from endmark.checks.pattern import Options, find
from endmark.checks.regex import Pattern
from endmark.document.reader import read
from endmark.document.source import from_text


def found(
    text: str,
    *,
    lines: tuple[str, ...] = (),
    anywhere: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    where: Literal["text", "source"] = "text",
    scope: Scope | None = None,
) -> list[str]:
    document = read(from_text(text, "a.md"))
    whole, part, excused = (tuple(map(Pattern, group)) for group in (lines, anywhere, unless))
    matches = list(find(document, Options(whole, part, excused, where), scope or Scope()))
    for match in matches:
        assert document.source.excerpt(match.span)
    return [document.source.excerpt(match.span) for match in matches]


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("TODO\n\nnot TODO", "TODO", ["TODO"]),
        ("a\n  TODO  \nb", "TODO", ["TODO"]),
        ("> TODO\n> more", "TODO", ["TODO"]),
        ("> more\n> TODO", "TODO", ["TODO"]),
        ("- TODO", "TODO", ["TODO"]),
        ("`TODO`", "TODO", []),
        ("**TODO**", "TODO", ["TODO"]),
        ("a TODOS", "TODO", []),
    ],
)
def test_lines_are_whole_lines(text: str, pattern: str, expected: list[str]) -> None:
    assert found(text, lines=(pattern,)) == expected


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("a ba b", "text", ["b", "b"]),
        ("a `b` c", "text", []),
        ("a `b` c", "source", []),
        ("a **b** c", "source", ["b"]),
        ("[a](b)", "text", []),
        ("```\nb\n```", "text", []),
        ("a &amp; b\n\n# b", "text", ["b", "b"]),
    ],
)
def test_anywhere_looks_inside_blocks_but_not_into_code(
    text: str, where: Literal["text", "source"], expected: list[str]
) -> None:
    assert found(text, anywhere=("b",), where=where) == expected


def test_a_match_that_touches_an_exception_is_left_alone() -> None:
    assert found("a END b “END” c", anywhere=("END",), unless=("“END”",)) == ["END"]


def test_of_overlapping_matches_the_first_and_longest_counts() -> None:
    assert found("one two", anywhere=("one", "one two", "two")) == ["one two"]


def test_the_scope_says_which_blocks_are_judged() -> None:
    text = "# x\n\nx\n\n- x\n\n雨 x が降る。\n"
    assert len(found(text, anywhere=("x",))) == 4
    assert len(found(text, anywhere=("x",), scope=Scope(kinds=frozenset({"heading"})))) == 1
    assert len(found(text, anywhere=("x",), scope=Scope(languages=frozenset({"fr"})))) == 0


@pytest.mark.parametrize("anchor", [r"\Ax", r"x\z", "^x", "x$"])
def test_anchors_mean_the_ends_of_the_block(anchor: str) -> None:
    assert found("a\n\nx", anywhere=(anchor,)) == ["x"]


def test_a_rule_without_patterns_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one pattern"):
        Options()
