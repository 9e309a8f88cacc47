"""Where a remark can stand, and what of the text there is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.leftovers.remarks import is_quoted, iter_remarks
from endmark.document.model import Document

Parse = Callable[[str], Document]

BODY = "# The pond\n\nIt is very old.\n\nFrogs live in it.\n\nHerons come too."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{BODY}\n",
            ["head It is very old.", "tail Frogs live in it.", "tail Herons come too."],
        ),
        ("# The pond\n\nIt is very old.\n", []),
        (
            "Here you are, the pond.\n\n# The pond\n\nOld.\n\nDeep.\n\nCold.\n",
            ["title Here you are, the pond."],
        ),
        # Of a long text its first or last two sentences, and one of them alone.
        (
            "# The pond\n\nOld.\n\nDeep.\n\nThe first is here. The second is here. The third is here.\n",
            ["tail The second is here. The third is here.", "tail The third is here."],
        ),
        # Brackets set a note apart, in the middle of the article, too.
        (
            "# P\n\nOld.\n\nDeep.\n\n[Add the depth here]\n\nCold.\n\nWet.\n\nDark.\n",
            ["note [Add the depth here]"],
        ),
        (
            "# P\n\nOld.\n\nDeep.\n\n【ここに深さを入れてください】\n\nCold.\n\nWet.\n\nDark.\n",
            ["note 【ここに深さを入れてください】"],
        ),
        ("# P\n\nOld.\n\nDeep.\n\nCold.\n\nIt is cold. [Add the depth here]\n", ["note [Add the depth here]"]),
        # No note: a link, and a definition.
        ("# P\n\nOld.\n\nDeep.\n\n[Add the depth here](pond.md)\n\nCold.\n\nWet.\n\nDark.\n", []),
        # Nor a name in brackets of a program.
        ("# P\n\nOld.\n\nDeep.\n\n{rootdir:/docs/pond.html}\n\nCold.\n\nWet.\n\nDark.\n", []),
    ],
)
def test_remarks_stand_at_the_edges_and_in_brackets(text: str, expected: list[str], parted: Parse) -> None:
    found = [f"{remark.place} {remark.text}" for remark in iter_remarks(parted(text))]
    assert set(expected) <= set(found)
    assert expected or not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shall I go on with the pond?", False),
        ("— Shall I go on with the pond?", True),
        ("“Shall I go on with the pond?” he said.", True),
        ("「池の話を続けましょうか。」", True),
        ("Reply “continue” and I shall go on with the pond.", False),
    ],
)
def test_what_somebody_in_the_article_says_is_quoted(text: str, expected: bool, parted: Parse) -> None:
    document = parted(f"# P\n\nOld.\n\nDeep.\n\n{text}\n")
    assert [is_quoted(remark, document.blocks) for remark in iter_remarks(document)] == [expected]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ('"Here is the part on ponds. It is short.', 'Shall I go on with the frogs?"'),
        ("「こちらが池の章です。短めにしました。", "蛙の章も書きましょうか。」"),
        ("„Hier ist der Teil über Teiche. Er ist kurz.", "Soll ich mit den Fröschen weitermachen?“"),
    ],
)
def test_a_quotation_may_go_over_several_paragraphs(first: str, last: str, parted: Parse) -> None:
    document = parted(f"Model A says:\n\n{first}\n\n{last}\n\nIt went on so.\n")
    quoted = {remark.text: is_quoted(remark, document.blocks) for remark in iter_remarks(document)}
    said = [text for text in quoted if text in first or text in last]
    assert said
    assert all(quoted[text] for text in said)


@pytest.mark.parametrize(
    ("lead", "shown", "expected"),
    [
        ("With a net you can do this:", "- fish\n- wade", []),
        ("Hier die Übersetzung, möglichst nah am Original:", "> Der Teich ist alt.", []),
        ("原文のリズムに近づけて訳しました：", "> 古池や", []),
        ("Here is the text that you asked for:", "## The pond", ["Here is the text that you asked for:"]),
        # What stands before it may be one all the same.
        ("I wrote the list. With a net you can:", "- fish\n- wade", ["I wrote the list."]),
    ],
)
def test_what_leads_into_a_list_or_a_quotation_is_no_remark(
    lead: str, shown: str, expected: list[str], parted: Parse
) -> None:
    document = parted(f"# P\n\n{lead}\n\n{shown}\n\nIt is old.\n\nIt is deep.\n\nIt is cold.\n")
    assert [remark.text for remark in iter_remarks(document) if remark.text in lead] == expected


def test_what_is_said_twice_is_no_note(parted: Parse) -> None:
    note = "(I added the numbers.)\n\n"
    document = parted(f"Old.\n\nDeep.\n\n{note}Cold.\n\n{note}Wet.\n\nDark.\n")
    assert not any(remark.place == "note" for remark in iter_remarks(document))


def test_only_so_many_notes_are_looked_at(parted: Parse) -> None:
    note = "[The depth of pond {}]\n\n"
    text = "Old.\n\nDeep.\n\n" + "".join(note.format(number) for number in range(60)) + "Cold.\n\nWet.\n"
    assert sum(remark.place == "note" for remark in iter_remarks(parted(text))) == 20


@pytest.mark.parametrize(("length", "found"), [(11, False), (12, True), (400, True), (401, False)])
def test_a_remark_is_neither_very_short_nor_very_long(length: int, found: bool, parted: Parse) -> None:
    text = "# P\n\nOld.\n\nDeep.\n\n" + "x" * (length - 1) + ".\n"
    assert any("x" in remark.text for remark in iter_remarks(parted(text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shall I go on with it?", True),
        ("Shall I go on?", False),  # so short are titles as well
        ("池の話を続けましょうか。", True),
        ("It has `frogs` in it.", False),  # what names code is said to readers
        ("- Shall I go on?", False),
        ("x" * 200, True),
        ("x" * 201, False),
    ],
)
def test_short_paragraphs_within_the_article_are_looked_at(text: str, found: bool, parted: Parse) -> None:
    document = parted(f"# P\n\nOld.\n\nDeep.\n\nCold.\n\n{text}\n\nWet.\n\nDark.\n\nOld.\n\nDeep.\n")
    assert any(remark.place == "inside" and remark.text == text for remark in iter_remarks(document)) == found


def test_only_so_many_paragraphs_are_looked_at(parted: Parse) -> None:
    text = "".join(f"The depth of pond {number}\n\n" for number in range(900))
    assert sum(remark.place == "inside" for remark in iter_remarks(parted(text))) == 800
