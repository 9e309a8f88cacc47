"""Two tellings of one paragraph, sentence by sentence: the first stays, with what the other has more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.linting.repair.repair import Repair

Mend = Callable[..., Repair]
END = "---END---"

SHADE = "Old ponds need shade from tall trees, and so do the frogs that live in them."
MUD = "All through the long winter the frogs sleep in the mud at the bottom of such a pond."
LOOK = "Look at them."
SUN = "New ponds need sun, as nothing grows in them yet and no frog has found them."
NET = "A net keeps the leaves of the first autumn out of the water."
STEPS = "Steps of stone lead down to the water on the north side of each of them."
FISH = "Fish come by themselves, on the feet of the ducks that rest there in April."
BANK = "The bank needs willows, whose roots hold the earth when the snow melts."
HERON = "Grey herons wait among the reeds until nobody walks along the path."
COUNT = "There are two ponds in the garden."

GATE_LAST = "Mason and gardener mend the wooden boards every spring to save the old sluice gate of the pond."
GATE_FIRST = "To save the old sluice gate of the small pond, mason and gardener mend the wooden boards every spring."

MON_LAST = "庭師と大工が、古い池の水門を守るためには、毎年の修理が大切です。"
MON_FIRST = "この小さな古い池の水門を守るためには、庭師も大工も、毎年の修理が大切です。"
ZHA_LAST = "石匠和园丁为了保住老池塘的水闸，每年都要修好那些木板。"
ZHA_FIRST = "为了保住这座小小的老池塘的水闸，石匠和园丁每年都要修好那些木板。"
YIN = "老池塘需要高大树木的阴凉，住在那里的青蛙也离不开这片阴凉。"
NI = "整个漫长的冬天，青蛙都睡在池塘底下深深的泥土里，等着春天。"
WANG = "张一张网，秋天的落叶就不会掉进水里去了。"
SHU = "花园里有两个池塘。"


KAGE = "古い池には高い木の陰が要りますし、そこに住む蛙たちにも要ります。"
DORO = "蛙たちは冬のあいだずっと、底の泥の中で春が来るのを待ちながら眠っています。"
MITE = "よく見てください。"
HI = "新しい池には日なたが要ります。"
AMI = "網を張れば、最初の秋の落ち葉が水に落ちずに済みます。"
SAKANA = "魚は四月にそこで休む鴨の足について、ひとりでにやって来ます。"
KISHI = "岸には柳が要ります。"
SAGI = "人の通らない夕方には、青鷺が葦の間でじっと待っています。"
KAZU = "庭には池が二つあります。"

SCHATTEN = "Alte Teiche brauchen den Schatten hoher Bäume, und die Frösche darin brauchen ihn auch."
SCHLAMM = "Den ganzen langen Winter schlafen die Frösche unten im Schlamm und warten auf den März."
SIEH = "Sehen Sie hin."
SONNE = "Neue Teiche brauchen Sonne, denn in ihnen wächst noch nichts, und kein Frosch kennt sie."
NETZ = "Ein Netz hält das Laub des ersten Herbstes fern."
FISCHE = "Fische kommen von selbst, an den Füßen der Enten, die im April dort rasten."
UFER = "Am Ufer stehen Weiden, deren Wurzeln die Erde halten."
REIHER = "Graue Reiher warten im Schilf, bis niemand mehr vorbeikommt."
ZAHL = "Im Garten gibt es zwei."


def join(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A sentence that stands elsewhere, too, leads nowhere, and stays before what hangs on it.
        (
            [f"{FISH} {LOOK} {STEPS}", f"{SHADE} {MUD} {SUN}", COUNT, END, f"{SHADE} {MUD} {LOOK} {HERON}"],
            [f"{FISH} {LOOK} {STEPS}", f"{SHADE} {MUD} {SUN} {LOOK} {HERON}", COUNT],
        ),
        (
            [f"{SAKANA}{MITE}{KISHI}", f"{KAGE}{DORO}{HI}", KAZU, END, f"{KAGE}{DORO}{MITE}{SAGI}"],
            [f"{SAKANA}{MITE}{KISHI}", f"{KAGE}{DORO}{HI}{MITE}{SAGI}", KAZU],
        ),
        (
            [
                f"{FISCHE} {SIEH} {UFER}",
                f"{SCHATTEN} {SCHLAMM} {SONNE}",
                ZAHL,
                END,
                f"{SCHATTEN} {SCHLAMM} {SIEH} {REIHER}",
            ],
            [f"{FISCHE} {SIEH} {UFER}", f"{SCHATTEN} {SCHLAMM} {SONNE} {SIEH} {REIHER}", ZAHL],
        ),
        # What points back at what both say stays behind that.
        (
            [f"{SHADE} {MUD} {LOOK} {SUN}", STEPS, END, f"{SHADE} {MUD} This keeps them warm. {LOOK} {HERON}"],
            [f"{SHADE} {MUD} This keeps them warm. {LOOK} {HERON} {SUN}", STEPS],
        ),
        # Nothing comes together where one may be another wording of the other.
        (
            [f"{SHADE} {MUD} {NET}", STEPS, END, f"{SHADE} {MUD} {HERON} A net keeps fallen leaves out, and herons."],
            [f"{SHADE} {MUD} {NET}", STEPS, f"{SHADE} {MUD} {HERON} A net keeps fallen leaves out, and herons."],
        ),
        (
            [FISH, BANK, LOOK, COUNT, f"{SHADE} {MUD} {SUN}", STEPS, END, f"{SHADE} {MUD} {FISH} {HERON}"],
            [FISH, BANK, LOOK, COUNT, f"{SHADE} {MUD} {SUN} {FISH} {HERON}", STEPS],
        ),
        # Nor where the other leads in with words of its own.
        (
            [COUNT, f"{FISH} {SHADE} {MUD} {SUN}", STEPS, END, f"{BANK} {SHADE} {MUD} {HERON}"],
            [COUNT, f"{FISH} {SHADE} {MUD} {SUN}", STEPS, f"{BANK} {SHADE} {MUD} {HERON}"],
        ),
        (
            [KAZU, f"{SAKANA}{KAGE}{DORO}{HI}", AMI, END, f"{KISHI}{KAGE}{DORO}{SAGI}"],
            [KAZU, f"{SAKANA}{KAGE}{DORO}{HI}", AMI, f"{KISHI}{KAGE}{DORO}{SAGI}"],
        ),
    ],
)
def test_what_another_telling_has_more_comes_to_the_first(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # It names more.
        (
            [f"{SHADE} {MUD} {SUN} {NET}", STEPS, END, f"{SHADE} {MUD} {SUN.replace('frog', 'frog (Rana)')} {HERON}"],
            [f"{SHADE} {MUD} {SUN.replace('frog', 'frog (Rana)')} {NET} {HERON}", STEPS],
        ),
        (
            [f"{KAGE}{DORO}{SAGI}{AMI}", KAZU, END, f"{KAGE}{DORO}{SAGI.replace('青鷺', '青鷺（アオサギ）')}{KISHI}"],
            [f"{KAGE}{DORO}{SAGI.replace('青鷺', '青鷺（アオサギ）')}{AMI}{KISHI}", KAZU],
        ),
        # It goes on.
        (
            [f"{SHADE} {MUD} {BANK}", STEPS, END, f"{SHADE} {MUD} {BANK[:-1]}, and the keeper cuts them. {HERON}"],
            [f"{SHADE} {MUD} {BANK[:-1]}, and the keeper cuts them. {HERON}", STEPS],
        ),
        (
            [f"{KAGE}{DORO}{KISHI}{AMI}", KAZU, END, f"{KAGE}{DORO}{KISHI[:-1]}し、庭師が毎年それを切ります。{SAGI}"],
            [f"{KAGE}{DORO}{KISHI[:-1]}し、庭師が毎年それを切ります。{AMI}{SAGI}", KAZU],
        ),
        (
            [f"{SCHATTEN} {SCHLAMM} {NETZ}", ZAHL, END, f"{SCHATTEN} {SCHLAMM} {NETZ[:-1]}, und die Reiher auch."],
            [f"{SCHATTEN} {SCHLAMM} {NETZ[:-1]}, und die Reiher auch.", ZAHL],
        ),
        # Below a title that stands with it.
        (
            [
                "**Old ponds**",
                f"{SHADE} {MUD} {BANK}",
                STEPS,
                END,
                f"**Old ponds**\n{SHADE} {MUD} {BANK[:-1]}, and the keeper cuts them.",
            ],
            ["**Old ponds**", f"{SHADE} {MUD} {BANK[:-1]}, and the keeper cuts them.", STEPS],
        ),
    ],
)
def test_a_sentence_that_says_more_takes_the_place_of_the_other(
    mend: Mend, before: list[str], after: list[str]
) -> None:
    assert mend(*before).source.text == join(*after)


TWELVE = "In the evening grey herons wait for twelve hours among the reeds, and nobody walks there."
ZWOELF = "Am Abend warten graue Reiher zwölf Stunden lang im Schilf, und niemand geht vorbei."
JUUNI = "人の通らない夕方には、青鷺が十二時間も葦の間でじっと待っています。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What it says again goes; what it contradicts stands beside that by itself.
        (
            [TWELVE, STEPS, f"{SHADE} {MUD}", END, f"{TWELVE.replace('twelve', 'twenty')} {SHADE} {MUD}"],
            [TWELVE, STEPS, f"{SHADE} {MUD}", END, TWELVE.replace("twelve", "twenty")],
        ),
        (
            [ZWOELF, ZAHL, f"{SCHATTEN} {SCHLAMM}", END, f"{SCHATTEN} {SCHLAMM} {ZWOELF.replace('zwölf', 'zehn')}"],
            [ZWOELF, ZAHL, f"{SCHATTEN} {SCHLAMM}", END, ZWOELF.replace("zwölf", "zehn")],
        ),
        (
            [JUUNI, KAZU, f"{KAGE}{DORO}", END, f"{JUUNI.replace('十二', '二十')}{KAGE}{DORO}"],
            [JUUNI, KAZU, f"{KAGE}{DORO}", END, JUUNI.replace("十二", "二十")],
        ),
        # But not what it points back at, nor what stands in the paragraph that it contradicts.
        (
            [TWELVE, f"{SHADE} {MUD}", END, f"{SHADE} {MUD} They know it: {TWELVE.replace('twelve', 'twenty')}"],
            [TWELVE, f"{SHADE} {MUD}", f"{SHADE} {MUD} They know it: {TWELVE.replace('twelve', 'twenty')}"],
        ),
        (
            [f"{TWELVE} {SHADE} {MUD}", STEPS, END, f"{TWELVE.replace('twelve', 'twenty')} {SHADE} {MUD}"],
            [f"{TWELVE} {SHADE} {MUD}", STEPS, END, f"{TWELVE.replace('twelve', 'twenty')} {SHADE} {MUD}"],
        ),
    ],
)
def test_a_part_that_contradicts_one_does_not_say_again_what_others_say(
    mend: Mend, before: list[str], after: list[str]
) -> None:
    assert mend(*before).source.text == join(*after)


def test_a_copy_that_is_contradicted_goes_and_its_original_stays(mend: Mend) -> None:
    other = f"Nobody knows why. {TWELVE.replace('twelve', 'twenty')}"
    before = (f"{SHADE} {MUD} {TWELVE}", STEPS, END, f"{SHADE} {MUD} {TWELVE} {HERON}", END, other)
    assert mend(*before).source.text == join(f"{SHADE} {MUD} {TWELVE} {HERON}", STEPS, other)


@pytest.mark.parametrize("dots", ["......", "…", "……", "・・・"])
def test_dots_alone_with_which_a_pass_begins_go_with_its_marker(mend: Mend, dots: str) -> None:
    assert mend(SHADE, END, dots, SUN).source.text == join(SHADE, SUN)
    assert mend(KAGE, dots, HI).source.text == join(KAGE, dots, HI)


def test_an_article_in_one_line_is_not_aligned(mend: Mend) -> None:
    many = [f"Pond number {number} of the garden lies behind the wall of stone." for number in range(220)]
    before = (" ".join(many), STEPS, END, " ".join([*many[:100], HERON, *many[100:200], FISH]))
    assert HERON in mend(*before).source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A sentence that has all words of another one takes its place, numbers and names more included.
        (
            [f"{SHADE} {MUD} {NET}", COUNT, END, f"{SHADE} {MUD.replace('of such', 'of 30 ponds and of such')}"],
            [f"{SHADE} {MUD.replace('of such', 'of 30 ponds and of such')} {NET}", COUNT],
        ),
        (
            [f"{KAGE}{DORO}{AMI}", KAZU, END, f"{KAGE}{DORO.replace('底の', '約30か所の底の')}"],
            [f"{KAGE}{DORO.replace('底の', '約30か所の底の')}{AMI}", KAZU],
        ),
        (
            [
                f"{SCHATTEN} {SCHLAMM} {NETZ}",
                ZAHL,
                END,
                f"{SCHATTEN} {SCHLAMM.replace('unten', 'unten in 30 Teichen')}",
            ],
            [f"{SCHATTEN} {SCHLAMM.replace('unten', 'unten in 30 Teichen')} {NETZ}", ZAHL],
        ),
        # So does one that has them in another order.
        (
            [f"{GATE_LAST} {SHADE} {NET} {FISH}", COUNT, END, f"{GATE_FIRST} {SHADE} {NET}"],
            [f"{GATE_FIRST} {SHADE} {NET} {FISH}", COUNT],
        ),
        (
            [f"{MON_LAST}{KAGE}{DORO}{AMI}", KAZU, END, f"{MON_FIRST}{KAGE}{DORO}"],
            [f"{MON_FIRST}{KAGE}{DORO}{AMI}", KAZU],
        ),
        (
            [f"{ZHA_LAST}{YIN}{NI}{WANG}", SHU, END, f"{ZHA_FIRST}{YIN}{NI}"],
            [f"{ZHA_FIRST}{YIN}{NI}{WANG}", SHU],
        ),
    ],
)
def test_fuller_sentence_stays(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    "blocks",
    [
        [f"{SHADE} {MUD}", COUNT, END, f"{SHADE} {MUD.replace('sleep', 'never sleep')}"],
        [f"{KAGE}{DORO}", KAZU, END, f"{KAGE}{DORO.replace('泥の中で', '泥の中だけで')}"],
        [f"{SCHATTEN} {SCHLAMM}", ZAHL, END, f"{SCHATTEN} {SCHLAMM.replace('schlafen', 'schlafen selten')}"],
        [f"{SHADE} All frogs sleep in the mud.", COUNT, END, f"{SHADE} In the mud all frogs never sleep."],
    ],
)
def test_what_takes_something_back_is_no_fuller_sentence(mend: Mend, blocks: list[str]) -> None:
    text = mend(*blocks).source.text
    assert blocks[0] in text
    assert blocks[-1].split(". ")[-1][-30:] in text


PATIENCE = f"This patience has a reason. {FISH}"
SHINBOU = f"この辛抱には訳があります。{SAKANA}"
GEDULD = f"Das hat einen Grund. {FISCHE}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What takes up the last words of a paragraph follows them to where they go.
        (
            [f"{SHADE} {MUD}", COUNT, END, f"{SHADE} {MUD} {HERON}", END, PATIENCE],
            [f"{SHADE} {MUD} {HERON}", PATIENCE, COUNT],
        ),
        (
            [f"{KAGE}{DORO}", KAZU, END, f"{KAGE}{DORO}{SAGI}", END, SHINBOU],
            [f"{KAGE}{DORO}{SAGI}", SHINBOU, KAZU],
        ),
        (
            [f"{SCHATTEN} {SCHLAMM}", ZAHL, END, f"{SCHATTEN} {SCHLAMM} {REIHER}", END, GEDULD],
            [f"{SCHATTEN} {SCHLAMM} {REIHER}", GEDULD, ZAHL],
        ),
    ],
)
def test_what_takes_up_an_addition_goes_with_it(mend: Mend, before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


@pytest.mark.parametrize(
    "blocks",
    [
        # Where it cannot, as something there points back, too, both stay.
        [f"{SHADE} {MUD}", f"They are green. {COUNT}", END, f"{SHADE} {MUD} {HERON}", END, PATIENCE],
        [f"{KAGE}{DORO}", f"これらは緑です。{KAZU}", END, f"{KAGE}{DORO}{SAGI}", END, SHINBOU],
        [f"{SCHATTEN} {SCHLAMM}", f"Das weiß jeder. {ZAHL}", END, f"{SCHATTEN} {SCHLAMM} {REIHER}", END, GEDULD],
    ],
)
def test_what_the_next_paragraph_takes_up_stays_before_it(mend: Mend, blocks: list[str]) -> None:
    assert join(*blocks[3:6:2]) in mend(*blocks).source.text.replace(f"{END}\n\n", "")


@pytest.mark.parametrize(
    ("lead", "other", "tail", "new"),
    [
        (
            "Let me say it frankly: the weir holds back far more than mere water.",
            "To say it quite frankly, our weir holds back much more than mere water.",
            (
                "It holds the mud of the upper fields, which the farmers carry back to their land in long carts."
                " It holds the trunks that the spring floods bring down, and from which half of the village was built."
            ),
            "The lock keeper wrote the height of the water into a small green book, every day at noon.",
        ),
        (
            "正直に言えば、この堰がせき止めているのは単なる水だけではありません。",
            "この堰がせき止めているのは、実のところ、水という言葉で片付くものではありません。",
            (
                "上の畑から流れてくる泥をため、農家は秋になるとそれを長い荷車に積んで、めいめいの土地へ運んで返します。"
                "春の大水が押し流してくる丸太もため、村の家の半分はその丸太を挽いた板で建てられたのだと言われています。"
            ),
            "水門の番人は、毎日正午になると水の高さを小さな緑の手帳に書き留めました。",
        ),
        (
            "Um es offen zu sagen: Das Wehr hält weit mehr auf als bloßes Wasser.",
            "Offen gesagt hält unser Wehr sehr viel mehr auf als nur bloßes Wasser.",
            (
                "Es hält den Schlamm der oberen Felder auf, den die Bauern in jedem Herbst mit Karren zurückfahren."
                " Es hält die Stämme auf, die das Hochwasser herunterbringt und aus denen das halbe Dorf gebaut ist."
            ),
            "Der Schleusenwärter schrieb die Höhe des Wassers jeden Mittag in ein kleines grünes Heft.",
        ),
    ],
)
def test_a_lead_in_other_words_keeps_what_it_leads_into(mend: Mend, lead: str, other: str, tail: str, new: str) -> None:
    between = "" if lead[-1] == "。" else " "
    first, second = f"{lead}{between}{tail}", f"{other}{between}{tail}"
    mended = mend(first, new, END, second)
    assert mended.source.text.startswith(join(first, new).rstrip())
    assert mended.source.text.rstrip().endswith(second)
    assert "duplicate-paragraph" in {found.rule for found in mended.result.violations}


def test_what_stands_twice_in_part_is_as_bad_without_a_marker(mend: Mend) -> None:
    left = mend(COUNT, f"{FISH} {SHADE} {MUD} {SUN}", STEPS, END, f"{BANK} {SHADE} {MUD} {HERON}")
    assert END not in left.source.text
    assert [(found.rule, found.severity.name) for found in left.result.violations] == [("duplicate-paragraph", "ERROR")]
