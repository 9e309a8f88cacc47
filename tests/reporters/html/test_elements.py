from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.reporters.html.elements import element, escape


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (element("p", "a &amp; b"), "<p>a &amp; b</p>"),
        (element("a", "x", href='?a="1"&b'), '<a href="?a=&quot;1&quot;&amp;b">x</a>'),
        (element("p", class_="x", data_line=3, lang=None), "<p class=x data-line=3></p>"),
        (element("div", hidden=""), "<div hidden></div>"),
        (element("br"), "<br/>"),
    ],
)
def test_elements_are_written(made: str, expected: str) -> None:
    assert made == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("one\ntwo", "one\ntwo"),
        ("a\x1b[31m\u202eb", "a␛[31m\\u202eb"),
        ("全角　空白", "全角　空白"),
    ],
)
def test_nothing_in_a_text_has_an_effect(text: str, expected: str) -> None:
    assert escape(text) == expected


@given(st.text())
def test_any_text_is_text(read_page: Callable[[str], Any], text: str) -> None:
    page = read_page(element("p", escape(text), title=text))
    assert [tag for tag, _ in page.elements] == ["p"]
    assert page.wrong == []
