"""A question stays with the answer that follows it; one that nobody answers is told again like anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

MILL = "The mill stands by the river. The miller gets up early every morning and grinds the wheat."
WEIR = "The work on the weir began last autumn. Young people carry the stones."
WHY = "But why does the old wheel of the mill go on turning in the deepest winter?"
REASON = "The old wheel goes on turning because the water is fast. It comes from the hills."
FAIR = "The fair is held in June. The children swim in the pool."

KOYA = "村の水車小屋は川のほとりに建っています。粉屋は毎朝早く起きて、小麦を挽きます。"
KOJI = "堰の工事は去年の秋に始まりました。石を運ぶのは若い人たちの仕事です。"
NAZE = "では、古い水車はなぜ冬の寒い日でも止まらずに回り続けるのでしょうか？"
RIYU = "水車が止まらない理由は、流れが速いからです。冬でも川は凍りません。"
MATSURI = "祭りは六月に開かれます。子どもたちは池で泳ぎます。"

MUEHLE = "Die Mühle steht am Fluss. Der Müller steht jeden Morgen früh auf und mahlt den Weizen."
WEHR = "Die Arbeit am Wehr begann im letzten Herbst. Junge Leute tragen die Steine."
WARUM = "Warum aber dreht sich das alte Mühlrad selbst im tiefsten Winter weiter?"
GRUND = "Das alte Mühlrad dreht sich weiter, weil das Wasser schnell fließt. Es kommt aus den Bergen."
FEST = "Im Juni ist das Fest. Die Kinder schwimmen im Teich."

TEXTS = [(MILL, WEIR, WHY, REASON, FAIR), (KOYA, KOJI, NAZE, RIYU, MATSURI), (MUEHLE, WEHR, WARUM, GRUND, FEST)]


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize("texts", TEXTS)
def test_nothing_comes_between_a_question_and_its_answer(mend: Mend, texts: tuple[str, ...]) -> None:
    mill, weir, why, reason, fair = texts
    again = f"{why} {mill}"
    assert mend(fair, why, reason, weir, END, weir, again).source.text.startswith(join(fair, why, reason, weir))


@pytest.mark.parametrize("texts", TEXTS)
def test_what_asks_again_and_answers_stays_whole(mend: Mend, texts: tuple[str, ...]) -> None:
    mill, weir, why, reason, fair = texts
    assert join(weir, END, why, reason, fair) in mend(mill, why, weir, END, weir, why, reason, fair).source.text


@pytest.mark.parametrize("texts", TEXTS)
def test_a_fuller_telling_answers_what_nobody_did(mend: Mend, texts: tuple[str, ...]) -> None:
    mill, weir, why, reason, fair = texts
    blank = "" if "？" in why else " "
    again = f"{why}{blank}{reason}"
    assert mend(mill, why, weir, END, weir, again, fair).source.text == join(mill, again, weir, fair)


@pytest.mark.parametrize("texts", TEXTS)
def test_a_question_that_nobody_answers_is_told_once(mend: Mend, texts: tuple[str, ...]) -> None:
    mill, weir, why, _, fair = texts
    assert mend(mill, weir, why, END, weir, why, fair).source.text == join(mill, weir, why, fair)
