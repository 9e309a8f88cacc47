"""Findings that read alike are the same finding, however long they are."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.linting.baseline import fingerprint
from endmark.linting.baseline.fingerprint import CONTENT_DIGITS, FINGERPRINT_VERSION, compute_fingerprint


def compute(excerpt: str) -> str:
    return compute_fingerprint("rule", excerpt, "a.md", "", Counter())


def test_the_hash_is_that_of_hashlib() -> None:
    content = hashlib.sha256(f"{FINGERPRINT_VERSION}\0rule\0\u3042".encode()).hexdigest()
    assert compute("\u3042")[:CONTENT_DIGITS] == content[:CONTENT_DIGITS]


@given(st.text("a\u3042 \t\n\u3000\x85\x1f", max_size=30), st.integers(1, 4))
def test_blanks_are_one_blank_in_a_long_excerpt_too(excerpt: str, at_once: int) -> None:
    expected = compute(" ".join(excerpt.split()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fingerprint, "_AT_ONCE", at_once)
        assert compute(excerpt) == expected
