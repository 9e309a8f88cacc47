"""What a pass adds at its end does not stay behind what closes the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

ENGLISH = {
    "I": "The mill stands by the river. The miller gets up early and grinds the wheat.",
    "A": "The work on the weir began last autumn. Young people carry the stones.",
    "B": "The axle of the wheel is made of oak. Every third year a carpenter comes and oils it.",
    "C": "In conclusion, the village is proud of its mill whenever the fair comes. The wheel will go on turning.",
    "M": "A small school stands by the pool. The teacher takes the children to the weir every week.",
    "T": "## Conclusion",
}
JAPANESE = {
    "I": "村の水車小屋は川のほとりに建っています。粉屋は毎朝早く起きて、小麦を挽きます。",
    "A": "堰の工事は去年の秋に始まりました。石を運ぶのは若い人たちの仕事です。",
    "B": "水車の軸は樫の木でできています。三年に一度、大工が油をさしに来ます。",
    "C": "最後に、祭りの日が来るたびに、村の人は小屋を誇りに思います。これからも水車は回り続けるでしょう。",
    "M": "池のそばには小さな学校があります。先生は毎週、子どもたちを堰へ連れて行きます。",
    "T": "## まとめ",
}
GERMAN = {
    "I": "Die Mühle steht am Fluss. Der Müller steht früh auf und mahlt den Weizen.",
    "A": "Die Arbeit am Wehr begann im letzten Herbst. Junge Leute tragen die Steine.",
    "B": "Die Achse des Rades ist aus Eiche. Alle drei Jahre kommt ein Zimmermann und ölt sie.",
    "C": "Zum Schluss sei gesagt, dass das Dorf stolz auf seine Mühle ist. Das Rad wird sich weiter drehen.",
    "M": "Am Teich steht eine kleine Schule. Der Lehrer führt die Kinder jede Woche zum Wehr.",
    "T": "## Fazit",
}
KOREAN = {
    "I": "물레방아는 강가에 서 있습니다. 방앗간 주인은 매일 아침 일찍 일어나 밀을 빻습니다.",
    "A": "둑 공사는 지난가을에 시작되었습니다. 돌은 젊은 사람들이 나릅니다.",
    "B": "물레의 굴대는 참나무로 만들었습니다. 삼 년에 한 번 목수가 와서 기름을 칩니다.",
    "C": "마지막으로, 마을 사람들은 축제 때마다 방앗간을 자랑스러워합니다. 물레는 계속 돌 것입니다.",
    "M": "연못 옆에는 작은 학교가 있습니다. 선생님은 매주 아이들을 둑으로 데려갑니다.",
    "T": "## 결론",
}


@pytest.mark.parametrize("texts", [ENGLISH, JAPANESE, GERMAN, KOREAN])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I A B C | B M", "I A B M C"),
        ("I A B C | A M", "I A M B C"),
        ("I A B T C | B M", "I A B M T C"),
        ("I A B C | A B M | B", "I A B M C"),
        # What closes the article itself stays where it is, and so does what goes on for longer.
        ("I A B M | B C", "I A B M C"),
        ("I A C | A M B", "I A C M B"),
    ],
)
def test_what_a_pass_adds_comes_before_the_closing(mend: Mend, texts: dict[str, str], before: str, after: str) -> None:
    blocks = [END if name == "|" else texts[name] for name in before.split()]
    names = {text: name for name, text in texts.items()}
    assert " ".join(names.get(block, block) for block in mend(*blocks).source.text.strip().split("\n\n")) == after
