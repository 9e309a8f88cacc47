"""What a text without a full stop shows by itself: how it ends, how it is worded, what would explain it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter

from endmark.checks.cuts import evidence
from endmark.checks.cuts.endings import DASHES
from endmark.checks.cuts.habits import Sort
from endmark.checks.cuts.suspects import Suspect, completes_lead_in, lists_names
from endmark.checks.cuts.unpunctuated import (
    begins_with_markup,
    begins_with_section_number,
    begins_with_sign,
    begins_with_symbol,
    count_own_lines,
    ends_in_markup,
    is_command,
    is_running_text,
)
from endmark.document.blocks import Block
from endmark.document.language import LanguageCode
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_short
from endmark.document.scripts import CJK_SCRIPTS
from endmark.document.sentences import PAIRS
from endmark.violation import Piece, make_reason

LOOSE: frozenset[Sort] = frozenset({"short", "item", "lead-in", "field", "label", "caption", "term", "heading"})
"""Sorts that mostly have no full stop: what the words say of them in the midst of an article says less."""

MARKED_OFF: frozenset[Sort] = LOOSE - {"short", "lead-in"} | {"remark"}
"""Those that a marker may well follow though they are whole."""

_ITEMS: frozenset[Sort] = frozenset({"item", "items"})
_MANNERS_OF_TITLES = frozenset({"bare", "closed"})
_SEPARATED: frozenset[Sort] = frozenset({"item", "items", "lead-in", "short"})
"""Sorts that a comma may end: items that are told apart by it, and what goes on in a list or in code."""

_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
QUOTATION_ENDS = frozenset('」』”’»"')
_QUOTATION_BEGINNINGS = frozenset(PAIRS) | {'"'}
_OPENERS = {closer: opener for opener, closer in PAIRS.items() if closer in "」』"}
"""Those of quotation marks that nobody sets the other way around."""

_SIGNS = frozenset("*_`~")
_WORD = compile_late(r"[^\W\d_]{4,}")
_NUMBER = compile_late(r"\d{1,3}[.)．）、]")
"""Such as stand before the entries of a list."""

_SIGNED_QUOTATION = compile_late(
    r"""["“„«»「『]["“„«»「『]{0,2}[^"“”«»「」『』]{8,400}["”“»«」』]{1,2}\s*(?:[-–—―]|--|——)\s*[^"“”«»「」『』\n]{2,60}"""
)
"""What somebody said, a dash, and who that is."""

_LONG_TITLE = 120
"""Letters that few titles have."""

_MOSTLY = 0.7
_JUDGED_BEGINNING = 400


def weigh_ending(suspect: Suspect, predicates: Mapping[LanguageCode, tuple[str, ...]]) -> Iterator[Piece]:
    """What the sign or the word says that a text ends with; `predicates` are endings that an editor says close one."""
    manner, last = suspect.ending.manner, suspect.ending.last
    if manner == "open":
        yield evidence.OPEN.weigh(make_reason("cut.open", last=last))
    elif manner == "comma" and last in DASHES:
        yield evidence.DASH.weigh(make_reason("evidence.dash"))
    elif manner == "comma" and not is_separated(suspect):
        yield evidence.COMMA.weigh(make_reason("cut.comma", last=last))
    elif manner == "word":
        yield evidence.LISTED_WORD.weigh(make_reason("truncation.word", last=last))
    elif manner == "whole":  # but for a hyphen, which parts a word
        yield evidence.HYPHEN.weigh(make_reason("evidence.hyphen"))
    if suspect.block.text.content.endswith(predicates.get(suspect.block.language, ())):
        yield evidence.PREDICATE.weigh(make_reason("evidence.predicate"))


def is_separated(suspect: Suspect) -> bool:
    """Whether a comma at the end may be whole: it parts items, or the sentence goes on in what is set apart."""
    return not suspect.at_marker and (suspect.sort in _SEPARATED or _is_set_apart(suspect.following))


def _is_set_apart(block: Block | None) -> bool:
    """Whether it is a line by itself, such as a formula in italics, or numbered; one in bold begins something new."""
    if block is None or completes_lead_in(block):
        return block is not None
    return block.role == "label" and all(mark.kind != "Strong" for mark in block.marks)


