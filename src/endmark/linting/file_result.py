"""What came out of one file."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from endmark.errors import Problem
from endmark.violation import Severity, VerdictWord, Violation


class Verdict(Struct, frozen=True):
    """What an article is, and its score: the percentage of its text that is said once, ends, and is filled in.

    The score is 100 where the article is whole, and below 100 where it is not.
    """

    word: VerdictWord
    score: int


WHOLE = Verdict("whole", 100)


class Unlisted(Struct, frozen=True, order=True):
    """Findings of one rule in one file that are counted and not reported one by one.

    They stand behind those of the rule that are reported. `suppressed` says
    whether a comment covers them.
    """

    path: str
    rule: str
    severity: Severity
    suppressed: bool
    number: int


class PlacedFact(Struct, frozen=True):
    """A fact with all that a finding at its place would show; `finding` is that finding, without a message.

    It is suppressed where a comment covers the place. `digest`, `values` and `keys` are as of `Fact`.
    """

    finding: Violation
    digest: bytes
    values: tuple[str | int, ...]
    keys: tuple[int, ...] = ()


class WaitingSuppression(Struct, frozen=True):
    """A comment that covers no finding of its document by itself, but may cover one of the corpus.

    `finding` says that it is unused, which is so when there is none of these
    rules from line `first` to line `last`.
    """

    finding: Violation
    rules: tuple[str, ...]
    first: int
    last: int


class FileResult(Struct, frozen=True):
    """What came out of one file: violations in source order, suppressed ones included, and crashes.

    `blocks` counts the blocks of prose that hold text. `language` is that of
    most of the text, a BCP 47 primary subtag, "und" when unknown. `content` is a
    digest of the bytes that were checked, empty where they are not known.
    `unlisted` are the findings that were too many to be among the violations.
    `verdict` is that on the whole article.
    `facts` are what rules that compare documents keep of it, in source order, and
    `waiting` the suppressions about which only they can decide.
    """

    violations: tuple[Violation, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocks: int = 0
    language: str = "und"
    content: bytes = b""
    unlisted: tuple[Unlisted, ...] = ()
    verdict: Verdict = WHOLE
    facts: tuple[PlacedFact, ...] = ()
    waiting: tuple[WaitingSuppression, ...] = ()


def order_violation(violation: Violation) -> tuple[int, int, str, str]:
    """What the violations of a file are sorted by: the place in the text, then the rule."""
    return *violation.region.span, violation.rule, violation.message


Outcome: TypeAlias = FileResult | tuple[Problem, ...]
"""What came out of a file, or why it could not be read."""
