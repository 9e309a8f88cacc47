"""The results of a run: packed as they come, counted, and unpacked one file at a time.

A run over a hundred thousand articles may find millions of things. What is held
of each file is where its result lies in the spool; what is known of all of them
are the counts.
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain, zip_longest
from typing import Literal, NamedTuple

from endmark.linting.codec import (
    Cover,
    Plain,
    count_noted,
    get_essentials,
    get_facts,
    get_verdict,
    get_violations,
    pack_outcome,
    unpack_result,
    unpack_violation,
    unpack_waiting,
)
from endmark.linting.file_result import WHOLE, FileResult, Verdict, WaitingSuppression
from endmark.storage.rows import Rows
from endmark.storage.spool import Spool
from endmark.violation import VERDICTS, Severity, Violation

_SCORES = 101
"""A score is from 0 to 100."""


class _Row(NamedTuple):
    """Of one result where it lies, how long it is, how many violations are listed in it and how many stand.

    And how many facts it has, how many suppressions that wait, and a number for its verdict. All are 0 where nothing
    came out of a file.
    """

    start: int
    size: int
    listed: int
    standing: int
    facts: int
    waiting: int
    verdict: int


_ROW_FORM = "QIIIIII"


class Counts:
    """How many violations there are.

    `found` counts them by rule, severity and cover; `fixable` are those that stand
    and have a fix, `safe` those of them whose fix is safe.
    """

    __slots__ = ("fixable", "found", "safe")

    def __init__(
        self, found: Mapping[tuple[str, Severity, Cover], int] | None = None, fixable: int = 0, safe: int = 0
    ) -> None:
        self.found = Counter(found)
        self.fixable = fixable
        self.safe = safe

    def __copy__(self) -> Counts:
        return Counts(self.found, self.fixable, self.safe)

    @property
    def rules(self) -> frozenset[str]:
        """The rules that found something, covered or not."""
        return frozenset(rule for (rule, _, _), number in self.found.items() if number)

    def count(
        self, *, cover: Cover | None = None, standing: bool | None = None, severity: Severity | None = None
    ) -> int:
        """How many are covered so, stand or do not, and are of this severity; None: all."""
        return sum(
            number
            for (_, one, by), number in self.found.items()
            if cover in (None, by) and standing in (None, not by) and severity in (None, one)
        )

    def add(self, violations: Iterable[Plain], sign: Literal[1, -1] = 1) -> int:
        """Count packed violations, or, with -1, take them out again; how many of them stand."""
        standing = 0
        for violation in violations:
            rule, severity, cover, safe = get_essentials(violation)
            self.found[rule, severity, cover] += sign
            if not cover:
                standing += 1
                if safe is not None:
                    self.fixable += sign
                    self.safe += sign * safe
        return standing


class Results:
    """What came out of the files of a run, in the order of their paths.

    Violations are read anew each time they are asked for, one file after another.
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        """Room for files of these paths, which are sorted; nothing came out of them yet."""
        self.paths: Sequence[str] = paths if isinstance(paths, Sequence) else tuple(paths)
        self.counts = Counts()
        self._spool = Spool()
        self._rows = Rows(_ROW_FORM, len(self.paths))

    def add(self, number: int, result: Plain) -> None:
        """Put away what came out of the file of that number."""
        data = marshal.dumps(result)
        start, violations = self._spool.append(data), get_violations(result)
        standing, noted = self.counts.add(violations), count_noted(result)
        verdict = _number_verdict(get_verdict(result))
        self._rows.put(number, *_Row(start, len(data), len(violations), standing, *noted, verdict))

    def put(self, number: int, result: Plain) -> None:
        """Put what came out of the file of that number in the place of what there was, if anything."""
        if self._get_row(number).size:
            self.counts.add(get_violations(self.read(number)), -1)
        self.add(number, result)

    def replace(self, changed: Iterable[tuple[str, FileResult]]) -> Results:
        """These results, but for those of some files; both can be read from then on."""
        return self.replace_packed((bisect_left(self.paths, path), pack_outcome(result)) for path, result in changed)

    def replace_packed(self, changed: Iterable[tuple[int, Plain]]) -> Results:
        """The same with packed results, each with the number of its file."""
        other = Results(self.paths)
        other.counts = copy(self.counts)
        other._spool, other._rows = self._spool, self._rows.copy()
        for number, result in changed:
            other.put(number, result)
        return other

    def read(self, number: int) -> Plain:
        """The packed result of the file of that number; there must be one."""
        row = self._get_row(number)
        result: Plain = marshal.loads(self._spool.read(row.start, row.size))  # noqa: S302 - our own bytes
        return result

    def get(self, path: str) -> FileResult:
        """What came out of the file of that path: nothing where the file is not one of these, or could not be read."""
        number = bisect_left(self.paths, path)
        there = number < len(self.paths) and self.paths[number] == path and self._get_row(number).size
        return unpack_result(self.read(number)) if there else FileResult()

    def iter_violations(self, *, standing: bool | None = None, severity: Severity | None = None) -> Iterator[Violation]:
        """The violations by path and place: all, or those that stand or do not, or are of one severity."""
        left = self.counts.count(standing=standing, severity=severity)
        if not left:
            return
        for number in self._choose(lambda row: row.standing if standing else row.listed):
            for packed in get_violations(self.read(number)):
                _, one, cover, _ = get_essentials(packed)
                if severity in (None, one) and standing in (None, not cover):
                    left -= 1
                    yield unpack_violation(packed)
            if not left:
                return

    def iter_verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """The verdict on each article that is not whole, by its path."""
        for number, row in enumerate(self._iter_rows()):
            if row.verdict:
                yield self.paths[number], _find_verdict(row.verdict)

    def iter_facts(self) -> Iterator[tuple[int, Plain]]:
        """The packed facts of each file that has any, with its number."""
        return ((number, get_facts(self.read(number))) for number in self._choose(lambda row: row.facts))

    def iter_waiting(self) -> Iterator[WaitingSuppression]:
        """The suppressions about which only what is found in the corpus decides."""
        return chain.from_iterable(
            unpack_waiting(self.read(number)) for number in self._choose(lambda row: row.waiting)
        )

    @property
    def is_noted(self) -> bool:
        """Whether there is any fact or any such suppression."""
        return any(row.facts or row.waiting for row in self._iter_rows())

    def iter_paths(self, *, standing: bool = False) -> Iterator[str]:
        """The files in which a violation is listed, or in which one stands."""
        return (self.paths[number] for number in self._choose(lambda row: row.standing if standing else row.listed))

    def iter_with_violations(self) -> Iterator[tuple[str, FileResult]]:
        """Each file in which a violation is listed, with what came out of it."""
        return ((self.paths[number], unpack_result(result)) for number, result in self.iter_packed())

    def iter_packed(self) -> Iterator[tuple[int, Plain]]:
        """The number of each file in which a violation is listed, with the packed result."""
        return ((number, self.read(number)) for number in self._choose(lambda row: row.listed))

    def __iter__(self) -> Iterator[tuple[str, FileResult]]:
        """Each file that something came out of, with that."""
        return ((self.paths[number], unpack_result(self.read(number))) for number in self._choose(lambda row: row.size))

    def _choose(self, wants: Callable[[_Row], int]) -> Iterator[int]:
        """The numbers of the files of which something is wanted."""
        return (number for number, row in enumerate(self._iter_rows()) if wants(row))

    def _get_row(self, number: int) -> _Row:
        return _Row(*self._rows.get(number))

    def _iter_rows(self) -> Iterator[_Row]:
        return map(_Row._make, self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Results) and all(one == another for one, another in zip_longest(self, other))

    __hash__ = None  # type: ignore[assignment]


def _number_verdict(verdict: Verdict) -> int:
    """A number from which `_find_verdict` makes a verdict again; 0 for a whole article."""
    return 0 if verdict == WHOLE else VERDICTS.index(verdict.word) * _SCORES + verdict.score + 1


def _find_verdict(number: int) -> Verdict:
    word, score = divmod(number - 1, _SCORES)
    return Verdict(VERDICTS[word], score)


def pack_results(results: Mapping[str, FileResult]) -> Results:
    """The results of files by their paths."""
    packed = Results(sorted(results))
    for number, path in enumerate(packed.paths):
        packed.add(number, pack_outcome(results[path]))
    return packed
