"""Files × rules → repaired files, and what is left in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from endmark.errors import InputError, Problem
from endmark.linting.baseline.baseline import Entry, make_entries
from endmark.linting.checking.kept import KeptAnalysis
from endmark.linting.checking.run import read_bytes
from endmark.linting.file_result import FileResult, order_violation
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.assembly.mended import may_be_mended
from endmark.linting.repair.outcome import FixedFile, FixOutcome, FixResult
from endmark.linting.repair.overwrite import overwrite
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.ruleset.config_discovery import find_tree
from endmark.ruleset.containment import is_behind_link

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.linting.repair.proposals import Decide
    from endmark.ruleset.settings import Settings
    from endmark.violation import Violation

_ELSEWHERE = phrase("this file was not repaired: it is a link that leads out of the repository.")
_CHECK_AGAIN = phrase("Check the text as it is now, under the same path, and choose from what is found then.")
_NAME_IT = phrase("Name it on the command line if it is to be written.")


def fix_files(  # noqa: PLR0913 - all but the first three are named
    files: Iterable[FoundFile],
    report: Report,
    settings: Settings,
    *,
    cwd: Path,
    unsafe: bool = False,
    only: Collection[str] | None = None,
    jobs: int | None = 1,
    most: int | None = None,
    kept: KeptAnalysis | None = None,
    decide: Decide | None = None,
    named: Sequence[str] = (),
    read: Callable[[FoundFile], bytes] = read_bytes,
    write: Callable[[FoundFile, bytes, bytes], None] = overwrite,
) -> FixResult:
    """Repair what a report found in files, and write those whose text changes.

    What the baseline knows is left as it is; the report says so by its marks.
    A file that could not be checked completely is not touched, nor one that is found
    through a link out of the repository, unless it is `named`. `unsafe` and `only`
    are as in `repair`, `jobs`, `most` and `read` as in `run`, and what is `kept` of that
    run is used. `decide` is asked about every fix, safe or not, and each file is then
    written before the next is looked at. `write` gets the bytes that a
    file had and those it should have, and raises InputError when it fails: the file
    then counts as not repaired, and the others go on. Raises InputError when `only`
    names what the report does not hold.
    """
    standing = report.iter_standing() if only is None else _choose_among(report, only)
    failed = {problem.path for problem in report.problems}
    unsafe = unsafe or decide is not None
    wanted = {v.path for v in standing if (v.fix and (v.fix.safe or unsafe)) or (unsafe and may_be_mended(v))}
    wanted.update(one.path for one in report.standing_unlisted)  # among which there may be more to repair
    wanted -= failed
    repairable = sorted((file for file in files if file.shown in wanted), key=attrgetter("shown"))
    if not repairable:  # then no parser is needed
        return FixResult((), (), report)
    from endmark.linting.repair.fix_file import FixContext, fix_file

    fixed: list[FixedFile] = []
    is_strange = _make_containment(settings, cwd, named)
    strange = list(filter(is_strange, repairable))
    repairable = [file for file in repairable if file not in strange]
    known = _group_known(repairable, report, settings, cwd)
    checked = {} if kept or decide else _take_checked(repairable, report, known)
    context = FixContext(settings, settings.parting, known, cwd, only, most, decide, checked)
    kept = kept if len(repairable) == 1 else None
    fix = partial(fix_file, context=context, unsafe=unsafe, read=read, kept=kept)
    problems = list(map(_explain_strange, strange))
    for outcome in _fix_all(repairable, fix, jobs if read is read_bytes and decide is None else 1):
        try:
            if isinstance(outcome, FixedFile):
                if outcome.changed and is_strange(outcome.file):  # it was replaced while it was repaired
                    problems.append(_explain_strange(outcome.file))
                    continue
                if outcome.changed:
                    write(outcome.file, outcome.before, outcome.after)
                fixed.append(outcome)
            else:
                problems += outcome
        except InputError as error:
            problems += error.problems
    return FixResult(tuple(fixed), tuple(problems), _build_report(report, fixed, problems))


def _choose_among(report: Report, only: Collection[str]) -> Iterator[Violation]:
    """The standing violations with these fingerprints; InputError where there is none of any kind."""
    if unknown := sorted(set(only).difference(violation.fingerprint for violation in report.iter_violations())):
        path = report.paths[0] if len(report.paths) == 1 else None
        raise InputError(
            Problem(
                phrase("there is no finding with the fingerprint {fingerprint!r} here.", fingerprint=one),
                path,
                hint=_CHECK_AGAIN,
            )
            for one in unknown
        )
    return (violation for violation in report.iter_standing() if violation.fingerprint in only)


def _make_containment(settings: Settings, cwd: Path, named: Sequence[str]) -> Callable[[FoundFile], bool]:
    """What says of a file whether nobody named it and a link of the repository leads to it."""
    places = [find_tree(cwd), settings.root, *((cwd / name).resolve() for name in named)]
    return lambda file: is_behind_link(file.path, places)


def _explain_strange(file: FoundFile) -> Problem:
    return Problem(_ELSEWHERE, file.shown, hint=_NAME_IT)


def _fix_all(
    files: Sequence[FoundFile], fix: Callable[[FoundFile], FixOutcome], jobs: int | None
) -> Iterator[FixOutcome]:
    """What comes out of each file, in the order of the files."""
    done: dict[int, FixOutcome] = {}
    if jobs != 1 and len(files) > 1:
        from endmark.linting.execution.pool import Codec, run_in_processes

        done = dict(run_in_processes(files, fix, Codec(_pack, _unpack, _wrap_problem), jobs, _ignore_progress))
    for index, file in enumerate(files):
        yield done[index] if index in done else fix(file)


def _pack(outcome: FixOutcome) -> tuple[bytes]:
    import pickle

    return (pickle.dumps(outcome),)


def _unpack(packed: tuple[bytes]) -> FixOutcome:
    import pickle

    outcome: FixOutcome = pickle.loads(packed[0])  # noqa: S301 - our own process
    return outcome


def _wrap_problem(problem: Problem) -> FixOutcome:
    return (problem,)


def _ignore_progress(_done: int, _total: int) -> None:
    """Repairs are few: nobody waits for them."""


def keep_file(_file: FoundFile, _before: bytes, _after: bytes) -> None:
    """Write nothing."""


def _group_known(
    files: Iterable[FoundFile], report: Report, settings: Settings, cwd: Path
) -> Mapping[str, tuple[Entry, ...]]:
    """For each file the entries that make known in it what the report says is known."""
    known: dict[str, tuple[Entry, ...]] = {}
    for file in files if report.baselined_count else ():
        baselined = (found for found in report.results.get(file.shown).violations if found.baselined)
        if entries := make_entries(baselined, settings, cwd):
            known[file.shown] = entries
    return known


_MOST_CHECKED = 10_000
"""Findings that are held while files are repaired, some ten megabytes: of more files it is found out once more."""


def _take_checked(
    files: Iterable[FoundFile], report: Report, known: Mapping[str, tuple[Entry, ...]]
) -> Mapping[str, FileResult]:
    """What was found in files of which a repair need not know more, but for what their comparison showed."""
    checked: dict[str, FileResult] = {}
    room = _MOST_CHECKED
    for file in files:
        result = report.results.get(file.shown)
        room -= len(result.violations)
        if room < 0:
            break
        if result.unlisted or result.problems or file.shown in known:
            continue
        compared = {finding.fingerprint for finding in _iter_undecided(result)}
        own = tuple(found for found in result.violations if found.fingerprint not in compared)
        checked[file.shown] = replace(result, violations=own)
    return checked


def _build_report(report: Report, fixed: Sequence[FixedFile], problems: Iterable[Problem]) -> Report:
    """The report on the files as they are after their repair."""
    results = report.results.replace(
        (path, _keep_comparison(report.results.get(path), result))
        for path, result in ((one.file.shown, one.repair.result) for one in fixed)
    )
    found = [problem for one in fixed for problem in one.repair.result.problems]
    repaired = {one.file.shown for one in fixed}
    unlisted = [one for one in report.unlisted if one.path not in repaired]
    unlisted += (more for one in fixed for more in one.repair.result.unlisted)
    problems = (*report.problems, *found, *problems)
    return replace(report, results=results, problems=problems, unlisted=tuple(sorted(unlisted)))


def _keep_comparison(before: FileResult, after: FileResult) -> FileResult:
    """What is found in a file after its repair, with what a comparison with others showed, where that stands now."""
    compared, places = (
        {finding.fingerprint: finding.region for finding in _iter_undecided(result)} for result in (before, after)
    )
    kept = (
        replace(violation, region=places.get(violation.fingerprint, violation.region))
        for violation in before.violations
        if violation.fingerprint in compared
    )
    return replace(after, violations=tuple(sorted((*after.violations, *kept), key=order_violation)))


def _iter_undecided(result: FileResult) -> Iterator[Violation]:
    """What may be found in a file when it is compared with others."""
    yield from (fact.finding for fact in result.facts)
    yield from (suppression.finding for suppression in result.waiting)
