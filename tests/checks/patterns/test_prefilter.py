from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks import Scope
from endmark.checks.patterns.pattern import Options, find, narrow, prefilter
from endmark.checks.patterns.prefilter import build_search, find_candidates
from endmark.checks.patterns.search_memory import KeptSearchMemory
from endmark.checks.text.pattern_set import PatternSet
from endmark.checks.text.regex import Pattern
from endmark.checks.text.searched_texts import Texts
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.ruleset.restricted_pickle import load

OPTIONS = (
    Options(anywhere=(Pattern("^one"), Pattern(r"two\z"))),
    Options(lines=(Pattern("^one$"), Pattern("t.o"))),
    Options(words=("one two", "zwei")),
    Options(anywhere=(Pattern("^[*]*one"), Pattern(r"(?P<found>two)[*]+$")), where="source"),
    Options(anywhere=(Pattern("one"),), where="fields", fields=("title",)),
    Options(lines=(Pattern("[$]two"),), where="source", fields=("title",)),
)
SEARCHING = tuple((prefilter, options) for options in OPTIONS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing", set()),
        ("one", {0, 1, 3}),
        ("a\none\nb", {1, 3}),
        ("- one two", {0, 2, 3}),
        ("- a **two**", {0, 3}),
        ("one\ntwo", {0, 1, 2, 3}),
        ("two\n\na", {0, 1}),
        ("---\ntitle: one\n---\n", {4}),
        ("---\ntitle: $two\n---\n", {5}),
    ],
)
def test_no_rule_is_passed_over_that_would_find_something(text: str, expected: set[int]) -> None:
    assert expected <= find_candidates(read_document(make_source(text, "a.md")), SEARCHING).keys()


def test_rules_whose_patterns_do_not_occur_are_passed_over() -> None:
    assert find_candidates(read_document(make_source("nothing", "a.md")), SEARCHING) == {}
    assert find_candidates(read_document(make_source("einszwei zwei", "a.md")), SEARCHING).keys() == {2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\nfour\n", set()),
        ("one\n\none two\n", {0, 1, 2, 3}),
        ("---\ntitle: one\n---\none\n\nfour\n", set()),
    ],
)
def test_what_was_searched_already_is_not_searched_again(text: str, expected: set[int]) -> None:
    before = read_document(make_source("one\n\nthree\n", "a.md"))
    assert expected == find_candidates(read_document(make_source(text, "a.md")), SEARCHING, before).keys()


def test_of_an_edited_document_only_what_is_new_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def note(texts: Sequence[str]) -> Texts:
        searched.extend(texts)
        return Texts(texts)

    monkeypatch.setattr("endmark.checks.patterns.prefilter.Texts", note)
    search = build_search(SEARCHING)

    def edit(text: str) -> tuple[set[int], set[str]]:
        searched.clear()
        found = find_candidates(read_document(make_source(text, "a.md")), SEARCHING, search=search, edited=True)
        return {*found}, {text.strip() for text in searched}

    assert edit("three\n\nfour\n") == (set(), {"three", "four"})
    assert edit("three\n\none\n") == ({0, 1, 3}, {"one"})
    assert edit("three\n\nfive\n") == ({0, 1, 3}, {"five"})  # it is looked for until much has changed
    assert edit("six\n\nseven\n") == (set(), {"six", "seven"})
    assert edit("six\n\neight\n\nnine\n") == (set(), {"six", "eight", "nine"})  # another one with a block of it
    assert edit("---\ntitle: one\n---\nsix\n")[0] == {4}


_TEXT = st.lists(st.sampled_from(["one", "two", "- one two", "a **two**", "zwei", "nothing"]), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["", "---\ntitle: one\n---\n"]), _TEXT), max_size=5))
def test_a_memory_out_of_an_earlier_run_passes_nothing_over(edits: list[tuple[str, list[str]]]) -> None:
    search = build_search(SEARCHING)
    memory = KeptSearchMemory()
    for head, lines in edits:
        document = read_document(make_source(head + "\n\n".join(lines), "a.md"))
        found = find_candidates(document, SEARCHING, search=search, memory=memory)
        for owner, patterns in find_candidates(document, SEARCHING).items():
            assert patterns <= found[owner]
        memory = KeptSearchMemory.unpack(memory.pack())


def test_a_memory_holds_no_text() -> None:
    memory = KeptSearchMemory()
    assert memory.pack() == b""
    document = read_document(make_source("nothing here\n\none\n", "a.md"))
    find_candidates(document, SEARCHING, search=build_search(SEARCHING), memory=memory)
    assert b"nothing" not in memory.pack()


