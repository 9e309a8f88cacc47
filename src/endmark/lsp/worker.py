"""One thread that checks and repairs, so that the server goes on listening meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeAlias

from pylsp_jsonrpc.exceptions import JsonRpcRequestCancelled

Work: TypeAlias = Callable[[], Any]

_PATIENCE = 1.0
"""Seconds: an editor that has gone takes no more messages, and writing one to it may never end."""


class Answer(Future[Any]):
    """What a request will be answered with; one that is cancelled is answered with an error, as the protocol asks."""

    def cancel(self) -> bool:
        """Answer that the request was cancelled, unless it has its answer."""
        with suppress(InvalidStateError):
            self.set_exception(JsonRpcRequestCancelled())
            return True
        return False


class Worker:
    """Does one thing after the other, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Answer, Work] | None] = SimpleQueue()
        self._stopped = False
        self._thread = Thread(target=self._run, name="endmark", daemon=True)
        self._thread.start()

    def ask(self, work: Work) -> Answer:
        """Have something done; what was cancelled before its turn is not done at all."""
        answer = Answer()
        self._waiting.put((answer, work))
        return answer

    def stop(self) -> None:
        """Begin nothing more; what is being done has a second to end."""
        self._stopped = True
        self._waiting.put(None)
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while asked := self._waiting.get():
            answer, work = asked
            if self._stopped or answer.done():
                continue
            with suppress(InvalidStateError):  # cancelled meanwhile
                try:
                    answer.set_result(work())
                except Exception as error:  # noqa: BLE001 - whatever fails, the next request has its answer
                    answer.set_exception(error)
