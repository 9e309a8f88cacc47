"""Files × rules → repaired files, and what is left in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from endmark.errors import InputError, Problem
from endmark.linting.baseline.baseline import Entry, entries_of
from endmark.linting.checking.run import boundaries, read_bytes
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.outcome import Fixed, Mended, Mending
from endmark.linting.repair.overwrite import overwrite
from endmark.linting.report import Report
from endmark.ruleset.config_discovery import tree_of
from endmark.ruleset.containment import found_through_link

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.ruleset.settings import Settings
    from endmark.violation import Violation

_ELSEWHERE = "this file was not repaired: it is a link that leads out of the repository."
_NAME_IT = "Name it on the command line if it is to be written."


def fix_files(  # noqa: PLR0913 - all but the first three are named
    files: Iterable[FoundFile],
    report: Report,
    settings: Settings,
    *,
    cwd: Path,
    unsafe: bool = False,
    jobs: int | None = 1,
    named: Sequence[str] = (),
    read: Callable[[FoundFile], bytes] = read_bytes,
    write: Callable[[FoundFile, bytes, bytes], None] = overwrite,
) -> Fixed:
    """Repair what a report found in files, and write those whose text changes.

    What the baseline knows is left as it is; the report says so by its marks.
    A file that could not be checked completely is not touched, nor one that is found
    through a link out of the repository, unless it is `named`. `unsafe` is as
    in `repair`, `jobs` and `read` as in `run`. `write` gets the bytes that a file
    had and those it should have, and raises InputError when it fails: the file
    then counts as not repaired, and the others go on.
    """
    failed = {problem.path for problem in report.problems}
    wanted = {v.path for v in report.standing if v.fix is not None and (v.fix.safe or unsafe)} - failed
    repairable = sorted((file for file in files if file.shown in wanted), key=attrgetter("shown"))
    if not repairable:  # then no parser is needed
        return Fixed((), (), report)
    from endmark.linting.repair.fix_file import Circumstances, mend_file

    circumstances = Circumstances(settings, boundaries(settings.rules), _known(report, settings, cwd), cwd)
    mend = partial(mend_file, circumstances=circumstances, unsafe=unsafe, read=read)
    mended: list[Mended] = []
    strange = _strange(repairable, settings, cwd, named)
    repairable = [file for file in repairable if file not in strange]
    problems = [Problem(_ELSEWHERE, file.shown, remedy=_NAME_IT) for file in strange]
    for outcome in _outcomes(repairable, mend, jobs if read is read_bytes else 1):
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


def _strange(files: Sequence[FoundFile], settings: Settings, cwd: Path, named: Sequence[str]) -> list[FoundFile]:
    """The files that nobody named and that a link of the repository leads to."""
    places = [tree_of(cwd), settings.root, *((cwd / name).resolve() for name in named)]
    return [file for file in files if found_through_link(file.path, places)]


def _outcomes(files: Sequence[FoundFile], mend: Callable[[FoundFile], Mending], jobs: int | None) -> list[Mending]:
    """What came out of each file, in the order of the files."""
    done: dict[int, Mending] = {}
    if jobs != 1 and len(files) > 1:
        from endmark.linting.execution.pool import Freight, work_elsewhere

        done = work_elsewhere(files, mend, Freight(_packed, _unpacked, _ended), jobs, _unheard)
    return [done[index] if index in done else mend(file) for index, file in enumerate(files)]


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
