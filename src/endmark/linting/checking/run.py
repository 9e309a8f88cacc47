"""Files × rules → report."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from endmark.linting.checking.kept import KeptAnalysis
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.codec import Plain, is_result, pack_outcome, unpack_problems, unpack_remainder
from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.shown_paths import list_paths
from endmark.linting.report import Report
from endmark.linting.results import Results
from endmark.ruleset.settings import LazyRules
from endmark.storage.packed_sequence import choose
from endmark.storage.reading import read_regular

if TYPE_CHECKING:
    from endmark.checks.patterns.search_memory import SearchMemory
    from endmark.errors import Problem
    from endmark.linting.execution.edited_articles import EditedArticles
    from endmark.linting.execution.result_cache import ResultCache
    from endmark.linting.execution.site_store import SiteStore
    from endmark.linting.file_result import Outcome, Unlisted
    from endmark.ruleset.settings import Settings


Elsewhere: TypeAlias = (
    "Callable[[Sequence[FoundFile], Callable[..., Outcome], Callable[[int, int], None]], Generator[tuple[int, Plain]]]"
)
"""What checks all files with a function, tells how many are done, and yields what came out of each, by its index."""


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
    cache: ResultCache | SiteStore | None = None,
    timer: Timer = untimed,
    most: int | None = None,
    kept: KeptAnalysis | None = None,
    whole: bool = False,
    fixes: bool = True,
    open_edited: Callable[[], EditedArticles] | None = None,
    elsewhere: Elsewhere | None = None,
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
    counted; None: all are listed. `kept` keeps the analysis of the file that is checked
    last in this process. `whole` says that these are all files of the site. Without `fixes` those that take time are
    not built, and nothing new is kept. `open_edited` gives what is known of articles that somebody is at work on: where
    one alone is to be checked, what was searched in it already is not searched again. What is given as `elsewhere`
    checks the files, instead of processes on this machine.
    """
    if timer is not untimed:
        jobs, cache, open_edited = 1, None, None
    jobs = jobs if read is read_bytes or _works_in_copies(read) else 1
    files = _sort(files)
    collection = _Collection(list_paths(files))
    known = bytearray(len(files))
    for number, found in cache.find_known(files, read, most) if cache else ():
        collection.add(number, found)
        known[number] = True
    new = array("I", (number for number, is_known in enumerate(known) if not is_known))
    edited = open_edited() if open_edited and len(new) == 1 else None
    memory = edited.recall(files[new[0]]) if edited else None
    with closing(
        _check_all(
            choose(files, new),
            partial(_make_checker, settings, read, timer=timer, most=most, kept=kept, fixes=fixes, memory=memory),
            jobs,
            partial(_pass_progress, progress, len(files) - len(new)),
            elsewhere,
        )
    ) as outcomes:
        for index, outcome in outcomes:
            collection.add(new[index], outcome)
    if cache and fixes:
        read_anew = ((number, files[number]) for number in new if number not in collection.unread)
        cache.keep(read_anew, collection.results.read)
    if edited and memory:
        edited.keep(files[new[0]], memory)
    collection.compare(settings, timer, whole=whole)
    return collection.build_report(settings, problems)


def check_alone(
    files: Sequence[FoundFile], settings: Settings, read: Callable[[FoundFile], bytes], most: int | None
) -> Iterator[tuple[int, Plain]]:
    """What comes out of each file by itself, packed and by its index; the arguments are as in `run`."""
    make = partial(_make_checker, settings, read, timer=untimed, most=most, kept=None, fixes=True, memory=None)
    return _check_all(files, make, 1, lambda _done, _total: None, None)


def _works_in_copies(read: Callable[[FoundFile], bytes]) -> bool:
    """Whether other processes can read so: what is no function of a module means nothing but in copies of this one."""
    if not getattr(read, "works_in_copies", False):
        return False
    from endmark.linting.execution.pool import choose_start_method

    return choose_start_method() == "fork"


