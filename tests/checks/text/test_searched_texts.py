from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.text.case_folding import fold_case
from endmark.checks.text.required_signs import SignSets
from endmark.checks.text.searched_texts import Texts, cut_clauses, find_piece

LETTERS = "abc -\nßéя池が𠮷"


@pytest.mark.parametrize(
    ("word", "piece"),
    [
        ("ox", b""),
        ("heron", b"her"),
        ("herons", b"herons"),
        ("a heron", b"a hero"),
        ("池", "池".encode("utf-16-le")),
        ("古池や", "古池".encode("utf-16-le")),
        ("the 古い池", "古い".encode("utf-16-le")),
        ("the 池", "池".encode("utf-16-le")),
        ("a", b""),
        ("\U00020bb7", "\U00020bb7".encode("utf-16-le")),
        ("", b""),
    ],
)
def test_the_piece_that_a_word_is_known_by(word: str, piece: bytes) -> None:
    assert find_piece(word.encode()) == piece


@pytest.mark.parametrize(
    ("word", "may_stand"),
    [
        ("pond", True),
        ("the pond", True),
        ("ox", False),
        ("heron", False),
        ("the heron", False),
        ("the ponds", False),
        ("古池", True),
        ("池", True),
        ("蛙", False),
        ("古蛙", False),
        ("池 pond", True),
        ("池 heron", False),
        ("蛙 pond", False),
        # What stands between is left out, so a word may seem to be there that is not.
        ("古池に飛", True),
    ],
)
def test_a_word_of_which_a_piece_is_missing_is_nowhere(word: str, may_stand: bool) -> None:
    assert Texts(["The pond: 古池 pond", "に飛び込む"]).may_hold(word.encode()) is may_stand


@given(st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=4), st.data())
def test_no_word_that_stands_there_is_passed_over(texts: list[str], data: st.DataObject) -> None:
    text = fold_case(data.draw(st.sampled_from(texts)))
    start = data.draw(st.integers(0, len(text)))
    word = text[start : data.draw(st.integers(start, len(text)))].encode()
    searched = Texts(texts)
    assert searched.may_hold(word)
    assert find_piece(word) in {b"", *searched.pieces}
    assert searched.hold_together(cut_clauses(((word.decode(), "elsewhere"), (word.decode(),))), ())


def test_words_and_signs_in_several_texts_are_not_together() -> None:
    texts = Texts(["a heron!", "a pond?"])
    exclamation, question = ((33, 33),), ((63, 63),)

    def hold(*clauses: tuple[str, ...], sets: SignSets = ()) -> bool:
        return texts.hold_together(cut_clauses(clauses), sets)

    assert hold(("heron", "stork"), ("a",))
    assert hold(("heron",), sets=(exclamation,))
    assert not hold(("heron",), ("pond",))
    assert not hold(("heron",), ("stork",))
    assert not hold(("heron",), sets=(question,))
    assert not hold(("heron",), sets=(exclamation, question))
