"""What each block of an article is for."""

from __future__ import annotations

from typing import get_args

import pytest

from endmark.document.article import read_article
from endmark.document.blocks import Role
from endmark.document.packed_blocks import pack_blocks
from endmark.document.role_words import KEYS, LANGUAGES, _load_words, get_role_words
from endmark.document.roles import MEANINGS, decide_roles
from endmark.document.source import Source


def read_roles(text: str) -> list[str]:
    return [block.role for block in read_article(Source("a.md", text)).blocks if block.text.content]


def read_last(text: str, language: str) -> str:
    """The role of the last block, in an article in that language."""
    return read_roles(f"---\nlang: {language}\n---\n\n{text}\n")[-1]


def test_every_role_has_its_meaning() -> None:
    assert set(MEANINGS) == set(get_args(Role))


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        # Whose words or whose picture it is.
        ("zh", "-- [林小雨](https://example.com/a)，住在山里的木匠", "attribution"),
        ("en", "-- [Ada Brook](https://example.com/a), who keeps bees", "attribution"),
        ("de", "> Der Garten wächst.\n>\n> — Anna Feld, Gärtnerin aus Bremen", "attribution"),
        ("fr", "> Le jardin pousse.\n>\n> — https://example.com/jardin#le-jardin-pousse", "attribution"),
        ("ja", "「庭は待ってくれる」\n\n— 庭師の山田", "attribution"),
        ("ja", "（出典：町の図書館）", "attribution"),
        ("ja", "写真提供：町の図書館", "attribution"),
        ("zh", "文／林小雨", "attribution"),
        ("zh", "来源：小城图书馆", "attribution"),
        ("ko", "출처: 마을 도서관", "attribution"),
        ("en", "By Ada Brook and Tom Reed", "attribution"),
        ("en", "(Source: the town library)", "attribution"),
        ("es", "Por Ana García", "attribution"),
        ("ru", "Источник: городская библиотека", "attribution"),
        ("uk", "Джерело: міська бібліотека", "attribution"),
        ("ar", "المصدر: مكتبة المدينة", "attribution"),
        ("hi", "स्रोत: नगर पुस्तकालय", "attribution"),
        ("hi", "पेड़ धीरे बढ़ते हैं\n\n— बाग की पुरानी रखवाली", "attribution"),
        ("es", "Los árboles crecen despacio\n\n— cuidadora de un huerto en Lugo", "attribution"),
        ("pl", "Źródło: biblioteka miejska", "attribution"),
        # Dialogue begins with a dash, too.
        ("ru", "— Я приду завтра, если только не будет дождя, сказал он и закрыл калитку", "prose"),
        ("fr", "— Je viendrai demain si la pluie nous laisse un peu tranquilles", "prose"),
        ("en", "By the end of March the beds are dug", "prose"),
        # Signed.
        ("en", "Hello all! The list came late. That was our slip! --mika", "signature"),
        ("ja", "今週も読んでくれてありがとう。\n― 編集部", "signature"),
        ("en", "Best wishes,", "signature"),
        ("de", "Mit freundlichen Grüßen\nAnna", "signature"),
        ("nl", "Met vriendelijke groet,", "signature"),
        ("tr", "Saygılarımla,", "signature"),
        ("en", "It works. — and then the rain came down on all of us", "prose"),
        # What is shown.
        ("en", "Figure 3: The gate in spring", "caption"),
        ("ja", "図2 春の門", "caption"),
        ("de", "Abb. 4: Das Tor im Frühling", "caption"),
        ("pt", "Figura 1 – O portão na primavera", "caption"),
        ("th", "ภาพที่ 2: ประตูในฤดูใบไม้ผลิ", "caption"),
        ("vi", "Hình 2: Cánh cổng mùa xuân", "caption"),
        ("ja", "図2に示すように門は開いている", "prose"),
        ("en", "Figure 3 shows the gate in spring", "prose"),
        # Labels and fields.
        ("en", "**Opening hours**", "label"),
        ("en", "© 2026 The garden", "label"),
        ("en", "Venue: the old barn", "field"),
        ("en", "Date: 2026-03-01\nVenue: the old barn\nPrice: two plums", "field"),
        ("ja", "会場：古い納屋", "field"),
        ("en", "Note: the barn was sold. It stands empty now and nobody", "prose"),
        ("en", "**Gate** - opens at dawn", "term"),
        ("en", "The tools of the trade:", "lead-in"),
        ("zh", "工具如下：", "lead-in"),
        # Stamps.
        ("en", "February 13, 2026", "stamp"),
        ("en", "v2.4.1", "stamp"),
        ("en", "$19.90", "stamp"),
        ("ja", "2026年2月13日 午後3時", "stamp"),
        ("de", "13. Februar 2026, 15 Uhr", "stamp"),
        ("ru", "13 февраля 2026 года", "stamp"),
        ("en", "est31", "prose"),
        ("en", "In 2026 we moved", "prose"),
        # What is shown alone.
        ("en", "https://example.com/card", "embed"),
        ("en", "![](gate.png)", "embed"),
        ("ja", "[庭の手引き][1]\n\n[1]: https://example.com", "embed"),
        ("en", "[One](a.md) | [Two](b.md)", "embed"),
        ("en", "[One](a.md) and the rest", "prose"),
        ("en", "- [One](a.md)", "prose"),
        ("en", "- ![](gate.png)", "embed"),
        # Verse.
        ("zh", "his ghost still runs\n他的影子还在跑", "verse"),
        ("ru", "the river was high\nрека была высока", "verse"),
        ("en", "The gate is old  \nthe bell is cold  \nthe road goes on", "verse"),
        ("en", "The gate is old.  \nThe bell is cold.  \nThe road goes on.", "prose"),
        ("ja", "HTML版は example.com で\n公開しています", "prose"),
        # Prose.
        ("en", "The gate opens at dawn and closes at dusk.", "prose"),
        ("ja", "門は朝に開き、夕方に閉まる。", "prose"),
    ],
)
def test_the_role_of_one_block(language: str, text: str, role: str) -> None:
    assert read_last(text, language) == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # Before what it introduces, a line may stop openly.
        ("What we need\n\n- a spade", ["lead-in", "prose"]),
        ("What we need\n\n| a | b |\n|---|---|\n| c | d |", ["lead-in", "prose"]),
        ("What we need\n\n<!-- none -->\n\n- a spade", ["lead-in", "prose"]),
        ("What we need.\n\n- a spade", ["prose", "prose"]),
        ("同じような道具がたくさんある店\n\n**金物屋**\n:   <https://example.com/>", ["lead-in", "term", "embed"]),
        # An image is introduced by what points at it.
        ("門は次のようになっている\n\n![](gate.png)", ["lead-in", "embed"]),
        ("The gate looks like this\n\n![](gate.png)", ["lead-in", "embed"]),
        ("大门如下图\n\n![](gate.png)", ["lead-in", "embed"]),
        ("The gate was green in\n\n![](gate.png)", ["prose", "embed"]),
        # The notes stand under their heading when the page is shown.
        ("A gate[^1].\n\n[^1]: Green.\n\n## Notes", ["prose", "prose", "lead-in"]),
        ("A gate[^1].\n\n[^1]: Green.\n\n## Paint", ["prose", "prose", "prose"]),
        ("A gate.\n\n## Notes", ["prose", "prose"]),
    ],
)
def test_roles_by_place(text: str, roles: list[str]) -> None:
    assert read_roles(text) == roles


