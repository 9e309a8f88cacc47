"""The numbers with which headings begin."""

from __future__ import annotations

import pytest

from endmark.checks.text.ordinals import Ordinal, read_ordinal, strip_ordinal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3. The gate", (3, 3, (), "")),
        ("(3) The gate", (3, 3, (), "")),
        ("3️⃣ The gate", (3, 3, (), "")),
        ("③門", (3, 3, (), "")),
        ("IV. The gate", (4, 4, (), "")),
        ("Chapter IX", (9, 9, (), "chapter")),
        ("2.1.3. The gate", (3, 3, (2, 1), "")),
        ("Step 3: The gate", (3, 3, (), "step")),
        ("Tip #3: The gate", (3, 3, (), "tip")),
        ("Day 3–4: The hills", (3, 4, (), "day")),
        ("Passo 3 - O portão", (3, 3, (), "passo")),
        ("ขั้นตอนที่ 3: ประตู", (3, 3, (), "ขั้นตอนที่")),
        ("الخطوة ٣: الباب", (3, 3, (), "الخطوة")),
        ("चरण २: फाटक", (2, 2, (), "चरण")),
        ("ステップ 3：門", (3, 3, (), "ステップ")),
        ("第十二章 門", (12, 12, (), "第章")),
        ("第12章：門", (12, 12, (), "第章")),
        ("二十一、门", (21, 21, (), "")),
        ("３．門", (3, 3, (), "")),
        ("3단계: 문", (3, 3, (), "단")),
    ],
)
def test_a_number_is_read_in_many_ways_of_writing_it(
    text: str, expected: tuple[int, int, tuple[int, ...], str]
) -> None:
    ordinal = read_ordinal(text)
    assert ordinal is not None
    assert (ordinal.number, ordinal.last, ordinal.outer, ordinal.word) == expected
    assert ordinal.marked


@pytest.mark.parametrize(("text", "outer"), [("3 The gate", ()), ("2.3 The gate", (2,))])
def test_a_number_alone_is_not_marked_as_one_that_counts(text: str, outer: tuple[int, ...]) -> None:
    assert read_ordinal(text) == Ordinal(3, 3, outer, "", marked=False)


@pytest.mark.parametrize(
    "text", ["", "The gate", "I am here", "V for", "C. elegans", "3D printing", "2024 in review", "一九九八年", "一 二"]
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert read_ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [("3. The gate", "The gate"), ("第三章 門", "門"), ("Step 3: The gate", "The gate"), ("The gate", "The gate")],
)
def test_without_its_number_a_heading_says_what_its_section_is_about(text: str, rest: str) -> None:
    assert strip_ordinal(text) == rest
