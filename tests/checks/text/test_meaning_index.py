"""What a long meaning holds, found as a search from its beginning would find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work import count_lines

from endmark.checks.text import meaning_index
from endmark.checks.text.meaning import contains_meaning
from endmark.checks.text.meaning_index import MeaningIndex
from shapes import word


@given(st.text("ab1.", max_size=90), st.data())
def test_it_finds_what_a_search_finds(whole: str, data: st.DataObject) -> None:
    part = data.draw(st.one_of(st.text("ab1.", max_size=40), st.sampled_from([whole[3:], whole[:-5], whole[7:60]])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning_index, "_SHORT_WHOLE", 0)
        patch.setattr(meaning_index, "_LETTERS_A_PLACE", 0)
        patch.setattr(meaning_index, "_FEW", data.draw(st.sampled_from([0, 4])))
        index = MeaningIndex(whole)
        assert index.find(part) == whole.find(part)
        assert index.contains(part) == contains_meaning(whole, part)


@pytest.mark.parametrize("holds", [True, False])
def test_a_part_takes_as_long_in_a_longer_text(holds: bool) -> None:
    def count(sentences: int) -> int:
        said = [
            f"{word(number * 7919)} came to the town and met the keeper of {word(number)}"
            for number in range(sentences)
        ]
        index = MeaningIndex("".join(said))
        part = said[-1] if holds else said[-1][::-1]
        assert index.contains(said[0])
        return count_lines(lambda: index.contains(part))

    assert count(16_000) <= 1.1 * count(4_000)
