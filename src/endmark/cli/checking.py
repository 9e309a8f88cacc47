"""What the commands that check articles have in common: options → settings, baseline, files, report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from endmark.cli import console
from endmark.cli.arguments import read_settings
from endmark.cli.exit_codes import ExitCode
from endmark.cli.output import Output
from endmark.cli.selection import (
    Selection,
    refuse_beside_archives,
    refuse_beside_tables,
    refuse_repair_of_tables,
    select_files,
)
from endmark.linting.archives import is_archive
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.report import Report
from endmark.phrase import Phrase, counted, phrase
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.linting.baseline.baseline import Entry
    from endmark.linting.checking.kept import KeptAnalysis
    from endmark.linting.execution.edited_articles import EditedArticles
    from endmark.linting.execution.site_report import Update
    from endmark.linting.files.discovery import Discovery, FoundFile
    from endmark.linting.tables.request import TableRequest
    from endmark.ruleset.nearest import NearestSettings
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store


_REPORT_HEADING = b"## endmark\n"


class CheckOptions(Struct, frozen=True):
    """What the command line says, before anything is read.

    `request` decides the settings. `no_ignore` means that `.gitignore` files do not
    hold. `jobs` is None where the cores decide. `store` keeps what was found, None
    when nothing is kept. `fix` repairs the files first, and `unsafe` also where an
    editor should read the result. Of one rule at most `max_findings` are listed in a
    file, 0: all; None: as the config says. `show_all` lists all on a terminal, too.
    Articles with a score below `min_score` make the run fail. With `site` what is found
    is kept for the whole site. Only what concerns the files `about` is reported, by their shown paths; with
    none, all is. With a `table` the paths are tables, and their rows the articles. A `scheduler` is that of the
    cluster that checks the files. `parquet` is a place where the findings go as a table, too.
    """

    selection: Selection = Selection()
    stdin_filename: str | None = None
    outputs: tuple[Output, ...] = (Output("text"),)
    request: SettingsRequest = SettingsRequest()
    color: console.ColorChoice = "auto"
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    exit_zero: bool = False
    baseline: Path | None = None
    use_baseline: bool = True
    force_exclude: bool = False
    no_ignore: bool = False
    allow_empty: bool = False
    profile: bool = False
    jobs: int | None = None
    store: Store | None = None
    fix: bool = False
    unsafe: bool = False
    exit_non_zero_on_fix: bool = False
    max_findings: int | None = 0
    show_all: bool = False
    min_score: int = 0
    site: bool = False
    about: frozenset[str] = frozenset()
    table: TableRequest | None = None
    scheduler: str | None = None
    parquet: str | None = None

    def excuse(self, code: int) -> int:
        """The exit code of a run that came to this one: with `exit_zero` what was found does not fail it."""
        return ExitCode.PASSED if self.exit_zero and code == ExitCode.FOUND else code


def refuse_contradictions(options: CheckOptions) -> None:
    """Raise a usage error where two options contradict each other."""
    if options.stdin_filename is not None and not options.selection.is_stdin:
        raise click.UsageError(phrase("--stdin-filename only has a meaning together with `-`."))
    if options.baseline is not None and not options.use_baseline:
        raise click.UsageError(phrase("--baseline and --no-baseline contradict each other."))
    if options.quiet and options.verbose:
        raise click.UsageError(phrase("--quiet and --verbose contradict each other."))
    if options.table is not None:
        refuse_beside_tables(options.selection)
        if options.fix:
            refuse_repair_of_tables()
    elif any(map(is_archive, options.selection.paths)):
        refuse_beside_archives(options.selection)
        if options.fix:
            raise click.UsageError(phrase("Pages in archives are not repaired: mend them where they were written."))
    for flag, given in (("--unsafe", options.unsafe), ("--exit-non-zero-on-fix", options.exit_non_zero_on_fix)):
        if given and not options.fix:
            raise click.UsageError(phrase("{flag} only has a meaning together with --fix.", flag=flag))


def load_settings(options: CheckOptions) -> Settings:
    """The settings of the run; InputError when the config or a rule is wrong."""
    return read_settings(options.request, options.store)


def find_nearest(options: CheckOptions, settings: Settings) -> NearestSettings:
    """The settings of the run, and of the folders that have configs of their own."""
    from endmark.ruleset.nearest import NearestSettings

    return NearestSettings(settings, options.request, partial(read_settings, store=options.store))


def read_known(options: CheckOptions, settings: Settings) -> tuple[Entry, ...]:
    """What the baseline knows; it is read before anything is checked, as it may be missing."""
    from endmark.linting.baseline.location import choose_baseline

    if not options.use_baseline:
        return ()
    path = choose_baseline(options.baseline, settings, Path.cwd())
    if path is None:
        return ()
    from endmark.linting.baseline.baseline import read_baseline
    from endmark.linting.files.discovery import make_display_path

    return read_baseline(path, make_display_path(str(path.absolute()), str(Path.cwd())))


def read_stdin(_file: FoundFile) -> bytes:
    """The bytes of the article from standard input, which come only once."""
    return console.read_stdin()


def find_asked_files(options: CheckOptions, nearest: NearestSettings, timer: Timer = untimed) -> Discovery:
    """The files that the options ask for; an article from standard input is one of them."""
    if options.selection.is_stdin:
        return _find_stdin_file(options, nearest)
    if options.table is not None:
        from endmark.linting.tables.search import find_rows

        with timer("find"):
            return find_rows(
                options.selection.paths,
                options.table,
                cwd=Path.cwd(),
                nearest=nearest,
                allow_empty=options.allow_empty,
                elsewhere=_choose_scanning(options),
            )
    settings, paths = nearest.main, options.selection.paths
    if any(map(is_archive, paths)):
        from endmark.linting.archives.search import find_pages

        with timer("find"):
            return find_pages(
                paths,
                settings,
                cwd=Path.cwd(),
                allow_empty=options.allow_empty,
                elsewhere=_choose_scanning(options),
            )
    if options.site:
        from endmark.linting.places import is_place

        if any(map(is_place, paths)):
            from endmark.linting.places.search import find_objects

            with timer("find"):
                return find_objects(paths, settings, allow_empty=options.allow_empty)
    from endmark.linting.files.discovery import find_files

    find = partial(
        find_files,
        cwd=Path.cwd(),
        include=settings.include,
        exclude=settings.exclude,
        read_as=settings.read_as,
        respect_gitignore=not options.no_ignore,
        force_exclude=options.force_exclude,
        allow_empty=options.allow_empty,
        root=settings.root,
        nearest=nearest,
    )
    with timer("find"):
        return select_files(options.selection, find)


def _choose_scanning(options: CheckOptions) -> Callable[..., Iterator[Any]] | None:
    """What looks into files on other machines, as far as it can be done there."""
    if options.scheduler is None:
        return None
    from endmark.linting.execution.cluster import map_on_cluster

    progress = None if options.quiet else console.make_progress_line(os.environ, console.say_read)
    return partial(map_on_cluster, address=options.scheduler, progress=progress)


def read_by(options: CheckOptions, nearest: NearestSettings, found: Discovery) -> Iterator[tuple[Phrase, Path]]:
    """Every file that a run reads, with what it is."""
    from endmark.linting.baseline.location import choose_baseline

    yield from iter_project_articles(options.outputs, nearest.main)
    yield from ((phrase("an article that is checked"), file.path) for file in found.files)
    for settings in nearest.list_met():
        yield from iter_settings_files(settings)
        if options.use_baseline and (baseline := choose_baseline(options.baseline, settings, Path.cwd())):
            yield phrase("the baseline"), baseline
    if options.selection.files_from is not None:
        yield phrase("the list of files"), Path(options.selection.files_from)


def iter_project_articles(outputs: Iterable[Output], settings: Settings) -> Iterator[tuple[Phrase, Path]]:
    """The files to be written that another run would check, but for reports in Markdown of earlier ones."""
    from endmark.linting.files.left_out import explain_left_out

    for file in (output.file for output in outputs if output.file is not None):
        if explain_left_out(file, settings, Path.cwd()) is None and not _is_markdown_report(file):
            yield phrase("an article"), file


def _is_markdown_report(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_REPORT_HEADING)) == _REPORT_HEADING
    except OSError:
        return False


def iter_settings_files(settings: Settings) -> Iterator[tuple[Phrase, Path]]:
    """Every file that an editor wrote and settings were made from, with what it is."""
    from endmark.ruleset.rule_file import find_rule_files
    from endmark.ruleset.settings_cache import list_sources

    configs, folders = list_sources(settings)
    yield from ((phrase("a config that is read"), Path(path)) for path in configs)
    yield from ((phrase("a rule that is read"), path) for folder in folders for path in find_rule_files(Path(folder)))


def _find_stdin_file(options: CheckOptions, nearest: NearestSettings) -> Discovery:
    from endmark.linting.files.discovery import Discovery, FoundFile, is_excluded, make_display_path, recognise_file
    from endmark.ruleset.reading import explain_unread
    from endmark.ruleset.sites import Sites

    name = options.stdin_filename
    cwd = Path.cwd()
    path = os.path.normpath(cwd / (name or "<stdin>"))
    shown = make_display_path(path, str(cwd))
    settings = nearest.find(str(Path(path).parent)) if name else nearest.main
    if settings is None:
        return Discovery((), tuple(nearest.problems))
    if options.force_exclude and name and is_excluded(path, exclude=settings.exclude, root=settings.root):
        return Discovery(
            (), notices=(phrase("{path} is excluded by the configuration and was not checked.", path=shown),)
        )
    file = recognise_file(FoundFile(path, shown), settings, Sites())
    return Discovery((file,)) if file else Discovery((), (explain_unread(shown),))


def check_and_report(  # noqa: PLR0913 - all but the first four are named
    found: Discovery,
    options: CheckOptions,
    settings: Settings,
    known: tuple[Entry, ...],
    *,
    stdin: Callable[[FoundFile], bytes] = read_stdin,
    timer: Timer = untimed,
    kept: KeptAnalysis | None = None,
) -> tuple[Report, tuple[str, ...]]:
    """The report on files, with what the baseline knows marked so, and notices.

    `stdin` reads standard input, `kept` is as in `run`.
    """
    from endmark.linting.checking.run import read_bytes, run

    most = get_limit(options, settings, known)
    check = partial(run, found.files, settings, problems=found.problems, timer=timer, most=most, kept=kept)
    notices = found.notices
    if options.selection.is_stdin:
        report = check(read=stdin)
    else:
        check = partial(
            check,
            read=found.read or read_bytes,
            jobs=options.jobs,
            progress=None if options.quiet else console.make_progress_line(os.environ),
            whole=found.whole,
            open_edited=partial(_open_edited_articles, options.store, settings) if options.store else None,
        )
        if options.scheduler is not None:
            from endmark.linting.execution.cluster import check_on_cluster
            from endmark.linting.files.parts import PutAwayTexts, TextsInFiles

            report = check(
                progress=None,
                elsewhere=partial(
                    check_on_cluster,
                    address=options.scheduler,
                    compared={rule.id: (rule.check, rule.options) for rule in settings.corpus_rules},
                    texts=found.read if isinstance(found.read, PutAwayTexts) else None,
                    open_texts=found.read.open if isinstance(found.read, TextsInFiles) else None,
                    telling=None if options.quiet else console.make_work_line(os.environ),
                ),
            )
        elif options.site and options.store:
            # A report on articles that have something in common with those named is of no use to a later run.
            keeps = not options.about
            report, said = _check_site(check, found, options.store, settings, most=most, keeps=keeps)
            notices = (*notices, *said)
        else:
            from endmark.linting.execution.result_cache import open_result_cache

            report = check(cache=open_result_cache(options.store, settings))
    if not known:
        return report, notices
    from endmark.linting.baseline.baseline import compare_with_baseline

    with timer("baseline"):
        report, stale = compare_with_baseline(report, known, settings, Path.cwd())
    return report, (*notices, *_iter_stale_notices(stale))


def _check_site(  # noqa: PLR0913 - all but the first four are named
    check: Callable[..., Report],
    found: Discovery,
    store: Store,
    settings: Settings,
    *,
    most: int | None,
    keeps: bool,
) -> tuple[Report, Sequence[Phrase]]:
    """The report on a site as `check` makes it, or the last one, with what a few changes change; and notices."""
    from endmark.linting.checking.run import read_bytes
    from endmark.linting.execution.site_report import SiteReports
    from endmark.linting.execution.site_store import open_site_store

    known = open_site_store(store, settings, found.apart)
    read = found.read or read_bytes
    reports = SiteReports(known.database, settings, found) if keeps else None

    def update(changed: Mapping[int, bytes]) -> Update | None:
        from endmark.linting.checking.site_update import update_site  # a run that finds all unchanged needs no parser

        return update_site(changed, found=found, settings=settings, store=known, read=read, most=most)

    report = reports.recall(read, update) if reports else None
    if report is None:
        report = check(cache=known)
        if found.whole or found.apart:
            known.forget_others(found.files)
        if reports:
            reports.keep(report)
    return report, known.notices


def _open_edited_articles(store: Store, settings: Settings) -> EditedArticles:
    from endmark.linting.execution.edited_articles import EditedArticles  # few runs ask for it

    return EditedArticles(store, settings)


def get_limit(options: CheckOptions, settings: Settings, known: tuple[Entry, ...]) -> int | None:
    """How many findings of one rule are listed in a file; None: all."""
    # What is known already is no news, and takes no place from what is.
    limit = settings.max_findings if options.max_findings is None else options.max_findings
    return limit + len(known) if limit else None


def _iter_stale_notices(stale: tuple[Entry, ...]) -> Iterator[str]:
    if stale:
        yield counted(
            len(stale),
            "{count:,} entry of the baseline is not found any more: `endmark baseline prune` takes it out.",
            "{count:,} entries of the baseline are not found any more: `endmark baseline prune` takes them out.",
        )
