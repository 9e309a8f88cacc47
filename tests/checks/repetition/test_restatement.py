"""Which sentences stand for each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from rapidfuzz import process

from endmark.checks.repetition.restatement import Wordings, is_restated, split_sentences
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import Block
from endmark.document.reader import read_document
from endmark.document.source import make_source
from shapes import word

GATE = "The old gate in the southern wall opens at dawn."
HERON = "A grey heron waits beside the pond all morning."


def block_of(text: str) -> Block:
    (block,) = read_document(make_source(text, "article.md")).blocks
    return block


@pytest.mark.parametrize(
    ("sentence", "other", "stands_for_it"),
    [
        (GATE, GATE, True),
        (GATE, "THE OLD GATE, in the southern wall, opens at dawn", True),
        (GATE, "The old gate in the southern wall opened at dawn.", True),
        (GATE, "The old gate in the south wall opens at dawn.", True),
        (GATE, HERON, False),
        (GATE, "", False),
        # A sentence in a longer one.
        (GATE, f"Everybody knows that {GATE[:-1].lower()}, when the milk comes.", True),
        (GATE, "The old gate opens.", False),
        ("It opens.", "As everybody here knows it opens early in the day.", False),  # too short to be recognised
        # Numbers.
        ("The garden has 40 beds and a pond.", "The garden has 40 beds, and one pond.", True),
        ("The garden has 40 beds and a pond.", "The garden has 41 beds and a pond.", False),
        ("The garden has 40 beds and a pond.", "The garden has many beds and a pond.", False),
        ("The garden has many beds and a pond.", "The garden has 40 beds and a pond.", False),
        ("It rose from 3 to 12 beds in one year.", "It rose from 12 to 3 beds in one year.", False),
        ("庭には40の畝と池があります。", "庭には40の畝と、池がありました。", True),
        ("庭には40の畝と池があります。", "庭には４１の畝と池があります。", False),
        ("庭には４０の畝と池があります。", "庭には40の畝と池があります。", True),
        ("投資額は三千億円で、完成は来年だそうです。", "投資額は五千億円で、完成は来年だそうです。", False),
        ("大きく二つの側面があると考えています。", "大きく三つの側面があると考えています。", False),
        ("大きく二つの側面があると考えています。", "大きく二つの側面があると考えます。", True),
        ("旧门有两把锁，黎明时打开。", "旧门有三把锁，黎明时打开。", False),
        # Other scripts.
        ("南の壁の古い門は夜明けに開きます。", "南の壁の古い門は、夜明けに開きます！", True),
        ("南の壁の古い門は夜明けに開きます。", "池のほとりで鷺が朝まで待っています。", False),
        ("花园的旧门在黎明时打开。", "花园的旧门在黎明的时候打开。", True),
        ("정원의 낡은 문은 새벽에 열립니다.", "정원의 낡은 문은 새벽에 열렸습니다.", True),
        ("Das alte Tor öffnet bei Tagesanbruch.", "Das alte Tor öffnete bei Tagesanbruch.", True),
    ],
)
def test_a_sentence_stands_for_another(sentence: str, other: str, stands_for_it: bool) -> None:
    assert Wordings([normalize_meaning(other)]).find_nearest(normalize_meaning(sentence)) == (
        0 if stands_for_it else None
    )


@pytest.mark.parametrize(
    ("others", "nearest"),
    [
        ([], None),
        ([HERON], None),
        ([HERON, GATE], 1),
        ([GATE.replace("opens", "opened"), HERON, GATE], 2),
        ([GATE, GATE], 0),
        ([f"In 1907 {GATE}", f"{GATE} So they say."], 1),
    ],
)
def test_of_several_the_nearest_counts(others: list[str], nearest: int | None) -> None:
    assert Wordings([normalize_meaning(other) for other in others]).find_nearest(normalize_meaning(GATE)) == nearest


@pytest.mark.parametrize(
    ("make", "asked", "nearest"),
    [
        (
            "Then {} came to the town and met the keeper of the gate.",
            "Then {} came to the town to meet the keeper of the gate.",
            True,
        ),
        (
            "Dann kam {} in die Stadt und traf den Wärter am Tor.",
            "Dann kam {} in die Stadt und traf dort den Wärter am Tor.",
            True,
        ),
        ("そのあと{}が町へ来て、南の門の番人に会いました。", "そのあと{}が町へ来て、門の番人に会いました。", True),
        ("Then {} came to the town.", "Everybody in the valley knows that then {} came to the town by boat.", False),
        ("Everybody in the valley knows that then {} came to the town by boat.", "Then {} came to the town.", True),
    ],
)
def test_of_many_that_are_alike_one_is_found_by_its_passages(
    make: str, asked: str, nearest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []

    def extract(sentence: str, choices: Sequence[str], **named: Any) -> Any:
        compared.append(len(choices))
        return extract_one(sentence, choices, **named)

    extract_one = process.extractOne
    monkeypatch.setattr(process, "extractOne", extract)
    names = [word(7_919 * number) for number in range(600)]
    wordings = Wordings([normalize_meaning(make.format(name)) for name in names])
    for number in (0, 300, 599):
        assert wordings.find_nearest(normalize_meaning(asked.format(names[number]))) == (number if nearest else None)
    assert max(compared) < 20


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        (GATE, GATE.replace("opens", "opened"), True),
        (GATE, GATE.replace("opens", "never opens"), False),
        (GATE, GATE.replace("southern", "western"), False),
        (GATE, f"{HERON} {GATE}", True),
        (f"{GATE} {HERON}", f"{HERON} {GATE}", True),
        (f"{GATE} {HERON}", GATE, False),
        (f"{GATE} It squeaks.", f"{GATE} Then it squeaks. {HERON}", True),  # word for word in a longer one
        (f"{GATE} It squeaks.", f"{GATE} Nothing is heard. {HERON}", False),
        # One that begins with a small letter is one, too.
        (f"{GATE} it squeaks all day.", f"{GATE[:-1]} and hardly ever closes.", False),
        ("the heron waits. the gate opens at noon in june", "the heron waits the gatepost at noon in june", False),
        ("das Tor geht auf. der Reiher wartet am Teich", "das Tor geht auf, und der Rabe wartet am Teich", False),
        (f"**{GATE}**", GATE, True),
        (f"# {GATE}", f"- {GATE}", True),
        (GATE.replace("old", "1st"), GATE, False),
        ("門は朝に開きます。鷺が待っています。", "門は朝に開きます。そして鷺が待っています。", True),
        ("門は朝に開きます。鷺が待っています。", "門は朝に開きます。誰もいません。", False),
    ],
)
def test_a_block_is_restated_when_each_of_its_sentences_is(text: str, other: str, expected: bool) -> None:
    assert is_restated(block_of(text), block_of(other)) is expected


def test_sentences_are_those_a_reader_sees() -> None:
    assert split_sentences(block_of("The **old** gate opens.\nIt [squeaks](a.md).")) == [
        "The old gate opens.",
        "It squeaks.",
    ]
