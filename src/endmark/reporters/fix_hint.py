"""What a report says of the fix of a violation."""

from __future__ import annotations

from endmark.messages.catalogue import say_reason
from endmark.reporters.width import sanitize
from endmark.violation import Violation, make_reason


def hint(violation: Violation) -> str | None:
    """What the fix does, and what it takes to get it; or why there is none, where the check knows."""
    if violation.fix is None:
        words = sanitize(violation.no_fix_reason)
        return say_reason(make_reason("report.no-fix", words=words)) if words else None
    words = sanitize(violation.fix_title)
    if violation.fix.safe:
        return say_reason(make_reason("report.fix", words=words))
    return say_reason(make_reason("report.unsafe-fix", words=words))
