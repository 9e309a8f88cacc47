"""Files × rules → repaired files, and what is left in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from endmark.document.source import Source, encode
from endmark.errors import InputError, Problem
from endmark.linting.baseline import Entry, entries_of, with_baseline
from endmark.linting.discovery import FoundFile
from endmark.linting.engine import Look, look_at
from endmark.linting.file_check import opened, rules_for, what_failed
from endmark.linting.overwrite import overwrite
from endmark.linting.repair import Repair, repair
from endmark.linting.report import Report
from endmark.linting.run import boundaries, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings


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

    `mended` are the files in which a fix was applied or refused, sorted by path.
    `left` is the report on all files as they are now.
    """

    mended: tuple[Mended, ...]
    left: Report


def fix_files(  # noqa: PLR0913 - all but the first three are named
    files: Iterable[FoundFile],
    report: Report,
    settings: Settings,
    *,
    cwd: Path,
    unsafe: bool,
    read: Callable[[FoundFile], bytes] = read_bytes,
    write: Callable[[FoundFile, bytes, bytes], None] = overwrite,
) -> Fixed:
    """Repair what a report found in files, and write those whose text changes.

    What the baseline knows is left as it is; the report says so by its marks.
    A file that could not be checked completely is not touched. `unsafe` is as
    in `repair`. `write` gets the bytes a file had and those it should have, and
    raises InputError when it fails: the file then counts as not repaired, the
    problem is in the report on what is left, and the others go on.
    """
    failed = {problem.path for problem in report.problems}
    shown = {v.path for v in report.standing if v.fix is not None and (v.fix.safe or unsafe)} - failed
    known = _known(report, settings, cwd)
    parting = boundaries(settings.rules)
    mended: list[Mended] = []
    problems: list[Problem] = []
    for file in sorted((file for file in files if file.shown in shown), key=lambda file: file.shown):
        outcome = mend(file, settings, parting, known.get(file.shown, ()), cwd=cwd, unsafe=unsafe, read=read)
        if isinstance(outcome, Mended):
            try:
                if outcome.changed:
                    write(file, outcome.before, outcome.after)
                mended.append(outcome)
            except InputError as error:
                problems += error.problems
        else:
            problems += outcome
    return Fixed(tuple(mended), _left(report, mended, problems))


def keep(_file: FoundFile, _before: bytes, _after: bytes) -> None:
    """Write nothing."""


def mend(  # noqa: PLR0913
    file: FoundFile,
    settings: Settings,
    parting: Sequence[Rule],
    known: Sequence[Entry],
    *,
    cwd: Path,
    unsafe: bool,
    read: Callable[[FoundFile], bytes] = read_bytes,
) -> Mending:
    """Repair one file, without writing it; `known` are the entries of the baseline for what stands in it."""
    try:
        data, source = opened(file, read)
        look = partial(_look, file=file, settings=settings, parting=parting, known=known, cwd=cwd)
        return Mended(file, data, repair(source, look, unsafe=unsafe))
    # As in a check: one article that nobody foresaw must not hide the others.
    except Exception as error:  # noqa: BLE001
        return what_failed(error, file)


def _look(
    source: Source, *, file: FoundFile, settings: Settings, parting: Sequence[Rule], known: Sequence[Entry], cwd: Path
) -> Look:
    """What is found in an article that was read from a file, with what the baseline knows marked so."""
    path = file.below(str(settings.root))
    seen = look_at(source, rules_for(settings, source, path), settings.known, parting, path)
    if not known:
        return seen
    report = Report((file.shown,), seen.result.violations, (), None)
    marked = with_baseline(report, known, settings, cwd).report.violations
    return seen._replace(result=seen.result._replace(violations=marked))


def _known(report: Report, settings: Settings, cwd: Path) -> Mapping[str, tuple[Entry, ...]]:
    """For each file the entries that make known in it what the report says is known."""
    known: dict[str, tuple[Entry, ...]] = {}
    for violation in report.violations:
        if violation.baselined:
            entries = entries_of(replace(report, violations=(violation,)), settings, cwd)
            known[violation.path] = known.get(violation.path, ()) + entries
    return known


def _left(report: Report, mended: Iterable[Mended], problems: Iterable[Problem]) -> Report:
    """The report on the files as they are after their repair."""
    results = {one.file.shown: one.repair.result for one in mended}
    violations = [violation for violation in report.violations if violation.path not in results]
    violations += [violation for result in results.values() for violation in result.violations]
    violations.sort(key=lambda violation: violation.path)
    found = [problem for result in results.values() for problem in result.problems]
    return replace(report, violations=tuple(violations), problems=(*report.problems, *found, *problems))
