from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.mentions import FoundSpans, Mention, iter_mentions
from endmark.checks.patterns.passages import iter_visible_passages
from endmark.checks.patterns.word_patterns import build_word_patterns
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import Source, make_source


def found(
    source: Source, *patterns: Pattern, unless: tuple[Pattern, ...] = (), in_quotations: bool = True
) -> list[Mention[str]]:
    def search(text: str) -> FoundSpans[str]:
        return [(span, pattern.source) for pattern in patterns for span in pattern.iter_spans(text)]

    passages = iter_visible_passages(read_document(source), Scope())
    result = list(iter_mentions(passages, search, unless=unless, in_quotations=in_quotations))
    assert all(mention.passage.content.startswith(mention.text[0], mention.start) for mention in result)
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plot a plot.\n\n- A plot\n\n# Plot", ["Plot", "plot", "plot", "Plot"]),
        ("A **plot**, a *pl*ot, a `plot`.\n\n```\nplot\n```", ["plot", "pl*ot"]),
        ("See [the plot](https://example.org/plot).", ["plot"]),
        ("See https://example.org/a/plot, www.plot.org, plot@example.org, me@plot, plot.html, a.plot.", []),
        ("Plot/bed, plot:bed, (plot)bed, plot.", ["Plot", "plot", "plot", "plot"]),
        ("His plot. Then hers: plot... plot.\nPlot", ["plot", "plot", "plot", "Plot"]),
        ("A plot plot.", ["plot", "plot"]),
        ("A\nplot", ["plot"]),
    ],
)
def test_words_are_found_in_prose(text: str, expected: list[str]) -> None:
    source = make_source(text, "a.md")
    assert [source.get_excerpt(mention.span) for mention in found(source, *build_word_patterns(("plot",)))] == expected


def test_of_overlapping_matches_the_first_and_longest_counts() -> None:
    patterns = (Pattern("one"), Pattern("one two"), Pattern("two three"), Pattern("three"))
    result = found(make_source("one two three", "a.md"), *patterns)
    assert [(mention.text, mention.meaning) for mention in result] == [("one two", "one two"), ("three", "three")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("plot", 1),
        ("crime plot", 0),
        ("crime\nplot plot", 1),
        ("plot crime plot plot “plot” plot", 3),
        ("“A plot”, he said, “is a plot.” A plot.", 1),
        ("plot of land plot of land crime plot of land", 2),
    ],
)
def test_what_an_exception_touches_and_what_is_quoted_is_left_alone(text: str, count: int) -> None:
    unless = (Pattern("crime plot"), Pattern("crime.plot of"))
    result = found(make_source(text, "a.md"), *build_word_patterns(("plot",)), unless=unless, in_quotations=False)
    assert [mention.text for mention in result] == ["plot"] * count


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One plot of land.", "One bed."),
        ("One plot\r\nof land.", "One bed."),
        ("> One plot of\n> land.", None),
        ("One **plot** of land.", None),
        ("One plot of l&#97;nd.", None),
    ],
)
def test_what_stands_in_one_piece_can_be_replaced(text: str, written: str | None) -> None:
    source = make_source(text, "a.md")
    (mention,) = found(source, *build_word_patterns(("plot of land",)))
    assert mention.text == "plot of land"
    edit = mention.replace("bed", source)
    assert (edit and text[: edit.span.start] + edit.replacement + text[edit.span.end :]) == written