def test_what_a_dialect_says_of_a_block_stays() -> None:
    text = "The gate opens at dawn."
    (block,) = read_article(Source("a.md", text)).blocks
    (kept,) = decide_roles([block._replace(role="label")], text)
    assert kept.role == "label"


def test_many_blocks_have_the_same_roles() -> None:
    text = "Figure 1: A gate\n\n![](a.png)\n\nThe gate is open.\n\nVenue: a barn\n\n" * 1_300
    blocks = read_article(Source("a.md", text)).blocks
    assert type(blocks) is not tuple
    few = read_article(Source("a.md", text[: len(text) // 1_300])).blocks
    assert (
        [block.role for block in blocks[:4]] == [block.role for block in few] == ["caption", "embed", "prose", "field"]
    )
    assert {block.role for block in pack_blocks(blocks, text)} == {"caption", "embed", "prose", "field"}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_words_of_a_language(language: str) -> None:
    words = _load_words(language)
    assert set(words) <= set(KEYS)
    assert set(KEYS) - set(words) <= {"goes_on", "particles", "clauses"}
    assert all(word == word.lower() for key in words for word in words[key])


@pytest.mark.parametrize(
    ("language", "script", "key"),
    [("und", "Cyrl", "рис."), ("und", "Deva", "चित्र"), ("und", "Latn", "şekil"), ("xx", "Zyyy", "figure")],
)
def test_where_no_language_is_known_the_script_chooses(language: str, script: str, key: str) -> None:
    assert key in get_role_words(language, script).captions
