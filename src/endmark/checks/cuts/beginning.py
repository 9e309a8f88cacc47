"""Text that begins in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct, field

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.cuts.endings import classify_ending
from endmark.checks.cuts.rests import ELLIPSES, starts_inside
from endmark.document.blocks import SHOWN, Block, Role
from endmark.document.language import LanguageCode, is_common_word
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import iter_contents, iter_kinds, select_kinds
from endmark.document.scripts import LANGUAGES_WITH_SUFFIXES
from endmark.violation import Match, Reason, Related, make_reason

if TYPE_CHECKING:
    from endmark.checks.cuts.continuation import BlockIndex

KIND: CheckKind = "cut"
VALUES = frozenset({"head", "reason"})

_NEVER_JUDGED: frozenset[Role] = frozenset(
    {"attribution", "embed", "formula", "include", "signature", "stamp", "term", "verse"}
)
"""Roles of blocks that begin as they like, and that no sentence before them goes on in."""

_BREAKS_OFF: frozenset[Role] = frozenset({"prose", "lead-in"})
"""Roles of blocks that must have an end: a label or a caption needs none."""

_SHOWN_HEAD = 24
_FIRST_WORD = compile_late(r"[^\W\d_]+(?= )")
_LEAST_ORPHAN = 40
"""Characters of a paragraph by itself: a short one may be how its author writes."""

_FULL_STOPS = frozenset(".!?…")
_SENTENCE_ENDS = _FULL_STOPS | {":"}
_PUNCTUATION = frozenset(",，、。．）」』】》〉；：")


class Options(Struct, frozen=True):
    """What no sentence begins with.

    `first_words` lists by language the particles that no sentence begins with;
    they only count at a seam: after a marker, or after text that was cut.
    """

    first_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the blocks that begin in the middle, each at its first words."""
    blocks = select_kinds(document.blocks, SHOWN)
    passages: BlockIndex | None = None
    first = FirstPlaces(scope, shown=True)
    source = document.source.text
    for number, prose_number in _iter_suspects(blocks, options):
        block = blocks[number]
        prose = blocks[prose_number] if prose_number is not None else None
        if block in scope and (reason := _explain_cut(block, blocks[number - 1], prose, options, source)):
            # Few articles hold such a text.
            from endmark.checks.cuts.continuation import BlockIndex
            from endmark.checks.cuts.seam_fix import NOT_LOOKED_FOR, build_head_fix

            content = block.text.content
            size = min(_SHOWN_HEAD, (content.find("\n") + 1 or len(content) + 1) - 1)
            size = len(content[:size].rstrip()) or 1
            # A name in small letters may well come first; only the cut before it makes it sure.
            sure = not content[0].islower() or (_was_cut(prose) and not _is_note(prose))
            span = block.text.map_span(0, size)
            match = Match(span, certain=sure, no_fix_reason=NOT_LOOKED_FOR)
            if first.take(span):
                related = (Related(prose.span, make_reason("beginning.text-before")),) if prose else ()
                from endmark.document.spelling_out import spell_out

                head = spell_out(block.text, document.source.text, 0, size)
                match = Match(span, {"head": head, "reason": reason}, related, certain=sure)
                passages = passages or BlockIndex(blocks)
                match = match.with_fix(build_head_fix(number, prose_number, passages, document))
            yield match


def _iter_suspects(blocks: Sequence[Block], options: Options) -> Iterator[tuple[int, int | None]]:
    """The numbers of the blocks behind others whose text may begin in the middle, as its ends show; hardly any does.

    With each comes that of the block before it, but for markers, when that holds text.
    """
    beginnings = tuple({*ELLIPSES, *_PUNCTUATION, *chain.from_iterable(options.first_words.values())})
    signs = {beginning[:1] for beginning in beginnings}
    at_marker = False
    prose: int | None = None
    for number, (content, kind) in enumerate(zip(iter_contents(blocks), iter_kinds(blocks), strict=True)):
        if number and content:
            begun = content[0] in signs and content.startswith(beginnings)
            if begun or (at_marker and starts_inside(content)) or _may_be_orphan(content):
                yield number, prose
        at_marker = kind == "marker"
        if not at_marker:
            prose = number if content else None


def _explain_cut(block: Block, before: Block, prose: Block | None, options: Options, source: str) -> Reason | None:
    content = block.text.content
    if block.role in _NEVER_JUDGED:
        return None
    at_marker = before.kind == "marker"
    first = content[0]
    if content.startswith(ELLIPSES):
        reason = make_reason("beginning.ellipsis")
    elif first in _PUNCTUATION:
        reason = make_reason("beginning.sign", first=first)
    elif _starts_with(content, options.first_words.get(block.language, ()), block.language):
        reason = make_reason("beginning.word")
    elif at_marker and starts_inside(content):
        reason = make_reason("beginning.small-letter")
    else:
        reason = None
    by_itself = first in _PUNCTUATION and before.kind == "paragraph" and before.role not in _NEVER_JUDGED
    if reason and (at_marker or by_itself or _was_cut(prose)) and any(map(str.isalnum, content)):
        return reason
    return make_reason("beginning.small-letter") if _is_orphan(block, before, source) else None


def _may_be_orphan(content: str) -> bool:
    return len(content) >= _LEAST_ORPHAN and content[-1] in _SENTENCE_ENDS and content[0].islower()


def _is_orphan(block: Block, before: Block, source: str) -> bool:
    """Whether a paragraph is the end of a sentence whose beginning is gone.

    It begins with a common word in small letters, which no name does, directly after a paragraph that is whole, and
    is a sentence by its end.
    """
    content = block.text.content
    if block.kind != "paragraph" or before.kind != "paragraph" or not _may_be_orphan(content):
        return False
    if block.role not in _BREAKS_OFF or before.role != "prose" or before.text.content[-1:] not in _FULL_STOPS:
        return False
    first = _FIRST_WORD.match(content)
    if first is None or not is_common_word(first[0], block.language):
        return False
    from endmark.checks.text.terms import has_term_above  # hardly any begins so

    return not has_term_above(block, source)


def _was_cut(prose: Block | None) -> bool:
    """Whether the block before breaks off; a heading, a label or an item without a full stop does not."""
    if prose is None or prose.kind != "paragraph" or prose.role not in _BREAKS_OFF:
        return False
    return classify_ending(prose.text.content, {}, prose.language).manner in ("open", "comma", "bare")


def _is_note(prose: Block | None) -> bool:
    """Whether it begins in small letters, too, as whoever writes notes begins each."""
    return prose is not None and prose.text.content[:1].islower()


def _starts_with(content: str, words: tuple[str, ...], language: str) -> bool:
    if not words:
        return False
    if language in LANGUAGES_WITH_SUFFIXES:
        return content.startswith(words)
    return content.split(maxsplit=1)[0] in words
