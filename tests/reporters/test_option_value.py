from __future__ import annotations

import pytest

from endmark.checks.text.regex import Pattern
from endmark.reporters.option_value import to_plain
from endmark.violation import Severity


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Pattern("a+"), "a+"),
        (Severity.INFO, "info"),
        (2.0, 2),
        (frozenset({"b", "a"}), ["a", "b"]),
        ((("a", "b"), ("c",)), [["a", "b"], ["c"]]),
        ({"a": "b", "c": ("d", "e")}, {"a": "b", "c": ["d", "e"]}),
        ({Pattern("a+"): "b"}, {"a+": "b"}),
    ],
)
def test_a_value_is_shown_as_an_editor_writes_it(value: object, expected: object) -> None:
    assert to_plain(value) == expected
