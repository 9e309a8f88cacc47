"""A telling that leads in with the same words in another order says nothing new."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

LEAD = "The keeper of the park says the old ponds need shade from tall trees."
AGAIN = "The old ponds, says the keeper of the park, need shade from tall trees."
OTHERWISE = "The old ponds, says the keeper of the park, need no shade from tall trees."
MUD = "All through the long winter the frogs sleep in the mud at the bottom of such a pond."
SUN = "New ponds need sun, as nothing grows in them yet and no frog has found them."
STEPS = "Steps of stone lead down to the water on the north side of each of them."

HAJIME = "では、公園の古い池を、どう受け止めるべきでしょうか。町が川の流れを変えた工事の記念だと思います。"
MATA = "公園の古い池は、町が川の流れを変えた工事の記念だと受け止めるべきでしょう。"
DORO = "蛙たちは冬のあいだずっと、底の泥の中で春が来るのを待ちながら眠っています。"
HI = "新しい池には日なたが要りますし、蛙もまだ見つけていません。"
KAZU = "庭には池が二つあります。"

KAITOU = "公园管理员表示，古老的池塘需要高大树木的树荫。"
ZAICI = "古老的池塘需要高大树木的树荫，公园管理员表示。"
NI = "整个漫长的冬天，青蛙都在池底的淤泥里睡觉，等待春天到来。"
SHULIANG = "花园里有两个池塘。"


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    "blocks",
    [
        ([f"{LEAD} {MUD} {SUN}", STEPS], f"{AGAIN} {MUD} {SUN}"),
        ([f"{MUD} {LEAD} {SUN}", STEPS], f"{MUD} {AGAIN}"),
        ([f"{HAJIME}{DORO}{HI}", KAZU], f"{MATA}{DORO}"),
        ([f"{KAITOU}{NI}", SHULIANG], f"{ZAICI}{NI}"),
    ],
)
def test_it_goes(mend: Mend, blocks: tuple[list[str], str]) -> None:
    before, again = blocks
    assert mend(*before, END, again).source.text == join(*before)


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        (f"{OTHERWISE} {MUD} {SUN}", OTHERWISE),
        # Elsewhere than beside what is told with it.
        (f"{MUD} {SUN} {AGAIN}", AGAIN),
    ],
)
def test_what_says_something_else_stays(mend: Mend, again: str, kept: str) -> None:
    assert kept in mend(f"{LEAD} {MUD} {SUN}", STEPS, END, again).source.text
