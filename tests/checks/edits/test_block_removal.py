"""What is left of an article when whole blocks go: those in which the word “gone” stands."""

from __future__ import annotations

import pytest

from endmark.checks.edits.block_removal import iter_emptied_headings, remove_blocks
from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.linting.repair.edit_map import apply_edits


def parse(text: str) -> tuple[Document, list[Block]]:
    """The document, and the blocks that are to go."""
    document = read_document(make_source(text, "article.md"))
    return document, [block for block in document.blocks if "gone" in document.source.get_excerpt(block.span)]


def without(text: str) -> str | None:
    edits = remove_blocks(*parse(text))
    return None if edits is None else apply_edits(text, edits)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Beds.\n\nA gone path.\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\n\nA gone path.\n\n\nTrees.\n", "Beds.\n\n\nTrees.\n"),
        ("Beds.\n\nA gone path\nand a pond.\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\nOne gone path.\n\nA gone pond.\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("A gone bed.\n\nPaths.\n\nA gone pond.\n\nTrees.\n", "Paths.\n\nTrees.\n"),
        ("A gone bed.\n\nTrees.\n", "Trees.\n"),
        ("\nA gone bed.\n\nTrees.\n", "\nTrees.\n"),
        ("Beds.\n\nA gone tree.\n", "Beds.\n"),
        ("Beds.\n\nA gone tree.\n\n\n", "Beds.\n"),
        ("Beds.\n\nA gone tree.  \n", "Beds.\n"),
        ("Beds.\n\nA gone tree.", "Beds."),
        ("Beds.\n\nOne gone pond.\n\nA gone tree.", "Beds."),
        ("A gone bed.\n", ""),
        ("A gone bed.", ""),
        ("---\ntitle: Beds\n---\n\nA gone bed.\n\nTrees.\n", "---\ntitle: Beds\n---\n\nTrees.\n"),
        ("Beds.\r\n\r\nA gone path.\r\n\r\nTrees.\r\n", "Beds.\r\n\r\nTrees.\r\n"),
        ("Beds.\r\n\r\nA gone tree.\r\n", "Beds.\r\n"),
        ("A gone bed.\r\n\r\nTrees.\r\n", "Trees.\r\n"),
        ("Beds.\r\n\r\nA gone tree.", "Beds."),
        ("Beds.\r\rA gone path.\r\rTrees.\r", "Beds.\r\rTrees.\r"),
        ("Beds.\r\rA gone tree.\r", "Beds.\r"),
        ("A gone bed.\r\rTrees.\r", "Trees.\r"),
        ("畑です。\r\rgoneの道です。\r\r木です。\r", "畑です。\r\r木です。\r"),
        ("Beds.\n \t\nA gone path.\n \t\nTrees.\n", "Beds.\n \t\nTrees.\n"),
        ("畑です。\n\ngoneの道です。\n\n木です。\n", "畑です。\n\n木です。\n"),
    ],
)
def test_paragraphs_go_with_the_empty_lines_after_them(before: str, after: str) -> None:
    assert without(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- beds\n- gone paths\n- trees\n", "- beds\n- trees\n"),
        ("- gone beds\n- paths\n- trees\n", "- paths\n- trees\n"),
        ("- beds\n- paths\n- gone trees\n", "- beds\n- paths\n"),
        ("- beds\n- paths\n- gone trees", "- beds\n- paths"),
        ("- beds\n- gone paths\n  and ponds\n- trees\n", "- beds\n- trees\n"),
        ("- beds\n\n- gone paths\n\n- trees\n", "- beds\n\n- trees\n"),
        ("* beds\n+ gone paths\n* trees\n", "* beds\n* trees\n"),
        ("- [x] beds\n- [ ] gone paths\n- [x] trees\n", "- [x] beds\n- [x] trees\n"),
        ("1. beds\n2. gone paths\n3. trees\n", "1. beds\n3. trees\n"),
        ("1) beds\n\n2) gone paths\n\n3) trees\n", "1) beds\n\n3) trees\n"),
        ("- beds\r\n- gone paths\r\n- trees\r\n", "- beds\r\n- trees\r\n"),
        ("We have:\n\n- gone beds\n- gone paths\n\nAnd trees.\n", "We have:\n\nAnd trees.\n"),
        ("We have:\n- gone beds\n- gone paths\n\nAnd trees.\n", "We have:\n\nAnd trees.\n"),
        ("- beds\n- gone paths\n\nAnd trees.\n", "- beds\n\nAnd trees.\n"),
        ("- beds\n  - gone herbs\n  - roses\n- trees\n", "- beds\n  - roses\n- trees\n"),
        ("- beds\n  - gone herbs\n- trees\n", "- beds\n- trees\n"),
        ("- beds\n- gone paths\n\n  A gone one is of sand.\n\n- trees\n", "- beds\n\n- trees\n"),
        ("- beds\n- paths\n\n  A gone one is of sand.\n\n- trees\n", "- beds\n- paths\n\n- trees\n"),
        ("- beds\n- gone paths\n\n  One is of sand.\n- trees\n", None),
        ("1. gone beds\n\n   One is for herbs.\n\n2. trees\n", None),
    ],
)
def test_list_items_go_with_their_bullets(before: str, after: str | None) -> None:
    assert without(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Beds.\n\n> A gone path.\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\n> A gone path\n> and a pond.\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("> Beds.\n>\n> A gone path.\n>\n> Trees.\n", "> Beds.\n>\n> Trees.\n"),
        ("> A gone bed.\n>\n> Trees.\n", "> Trees.\n"),
        ("> Beds.\n>\n> A gone tree.\n", "> Beds.\n"),
        ("> Beds.\n>\n> A gone path.\n\nTrees.\n", "> Beds.\n\nTrees.\n"),
        ("> Beds.\n>\n> A gone path.\n>\n> A gone pond.\n\nTrees.\n", "> Beds.\n\nTrees.\n"),
        ("> Beds.\n>\n> A gone path.\n>\n\nTrees.\n", "> Beds.\n\nTrees.\n"),
        ("> Beds.\n>\n> A gone path.\n>\n> A gone pond.\n>\n> Trees.\n", "> Beds.\n>\n> Trees.\n"),
        ("> - beds\n> - gone paths\n> - trees\n", "> - beds\n> - trees\n"),
        ("- > A gone bed.\n- trees\n", "- trees\n"),
    ],
)
def test_quotations_go_with_their_signs(before: str, after: str) -> None:
    assert without(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Beds\nA gone path.\n## Trees\nLimes.\n", "# Beds\n\n## Trees\nLimes.\n"),
        ("Beds.\n## A gone heading\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\r\n## A gone heading\r\nTrees.\r\n", "Beds.\r\n\r\nTrees.\r\n"),
        ("Beds.\n\n## A gone heading\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\nA gone heading\n---\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\n## A gone heading ##\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\n```\ngone()\n```\n\nTrees.\n", "Beds.\n\nTrees.\n"),
        ("Beds.\n\n| gone |\n|---|\n| 1 |\n\nTrees.\n", "Beds.\n\nTrees.\n"),
    ],
)
def test_other_blocks_go_and_what_was_apart_stays_so(before: str, after: str) -> None:
    assert without(before) == after


