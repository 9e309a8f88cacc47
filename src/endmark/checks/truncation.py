"""Text that stops in the middle of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from endmark.checks import Scope
from endmark.checks.endings import UNSPACED, Ending, ending
from endmark.document.blocks import Block, Kind
from endmark.document.model import Document
from endmark.document.sentences import sentences
from endmark.violation import Match

VALUES = frozenset({"tail", "reason", "next"})

_LEADS_INTO: frozenset[Kind] = frozenset({"list-item", "code", "html", "table", "directive", "quote"})
"""A paragraph may well stop openly in front of these: it introduces them."""

_HARD = ("open", "comma", "word")
_SHOWN_TAIL = 24
"""Characters of the end that a finding covers: enough to recognise the place."""


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as an ending, and how much evidence is asked for.

    `last_words` lists by language words and particles that no sentence ends
    with. `habit` is the share of paragraphs in a language that must end with a
    full stop before one without is suspicious; `habit_paragraphs` how many
    paragraphs that share must rest on. `min_letters` is the least text of a
    paragraph to be judged away from a marker. `unpunctuated` names languages
    that are written without full stops: only their commas and brackets count.
    """

    last_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    habit: float = field(default=0.8, metadata={"min": 0.0, "max": 1.0})
    habit_paragraphs: int = field(default=3, metadata={"min": 1})
    min_letters: int = field(default=30, metadata={"min": 1})
    unpunctuated: tuple[str, ...] = ()


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the blocks that stop in the middle, each at its last words."""
    blocks = [block for block in document.blocks if block.kind != "comment"]
    habits = _habits(blocks, options)
    for index, block in enumerate(blocks):
        if not block.text.content or block not in scope:
            continue
        end = ending(block.text.content, options.last_words, block.language)
        if end.manner == "whole":
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        reason, sure = _judge(block, end, following, options, habits)
        if reason:
            yield _match(block, reason, sure, following)


def _habits(blocks: Sequence[Block], options: Options) -> Mapping[str, bool]:
    """Whether the other paragraphs in each language end with a full stop here; languages too rare to tell are left out."""
    whole: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for index, block in enumerate(blocks):
        if block.kind != "paragraph" or len(block.text.content) < options.min_letters:
            continue
        if index + 1 < len(blocks) and blocks[index + 1].kind in (*_LEADS_INTO, "marker"):
            continue
        total[block.language] += 1
        whole[block.language] += ending(block.text.content, {}, block.language).manner == "whole"
    # A paragraph on trial is no witness against itself, hence one less.
    return {
        language: whole[language] >= options.habit * (count - 1)
        for language, count in total.items()
        if count > options.habit_paragraphs
    }


def _judge(
    block: Block, end: Ending, following: Block | None, options: Options, habits: Mapping[str, bool]
) -> tuple[str | None, bool]:
    """The reason to call the block cut, and whether it is beyond doubt."""
    habit = habits.get(block.language)
    hard = end.manner in _HARD
    if block.language in options.unpunctuated and not hard:
        return None, False
    inner = _sentences_before_last(block.text.content)
    if following is not None and following.kind == "marker":
        return _before_marker(block, end, inner, habit)
    if block.kind != "paragraph" or (following is not None and following.kind in _LEADS_INTO):
        return None, False
    if len(block.text.content) < options.min_letters or _is_label(block) or not habit:
        return None, False
    if hard:
        return _REASONS[end.manner].format(last=end.last), inner > 0 or following is None
    if end.manner == "bare" and inner > 0 and not _ends_in_link(block):
        return "the last sentence has no end", following is None
    return None, False


_REASONS = {
    "open": "“{last}” is opened and never closed",
    "comma": "it ends with “{last}”",
    "word": "no sentence ends with “{last}”",
}


def _before_marker(block: Block, end: Ending, inner: int, habit: bool | None) -> tuple[str | None, bool]:
    """Directly before a marker a pipeline broke off: here less evidence is needed."""
    if end.manner in _REASONS:
        return _REASONS[end.manner].format(last=end.last), True
    if block.kind == "paragraph" and _is_label(block):
        return None, False
    if block.kind != "paragraph" and not inner:
        return None, False
    if habit is False and not inner:
        return None, False
    return "an end marker follows in mid-sentence", True


def _sentences_before_last(text: str) -> int:
    return sum(1 for _ in sentences(text)) - 1


def _is_label(block: Block) -> bool:
    """A paragraph wholly in bold or italics is a heading or a note by another name."""
    content = block.text.content
    return any(mark.kind in ("Strong", "Emphasis") and mark.end - mark.start >= len(content) for mark in block.marks)


def _ends_in_link(block: Block) -> bool:
    return any(mark.kind == "Link" and mark.end >= len(block.text.content) for mark in block.marks)


def _match(block: Block, reason: str, sure: bool, following: Block | None) -> Match:  # noqa: FBT001
    content = block.text.content
    end = len(content.rstrip())
    start = max(content.rfind("\n", 0, end) + 1, end - _SHOWN_TAIL)
    space = content.find(" ", start, end - 1)
    if start > 0 and content[start - 1].isalnum() and space >= 0 and block.language not in UNSPACED:
        start = space
    while content[start].isspace():
        start += 1
    values: dict[str, str | int] = {
        "tail": content[start:end],
        "reason": reason,
        "next": following.kind if following is not None else "end of the file",
    }
    return Match(block.text.source_span(start, end), values, certain=sure)
