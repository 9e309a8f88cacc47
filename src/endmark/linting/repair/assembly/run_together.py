"""Titles that ran together with the text below them: each becomes a sentence of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from endmark.checks.text.meaning import normalize_meaning
from endmark.document.blocks import ATOM
from endmark.document.sentences import TERMINALS
from endmark.linting.repair.assembly.parts import Part
from endmark.linting.repair.pieces import Sentence
from endmark.linting.repair.titles import Titles

_CLOSING = re.compile(r"[:：;；,，、)）」』”\"*_]*")
"""What a title, or what leads into a list, may end with."""

_BETWEEN = re.compile(r"[\s#*_>]*")
"""What parts a title from the text that ran together with it."""

_WITHIN_WORD = re.compile(r"[A-Za-z0-9]{2}")

_MOST_ENDS = 1_000
"""Ends of titles that are looked at in one sentence: one that ran together with all titles of a book has fewer."""

_MOST_MARKS = 8
"""Marks and signs that may stand behind the last letter of a title and belong to it."""


def part_titles(parts: Sequence[Part], titles: Collection[str]) -> None:
    """Let titles be sentences of their own: those on the first line of a paragraph, and those that ran together.

    A sentence begins with titles that ran together with it, and with what leads into lists or code, when the rest of
    it is told elsewhere, or is a title.
    """
    lead_ins = list(_iter_lead_ins(parts))
    # What breaks off at a marker says one thing with its rest, which may stand elsewhere.
    torn = {part.number for part, following in pairwise(parts) if part.breaks_off and following.is_marker}
    known = Titles(chain(titles, (part.sentences[-1].said for part in lead_ins if part.number not in torn)))
    told = _Told(sentence.said for part in parts if part.is_text for sentence in part.sentences)
    # The head of a cut sentence is no lead-in that a title may follow.
    whole = Titles(chain(titles, (part.sentences[-1].said for part in lead_ins if not part.breaks_off)))
    named = _Told(titles)
    without_code = {
        said: normalize_meaning(content) for part in parts for said, content in _iter_with_code(part.sentences)
    }
    for part in parts:
        if not part.is_text:
            continue
        if part.is_titled:
            _split_first_line(part)
        number = 0
        while number < len(part.sentences):
            said = part.sentences[number].said
            found = _find_titles(said, known, told) or _find_titles(said, whole, named)
            number += _split(part, number, found, without_code) or 1


def _iter_with_code(sentences: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """What sentences with code in them say, and what of that is shown; and so of all together, as a title may be."""
    if any(ATOM in sentence.content for sentence in sentences):
        yield from ((sentence.said, sentence.content) for sentence in sentences if ATOM in sentence.content)
        yield "".join(one.said for one in sentences), " ".join(one.content for one in sentences)


def _iter_lead_ins(parts: Iterable[Part]) -> Iterator[Part]:
    """Texts that end without a full stop: what they say last runs together with what follows as a title does."""
    for part in parts:
        if part.is_text and not part.block.text.content.rstrip().endswith(tuple(TERMINALS)):
            yield part


class _Told:
    """What sentences say."""

    def __init__(self, said: Iterable[str]) -> None:
        self._said = frozenset(said)
        self._lengths = frozenset(map(len, self._said))

    def has_end(self, said: str, start: int) -> bool:
        """Whether one of them says what is said from an offset on; of another length, nothing need be compared."""
        return len(said) - start in self._lengths and said[start:] in self._said


def _find_titles(said: str, titles: Titles, told: _Told) -> Sequence[str]:
    """The titles that a sentence begins with, one behind the other, where the rest is told elsewhere."""
    before: dict[int, int] = {}
    reached = [0]
    while reached and len(before) < _MOST_ENDS:
        start = reached.pop()
        if start and told.has_end(said, start):
            return list(_trace_back(said, start, before))
        ends = [end for end in titles.iter_ends(said, start) if end < len(said) and end not in before]
        before.update(dict.fromkeys(ends, start))
        reached.extend(reversed(ends))  # the longest comes first
    return ()


def _trace_back(said: str, end: int, before: Mapping[int, int]) -> Sequence[str]:
    """The titles up to an offset, given where each of them begins."""
    found: list[str] = []
    while end:
        start = before[end]
        found.append(said[start:end])
        end = start
    return found[::-1]


def _split_first_line(part: Part) -> None:
    """Let the title on the first line of a paragraph be a sentence of its own."""
    content = part.block.text.content
    size = content.index("\n")
    start, end = part.bounds[0]
    if size < end and (cut := _find_cut(content, start, size, end)):
        said = normalize_meaning(content[:size])
        rest = part.sentences[0].said.removeprefix(said)  # with the code that stands in it
        if len(rest) == len(part.sentences[0].said):
            rest = normalize_meaning(content[cut[1] : end])
        part.divide(0, [(start, cut[0]), (cut[1], end)], [said, rest])


def _split(part: Part, number: int, titles: Sequence[str], without_code: Mapping[str, str]) -> int:
    """Let titles that a sentence begins with be sentences of their own, and say how many there are."""
    content = part.block.text.content
    start, end = part.bounds[number]
    bounds: list[tuple[int, int]] = []
    for title in titles:
        size = _measure_title(content, start, end, without_code.get(title, title))
        cut = _find_cut(content, start, start + size, end) if size else None
        if cut is None:
            break
        bounds.append((start, cut[0]))
        start = cut[1]
    count = len(bounds)
    if count:
        rest = part.sentences[number].said[sum(map(len, titles[:count])) :]
        part.divide(number, [*bounds, (start, end)], [*titles[:count], rest])
    return count


def _find_cut(content: str, start: int, stop: int, end: int) -> tuple[int, int] | None:
    """Where a title that stops at an offset ends, with what closes it, and where the text behind it begins."""
    stop = _CLOSING.match(content, stop, end).end()  # type: ignore[union-attr]
    resume = _BETWEEN.match(content, stop, end).end()  # type: ignore[union-attr]
    if not start < stop <= resume < end or _WITHIN_WORD.match(content, resume - 1):
        return None
    return stop, resume


def _measure_title(content: str, start: int, end: int, title: str) -> int:
    """Characters of a text, from an offset on, up to the end of a title that it begins with; 0 where it does not.

    A text never says less when more is read of it: the place is halved, for an article may be one line.
    """

    def read(size: int) -> str:
        return normalize_meaning(content[start : start + size])

    most = len(title)
    while most < end - start and len(read(most)) < len(title):
        most *= 2
    most = min(most, end - start - 1)
    least = bisect_left(range(most), len(title), key=lambda size: len(read(size)))
    for size in range(least, min(least + _MOST_MARKS, end - start)):
        said = read(size)
        if said == title:
            return size
        if len(said) > len(title):
            break
    return 0
