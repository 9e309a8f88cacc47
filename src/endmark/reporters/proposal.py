"""A fix that waits for somebody's decision: what was found, what would change, and both wordings side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import TypeAlias

from rapidfuzz import fuzz

from endmark.linting.repair.edit_map import find_only_edit
from endmark.linting.repair.proposals import Proposal
from endmark.messages.catalogue import say
from endmark.phrase import phrase
from endmark.reporters import Style
from endmark.reporters.diff import iter_hunks
from endmark.reporters.text import format_heading
from endmark.reporters.width import measure_width, sanitize
from endmark.reporters.wordings import TOKEN, compare_wordings
from endmark.violation import Region, RelatedRegion

_RESET = "\x1b[0m"
_COLORS = {"-": "\x1b[31m", "+": "\x1b[32m"}
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}
"""Without colours what differs stands between these, as in `git diff --word-diff`."""

_BETWEEN = " │ "
_NARROWEST = 60
"""Columns from which two texts stand beside each other; on a smaller screen they stand one under the other."""

_AROUND = 40
"""Code points that are shown on each side of what differs in a line: some articles are one line."""

_MOST_OF_LINE = 300
"""Code points of a line that goes or comes as a whole that are shown."""

_ALIKE = 50
"""Per cent of a passage from which another place says the same: of others only the line is named."""

_PAINT = re.compile("\x1b\\[[0-9;]*m")

_Marked: TypeAlias = "tuple[str, bool]"
"""A stretch of text, and whether the other text has something else there."""


def format_proposal(proposal: Proposal, style: Style) -> str:
    """The finding with its fix, the wordings that are much the same, and the lines that would change."""
    violation = proposal.violation
    lines = [format_heading(violation, style)]
    safe = violation.fix is not None and violation.fix.safe
    kind = phrase("safe") if safe else phrase("needs an editor's eye")
    lines.append(say(phrase("fix: {words} ({kind})", words=sanitize(violation.fix_title), kind=kind)))
    width = style.columns
    for other in violation.related:
        if other.path == violation.path and _says_alike(proposal, other):
            lines += _format_both(proposal, other, width, color=style.color)
    lines += _format_change(proposal, color=style.color)
    return "".join(f"{line}\n" for line in lines)


def _format_change(proposal: Proposal, *, color: bool) -> Iterator[str]:
    """The lines that change, and those around them, as in a unified diff; of a long line what differs."""
    hunks = iter_hunks(proposal.before.text, proposal.after.text)
    for changes, group in groupby(hunks, key=lambda line: line[0] in "-+"):
        lines = list(group)
        for line in _cut_changed(lines) if changes else [_shorten(line, 2 * _AROUND) for line in lines]:
            code = _COLORS.get(line[0], "") if color else ""
            yield f"{code}{line}{_RESET}" if code else line


def _cut_changed(lines: Sequence[str]) -> list[str]:
    """Lines that go, then those that come; where one comes for each, what differs with a little around it."""
    gone = [line for line in lines if line[0] == "-"]
    come = lines[len(gone) :]
    if len(gone) != len(come):
        return [_shorten(line, _MOST_OF_LINE) for line in lines]
    pairs = [_cut_pair(one[1:].rstrip("\r\n"), other[1:].rstrip("\r\n")) for one, other in zip(gone, come, strict=True)]
    return [f"-{one}" for one, _ in pairs] + [f"+{other}" for _, other in pairs]


def _cut_pair(one: str, other: str) -> tuple[str, str]:
    change = find_only_edit(one, other)
    start, end = change.span
    return _cut(one, start, end), _cut(other, start, start + len(change.replacement))


def _cut(line: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), end + _AROUND
    return f"{'…' if first else ''}{sanitize(line[first:last])}{'…' if last < len(line) else ''}"


def _shorten(line: str, most: int) -> str:
    shown = sanitize(line.rstrip("\r\n"))
    return shown if len(shown) <= most else f"{shown[:most]}…"


def _says_alike(proposal: Proposal, other: RelatedRegion) -> bool:
    """Whether a related place is another wording of the passage."""
    one, two = (proposal.before.text[place.span.start : place.span.end] for place in _get_regions(proposal, other))
    return fuzz.ratio(one, two, score_cutoff=_ALIKE) > 0


def _get_regions(proposal: Proposal, other: RelatedRegion) -> list[Region]:
    """The place of the finding and a related one, in the order of the text."""
    return sorted([proposal.violation.region, other.region], key=lambda region: region.span)


def _format_both(proposal: Proposal, other: RelatedRegion, width: int, *, color: bool) -> Iterator[str]:
    """The passage and its other telling, in the order of the text, with what differs marked."""
    regions = _get_regions(proposal, other)
    texts = [proposal.before.text[region.span.start : region.span.end] for region in regions]
    heads = [say(phrase("line {line}", line=region.start.line)) for region in regions]
    first, second = _mark_differences(*texts)
    if width < _NARROWEST:
        for head, marked, sign in ((heads[0], first, "-"), (heads[1], second, "+")):
            yield f"{head}:"
            yield from _wrap(marked, width, sign, color=color)
        return
    column = (width - len(_BETWEEN)) // 2
    left, right = _wrap(first, column, "-", color=color), _wrap(second, column, "+", color=color)
    for one, two in zip_longest([heads[0], *left], [heads[1], *right], fillvalue=""):
        room = " " * (column - measure_width(_PAINT.sub("", one)))
        yield f"{one}{room}{_BETWEEN}{two}".rstrip()


def _mark_differences(one: str, other: str) -> tuple[list[_Marked], list[_Marked]]:
    """Both texts in stretches, with those marked that the other has not."""
    first, second = list[_Marked](), list[_Marked]()
    for equal, *both in compare_wordings(*(" ".join(text.split()) for text in (one, other))):
        for marked, text in zip((first, second), both, strict=True):
            brief = equal and len(text) > 4 * _AROUND
            marked.append((f"{text[:_AROUND]} … {text[-_AROUND:]}" if brief else text, not equal))
    return first, second


def _wrap(marked: Iterable[_Marked], width: int, sign: str, *, color: bool) -> list[str]:
    """The text in lines of so many columns, broken between words where there are any."""
    opening, closing = (_COLORS[sign], _RESET) if color else _MARKS[sign]
    words = [
        (word, differs)
        for text, differs in marked
        if text
        for word in _split_words(f"{opening}{text}{closing}" if differs and not color else text, width)
    ]
    lines, used = [""], 0
    for word, differs in words:
        size = measure_width(sanitize(word))
        if used + size > width and used:
            lines.append("")
            used = 0
            if word.isspace():
                continue
        shown = sanitize(word)
        lines[-1] += f"{opening}{shown}{closing}" if differs and color else shown
        used += size
    return lines


def _split_words(text: str, width: int) -> Sequence[str]:
    """The pieces between which a line may be broken: words, and the characters of scripts without spaces."""
    words = list[str]()
    for token in TOKEN.findall(text):
        if measure_width(sanitize(token)) <= width:
            words.append(token)
        else:
            words += token
    return words
