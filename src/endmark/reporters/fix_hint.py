"""What a report says of the fix of a violation."""

from __future__ import annotations

from endmark.reporters.width import harmless
from endmark.violation import Violation


def remedy(violation: Violation) -> str | None:
    """What the fix does, and what it takes to get it; or why there is none, where the check knows."""
    if violation.fix is not None:
        return f"fix: {harmless(violation.fix.title)}{'' if violation.fix.safe else ' (with --unsafe)'}"
    return f"fix: none, as {harmless(violation.obstacle)}" if violation.obstacle else None
