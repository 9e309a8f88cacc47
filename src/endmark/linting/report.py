"""The report: all violations of a run, with counts and what could not be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from endmark.errors import Problem
from endmark.violation import Severity, Violation

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule


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


class PlacedFact(NamedTuple):
    """A fact with all that a finding at its place would show; `finding` is that finding, without a message.

    It is suppressed where a comment covers the place. `digest` and `values` are as of `Fact`.
    """

    finding: Violation
    digest: bytes
    values: tuple[str | int, ...]


class WaitingSuppression(NamedTuple):
    """A comment that covers no finding of its document by itself, but may cover one of the corpus.

    `finding` says that it is unused, which is so when there is none of these
    rules from line `first` to line `last`.
    """

    finding: Violation
    rules: tuple[str, ...]
    first: int
    last: int


class FileResult(NamedTuple):
    """What came out of one file: violations in source order, suppressed ones included, and crashes.

    `blocks` counts the blocks of prose that hold text. `language` is that of
    most of the text, a BCP 47 primary subtag, "und" when unknown. `content` is a
    digest of the bytes that were checked, empty where they are not known.
    `unlisted` are the findings that were too many to be among the violations.
    `facts` are what rules that compare documents keep of it, in source order, and
    `waiting` the suppressions about which only they can decide.
    """

    violations: tuple[Violation, ...] = ()
    problems: tuple[Problem, ...] = ()
    blocks: int = 0
    language: str = "und"
    content: bytes = b""
    unlisted: tuple[Unlisted, ...] = ()
    facts: tuple[PlacedFact, ...] = ()
    waiting: tuple[WaitingSuppression, ...] = ()


def order_violation(violation: Violation) -> tuple[str, int, int, str, str]:
    """What the violations of a report are sorted by: the path, then the place in the text."""
    return violation.path, *violation.region.span, violation.rule, violation.message


Outcome: TypeAlias = FileResult | tuple[Problem, ...]
"""What came out of a file, or why it could not be read."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reporter needs; violations are sorted by path, then by place.

    `paths` are the files that were read, sorted; `blocks` counts the blocks of
    prose in them; `languages` says how many files are in which language, the
    most frequent first ("und": unknown). `fail_on` is None for "never". `rules`
    are all rules of the run, also those that are off. `unlisted` are findings
    that count like all others and are not among the violations. `whole` says that
    all files of the site were read, so that what is not found is not there.
    """

    paths: tuple[str, ...]
    violations: tuple[Violation, ...]
    problems: tuple[Problem, ...]
    fail_on: Severity | None
    blocks: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    rules: Iterable[Rule] = ()
    unlisted: tuple[Unlisted, ...] = ()
    whole: bool = False

    @property
    def file_count(self) -> int:
        """How many files were read."""
        return len(self.paths)

    @property
    def standing(self) -> tuple[Violation, ...]:
        """The violations that neither a suppression nor the baseline covers."""
        return tuple(violation for violation in self.violations if violation.stands)

    @property
    def standing_unlisted(self) -> tuple[Unlisted, ...]:
        """The findings that are only counted and that no suppression covers."""
        return tuple(one for one in self.unlisted if not one.suppressed)

    @property
    def suppressed_count(self) -> int:
        """How many violations a suppression covers."""
        listed = sum(violation.suppressed is not None for violation in self.violations)
        return listed + sum(one.number for one in self.unlisted if one.suppressed)

    @property
    def baselined_count(self) -> int:
        """How many violations the baseline knows."""
        return sum(violation.baselined for violation in self.violations)

    def count_severity(self, severity: Severity) -> int:
        """How many standing violations have exactly this severity, listed or not."""
        listed = sum(violation.severity is severity for violation in self.standing)
        return listed + sum(one.number for one in self.standing_unlisted if one.severity is severity)

    @property
    def exit_code(self) -> int:
        """0 nothing at or above `fail_on`, 1 something, 2 when anything could not be checked."""
        if self.problems:
            return 2
        if self.fail_on is None:
            return 0
        return int(any(self.count_severity(severity) for severity in Severity if severity >= self.fail_on))
