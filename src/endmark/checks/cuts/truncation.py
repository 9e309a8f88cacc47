"""Text that stops in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct, field

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.cuts.open_ends import has_open_ends
from endmark.document.blocks import SHOWN
from endmark.document.language import LanguageCode
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.span import Span
from endmark.violation import Match, Reason, Related, Value, Weighing, make_reason

if TYPE_CHECKING:
    from endmark.checks.cuts.continuation import Continuation
    from endmark.checks.cuts.judged import Judged
    from endmark.checks.cuts.judging import Judge

KIND: CheckKind = "cut"
VALUES = frozenset({"tail", "reason", "rest"})

_SIGNS_OF_A_CUT = (
    "evidence.half-word",
    "evidence.hyphen",
    "cut.open",
    "cut.comma",
    "truncation.word",
    "evidence.begun-again",
    "evidence.end-again",
)
_WORDS = "evidence.words-cut"
_MARKER = "truncation.marker-follows"
"""What a message says; how often texts are cut, and the habit, stand behind all of them."""

_OF_FORGOTTEN = frozenset(
    f"evidence.{code}"
    for code in ("habit", "no-habit", "end-of-file", "words-open", "worded-sentence", "stop-needed", "others")
)
"""What speaks for a sentence whose full stop was forgotten as well."""

_PERHAPS_WHOLE = 1.0
"""What the table of endings says of words with which a sentence may well end."""

_TELLING = 1.0
_MOST_REASONS = 2
"""What weighs less than a nat, or less than two other pieces, is left to `explain`."""


class Options(Struct, frozen=True):
    """What counts as an ending, and how much evidence is asked for.

    All that speaks for a cut and against it is added up, in nats; `warning` is the sum from which a
    block is found at all, `error` that from which the finding is certain, unless all that it shows is that it has
    no full stop. `last_words` lists by language words and particles that no sentence ends with, `last_predicates`
    the endings that close one even without a full stop, beside what is known of 24 languages. `min_weight` is the
    least text of a paragraph to be judged away from a marker and the end of the file, in letters, a Chinese,
    Japanese or Korean character counting as two. `unpunctuated` names languages that are written without full
    stops: only their commas and brackets count.
    """

    last_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    last_predicates: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    warning: float = -0.3
    error: float = 4.5
    min_weight: Annotated[int, Meta(ge=1)] = 24
    unpunctuated: tuple[LanguageCode, ...] = ()


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the blocks that stop in the middle, each at its last words."""
    if not has_open_ends(select_kinds(document.blocks, SHOWN), document.unseen, options.last_words):
        return
    judge = _appoint_judge(document, options)
    first = FirstPlaces(scope, shown=True)
    for judged in judge.iter_judged():
        number, block = judged.suspect.number, judged.suspect.block
        if block not in scope or judged.total < options.warning:
            continue
        # Few articles hold a cut.
        from endmark.checks.cuts.seam_fix import NOT_LOOKED_FOR, build_seam_fix
        from endmark.checks.cuts.tails import find_tail
        from endmark.document.spelling_out import spell_out

        start, end = find_tail(block)
        span = block.text.map_span(start, end)
        reasons = _select_reasons(judged)
        # Without any sign the full stop may be all that is lost.
        certain = judged.total >= options.error and _shows_cut(judged)
        if not first.take(span):
            yield Match(span, certain=certain, no_fix_reason=NOT_LOOKED_FOR)
            continue
        rest, related = _explain_rest(judge.passages.find_continuation(number), document)
        tail = spell_out(block.text, document.source.text, start, end)
        values: dict[str, Value] = {"tail": tail, "reason": reasons or (_say_bare(judged),), "rest": rest}
        fix = build_seam_fix(number, judge.passages, document)
        yield Match(span, values, related, certain=certain).with_fix(fix)


def weigh(document: Document, options: Options, place: Span) -> Iterator[Weighing]:
    """What speaks for and against a cut in the blocks that a place touches, whether or not they are found."""
    judge = _appoint_judge(document, options)
    wanted = {number for number, block in enumerate(judge.blocks) if block.span.overlaps(place)}
    for judged in judge.iter_judged(wanted):
        if judged.suspect.number in wanted:
            span, sign = judged.suspect.block.span, _shows_cut(judged)
            yield Weighing(span, judged.pieces, options.warning, options.error, sign)


def _appoint_judge(document: Document, options: Options) -> Judge:
    from endmark.checks.cuts.judging import Judge  # where every text has its full stop nobody is judged
    from endmark.checks.cuts.judging_terms import Terms

    terms = Terms(
        options.last_words, options.last_predicates, options.unpunctuated, options.min_weight, options.warning
    )
    return Judge(document, select_kinds(document.blocks, SHOWN), terms)


def _select_reasons(judged: Judged) -> tuple[Reason, ...]:
    """What the text itself and what follows it say for a cut, where it weighs enough; often nothing."""
    telling = {piece.seen.code: piece.seen for piece in judged.pieces if piece.nats >= _TELLING}
    signs = [telling[code] for code in _SIGNS_OF_A_CUT if code in telling]
    others = [telling[code] for code in (_WORDS, _MARKER) if code in telling and not (signs and code == _WORDS)]
    return (*signs, *others)[:_MOST_REASONS]


def _shows_cut(judged: Judged) -> bool:
    """Whether something speaks for a cut that a forgotten full stop would not show, too."""
    return any(piece.nats >= _TELLING and piece.seen.code not in _OF_FORGOTTEN for piece in judged.pieces)


def _say_bare(judged: Judged) -> Reason:
    """What is said of a text that only lacks an end, as far as anybody can see."""
    whole = judged.words is not None and judged.words > _PERHAPS_WHOLE
    return make_reason("truncation.no-end-or-stop") if whole else make_reason("truncation.no-end")


def _explain_rest(continuation: Continuation, document: Document) -> tuple[Reason, tuple[Related, ...]]:
    """What became of the rest of the sentence, and the place where it stands."""
    if continuation.span is None:
        return make_reason("truncation.lost"), ()
    line = document.find_line(continuation.span.start)
    if continuation.fate == "goes-on":
        rest, here = make_reason("truncation.goes-on", line=line), make_reason("truncation.goes-on-here")
    else:
        rest, here = make_reason("truncation.whole", line=line), make_reason("truncation.whole-here")
    return rest, (Related(continuation.span, here),)
