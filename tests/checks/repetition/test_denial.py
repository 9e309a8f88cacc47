"""Texts of which one denies what the other says."""

from __future__ import annotations

import pytest

from endmark.checks.repetition.denial import denies


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("A map that holds the pond shows the gate.", "A map that does not hold the pond shows the gate."),
        ("A valid key opens the gate of the garden.", "An invalid key opens the gate of the garden."),
        ("The tool has keys of its own.", "The tool has no keys of its own."),
        ("Der Schuppen hat einen Schlüssel am Haken.", "Der Schuppen hat keinen Schlüssel am Haken."),
        ("La porte est ouverte le matin.", "La porte n'est pas ouverte le matin."),
        ("La puerta se abre por la mañana.", "La puerta no se abre por la mañana."),
        ("Το εργαλείο έχει πλήκτρα επιλογών.", "Το εργαλείο δεν έχει πλήκτρα επιλογών."),
        ("Калитка открыта до самого вечера.", "Калитка не открыта до самого вечера."),
        ("鍵があるときは門を開けます。", "鍵がないときは門を開けません。"),
        ("如果地图包含池塘，就会显示大门。", "如果地图不包含池塘，就会显示大门。"),
        ("지도에 연못이 있으면 문이 보입니다.", "지도에 연못이 없으면 문이 보이지 않습니다."),
        ("Cổng mở vào buổi sáng.", "Cổng không mở vào buổi sáng."),
    ],
)
def test_what_is_denied(text: str, other: str) -> None:
    assert denies(text, other)
    assert denies(other, text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The gate is open at seven.", "The gate is open at seven."),
        ("The gate is not open at seven.", "The gate is not open at eight."),
        # One word for another is a slip.
        ("The gate is not open at seven.", "The gate is large open at seven."),
        ("The gate has no key of its own.", "The gate has the key of its own."),
        ("池不深，但水很清澈。", "池新深，但水很清澈。"),
        ("The dog is there.", "The undog is here."),
        ("The gate is wide open at seven.", "The gate is open at seven."),
        # Half of a word that came as a whole.
        ("庭には無限の広がりがある。", "庭には広がりがある。"),
        ("池水不断地流动。", "池水流动。"),
        # Another wording that holds a "not".
        (
            "庭師たちは、大きな流れに乗り遅れないように主体的に動く必要があります。",
            "庭師たちは、これからの庭を守る心構えを養う必要があります。",
        ),
        (
            "Gardeners have to act in time so that they do not miss the coming change.",
            "Gardeners have to be ready.",
        ),
    ],
)
def test_what_is_not(text: str, other: str) -> None:
    assert not denies(text, other)
    assert not denies(other, text)
