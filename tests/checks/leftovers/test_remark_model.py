"""Whether a text is said to whoever had an article made: what the table says, and that it is the one reported."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.leftovers.remark_features import list_remark, list_stems
from endmark.checks.leftovers.remark_model import ALL_LANGUAGES, TABLE, judge_remark, may_be_remark
from endmark.checks.text.weight_table import read_entries

REPORT = Path(__file__).parents[3] / "benchmarks" / "remarks" / "report.json"
MOST_BYTES = 140_000

PAIRS = [
    # a remark, and what its readers are told in its place
    (
        "The draft now follows your notes. Should I add a table?",
        "The path now follows the brook. Should we go on?",
    ),
    ("Ich habe den Abschnitt gekürzt und Ihre Links behalten.", "Ich habe den Weg gekürzt und meine Schuhe behalten."),
    ("J'ai réécrit le passage selon vos consignes.", "J'ai repeint la barque selon l'usage du pays."),
    ("Reescribí el párrafo como pediste.", "Pinté la barca como mi padre."),
    ("Переписал абзац, как вы просили.", "Покрасил лодку, как учил отец."),
    ("Przepisałem akapit tak, jak prosiłeś.", "Pomalowałem łódź tak, jak uczył ojciec."),
    ("ご要望どおりに段落を書き直しました。", "父に教わったとおりに舟を塗りました。"),
    ("已按您的要求重写该段落。", "他照父亲教的办法刷了船。"),
    ("요청하신 대로 단락을 고쳐 썼습니다.", "아버지께 배운 대로 배를 칠했다."),
    ("நீங்கள் கேட்டபடி பத்தியை மாற்றி எழுதினேன்.", "அப்பா சொன்னபடி படகுக்கு வண்ணம் பூசினேன்."),
    ("میں نے آپ کے کہنے پر پیراگراف دوبارہ لکھا ہے۔", "میں نے ابا کے کہنے پر کشتی رنگی ہے۔"),
]


@pytest.mark.parametrize(("remark", "other"), PAIRS)
def test_remarks_are_told_from_what_readers_are_told(remark: str, other: str) -> None:
    assert judge_remark(remark, "tail") > judge_remark(other, "tail") + 1


def test_the_table_is_the_one_that_was_reported() -> None:
    content = TABLE.read_bytes()
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    assert hashlib.sha256(content).hexdigest() == report["sha256"]
    assert len(zlib.compress(content)) <= MOST_BYTES  # as a wheel packs it
    assert list(read_entries(TABLE)) == [ALL_LANGUAGES]


@given(st.text(max_size=60))
def test_each_feature_comes_once_and_nothing_is_left_of_known_words(text: str) -> None:
    features = list_remark(text, "tail")
    assert len(features) == len(set(features))
    assert not any(feature[0] == "w" for feature in list_remark(text, "tail", list_stems(text)))


def test_words_that_are_known_count_for_nothing() -> None:
    text = "Ich habe den Text nach Ihren Vorgaben gekürzt."
    assert judge_remark(text, "tail", list_stems("Vorgaben, Text, gekürzt: Ihre Ich habe")) < judge_remark(text, "tail")
    japanese = "ご要望どおりに段落を書き直しました。"
    assert judge_remark(japanese, "tail", list_stems("段落を書き直しました")) < judge_remark(japanese, "tail")


@pytest.mark.parametrize("remark", [remark for remark, _ in PAIRS])
def test_a_quick_look_lets_remarks_pass(remark: str) -> None:
    assert may_be_remark(remark, judge_remark(remark, "inside"))
    assert not may_be_remark(remark, judge_remark(remark, "inside") + 30)


def test_a_quick_look_is_enough_for_most_texts() -> None:
    assert not may_be_remark("The old mill stands at the end of the village, and its wheel has not turned since.", 1.5)
    assert not may_be_remark("村のはずれに古い水車小屋があり、戦争のあとは一度も回っていない。", 1.5)


def test_many_words_that_say_little_do_not_add_up() -> None:
    text = "The path goes around the pond. "
    assert judge_remark(text * 8, "tail") < judge_remark("Should I shorten the text?", "tail")