@pytest.mark.parametrize(("signs", "after"), [(2_000, "Beds.\n"), (2_001, None)])
def test_what_stands_far_behind_on_a_line_stays(signs: int, after: str | None) -> None:
    assert without(f"Beds.\n\n-   - {'>' * (signs - 6)}gone\n") == after


def test_nothing_goes_where_nothing_is_to_go() -> None:
    assert without("Beds.\n\nTrees.\n") == "Beds.\n\nTrees.\n"


def test_a_block_that_shares_a_line_with_a_marker_stays() -> None:
    document, _ = parse("The gone beds. ---END--- The trees.\n")
    (block,) = document.blocks
    half = block._replace(span=block.span._replace(end=block.span.start + 14), text=block.text.cut(0, 14))
    assert remove_blocks(document, [half]) is None


@pytest.mark.parametrize(
    ("text", "emptied"),
    [
        ("# Beds\n\nHerbs.\n\n# Beds\n\nA gone herb.\n", ["Beds"]),
        ("# Beds\n\nA gone herb.\n\n# Beds\n\nHerbs.\n", ["Beds"]),
        ("# Beds\n\nHerbs.\n\n# Trees\n\nA gone tree.\n", []),  # said nowhere else
        ("# Beds\n\nHerbs.\n\n# Beds\n\nA gone herb.\n\nRoses.\n", []),  # something is left under it
        ("# Beds\n\nHerbs.\n\n# Beds\n\nRoses.\n\nA gone herb.\n", []),
        ("# Beds\n\nHerbs.\n\n# Beds\n\nA gone herb.\n\n# Trees\n\nLimes.\n", ["Beds"]),
        ("# Beds\n\nHerbs.\n\n# Beds\n\nA gone herb.\n\n## Roses\n\nRed.\n", []),  # a section below it
        ("# Beds\n\n## Herbs\n\nMint.\n\n# Beds\n\n## Herbs\n\nA gone mint.\n", ["Herbs", "Beds"]),
        ("# Beds\n\n## Herbs\n\nMint.\n\n# Trees\n\n## Herbs\n\nA gone mint.\n", ["Herbs"]),
        ("# Beds\n\nA gone herb.\n\n# Beds\n\nA gone herb.\n", ["Beds"]),  # one of the two stays
        ("A gone herb.\n", []),
    ],
)
def test_a_heading_said_twice_goes_with_all_that_it_stands_over(text: str, emptied: list[str]) -> None:
    document, gone = parse(text)
    assert [heading.text.content for heading in iter_emptied_headings(gone, document)] == emptied
