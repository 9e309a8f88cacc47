"""The files of a run, shared out to the configs that hold for them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from endmark.cli.checking import CheckOptions, check_and_report, get_limit, read_known, read_stdin
from endmark.errors import InputError, Problem
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.report import Report
from endmark.phrase import phrase
from endmark.storage.packed_sequence import choose

if TYPE_CHECKING:
    from endmark.linting.baseline.baseline import Entry
    from endmark.linting.files.discovery import Discovery, FoundFile
    from endmark.linting.repair.outcome import FixResult
    from endmark.linting.repair.proposals import Decide
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.settings import Settings


class Share(Struct, frozen=True):
    """The files of a run for which the same settings hold, and what their baseline knows."""

    found: Discovery
    settings: Settings
    known: tuple[Entry, ...]


def share_out(
    found: Discovery, options: CheckOptions, nearest: NearestSettings, known: tuple[Entry, ...]
) -> list[Share]:
    """The files by their settings; first those of the run, with what went wrong so far and what `known` is there.

    A baseline that cannot be read is a problem, and its files are left out.
    """
    met = nearest.list_met()
    by_settings = {id(nearest.main): found.files}
    if len(met) > 1 or found.problems:
        by_settings = _part(found.files, nearest)
    from endmark.linting.files.discovery import make_display_path

    others, problems = list[Share](), list[Problem]()
    for settings in met[1:]:
        if files := by_settings.get(id(settings)):
            try:
                entries = read_known(options, settings) if options.baseline is None else ()
            except InputError as error:
                problems += error.problems
            else:
                whole = found.whole and settings.root.is_relative_to(nearest.main.root)
                own = replace(found, files=files, problems=(), notices=(), whole=whole)
                others.append(Share(own, settings, entries))
    if others and options.baseline is not None:
        other = make_display_path(str(others[0].settings.config_path), str(Path.cwd()))
        message = phrase("--baseline names one file, but {other} has its own.", other=other)
        problems.append(
            Problem(message, hint=phrase("Run endmark in each folder, or name one config for all with --config."))
        )
    first = replace(found, files=by_settings[id(nearest.main)], problems=(*found.problems, *problems))
    return [Share(first, nearest.main, known), *others]


def _part(files: Sequence[FoundFile], nearest: NearestSettings) -> dict[int, Sequence[FoundFile]]:
    """The files by the settings that hold for them, which are named by their ids; those of the run are there."""
    numbers: dict[int, array[int]] = {id(nearest.main): array("I")}
    for number, file in enumerate(files):
        numbers.setdefault(id(nearest.find(file.folder)), array("I")).append(number)
    return {settings: choose(files, own) for settings, own in numbers.items()}


def check_shares(
    shares: Iterable[Share],
    options: CheckOptions,
    *,
    stdin: Callable[[FoundFile], bytes] = read_stdin,
    timer: Timer = untimed,
) -> tuple[Report, tuple[str, ...]]:
    """One report on all files, and the notices; what makes it fail is what the config of the run says."""
    reports, notices = [], list[str]()
    for share in shares:
        report, said = check_and_report(share.found, options, share.settings, share.known, stdin=stdin, timer=timer)
        reports.append(report)
        notices += said
    if len(reports) == 1:
        return reports[0], tuple(notices)
    from endmark.linting.merging import merge_reports

    return merge_reports(reports), tuple(notices)


def fix_shares(  # noqa: PLR0913 - all but the first two are named
    shares: Iterable[Share],
    options: CheckOptions,
    *,
    write: bool,
    article: Callable[[FoundFile], bytes] | None = None,
    only: Sequence[str] = (),
    decide: Decide | None = None,
) -> tuple[FixResult, tuple[str, ...]]:
    """Repair the files and, with `write`, replace them; and the notices. `article` reads that from standard input.

    `only` names findings, as in `choose_findings`: no others are repaired. `decide` is asked about every fix.
    Raises InputError where there is no finding of such a name.
    """
    from endmark.linting.checking.kept import KeptAnalysis
    from endmark.linting.merging import merge_reports
    from endmark.linting.repair.fix_files import fix_files, keep_file
    from endmark.linting.repair.outcome import FixResult
    from endmark.linting.repair.overwrite import overwrite

    change = partial(fix_files, cwd=Path.cwd(), unsafe=options.unsafe, decide=decide, named=options.selection.paths)
    if article is not None:
        change = partial(change, read=article, write=keep_file)
    else:
        change = partial(change, jobs=options.jobs, write=overwrite if write else keep_file)
    checked, notices = list[tuple[Share, Report, KeptAnalysis | None]](), list[str]()
    for share in shares:
        # Of several files each is read again when it is repaired, perhaps in another process.
        kept = KeptAnalysis() if len(share.found.files) == 1 else None
        stdin = article or read_stdin
        report, said = check_and_report(share.found, options, share.settings, share.known, stdin=stdin, kept=kept)
        checked.append((share, report, kept))
        notices += said
    chosen = choose_findings([report for _, report, _ in checked], only) if only else None
    fixed = [
        change(
            share.found.files,
            report,
            share.settings,
            most=get_limit(options, share.settings, share.known),
            kept=kept,
            only=None if chosen is None else chosen[place],
        )
        for place, (share, report, kept) in enumerate(checked)
    ]
    if len(fixed) == 1:
        return fixed[0], tuple(notices)
    files = sorted((file for one in fixed for file in one.fixed_files), key=lambda one: one.file.shown)
    problems = tuple(problem for one in fixed for problem in one.problems)
    return FixResult(tuple(files), problems, merge_reports([one.left for one in fixed])), tuple(notices)


def choose_findings(reports: Sequence[Report], names: Sequence[str]) -> list[frozenset[str]]:
    """For each report the fingerprints of the findings that are named: by `FILE:LINE`, or by a fingerprint.

    A line names all findings that stand in it. Raises InputError where a name has none.
    """
    chosen: list[set[str]] = [set() for _ in reports]
    named = {name: _parse_place(name) for name in names}
    met = set[str]()
    for report, wanted in zip(reports, chosen, strict=True):
        for violation in report.iter_standing():
            start, end = violation.region.start.line, violation.region.end.line
            for name, place in named.items():
                if name == violation.fingerprint or (
                    place is not None and place[0] == violation.path and start <= place[1] <= end
                ):
                    met.add(name)
                    wanted.add(violation.fingerprint)
    if unknown := [name for name in names if name not in met]:
        raise InputError(
            Problem(phrase("there is no finding at {name!r}.", name=name), hint=_NAME_A_FINDING) for name in unknown
        )
    return list(map(frozenset, chosen))


def _parse_place(name: str) -> tuple[str, int] | None:
    """The file, as reports show it, and the line that `FILE:LINE` names; None for what has another form."""
    from endmark.linting.files.discovery import make_display_path

    path, _, line = name.rpartition(":")
    return (
        (make_display_path(str(Path(path).absolute()), str(Path.cwd())), int(line))
        if path and line.isdecimal()
        else None
    )


_NAME_A_FINDING = phrase(
    "Name a line as `endmark check` does, such as posts/a.md:12, or a fingerprint of its JSON report."
)
