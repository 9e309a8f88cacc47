"""Both tellings of what an article says twice, side by side, and where they differ."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from endmark.document.blocks import ATOM
from endmark.document.span import Span
from endmark.reporters.html.elements import element, escape, say
from endmark.reporters.html.rows import Finding, Row
from endmark.reporters.html.visible import find_visible
from endmark.reporters.text import get_last_line
from endmark.reporters.wordings import compare_wordings
from endmark.violation import Region, make_reason

_MOST_COMPARED = 250_000
"""Passages of one telling times those of the other that are compared with each other: that takes a quarter second."""

_EDGE = 80
"""Code points at either end of a stretch that are shown where it is longer."""

_MOST = 40
"""Pairs of passages that are shown: what differs more is no copy."""


class _Telling(NamedTuple):
    """One complete way the article says a thing: its passages as they are seen."""

    region: Region
    passages: list[str]


def show_tellings(finding: Finding, rows: Sequence[Row], lang: str | None = None) -> str:
    """The copy beside its original, as HTML; empty where the finding is about no copy, or the original is elsewhere."""
    violation = finding.violation
    if finding.look != "twice" or not violation.related or violation.related[0].path != violation.path:
        return ""
    first, second = (
        _Telling(region, _read_passages(rows, region.span))
        for region in (violation.related[0].region, violation.region)
    )
    if not first.passages or not second.passages:
        return ""
    pairs = list(_iter_pairs(first.passages, second.passages))
    shown = [(one, two) for one, two in pairs if one != two]
    same = len(pairs) - len(shown)
    if not shown:
        return element("p", say(make_reason("galley.same", count=same)), class_="tellings")
    heads = "".join(element("th", _name(telling), scope="col") for telling in (first, second))
    marked = (mark_differences(one, two) for one, two in shown[:_MOST])
    body = "".join(element("tr", element("td", one) + element("td", two)) for one, two in marked)
    caption = say(
        make_reason("galley.differ", count=len(shown), same=same)
        if same
        else make_reason("galley.differ-all", count=len(shown))
    )
    table = element("table", element("thead", element("tr", heads)) + element("tbody", body, lang=lang))
    return element("details", element("summary", caption) + table, class_="tellings", open="")


def _name(telling: _Telling) -> str:
    first, last = telling.region.start.line, get_last_line(telling.region)
    return say(make_reason("galley.lines", first=first, last=last, count=last - first + 1))


def _read_passages(rows: Sequence[Row], span: Span) -> list[str]:
    """What a reader sees in a stretch of the file, block by block."""
    passages = []
    first = bisect_right(rows, span.start, key=lambda row: row.span.end)
    after = bisect_left(rows, span.end, key=lambda row: row.span.start)
    for row in rows[first:after]:
        if row.block is None:
            continue
        content = row.block.text.content
        if not span.contains(row.span):
            start, end = find_visible(row.block, span)
            content = content[start:end]
        if content.strip():
            passages.append(" ".join(content.split()))
    return passages


def _iter_pairs(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The passages as they belong together; of very many, one after the other."""
    if len(first) * len(second) > _MOST_COMPARED:
        yield from zip_longest(first, second, fillvalue="")
        return
    for _, start, end, begin, stop in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        yield from zip_longest(first[start:end], second[begin:stop], fillvalue="")


def mark_differences(first: str, second: str) -> tuple[str, str]:
    """Two texts as HTML, with what only one of them says marked: taken away in the first, put in in the second."""
    shown = ["", ""]
    for equal, one, two in compare_wordings(first, second):
        for side, text, tag in ((0, one, "del"), (1, two, "ins")):
            said = escape(_shorten(text.replace(ATOM, "▯")))
            shown[side] += said if equal or not text else element(tag, said)
    return shown[0], shown[1]


def _shorten(text: str) -> str:
    """The beginning and the end of a stretch: who compares looks at where it begins to differ, and where it ends."""
    return text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]} […] {text[-_EDGE:]}"
