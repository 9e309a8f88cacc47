"""What came out of one file."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from endmark.errors import Problem
from endmark.violation import Severity, Violation


class Unlisted(NamedTuple):
    """Findings of one rule in one file that are counted and not reported one by one.

    They stand behind those of the rule that are reported. `suppressed` says
    whether a comment covers them.
    """

    path: str
    rule: str
    severity: Severity
    suppressed: bool
    number: int


class FileResult(NamedTuple):
    """What came out of one file: violations in source order, suppressed ones included, and crashes.

    `blocks` counts the blocks of prose that hold text. `language` is that of
    most of the text, a BCP 47 primary subtag, "und" when unknown. `content` is a
    digest of the bytes that were checked, empty where they are not known.
    `unlisted` are the findings that were too many to be among the violations.
    """

    violations: tuple[Violation, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocks: int = 0
    language: str = "und"
    content: bytes = b""
    unlisted: tuple[Unlisted, ...] = ()


Outcome: TypeAlias = FileResult | tuple[Problem, ...]
"""What came out of a file, or why it could not be read."""
