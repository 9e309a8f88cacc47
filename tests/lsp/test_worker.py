from __future__ import annotations

from collections.abc import Iterator
from threading import Event

from endmark.lsp.needed import list_needed
from endmark.lsp.worker import Worker

_LONG = 5.0
"""Seconds in which a thread has its turn on any machine."""


def test_what_is_asked_for_is_done_before_the_next_step() -> None:
    done: list[str] = []
    begun, may_go_on, ended = Event(), Event(), Event()

    def prepare() -> Iterator[None]:
        begun.set()
        may_go_on.wait(_LONG)
        done.append("first step")
        yield
        done.append("second step")
        ended.set()
        yield

    worker = Worker()
    worker.prepare(prepare())
    worker.ask(list)  # which wakes it
    assert begun.wait(_LONG)
    worker.ask(lambda: done.append("asked"))
    may_go_on.set()
    assert ended.wait(_LONG)
    worker.stop()
    assert done == ["first step", "asked", "second step"]


def test_a_step_that_fails_is_the_last_and_spoils_nothing() -> None:
    def prepare() -> Iterator[None]:
        yield
        raise ValueError
        yield

    worker = Worker()
    worker.prepare(prepare())
    worker.ask(list).result(_LONG)
    assert worker.ask(lambda: 7).result(_LONG) == 7
    worker.stop()


def test_what_a_check_needs_are_modules_of_its_own_and_libraries() -> None:
    needed = [*list_needed()]
    assert {"re2", "endmark.checks.repetition.duplicate", "endmark.checks.cuts.judging"} <= {*needed}
    assert len(needed) == len({*needed})
