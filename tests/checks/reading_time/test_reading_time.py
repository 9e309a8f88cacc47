from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.reading_time.reading_time import Options, find
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_reason, say_value
from endmark.violation import Match

SPEEDS = {"ja": (400.0, 600.0), "zh": (300.0, 600.0), "ko": (400.0, 600.0)}
OPTIONS = Options(("reading_time",), SPEEDS, (Pattern("Reading time: (?P<found>[^.]*)"),))
JAPANESE = "雨の日に歩く。" * 100 + "\n"
"""700 characters: 1.2 to 1.8 minutes."""
ENGLISH = "The old town sleeps under snow. " * 100 + "\n"
"""600 words: 2.0 to 3.4 minutes."""


def judge(text: str, options: Options = OPTIONS) -> list[tuple[str, bool, Match]]:
    document = read_document(make_source(text, "a.md"))
    scope = Scope(kinds=frozenset({"paragraph", "heading"}))
    return [(document.source.get_excerpt(match.span), match.certain, match) for match in find(document, options, scope)]


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
        ("9", ENGLISH + "\n```\n" + "turn left\n" * 500 + "```\n"),
        ("9", ENGLISH + "\n```\n" + "à gauche\n" * 500 + "```\n"),
        ("5", ENGLISH + "\n" + ENGLISH.replace("sleeps", "dort, là,")),
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
    assert {name: say_value(value) for name, value in match.values.items()} == {
        "stated": "20",
        "needed": "3–6 min",
        "computation": "700 characters at 400–600 a minute, 600 words at 175–300 a minute, 2 words of code, 1 image",
    }


def test_markup_urls_comments_and_front_matter_are_not_read() -> None:
    padding = (
        f"<!-- {'word ' * 900} -->\n\n[link](https://example.org/{'a-' * 900})\n\n<div hidden>{'word ' * 900}</div>\n"
    )
    assert judge(f"---\nreading_time: 1\nexcerpt: {'word ' * 900}\n---\n\nShort.\n\n{padding}") == []


def test_nested_keys_and_lines_of_the_text_count_too() -> None:
    assert judge("---\nseo:\n  reading-time: 9\n---\nShort.\n")[0][0] == "9"
    assert judge("---\nreadingTime:\n  text: 9 min read\n  words: 90\n---\nShort.\n")[0][0] == "9 min read"
    assert judge("# Title\n\nReading time: 40 minutes\n\nShort.\n")[0][0] == "40 minutes"


@pytest.mark.parametrize(
    ("before", "is_found"),
    [
        ("", True),
        ("![](a.png)\n\nBy Ida\n\n3 May 2026\n\n- pumps\n- ponds\n\n" * 2, True),
        ("A pond.\n\nA pump.\n\n", True),
        ("A pond.\n\nA pump.\n\nA heron.\n\n", False),
        (f"{'The pond is old. ' * 11}\n\n" * 2, True),
        (f"{'The pond is old. ' * 11}\n\n" * 3, False),
        ("- pond\n" * 50 + "\n", False),
    ],
)
def test_a_time_is_stated_before_the_article_is_under_way(before: str, is_found: bool) -> None:
    assert bool(judge(f"# Title\n\n{before}Reading time: 40 minutes\n\nShort.\n")) == is_found


@pytest.mark.parametrize(
    ("stated", "expected"), [("3", []), ("2–4 min", []), ("2", [("2", True, 3)]), ("PT4M", [("PT4M", True, 3)])]
)
def test_with_a_formula_only_its_value_is_right(stated: str, expected: list[tuple[str, bool, int]]) -> None:
    text = f"---\nreading_time: {stated}\n---\n\n{'pond ' * 600}\n"
    found = judge(text, replace(OPTIONS, formula="zola"))
    assert [(excerpt, sure, 3) for excerpt, sure, _ in found] == expected
    assert fixed(text, replace(OPTIONS, formula="zola")) == text.replace("e: 2\n", "e: 3\n").replace("4M", "3M")
    for _, _, match in found:
        assert say_value(match.values["computation"]) == "as zola computes it"


@pytest.mark.parametrize(("stated", "excerpts"), [("2", []), ("3", ["3"])])
def test_a_formula_may_be_a_quotient(stated: str, excerpts: list[str]) -> None:
    options = replace(OPTIONS, formula="ceil(words / 400)")
    assert [one for one, _, _ in judge(f"---\nreading_time: {stated}\n---\n\n{'pond ' * 600}\n", options)] == excerpts


@pytest.mark.parametrize("formula", ["wordpress", "ceil(lines / 40)", ""])
def test_what_is_no_formula_is_refused_with_those_there_are(formula: str) -> None:
    with pytest.raises(ValueError, match=r"no formula: expected none, hugo, .* of ceil, round or floor and of words,"):
        replace(OPTIONS, formula=formula)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two three", 3),
        ("well-known isn't rock'n'roll", 3),
        ("a — dash, and … dots !", 4),
        ("one—two three/four", 2),
        ("3.14 is π", 3),
    ],
)
def test_words_that_decide_are_counted_as_word_processors_do(text: str, words: int) -> None:
    ((_, _, match),) = judge(f"---\nreading_time: 90\n---\n\n{f'{text} ' * 100}")
    assert str(say_value(match.values["computation"])).startswith(f"{100 * words} words ")


