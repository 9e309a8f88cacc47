from __future__ import annotations

import re

import pytest

from endmark.checks.patterns.word_patterns import build_word_patterns


def found(text: str, *phrases: str) -> list[str]:
    spans = sorted(span for pattern in build_word_patterns(phrases) for span in pattern.iter_spans(text))
    return [text[slice(*span)] for span in spans]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("very", "Very good, every day, (very), very.", ["Very", "very", "very"]),
        ("very", "very2 very_ 2very every verys", []),
        ("mail", "mail-order, e-mail, mail's", ["mail", "mail", "mail"]),
        ("very", "very very\nvery", ["very", "very", "very"]),
        ("na", "naïve Ana aná ńa na", ["na"]),
        ("ve", "naïve ve", ["ve"]),
        ("straße", "Straße, straßen, STRAßE", ["Straße", "STRAßE"]),
        ("как", "Как это? Какой, кака́, так-как", ["Как", "как"]),
        ("και", "και, δικαι", ["και"]),
        ("وقت", "وقت، وقتی", ["وقت"]),
        ("समय", "समय। असमय", ["समय"]),
    ],
)
def test_where_spaces_part_words_only_whole_words_are_found(phrase: str, text: str, expected: list[str]) -> None:
    assert found(text, phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("サーバ", "Webサーバを、サーバの、メールサーバ", ["サーバ", "サーバ", "サーバ"]),
        ("的时候", "看的时候就", ["的时候"]),
        ("เวลา", "มีเวลาว่าง", ["เวลา"]),
        ("server", "このserverは新serverです", ["server", "server"]),
        ("email", "email을 보내고 Email로", ["email", "Email"]),
        ("이메일", "이메일을 보내고 새이메일로 IT이메일", ["이메일", "이메일"]),
        ("C++", "C++の本、C++11, (C++)", ["C++", "C++", "C++"]),
        (".NET", "ASP.NET, .NET", [".NET", ".NET"]),
    ],
)
def test_other_scripts_and_signs_need_no_space_around_them(phrase: str, text: str, expected: list[str]) -> None:
    assert found(text, phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("ユーザ", "ユーザビリティとユーザー"),
        ("サーバ", "サーバー、サーバルキャット"),
        ("インタフェース", "インタフェースカード"),
        ("ｻｰﾊﾞ", "ｻｰﾊﾞｰ"),
        ("Webサイト", "Webサイトマップ"),
    ],
)
def test_a_word_in_katakana_ends_where_they_end(phrase: str, text: str) -> None:
    assert found(text, phrase) == []


@pytest.mark.parametrize("text", ["in order to", "In  order\nto", "in order\u00a0to", "in order\u3000to"])
def test_a_blank_is_any_white_space(text: str) -> None:
    assert found(f"So {text} dig.", "in order to", " in  order to ") == [text]


@pytest.mark.parametrize("phrase", ["don't", "don’t"])
def test_both_apostrophes_are_one(phrase: str) -> None:
    assert found("We don't, you don’t.", phrase) == ["don't", "don’t"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("サーバとサーバー", ["サーバ", "サーバー"]),
        ("in order, in ordering", ["in order", "in"]),
        ("как, какой", ["как", "какой"]),
    ],
)
def test_of_two_phrases_that_begin_alike_the_longer_is_found(text: str, expected: list[str]) -> None:
    assert found(text, "サーバ", "サーバー", "in", "in order", "как", "какой") == expected


@pytest.mark.parametrize("sign", list(r".*+?[](){}|\^$/-#&~"))
def test_signs_mean_themselves(sign: str) -> None:
    assert found(f"ab, a{sign}b", f"a{sign}b") == [f"a{sign}b"]


@pytest.mark.parametrize("phrase", ["", " ", "\n"])
def test_a_phrase_holds_something(phrase: str) -> None:
    with pytest.raises(ValueError, match=re.escape("a phrase is empty.")):
        build_word_patterns((phrase,))
