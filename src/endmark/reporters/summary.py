"""The sentence that ends a report, and the table of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.width import sanitize
from endmark.violation import Severity, Violation

_WORST_FIRST = sorted(Severity, reverse=True)


def select_visible(report: Report, style: Style) -> tuple[Violation, ...]:
    """The violations a person is shown.

    Quiet leaves those at or above `fail_on` (all, when it is "never"); verbose
    adds the suppressed ones, but never those of the baseline.
    """
    if style.quiet:
        level = report.fail_on or Severity.INFO
        return tuple(violation for violation in report.standing if violation.severity >= level)
    if style.verbose:
        return tuple(violation for violation in report.violations if not violation.baselined)
    return report.standing


def sort_worst_first(violations: Iterable[Violation]) -> list[Violation]:
    """What to keep where not all can be shown: standing ones first, then by severity, then as they come."""
    return sorted(violations, key=lambda violation: (not violation.stands, -violation.severity))


def format_problem(problem: Problem) -> str:
    """What a problem says and what helps, without its place."""
    return f"{problem.message} {problem.hint}" if problem.hint else problem.message


def format_unlisted(report: Report, style: Style) -> str:
    """A line for each rule and file of which not all findings are listed; none for what a person is not shown."""
    level = (report.fail_on or Severity.INFO) if style.quiet else Severity.INFO
    shown = (one for one in report.unlisted if one.severity >= level and (style.verbose or not one.suppressed))
    return "\n".join(
        f"{sanitize(one.path)}: and {one.number:,} more{' suppressed' if one.suppressed else ''} of "
        f"{one.severity.label}[{sanitize(one.rule)}]; --max-findings 0 lists all."
        for one in shown
    )


def format_closing(report: Report, style: Style) -> list[str]:
    """What stands after the violations: paragraphs of text, perhaps none."""
    paragraphs = []
    if style.statistics and (table := format_statistics(select_visible(report, style))):
        paragraphs.append(table)
    if not style.quiet:
        paragraphs.append(summarise(report, exit_zero=style.exit_zero))
    return paragraphs


def format_statistics(violations: Sequence[Violation]) -> str:
    """How many standing violations each rule has, the most frequent rule first."""
    counts = Counter(violation.rule for violation in violations if violation.stands)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    digits = len(str(ranked[0][1])) if ranked else 0
    return "\n".join(f"{count:>{digits}}  {rule}" for rule, count in ranked)


def summarise(report: Report, *, exit_zero: bool = False) -> str:
    """How many files were checked, what was found, and why the exit code is what it is."""
    standing = report.standing
    sentences = [
        _describe_found(report, standing),
        *_describe_unchecked(report),
        _explain_exit_code(report, exit_zero=exit_zero),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def pluralise(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun, in the plural where English wants it; `plural` when that is more than an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


def format_severities(violations: Iterable[Violation]) -> str:
    """How many violations have which severity, the worst first; empty without any."""
    found = [violation.severity for violation in violations]
    return ", ".join(pluralise(number, one.label) for one in _WORST_FIRST if (number := found.count(one)))


def _describe_found(report: Report, standing: Sequence[Violation]) -> str:
    if not report.file_count and not report.violations:
        return "No file was checked."
    fixable = sum(violation.fix is not None for violation in standing)
    asides = (
        (fixable, "fixable"),
        (report.baselined_count, "in the baseline"),
        (report.suppressed_count, "suppressed"),
    )
    extras = [f"{number:,} {word}" for number, word in asides if number]
    counts = ((report.count_severity(severity), severity.label) for severity in _WORST_FIRST)
    found = ", ".join(pluralise(number, label) for number, label in counts if number) or "nothing found"
    aside = f" ({', '.join(extras)})" if extras else ""
    return f"Checked {pluralise(report.file_count, 'file')}: {found}{aside}."


def _describe_unchecked(report: Report) -> list[str]:
    """Problems by file where they have one: an editor counts files, not crashes."""
    files = len({problem.path for problem in report.problems if problem.path is not None})
    others = sum(problem.path is None for problem in report.problems)
    sentences = []
    if files:
        sentences.append(f"{pluralise(files, 'file')} could not be checked.")
    if others:
        sentences.append(f"{pluralise(others, 'problem')} {'was' if others == 1 else 'were'} reported.")
    return sentences


def _explain_exit_code(report: Report, *, exit_zero: bool) -> str:
    if report.problems:
        return "Failing because the check is not complete."
    counts = {severity: report.count_severity(severity) for severity in _WORST_FIRST}
    if not any(counts.values()):
        return ""
    if report.fail_on is None:
        return "Not failing: --fail-on is never."
    failing = {severity: number for severity, number in counts.items() if number and severity >= report.fail_on}
    if not failing:
        return f"Not failing: --fail-on is {report.fail_on.label}."
    if exit_zero:
        return "Not failing: --exit-zero is set."
    return f"Failing because {_describe_failing(failing)} found (--fail-on {report.fail_on.label})."


def _describe_failing(failing: Mapping[Severity, int]) -> str:
    """What makes a run fail; how many of each severity there are, the worst first."""
    if sum(failing.values()) == 1:
        (label,) = (severity.label for severity in failing)
        return f"{'a' if label == 'warning' else 'an'} {label} was"
    names = [f"{severity.label}s" for severity in failing]
    before = ", ".join(names[:-1])
    return f"{before} and {names[-1]} were" if before else f"{names[-1]} were"
