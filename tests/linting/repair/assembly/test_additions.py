"""What later passes add: it comes to where it belongs, and halves of sentences are joined."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

SHADE = "Old ponds need shade from tall trees, and so do the frogs that live in them."
MUD = "They sleep through the winter in the mud at the bottom."
SUN = "New ponds need sun, as nothing grows in them yet and no frog has found them."
NET = "A net keeps the leaves of the first autumn out of the water."
STEPS = "Steps of stone lead down to the water on the north side of each of them."
KAGE = "古い池には高い木の陰が要りますし、そこに住む蛙たちにも要ります。"
DORO = "蛙たちは冬のあいだずっと、底の泥の中で眠っています。"
HI = "新しい池には日なたが要ります。まだ何も育たず、蛙も見つけていないからです。"
AMI = "網を張れば、最初の秋の落ち葉が水に落ちずに済みます。"
CAT = "池は二つあります。"
SCHATTEN = "Alte Teiche brauchen den Schatten hoher Bäume, und die Frösche darin brauchen ihn auch."
SCHLAMM = "Den ganzen Winter schlafen sie unten im Schlamm."
SONNE = "Neue Teiche brauchen Sonne, denn in ihnen wächst noch nichts, und kein Frosch kennt sie."
SO = "So ist es an jedem Teich in unserem Tal. Die Kröten kommen später."
LAUB = "Das Laub des ersten Herbstes hält ein Netz fern, das der Müller im Oktober spannt."
NETZ = "Ein Netz hält das Laub des ersten Herbstes fern."

FISH = "Fish come by themselves, on the feet of the ducks that rest there in April."
BANK = "The bank needs willows, whose roots hold the earth when the snow melts."
SAKANA = "魚は四月にそこで休む鴨の足について、ひとりでにやって来ます。"
KISHI = "岸には柳が要ります。雪が解けるとき、その根が土を支えるからです。"


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # One paragraph tells several, and goes on.
        (
            [f"{MUD} {SHADE}", SUN, STEPS, END, f"{SHADE} {SUN} {NET}"],
            [f"{MUD} {SHADE}", f"{SUN} {NET}", STEPS],
        ),
        (
            [f"{DORO}{KAGE}", HI, "池は二つあります。", END, f"{KAGE}{HI}{AMI}"],
            [f"{DORO}{KAGE}", f"{HI}{AMI}", "池は二つあります。"],
        ),
        (
            [f"{SCHLAMM} {SCHATTEN}", SONNE, "Es gibt zwei.", END, f"{SCHATTEN} {SONNE} {NETZ}"],
            [f"{SCHLAMM} {SCHATTEN}", f"{SONNE} {NETZ}", "Es gibt zwei."],
        ),
        # In the middle, where the same sentence follows.
        (
            [f"{MUD} {SHADE} {SUN}", STEPS, END, f"{SHADE} {NET} {SUN}"],
            [f"{MUD} {SHADE} {NET} {SUN}", STEPS],
        ),
        # In the middle, before what follows there.
        (
            [f"{MUD} {SHADE} {SUN}", STEPS, END, f"{MUD} {SHADE} {NET}"],
            [f"{MUD} {SHADE} {NET} {SUN}", STEPS],
        ),
        ([f"{DORO}{KAGE}{HI}", CAT, END, f"{DORO}{KAGE}{AMI}"], [f"{DORO}{KAGE}{AMI}{HI}", CAT]),
        (
            [f"{SCHLAMM} {SCHATTEN} {SONNE}", "Es gibt zwei.", END, f"{SCHLAMM} {SCHATTEN} {NETZ}"],
            [f"{SCHLAMM} {SCHATTEN} {NETZ} {SONNE}", "Es gibt zwei."],
        ),
        # Behind that, where it points back.
        (
            [f"{MUD} {SHADE} This keeps the water cool.", STEPS, END, f"{MUD} {SHADE} {NET}"],
            [f"{MUD} {SHADE} This keeps the water cool. {NET}", STEPS],
        ),
        (
            [f"{DORO}{KAGE}これで水は冷たいままです。", CAT, END, f"{DORO}{KAGE}{AMI}"],
            [f"{DORO}{KAGE}これで水は冷たいままです。{AMI}", CAT],
        ),
        # Before what it leads into, and not before the first paragraph of the article.
        (
            ["## Ponds", f"{SHADE} {MUD} {SUN}", STEPS, END, f"{FISH} {SHADE} {MUD}"],
            ["## Ponds", f"{FISH} {SHADE} {MUD} {SUN}", STEPS],
        ),
        (
            ["## 池", f"{KISHI}{DORO}{KAGE}{HI}", CAT, END, f"{SAKANA}{DORO}{KAGE}"],
            ["## 池", f"{KISHI}{SAKANA}{DORO}{KAGE}{HI}", CAT],
        ),
        (
            [f"{SHADE} {MUD} {SUN}", STEPS, END, f"{FISH} {SHADE} {MUD}"],
            [f"{SHADE} {MUD} {SUN}", STEPS, f"{FISH} {SHADE} {MUD}"],
        ),
        # What it leads into there points back at something else.
        (
            ["## Ponds", f"{SHADE} {MUD} {SUN}", STEPS, END, f"{FISH} {MUD} {SUN}"],
            ["## Ponds", f"{SHADE} {MUD} {SUN}", STEPS, f"{FISH} {MUD} {SUN}"],
        ),
        # Nowhere, where both do, or one is another wording of the other.
        (
            [f"{MUD} {SHADE} This keeps the water cool.", STEPS, END, f"{MUD} {SHADE} That is all we know."],
            [f"{MUD} {SHADE} This keeps the water cool.", STEPS, END, f"{MUD} {SHADE} That is all we know."],
        ),
        (
            [f"{MUD} {SHADE} {NET}", STEPS, END, f"{MUD} {SHADE} A net keeps fallen leaves out of it, and the herons."],
            [f"{MUD} {SHADE} {NET}", STEPS, END, f"{MUD} {SHADE} A net keeps fallen leaves out of it, and the herons."],
        ),
        # But not among others, and not of what stands far apart.
        (
            [f"{MUD} {SHADE} {STEPS}", SUN, END, f"{SUN} {SHADE} {NET}"],
            [f"{MUD} {SHADE} {STEPS}", SUN, f"{SUN} {SHADE} {NET}"],
        ),
        # With its emphasis.
        (
            [f"{DORO}{KAGE}", HI, "池は二つあります。", END, f"{KAGE}{HI}**網**を張れば、落ち葉が**水**に落ちません。"],
            [f"{DORO}{KAGE}", f"{HI}**網**を張れば、落ち葉が**水**に落ちません。", "池は二つあります。"],
        ),
    ],
)
def test_what_a_later_telling_adds_comes_behind_what_it_follows(
    mend: Mend, before: list[str], after: list[str]
) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # One names more.
        (
            [f"{SHADE} {MUD}", SUN, END, f"{SHADE.replace('frogs', 'green frogs (Rana)')} {MUD}", STEPS],
            [f"{SHADE.replace('frogs', 'green frogs (Rana)')} {MUD}", SUN, STEPS],
        ),
        (
            [f"{SHADE.replace('frogs', 'green frogs (Rana)')} {MUD}", SUN, END, f"{SHADE} {MUD}", STEPS],
            [f"{SHADE.replace('frogs', 'green frogs (Rana)')} {MUD}", SUN, STEPS],
        ),
        (
            [f"{KAGE}{DORO}", HI, END, f"{KAGE.replace('蛙たち', '蛙たち（アマガエル）')}{DORO}", AMI],
            [f"{KAGE.replace('蛙たち', '蛙たち（アマガエル）')}{DORO}", HI, AMI],
        ),
        # Or has no slip.
        (
            [
                f"{KAGE.replace('蛙たち', 'アママガエル')}{DORO}",
                HI,
                END,
                f"{KAGE.replace('蛙たち', 'アマガエル')}{DORO}",
                AMI,
            ],
            [f"{KAGE.replace('蛙たち', 'アマガエル')}{DORO}", HI, AMI],
        ),
    ],
)
def test_of_two_tellings_the_one_that_names_more_stays(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        # A clause without a topic, behind a particle that something follows.
        ("村の人はみな、自分の手で池を", "掘っていく、ということです。"),
        ("池のまわりには、深い緑に", "あふれています。"),
        # Within a word that stands elsewhere.
        ("この池に住む魚は、冬の寒さに特", "化した生き物です。"),
        ("この池に住む魚には、冬でも泳げるという優", "位性があります。"),
        # With the ending of a word that qualifies what follows.
        ("この池では、岸の形に合わせた柔軟", "な作業が続いていきます。"),
    ],
)
def test_japanese_halves_that_belong_together_are_joined(mend: Mend, head: str, rest: str) -> None:
    known = "魚には、特化した種も多くあります。その優位性は明らかで、柔軟な網もあります。"
    assert mend(known, HI, head, END, rest, AMI).source.text == join(known, HI, head + rest, AMI)


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        # It has a topic, or points at something.
        ("村の人はみな、自分の手で池を", "蛙は泥の中で眠ります。"),
        ("村の人はみな、自分の手で池を", "この庭には道具の小屋があります。"),
        # Letters of a word are missing.
        ("この池の魚は、どれもアオ", "マスと呼ばれています。"),
        # Another telling of what the first half ends with.
        ("この池では、新しい庭の形を", "し、新しい庭の形を考えます。"),
    ],
)
def test_other_japanese_halves_are_not(mend: Mend, head: str, rest: str) -> None:
    assert f"{head}{rest}" not in mend(KAGE, HI, head, END, rest, AMI).source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A section that only the later pass has, between two that both have.
        (
            ["## Old", SHADE, "## New", SUN, END, "## Old", SHADE, "## Fish", FISH, "## New", SUN, STEPS],
            ["## Old", SHADE, "## Fish", FISH, "## New", SUN, STEPS],
        ),
        (
            ["## 古い池", KAGE, "## 新しい池", HI, END, "## 古い池", KAGE, "## 魚", SAKANA, "## 新しい池", HI, AMI],
            ["## 古い池", KAGE, "## 魚", SAKANA, "## 新しい池", HI, AMI],
        ),
        # Two of them.
        (
            ["## Old", SHADE, "## New", SUN, END, "## Old", SHADE, "## Fish", FISH, "## Banks", BANK, "## New", SUN],
            ["## Old", SHADE, "## Fish", FISH, "## Banks", BANK, "## New", SUN],
        ),
        # At the end the article goes on.
        (
            ["## Old", SHADE, "## New", SUN, END, "## New", SUN, "## Fish", FISH],
            ["## Old", SHADE, "## New", SUN, "## Fish", FISH],
        ),
        # A paragraph that stands between two told again, the first of which adds something.
        (
            ["## Old", f"{MUD} {SHADE}", "## New", SUN, END, "## Old", f"{MUD} {SHADE} {NET}", FISH, "## New", SUN],
            ["## Old", f"{MUD} {SHADE} {NET}", FISH, "## New", SUN],
        ),
        (
            [
                "## 古い池",
                f"{DORO}{KAGE}",
                "## 新しい池",
                HI,
                END,
                "## 古い池",
                f"{DORO}{KAGE}{AMI}",
                SAKANA,
                "## 新しい池",
                HI,
            ],
            ["## 古い池", f"{DORO}{KAGE}{AMI}", SAKANA, "## 新しい池", HI],
        ),
    ],
)
def test_what_only_a_later_pass_has_goes_between_its_neighbours(
    mend: Mend, before: list[str], after: list[str]
) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Between two that an earlier pass tells, below other titles or none.
        (
            ["## Old", SHADE, "## New", SUN, STEPS, END, SHADE, FISH, "## New", SUN],
            ["## Old", SHADE, FISH, "## New", SUN, STEPS],
        ),
        (
            ["## Old", SHADE, SUN, "## End", STEPS, END, SHADE, FISH, SUN, END],
            ["## Old", SHADE, FISH, SUN, "## End", STEPS],
        ),
        (
            ["## 古い池", KAGE, "## 新しい池", HI, CAT, END, KAGE, SAKANA, "## 新しい池", HI],
            ["## 古い池", KAGE, SAKANA, "## 新しい池", HI, CAT],
        ),
        (
            ["## Alt", SCHATTEN, "## Neu", SONNE, "Es gibt zwei.", END, SCHATTEN, f"{SCHLAMM} So ist es.", SONNE],
            ["## Alt", SCHATTEN, f"{SCHLAMM} So ist es.", "## Neu", SONNE, "Es gibt zwei."],
        ),
        # An example stands behind what it is one of.
        (
            ["## Old", SHADE, "## New", SUN, STEPS, END, SHADE, f"For example, a willow will do. {MUD}"],
            ["## Old", SHADE, f"For example, a willow will do. {MUD}", "## New", SUN, STEPS],
        ),
        (
            ["## 古い池", KAGE, "## 新しい池", HI, CAT, END, KAGE, f"例えば、柳の木で足ります。{DORO}"],
            ["## 古い池", KAGE, f"例えば、柳の木で足ります。{DORO}", "## 新しい池", HI, CAT],
        ),
        (
            ["## Alt", SCHATTEN, "## Neu", SONNE, NETZ, END, SCHATTEN, f"Zum Beispiel genügt eine Weide. {SCHLAMM}"],
            ["## Alt", SCHATTEN, f"Zum Beispiel genügt eine Weide. {SCHLAMM}", "## Neu", SONNE, NETZ],
        ),
        # Nothing shows that it belongs there: a pass may end with words of its own.
        (
            ["## Old", SHADE, "## New", SUN, STEPS, END, SHADE, FISH],
            ["## Old", SHADE, "## New", SUN, STEPS, FISH],
        ),
        # What follows there points back at it: it stands behind that, before the section that both passes end with.
        (
            ["## Old", SHADE, f"This is well known. {MUD}", "## New", SUN, END, SHADE, FISH, "## New", SUN],
            ["## Old", SHADE, f"This is well known. {MUD}", FISH, "## New", SUN],
        ),
        # What its pass says last of it is told: without that it goes behind what it follows.
        (
            [
                "## Old",
                SHADE,
                f"{SUN} {NET}",
                "## New",
                STEPS,
                END,
                "## Old",
                SHADE,
                SUN,
                f"{FISH} {BANK} {NET}",
                STEPS,
            ],
            ["## Old", SHADE, f"{SUN} {NET}", f"{FISH} {BANK}", "## New", STEPS],
        ),
        (
            ["## 古い池", KAGE, f"{HI}{AMI}", "## 道", CAT, END, "## 古い池", KAGE, HI, f"{SAKANA}{KISHI}{AMI}", CAT],
            ["## 古い池", KAGE, f"{HI}{AMI}", f"{SAKANA}{KISHI}", "## 道", CAT],
        ),
        (
            ["## Alt", SCHATTEN, f"{SONNE} {LAUB}", "## Neu", CAT, END, "## Alt", SCHATTEN, SONNE, f"{SO} {LAUB}", CAT],
            ["## Alt", SCHATTEN, f"{SONNE} {LAUB}", SO, "## Neu", CAT],
        ),
        # One sentence by itself may be what led into it.
        (
            [
                "## Old",
                SHADE,
                f"{SUN} {NET}",
                "## New",
                STEPS,
                END,
                "## Old",
                SHADE,
                SUN,
                f"{FISH} {NET}",
                "## Banks",
                BANK,
            ],
            ["## Old", SHADE, f"{SUN} {NET}", "## New", STEPS, "## Old", f"{FISH} {NET}", "## Banks", BANK],
        ),
        # What goes on in a paragraph stays in one.
        (
            ["## Old", SHADE, SUN, "## New", STEPS, END, "## Old", SHADE, f"{SUN} {NET}", "## New", STEPS],
            ["## Old", SHADE, f"{SUN} {NET}", "## New", STEPS],
        ),
        # The sentence that breaks off there goes for the whole one.
        (
            [
                f"{SHADE} {MUD} The deepest of them are",
                END,
                STEPS,
                f"{SHADE} {MUD} The deepest of them are safe. {NET}",
            ],
            [f"{SHADE} {MUD} The deepest of them are safe. {NET}", STEPS],
        ),
        # Titles in the first line of paragraphs go with their text.
        (
            [SHADE, SUN, STEPS, END, f"**Shade is what they need**\n{SHADE}", f"**Sun**\n{SUN}", STEPS],
            [SHADE, SUN, STEPS],
        ),
    ],
)
def test_what_is_added_comes_to_where_it_belongs_below_any_title(
    mend: Mend, before: list[str], after: list[str]
) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("old", "own", "lead", "end"),
    [
        ((SHADE, f"{SUN} {STEPS}"), f"{MUD} {NET}", FISH, BANK),
        ((KAGE, f"{HI}{AMI}"), DORO, SAKANA, KISHI),
        (
            (SCHATTEN, f"{SONNE} {NETZ}"),
            SCHLAMM,
            "Fische kommen im April an den Füßen der Enten.",
            "Mehr ist nicht zu tun.",
        ),
    ],
)
def test_a_section_of_its_own_keeps_its_middle(mend: Mend, old: tuple[str, str], own: str, lead: str, end: str) -> None:
    between = "" if lead.endswith("。") else " "
    passes = ["## Old", *old, END, "## Winter", own, f"{lead}{between}{old[1]}", end]
    assert mend(*passes).source.text == join("## Old", *old, "## Winter", own, lead, end)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["## Old", SHADE, END, "## Old", FISH, "## New", SUN], ["## Old", SHADE, FISH, "## New", SUN]),
        (["## 古い池", KAGE, END, "## 古い池", SAKANA, "## 終", HI], ["## 古い池", KAGE, SAKANA, "## 終", HI]),
        (
            ["## Alt", SCHATTEN, END, "## Alt", SCHLAMM, "## Neu", SONNE],
            ["## Alt", SCHATTEN, SCHLAMM, "## Neu", SONNE],
        ),
        # A title that says so itself, whatever its pass.
        (
            ["## Old", SHADE, END, "## Old (continued)", FISH, "## New", SUN],
            ["## Old", SHADE, FISH, "## New", SUN],
        ),
        (["## 古い池", KAGE, "## 古い池（続き）", SAKANA, END, "## 終", HI], ["## 古い池", KAGE, SAKANA, "## 終", HI]),
        (
            ["## Alt", SCHATTEN, END, "## Alt (Forts.)", SCHLAMM, "## Neu", SONNE],
            ["## Alt", SCHATTEN, SCHLAMM, "## Neu", SONNE],
        ),
        (
            ["## Old", SHADE, "## New", SUN, END, "## Old (continued)", FISH, BANK],
            ["## Old", SHADE, "## New", SUN, "## Old (continued)", FISH, BANK],
        ),
        # Another section stands between, or nothing shows that another pass begins.
        (
            ["## Old", SHADE, "## New", SUN, END, "## Old", FISH, BANK],
            ["## Old", SHADE, "## New", SUN, "## Old", FISH, BANK],
        ),
        (["## Old", SHADE, "## Old", FISH, "## New", SUN, END], ["## Old", SHADE, "## Old", FISH, "## New", SUN]),
    ],
)
def test_a_pass_that_goes_on_in_a_section_does_not_title_it_again(
    mend: Mend, before: list[str], after: list[str]
) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    "blocks",
    [
        [f"{SHADE} Who told you so?", f"Nobody did. {MUD}", END, STEPS, END, f"This is well known. {FISH}"],
        [f"{KAGE}ご存じでしたか？", f"私は知りませんでした。{DORO}", END, CAT, END, f"これは有名な話です。{SAKANA}"],
        [f"{SCHATTEN} Wer wusste das?", f"Niemand wohl. {SCHLAMM}", END, SO, END, f"Das weiß jeder. {SONNE}"],
    ],
)
def test_nothing_comes_between_a_question_and_its_answer(mend: Mend, blocks: list[str]) -> None:
    question, answer, _, third, _, last = blocks
    text = mend(question, third, END, question, last, END, answer).source.text
    assert text.index(last) > text.index(question)
    whole = mend(question, answer, third, END, question, last).source.text
    assert join(question, answer).rstrip() in whole


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A letter or two are lost where a pass ended: the article has the word elsewhere.
        (
            ["The duckweed came last.", f"{SHADE} Nothing grows faster than duc", END, "eed in a warm summer."],
            ["The duckweed came last.", f"{SHADE} Nothing grows faster than duckweed in a warm summer."],
        ),
        (
            ["池のポンプステーションは古い。", f"{KAGE}水を送るのはポンプステ", END, "ションの仕事です。"],
            ["池のポンプステーションは古い。", f"{KAGE}水を送るのはポンプステーションの仕事です。"],
        ),
        (
            [
                "Die Wasserlinsen kamen zuletzt.",
                f"{SCHATTEN} Nichts wächst so schnell wie Wasserl",
                END,
                "sen im Sommer.",
            ],
            ["Die Wasserlinsen kamen zuletzt.", f"{SCHATTEN} Nichts wächst so schnell wie Wasserlinsen im Sommer."],
        ),
        # A word of two Chinese characters, of which it writes neither alone.
        (
            [HI, f"{KAGE}蛙の指先が感じるような繊", END, "細な動きを見せ、池の底へ潜っていきます。"],
            [HI, f"{KAGE}蛙の指先が感じるような繊細な動きを見せ、池の底へ潜っていきます。"],
        ),
    ],
)
def test_halves_of_words_are_joined(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    "blocks",
    [
        # Two ways to fill the gap.
        ["Duckweed and duckfeed are green.", f"{SHADE} Nothing grows faster than duck", END, "eed in a warm summer."],
        # The second character is a word of its own.
        [
            HI,
            f"{KAGE}道は細い。道は細く、道は細かった。蛙の指先が感じるような繊",
            END,
            "細な動きを見せ、潜っていきます。",
        ],
    ],
)
def test_halves_that_may_be_others_are_not(mend: Mend, blocks: list[str]) -> None:
    assert blocks[1] in mend(*blocks).source.text.split("\n\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([SHADE, f"{SUN} Did you know of any of it before?", "Did you know of any of it before?", STEPS, END], 2),
        ([KAGE, f"{HI}皆さんはご存じだったでしょうか？", "皆さんはご存じだったでしょうか？", CAT, END], 2),
        ([SCHATTEN, f"{SONNE} Haben Sie das alles schon gewusst?", "Haben Sie das alles schon gewusst?", SO, END], 2),
    ],
)
def test_a_paragraph_that_says_the_end_of_the_one_above_goes(mend: Mend, before: list[str], after: int) -> None:
    assert mend(*before).source.text == join(*before[:after], before[after + 1])
