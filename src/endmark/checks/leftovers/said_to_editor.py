"""Texts that a learned table takes for said to whoever had the article made, and not to its readers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from endmark.checks import CheckKind, FirstPlaces, Need, Scope
from endmark.checks.leftovers.remarks import Remark, is_quoted, iter_remarks
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Match

KIND: CheckKind = "pattern"
NEEDS: frozenset[Need] = frozenset({"body"})
VALUES = frozenset({"said", "weight", "least"})

_SHOWN = 60
"""Characters of a remark that a message repeats."""


_DILUTED = 3.5
"""Nats that a sentence of the article beside it takes from a remark, at most: of 337 no more than two were seen."""


class Options(Struct, frozen=True):
    """How sure the table must be.

    `least` is the log-odds, in nats, from which a text is found, `least_inside` that for a paragraph within the
    article: of the blocks of 4,500 published documents that the table did not learn from, help in some forty
    languages among them, about one in ten thousand has as many. A text in another language than the article needs
    less by `in_another_language`: of 2,100 such texts none came near. `meant` is what must be left of them without
    the words that the article says elsewhere: whoever writes about translations, templates or models means the words.
    A text in which one of the rules `surer` finds something is left to that rule.
    """

    least: float = 1.9
    least_inside: float = 2.4
    in_another_language: float = 1.0
    meant: float = 0.3
    surer: frozenset[str] = frozenset()


def list_surer(options: Options) -> frozenset[str]:
    """The ids of the rules to which a text is left where one of them finds something in it."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the texts at the edges of the article, and the notes in it, that are said to somebody else."""
    first = FirstPlaces(scope)
    end = 0
    for remark, nats in _find_likely(document, options, scope):
        span = _get_span(remark)
        if span.start < end:
            continue
        end = span.end
        if first.take(span):
            least = _get_least(remark, document, options)
            yield Match(span, {"said": _shorten(remark, document), "weight": round(nats, 1), "least": least})
        else:
            yield Match(span)


def _find_likely(document: Document, options: Options, scope: Scope) -> Iterator[tuple[Remark, float]]:
    """The remarks with their log-odds, in the order of the article; of several in one place the longest is first."""
    remarks = list(iter_remarks(document))
    if not remarks:
        return
    from endmark.checks.leftovers.remark_model import judge_remark, may_be_remark  # nobody else asks the table

    likely = []
    wider = None
    for remark in remarks:
        if remark.block in scope and not (wider and wider.block is remark.block and _holds(wider, remark)):
            least = _get_least(remark, document, options)
            if remark.place == "inside":
                if not may_be_remark(remark.text, least):
                    continue
            elif not may_be_remark(remark.text, least - _DILUTED):
                wider = remark
                continue
            nats = judge_remark(remark.text, remark.place)
            if nats < least - _DILUTED:
                wider = remark
            if nats >= least and not is_quoted(remark, document.blocks):
                likely.append((remark, nats))
    if not likely:
        return
    elsewhere = _list_stems_elsewhere(document, likely)
    for remark, nats in sorted(likely, key=_order):
        if judge_remark(remark.text, remark.place, elsewhere) >= options.meant:
            yield remark, nats


def _get_least(remark: Remark, document: Document, options: Options) -> float:
    """The log-odds from which a text is a remark, by where it stands and whether it speaks the article's language."""
    least = options.least_inside if remark.place == "inside" else options.least
    both = {remark.block.language, document.language}
    return least if "und" in both or len(both) == 1 else least - options.in_another_language


def _holds(wider: Remark, remark: Remark) -> bool:
    return wider.start <= remark.start and remark.end <= wider.end


def _order(found: tuple[Remark, float]) -> tuple[int, int]:
    span = _get_span(found[0])
    return span.start, -span.end


def _get_span(remark: Remark) -> Span:
    return remark.block.text.map_span(remark.start, remark.end)


def _list_stems_elsewhere(document: Document, likely: list[tuple[Remark, float]]) -> frozenset[str]:
    from endmark.checks.leftovers.remark_features import list_stems

    blocks = {remark.block.span for remark, _ in likely}
    texts = [block.text.content for block in document.blocks if block.span not in blocks]
    return list_stems("\n".join(texts))


def _shorten(remark: Remark, document: Document) -> str:
    from endmark.document.spelling_out import spell_out

    end = min(remark.end, remark.start + _SHOWN)
    text = spell_out(remark.block.text, document.source.text, remark.start, end)
    return text if end == remark.end else f"{text}…"
