"""Where two wordings of the same differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

TOKEN = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+|\d+|\s+|.", re.DOTALL)
"""A word, a number, white space, or a sign; of scripts without spaces, and of Korean, a character."""

_LONGEST = 4_000
"""Tokens of a wording that are compared one by one; what is longer differs as a whole."""

_ISLAND = 3
"""Code points between two differences that are taken for another difference: who reads sees one."""


class Stretch(NamedTuple):
    """What stands in the one wording where the other has the second; both are the same where they are `equal`."""

    equal: bool
    first: str
    second: str


def compare_wordings(first: str, second: str) -> Iterator[Stretch]:
    """Two texts from the beginning to the end, in stretches that are the same and stretches that differ."""
    ours, theirs = TOKEN.findall(first), TOKEN.findall(second)
    if max(len(ours), len(theirs)) > _LONGEST:
        yield Stretch(first == second, first, second)
        return
    yield from _join_islands(ours, theirs)


def _join_islands(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Stretch]:
    one = two = island = ""
    for code in LCSseq.opcodes(ours, theirs):
        mine = "".join(ours[code.src_start : code.src_end])
        if code.tag != "equal":
            one, two = one + island + mine, two + island + "".join(theirs[code.dest_start : code.dest_end])
            island = ""
        elif (one or two) and len(mine) <= _ISLAND:
            island = mine
        else:
            if one or two:
                yield Stretch(False, one, two)  # noqa: FBT003 - as its fields are read
            one = two = ""
            yield Stretch(True, mine, mine)  # noqa: FBT003
    if one or two:
        yield Stretch(False, one, two)  # noqa: FBT003
    if island:
        yield Stretch(True, island, island)  # noqa: FBT003
