"""Which dates contradict the name of the file."""

from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.front_matter import file_date
from endmark.checks.front_matter.file_date import Options
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.violation import Match

OPTIONS = Options(("date", "published"))


def judge(front_matter: str, path: str) -> list[Match]:
    document = read_document(make_source(f"---\n{front_matter}\n---\n\nText.\n", path))
    return list(file_date.find(document, OPTIONS, Scope()))


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("2026-03-14-walk.md", "2026-03-14"),
        ("posts/2026-03-14-walk.md", "2026-03-14"),
        ("posts/2026-03-14.md", "2026-03-14"),
        ("posts/2026_03_14_walk.md", "2026-03-14"),
        ("posts/2026/03/14/walk.md", "2026-03-14"),
        ("posts/2026/03/14-walk.md", "2026-03-14"),
        ("posts/2026-03-14-walk/index.md", "2026-03-14"),
        ("2025-01-01/2026-03-14-walk.md", "2026-03-14"),
        ("../posts/2026-03-14-walk.md", "2026-03-14"),
        ("posts/walk.md", None),
        ("posts/2026-03-14-walk/parts/one.md", None),
        ("posts/walk-2026-03-14.md", None),
        ("posts/12026-03-14-walk.md", None),
        ("posts/2026-03-145-walk.md", None),
        ("posts/2026-13-40-walk.md", None),
        ("posts/2026-03-walk.md", None),
    ],
)
def test_a_file_is_named_by_its_day_or_lies_in_folders_that_are(path: str, named: str | None) -> None:
    assert [match.values["named"] for match in judge("date: 2001-01-01", path)] == ([named] if named else [])


@pytest.mark.parametrize(
    ("front_matter", "found"),
    [
        ("date: 2026-03-14", None),
        ("date: 2026/3/14", None),
        ("date: '2026.03.14'", None),
        ("date: 2026年3月14日", None),
        ("date: 2026-03-13", "2026-03-13"),
        ("Date: '2026-03-15'", "2026-03-15"),
        # With a time it may be another day elsewhere.
        ("date: 2026-03-15 02:00:00 +0900", None),
        ("date: 2026-03-13T22:00:00Z", None),
        ("date: 2026年3月13日 22:00", None),
        ("date: 2026-03-16T00:00:00Z", "2026-03-16T00:00:00Z"),
        # What is no day says nothing.
        ("date: 2026-02-30", None),
        ("date: 14 March 2025", None),
        ("date: [2025-03-14]", None),
        ("date:", None),
        ("updated: 2026-03-15", None),
        # Of several one is enough.
        ("date: 2026-05-01\npublished: 2026-03-14", None),
        ("published: 2026-05-02\ndate: 2026-05-01", "2026-05-02"),
    ],
)
def test_a_date_that_is_not_the_day_of_the_file_is_found(front_matter: str, found: str | None) -> None:
    matches = judge(front_matter, "posts/2026-03-14-walk.md")
    text = f"---\n{front_matter}\n---\n"
    assert [text[slice(*match.span)] for match in matches] == ([found] if found else [])
