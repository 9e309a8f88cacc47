"""Signs of emphasis that a reader will see, because the renderer does not take them for any.

The parser has said what is emphasis: a sign that is still in the visible text is
none. What is left here is to see which of them were meant.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import zip_longest
from sys import intern
from typing import Literal, TypeAlias

from msgspec import Struct

from endmark.checks import Scope
from endmark.checks.markup.delimiters import DELIMITER_RUN, DelimiterRun, iter_written_runs, make_run
from endmark.checks.markup.flanking import can_close, can_open, is_cjk
from endmark.checks.markup.lenient_emphasis import FLANKS, find_shown
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.sentences import CLOSERS, PAIRS, TERMINALS
from endmark.document.span import Span

Renderer: TypeAlias = Literal[
    "commonmark", "cjk-friendly", "kramdown", "pandoc", "python-markdown", "mdsvex", "docsify"
]

_BLANK = "____"
"""A place on a form, for a pen: no emphasis has so many signs."""

_OPENERS = "".join(PAIRS)
_NEVER_FIRST = frozenset(TERMINALS + "".join(PAIRS.values()) + "、，,:：;；")
_NEVER_LAST = frozenset(_OPENERS)
_STRAY_STARS = compile_late(r"(?<!\*)(?:\*|\*{4})(?!\*)")
"""One star may be left of two; four are two runs that meet, or a word one does not print."""

_IDENTIFIER = compile_late(r"[A-Za-z0-9_.]+(?:\(\))?")
_CODE_NAME = compile_late(r"[a-z_]\w*(?!['’-])\b", re.ASCII)
"""What follows the stars in `**kwargs` or `char **argv`, set without a code span."""

_OPERAND_BEFORE = compile_late(r"(?:^|[^A-Za-z0-9])(?:[A-Za-z]|[0-9.,]+|[)\]])$")
_OPERAND_AFTER = compile_late(r"-?(?:[A-Za-z](?![A-Za-z])|[0-9(])")
_PATH = frozenset("/\\@")
"""What stands beside the stars in `src/**/*.md`."""

_NAME_SIGNS = ("-", "_", ".", "/", "\\")
"""What stands before a star that stands for the rest of a name."""

_LONGEST_TOKEN = 40
_TOKEN_BEFORE = compile_late(r"([\"'“”‘’「『«])[!-&(-~]{0,39}$")
_TOKEN_AFTER = compile_late(rf"[!-&(-~]{{0,{_LONGEST_TOKEN}}}?([\"'“”‘’」』»])")
_MATCHING = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»"}
_DOTTED = compile_late(r"\w\.\w+\.$")
_EXTENSION = compile_late(r"\.\w")
_NEARBY_CHARACTERS = 40

_QUOTES_AND_TICKS = frozenset(_OPENERS + CLOSERS + "`")
_BLANK_SIGNS = frozenset(" \t\u3000")


class LiteralEmphasis(Struct, frozen=True, gc=False):
    """Signs that show: an emphasis with both its ends, or a run that lacks its partner.

    `extra`: the run is what is left of a longer one that has its partner. `empty`:
    nothing but white space stands between the two.
    """

    opening: DelimiterRun
    closing: DelimiterRun | None = None
    extra: bool = False
    empty: bool = False

    @property
    def runs(self) -> tuple[DelimiterRun, ...]:
        """Both runs, or the one there is."""
        return (self.opening, self.closing) if self.closing else (self.opening,)

    @property
    def uneven(self) -> bool:
        """Whether it is one sign left of two: an emphasis is there, though perhaps not as strong as meant."""
        return self.extra and self.opening.sign == "*"

    @property
    def span(self) -> Span:
        """From the first sign to the last one."""
        return Span(self.opening.start, (self.closing or self.opening).end)


def iter_literal_emphases(
    document: Document, scope: Scope, renderer: Renderer
) -> Iterator[tuple[Block, Sequence[LiteralEmphasis]]]:
    """The signs that were meant as emphasis and show, for each block that has some, in the order of the text.

    What the renderer takes for an emphasis is left out: one that is friendly to
    CJK lets it end between punctuation and a Chinese, Japanese or Korean letter,
    the others as `lenient_emphasis` says. A run without a partner that refers to a
    note, or begins one, is left alone.
    """
    referred = False
    for block in document.blocks:
        content = block.text.content
        # Few blocks hold any sign: the quickest question comes first.
        if not ("*" in content or "__" in content or "~~" in content) or block not in scope:
            continue
        text = document.source.text
        found = [LiteralEmphasis(run, extra=True) for run in _iter_stray_stars(text, block)]
        runs = list(_iter_shown_runs(DELIMITER_RUN, text, block))
        if _BLANK in content:  # shorter ones beside it are blanks, too, as in `____年__月__日`
            runs = [run for run in runs if not run.sign.startswith("_")]
        flanks = FLANKS.get(renderer)
        if flanks:
            shown_there = find_shown(text, iter_written_runs(text, block), flanks)
            runs = [run for run in runs if run.is_rest() or run in shown_there]
        friendly = [] if flanks else _pair_runs(runs)
        taken = frozenset(run for pair in friendly for run in pair.runs)
        loose, single = _pair_loosely(text, runs, taken)
        shown = (*loose, *(friendly if renderer == "commonmark" else ()))
        found += (part for pair in shown for part in _split_as_meant(text, pair))
        closed: DelimiterRun | None = None
        for run, following in zip_longest(single, single[1:]):
            if run == closed:
                continue
            if run.is_rest():
                found.append(LiteralEmphasis(run, extra=True))
            elif not _is_unpaired(text, run):
                referred = referred or _may_be_note_mark(run)
            elif not (referred and _begins_line(text, run, block)):
                empty = following is not None and following.sign == run.sign and _is_blank_between(text, run, following)
                closed = following if empty else None
                found.append(LiteralEmphasis(run, closed, empty=empty))
        if found:
            found.sort(key=_get_span)
            yield block, found


def _is_blank_between(text: str, run: DelimiterRun, following: DelimiterRun) -> bool:
    between = text[run.end : following.start]
    return between.isspace() and "\n" not in between


def _get_span(found: LiteralEmphasis) -> Span:
    return found.span


def _iter_stray_stars(text: str, block: Block) -> Iterator[DelimiterRun]:
    """Stars that are too many: one left of two, as in `**Open:* at dawn`, and four where two emphases meet."""
    for run in _iter_shown_runs(_STRAY_STARS, text, block):
        if _is_left_of_two(text, run) if run.sign == "*" else is_cjk(run.before) and is_cjk(run.after):
            yield run


def _is_left_of_two(text: str, run: DelimiterRun) -> bool:
    """Whether a star is what an emphasis did not need of a run; `release-***` may end with a star that is meant."""
    if not run.is_rest():
        return False
    outside = run.after if run.before == "*" else run.before
    name = text[max(0, run.start - _NEARBY_CHARACTERS) : run.start].rstrip("*")
    return not outside.isalnum() and not (run.before == "*" and name.endswith(_NAME_SIGNS))


def _iter_shown_runs(pattern: re.Pattern[str], text: str, block: Block) -> Iterator[DelimiterRun]:
    for found in pattern.finditer(block.text.content):
        span = block.text.map_span(*found.span())
        before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
        # What the author escaped, or wrote as an entity, is meant to be seen.
        run = make_run(found[0], span.start, before, after)
        if text[span.start : span.end] == found[0] and before != "\\" and not _is_beside_path(text, run):
            yield run


def _pair_runs(runs: Sequence[DelimiterRun]) -> list[LiteralEmphasis]:
    """Pairs as a renderer sees them that is friendly to CJK text."""
    pairs: list[LiteralEmphasis] = []
    waiting: dict[str, DelimiterRun] = {}
    for run in runs:
        left = can_open(run.before, run.after, cjk_friendly=True) and run.after not in _NEVER_FIRST
        right = can_close(run.before, run.after, cjk_friendly=True) and run.before not in _NEVER_LAST
        if run.sign[0] == "_":  # it does nothing within a word
            left, right = left and not right, right and not left
        if right and (opening := waiting.pop(run.sign, None)):
            pairs.append(LiteralEmphasis(opening, run))
        elif left:
            waiting[run.sign] = run
    return pairs


def _split_as_meant(text: str, pair: LiteralEmphasis) -> Iterator[LiteralEmphasis]:
    """The emphases that the author meant where the renderer sees others between the two signs that show.

    Of `**「一」**二**「三」**四` it takes the second and the third run for a pair.
    What would be an emphasis but for that is mended with the rest.
    """
    opening, closing = pair.runs[0], pair.runs[-1]
    inner = [
        DelimiterRun(opening.sign, start, intern(text[start - 1]), intern(text[end]), shown=False)
        for found in DELIMITER_RUN.finditer(text, opening.end, closing.start)
        if found[0] == opening.sign
        for start, end in [found.span()]
    ]
    runs = [opening, *inner, closing]
    meant = [LiteralEmphasis(*pair) for pair in zip_longest(runs[::2], runs[1::2])]
    broken = [part for part in meant if not _is_emphasis(part)]
    touching = all(part.closing and not _is_white(part.opening.after + part.closing.before) for part in meant)
    yield from broken if touching and broken else [pair]


def _is_emphasis(pair: LiteralEmphasis) -> bool:
    opening, closing = pair.runs[0], pair.runs[-1]
    return can_open(opening.before, opening.after) and can_close(closing.before, closing.after)


def _pair_loosely(
    text: str, runs: Sequence[DelimiterRun], taken: Container[DelimiterRun]
) -> tuple[list[LiteralEmphasis], list[DelimiterRun]]:
    """Pairs no renderer sees, but an author did: with spaces inside, or letters all around. And what is left."""
    pairs: list[LiteralEmphasis] = []
    single: list[DelimiterRun] = []
    waiting: DelimiterRun | None = None
    for run in runs:
        if run in taken:
            waiting = None
        elif waiting is not None and _is_pair(text, waiting, run):
            pairs.append(LiteralEmphasis(waiting, run))
            single.pop()
            waiting = None
        else:
            single.append(run)
            waiting = run
    return pairs, single


def _is_pair(text: str, opening: DelimiterRun, closing: DelimiterRun) -> bool:
    inside = text[opening.end : closing.start]
    if opening.sign != closing.sign or opening.sign == "~~" or "\n" in inside or not inside.strip():
        return False
    if opening.is_rest() and closing.is_rest():
        return False
    if opening.after in _NEVER_FIRST or closing.before in _NEVER_LAST:
        return False
    if (_is_word(opening.before) and _is_white(opening.after)) or (
        _is_white(closing.before) and _is_word(closing.after)
    ):
        return False  # the one belongs to what is before it, or the other to what is after it
    if opening.sign[0] == "_":
        return not (_is_word(opening.before) or _is_word(closing.after) or _IDENTIFIER.fullmatch(inside))
    return not (_is_operator(text, opening) or _is_operator(text, closing))


def _is_unpaired(text: str, run: DelimiterRun) -> bool:
    """Whether a run was an emphasis once: it holds to a word on one side, and means nothing else."""
    if run.sign != "**" or {run.before, run.after} <= _QUOTES_AND_TICKS:
        return False
    if _is_white(run.before) and _is_white(run.after):
        return not run.before and not run.after
    if _is_white(run.after) or run.after in _NEVER_FIRST:
        # After a Latin word or a number two stars are a footnote's, or stand for letters one does not print.
        return not _is_word(run.before)
    if _is_word(run.before) and _is_word(run.after):
        return False
    return _CODE_NAME.match(text, run.end) is None


def _may_be_note_mark(run: DelimiterRun) -> bool:
    """Whether the run may be the mark of a note that stands further below."""
    return not _is_white(run.before) and (_is_white(run.after) or run.after in _NEVER_FIRST)


def _begins_line(text: str, run: DelimiterRun, block: Block) -> bool:
    start = run.start
    while start > block.span.start and text[start - 1] in " \t>":
        start -= 1
    return start == block.span.start or text[start - 1] == "\n"


def _is_operator(text: str, run: DelimiterRun) -> bool:
    """Whether a run with spaces around it stands between two numbers or names, as in `x ** 2`."""
    if run.before not in _BLANK_SIGNS or run.after not in _BLANK_SIGNS:
        return False
    before = text[max(0, run.start - _NEARBY_CHARACTERS) : run.start].rstrip()
    after = text[run.end : run.end + _NEARBY_CHARACTERS].lstrip()
    return bool(_OPERAND_BEFORE.search(before) and _OPERAND_AFTER.match(after))


def _is_beside_path(text: str, run: DelimiterRun) -> bool:
    """Whether the stars stand for any part of a path or a dotted name."""
    if run.before in _PATH or run.after in _PATH or _EXTENSION.match(text, run.end):
        return True
    if _is_in_quoted_token(text, run):
        return True
    return run.before == "." and _DOTTED.search(text, max(0, run.start - _NEARBY_CHARACTERS), run.start) is not None


def _is_in_quoted_token(text: str, run: DelimiterRun) -> bool:
    """Whether quotation marks stand around the signs and a little else without spaces, as in `'**.'`: a pattern."""
    before = _TOKEN_BEFORE.search(text, max(0, run.start - _LONGEST_TOKEN), run.start)
    after = _TOKEN_AFTER.match(text, run.end)
    return before is not None and after is not None and after[1] in _MATCHING.get(before[1], before[1])


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_white(character: str) -> bool:
    return not character or character.isspace()
