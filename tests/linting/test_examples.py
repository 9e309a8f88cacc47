from __future__ import annotations

import pytest
from msgspec.structs import replace

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
