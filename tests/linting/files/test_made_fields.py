"""Values of a row become the front matter that they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.front_matter_reader import read_front_matter
from endmark.linting.files.made_fields import write_front_matter

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (20, "title: 20"),
        ("20", "title: 20"),
        ("2.5", "title: 2.5"),
        ("020", 'title: "020"'),
        ("1e5", 'title: "1e5"'),
        (Decimal("2.50"), "title: 2.50"),
        (True, "title: true"),
        ("true", 'title: "true"'),
        ("Barn", "title: Barn"),
        ("A barn: the story", 'title: "A barn: the story"'),
        ("納屋の話", "title: 納屋の話"),
        ('"', r'title: "\""'),
        ("a\n---\nb", r'title: "a\n---\nb"'),
        (dt.date(2026, 3, 14), "title: 2026-03-14"),
        (["a", "b"], 'title: ["a", "b"]'),
        ({"a": 1}, 'title: {"a": 1}'),
    ],
)
def test_a_value_is_written_as_yaml_has_it(value: Any, line: str) -> None:
    assert write_front_matter([("title", value)]) == f"---\n{line}\n---\n"


def test_what_is_missing_is_no_field() -> None:
    assert write_front_matter([("title", None), ("minutes", 0)]) == "---\nminutes: 0\n---\n"
    assert write_front_matter([("title", None)]) == ""
    assert write_front_matter([]) == ""


@given(st.dictionaries(st.from_regex(r"[a-z][a-z_]{1,8}[a-z]", fullmatch=True), SCALARS, min_size=1))
def test_every_value_is_one_line_and_comes_back(values: dict[str, Any]) -> None:
    written = write_front_matter(values.items())
    present = {name: value for name, value in values.items() if value is not None}
    assert written.count("\n") == (len(present) + 2 if present else 0)
    if present:
        front_matter = read_front_matter(f"{written}Text.\n")
        assert front_matter is not None
        assert written[front_matter.span.end :].strip() == ""
        read = yaml.safe_load(written.split("\n", 1)[1].removesuffix("---\n"))
        assert read.keys() == present.keys()
