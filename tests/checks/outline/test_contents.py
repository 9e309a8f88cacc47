"""Sections that a list of contents names and the article does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import cast

import pytest

from endmark.checks import Scope
from endmark.checks.outline import contents
from endmark.document.model import Document
from endmark.violation import Reason

Parted = Callable[[str], Document]


def write(items: Iterable[str], headings: Sequence[str]) -> str:
    """An article with a list of contents, and a paragraph under each of the headings."""
    listed = "".join(f"- {item}\n" for item in items)
    sections = (f"{'' if heading.startswith('#') else '## '}{heading}\n\nIt is green.\n" for heading in headings)
    return "\n".join([listed, *sections])


def link(item: str) -> str:
    """An item that leads to the heading with its name, or with the one behind a sign."""
    name, _, target = item.partition("=")
    return f"[{name}](#{target or name.lower()})"


def find(parted: Parted, article: str, min_headings: int = 3) -> list[tuple[str, str, bool]]:
    """Of each finding the section, where it is missing, and whether it is certain."""
    return [
        (
            str(match.values["section"]),
            cast("Reason", match.values["where"]).code.removeprefix("contents."),
            match.certain,
        )
        for match in contents.find(parted(article), contents.Options(min_headings), Scope())
    ]


@pytest.mark.parametrize(
    ("items", "headings", "expected"),
    [
        ("Gate Beds Shed Well", ["Gate", "Beds", "Shed", "Well"], []),
        ("Gate Beds Shed Well", ["Gate", "Beds", "Shed"], [("Well", "end", True)]),
        ("Gate Beds Shed Well", ["Gate", "Beds", "Well"], [("Shed", "between", False)]),
        ("Gate Beds Shed Well", ["Beds", "Shed", "Well"], [("Gate", "start", False)]),
        ("Gate Beds Shed Well Wall", ["Gate", "Beds", "Shed"], [("Well", "end", True), ("Wall", "end", True)]),
        # With numbers, and by what the links lead to.
        ("Gate Beds Shed Well", ["1. Gate", "Step 2: Beds", "III. Shed"], [("Well", "end", True)]),
        ("One=gate Two=beds Three=shed Four=well", ["Gate", "Beds", "Shed"], [("Four", "end", True)]),
        ("1=%E9%96%80 2=畝 3=小屋 4=井戸", ["門", "畝", "小屋"], [("4", "end", True)]),
        # In other words: a heading that no item names stands in its place.
        ("Gate Beds Shed Well", ["Gate", "Beds", "A hut", "Well"], []),
        ("Gate Beds Shed Well", ["Gate", "Beds", "Shed", "Water"], []),
        # One below it is no such heading.
        ("Gate Beds Shed Well", ["Gate", "Beds", "Shed", "### Roof"], [("Well", "end", True)]),
        # Too few are named, or in another order: the list names something else.
        ("Gate Beds Shed", ["Gate", "Beds"], []),
        ("Gate Beds Shed Well Wall Path", ["Gate", "Beds", "Shed"], []),
        ("Beds Gate Shed Well", ["Gate", "Beds", "Shed"], []),
    ],
)
def test_a_section_that_the_list_leads_to_is_missing(
    items: str, headings: list[str], expected: list[tuple[str, str, bool]], parted: Parted
) -> None:
    assert find(parted, write(map(link, items.split()), headings)) == expected


@pytest.mark.parametrize(
    ("items", "headings", "expected"),
    [
        (["Gate", "Beds", "Shed", "Well", "Wall"], ["Gate", "Beds", "Shed", "Well"], [("Wall", "end", False)]),
        (["Gate", "Beds", "Shed", "Well"], ["Gate", "Beds", "Shed"], []),
        (["Gate", "Beds", "Shed", "Well", "Wall"], ["Gate", "Beds", "Shed", "Wall"], []),
        # Statements, and what is quoted.
        (["Dig", "Sow", "Water", "Rake", "Nobody waits."], ["Dig", "Sow", "Water", "Rake"], []),
        (["“Dig”", "“Sow”", "“Water”", "“Rake”", "“Wait”"], ["Dig", "Sow", "Water", "Rake"], []),
        (["「耕す」", "「まく」", "「水」", "「草」", "「待つ」"], ["耕す", "まく", "水", "草"], []),
    ],
)
def test_of_a_list_without_links_the_end_alone_is_told(
    items: list[str], headings: list[str], expected: list[tuple[str, str, bool]], parted: Parted
) -> None:
    assert find(parted, write(items, headings)) == expected


def test_so_many_headings_make_a_list_of_contents(parted: Parted) -> None:
    article = write(map(link, ("Gate", "Beds", "Shed", "Well")), ["Gate", "Beds", "Shed"])
    assert len(find(parted, article)) == 1
    assert find(parted, article, min_headings=4) == []


def test_what_is_found_leads_to_the_section_before(parted: Parted) -> None:
    article = write(map(link, ("Gate", "Beds", "Shed", "Well")), ["Gate", "Beds", "Shed"])
    (match,) = contents.find(parted(article), contents.Options(), Scope())
    assert article[slice(*match.span)] == "Well"
    assert article[slice(*match.related[0].span)] == "## Shed"
