"""A look at two short texts rules out nothing that the library would find."""

from __future__ import annotations

import sys
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, LCSseq

from endmark.checks.text import likeness
from endmark.checks.text.likeness import is_spared, may_be_alike, shares_subsequence

WORDS = st.text("ab あ犬", max_size=30)


@given(WORDS, WORDS, st.integers(0, 12))
def test_the_common_subsequence_is_the_longest(one: str, other: str, least: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(likeness, "_STEP", 3)
        assert shares_subsequence(one, other, least) == (LCSseq.similarity(one, other) >= least)


@given(WORDS, WORDS, st.sampled_from([0.5, 0.66, 0.8, 0.9, 1.0]))
def test_what_is_ruled_out_is_less_alike(one: str, other: str, similarity: float) -> None:
    assert may_be_alike(one, other, similarity) == (Indel.normalized_similarity(one, other) >= similarity - 1e-9)


@pytest.mark.parametrize(
    ("one", "other", "measured"),
    [
        ("The beans stand by the wall.", "The beans stand by the hall.", True),
        ("The beans stand by the wall.", "Nobody has seen the mop again.", False),
        ("豆は壁のそばに立っている。", "来月からは毎週土曜に開く。", False),
    ],
)
def test_the_sequence_is_measured_where_pieces_are_shared(
    one: str, other: str, monkeypatch: pytest.MonkeyPatch, *, measured: bool
) -> None:
    monkeypatch.setattr(likeness, "shares_subsequence", lambda *_: True)
    assert may_be_alike(one, other, 0.9) == measured


@pytest.mark.parametrize(
    ("letters", "before", "loaded", "spared"),
    [
        (5_999, 0, False, True),
        (6_001, 0, False, False),
        (10, 0, True, False),
        (10, 127, False, True),
        (10, 128, False, False),
    ],
)
def test_few_letters_of_few_texts_are_looked_at_until_the_library_is_there(
    letters: int, before: int, monkeypatch: pytest.MonkeyPatch, *, loaded: bool, spared: bool
) -> None:
    split = lru_cache(128)(tuple[str])
    monkeypatch.setattr(likeness, "_split", split)
    for number in range(before):
        split(str(number))
    if not loaded:
        monkeypatch.delitem(sys.modules, "rapidfuzz")
    assert is_spared(["x" * (letters - 5), "x" * 5]) == spared
