from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.pattern import Options, find
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_reason
from endmark.violation import Match

TAGS = Options(
    fields=("title",), anywhere=(Pattern("</?(?:muse|dream)>"),), where="source", fix="take-out", paired=True
)


def matches(text: str, most: int = 9) -> list[Match]:
    return list(find(read_document(make_source(text, "a.md")), TAGS, Scope(most=most)))


def fixed(text: str) -> str:
    edits = [edit for match in matches(text) if match.fix for edit in match.fix.edits]
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("<muse>\nHours?\n</muse>\n\nIt opens.\n", "It opens.\n"),
        ("It opens.\n\n<muse>\nHours?\n\nNo.\n</muse>\n\n\nIt closes.\n", "It opens.\n\nIt closes.\n"),
        ("It opens.\n\n<muse>Hours?</muse>\n", "It opens.\n\n"),
        ("It <muse>when?</muse> opens.\n", "It opens.\n"),
        ("<muse>\nOne.\n<muse>\nTwo.\n</muse>\n\nIt opens.\n", "It opens.\n"),
        ("<dream>\nOne.\n\n<muse>\nTwo.\n</muse>\n\nIt opens.\n", "<dream>\nOne.\n\nIt opens.\n"),
        ("It opens.\n</muse>\n\nIt closes.\n", "It opens.\n</muse>\n\nIt closes.\n"),
        ("<muse>\nIt opens.\n", "<muse>\nIt opens.\n"),
        ("---\ntitle: <muse>It\n---\n\nIt </muse>opens.\n", "---\ntitle: <muse>It\n---\n\nIt </muse>opens.\n"),
        ("---\ntitle: It\n---\n\n<muse>\nHours?\n</muse>\n", "---\ntitle: It\n---\n\n<muse>\nHours?\n</muse>\n"),
    ],
)
def test_all_between_two_tags_goes_with_them(text: str, result: str) -> None:
    assert fixed(text) == result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<muse>\nHours?\n</muse>\n\nIt opens.\n", "<muse> … </muse>: -"),
        (
            "<muse>\nIt opens.\n",
            "<muse>: nobody knows how far it reaches without its other tag: take out what belongs to it",
        ),
        ("<muse>\nHours?\n</muse>\n", "<muse> … </muse>: nothing else stands in the article"),
    ],
)
def test_where_there_is_no_fix_there_is_a_reason(text: str, expected: str) -> None:
    (match,) = matches(text)
    why = say_reason(match.no_fix_reason) if match.no_fix_reason else "-"
    assert f"{match.values['match']}: {why}" == expected


def test_of_many_only_the_first_have_a_fix() -> None:
    found = matches("It opens.\n\n" + "<muse>\nHours?\n</muse>\n\n" * 3, most=1)
    assert [bool(match.fix) for match in found] == [True, False, False]
    assert [match.span.start for match in found] == [11, 34, 57]
