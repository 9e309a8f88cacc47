"""Files × rules → repaired files, and what is left in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from endmark.document.source import Source, encode
from endmark.errors import InputError, Problem
from endmark.linting.baseline import Entry, entries_of, with_baseline
from endmark.linting.discovery import FoundFile
from endmark.linting.engine import Look, look_at
from endmark.linting.file_check import opened, rules_for, what_failed
from endmark.linting.overwrite import overwrite
from endmark.linting.repair import Applied, Repair, repair
from endmark.linting.report import Report
from endmark.linting.run import boundaries, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings
    from endmark.violation import Violation


class Mended(NamedTuple):
    """A file and its repair; `before` are the bytes it had."""

    file: FoundFile
    before: bytes
    repair: Repair

    @property
    def after(self) -> bytes:
        """The bytes of the repaired file."""
        return encode(self.repair.source)

    @property
    def changed(self) -> bool:
        """Whether the repair changes the file."""
        return self.after != self.before


Mending: TypeAlias = Mended | tuple[Problem, ...]
"""What repairing a file came to, or why it could not be done."""


class Fixed(NamedTuple):
    """What repairing the files of a report came to.

    `mended` are the files that were tried, sorted by path. `problems` are what
    went wrong meanwhile. `left` is the report on all files as they are now; it
    holds these problems, too.
    """

    mended: tuple[Mended, ...]
    problems: tuple[Problem, ...]
    left: Report

    @property
    def applied(self) -> tuple[Applied, ...]:
        """The fixes that were applied, by file."""
        return tuple(fix for one in self.mended for fix in one.repair.applied)

    @property
    def changed(self) -> int:
        """How many files are other than before."""
        return sum(one.changed for one in self.mended)


def fix_files(  # noqa: PLR0913 - all but the first three are named
    files: Iterable[FoundFile],
    report: Report,
    settings: Settings,
    *,
    cwd: Path,
    unsafe: bool = False,
    jobs: int | None = 1,
    read: Callable[[FoundFile], bytes] = read_bytes,
    write: Callable[[FoundFile, bytes, bytes], None] = overwrite,
) -> Fixed:
    """Repair what a report found in files, and write those whose text changes.

    What the baseline knows is left as it is; the report says so by its marks.
    A file that could not be checked completely is not touched. `unsafe` is as
    in `repair`, `jobs` and `read` as in `run`. `write` gets the bytes that a file
    had and those it should have, and raises InputError when it fails: the file
    then counts as not repaired, and the others go on.
    """
    failed = {problem.path for problem in report.problems}
    wanted = {v.path for v in report.standing if v.fix is not None and (v.fix.safe or unsafe)} - failed
    repairable = sorted((file for file in files if file.shown in wanted), key=attrgetter("shown"))
    circumstances = _Circumstances(settings, boundaries(settings.rules), _known(report, settings, cwd), cwd)
    work = partial(_mended, circumstances=circumstances, unsafe=unsafe, read=read)
    mended: list[Mended] = []
    problems: list[Problem] = []
    for outcome in _outcomes(repairable, work, jobs if read is read_bytes else 1):
        try:
            if isinstance(outcome, Mended):
                if outcome.changed:
                    write(outcome.file, outcome.before, outcome.after)
                mended.append(outcome)
            else:
                problems += outcome
        except InputError as error:
            problems += error.problems
    return Fixed(tuple(mended), tuple(problems), _left(report, mended, problems))


def _outcomes(files: Sequence[FoundFile], work: Callable[[FoundFile], Mending], jobs: int | None) -> list[Mending]:
    """What came out of each file, in the order of the files."""
    done: dict[int, Mending] = {}
    if jobs != 1 and len(files) > 1:
        from endmark.linting.pool import Freight, work_elsewhere

        done = work_elsewhere(files, work, Freight(_packed, _unpacked, _ended), jobs, _unheard)
    return [done[index] if index in done else work(file) for index, file in enumerate(files)]


def _packed(mending: Mending) -> tuple[bytes]:
    import pickle

    return (pickle.dumps(mending),)


def _unpacked(packed: tuple[bytes]) -> Mending:
    import pickle

    mending: Mending = pickle.loads(packed[0])  # noqa: S301 - our own process
    return mending


def _ended(problem: Problem) -> Mending:
    return (problem,)


def _unheard(_done: int, _total: int) -> None:
    """Repairs are few: nobody waits for them."""


def keep(_file: FoundFile, _before: bytes, _after: bytes) -> None:
    """Write nothing."""


class _Circumstances(NamedTuple):
    """What holds for every file of a run.

    `parting` are the rules whose matches part an article; `known` has for some
    files the entries of the baseline that stand for what is in them.
    """

    settings: Settings
    parting: Sequence[Rule]
    known: Mapping[str, Sequence[Entry]]
    cwd: Path


def _mended(
    file: FoundFile, circumstances: _Circumstances, *, unsafe: bool, read: Callable[[FoundFile], bytes]
) -> Mending:
    """Repair one file, without writing it; it may be in another process."""
    try:
        data, source = opened(file, read)
        return Mended(file, data, repair(source, partial(_look, file, circumstances), unsafe=unsafe))
    # As in a check: one article that nobody foresaw must not hide the others.
    except Exception as error:  # noqa: BLE001
        return what_failed(error, file)


def _look(file: FoundFile, circumstances: _Circumstances, source: Source) -> Look:
    """What is found in a text of a file, with what the baseline knows marked so."""
    settings, parting, known, cwd = circumstances
    path = file.below(str(settings.root))
    seen = look_at(source, rules_for(settings, source, path), settings.known, parting, path)
    if not (entries := known.get(file.shown)):
        return seen
    report = Report((file.shown,), seen.result.violations, (), None)
    marked = with_baseline(report, entries, settings, cwd).report.violations
    return seen._replace(result=seen.result._replace(violations=marked))


def _known(report: Report, settings: Settings, cwd: Path) -> Mapping[str, tuple[Entry, ...]]:
    """For each file the entries that make known in it what the report says is known."""
    known: dict[str, list[Violation]] = {}
    for violation in report.violations:
        if violation.baselined:
            known.setdefault(violation.path, []).append(violation)
    return {
        path: entries_of(replace(report, violations=tuple(violations)), settings, cwd)
        for path, violations in known.items()
    }


def _left(report: Report, mended: Iterable[Mended], problems: Iterable[Problem]) -> Report:
    """The report on the files as they are after their repair."""
    results = {one.file.shown: one.repair.result for one in mended}
    violations = [violation for violation in report.violations if violation.path not in results]
    violations += [violation for result in results.values() for violation in result.violations]
    violations.sort(key=attrgetter("path"))
    found = [problem for result in results.values() for problem in result.problems]
    return replace(report, violations=tuple(violations), problems=(*report.problems, *found, *problems))
