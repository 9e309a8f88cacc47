"""Text that stops in the middle of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from endmark.checks import CheckKind, FirstPlaces, Scope
from endmark.checks.cuts.continuation import BlockIndex, Continuation
from endmark.checks.cuts.endings import Manner, classify_ending, is_mark
from endmark.checks.cuts.running_on import runs_on
from endmark.checks.cuts.seam_fix import build_seam_fix
from endmark.checks.cuts.unpunctuated import begins_with_markup, ends_in_markup, is_running_text
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.labels import find_forms, get_label
from endmark.document.blocks import ATOM, SHOWN, Block, Kind, Role, iter_with_next
from endmark.document.language_tag import LanguageCode
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.scripts import CJK_SCRIPTS, LANGUAGES_WITH_SUFFIXES
from endmark.document.sentences import iter_sentences
from endmark.document.spelling_out import spell_out
from endmark.violation import Match, Reason, Related, Value, make_reason

KIND: CheckKind = "cut"
VALUES = frozenset({"tail", "reason", "rest"})

_LEADS_INTO: frozenset[Kind] = frozenset({"list-item", "code", "html", "table", "directive", "quote"})
"""A paragraph may well stop openly in front of these: it introduces them."""

_NEVER_JUDGED: frozenset[Role] = frozenset(
    {"label", "attribution", "signature", "embed", "include", "term", "verse", "stamp"}
)
"""Roles of blocks that need no end."""

_WHOLE_ANYWHERE: frozenset[Role] = _NEVER_JUDGED - {"term", "verse"}
"""Those of them that may be all there is before a marker."""

_COUNTED: frozenset[Role] = frozenset({"prose", "term"})
"""Roles of blocks that show, when they stop openly, that their author lets sentences do so."""

_SHORT_LINES: frozenset[Role] = frozenset({"caption", "field"})
"""Roles of blocks that need none either while they are short, unless their last word asks for another."""

_HARD: frozenset[Manner] = frozenset({"open", "comma", "word"})
"""Manners in which no sentence ends."""

_ATOM_WEIGHT = 12
"""What inline code, an image or a macro weighs in a sentence: as much as a name of two words."""

_SHOWN_TAIL = 24
"""Characters of the end that a finding covers: enough to recognise the place."""

_OPENING_PARAGRAPHS = 3
"""Paragraphs of which one may be the title."""

_TITLE_BEGINNING = 6
_MOST_TITLE = 3
"""A paragraph so many times as long as the title says more than the title."""

_WEIGHTY = frozenset(CJK_SCRIPTS.values())


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as an ending, and how much evidence is asked for.

    `last_words` lists by language the words and particles that no sentence ends
    with, `last_predicates` the endings that close one even without a full stop.
    `habit` is the share of paragraphs in a script that must end with a full
    stop before one without is suspicious; `habit_paragraphs` how many others
    that share must rest on. `min_weight` is the least text of a paragraph to be
    judged away from a marker, in letters, a Chinese, Japanese or Korean
    character counting as two; `max_label_weight` the most a caption or a field
    of a form weighs. `unpunctuated` names languages that are written
    without full stops: only their commas and brackets count.
    """

    last_words: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    last_predicates: Mapping[LanguageCode, tuple[str, ...]] = field(default_factory=dict)
    habit: float = field(default=0.85, metadata={"min": 0.0, "max": 1.0})
    habit_paragraphs: int = field(default=3, metadata={"min": 1})
    min_weight: int = field(default=24, metadata={"min": 1})
    max_label_weight: int = field(default=160, metadata={"min": 1})
    unpunctuated: tuple[LanguageCode, ...] = ()


