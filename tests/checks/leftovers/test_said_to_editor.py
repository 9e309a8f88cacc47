"""Remarks to whoever had the article made, in an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.leftovers.said_to_editor import Options, find
from endmark.document.model import Document

Parse = Callable[[str], Document]

REMARK = "I rewrote the text as you asked and kept your links. Should I shorten the introduction, too?"
ABOUT_TEXTS = (
    "When you ask me to shorten a text, I say: you should, too. I asked for the links and kept your introduction as it "
    "was; we rewrote it."
)
ARTICLE = "# The pond\n\nThe pond is old and deep.\n\n{}\n\nFrogs live in it.\n\n{}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARTICLE.format("Herons come in May.", REMARK), [REMARK]),
        (f"{REMARK}\n\n" + ARTICLE.format("Herons come in May.", "They wait."), [REMARK]),
        (
            ARTICLE.format("Herons come.", "They wait.\n\n[Add a photo of the heron here]\n\nThey fly.\n\nThey rest."),
            ["[Add a photo of the heron here]"],
        ),
        (ARTICLE.format("Herons come in May.", f"They wait there. {REMARK}"), [REMARK]),
        # In the middle, where several passes were joined.
        (ARTICLE.format("Herons come.", f"They wait.\n\n{REMARK}\n\nThey fly.\n\nThey rest."), [REMARK]),
        # Where it names code it is said to readers, and so where it is long.
        (ARTICLE.format("Herons come.", f"They wait.\n\n{REMARK} `x`\n\nThey fly.\n\nThey rest."), []),
        # The article speaks of texts, introductions and links all the time.
        (f"# The pond\n\nOld.\n\nDeep.\n\n{ABOUT_TEXTS}\n\nCold.\n\n{REMARK}\n", []),
    ],
)
def test_remarks_are_found_at_the_edges(text: str, expected: list[str], parted: Parse) -> None:
    document = parted(text)
    found = [document.source.text[slice(*match.span)] for match in find(document, Options(), Scope())]
    assert found == expected


@pytest.mark.parametrize(("least", "count"), [(-9.0, 1), (2.0, 1), (50.0, 0)])
def test_how_sure_it_must_be_is_an_option(least: float, count: int, parted: Parse) -> None:
    document = parted(ARTICLE.format("Herons come in May.", REMARK))
    matches = [m for m in find(document, Options(least=least), Scope()) if "rewrote" in str(m.values.get("said"))]
    assert len(matches) == count


def test_what_is_not_shown_is_counted(parted: Parse) -> None:
    document = parted(f"{REMARK}\n\n" + ARTICLE.format("Herons come in May.", REMARK))
    assert [bool(match.values) for match in find(document, Options(), Scope(most=1))] == [True, False]


def test_what_speaks_another_language_than_the_article_needs_less(parted: Parse) -> None:
    body = (
        "# 池\n\n池は古く、とても深い。町の人が百年前に掘ったもので、いまは学校の子どもたちが水を守っている。"
        "\n\n蛙がすんでいる。\n\n{}\n\n鷺が来る。\n\n夏は短い。\n"
    )
    remark = "I kept the register of this paragraph neutral, as you asked."
    document = parted(body.format(remark))
    least = [Options(least_inside=9.0, in_another_language=less) for less in (0.0, 12.0)]
    assert [bool(list(find(document, options, Scope()))) for options in least] == [False, True]
