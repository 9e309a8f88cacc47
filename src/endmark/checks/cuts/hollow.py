"""Files that hold too little of their own to be an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Annotated

from msgspec import Meta, Struct, field

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.regex import Pattern
from endmark.document.blocks import ATOM, PROSE, Block
from endmark.document.dialect import Dialect
from endmark.document.front_matter import FrontMatter
from endmark.document.language import LanguageCode
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.sentences import TERMINALS
from endmark.document.span import Span
from endmark.violation import Match, Reason, make_reason

KIND: CheckKind = "cut"
MARKUPS = frozenset({"markdown"})
VALUES = frozenset({"why"})

_UNSAID = frozenset({"comment", "thematic-break", "marker"})
_MOST_BLOCKS = 30
"""An article with more blocks has something to say, whatever it is."""

_WITHOUT_TEMPLATES: frozenset[Dialect] = frozenset({"markdown", "gfm"})
_EXPRESSION = compile_late(r"\{\{[-\s]*[^\W\d][\w.]*[-\s]*\}\}")

_LONGEST = 1_000
"""Characters of a text that may be nothing but what was to be replaced."""

_LONGEST_NOTICE = 60
"""Characters of a sentence that says that the text is still to come."""

_CLOSING_SIGNS = " \t\n()[]…*_" + TERMINALS
_ARROWS = " \t.»›→>…"
_CLOSING = 200
"""Characters at the end of a text in which a feed says that there is more."""

_DAYS = ("date", "pubdate", "publishdate", "published", "published_at", "publishedat", "created", "created_at")
"""What posts have, and pages that only lead on mostly do not."""

_ELSEWHERE = ("link", "external_url", "externalurl", "external_link", "redirect", "redirect_to", "redirectto")
"""Fields of pages that lead to an address."""

_LAYOUTS = frozenset({"post", "posts", "article", "articles", "blog", "single", "news"})
"""Layouts that show what the file holds; others may fill the page by themselves."""

_MOST_LINKS = 3
_LEAST_OUTSIDE = 12
"""The weight of a word or two, such as “Source:”, that stand beside a link."""


_CUT = compile_late(r"(?:[\[(［（]\s?(?:…|\.{3}|‥)\s?[\])］）]|…|\.{3}|‥)\s*$")
_DOTS = ("…", "...", "‥")
_BRACKETED = compile_late(r"[\[(［（]\s?(?:…|\.{3}|‥)\s?[\])］）][\s.»›→>]*$")
"""The sign with which a program says that it took only so many letters."""


class Options(Struct, frozen=True):
    """What is nothing of its own, and how much is something.

    `unfilled` are patterns of what a program was to replace by the text, and `awaited` of what says that
    the text is still to come, or where it is to be typed, if there is nothing else. `more_words`
    lists by language what a feed puts behind the beginning of an article, such as "read
    more", and `credit_words` what its credit says, such as "appeared first on". What stands
    before them is an article if it has more than `max_weight` letters, where a Chinese,
    Japanese or Korean character counts as two.
    """

    unfilled: tuple[Pattern, ...] = ()
    awaited: tuple[Pattern, ...] = ()
    more_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    credit_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    max_weight: Annotated[int, Meta(ge=1)] = 700


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    """Yield the beginning of a file that holds no article, with the reason."""
    blocks = list(islice((block for block in document.blocks if block.kind not in _UNSAID), _MOST_BLOCKS + 1))
    if len(blocks) > _MOST_BLOCKS:
        return
    said = [block for block in blocks if block.kind in PROSE and fold(block.text.content)]
    expressions = [block for block in blocks if _is_expression(block, document)]
    if any(block.kind not in PROSE for block in blocks if block not in expressions):
        return  # code, tables and components say something, too
    texts = [block for block in said if block.kind != "heading"]
    if expressions:
        if not texts:
            expression = document.source.get_excerpt(expressions[0].span)
            yield Match(expressions[0].span, {"why": make_reason("hollow.unfilled", expression=expression)})
    elif found := _judge_texts(texts, options):
        yield Match(texts[0].span, {"why": found[0]}, certain=found[1])
    elif (head := document.front_matter) and _is_post(head) and len(said) == len(blocks) and not document.images:
        why = _judge_post(texts, said, head)
        if why:
            place = said[0].span if said else Span(head.span.start, head.span.start + len("---"))
            yield Match(place, {"why": why}, certain=False)


def _is_expression(block: Block, document: Document) -> bool:
    """Whether a line is the name of a value, where no program is known that would fill it in."""
    if block.kind != "directive" or document.dialect not in _WITHOUT_TEMPLATES:
        return False
    return _EXPRESSION.fullmatch(document.source.get_excerpt(block.span)) is not None


def _judge_texts(texts: Sequence[Block], options: Options) -> tuple[Reason, bool] | None:
    """Why texts are none of an article, and whether that is sure."""
    if not texts:
        return None
    first, *others = texts
    expression = _find_unfilled(first.text.content, options.unfilled)
    if expression and all(_find_unfilled(block.text.content, options.unfilled) for block in others):
        return make_reason("hollow.unfilled", expression=expression), True
    if not others and _is_awaited(first.text.content, options.awaited):
        return make_reason("hollow.unfilled", expression=first.text.content), True
    weight = sum(compute_weight(fold(block.text.content)) for block in texts)
    if weight > options.max_weight:
        return None
    closing = texts[-1].text.content[-_CLOSING:].replace("\n", " ").replace(ATOM, "").rstrip(_ARROWS)
    return _read_closing(closing, options)


def _read_closing(closing: str, options: Options) -> tuple[Reason, bool] | None:
    """What a feed says at the end, and whether it says that the text was cut."""
    if any(dots in closing for dots in _DOTS) and (found := _BRACKETED.search(closing)):
        return make_reason("hollow.stub", words=found[0].strip()), True
    small = closing.casefold()
    for words in chain.from_iterable(options.credit_words.values()):
        if words in small:
            return make_reason("hollow.stub", words=words), True
    for words in chain.from_iterable(options.more_words.values()):
        before = closing[: -len(words)].rstrip()
        if small.endswith(words):
            if _CUT.search(before):
                return make_reason("hollow.stub", words=words), True
            if not before or before[-1] in TERMINALS:
                return make_reason("hollow.stub", words=words), False
    return None


def _find_unfilled(content: str, patterns: Sequence[Pattern]) -> str:
    """What was to be replaced, where a text is nothing else."""
    if len(content) > _LONGEST:
        return ""
    first = ""
    rest = content
    for pattern in patterns:
        for span in reversed(list(pattern.iter_spans(rest)) if pattern.may_occur(rest) else ()):
            first = rest[slice(*span)]
            rest = rest[: span.start] + rest[span.end :]
    return first if first and not fold(rest) else ""


def _is_awaited(content: str, patterns: Sequence[Pattern]) -> bool:
    """Whether a text says nothing but that there will be one."""
    said = content.strip(_CLOSING_SIGNS)
    return len(said) <= _LONGEST_NOTICE and any(
        pattern.matches_whole(said) for pattern in patterns if pattern.may_occur(said)
    )


def _is_post(head: FrontMatter) -> bool:
    named = {entry.name.lower(): entry.text.lower() for entry in head.fields if entry.text}
    shown = named.get("layout", "post").rpartition("/")[2] in _LAYOUTS
    return shown and "title" in named and any(map(named.get, _DAYS)) and not any(map(named.get, _ELSEWHERE))


def _judge_post(texts: Sequence[Block], said: Sequence[Block], head: FrontMatter) -> Reason | None:
    """Why a post has no text of its own, although a post should have some."""
    if not said:
        return make_reason("hollow.empty")
    known = {fold(entry.text) for entry in head.fields if entry.kind == "text"}
    if all(fold(block.text.content) in known for block in said):
        return make_reason("hollow.fields")
    links = [(block, mark) for block in texts for mark in block.marks if mark.kind == "Link"]
    if texts and 0 < len(links) <= _MOST_LINKS:
        inside = sum(compute_weight(fold(block.text.content[mark.start : mark.end])) for block, mark in links)
        outside = sum(compute_weight(fold(block.text.content)) for block in texts) - inside
        if outside <= _LEAST_OUTSIDE:
            return make_reason("hollow.links")
    return None
