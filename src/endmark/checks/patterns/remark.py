"""Short texts that speak of the article as of a piece of work somebody ordered: at its edges, and notes in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.patterns.cues import FAMILIES, KeptCues, LanguageCues, Seen, fold_words
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.outer_texts import OuterPlace, find_outer_texts, is_in_quotation, leads_into_shown
from endmark.checks.text.quotations import leave_out_quotations
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.line_pattern import LinePattern
from endmark.document.model import Document
from endmark.document.sentences import COLONS
from endmark.violation import Match, Reason, make_reason

KIND: CheckKind = "pattern"
VALUES = frozenset({"cues"})

_ORDERED = ("orders", "user", "replies", "offers")
"""None but whoever works for somebody speaks so: they count twice."""

_ANYBODY = ("task", "writer", "conditions", "plans", "use")
_WORK = ("work", "piece", "audience", "language", "use")
"""An author's lead speaks of these as well: "In this guide I show beginners …"."""

_NAMED = ("piece", "audience", "language", "delivery", "choices", "part", "rest")
"""What is done to texts, such as to shorten or to add, is done to trousers and shelves as well: whoever offers no more
than that, and neither names a text nor a quality, offers it to readers."""

_SPEAKING = (*_ORDERED, "consent", "writer", "plans")
"""Without any of these nobody hands anything over."""

_MADE = ("work", "piece", "delivery")
_LABEL = compile_late(r"[^\w\s]*((?:[^\s:：,，、.。!！?？]+\s){0,3}[^\s:：,，、.。!！?？]+)\s?[:：]\s?\S")
"""Few words and a colon at the beginning: "Exercise:", "Translator's note:"."""

_OF_TEXTS = ("manner", "length", "untouched")
_STRUCTURE = ("structure", "format")
"""They count as one: whoever speaks of headings speaks of their signs, too."""

_QUALITIES = ("task", *_STRUCTURE, *_OF_TEXTS)
"""What readers see for themselves, and none but whoever ordered the text is told."""

_HANDED_OVER = (("delivery", "work", "piece"), ("delivery", "choices", "structure"))
"""Here comes the reworked text, or some titles to choose from: with a quality and a colon that is handed over to
whoever asked for that quality."""

_OF_ANYTHING = ("use",)
"""A library is there to be used, too; before a title nobody speaks of one."""

_TOGETHER = (("writer", "format", "untouched"), ("offers", "manner"))
"""Editors of old books leave the headings as they were, and anybody wants to be told: only of a text that somebody
ordered is said that I left its format, and is asked whether the tone will do. Together they count once more."""

_UNFIT: Mapping[OuterPlace, str] = {"title": "", "head": "offers", "seam": "", "tail": "consent"}
"""An author's lead offers much, and whoever agrees to something does so first."""

_FAMILIES = {place: [name for name in FAMILIES if name != unfit] for place, unfit in _UNFIT.items()}
_DECISIVE = {
    place: [name for name in names if name in (*_ORDERED, "consent", *_QUALITIES)] for place, names in _FAMILIES.items()
}
"""Without any of these a text is no remark, unless it stands before the title."""

_TITLE = 1
"""What stands before the title is no part of the article."""

_MAY_BE_NOTE = LinePattern(r"[ \t]*(?:>[ \t]*)?[*_]{0,3}(?:[\[(（［【〔{-]|(?<=[>*_]).)[^\n]{6,400}$")
"""A line that may be a note: most that begin so are links, and quick to be refused."""


class Options(Struct, frozen=True):
    """What tells such a text, and how much of it is needed.

    `cues` are words by language and by what they show. Each kind of them counts once, and twice
    where nobody but the servant of somebody speaks so; a colon and a place before the title count, too, and some
    that seldom meet. A text is found from `least` on, unless it has more than `max_weight` letters, where a Chinese,
    Japanese or Korean character counts as two. What the article says elsewhere, or quotes, counts for nothing.
    A text in which one of the rules `surer` finds something is left to that rule.
    """

    cues: tuple[LanguageCues, ...] = ()
    least: Annotated[int, Meta(ge=1)] = 4
    max_weight: Annotated[int, Meta(ge=1)] = 160
    surer: frozenset[str] = frozenset()


