"""The first word or two of a sentence whose rest stands nowhere: they say nothing yet."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.checks.text.folding import compute_weight
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.violation import Severity, Violation

LEAST_FRAGMENT = 12
"""Weight of a broken sentence from which it is known again elsewhere; two words in English, five signs in Japanese."""

LEAST_SHARED = 2 * LEAST_FRAGMENT
"""Weight of what two sentences begin with from which they tell the same: less is a turn of phrase."""


def is_stub(fragment: str) -> bool:
    """Whether a broken sentence is too short to say anything, or to be known again; a number says something."""
    return compute_weight(normalize_meaning(fragment)) < LEAST_FRAGMENT and not any(map(str.isdecimal, fragment))


def ends_in_stub(fragment: str, sentence: str) -> bool:
    """Whether a broken sentence begins as another one does, and then says no more than a stub; both as what they say.

    A pass that takes a sentence up again may end it in other words.
    """
    from rapidfuzz.distance import Prefix  # only where something is repaired

    shared: int = Prefix.similarity(fragment, sentence)
    return compute_weight(fragment[:shared]) >= LEAST_SHARED and is_stub(fragment[shared:])


def iter_stubs(analysis: Analysis) -> Iterator[Span]:
    """The places where an article surely breaks off after a word or two."""
    for found, span, fragment in _iter_fragments(analysis):
        if found.severity is Severity.ERROR and is_stub(fragment):
            yield span


def iter_fragments(analysis: Analysis) -> Iterator[Span]:
    """The places of the sentences that are found to break off."""
    return (span for _, span, _ in _iter_fragments(analysis))


def _iter_fragments(analysis: Analysis) -> Iterator[tuple[Violation, Span, str]]:
    for found in analysis.result.violations:
        if not (found.stands and found.rule in analysis.cuts):
            continue
        sentences = list(iter_sentences(found.excerpt, strict=True))
        start = sentences[-1][0] if sentences else len(found.excerpt)
        yield found, Span(found.region.span.start + start, found.region.span.end), found.excerpt[start:]
