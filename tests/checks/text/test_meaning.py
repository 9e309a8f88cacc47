"""Which texts say the very same, and which differ in a sign that means something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.text import meaning
from endmark.checks.text.meaning import (
    contains_meaning,
    find_numbers_and_signs,
    join_meanings,
    normalize_meaning,
    split_at_atoms,
    stands_verbatim,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The gate opens, at dawn.", "the gate opens at DAWN"),
        ("“The gate”", "«The gate»"),
        ("「門」が開く。", "『門』が開く"),
        ("門が\n開く", "門が開く"),
        ("ＧＡＴＥ　５", "gate5"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("か\u3099", "が"),
        ("1.5 mg", "１．５mg"),
        ("−5", "-5"),
        ("3–5", "3 - 5"),
        ("3−5", "3-5"),
        ("the north-east gate", "the northeast gate"),
        ("Berlin – Wien", "Berlin-Wien"),
        ("3〜5", "3～5"),
        ("＜", "<"),
        ("（笑）", "(笑)"),
        ("￥5", "¥5"),
        ("1’000", "1'000"),
        ("❤️", "❤"),
        ("In 1931 5 birds", "In 1931, 5 birds"),
        ("## 門", "門"),
    ],
)
def test_mere_typography_does_not_count(one: str, other: str) -> None:
    assert normalize_meaning(one) == normalize_meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("か\u309a", "か"),
        ("門\u3099", "門"),
        ("x\u20d7", "x"),
        ("門\ue000", "門"),
        ("gate \U000f0000", "gate \U000f0001"),
        ("\U0003fffd", ""),
        ("1.5 mg", "15 mg"),
        ("1,5 mg", "15 mg"),
        ("1.5", "1,5"),
        ("1:30", "130"),
        ("１：３０", "１３０"),
        ("3–5", "35"),
        ("3 5", "35"),
        ("3/5", "35"),
        ("二・五", "二五"),
        ("١٫٥", "١٥"),
        ("१.५", "१५"),
        (".5", "5"),
        ("+5", "−5"),
        ("-5", "5"),
        ("▲5", "5"),
        ("ー5", "-5"),
        ("th−e gate", "the gate"),
        ("We met−Dr Hale", "We met Dr Hale"),
        ("das T+or", "das Tor"),
        ("la p=orte", "la porte"),
        ("門<の外", "門の外"),
        ("門−の外", "門の外"),
        ("البو×ابة", "البوابة"),
        ("花−园", "花园"),
        ("～5", "5"),
        ("±5", "5"),
        ("≤5", "≥5"),
        ("2×3", "2÷3"),
        ("a < b", "a > b"),
        ("5 %", "5 ‰"),
        ("§ 5", "5"),
        ("$5", "€5"),
        ("−$5", "$5"),
        ("5°", "5"),
        ("10²", "102"),
        ("½", "12"),
        ("C", "C++"),
        ("C", "C#"),
        ("#5", "5"),
        ("(not) here", "not here"),
        ("(nicht)", "nicht"),
        ("（不）", "不"),
        ("AT&T", "ATT"),
        ("👍", "👎"),
        ("👍🏻", "👍🏿"),
        ("🇫🇷", "🇩🇪"),
    ],
)
def test_signs_that_mean_something_count(one: str, other: str) -> None:
    assert normalize_meaning(one) != normalize_meaning(other)


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("We say it is open. So it is.", "It is open.", True),
        ("It is 5. 7 birds came.", "It is 5.", True),
        ("It has 40 beds.", "It has 4", False),
        ("I like C++ most.", "I like C", False),
        ("It is −5.", "5", False),
        ("It grew by 95%. The gate opens.", "The gate opens.", True),
        ("It is open (on Sundays).", "It is open", True),
        ("It is (not open).", "not open", False),
        ("Es ist (nicht) offen.", "Es ist (nicht", True),
        ("Il y a (ici, là) un pont.", "ici, là) un pont.", True),
        ("門（表、裏など）は開く。", "門（表、裏など", True),
        ("門（表）は開く。", "（表", True),
        ("門（表）は開く。", "表", False),
        ("門（（表）は開く。", "（表）は", False),
        ("It is open.", "It is shut.", False),
        ("It is 50, 5.", "It is 5", False),
        ("Is it 50? It is 5.", "It is 5", True),
    ],
)
def test_a_text_holds_another(whole: str, part: str, expected: bool) -> None:
    assert contains_meaning(normalize_meaning(whole), normalize_meaning(part)) is expected


def test_code_and_markup_count_to_the_letter_but_words_set_as_code_are_words() -> None:
    assert join_meanings([("call ", False), ("`a.b`", True)]) != join_meanings([("call ", False), ("`ab`", True)])
    assert join_meanings([("`Caddy`", True), (" here", False)]) == normalize_meaning("Caddy here")


@pytest.mark.parametrize(
    ("written", "visible", "expected"),
    [
        ("The gate.", "The gate.", [(0, "The gate.", "The gate.")]),
        ("`a`", "\ufffc", [(0, "`a`", "\ufffc")]),
        (
            "門{{x}}は5",
            "門\ufffc\ufffc\ufffc\ufffc\ufffcは5",
            [(0, "門", "門"), (1, "{{x}}", "\ufffc" * 5), (6, "は5", "は5")],
        ),
    ],
)
def test_words_beside_an_atom_are_words(written: str, visible: str, expected: list[tuple[int, str, str]]) -> None:
    assert list(split_at_atoms(written, visible)) == expected


def test_a_long_row_of_signs_between_two_numbers_is_read_once() -> None:
    assert normalize_meaning("1" + " ." * 100_000 + "a") == "1a"


_PIECES = st.lists(st.sampled_from([*"ab3五(%。.-,# ~$!\u0301\u3099", "か", "C#", "1.5", "門。"]), max_size=12).map(
    "".join
)


@given(_PIECES, _PIECES, _PIECES)
def test_what_stands_to_the_letter_means_the_same_there(before: str, part: str, after: str) -> None:
    if stands_verbatim(before + part + after, part):
        assert contains_meaning(normalize_meaning(before + part + after), normalize_meaning(part))


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("The gate is open. It is green.", "The gate is open.", True),
        ("The gate is open. It is green.", "The gate is shut.", False),
        ("In 1931 5 birds came.", "5 birds came.", False),  # it may be a part of 1931.5
        ("二、三羽の鳥。", "三羽の鳥。", False),
    ],
)
def test_a_quick_yes_is_given_only_where_it_is_sure(whole: str, part: str, expected: bool) -> None:
    assert stands_verbatim(whole, part) == expected


@pytest.mark.parametrize(("end", "expected"), [(None, True), (17, True), (16, False)])
def test_what_stands_behind_an_offset_does_not_count(end: int | None, expected: bool) -> None:
    assert stands_verbatim("The gate is open. It is green.", "The gate is open.", end) == expected


def test_a_long_text_means_what_it_means_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "1.5 mg = 15 mg, −5 °C; C++ <b> (not) 3–5 👩‍👩 か゚"
    expected = normalize_meaning(text)
    for size in range(1, 12):
        monkeypatch.setattr(meaning, "_CHUNK", size)
        assert normalize_meaning(text) == expected


@pytest.mark.parametrize(
    ("meaning", "numbers"),
    [
        ("万が一の雨に備える", ()),
        ("一方で一般の人は三人", ("三",)),
        ("一般的には三十一方", ("三十一",)),
        ("万が九の雨", ("万", "九")),
        ("这是一般的看法有两点", ("两",)),
    ],
)
def test_a_numeral_in_some_words_counts_nothing(meaning: str, numbers: tuple[str, ...]) -> None:
    assert find_numbers_and_signs(meaning) == numbers
