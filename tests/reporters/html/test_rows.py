from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.reporters.html.rows import Finding, find_whole, lay_out, list_findings
from endmark.violation import Region, Violation

ARTICLE = "---\ntitle: T\n---\n\n# One\n\nText here.\n\n<!-- a note -->\n\n[a]: https://x.example/\n\n- item\n\nEnd.\n"


def find_at(build: Any, span: Span, name: str = "f") -> Finding:
    source = make_source(ARTICLE, "a.md")
    region = Region(span, source.get_position(span.start), source.get_position(span.end))
    return Finding(replace(build(), region=region), name, "other")


def place(text: str) -> Span:
    start = ARTICLE.index(text)
    return Span(start, start + len(text))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("title", "---\ntitle: T\n---"),
        ("here", "Text here."),
        ("# One\n\nText", "# One"),
        ("a note", "<!-- a note -->"),
        ("[a]:", "[a]: https://x.example/"),
        ("item", "item"),
        ("- item", "item"),
        ("\nEnd.", "End."),
    ],
)
def test_a_finding_stands_beside_its_text(text: str, row: str, violation: Any) -> None:
    rows = lay_out(read_document(make_source(ARTICLE, "a.md")), [find_at(violation, place(text))])
    (noted,) = [one for one in rows if one.notes]
    assert ARTICLE[slice(*noted.span)] == row


@given(st.lists(st.tuples(st.integers(0, len(ARTICLE)), st.integers(0, 30)), max_size=8))
def test_every_finding_is_the_note_of_one_row(violation: Any, places: list[tuple[int, int]]) -> None:
    findings = [
        find_at(violation, Span(start, min(len(ARTICLE), start + length)), f"f{number}")
        for number, (start, length) in enumerate(places)
    ]
    rows = lay_out(read_document(make_source(ARTICLE, "a.md")), findings)
    assert sorted(one.id for row in rows for one in row.notes) == sorted(one.id for one in findings)
    assert all(one.span.end <= two.span.start for one, two in pairwise(rows))


def test_an_article_without_text_has_a_row_for_what_is_found(violation: Any) -> None:
    source = make_source("", "a.md")
    region = Region(Span(0, 0), source.get_position(0), source.get_position(0))
    (row,) = lay_out(read_document(source), [Finding(replace(violation(), region=region), "f", "other")])
    assert [one.id for one in row.notes] == ["f"]


def test_the_longest_finding_over_all_of_a_row_is_its_own(violation: Any) -> None:
    short, long = find_at(violation, place("Text here."), "s"), find_at(violation, place("# One\n\nText here."), "l")
    part = find_at(violation, place("here"), "p")
    rows = lay_out(read_document(make_source(ARTICLE, "a.md")), [long, short, part])
    wholes = {ARTICLE[slice(*row.span)]: whole.id for row in rows if (whole := find_whole(row))}
    assert wholes == {"# One": "l", "Text here.": "l"}


def test_names_are_never_shared(violation: Any) -> None:
    same: Violation = violation()
    assert [one.id for one in list_findings([same, same, same], {})] == [
        f"f-{'f' * 32}",
        f"f-{'f' * 32}-2",
        f"f-{'f' * 32}-3",
    ]