@given(st.text(alphabet='onetw $*-#>\n`[]"zi', max_size=60), st.sampled_from(["", "---\ntitle: one\n---\n"]))
def test_what_is_found_was_sighted(text: str, head: str) -> None:
    document = read_document(make_source(head + text, "a.md"))
    finding = {number for number, options in enumerate(OPTIONS) if list(find(document, options, Scope()))}
    assert finding <= find_candidates(document, SEARCHING).keys()


@given(st.text(alphabet='onetw $*-#>\n`[]"zi', max_size=60), st.sampled_from(["", "---\ntitle: one\n---\n"]))
def test_the_patterns_that_occur_find_what_all_of_them_find(text: str, head: str) -> None:
    document = read_document(make_source(head + text, "a.md"))
    for number, occurring in find_candidates(document, SEARCHING).items():
        narrowed = narrow(OPTIONS[number], occurring)
        assert list(find(document, narrowed, Scope())) == list(find(document, OPTIONS[number], Scope()))


GERMAN = "Die Gärtnerin hat das Tor für uns geöffnet, und wir sind mit ihr zum Teich gegangen. "
CZECH = "Zahradnice nám otevřela bránu a šli jsme s ní až k rybníku, kde žijí žáby. "
SPANISH = "La jardinera nos abrió la puerta del jardín y los niños bajaron con ella al lago. "
ENGLISH = "The gardener opened the gate for all of us, and we went down to the pond with her. "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GERMAN * 8, {"Teich", "o"}),
        # German words in an English article are none of a model that speaks German.
        (f"{ENGLISH * 8}\n\nTeich\n", {"o"}),
        (f"{ENGLISH * 8}\n\n{GERMAN}\n", {"Teich", "o"}),
        # A short article may be in any language.
        (f"{ENGLISH}\n\nTeich\n", {"Teich", "o"}),
        # So may one with many letters that the language it is taken for has not; names have few of them.
        (f"{ENGLISH}\n\n{CZECH * 4}\n\nTeich\n", {"Teich", "o"}),
        (f"{ENGLISH * 8}\n\nBeside {CZECH}\n\nTeich\n", {"o"}),
        # Catalan is taken for one of its neighbours.
        (f"{SPANISH * 8}\n\nestany\n", {"estany", "o"}),
        (f"{ENGLISH * 8}\n\nestany\n", {"o"}),
    ],
)
def test_patterns_of_a_language_are_looked_for_where_it_stands(text: str, found: set[str]) -> None:
    options = Options(anywhere=(Pattern("Teich", language="de"), Pattern("o"), Pattern("estany", language="ca")))
    occurring = find_candidates(read_document(make_source(text, "a.md")), ((prefilter, options),)).get(0, ())
    assert {pattern.source for pattern in options.anywhere if pattern in occurring} == found


TEXTS = ("one", "- one two", "- a **two**", "two\n\na", "---\ntitle: $two\n---\n", "nothing", "Die Eins. " * 60)
BY_LANGUAGE = Options(anywhere=(Pattern("Eins", language="de"), Pattern("one", language="en"), Pattern("two")))


@pytest.mark.parametrize("text", TEXTS)
def test_a_search_out_of_a_pickle_finds_the_same(text: str) -> None:
    searching = (*SEARCHING, (prefilter, BY_LANGUAGE))
    document = read_document(make_source(text, "a.md"))
    expected = find_candidates(document, searching)
    once = load(pickle.dumps(build_search(searching)))
    twice = load(pickle.dumps(once))
    assert find_candidates(document, searching, search=once) == expected
    assert find_candidates(document, searching, search=twice) == expected


def test_of_a_search_out_of_a_pickle_only_the_languages_at_hand_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    search = load(pickle.dumps(build_search([(prefilter, BY_LANGUAGE)])))
    read: list[PatternSet] = []
    unpack = PatternSet.unpack

    def unpack_noted(plain: tuple[Any, ...]) -> PatternSet:
        read.append(unpack(plain))
        return read[-1]

    monkeypatch.setattr(PatternSet, "unpack", unpack_noted)
    document = read_document(make_source("Das ist die Eins, und nicht die Zwei. " * 20, "a.md"))
    assert find_candidates(document, (), search=search) == {0: {BY_LANGUAGE.anywhere[0]}}
    assert sorted(patterns[0].language for patterns in read) == ["", "de"]
