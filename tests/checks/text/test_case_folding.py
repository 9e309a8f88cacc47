"""Long texts are folded as short ones, in little memory."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.text import case_folding
from endmark.checks.text.case_folding import fold_case


@given(st.text(), st.integers(1, 5))
def test_it_is_what_python_makes_of_it(text: str, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(case_folding, "_AT_ONCE", at_once)
        assert fold_case(text) == text.casefold()


@pytest.mark.parametrize("text", ["Straße ΣΑΣ. ", "雨の日。", "ПриветІ "])
def test_a_long_text_takes_little_more_than_itself(text: str) -> None:
    long = text * 40_000
    tracemalloc.start()
    try:
        assert fold_case(long) == long.casefold()
        _, whole = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        fold_case(long)
        assert tracemalloc.get_traced_memory()[1] - before < whole / 2
    finally:
        tracemalloc.stop()
