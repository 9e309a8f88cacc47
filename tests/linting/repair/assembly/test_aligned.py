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
        # A short sentence that stands elsewhere, too, leads nowhere.
        (
            [f"{FISH} {LOOK} {STEPS}", f"{SHADE} {MUD} {SUN}", COUNT, END, f"{SHADE} {MUD} {LOOK} {HERON}"],
            [f"{FISH} {LOOK} {STEPS}", f"{SHADE} {MUD} {SUN} {HERON}", COUNT],
        ),
        (
            [f"{SAKANA}{MITE}{KISHI}", f"{KAGE}{DORO}{HI}", KAZU, END, f"{KAGE}{DORO}{MITE}{SAGI}"],
            [f"{SAKANA}{MITE}{KISHI}", f"{KAGE}{DORO}{HI}{SAGI}", KAZU],
        ),
        (
            [
                f"{FISCHE} {SIEH} {UFER}",
                f"{SCHATTEN} {SCHLAMM} {SONNE}",
                ZAHL,
                END,
                f"{SCHATTEN} {SCHLAMM} {SIEH} {REIHER}",
            ],
            [f"{FISCHE} {SIEH} {UFER}", f"{SCHATTEN} {SCHLAMM} {SONNE} {REIHER}", ZAHL],
        ),
        # Each leads in and ends in its own way.
        (
            [COUNT, f"{FISH} {SHADE} {MUD} {SUN}", STEPS, END, f"{BANK} {SHADE} {MUD} {HERON}"],
            [COUNT, f"{FISH} {BANK} {SHADE} {MUD} {SUN} {HERON}", STEPS],
        ),
        (
            [KAZU, f"{SAKANA}{KAGE}{DORO}{HI}", AMI, END, f"{KISHI}{KAGE}{DORO}{SAGI}"],
            [KAZU, f"{SAKANA}{KISHI}{KAGE}{DORO}{HI}{SAGI}", AMI],
        ),
        (
            [ZAHL, f"{FISCHE} {SCHATTEN} {SCHLAMM} {SONNE}", NETZ, END, f"{UFER} {SCHATTEN} {SCHLAMM} {REIHER}"],
            [ZAHL, f"{FISCHE} {UFER} {SCHATTEN} {SCHLAMM} {SONNE} {REIHER}", NETZ],
        ),
        # What points back at what both say stays behind that.
        (
            [f"{SHADE} {MUD} {LOOK} {SUN}", STEPS, END, f"{SHADE} {MUD} This keeps them warm. {LOOK} {HERON}"],
            [f"{SHADE} {MUD} This keeps them warm. {LOOK} {HERON} {SUN}", STEPS],
        ),
        # Nothing comes together where one may be another wording of the other.
        (
            [f"{SHADE} {MUD} {NET}", STEPS, END, f"{SHADE} {MUD} {HERON} A net keeps fallen leaves out, and herons."],
            [f"{SHADE} {MUD} {NET}", STEPS, END, f"{SHADE} {MUD} {HERON} A net keeps fallen leaves out, and herons."],
        ),
        # Nor where both lead in with what hangs on the paragraph before.
        (
            [COUNT, f"{FISH} {SHADE} {MUD} {SUN}", STEPS, END, f"This is an old question. {SHADE} {MUD} {HERON}"],
            [COUNT, f"{FISH} {SHADE} {MUD} {SUN}", STEPS, END, f"This is an old question. {SHADE} {MUD} {HERON}"],
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


def test_an_article_in_one_line_is_not_aligned(mend: Mend) -> None:
    many = [f"Pond number {number} of the garden lies behind the wall of stone." for number in range(220)]
    before = (" ".join(many), STEPS, END, " ".join([*many[:100], HERON, *many[100:200], FISH]))
    assert HERON in mend(*before).source.text
