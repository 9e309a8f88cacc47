"""Tags that open and close: what stands between two of them is found as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from endmark.checks import FirstPlaces
from endmark.checks.edits.lines import find_next_line, get_line
from endmark.checks.edits.span_removal import remove_span
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, make_reason

_TAKE_OUT = make_reason("enclosure.take-out")
_ALONE = make_reason("enclosure.alone")
_EVERYTHING = make_reason("enclosure.everything")

_WORD = compile_late(r"\S")


class Tag(Struct, frozen=True):
    """A tag that was found: where, how it reads, by which pattern, and in which block."""

    span: Span
    text: str
    pattern: str
    block: Block | None = None

    @property
    def name(self) -> str:
        """What the tag that opens and the one that closes have in common."""
        return self.text.strip("</> ").casefold()

    @property
    def closes(self) -> bool:
        """Whether it ends what another one began."""
        return self.text.startswith("</")


def iter_enclosures(document: Document, tags: Iterable[Tag], first: FirstPlaces, *, safe: bool) -> Iterator[Match]:
    """A match for each tag and the next that closes it, with a fix for all between them; and for each tag alone.

    Only where it is among the `first` has it values and a fix.
    """
    body = document.front_matter.span.end if document.front_matter else 0
    waiting: Tag | None = None
    for tag in sorted(tags, key=_get_span):
        if waiting and waiting.span.start < body <= tag.span.start:
            yield _match_alone(waiting)
            waiting = None
        if tag.closes and waiting and waiting.name == tag.name:
            span = Span(waiting.span.start, tag.span.end)
            shown = first.take(span)
            yield _match_pair(document, waiting, tag, safe=safe) if shown else Match(span, pattern=waiting.pattern)
            waiting = None
        elif tag.closes:
            yield _match_alone(tag)
        elif waiting is None:
            waiting = tag
        elif waiting.name != tag.name:
            yield _match_alone(waiting)
            waiting = tag
    if waiting:
        yield _match_alone(waiting)


def _get_span(tag: Tag) -> Span:
    return tag.span


def _match_alone(tag: Tag) -> Match:
    return Match(tag.span, {"match": tag.text}, pattern=tag.pattern, no_fix_reason=_ALONE)


def _match_pair(document: Document, first: Tag, last: Tag, *, safe: bool) -> Match:
    span = Span(first.span.start, last.span.end)
    edits = _remove(document, span, first.block)
    fix = Fix(edits, safe=safe, title=_TAKE_OUT, rewords=True) if edits else _EVERYTHING
    return Match(span, {"match": f"{first.text} … {last.text}"}, pattern=first.pattern).with_fix(fix)


def _remove(document: Document, span: Span, block: Block | None) -> tuple[Edit, ...]:
    """The edits that take the stretch out, with the empty lines behind it; none where it is all there is."""
    text = document.source.text
    start = document.front_matter.span.end if document.front_matter else 0
    if not _WORD.search(text, start, span.start) and not _WORD.search(text, span.end):
        return ()
    first, last = get_line(text, span.start), get_line(text, span.end)
    if (text[first.start : span.start] + text[span.end : last.end]).strip():
        inside = block if block and block.span.contains(span) else None
        return remove_span(document, span, inside)
    end = find_next_line(text, last.start)
    while end < len(text) and not text[slice(*get_line(text, end))].strip():
        end = find_next_line(text, end)
    return (Edit(Span(first.start, end), ""),)
