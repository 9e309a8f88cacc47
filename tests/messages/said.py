"""All that a finding says to a person."""

from __future__ import annotations

from endmark.violation import Violation


def list_said(found: Violation) -> list[str]:
    """Its message, what repairs it or why nothing does, and what is said of other places."""
    return [found.message, found.fix_title, found.no_fix_reason, *(place.message for place in found.related)]
