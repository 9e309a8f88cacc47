"""The steps of a run, for whoever wants to time them.

A run hands each step to a `Timer` and calls what it gets back. Without anybody
who asks that is `run_untimed`, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, ParamSpec, Protocol, TypeVar

Layer = Literal["settings", "find", "read", "decode", "parse", "search", "rules", "judge", "baseline", "report"]
"""A part of a run; `search` looks for the patterns of all rules together.

`judge` turns what the rules found into violations and looks for suppressions.
"""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Timer(Protocol):
    """What may time a step of a run."""

    def __call__(self, layer: Layer, step: Callable[_P, _T], *, rule: str = "", file: str = "") -> Callable[_P, _T]:
        """A function that does what `step` does; `rule` and `file` say on whose account its time goes."""


def run_untimed(layer: Layer, step: Callable[_P, _T], *, rule: str = "", file: str = "") -> Callable[_P, _T]:  # noqa: ARG001
    """The step as it is."""
    return step
