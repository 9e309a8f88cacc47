"""What kind of text stands after a label, and which of them are cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from endmark.checks.cuts import truncation
from endmark.document.article import read_article
from endmark.document.source import Source
from endmark.ruleset.builtin import load_builtin_rules

RULE = next(rule for rule in load_builtin_rules() if rule.id == "truncated-sentence")

NOTES = {
    "en": (
        "**Water:** The butts are filled by the rain, and nobody may take more than a can of it.",
        "**Tools:** They hang in the shed behind the pond, and you bring them back before it is dark.",
        "**Seeds:** We share them in March, when all of us meet at the gate.",
    ),
    "de": (
        "**Wasser:** Die Tonnen füllt der Regen, und niemand nimmt mehr als eine Kanne davon.",
        "**Werkzeug:** Es hängt im Schuppen hinter dem Teich, und ihr bringt es zurück, bevor es dunkel wird.",
        "**Samen:** Wir teilen sie im März, wenn sich alle am Tor treffen.",
    ),
    "ja": (
        "**水:** 雨水をためた桶から使います。一人につき一杯までにしてください。",
        "**道具:** 池の裏の小屋に掛けてあり、暗くなる前に戻してください。",
        "**種:** 三月に全員が門の前に集まったとき、みんなで分け合います。",
    ),
    "zh": (
        "**用水：** 水桶里装的是雨水，每个人每次只能取一壶。",
        "**工具：** 工具挂在池塘后面的小屋里，请在天黑之前放回原处。",
        "**种子：** 三月大家在门口聚会的时候，我们一起分种子。",
    ),
}
"""What is said after a label, in sentences."""


def find_tails(text: str) -> list[str]:
    return list(iter_tails(text))


def iter_tails(text: str) -> Iterator[str]:
    document = read_article(Source("article.md", text))
    for match in truncation.find(document, RULE.options, RULE.scope):
        yield document.source.get_excerpt(match.span)


@pytest.mark.parametrize(
    ("language", "cut"),
    [
        ("en", "**Gates:** They are shut at night, and you will find the key to them in the box under the"),
        ("en", "**Gates** - They are shut at night, and you will find the key to them in the box under the"),
        ("de", "**Tore:** Sie sind nachts zu, und ihr findet den Schlüssel dazu in der Kiste unter der"),
        ("ja", "**門:** 夜は閉まっています。鍵は管理人が預かっているので、使うときは事前に連絡を"),
        ("zh", "**大门：** 晚上大门是关着的，如果你需要钥匙，可以在门口旁边的"),
    ],
)
def test_what_is_said_after_a_label_is_cut(language: str, cut: str) -> None:
    whole = "\n\n".join(NOTES[language] * 2)
    assert len(find_tails(f"{whole}\n\n{cut}\n\n{whole}\n")) == 1


@pytest.mark.parametrize(
    "label",
    [
        "**Place:** the garden behind the barn, on the left side",
        "**Tags:** **ponds**, **gates**, **roses**",
        "Place: the garden behind the barn",
        ":seedling: **ponds**, **gates**, **roses**",
        "**Opening hours of the garden and the way to its gate**",
        "**庭の未来と、実現への道のり**",
        "**なぜ今、庭なのか？水門、柵、そして新しい小屋の誕生をめぐる三つの問い**",
        "Figure 3: the garden behind the barn as it was in spring, when nobody had dug it",
        "Photo: Ann Bell, who looks after the roses",
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_label_needs_no_full_stop(language: str, label: str) -> None:
    whole = "\n\n".join(NOTES[language])
    assert find_tails(f"{whole}\n\n{label}\n\n{whole}\n") == []


WORDS = {
    "zh": "安装 Kubernetes 之前，请先阅读 Kubernetes 的手册。手册里有所有的步骤。",
    "ja": "アプリケーションを開き、アプリケーションの画面を見てください。とても簡単です。",
    "ko": "Kubernetes를 설치하기 전에 Kubernetes 안내서를 읽어 주세요. 어렵지 않습니다.",
}


@pytest.mark.parametrize(
    ("language", "last", "expected"),
    [
        ("zh", "只要集群里的机器都装好了 Kubern", 1),
        ("zh", "只要集群里的机器都装好了 Kubernetes", 0),
        ("ja", "この設定は新しいアプリケー", 1),
        ("ko", "모든 서버에 먼저 Kubern", 1),
    ],
)
def test_half_of_a_word_that_the_article_has(language: str, last: str, expected: int) -> None:
    judged = weigh(f"{WORDS[language]}\n\n{last}\n\n{WORDS[language]}\n", last)
    assert sum(code == "evidence.half-word" for code in judged) == expected


def weigh(text: str, shown: str) -> list[str]:
    document = read_article(Source("article.md", text))
    (block,) = [block for block in document.blocks if block.text.content == shown]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    return [piece.seen.code for piece in weighing.pieces]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # Below a picture stands its caption; above it the text goes on.
        ("![](pond.png)\n\n{}", -2.5),
        ("{}\n\n![](pond.png)", -1.0),
    ],
)
def test_what_stands_beside_a_picture(text: str, seen: float) -> None:
    shown = "The pond behind the library is where we first met, when the"
    document = read_article(Source("article.md", f"It was dug in May.\n\n{text.format(shown)}\n\nIt rained.\n"))
    (block,) = [block for block in document.blocks if block.text.content == shown]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert [piece.nats for piece in weighing.pieces if piece.seen.code == "evidence.beside-picture"] == [seen]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        # What begins as the title does may say it again; a sentence with the same first word does not.
        ("The garden behind the barn and the people of it", True),
        ("The garden opens in spring, when all of us", False),
    ],
)
def test_the_title_again(first: str, expected: bool) -> None:
    text = f"---\ntitle: The garden behind the barn\n---\n\n{first}\n\nIt was dug in May. It took a week.\n"
    assert ("evidence.title" in weigh(text, first)) is expected