def list_surer(options: Options) -> frozenset[str]:
    """The ids of the rules to which a text is left where one of them finds something in it."""
    return options.surer


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the texts at the edges that are said to whoever ordered the article, with the cues that tell.

    So are notes anywhere that are set apart from the text, in brackets or as a quotation, and speak of its passes.
    """
    told = set()
    for match in _find_remarks(document, options, scope):
        told.add(match.span)
        yield match
    if _MAY_BE_NOTE.occurs(document.source.text):
        from endmark.checks.patterns.notes import iter_notes  # few articles have such a line

        for block, seen in iter_notes(document, options.cues, options.max_weight):
            if block in scope and block.span not in told:
                yield Match(block.span, {"cues": _list_cues(seen)})


def _find_remarks(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    edges = find_outer_texts(document.blocks)
    others: str | None = None
    for number, place in sorted(edges.items()):
        block = document.blocks[number]
        content = block.text.content
        if block not in scope or len(content) > options.max_weight or not content:
            continue
        words = fold_words(content)
        families = _FAMILIES[place]
        for of_language in _choose_cues(options.cues, block.language, document.language):
            search = of_language.search
            if place != "title" and not _may_be_told(search.find(words, _DECISIVE[place]), content, place):
                continue
            if _count(search.find(words, families), content, place) < options.least:
                continue
            if compute_weight(fold(content)) > options.max_weight:
                break
            if is_in_quotation(document.blocks, number) or leads_into_shown(document.blocks, number):
                break
            if others is None:
                others = fold_words(_join(document.blocks, edges))
            seen = search.find(fold_words(leave_out_quotations(content)), families, others)
            if _is_labelled(content, of_language, seen):
                continue
            if _is_remark(seen, content, place) and _count(seen, content, place) >= options.least:
                yield Match(block.span, {"cues": _list_cues(seen)})
                break


def _choose_cues(
    cues: Sequence[LanguageCues | KeptCues], of_text: str, of_article: str
) -> list[LanguageCues | KeptCues]:
    """Those for the language of a text and of its article; all where neither is known."""
    if of_text == of_article == "und":
        return list(cues)
    return [of_language for of_language in cues if of_language.language in (of_text, of_article)]


def _count(seen: Seen, content: str, place: OuterPlace) -> int:
    ordered = sum(family in seen for family in _ORDERED)
    announced = _announces(content, place)
    apart = _TITLE if place == "title" else 0
    together = any(all(family in seen for family in families) for families in _TOGETHER)
    twice = all(family in seen for family in _STRUCTURE)
    return len(seen) + ordered + announced + apart + together - twice


def _may_be_told(decisive: Seen, content: str, place: OuterPlace) -> bool:
    """Whether a text may be said to somebody, by the families that decide."""
    return _is_told(decisive, place) or (_announces(content, place) and any(name in decisive for name in _QUALITIES))


def _announces(content: str, place: OuterPlace) -> bool:
    return place != "tail" and content.endswith(COLONS)


def _is_told(seen: Seen, place: OuterPlace) -> bool:
    """Whether somebody is spoken to who ordered the text, or of qualities that only such a person asks for."""
    if any(family in seen for family in (*_ORDERED, "consent")):
        return True
    qualities = sum(family in seen for family in _QUALITIES) - all(family in seen for family in _STRUCTURE)
    if place == "title":
        return qualities > 0 or "use" in seen or "plans" in seen or ("work" in seen and "delivery" in seen)
    return qualities > 1


def _is_remark(seen: Seen, content: str, place: OuterPlace) -> bool:
    """Whether what is said to somebody, and not to all, is said of the text."""
    if "public" in seen:
        return False
    of_quality = any(name in seen for name in _QUALITIES)
    handed_over = any(all(name in seen for name in names) for names in _HANDED_OVER)
    if handed_over and of_quality and _announces(content, place):
        return True
    if not _is_told(seen, place):
        return False
    if [name for name in _ORDERED if name in seen] == ["offers"] and not any(name in seen for name in _NAMED):
        return of_quality
    if place == "title" and "consent" in seen and "plans" in seen:
        return True
    # What "the user" wants of a page is its structure, and a task.
    about = (*_WORK, *_OF_TEXTS) if "user" in seen else (*_WORK, *_QUALITIES)
    of_text = any(family in seen and (place == "title" or family not in _OF_ANYTHING) for family in about)
    # A style guide lists qualities, too.
    return of_text and (place == "title" or any(family in seen for family in (*_ORDERED, "consent", *_ANYBODY)))


def _is_labelled(content: str, cues: LanguageCues | KeptCues, seen: Seen) -> bool:
    """Whether a text says by its first words what it is, and nobody hands it over: an exercise, a translator's note."""
    label = _LABEL.match(content)
    if label is None or any(family in seen for family in _SPEAKING):
        return False
    return not cues.search.find(fold_words(label[1]), _MADE)


def _join(blocks: Sequence[Block], edges: Mapping[int, OuterPlace]) -> str:
    return f" {ATOM} ".join([block.text.content for number, block in enumerate(blocks) if number not in edges])


def _list_cues(seen: Seen) -> tuple[Reason, ...]:
    """Each of them once, and none that stands in another."""
    shown = dict.fromkeys(f"{cue.strip('*')}{'…' if cue.endswith('*') else ''}" for cue in seen.values())
    return tuple(
        make_reason("remark.cue", text=cue)
        for cue in shown
        if not any(cue != other and cue.strip("…") in other for other in shown)
    )
