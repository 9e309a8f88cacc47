from __future__ import annotations

import sys

import pytest

from endmark.checks import Scope
from endmark.checks.reading_time import Options, find
from endmark.checks.regex import Pattern
from endmark.document.reader import read
from endmark.document.source import from_text
from endmark.violation import Match

SPEEDS = {"ja": (400.0, 600.0), "zh": (300.0, 600.0), "ko": (400.0, 600.0)}
OPTIONS = Options(("reading_time",), SPEEDS, (Pattern("Reading time: (?P<found>[^.]*)"),))
JAPANESE = "雨の日に歩く。" * 100 + "\n"
"""700 characters: 1.2 to 1.8 minutes."""
ENGLISH = "The old town sleeps under snow. " * 100 + "\n"
"""600 words: 2.0 to 3.4 minutes."""


def judge(text: str) -> list[tuple[str, bool, Match]]:
    document = read(from_text(text, "a.md"))
    scope = Scope(kinds=frozenset({"paragraph", "heading"}))
    return [(document.source.excerpt(match.span), match.certain, match) for match in find(document, OPTIONS, scope)]


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("1", JAPANESE),
        ("2", JAPANESE),
        ('"約2分"', JAPANESE),
        ("3", ENGLISH),
        ("1", ENGLISH),
        ("PT4M", ENGLISH),
        ("3-9 min", ENGLISH),
        ("5", JAPANESE + "\n" + ENGLISH),
        ("true", JAPANESE),
        ("30", ""),
        ("30", "```\ncode only\n```\n"),
    ],
)
def test_an_honest_time_is_silent(stated: str, text: str) -> None:
    assert judge(f"---\nreading_time: {stated}\n---\n\n{text}") == []


@pytest.mark.parametrize(
    ("stated", "text", "certain"),
    [
        ("8", JAPANESE, True),
        ("3", JAPANESE, False),
        ('"9 min read"', ENGLISH, True),
        ("5", ENGLISH, False),
        ("1", ENGLISH * 2, False),
        ("1", ENGLISH * 9, True),
        ("0", JAPANESE, False),
        ("-1", JAPANESE, True),
    ],
)
def test_a_time_outside_the_range_is_found_at_its_value(stated: str, text: str, certain: bool) -> None:
    ((excerpt, sure, _),) = judge(f"---\nreading_time: {stated}\n---\n\n{text}")
    assert (excerpt, sure) == (stated, certain)


def test_the_message_shows_the_computation() -> None:
    ((_, _, match),) = judge(f"---\nreadingTime: 20\n---\n\n{JAPANESE}\n{ENGLISH}\n![a](b.png)\n\n```\nx = 1\n```\n")
    assert match.values == {
        "stated": "20",
        "needed": "3–6 min",
        "computation": "700 characters at 400–600 a minute, 600 words at 175–300 a minute, 2 words of code, 1 image",
    }


def test_markup_urls_comments_and_front_matter_are_not_read() -> None:
    padding = f"<!-- {'word ' * 900} -->\n\n[link](https://example.org/{'a-' * 900})\n\n<div>{'word ' * 900}</div>\n"
    assert judge(f"---\nreading_time: 1\nexcerpt: {'word ' * 900}\n---\n\nShort.\n\n{padding}") == []


def test_nested_keys_and_lines_of_the_text_count_too() -> None:
    assert judge("---\nseo:\n  reading-time: 9\n---\nShort.\n")[0][0] == "9"
    assert judge("---\nreadingTime:\n  text: 9 min read\n  words: 90\n---\nShort.\n")[0][0] == "9 min read"
    assert judge("# Title\n\nReading time: 40 minutes\n\nShort.\n")[0][0] == "40 minutes"
    assert judge("Short.\n\n" * 9 + "Reading time: 40 minutes\n") == []


def test_textstat_loads_only_when_a_count_of_words_decides() -> None:
    sys.modules.pop("textstat", None)
    judge(f"---\nreading_time: 3\n---\n\n{ENGLISH}")
    judge(f"---\nreading_time: 20\n---\n\n{JAPANESE}")
    assert "textstat" not in sys.modules
    judge(f"---\nreading_time: 20\n---\n\n{ENGLISH}")
    assert "textstat" in sys.modules


@pytest.mark.parametrize("speeds", [(0, 100), (300, 200), (-1, 5)])
def test_speeds_are_a_pair_of_positive_numbers(speeds: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="slowest, fastest"):
        Options(("reading_time",), SPEEDS, words_per_minute=speeds)
    with pytest.raises(ValueError, match="ja, zh and ko"):
        Options(("reading_time",), {"en": (200, 300)})