def weigh_looks(suspect: Suspect, main: LanguageCode) -> Iterator[Piece]:
    """What in the text itself explains that it has no full stop, in an article of that language."""
    block, content = suspect.block, suspect.block.text.content.rstrip()
    if suspect.ending.manner == "closed" and not suspect.at_marker:
        weight = evidence.CLOSED_QUOTATION if _ends_in_quotation(suspect, content) else evidence.CLOSED
        yield weight.weigh(make_reason("evidence.closed", last=suspect.ending.last))
    if block.role != "label" and ends_in_markup(block):
        yield evidence.LINK.weigh(make_reason("evidence.link"))
    if content[-1] in _SIGNS:
        yield evidence.SIGN.weigh(make_reason("evidence.sign", last=content[-1]))
    if not is_running_text(content) or (suspect.sort == "field" and lists_names(block)):
        yield evidence.FIGURES.weigh(make_reason("evidence.figures"))
    if not suspect.at_marker and _SIGNED_QUOTATION.fullmatch(content):
        yield evidence.SIGNED_QUOTATION.weigh(make_reason("evidence.signed-quotation"))
    if is_command(content):
        yield evidence.COMMAND.weigh(make_reason("evidence.command"))
    if not suspect.at_marker:
        yield from _weigh_as_note(suspect, content)
    if not suspect.several and block.language not in CJK_SCRIPTS:
        if content[0].islower() and block.kind != "list-item":
            yield evidence.SMALL_BEGINNING.weigh(make_reason("evidence.small-beginning"))
        if block.language not in _NOUNS_IN_CAPITALS and is_in_capitals(content):
            yield evidence.CAPITALS.weigh(make_reason("evidence.capitals"))
    if "und" not in {block.language, main} and _get_script(block.language) != _get_script(main):
        yield evidence.OTHER_LANGUAGE.weigh(make_reason("evidence.other-language", language=block.language))


def _ends_in_quotation(suspect: Suspect, content: str) -> bool:
    """Whether a quotation within it ends it; what began in another paragraph is told to its end there."""
    last = suspect.ending.last
    if last not in QUOTATION_ENDS or content[0] in _QUOTATION_BEGINNINGS:
        return False
    return last not in _OPENERS or content.count(last) <= content.count(_OPENERS[last])


def _weigh_as_note(suspect: Suspect, content: str) -> Iterator[Piece]:
    """That it begins, or is set, as notes and leftovers are."""
    block = suspect.block
    if begins_with_sign(content) if suspect.several else begins_with_markup(block):
        yield evidence.LEFTOVER.weigh(make_reason("evidence.leftover"))
    elif begins_with_symbol(content):
        yield evidence.SYMBOL.weigh(make_reason("evidence.symbol"))
    if "\n" in content and block.language not in _NOUNS_IN_CAPITALS and (lines := count_own_lines(content)):
        weight = evidence.OWN_LINES if lines > 1 else evidence.OWN_LINE
        yield weight.weigh(make_reason("evidence.own-lines"))
    if suspect.letters < _LONG_TITLE and begins_with_section_number(content):
        yield evidence.SECTION_NUMBER.weigh(make_reason("evidence.section-number"))
    elif _NUMBER.match(content) if suspect.several else content[0].isdigit():
        yield evidence.NUMBERED.weigh(make_reason("evidence.numbered"))


def weigh_length(suspect: Suspect) -> Iterator[Piece]:
    """That one sentence is short, as titles are; these end in words, and before a marker all breaks off."""
    if suspect.ending.manner in _MANNERS_OF_TITLES and not (suspect.several or suspect.at_marker):
        yield from evidence.weigh_length(suspect.letters, item=suspect.sort in _ITEMS)


@remember_short(longest=999, kept=10)  # it is asked twice about each
def is_in_capitals(content: str) -> bool:
    """Whether most of its longer words begin with one, as those of titles do."""
    words = _WORD.findall(content[:_JUDGED_BEGINNING])
    return len(words) > 1 and sum(map(str.isupper, map(itemgetter(0), words))) > _MOSTLY * len(words)


def _get_script(language: LanguageCode) -> str:
    """The script of a language in CJK, else one for all others."""
    return CJK_SCRIPTS.get(language, "")
