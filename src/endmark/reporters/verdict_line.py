"""A line on one article: its verdict, its score, and what to ask its author for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from endmark.linting.checking.verdict import select_counting
from endmark.linting.file_result import WHOLE
from endmark.linting.report import Report
from endmark.messages.catalogue import say_reason
from endmark.reporters.width import sanitize
from endmark.ruleset.rule import Rule
from endmark.violation import Reason, VerdictWord, Violation, make_reason

MOST_REQUESTS = 20
"""What is asked for at once; who has done that asks again."""

_LONGEST = 40
"""Code points that are quoted: enough to find the place."""


def render_verdict_line(report: Report) -> str:
    """`WORD SCORE`, and behind a colon the requests to the author; of one article, with a newline."""
    _, verdict = next(report.results.iter_verdicts(), ("", WHOLE))
    requests = [say_reason(one) for one in _list_requests(report)]
    if len(requests) > MOST_REQUESTS:
        more = make_reason("verdict.more", count=len(requests) - MOST_REQUESTS)
        requests[MOST_REQUESTS:] = [say_reason(more)]
    line = f"{verdict.word} {verdict.score}{': ' if requests else ''}{'; '.join(requests)}"
    return f"{sanitize(line)}\n"


def _list_requests(report: Report) -> list[Reason]:
    """What would make the article whole, in its order: nothing of what is to go, and each leftover once."""
    rules = {rule.id: rule for rule in report.rules}
    counting = select_counting(report.iter_violations(), rules)
    if any(word == "hollow" for word, _ in counting):
        return [make_reason("verdict.ask-to-write")]
    lines: dict[str, list[int]] = {}
    for word, violation in counting:
        if word == "leftovers":
            lines.setdefault(_quote(violation), []).append(violation.region.start.line)
    requests: dict[Reason, None] = {}
    gone = -1
    for word, violation in counting:
        if violation.region.span.end <= gone:
            continue
        if word in ("doubled", "restarted"):
            gone = violation.region.span.end
        requests[_ask(word, rules[violation.rule], violation, lines)] = None
    return list(requests)


def _ask(word: VerdictWord, rule: Rule, violation: Violation, lines: Mapping[str, Sequence[int]]) -> Reason:
    """What would make the article whole at this place; `lines` are those of each leftover."""
    first, last = violation.region.start.line, violation.region.end.line
    quoted = _quote(violation)
    if word == "leftovers":
        places = ", ".join(map(str, lines[quoted]))
        return make_reason("verdict.ask-to-leave-out", text=quoted, lines=places, count=len(lines[quoted]))
    if word == "cut" and rule.check == "beginning":
        return make_reason("verdict.ask-for-beginning", text=quoted, line=first)
    if word == "cut":
        return make_reason("verdict.ask-to-continue", text=_join_lines(violation.excerpt)[-_LONGEST:], line=last)
    return make_reason("verdict.ask-to-say-once", first=first, last=last, count=last - first + 1)


def _quote(violation: Violation) -> str:
    return _join_lines(violation.excerpt)[:_LONGEST]


def _join_lines(text: str) -> str:
    return " ".join(text.split())
