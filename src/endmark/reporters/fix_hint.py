"""What a report says of the fix of a violation."""

from __future__ import annotations

from endmark.reporters.width import sanitize
from endmark.violation import Violation


def hint(violation: Violation) -> str | None:
    """What the fix does, and what it takes to get it; or why there is none, where the check knows."""
    if violation.fix is not None:
        return f"fix: {sanitize(violation.fix_title)}{'' if violation.fix.safe else ' (with --unsafe)'}"
    return f"fix: none, as {sanitize(violation.no_fix_reason)}" if violation.no_fix_reason else None
