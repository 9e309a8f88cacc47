"""Whether a text is worded as a sentence: what the table says, and that it is the one that was reported."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.cuts.wording_model import MOST, TABLE, judge_wording
from endmark.checks.text.weight_table import load_weights, read_entries

REPORT = Path(__file__).parents[3] / "benchmarks" / "endings" / "wording.json"
MOST_BYTES = 80_000
LANGUAGES = sorted(json.loads(REPORT.read_text(encoding="utf-8"))["languages"])

WORDINGS = [
    # language, a sentence that may be cut, a heading
    ("en", "The gate of the garden is opened every", "How to open the gate of the garden"),
    ("en", "You can also use the water from the", "Using the water from the butts"),
    ("de", "Das Tor des Gartens wird jeden Morgen", "Tor des Gartens und Teich"),
    ("fr", "La porte du jardin est ouverte tous les", "Ouverture de la porte du jardin"),
    ("es", "La puerta del jardín se abre todas las", "Apertura de la puerta del jardín"),
    ("it", "La porta del giardino viene aperta ogni", "Apertura della porta del giardino"),
    ("pt", "O portão do jardim é aberto todas as", "Abertura do portão do jardim"),
    ("ru", "Ворота сада открываются каждое утро, если", "Открытие ворот сада весной"),
    ("uk", "Ворота саду відчиняються щоранку, якщо", "Відкриття воріт саду навесні"),
    ("pl", "Jeśli chcesz otworzyć bramę, możesz też", "Konfiguracja bramy ogrodu"),
    ("tr", "Bahçenin kapısı her sabah saat dokuzda", "Bahçe Kapısının Açılması"),
    ("id", "Gerbang taman ini dibuka setiap pagi oleh", "Cara Membuka Gerbang Taman"),
    ("vi", "Cổng vườn này được mở vào mỗi buổi", "Cách mở cổng vườn"),
    ("nl", "Je kunt de poort ook openen als de", "Configuratie van de poort"),
    ("ja", "この庭の門は毎朝九時に開きますが、", "庭の門の開け方"),
    ("zh", "如果您想在早上打开花园的大门，您", "花园大门的使用方法"),
]


@pytest.mark.parametrize(("language", "sentence", "heading"), WORDINGS)
def test_a_sentence_is_told_from_a_heading(language: str, sentence: str, heading: str) -> None:
    worded, titled = judge_wording(sentence, language), judge_wording(heading, language)
    assert worded is not None
    assert titled is not None
    assert worded > titled + 1


@pytest.mark.parametrize("text", ["", ".", "。", " ", "門"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_hardly_any_text_is_hardly_any_evidence(text: str, language: str) -> None:
    judged = judge_wording(text, language)
    assert judged is not None
    assert judged < 1


@pytest.mark.parametrize("language", ["ko", "th", "und", "", "EN", "zh-Hans"])
def test_of_other_languages_nothing_is_known(language: str) -> None:
    assert judge_wording("The gate is opened", language) is None


@pytest.mark.parametrize(
    ("language", "cuts"), [("en", ["The gate is opened every mor", "The gate is opened every night"])]
)
def test_the_last_word_does_not_count(language: str, cuts: list[str]) -> None:
    assert len({judge_wording(cut, language) for cut in cuts}) == 1


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_judged_alike_twice(text: str, language: str) -> None:
    judged = judge_wording(text, language)
    assert judged is not None
    assert -MOST <= judged <= MOST
    assert judge_wording(text, language) == judged


def test_the_table_is_the_one_that_was_reported() -> None:
    table, report = TABLE.read_bytes(), json.loads(REPORT.read_text(encoding="utf-8"))
    assert len(table) == report["bytes"] <= MOST_BYTES
    assert hashlib.sha256(table).hexdigest() == report["sha256"]
    assert sorted(read_entries(TABLE)) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_as_many_weights_as_were_reported(language: str) -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))["languages"][language]
    weights = load_weights(TABLE, language).weights
    assert len(weights) - weights.tobytes().count(0) == report["weights"]
