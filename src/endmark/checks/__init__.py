"""The checks: one module a kind of finding, listed here and nowhere else.

A check is a module with

* `Options`: a frozen dataclass; its fields and their types are what a rule may
  set under `options:`, its docstrings-in-comments are the documentation;
* `VALUES`: the names a rule's message may use as placeholders;
* `find(document, options, scope)`: yields the matches of one document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from endmark.document.blocks import Block, Kind
from endmark.document.model import Document
from endmark.violation import Match

CHECKS = {
    "beginning": "endmark.checks.cuts.beginning",
    "collapsed": "endmark.checks.markup.collapsed",
    "consistency": "endmark.checks.patterns.consistency",
    "cut-field": "endmark.checks.front_matter.cut_field",
    "duplicate": "endmark.checks.repetition.duplicate",
    "duplicate-heading": "endmark.checks.repetition.duplicate_heading",
    "duplicate-sentence": "endmark.checks.repetition.duplicate_sentence",
    "empty-section": "endmark.checks.markup.empty_section",
    "fields": "endmark.checks.front_matter.fields",
    "file-date": "endmark.checks.front_matter.file_date",
    "front-matter": "endmark.checks.front_matter.front_matter",
    "length": "endmark.checks.style.length",
    "literal-markup": "endmark.checks.markup.literal_markup",
    "occurrence": "endmark.checks.patterns.occurrence",
    "pattern": "endmark.checks.patterns.pattern",
    "readability": "endmark.checks.style.readability",
    "reading-time": "endmark.checks.reading_time.reading_time",
    "restart": "endmark.checks.repetition.restart",
    "restated-field": "endmark.checks.front_matter.restated_field",
    "substitution": "endmark.checks.patterns.substitution",
    "suppression": "endmark.checks.suppression",
    "truncation": "endmark.checks.cuts.truncation",
    "unclosed": "endmark.checks.markup.unclosed",
    "wrapped": "endmark.checks.markup.wrapped",
}
"""Check name → module, imported only when a rule asks for it."""


BARED = frozenset({"collapsed", "duplicate", "duplicate-heading", "duplicate-sentence", "restart", "restated-field"})
"""Checks that find what is said twice, or on one line: taking text out never adds to that, it only bares it."""

CUTS = frozenset({"truncation", "beginning"})
"""Checks that find places where text is missing."""

UNSETTLED = CUTS | {"duplicate", "duplicate-sentence", "restart"}
"""Checks that find text which is missing or stands twice: how long the article is nobody knows until it is mended."""

MEASURES = frozenset({"reading-time"})
"""Checks that measure the text as a whole, and so wait until it is settled."""

LIBRARIES = {"readability": ("textstat", "readability")}
"""Check → the library that it alone needs, and the extra of endmark that installs it."""

PREFILTERED = frozenset({"consistency", "occurrence", "pattern", "substitution"})
"""Checks that find nothing where certain patterns do not occur: their options say which, under `query`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The blocks a rule judges; an empty set means all."""

    kinds: frozenset[Kind] = frozenset()
    languages: frozenset[str] = frozenset()

    def __contains__(self, block: Block) -> bool:
        return (not self.kinds or block.kind in self.kinds) and (not self.languages or block.language in self.languages)


class Check(Protocol):
    """The shape of a check module."""

    Options: type[Any]
    VALUES: frozenset[str]

    def find(self, document: Document, options: Any, scope: Scope) -> Iterable[Match]:
        """Yield the matches in `document`, in any order."""


def find_missing_library(name: str) -> tuple[str, str] | None:
    """The library that a check alone needs and that is not installed, and its extra; else None."""
    if name not in LIBRARIES:
        return None
    from importlib.util import find_spec

    return None if find_spec(LIBRARIES[name][0]) else LIBRARIES[name]


def load(name: str) -> Check:
    """The check of that name; KeyError when there is none."""
    return cast("Check", import_module(CHECKS[name]))
