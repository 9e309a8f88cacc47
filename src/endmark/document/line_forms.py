"""What lines are told by that are no sentences: arrows, capitals, numbers that count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from endmark.document.late_pattern import compile_late
from endmark.document.sentences import TERMINALS

_LONGEST_STEP = 40
"""Characters of one step of a path: more is said in sentences."""

_ARROW = compile_late(r"\s*(?:-{1,2}>|=>|[→⇒➔➜➡▶]\ufe0f?)\s*|\s+[>›»＞]\s+")
_FEWEST_STEPS = 3
_SENTENCE_SIGNS = compile_late(r"[.!?。！？,，、;；:：]\s|[。！？，、；]")

_LONGEST_TITLE = 80
_FEWEST_TITLE_WORDS = 3
_OPEN_ENDS = frozenset(",;:-–—&/，、；：،" + TERMINALS)
_LONG_WORD = 4
"""Letters from which a word of a title has a capital; `of` and `and` have none."""

_WORD = compile_late(r"[^\W\d_][\w'’-]*")

_NUMBERED_LINE = compile_late(
    r"(?P<before>第|[(（\[【]?(?:[^\s\d.,:;!?。、，：；！？()（）\[\]【】]{1,12}[ ])?)"
    r"(?:(?P<digits>\d{1,3})(?!\d)|(?P<last>[nN])\b|(?P<han>[一二三四五六七八九十]{1,3})|(?P<ring>[①-⑳]))"
    r"(?P<after>[^\s\w]{1,2}(?!\d)|[步点點条條項项][^\s\w]?|(?=[\s①-⑳])|(?<=[①-⑳]))"
)
"""A number at the beginning of a line, in the digits of any script, with the word that may stand before it."""

_LEFT_OUT = compile_late(r"[.…⋯・·]+\s*$")
"""A line that stands for those between the first and the last one."""

_HAN = "一二三四五六七八九"
_FIRST_RING = ord("①") - 1


def is_path(line: str) -> bool:
    """Whether arrows part a line into steps that a reader goes one after the other: `File → Export → PDF`."""
    steps = _ARROW.split(line)
    return (
        len(steps) >= _FEWEST_STEPS
        and all(steps)
        and not any(len(step) > _LONGEST_STEP or _SENTENCE_SIGNS.search(step) for step in steps)
    )


def is_title_case(line: str) -> bool:
    """Whether all words of a short line have a capital but for the small ones, as in an English title.

    The last word has one, too. Names among words of a script without capitals make no title.
    """
    if len(line) > _LONGEST_TITLE or not line[0].isupper() or line[-1] in _OPEN_ENDS:
        return False
    words: list[str] = _WORD.findall(line)
    long = [word for word in words if len(word) >= _LONG_WORD]
    if len(long) < _FEWEST_TITLE_WORDS or not all(word[0].isupper() for word in long):
        return False
    return not words[-1].islower() and all(word[0].isupper() or word[0].islower() for word in words)


def are_numbered(lines: Sequence[str]) -> bool:
    """Whether the last lines of a paragraph count, in the digits of any script: two at least, each with its number.

    What stands before the first number may introduce them, and `…` stand for some of them.
    """
    marks = [_read_number(line) for line in lines if not _LEFT_OUT.match(line)]
    if marks and marks[0] is None:
        del marks[0]
    if len(marks) < 2 or None in marks:  # noqa: PLR2004
        return False
    return all(one and other and one.precedes(other) for one, other in pairwise(marks))


class _Mark(Struct, frozen=True):
    """The number of a line with what stands around it; None for the last of any number, `n`."""

    around: tuple[str, str]
    number: int | None

    def precedes(self, other: _Mark) -> bool:
        if self.number is None or self.around != other.around:
            return False
        return other.number is None or other.number == self.number + 1


def _read_number(line: str) -> _Mark | None:
    found = _NUMBERED_LINE.match(line)
    if found is None:
        return None
    around = (found["before"], found["after"])
    if found["digits"]:
        return _Mark(around, int(found["digits"]))
    if found["ring"]:
        return _Mark(around, ord(found["ring"]) - _FIRST_RING)
    return _Mark(around, _read_han(found["han"]) if found["han"] else None)


def _read_han(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (10 * (_HAN.find(tens) + 1) if ten else 0) + (_HAN.find(ones) + 1 if ones else 0)


def are_ended_early(lines: Sequence[str]) -> bool:
    """Whether somebody ended the lines of a paragraph where they end, and no editor that wraps them.

    No line is blank or has any sign at its end, and at least every second had room for what the next begins with.
    """
    if not all(map(str.strip, lines)):
        return False
    width = max(map(weigh, lines))
    # The first word of a line, or so much of it where there are no spaces between words.
    first = [min(weigh(line.split(" ", 1)[0]), width // 3) for line in lines]
    early = sum(weigh(line) + 1 + word <= width for line, word in zip(lines, first[1:], strict=False))
    return 2 * early >= len(lines) - 1 and not any(line.rstrip()[-1:] in _OPEN_ENDS for line in lines)


def weigh(line: str) -> int:
    """As many letters as a line has room for: a character of three bytes takes that of two."""
    return (len(line) + len(line.encode("utf-8", "replace"))) // 2
