"""What is found in an article → what the article is, in a word and a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from endmark.document.blocks import PROSE
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.file_result import WHOLE, Verdict
from endmark.ruleset.rule import Rule
from endmark.violation import VERDICTS, Severity, VerdictWord, Violation


def decide_verdict(document: Document, violations: Iterable[Violation], rules: Mapping[str, Rule]) -> Verdict:
    """The verdict on an article, from its violations in the order of the text."""
    counting = select_counting(violations, rules)
    if not counting:
        return WHOLE
    # The first and worst of the words says that there is nothing.
    word = min((word for word, _ in counting), key=VERDICTS.index)
    spoilt = _join(violation.region.span for _, violation in counting)
    return Verdict(word, 0 if word == VERDICTS[0] else _compute_score(document, spoilt))


def select_counting(
    violations: Iterable[Violation], rules: Mapping[str, Rule], *, unsure: bool = False
) -> list[tuple[VerdictWord, Violation]]:
    """What says something about an article as a whole, each with the word for it.

    Only errors do, and only those of rules that have a word: what is not certain says nothing about an
    article, and what a comment suppresses was read and found right. With `unsure` it is what is not certain.
    """
    return [
        (word, violation)
        for violation in violations
        if (violation.severity is Severity.ERROR) is not unsure
        and violation.suppressed is None
        and (word := rules[violation.rule].verdict)
    ]


def says_nothing(document: Document) -> bool:
    """Whether an article holds nothing but titles: no text, and nothing else that a reader sees.

    Among the files of a site this is no mistake, as a layout may fill such a page.
    """
    return not any(
        block.text.content.strip() if block.kind in PROSE else block.kind not in _NOTHING
        for block in document.blocks
        if block.kind != "heading"
    )


_NOTHING = frozenset({"comment", "thematic-break", "marker"})


def _compute_score(document: Document, spoilt: Iterable[Span]) -> int:
    """The percentage of the text that lies outside of these stretches of the file, below 100."""
    body = document.source.text[document.front_matter.span.end if document.front_matter else 0 :]
    text = document.file.text
    size = count_signs(body)
    lost = sum(count_signs(text[span.start : span.end]) for span in spoilt)
    return min(99, max(0, 100 * (size - lost) // max(1, size)))


def count_signs(text: str) -> int:
    """How many code points are not white space; the words of a long line take many times its memory."""
    pieces = (text[start : start + _AT_ONCE] for start in range(0, len(text), _AT_ONCE))
    return sum(len("".join(piece.split())) for piece in pieces)


_AT_ONCE = 50_000
"""Code points of which the words are held at the same time; most articles have fewer."""


def _join(spans: Iterable[Span]) -> Iterator[Span]:
    """The same stretches, in order and apart from each other; they come in the order of their starts."""
    end = 0
    for span in spans:
        if span.end > end:
            yield Span(max(span.start, end), span.end)
            end = span.end
