"""Conclusions that several passes tell: the article ends with the last, and what passes added comes before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

BEES = "Bees leave the hive when the first willows bloom, and they come back with yellow legs."
HONEY = "The honey of spring is pale and mild, and it hardens within a few weeks in the jar."
WINTER = "In winter the whole hive hangs together like a grape and keeps its queen warm."
WAX = "Old wax is melted in autumn, and the candles of the next winter are made of it."
BYE = "So take a chair next spring and sit beside a hive for an hour: you will not regret it."
THANKS = "I thank the three keepers of our valley, who have answered all of my questions."
HACHI = "柳の花が咲きはじめると、蜂は巣を出て、足を黄色くして帰ってきます。"
MITSU = "春の蜜は色が薄くてやさしい味がし、瓶の中で数週間のうちに固まります。"
FUYU = "冬になると巣の蜂は一つの房のように集まって、女王を温めつづけます。"
ROU = "秋になると古い蝋を溶かして、次の冬のためのろうそくをつくります。"
SAYONARA = "次の春には椅子を一つ持って、巣のそばに一時間ほど座ってみてください。"
OREI = "谷の三人の養蜂家には、たくさんの質問に答えていただきました。"
BIENEN = "Die Bienen verlassen den Stock, wenn die Weiden blühen, und kommen mit gelben Beinen zurück."
HONIG = "Der Honig des Frühlings ist hell und mild und wird im Glas in wenigen Wochen fest."
IMWINTER = "Im Winter hängt das ganze Volk wie eine Traube zusammen und hält die Königin warm."
ABSCHIED = "Setz dich also im nächsten Frühling eine Stunde neben einen Stock: Du wirst es nicht bereuen."
BEOL = "버드나무 꽃이 피기 시작하면 벌들은 벌통을 나가서 다리를 노랗게 물들이고 돌아옵니다."
KKUL = "봄에 딴 꿀은 빛깔이 옅고 맛이 부드러우며 병 속에서 몇 주 안에 굳어 버립니다."
GYEOUL = "겨울이 되면 벌통의 벌들은 포도송이처럼 한데 모여 여왕벌을 따뜻하게 지킵니다."
ANNYEONG = "그러니 내년 봄에는 의자를 하나 들고 벌통 옆에 한 시간쯤 앉아 있어 보시기 바랍니다."


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A pass ends, the next one adds something and ends in the same way.
        ([BEES, HONEY, BYE, END, HONEY, WINTER, BYE, END], [BEES, HONEY, WINTER, BYE]),
        ([HACHI, MITSU, SAYONARA, END, MITSU, FUYU, SAYONARA, END], [HACHI, MITSU, FUYU, SAYONARA]),
        ([BIENEN, HONIG, ABSCHIED, END, HONIG, IMWINTER, ABSCHIED], [BIENEN, HONIG, IMWINTER, ABSCHIED]),
        ([BEOL, KKUL, ANNYEONG, END, KKUL, GYEOUL, ANNYEONG, END], [BEOL, KKUL, GYEOUL, ANNYEONG]),
        # With its title, and in two paragraphs.
        (
            ["# Bees", BEES, HONEY, "## At last", BYE, THANKS, END, "## Cold", WINTER, "## At last", BYE, THANKS],
            ["# Bees", BEES, HONEY, "## Cold", WINTER, "## At last", BYE, THANKS],
        ),
        (
            [
                "# 蜂の話",
                HACHI,
                MITSU,
                "## 終わりに",
                SAYONARA,
                OREI,
                END,
                "## 寒さ",
                FUYU,
                "## 終わりに",
                SAYONARA,
                OREI,
            ],
            ["# 蜂の話", HACHI, MITSU, "## 寒さ", FUYU, "## 終わりに", SAYONARA, OREI],
        ),
        # What is new in between comes from several passes.
        (
            [BEES, HONEY, BYE, END, HONEY, WINTER, END, WINTER, WAX, BYE, END],
            [BEES, HONEY, WINTER, WAX, BYE],
        ),
        ([HACHI, MITSU, SAYONARA, END, FUYU, END, FUYU, ROU, SAYONARA, END], [HACHI, MITSU, FUYU, ROU, SAYONARA]),
        # A marker stood in its midst when it was told first.
        (
            [BEES, HONEY, BYE, THANKS[:44], END, THANKS[44:], END, HONEY, WINTER, BYE, THANKS],
            [BEES, HONEY, WINTER, BYE, THANKS],
        ),
        ([HACHI, MITSU, OREI[:13], END, OREI[13:], END, FUYU, OREI], [HACHI, MITSU, FUYU, OREI]),
        # The last pass was cut off, and says nothing new.
        (
            [BEES, HONEY, BYE, END, HONEY, WINTER, BYE, END, HONEY, WINTER[:30]],
            [BEES, HONEY, WINTER, BYE],
        ),
    ],
)
def test_article_ends_with_the_last_conclusion(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What follows takes up what the first pass ended with.
        (
            [BEES, HONEY, BYE, END, f"That hour has a reason. {WINTER}", BYE, END],
            [BEES, HONEY, BYE, f"That hour has a reason. {WINTER}"],
        ),
        (
            [HACHI, MITSU, SAYONARA, END, f"実は、その一時間には訳があります。{FUYU}", SAYONARA, END],
            [HACHI, MITSU, SAYONARA, f"実は、その一時間には訳があります。{FUYU}"],
        ),
        # No conclusion: the pass that told it first went on.
        ([BEES, BYE, HONEY, END, WINTER, BYE, END], [BEES, BYE, HONEY, WINTER]),
        # The article would begin in the middle.
        ([BYE, END, WINTER, BYE, END], [BYE, WINTER]),
        # A title would stand over nothing.
        (
            ["# Bees", BEES, "## An hour", BYE, END, "## Cold", WINTER, BYE, END],
            ["# Bees", BEES, "## An hour", BYE, "## Cold", WINTER],
        ),
        # Nothing comes in between.
        ([BEES, HONEY, BYE, END, HONEY, BYE, END], [BEES, HONEY, BYE]),
        # Two paragraphs have run together where the article ends.
        ([BEES, HONEY, BYE, THANKS, END, WINTER, f"{BYE} {THANKS}", END], [BEES, HONEY, BYE, THANKS, WINTER]),
    ],
)
def test_other_copies_go_from_the_end(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


def test_what_this_names_is_the_subject_of_the_article(mend: Mend) -> None:
    market = [f"{said} Am {number}. Markt wird der Honig verkauft." for number, said in enumerate([BIENEN, HONIG], 1)]
    new = f"Dieser Markt ist alt. {IMWINTER}"
    mended = mend("Der Markt beginnt im Mai.", *market, ABSCHIED, END, new, ABSCHIED)
    assert mended.source.text == join("Der Markt beginnt im Mai.", *market, new, ABSCHIED)


def test_says_what_it_takes_out(mend: Mend) -> None:
    mended = mend(BEES, HONEY, BYE, END, HONEY, WINTER, BYE, END)
    assert "take out the earlier conclusion, which the end of the article says again" in {
        one.title for one in mended.applied
    }
