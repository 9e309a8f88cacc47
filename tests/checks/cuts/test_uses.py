"""What the rest of an article says of the words that a text ends with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.cuts import evidence, truncation
from endmark.checks.cuts.uses import Use, Uses
from endmark.document.article import read_article
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.ruleset.builtin import load_builtin_rules

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "truncated-sentence")


def find_use(*paragraphs: str) -> Use | None:
    """How the article uses the last words of its last paragraph."""
    blocks = read_article(Source("article.md", "\n\n".join(paragraphs) + "\n")).blocks
    return Uses(blocks).find_use(blocks[-1])


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["We dug by the pond. The pond is deep.", "It is the pond"], ("pond", 1, 1)),
        (["Swim in the “pond.” Ponds and fishponds are wet.", "We dug a POND"], ("pond", 1, 0)),
        (["The pond", "A pond", "The pond"], ("pond", 0, 0)),
        (["Look at the *pond*! There is a pond; it is deep.", "It is a **pond**"], ("pond", 2, 0)),
        (["Der Teich ist tief. Wir graben am Teich.", "Alle sehen den Teich"], ("teich", 1, 1)),
        (["Пруд глубок. Мы копали у пруда.", "Мы видели пруд"], ("пруд", 0, 1)),
        (["水やりをしました。水やりをしましたが、雨でした。", "水やりをしました"], ("ました", 1, 1)),
        (["誰も泳ぎませんでした。", "誰も泳ぎません"], ("ません", 0, 0)),
        (["我们种了很多花。我们种了很多树。", "这里有很多花"], ("很多花", 1, 0)),
        (["Redis 서버를 켭니다. Redis 서버를 끕니다. Fredis.", "이것은 Redis"], ("redis", 0, 2)),
        (["물을 줍니다. 물을 줍니다만 비가 와서 쉽니다.", "물을 줍니다"], ("줍니다", 1, 1)),
    ],
)
def test_sentences_end_there_or_go_on(paragraphs: list[str], expected: tuple[str, int, int]) -> None:
    assert find_use(*paragraphs) == expected


def test_behind_names_in_other_letters_articles_go_on() -> None:
    text = "Redis 서버를 켭니다. " * 12 + "\n\n못에 물을 채우고 나서 모두가 함께 쓰는 것은 Redis\n"
    document = read_article(Source("article.md", text))
    (weighing,) = truncation.weigh(document, RULE.options, document.blocks[-1].span)
    assert "evidence.goes-on-elsewhere" not in {piece.seen.code for piece in weighing.pieces}


def test_before_a_marker_whole_words_are_no_evidence(parted: Parted) -> None:
    whole = "畝を掘るのはとても楽しいのです。みんなが掘るのです。\n\n"
    document = parted(f"{whole * 3}池の水は町のみんなを守るものなのです\n\n---END---\n\n{whole}")
    assert len(list(truncation.find(document, RULE.options, RULE.scope))) == 1


def test_of_very_many_endings_the_first_are_looked_for() -> None:
    text = "\n\n".join(f"We dug bed{number}" for number in range(300))
    blocks = read_article(Source("article.md", text)).blocks
    uses = Uses(blocks)
    known = [uses.find_use(block) is not None for block in blocks]
    assert known == [True] * 200 + [False] * 100
    assert uses.find_use(blocks[0]) is not None


@pytest.mark.parametrize(
    ("ends", "goes_on", "joined", "most", "nats"),
    [
        (0, 0, False, 2.0, None),
        (0, 1, False, 2.0, 0.4),
        (0, 3, False, 2.0, 0.9),
        (0, 2, False, 2.0, 0.4),
        (0, 10, False, 0.5, 0.5),
        (0, 10, False, 0.0, None),
        (1, 2, False, 2.0, -0.7),
        (2, 2, False, 0.0, -1.2),
        (1, 3, False, 2.0, None),  # one end in four may be chance
        (0, 1, True, 2.0, 0.7),
        (0, 3, True, 2.0, 0.9),
        (1, 0, True, 2.0, -2.5),
        (2, 0, True, 2.0, -4.0),
    ],
)
def test_what_that_weighs(ends: int, goes_on: int, joined: bool, most: float, nats: float | None) -> None:
    pieces = evidence.weigh_uses("pond", ends, goes_on, most, joined=joined)
    assert [piece.nats for piece in pieces] == ([] if nats is None else [nats])
