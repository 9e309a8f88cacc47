from __future__ import annotations

import pytest

from endmark.document.parser_text import adapt


@pytest.mark.parametrize(
    ("text", "adapted"),
    [
        ("```\t\nb", "``` \nb"),
        ("> ~~~~ \t \r\nb", "> ~~~~   \r\nb"),
        ("a ```\tb\n\tc", "a ```\tb\n\tc"),
        ("a\t\nb", "a\t\nb"),
        ("``\t\n", "``\t\n"),
        ("雨 ```\t", "雨 ``` "),
    ],
)
def test_only_tabs_behind_a_fence_become_blanks(text: str, adapted: str) -> None:
    assert adapt(text) == adapted
