"""What becomes of sentences that were cut: joined with their rest, dropped, or left as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.cuts import beginning, truncation
from endmark.document.model import Document
from endmark.linting.repair.edit_map import apply_edits
from endmark.messages.catalogue import say_reason
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Fix, Match

Parted = Callable[[str], Document]
CUT, HEAD = (
    next(rule for rule in load_builtin_rules() if rule.id == name)
    for name in ("truncated-sentence", "mid-sentence-start")
)
JOINED = "join the cut sentence with its rest"
DROPPED = "take out the cut sentence, which stands elsewhere as a whole"
LOST = "no rest of the sentence was found: write it, join the halves, or take the fragment out"
OTHERWISE = "what goes on is set in another way"
MARKED = "the cut is inside emphasis or a link"
UNKNOWN = "no beginning of the sentence was found: write it, join the halves, or take the fragment out"
SEAM = "\n\n---END---\n\n"


def cut(document: Document) -> list[Match]:
    return list(truncation.find(document, CUT.options, CUT.scope))


def head(document: Document) -> list[Match]:
    return list(beginning.find(document, HEAD.options, HEAD.scope))


def outcome(document: Document, matches: list[Match]) -> tuple[str, str]:
    """The text after the one fix, and what that did or why there is none; no such fix is safe."""
    (match,) = matches
    if match.fix is None:
        return document.source.text, say_reason(match.no_fix_reason) if match.no_fix_reason else ""
    assert not match.fix.safe
    return apply_edits(document.source.text, match.fix.edits)[0], say_reason(match.fix.title)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        # What the second passage says again is kept once.
        ("The beds are dug by the", "by the neighbours.", "The beds are dug by the neighbours."),
        ("We met. The beds are dug by the", "The beds are dug by the men.", "We met. The beds are dug by the men."),
        ("The beds are dug by the", "...dug by the neighbours.", "The beds are dug by the neighbours."),
        ("The beds are dug by the", "… dug by the neighbours.", "The beds are dug by the neighbours."),
        ("The beds are dug by the", "by the neighbours. It rained.", "The beds are dug by the neighbours. It rained."),
        (
            "席が足りない日もあるので、椅子",
            "ので、椅子を増やしました。",
            "席が足りない日もあるので、椅子を増やしました。",
        ),
        ("花园里的座位不够，因为", "不够，因为来了很多人。", "花园里的座位不够，因为来了很多人。"),
        ("정원에 자리가 모자라서 의자를", "의자를 더 샀습니다.", "정원에 자리가 모자라서 의자를 더 샀습니다."),
        ("Die Beete sind für die", "für die Kinder da.", "Die Beete sind für die Kinder da."),
        (
            "تفتح الحديقة في الربيع وتغلق في",
            "وتغلق في الخريف كل عام.",
            "تفتح الحديقة في الربيع وتغلق في الخريف كل عام.",
        ),
        # The rest begins in mid-sentence: with a space where words have one.
        ("The beds are dug by the", "neighbours in March.", "The beds are dug by the neighbours in March."),
        ("The beds are dug by the", "...neighbours in March.", "The beds are dug by the neighbours in March."),
        ("The beds are dug by the", "… neighbours in March.", "The beds are dug by the neighbours in March."),
        ("The beds are dug by the", "....... neighbours.", "The beds are dug by the neighbours."),
        ("The beds are dug by the", "... Ruths and the Toms.", "The beds are dug by the Ruths and the Toms."),
        ("The beds are for the herbs", ", and the path is not.", "The beds are for the herbs, and the path is not."),
        ("The beds (for the herbs", ") are dug in March.", "The beds (for the herbs) are dug in March."),
        ("Die Beete sind für die", "kleinen Kinder da.", "Die Beete sind für die kleinen Kinder da."),
        ("席が足りない日も", "、少しずつ増えました。", "席が足りない日も、少しずつ増えました。"),
        ("席が足りない日は、椅子", "...を増やしました。", "席が足りない日は、椅子を増やしました。"),
        ("정원에 자리가 모자라서 의자", "를 더 샀습니다.", "정원에 자리가 모자라서 의자를 더 샀습니다."),
        ("모두 꽃 향기를 강하게 느끼고", "있습니다.", "모두 꽃 향기를 강하게 느끼고 있습니다."),
        ("모두 꽃 향기를 강하게 느꼈", "습니다.", "모두 꽃 향기를 강하게 느꼈습니다."),
        ("その人は花の香りを強く感じ", "ています。", "その人は花の香りを強く感じています。"),
        ("水池在花园", "中，很深。", "水池在花园中，很深。"),
        ("花园里的座位不够，因为", "……来了很多人。", "花园里的座位不够，因为来了很多人。"),
        ("تفتح الحديقة في الربيع وتغلق في", "...الخريف كل عام.", "تفتح الحديقة في الربيع وتغلق في الخريف كل عام."),
        # Punctuation and a letter are no words said again.
        ("席が足りない】 門", "】 門が開く。", "席が足りない】 門】 門が開く。"),
        ("The beds (for", ", for the men, are dug.", "The beds (for, for the men, are dug."),
        # In a list.
        ("- The beds are dug by the", "- by the neighbours.", "- The beds are dug by the neighbours."),
        ("- The beds are dug by the", "neighbours in March.", "- The beds are dug by the neighbours in March."),
        # Emphasis that is closed before the cut, or opened after it.
        ("The **beds** are dug by the", "by the *men*.", "The **beds** are dug by the *men*."),
        ("The beds are [dug](a.md) by the", "neighbours.", "The beds are [dug](a.md) by the neighbours."),
    ],
)
def test_a_cut_sentence_is_joined_with_its_rest(parted: Parted, before: str, after: str, whole: str) -> None:
    document = parted(f"{before}{SEAM}{after}\n")
    assert outcome(document, cut(document)) == (f"{whole}\n", JOINED)


def test_a_word_cut_in_two_becomes_one_where_the_article_knows_it(parted: Parted) -> None:
    known = "The neighbours came early.\n\n"
    document = parted(f"{known}The beds are dug by the neigh{SEAM}bours in March.\n")
    assert outcome(document, cut(document)) == (f"{known}The beds are dug by the neighbours in March.\n", JOINED)


def test_where_the_whole_sentence_stands_elsewhere_the_halves_are_joined_as_it_is(parted: Parted) -> None:
    known = "They say the beds are dug by the Millers every March.\n\n"
    document = parted(f"{known}In short, the beds are dug by the{SEAM}Millers every March.\n")
    whole = f"{known}In short, the beds are dug by the Millers every March.\n"
    assert outcome(document, cut(document)) == (whole, JOINED)


@pytest.mark.parametrize(
    ("before", "after", "elsewhere"),
    [
        ("大家都觉得这里非", "常香。", "水池这里非常香。"),
        ("みんなの庭の水", "門が開く。", "門番は庭の水門が開く日を待つ。"),
        ("우리는 연못가에서 참개", "구리를 보았습니다.", "연못에는 참개구리가 산다."),
    ],
)
def test_what_stands_together_elsewhere_is_joined(parted: Parted, before: str, after: str, elsewhere: str) -> None:
    document = parted(f"{before}{SEAM}{after}\n\n{elsewhere}\n")
    assert outcome(document, cut(document)) == (f"{before}{after}\n\n{elsewhere}\n", JOINED)


def test_what_is_joined_keeps_its_line_endings(parted: Parted) -> None:
    document = parted("A gate.\r\n\r\nThe beds are dug by the\r\n\r\n---END---\r\n\r\nby the men.\r\n\r\nA bench.\r\n")
    expected = "A gate.\r\n\r\nThe beds are dug by the men.\r\n\r\nA bench.\r\n"
    assert outcome(document, cut(document)) == (expected, JOINED)


def test_several_markers_between_the_halves_go_with_the_seam(parted: Parted) -> None:
    document = parted(f"The beds are dug by the{SEAM}---END---\n\nby the men.\n")
    assert outcome(document, cut(document)) == ("The beds are dug by the men.\n", JOINED)


WHOLE = "The herbs are cut by the children of the village. They dry in the barn."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The last sentence of a block.
        (
            f"{WHOLE}\n\nThe gate is open. The herbs are cut by the{SEAM}It rains.\n",
            f"{WHOLE}\n\nThe gate is open.{SEAM}It rains.\n",
        ),
        (
            f"{WHOLE}\n\n**The gate is open.** The herbs are cut by the{SEAM}It rains.\n",
            f"{WHOLE}\n\n**The gate is open.**{SEAM}It rains.\n",
        ),
        (
            f"{WHOLE}\n\nThe gate is open. *The herbs are cut by the*{SEAM}It rains.\n",
            f"{WHOLE}\n\nThe gate is open.{SEAM}It rains.\n",
        ),
        # A block of its own.
        (f"{WHOLE}\n\nThe herbs are cut by the{SEAM}It rains.\n", f"{WHOLE}{SEAM}It rains.\n"),
        (f"{WHOLE}\n\nThe herbs are cut by the\n", f"{WHOLE}\n"),
        (f"The herbs are cut by the\n\n---END---\n\n# Herbs\n\n{WHOLE}\n", f"---END---\n\n# Herbs\n\n{WHOLE}\n"),
        # With the heading that it stands under for a second time.
        (
            f"# Herbs\n\n{WHOLE}\n\n# Herbs\n\nThe herbs are cut by the{SEAM}# Trees\n\nThey rest.\n",
            f"# Herbs\n\n{WHOLE}\n\n---END---\n\n# Trees\n\nThey rest.\n",
        ),
        # A list item.
        (
            f"{WHOLE}\n\n- A gate.\n- The herbs are cut by the{SEAM}It rains.\n",
            f"{WHOLE}\n\n- A gate.{SEAM}It rains.\n",
        ),
        (
            "席が足りない日もあるので、椅子を増やしました。\n\n門は朝に開きます。席が足りない日もあるので、\n",
            "席が足りない日もあるので、椅子を増やしました。\n\n門は朝に開きます。\n",
        ),
        (
            "花园里的座位不够，因为来了很多人。\n\n门开了。花园里的座位不够，因为\n",
            "花园里的座位不够，因为来了很多人。\n\n门开了。\n",
        ),
    ],
)
def test_a_fragment_goes_where_the_whole_sentence_stands_elsewhere(parted: Parted, before: str, after: str) -> None:
    document = parted(before)
    assert outcome(document, cut(document)) == (after, DROPPED)


@pytest.mark.parametrize(
    ("text", "no_fix_reason"),
    [
        (f"The beds are dug by the{SEAM}A heron waits.\n", LOST),
        (f"The beds are dug by the{SEAM}# Herons\n\nOne waits.\n", LOST),
        (f"The beds are dug by the{SEAM}```\ndig()\n```\n", LOST),
        ("The beds are dug by the\n\n---END---\n", LOST),
        (f"席が足りない日も{SEAM}門は朝に開きます。\n", LOST),
        (f"{WHOLE}\n\nThe herbs are put into the{SEAM}It rains.\n", LOST),
        (f"{WHOLE}\n\nThe{SEAM}It rains.\n", LOST),  # too short to be recognised
        # Nearly the whole sentence stands elsewhere, but with another number or sign.
        (f"They ate 1.5 kg of the beans in May.\n\nThey ate 15 kg of the{SEAM}It rains.\n", LOST),
        (f"They loved the old C++ most of all.\n\nThey loved the old C{SEAM}It rains.\n", LOST),
        (f"薬には鉄が1.5mg含まれています。\n\n薬には鉄が15mg含まれ{SEAM}門は朝に開きます。\n", LOST),
        (f"药里含铁1.5毫克左右，请放心。\n\n药里含铁15毫克左右{SEAM}门开了。\n", LOST),
        ("# What we planted behind the\n\n---END---\n\nby the barn.\n", "only paragraphs and list items are joined"),
        # Inside emphasis or a link nothing is put together.
        (f"The **beds are dug by the**{SEAM}by the men.\n", OTHERWISE),
        (f"The beds are dug by the{SEAM}**by the men.**\n", OTHERWISE),
        (f"The beds are dug by the{SEAM}[by the men](a.md).\n", OTHERWISE),
        (f"The beds are dug by the{SEAM}> by the men.\n", OTHERWISE),
        (f"The beds are dug by the{SEAM}- by the men.\n", OTHERWISE),
        (f"{WHOLE}\n\n**It rains. The herbs are cut by the**{SEAM}A heron waits.\n", MARKED),
    ],
)
def test_what_cannot_be_mended_stays_and_the_reason_is_given(parted: Parted, text: str, no_fix_reason: str) -> None:
    document = parted(text)
    assert outcome(document, cut(document)) == (text, no_fix_reason)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"{WHOLE}{SEAM}...by the children of the village. It rains.\n",
            f"{WHOLE}{SEAM}It rains.\n",
        ),
        (f"{WHOLE}{SEAM}by the children of the village.\n\nIt rains.\n", f"{WHOLE}{SEAM}It rains.\n"),
        (f"{WHOLE}{SEAM}by the children of the village.\n", f"{WHOLE}\n\n---END---\n"),
        (f"{WHOLE}{SEAM}- by the children of the village.\n- It rains.\n", f"{WHOLE}{SEAM}- It rains.\n"),
        (f"{WHOLE}{SEAM}by the children of the village. *It rains.*\n", f"{WHOLE}{SEAM}*It rains.*\n"),
        (f"{WHOLE}{SEAM}by the children of the village. [It](a.md) rains.\n", f"{WHOLE}{SEAM}[It](a.md) rains.\n"),
        (f"{WHOLE}{SEAM}by the children of the village. <b>It</b> rains.\n", f"{WHOLE}{SEAM}<b>It</b> rains.\n"),
        (f"{WHOLE}{SEAM}by the children of the village. `rain` it is.\n", f"{WHOLE}{SEAM}`rain` it is.\n"),
        (f"{WHOLE}{SEAM}**by the children of the village.** It rains.\n", f"{WHOLE}{SEAM}It rains.\n"),
        (f"{WHOLE}{SEAM}by the children of the village.\n*It rains.*\n", f"{WHOLE}{SEAM}*It rains.*\n"),
        (f"{WHOLE}{SEAM}- by the children of the village.\n  *It* rains.\n", f"{WHOLE}{SEAM}- *It* rains.\n"),
        (
            f"席が足りない日もあるので、椅子を増やしました。{SEAM}、椅子を増やしました。**門は**朝に開きます。\n",
            f"席が足りない日もあるので、椅子を増やしました。{SEAM}**門は**朝に開きます。\n",
        ),
        (
            f"席が足りない日もあるので、椅子を増やしました。{SEAM}、椅子を増やしました。門は朝に開きます。\n",
            f"席が足りない日もあるので、椅子を増やしました。{SEAM}門は朝に開きます。\n",
        ),
    ],
)
def test_the_rest_of_a_sentence_goes_where_the_whole_stands_elsewhere(parted: Parted, before: str, after: str) -> None:
    document = parted(before)
    assert outcome(document, head(document)) == (after, DROPPED)


@pytest.mark.parametrize(
    ("text", "no_fix_reason"),
    [
        (f"{WHOLE}{SEAM}...by the men of the next village. It rains.\n", UNKNOWN),
        (f"{WHOLE}{SEAM}of the barn. It rains.\n", UNKNOWN),  # nearly said; not the very words
        (f"{WHOLE}{SEAM}the barn. It rains.\n", UNKNOWN),  # too short to be recognised
        (f"They ate 1.5 kg of the beans in May.{SEAM}ate 15 kg of the beans in May. It rains.\n", UNKNOWN),
        (f"薬には鉄が1.5mg含まれています。{SEAM}、鉄が15mg含まれています。門は朝に開きます。\n", UNKNOWN),
        (f"{WHOLE}{SEAM}**by the children of the village. It rains.**\n", MARKED),
        (f"{WHOLE}{SEAM}<b>by the children of the village. It rains.</b>\n", MARKED),
        (f"{WHOLE}\n\n**A gate.\n---END---\nby the children of the village.** It rains.\n", MARKED),
    ],
)
def test_the_rest_of_an_unknown_sentence_stays(parted: Parted, text: str, no_fix_reason: str) -> None:
    document = parted(text)
    assert outcome(document, head(document)) == (text, no_fix_reason)


def test_a_fix_is_one_replacement_or_takes_whole_blocks_out(parted: Parted) -> None:
    (match,) = cut(parted(f"The beds are dug by the{SEAM}neighbours in March.\n"))
    assert isinstance(match.fix, Fix)
    assert [edit.replacement for edit in match.fix.edits] == [" "]
