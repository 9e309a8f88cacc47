"""What went wrong with an article, and what makes two of those the same."""

from __future__ import annotations

import re
import traceback
from types import TracebackType

KNOWN: list[str] = []
"""Signatures, or beginnings of some, that are counted and not reported, so that a long run can go on."""

_PARTICULAR = re.compile(r"“[^”]*”|'[^']*'|\d+")


class Failure(Exception):  # noqa: N818 - not an error of this program
    """An invariant that does not hold; `signature` is the same for all failures of one kind."""

    def __init__(self, invariant: str, detail: str = "", message: str = "") -> None:
        super().__init__(message)
        self.signature = f"{invariant}: {detail}" if detail else invariant
        self.message = message

    @property
    def kind(self) -> str:
        """The signature without the rules that took part: what stays the same in a smaller article."""
        return self.signature.partition(" (")[0]

    @property
    def is_of_a_repair(self) -> bool:
        """Whether it is about what a repair does, not what a check finds."""
        return self.signature.startswith(("safe fix: ", "unsafe fix: "))

    @property
    def is_known(self) -> bool:
        """Whether it is among those that are only counted."""
        return self.signature.startswith(tuple(KNOWN))


class TooSlow(BaseException):
    """Not an Exception: what is checked must not take it for a failure of its own."""


def crashed(what: str, error: BaseException) -> Failure:
    """The failure of what should never raise, by the innermost place in endmark where it did."""
    text = _PARTICULAR.sub("…", str(error))[:80]
    detail = f"{what}, {type(error).__name__} in {_place(error.__traceback__)}"
    shown = "".join(traceback.format_exception(error, limit=-12))
    return Failure("slow" if isinstance(error, TooSlow) else "crash", detail, f"{text}\n\n{shown}")


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    own = [
        frame
        for frame in frames
        if "endmark" in frame.filename.replace("\\", "/").split("/")[-3:-1] or "/endmark/" in frame.filename
    ]
    frame = (own or frames)[-1]
    module = frame.filename.replace("\\", "/").rpartition("/endmark/")[2]
    return f"{module} {frame.name}"
