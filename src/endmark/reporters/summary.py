"""The sentence that ends a report, and the table of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from endmark.errors import Problem, Subject
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.messages.catalogue import join_sentences, say_problem, say_reason, say_value
from endmark.reporters import Style
from endmark.reporters.verdicts import describe_verdicts
from endmark.reporters.width import protect_line_start, sanitize
from endmark.reporters.wrapping import fold
from endmark.violation import Reason, Severity, Violation, make_reason

MOST_ON_SCREEN = 100
"""Findings that a screen shows: ten windows full, as each takes several lines."""

_WORST_FIRST = sorted(Severity, reverse=True)


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


def count_beyond_screen(report: Report, style: Style) -> int:
    """How many findings a person would be shown; 0 where the style is not brief or where they are not too many."""
    if not style.brief:
        return 0
    level = _choose_level(report, style)
    number = sum(report.count_severity(severity) for severity in Severity if severity >= level)
    return number if number > MOST_ON_SCREEN else 0


def iter_worst_first(report: Report, *, standing: bool | None = None) -> Iterator[Violation]:
    """What to keep where not all can be shown: standing ones first, then by severity, then as they come."""
    for stands in (True, False) if standing is None else (standing,):
        for severity in _WORST_FIRST:
            yield from report.results.iter_violations(standing=stands, severity=severity)


def format_problem(problem: Problem) -> str:
    """What a problem says and what helps, without its place."""
    return say_problem(problem).message


def describe_unlisted(unlisted: Unlisted) -> str:
    """How many findings of a rule are only counted, as a sentence at their file."""
    rule = f"{unlisted.severity.label}[{sanitize(unlisted.rule)}]"
    if unlisted.suppressed:
        return say_reason(make_reason("report.more-suppressed", count=unlisted.number, rule=rule))
    return say_reason(make_reason("report.more", count=unlisted.number, rule=rule))


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


def format_closing(report: Report, style: Style, *, terse: bool = False) -> list[str]:
    """What stands after the violations: paragraphs of text, perhaps none; `terse` as of `summarise`."""
    paragraphs = []
    if style.statistics and (table := _format_statistics(report, style)):
        paragraphs.append(table)
    if not style.quiet and (said := summarise(report, exit_zero=style.exit_zero, terse=terse)):
        paragraphs.append(fold(said, style, hanging=""))
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


def summarise(report: Report, *, exit_zero: bool = False, terse: bool = False) -> str:
    """How many files were checked, what was found, why the exit code is what it is, and what can be done.

    A `terse` one leaves out what the lines above and the exit code say already, and may be empty.
    """
    listed = terse and report.results.counts.count(standing=True)
    reasons = [
        None if listed else _describe_found(report),
        None if terse else describe_verdicts(report),
        *_describe_unchecked(report),
        None if terse else _explain_exit_code(report, exit_zero=exit_zero),
        None if terse else _name_repairs(report),
    ]
    return join_sentences(say_reason(reason) for reason in reasons if reason)


def describe_outcome(report: Report) -> str:
    """The same for who reads about articles, and not about a run: without its exit code and the next commands."""
    reasons = (_describe_found(report), describe_verdicts(report), *_describe_unchecked(report))
    return join_sentences(say_reason(reason) for reason in reasons if reason)


def format_severities(counts: Mapping[Severity, int]) -> str:
    """How many violations have which severity, the worst first; empty without any."""
    return str(say_value(_count_severities(counts)))


def _count_severities(counts: Mapping[Severity, int]) -> tuple[Reason, ...]:
    return tuple(COUNTED[one](number) for one in _WORST_FIRST if (number := counts.get(one)))


def _describe_found(report: Report) -> Reason:
    if not report.file_count and not report.results.counts.count():
        return make_reason("report.no-file")
    asides = (
        (report.fixable_count, make_reason("report.fixable", count=report.fixable_count)),
        (report.baselined_count, make_reason("report.baselined", count=report.baselined_count)),
        (report.suppressed_count, make_reason("report.suppressed", count=report.suppressed_count)),
    )
    parts = tuple(said for number, said in asides if number)
    aside = make_reason("report.aside", parts=parts) if parts else make_reason("report.no-aside")
    found = _count_severities({severity: report.count_severity(severity) for severity in Severity})
    return make_reason(
        "report.checked", count=report.file_count, found=found or make_reason("report.nothing"), aside=aside
    )


def _describe_unchecked(report: Report) -> Iterator[Reason]:
    """Problems by file where they have one: an editor counts files, not crashes."""
    paths: dict[Subject, set[str]] = {"settings": set(), "folder": set(), "article": set()}
    for problem in report.problems:
        if problem.path is not None:
            paths[problem.subject].add(problem.path)
    if number := len(paths["settings"]):
        yield make_reason("report.unread-settings", count=number)
    if number := len(paths["folder"]):
        yield make_reason("report.unread-folders", count=number)
    if number := len(paths["article"]):
        yield make_reason("report.unchecked", count=number)
    if number := sum(problem.path is None for problem in report.problems):
        yield make_reason("report.problems", count=number)


def _explain_exit_code(report: Report, *, exit_zero: bool) -> Reason | None:
    if report.problems:
        return make_reason("report.incomplete")
    low = report.count_low_scores()
    if low and not exit_zero:
        return make_reason("report.low-score", count=low, least=report.min_score)
    counts = {severity: report.count_severity(severity) for severity in _WORST_FIRST}
    if not any(counts.values()):
        return None
    level = report.fail_on
    failing = {severity: number for severity, number in counts.items() if level and number and severity >= level}
    if level is None or not failing:
        return make_reason("report.below", level=level.label if level else "never")
    if exit_zero:
        return make_reason("report.exit-zero")
    return make_reason("report.failing", what=_describe_failing(failing), level=level.label)


def _name_repairs(report: Report) -> Reason | None:
    """The commands that repair what can be repaired; None where nothing can."""
    counts = report.results.counts
    safe, others = counts.safe, counts.fixable - counts.safe
    if safe and others:
        return make_reason("report.repairs-and-asks", safe=f"{safe:,}", others=f"{others:,}")
    if safe:
        return make_reason("report.repairs", count=safe)
    return make_reason("report.asks", count=others) if others else None


def _describe_failing(failing: Mapping[Severity, int]) -> Reason:
    """What makes a run fail, the worst first."""
    if sum(failing.values()) == 1:
        (severity,) = failing
        return _ONE[severity]
    *before, last = (_SOME[severity] for severity in failing)
    return make_reason(
        "report.some", what=make_reason("report.and", before=tuple(before), last=last) if before else last
    )


COUNTED: Mapping[Severity, Callable[[int], Reason]] = {
    Severity.ERROR: lambda number: make_reason("report.error", count=number),
    Severity.WARNING: lambda number: make_reason("report.warning", count=number),
    Severity.INFO: lambda number: make_reason("report.info", count=number),
}
"""What says how many findings of a severity there are."""

_ONE = {
    Severity.ERROR: make_reason("report.one-error"),
    Severity.WARNING: make_reason("report.one-warning"),
    Severity.INFO: make_reason("report.one-info"),
}
_SOME = {
    Severity.ERROR: make_reason("report.errors"),
    Severity.WARNING: make_reason("report.warnings"),
    Severity.INFO: make_reason("report.infos"),
}
