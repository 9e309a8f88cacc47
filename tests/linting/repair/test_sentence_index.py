"""Where what a repair took out is still said."""

from __future__ import annotations

import pytest

from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.repair.pieces import iter_document_sentences
from endmark.linting.repair.sentence_index import RemovedSentence, SentenceIndex
from endmark.linting.repair.span_set import SpanSet

GATE = "The gate in the wall opens at dawn."
HERON = "A grey heron waits by the pond until noon."
BENCH = "Every bench was painted green in the autumn of 1907."
GREENISH = BENCH.replace("green", "greenish")


def document(*blocks: str) -> Document:
    return read_document(Source("article.md", "\n\n".join(blocks) + "\n"))


@pytest.mark.parametrize(
    ("left", "taken", "expected"),
    [
        ([GATE, HERON], [GATE], [RemovedSentence(GATE, 1)]),
        ([GATE, HERON], [HERON, GATE], [RemovedSentence(HERON, 3), RemovedSentence(GATE, 1)]),
        ([GATE, f"{BENCH} {HERON}"], [HERON], [RemovedSentence(HERON, 3)]),
        ([GATE, f"- **{HERON}**"], [HERON], [RemovedSentence(HERON, 3)]),
        ([HERON, BENCH], [GREENISH], [RemovedSentence(GREENISH, 3, BENCH)]),
        ([HERON, BENCH], [BENCH.replace("1907", "1908")], []),  # another number
        ([GATE, "The gate."], ["The gate."], [RemovedSentence("The gate.", 3)]),  # not as a part of another sentence
        ([GATE, HERON], ["The gate in the wall."], [RemovedSentence("The gate in the wall.", 1)]),
        ([HERON], [GATE], []),
        ([], [GATE], []),
        (
            ["門は朝に開きます。", "鷺が待っています。"],
            ["鷺が待っています。"],
            [RemovedSentence("鷺が待っています。", 3)],
        ),
        # A sentence that goes from one block to the next stands where it begins.
        ([GATE, "# Herons", HERON], [f"Herons {HERON}"], [RemovedSentence(f"Herons {HERON}", 3)]),
    ],
)
def test_what_was_taken_out_still_stands_somewhere(
    left: list[str], taken: list[str], expected: list[RemovedSentence]
) -> None:
    assert (
        list(SentenceIndex(document(*left)).iter_still_said(iter_document_sentences(document(" ".join(taken)))))
        == expected
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 4, [GATE]),
        (0, 36, [GATE]),
        (34, 38, [GATE, HERON]),
        (35, 37, []),  # the empty line between them
        (4, 4, []),
        (40, 41, [HERON]),
    ],
)
def test_which_sentences_a_span_meets(start: int, end: int, expected: list[str]) -> None:
    places = SpanSet([Span(start, end)] if start < end else [])
    assert [sentence.content for sentence in iter_document_sentences(document(GATE, HERON), places)] == expected


@pytest.mark.parametrize(
    ("first", "half", "between", "rest"),
    [
        (GATE, "A grey heron waits by the po", BENCH, "nd until noon, and sleeps."),
        ("門は朝に開きます。", "大きな鷺が池のほとりで昼まで待ち、堅", "椅子は青い。", "牢な小屋で眠ります。"),
        ("Das Tor öffnet früh.", "Ein grauer Reiher wartet am Tei", BENCH, "ch bis zum Mittag und schläft."),
        ("문은 아침에 열립니다.", "큰 왜가리가 연못가에서 낮까지 기다", BENCH, "리다가 오두막에서 잡니다."),
    ],
)
def test_halves_apart_from_each_other_are_no_sentence(first: str, half: str, between: str, rest: str) -> None:
    (sentence,) = iter_document_sentences(document(half + rest))
    assert SentenceIndex(document(f"{first} {half}", between, rest)).find_lost(sentence)
    assert not SentenceIndex(document(f"{first} {half}{rest}", between)).find_lost(sentence)


@pytest.mark.parametrize(
    ("title", "taken", "is_lost"),
    [
        (
            "A garden that belongs to everybody in town: a visit",
            "A garden that belongs to everybody in the town.",
            False,
        ),
        ("Who owns the garden at the station? A visit", "Who owns the garden at our station?", True),
        ("Who owns the garden at the station? A visit", "Who owns the garden at station?", False),
        ("空き地に生まれたみんなの庭とは？一年を追う", "空き地で生まれたみんなの庭とは？", False),
        ("空き地に生まれた四十の庭とは？一年を追う", "空き地に生まれた六十の庭とは？", True),
        ("Wem gehört der Garten am Bahnhof? Ein Besuch", "Wem gehört der Garten, am Bahnhof?", False),
        ("Wem gehört der Garten am Bahnhof? Ein Besuch", "Wem gehört der Garten nicht am Bahnhof?", True),
    ],
)
def test_what_the_title_says_in_nearly_the_same_words_is_not_lost(title: str, taken: str, is_lost: bool) -> None:
    index = SentenceIndex(document(f'---\ntitle: "{title}"\n---', HERON))
    (piece,) = iter_document_sentences(document(taken))
    assert (index.find_lost(piece) is not None) is is_lost
