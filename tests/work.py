"""Work that is counted and not timed, so that a busy machine cannot make a test fail."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def count_lines(work: Callable[[], object]) -> int:
    """How many lines of Python something runs; what watched before does so again afterwards."""
    count = 0

    def watch(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
