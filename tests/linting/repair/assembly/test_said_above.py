"""A paragraph that begins with what the one above ends with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]

END = "---END---"
MILL = "The mill by the weir was built by two brothers, and its wheel has turned in every winter since then."
ASK = "Who would not like to see it turn for once?"
FAIR = "That question is put to the miller on the last Sunday of August, when he opens his doors."
WHEEL = "堰のそばの水車小屋は、二人の兄弟が建てたもので、それからずっと冬のあいだも休まずに回りつづけています。"
TOI = "あなたなら、この水車をどう見ますか？"
MARKET = "この問いは、八月の終わりの日曜日に、扉を開け放った粉屋が谷じゅうの人から聞かされるものです。"
MUEHLE = "Die Mühle am Wehr haben zwei Brüder gebaut, und ihr Rad hat sich seither in jedem Winter gedreht."
FRAGE = "Wer möchte es nicht wenigstens einmal sich drehen sehen?"
FEST = "Diese Frage hört der Müller am letzten Sonntag im August, wenn er seine Türen öffnet."


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("above", "below", "left"),
    [
        (f"{MILL} {ASK}", f"{ASK} {FAIR}", FAIR),
        (f"{WHEEL}{TOI}", f"{TOI}{MARKET}", MARKET),
        (f"{MUEHLE} {FRAGE}", f"{FRAGE} {FEST}", FEST),
    ],
)
def test_what_is_said_again_right_below_goes(mend: Mend, above: str, below: str, left: str) -> None:
    mended = mend(above, below, END)
    assert mended.source.text == join(above, left)
    assert not mended.result.violations
    # Only in an article that shows that it was written in passes.
    assert mend(above, below).source.text == join(above, below)


@pytest.mark.parametrize(
    "blocks",
    [
        # Of another kind, or with something between.
        [f"{MILL} {ASK}", f"- {ASK} {FAIR}"],
        [f"{MILL} {ASK}", "## A question", f"{ASK} {FAIR}"],
        # Only a turn of phrase, or not what it ends with.
        [f"{MILL} Who knows?", f"Who knows? {FAIR}"],
        [f"{MILL} {ASK} Come in.", f"{ASK} {FAIR}"],
    ],
)
def test_else_it_stays(mend: Mend, blocks: list[str]) -> None:
    assert mend(*blocks, END).source.text == join(*blocks)
