"""The sentence that ends a report, and the table of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.width import protect_line_start, sanitize
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


def describe_unlisted(unlisted: Unlisted) -> str:
    """How many findings of a rule are only counted, as a sentence at their file."""
    suppressed = " suppressed" if unlisted.suppressed else ""
    rule = f"{unlisted.severity.label}[{sanitize(unlisted.rule)}]"
    return f"and {unlisted.number:,} more{suppressed} of {rule}; --max-findings 0 lists all."


def format_unlisted(report: Report, style: Style) -> list[str]:
    """A line for each rule and file of which not all findings are listed; none for what a person is not shown."""
    return [f"{protect_line_start(one.path)}: {describe_unlisted(one)}" for one in _select_unlisted(report, style)]


def _select_unlisted(report: Report, style: Style) -> list[Unlisted]:
    level = (report.fail_on or Severity.INFO) if style.quiet else Severity.INFO
    shown = report.unlisted if style.verbose else report.standing_unlisted
    return [one for one in shown if one.severity >= level]


def format_closing(report: Report, style: Style) -> list[str]:
    """What stands after the violations: paragraphs of text, perhaps none."""
    paragraphs = []
    if style.statistics and (table := _format_statistics(report, style)):
        paragraphs.append(table)
    if not style.quiet:
        paragraphs.append(summarise(report, exit_zero=style.exit_zero))
    return paragraphs


def _format_statistics(report: Report, style: Style) -> str:
    """How many standing violations each rule has, listed or not, the most frequent rule first."""
    counts = Counter(violation.rule for violation in select_visible(report, style) if violation.stands)
    for one in _select_unlisted(report, style):
        counts[one.rule] += 0 if one.suppressed else one.number
    ranked = sorted((+counts).items(), key=lambda item: (-item[1], item[0]))
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
