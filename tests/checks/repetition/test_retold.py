"""Sections that are told a second time in other words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.repetition import duplicate
from endmark.document.model import Document
from endmark.messages.catalogue import say_value
from endmark.ruleset.builtin import load_builtin_rules

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")

HIVE = (
    "A roof is windier than a garden. I put the hive behind the lift housing, where the morning sun reaches it and the "
    "west wind does not. Bees fly better when their door looks to the south-east."
)
HIVE_RETOLD = (
    "Roofs catch more wind than gardens do. The best position turned out to be behind the housing of the lift: it gets "
    "sun in the morning and is sheltered from the west. A hive whose entrance faces south-east is a busier hive."
)
OWNER = (
    "Ask the owner of the house before you carry anything up. Ours wanted to see an insurance, which costs twenty-two "
    "euros a year through the club."
)
OWNER_RETOLD = (
    "Before anything is carried upstairs, get permission from whoever owns the building. Our landlord asked for proof "
    "of insurance; the club offers one for twenty-two euros per year."
)
WEEKS = "I opened the lid every Sunday and wrote down what I saw. In the third week the queen had filled six frames."
SUGAR = "Sugar water helps a young colony over rainy days. Two litres of it were gone in a single night in June."
LEAVEN = (
    "The leaven is older than the youngest sister. Every night it is fed with flour and warm water, and kept in a "
    "wooden bucket below a cloth. When it is very hot, the bucket goes down to the cellar."
)
LEAVEN_RETOLD = (
    "Every night they feed the leaven, older than the youngest of the sisters, with warm water and with flour. A "
    "wooden bucket below a cloth is where it is kept, and down to the cellar it goes when the heat is bad."
)
SUMMER = (
    "이번 여름에 도서관은 저에게 두 번째 집이었습니다. 책을 많이 읽은 것보다, "
    "매일 같은 자리에 앉아 있었던 것이 더 기억에 남습니다. "
    "내년 여름에도 창가 자리를 노려 볼 생각입니다."
)
SUMMER_RETOLD = (
    "돌아보면 도서관은 올여름 저의 두 번째 집이었습니다. 많이 읽은 것보다 "
    "날마다 같은 자리에 앉았던 일이 더 기억에 남습니다. "
    "내년 여름에도 창가 자리를 노려 보려고 합니다."
)
BEANS = (
    "大豆は一晩水に浸けておきます。八時間ほどで倍の大きさにふくらみ、指で押すとやわらかくへこみます。"
    "鍋に移したら、弱火で四時間煮てください。"
)
BEANS_RETOLD = (
    "まず大豆を水に浸け、一晩置きます。およそ八時間で倍ほどにふくらみ、指先で軽く押せばへこむように"
    "なります。それを鍋に入れ、四時間ほど弱火にかけて煮ます。"
)
SCUM = "あくはこまめに取り除きます。手を抜くと、仕上がりの色がくすんでしまいます。"
SCUM_RETOLD = "出てきたあくは、そのつど丁寧に取り除きましょう。手を抜くと、できあがりの色が濁ります。"
KOJI = "煮えた豆をつぶし、塩と麹を加えて混ぜます。温度が高いと麹が死んでしまうので、人肌まで冷まします。"
WINDOW = (
    "Зажгите свечу и медленно проведите ею вдоль оконной рамы. Там, где пламя дрожит, проходит холодный воздух. У нас "
    "это были два нижних угла."
)
WINDOW_RETOLD = (
    "Щели ищут со свечой: её медленно ведут вдоль рамы окна, и пламя дрожит там, где проходит холодный воздух. В нашей "
    "квартире виноваты оказались оба нижних угла."
)
TAPE = (
    "Перед наклейкой ленты раму вытирают сухой тряпкой. Если останется пыль, лента отвалится через неделю, и всё "
    "придётся делать заново."
)
TAPE_RETOLD = (
    "Раму сначала вытирают сухой тряпкой, и только потом клеят ленту. На пыли лента держится не больше недели, после "
    "чего работу придётся делать заново."
)
NORTH = (
    "The path begins behind the fountain and climbs for an hour between pines. At the fork take the path to the right, "
    "which is marked in yellow."
)
SOUTH = (
    "The path begins beside the chapel and climbs for an hour between oaks. At the fork take the path to the left, "
    "which is marked in white."
)
VIEW = "From the top one sees the reservoir, and the best place for a picnic is under the only larch up there."
VIEW_RETOLD = "From the top one sees the sea, and the best place for a picnic is under the only beech up there."


def find(document: Document) -> list[tuple[tuple[int, ...], str | int, bool]]:
    """Each finding as (lines of the copy and the original, how alike they are, whether it is certain)."""
    return [
        (
            tuple(document.find_line(span.start) for span in (match.span, match.related[0].span)),
            say_value(match.values["how"]),
            match.certain,
        )
        for match in duplicate.find(document, RULE.options, RULE.scope)
    ]


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        (("# Where", HIVE, OWNER, "# When", WEEKS, SUGAR, "# A place", HIVE_RETOLD, OWNER_RETOLD), [(15, 3)]),
        ((HIVE, OWNER, WEEKS, SUGAR, HIVE_RETOLD, OWNER_RETOLD), [(9, 1)]),
        (("# 豆", BEANS, SCUM, "# 麹", KOJI, "# 下ごしらえ", BEANS_RETOLD, SCUM_RETOLD), [(13, 3)]),
        (("# Щели", WINDOW, TAPE, "# Печь", "Печь топят утром.", "# Окна", WINDOW_RETOLD, TAPE_RETOLD), [(13, 3)]),
        # A question under a heading each.
        (("# Where?", HIVE, "# Whose?", OWNER, "# Where?", HIVE_RETOLD, "# Whose?", OWNER_RETOLD), [(11, 3)]),
        # One paragraph may take up another, but not right behind it.
        ((HIVE, WEEKS, SUGAR, HIVE_RETOLD), []),
        ((HIVE, HIVE_RETOLD, WEEKS), []),
        ((LEAVEN, LEAVEN_RETOLD, WEEKS), [(3, 1)]),
        ((WEEKS, LEAVEN, "```\nwait\n```", LEAVEN_RETOLD), []),
        # An article ends once.
        (("# When", WEEKS, "# Closing", LEAVEN, "# In short", LEAVEN_RETOLD), [(11, 7)]),
        (("# When", WEEKS, "# 마치며", SUMMER, "# 마무리", SUMMER_RETOLD), [(11, 7)]),
        (("# Closing", LEAVEN, "# In short", LEAVEN_RETOLD, "# When", WEEKS), []),
        (("# When", WEEKS, "# Closing", LEAVEN, SUGAR, "# In short", LEAVEN_RETOLD), []),
        # In another order they are told for another reason.
        ((HIVE, WEEKS, OWNER, SUGAR, OWNER_RETOLD, HIVE_RETOLD), []),
        # A conclusion says how the article began.
        ((HIVE, OWNER, "# When", WEEKS, SUGAR, "# Why", HIVE_RETOLD, OWNER_RETOLD), []),
        # Two things in the same words, with other names.
        (("# North", NORTH, VIEW, "# South", SOUTH, VIEW_RETOLD), []),
        ((f"> {HIVE}", f"> {OWNER}", WEEKS, HIVE_RETOLD, OWNER_RETOLD), []),
    ],
)
def test_what_is_told_again(parted: Parted, blocks: tuple[str, ...], lines: list[tuple[int, int]]) -> None:
    assert find(parted("\n\n".join(blocks) + "\n")) == [(line, "in other words", False) for line in lines]
