from __future__ import annotations

import pytest

from endmark.checks.reading_time.minutes import parse_minutes
from endmark.checks.reading_time.number_words import read_number_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-two minutes", 22),
        ("etwa fünfundzwanzig minuten", 25),
        ("einundzwanzig minuten", 21),
        ("vingt et un minutes", 21),
        ("trente-cinq minutes", 35),
        ("soixante-dix minutes", 70),
        ("dieciocho minutos", 18),
        ("cuarenta y dos minutos", 42),
        ("circa diciassette minuti", 17),
        ("venticinque minuti", 25),
        ("vinte e dois minutos", 22),
        ("vijfentwintig minuten", 25),
        ("tjugofem minuter", 25),
        ("около двадцати минут", 20),
        ("тридцать пять минут", 35),
        ("двадцять п’ять хвилин", 25),
        ("około osiemnastu minut", 18),
        ("yaklaşık on sekiz dakika", 18),
        ("khoảng mười tám phút", 18),
        ("hai mươi lăm phút", 25),
        ("delapan belas menit", 18),
        ("dua puluh lima menit", 25),
        ("ثماني عشرة دقيقة", 18),
        ("خمس وعشرون دقيقة", 25),
        ("लगभग अठारह मिनट", 18),
        ("สิบแปดนาที", 18),
        ("สามสิบนาที", 30),
        ("約十五分", 15),
        ("二十分钟", 20),
        ("三十五分", 35),
        ("약 이십 분", 20),
    ],
)
def test_a_number_in_words(text: str, expected: int) -> None:
    assert read_number_words(text) == expected
    assert parse_minutes(text) == (expected, expected)


@pytest.mark.parametrize(
    "text",
    ["a few minutes", "minutes", "quelques minutes", "nine of the best minutes", "tenacious minutes", "nine", ""],
)
def test_what_says_no_number_of_minutes(text: str) -> None:
    assert read_number_words(text) is None
