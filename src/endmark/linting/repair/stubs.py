"""The first word or two of a sentence whose rest stands nowhere: they say nothing yet."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.checks.text.folding import compute_weight
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.violation import Severity

LEAST_FRAGMENT = 12
"""Weight of a broken sentence from which it is known again elsewhere; two words in English, five signs in Japanese."""


def is_stub(fragment: str) -> bool:
    """Whether a broken sentence is too short to say anything, or to be known again; a number says something."""
    return compute_weight(normalize_meaning(fragment)) < LEAST_FRAGMENT and not any(map(str.isdecimal, fragment))


def iter_stubs(analysis: Analysis) -> Iterator[Span]:
    """The places where an article surely breaks off after a word or two."""
    for found in analysis.result.violations:
        if not (found.stands and found.severity is Severity.ERROR and found.rule in analysis.cuts):
            continue
        sentences = list(iter_sentences(found.excerpt, strict=True))
        start = sentences[-1][0] if sentences else len(found.excerpt)
        if is_stub(found.excerpt[start:]):
            yield Span(found.region.span.start + start, found.region.span.end)
