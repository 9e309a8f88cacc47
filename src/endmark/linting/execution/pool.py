"""Files → what came out of them, in several processes.

Each process is told once what it needs to know, when it starts. From then on
only the indexes of files go to it, and plain tuples come back.

Written by hand: when a process is killed, a pool of `concurrent.futures` is broken
and with it the whole run. Here only the file that killed it becomes a problem, and
the others go on.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, cast

from msgspec import Struct, field

from endmark.errors import Problem
from endmark.linting.codec import Plain, pack_outcome
from endmark.linting.execution.chunks import Chunk, measure_cost, plan_chunks
from endmark.linting.execution.cpus import count_available_cpus
from endmark.linting.file_result import FileResult, Outcome
from endmark.linting.files.discovery import FoundFile
from endmark.messages.catalogue import get_spoken, speak
from endmark.phrase import Phrase, phrase, quote

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

_T = TypeVar("_T")
_U = TypeVar("_U")

Check: TypeAlias = Callable[[FoundFile], Outcome]
Progress: TypeAlias = Callable[[int, int], None]
Method: TypeAlias = Literal["fork", "spawn"]

WORTHWHILE: Mapping[Method, int] = {"fork": 2_000_000, "spawn": 8_000_000}
"""The bytes from which on several processes are faster than one, by the way they are started."""

_MOST_PROCESSES = 30
"""Windows cannot wait for more than 63 things at once, and there are two for each process."""

_CHUNKS_AHEAD = 2
"""How many chunks a process has in hand: it goes on with one while we read what came out of the other."""

_EXIT_GRACE = 1.0
"""Seconds between the end of an answer and the end of a process."""

_SAFE_PATH = "PYTHONSAFEPATH"

_HINT = phrase("It may have needed more memory than there is. If `--jobs 1` does not help, please report this.")


class Codec(NamedTuple, Generic[_T, _U]):
    """How what comes out of a file travels: as what `marshal` packs, and what is made of it at home.

    `ended` says what has come out of a file that ended its process.
    """

    pack: Callable[[_T], Plain]
    unpack: Callable[[Plain], _U]
    ended: Callable[[Problem], _U]


def check_in_processes(
    files: Sequence[FoundFile], check: Check, progress: Progress, *, jobs: int | None
) -> Generator[tuple[int, Plain]]:
    """What `run_in_processes` says of the files when they are checked, packed as it comes."""
    return run_in_processes(files, check, Codec(pack_outcome, keep_packed, _pack_problem), jobs, progress)


def run_in_processes(
    files: Sequence[FoundFile],
    work: Callable[[FoundFile], _T],
    codec: Codec[_T, _U],
    jobs: int | None,
    progress: Progress,
) -> Generator[tuple[int, _U]]:
    """What came out of the files, with their index, as it is done in at most `jobs` processes, None: one for each core.

    Files are missing where others would not pay off (then all of them), or none
    could be started. A new process must be able to import `work`, which must
    not raise. When it ends its process, the file it was given becomes a problem,
    and the others go on. `progress` is as in `run`.
    """
    most, method = min(jobs or count_available_cpus(), _MOST_PROCESSES), choose_start_method()
    if most > 1 and _cost_at_least(files, WORTHWHILE[method]):
        yield from _Pool(files, work, codec, progress, method, most, plan_chunks(files, most)).run()


def _cost_at_least(files: Iterable[FoundFile], worth: int) -> bool:
    return any(cost >= worth for cost in accumulate(map(measure_cost, files)))


def keep_packed(outcome: Plain) -> Plain:
    """What came out of a file as it travels: it is put away like that."""
    return outcome


def _pack_problem(problem: Problem) -> Plain:
    return pack_outcome(FileResult(problems=(problem,)))


def choose_start_method() -> Method:
    """How new processes are started: a copy of this one is fast, but safe only on Linux and without threads."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