class _Verdict(NamedTuple):
    """Why a block is called cut, and whether that is beyond doubt."""

    reason: Reason
    sure: bool


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the blocks that stop in the middle, each at its last words."""
    blocks = select_kinds(document.blocks, SHOWN)
    manners = [
        classify_ending(block.text.content, options.last_words, block.language).manner
        if _may_be_cut(block, following, document)
        else None
        for block, following in iter_with_next(blocks, document.unseen)
    ]
    habits = _learn_habits(document, blocks, manners, options)
    get_forms = cache(partial(find_forms, blocks))
    paragraphs = (index for index, block in enumerate(blocks) if block.kind == "paragraph")
    opening = frozenset(islice(paragraphs, _OPENING_PARAGRAPHS))
    passages = BlockIndex(blocks)
    first = FirstPlaces(scope)
    pairs = iter_with_next(blocks, document.unseen)
    for index, ((block, following), manner) in enumerate(zip(pairs, manners, strict=True)):
        if manner is None or manner == "whole" or not block.text.content or block not in scope:
            continue
        label = get_label(block)
        if label and (following is None or following.kind != "marker") and label in get_forms():
            continue
        if index in opening and following is not None and _is_title(block, document):
            continue
        verdict = _judge(block, manner, following, options, habits)
        if verdict and not runs_on(blocks, index, manner, document.bounds):
            start, end = _find_tail(block)
            span = block.text.map_span(start, end)
            if not first.take(span):
                yield Match(span, certain=verdict.sure)
                continue
            rest, related = _explain_rest(passages.find_continuation(index), document)
            tail = spell_out(block.text, document.source.text, start, end)
            values: dict[str, Value] = {"tail": tail, "reason": verdict.reason, "rest": rest}
            fix = build_seam_fix(index, passages, document)
            yield Match(span, values, related, certain=verdict.sure).with_fix(fix)


def _may_be_cut(block: Block, following: Block | None, document: Document) -> bool:
    """Whether it matters how a block ends: before a marker, at the end of the file, and in paragraphs of their own."""
    if following is None or following.kind == "marker":
        return True
    return block.kind == "paragraph" and not _leads_into(block, following, document)


def _leads_into(block: Block, following: Block, document: Document) -> bool:
    """Whether what follows is what a paragraph may introduce: HTML in the midst of Markdown is, too."""
    if following.kind in _LEADS_INTO:
        return True
    html = document.html
    return bool(html) and html.holds(following.span.start) and not html.holds(block.span.start)


def _is_quoted(manner: Manner | None, following: Block | None) -> bool:
    """Whether words that somebody is quoted with do without a full stop, as they may."""
    return manner == "bare" and following is not None and following.role == "attribution"


def _learn_habits(
    document: Document, blocks: Sequence[Block], manners: Sequence[Manner | None], options: Options
) -> Mapping[str, bool]:
    """Whether the other paragraphs in each script end with a full stop here; scripts too rare to tell are left out."""
    whole: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for (block, following), manner in zip(iter_with_next(blocks, document.unseen), manners, strict=True):
        if block.kind != "paragraph":
            continue
        script = _get_script(block)
        letters = len(block.text.content) * (1 + (script in _WEIGHTY))
        if letters < options.min_weight:
            continue
        if following is not None and (following.kind == "marker" or _leads_into(block, following, document)):
            continue
        if _is_quoted(manner, following):
            continue
        if manner == "whole":
            whole[script] += 1
        elif block.role not in _COUNTED or begins_with_markup(block) or ends_in_markup(block):
            continue
        total[script] += 1
    # A paragraph on trial is no witness against itself, hence one less.
    return {
        script: whole[script] >= options.habit * (count - 1)
        for script, count in total.items()
        if count > options.habit_paragraphs
    }


def _get_script(block: Block) -> str:
    return CJK_SCRIPTS.get(block.language, block.script)


def _judge(
    block: Block, manner: Manner, following: Block | None, options: Options, habits: Mapping[str, bool]
) -> _Verdict | None:
    if block.language in options.unpunctuated and manner not in _HARD:
        return None
    habit = habits.get(_get_script(block))
    if following is not None and following.kind == "marker":
        return _judge_before_marker(block, manner, options, habit)
    if manner == "closed" or not _must_end(block, following):
        return None
    if _is_quoted(manner, following):
        return None
    if habit is False and manner != "word":
        return None
    content = block.text.content
    block_weight = compute_weight(fold(content)) + _ATOM_WEIGHT * content.count(ATOM)
    several = _has_several_sentences(content)
    if block_weight < options.min_weight and not (manner == "word" and following is None):
        return None
    if not several and not _is_plainly_prose(block, manner, block_weight, following, options, habit):
        return None
    if reason := _explain_ending(block, manner, options):
        return _Verdict(reason, sure=several or following is None)
    if content.endswith(options.last_predicates.get(block.language, ())) or not is_running_text(content):
        return None
    return _Verdict(make_reason("truncation.no-end"), sure=following is None and habit is True)


def _must_end(block: Block, following: Block | None) -> bool:
    """Whether a block that may be cut must end with a full stop at all; no marker follows it."""
    if block.role in _NEVER_JUDGED or block.role == "lead-in" or ends_in_markup(block):
        return False
    if following is not None:
        return True
    if block.kind == "list-item":
        return _has_several_sentences(block.text.content)
    return block.kind == "paragraph"


def _is_plainly_prose(  # noqa: PLR0913, PLR0917
    block: Block, manner: Manner, block_weight: int, following: Block | None, options: Options, habit: bool | None
) -> bool:
    """Whether a single unfinished sentence is one: no caption, and not too short where no habit is known."""
    short = manner != "word" and block_weight < options.max_label_weight
    if short and (block.role in _SHORT_LINES or begins_with_markup(block)):
        return False
    return habit is not None or following is None or block_weight >= 2 * options.min_weight


def _judge_before_marker(block: Block, manner: Manner, options: Options, habit: bool | None) -> _Verdict | None:
    """Directly before a marker a pipeline broke off: here less evidence is needed."""
    if reason := _explain_ending(block, manner, options):
        return _Verdict(reason, sure=True)
    several = _has_several_sentences(block.text.content)
    if block.role in _WHOLE_ANYWHERE or (not several and (block.kind != "paragraph" or habit is False)):
        return None
    return _Verdict(make_reason("truncation.marker-follows"), sure=True)


def _explain_ending(block: Block, manner: Manner, options: Options) -> Reason | None:
    """Why no sentence ends so."""
    if manner not in _HARD:
        return None
    last = classify_ending(block.text.content, options.last_words, block.language).last
    if manner == "open":
        return make_reason("cut.open", last=last)
    return make_reason("cut.comma", last=last) if manner == "comma" else make_reason("truncation.word", last=last)


def _has_several_sentences(text: str) -> bool:
    return len(list(islice(iter_sentences(text), 2))) > 1


def _is_title(block: Block, document: Document) -> bool:
    """Whether a paragraph begins as the title in the front matter does: it is the title, said again."""
    title = document.front_matter.get("title") if document.front_matter else None
    if title is None or len(block.text.content) > _MOST_TITLE * len(title.text):
        return False
    beginning = fold(title.text)[:_TITLE_BEGINNING]
    return len(beginning) == _TITLE_BEGINNING and fold(block.text.content).startswith(beginning)


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


def _find_tail(block: Block) -> tuple[int, int]:
    """Where in the text the shown end begins: on the last line, and at a word where words have spaces between them."""
    content = block.text.content
    end = len(content.rstrip())
    start = max(content.rfind("\n", 0, end) + 1, end - _SHOWN_TAIL)
    space = content.find(" ", start, end - 1)
    if start > 0 and content[start - 1].isalnum() and space >= 0 and block.language not in LANGUAGES_WITH_SUFFIXES:
        start = space
    inked = [offset for offset in range(start, end) if not content[offset].isspace()]
    # A mark belongs to the letter before it; where a line holds nothing else, marks are all there is to show.
    return next((offset for offset in inked if not is_mark(content[offset])), inked[0]), end
