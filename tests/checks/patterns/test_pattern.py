from __future__ import annotations

import pickle
from typing import Literal

import pytest
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.patterns.pattern import Options, find
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.ruleset.restricted_pickle import load


def found(
    text: str,
    *,
    lines: tuple[str, ...] = (),
    anywhere: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    where: Literal["text", "source"] = "text",
    scope: Scope | None = None,
) -> list[str]:
    document = read_document(make_source(text, "a.md"))
    whole, part, excused = (tuple(map(Pattern, group)) for group in (lines, anywhere, unless))
    matches = list(find(document, Options((), whole, part, excused, where=where), scope or Scope()))
    for match in matches:
        assert document.source.get_excerpt(match.span)
    return [document.source.get_excerpt(match.span) for match in matches]


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
    with pytest.raises(ValueError, match="at least one word"):
        Options()


@pytest.mark.parametrize("where", ["text", "source"])
def test_to_look_only_into_fields_one_must_be_named(where: Literal["text", "source"]) -> None:
    options = Options(anywhere=(Pattern("x"),), where=where)
    with pytest.raises(ValueError, match="name at least one field"):
        replace(options, where="fields")


def matches(text: str, options: Options, scope: Scope | None = None) -> list[str]:
    document = read_document(make_source(text, "a.md"))
    return [document.source.get_excerpt(match.span) for match in find(document, options, scope or Scope())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as an ai model", ["as an ai model"]),
        ("Said As an\nAI model.", ["As an\nAI model"]),
        ("> As an AI\n> model.", ["As an AI\n> model"]),
        ("as an AI **model**", ["as an AI **model"]),
        ("as an AI models", []),
        ("as an `AI` model", []),
    ],
)
def test_words_are_found_whole_in_any_case_and_over_line_breaks(text: str, expected: list[str]) -> None:
    assert matches(text, Options(words=("as an AI model",))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can mend the text.", ["mend"]),
        ("I can mend the gate.", []),
        ("The text is old. I can mend the gate.", []),
        ("I can mend the gate. The text is old.", []),
        ("The text? I can mend it; the text, I say.", ["mend"]),
        # The sentences that a match touches, where it reads on over the end of one.
        ("I can alter\nit. Or the text.", ["alter\nit. Or"]),
        ("I can lift the gate.", ["lift"]),
    ],
)
def test_a_match_counts_only_with_what_its_sentence_must_hold(text: str, expected: list[str]) -> None:
    patterns = (Pattern("mend", "mending"), Pattern("alter it. Or", "mending"), Pattern("lift", "lifting"))
    assert matches(text, Options(anywhere=patterns, only_with=(Pattern(r"\btext\b", "mending"),))) == expected
    nameless = Options(anywhere=patterns, only_with=(Pattern(r"\btext\b"),))
    assert matches(text, nameless) == [found for found in expected if found != "lift"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “x” and «x».", []),
        ("He said \"x\" and 'x'.", []),
        ("「x」と『x』", []),
        ("x “y” x", ["x", "x"]),
        ('5" x 6"', ["x"]),
        ("it's x, isn't it", ["x"]),
        ("“x and no end", ["x"]),
    ],
)
def test_what_stands_in_quotation_marks_can_be_left_alone(text: str, expected: list[str]) -> None:
    assert matches(text, Options(anywhere=(Pattern(r"\bx\b"),), in_quotations=False)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I cannot see”, she said.", []),
        ("”Well, I cannot see”, she said.", []),
        ("«No: I cannot see» (she said)", []),
        ("I cannot see “the pond”, she said.", ["I cannot see “the pond”, she said"]),
        # The marks themselves are whoever quotes.
        ("“The pond” I cannot see.", ["I cannot see"]),
    ],
)
def test_what_begins_in_a_quotation_is_quoted_though_the_pattern_reads_on(text: str, expected: list[str]) -> None:
    assert matches(text, Options(anywhere=(Pattern(r"I cannot[^.()]*"),), in_quotations=False)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> x\n\nb x\n\n> x", ["x", "x", "x"]),
        ("> x\n\n> x\n\nb", ["x", "x"]),
        ("a\n\n> x\n\nb", []),
        ("a\n\n> x\n>\n> x", ["x", "x"]),
        ("a:\n\n> x", []),
        ("「a」：\n\n> x", []),
        ("a\n\n# b\n\n> x", []),
        ("> x", []),
    ],
)
def test_kinds_can_be_looked_at_only_where_nothing_stands_outside(text: str, expected: list[str]) -> None:
    assert matches(text, Options(anywhere=(Pattern(r"\bx\b"),), outermost=("quote",))) == expected


FRONT = '---\ntitle: an x\nseo:\n  title: "x: y"\nnote: x\n---\n\nx\n'


@pytest.mark.parametrize(
    ("fields", "where", "expected"),
    [
        ((), "text", ["x"]),
        (("title",), "text", ["x", "x"]),
        (("Title", "seo.title"), "fields", ["x", "x"]),
        (("seo.title",), "source", ["x", "x"]),
        (("none",), "fields", []),
    ],
)
def test_fields_of_the_front_matter_are_looked_at_when_they_are_named(
    fields: tuple[str, ...], where: Literal["text", "source", "fields"], expected: list[str]
) -> None:
    assert matches(FRONT, Options(anywhere=(Pattern("x"),), fields=fields, where=where)) == expected


