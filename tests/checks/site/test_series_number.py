"""Which numbers of a series skip or repeat, and what is no series."""

from __future__ import annotations

import pytest
from tests.checks.filed import Filed

from endmark.checks import Scope
from endmark.checks.site import series_number
from endmark.checks.site.series_number import Options
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import FiledFact

OPTIONS = Options(("series", "series.name"), ("part", "series.number"))


def tell(files: dict[str, str], options: Options = OPTIONS) -> list[str]:
    """Where each finding stands, what is said, and the articles that are shown."""
    found = [
        (path, fact)
        for path in sorted(files)
        for fact in series_number.facts(read_document(make_source(files[path], path)), options, Scope())
    ]
    filed = Filed(
        tuple(FiledFact(number, path, fact.digest, fact.values, fact.keys) for number, (path, fact) in enumerate(found))
    )
    return [
        f"{filed.facts[match.place].path}: {say_value(match.values['what'])}"
        f" ({', '.join(filed.facts[number].path for number, _ in match.related)})"
        for match in series_number.compare(filed, options)
    ]


def titles(*said: str) -> dict[str, str]:
    return {
        f"{name}.md": f'---\ntitle: "{title}"\n---\n\nIt rains.\n'
        for name, title in zip("abcdefghi", said, strict=False)
    }


def parts(*numbers: object, series: str = "The barn") -> dict[str, str]:
    return {
        f"{name}.md": f"---\nseries: {series}\npart: {number}\n---\n\nIt rains.\n"
        for name, number in zip("abcdefghi", numbers, strict=False)
    }


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (parts(1, 2, 3, 4), []),
        (parts(2, 3, 4), []),
        (parts(1, 2, 4), ["c.md: Number 3 of this series is missing before this one (b.md)"]),
        (parts(1, 2, 3, 6), ["d.md: Numbers 4 to 5 of this series are missing before this one (c.md)"]),
        (parts(1, 2, 2, 3), ["c.md: Number 2 of this series is also that of b.md (b.md)"]),
        # Half of the numbers are missing: they count something else.
        (parts(1, 3, 6), []),
        (parts(1, 3, 5), ["b.md: Number 2 of this series is missing before this one (a.md)",
                          "c.md: Number 4 of this series is missing before this one (b.md)"]),
        # Two series of one name.
        (parts(1, 1, 2, 2, 3, 3), []),
        (parts(1, 3), []),
        (parts("one", "two", "four"), []),
        (parts(1, 2, 4, series='""'), []),
        (titles("The old barn, part 1", "The old barn, part 2", "The old barn, Part 4: doors"),
         ["c.md: Number 3 of this series is missing before this one (b.md)"]),
        (titles("Die alte Scheune, Teil 1", "Die alte Scheune, Teil 2", "Die alte Scheune, Teil 2: Türen",
                "Die alte Scheune, Teil 3"),
         ["c.md: Number 2 of this series is also that of b.md (b.md)"]),
        (titles("納屋をなおす その1", "納屋をなおす その２", "納屋をなおす その4"),
         ["c.md: Number 3 of this series is missing before this one (b.md)"]),
        (titles("修理谷仓 第1篇", "修理谷仓 第2篇", "修理谷仓 第4篇"),
         ["c.md: Number 3 of this series is missing before this one (b.md)"]),
        # Too short a name, no name, a word that ends like one of ours, a number that goes on.
        (titles("News #1", "News #2", "News #4"), []),
        (titles("Part 1: gates", "Part 2: doors", "Part 4: roofs"), []),
        (titles("The barn counterpart 1", "The barn counterpart 2", "The barn counterpart 4"), []),
        (titles("The old barn #1001", "The old barn #1002", "The old barn #1004"), []),
        (titles("The old barn 1", "The old barn 2", "The old barn 4"), []),
    ],
)  # fmt: skip
def test_what_is_said(files: dict[str, str], said: list[str]) -> None:
    assert tell(files) == said


def test_a_field_says_more_than_a_title() -> None:
    files = {
        path: text.replace("series:", 'title: "The old barn, part 9"\nseries:') for path, text in parts(1, 2, 4).items()
    }
    assert tell(files) == ["c.md: Number 3 of this series is missing before this one (b.md)"]


def test_the_day_says_which_of_two_parts_came_last() -> None:
    files = parts(1, 2, 2, 3)
    files["b.md"] = files["b.md"].replace("part:", "date: 2026-03-15\npart:")
    files["c.md"] = files["c.md"].replace("part:", "date: 2026-03-14\npart:")
    dated = Options(OPTIONS.series, OPTIONS.numbers, dates=("date",))
    assert tell(files, dated) == ["b.md: Number 2 of this series is also that of c.md (c.md)"]


def test_translations_are_one_part_and_other_languages_other_series() -> None:
    both = {f"{language}/{path}": text for language in ("en", "de") for path, text in parts(1, 2, 3).items()}
    assert tell(both) == []


@pytest.mark.parametrize(("least", "found"), [(3, 1), (4, 0)])
def test_how_many_parts_make_a_series(least: int, found: int) -> None:
    assert len(tell(parts(1, 2, 4), Options(OPTIONS.series, OPTIONS.numbers, min_parts=least))) == found
