"""Numbers of headings that skip, come twice or go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from endmark.checks import Scope
from endmark.checks.outline import numbering
from endmark.document.model import Document
from endmark.violation import Reason

Parted = Callable[[str], Document]


def write(*headings: str) -> str:
    """An article with a paragraph under each of the headings."""
    return "".join(f"{heading}\n\nIt is green.\n\n" for heading in headings)


def find(parted: Parted, article: str, min_headings: int = 3) -> list[tuple[str, int]]:
    """Of each finding what is wrong, and the number of the heading."""
    matches = numbering.find(parted(article), numbering.Options(min_headings), Scope())
    reasons = [cast("Reason", match.values["what"]) for match in matches]
    return [(reason.code.removeprefix("numbering."), cast("int", dict(reason.values)["number"])) for reason in reasons]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("## 1. Gate", "## 2. Beds", "## 3. Shed"), []),
        (("## 1. Gate", "## 2. Beds", "## 4. Shed"), [("missing", 4)]),
        (("## 1. Gate", "## 3. Beds", "## 4. Shed"), [("missing", 3)]),
        (("## 1. Gate", "## 2. Beds", "## 6. Shed"), [("missing", 6)]),
        (("## 1. Gate", "## 2. Beds", "## 7. Shed"), []),
        (("## 1. Gate", "## 2. Beds", "## 2. Shed"), [("again", 2)]),
        (("## 1. Gate", "## 2. Beds", "## 3. Shed", "## 2. Well"), [("back", 2)]),
        (("## 1. Gate", "## 2. Beds", "## 1. Shed", "## 2. Well"), []),
        (("## 0. Gate", "## 1. Beds", "## 3. Shed"), [("missing", 3)]),
        # A numbering that does not begin, and rows that are none.
        (("## 2. Gate", "## 3. Beds", "## 5. Shed"), []),
        (("## 1. Gate", "## 3. Beds", "## 5. Shed"), []),
        (("## Peas 1", "## Peas 3", "## Peas 4", "## Peas 7", "## Peas 9"), []),
        # Others count, too: each level, parent and word for itself.
        (("## 1. Gate", "### 1. Lock", "### 2. Key", "## 2. Beds", "## 3. Shed"), []),
        (("## Step 1", "## Tip 3", "## Step 2", "## Tip 4", "## Step 3"), []),
        (("## 1.1 Gate", "## 1.2 Beds", "## 2.1 Shed", "## 2.2 Well", "## 2.3 Wall"), []),
        (("## Step 1", "## Step 2", "## Step 4"), [("missing", 4)]),
        (("## 1️⃣ Gate", "## 2️⃣ Beds", "## 4️⃣ Shed"), [("missing", 4)]),
        # Behind a number without a sign, more of them must follow each other.
        (("## 1 gate", "## 2 beds", "## 4 sheds"), []),
        (("## 1 Gate", "## 2 Beds", "## 3 Shed", "## 4 Well", "## 6 Wall"), [("missing", 6)]),
        # The missing one is there, in another way.
        (("## 步骤 1:门", "## 步骤 2:畦", "## 第三步:井", "## 步骤 4:墙"), []),
        (("## 1. Gate", "## 2. Beds", "#### 3) Shed", "## 4. Well"), []),
        (("## 1. Gate", "## 2. Beds", "3. Shed", "## 4. Well"), []),
        (("## Day 1", "## Day 2–4", "## Day 5"), []),
        # A project may leave a version out.
        (("## [1.0.1] - 2030-04-01", "## [1.0.2] - 2030-04-09", "## [1.0.4] - 2030-05-08"), []),
        (("## 2.1.0 (2030-04-01)", "## 2.1.1 (2030-04-09)", "## 2.1.3 (2030-05-08)"), []),
        (("## v3.0.1", "## v3.0.2", "## v3.0.4"), []),
        # The same for two readers.
        (("## 1. Gate", "## 2. Beds (north)", "## 2. Beds (south)", "## 3. Shed"), []),
        (("## 1. Gate", "## 2. Beds", "## 2. Beds (south)", "## 3. Shed"), [("again", 2)]),
        # A line in bold letters serves as a heading; a bold beginning does not.
        (("**Parte 1: Puerta**", "**Parte 2: Pozo**", "**Parte 4: Muro**"), [("missing", 4)]),
        (
            ("## Gate", "**1. Lock**", "**2. Key**", "## Beds", "**1. Pea**", "**2. Bean**", "**2. Rose**"),
            [("again", 2)],
        ),
        (("**1.** Gate", "**2.** Beds", "**4.** Shed"), []),
        (("> **1. Gate**", "> **2. Beds**", "> **4. Shed**"), []),
        # Quoted.
        (("> ## 1. Gate", "> ## 2. Beds", "> ## 4. Shed"), []),
    ],
)
def test_the_number_of_a_heading_follows_the_one_before(
    headings: tuple[str, ...], expected: list[tuple[str, int]], parted: Parted
) -> None:
    assert find(parted, write(*headings)) == expected


def test_a_list_with_such_a_number_in_it_is_no_section(parted: Parted) -> None:
    article = write("## 1. Gate", "## 2. Beds", "1. Beans\n2. Peas\n3. Roses", "## 4. Shed")
    assert find(parted, article) == [("missing", 4)]


def test_alternatives_count_each_for_itself(parted: Parted) -> None:
    halves = write("## 3. Peas", "## 4. Roses"), write("## 3. Beans", "## 4. Shed")
    article = write("## 1. Gate", "## 2. Beds") + "{#if sun}\n\n" + "{:else}\n\n".join(halves) + "{/if}\n"
    assert find(parted, article) == []
    assert find(parted, article.replace("{#if sun}", "").replace("{:else}", "").replace("{/if}", "")) == [("back", 3)]


def test_a_row_has_so_many_headings(parted: Parted) -> None:
    article = write("## 1. Gate", "## 2. Beds", "## 4. Shed")
    assert find(parted, article, min_headings=4) == []


def test_what_is_found_names_the_heading_before(parted: Parted) -> None:
    article = write("## 1. Gate", "## 2. Beds", "## 5. Shed")
    (match,) = numbering.find(parted(article), numbering.Options(), Scope())
    assert article[slice(*match.related[0].span)] == "## 2. Beds"
    reason = cast("Reason", match.values["what"])
    assert dict(reason.values) == {"number": 5, "before": 2, "line": 5, "first": 3, "last": 4, "count": 2}
