"""Whether a sentence can end here: what the table says, and that it is the one that was reported."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.cuts.ending_model import MOST, TABLE, judge_ending
from endmark.checks.text.weight_table import load_weights, read_entries

REPORT = Path(__file__).parents[3] / "benchmarks" / "endings" / "report.json"
MOST_BYTES = 400_000
LANGUAGES = "ar da de el en es fa fr he hi id it ja ko nb nl pl pt ru sv tr uk vi zh".split()  # noqa: SIM905 - a list of words

JUDGED = [
    # language, text, log-odds
    ("ja", "庭の門は毎朝九時に開きます", 4.6),
    ("ja", "庭の門は毎朝九時に開き", -2.3),
    ("ja", "庭の門は毎朝九時に", -3.5),
    ("ja", "庭の門は毎", -6),
    ("ja", "駅前に新しい書店が開いた", -1.5),
    ("ja", "駅前に新しい書", -4.8),
    ("ja", "市は新しい橋の計画を発表", -0.2),
    ("ja", "市は新しい橋の計画を", -4.3),
    ("ja", "雨が降りました。傘を持って出かける", -0.3),
    ("ja", "雨が降った。傘を持って出かける", 2.2),
    ("ko", "정원 문은 아침 아홉 시에 열립니다", 5.5),
    ("ko", "정원 문은 아침 아홉 시에", -5.9),
    ("ko", "역 앞에 새 서점이 문을 열었다", 3.8),
    ("ko", "설정 화면을 새로 만들었음", 3.8),
    ("ko", "역 앞에 새 서점이 문", -4.8),
    ("zh", "花园的大门每天早上九点打开", 0.1),
    ("zh", "花园的大门每天早上九点打", -1.1),
    ("zh", "花园的大门每天早上", 1.4),
    ("zh", "如果你想在花园里种", -4.1),
    ("zh", "这样就不会再出现同样的问题了", 1.5),
    ("zh", "这样就不会再出现同样的", -0.8),
    ("en", "The gate of the garden is opened every morning", -0.6),
    ("en", "The gate of the garden is opened every", -0.7),
    ("en", "The gate of the garden is opened by the", -5.1),
    ("en", "The gate of the garden is opened every morn", 2.7),
    ("de", "Das Tor des Gartens wird jeden Morgen geöffnet", 2.7),
    ("de", "Das Tor des Gartens wird jeden Morgen von der", -3.3),
    ("fr", "La porte du jardin est ouverte tous les matins", -1.1),
    ("fr", "La porte du jardin est ouverte tous les", -4.1),
    ("es", "La puerta del jardín se abre todas las mañanas", -0.3),
    ("es", "La puerta del jardín se abre todas las", -3.2),
    ("it", "La porta del giardino viene aperta ogni mattina", -0.2),
    ("it", "La porta del giardino viene aperta dalla", -2.2),
    ("pt", "A porta do jardim é aberta todas as manhãs", -0.8),
    ("pt", "A porta do jardim é aberta todas as", -2.7),
    ("ru", "Ворота сада открываются каждое утро", -1.9),
    ("ru", "Ворота сада открываются каждое утро для", -3.7),
    ("uk", "Ворота саду відчиняються щоранку", 0.7),
    ("uk", "Ворота саду відчиняються щоранку для", -3.5),
    ("tr", "Bahçenin kapısı her sabah saat dokuzda açılır", 3.1),
    ("tr", "Bahçenin kapısı her sabah", -3.5),
    ("id", "Gerbang taman dibuka setiap pagi oleh penjaga", -1.7),
    ("id", "Gerbang taman dibuka setiap pagi oleh", -2.7),
    ("vi", "Cổng vườn được mở vào mỗi buổi sáng", -1.9),
    ("vi", "Cổng vườn được mở vào", -1.3),
    ("ar", "تفتح بوابة الحديقة كل صباح", -0.8),
    ("ar", "تفتح بوابة الحديقة كل صباح في", -2.7),
    ("ja", "雨が降りました。そのため、傘を持って出かける", -0.6),
    ("ja", "雨が降った。そのため、傘を持って出かける", 1.9),
    ("en", "", 0),
    ("ja", "。", 0),
    ("ja", "「門が開きます。」", 0),
]


@pytest.mark.parametrize(("language", "text", "log_odds"), JUDGED)
def test_endings_are_judged(language: str, text: str, log_odds: float) -> None:
    judged = judge_ending(text, language)
    assert judged is not None
    assert round(judged, 1) == log_odds


@pytest.mark.parametrize("stop", ["。", "。\n", "！", "…", " "])
def test_the_full_stop_itself_does_not_count(stop: str) -> None:
    text = "庭の門は毎朝九時に開きます"
    assert judge_ending(text + stop, "ja") == judge_ending(text, "ja")


@pytest.mark.parametrize("language", ["th", "cs", "und", "", "x", "EN", "english", "zh-Hans"])
def test_of_other_languages_nothing_is_known(language: str) -> None:
    assert judge_ending("The gate is opened", language) is None


def test_what_stands_far_before_the_end_does_not_count() -> None:
    text = "門の前に犬がいます。" * 60 + "庭の門は毎朝"
    assert judge_ending(text, "ja") == judge_ending(text[-200:], "ja")


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_is_judged_alike_twice(text: str, language: str) -> None:
    judged = judge_ending(text, language)
    assert judged is not None
    assert -MOST <= judged <= MOST
    assert judge_ending(text, language) == judged


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=300), st.sampled_from(LANGUAGES))
def test_any_code_point_may_stand_in_a_text(text: str, language: str) -> None:
    assert judge_ending(text, language) is not None


def test_the_table_is_the_one_that_was_reported() -> None:
    table, report = TABLE.read_bytes(), json.loads(REPORT.read_text(encoding="utf-8"))
    assert len(table) == report["bytes"] <= MOST_BYTES
    assert hashlib.sha256(table).hexdigest() == report["sha256"]
    assert list(report["languages"]) == LANGUAGES == sorted(read_entries(TABLE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_as_many_weights_as_were_reported(language: str) -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))["languages"][language]
    weights = load_weights(TABLE, language).weights
    assert len(weights) & (len(weights) - 1) == 0
    assert len(weights) - weights.tobytes().count(0) == report["weights"]
