"""Sentences that run around what is shown in the midst of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.cuts import beginning, truncation
from endmark.document.model import Document
from endmark.ruleset.builtin import load_builtin_rules

Parted = Callable[[str], Document]
RULES = {rule.id: rule for rule in load_builtin_rules()}
WHOLE = {
    "en": "The first bed was dug in March. It took a week.",
    "de": "Das erste Beet ist im März fertig. Es war nicht leicht.",
    "ja": "最初の花壇は三月にできました。一週間かかりました。",
    "zh": "第一个花坛是三月挖好的。花了一个星期的时间。",
    "ko": "첫 번째 화단은 삼월에 만들었다. 일주일이 걸렸다.",
}


def find_cuts(parted: Parted, language: str, text: str) -> list[str]:
    """The ends and beginnings that are found after four whole paragraphs."""
    whole = "".join(f"{WHOLE[language]}\n\n" for _ in range(4))
    document = parted(f"{whole}{text}\n")
    cut, begun = RULES["truncated-sentence"], RULES["mid-sentence-start"]
    found = [
        *truncation.find(document, cut.options, cut.scope),
        *beginning.find(document, begun.options, begun.scope),
    ]
    return [document.source.get_excerpt(match.span) for match in found]


@pytest.mark.parametrize(
    ("language", "before", "shown", "after"),
    [
        # A card, an image, a formula, code behind a note, a link alone.
        (
            "ja",
            "去年の春に書いた記事は別の場所にありますが",
            "https://example.com/spring",
            "という話でした。よければどうぞ。",
        ),
        ("ja", "水やりの時間が足りないときは、たとえば", "[^1]: 夏だけです。\n\n```\nwater\n```", "とすれば足ります。"),
        ("ja", "画面の右上にある小さなボタンを押すと、", "![](button.png)", "設定の画面が開きます。"),
        ("ja", "右上の小さなボタンを押して出てくる画面", "![](button.png)", "で名前を変えます。"),
        (
            "ko",
            "오른쪽 위에 있는 작은 단추를 누르면,",
            "![](button.png)",
            "설정 화면으로 이동한다. 거기서 이름을 바꾼다.",
        ),
        ("zh", "点击右上角那个很小的蓝色按钮以后，", "![](button.png)", "就会打开设置的页面。"),
        ("zh", "去年春天我写过一篇关于这个花园的文章，题目叫做", "https://example.com/spring", "的那一篇。"),
        (
            "en",
            "When you press the small button at the top,",
            "![](button.png)",
            "the page with the settings is opened.",
        ),
        (
            "en",
            "Last spring I wrote about the garden in the note",
            "https://example.com/spring",
            "which nobody has read.",
        ),
        ("en", "The area of the bed in the middle is given by", "$$a = b$$", "where b is how long it is."),
        ("de", "Wenn man auf den kleinen Knopf oben rechts drückt,", "![](knopf.png)", "öffnet sich die Seite."),
        ("de", "Im Frühling habe ich über den Garten geschrieben und", "[^1]: Im März.", "das ist nicht mehr da."),
    ],
)
def test_one_sentence(parted: Parted, language: str, before: str, shown: str, after: str) -> None:
    assert find_cuts(parted, language, f"{before}\n\n{shown}\n\n{after}") == []


@pytest.mark.parametrize(
    ("language", "before", "shown", "after"),
    [
        # What follows begins anew.
        (
            "en",
            "When you press the small button at the top,",
            "![](button.png)",
            "The gate is green. It was red before.",
        ),
        ("en", "Last spring I wrote about the garden in the", "https://example.com/spring", "The gate is green."),
        ("de", "Wenn man auf den kleinen Knopf oben rechts drückt und", "![](knopf.png)", "Das Tor ist grün."),
        ("ja", "右上の小さなボタンは、押すと出てくる画面の名", "![](button.png)", "門は緑色です。前は赤でした。"),
        ("zh", "点击右上角那个很小的蓝色按钮以后出现的窗", "![](button.png)", "大门是绿色的。以前是红色的。"),
        # Nothing follows, or nothing is shown, or a heading follows.
        ("ja", "去年の春に書いた記事は別の場所にありますが", "![](a.png)", "## 門"),
        ("ja", "去年の春に書いた記事は別の場所にありますが", "![](a.png)", ""),
        ("ko", "오른쪽 위에 있는 작은 단추를 누르면,", "", "설정 화면으로 이동한다."),
    ],
)
def test_a_sentence_that_breaks_off(parted: Parted, language: str, before: str, shown: str, after: str) -> None:
    assert len(find_cuts(parted, language, f"{before}\n\n{shown}\n\n{after}")) == 1


@pytest.mark.parametrize(
    ("language", "said", "by"),
    [
        ("en", "Trees grow slowly, and nobody who waits for them has ever been in a hurry", "— keeper of a garden"),
        ("de", "Bäume wachsen langsam, und wer auf sie wartet, der hat es nicht eilig", "— Anna Feld, Gärtnerin"),
        ("ja", "木はゆっくり育つ。待つ人は誰も急いでいないようだと庭師は言う", "― 庭師の山田"),
    ],
)
def test_what_somebody_said_ends_as_it_pleases(parted: Parted, language: str, said: str, by: str) -> None:
    assert find_cuts(parted, language, f"{said}\n\n{by}") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A link or an address is what the sentence speaks of.
        ("[庭の手引き](https://example.com/)\n\nを参考に書いてみた。まだ途中である。", 0),
        ("https://example.com/garden\n\n、という記事を読んだ。", 0),
        ("![](gate.png)\n\nを見てください。", 0),
        ("庭の手引きとその続き\n\nを参考に書いてみた。まだ途中である。", 1),
        # Lines in two languages.
        ("you guessed it\n你猜到了！\n\nand so i ran and ran, and ran,\n于是我一遍又一遍地跑", 0),
    ],
)
def test_what_a_sentence_may_begin_after(parted: Parted, text: str, found: int) -> None:
    rule = RULES["mid-sentence-start"]
    assert len(list(beginning.find(parted(text), rule.options, rule.scope))) == found
