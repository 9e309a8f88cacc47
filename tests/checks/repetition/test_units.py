"""What of a document is compared with what, and what is known about each piece."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.repetition import units as units_module
from endmark.checks.repetition.units import Unit, Units, iter_units
from endmark.document.model import Document

Parted = Callable[[str], Document]


def units(document: Document) -> list[Unit]:
    return list(iter_units(document))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (
            "# Beds\n\nThe beds, and paths!\n\n- One\n- Two\n\n> A word.\n",
            ["beds", "thebedsandpaths", "one", "two", "aword"],
        ),
        ("```\ncode\n```\n\n| a |\n|---|\n| b |\n\n---\n\nText.\n", ["text"]),
        ("Text.\n\n---END---\n\n<!-- no -->\n\nMore.\n", ["text", "more"]),
        ("Call `dig()` **now**.\n", ["calldignow"]),
        ("ＡＢＣ、庭！\n", ["abc庭"]),
        ("<aside>\nOne.\n</aside>\n<p>Two.</p>\n", ["one", "two"]),
        ("<aside>\nOne.\n</aside>\n\nTwo.\n", ["one", "two"]),
        ("<br>\n", []),
        ("![](a.png)\n", ["\U000f68f9"]),
        ("", []),
    ],
)
def test_every_block_of_prose_is_a_unit(parted: Parted, text: str, folded: list[str]) -> None:
    assert [unit.folded for unit in units(parted(text))] == folded


@pytest.mark.parametrize(
    ("text", "weight"),
    [("The beds, here!", 11), ("庭です。", 6), ("정원 A", 5), ("Сад и дом", 7), ("Call `dig()`.", 7)],
)
def test_a_character_that_says_as_much_as_two_letters_weighs_two(parted: Parted, text: str, weight: int) -> None:
    assert [unit.weight for unit in units(parted(text))] == [weight]


def test_paths_hold_the_headings_above(parted: Parted) -> None:
    text = "Zero.\n\n# A\n\nOne.\n\n## B\n\nTwo.\n\n### C\n\nThree.\n\n## D\n\nFour.\n\n# E\n\nFive.\n"
    assert [(unit.folded, unit.path) for unit in units(parted(text))] == [
        ("zero", ()),
        ("a", ()),
        ("one", ("a",)),
        ("b", ("a",)),
        ("two", ("a", "b")),
        ("c", ("a", "b")),
        ("three", ("a", "b", "c")),
        ("d", ("a",)),
        ("four", ("a", "d")),
        ("e", ()),
        ("five", ("e",)),
    ]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("One.\n\nTwo.\n", [None, "paragraph"]),
        ("# One\n\nTwo.\n\n- Three\n\nFour.\n", [None, "heading", "paragraph", "list-item"]),
        ("One.\n\n```\nx\n```\n\nTwo.\n", [None, "code"]),
        ("One.\n\n---\n\nTwo.\n", [None, "thematic-break"]),
        ("One.\n\n---END---\n\nTwo.\n", [None, "marker"]),
        ("One.\n\n<!-- no -->\n\nTwo.\n", [None, "paragraph"]),
        ("<hr>\n\nTwo.\n", ["thematic-break"]),
        ("<img>\n\nTwo.\n", ["html"]),
    ],
)
def test_what_stands_before(parted: Parted, text: str, before: list[str | None]) -> None:
    assert [unit.before for unit in units(parted(text))] == before


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("One.\n\nTwo.\n", ["paragraph", None]),
        ("One:\n\n- Two\n\n# Three\n", ["list-item", "heading", None]),
        ("One.\n\n```\nx\n```\n", ["code"]),
        ("One.\n\n<!-- no -->\n\nTwo.\n", ["paragraph", None]),
    ],
)
def test_what_stands_after(parted: Parted, text: str, after: list[str | None]) -> None:
    assert [unit.after for unit in units(parted(text))] == after


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("One.\n\n> Two.\n\nThree.\n", [False, True, False]),
        ("One.\n\n<details>\n\nTwo.\n\n</details>\n\nThree.\n", [False, True, False]),
        ("<DETAILS>\n\n<blockquote>\n\nOne.\n\n</blockquote>\n\nTwo.\n\n</DETAILS>\n\nThree.\n", [True, True, False]),
        ("<blockquote>One.</blockquote>\n\nTwo.\n", [True, False]),
        ("<aside>One.</aside>\n\n</details>\n\nTwo.\n", [False, False]),
        ("<p>One.</p><details><p>Two.</p></details><p>Three.</p>\n", [False, True, False]),
    ],
)
def test_what_is_quoted_or_folded_away(parted: Parted, text: str, quoted: list[bool]) -> None:
    assert [unit.quoted for unit in units(parted(text))] == quoted


def test_atoms_are_the_source_of_what_is_no_prose(parted: Parted) -> None:
    (unit,) = units(parted("Call `dig()` and `sow`, as ![this](a.png) shows.\n"))
    assert unit.atoms == ("`dig()`", "`sow`", "![this](a.png)")


def test_a_paragraph_of_html_stands_at_its_place(parted: Parted) -> None:
    document = parted("<aside>\nOne.\n</aside>\n<p>Two\nlines.</p>\n")
    assert [document.source.get_excerpt(unit.block.span) for unit in units(document)] == ["One.", "Two\nlines."]


def test_many_units_are_made_anew_and_are_the_same(parted: Parted, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "# A\n\none\n\n## B\n\n`x` two\n\n```\ncode\n```\n\nthree\n\n## \n\nfour\n\n"
        "<details>\n<p>five</p>\n\n<p>six</p>\n\n<p>a</p><p>b</p>\n</details>\n\n"
        "> seven\n\n# C\n\n- eight\n- eight\n\n!!\n"
    )
    document = parted(text)
    expected = list(iter_units(document))
    monkeypatch.setattr(units_module, "_FEW", 2)
    monkeypatch.setattr(units_module, "_NEARBY", 2)
    many = Units(document)
    assert list(many.read()) == expected == list(many)
    assert [many[index] for index in range(len(many))] == expected
    assert (many[-1], many[2:4]) == (expected[-1], expected[2:4])
    assert list(many.hashes) == [hash(unit.folded) for unit in expected]
