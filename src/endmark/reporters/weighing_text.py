"""What speaks for and against a finding, as lines: a weight, what was seen, and whence the weight is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endmark.document.excerpt import shorten
from endmark.document.model import Document
from endmark.messages.catalogue import say, say_reason
from endmark.phrase import phrase
from endmark.ruleset.rule import Rule
from endmark.violation import Weighing

_WORDS = 60
"""Characters of the end of a text that are shown."""


def render(document: Document, rule: Rule, line: int, weighings: Sequence[Weighing]) -> Iterator[str]:
    """The evidence that a rule weighs on a line of a document, in nats, block by block, and the sum."""
    if not weighings:
        yield (
            f"{document.path}:{line}: "
            + say(phrase("{rule} weighs nothing here: the text ends as a sentence does, or is none.", rule=rule.id))
            + "\n"
        )
    for weighing in weighings:
        first = document.find_line(weighing.span.start)
        end = " ".join(document.source.get_excerpt(weighing.span)[-_WORDS:].split())
        yield f"{document.path}:{first}: {rule.id}, “…{shorten(end, _WORDS)}”\n"
        for piece in weighing.pieces:
            seen, source = say_reason(piece.seen, rule.reasons), say_reason(piece.source, rule.reasons)
            yield f"  {piece.nats:+5.1f}  {seen} ({source})\n"
        yield f"  {weighing.total:+5.1f}  {_conclude(weighing)}\n"


def _conclude(weighing: Weighing) -> str:
    """What comes of the sum."""
    warning, error = f"{weighing.warning:+g}", f"{weighing.error:+g}"
    if weighing.total >= weighing.error and not weighing.sign:
        return say(phrase("in all: found, as a warning, since all that it shows is that it has no full stop"))
    if weighing.total >= weighing.error:
        return say(phrase("in all: found, and certain from {error} on", error=error))
    if weighing.total >= weighing.warning:
        return say(
            phrase(
                "in all: found, as a warning from {warning} on; certain from {error} on", warning=warning, error=error
            )
        )
    return say(phrase("in all: not found; a warning from {warning} on", warning=warning))
