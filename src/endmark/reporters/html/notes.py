"""What stands in the margin: a finding, said to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from endmark.reporters.html.elements import element, escape, say
from endmark.reporters.html.rows import Finding
from endmark.reporters.text import get_last_line
from endmark.violation import Reason, RelatedRegion, Severity, Violation, make_reason

SIGNS: Mapping[Severity, str] = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
"""A severity by its shape, for who sees no colours, and on paper."""

_SAID: Mapping[Severity, Reason] = {
    Severity.ERROR: make_reason("report.severity-error"),
    Severity.WARNING: make_reason("report.severity-warning"),
    Severity.INFO: make_reason("report.severity-info"),
}

LinkTo = Callable[[RelatedRegion], str | None]
"""The address of a place in another article; None where no page shows it."""


def say_severity(severity: Severity) -> str:
    """The shape and the word for a severity."""
    return f"{SIGNS[severity]} {say(_SAID[severity])}"


def say_lines(violation: Violation) -> str:
    """Where a finding stands: a line, or the first and the last."""
    first, last = violation.region.start.line, get_last_line(violation.region)
    return say(make_reason("galley.lines", first=first, last=last, count=last - first + 1))


def show_note(finding: Finding, link_to: LinkTo, *, brief: bool = False) -> str:
    """The finding in the margin: how bad it is, where, what it says, what else belongs to it, and what repairs it.

    A brief one ends with what it says.
    """
    violation = finding.violation
    head = f"{element('b', say_severity(violation.severity))} {say_lines(violation)} "
    parts = [head, element("i", escape(violation.rule)), escape(violation.message)]
    if not brief:
        for number, related in enumerate(violation.related):
            here = related.path == violation.path
            address = f"#{finding.places}-{number}" if here else link_to(related)
            parts.append(element("small", _show_related(related, address, here=here)))
        if words := _describe_fix(violation):
            parts.append(element("small", words))
    return element("div", "".join(parts), class_=violation.severity.label, id=finding.id)


def _describe_fix(violation: Violation) -> str:
    """What a repair does, and whether an editor should read the result; or why there is none, where that is known."""
    if violation.fix is None:
        words = violation.no_fix_reason
        return say(make_reason("report.no-fix", words=words)) if words else ""
    if violation.fix.safe:
        return say(make_reason("report.fix", words=violation.fix_title))
    return say(make_reason("galley.fix-to-read", words=violation.fix_title))


def _show_related(related: RelatedRegion, address: str | None, *, here: bool) -> str:
    line = related.region.start.line
    where = (
        make_reason("galley.at-line", line=line)
        if here
        else make_reason("galley.at-line-of", line=line, path=related.path)
    )
    said = say(where)
    if address:
        said = element("a", said, href=address)
    return f"{said}: {escape(related.message)}"
