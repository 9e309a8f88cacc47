"""What a section begins with, and the text behind it that needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.assembly.references import hangs_on
from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

SHADE = "Old ponds need shade from tall trees, and so do the frogs that live in them."
SUN = "New ponds need sun, as nothing grows in them yet and no frog has found them."
TURN = "The village is about to drain the last marsh of the valley, which nobody has done before."
COLD = "This would take their winter home from all the frogs between the weir and the mill."
ALSO = "Moreover, the storks would have to look for another meadow, far beyond the hills."
FREE = "The storks would have to look for another meadow, far beyond the hills."

KAGE = "古い池には高い木の陰が要りますし、そこに住む蛙たちにも要ります。"
HI = "新しい池には日なたが要ります。まだ何も育たず、蛙も見つけていないからです。"
KAWARI = "村は谷の最後の湿地を干拓しようとしています。これまで誰もしなかったことです。"
SAMUSA = "それが実現すれば、堰から水車小屋までに住む蛙たちは、みな冬の住みかを失います。"
MATA = "また、鷺や雁の群れも丘の向こうの遠い草地を探さなければならなくなるでしょう。"

SCHATTEN = "Alte Teiche brauchen den Schatten hoher Bäume, und die Frösche darin brauchen ihn auch."
SONNE = "Neue Teiche brauchen Sonne, denn in ihnen wächst noch nichts, und kein Frosch kennt sie."
WENDE = "Das Dorf will das letzte Moor des Tales trockenlegen, was bisher noch niemand getan hat."
KALT = "Dies nähme allen Fröschen zwischen dem Wehr und der Mühle ihr Winterquartier für immer."
FREI = "Die Störche müssten sich eine andere Wiese suchen, weit hinter den Hügeln."
AUCH = "Außerdem müssten die Störche sich eine andere Wiese suchen, weit hinter den Hügeln."


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("first", "head", "other", "following"),
    [
        (SHADE, TURN, SUN, COLD),
        (SHADE, TURN, SUN, ALSO),
        (KAGE, KAWARI, HI, SAMUSA),
        (KAGE, KAWARI, HI, MATA),
        (SCHATTEN, WENDE, SONNE, KALT),
        (SCHATTEN, WENDE, SONNE, AUCH),
    ],
)
def test_what_the_next_text_needs_stays_and_is_told(
    mend: Mend, first: str, head: str, other: str, following: str
) -> None:
    mended = mend(first, head, other, END, "## 2026", head, following)
    assert join("## 2026", head, following) in mended.source.text
    assert any(found.rule == "duplicate-paragraph" for found in mended.result.violations)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([SHADE, TURN, SUN, END, "## 2026", TURN, FREE], [SHADE, TURN, SUN, "## 2026", FREE]),
        ([KAGE, KAWARI, HI, END, "## 2026", KAWARI, MATA[3:]], [KAGE, KAWARI, HI, "## 2026", MATA[3:]]),
        ([SCHATTEN, WENDE, SONNE, END, "## 2026", WENDE, FREI], [SCHATTEN, WENDE, SONNE, "## 2026", FREI]),
    ],
)
def test_before_what_stands_by_itself_it_goes(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("sentence", "written", "hangs"),
    [
        ("This keeps them cool.", [SHADE], True),
        ("But the storks stay.", [SHADE], True),
        ("However, the storks stay.", [SHADE], True),
        ("Trotzdem bleiben die Störche.", [SCHATTEN], True),
        ("Cependant, les cigognes restent.", [], True),
        ("Sin embargo, las cigüeñas se quedan.", [], True),
        ("No entanto, as cegonhas ficam.", [], True),
        ("Toch blijven de ooievaars.", [], True),
        ("Однако аисты остаются.", [], True),
        ("但是，鹳留下来了。", [], True),
        ("그러나 황새들은 남았다.", [], True),
        ("また、こうのとりも残ります。", [KAGE], True),
        ("村の人々は、この干拓を喜んでいます。", [KAGE], True),
        ("村の人々は、この干拓を喜んでいます。", [KAGE, "干拓の話です。"], False),
        ("村の人々は、この干拓を喜んでいます。", ["干拓は古い。", "干拓は長い。", "干拓は遠い。", KAGE], False),
        ("村の人々は、これを喜んでいます。", [KAGE], False),
        ("野鳥は、その純白の羽を見せません。", [KAGE], False),
        ("コウノトリは、丘の向こうへ飛び、その純白の羽を見せません。", [KAGE], False),
        ("황새들은, 그 하얀날개를 보이지 않는다.", [KAGE], False),
        ("황새들은, 이 하얀날개를 보이지 않는다.", [KAGE], True),
        ("実は、その干拓には訳があります。", [KAGE], True),
        ("今回は、その干拓が話題です。", [KAGE], True),
        ("The storks stay.", [SHADE], False),
        ("Storks, these birds of luck, stay.", ["Few birds are left."], False),
        ("Buttons are not needed.", [], False),
        ("", [], False),
    ],
)
def test_a_sentence_that_needs_the_one_before_it(sentence: str, written: list[str], hangs: bool) -> None:
    assert hangs_on(sentence, written) == hangs
