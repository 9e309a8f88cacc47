"""Where two wordings differ: nothing is lost, and who reads sees one difference where there is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.reporters.wordings import compare_wordings


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The pond is old.", "The pond is old.", ["The pond is old."]),
        ("The pond is old.", "The pond is cold.", ["The pond is ", ("old", "cold"), "."]),
        ("It took 12 days.", "It took 121 days.", ["It took ", ("12", "121"), " days."]),
        ("古い池です。", "古い井戸です。", ["古い", ("池", "井戸"), "です。"]),
        ("정원이 열려 있다", "정원은 열려 있다", ["정원", ("이", "은"), " 열려 있다"]),
        ("red, blue beds", "green, white beds", [("red, blue", "green, white"), " beds"]),
        (
            "red roses or blue beds",
            "green roses or white beds",
            [("red", "green"), " roses or ", ("blue", "white"), " beds"],
        ),
        ("a", "", [("a", "")]),
        ("", "", []),
    ],
)
def test_stretches(first: str, second: str, expected: list[str | tuple[str, str]]) -> None:
    found = [one if equal else (one, two) for equal, one, two in compare_wordings(first, second)]
    assert found == expected


def test_what_is_very_long_differs_as_a_whole() -> None:
    assert len(list(compare_wordings("a " * 2_001, "b " * 2_001))) == 1
    assert len(list(compare_wordings("a b " * 999, "a c " * 999))) > 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_wordings_are_there(first: str, second: str) -> None:
    stretches = list(compare_wordings(first, second))
    assert ("".join(one.first for one in stretches), "".join(one.second for one in stretches)) == (first, second)
    assert all((one.first == one.second) == one.equal for one in stretches)
