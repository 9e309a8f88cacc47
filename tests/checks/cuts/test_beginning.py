"""Which passages begin in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.cuts import beginning
from endmark.document.model import Document
from endmark.messages.catalogue import say_value
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Match

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "mid-sentence-start")

ELLIPSIS = "it goes on after “…”"
WORD = "no sentence begins so"
SMALL = "it begins with a small letter"


def matches(document: Document, options: beginning.Options | None = None) -> list[Match]:
    return list(beginning.find(document, options or RULE.options, RULE.scope))


@pytest.mark.parametrize(
    ("before", "after", "head", "reason"),
    [
        ("It is dug.", "...and the seeds follow.", "...and the seeds follow.", ELLIPSIS),
        ("It is dug.", "… the seeds follow.", "… the seeds follow.", ELLIPSIS),
        ("It is dug.", "and the seeds follow in April, of course.", "and the seeds follow in", WORD),
        ("It is dug.", "seeds follow.", "seeds follow.", SMALL),
        ("It is dug.", "émile came.", "émile came.", SMALL),
        ("It is dug.", "seeds follow\nin April.", "seeds follow", SMALL),
        ("It is dug.", ", and the seeds follow.", ", and the seeds follow.", "no sentence begins with “,”"),
        ("It is dug.", "- seeds follow.", "seeds follow.", SMALL),
        ("It is dug.", "The seeds follow.", None, None),
        ("It is dug.", "40 seeds follow.", None, None),
        ("It is dug.", "`dig` comes first.", None, None),
        ("It is dug.", "...", None, None),
        ("It is dug.", "&nbsp;", None, None),
        ("It is dug.", "# seeds follow", None, None),
        ("It is dug.", "> seeds follow.", None, None),
        ("It is dug.", "```\nseeds follow\n```", None, None),
        ("席が足りない日も", "、少しずつ増えました。", "、少しずつ増えました。", "no sentence begins with “、”"),
        ("席が足りない日は、椅子", "を増やしました。", "を増やしました。", WORD),
        (
            "席が足りない日もあります。",
            "ました。椅子を増やすことになりました。",
            "ました。椅子を増やすことになりました。",
            WORD,
        ),
        ("席が足りない日もあります。", "椅子を増やしました。", None, None),
        ("席が足りない日もあります。", "はじめに椅子を増やしました。", None, None),
        ("花园开放了。", "们都来看，大家都很高兴。", "们都来看，大家都很高兴。", WORD),
        ("花园开放了。", "很多人来看，大家都很高兴。", None, None),
        ("정원이 열렸습니다. 자리", "를 더 마련했습니다.", "를 더 마련했습니다.", WORD),
        ("정원이 열렸습니다.", "자리를 더 마련했습니다.", None, None),
        ("Die Beete sind nicht fertig.", "und die Samen sind auch nicht da.", "und die Samen sind auch", WORD),
        ("Los bancos están listos.", "y las semillas no están.", "y las semillas no están.", WORD),
        ("बगीचा खुला है।", "उसमें जगह है।", None, None),
        ("الحديقة مفتوحة.", "فيها مكان.", None, None),
    ],
)
def test_after_a_marker(parted: Parted, before: str, after: str, head: str | None, reason: str | None) -> None:
    document = parted(f"{before}\n\n---END---\n\n{after}\n")
    found = matches(document)
    assert [(match.values["head"], say_value(match.values["reason"])) for match in found] == (
        [(head, reason)] if head else []
    )
    for match in found:
        assert set(match.values) == beginning.VALUES
        assert document.source.get_excerpt(match.span) == head
        assert [document.source.get_excerpt(place.span) for place in match.related] == [before]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        # After text that breaks off, as if a marker stood between.
        ("The beds are dug in March, because\n\n...and the seeds follow.", "...and the seeds follow."),
        ("The beds are dug in March,\n\nand the seeds follow.", "and the seeds follow."),
        ("席が足りない日は、椅子\n\nを増やしました。", "を増やしました。"),
        # A small letter alone is no evidence there.
        ("The beds are dug in March, because\n\nseeds follow.", None),
        # After whole text only punctuation is.
        ("席が足りない日もある。\n\n、少しずつ増えました。", "、少しずつ増えました。"),
        ("席が足りない日もあります。\n\nを増やしました。", None),
        ("The beds are dug.\n\n...and the seeds follow.", None),
        ("The beds are dug.\n\nand the seeds follow.", None),
        # Headings and items end without a full stop.
        ("## 席\n\n、少しずつ増えました。", None),
        ("# the garden\n\n...and the seeds follow.", None),
        ("- the garden\n\n...and the seeds follow.", None),
        # Nothing stands before it.
        ("...and the seeds follow.", None),
        ("、少しずつ増えました。", None),
        ("<!-- draft -->\n\n...and the seeds follow.", None),
    ],
)
def test_without_a_marker(parted: Parted, text: str, head: str | None) -> None:
    assert [match.values["head"] for match in matches(parted(text))] == ([head] if head else [])


def test_comments_do_not_count(parted: Parted) -> None:
    document = parted("It is dug.\n\n<!-- a -->\n\n---END---\n\n<!-- b -->\n\nseeds follow.\n")
    (match,) = matches(document)
    assert [document.source.get_excerpt(place.span) for place in match.related] == ["It is dug."]


def test_a_marker_may_come_first(parted: Parted) -> None:
    (match,) = matches(parted("---END---\n\nseeds follow.\n"))
    assert match.related == ()


@pytest.mark.parametrize(
    ("before", "after", "sure"),
    [
        ("See the [beds](beds.md) of the garden", "or at this [pond](pond.md)", True),
        ("see the [beds](beds.md) of the garden", "or at this [pond](pond.md)", False),
        ("siehe die Beete im Garten hinter dem Haus", "und auch den Teich", False),
        ("ver los canteros del huerto", "y también el estanque", False),
    ],
)
def test_who_begins_in_small_letters_breaks_nothing_off(parted: Parted, before: str, after: str, sure: bool) -> None:
    found = matches(parted(f"{before}\n\n{after}\n"))
    assert [match.certain for match in found] in ([sure], [] if not sure else [sure])


def test_the_words_are_an_option(parted: Parted) -> None:
    document = parted("It is dug for the town.\n\n---END---\n\nthen the seeds of the beans follow.\n")
    plain = matches(document, beginning.Options())
    worded = matches(document, beginning.Options(first_words={"en": ("then",)}))
    assert plain != worded


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("It is dug. We count the beds.", "by asking all who look after one; nobody else knows.", True),
        ("Es ist gegraben. Wir zählen die Beete.", "und dann zählen wir die Bäume und die Bänke.", True),
        ("Il est ouvert. On compte les arbres.", "dans le jardin derrière la grange, comme tous les ans.", True),
        # A name in small letters, a label, a title, what goes on behind code, a list in words.
        ("It is dug. We count the beds.", "endmark counts the beds of all who look after one.", False),
        ("It is dug. We count the beds.", "by the people of the pond", False),
        ("It is dug. We count the beds:", "by asking all who look after one; nobody else knows.", False),
        ("We count the beds with", "```\ncount\n```\n\nby asking all who look after one.", False),
        ("## Beds", "by asking all who look after one; nobody else knows.", False),
        ("- beds", "by.", False),
        # A term over what is said of it.
        ("It is dug. We count the beds.", "by the water  \nChoose this where it rains every day.", False),
        ("It is dug. We count the beds.", "by the water\\\nChoose this where it rains every day.", False),
        ("It is dug. We count the beds.", "by asking all,  \nand nobody else who looks after one.", True),
        ("Es ist gegraben. Wir zählen.", "keine Bänke  \nDas ist für alle, die nicht sitzen wollen.", False),
    ],
)
def test_a_paragraph_whose_beginning_is_gone(parted: Parted, before: str, after: str, found: bool) -> None:
    found_here = matches(parted(f"{before}\n\n{after}\n"))
    assert [match.certain for match in found_here] == ([False] if found else [])
