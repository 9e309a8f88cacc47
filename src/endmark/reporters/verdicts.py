"""What the articles of a run are: the counts in a sentence, and the worst of them in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from endmark.linting.report import Report
from endmark.messages.catalogue import say_reason
from endmark.reporters.table import align_rows
from endmark.violation import Reason, Severity, VerdictWord, make_reason

MOST_ARTICLES = 10
"""Articles in the table: what an editor can take up next."""

_COUNTED: Mapping[VerdictWord, Callable[[int], Reason]] = {
    "hollow": lambda number: make_reason("verdict.hollow", count=number),
    "restarted": lambda number: make_reason("verdict.restarted", count=number),
    "doubled": lambda number: make_reason("verdict.doubled", count=number),
    "cut": lambda number: make_reason("verdict.cut", count=number),
    "leftovers": lambda number: make_reason("verdict.leftovers", count=number),
}
_SAID: Mapping[VerdictWord, Reason] = {
    "hollow": make_reason("verdict.is-hollow"),
    "restarted": make_reason("verdict.is-restarted"),
    "doubled": make_reason("verdict.is-doubled"),
    "cut": make_reason("verdict.is-cut"),
    "leftovers": make_reason("verdict.is-leftovers"),
    "whole": make_reason("verdict.is-whole"),
}


def describe_verdicts(report: Report) -> Reason | None:
    """What the articles that are not whole are; None where all are whole, or where the baseline knows of all errors."""
    if not report.count_severity(Severity.ERROR):
        return None
    counts = report.count_verdicts()
    number = sum(count for word, count in counts.items() if word != "whole")
    if not number:
        return None
    if report.file_count == 1:
        ((_, verdict),) = report.rank_articles()
        return make_reason("verdict.one", what=_SAID[verdict.word], score=verdict.score)
    parts = tuple(_COUNTED[word](count) for word, count in counts.items() if word != "whole")
    return make_reason("verdict.several", count=number, parts=parts)


def say_verdict(word: VerdictWord) -> str:
    """What an article is, as a person reads it."""
    return say_reason(_SAID[word])


def format_worst_articles(report: Report) -> str:
    """The articles that are least whole, with their scores; empty where there is only one to speak of."""
    ranked = report.rank_articles()[:MOST_ARTICLES]
    if len(ranked) < 2:  # noqa: PLR2004 - one article needs no order
        return ""
    rows = [(f"{verdict.score:>3}", say_verdict(verdict.word), path) for path, verdict in ranked]
    return "\n".join([say_reason(make_reason("verdict.worst")), *align_rows(rows)])
