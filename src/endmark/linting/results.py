"""The results of a run: packed as they come, counted, and unpacked one file at a time.

A run over a hundred thousand articles may find millions of things. What is held
of each file is where its result lies in the spool; what is known of all of them
are the counts.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from itertools import chain, zip_longest
from typing import Literal

from endmark.linting.codec import (
    Cover,
    Plain,
    count_noted,
    get_essentials,
    get_facts,
    get_verdict,
    pack_outcome,
    unpack_result,
    unpack_violation,
    unpack_waiting,
)
from endmark.linting.file_result import WHOLE, FileResult, Verdict, WaitingSuppression
from endmark.storage.spool import Spool
from endmark.violation import Severity, Violation


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
        self.paths = tuple(paths)
        self.counts = Counts()
        self._spool = Spool()
        none = array("Q", bytes(8 * len(self.paths)))
        # Where each result lies, how long it is, and how many violations are listed in it and stand.
        self._starts, self._sizes, self._listed, self._standing = none, none[:], none[:], none[:]
        # How many facts it has, and how many suppressions that wait.
        self._facts, self._waiting = none[:], none[:]
        # The verdicts on articles that are not whole.
        self._verdicts: dict[int, Verdict] = {}

    def add(self, number: int, result: Plain) -> None:
        """Put away what came out of the file of that number."""
        data = marshal.dumps(result)
        self._starts[number], self._sizes[number] = self._spool.append(data), len(data)
        violations = result[0]
        self._listed[number] = len(violations)
        self._standing[number] = self.counts.add(violations)
        self._facts[number], self._waiting[number] = count_noted(result)
        self._verdicts.pop(number, None)
        if (verdict := get_verdict(result)) != WHOLE:
            self._verdicts[number] = verdict

    def replace(self, changed: Iterable[tuple[str, FileResult]]) -> Results:
        """These results, but for those of some files; both can be read from then on."""
        other = copy(self)
        other.counts = copy(self.counts)
        for name in ("_starts", "_sizes", "_listed", "_standing", "_facts", "_waiting", "_verdicts"):
            setattr(other, name, copy(getattr(self, name)))
        for path, result in changed:
            number = bisect_left(self.paths, path)
            other.counts.add(other.read(number)[0], -1)
            other.add(number, pack_outcome(result))
        return other

    def read(self, number: int) -> Plain:
        """The packed result of the file of that number; there must be one."""
        data = self._spool.read(self._starts[number], self._sizes[number])
        result: Plain = marshal.loads(data)  # noqa: S302 - our own bytes
        return result

    def get(self, path: str) -> FileResult:
        """What came out of the file of that path: nothing where the file is not one of these, or could not be read."""
        number = bisect_left(self.paths, path)
        there = number < len(self.paths) and self.paths[number] == path and self._sizes[number]
        return unpack_result(self.read(number)) if there else FileResult()

    def iter_violations(self, *, standing: bool | None = None, severity: Severity | None = None) -> Iterator[Violation]:
        """The violations by path and place: all, or those that stand or do not, or are of one severity."""
        left = self.counts.count(standing=standing, severity=severity)
        for number, wanted in enumerate(self._standing if standing else self._listed):
            if not left:
                return
            for packed in self.read(number)[0] if wanted else ():
                _, one, cover, _ = get_essentials(packed)
                if severity in (None, one) and standing in (None, not cover):
                    left -= 1
                    yield unpack_violation(packed)

    def iter_verdicts(self) -> Iterator[tuple[str, Verdict]]:
        """The verdict on each article that is not whole, by its path."""
        return ((self.paths[number], verdict) for number, verdict in sorted(self._verdicts.items()))

    def iter_facts(self) -> Iterator[tuple[int, Plain]]:
        """The packed facts of each file that has any, with its number."""
        return ((number, get_facts(self.read(number))) for number, facts in enumerate(self._facts) if facts)

    def iter_waiting(self) -> Iterator[WaitingSuppression]:
        """The suppressions about which only what is found in the corpus decides."""
        numbers = (number for number, waiting in enumerate(self._waiting) if waiting)
        return chain.from_iterable(unpack_waiting(self.read(number)) for number in numbers)

    @property
    def is_noted(self) -> bool:
        """Whether there is any fact or any such suppression."""
        return any(self._facts) or any(self._waiting)

    def iter_paths(self, *, standing: bool = False) -> Iterator[str]:
        """The files in which a violation is listed, or in which one stands."""
        numbers = self._standing if standing else self._listed
        return (path for path, number in zip(self.paths, numbers, strict=True) if number)

    def iter_with_violations(self) -> Iterator[tuple[str, FileResult]]:
        """Each file in which a violation is listed, with what came out of it."""
        return self._iter_results(self._listed)

    def __iter__(self) -> Iterator[tuple[str, FileResult]]:
        """Each file that something came out of, with that."""
        return self._iter_results(self._sizes)

    def _iter_results(self, wanted: Iterable[int]) -> Iterator[tuple[str, FileResult]]:
        return ((self.paths[number], unpack_result(self.read(number))) for number, one in enumerate(wanted) if one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Results) and all(one == another for one, another in zip_longest(self, other))

    __hash__ = None  # type: ignore[assignment]


def pack_results(results: Mapping[str, FileResult]) -> Results:
    """The results of files by their paths."""
    packed = Results(sorted(results))
    for number, path in enumerate(packed.paths):
        packed.add(number, pack_outcome(results[path]))
    return packed