def _make_checker(  # noqa: PLR0913 - what `check_file` takes
    settings: Settings,
    read: Callable[[FoundFile], bytes],
    *,
    timer: Timer,
    most: int | None,
    kept: KeptAnalysis | None,
    fixes: bool,
    memory: SearchMemory | None,
) -> Callable[[FoundFile], Outcome]:
    """What checks a file. It is imported here, for a run that finds every file unchanged needs no parser."""
    from endmark.linting.checking.file_check import check_file

    parting = settings.parting
    return partial(
        check_file,
        settings=settings,
        parting=parting,
        read=read,
        timer=timer,
        most=most,
        kept=kept,
        fixes=fixes,
        memory=memory,
    )


def _check_all(
    files: Sequence[FoundFile],
    checker: Callable[[], Callable[[FoundFile], Outcome]],
    jobs: int | None,
    progress: Callable[[int, int], None],
    elsewhere: Elsewhere | None,
) -> Generator[tuple[int, Plain]]:
    """What comes out of each file, packed and by its index, as it comes."""
    if not files:
        return
    check = checker()  # before other processes start, which then have it
    done = bytearray(len(files))
    if elsewhere is None and jobs != 1 and len(files) > 1:
        from endmark.linting.execution.pool import check_in_processes

        elsewhere = partial(check_in_processes, jobs=jobs)
    if elsewhere is not None:
        with closing(elsewhere(files, check, progress)) as outcomes:
            for index, outcome in outcomes:
                done[index] = True
                yield index, outcome
    for index, file in enumerate(files):
        if not done[index]:
            yield index, pack_outcome(check(file))
            progress(index + 1, len(files))


def _sort(files: Sequence[FoundFile]) -> Sequence[FoundFile]:
    """The files by the paths that reports show; a search has sorted them already, and many are not held to do it."""
    are_sorted = all(one.shown <= other.shown for one, other in pairwise(files))
    return files if are_sorted else sorted(files, key=attrgetter("shown"))


def _pass_progress(progress: Callable[[int, int], None] | None, known: int, done: int, total: int) -> None:
    """Pass on how far the run is; files that were known count as done."""
    if progress is not None:
        progress(known + done, known + total)


class _Collection:
    """What came out of the files of a run so far; `unread` says why some could not be read."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.results = Results(paths)
        self.unread: dict[int, tuple[Problem, ...]] = {}
        self._crashes: dict[int, tuple[Problem, ...]] = {}
        self._unlisted: list[Unlisted] = []
        self._blocks = 0
        self._languages: Counter[str] = Counter()
        self._uncompared: tuple[Problem, ...] = ()
        self._whole = False

    def add(self, number: int, outcome: Plain) -> None:
        """Add what came out of the file of that number."""
        if not is_result(outcome):
            self.unread[number] = unpack_problems(outcome)
            return
        problems, blocks, language, _, unlisted, _ = unpack_remainder(outcome)
        self.results.add(number, outcome)
        self._blocks += blocks
        self._languages[language] += 1
        self._unlisted += unlisted
        if problems:
            self._crashes[number] = problems

    def compare(self, settings: Settings, timer: Timer, *, whole: bool) -> None:
        """Add what only a comparison of the files shows; nothing else is to be added then."""
        self._whole = whole and not self.unread and not self._crashes
        # One article alone is like no other, and whoever waits for it need not wait for what compares.
        if self.results.is_noted and (len(self.results.paths) > 1 or self._whole):
            from endmark.linting.checking.corpus import compare_documents

            compared = compare_documents(self.results, settings.corpus_rules, whole=self._whole, timer=timer)
            self.results, self._uncompared = compared.results, compared.problems

    def _list_read(self) -> Sequence[str]:
        """The paths of the files that could be read."""
        paths = self.results.paths
        return choose(paths, array("I", (number for number in range(len(paths)) if number not in self.unread)))

    def build_report(self, settings: Settings, problems: Iterable[Problem]) -> Report:
        """The report on all of them; `problems` come first in it."""
        met = self.unread | self._crashes
        ranked = sorted(self._languages.items(), key=lambda item: (-item[1], item[0]))
        return Report(
            self._list_read(),
            self.results,
            (*problems, *(problem for number in sorted(met) for problem in met[number]), *self._uncompared),
            settings.fail_on,
            self._blocks,
            tuple(ranked),
            LazyRules(settings),
            tuple(sorted(self._unlisted)),
            self._whole and not self._uncompared,
        )
