"""The report for GitHub Actions: annotations as workflow commands, then the plain log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.messages.catalogue import join_sentences, say, say_problem
from endmark.phrase import counted
from endmark.reporters import Style, concise
from endmark.reporters.fix_hint import hint
from endmark.reporters.width import sanitize
from endmark.violation import Severity, Violation

_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# GitHub shows ten annotations of each kind a step; one notice is kept for the sentence about the rest.
_LIMITS = {"error": 10, "warning": 10, "notice": 9}


def render(report: Report, style: Style) -> Iterator[str]:
    """Problems and errors first, ten annotations of a kind at most, and how many were left out."""
    room, left_out = dict(_LIMITS), 0
    for name, number, commands in _iter_annotations(report):
        for command in islice(commands, room[name]):
            yield f"{command}\n"
        left_out += max(0, number - room[name])
        room[name] -= min(room[name], number)
    sentences = []
    if left_out:
        words = counted(
            left_out,
            "{count} more finding is in the log: GitHub shows ten annotations of a kind.",
            "{count} more findings are in the log: GitHub shows ten annotations of a kind.",
        )
        sentences.append(say(words))
    if unlisted := sum(one.number for one in report.standing_unlisted):
        words = counted(
            unlisted, "{count:,} finding is only counted there.", "{count:,} findings are only counted there."
        )
        sentences.append(say(words))
    if sentences:
        yield f"::notice title=endmark::{join_sentences(sentences)}\n"
    yield from _quote_log(lambda: concise.render(report, style))


def _iter_annotations(report: Report) -> Iterator[tuple[str, int, Iterable[str]]]:
    """The annotations in groups: the kind, how many there are, and the commands one by one."""
    yield "error", len(report.problems), map(_format_problem, report.problems)
    for severity in sorted(Severity, reverse=True):
        name = _ANNOTATIONS[severity]
        found = map(partial(_format_annotation, name), report.iter_standing(severity))
        yield name, report.results.counts.count(standing=True, severity=severity), found


def _format_annotation(name: str, violation: Violation) -> str:
    start, end = violation.region.start, violation.region.end
    properties: dict[str, str | int] = {"file": violation.path, "line": start.line, "endLine": end.line}
    # GitHub shows columns only inside one line, and misplaces the annotation otherwise.
    if start.line == end.line:
        properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"endmark ({violation.rule})"
    place = f"{sanitize(violation.path)}:{start.line}:{start.column}"
    words = f" [{hint(violation)}]" if violation.fix else ""
    lines = [f"{place}: {sanitize(violation.message)}{words}", *_iter_elsewhere(violation)]
    return _format_command(name, properties, "\n".join(lines))


def _iter_elsewhere(violation: Violation) -> Iterator[str]:
    """The related places in other files: what stands in the same one is seen in it."""
    for related in violation.related:
        if related.path != violation.path:
            line, column = related.region.start
            yield f"{sanitize(related.path)}:{line}:{column} {sanitize(related.message)}"


def _format_problem(problem: Problem) -> str:
    known = {"file": problem.path, "line": problem.line, "col": problem.column}
    properties: dict[str, str | int] = {key: value for key, value in known.items() if value is not None}
    return _format_command("error", {**properties, "title": "endmark"}, sanitize(str(say_problem(problem))))


def _format_command(name: str, properties: dict[str, str | int], message: str) -> str:
    listed = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    escaped = _escape_data(text).replace(":", "%3A").replace(",", "%2C")
    return sanitize(escaped)


def _quote_log(render_log: Callable[[], Iterable[str]]) -> Iterator[str]:
    """The log with workflow commands switched off, as it quotes articles.

    What switches them on again is a digest of the log: no article can hold it. It
    stands before the log, which is therefore made twice.
    """
    digest, empty = hashlib.sha256(), True
    for piece in render_log():
        digest.update(piece.encode("utf-8", "surrogatepass"))
        empty = False
    if empty:
        return
    token = f"endmark-{digest.hexdigest()[:32]}"
    yield f"::stop-commands::{token}\n"
    yield from render_log()
    yield f"::{token}::\n"