def fixed(text: str, options: Options = OPTIONS) -> str:
    """The text after every fix, the last place first."""
    edits = [edit for _, _, match in judge(text, options) if match.fix for edit in match.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("---\nreading_time: 20 # typed\n---\n", "---\nreading_time: 3 # typed\n---\n"),
        ("---\nreading_time: '20 min'\n---\n", "---\nreading_time: '3 min'\n---\n"),
        ('---\nreading_time: "約2時間"\n---\n', '---\nreading_time: "約3分"\n---\n'),
        ("---\nreading_time: 15〜20分\n---\n", "---\nreading_time: 2〜4分\n---\n"),
        (
            '---\nreading_time: {text: "8 min read", minutes: 8, time: 480000, words: 1600}\n---\n',
            '---\nreading_time: {text: "3 min read", minutes: 3, time: 480000, words: 1600}\n---\n',
        ),
        ("---\nreading_time: |\n  20 min\n---\n", "---\nreading_time: |\n  3 min\n---\n"),
        ("---\nreading_time: !!str 20\n---\n", "---\nreading_time: !!str 3\n---\n"),
        ('+++\nreading_time = """20"""\n+++\n', '+++\nreading_time = """3"""\n+++\n'),
        ("+++\nreading_time = 20 # typed\n+++\n", "+++\nreading_time = 3 # typed\n+++\n"),
        ('{\n"reading_time": "PT1H"\n}\n', '{\n"reading_time": "PT3M"\n}\n'),
        ("# Walk\n\nReading time: 40 minutes.\n", "# Walk\n\nReading time: 3 minutes.\n"),
        ("Reading time: **40** minutes.\n", "Reading time: **3** minutes.\n"),
        ("Reading time: _1 hour_.\n", "Reading time: _3 minutes_.\n"),
        ("Reading time: _2 h 20_.\n", "Reading time: _3 min_.\n"),
    ],
)
def test_a_fix_changes_the_number_where_it_stands(head: str, expected: str) -> None:
    assert fixed(f"{head}\n{ENGLISH}") == f"{expected}\n{ENGLISH}"


@pytest.mark.parametrize(
    "head",
    [
        "---\nreading_time: &n 20\nweight: *n\n---\n",
        "---\nweight: &n 20\nreading_time: *n\n---\n",
        "---\nother: &o {minutes: 20}\nreading_time: *o\n---\n",
        '---\nreading_time: "20\\u0020min"\n---\n',
        "---\nreading_time: 0x20\n---\n",
        "---\nreading_time: 9_0\n---\n",
        "Reading time: &#52;0 minutes.\n",
        "Reading time: 1 **hour**.\n",
    ],
)
def test_a_value_written_in_another_way_than_it_reads_is_left_to_a_person(head: str) -> None:
    text = f"{head}\n{ENGLISH}"
    assert [(match.fix, bool(match.no_fix_reason)) for _, _, match in judge(text)] == [(None, True)]


def test_a_fix_says_what_will_be_stated() -> None:
    found = judge(f"---\nreading_time: {{minutes: 20, text: 15-20 min}}\n---\n\n{ENGLISH}")
    assert [match.fix and (match.fix.safe, say_reason(match.fix.title)) for _, _, match in found] == [
        (True, "state a reading time of 3 min"),
        (True, "state a reading time of 2–4 min"),
    ]


TIMES = ("0", "900", "-3", "2.25", "900 min read", "約９００分", "1 minute", "900–1000 min", "20 h", "99 hours 5 min")
SEVERAL = st.integers(0, 40)


@given(st.sampled_from((*TIMES, "20時間", "PT90H", "99-100 hours", "3 seconds")), SEVERAL, SEVERAL, SEVERAL, SEVERAL)
def test_after_the_fix_nothing_is_found(stated: str, words: int, characters: int, code: int, images: int) -> None:
    body = ENGLISH * words + "\n" + JAPANESE * characters + "\n" + "![a](b.png) " * images
    text = f"Reading time: {stated}.\n\n{body}\n\n```\n{'x = 1 ' * 100 * code}\n```\n"
    for article in (text, f"---\nreading_time: {stated}\n---\n\nShort.\n\n{text.partition('.')[2]}"):
        assert all(match.fix for _, _, match in judge(article))
        assert judge(fixed(article)) == []


SPEED = st.tuples(st.floats(20, 900), st.floats(20, 900)).map(lambda pair: (min(pair), max(pair)))


@given(st.sampled_from(TIMES), SPEED, SPEED, st.sampled_from((0.0, 0.3, 1.0, 5.0)), SEVERAL)
def test_the_time_a_fix_states_fits_whatever_the_options(
    stated: str, words: tuple[float, float], characters: tuple[float, float], tolerance: float, amount: int
) -> None:
    options = Options(("reading_time",), {"ja": characters}, words_per_minute=words, tolerance=tolerance)
    article = f"---\nreading_time: {stated}\n---\n\n{JAPANESE * amount}\n\n{ENGLISH * amount}"
    found = judge(article, options)
    assert tolerance < 1 or all(match.fix for _, _, match in found)
    assert len(judge(fixed(article, options), options)) == sum(match.fix is None for _, _, match in found)


@pytest.mark.parametrize("speeds", [(0, 100), (300, 200), (-1, 5)])
def test_speeds_are_a_pair_of_positive_numbers(speeds: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="slowest, fastest"):
        Options(("reading_time",), SPEEDS, words_per_minute=speeds)
    with pytest.raises(ValueError, match="ja, zh and ko"):
        Options(("reading_time",), {"en": (200, 300)})
