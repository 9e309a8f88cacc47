"""What is left of a passage that is said twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.repetition import duplicate
from endmark.document.model import Document
from endmark.linting.repair.edit_map import apply_edits
from endmark.messages.catalogue import say_reason
from endmark.ruleset.builtin import load_builtin_rules

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")

POND = "The pond behind the barn was dug by hand, and it took the two brothers the whole of a very dry summer."
POND_LONGER = POND.replace("the whole of a very dry summer", "nearly the whole of a very dry and long summer")
FROGS = "The frogs came by themselves in the second year, and nobody in the village has slept without them ever since."
REEDS = "The reeds were a present from the miller, who had far too many of them on the shore of his own mill race."
SHORT = "It is deep."
OTHER = "The miller died that winter."
CODE = "```\npump --on\n```"
TABLE = "| depth | width |\n|---|---|\n| 2 m | 9 m |"

WORDINGS, PLACES = "both wordings may be meant", "both places may be meant"
HTML = "it stands in HTML"
SHARED = "the repeated text shares its lines with other text"
OWN = "the repeated lines begin with text of their own"
END = "---END---"


def joined(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def outcome(document: Document) -> tuple[str, str]:
    """The text after the one fix and an empty word, or the text as it is and why there is no fix."""
    (match,) = duplicate.find(document, RULE.options, RULE.scope)
    if match.fix is None:
        return document.source.text, say_reason(match.no_fix_reason) if match.no_fix_reason else ""
    assert not match.fix.safe
    return apply_edits(document.source.text, match.fix.edits)[0], ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Word for word: the later telling goes.
        ([POND, OTHER, POND], [POND, OTHER]),
        ([POND, OTHER, POND, REEDS], [POND, OTHER, REEDS]),
        ([POND, POND], [POND]),
        ([POND, FROGS, OTHER, POND, FROGS], [POND, FROGS, OTHER]),
        ([POND, OTHER, POND.replace("pond", "**pond**")], [POND, OTHER]),
        (["# Ponds", POND, "# Ponds", POND], ["# Ponds", POND]),
        (["# Ponds", POND, OTHER, "# Ponds", POND, "# Mills", REEDS], ["# Ponds", POND, OTHER, "# Mills", REEDS]),
        (
            ["池は二人の兄弟が手で掘り、乾いた夏がまるまる一つ過ぎました。", "冬に粉屋が亡くなりました。"] * 2,
            ["池は二人の兄弟が手で掘り、乾いた夏がまるまる一つ過ぎました。", "冬に粉屋が亡くなりました。"],
        ),
        # What is only a part of the other goes, wherever it stands.
        ([f"{POND} {FROGS}", OTHER, POND], [f"{POND} {FROGS}", OTHER]),
        ([POND, OTHER, f"{POND} {FROGS}"], [OTHER, f"{POND} {FROGS}"]),
        ([FROGS, OTHER, f"{POND} {FROGS}"], [OTHER, f"{POND} {FROGS}"]),
        # Nearly the same: the longer telling, at the first place.
        ([POND, FROGS, END, POND_LONGER, FROGS, REEDS], [POND_LONGER, FROGS, END, REEDS]),
        ([POND_LONGER, FROGS, END, POND, FROGS, REEDS], [POND_LONGER, FROGS, END, REEDS]),
        # Text of its own between what is repeated stays.
        ([POND, FROGS, REEDS, END, POND, OTHER, FROGS, REEDS], [POND, FROGS, REEDS, END, OTHER]),
        ([POND, OTHER, FROGS, END, POND, FROGS], [POND, OTHER, FROGS, END]),
        # Markers and rules between go along; so does code that is said twice.
        ([POND, FROGS, OTHER, POND, END, FROGS], [POND, FROGS, OTHER]),
        ([POND, FROGS, OTHER, POND, "---", FROGS], [POND, FROGS, OTHER]),
        ([POND, CODE, FROGS, END, POND, CODE, FROGS], [POND, CODE, FROGS, END]),
        ([POND, TABLE, FROGS, END, POND, TABLE, FROGS], [POND, TABLE, FROGS, END]),
        (
            [POND, CODE, FROGS, END, POND, CODE.replace("on", "off"), FROGS],
            [POND, CODE, FROGS, END, CODE.replace("on", "off")],
        ),
    ],
)
def test_one_telling_is_left(parted: Parted, before: list[str], after: list[str]) -> None:
    assert outcome(parted(joined(*before))) == (joined(*after), "")


def test_repeated_list_items_go_with_their_bullets(parted: Parted) -> None:
    before = f"- {POND}\n- {FROGS}\n\n{END}\n\n- {POND}\n- {FROGS}\n- {REEDS}\n"
    after = f"- {POND}\n- {FROGS}\n\n{END}\n\n- {REEDS}\n"
    assert outcome(parted(before)) == (after, "")


@pytest.mark.parametrize(
    ("blocks", "no_fix_reason"),
    [
        # Different numbers, or different words: both may be right.
        (
            [POND.replace("two", "2"), SHORT, END, POND.replace("two", "3")],
            "one says “2” where the other says “3”, and only you know which is right",
        ),
        (
            [f"{POND} {SHORT}", OTHER, END, f"{POND} Nobody swims."],
            "one says “It is deep” where the other says “Nobody swims”, and only you know which is right",
        ),
        (
            [POND, OTHER, END, POND.replace("was dug", "was not dug")],
            "only one of them says “not”, and only you know which is right",
        ),
        ([f"<div>\n{POND}\n</div>", OTHER, POND], HTML),
        ([POND, OTHER, POND_LONGER], WORDINGS),
        (["# Ponds", POND, OTHER, "# Water", REEDS, POND, FROGS], PLACES),
        ([POND, OTHER, END, f"- {POND}\n\n  {SHORT}"], SHARED),
    ],
)
def test_what_cannot_be_decided_stays_and_the_reason_is_given(
    parted: Parted, blocks: list[str], no_fix_reason: str
) -> None:
    text = joined(*blocks)
    assert outcome(parted(text)) == (text, no_fix_reason)


def test_where_numbers_differ_only_the_other_blocks_go(parted: Parted) -> None:
    other_number = POND.replace("two", "3")
    before = joined(POND.replace("two", "2"), FROGS, REEDS, END, other_number, FROGS, REEDS)
    assert outcome(parted(before)) == (joined(POND.replace("two", "2"), FROGS, REEDS, END, other_number), "")


DUCKS = "The ducks, which are said to have flown in from the lakes in the north, hatch behind the reeds every spring."
ARTICLE = (
    DUCKS,
    POND,
    FROGS,
    REEDS,
    f"{OTHER} His widow keeps the mill, and in her garden stand the reeds that were left over.",
)
LINE = " ".join(ARTICLE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([*ARTICLE, LINE], [*ARTICLE]),
        ([*ARTICLE, END, LINE], [*ARTICLE, END]),
        ([*ARTICLE, LINE, "Nobody swims."], [*ARTICLE, "Nobody swims."]),
        # What goes on behind the repetition stays.
        ([*ARTICLE, END, f"{LINE} Nobody swims."], [*ARTICLE, END, "Nobody swims."]),
        ([*ARTICLE, END, f"{LINE} **Nobody** swims."], [*ARTICLE, END, "**Nobody** swims."]),
        ([*ARTICLE, END, f"{LINE} [Nobody](a.md) swims."], [*ARTICLE, END, "[Nobody](a.md) swims."]),
        ([*ARTICLE, END, f"- {LINE} Nobody swims."], [*ARTICLE, END, "- Nobody swims."]),
        ([*ARTICLE, END, f"{LINE} Nobody swims. {SHORT}"], [*ARTICLE, END, f"Nobody swims. {SHORT}"]),
    ],
)
def test_an_article_run_together_in_one_line_goes(parted: Parted, before: list[str], after: list[str]) -> None:
    assert outcome(parted(joined(*before))) == (joined(*after), "")


@pytest.mark.parametrize(
    ("last", "no_fix_reason"),
    [
        (f"Nobody swims. {LINE}", OWN),
        (f"**{LINE} Nobody swims.**", OWN),
        (f"<div>\n{LINE}\n</div>", HTML),
    ],
)
def test_an_article_in_one_line_stays_where_something_stands_in_the_way(
    parted: Parted, last: str, no_fix_reason: str
) -> None:
    text = joined(*ARTICLE, END, last)
    assert outcome(parted(text)) == (text, no_fix_reason)


@pytest.mark.parametrize(
    ("repeated", "title"),
    [
        ((POND,), "take out what line 1 says already"),
        ((POND, FROGS), "take out what lines 1–3 say already"),
    ],
)
def test_the_fix_says_where_it_stands_already(parted: Parted, repeated: tuple[str, ...], title: str) -> None:
    (match,) = duplicate.find(parted(joined(*repeated, OTHER, *repeated)), RULE.options, RULE.scope)
    assert match.fix is not None
    assert say_reason(match.fix.title) == title
