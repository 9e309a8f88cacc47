"""One article against all that must hold."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from fuzzing.articles import Case
from fuzzing.checking import check
from fuzzing.failure import Failure, TooSlow, crashed
from fuzzing.fixing import fix

LONGEST = 20.0
"""Seconds of CPU after which a check and repair of an article of a few kilobytes counts as hanging."""


def failure_of(case: Case, seen: Counter[str] | None = None, *, checks: bool = True) -> Failure | None:
    """What does not hold for an article, None when all does.

    `seen` counts what was found and repaired. Without `checks` the article is
    only repaired.
    """
    try:
        with _limited():
            found = {f"found {one.rule}" for one in check(case).violations} if checks else set()
            mended = {f"repaired {rule}" for rule in fix(case)}
        if seen is not None:
            seen.update(("articles", *found, *mended))
    except Failure as failure:
        return failure
    except (Exception, TooSlow) as error:  # noqa: BLE001 - anything else is a failure, too
        return crashed("elsewhere", error)
    return None


@contextmanager
def _limited() -> Iterator[None]:
    """Raise TooSlow after `LONGEST`, where the system has a clock for that."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_slow(_number: int, _frame: object) -> None:
    raise TooSlow
