"""Articles that were written in passes, and what an editor would hand back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.document.span import Span
from endmark.linting.repair.assembly.plan import Action, gather_edits
from endmark.linting.repair.repair import Repair
from endmark.violation import Edit, make_reason

Mend = Callable[..., Repair]

END = "---END---"

MILL = "The mill by the weir was built in 1823 by two brothers, and its wheel has turned in every winter since then."
WEIR = "Below the weir the river widens into a pool where the village children learn to swim when the hay is in."
FAIR = "On the last Sunday of August the miller opens his doors, and the whole valley comes to eat bread and plums."
WHEEL = "堰のそばの水車小屋は、二人の兄弟が建てたもので、それからずっと冬のあいだも休まずに回りつづけています。"
POOL = "堰の下で川は広くなって深い淵をつくり、村の子どもたちは草刈りが終わるころにそこで泳ぎを覚えます。"
MARKET = "八月の終わりの日曜日には粉屋が扉を開け放ち、谷じゅうの人がパンとすももを食べにやって来ます。"
CAT = "粉屋は猫を飼っています。"
ASKED = "なぜ水車は回るのか？堰の村を訪ねて"
REASONS = "There are two good reasons to come and see all of this in summer."
MUEHLE = "Die Mühle am Wehr haben zwei Brüder gebaut, und ihr Rad hat sich seither in jedem Winter gedreht."
LOCK = "The lock keeper wrote the height of the water into a small green book, every day at noon."
BECKEN = "Unter dem Wehr weitet sich der Fluss zu einem Becken, in dem die Kinder des Dorfes schwimmen lernen."

RYE = "If the miller chooses rye as the grain of the day, the following stones are put into the mill:"
ROGGEN = "Wenn der Müller für den Tag Roggen als Korn wählt, werden in die Mühle die folgenden Steine gelegt:"
MUGI = "粉屋がその日の穀物としてライ麦を選ぶと、水車小屋には次の石が据えられます:"


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A pass that tells everything again.
        ([MILL, WEIR, END, MILL, WEIR, FAIR, END], [MILL, WEIR, FAIR]),
        ([WHEEL, POOL, END, WHEEL, POOL, MARKET, END], [WHEEL, POOL, MARKET]),
        # Run together in one line, behind the title.
        (
            ["# At the weir", MILL, WEIR, FAIR, END, f"At the weir {MILL} {WEIR} {FAIR}"],
            ["# At the weir", MILL, WEIR, FAIR],
        ),
        (
            ["# 堰のほとり", WHEEL, POOL, MARKET, END, f"堰のほとり {WHEEL} {POOL} {MARKET}"],
            ["# 堰のほとり", WHEEL, POOL, MARKET],
        ),
        # And going on behind that.
        ([MILL, WEIR, END, f"{MILL} {WEIR} {FAIR}"], [MILL, WEIR, FAIR]),
        ([WHEEL, POOL, END, f"{WHEEL}{POOL}{MARKET}"], [WHEEL, POOL, MARKET]),
        # Under other titles.
        (
            ["## A mill", MILL, "## A pool", WEIR, END, "## The brothers", MILL, "## Swimming", WEIR],
            ["## A mill", MILL, "## A pool", WEIR],
        ),
        (
            ["**水車の話**", WHEEL, "**夏の淵**", POOL, END, "**兄弟の仕事**", WHEEL, "**子どもたちの夏**", POOL],
            ["**水車の話**", WHEEL, "**夏の淵**", POOL],
        ),
        # A sentence that breaks off, and the same one in full.
        ([MILL, f"{WEIR} On the last Sunday of August", END, WEIR, FAIR], [MILL, WEIR, FAIR]),
        ([WHEEL, f"{POOL}八月の終わりの日曜日には", END, POOL, MARKET], [WHEEL, POOL, MARKET]),
        ([MUEHLE, BECKEN[:40], END, BECKEN], [MUEHLE, BECKEN]),
        # Its rest behind the marker, though the beginning stands elsewhere with another end.
        (
            [MARKET, POOL, MARKET[:30], END, f"{MARKET[30:40]}、遠くの町からも大勢の人が来るそうです。"],
            [MARKET, POOL, f"{MARKET[:40]}、遠くの町からも大勢の人が来るそうです。"],
        ),
        # A comma promises more.
        (
            [WHEEL, "この問いに対して、村の私たち一人ひとりが、", END, "古い堰を守るための仕事を分け合うのです。"],
            [WHEEL, "この問いに対して、村の私たち一人ひとりが、古い堰を守るための仕事を分け合うのです。"],
        ),
        # A letter that both halves have.
        (
            [WHEEL, "深い淵では慎", END, "慎重に泳ぎます。粉屋も堰では慎重です。"],
            [WHEEL, "深い淵では慎重に泳ぎます。粉屋も堰では慎重です。"],
        ),
        # The last sentence of a pass, and the next begins with it.
        (
            ["We dug for a week. The garden opens at dawn.", END, "The garden opens at dawn. Everyone is welcome."],
            ["We dug for a week. The garden opens at dawn.", "Everyone is welcome."],
        ),
        # A paragraph that goes on.
        ([MILL, WEIR, END, f"{WEIR} Nobody has ever drowned."], [MILL, f"{WEIR} Nobody has ever drowned."]),
        ([WHEEL, POOL, END, f"{POOL}溺れた人は一人もいません。"], [WHEEL, f"{POOL}溺れた人は一人もいません。"]),
        # And with an ellipsis before it, though it begins with a whole sentence.
        ([MILL, f"{WEIR} On the last Sunday of", END, f"...{WEIR} {FAIR}"], [MILL, f"{WEIR} {FAIR}"]),
        ([WHEEL, f"{POOL}八月の終わりの日曜日には", END, f"…{POOL}{MARKET}"], [WHEEL, f"{POOL}{MARKET}"]),
        # Behind other titles than that of the article, in the middle of a line.
        (
            ["## The mill", MILL, "## The pool", WEIR, END, f"{MILL} ## The pool {WEIR} {FAIR}"],
            ["## The mill", MILL, "## The pool", WEIR, FAIR],
        ),
        (
            ["## 水車小屋", WHEEL, "## 夏の淵", POOL, END, f"水車小屋 {WHEEL} 夏の淵 {POOL}{MARKET}"],
            ["## 水車小屋", WHEEL, "## 夏の淵", POOL, MARKET],
        ),
        # And several of them in a row.
        (
            ["# At the weir", "## The mill", MILL, WEIR, END, f"At the weir ## The mill {MILL} {WEIR} {FAIR}"],
            ["# At the weir", "## The mill", MILL, WEIR, FAIR],
        ),
        # Below a title on the first line of the same paragraph: it stays when something new follows.
        (
            ["# Mills", MILL, WEIR, END, f"**What turns**\n{MILL}", "## A fair", FAIR],
            ["# Mills", MILL, WEIR, "## A fair", FAIR],
        ),
        (
            ["# Mills", MILL, WEIR, END, f"**What turns**\n{MILL}", FAIR],
            ["# Mills", MILL, WEIR, "**What turns**", FAIR],
        ),
        # The title of a section, and the next pass has it on the first line of its paragraph.
        (
            [MILL, "**By the weir**", "Below the weir the river widens", END, f"**By the weir**\n{WEIR}", FAIR],
            [MILL, f"**By the weir**\n{WEIR}", FAIR],
        ),
        # A pass that begins with the last words of a sentence.
        (
            [MILL, f"{WEIR} It is cold. {FAIR}", END, f"is cold. {FAIR} {LOCK}"],
            [MILL, f"{WEIR} It is cold. {FAIR}", LOCK],
        ),
        ([WHEEL, f"水は深い緑色。{POOL}", END, f"緑色。{POOL}{MARKET}"], [WHEEL, f"水は深い緑色。{POOL}", MARKET]),
        # A sentence that breaks off, and behind the marker is no text that could be its rest.
        ([MILL, WEIR, FAIR[:40], END, "## The fair", FAIR], [MILL, WEIR, "## The fair", FAIR]),
        ([MILL, FAIR, WEIR, FAIR[:40], END], [MILL, FAIR, WEIR]),
        # Halves that share words in other signs, or fewer than three letters.
        (
            [WHEEL, "村の人はここを「夏の淵の始まり」と呼んで", END, "夏の淵の始まりと呼んでいます。"],
            [WHEEL, "村の人はここを夏の淵の始まりと呼んでいます。"],
        ),
        (
            [f"{WHEEL}粉の悪用は許されません。", "粉屋は粉の悪", END, "の悪用を防ぐ仕組みを作りました。"],
            [f"{WHEEL}粉の悪用は許されません。", "粉屋は粉の悪用を防ぐ仕組みを作りました。"],
        ),
        # An exact copy that has nothing to do with the difference before it.
        (
            [MILL, WEIR, END, MILL.replace("brothers", "sisters"), WEIR, FAIR],
            [MILL, WEIR, END, MILL.replace("brothers", "sisters"), FAIR],
        ),
        # An item of a list that says something else, and the one that holds it.
        (
            [f"- {MILL}\n  - {WEIR}\n- {FAIR}", END, f"- {MILL}\n  - {WEIR.replace('village', 'town')}\n- {FAIR}"],
            [f"- {MILL}\n  - {WEIR}\n- {FAIR}", END, f"- {MILL}\n  - {WEIR.replace('village', 'town')}"],
        ),
        # What only a later wording names is not lost.
        (
            [
                f"{WHEEL}村には「古い堰」や「淵」がある。",
                END,
                f"{WHEEL}村には「古い堰」「淵」「静かな夏の夕暮れ」がある。",
            ],
            [f"{WHEEL}村には「古い堰」や「淵」がある。", "村には「古い堰」「淵」「静かな夏の夕暮れ」がある。"],
        ),
        # A word or two of a sentence that goes on nowhere say nothing yet.
        ([WHEEL, "粉屋の孫は", END, POOL], [WHEEL, POOL]),
        ([f"{MILL} However, the", END, LOCK], [MILL, LOCK]),
        ([f"{WHEEL}しかし、", END, "## 祭り", MARKET], [WHEEL, "## 祭り", MARKET]),
        # A letter of a word in capitals that the next pass writes out, figures among them.
        (
            [MILL, "N", END, f"NPK is good for the meadow by the weir. {LOCK}"],
            [MILL, f"NPK is good for the meadow by the weir. {LOCK}"],
        ),
        ([WHEEL, "K2", END, f"K24という水車は新しい。{POOL}"], [WHEEL, f"K24という水車は新しい。{POOL}"]),
        # However little was said of it: what stands before it tells where it is said as a whole.
        (
            [f"{WHEEL}三年で1", END, f"{WHEEL}三年で100回も直しました。", POOL],
            [f"{WHEEL}三年で100回も直しました。", POOL],
        ),
        # A sentence that is taken up again in other words, but for the last of them.
        (
            [
                f"{WHEEL}村の人は水の高さと流れの速さ、そして温",
                END,
                f"村の人は水の高さと流れの速さ、そして色を毎日見ています。{POOL}",
            ],
            [WHEEL, f"村の人は水の高さと流れの速さ、そして色を毎日見ています。{POOL}"],
        ),
        (
            [
                f"{MILL} The keeper writes down the height of the water, the speed of it and the co",
                END,
                f"The keeper writes down the height of the water, the speed of it and its depth. {FAIR}",
            ],
            [MILL, f"The keeper writes down the height of the water, the speed of it and its depth. {FAIR}"],
        ),
        # A title in bold that breaks off, and no text below it.
        ([WHEEL, POOL, "**堰の村の「古い祭り」をどう伝え", END], [WHEEL, POOL]),
        (
            [MILL, WEIR, "**What the miller and his two sons would", END, "## Feast", FAIR],
            [MILL, WEIR, "## Feast", FAIR],
        ),
        # More than a title says something, in bold or not: it stays, and is found.
        (
            [WHEEL, POOL, "**注意：堰の水は夏の間だけ流れていて、秋に", END],
            [WHEEL, POOL, "**注意：堰の水は夏の間だけ流れていて、秋に"],
        ),
        (
            [MILL, WEIR, "**Mind the weir, as the water of the mill", END],
            [MILL, WEIR, "**Mind the weir, as the water of the mill", END],
        ),
        # What the next pass says behind a few words of its own; and what stands within another sentence.
        (
            [
                f"{WHEEL}あるいは、夏の朝に堰のそばで古い鐘が鳴った時",
                END,
                f"話がそれましたが、夏の朝に堰のそばで古い鐘が鳴った時、皆が集まります。{POOL}",
            ],
            [WHEEL, f"話がそれましたが、夏の朝に堰のそばで古い鐘が鳴った時、皆が集まります。{POOL}"],
        ),
        ([f"{MILL} {WEIR}", FAIR, "The village children learn to swim", END], [f"{MILL} {WEIR}", FAIR]),
        # A sentence that ends as whole ones do lacks its full stop alone; in its own paragraph, too.
        (
            [f"{WHEEL}村の人はこの水車をとても大切にしています", END, f"今年は雨が多い。{POOL}"],
            [f"{WHEEL}村の人はこの水車をとても大切にしています。", f"今年は雨が多い。{POOL}"],
        ),
        (
            [WHEEL, "村の人はこの水車を大切にしています", END, POOL],
            [WHEEL, "村の人はこの水車を大切にしています。", POOL],
        ),
        # Where other sentences end so, nothing is found there but the marker.
        (
            [
                f"{WHEEL}村では今日も祭りがあるかもしれません。",
                "明日は雨かもしれません。",
                "村の人は来ないかもしれません",
                END,
                POOL,
            ],
            [
                f"{WHEEL}村では今日も祭りがあるかもしれません。",
                "明日は雨かもしれません。",
                "村の人は来ないかもしれません。",
                POOL,
            ],
        ),
        # What begins with a conjunction is a sentence of its own: the one before it is said as a whole elsewhere.
        (
            [f"{WHEEL}{POOL}", CAT, f"{POOL[:38]}", END, f"加えて、夏の朝に水を抜きます。{MARKET}"],
            [f"{WHEEL}{POOL}", CAT, f"加えて、夏の朝に水を抜きます。{MARKET}"],
        ),
        # A seam without a marker: the sentence that surely breaks off stands as a whole behind the next title.
        (
            [
                MILL,
                WEIR,
                "## Feast",
                f"{FAIR} The lock keeper wrote the height of the",
                "## Feast",
                f"{FAIR} {LOCK}",
                END,
            ],
            [MILL, WEIR, "## Feast", f"{FAIR} {LOCK}"],
        ),
        # A short telling before the full one.
        (
            [WHEEL, f"{POOL}{MARKET}", "粉屋は猫を飼っています。", END, f"{WHEEL}{POOL}{MARKET}"],
            [WHEEL, f"{POOL}{MARKET}", "粉屋は猫を飼っています。"],
        ),
        # A fuller telling in the place of the first, also where another text says one of its sentences, too.
        ([f"{MILL} {WEIR}", LOCK, END, f"{MILL} {WEIR} {FAIR}"], [f"{MILL} {WEIR} {FAIR}", LOCK]),
        (
            [f"{MARKET}{WHEEL}", CAT, f"{WHEEL}{POOL}", MILL, END, f"{WHEEL}{POOL}犬は橋を渡ります。"],
            [f"{MARKET}{WHEEL}", CAT, f"{WHEEL}{POOL}犬は橋を渡ります。", MILL],
        ),
        ([f"- {MILL}\n- {LOCK}", END, f"- {MILL} {WEIR}\n- {FAIR}"], [f"- {MILL} {WEIR}\n- {LOCK}", f"- {FAIR}"]),
        # What a later pass adds under a title comes to where the title stands already.
        (
            ["## Feast", FAIR, "## Lock", LOCK, END, "## Feast", FAIR, WEIR, MILL, END],
            ["## Feast", FAIR, WEIR, MILL, "## Lock", LOCK],
        ),
        (
            ["**祭り**", MARKET, "**堰**", POOL, END, "**祭り**", MARKET, WHEEL, END],
            ["**祭り**", MARKET, WHEEL, "**堰**", POOL],
        ),
        # But what stands behind a marker need not go on with the section before it.
        (
            ["## Feast", FAIR, "## Lock", LOCK, END, "## Feast", FAIR, END, WEIR],
            ["## Feast", FAIR, "## Lock", LOCK, WEIR],
        ),
        # A title whose text the next pass says anew under the same one.
        (["## Feast", LOCK[:39], END, "## Feast", f"{LOCK} {FAIR}"], ["## Feast", f"{LOCK} {FAIR}"]),
        # A title that asks and answers, run together with the text.
        (
            [
                "# なぜ水車は回るのか？堰の村を訪ねて",
                WHEEL,
                POOL,
                END,
                f"なぜ水車は回るのか？堰の村を訪ねて {WHEEL}{POOL}",
            ],
            ["# なぜ水車は回るのか？堰の村を訪ねて", WHEEL, POOL],
        ),
        # The rest of a sentence, alone behind a marker, that stands elsewhere with its beginning.
        (
            [
                WHEEL,
                POOL,
                END,
                "二人の兄弟が建てたもので、それからずっと冬のあいだも休まずに回りつづけています。",
                END,
                MARKET,
            ],
            [WHEEL, POOL, MARKET],
        ),
        # What breaks off there breaks off as plainly without its marker.
        ([MILL, f"{WEIR} On the last Sunday of the", END, LOCK], [MILL, f"{WEIR} On the last Sunday of the", LOCK]),
    ],
)
def test_one_telling_is_left_in_the_order_of_the_first(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A copy directly below its original, word for word, or of its end.
        ([MILL, WEIR, WEIR, FAIR], [MILL, WEIR, FAIR]),
        ([MILL, f"{WEIR} {FAIR}", FAIR, LOCK], [MILL, f"{WEIR} {FAIR}", LOCK]),
        ([WHEEL, POOL, POOL, MARKET], [WHEEL, POOL, MARKET]),
        # A short one may be meant.
        ([MILL, "It is cold.", "It is cold.", FAIR], [MILL, "It is cold.", "It is cold.", FAIR]),
        # A paragraph that is told after another one with more in it.
        ([MILL, FAIR, f"{MILL} {LOCK}"], [f"{MILL} {LOCK}", FAIR]),
        ([f"{MILL} {WEIR}", FAIR, f"{MILL} {LOCK} {WEIR}"], [f"{MILL} {LOCK} {WEIR}", FAIR]),
        ([f"{WHEEL}{POOL}", MARKET, f"{WHEEL}水は緑色です。{POOL}"], [f"{WHEEL}水は緑色です。{POOL}", MARKET]),
    ],
)
def test_copies_in_an_article_without_markers(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    "blocks",
    [[MILL, "**Age:**", END, LOCK], [MUEHLE, "**Alter** –", END, BECKEN], [WHEEL, "**欠点** —", END, POOL]],
)
def test_a_label_names_what_follows_and_is_no_beginning_of_a_sentence(mend: Mend, blocks: list[str]) -> None:
    assert blocks[1] in mend(*blocks).source.text.split("\n\n")


@pytest.mark.parametrize(
    "blocks",
    [
        # What differs is meaning: denial, modality, names, numbers in words.
        [MILL, END, MILL.replace("has turned", "has not turned"), FAIR],
        [WHEEL, END, WHEEL.replace("回りつづけています", "回りません"), MARKET],
        [MUEHLE, END, MUEHLE.replace("gebaut", "nicht gebaut"), BECKEN],
        [MILL, END, MILL.replace("two brothers", "three brothers"), FAIR],
        [WHEEL, END, WHEEL.replace("二人の兄弟", "三人の兄弟"), MARKET],
        [FAIR, END, FAIR.replace("August", "March"), WEIR],
        # In brackets behind a full stop.
        [f"{MILL}. (1823).", END, f"{MILL}. (1832).", FAIR],
        [f"{MUEHLE}. (5 km).", END, f"{MUEHLE}. (5 kg).", BECKEN],
        [f"{WHEEL}（トヨタ）。", END, f"{WHEEL}（ニッサン）。", MARKET],
    ],
)
def test_contradictions_are_never_merged_and_their_marker_stays(mend: Mend, blocks: list[str]) -> None:
    result = mend(*blocks)
    assert result.source.text == join(*blocks)
    (found,) = (one for one in result.result.violations if one.rule == "duplicate-paragraph")
    assert found.no_fix is not None
    assert found.no_fix.code in ("duplicate.differing-words", "duplicate.differing-word")


@pytest.mark.parametrize(
    "blocks",
    [
        # Half a word, and nobody can tell what it is.
        ["The gardeners carried wa", END, "tering cans past the picture books."],
        # A rest whose beginning breaks off in the same place, but not there.
        [MILL, f"{WHEEL[:20]}", END, "めている。それは誰も知りません。"],
        # What follows may be the rest of a sentence that stands elsewhere, too.
        [WHEEL, f"{MARKET[:18]}", END, "大きく広げて客を待ちます。犬も待ちます。", MARKET],
        # Without the marker nothing would show that a sentence breaks off.
        [WHEEL, "粉屋の若い孫は", END, POOL],
        # Nobody ends the sentences here with a sign.
        [CAT.removesuffix("。"), "村の人はこの水車を大切にしています", END, "今年は雨が多い"],
        # A name in Latin letters may be cut, too.
        [
            "堰的旁边有一座很老的水车小屋，是两个兄弟建造的。",
            "村里的人都说，这家名叫 Glassdo",
            END,
            "or 的小店夏天才开门。孩子们都喜欢它。",
        ],
        # Now one particle stands before the verb, now another.
        [
            f"{WHEEL}話は人に喜びを与えます。村の人に与える。",
            "鐘の音は村の人に「安心」",
            END,
            "与えてくれる、と聞きました。",
        ],
        # A letter of a verb is lost.
        [WHEEL, "村の人はここで水を見る目を養", END, "るようになるでしょう。犬も待ちます。"],
        # The section that a title names is lost: nobody but an editor can say whether the title goes.
        ["## 祭り", MARKET, "## 堰", "粉屋の孫は", END],
        # Nothing shows that the article was assembled.
        [MILL, "The miller bakes every", "morning, and he sings a song."],
    ],
)
def test_what_nobody_can_tell_stays(mend: Mend, blocks: list[str]) -> None:
    left = mend(*blocks)
    assert left.source.text.replace(f"{END}\n\n", "") == join(*blocks).replace(f"{END}\n\n", "")
    assert END not in blocks or "truncated-sentence" in {found.rule for found in left.result.violations}


@pytest.mark.parametrize(
    "blocks",
    [
        [f"{MILL} {WEIR} {LOCK}", "The cat sleeps.", END, f"{MILL} {FAIR}"],
        [f"{WHEEL}{POOL}", CAT, END, f"{WHEEL}{MARKET}"],
    ],
)
def test_no_paragraph_loses_its_beginning(mend: Mend, blocks: list[str]) -> None:
    # Both go on in another way: what the later one adds would stand without what it follows.
    result = mend(*blocks)
    assert result.source.text.replace(f"{END}\n\n", "") == join(*blocks).replace(f"{END}\n\n", "")


def test_what_a_sentence_of_another_wording_leads_into_stays_with_it(mend: Mend) -> None:
    blocks = [f"{WEIR} {REASONS}", MILL, END, REASONS.replace("two", "three"), MILL, FAIR]
    result = mend(*blocks)
    assert result.source.text.replace(f"{END}\n\n", "") == join(*blocks).replace(f"{END}\n\n", "")
    assert "duplicate-paragraph" in {found.rule for found in result.result.violations}


@pytest.mark.parametrize(
    "blocks",
    [
        [f"{MILL} {WEIR}", FAIR, "**At the weir**", f"Behind the old weir {END}", WEIR, FAIR],
        [f"{WHEEL}{POOL}", MARKET, "**堰のほとり**", f"古い堰の裏側で {END}", POOL, MARKET],
        [f"{MUEHLE} {BECKEN}", LOCK, "**Am Wehr**", f"Hinter dem alten Wehr {END}", BECKEN, LOCK],
    ],
)
def test_what_follows_a_marker_that_stays_goes_with_the_blank_lines_before_it(mend: Mend, blocks: list[str]) -> None:
    # The last line has no end.
    assert mend(*blocks, end="").source.text == "\n\n".join(blocks[:4])


@pytest.mark.parametrize(
    ("blocks", "begun"),
    [
        ([MILL, FAIR, LOCK, "**Spring**", WEIR], "The sluice"),
        ([WHEEL, MARKET, LOCK, "**春の仕事**", POOL], "小屋の鍵"),
        ([MUEHLE, FAIR, LOCK, "**Im März**", BECKEN], "Der Zaun"),
    ],
)
def test_a_word_or_two_go_with_the_marker_on_their_line(mend: Mend, blocks: list[str], begun: str) -> None:
    assert mend(*blocks[:3], f"{begun} {END}", *blocks[3:]).source.text == join(*blocks)


def test_a_second_repair_finds_nothing_to_do(mend: Mend) -> None:
    once = mend(MILL, WEIR[:50], END, WEIR, END, f"At the weir {MILL} {WEIR} {FAIR[:60]}", END, FAIR)
    assert mend(once.source.text.rstrip()).source.text == once.source.text


CODE = "```sh\nmill --open\n```"
TABLE = "| day | loaves |\n|---|---|\n| Sunday | 40 |"
LIST = "- bread from the oven\n- plums from the garden"
LISTE = "- 焼きたてのパン\n- 庭のすもも"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What has no sentences goes with the telling that it belongs to, and so do the titles above it.
        (
            ["# Mill", "## Prices", TABLE, MILL, END, "# Mill", "## Prices", TABLE, MILL],
            ["# Mill", "## Prices", TABLE, MILL],
        ),
        (
            ["# 水車", "## 値段", TABLE, WHEEL, END, "## 値段の一覧", TABLE, WHEEL],
            ["# 水車", "## 値段", TABLE, WHEEL],
        ),
        (
            [MUEHLE, "Dann öffnen:", CODE, END, MUEHLE, "Dann öffnen:", CODE, BECKEN],
            [MUEHLE, "Dann öffnen:", CODE, BECKEN],
        ),
        # Below a title with text that is new, it stays.
        (["## One", TABLE, MILL, END, "## Two", TABLE, WEIR], ["## One", TABLE, MILL, "## Two", TABLE, WEIR]),
        # Short copies go together.
        (
            [MILL, "Come and see.", CODE, "Bring a bag.", END, MILL, "Come and see.", CODE, "Bring a bag.", WEIR],
            [MILL, "Come and see.", CODE, "Bring a bag.", WEIR],
        ),
        (
            [WHEEL, "見に来てください。", CODE, "袋を持って。", END, WHEEL, "見に来てください。", CODE, "袋を持って。"],
            [WHEEL, "見に来てください。", CODE, "袋を持って。"],
        ),
        # But not what a new list begins with, because another one does, too.
        (
            [MILL, "- Go there.\n- Open it.", WEIR, FAIR, END, FAIR, "- Go there.\n- Close all the doors of it again."],
            [MILL, "- Go there.\n- Open it.", WEIR, FAIR, "- Go there.\n- Close all the doors of it again."],
        ),
        (
            [
                WHEEL,
                "- 行きます。\n- 開けます。",
                POOL,
                MARKET,
                END,
                MARKET,
                "- 行きます。\n- 扉という扉を閉めて回ります。",
            ],
            [WHEEL, "- 行きます。\n- 開けます。", POOL, MARKET, "- 行きます。\n- 扉という扉を閉めて回ります。"],
        ),
        # A word that the rest only begins with is not said twice; a quotation stands apart from the word before it.
        (
            [MUEHLE, "Im Winter sieht man am Wehr ein", END, "...einzelnes Haus und sonst nichts."],
            [MUEHLE, "Im Winter sieht man am Wehr ein einzelnes Haus und sonst nichts."],
        ),
        (
            [MILL, "The wheel is called by all of the children", END, '..."Old Rumbler", and nobody knows why.'],
            [MILL, 'The wheel is called by all of the children "Old Rumbler", and nobody knows why.'],
        ),
        # A pass that begins again with the title that the one before ended with.
        ([MILL, "## Weir", END, MILL, "## Weir", WEIR], [MILL, "## Weir", WEIR]),
        ([WHEEL, "## 堰", END, WHEEL, "## 堰", POOL], [WHEEL, "## 堰", POOL]),
        # What leads into something has run together with what follows, as titles do.
        (
            [
                *(MILL, "Open it with:", CODE, WEIR, "Close `mill` with:", CODE, FAIR, END),
                f"{MILL} Open it with: {WEIR} Close `mill` with: {FAIR}",
            ],
            [MILL, "Open it with:", CODE, WEIR, "Close `mill` with:", CODE, FAIR],
        ),
        (
            ["# 堰の話", WHEEL, "次のように開けます:", CODE, POOL, END, f"堰の話 {WHEEL}次のように開けます:{POOL}"],
            ["# 堰の話", WHEEL, "次のように開けます:", CODE, POOL],
        ),
        # A title, and a sentence with code in it.
        (
            [
                *("# Am Wehr", f"Der Befehl `mill` öffnet das Tor der Mühle am Wehr. {MUEHLE}", BECKEN, END),
                f"Am Wehr Der Befehl `mill` öffnet das Tor der Mühle am Wehr. {MUEHLE} {BECKEN}",
            ],
            ["# Am Wehr", f"Der Befehl `mill` öffnet das Tor der Mühle am Wehr. {MUEHLE}", BECKEN],
        ),
        # A pass that begins within the last sentence of a paragraph.
        ([MILL, WEIR, FAIR, END, WEIR[40:], FAIR], [MILL, WEIR, FAIR]),
        ([WHEEL, POOL, MARKET, END, POOL[12:], MARKET], [WHEEL, POOL, MARKET]),
        ([MUEHLE, BECKEN, END, "sich der" + BECKEN.partition("sich der")[2]], [MUEHLE, BECKEN]),
        # Titles in bold above short paragraphs.
        (
            [MILL, "Bring a bag.", WEIR, END, f"**Out**\n{MILL}", "**Bags**\nBring a bag.", f"**In**\n{WEIR}"],
            [MILL, "Bring a bag.", WEIR],
        ),
        (
            [WHEEL, "袋を持って。", POOL, END, f"**外**\n{WHEEL}", "**袋**\n袋を持って。", f"**内**\n{POOL}"],
            [WHEEL, "袋を持って。", POOL],
        ),
        # Short sentences behind a few words that say nothing.
        ([MILL, "Bring a bag.", END, f"As we said: {MILL}", "As we said: Bring a bag."], [MILL, "Bring a bag."]),
        ([WHEEL, "袋を持って。", END, f"個人的には、{WHEEL}", "個人的には、袋を持って。"], [WHEEL, "袋を持って。"]),
        # But words that decide something.
        (
            [MILL, "Bring a bag.", END, MILL, "Never ever bring a bag."],
            [MILL, "Bring a bag.", "Never ever bring a bag."],
        ),
        # Behind a list without full stops a marker goes.
        ([MILL, LIST, END], [MILL, LIST]),
        ([WHEEL, LISTE, END], [WHEEL, LISTE]),
        (
            [MUEHLE, "- Brot aus dem Ofen\n- Pflaumen aus dem Garten", END, "## Wehr", BECKEN],
            [MUEHLE, "- Brot aus dem Ofen\n- Pflaumen aus dem Garten", "## Wehr", BECKEN],
        ),
        # A marker goes with the short copy behind it.
        ([MILL, "Bring a bag.", END, "Bring a bag."], [MILL, "Bring a bag."]),
        ([WHEEL, "袋を持って来てください。", END, "袋を持って来てください。"], [WHEEL, "袋を持って来てください。"]),
        # What begins as the end of another sentence is no rest of this one.
        (
            [WHEEL, LISTE, END, f"個々のパンの{MARKET[12:]}", MARKET],
            [WHEEL, LISTE, f"個々のパンの{MARKET[12:]}", MARKET],
        ),
    ],
)
def test_what_is_told_again_goes_with_all_that_belongs_to_it(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    "blocks",
    [
        # Parallel passages of one pass are none that another one told otherwise.
        ["## Rye", RYE, TABLE, "## Wheat", RYE.replace("rye", "wheat"), CODE, LOCK],
        ["## Roggen", ROGGEN, TABLE, "## Weizen", ROGGEN.replace("Roggen", "Weizen"), CODE, BECKEN],
        ["## ライ麦", MUGI, TABLE, "## 小麦", MUGI.replace("ライ麦", "小麦"), CODE, POOL],
        # What is too short to go by itself is nothing that the later pass adds.
        ["# Mill", MILL, "![The wheel](wheel.png)", WEIR],
        ["# Mühle", MUEHLE, "Und dann?", BECKEN],
        ["# 水車", WHEEL, "そして？", POOL],
        # A name for links, behind a heading on its line.
        ["# Mill {#mill}", MILL, "## Weir {/*weir*/}", WEIR],
        ["# Mühle {#muehle}", MUEHLE, "## Wehr {/*wehr*/}", BECKEN],
        ["# 水車 {#mill}", WHEEL, "## 堰 {/*weir*/}", POOL],
    ],
)
def test_an_article_that_stands_twice_stands_once(mend: Mend, blocks: list[str]) -> None:
    assert mend(*blocks, END).source.text == join(*blocks)
    assert mend(*blocks, END, *blocks).source.text == join(*blocks)


BELL = "When the red gate is open, the miller rings the bell of the mill."
GLOCKE = "Wenn das rote Tor offen steht, läutet der Müller die Glocke der Mühle."


@pytest.mark.parametrize(
    ("before", "head", "rest", "joined"),
    [
        # Short words are no halves.
        (MILL, "By now the wheel is so old that we don't", "use it on holidays.", " "),
        (MUEHLE, "Der Müller mahlt nur so viel Korn, wie er zu tun", "hat, und nicht mehr.", " "),
        (MILL, "Le meunier moud chaque jour le grain que les gens lui", "ont apporté.", " "),
        # A picture below is no sign that goes on with a word.
        (MILL, "By the weir we all have to share", "...the work at the old gates.{}![](weir.png)", " "),
        # No word goes on in the letters of an alphabet.
        ("물레방아는 오래된 건물입니다.", "주인은 저녁마다 창고에서 새로 산", "mp3 파일을 들으며 일합니다.", " "),
        # A small letter goes on behind anything but a full stop.
        (MILL, "The water flows past the mill in one direction only:", "from the weir to the pool.", " "),
        (MUEHLE, "Das Wasser fließt nur in eine Richtung vorbei:", "vom Wehr zum Becken.", " "),
        # Another sentence may end with the same words.
        (BELL, "When the blue gate is open, the miller rings", f"the bell of the mill.{{}}{WEIR}", " "),
        (GLOCKE, "Wenn das blaue Tor offen steht, läutet der Müller", f"die Glocke der Mühle.{{}}{BECKEN}", " "),
        # Two short pieces that are no words are one.
        (MILL, "The gardeners carried wa", "ter past the picture books.", ""),
        # Longer ones are where the article has another form of it.
        (f"{MILL} The investigation took a year.", "Then they began to inve", "stigate the weir again.", ""),
        (f"{MUEHLE} Die Untersuchungen dauerten lange.", "Danach begann dort die Unter", "suchung des Wehrs.", ""),
        (f"{MILL} L'enquêteur est venu deux fois.", "Alors ils ont commencé à enquê", "ter sur le moulin.", ""),
        (
            f"{MILL} Its detective asked him.",
            "By then he had become inventive",
            "studying the weir again. To study is fun.",
            " ",
        ),
        # No word goes on with a capital, also a short one.
        (MILL, "By now everybody in the village knows the", "...X-shaped sluice of the weir.", " "),
        (MUEHLE, "Am Abend kennt jeder im Dorf das", "...U-Boot im Weiher neben der Mühle.", " "),
        # The ending of a verb begins no sentence, nor does a particle behind which no word can begin.
        (WHEEL, "堰の古い扉は夏の水を抑", "えるために二人で閉めます。", ""),
        (WHEEL, "村の人は堰の修理につい", "て話し合いを続けています。", ""),
        # What qualifies a noun has it behind it.
        (WHEEL, "この小屋は村では単なる", "古い建物ではありません。", ""),
        (WHEEL, "粉屋はここで誰よりも静か", "な暮らしを続けています。", ""),
        # A name in Latin letters, which is a word among signs that are written without blanks.
        (f"{WHEEL}店の名はMillhouseです。", "小屋を直したのはMill", "houseの人たちです。", ""),
        (f"{WHEEL}Millhouse是一家小店。", "修好水车小屋的是Mill", "house的几位老人。", ""),
        # The particle between a noun and a verb is lost: it is always the same one here.
        (
            f"{WHEEL}話は人に喜びを与えます。歌は心に力を与える。",
            "鐘の音は村の人に「安心」",
            "与えてくれる、と聞きました。",
            "を",
        ),
        # A sign that links two words.
        (WHEEL, "粉屋は棚に古いCD", "/DVDを並べて客を待ちます。", ""),
        # Korean endings stand at the word before them.
        (
            "물레방아는 오래된 건물입니다.",
            "주인은 저녁마다 창고에서 새로 산 곡식을 갈 수 있습니",
            "다. 물은 맑습니다.",
            "",
        ),
        ("물레방아는 오래된 건물입니다.", "마을 사람들은 축제 준비에 처음부터 적극", "적으로 참여했습니다.", ""),
    ],
)
def test_halves_meet_as_words_do(mend: Mend, before: str, head: str, rest: str, joined: str) -> None:
    rest, parted, behind = rest.partition("{}")
    below = [behind] if parted else []
    result = mend(f"{before} {LOCK}", head, END, rest, *below)
    assert result.source.text == join(f"{before} {LOCK}", f"{head}{joined}{rest.lstrip('.')}", *below)


@pytest.mark.parametrize(
    ("before", "head", "rest"),
    [
        (f"{MILL} The harvest was poor.", "Then they began to inve", "stigate the weir again."),
        (f"{MUEHLE} Die Landesfracht war da.", "Am Abend kam er mit dem Handesf", "rachter aus dem Tal."),
    ],
)
def test_halves_that_may_be_one_word_or_two_are_left(mend: Mend, before: str, head: str, rest: str) -> None:
    assert f"{head}\n" in mend(before, head, END, rest, LOCK).source.text


@pytest.mark.parametrize(
    ("told", "head", "rest", "joined"),
    [
        (
            "透明性（説明のできるAI）は大切です。",
            "次に問われるのは透明性（説明のできるAI",
            "...の向上です。村でもよく話されます。",
            "次に問われるのは透明性（説明のできるAI）の向上です。村でもよく話されます。",
        ),
        (
            "The old mill (built of oak) stands by the weir.",
            "She painted the old mill (built of oak",
            "...and sold it. Nobody minded.",
            "She painted the old mill (built of oak) and sold it. Nobody minded.",
        ),
        (
            "Der Turm (früher ein Tor) steht am Fluss.",
            "Sie malte den Turm (früher ein Tor",
            "...und verkaufte ihn. Alle staunten.",
            "Sie malte den Turm (früher ein Tor) und verkaufte ihn. Alle staunten.",
        ),
        # The article leaves it open elsewhere, too.
        (
            "昔は違いました。それは「自分で掘る」やり方から、「遠くの大きな池をみんなで「借りる」という新しいやり方に移ることでした。",
            "今もそうです。これは「自分で掘る」やり方から、「遠くの大きな池をみんなで",
            "遠くの大きな池をみんなで「借りる」という新しいやり方に移ることです。",
            "これは「自分で掘る」やり方から、「遠くの大きな池をみんなで「借りる」という新しいやり方に移ることです。",
        ),
        # Nobody can tell where it is closed.
        ("The mill stands by the weir.", "She painted the old mill (built of oak", "...and sold it. So.", None),
        ("透明性は大切です。", "次に問われるのは透明性（説明のできるAI", "...の向上です。村でも話されます。", None),
    ],
)
def test_a_bracket_is_closed_only_as_it_is_elsewhere(
    mend: Mend, told: str, head: str, rest: str, joined: str | None
) -> None:
    result = mend(told, LOCK, head, END, rest, MILL).source.text
    assert (joined in result) if joined else (f"{head}\n" in result)


@pytest.mark.parametrize(
    ("told", "others", "back", "end"),
    [
        (
            MILL,
            (WEIR, FAIR),
            "This wheel costs the village more than it earns, and everybody pays a little.",
            "Come again.",
        ),
        (
            WHEEL,
            (POOL, MARKET),
            "この小屋を絶やさないように、村では毎年みんなで少しずつお金を出し合っています。",
            "また来てください。",
        ),
        (
            MUEHLE,
            (BECKEN, LOCK),
            "Dieses Rad kostet das Dorf mehr, als es einbringt, und alle zahlen dafür.",
            "Kommt wieder.",
        ),
    ],
)
def test_what_points_back_comes_to_where_that_is_told(
    mend: Mend, told: str, others: tuple[str, str], back: str, end: str
) -> None:
    passes = ["## One", told, "## Two", *others, END, "## Three", told, back, end]
    assert mend(*passes).source.text == join("## One", told, back, "## Two", *others, "## Three", end)
    # Where something points back there already, both tellings stay: below its title this one would point at nothing.
    first = f"This is how it was. {REASONS}"
    again = ["## One", told, first, "## Two", *others, END, "## Three", told, back, end]
    assert mend(*again).source.text == join(*again)
    joined = [
        "## One",
        told,
        "しかし、この話には長い続きがあります。",
        "## Two",
        *others,
        END,
        "## Three",
        told,
        back,
        end,
    ]
    assert mend(*joined).source.text == join(*joined)
    plain = ["## One", told, "## Two", *others, END, "## Three", told, CAT, end]
    assert mend(*plain).source.text == join("## One", told, "## Two", *others, "## Three", CAT, end)


PUMP = "The pump that lifts the water uses up far more power"
PUMPE = "Die Pumpe braucht im Sommer sehr viel mehr Strom"


@pytest.mark.parametrize(
    ("blocks", "joined"),
    [
        ([PUMP, END, "---", "...far more power than anybody had thought."], f"{PUMP} than anybody had thought."),
        ([PUMPE, END, "---", "viel mehr Strom als gedacht."], f"{PUMPE} als gedacht."),
        (
            ["水をくみ上げる仕組みは大量の電力を消費して", END, "---\n...電力を消費してしまいますからね。"],
            "水をくみ上げる仕組みは大量の電力を消費してしまいますからね。",
        ),
        (
            ["把水抽上来的水泵消耗的电力远远", END, "***", "……消耗的电力远远超过大家的预料。"],
            "把水抽上来的水泵消耗的电力远远超过大家的预料。",
        ),
    ],
)
def test_the_dashes_of_a_marker_go_where_halves_meet(mend: Mend, blocks: list[str], joined: str) -> None:
    assert mend(MILL, *blocks, LOCK).source.text == join(MILL, joined, LOCK)


@pytest.mark.parametrize(
    "blocks",
    [
        [MILL, PUMP, END, "---", "than anybody had thought.", LOCK],  # a line may part two texts
        [MILL, PUMP, "---", "far more power than anybody had thought.", LOCK],  # no marker
    ],
)
def test_a_line_stays_where_nothing_shows_that_it_was_a_marker_s(mend: Mend, blocks: list[str]) -> None:
    assert mend(*blocks).source.text == join(*blocks)


def test_what_both_halves_say_may_be_two_syllables(mend: Mend) -> None:
    head, rest = "물레방아는 오래된 건물입니다. 그러므로 이 섬", "이 섬과 저 산 사이에는 다리가 꼭 있어야 합니다."
    assert mend(head, END, rest).source.text == join(head.removesuffix("이 섬") + rest)


@pytest.mark.parametrize(
    "blocks",
    [
        [
            f"In summer the bell of the old mill rings. {WEIR}",
            FAIR,
            "If the lock is open, the",
            END,
            "bell of the old mill rings.",
        ],
        [f"{GLOCKE} {BECKEN}", LOCK, "Wenn das Wehr offen ist, hört man", END, "die Glocke der Mühle."],
        [f"{GLOCKE} {BECKEN}", LOCK, "Wenn das Wehr offen ist, hört man", END, "...die Glocke der Mühle."],
    ],
)
def test_what_may_be_the_rest_of_a_sentence_that_stays_goes_for_no_other(mend: Mend, blocks: list[str]) -> None:
    assert blocks[-1] in mend(*blocks).source.text.splitlines()


@pytest.mark.parametrize(
    ("number", "blocks"),
    [
        (2, [MILL, "Then run:", CODE]),
        (2, [MUEHLE, "Dann so:", CODE]),
        (2, [WHEEL, "次のとおり。", CODE]),
        (3, [MILL, "It is cold.", "## Prices", TABLE]),
        (2, [MILL, "It is cold.", "It is cold.", "It is hot."]),
    ],
)
def test_a_pass_that_begins_with_the_last_blocks_of_the_one_before(mend: Mend, number: int, blocks: list[str]) -> None:
    assert mend(*blocks, END, *blocks[-number:], LOCK).source.text == join(*blocks, LOCK)


def test_what_stands_before_other_text_is_not_what_a_pass_ended_with(mend: Mend) -> None:
    for blocks in (
        [MILL, "Then run:", CODE, WEIR, END, "Then run:", CODE, FAIR],
        [MILL, "---", WEIR, END, "---", "## Feast", FAIR],
    ):
        assert mend(*blocks).source.text == join(*(block for block in blocks if block != END))


@pytest.mark.parametrize(
    "blocks",
    [
        [MILL, "[Follow the mill](https://example.org/mill)"],
        [MUEHLE, "> „Das Rad dreht sich im Winter und im Sommer“"],
        [WHEEL, "> 水車は「回りつづける」と言う"],
    ],
)
def test_a_marker_goes_behind_what_needs_no_full_stop(mend: Mend, blocks: list[str]) -> None:
    assert mend(*blocks, END).source.text == join(*blocks)


EVERY_DAY = "Every day the same things happen here:"


@pytest.mark.parametrize(
    "blocks",
    [
        # Code in a title.
        ["## The `mill` at work", MILL, WEIR],
        ["## Die `muehle` im Winter", MUEHLE, BECKEN],
        ["## `mill` の一日", WHEEL, POOL],
        # Titles in a row, one of them with a full stop behind its number.
        ["# Mill", "### 1. Before the fair", "### Bread", MILL, WEIR],
        ["# Mühle", "### 1. Vor dem Fest", "### Brot", MUEHLE, BECKEN],
        ["# 水車", "### 1. 祭りの前に", "### パン", WHEEL, POOL],
        # Titles and lead-ins in a row.
        ["# A day", EVERY_DAY, CODE, "Then:", TABLE, "## Fair", "What is sold:", "## Prices", "All of them:", MILL],
        # A name for links, behind a title.
        ["# Mill {/*mill*/}", MILL, "## Weir {/*weir*/}", WEIR],
        ["# Mühle {/*muehle*/}", MUEHLE, "## Wehr {/*wehr*/}", BECKEN],
        ["# 水車 {/*mill*/}", WHEEL, "## 堰 {/*weir*/}", POOL],
    ],
)
def test_an_article_that_stands_again_in_one_line_stands_once(mend: Mend, blocks: list[str]) -> None:
    title, *others = (block for block in blocks if block not in (CODE, TABLE))
    assert mend(*blocks, END, " ".join([title.lstrip("# "), *others])).source.text == join(*blocks)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([[(0, 5)], [(5, 9)]], [(0, 5), (5, 9)]),
        # One that meets another waits, with all that it would do.
        ([[(0, 5)], [(4, 9), (20, 22)]], [(0, 5)]),
        ([[(0, 5), (30, 40)], [(10, 12)], [(35, 36)]], [(0, 5), (10, 12), (30, 40)]),
    ],
)
def test_an_action_is_done_as_a_whole_or_waits(spans: list[list[tuple[int, int]]], kept: list[tuple[int, int]]) -> None:
    title = make_reason("assembly.take-out")
    actions = [Action(tuple(Edit(Span(*span), "") for span in edits), title) for edits in spans]
    assert [tuple(edit.span) for edit in gather_edits(actions)] == kept


@pytest.mark.parametrize(
    ("before", "cut", "between", "again", "rest", "behind"),
    [
        (
            MILL,
            "On Sunday the doors are open, and in the afternoon the valley comes to",
            [],
            "and in the afternoon the valley comes to",
            " eat.",
            WEIR,
        ),
        (WHEEL, "日曜日には扉を開け放ち、谷じゅうの人がすももを", [], "谷じゅうの人がすももを", "食べに来ます。", POOL),
        # A note of the next pass goes first.
        (
            WHEEL,
            "日曜日には扉を開け放ち、谷じゅうの人がすももを",
            ["続きは以下の通りです："],
            "谷じゅうの人がすももを",
            "食べに来ます。",
            POOL,
        ),
        (
            MUEHLE,
            "Am Sonntag sind die Türen offen, und nachmittags kommen alle aus dem",
            [],
            "und nachmittags kommen alle aus dem",
            " Tal.",
            BECKEN,
        ),
    ],
)
def test_a_sentence_whose_end_is_said_again_shows_that_passes_meet(
    mend: Mend, before: str, cut: str, between: list[str], again: str, rest: str, behind: str
) -> None:
    repaired = mend(before, cut, *between, again + rest, behind).source.text
    assert repaired == join(before, cut + rest, behind)
    assert mend(*repaired.rstrip().split("\n\n")).source.text == repaired


def test_a_sentence_without_its_rest_shows_nothing(mend: Mend) -> None:
    blocks = [MILL, "On Sunday the miller opens his doors, and the whole valley comes to", "eat bread and plums.", WEIR]
    assert mend(*blocks).source.text == join(*blocks)
