"""A colon that announces something, and nothing that follows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.cuts import lead_in
from endmark.document.model import Document

Parted = Callable[[str], Document]


def find(parted: Parted, article: str) -> list[tuple[str, bool]]:
    """Of each finding the text, and whether it is certain."""
    return [
        (article[slice(*match.span)], match.certain)
        for match in lead_in.find(parted(article), lead_in.Options(), Scope())
    ]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("You need these tools:\n", [("You need these tools:", True)]),
        ("必要な道具：\n", [("必要な道具：", True)]),
        ("የሚያስፈልጉ መሣሪያዎች፦\n", [("የሚያስፈልጉ መሣሪያዎች፦", True)]),
        ("You need these tools.\n", []),
        # What follows may be anything but the next section.
        *(
            (f"You need these tools:\n\n{what}\n", [])
            for what in (
                "- A rake",
                "A rake.",
                "> A rake.",
                "```\nrake\n```",
                "![A rake](rake.jpg)",
                "{% include rake %}",
            )
        ),
        ("## Tools\n\nThere are two:\n\n### A rake\n\nIt is old.\n", []),
        ("## Tools\n\nThere are two:\n\n## A rake\n\nIt is old.\n", []),
        ("### Tools\n\nThere are two:\n\n## A rake\n\nIt is old.\n", [("There are two:", False)]),
        # An end marker or a line is nothing that could be announced; what comes behind it is.
        ("There are two:\n\n---END---\n", [("There are two:", True)]),
        ("There are two:\n\n---END---\n\n- A rake\n", []),
        ("There are two:\n\n***\n\n## Beds\n\nFour.\n", []),
        ("### Tools\n\nThere are two:\n\n***\n\n## Beds\n\nFour.\n", [("There are two:", False)]),
        # A comment is not shown.
        ("There are two:\n\n<!-- a list -->\n", [("There are two:", True)]),
        # Names of emoji, and what stands in a list or a quotation.
        ("It is open :sunflower:\n", []),
        ("- There are two:\n", []),
        ("> There are two:\n", []),
    ],
)
def test_what_a_colon_announces_follows(article: str, expected: list[tuple[str, bool]], parted: Parted) -> None:
    assert find(parted, article) == expected


@pytest.mark.parametrize(("times", "expected"), [(2, 2), (3, 0)])
def test_who_does_it_again_and_again_means_the_headings(times: int, expected: int, parted: Parted) -> None:
    sections = (f"## {'abc'[number]}\n\nBeds.\n\n### Tools\n\nThere are two:\n" for number in range(times))
    article = "\n".join(sections) + "\n## Peas\n\nThey are two.\n"
    assert len(find(parted, article)) == expected
