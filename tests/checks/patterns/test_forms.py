"""Texts that are shown to be filled in: their blanks are meant, and one that was forgotten is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.patterns.forms import find_forms
from endmark.document.model import Document

Parse = Callable[[str], Document]

FORM = "Dear [Client],\n\nwe dug your pond on [day].\n\nKind regards,\nThe gardener"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FORM + "\n", FORM),
        (f"# A letter\n\nCopy it.\n\n{FORM}\n\nChange what you like in it.\n", FORM),
        # Nobody is greeted with a comma everywhere.
        (
            "[이름] 귀하\n\n[날짜]의 편지는 잘 받았습니다.\n\n감사합니다.\n[서명]\n",
            "[이름] 귀하\n\n[날짜]의 편지는 잘 받았습니다.\n\n감사합니다.\n[서명]",
        ),
        # One blank was forgotten, the same one twice too.
        ("Dear Ms Reed,\n\nwe dug your pond on [day].\n\nKind regards,\nThe gardener\n", None),
        ("Dear [Client],\n\nwe dug your pond, [Client].\n\nKind regards,\nThe gardener\n", None),
        # Nobody signs, nobody is greeted, or nothing is said.
        ("Dear [Client],\n\nwe dug your pond on [day].\n", None),
        ("We dug the pond of [Client] on [day] in May.\n\nKind regards,\nThe gardener\n", None),
        ("Dear [Client],\n\nKind regards,\n[Gardener]\n", None),
        # Too long for a letter.
        ("Dear [Client],\n\n" + "We dug your pond on [day].\n\n" * 11 + "Kind regards,\nThe gardener\n", None),
        (FORM.replace("\n\nKind", "\n\nIt is deep." * 8 + "\n\nKind") + "\n", "all"),
        ("", None),
    ],
)
def test_letters_to_be_filled_in(parted: Parse, text: str, expected: str | None) -> None:
    document = parted(text)
    expected = text.strip() if expected == "all" else expected
    assert [document.source.get_excerpt(span).strip() for span in find_forms(document.blocks)] == (
        [expected] if expected else []
    )


BEFORE, BEHIND = "It is short.\n\n", "\n\nIt may be longer.\n"
MANY = "[name] of [town] digs from [day] on."
TWO = "[name] digs from [day] on."
ONE = "[name] digs."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # Many blanks, and what explains them stands before and behind.
        (BEFORE + MANY + BEHIND, True),
        (f"## A\n\nIt is old.\n\n## B\n\n{MANY}\n\n## C\n\nIt is deep.\n", True),
        (BEFORE + "[name] of [town] digs.\n\nHe begins on [day]." + BEHIND, True),
        # One blank in several places is one.
        (BEFORE + "[name] of [Name] digs from [day] on." + BEHIND, False),
        (BEFORE + MANY + "\n", False),
        (MANY + BEHIND, False),
        (BEFORE + TWO + BEHIND, False),
        # Another section has one, too.
        (BEFORE + MANY + "\n\n## More\n\nIt was [name] who dug.\n\nIt is deep.\n", False),
        # What ends with a colon introduces it.
        ("It is short:\n\n" + TWO + BEHIND, True),
        ("是这样的：\n\n[姓名]从[日期]起挖池塘。\n\n写完再读。\n", True),
        ("It is short:\n\n" + MANY + "\n", True),
        ("It is short:\n\n" + TWO + "\n", False),
        ("It is short:\n\n" + ONE + BEHIND, False),
        ("It is short:\n\nNow.\n\n" + TWO + BEHIND, False),
        # A line to write on.
        (f"{BEFORE}{ONE}\n\nSigned: ______________\n", True),
        (f"{BEFORE}{ONE}\n\nSigned: ........................\n", True),
        (f"{BEFORE}{TWO} On: ＿＿＿＿\n", True),
        (f"{BEFORE}{ONE} On: ……………\n", False),
        (f"{BEFORE}{ONE}\n\nSigned: ____\n", False),
        (f"{BEFORE}{ONE}\n\n```\n____________\n```\n", False),
        # Numbers and boxes to tick are no blanks, and code is nobody's text.
        (BEFORE + "[12] of [34] digs from [56] on." + BEHIND, False),
        (f"{BEFORE}{ONE}\n\n```\n[town] [day]\n```{BEHIND}", False),
        # Names are letters and signs in India.
        ("एक वाक्य काफ़ी है:\n\n[नाम] ने [दिन] को खोदा।\n\nबस।\n", True),
    ],
)
def test_other_forms(parted: Parse, text: str, shown: bool) -> None:
    assert bool(find_forms(parted(text).blocks)) == shown


def test_what_is_beside_a_form_is_none(parted: Parse) -> None:
    document = parted(f"It is [old].\n\n## A\n\nWrite:\n\n{MANY}\n\nSign here.\n")
    assert [document.source.get_excerpt(span) for span in find_forms(document.blocks)] == [MANY]
