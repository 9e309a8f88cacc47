"""The report for a language model that mends articles: what it needs and no character more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from endmark.linting.file_result import WHOLE
from endmark.linting.report import Report
from endmark.messages.catalogue import get_spoken
from endmark.reporters import Style
from endmark.reporters.summary import format_closing, format_unlisted, select_visible
from endmark.reporters.width import protect_line_start, sanitize
from endmark.violation import Region, Violation

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule

_HEAD = re.compile(r"[^:：]*[:：] ?(?=[“「]?\{)")
"""What a message begins with, where only what was seen at the place follows: the id of its rule says as much."""

_PLACEHOLDER = re.compile(r"\\\{\w+\\\}")


def render(report: Report, style: Style) -> Iterator[str]:
    """Per article a line with its verdict and score, if it is not all whole, and a line for each finding.

    That is `LINE rule: what was seen`; or where there is a fix `LINE rule -> what it does`, with `~>` if somebody
    should read the result. Before it stand all places of which the same is said, lines or `FIRST-LAST`. A summary
    stands only where nothing was found, or something was not read.
    """
    heads = _compile_heads(report.rules)
    verdicts = dict(report.results.iter_verdicts())
    for path, violations in groupby(select_visible(report, style), key=lambda violation: violation.path):
        verdict = verdicts.get(path, WHOLE)
        judged = "" if verdict == WHOLE else f" {verdict.word} {verdict.score}"
        yield f"{protect_line_start(path)}{judged}\n"
        places: dict[str, list[str]] = {}
        for violation in violations:
            places.setdefault(_say(violation, heads), []).append(_format_place(violation.region))
        for words, where in places.items():
            yield f"{','.join(where)} {words}\n"
    for line in (*format_unlisted(report, style), *format_closing(report, style, terse=True)):
        yield f"{line}\n"


def _compile_heads(rules: Iterable[Rule]) -> Mapping[str, re.Pattern[str]]:
    """What the messages of rules begin with that says no more than their ids, in the language that is spoken."""
    translate = get_spoken().translate
    heads = ((rule.id, _HEAD.match(translate(rule.message))) for rule in rules)
    return {rule: re.compile(_PLACEHOLDER.sub(".*?", re.escape(head[0])), re.DOTALL) for rule, head in heads if head}


def _format_place(region: Region) -> str:
    first, last = region.start.line, region.end.line
    return str(first) if last == first else f"{first}-{last}"


def _say(violation: Violation, heads: Mapping[str, re.Pattern[str]]) -> str:
    if violation.fix:
        return f"{sanitize(violation.rule)} {'->' if violation.fix.safe else '~>'} {sanitize(violation.fix_title)}"
    head = heads.get(violation.rule)
    said = head.sub("", violation.message, count=1) if head and head.match(violation.message) else violation.message
    return f"{sanitize(violation.rule)}: {sanitize(said)}"
