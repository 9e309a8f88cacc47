"""Words that remember what they are made of."""

from __future__ import annotations

import errno
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.errors import Problem
from endmark.linting.codec import pack_outcome, unpack_outcome
from endmark.messages.catalogue import join_sentences, say, say_problem, speaking
from endmark.messages.languages import load_catalogue
from endmark.phrase import (
    Phrase,
    counted,
    explain_os_error,
    get_phrase,
    join_choices,
    join_phrases,
    phrase,
    quote,
    recognise,
)

GERMAN = {
    "the {what} is gone.": "{what} ist weg.",
    "gate": "das Tor",
    "{first} {second}": "{second} Vorher: {first}",
    "{count:,} gates": "{count:,} Tore",
}


@pytest.mark.parametrize(
    ("made", "english", "german"),
    [
        (phrase("gate"), "gate", "das Tor"),
        (phrase("the {what} is gone.", what="well"), "the well is gone.", "well ist weg."),
        (phrase("the {what} is gone.", what=phrase("gate")), "the gate is gone.", "das Tor ist weg."),
        (phrase("the {what} is gone.", what=quote("gate")), "the gate is gone.", "gate ist weg."),
        (phrase("nobody knows {this!r}", this="x"), "nobody knows 'x'", "nobody knows 'x'"),
        (phrase("write `{{` or {"), "write `{{` or {", "write `{{` or {"),
        (counted(1, "{count:,} gate", "{count:,} gates"), "1 gate", "1 gate"),
        (counted(1_000, "{count:,} gate", "{count:,} gates"), "1,000 gates", "1,000 Tore"),
        (join_phrases(phrase("gate"), None, phrase("well")), "gate well", "well Vorher: das Tor"),
        (join_phrases(None, phrase("gate")), "gate", "das Tor"),
        (join_phrases(None), None, None),
        (join_choices(map(quote, "a")), "a", "a"),
        (join_choices(map(quote, "abc")), "a, b or c", "a, b or c"),
    ],
)
def test_a_phrase_is_said_in_another_language(made: Phrase | None, english: str | None, german: str | None) -> None:
    assert made == english
    assert (made and made.say(lambda words: GERMAN.get(words, words))) == german


VALUES = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.builds(lambda value: phrase("a {value}", value=value), inner),
    max_leaves=3,
)


@given(VALUES)
def test_a_phrase_stays_one_on_its_way_between_processes(value: Any) -> None:
    made = phrase("x {value} y", value=value)
    problem = Problem(made, "a.md", 3, 4, phrase("Mend it."), "settings")
    (arrived,) = unpack_outcome(pack_outcome((problem,)))  # type: ignore[misc]
    assert arrived == problem
    for one in (arrived.message, pickle.loads(pickle.dumps(made))):  # noqa: S301 - our own
        assert one.say(lambda words: f"{words}!") == made.say(lambda words: f"{words}!")


def test_what_others_say_is_told_as_it_is_unless_it_is_known() -> None:
    known = (phrase("gate"),)
    assert recognise("gate", known).say(lambda _: "Tor") == "Tor"
    assert recognise("well", known).say(lambda words: words) == "well"
    assert get_phrase(ValueError(known[0])) is known[0]
    assert get_phrase(ValueError("{well}")) == "{well}"


@pytest.mark.parametrize(
    ("error", "japanese"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "権限がありません"),
        (OSError(errno.EIO, "The disk sings"), "The disk sings"),
        (OSError("no number"), "no number"),
    ],
)
def test_a_refusal_of_the_system_is_translated_where_it_is_known(error: OSError, japanese: str) -> None:
    with speaking(load_catalogue("ja")):
        assert say(explain_os_error(error)) == japanese


def test_a_problem_is_said_with_its_remedy() -> None:
    problem = Problem(phrase("there is no such folder."), "a", hint=phrase("A rule is a `.yaml` file."))
    assert str(say_problem(problem)) == str(problem) == "a: there is no such folder. A rule is a `.yaml` file."
    with speaking(load_catalogue("ja")):
        assert str(say_problem(problem)) == "a: そのようなフォルダーはありません。ルールは `.yaml` ファイルです。"
        assert join_sentences(["庭です。", "門です。"]) == "庭です。門です。"
    assert join_sentences(["A garden.", "A gate."]) == "A garden. A gate."
    assert join_sentences([]) == ""


def test_words_that_are_no_phrase_are_said_as_they_are() -> None:
    with speaking(load_catalogue("ja")):
        assert say("there is no such folder.") == "there is no such folder."


def test_what_a_file_says_is_shown_with_its_own_backslashes() -> None:
    written = phrase("the pattern {source!r} has no group {group!r}.", source=r"\d+\.md", group=2)
    assert written == r"the pattern '\d+\.md' has no group 2."
    assert written.say(lambda words: f"{words}!") == f"{written}!"
    assert phrase("{line!r}", line="a\tb") == r"'a\tb'"
