"""How an article uses the words that a text ends with: elsewhere sentences end with them, or go on behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from endmark.checks.cuts import evidence
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.last_words import find_most_of_words
from endmark.checks.cuts.open_ends import TERMINAL
from endmark.document.blocks import Block
from endmark.document.packed_blocks import iter_contents, select_kinds
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES
from endmark.document.sentences import CLOSERS
from endmark.violation import Piece, make_reason

_LETTERS = 3
"""Letters of an ending that are compared, in scripts whose particles have no space before them."""

_INFLECTION = 4
"""Letters that may lengthen an ending of a sentence to another, as `でした` does."""

_TAIL_LETTERS, _TAIL_WORDS = 10, 3
"""Letters, and words where these have spaces between them, behind which two texts do not break off by chance."""

_SHOWN_CELL = 24

_SIGNS = frozenset(CLOSERS) | frozenset("*_`~")
_LONGEST_WORD = 60
_MOST_PLACES = 40
"""So many places tell all that there is to tell."""

_MOST_ENDINGS = 200
"""Endings that are looked for in one article: each is a way through all of its text."""


_EXPLAINED = frozenset({"evidence.lead-in", "evidence.link"})
"""What explains that more must come after the last words."""


_SENTENCES: frozenset[Sort] = frozenset({"several", "long", "middle", "enclosed"})
"""Sorts of what is worded as sentences, and neither listed nor behind a label."""


class Use(NamedTuple):
    """How often an article ends a sentence with an ending, and how often it goes on behind it."""

    ending: str
    ends: int
    goes_on: int


class Uses:
    """What the text of an article tells of endings."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._known: dict[str, Use] = {}

    def weigh(self, judged: Judged) -> Iterator[Piece]:
        """What they say of a text that ends in a word; of what may be no sentence, only that sentences end so.

        Before a marker that is no evidence: a pass broke off there, if only before its full stop.
        """
        suspect = judged.suspect
        if suspect.ending.manner == "bare" and not suspect.at_marker and (last := self._find_tail_again(suspect.block)):
            yield evidence.ENDS_ALIKE.weigh(make_reason("evidence.ends-alike", last=last))
        if suspect.ending.manner == "bare" and judged.words is not None and (use := self.find_use(suspect.block)):
            if use.ends and suspect.at_marker:
                return
            yield from evidence.weigh_uses(*use, bound_uses(judged), joined=_is_joined(suspect.block))

    def find_use(self, block: Block) -> Use | None:
        """How the last words of a block are used, but for the end of a block; None for one ending too many."""
        content = block.text.content.rstrip("*_`~ ").lower()
        joined = _is_joined(block)
        ending = content[-_LETTERS:] if joined else content[-_LONGEST_WORD:].split()[-1]
        if ending not in self._known and len(self._known) < _MOST_ENDINGS:
            self._known[ending] = self._count(ending, joined=joined)
        return self._known.get(ending)

    def _find_tail_again(self, block: Block) -> str:
        """The last words of a block, if another line ends with them that is no copy of all of it; else nothing."""
        line = _join_lines(block)
        if line in self._cells:
            return block.text.content.rstrip()[-_SHOWN_CELL:]
        tail = _cut_tail(line, joined=_is_joined(block))
        if not tail:
            return ""
        backwards = tail[::-1]
        first = bisect_left(self._backwards, backwards)
        ended = [other for other in self._backwards[first : first + 2] if other.startswith(backwards)]
        return tail if any(other[::-1] != line for other in ended) else ""

    def _count(self, ending: str, *, joined: bool) -> Use:
        text, ends, goes_on, start = self._text, 0, 0, 0
        while ends + goes_on < _MOST_PLACES and (start := text.find(ending, start)) >= 0:
            end = start + len(ending)
            inside = not joined and (text[start - 1].isalnum() or text[end].isalnum())
            start = end
            if inside:
                continue
            while text[end] in _SIGNS:
                end += 1
            if text[end] in TERMINAL:
                ends += 1
            elif text[end] != "\n" and not (joined and TERMINAL.intersection(text[end : end + _INFLECTION])):
                goes_on += 1
        return Use(ending, ends, goes_on)

    @cached_property
    def _text(self) -> str:
        """The blocks of the article, one a line, in small letters."""
        return "\n".join(
            (
                "",
                *(
                    block.text.content.lower() if block.kind == "table" else _join_lines(block)
                    for block in self._blocks
                ),
                "",
            )
        )

    @cached_property
    def _backwards(self) -> Sequence[str]:
        """What its lines say, each once and from its end to its beginning: those that end alike stand together."""
        return sorted({line.lstrip()[::-1] for line in self._text.split("\n")})

    @cached_property
    def _cells(self) -> frozenset[str]:
        """What the cells of its tables say, in small letters."""
        tables = iter_contents(select_kinds(self._blocks, {"table"}))
        return frozenset(cell.rstrip() for table in tables for cell in table.lower().split("\n"))


def _join_lines(block: Block) -> str:
    return " ".join(block.text.content.split("\n")).rstrip().lower()


def _cut_tail(line: str, *, joined: bool) -> str:
    """The last words of a line: as many as do not come twice by chance."""
    if joined:
        return line[-_TAIL_LETTERS:] if len(line) > _TAIL_LETTERS else ""
    words = line.rsplit(maxsplit=_TAIL_WORDS)
    tail = " ".join(words[-_TAIL_WORDS:])
    return tail if len(words) > _TAIL_WORDS and len(tail) >= _TAIL_LETTERS and line.endswith(tail) else ""


def _is_joined(block: Block) -> bool:
    """Whether it ends in a script whose particles have no space before them."""
    return block.language in LANGUAGES_WITH_SUFFIXES and not block.text.content[-_LETTERS:].isascii()


def bound_uses(judged: Judged) -> float:
    """The most that the use of its last words can say for a text's being cut, beside what the table says of them."""
    suspect, seen = judged.suspect, {piece.seen.code: piece.nats for piece in judged.pieces}
    if suspect.sort not in _SENTENCES or not _EXPLAINED.isdisjoint(seen):
        return 0.0
    if suspect.block.language in LANGUAGES_WITH_SUFFIXES and not _is_joined(suspect.block):
        return 0.0  # a name in other letters, behind which articles mostly go on
    if suspect.ending.manner != "bare" or find_most_of_words(suspect) < evidence.MOST_WORDS:
        return 0.0
    return min(evidence.MOST_OF_USES, evidence.MOST_WORDS - seen.get("evidence.words-cut", 0.0))
