"""A section told a second time in other words, as by a pass that did not see the first."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TypeAlias

from msgspec import Struct

from endmark.checks.repetition.near_copies import LONGEST_PARAGRAPH
from endmark.checks.repetition.units import Unit
from endmark.document.blocks import Block
from endmark.document.scripts import CJK_SCRIPTS

_STEM_LETTERS = 5
"""Letters by which a word is known, whatever its ending; a shorter one says little of what a paragraph is about."""

_STEM_SIGNS = 3
"""The same in scripts that write vowels as signs, or not at all."""

_FULL_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})

_SHARE = 0.2
"""Share of the shorter paragraph's words that stand in the two and nowhere else. Two paragraphs of one published text
have some .05; of 194,000 blocks in forty languages not one has two neighbours in a row that both have so many with two
others, in the same order, but where they repeat each other word for word."""

_SHARE_BESIDE = 0.6
"""The same for two of which one stands right behind the other, where one such pair is enough."""

_SHARE_AT_END = 0.35
"""The same for the only paragraphs of the last two sections: an article ends once."""

_LEAST = 3
_LEAST_TOGETHER = 10
"""Such words of a pair, and of all in a row; one of Chinese, Japanese or Korean makes two of two characters."""

_BALANCE = 0.5
"""Share of the longer one's words that the shorter one has: a summary says less."""

_SHARE_OF_LONGER = _SHARE * _BALANCE
"""What that makes of the longer one's words at least."""

_TELLERS = 2
_PASSAGE = 0.35
"""Share of the shorter one that stands in the other to the letter in one stretch, from which it is no other wording:
two things are described so, with other names."""

_MOST_PARAGRAPHS = 2_000
_FAR = 2
"""Blocks to the next paragraph of a section: a heading may stand in between."""

_UNIT = 2
"""Bytes of a unit of UTF-16."""

_CJK = frozenset(CJK_SCRIPTS.values())

_Word: TypeAlias = str | int


class _Telling(Struct, frozen=True, order=True):
    """Two paragraphs, and how many words stand in them alone."""

    original: int
    copy: int
    words: int


def find_retold(
    numbers: Collection[int], candidates: Collection[int], units: Sequence[Unit]
) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of paragraphs in two rows of which one tells what the other does, in its order.

    `numbers` are those of the units to compare, in their order.
    """
    if len(numbers) > _MOST_PARAGRAPHS:
        return
    words = {number: _split_words(units[number].block) for number in numbers if _is_paragraph(units[number])}
    tellings = sorted(telling for telling in _iter_tellings(words, candidates) if _is_balanced(telling, words))
    if not tellings:
        return

    @cache
    def is_other_wording(telling: _Telling) -> bool:
        return not _share_passage(units[telling.copy].folded, units[telling.original].folded)

    told: set[int] = set()
    for place, telling in enumerate(tellings):
        if telling.copy in told:
            continue
        beside = _are_beside(telling, units)
        least = _SHARE_BESIDE if beside else _SHARE_AT_END if end_twice(telling.original, telling.copy, units) else 1
        alone = telling.words >= least * min(len(words[number]) for number in (telling.original, telling.copy))
        if beside and not alone:
            continue
        row = _follow(place, tellings, is_other_wording)
        enough = (alone or len(row) > 1) and _weigh(row, units) >= _LEAST_TOGETHER
        if enough and is_other_wording(telling):
            told.update(each.copy for each in row)
            yield from ((each.copy, each.original) for each in row)


def end_twice(original: int, copy: int, units: Sequence[Unit]) -> bool:
    """Whether two paragraphs are all that stands in the last two sections of a document."""
    return (
        copy == original + 2 == len(units) - 1
        and units[copy].before == units[original].before == units[original].after == "heading"
        and units[copy].after is None
    )


def _are_beside(telling: _Telling, units: Sequence[Unit]) -> bool:
    return telling.copy - telling.original == 1 and units[telling.copy].before == "paragraph"


def _is_paragraph(unit: Unit) -> bool:
    return unit.block.kind == "paragraph" and not unit.quoted and len(unit.folded) <= LONGEST_PARAGRAPH


def _split_words(block: Block) -> frozenset[_Word]:
    """The beginnings of the words; of Chinese, Japanese and Korean every two characters."""
    content = block.text.content.casefold()
    if block.script in _CJK:
        return _list_pairs(content)
    shortest = _STEM_LETTERS if block.script in _FULL_ALPHABETS else _STEM_SIGNS
    return frozenset([word[:_STEM_LETTERS] for word in content.split() if len(word) >= shortest])


def _list_pairs(text: str) -> frozenset[int]:
    """Every two characters as one number, or every two units of UTF-16: half the time that texts of two would take."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    pairs = array("I")
    for start in (0, _UNIT):
        end = start + (len(encoded) - start) // pairs.itemsize * pairs.itemsize
        pairs.frombytes(encoded[start:end])
    return frozenset(pairs)


def _iter_tellings(words: Mapping[int, frozenset[_Word]], candidates: Collection[int]) -> Iterator[_Telling]:
    """The pairs of paragraphs that have many words for themselves, of which the latter is a candidate."""
    counts = Counter(chain.from_iterable(words.values()))
    shared = {word for word, count in counts.items() if count == _TELLERS}
    first: dict[_Word, int] = {}
    for number, here in words.items():
        known = here & shared
        least = max(_LEAST, _SHARE_OF_LONGER * len(here))
        if len(known) < least:
            continue
        if number in candidates:
            again = Counter(map(first.__getitem__, known & first.keys()))
            yield from (_Telling(original, number, count) for original, count in again.items() if count >= least)
        # A word of a pair is never asked for again after its second place.
        first.update(dict.fromkeys(known, number))


def _is_balanced(telling: _Telling, words: Mapping[int, frozenset[_Word]]) -> bool:
    fewer, more = sorted(len(words[number]) for number in (telling.original, telling.copy))
    return telling.words >= max(_LEAST, _SHARE * fewer) and fewer >= _BALANCE * more


def _follow(
    place: int, tellings: Sequence[_Telling], is_other_wording: Callable[[_Telling], bool]
) -> Sequence[_Telling]:
    """The tellings in a row from that place on; those of the first paragraphs come first."""
    row = [tellings[place]]
    for number in range(place + 1, len(tellings)):
        each, last = tellings[number], row[-1]
        if each.original > last.original + _FAR:
            break
        goes_on = each.original > last.original and 0 < each.copy - last.copy <= _FAR
        if goes_on and each.original < row[0].copy and is_other_wording(each):
            row.append(each)
    return row


def _weigh(row: Sequence[_Telling], units: Sequence[Unit]) -> float:
    return sum(each.words / (2 if units[each.copy].block.script in _CJK else 1) for each in row)


def _share_passage(one: str, other: str) -> bool:
    from rapidfuzz.distance import Indel

    longest = max(size for _, _, size in Indel.opcodes(one, other).as_matching_blocks())
    return longest > _PASSAGE * min(len(one), len(other))
