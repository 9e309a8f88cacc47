"""An article and what was found in it → rows: a piece of text, and what stands in the margin beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct, field

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.ruleset.rule import Rule
from endmark.violation import Violation

Look: TypeAlias = Literal["twice", "cut", "leftover", "other"]
"""What a finding makes of its text: it is said twice, it breaks off, it does not belong there, or none of these."""

_LOOKS: Mapping[str | None, Look] = {
    "doubled": "twice",
    "restarted": "twice",
    "cut": "cut",
    "hollow": "cut",
    "leftovers": "leftover",
}


class Finding(Struct, frozen=True):
    """A violation on its page: where one can jump to, and how its text looks.

    The other places that it names are called `places` with a number behind it.
    """

    violation: Violation
    id: str
    look: Look
    places: str = "r"

    @property
    def span(self) -> Span:
        """The text it is about, in the file."""
        return self.violation.region.span


class Row(Struct):
    """A piece of text with what is said about it.

    `span` is its place in the file; `block` is None for what no block holds: the front matter, and source between
    blocks. `notes` are the findings that begin here, and `over` all that touch it; `anchors` are
    the names of places that findings refer to and that begin here. `line` is what is shown where
    there is no document.
    """

    span: Span
    block: Block | None = None
    notes: list[Finding] = field(default_factory=list)
    over: list[Finding] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    line: str | None = None


def list_findings(violations: Sequence[Violation], rules: Mapping[str, Rule], prefix: str = "") -> list[Finding]:
    """The violations of one article with names that no two share; `prefix` is that of the article on its page."""
    taken = set[str]()
    findings = []
    for place, violation in enumerate(violations):
        name, number = f"f-{violation.fingerprint}", 1
        while name in taken:
            number += 1
            name = f"f-{violation.fingerprint}-{number}"
        taken.add(name)
        rule = rules.get(violation.rule)
        findings.append(
            Finding(violation, name, _LOOKS.get(rule.verdict if rule else None, "other"), f"{prefix}r{place}")
        )
    return findings


def lay_out(document: Document, findings: Sequence[Finding]) -> list[Row]:
    """The rows of an article in its order; every finding is among the notes of exactly one."""
    rows = list(_iter_text(document))
    rows = _add_gaps(rows, document, findings)
    starts = [row.span.start for row in rows]
    ends = [row.span.end for row in rows]
    for finding in findings:
        first, after = _find_rows(starts, ends, finding.span)
        rows[min(first, len(rows) - 1)].notes.append(finding)
        for row in rows[first:after]:
            row.over.append(finding)
        for anchor, span in list_anchors(finding):
            rows[min(_find_rows(starts, ends, span)[0], len(rows) - 1)].anchors.append(anchor)
    return rows


def list_anchors(finding: Finding) -> list[tuple[str, Span]]:
    """The other places of the same article that a finding names, each with a name on the page."""
    violation = finding.violation
    return [
        (f"{finding.places}-{number}", related.region.span)
        for number, related in enumerate(violation.related)
        if related.path == violation.path
    ]


def lay_out_lines(findings: Sequence[Finding]) -> list[Row]:
    """The same where the article cannot be read again: a row for the first line of each finding."""
    return [
        Row(one.span, None, [one], [one], [anchor for anchor, _ in list_anchors(one)], one.violation.line_text)
        for one in findings
    ]


def _iter_text(document: Document) -> Iterator[Row]:
    front_matter = document.front_matter
    if front_matter and not document.origin:
        yield Row(front_matter.span)
    end = 0
    for block in document.blocks:
        span = document.locate(block.span)
        if span.start >= end:
            yield Row(span, block)
            end = span.end


def _add_gaps(rows: list[Row], document: Document, findings: Sequence[Finding]) -> list[Row]:
    """The same rows, and one for the lines of each finding that stands between blocks."""
    starts = [row.span.start for row in rows]
    ends = [row.span.end for row in rows]
    missing: dict[int, Span] = {}
    for finding in findings:
        first, after = _find_rows(starts, ends, finding.span)
        if first == after:
            span = missing.get(first)
            lines = _widen(document, finding.span)
            missing[first] = Span(min(span.start, lines.start), max(span.end, lines.end)) if span else lines
    for index, span in sorted(missing.items(), reverse=True):
        below = ends[index - 1] if index else 0
        above = starts[index] if index < len(rows) else len(document.file.text)
        rows.insert(index, Row(Span(max(span.start, below), min(span.end, above))))
    return rows


def _widen(document: Document, span: Span) -> Span:
    """The whole lines on which a stretch of the file stands."""
    first, last = (document.file.get_position(offset).line for offset in span)
    return Span(document.file.get_line_span(first).start, document.file.get_line_span(last).end)


def _find_rows(starts: Sequence[int], ends: Sequence[int], span: Span) -> tuple[int, int]:
    """The rows that a stretch touches, from the first up to the one after the last; none where it lies between two."""
    first, after = bisect_right(ends, span.start), bisect_left(starts, span.end)
    if first < after:
        return first, after
    # A place without text belongs to the row at whose edge it stands.
    if first < len(starts) and starts[first] <= span.start:
        return first, first + 1
    if first and ends[first - 1] == span.start:
        return first - 1, first
    return first, first


def find_whole(row: Row) -> Finding | None:
    """The finding that covers all of a row, if any: the longest."""
    covering = [one for one in row.over if one.span.contains(row.span)]
    return max(covering, key=lambda one: one.span.end - one.span.start, default=None)
