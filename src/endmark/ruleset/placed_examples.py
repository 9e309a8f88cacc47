"""The examples in a file, and what is wrong with how they are written."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from endmark.errors import Problem
from endmark.phrase import get_phrase, phrase
from endmark.ruleset.criticmarkup import CriticMarkupError, parse_example
from endmark.ruleset.nodes import Placed


class PlacedExamples(Struct, frozen=True):
    """The examples of a file, each with its place.

    `bad` texts mark what must be found, `{==like this==}`, or what a fix makes of
    it, `{~~like this~>so~~}`, and `{--what goes along with it--}`. `good` texts must stay silent. `known_misses` are
    marked like bad ones, and not found yet. `known_false_alarms` are good, and
    something is found in them still. `path` is the path of the article that each
    of them is, for rules that go by it.
    """

    bad: tuple[Placed[str], ...] = ()
    good: tuple[Placed[str], ...] = ()
    known_misses: tuple[Placed[str], ...] = ()
    known_false_alarms: tuple[Placed[str], ...] = ()
    path: Annotated[str, Meta(min_length=1)] = "example.md"


def find_example_problems(examples: PlacedExamples) -> list[Problem]:
    """What is wrong with the marks of the examples."""
    problems = []
    wants_marks = [(example, True) for example in (*examples.bad, *examples.known_misses)]
    wants_none = [(example, False) for example in examples.good]
    either = [(example, None) for example in examples.known_false_alarms]
    for example, wanted in (*wants_marks, *wants_none, *either):
        try:
            marked = bool(parse_example(example.value).marks)
        except CriticMarkupError as error:
            problems.append(
                example.place.make_problem(phrase("broken CriticMarkup: {error}.", error=get_phrase(error)))
            )
            continue
        if wanted and not marked:
            hint = phrase("Mark what is found: `{==found==}` or `{~~found~>fixed~~}`.")
            problems.append(example.place.make_problem(phrase("this example marks nothing."), hint))
        elif wanted is False and marked:
            hint = phrase("A good example has nothing to find; move it to `bad` or take the marks out.")
            problems.append(example.place.make_problem(phrase("this example holds marks."), hint))
    return problems
