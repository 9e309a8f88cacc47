from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.text.regex import Pattern, PatternError
from endmark.checks.text.required_signs import find_sign_sets
from endmark.checks.text.searched_texts import Texts


def show(expression: str) -> list[str]:
    """The sets of an expression as one writes them."""
    return [
        "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in ranges)
        for ranges in find_sign_sets(expression)
    ]


@pytest.mark.parametrize(
    ("expression", "sets"),
    [
        ("[à-ö]+", ["à-ö"]),
        ("[à-öe]{2,}", ["eà-ö"]),
        (r"[пя][\x{2500}-\x{25A0}]", ["пя", "─-■"]),
        ("[^ -~]", ["\0-\x1f\x7f-\U0010ffff"]),
        (r"[^\S池]", ["\t-\n\f-\r "]),
        (r"[\x41-\x{43}\-]", ["-A-C"]),
        ("Pond|蛙", ["d蛙"]),
        ("(?:池|[à-ö])x", ["à-ö池", "x"]),
        ("(?:池|蛙)+", ["池蛙"]),
        ("(池)([0-9])", ["池", "0-9"]),
        # Where case is ignored, small letters stand for capitals and signs for nothing else.
        ("(?i)[－＝][А-Я]", ["－＝"]),
        ("(?i:PÔ)", ["ô", "p"]),
        # Nothing that must occur.
        ("池?", []),
        ("(?:池|)", []),
        ("(?:池){0,2}", []),
        ("池*", []),
        (".", []),
        (r"\d", []),
        (r"\p{Han}", []),
        (r"(?:池|\w)", []),
        ("^$", []),
    ],
)
def test_sets_of_which_a_character_must_occur(expression: str, sets: list[str]) -> None:
    assert show(expression) == sets


@pytest.mark.parametrize(
    ("text", "holds"),
    [("я─", True), ("the я and ■", True), ("я", False), ("■", False), ("", False)],
)
def test_a_text_holds_one_of_each_set(text: str, holds: bool) -> None:
    assert Texts([text]).hold_signs(find_sign_sets(r"[пя][\x{2500}-\x{25A0}]")) is holds


PARTS = st.sampled_from(
    [*"aBÖß池()|[]^-*+?{}., ", "(?i)", "(?:", "{2}", "[^a]", r"\s", r"\W", r"\x41", "[à-ö]", "[А-Я]"]
)


@given(st.lists(PARTS, max_size=9).map("".join), st.text("abABöÖßSs池,. яЯ\n", max_size=9))
def test_what_matches_holds_the_signs(expression: str, text: str) -> None:
    try:
        occurs = Pattern(expression).occurs(text)
    except PatternError:
        return
    assert not occurs or Texts([text]).hold_signs(find_sign_sets(expression))
