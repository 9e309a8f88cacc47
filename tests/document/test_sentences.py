from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.sentences import iter_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日は晴れです。明日は雨です。", ["今日は晴れです。", "明日は雨です。"]),
        ("彼は「行きます。」と言った。私は残った。", ["彼は「行きます。」と言った。", "私は残った。"]),
        # What is never closed holds no sentences, where the text ends as one does.
        ("池を「水の鏡と呼ぶ。子どもが泳ぐ。", ["池を「水の鏡と呼ぶ。", "子どもが泳ぐ。"]),
        ("They call it (the old mirror. Children swim.", ["They call it (the old mirror.", "Children swim."]),
        ("彼は「行きます。でも", ["彼は「行きます。でも"]),
        ("これは（詳しくは後述する。）重要です。次に進む", ["これは（詳しくは後述する。）重要です。", "次に進む"]),
        ("本当ですか？はい！そうです。", ["本当ですか？", "はい！", "そうです。"]),
        ("売上は1.5倍でした。利益は3.2億円です。", ["売上は1.5倍でした。", "利益は3.2億円です。"]),
        ("他说：“我不去。”然后走了。", ["他说：“我不去。”然后走了。"]),
        ("Dr. Smith went home. He slept.", ["Dr. Smith went home.", "He slept."]),
        ("It costs 3.5 euros. Cheap!", ["It costs 3.5 euros.", "Cheap!"]),
        ('"Go." He went (slowly. very) home. Then', ['"Go."', "He went (slowly. very) home.", "Then"]),
        ("Er sagte „Geh.“ und ging. Sie blieb.", ["Er sagte „Geh.“ und ging.", "Sie blieb."]),
        ("यह पहला है। यह दूसरा है।", ["यह पहला है।", "यह दूसरा है।"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("এটা এক৷ ওটা দুই৷", ["এটা এক৷", "ওটা দুই৷"]),
        ("Stop‼\ufe0f Go.\u200e Then", ["Stop‼\ufe0f", "Go.\u200e", "Then"]),
        ("No end", ["No end"]),
        ("", []),
        ("a\nb. C", ["a\nb.", "C"]),
        ("See e.g. the shed, cf. the barn. Then go.", ["See e.g. the shed, cf. the barn.", "Then go."]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in iter_sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate opens. it squeaks.", ["The gate opens.", "it squeaks."]),
        ("das Tor geht auf… der Reiher wartet", ["das Tor geht auf…", "der Reiher wartet"]),
        ("See e.g. the shed, cf. the barn.", ["See e.g. the shed, cf. the barn."]),
        ("It costs 3.5 euros. cheap!", ["It costs 3.5 euros.", "cheap!"]),
        ("「行きます。」と言った。", ["「行きます。」と言った。"]),
    ],
)
def test_a_strict_end_may_stand_before_a_small_letter(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in iter_sentences(text, strict=True)] == expected


@given(st.text(alphabet="a. 。「」(雨！\n“”„", max_size=60))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    spans = list(iter_sentences(text))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
