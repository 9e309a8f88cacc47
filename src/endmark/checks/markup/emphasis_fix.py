"""Signs of emphasis that show → the same words with the signs where they work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from endmark.checks.markup.delimiters import SIGNS
from endmark.checks.markup.emphasis_signs import LiteralEmphasis
from endmark.checks.markup.flanking import can_close, can_open
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.markdown import parse
from endmark.document.model import Document
from endmark.document.sentences import PAIRS, TERMINALS
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Reason, make_reason

_FIX_TITLE = make_reason("emphasis.move")
_TAKE_OUT = make_reason("emphasis.take-out")
_NO_PLACE = make_reason("emphasis.no-place")

_ENCLOSING = {**PAIRS, '"': '"'}
_TEXT_STOPS = TERMINALS + "、，,:：;；"
_ASIDES = {")": "(", "）": "（", "]": "[", "］": "［"}
"""What is added in brackets need not be emphasised with the word it explains."""

_LINK = compile_late(r"\[([^\[\]]+)\](\([^()\s]*\)|\[[^\[\]]*\])")
_LINE_START = compile_late(r"\n[ \t>]*")
_LONGEST_EMPHASIS = 300
"""Characters that somebody would emphasise at most; longer ones are left to an editor."""

_MOST_ADDITIONS = 4
_IN_THE_MIDDLE = "x "
"""Before a text it makes sure that the parser takes it for a paragraph."""


def find_moves(document: Document, block: Block, pairs: Iterable[LiteralEmphasis]) -> Mapping[LiteralEmphasis, str]:
    """For those of the pairs in a block that can be made an emphasis, how they are then written.

    The signs move over white space, punctuation or an addition in brackets, or into a
    link. It is safe: the parser has seen the emphasis, and the same visible text but
    for the signs.
    """
    text = document.source.text
    moved = {pair: written for pair in pairs if (written := _rewrite_pair(text, pair)) is not None}
    return moved if moved and _is_proven(text, block, moved) else {}


def build_move(pair: LiteralEmphasis, written: str | None) -> Fix | Reason:
    """The fix that writes a pair so; without that, why there is none."""
    if written is None:
        return _NO_PLACE
    return Fix((Edit(pair.span, written),), safe=True, title=_FIX_TITLE, rewords=True)


def find_removals(document: Document, block: Block, rests: Sequence[LiteralEmphasis]) -> frozenset[LiteralEmphasis]:
    """Those of the signs in a block that are too many, in order, which can be taken out; it is proven as for moves.

    All together, mostly; else those of each half, and so on, as long as the parser has not read a block too often.
    """
    proven: set[LiteralEmphasis] = set()
    groups = deque([rests] if rests else [])
    for _ in range(_MOST_PROOFS):
        if not groups:
            break
        group = groups.popleft()
        if _is_proven(document.source.text, block, dict.fromkeys(group, "")):
            proven.update(group)
        elif (middle := len(group) // 2) > 0:
            groups += (group[:middle], group[middle:])
    return frozenset(proven)


_MOST_PROOFS = 32
"""Times that one block is read again: enough for five that must stay among any number. A line may hold thousands."""


def build_removal(rest: LiteralEmphasis, *, proven: bool) -> Fix | Reason:
    """The fix that takes out signs that are too many, or why there is none."""
    return Fix((Edit(rest.span, ""),), safe=True, title=_TAKE_OUT, rewords=True) if proven else _NO_PLACE


def _rewrite_pair(text: str, pair: LiteralEmphasis) -> str | None:
    """The pair with its signs where CommonMark sees them; None when there is no such place."""
    opening, closing = pair.runs[0], pair.runs[-1]
    inside = text[opening.end : closing.start]
    if len(inside) > _LONGEST_EMPHASIS:
        return None
    sign = opening.sign.replace("_", "*")  # within a word only stars work
    for lead, core, trail in _iter_placings(inside):
        left, right = (opening.before + lead)[-1:], (trail + closing.after)[:1]
        if core and can_open(left, core[0]) and can_close(core[-1], right):
            return f"{_keep_outside(opening.before, lead)}{sign}{core}{sign}{_keep_outside(closing.after, trail)}"
    return None


def _keep_outside(outside: str, moved: str) -> str:
    """What moves out of the signs; white space does not where there is some already."""
    return moved if moved.strip() or (outside and not outside.isspace()) else ""


def _iter_placings(inside: str) -> Iterator[tuple[str, str, str]]:
    """The ways to part what stands between the signs into what is emphasised and what need not be, best first."""
    core = inside.strip()
    lead, _, trail = inside.partition(core)
    yield lead, core, trail
    if _is_enclosed(core):
        yield lead + core[0], core[1:-1], core[-1] + trail
    if link := _LINK.fullmatch(core):
        yield lead + "[", link[1], "]" + link[2] + trail
    for _ in range(_MOST_ADDITIONS):
        if (end := _find_end_without_addition(core)) is None:
            return
        core, trail = core[:end], core[end:] + trail
        yield lead, core, trail


def _find_end_without_addition(core: str) -> int | None:
    """Where a text ends without the punctuation or the brackets that it closes with; None when it has neither."""
    without_stops = len(core.rstrip(_TEXT_STOPS))
    if without_stops < len(core):
        return without_stops
    opener = _ASIDES.get(core[-1:])
    depth = 0
    for offset in range(len(core) - 1, 0, -1) if opener else ():
        depth += (core[offset] == core[-1]) - (core[offset] == opener)
        if depth == 0:
            return len(core[:offset].rstrip())
    return None


def _is_enclosed(core: str) -> bool:
    """Whether the first character is a bracket or a quotation mark that the last one closes."""
    closer = _ENCLOSING.get(core[:1])
    if len(core) <= len("「」") or core[-1] != closer:
        return False
    depth = 0
    for offset, character in enumerate(core[:-1]):
        if character == closer and offset:
            depth -= 1
        elif character == core[0]:
            depth += 1
        if depth <= 0:
            return False
    return True


def _is_proven(text: str, block: Block, moved: Mapping[LiteralEmphasis, str]) -> bool:
    """Whether the parser shows the same text afterwards, without those signs that were moved.

    Others may go with them, when a sign in between had taken their other half.
    """
    rewritten = "".join(_iter_rewritten(text, block, moved))
    before = _read_visible(text[block.span.start : block.span.end])
    after = _read_visible(rewritten)
    gone = sum(run.shown for pair in moved for run in pair.runs)
    return _strip_signs(before) == _strip_signs(after) and _count_signs(after) <= _count_signs(before) - gone


def _iter_rewritten(text: str, block: Block, moved: Mapping[LiteralEmphasis, str]) -> Iterator[str]:
    end = block.span.start
    for pair in sorted(moved, key=_get_span):
        start, following = pair.span
        yield text[end:start]
        yield moved[pair]
        end = following
    yield text[end : block.span.end]


def _get_span(pair: LiteralEmphasis) -> Span:
    return pair.span


def _read_visible(text: str) -> str:
    blocks = parse(_IN_THE_MIDDLE + _LINE_START.sub("\n", text), 0).blocks
    return "\n".join(block.text.content for block in blocks)


def _count_signs(visible: str) -> int:
    return sum(map(visible.count, SIGNS))


def _strip_signs(visible: str) -> str:
    return "".join(visible.translate(_WITHOUT_SIGNS).split())


_WITHOUT_SIGNS = str.maketrans("", "", "".join(SIGNS))
