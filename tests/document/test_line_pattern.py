from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from endmark.document.line_pattern import LinePattern

TEXTS = st.text(alphabet="ab \n\r", max_size=30)
SOURCES = st.sampled_from(["a", "[ ]*b", "a+$", r"a[^\n]*\n", r"b\na", r"(?:a|b)\n", r"(?<=\n)a"])


@given(SOURCES, TEXTS, st.integers(0, 30))
def test_it_matches_as_an_expression_for_the_beginning_of_a_line(source: str, text: str, start: int) -> None:
    plain = re.compile(f"(?m)^(?:{source})")
    start = min(start, len(text))
    found = [each.span() for each in LinePattern(source).finditer(text, start)]
    assert found == [each.span() for each in plain.finditer(text, start)]
    assert LinePattern(source).occurs(text) == (plain.search(text) is not None)
