"""Texts without a full stop: what kind of text each is, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from endmark.checks.cuts.endings import Ending
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.open_ends import Place
from endmark.checks.cuts.unpunctuated import is_command
from endmark.checks.edits.lines import find_line_start
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.labels import get_label
from endmark.document.blocks import ATOM, Block, Kind, Role
from endmark.document.first_sight import LONGEST_LINE
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.remembering import remember_short
from endmark.document.role_reading import read_role
from endmark.document.role_words import get_role_words
from endmark.document.scripts import CJK_SCRIPTS, LANGUAGES_WITH_SUFFIXES
from endmark.document.sentences import CLOSERS, TERMINALS, is_one_sentence

_BY_ROLE: Mapping[Role, Sort] = {
    "label": "label",
    "caption": "caption",
    "field": "field",
    "term": "term",
    "attribution": "label",
}
_REMARKED: frozenset[Role] = frozenset({"field", "term", "attribution"})
"""Roles of what a label stands before."""

_LABEL_END = compile_late("[:：]")
_LONGEST_LABEL = 40
_NAME_ABOVE = compile_late(rf"{ATOM}[^\n{re.escape(TERMINALS + CLOSERS)}]{{0,40}}\n")
_TYPE_BEFORE = compile_late(
    rf"(?:[^\W\d_]{{2,12}} )?{ATOM}(?: ?[(（][^()（）\n]{{1,40}}[)）])? ?(?:-|–|—|——|=) ?(?=\S)"
)
"""What is given back, in code, a dash, and what it is: `Returns `bool` – whether …`, or a sign and what that is."""

_SIGN_BEFORE = compile_late(r"(?=\S{0,12}[%$@#&*{}<>\[\]])\S{2,14} ?[-–—=] ?(?=[^\W\d_])")
"""A sign that stands for something in a program, a dash, and what that is: `%Y – the year`."""

_FIRST_ATOM = 14
_FIRST_NUMBER = compile_late(r"\s*(?:①|⑴|[(（]?(?:[1aAiI一])[)）、]|1\.\s)")
_LONGEST_COMMA = 3
"""A comma or a sign like it, and the spaces beside it."""

_ENDS = TERMINALS + CLOSERS

_ATOM_WEIGHT = 12
"""What inline code, an image or a macro weighs in a sentence: as much as a name of two words."""

_LONGEST_BULLET = 40
"""Characters before a text on its line that may hold the bullet or the number of its item."""

_LONG_WEIGHT = 80
"""Letters from which one sentence is long: titles and captions seldom are."""

_LATIN_LETTERS = 0.83
"""Letters in a character of a text with spaces between its words."""

_INNER_END = compile_late(r"[。！？।؟۔｡]\s*\S|[.!?…．][\"'”’»)\]]*\s+\S")
"""Where a sentence ends inside of a text: good enough for counting."""

RUN_INTO: frozenset[Kind] = frozenset({"list-item", "code", "quote", "html"})
"""What a sentence may go on in, without a colon before it."""

_INTRODUCED: frozenset[Kind] = RUN_INTO | {"directive"}
_SET_APART: frozenset[Kind] = frozenset({"table", "marker"})
"""No sentence goes on in these: of 234 paragraphs before tables in nine corpora none was without a full stop."""

CLAUSES_KNOWN = frozenset({"en", "ja", "zh"})
"""Languages of which nine sentences in ten have a comma or one of the words that are listed."""

_COMMA = compile_late("[,，、､،;；]")
_ANY_COMMA = compile_late("[,，、､]")
_LONGEST_NAME = 24
_FEW_COMMAS, _MANY_COMMAS = 2, 4
"""Of what is an enumeration where there are no words of a sentence; where few of these are known, it has more."""

_JUDGED_BEGINNING = 400
_TOPIC = "は"
_KOREAN_ENDINGS = (
    "가은는이을를에의로와과도만서고며면지게나라다요니까야여어아해되하히써던한할된될인일런운진친난간온본든준"
)
"""Letters that particles and forms of verbs end with, after which more may come; a noun may end with one, too."""

_KOREAN_NOUN_END = compile_late(rf"[가-힣](?![{_KOREAN_ENDINGS}])[가-힣]$")
"""Of a word of one letter nobody knows whether it is the beginning of one: most cuts within words leave that."""

_HIRAGANA_END = compile_late("[\u3041-\u309f]$")


class Suspect(NamedTuple):
    """A text without a full stop, with the blocks before and behind it.

    `opening` ones are among the first paragraphs. Those of `several` sentences have a full stop inside. A `phrase`
    has neither a comma nor words of a sentence; a `nominal` one is worded as titles are where verbs stand last.
    """

    number: int
    block: Block
    before: Block | None
    following: Block | None
    opening: bool
    ending: Ending
    sort: Sort
    letters: float
    several: bool
    phrase: bool
    nominal: bool

    @property
    def at_marker(self) -> bool:
        """Whether a marker follows."""
        following = self.following
        return following is not None and following.kind == "marker"

    @property
    def is_entry(self) -> bool:
        """Whether one sentence is all that a section holds, as below the terms of a glossary."""
        alone = self.following is None or self.following.kind == "heading"
        below = self.before is not None and self.before.kind == "heading"
        return below and alone and not self.several and self.ending.manner == "bare" and self.block.kind == "paragraph"

    @property
    def in_midst(self) -> bool:
        """Whether neither a marker nor the end of the file follows."""
        return self.following is not None and self.following.kind != "marker"


def make_suspect(place: Place, ending: Ending, document: Document, min_weight: int) -> Suspect:
    """The text at a place, which ends so, with all that is told of it at first sight."""
    block = place.block
    content = block.text.content
    letters, several, phrase, nominal = read_wording(content, block.language, block.script)
    sort = find_sort(block, place.following, document, letters, min_weight, several=several)
    return Suspect(
        place.number,
        block,
        place.before,
        place.following,
        place.opening,
        ending,
        sort,
        letters,
        several,
        phrase,
        nominal and ending.manner == "bare",
    )


SHORT = 20
"""Characters of a text that many blocks may have in common: what is told of it is found out once."""


@remember_short(longest=SHORT, kept=100)
def read_wording(content: str, language: str, script: str) -> tuple[int, bool, bool, bool]:
    """The letters of a text, whether it has several sentences, is a phrase, and is nominal if it ends in a word."""
    several = not is_one_sentence(content)
    letters = compute_weight(fold(content)) + _ATOM_WEIGHT * content.count(ATOM)
    phrase = not (several or _has_clause(content, language, script))
    return letters, several, phrase, not several and _is_nominal(content, language)


LABELLED: frozenset[Sort] = frozenset({"label", "caption", "field", "term", "statement", "remark"})
"""Sorts that are told by roles, which a full stop makes prose of."""


def guess_sort(
    block: Block, following: Block | None, document: Document, min_weight: int, *, labelled: bool = True
) -> Sort:
    """The sort that a text that ends well would have without its full stop, as far as it is needed for counting.

    Unless what is `labelled` matters, it may be taken for prose, which is quicker.
    """
    block = _take_end(block, document) if labelled else block
    content = block.text.content
    letters = len(content) * (2 if block.language in CJK_SCRIPTS else _LATIN_LETTERS)
    several = _INNER_END.search(content) is not None
    sort = find_sort(block, following, document, letters, min_weight, several=several)
    return "statement" if sort == "label" and (several or letters >= _LONG_WEIGHT) else sort


def find_sort(  # noqa: PLR0913 - what it holds
    block: Block, following: Block | None, document: Document, letters: float, min_weight: int, *, several: bool
) -> Sort:
    """The sort of a text before what follows it, of so many letters, in one or `several` sentences.

    One with fewer letters than `min_weight` is short.
    """
    if block.kind == "heading":
        return "heading"
    if block.kind == "list-item" and _opens_item(block, document):
        return "items" if several else "item"
    if sort := _BY_ROLE.get(block.role) or ("field" if _opens_with_name(block.text.content) else None):
        return _find_sort_of_labelled(block, letters, min_weight, several=several) or sort
    if following is not None and _leads_into(block, following, document):
        runs_into = following.kind in RUN_INTO or completes_lead_in(following)
        return "lead-in" if runs_into or several else "enclosed"
    if letters < min_weight:
        return "short"
    if several:
        return "several"
    return "long" if letters >= _LONG_WEIGHT else "middle"


def _opens_item(block: Block, document: Document) -> bool:
    """Whether its list item begins with it: what else an item holds is paragraphs as others are."""
    text, start = document.source.text, block.span.start
    return bool(text[max(find_line_start(text, start), start - _LONGEST_BULLET) : start].strip())


@remember_short(longest=SHORT, kept=100)
def _opens_with_name(content: str) -> bool:
    """Whether the name of something in code has a line above the others, or a dash behind it, and is described."""
    if ATOM in content[:_FIRST_ATOM] and (_NAME_ABOVE.match(content) or _TYPE_BEFORE.match(content)):
        return True
    return _SIGN_BEFORE.match(content) is not None


def _find_sort_of_labelled(block: Block, letters: float, min_weight: int, *, several: bool) -> Sort | None:
    """The sort of what a label stands before, or of a notice, where that is worded as sentences are.

    Labels in bold are titles, which may have commas and question marks.
    """
    if block.role == "caption" or (block.role == "label" and block.marks) or _is_row_of_names(block):
        return None
    if not (several or _holds_clause(block)) or (not several and _enumerates(block)):
        return None
    if several or letters >= _LONG_WEIGHT:
        return "statement"
    return "remark" if letters >= min_weight and block.role in _REMARKED else None


def _enumerates(block: Block) -> bool:
    """Whether there are several commas, but no words of a sentence."""
    if block.language in CJK_SCRIPTS:
        return lists_names(block)
    content = block.text.content[:_JUDGED_BEGINNING]
    fewest = _FEW_COMMAS if block.language in CLAUSES_KNOWN else _MANY_COMMAS
    words = get_role_words(block.language, block.script)
    return len(_COMMA.findall(content)) >= fewest and not words.hold_clause(content)


def lists_names(block: Block) -> bool:
    """Whether short pieces, mostly with Latin letters or figures, stand between commas: those part clauses, too."""
    pieces = _ANY_COMMA.split(_LABEL_END.split(block.text.content[:_JUDGED_BEGINNING], maxsplit=1)[-1])
    named = sum(any(map(str.isascii, filter(str.isalnum, piece))) for piece in pieces)
    return len(pieces) > _FEW_COMMAS and max(map(len, pieces)) <= _LONGEST_NAME and 2 * named >= len(pieces)


def _is_row_of_names(block: Block) -> bool:
    """Whether it ends in words in bold, one after the other, as a line of tags does."""
    bold = [mark for mark in block.marks if mark.kind == "Strong"]
    parted = all(later.start - earlier.end <= _LONGEST_COMMA for earlier, later in pairwise(bold))
    return len(bold) > 1 and parted and bold[-1].end >= len(block.text.content.rstrip())


def _take_end(block: Block, document: Document) -> Block:
    """The same without its full stop, and with the role that it would have then: a full stop makes prose of all."""
    content = block.text.content
    if block.kind != "paragraph" or block.role != "prose":
        return block
    if not block.marks and not _LABEL_END.search(content, 0, _LONGEST_LABEL):
        return block
    if len(content) > LONGEST_LINE:
        return block._replace(role="field") if get_label(block) else block
    kept = content.rstrip(_ENDS)
    if not kept:
        return block
    bare = block._replace(text=block.text.cut(0, len(kept)))
    return bare._replace(role=read_role(bare, document.source.text))


def _leads_into(block: Block, following: Block, document: Document) -> bool:
    """Whether what follows is what a paragraph may introduce: HTML in the midst of Markdown is, too."""
    if (
        following.kind in _INTRODUCED
        or completes_lead_in(following)
        or (block.role == "lead-in" and following.kind not in _SET_APART)
    ):
        return True
    html = document.html
    return bool(html) and html.holds(following.span.start) and not html.holds(block.span.start)


def completes_lead_in(block: Block) -> bool:
    """Whether a paragraph may complete what leads into it: it has the number of a first entry, or is a command."""
    return block.kind == "paragraph" and _completes(block.text.content)


@remember_short(longest=200, kept=100)  # each text is asked as what follows, and in several ways
def _completes(content: str) -> bool:
    return _FIRST_NUMBER.match(content) is not None or is_command(content)


def _holds_clause(block: Block) -> bool:
    """Whether a text has a comma inside, or words that stand in sentences rather than in titles."""
    return _has_clause(block.text.content, block.language, block.script)


def _has_clause(content: str, language: str, script: str) -> bool:
    content = content[:_JUDGED_BEGINNING]
    if _COMMA.search(content, 0, len(content) - 1):
        return True
    return get_role_words(language, script).hold_clause(content)


def _is_nominal(content: str, language: str) -> bool:
    """Whether a text in a language with verbs last ends as titles do.

    A Japanese one ends in no hiragana, as verbs and particles do, and has no topic; a Korean one in a noun, such as
    stands for a verb in notes: a word of several letters of which the last closes no verb and is no particle.
    """
    if language == "ko":
        return _KOREAN_NOUN_END.search(content) is not None
    return language == "ja" and _TOPIC not in content and not _HIRAGANA_END.search(content)


def leads_on(suspect: Suspect) -> bool:
    """Whether the last word is one that what is shown next may complete."""
    block = suspect.block
    leads = get_role_words(block.language, block.script).leads
    if block.language in LANGUAGES_WITH_SUFFIXES:
        return block.text.content.endswith(leads)
    return suspect.ending.last.casefold() in leads
