from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.text.labels import find_forms, get_label
from endmark.document.model import Document

Parted = Callable[[str], Document]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("**Name:** Rose", "name"),
        ("**Name**: Rose", "name"),
        ("**NAME**:\nRose", "name"),
        ("**名前：** ばら", "名前"),
        ("**名前**：ばら", "名前"),
        ("- **Name:** Rose", "name"),
        ("**What it is called here:**", "what it is called here"),
        ("**Name** Rose", None),
        ("*Name:* Rose", None),
        ("Name: Rose", None),
        ("The **name:** Rose", None),
        ("**The name that the people of the old town gave it:** Rose", None),
        ("", None),
    ],
)
def test_a_label_stands_first_in_bold_and_has_a_colon(parted: Parted, text: str, label: str | None) -> None:
    assert [get_label(block) for block in parted(text).blocks] == ([label] if text else [])


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("**Name:** Rose\n\n**Name:** Bean\n\n**Name:** Pea\n", {"name"}),
        ("**Name:** Rose\n\n**NAME**: Bean\n\n- **name:** Pea\n", {"name"}),
        ("**Name:** Rose\n\n**Name:** Bean\n", set()),
        ("**Name:** Rose\n\n**Name:** Bean\n\n**Name:** Bean\n\n**Name:** Rose\n", set()),
        ("**Name:** Rose\n\n**Size:** Big\n\n**Use:** None\n", set()),
        ("**名前：** ばら\n\n**名前：** 豆\n\n**名前：** 芋\n\n**大きさ：** 大\n", {"名前"}),
        ("", set()),
    ],
)
def test_three_different_entries_make_a_form(parted: Parted, text: str, forms: set[str]) -> None:
    assert find_forms(parted(text).blocks) == forms