class _Worker(Struct, frozen=True, eq=False):
    """A process, the way to it, and the chunks it was given and has not answered, in its order."""

    process: BaseProcess
    connection: Connection
    assigned: deque[Chunk] = field(default_factory=deque)

    def assign(self, chunk: Chunk) -> None:
        self.assigned.append(chunk)
        # If it has ended, there is no answer, and that is noticed.
        with suppress(OSError):
            self.connection.send(chunk)

    @property
    def ends(self) -> tuple[Connection, int]:
        """What is ready when there is an answer, or when the process has ended."""
        return self.connection, self.process.sentinel

    def receive(self) -> list[Plain] | None:
        """What came out of the first chunk in hand, or None when the process has ended."""
        with suppress(EOFError, OSError):
            # On Windows, one that ended early has not taken its end of the pipe, and nothing would ever come.
            if self.connection.poll():
                answer: list[Plain] = marshal.loads(self.connection.recv_bytes())  # noqa: S302 - our own process
                return answer
        return None

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Pool(Struct, Generic[_T, _U]):
    """The work of one run: `plan` are all chunks, of which those in `waiting` came back; `done` files are through."""

    files: Sequence[FoundFile]
    work: Callable[[FoundFile], _T]
    codec: Codec[_T, _U]
    progress: Progress
    method: Method
    most: int
    plan: Iterator[Chunk]
    waiting: deque[Chunk] = field(default_factory=deque)
    workers: list[_Worker] = field(default_factory=list)
    done: int = 0

    def run(self) -> Generator[tuple[int, _U]]:
        """The outcomes as they come, of all files unless no process can be started."""
        try:
            while self.done < len(self.files):
                self._start_workers()
                if not self.workers:
                    break
                for worker in self.workers:
                    while len(worker.assigned) < _CHUNKS_AHEAD and self._waits():
                        worker.assign(self.waiting.popleft())
                for worker in self._wait_for_answers():
                    yield from self._receive_answer(worker)
        finally:
            for worker in self.workers:
                worker.end()

    def _waits(self) -> bool:
        """Whether a chunk waits; the next one of the plan does where no other came back."""
        if not self.waiting:
            self.waiting.extend(islice(self.plan, 1))
        return bool(self.waiting)

    def _start_workers(self) -> None:
        """Start processes, each for a chunk that waits, as far as the system allows."""
        with suppress(OSError):
            while len(self.workers) < self.most and self._waits():
                # An interrupt waits until the new process can be ended.
                with _defer_interrupts():
                    self.workers.append(self._start_worker())
                self.workers[-1].assign(self.waiting.popleft())

    def _start_worker(self) -> _Worker:
        from multiprocessing import get_context

        forks = self.method == "fork"
        context: ForkContext | SpawnContext = get_context("fork") if forks else get_context("spawn")
        ours, theirs = context.Pipe()
        # A copy of this process has copies of our ends, too, and no pipe closes before its last end does.
        inherited = [ours, *(worker.connection for worker in self.workers)] if forks else []
        task = _Task(self.files, self.work, self.codec.pack, get_spoken().language)
        process = context.Process(target=_run_worker, args=(theirs, inherited, task), daemon=True)
        with theirs, _protect_path():
            process.start()
        return _Worker(process, ours)

    def _wait_for_answers(self) -> list[_Worker]:
        """Wait for the next answers, or ends, of processes."""
        from multiprocessing.connection import wait

        ends = {end: worker for worker in self.workers if worker.assigned for end in worker.ends}
        return list(dict.fromkeys(ends[cast("Connection | int", end)] for end in wait(ends)))

    def _receive_answer(self, worker: _Worker) -> Iterator[tuple[int, _U]]:
        answer = worker.receive()
        found = (
            self._replace_worker(worker)
            if answer is None
            else zip(worker.assigned.popleft(), map(self.codec.unpack, answer), strict=True)
        )
        for index, outcome in found:
            yield index, outcome
            self.done += 1
        self.progress(self.done, len(self.files))

    def _replace_worker(self, worker: _Worker) -> Iterator[tuple[int, _U]]:
        """Take back the chunks of a process that ended, and find out which file it cannot stand.

        The files of the chunk it was working on are given out one by one.
        """
        self.workers.remove(worker)
        # It may still be about to say why.
        worker.process.join(_EXIT_GRACE)
        worker.end()
        suspects, *others = worker.assigned
        self.waiting.extendleft(reversed(others))
        if len(suspects) > 1:
            self.waiting.extendleft((index,) for index in reversed(suspects))
        else:
            message = phrase(
                "the process that checked this file came to an end ({exit}).",
                exit=_describe_exit(worker.process.exitcode),
            )
            problem = Problem(message, self.files[suspects[0]].shown, hint=_HINT)
            yield suspects[0], self.codec.ended(problem)


def _describe_exit(code: int | None) -> Phrase:
    """Why a process ended: a signal or an exit code."""
    if code is None or code >= 0:
        return phrase("exit code {code}", code=code)
    return quote(signal.strsignal(-code) or f"signal {-code}")


@contextmanager
def _defer_interrupts() -> Iterator[None]:
    """Interrupts wait, also in the processes that are started meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _protect_path() -> Iterator[None]:
    """A Python that is started imports nothing from the current folder, which may hold a stranger's modules."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


class _Task(Struct, frozen=True):
    """What a process does: some `work` on `files`, what comes of it packed, and said in a language."""

    files: Sequence[FoundFile]
    work: Callable[[FoundFile], Any]
    pack: Callable[[Any], Plain]
    language: str


def _run_worker(connection: Connection, inherited: Iterable[Connection], task: _Task) -> None:
    """Answer each chunk with what came out of its files, until nobody asks any more."""
    # Who interrupts endmark interrupts us, too; but only the process that asks decides, and it ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Looking for cycles all the time costs a twentieth of it. Whatever a check leaves goes after each chunk, and
    # what was there before stays.
    gc.disable()
    if task.language != get_spoken().language:
        from endmark.messages.languages import load_catalogue

        speak(load_catalogue(task.language))
    gc.freeze()
    for other in inherited:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            chunk: Chunk = connection.recv()
            connection.send_bytes(marshal.dumps([task.pack(task.work(task.files[index])) for index in chunk]))
            gc.collect()
