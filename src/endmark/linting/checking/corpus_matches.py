"""What rules that compare documents have found, put away until all of it is told in the order of the files."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from endmark.linting.codec import pack_value, unpack_value
from endmark.ruleset.rule import Rule
from endmark.storage.spool import Spool
from endmark.violation import CorpusMatch, Reason, Value


class Found(NamedTuple):
    """A match in words to come: the finding stands at the fact of the number `place`.

    `numbers` are all facts that the match says something of, and `instead_of` is as in `CorpusMatch`.
    """

    place: int
    related: tuple[tuple[int, Reason], ...]
    rule: Rule
    values: Mapping[str, Value]
    numbers: Sequence[int]
    instead_of: Sequence[str]


class CorpusMatches:
    """All that was found so far; some twenty bytes are held of each."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._rules: list[Rule] = []
        # Of each at which fact it stands, and where it lies.
        self._places, self._starts = array("Q"), array("Q")
        self._replacing = array("Q")

    def add(self, rule: Rule, match: CorpusMatch, place: int, related: Sequence[tuple[int, Reason]]) -> None:
        """Add a match of a rule, shown at a place, with what is related to that; InputError as `Spool.append`."""
        if not self._rules or self._rules[-1] is not rule:
            self._rules.append(rule)
        data = marshal.dumps(
            (
                place,
                tuple((number, pack_value(message)) for number, message in related),
                len(self._rules) - 1,
                tuple((name, pack_value(value)) for name, value in match.values.items()),
                (match.place, *match.others),
                match.instead_of,
            )
        )
        if match.instead_of:
            self._replacing.append(len(self._places))
        self._places.append(place)
        self._starts.append(self._spool.append(data))

    def __iter__(self) -> Iterator[Found]:
        """By their places; those at one place in the order in which they were added."""
        return map(self._read, sorted(range(len(self._places)), key=self._places.__getitem__))

    def iter_replacing(self) -> Iterator[Found]:
        """Those that are told instead of findings of other rules."""
        return map(self._read, self._replacing)

    def _read(self, number: int) -> Found:
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._spool.size
        place, related, rule, values, numbers, instead_of = marshal.loads(self._spool.read(start, end - start))  # noqa: S302 - our own
        return Found(
            place,
            tuple((one, unpack_value(message)) for one, message in related),
            self._rules[rule],
            {name: unpack_value(value) for name, value in values},
            numbers,
            instead_of,
        )
