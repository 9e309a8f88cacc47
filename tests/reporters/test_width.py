from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from endmark.reporters.width import (
    _compile_plain,
    measure_each,
    measure_width,
    pad_right,
    sanitize,
    to_cells,
    wrap_text,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("日本語", 6),
        ("ｶﾀｶﾅ", 4),
        ("Ａ", 2),
        ("か\u3099", 2),
        ("e\u0301", 1),
        ("\u200b", 0),
        ("\u00ad", 1),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("🙂", 2),
        ("…", 1),
        ("👨‍👩‍👧", 2),
        ("⚠️", 2),
        ("क्षि", 2),
        ("\ufffd", 1),
    ],
)
def test_display_width(text: str, width: int) -> None:
    assert measure_width(text) == width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a ##[error]x", "a ##\\[error]x"),
        ("##[add-mask]a ##[group]\n", "##\\[add-mask]a ##\\[group]␊"),
        ("##vso[task.setvariable variable=a]b", "##vso\\[task.setvariable variable=a]b"),
        ("###[notice]", "###\\[notice]"),
        ("## [Docs](x) #[a]", "## [Docs](x) #[a]"),
        ("日本", "日本"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\nb\rc", "a␊b␍c"),
        ("\x7f\x9b", "␡\\x9b"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\u2028", "\\u2028"),
        ("\ud800", "\\ud800"),
        ("a\tb", "a   b"),
        ("日\tb", "日  b"),
        ("\u200d", "\u200d"),
        ("\u3000", "\u3000"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    assert sanitize(text) == shown


@pytest.mark.parametrize("text", ["Straße, naïve – “é”", "日本の技術主権、ガーデン。", "서울의 봄", "Привет, Ωμέγα"])
def test_plain_text_needs_no_tables(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    width = wcswidth(text)
    monkeypatch.setitem(sys.modules, "wcwidth", None)
    assert measure_width(text) == width


def test_what_is_taken_for_plain_is_as_wide_as_the_tables_say() -> None:
    plain = [char for char in map(chr, range(0x20, 0x30000)) if _compile_plain().fullmatch(char)]
    assert len(plain) > 80_000
    assert not [char for char in plain if measure_width(char) != wcwidth(char)]


def test_each_code_point_of_what_is_shown_as_one() -> None:
    assert measure_each("a👨‍👩‍👧e\u0301") == [1, 2, 0, 0, 0, 0, 1, 0]


def test_pad_counts_columns() -> None:
    assert pad_right("日本", 6) + "|" == "日本  |"


@given(st.text(alphabet=st.characters(codec=None)))
def test_nothing_harmful_is_left(text: str) -> None:
    shown = sanitize(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert sanitize(shown) == shown


@given(st.text())
def test_each_code_point_has_a_cell(text: str) -> None:
    assert len(to_cells(text)) == len(text)
    assert "".join(to_cells(text)) == sanitize(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("a  b\nc", ["a b c"]), ("aaaa bbbb cc", ["aaaa bbbb", "cc"]), ("日本 語学 語", ["日本 語学", "語"])],
)
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap_text(text, 10) == lines


def test_the_end_of_a_line_in_chinese_or_japanese_is_no_space() -> None:
    assert wrap_text("池は古い、\nと言います。\n静か\n A is\nold.", 60) == ["池は古い、と言います。静か A is old."]
    assert wrap_text("연못은\n오래되었다.", 60) == ["연못은 오래되었다."]


@pytest.mark.parametrize(
    ("text", "used", "lines"),
    [
        ("aa bb", 4, ["aa bb"]),
        ("aaa bbb", 4, ["aaa", "bbb"]),
        ("aaaaaaa b", 4, ["", "aaaaaaa b"]),
        ("日本語学", 5, ["日本", "語学"]),
        ("日本、学", 6, ["日", "本、学"]),
        ("かがく", 8, ["か", "がく"]),
        ("ab", -2, ["ab"]),
        ("aa aaa aaaaa", -2, ["aa aaa aaaaa"]),
    ],
)
def test_a_first_line_may_be_begun(text: str, used: int, lines: list[str]) -> None:
    assert wrap_text(text, 10, used=used) == lines


@pytest.mark.parametrize("sign", ["か\u3099", "葛\U000e0100", "☂\ufe0f", "（日）", "日。"])
def test_what_is_one_is_never_parted(sign: str) -> None:
    assert {line.replace(sign, "") for line in wrap_text(sign * 20, 12)} == {""}
