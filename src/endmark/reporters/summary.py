"""The sentence that ends a report, and the table of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from endmark.errors import Problem, Subject
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.width import protect_line_start, sanitize
from endmark.violation import Severity, Violation

_WORST_FIRST = sorted(Severity, reverse=True)

_UNCHECKED: Mapping[Subject, tuple[tuple[str, ...], str]] = {
    "settings": (("file of the settings", "files of the settings"), "read"),
    "folder": (("folder",), "read"),
    "article": (("file",), "checked"),
}


def select_visible(report: Report, style: Style) -> Iterator[Violation]:
    """The violations a person is shown.

    Quiet leaves those at or above `fail_on` (all, when it is "never"); verbose
    adds the suppressed ones, but never those of the baseline.
    """
    if style.quiet:
        level = _choose_level(report, style)
        return (violation for violation in report.iter_standing() if violation.severity >= level)
    if style.verbose:
        return (violation for violation in report.iter_violations() if not violation.baselined)
    return report.iter_standing()


def iter_worst_first(report: Report, *, standing: bool | None = None) -> Iterator[Violation]:
    """What to keep where not all can be shown: standing ones first, then by severity, then as they come."""
    for stands in (True, False) if standing is None else (standing,):
        for severity in _WORST_FIRST:
            yield from report.results.iter_violations(standing=stands, severity=severity)


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
    level = _choose_level(report, style)
    shown = report.unlisted if style.verbose else report.standing_unlisted
    return [one for one in shown if one.severity >= level]


def _choose_level(report: Report, style: Style) -> Severity:
    """The least severity that a person is shown."""
    return (report.fail_on or Severity.INFO) if style.quiet else Severity.INFO


def format_closing(report: Report, style: Style) -> list[str]:
    """What stands after the violations: paragraphs of text, perhaps none."""
    paragraphs = []
    if style.statistics and (table := _format_statistics(report, style)):
        paragraphs.append(table)
    if not style.quiet:
        paragraphs.append(summarise(report, exit_zero=style.exit_zero))
    return paragraphs


def _format_statistics(report: Report, style: Style) -> str:
    """How many standing violations each rule has, listed or not, the most frequent first; under it its patterns."""
    counts, level = Counter[str](), _choose_level(report, style)
    for (rule, severity), number in report.count_rules().items():
        counts[rule] += number if severity >= level else 0
    ranked = sorted((+counts).items(), key=lambda item: (-item[1], item[0]))
    digits = len(str(ranked[0][1])) if ranked else 0
    by_rule: dict[str, Counter[str]] = {}
    for violation in report.iter_standing():
        if violation.pattern and violation.severity >= level:
            by_rule.setdefault(violation.rule, Counter())[violation.pattern_name] += 1
    lines = []
    for rule, count in ranked:
        lines.append(f"{count:>{digits}}  {rule}")
        patterns = sorted(by_rule.get(rule, Counter()).items(), key=lambda item: (-item[1], item[0]))
        lines += [f"{' ' * digits}  {number:>{digits}}  {name}" for name, number in patterns]
    return "\n".join(lines)


def summarise(report: Report, *, exit_zero: bool = False) -> str:
    """How many files were checked, what was found, why the exit code is what it is, and what can be done."""
    sentences = [
        _describe_found(report),
        *_describe_unchecked(report),
        _explain_exit_code(report, exit_zero=exit_zero),
        _name_repairs(report),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def pluralise(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun, in the plural where English wants it; `plural` when that is more than an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


def format_severities(counts: Mapping[Severity, int]) -> str:
    """How many violations have which severity, the worst first; empty without any."""
    return ", ".join(pluralise(number, one.label) for one in _WORST_FIRST if (number := counts.get(one)))


def _describe_found(report: Report) -> str:
    if not report.file_count and not report.results.counts.count():
        return "No file was checked."
    asides = (
        (report.fixable_count, "fixable"),
        (report.baselined_count, "in the baseline"),
        (report.suppressed_count, "suppressed"),
    )
    extras = [f"{number:,} {word}" for number, word in asides if number]
    found = format_severities({severity: report.count_severity(severity) for severity in Severity}) or "nothing found"
    aside = f" ({', '.join(extras)})" if extras else ""
    return f"Checked {pluralise(report.file_count, 'file')}: {found}{aside}."


def _describe_unchecked(report: Report) -> list[str]:
    """Problems by file where they have one: an editor counts files, not crashes."""
    paths: dict[Subject, set[str]] = {"settings": set(), "folder": set(), "article": set()}
    for problem in report.problems:
        if problem.path is not None:
            paths[problem.subject].add(problem.path)
    others = sum(problem.path is None for problem in report.problems)
    sentences = [
        f"{pluralise(len(paths[subject]), *nouns)} could not be {done}."
        for subject, (nouns, done) in _UNCHECKED.items()
        if paths[subject]
    ]
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


def _name_repairs(report: Report) -> str:
    """The commands that repair what can be repaired; empty where nothing can."""
    counts = report.results.counts
    safe, others = counts.safe, counts.fixable - counts.safe
    if not others:
        return f"endmark fix repairs {safe:,}." if safe else ""
    asks = f"endmark fix --interactive asks about {others:,}"
    return f"endmark fix repairs {safe:,}, {asks} more." if safe else f"{asks}."


def _describe_failing(failing: Mapping[Severity, int]) -> str:
    """What makes a run fail; how many of each severity there are, the worst first."""
    if sum(failing.values()) == 1:
        (label,) = (severity.label for severity in failing)
        return f"{'a' if label == 'warning' else 'an'} {label} was"
    names = [f"{severity.label}s" for severity in failing]
    before = ", ".join(names[:-1])
    return f"{before} and {names[-1]} were" if before else f"{names[-1]} were"
