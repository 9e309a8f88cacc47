"""Files × rules → report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import FileResult, Outcome, Report, Unlisted, order_violation
from endmark.ruleset.settings import LazyRules
from endmark.storage.reading import read_regular

if TYPE_CHECKING:
    from endmark.errors import Problem
    from endmark.linting.checking.corpus import CorpusFindings
    from endmark.linting.execution.result_cache import ResultCache
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings
    from endmark.violation import Violation


def read_bytes(file: FoundFile) -> bytes:
    """The bytes of a file on disk; OSError as `read_regular`."""
    return read_regular(file.path)


def run(  # noqa: PLR0913 - all but the first two are named
    files: Sequence[FoundFile],
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
    read: Callable[[FoundFile], bytes] = read_bytes,
    jobs: int | None = 1,
    progress: Callable[[int, int], None] | None = None,
    cache: ResultCache | None = None,
    timer: Timer = untimed,
    most: int | None = None,
    whole: bool = False,
) -> Report:
    """Check every file and gather what was found.

    A file that cannot be read or checked becomes a problem, and the others go
    on. `problems` are those of earlier steps; they come first in the report.
    At most `jobs` processes work at the same time, None: one for each core; the
    report is the same. `progress` hears again and again how many files are done,
    and how many there are. What the `cache` knows of files on disk is not checked
    again, and what is new is kept in it: the report is the same, again. `timer`
    is asked around every step of every file, in this process and without the cache.
    In each file at most `most` findings of one rule are listed, and the others
    counted; None: all are listed. `whole` says that these are all files of the site.
    """
    if timer is not untimed:
        jobs, cache = 1, None
    jobs = jobs if read is read_bytes else 1  # another `read` may mean something in this process only
    known = cache.find_known(files, read, most) if cache else {}
    waiting = [file for index, file in enumerate(files) if index not in known]
    new = _check_all(
        waiting,
        partial(_make_checker, settings, read, timer, most),
        jobs,
        partial(_pass_progress, progress, len(known)),
    )
    if cache:
        cache.keep(zip(waiting, new, strict=True))
    outcomes = _merge_outcomes(len(files), known, new)
    whole = whole and not any(failed for failed in map(_get_problems, outcomes))
    compared = _compare(files, outcomes, settings, timer, whole=whole)
    return _build_report(files, outcomes, settings, problems, compared, whole)


def _get_problems(outcome: Outcome) -> tuple[Problem, ...]:
    return outcome.problems if isinstance(outcome, FileResult) else outcome


def _compare(
    files: Sequence[FoundFile], outcomes: Iterable[Outcome], settings: Settings, timer: Timer, *, whole: bool
) -> CorpusFindings | None:
    """What a comparison of the files shows; None where nothing is compared."""
    pairs = zip(files, outcomes, strict=True)
    results = [
        outcome
        for _, outcome in sorted(pairs, key=lambda pair: pair[0].shown)
        if isinstance(outcome, FileResult) and (outcome.facts or outcome.waiting)
    ]
    if not results:
        return None
    from endmark.linting.checking.corpus import compare_documents

    return compare_documents(results, settings.rules, whole=whole, timer=timer)


def select_boundaries(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose matches part an article into passes; they do so even when they are off."""
    from endmark import checks

    return tuple(rule for rule in rules if checks.is_boundary(checks.load(rule.check), rule.options))


def _make_checker(
    settings: Settings, read: Callable[[FoundFile], bytes], timer: Timer, most: int | None
) -> Callable[[FoundFile], Outcome]:
    """What checks a file. It is imported here, for a run that finds every file unchanged needs no parser."""
    from endmark.linting.checking.file_check import check_file

    parting = select_boundaries(settings.rules)
    return partial(check_file, settings=settings, parting=parting, read=read, timer=timer, most=most)


def _check_all(
    files: Sequence[FoundFile],
    checker: Callable[[], Callable[[FoundFile], Outcome]],
    jobs: int | None,
    progress: Callable[[int, int], None],
) -> list[Outcome]:
    """What comes out of each file, in the order of the files."""
    if not files:
        return []
    check = checker()  # before other processes start, which then have it
    outcomes: dict[int, Outcome] = {}
    if jobs != 1 and len(files) > 1:
        from endmark.linting.execution.pool import check_in_processes

        outcomes = check_in_processes(files, check, jobs, progress)
    for index, file in enumerate(files):
        if index not in outcomes:
            outcomes[index] = check(file)
            progress(len(outcomes), len(files))
    return [outcomes[index] for index in range(len(files))]


def _pass_progress(progress: Callable[[int, int], None] | None, known: int, done: int, total: int) -> None:
    """Pass on how far the run is; files that were known count as done."""
    if progress is not None:
        progress(known + done, known + total)


def _merge_outcomes(total: int, known: Mapping[int, Outcome], new: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes in the order of their files: those that were known by their index, and the others between them."""
    others = iter(new)
    return [known[index] if index in known else next(others) for index in range(total)]


def _build_report(  # noqa: PLR0913, PLR0917
    files: Sequence[FoundFile],
    outcomes: Iterable[Outcome],
    settings: Settings,
    problems: Iterable[Problem],
    compared: CorpusFindings | None,
    whole: bool,
) -> Report:
    violations: list[Violation] = []
    found = list(problems)
    checked: list[str] = []
    unlisted: list[Unlisted] = []
    blocks = 0
    languages: Counter[str] = Counter()
    for file, outcome in zip(files, outcomes, strict=True):
        if isinstance(outcome, FileResult):
            checked.append(file.shown)
            blocks += outcome.blocks
            languages[outcome.language] += 1
            violations += outcome.violations
            found += outcome.problems
            unlisted += outcome.unlisted
        else:
            found += outcome
    # Those of one file are in the order of the text already.
    violations.sort(key=attrgetter("path"))
    if compared:
        violations = sorted((*violations, *compared.violations), key=order_violation)
        found += compared.problems
    ranked = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
    return Report(
        tuple(sorted(checked)),
        tuple(violations),
        tuple(found),
        settings.fail_on,
        blocks,
        tuple(ranked),
        LazyRules(settings),
        tuple(sorted(unlisted)),
        whole,
    )
