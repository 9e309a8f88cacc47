"""A failing article made smaller."""

from __future__ import annotations

import re
import time

from fuzzing.articles import Case
from fuzzing.failure import Failure
from fuzzing.trial import failure_of

LONGEST = 30.0
"""Seconds of CPU that making one article smaller may take."""


def smaller(case: Case, failure: Failure, longest: float = LONGEST) -> tuple[Case, Failure]:
    """The smallest article found in that time that fails in the same way: first by lines, then by characters."""
    end = time.process_time() + longest
    for parts in (_lines, _words, _characters):
        case, failure = _reduced(case, failure, parts(case.data), end)
    return case, failure


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _words(data: bytes) -> list[bytes]:
    return re.findall(rb"\s+|[A-Za-z0-9]+|[^\sA-Za-z0-9]", data)


def _characters(data: bytes) -> list[bytes]:
    return re.findall(rb"[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+|.", data, re.DOTALL)


def _reduced(case: Case, failure: Failure, parts: list[bytes], end: float) -> tuple[Case, Failure]:
    """The article without as many of its parts as can go."""
    size = max(1, len(parts) // 2)
    while parts and time.process_time() < end:
        went = False
        start = 0
        while start < len(parts) and time.process_time() < end:
            fewer = parts[:start] + parts[start + size :]
            tried = case._replace(data=b"".join(fewer))
            found = failure_of(tried, checks=not failure.is_of_a_repair)
            if found is not None and found.kind == failure.kind:
                parts, case, failure, went = fewer, tried, found, True
            else:
                start += size
        if size == 1 and not went:
            break
        size = max(1, size // 2)
    return case, failure
