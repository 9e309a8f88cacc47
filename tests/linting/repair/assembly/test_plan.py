"""Articles that were written in passes, and what an editor would hand back."""

from __future__ import annotations

import pytest

from endmark.document.source import make_source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.run import select_boundaries
from endmark.linting.repair.repair import Repair, repair
from endmark.ruleset.builtin import load_builtin_rules

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in load_builtin_rules())
BOUNDARIES = select_boundaries(load_builtin_rules())
END = "---END---"

MILL = "The mill by the weir was built in 1823 by two brothers, and its wheel has turned in every winter since then."
WEIR = "Below the weir the river widens into a pool where the village children learn to swim when the hay is in."
FAIR = "On the last Sunday of August the miller opens his doors, and the whole valley comes to eat bread and plums."
WHEEL = "堰のそばの水車小屋は、二人の兄弟が建てたもので、それからずっと冬のあいだも休まずに回りつづけています。"
POOL = "堰の下で川は広くなって深い淵をつくり、村の子どもたちは草刈りが終わるころにそこで泳ぎを覚えます。"
MARKET = "八月の終わりの日曜日には粉屋が扉を開け放ち、谷じゅうの人がパンとすももを食べにやって来ます。"
REASONS = "There are two good reasons to come and see all of this in summer."
MUEHLE = "Die Mühle am Wehr haben zwei Brüder gebaut, und ihr Rad hat sich seither in jedem Winter gedreht."
BECKEN = "Unter dem Wehr weitet sich der Fluss zu einem Becken, in dem die Kinder des Dorfes schwimmen lernen."


def look(source: object) -> Analysis:
    return analyse(source, RULES, KNOWN, BOUNDARIES)  # type: ignore[arg-type]


def mend(*blocks: str) -> Repair:
    return repair(make_source(join(*blocks), "article.md"), look, unsafe=True)


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
    ],
)
def test_one_telling_is_left_in_the_order_of_the_first(before: list[str], after: list[str]) -> None:
    assert mend(*before).source.text == join(*after)


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
    ],
)
def test_contradictions_are_never_merged_and_their_marker_stays(blocks: list[str]) -> None:
    result = mend(*blocks)
    assert result.source.text == join(*blocks)
    (found,) = (one for one in result.result.violations if one.rule == "duplicate-paragraph")
    assert found.no_fix is not None
    assert found.no_fix.code in ("duplicate.differing-words", "duplicate.differing-word")


@pytest.mark.parametrize(
    "blocks",
    [
        # Half a word, and nobody can tell what it is.
        ["The gardeners carried wa", END, "ter past the picture books."],
        # A rest whose beginning breaks off in the same place, but not there.
        [MILL, f"{WHEEL[:20]}", END, "めている。それは誰も知りません。"],
        # Nothing shows that the article was assembled.
        [MILL, "The miller bakes every", "morning, and he sings a song."],
    ],
)
def test_what_nobody_can_tell_stays(blocks: list[str]) -> None:
    assert mend(*blocks).source.text == join(*blocks)


def test_what_a_sentence_of_another_wording_leads_into_stays_with_it() -> None:
    blocks = [f"{WEIR} {REASONS}", MILL, END, REASONS.replace("two", "three"), MILL, FAIR]
    result = mend(*blocks)
    assert result.source.text.replace(f"{END}\n\n", "") == join(*blocks).replace(f"{END}\n\n", "")
    assert "duplicate-paragraph" in {found.rule for found in result.result.violations}


def test_a_second_repair_finds_nothing_to_do() -> None:
    once = mend(MILL, WEIR[:50], END, WEIR, END, f"At the weir {MILL} {WEIR} {FAIR[:60]}", END, FAIR)
    assert mend(once.source.text.rstrip()).source.text == once.source.text
