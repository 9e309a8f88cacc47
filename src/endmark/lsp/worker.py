"""One thread that checks and repairs, so that the server goes on listening meanwhile."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeAlias

from pylsp_jsonrpc.exceptions import JsonRpcRequestCancelled

Work: TypeAlias = Callable[[], Any]

_PATIENCE = 1.0
"""Seconds: an editor that has gone takes no more messages, and writing one to it may never end."""

_PAUSE = 0.2
"""Seconds without a request after which an editor is thought to wait for nothing; one who types strikes faster."""

_MOST = 256
"""Pieces of work after which Python looks for cycles, pause or none: each leaves some hundred kilobytes behind."""


class Answer(Future[Any]):
    """What a request will be answered with; one that is cancelled is answered with an error, as the protocol asks."""

    def cancel(self) -> bool:
        """Answer that the request was cancelled, unless it has its answer."""
        with suppress(InvalidStateError):
            self.set_exception(JsonRpcRequestCancelled())
            return True
        return False


class Worker:
    """Does one thing after the other, in the order in which they were asked for.

    What may wait is done in pauses, and so is looking for cycles, which Python would do in the middle of a check.
    What only makes ready for what will be asked is done in short steps, as soon as nothing waits.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Answer, Work] | None] = SimpleQueue()
        self._later: deque[Work] = deque()
        self._steps: Iterator[object] = iter(())
        self._done = 0
        self._stopped = False
        self._thread = Thread(target=self._run, name="endmark", daemon=True)
        self._thread.start()

    def ask(self, work: Work) -> Answer:
        """Have something done; what was cancelled before its turn is not done at all."""
        answer = Answer()
        self._waiting.put((answer, work))
        return answer

    def ask_later(self, work: Work) -> None:
        """Have something done when nobody waits; if it fails, nobody hears of it."""
        self._later.append(work)

    def prepare(self, steps: Iterator[object]) -> None:
        """Have steps done, none of which takes long, each when nobody waits; if one fails, no more of them are done."""
        self._steps = steps

    def stop(self) -> None:
        """Begin nothing more; what is being done has a second to end."""
        self._stopped = True
        self._waiting.put(None)
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while asked := self._take():
            answer, work = asked
            if self._stopped or answer.done():
                continue
            with suppress(InvalidStateError):  # cancelled meanwhile
                try:
                    answer.set_result(work())
                except Exception as error:  # noqa: BLE001 - whatever fails, the next request has its answer
                    answer.set_exception(error)
            self._done += 1
            if self._done >= _MOST:
                self._tidy()

    def _take(self) -> tuple[Answer, Work] | None:
        """What is to be done next; meanwhile what makes ready for it, and what may wait."""
        while self._waiting.empty() and self._take_step():
            pass
        while self._done or self._later:
            try:
                return self._waiting.get(timeout=_PAUSE)
            except Empty:
                if not self._later:
                    self._tidy()
                    continue
                work = self._later.popleft()
                with suppress(Exception):
                    work()
        return self._waiting.get()

    def _take_step(self) -> bool:
        """Do a step of what makes ready; whether there may be another."""
        with suppress(Exception):
            next(self._steps)
            return True
        return False

    def _tidy(self) -> None:
        gc.collect()
        if not gc.isenabled():
            gc.freeze()  # what is left now are modules and rules, which are not looked through again
        self._done = 0
