"""Headings that name a release."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late

_RELEASE = compile_late(r"\d{4}-\d\d-\d\d|\d+\.\d+\.\d+[\w.+-]*\]?(?!\s*\w)")
"""A date, or a version that nothing is called behind it: with a title it is the number of a section."""


def names_release(heading: str) -> bool:
    """Whether a heading names a release of a program, by its version or its date."""
    return _RELEASE.search(heading) is not None
