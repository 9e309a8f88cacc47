from __future__ import annotations

import pytest

from endmark.document.excerpt import shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("a  b\nc", "a b c"), ("abcdef", "abcdef"), ("abcdefg", "abcdef…"), ("日本の技術主権", "日本の技術主…")],
)
def test_what_is_longer_ends_with_an_ellipsis(text: str, shown: str) -> None:
    assert shorten(text, 6) == shown
