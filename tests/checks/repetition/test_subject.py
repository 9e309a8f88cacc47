"""Which near copies are descriptions of two things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.repetition.subject import is_about_other_subject
from endmark.checks.repetition.units import iter_units
from endmark.document.model import Document

Parted = Callable[[str], Document]


@pytest.mark.parametrize(
    ("original", "copy", "expected"),
    [
        # The words that changed are those of the heading.
        ("# First name\n\nThe header for the first name.", "# Last name\n\nThe header for the last name.", True),
        ("# Sending\n\nMessages are sent as text.", "# Receiving\n\nMessages are received as text.", True),
        ("# dropLeft\n\nIt drops beds on the left.", "# dropRight\n\nIt drops beds on the right.", True),
        ("# BED_NAME\n\nIt is read from `bed.name`.", "# BED_SIZE\n\nIt is read from `bed.size`.", True),
        (
            "# Beds, then paths\n\nIf no bed is named, a path must be.",
            "# Paths\n\nIf no path is named, a bed must be.",
            False,
        ),
        ("# Beds\n\nIf no bed is dug, a path must be.", "# Paths\n\nIf no path is dug, a bed must be.", True),
        ("# 送信\n\n文字列の送信に使います。", "# 受信\n\n文字列の受信に使います。", True),
        ("# 보내기\n\n문자열 보내기에 씁니다.", "# 받아오기\n\n문자열 받아오기에 씁니다.", True),
        # The original speaks of its own heading in several of them.
        (
            "# Roses of last month\n\nWho watered the garden most last month.",
            "# Roses\n\nWho watered the garden most so far.",
            True,
        ),
        ("# Les roses du mois dernier\n\nArrosées le mois dernier.", "# Les roses\n\nArrosées depuis toujours.", True),
        ("# 先月の水やり\n\n先月の水やりが多い庭です。", "# 水やり\n\nこれまで水やりが多い庭です。", True),
        ("# 先月の水やり\n\n先月の水やりが多い庭です。", "# 水やり\n\n先高の水やりが多い庭です。", False),
        ("# 上个月的浇水\n\n上个月的浇水最多的人。", "# 浇水\n\n有史以来浇水最多的人。", True),
        ("# Roses of last week\n\nWho watered last.", "# Roses\n\nWho watered lost.", False),
        ("# A week of rain\n\nThe week was wet.", "# Sun\n\nThe weak was wet.", False),
        # They are not.
        ("# Beds\n\nThe garden is old.", "# Paths\n\nThe garden is large.", False),
        ("# Large beds\n\nThe garden is old.", "# Large paths\n\nThe garden is large.", False),
        ("# 送信\n\n文字列の送信に使います。", "# 受信\n\n文字列の送信で使います。", False),
        # They are those of the address.
        ("More on beds is in [the book](beds.md).", "More on paths is in [the book](paths.md).", True),
        ("More on beds is in [the book](a.md).", "More on paths is in [the book](b.md).", False),
        ("More on beds is in [the book](/beds).", "More on paths is in the book](/paths).", False),
    ],
)
def test_a_description_keeps_the_sentence_and_changes_the_name(
    parted: Parted, original: str, copy: str, expected: bool
) -> None:
    text = f"{original}\n\n{copy}\n"
    prose = [unit for unit in iter_units(parted(text)) if unit.block.kind != "heading"]
    assert is_about_other_subject(prose[1], prose[0], text) is expected
