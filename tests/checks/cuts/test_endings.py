from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.cuts.endings import Manner, classify_ending

WORDS = {"en": ("the", "and", "because"), "ja": ("を", "として"), "ko": ("에서",), "fr": ("à", "qu")}


@pytest.mark.parametrize(
    ("text", "language", "manner"),
    [
        ("It is done.", "en", "whole"),
        ("It is done…", "en", "whole"),
        ('He said "go."', "en", "whole"),
        ("It is **done.**", "en", "whole"),
        ("It was the first to be dug.12", "en", "whole"),  # the number of a footnote
        ("それは最初の池でした。¹", "ja", "whole"),
        ("It is version 2.12", "en", "bare"),
        ("それは最初の池でした。12", "ja", "bare"),  # as a sentence may begin
        ("It rained all day :( but we were at the gate", "en", "bare"),
        ("It rained all day :-( but we were at the gate", "en", "bare"),
        ("We have seen the pond (and the gate, too :-), where it", "en", "bare"),
        ("We have seen the pond (and the gate, too, where it", "en", "open"),
        ("The following:", "en", "whole"),
        ("終わりました。", "ja", "whole"),
        ("（終わりました。）", "ja", "whole"),
        ("終わりました！」", "ja", "whole"),
        # What a sentence was taken from stands behind it.
        ("The pond was dug in May. [12]", "en", "whole"),
        ("See the report.[3][4, p. 7]", "en", "whole"),
        ("詳しくはこちら。【12†source】", "ja", "whole"),
        ("他说：“完了。”［3］", "zh", "whole"),
        ("El informe lo explica.【2†fuente】", "es", "whole"),
        ("The pond was dug in [12]", "en", "closed"),
        ("庭は春に開き【12†source】", "ja", "closed"),
        ("It was dug. Then (and only then) [12", "en", "open"),
        ("यह पहला है।", "hi", "whole"),
        ("هل هذا صحيح؟", "ar", "whole"),
        ("See https://example.org/a", "en", "whole"),
        ("Done 🎉", "en", "whole"),
        ("Run \ufffc", "en", "whole"),
        ("Thank you all! <3", "en", "whole"),
        ("Thank you all :D", "en", "whole"),
        ("", "en", "whole"),
        ("これは「ツール」", "ja", "closed"),
        ("Not all (see below)", "en", "closed"),
        ("いわゆる「", "ja", "open"),
        ("多様な人々（利用者、専門家", "ja", "open"),
        ("and then (as always", "en", "open"),
        ("and then **as always", "en", "open"),
        ("and then *as", "en", "open"),
        ("これは **大事な", "ja", "open"),
        ("and **then** as always", "en", "bare"),
        ("two * three", "en", "bare"),
        ("*without guarantee", "en", "bare"),
        ("だけでなく、", "ja", "comma"),
        ("first, second,", "en", "comma"),
        ("because the", "en", "word"),
        ("Because", "en", "word"),
        # What is not seen, or belongs to a sign
        ("It is done. ⚠\ufe0f", "en", "whole"),
        ("It is done.\ufe0f", "en", "whole"),
        ("それは重要だ！\ufe0f", "ja", "whole"),
        ("Готово, ура 1\ufe0f\u20e3", "ru", "whole"),
        ("انتهى.\u200f", "ar", "whole"),
        ("นี่คือทั้งหมด.\u0301", "th", "whole"),
        ("It is \u200bthe\u200b", "en", "word"),
        ("古い葛\U000e0100", "ja", "bare"),
        ("यह पहला की\u200d", "hi", "bare"),
        # Other full stops
        ("কাজ শুরু করে৷", "bn", "whole"),
        ("কাম আৰম্ভ কৰে৷", "as", "whole"),
        ("ሥራው ተጀመረ።", "am", "whole"),
        ("කාර්යය ඇරඹුණි෴", "si", "whole"),
        ("人材として", "ja", "word"),
        ("서울에서", "ko", "word"),
        ("il va à", "fr", "word"),
        ("breathe", "en", "bare"),
        ("日本の技術主権、ひいて", "ja", "bare"),
        ("from 2023 to 2029", "en", "bare"),
        ("यह पहला", "hi", "bare"),
    ],
)
def test_how_a_text_ends(text: str, language: str, manner: Manner) -> None:
    assert classify_ending(text, WORDS, language).manner == manner


@given(st.text(max_size=40), st.sampled_from(["en", "ja", "und"]))
def test_any_text_ends_somehow(text: str, language: str) -> None:
    assert classify_ending(text, WORDS, language).manner in ("whole", "closed", "open", "comma", "word", "bare")
