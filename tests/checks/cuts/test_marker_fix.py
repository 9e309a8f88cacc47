"""What becomes of stray end markers, and where they stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.cuts import marker_fix
from endmark.checks.patterns import pattern
from endmark.document.blocks import Block
from endmark.document.markers import iter_parted
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.repair.edit_map import apply_edits
from endmark.messages.catalogue import say_reason
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Fix

RULE = next(rule for rule in load_builtin_rules() if rule.id == "stray-end-marker")

BREAKS_OFF = "the text before it breaks off"
IN_THE_MIDDLE = "the text after it begins in the middle"


def fixes(text: str) -> list[Fix | str]:
    """For each marker its fix, or why there is none."""
    document = read_document(make_source(text, "article.md"))
    return [
        match.fix or (say_reason(match.no_fix_reason) if match.no_fix_reason else "")
        for match in pattern.find(document, RULE.options, RULE.scope)
    ]


def judged(text: str) -> tuple[str, list[bool | str]]:
    """The text without the markers that have a fix; for each marker whether that is safe, or why there is none."""
    judgements = [fix.safe if isinstance(fix, Fix) else fix for fix in fixes(text)]
    while applicable := [fix for fix in fixes(text) if isinstance(fix, Fix)]:
        text, _ = apply_edits(text, applicable[0].edits)
    return text, judgements


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # At the end of the article.
        ("The gate is open.\n\n---END---\n", "The gate is open.\n"),
        ("The gate is open.\n\n---END---", "The gate is open."),
        ("The gate is open.\n\n---END---\n\n\n", "The gate is open.\n"),
        ("The gate is open.\r\n\r\n---END---\r\n", "The gate is open.\r\n"),
        ("The gate is open.\n---END---\n", "The gate is open.\n"),
        ("門は朝に開きます。\n\n---記事終了---\n", "門は朝に開きます。\n"),
        ("花园春天开放。\n\n---END---\n", "花园春天开放。\n"),
        ("تفتح البوابة عند الفجر.\n\n---END---\n", "تفتح البوابة عند الفجر.\n"),
        ("---END---\n", ""),
        # A heading that says nothing else would be left without a word.
        ("# ---END---\n", ""),
        ("The gate is open.\n\n# ---END---\n", "The gate is open.\n"),
        ("The gate is open.\n\n## **---END---** ##\n\nThe weir is old.\n", "The gate is open.\n\nThe weir is old.\n"),
        ("門は朝に開きます。\n### ---END---\n堰は古いです。\n", "門は朝に開きます。\n\n堰は古いです。\n"),
        ("Das Tor ist auf.\r\n\r\n# ---END---\r\n\r\nDas Wehr.\r\n", "Das Tor ist auf.\r\n\r\nDas Wehr.\r\n"),
        # Between two passages.
        ("The gate is open.\n\n---END---\n\nA heron waits.\n", "The gate is open.\n\nA heron waits.\n"),
        ("The gate is open.\n\n\n---END---\n\n\nA heron waits.\n", "The gate is open.\n\n\nA heron waits.\n"),
        ("The gate is open.\n---END---\nA heron waits.\n", "The gate is open.\n\nA heron waits.\n"),
        ("The gate is open.\r\n---END---\r\nA heron waits.\r\n", "The gate is open.\r\n\r\nA heron waits.\r\n"),
        (
            "The gate is open.\n\n---END---\n\n## Herons\n\nOne waits.\n",
            "The gate is open.\n\n## Herons\n\nOne waits.\n",
        ),
        ("The gate is open.\n\n---END---\n\n```\nwait()\n```\n", "The gate is open.\n\n```\nwait()\n```\n"),
        ("---END---\n\nThe gate is open.\n", "The gate is open.\n"),
        # Glued to what is before or after it.
        ("The gate is open. ---END---\n", "The gate is open.\n"),
        ("The gate is open.---END---\n\nA heron waits.\n", "The gate is open.\n\nA heron waits.\n"),
        ("---END--- The gate is open.\n", "The gate is open.\n"),
        ("A bench.\n\n---END---The gate is open.\n", "A bench.\n\nThe gate is open.\n"),
        ("The gate is open. ---END--- A heron waits.\n", "The gate is open.\n\nA heron waits.\n"),
        ("The gate is open. ---END--- A heron waits.\r\n", "The gate is open.\r\n\r\nA heron waits.\r\n"),
        ("門は朝に開きます。---END---鷺が待っています。\n", "門は朝に開きます。\n\n鷺が待っています。\n"),
        ("The gate is open.<|im_end|>\n", "The gate is open.\n"),
        # Where nothing but a carriage return ends a line.
        ("The gate is open.\r\r---END---\r", "The gate is open.\r"),
        ("The gate is open.\r---END---\rA heron waits.\r", "The gate is open.\r\rA heron waits.\r"),
        ("門は朝に開きます。---END---鷺が待っています。\r", "門は朝に開きます。\r\r鷺が待っています。\r"),
        ("تفتح البوابة عند الفجر.###END###\rينتظر مالك الحزين.\r", "تفتح البوابة عند الفجر.\rينتظر مالك الحزين.\r"),
        ("> The gate is open.\r>\r> ---END---\r", "> The gate is open.\r"),
        ("\r---END---\n", ""),
        ("The gate is open.\r---END---\nA heron waits.\n", "The gate is open.\r\nA heron waits.\n"),
        # In lists and quotations.
        ("- A bench.\n- ---END---\n", "- A bench.\n"),
        ("- A bench.\n- ---END---\n- A gate.\n", "- A bench.\n- A gate.\n"),
        ("1. A bench.\n2. A gate. ---END---\n", "1. A bench.\n2. A gate.\n"),
        ("- A bench.\n- ---END--- A gate.\n", "- A bench.\n- A gate.\n"),
        ("> A heron waits.\n>\n> ---END---\n", "> A heron waits.\n"),
        ("> A heron waits.\n> ---END---\n\nThe gate is open.\n", "> A heron waits.\n\nThe gate is open.\n"),
        ("> A heron waits. ---END---\n", "> A heron waits.\n"),
        # A line without a quote sign stands in a quotation because the one before has it.
        ("> ---END---\nThe gate is open.\n", "> The gate is open.\n"),
        ("> 鷺が待っています。\n> ---END---\n門は朝に開きます。\n", "> 鷺が待っています。\n> 門は朝に開きます。\n"),
        ("> > A bench.\n> > ---END---\n> The gate is open.\r\n", "> > A bench.\n> > The gate is open.\r\n"),
        ("> ---END---\n> The gate is open.\n", "> The gate is open.\n"),
        ("> ---END---\n# A heron waits\n", "# A heron waits\n"),
        # Several in a row.
        ("The gate is open.\n\n---END---\n\n[END]\n", "The gate is open.\n"),
        ("The gate is open.\n\n---END---\n---END---\n\nA heron waits.\n", "The gate is open.\n\nA heron waits.\n"),
    ],
)
def test_a_marker_goes_where_nobody_needs_to_read_what_is_left(before: str, after: str) -> None:
    text, judgements = judged(before)
    assert text == after
    assert set(judgements) == {True}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What follows stands before, too.
        (
            "The gate is open.\n\nA heron waits.\n\n---END---\n\nThe gate is open.\n",
            "The gate is open.\n\nA heron waits.\n\nThe gate is open.\n",
        ),
        ("# Herons\n\nOne waits.\n\n---END---\n\n# Herons\n", "# Herons\n\nOne waits.\n\n# Herons\n"),
        ("The gate is open.\n\n---END---\n\nThe gate is open.\n", "The gate is open.\n\nThe gate is open.\n"),
        # A list item, a heading or a line in bold may be whole without a full stop.
        ("## Herons\n\n---END---\n\nOne waits.\n", "## Herons\n\nOne waits.\n"),
        ("- a bench\n\n---END---\n\nThe gate is open.\n", "- a bench\n\nThe gate is open.\n"),
        ("**The old gate**\n\n---END---\n\nIt is open.\n", "**The old gate**\n\nIt is open.\n"),
    ],
)
def test_a_marker_goes_but_somebody_should_read_what_is_left(before: str, after: str) -> None:
    assert judged(before) == (after, [False])


@pytest.mark.parametrize(
    ("text", "no_fix_reason"),
    [
        ("The gate is open to\n\n---END---\n\nA heron waits.\n", BREAKS_OFF),
        ("The gate is open to\n\n---END---\n", BREAKS_OFF),
        ("The gate is open, ---END---\n", BREAKS_OFF),
        ("The gate (it is\n\n---END---\n\nA heron waits.\n", BREAKS_OFF),
        ("- a bench,\n\n---END---\n\nThe gate is open.\n", BREAKS_OFF),
        ("- a bench\n\n---END---\n", BREAKS_OFF),
        ("席が足りない日も\n\n---END---\n\n鷺が待っています。\n", BREAKS_OFF),
        ("花园春天开放，\n\n---END---\n", BREAKS_OFF),
        ("The gate is open.\n\n---END---\n\n...and a heron waits.\n", IN_THE_MIDDLE),
        ("The gate is open.\n\n---END---\n\n… and a heron waits.\n", IN_THE_MIDDLE),
        ("The gate is open.\n\n---END---\n\nand a heron waits.\n", IN_THE_MIDDLE),
        ("The gate is open. ---END--- , and a heron waits.\n", IN_THE_MIDDLE),
        ("門は朝に開きます。\n\n---END---\n\n、鷺が待っています。\n", IN_THE_MIDDLE),
    ],
)
def test_a_marker_at_a_cut_shows_the_place_and_stays(text: str, no_fix_reason: str) -> None:
    assert judged(text) == (text, [no_fix_reason])


def test_of_several_markers_at_a_cut_the_first_stays() -> None:
    before = "The gate is open to\n\n---END---\n\n---END---\n\nA heron waits.\n"
    after = "The gate is open to\n\n---END---\n\nA heron waits.\n"
    assert judged(before) == (after, [BREAKS_OFF, True])


def test_each_marker_is_judged_by_what_is_next_to_it() -> None:
    before = "The gate is open.\n\n---END---\n\nA heron waits for\n\n---END---\n\nThe bench is green.\n\n---END---\n"
    after = "The gate is open.\n\nA heron waits for\n\n---END---\n\nThe bench is green.\n"
    assert judged(before) == (after, [True, BREAKS_OFF, True])


def test_comments_between_a_marker_and_the_text_do_not_count() -> None:
    before = "The gate is open to\n\n<!-- later -->\n\n---END---\n"
    assert judged(before) == (before, [BREAKS_OFF])


def test_no_more_is_read_than_what_stands_behind_a_marker(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The gate is open.\n\n---END---\n\n" * 9
    document = read_document(make_source(text, "article.md"))
    spans = [Span(mark.start(), mark.end()) for mark in re.finditer("---END---", text)]
    read: list[Block] = []

    def watch(*arguments: Any) -> Iterator[Block]:
        for block in iter_parted(*arguments):
            read.append(block)
            yield block

    monkeypatch.setattr(marker_fix, "iter_parted", watch)
    assert len(list(islice(marker_fix.iter_marker_fixes(document, spans), 2))) == 2
    assert len(read) == 5
    read.clear()
    found = list(pattern.find(document, RULE.options, Scope(most=2)))
    assert (len(found), len(read)) == (9, 5)


def test_the_fix_says_what_it_does() -> None:
    (fix,) = fixes("The gate is open.\n\n---END---\n")
    assert isinstance(fix, Fix)
    assert say_reason(fix.title) == "take out the marker"
