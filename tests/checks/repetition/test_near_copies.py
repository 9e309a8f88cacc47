from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from endmark.checks.repetition.near_copies import find_near_copies


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        (["a" * 30], []),
        (["abcdefghij" * 4, "abcdefghij" * 4], [(1, 0)]),
        (["abcdefghij" * 4, "zzzzzzzzzz" * 4, "abcdefghij" * 3 + "abcdefghiX"], [(2, 0)]),
        (["abcdefghij", "abcdefghijabcdefghij"], []),
    ],
)
def test_each_copy_has_its_best_original(texts: list[str], expected: list[tuple[int, int]]) -> None:
    assert list(find_near_copies(dict(enumerate(texts)), 0.9)) == expected


def _changed(text: str, word: str) -> str:
    """The same text with one word in twenty changed."""
    return " ".join(word if number % 20 == 7 else said for number, said in enumerate(text.split()))


@pytest.mark.parametrize("many", [20, 2_000])
def test_however_many_texts_there_are_a_copy_with_small_changes_is_found(many: int) -> None:
    originals = [
        " ".join(f"{(number * 7919 + word * 104_729) % 99_991:05d}" for word in range(40)) for number in range(many)
    ]
    texts = originals + [_changed(text, "xyz") for text in originals]
    assert list(find_near_copies(dict(enumerate(texts)), 0.87)) == [(many + number, number) for number in range(many)]


_ALPHABETS = st.sampled_from(["abc", "門は朝に開0", "あ\U00020042B"])
_TEXTS = _ALPHABETS.flatmap(lambda letters: st.lists(st.text(letters, min_size=1, max_size=24), max_size=8))


@given(_TEXTS, st.sampled_from([0.5, 0.8, 0.9, 1.0]))
def test_it_finds_what_comparing_all_pairs_finds(texts: list[str], similarity: float) -> None:
    found = dict(find_near_copies(dict(enumerate(texts)), similarity))
    for copy, text in enumerate(texts):
        alike = [n for n in range(copy) if fuzz.ratio(text, texts[n]) / 100 >= similarity]
        assert (copy in found) == bool(alike)
        assert copy not in found or found[copy] in alike


def test_comparing_leaves_no_cycles() -> None:
    texts = {number: f"then they came to the town and met the keeper of gate {number}" for number in range(30)}
    assert list(find_near_copies(texts, 0.9))
    gc.collect()
    assert list(find_near_copies(texts, 0.9))
    assert gc.collect() < len(texts)
