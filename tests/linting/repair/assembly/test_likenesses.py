from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from endmark.linting.repair.assembly.likenesses import Likenesses

SAID = st.lists(st.text(alphabet="gate", min_size=1, max_size=12), max_size=8)


@given(st.lists(SAID, min_size=1, max_size=4), st.text(alphabet="gate", min_size=1, max_size=12), st.integers(0, 8))
def test_what_is_alike_is_the_same_however_it_came(steps: list[list[str]], said: str, before: int) -> None:
    likenesses = Likenesses()
    for step in steps:
        reaches = likenesses.take_up(step)
        known = dict.fromkeys(step[:before])
        expected = process.extract(said, list(known), scorer=fuzz.ratio, score_cutoff=85, limit=None)
        found = likenesses.find(said, reaches[len(step[:before]) - 1]) if step[:before] else ()
        assert {one for one in found if one[0] in known} == {(text, score) for text, score, _ in expected}
