"""The steps of a run, for whoever wants to time them.

A run does each step `with timer("parse", file=…):`. Without anybody who asks the
timer is `untimed`, and no clock is read.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Literal, Protocol

Layer = Literal["settings", "find", "read", "decode", "parse", "search", "rules", "judge", "baseline", "report"]
"""A part of a run; `search` looks for the patterns of all rules together.

`judge` turns what the rules found into violations and looks for suppressions.
"""

_UNTIMED = nullcontext()


class Timer(Protocol):
    """What may time a step of a run."""

    def __call__(self, layer: Layer, *, rule: str = "", file: str = "") -> AbstractContextManager[None]:
        """What surrounds a step; `rule` and `file` say on whose account its time goes."""


def untimed(layer: Layer, *, rule: str = "", file: str = "") -> AbstractContextManager[None]:  # noqa: ARG001
    """Nothing around the step."""
    return _UNTIMED
