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
        ("<PRE>\n</PRE>", "<PRE>\n</pre>"),
        ("</Script ></DIV>", "</Script ></DIV>"),
    ],
)
def test_only_ends_that_the_parser_does_not_know_are_written_anew(text: str, adapted: str) -> None:
    assert adapt(text) == adapted
