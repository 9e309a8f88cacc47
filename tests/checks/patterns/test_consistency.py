from __future__ import annotations

from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.consistency import Options, find, prefilter
from endmark.checks.patterns.prefilter import find_candidates
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_reason
from endmark.violation import Match, make_reason

SPELLINGS = (
    ("サーバ", "サーバー"),
    ("email", "e-mail", "mail"),
    ("colour", "color"),
    ("E-Mail-Adresse", "Mailadresse"),
)


def found(text: str, **more: Any) -> list[Match]:
    document = read_document(make_source(text, "a.md"))
    options = Options(SPELLINGS, **more)
    matches = sorted(find(document, options, Scope()), key=lambda match: match.span)
    assert not matches or find_candidates(document, [(prefilter, options)])
    return matches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Colour, colour and color.", ["color → colour"]),
        ("Color, colour. Colour.", ["Color → Colour"]),
        ("color, colour", ["colour → color"]),
        ("colour, COLOR", ["COLOR → COLOUR"]),
        ("An email, an e-mail, mail, e-mail.", ["email → e-mail", "mail → e-mail"]),
        ("colour, email", []),
        ("サーバ、サーバー、サーバー。", ["サーバ → サーバー"]),
        ("サーバとWebサーバとサーバーサイド", []),
        ("Mailadresse, E-Mail-Adresse", ["E-Mail-Adresse → Mailadresse"]),
        ("colour `color` [colour](color.html) color.html", []),
        ("# Color\n\ncolour\n\n- colour", ["Color → Colour"]),
    ],
)
def test_the_rarer_spelling_is_found_and_of_two_equals_the_later(text: str, expected: list[str]) -> None:
    assert [f"{match.values['match']} → {match.values['usual']}" for match in found(text)] == expected


def test_a_match_says_what_is_usual_and_where_it_stands() -> None:
    (match,) = found("Colour, color, colour.")
    assert match.values == {"match": "color", "usual": "colour", "count": 1, "usual_count": 2}
    assert [(place.span.start, say_reason(place.message)) for place in match.related] == [(0, "“Colour” stands here")]
    assert match.fix is not None
    assert (match.fix.safe, match.fix.edits[0].replacement) == (False, "colour")


def test_markup_among_the_letters_leaves_no_fix() -> None:
    (match,) = found("colour, co*lo*r, colour")
    assert (match.fix, match.no_fix_reason) == (None, make_reason("words.markup-inside"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["colour", "colour"]),
        ({"in_quotations": False}, ["color"]),
        ({"unless": (Pattern("true color"),)}, ["color"]),
        ({"fields": ("title",)}, ["color", "color"]),
    ],
)
def test_where_to_look(more: dict[str, Any], expected: list[str]) -> None:
    text = "---\ntitle: Colour\n---\n\nA true color. A colour, a colour: “color”."
    assert [match.values["match"] for match in found(text, **more)] == expected


def test_a_title_may_be_the_only_place() -> None:
    (match,) = found("---\ntitle: Colour and color\n---\n\nText.\n", fields=("title",))
    assert match.values["match"] == "color"


@pytest.mark.parametrize(
    ("spellings", "message"),
    [
        ((), "at least one list"),
        (((),), "an empty list is no choice"),
        ((("email",),), "email is no choice"),
        ((("internet", "Internet"),), "'Internet' stands twice"),
        ((("a", "b"), ("c", "a")), "'a' stands twice"),
    ],
)
def test_options_that_mean_nothing_are_a_mistake(spellings: tuple[tuple[str, ...], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Options(spellings)
