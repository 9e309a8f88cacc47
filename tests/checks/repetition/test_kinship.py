"""How much two sections have in common besides a passage of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from endmark.checks.repetition.kinship import Kin, Sections
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.subject import split_stems
from endmark.checks.repetition.units import iter_units
from endmark.document.model import Document

Parted = Callable[[str], Document]

POND = "The pond behind the barn was dug by hand."
NORTH = "Follow the northern path, past sheds and mills, until bridges appear."
SOUTH = "Follow the southern path, past sheds and mills, until ladders appear."
FROGS = "Seven frogs croaked every evening while nobody listened."


def compare(document: Document) -> Kin | None:
    units = list(iter_units(document))
    original, copy = (number for number, unit in enumerate(units) if unit.block.text.content == POND)
    return Sections(units).compare(Run((Pair(copy, original, strong=True, likeness="same"),)))


@pytest.mark.parametrize(
    ("blocks", "share", "parts"),
    [
        # Of twelve words eight stand in both: northern and southern, bridges and ladders do not.
        (("# A", NORTH, POND, "# B", SOUTH, POND), 8 / 12, 0),
        (("# A", NORTH, POND, "# B", FROGS, POND), 0, 0),
        (("# A", NORTH, POND, "## Cost", "## Time", "# B", SOUTH, POND, "## Time", "## Cost", "# C"), 10 / 14, 2),
        # A part of another section is none of this one.
        (("# A", NORTH, POND, "# B", SOUTH, POND, "# Cost", "## Time"), 8 / 12, 0),
        (("# Top", "## A", NORTH, POND, "## B", SOUTH, POND), 8 / 12, 0),
    ],
)
def test_sections_are_compared_without_the_passage(
    parted: Parted, blocks: tuple[str, ...], share: float, parts: int
) -> None:
    kin = compare(parted("\n\n".join(blocks) + "\n"))
    assert kin is not None
    assert kin.share == pytest.approx(share)
    assert kin.parts == parts


@pytest.mark.parametrize(
    "blocks",
    [
        ("# A", NORTH, POND, SOUTH, POND),
        ("# A", NORTH, POND, "## B", SOUTH, POND),
        ("# A", "Go north.", POND, "# B", SOUTH, POND),
        (POND, SOUTH, POND),
    ],
)
def test_one_section_or_an_empty_one_is_compared_with_nothing(parted: Parted, blocks: tuple[str, ...]) -> None:
    assert compare(parted("\n\n".join(blocks) + "\n")) is None


def test_of_a_long_block_only_what_is_said_again_is_read(parted: Parted, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def spy(text: str) -> Sequence[str]:
        read.append(text)
        return split_stems(text)

    monkeypatch.setattr("endmark.checks.repetition.kinship.split_stems", spy)
    units = list(iter_units(parted(f"# Ponds\n\n{POND} {FROGS}\n\n{NORTH}\n\n# B\n\n{SOUTH}\n\n{POND}\n")))
    run = Run((Pair(5, 1, strong=True, likeness="part"),))
    sections = Sections(units)
    assert sections.has_own_heading(run)
    assert sections.compare(run) is not None
    # Its section is read once.
    assert sum(FROGS in text for text in read) == 1


@pytest.mark.parametrize(
    ("heading", "other", "passage", "elsewhere"),
    [
        ("## Dredge", "## Usage", "Most ponds need no dredge, so use the dredge as a last resort.", "Call the dredge."),
        ("## ポンプ", "## 使い方", "ほとんどの池ではポンプを使わずに済みます。", "まずポンプを呼びます。"),
        ("## Bagger", "## Nutzung", "Die meisten Teiche brauchen keinen Bagger.", "Zuerst rufe den Bagger."),
    ],
)
def test_a_heading_is_no_ones_own_where_both_sections_speak_of_it(
    parted: Parted, heading: str, other: str, passage: str, elsewhere: str
) -> None:
    def has_own(*second: str) -> bool:
        units = list(iter_units(parted("\n\n".join(("# Ponds", heading, passage, NORTH, other, *second)) + "\n")))
        number = next(index for index in range(len(units) - 1, 0, -1) if units[index].folded == units[2].folded)
        return Sections(units).has_own_heading(Run((Pair(number, 2, strong=True, likeness="same"),)))

    assert has_own(SOUTH, passage)
    assert not has_own(elsewhere, passage)
    assert not has_own(passage, elsewhere)
