"""A cut sentence → what joins it to its rest, or drops it where the whole sentence stands elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from endmark.checks.cuts.continuation import LEAST_OVERLAP, BlockIndex
from endmark.checks.cuts.endings import classify_ending
from endmark.checks.cuts.rests import ELLIPSES, begins_as_clear_rest
from endmark.checks.edits.block_removal import iter_emptied_headings, remove_blocks
from endmark.checks.edits.joining import join_blocks
from endmark.checks.edits.partial_removal import remove_head, remove_tail
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.role_words import get_role_words
from endmark.document.scripts import LANGUAGES_WITHOUT_SPACES
from endmark.document.sentences import iter_sentences
from endmark.violation import Edit, Fix, Reason, make_reason

_ELLIPSES = compile_late(r"(?:\.{3,}|…|‥|・{3,})*")
_WORD = compile_late(r"\w+")
_LAST_WORD = compile_late(r"\w+\Z")
_LONGEST_WORD = 40

_ANCHOR_LETTERS = 8
"""Characters on each side of a cut by which it is looked up."""

_LONGEST_OVERLAP = 4_000
_MOST_PLACES = 16
"""What two passages share is looked for in so many characters, and at so many places at most."""

_KOREAN_VERBS = ("있", "없", "수 ")
"""How words begin that go on after another one; all else that begins no sentence in Korean is joined to its word."""

_JOINABLE = frozenset({"paragraph", "list-item"})
_JOINED = make_reason("seam.join")
_DROPPED = make_reason("seam.drop")
_SHARED_LINES = make_reason("seam.shared-lines")
_INSIDE_MARKUP = make_reason("seam.inside-markup")

NOT_LOOKED_FOR = make_reason("seam.not-looked-for")
"""Why one of very many has no fix: only an article as a whole is put together again, and that asks for no edits."""


def build_seam_fix(index: int, passages: BlockIndex, document: Document) -> Fix | Reason:
    """The fix for the sentence that block number `index` breaks off, or why there is none.

    What the next passage says again is kept once. A rest that stands nowhere is
    never made up, and a fragment without it never taken out.
    """
    block = passages.blocks[index]
    if block.kind not in _JOINABLE:
        return make_reason("seam.other-kind")
    following = passages.find_following(index)
    if following is not None and (edit := _join_halves(index, following, passages, document)):
        return Fix((edit,), safe=False, title=_JOINED)
    fragment = passages.get_fragment(index)
    if following is not None and _restarts_sentence(passages.blocks[following], fragment):
        return _build_fragment_fix(block, fragment, document, passages.blocks[index + 1 : following])
    if passages.holds_head(fragment, but=index):
        return _build_fragment_fix(block, fragment, document)
    if following is not None and passages.goes_on(fragment, following):
        return make_reason("seam.set-otherwise")
    return make_reason("seam.rest-lost")


def _join_halves(index: int, number: int, passages: BlockIndex, document: Document) -> Edit | None:
    """The edit that takes out what stands between the two halves of a sentence, with what is said twice."""
    block, following = passages.blocks[index], passages.blocks[number]
    if following.kind not in ("paragraph", block.kind) or following.depth > block.depth:
        return None
    content, rest = block.text.content.rstrip(), following.text.content
    head = _ELLIPSES.sub("", rest.lstrip(), count=1).lstrip()
    lead = len(rest) - len(head)
    if not head:
        return None
    overlap = _measure_overlap(content, head)
    if sum(map(str.isalnum, head[:overlap])) < LEAST_OVERLAP:  # punctuation and a letter are the same by chance
        overlap = 0
    between = "" if overlap else _find_separator(content, head, index, passages)
    if between is None and (rest.lstrip().startswith(ELLIPSES) or begins_as_clear_rest(head, following)):
        between = _guess_separator(content, head, following, passages)
    if between is None:
        return None
    return join_blocks(document, block, following, overlap=overlap, skipped=lead, between=between)


def breaks_off(block: Block) -> bool:
    """Whether a paragraph or an item of a list ends in the middle of a sentence."""
    return block.kind in _JOINABLE and classify_ending(block.text.content, {}, block.language).manner != "whole"


def _measure_overlap(content: str, head: str) -> int:
    """How many characters at the end of one text the other begins with: the most there are."""
    content, anchor = content[-_LONGEST_OVERLAP:], head[:_ANCHOR_LETTERS]
    place = content.find(anchor)
    for _ in range(_MOST_PLACES):
        if place < 0:
            break
        if head.startswith(content[place:]):
            return len(content) - place
        place = content.find(anchor, place + 1)
    sizes = range(min(_ANCHOR_LETTERS, len(content), len(head)), 0, -1)
    return next((size for size in sizes if content.endswith(head[:size])), 0)


def _find_separator(content: str, head: str, index: int, passages: BlockIndex) -> str | None:
    """What stands between the two halves where they stand together elsewhere; None where they do not."""
    if passages.reads_across(content, head, near=index):
        return ""
    halves = content[-_ANCHOR_LETTERS:], head[:_ANCHOR_LETTERS]
    if min(map(len, halves)) < LEAST_OVERLAP:
        return None
    return next((sign for sign in ("", " ") if passages.has_text(sign.join(halves), near=index)), None)


def _guess_separator(content: str, head: str, following: Block, passages: BlockIndex) -> str:
    """A space, but not where the script has none, before punctuation, or in a word that was cut in two."""
    language = following.language
    if language in LANGUAGES_WITHOUT_SPACES or not head[0].isalnum():
        return ""
    if language == "ko" and head.startswith(get_role_words(language, following.script).goes_on):
        return " " if head.startswith(_KOREAN_VERBS) else ""
    first, last = _WORD.match(head), _LAST_WORD.search(content[-_LONGEST_WORD:])
    if first and last and last[0] + first[0] in passages.words and passages.words[last[0]] <= 1:
        return ""
    return " "


def _restarts_sentence(following: Block, fragment: str) -> bool:
    """Whether the next passage starts the sentence anew; then even a few words of it are known again."""
    return len(fragment) >= LEAST_OVERLAP and following.text.content.lstrip().startswith(fragment)


def _build_fragment_fix(block: Block, fragment: str, document: Document, markers: Sequence[Block] = ()) -> Fix | Reason:
    """The fix that takes a fragment out; `markers` part it from the sentence that starts anew, and go with it."""
    content = block.text.content.rstrip()
    cut = len(content) - len(fragment.rstrip())
    kept = len(content[:cut].rstrip())
    if not kept:
        gone = [block, *iter_emptied_headings([block], document)]
        edits = remove_blocks(document, [*gone, *markers]) or remove_blocks(document, gone)
        return Fix(edits, safe=False, title=_DROPPED) if edits else _SHARED_LINES
    edit = remove_tail(document, block, kept)
    return Fix((edit,), safe=False, title=_DROPPED) if edit else _INSIDE_MARKUP


def build_head_fix(index: int, before: int | None, passages: BlockIndex, document: Document) -> Fix | Reason:
    """The fix for block number `index`, which begins in mid-sentence, or why there is none.

    `before` is the number of the text before it: where that breaks off, the
    halves are joined. Else the sentence goes, where it stands elsewhere as a whole.
    """
    block = passages.blocks[index]
    if (
        before is not None
        and breaks_off(passages.blocks[before])
        and (edit := _join_halves(before, index, passages, document))
    ):
        return Fix((edit,), safe=False, title=_JOINED)
    content = block.text.content
    first, *others = iter_sentences(content)
    if not passages.holds_tail(content[slice(*first)], but=index):
        return make_reason("seam.beginning-lost")
    if not others:
        edits = remove_blocks(document, [block, *iter_emptied_headings([block], document)])
        return Fix(edits, safe=False, title=_DROPPED) if edits else _SHARED_LINES
    edit = remove_head(document, block, others[0][0])
    return Fix((edit,), safe=False, title=_DROPPED) if edit else _INSIDE_MARKUP