def test_the_source_between_blocks_is_looked_at_by_rules_without_a_scope() -> None:
    text = "[a][1]\n\n[1]: http://x\n\n```\nx\n```\n"
    options = Options(anywhere=(Pattern("x"),), where="source")
    assert matches(text, options) == ["x"]
    assert matches(text, options, Scope(kinds=frozenset({"code"}))) == ["x"]
    assert matches(text, options, Scope(kinds=frozenset({"paragraph"}))) == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("One x two.", "One two."),
        ("One x.", "One."),
        ("x One.", "One."),
        ("# x One", "# One"),
        ("One.\n\nx\n\nTwo.", "One.\n\nTwo."),
        ("One.\n\nx\n", "One.\n"),
        ("One\nx\ntwo.", "One\ntwo."),
        ("- One\n- x\n- two", "- One\n- two"),
        ("一x二", "一二"),
        (f"One{150 * ' '}x{150 * ' '}two.", f"One{150 * ' '}{50 * ' '}two."),
        ("---\ntitle: a x b\n---\n", "---\ntitle: a b\n---\n"),
        ('---\ntitle: "a x"\n---\n', '---\ntitle: "a"\n---\n'),
    ],
)
def test_a_fix_takes_the_match_out_with_what_only_parted_it_from_the_rest(text: str, fixed: str) -> None:
    document = read_document(make_source(text, "a.md"))
    options = Options(anywhere=(Pattern("x"),), fields=("title",), fix="take-out", safe=True)
    (match,) = find(document, options, Scope())
    assert match.fix is not None
    assert match.fix.safe
    after = text
    for edit in reversed(match.fix.edits):
        after = after[: edit.span.start] + edit.replacement + after[edit.span.end :]
    assert after == fixed


@pytest.mark.parametrize(
    ("text", "is_taken_out"),
    [
        ("x\n\nOne.", True),
        ("> *x:*\n\nOne.", True),
        ("One\nx\ntwo.", True),
        ("One x.", False),
        ("x one.", False),
        ("---\ntitle: x\n---\n", False),
    ],
)
def test_only_what_is_all_of_its_line_is_taken_out(text: str, is_taken_out: bool) -> None:
    document = read_document(make_source(text, "a.md"))
    (match,) = find(
        document,
        Options(anywhere=(Pattern("x"),), fields=("title",), fix="take-out-lines"),
        Scope(kinds=frozenset({"paragraph", "quote"})),
    )
    assert (match.fix is not None) == is_taken_out


def test_of_many_patterns_all_that_occur_are_found() -> None:
    options = Options(anywhere=tuple(Pattern(f"a{number}b") for number in range(50)))
    assert matches("a7b\n\na49b a7b and a50b", options) == ["a7b", "a49b", "a7b"]


def test_a_place_is_where_the_match_stands() -> None:
    document = read_document(make_source("a &amp; b", "a.md"))
    (match,) = find(document, Options(anywhere=(Pattern("& b"),)), Scope())
    assert match.span == Span(2, 9)


@pytest.mark.parametrize(("text", "expected"), [("x x", ["x", "x"]), ("x x\n\nx", [])])
def test_what_stands_everywhere_in_an_article_is_meant(text: str, expected: list[str]) -> None:
    assert matches(text, Options(anywhere=(Pattern("x"),), max_matches=2)) == expected


def test_a_fix_composes_letters_and_their_marks() -> None:
    document = read_document(make_source("か\u3099 b", "a.md"))
    composed, plain = find(document, Options(anywhere=(Pattern(".[\u3099]"), Pattern("b")), fix="compose"), Scope())
    assert composed.fix is not None
    assert composed.fix.edits[0].replacement == "が"
    assert plain.fix is None


ALL_KINDS = Options(
    ("at dusk", "dusk"), (Pattern("^END$", "end"),), (Pattern("po.d", language="en"),), (Pattern("old"),), boundary=True
)


@pytest.mark.parametrize(
    "options", [ALL_KINDS, Options(("dusk",)), Options(anywhere=(Pattern("pond"),), where="source")]
)
def test_options_out_of_a_pickle_are_the_same(options: Options) -> None:
    once = load(pickle.dumps(options))
    twice = load(pickle.dumps(once))
    for thawed in (once, twice):
        assert thawed == options
        assert thawed.parts == options.parts
        assert [one.name for one in thawed.lines] == [one.name for one in options.lines]
        assert replace(thawed, words=("moon",)) == replace(options, words=("moon",))
        with pytest.raises(AttributeError):
            _ = thawed.moon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pond nothing added.", ["nothing"]),
        ("Do it for nothing.", ["nothing"]),
        ("Onothing, Жnothing, énothing", []),
        ("-nothing (nothing) 5nothing _nothing_", ["nothing"] * 4),
        # Where no blank parts the words, they begin anywhere.
        ("池nothing 연못nothing บ่อnothing", ["nothing"] * 3),
    ],
)
def test_what_begins_inside_a_word(text: str, expected: list[str]) -> None:
    assert matches(text, Options(anywhere=(Pattern("nothing"),), in_words=False)) == expected
