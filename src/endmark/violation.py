"""What checks and the engine speak in: match, fix, violation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from endmark.document.span import Position, Span


class Severity(IntEnum):
    """How bad a violation is; the order is the order of `--fail-on`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in rules, options and reports."""
        return self._name_.lower()  # `name` is ten times slower, and a report asks for each finding


SEVERITIES: Mapping[str, Severity] = {severity.label: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together, in the order of the text and apart from each other.

    `safe` says that no editor needs to read the result. `title` says in a few
    words what the edits do, as a command: "take out the marker". A fix that
    `waits` depends on the whole text: it is only right when no other applies. One
    that `rewords` changes what the text says at its place, as its rule decides,
    and nothing elsewhere.
    """

    edits: tuple[Edit, ...]
    safe: bool
    title: str
    waits: bool = False
    rewords: bool = False


class Related(NamedTuple):
    """Another place that explains a match, with a few words that say how."""

    span: Span
    message: str


class Match(NamedTuple):
    """What a check yields.

    `values` fill the placeholders of the rule's message. `certain` is False
    where the evidence is weaker: the engine then reports a warning at most.
    `no_fix_reason` says, where there is no fix, why there can be none.
    """

    span: Span
    values: Mapping[str, str | int] = MappingProxyType({})
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    certain: bool = True
    no_fix_reason: str = ""

    def with_fix(self, fix: Fix | str) -> Match:
        """The same match with its fix, or with the reason why there is none."""
        return self._replace(no_fix_reason=fix) if isinstance(fix, str) else self._replace(fix=fix)


class Region(NamedTuple):
    """A span together with the positions of its two ends; `end` is exclusive."""

    span: Span
    start: Position
    end: Position


class RelatedRegion(NamedTuple):
    """A related place of a violation, in the same document."""

    region: Region
    message: str


class Violation(NamedTuple):
    """A match after the engine gave it a rule, a severity and a message.

    `excerpt` is exactly the source text of the region. `line_text` is the whole
    source line on which the region starts, without its line ending.
    `suppressed` holds the reason given in a suppression comment ("" when none
    was given), or None when there is no such comment. `baselined` says that the
    baseline of the run knows the violation; no suppression covers it then.
    `no_fix_reason` says why there is no fix, where the check knows.
    """

    path: str
    rule: str
    severity: Severity
    message: str
    region: Region
    excerpt: str
    line_text: str
    fingerprint: str
    related: tuple[RelatedRegion, ...] = ()
    fix: Fix | None = None
    fix_regions: tuple[Region, ...] = ()
    no_fix_reason: str = ""
    suppressed: str | None = None
    baselined: bool = False

    @property
    def stands(self) -> bool:
        """Whether the violation counts: nothing suppresses it, and it is not known already."""
        return self.suppressed is None and not self.baselined
