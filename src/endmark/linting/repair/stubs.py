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
    """Whether a broken sentence is too short to say anything, or to be known again.

    A number says something, and what ends with a colon or a dash names what follows.
    """
    if any(map(str.isdecimal, fragment)) or fragment.rstrip().endswith(_NAMING):
        return False
    return compute_weight(normalize_meaning(fragment)) < LEAST_FRAGMENT


_NAMING = (":", "：", "—", "–", " -")


def is_begun_title(fragment: str) -> bool:
    """Whether words in bold break off before the bold ends: a title that lacks its end, and its text.

    What is longer than a title, or has a clause behind another, says something.
    """
    if not fragment.startswith("**") or fragment.count("**") != 1 or "\n" in fragment:
        return False
    return _CLAUSES.isdisjoint(fragment) and compute_weight(normalize_meaning(fragment)) <= _LONGEST_TITLE


_LONGEST_TITLE = 5 * LEAST_FRAGMENT
"""Weight that few titles have: thirty Japanese signs, ten English words."""

_CLAUSES = frozenset(",;，；、")


def ends_in_stub(fragment: str, sentence: str) -> bool:
    """Whether a broken sentence begins as another one does, and then says no more than a stub; both as what they say.

    A pass that takes a sentence up again may end it in other words.
    """
    from rapidfuzz.distance import Prefix  # only where something is repaired

    shared: int = Prefix.similarity(fragment, sentence)
    return compute_weight(fragment[:shared]) >= LEAST_SHARED and is_stub(fragment[shared:])


def iter_stubs(analysis: Analysis) -> Iterator[Span]:
    """The places where an article surely breaks off after a word or two, or within a title in bold."""
    source = analysis.document.source
    for found, span, fragment in _iter_fragments(analysis):
        if found.severity is not Severity.ERROR:
            continue
        line = source.get_line_span(source.get_position(span.start).line)
        if is_stub(fragment):
            yield span
        elif is_begun_title(source.text[line.start : span.end]):
            yield Span(line.start, span.end)


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
