from __future__ import annotations

import pytest

from endmark.document.span import Span
from endmark.document.stretches import NONE, Stretches

APART = Stretches([Span(2, 4), Span(4, 5), Span(8, 9)])


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        (0, 2, False),
        (0, 3, True),
        (3, 4, True),
        (4, 5, True),
        (5, 8, False),
        (6, 9, True),
        (0, 20, True),
        (9, 12, False),
    ],
)
def test_a_span_touches_what_it_shares_a_character_with(start: int, end: int, touched: bool) -> None:
    assert APART.touch(Span(start, end)) is touched
    assert not NONE.touch(Span(start, end))
