"""Files → what came out of them, on a cluster of Dask.

Chunks of files are checked by its workers, and what came out stays there. The keys of the facts are split into parts,
and each part is gathered from all chunks; the texts of those that share one follow, and are compared where they meet.
So what comes home of an article is its findings, and the facts that another article says again; from then on all is as
without a cluster.
Where a worker is lost, Dask has what was on it made again, once.
"""

from __future__ import annotations

import logging
import marshal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from endmark.errors import InputError, Problem
from endmark.linting.codec import Plain, pack_outcome
from endmark.linting.execution import cluster_tasks as tasks
from endmark.linting.execution.chunks import EACH_FILE, Chunk, measure_cost, split_chunks, split_parts
from endmark.linting.file_result import FileResult
from endmark.linting.files.discovery import FoundFile
from endmark.linting.files.parts import FoundPart, OpenParts
from endmark.messages.catalogue import get_spoken
from endmark.phrase import Phrase, phrase, quote
from endmark.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

Progress: TypeAlias = Callable[[int, int], None]
Telling: TypeAlias = Callable[[int, int, int, int], None]


class _HasName(Protocol):
    """What has a name in reports."""

    @property
    def shown(self) -> str: ...


_Named = TypeVar("_Named", bound=_HasName)
_Result = TypeVar("_Result")

PATIENCE = 30
"""Seconds to wait for a scheduler, and for its first worker."""

_TURNS = 8
"""Chunks for each thread of the cluster: so much of its work is lost with a worker at most."""

_AT_ONCE = 4
"""Chunks for each thread that may be on their way home: so much of them is held here."""

_AGAIN = frozenset({"lost", "pending"})
"""What was done on a worker that has ended since then, and is being made again."""

_LARGEST = 4_000_000
"""Bytes of a chunk: each costs some ten milliseconds of messages, beside a second or two of work."""

_MOST_CHUNKS = 1_000
"""Of very many articles there are hardly more chunks, but larger ones: each is split into parts, which grow, too."""

_SMALL_PART, _LARGE_PART = 4_000_000, 64_000_000
"""Bytes of articles whose keys, which take about as many, are worth a part of their own, and those that are enough."""


def check_on_cluster(  # noqa: PLR0913 - all but the first three are named
    files: Sequence[FoundFile],
    check: tasks.Check,
    progress: Progress,
    *,
    address: str,
    compared: tasks.Compared,
    texts: Callable[[FoundFile], bytes] | None = None,
    open_texts: OpenParts | None = None,
    telling: Telling | None = None,
) -> Generator[tuple[int, Plain]]:
    """What came out of the files, with their index, without the facts in which no comparison finds anything.

    `check` is as in `run_in_processes`; it reads a file by itself, or `texts` are sent along with it, or `open_texts`
    gives on a worker what reads parts of files. A file that ends each worker that it is given to becomes a problem.
    `compared` are the rules that compare documents. `telling` hears how many files are done, how many there are, and
    of the bytes of both. Raises InputError where there is no such cluster.
    """
    with _connect(address) as client, _explained_loss(address):
        run = _Run(client, files, tasks.Work(check, get_spoken().language, open_texts), texts)
        yield from run.check(_Done(files, progress, telling))
        yield from run.fetch(compared)


def map_on_cluster(
    work: Callable[[_Named], _Result], items: Sequence[_Named], *, address: str, progress: Progress | None = None
) -> Iterator[_Result | Problem]:
    """What the work makes of each, in their order; a problem where it has ended each worker that it was given to.

    `progress` hears how many are done, and how many there are. Raises InputError where there is no such cluster.
    """
    with _connect(address) as client, _explained_loss(address):
        from distributed import KilledWorker

        for number, (item, future) in enumerate(zip(items, client.map(work, items, pure=False), strict=True), start=1):
            try:
                yield future.result()
            except KilledWorker:
                yield _explain_killing(item.shown)
            if progress:
                progress(number, len(items))


@contextmanager
def _explained_loss(address: str) -> Iterator[None]:
    """A scheduler that is gone while it is needed is told; what waits for it is cancelled then."""
    from asyncio import CancelledError

    from distributed.comm import CommClosedError

    try:
        yield
    except (CancelledError, CommClosedError) as error:
        raise InputError(_explain_loss(address)) from error


