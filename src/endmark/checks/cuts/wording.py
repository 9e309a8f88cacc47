"""What it says of a text that it is worded as sentences are, or as headings."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.checks.cuts import evidence
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.looks import is_in_capitals
from endmark.checks.cuts.suspects import CLAUSES_KNOWN, Suspect
from endmark.checks.cuts.unpunctuated import is_running_text
from endmark.checks.cuts.wording_model import judge_wording
from endmark.document.blocks import Block
from endmark.document.language import LanguageCode
from endmark.document.role_words import CLAUSES_LISTED
from endmark.document.scripts import CJK_SCRIPTS
from endmark.violation import Piece, make_reason

_SENTENCES: frozenset[Sort] = frozenset({"middle", "long"})
"""Sorts of texts that are sentences unless they are titles."""


def find_most_of_wording(suspect: Suspect) -> float:
    """The most that its wording can say for a text's being cut, before the table is asked."""
    worth = evidence.WORDINGS.get(suspect.sort)
    return worth.highest if worth and not (suspect.several or suspect.nominal) else 0.0


def ask_wording(judged: Judged) -> Judged:
    """The same with what its wording says, where it is but one sentence."""
    suspect = judged.suspect
    if suspect.several or suspect.sort not in evidence.WORDINGS:
        return judged
    wording = None if suspect.nominal else _judge_wording(suspect.block)
    if wording is not None:
        small = suspect.block.text.content[:1].islower()  # sentences begin with a capital where there are any
        return judged.add(*evidence.weigh_wording(min(wording, 0.0) if small else wording, suspect.sort))
    return judged.add(*_weigh_clause(suspect)) if suspect.sort in _SENTENCES else judged


def _judge_wording(block: Block) -> float | None:
    """What the table says; a few words in other letters have the language of the text around them, and say nothing."""
    content = block.text.content
    if block.language in CJK_SCRIPTS and content.isascii():
        return None
    return judge_wording(content, block.language)


def _weigh_clause(suspect: Suspect) -> Iterator[Piece]:
    """What it says of a text in a language without a table that it has words of a sentence, or none."""
    content = suspect.block.text.content
    if suspect.phrase:
        yield _weigh_of_phrase(suspect.block.language).weigh(make_reason("evidence.no-clause"))
    elif not (suspect.nominal or is_in_capitals(content)) and is_running_text(content):
        yield evidence.CLAUSE.weigh(make_reason("evidence.clause"))


def _weigh_of_phrase(language: LanguageCode) -> evidence.Weight:
    """What it weighs that no word of a sentence was seen, which depends on how many are known."""
    if language in CLAUSES_KNOWN:
        return evidence.NO_CLAUSE
    return evidence.NO_CLAUSE_LISTED if language in CLAUSES_LISTED else evidence.NO_CLAUSE_ELSEWHERE
