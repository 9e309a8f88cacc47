from __future__ import annotations

import pytest
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.patterns.pattern import Options
from endmark.linting.examples import run_examples
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Examples
from endmark.ruleset.rule_set import select_boundaries

RULES = load_builtin_rules()
MARKER = next(rule for rule in RULES if rule.id == "stray-end-marker")


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        (Examples(bad=("a\n\n{==---END---==}\n",), good=("a\n",)), []),
        (Examples(bad=("a\n\n{==the end==}\n",)), ["missing"]),
        (Examples(good=("a\n\n---END---\n",)), ["noisy"]),
        (Examples(bad=("a\n\n---{==END==}---\n",)), ["missing", "noisy"]),
        (Examples(bad=("a\n\n{~~---END---~>~~}\n",)), ["fixed"]),
        (Examples(known_misses=("a\n\n{==- END -==}\n",)), []),
        (Examples(known_misses=("a\n\n{==---END---==}\n",)), ["wrong"]),
        (Examples(known_false_alarms=("a\n\n---END---\n",)), []),
        (Examples(known_false_alarms=("a\n",)), ["wrong"]),
    ],
)
def test_examples_are_judged(examples: Examples, expected: list[str]) -> None:
    failures = run_examples((replace(MARKER, examples=examples),), select_boundaries(RULES))
    assert [failure.kind for failure in failures] == expected


@pytest.mark.parametrize(("path", "expected"), [("a.md", []), ("a.txt", ["missing"]), ("a.html", ["missing"])])
def test_an_example_is_read_as_its_path_says(path: str, expected: list[str]) -> None:
    rule = next(rule for rule in RULES if rule.id == "literal-emphasis")
    examples = Examples(path=path, bad=("門が{==**「開く」**==}と鳥が来る。\n",))
    failures = run_examples((replace(rule, examples=examples),), ())
    assert [failure.kind for failure in failures] == expected


TITLED = next(rule for rule in RULES if rule.id == "repeated-field")


def make_files(*titles: str, day: str = "2026-03-1") -> str:
    return "".join(f"-- {day}{number}-post.md --\n---\ntitle: {title}\n---\n" for number, title in enumerate(titles, 1))


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        (Examples(bad=(make_files("A long enough title", "{==A long enough title==}"),)), []),
        (Examples(bad=(make_files("{==A long enough title==}", "A long enough title"),)), ["missing", "noisy"]),
        (Examples(good=(make_files("A long enough title", "Another long enough title"),)), []),
        (Examples(good=(make_files("A long enough title", "A long enough title"),)), ["noisy"]),
        (Examples(good=("---\ntitle: A long enough title\n---\n",)), []),
    ],
)
def test_examples_of_several_files_are_judged(examples: Examples, expected: list[str]) -> None:
    failures = run_examples((replace(TITLED, examples=examples),), select_boundaries(RULES))
    assert [failure.kind for failure in failures] == expected


def test_an_article_may_hold_what_begins_a_file_elsewhere() -> None:
    examples = Examples(bad=("-- a.md --\n\n{==---END---==}\n",))
    assert run_examples((replace(MARKER, examples=examples),), select_boundaries(RULES)) == ()


def tell(**changes: object) -> list[str]:
    failures = run_examples((replace(MARKER, patterns=(), **changes),), select_boundaries(RULES))
    return [str(failure.message) for failure in failures]


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ("a\n\n{==b==}\n", "not found: 'b' in line 3 of it."),
        ("{==---END---==}\n\n{==b==}\n", "not found: 'b' in line 3 of it."),
        ("a\n\n{~~---END---~>c\nd~~}\n\n{==b==}\n", "not found: 'b' in line 6 of it."),
    ],
)
def test_a_failure_names_the_line_as_it_is_written(bad: str, expected: str) -> None:
    assert expected in tell(examples=Examples(bad=(bad,)))


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(frozenset({"heading"})), "It stands in a block of the kind paragraph; the rule looks at heading."),
        (Scope(languages=frozenset({"ja"})), "This is read as the language en; the rule looks at ja."),
    ],
)
def test_a_failure_says_where_the_rule_does_not_look(scope: Scope, expected: str) -> None:
    told = tell(scope=scope, examples=Examples(bad=("The door of the garden is open {==and==} the cat is in it.\n",)))
    assert told == [f"not found: 'and' in line 1 of it. {expected}"]


def test_a_marker_of_another_rule_is_said_to_be_no_text() -> None:
    known = next(rule for rule in RULES if rule.id == "citation-token")
    examples = Examples(bad=("The gate is open.\n\n{==---END---==}\n",))
    own = replace(known, id="own-marker", options=Options(words=("---END---",)), patterns=(), examples=examples)
    (failure,) = run_examples([own], [MARKER])
    assert failure.message == (
        "not found: '---END---' in line 3 of it. stray-end-marker takes it for a marker, which is no text of the "
        "article: only a `pattern` with `where: source` among its options looks at it."
    )


def test_what_has_no_language_is_said_to_have_none() -> None:
    told = tell(scope=Scope(languages=frozenset({"ja"})), examples=Examples(bad=("{==Xyz==}\n",)))
    assert told == ["not found: 'Xyz' in line 1 of it. Its language cannot be told; the rule looks at ja."]
