"""Of very many blocks none is made where a look at their texts or their kinds will do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from endmark.checks import Scope
from endmark.checks.cuts import beginning
from endmark.checks.markup import collapsed, empty_section, literal_markup
from endmark.checks.patterns import prefilter
from endmark.checks.repetition import duplicate_sentence
from endmark.checks.text.regex import Pattern, PatternQuery
from endmark.checks.text.searched_texts import Texts
from endmark.document import packed_blocks
from endmark.document.blocks import Block
from endmark.document.many_blocks import PackedBlocks
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source

PARAGRAPHS = "The gate is open.\n\n" * 6
HEADINGS = "## The gate\n\n" * 6
HTML = "<p>The gate is open.</p>\n\n" * 6


@pytest.fixture(autouse=True)
def pack_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_blocks, "_FEW", 3)


def read(text: str) -> Document:
    document = read_document(make_source(text, "a.md"))
    assert isinstance(document.blocks, PackedBlocks)
    return document


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(_blocks: PackedBlocks, _index: int = 0) -> Iterator[Block]:
        raise AssertionError

    monkeypatch.setattr(PackedBlocks, "__iter__", make)
    monkeypatch.setattr(PackedBlocks, "__getitem__", make)


def test_short_lines_are_not_collapsed(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(PARAGRAPHS)
    forbid(monkeypatch)
    assert list(collapsed.find(document, collapsed.Options(), Scope())) == []


def test_where_there_is_nothing_but_headings_none_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(HEADINGS)
    forbid(monkeypatch)
    assert list(empty_section.find(document, empty_section.Options(), Scope())) == []


@pytest.mark.parametrize("text", [HEADINGS, HTML + "#"])
def test_no_heading_shows_its_signs(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(text)
    forbid(monkeypatch)
    assert list(literal_markup.find(document, literal_markup.Options("heading"), Scope())) == []


def test_no_paragraph_begins_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read("An iris opens.\n\nThe gate is open.\n\n" * 3)
    forbid(monkeypatch)
    options = beginning.Options({"en": ("and", "the")})
    assert list(beginning.find(document, options, Scope())) == []


def test_no_sentence_is_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read("It is open.\n\n# Gate\n\n" * 3)
    forbid(monkeypatch)
    assert list(duplicate_sentence.find(document, duplicate_sentence.Options(), Scope())) == []


def test_patterns_are_looked_for_in_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(PARAGRAPHS + "A heron waits.\n")
    forbid(monkeypatch)
    heron, gate, wolf = Pattern("heron"), Pattern("^The gate"), Pattern("wolf")
    queries = [PatternQuery(text=(heron, wolf)), PatternQuery(source=(gate,))]
    search = prefilter.build_search([(lambda _: queries[0], object()), (lambda _: queries[1], object())])
    assert search.find_occurring(document, None) == {0: {heron}, 1: {gate}}


def test_what_was_searched_just_now_is_not_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[list[str]] = []

    class Watched(Texts):
        def __init__(self, texts: list[str]) -> None:
            searched.append(list(texts))
            super().__init__(texts)

    monkeypatch.setattr(prefilter, "_AT_ONCE", 2)
    monkeypatch.setattr(prefilter, "Texts", Watched)
    document = read("One.\n\nTwo.\n\nTwo.\n\nOne.\n\nOne.\n\nThree.\n")
    query = PatternQuery(text=(Pattern("Three"),))
    (found,) = prefilter.build_search([(lambda _: query, object())]).find_occurring(document, None).values()
    assert found == {Pattern("Three")}
    assert searched == [["One.", "Two."], ["Three."]]
