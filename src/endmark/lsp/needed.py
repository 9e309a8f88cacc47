"""The modules that a check may ask for, of which most texts need most."""

from __future__ import annotations

from collections.abc import Iterator
from pkgutil import walk_packages

import endmark.checks

_LIBRARIES = ("re2", "rapidfuzz.distance", "rapidfuzz.fuzz")
"""Those that checks load in the middle of their work; one that an own rule asks for may take a second, and may wait."""


def list_needed() -> Iterator[str]:
    """Their names, those of the libraries first."""
    yield from _LIBRARIES
    yield from (found.name for found in walk_packages(endmark.checks.__path__, f"{endmark.checks.__name__}."))
