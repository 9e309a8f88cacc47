"""Report → figures: how often each rule speaks on the texts of one site, and where to look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.violation import Severity, Violation

if TYPE_CHECKING:
    from endmark.ruleset.rule import Rule

HABIT_PERCENT = 20.0
"""Percent of all files; a rule that finds something in more of them meets a habit rather than a slip.

A way of writing shows wherever there is occasion for it; damage comes with single
runs of a pipeline. Where the line lies is a judgement: the hint asks an editor to
look, and decides nothing.
"""

HABIT_PER_1000_BLOCKS = 10.0
"""Findings for each 1,000 blocks of prose; with some fifty blocks an article, this is one in every second article."""

HABIT_FILES = 5
"""The least files that must show a habit: one or two broken articles can push both figures up by themselves."""


class RuleFigures(Struct, frozen=True):
    """What one rule found.

    `severity` is the rule's own, as the config has it, and `enabled` is False
    for a rule that was switched on only to be measured. `by_severity` counts the
    standing findings, the worst severity first; `suppressed` those that a comment
    covers, which no other figure includes. `files` are the files with a standing
    finding, `percent_of_files` their share of all files. `per_1000_blocks` is a
    rate: findings for each 1,000 blocks of prose. `samples` are some of the
    standing findings, by path and place.
    """

    rule: str
    severity: Severity
    enabled: bool
    by_severity: tuple[tuple[Severity, int], ...]
    suppressed: int
    files: int
    percent_of_files: float
    per_1000_blocks: float
    samples: tuple[Violation, ...] = ()

    @property
    def findings(self) -> int:
        """How many standing findings there are."""
        return sum(count for _, count in self.by_severity)

    @property
    def is_habit(self) -> bool:
        """Whether the rule speaks so often that it may describe how the site writes."""
        often = self.percent_of_files > HABIT_PERCENT or self.per_1000_blocks > HABIT_PER_1000_BLOCKS
        return often and self.files >= HABIT_FILES


class Calibration(Struct, frozen=True):
    """The figures of all rules, the most frequent rule first.

    `files` were read; `blocks` of prose stand in them. `languages` says how many
    files are in which language, the most frequent first ("und": unknown).
    `problems` are what could not be read or checked.
    """

    files: int
    blocks: int
    languages: tuple[tuple[str, int], ...]
    rules: tuple[RuleFigures, ...]
    problems: tuple[Problem, ...] = ()


def calibrate(report: Report, rules: Iterable[Rule], *, off: Collection[str], samples: int) -> Calibration:
    """The figures of these rules in a report.

    `off` names the rules that an ordinary check would not run. Each rule gets at
    most so many samples, spread over the files it speaks of.
    """
    found: dict[str, list[Violation]] = {}
    for violation in report.violations:
        found.setdefault(violation.rule, []).append(violation)
    figures = [_compute_figures(rule, found.get(rule.id, ()), report, rule.id not in off, samples) for rule in rules]
    ranked = sorted(figures, key=lambda one: (-one.findings, one.rule))
    return Calibration(report.file_count, report.blocks, report.languages, tuple(ranked), report.problems)


def _compute_figures(
    rule: Rule, found: Sequence[Violation], report: Report, enabled: bool, samples: int
) -> RuleFigures:
    by_file: dict[str, list[Violation]] = {}
    for violation in found:
        if violation.suppressed is None:
            by_file.setdefault(violation.path, []).append(violation)
    standing = [violation for violations in by_file.values() for violation in violations]
    severities = [violation.severity for violation in standing]
    return RuleFigures(
        rule=rule.id,
        severity=rule.severity,
        enabled=enabled,
        by_severity=tuple((severity, severities.count(severity)) for severity in sorted(Severity, reverse=True)),
        suppressed=len(found) - len(standing),
        files=len(by_file),
        percent_of_files=_compute_rate(len(by_file), report.file_count, 100),
        per_1000_blocks=_compute_rate(len(standing), report.blocks, 1000),
        samples=_spread_samples(list(by_file.values()), samples),
    )


def _compute_rate(part: int, whole: int, scale: int) -> float:
    return scale * part / whole if whole else 0.0


def _spread_samples(by_file: Sequence[Sequence[Violation]], wanted: int) -> tuple[Violation, ...]:
    """Some findings, from as many files as can be.

    With more files than samples they come from all over the list of files, since
    neighbours in a folder are often alike; with fewer, each file gives its first
    finding, then each its second, and so on.
    """
    if len(by_file) >= wanted:
        return tuple(by_file[number * len(by_file) // wanted][0] for number in range(wanted))
    # Only the ranks that can be reached are looked at: one file may have findings without number.
    turns = ((rank, number) for rank in range(wanted) for number, file in enumerate(by_file) if rank < len(file))
    chosen = sorted((number, rank) for rank, number in islice(turns, wanted))
    return tuple(by_file[number][rank] for number, rank in chosen)