def _explain_loss(address: str) -> Problem:
    message = phrase("the cluster at {address} was lost before its work was done.", address=address)
    return Problem(message, hint=phrase("See what its scheduler said last, and start again."))


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        message = phrase("to work on a cluster, {library} is needed, which is not installed.", library="distributed")
        raise InputError(
            Problem(message, hint=phrase("Install it with `pip install 'endmark[cluster]'`, here and on all workers."))
        ) from error
    # What goes wrong is told in our words; what Dask says besides is no help to anybody.
    for name in ("distributed", "distributed.client", "distributed.utils"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        message = phrase("there is no scheduler at {address}: {reason}.", address=address, reason=_quote(error))
        hint = phrase("Start `dask scheduler` and one `dask worker` or more, and name the address that it says.")
        raise InputError(Problem(message, hint=hint)) from error
    try:
        with _explained_loss(address):
            client.wait_for_workers(1, timeout=PATIENCE)
            versions = set(client.run(tasks.tell_version).values())
    except InputError:
        client.close()
        raise
    except TimeoutError as error:
        client.close()
        message = phrase("the scheduler at {address} has no workers.", address=address)
        hint = phrase("Start one or more, with `dask worker {address}`.", address=address)
        raise InputError(Problem(message, hint=hint)) from error
    except Exception as error:  # what a worker without endmark says comes as it was raised there
        client.close()
        raise InputError(_explain_other(address)) from error
    if others := versions - {__version__}:
        client.close()
        raise InputError(_explain_other(address, quote(", ".join(sorted(others)))))
    return client


def _quote(error: Exception) -> Phrase:
    return quote(str(error).strip().rstrip(".") or type(error).__name__)


def _explain_other(address: str, others: Phrase | None = None) -> Problem:
    message = (
        phrase("the workers at {address} have no endmark that can be used.", address=address)
        if others is None
        else phrase("the workers at {address} have endmark {others}.", address=address, others=others)
    )
    return Problem(message, hint=phrase("Install endmark {version} on all of them.", version=__version__))


class _Done:
    """How much of a run is done."""

    def __init__(self, files: Sequence[FoundFile], progress: Progress, telling: Telling | None) -> None:
        self.weights = [measure_cost(file) for file in files]
        self._whole = self._measure(range(len(files)))
        self._progress = progress
        self._telling = telling
        self._files = self._size = 0

    def add(self, chunk: Chunk) -> None:
        """The files of a chunk are done."""
        self._files += len(chunk)
        self._size += self._measure(chunk)
        self._progress(self._files, len(self.weights))
        if self._telling:
            self._telling(self._files, len(self.weights), self._size, self._whole)

    def _measure(self, chunk: Iterable[int]) -> int:
        """The bytes of some files."""
        return sum(self.weights[index] - EACH_FILE for index in chunk)


class _Run:
    """One run on a cluster: first all chunks are checked, then what is needed of them is fetched."""

    def __init__(
        self,
        client: Client,
        files: Sequence[FoundFile],
        work: tasks.Work,
        texts: Callable[[FoundFile], bytes] | None,
    ) -> None:
        self._client = client
        self._files = files
        self._texts = texts
        self._threads: int = max(1, sum(client.nthreads().values()))
        # A task and no scattered value: what is scattered is lost with the last worker that has it.
        self._work = self._submit(tasks.keep, work)
        self._checked: dict[Future, Chunk] = {}
        self._weight: int = 0

    def check(self, done: _Done) -> Iterator[tuple[int, Plain]]:
        """Check all files on the workers; only what ends every worker comes home at once, as a problem."""
        from distributed import as_completed

        waiting = {self._check_chunk(chunk): chunk for chunk in self._split(done.weights)}
        suspects: list[int] = []
        completed = as_completed(waiting, loop=self._client.loop)
        for future in completed:
            chunk = waiting.pop(future)
            if self._is_checked(future, chunk):
                done.add(chunk)
            elif len(chunk) == 1:
                suspects += chunk
            else:
                for index in chunk:
                    alone = self._check_chunk((index,))
                    waiting[alone] = (index,)
                    completed.add(alone)
        # What a worker has in hand is suspected with what ends it, so each is asked for with nothing beside it.
        for index in suspects:
            if not self._is_checked(self._check_chunk((index,)), (index,)):
                problem = _explain_killing(self._files[index].shown)
                yield index, pack_outcome(FileResult(problems=(problem,)))
            done.add((index,))

    def _split(self, weights: Sequence[int]) -> Iterator[Chunk]:
        self._weight = sum(weights)
        turns = self._threads * _TURNS
        parts = [file for file in self._files if isinstance(file, FoundPart)]
        return (
            split_parts(parts, weights, turns) if len(parts) == len(weights) else split_chunks(weights, turns, _LARGEST)
        )

    def _is_checked(self, future: Future, chunk: Chunk) -> bool:
        """Whether a chunk was checked, which is noted; not when its workers have come to an end."""
        from distributed import KilledWorker

        error = future.exception()
        while error is None and future.status in _AGAIN:
            error = future.exception()
        if future.status == "finished":
            self._checked[future] = chunk
        elif not isinstance(error, KilledWorker):
            if error is not None:
                raise error
            # The scheduler is gone, or could not even read what is to be done.
            address = self._client.scheduler.address
            lost = self._client.status != "running"
            raise InputError(_explain_loss(address) if lost else _explain_other(address))
        return error is None

    def fetch(self, compared: tasks.Compared) -> Iterator[tuple[int, Plain]]:
        """What came out of the files that were checked, as it comes home; a few chunks are on their way at a time."""
        from distributed import KilledWorker, as_completed

        try:
            wanted = self._find_wanted(compared)
        except KilledWorker:
            # What ends no worker was on one that another file ended, and is blamed for it when it is made again.
            self._checked = {self._check_chunk(chunk): chunk for chunk in self._checked.values()}
            wanted = self._find_wanted(compared)
        waiting = iter(list(self._checked))
        leave = partial(self._submit, tasks.leave_others)
        first = [leave(one, wanted.get(one, ())) for one in islice(waiting, self._threads * _AT_ONCE)]
        completed = as_completed(first, with_results=True, loop=self._client.loop)
        for _, checked in completed:
            for number, data in tasks.unpack_checked(checked):
                yield number, marshal.loads(data)  # noqa: S302 - our own bytes
            if (following := next(waiting, None)) is not None:
                completed.add(leave(following, wanted.get(following, ())))

    def _submit(self, work: Callable[..., object], *arguments: object) -> Future:
        return self._client.submit(work, *arguments, pure=False)

    def _check_chunk(self, chunk: Chunk) -> Future:
        files = [self._files[index] for index in chunk]
        texts = self._texts and [self._texts(file) for file in files]
        return self._submit(tasks.check_files, self._work, chunk, files, texts)

    def _find_wanted(self, compared: tasks.Compared) -> Mapping[Future, Sequence[int]]:
        """Of each chunk that was checked the facts in which something may be found."""
        if not self._checked:
            return {}
        import numpy as np

        parts = self._count_parts()
        keyed = (self._submit(tasks.split_keys, one, compared, parts) for one in self._checked)
        shared = np.concatenate(self._exchange(keyed, parts, tasks.select_shared))
        if not len(shared):
            return {}
        sources = (
            self._submit(tasks.split_sources, one, shared[own], parts) for one, own in self._assign(shared["fact"])
        )
        proven = np.unique(np.concatenate(self._exchange(sources, parts, partial(tasks.prove, compared=compared))))
        return {one: proven[own].tolist() for one, own in self._assign(proven)}

    def _count_parts(self) -> int:
        """Into how many parts keys are split: one for each thread, but none is small, and none more than it holds."""
        return max(1, min(self._threads, self._weight // _SMALL_PART), self._weight // _LARGE_PART)

    def _exchange(
        self, split: Iterable[Future], parts: int, work: Callable[[Sequence[tasks.Piece]], _Result]
    ) -> Sequence[_Result]:
        """What the work makes of each part of what was split into so many: of the same part of all of it."""
        whole = list(split)
        taken = [self._client.map(tasks.take, whole, [part] * len(whole), pure=False) for part in range(parts)]
        del whole  # so that no worker keeps what its parts are kept of
        results: Sequence[_Result] = self._client.gather([self._submit(work, pieces) for pieces in taken])
        return results

    def _assign(self, facts: tasks.Numbers) -> Iterator[tuple[Future, tasks.Numbers]]:
        """The places of those of the facts that are in files of a chunk, for each chunk that has any."""
        import numpy as np

        chunks = list(self._checked.items())
        of_file = np.empty(len(self._files), "int32")
        for place, (_, files) in enumerate(chunks):
            of_file[list(files)] = place
        of_fact = of_file[facts >> tasks.FACT_BITS]
        counts = np.bincount(of_fact, minlength=len(chunks))
        places = np.split(np.argsort(of_fact, kind="stable"), np.cumsum(counts)[:-1])
        return ((one, own) for (one, _), own in zip(chunks, places, strict=True) if len(own))


def _explain_killing(shown: str) -> Problem:
    message = phrase("the workers that checked this file came to an end.")
    return Problem(message, shown, hint=phrase("It may have needed more memory than a worker has."))
