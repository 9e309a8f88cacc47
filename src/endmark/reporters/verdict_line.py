"""A line on one article: its verdict, its score, and what to ask its author for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from endmark.linting.checking.verdict import select_counting
from endmark.linting.file_result import Verdict
from endmark.messages.catalogue import say_reason
from endmark.reporters.width import sanitize
from endmark.ruleset.rule import Rule
from endmark.violation import Reason, VerdictWord, Violation, make_reason

MOST_REQUESTS = 20
"""What is asked for at once; who has done that asks again."""

_LONGEST = 40
"""Code points that are quoted: enough to find the place."""


EMPTY = Verdict("hollow", 0)
"""The verdict on an article that says nothing, which no rule takes for a mistake."""


def render_verdict_line(verdict: Verdict, violations: Sequence[Violation], rules: Mapping[str, Rule]) -> str:
    """`WORD SCORE`, and behind a colon the requests to the author; of one article, with a newline.

    Behind what is certain stands what may be, and how much a comment in the article keeps from counting.
    """
    requests = [say_reason(one) for one in _list_requests(verdict, violations, rules)]
    if len(requests) > MOST_REQUESTS:
        more = make_reason("verdict.more", count=len(requests) - MOST_REQUESTS)
        requests[MOST_REQUESTS:] = [say_reason(more)]
    between = say_reason(make_reason("verdict.between"))
    line = f"{verdict.word} {verdict.score}{': ' if requests else ''}{between.join(requests)}"
    return f"{sanitize(line)}\n"


def _list_requests(verdict: Verdict, found: Sequence[Violation], rules: Mapping[str, Rule]) -> list[Reason]:
    """What would make the article whole, in its order: nothing of what is to go, and each leftover once."""
    if verdict.word == "hollow":
        return [make_reason("verdict.ask-to-write")]
    certain, unsure = select_counting(found, rules), select_counting(found, rules, unsure=True)
    spans = [violation.region.span for _, violation in certain]
    apart = [one for one in unsure if not any(one[1].region.span.overlaps(span) for span in spans)]
    kept = sum(one.suppressed is not None and rules[one.rule].verdict is not None for one in found)
    return [
        *_ask_for(certain, rules),
        *(make_reason("verdict.perhaps", request=request) for request in _ask_for(apart, rules)),
        *([make_reason("verdict.kept", count=kept)] if kept else ()),
    ]


def _ask_for(counting: Sequence[tuple[VerdictWord, Violation]], rules: Mapping[str, Rule]) -> list[Reason]:
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
    if word == "cut" and rule.check == "contents":
        return make_reason("verdict.ask-for-section", text=quoted)
    if word == "cut":
        return make_reason("verdict.ask-to-continue", text=_quote_end(violation), line=last)
    return make_reason("verdict.ask-to-say-once", first=first, last=last, count=last - first + 1)


def _quote(violation: Violation) -> str:
    text = _join_lines(violation.excerpt)
    if len(text) <= _LONGEST:
        return text
    whole_words = text[: _LONGEST + 1].rpartition(" ")[0]
    return f"{whole_words if len(whole_words) > _LONGEST // 2 else text[:_LONGEST]}…"


def _quote_end(violation: Violation) -> str:
    text = _join_lines(violation.excerpt)
    if len(text) <= _LONGEST:
        return text
    whole_words = text[-_LONGEST - 1 :].partition(" ")[2]
    return whole_words if len(whole_words) > _LONGEST // 2 else text[-_LONGEST:]


def _join_lines(text: str) -> str:
    return " ".join(text.split())
