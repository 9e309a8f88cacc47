"""The role of one block, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from endmark.document.blocks import ATOM, Block, Kind, Role, Text
from endmark.document.first_sight import CITING_SIGNS, LONGEST_LINE, LONGEST_STAMP
from endmark.document.language import detect_script
from endmark.document.late_pattern import compile_late
from endmark.document.line_forms import are_ended_early, are_numbered, is_path, is_title_case, weigh
from endmark.document.names import (
    CAPITALS,
    LONGEST_NAME,
    is_byline,
    is_byline_of_parts,
    is_name,
    names_bearer,
)
from endmark.document.role_words import RoleWords, get_role_words
from endmark.document.scripts import CJK, CJK_SCRIPTS, LATIN
from endmark.document.sentences import CLOSERS, COLONS, PAIRS, TERMINALS, is_one_sentence
from endmark.document.span import Span

_SHORT = 20
_KEPT = 100
"""Texts so short whose role is remembered: an article of very many blocks says the same in most of them."""

_OF_OTHERS = compile_late("[\n，、,،]")
"""What stands in a short text whose role depends on the source or on the block before it: lines, and names in a row."""

_ENDS = frozenset(TERMINALS)
_QUOTATION_ENDS = frozenset(CLOSERS) - frozenset(")）]】")
_QUOTATION_BEGINNINGS = (frozenset(PAIRS) | {*'"«„‘'}) - frozenset("([{（［｛【〔〖〘〚")
_STRAY = "*_ "
"""Halves of an emphasis that nobody closed, beside a line."""

_FIRST_ATOM = 8
"""Characters at the beginning of which one is an image, when nothing but images and stray signs are there."""


_LONGEST_KEY = 40
_LONGEST_CLOSING = 80
_URL_BEGINNINGS = frozenset("<hHw")
_URL = compile_late(r"<?(?:https?://|www\.)[^\s<>]+>?$")
_SEPARATORS = compile_late(r"[\s|/·•,，、;；&+→>»-]*")
_DEFINITION = compile_late(r"\n: {1,3}\S")
_COPYRIGHT = compile_late(r"(?:[^©.!?。！？\n]{0,40}©|copyright\b|\(c\) *\d)", re.IGNORECASE)
"""Who owns the text: `© 2024 Name`, `MIT © Name`."""

_SIGN = compile_late(r"[:：＝=/／｜]")
_KEY_LINE = compile_late(r"\W{0,3}[^\n.。!?！？，,、：:(（]{1,32}[:：](?!//)")
"""`Key:` at the beginning of a line, but no address."""

_KEY = compile_late(r"\W{0,3}([^\W_][^\n:：＝=/／｜(（]{0,39}?)\s?([:：＝=/／｜])(?!//)\s?")
_FIGURE = compile_late(r"\d|(?<=\s)[IVX]")
_NUMBER = compile_late(rf"(?:\d+(?:[.\-–]\d+)*[a-z]?|[IVX]+)(?:\s*[:：.．|—–)）-](?!\d)|[ \u3000](?=[{CJK}])|$)")
"""A number, and what parts it from what is said of the thing that has it."""

_NUMBER_OF_HEADING = compile_late(
    r"[(（\[]?(?:\d{1,3}|[IVX]{1,5}|[a-zA-Z]|[一二三四五六七八九十]{1,3})[)）\].．、:：။।]{1,2}\s*"
)
_BEFORE_NUMBER = " \t\u3000([（［【*#"
_NUMERO = ("no", "no.", "nº", "n°", "n.º", "№")
_FIRST_LINE = compile_late(r"[^\n,，、.。!！]*")
_DASH = compile_late(r"(--|[—―─⸺]{1,2}|–|－{1,2})(?!-)[ \u3000]?")
_ANY_DASH = compile_late('--|[—–―]|["”“’」』»] ?-')
_SIGNED_TAIL = 100
_SIGNED = compile_late(
    r"(?:\n|(?<=[.!?。！？…\"”’」』)）])[ \u3000]*)"
    rf"(?:--[{LATIN}\u0370-\u04ff]\S{{0,20}}(?: \S{{1,20}})?"
    rf"|(?:--|[—―–])[ \u3000]?(?:[{CAPITALS}]\S{{0,20}} ?){{1,3}}"
    rf"|(?:--|[—―–]{{1,2}})[{CJK}]{{1,6}})$"
    # Behind a quotation mark, a hyphen will do.
    rf"|(?<=[\"”“’」』»]) ?[-–—] ?(?:[{CAPITALS}][\w.'’-]{{0,20}} ?){{1,3}}$"
)
"""A name after two hyphens or a dash, when the sentence before it is complete."""

_ENCLOSED = compile_late(r"[(（\[［【〔]\s?([^\n]*)[)）\]】］〕][.。]?$")
_FIRST_CJK = "\u3040"
_AFTER_TERM = compile_late(r"(?: ?[(（][^()（）\n]{1,40}[)）])? ?(?:[-–—―]{1,2}|——)\s")

_HARD_BREAK = compile_late(r"(?: {2,}|\\)\r?\n|<br\b", re.IGNORECASE)
_LATIN_LINE = compile_late(rf"[\"'“‘¿¡]*[{LATIN}](?:[{LATIN}\d_]|\W)*(?<![:：])")
_VERSE_LINES = 3
_LINES_WITH_SPACES = 4
"""The same in scripts with spaces between words, where some authors end a line after each clause."""

_VERSE_WEIGHT = 80
"""Of a line of verse, in letters, a Chinese, Japanese or Korean character counting as two."""

_LINES_IN_TWO = 2
_LIKE_LENGTH = 4
"""How many times as long a line may be as what it is said with in another language."""


def read_role(block: Block, text: str, before: Block | None = None) -> Role:
    """The role of one block by what stands in it, and by the block before it.

    `text` is what it was read from. What it introduces is not asked here.
    """
    kind, _, shown, marks, _, _, language, script, _ = block
    content = shown.content
    if len(content) <= _SHORT and not marks and content[:1] not in CITING_SIGNS and not _OF_OTHERS.search(content):
        return _read_short(kind, content, language, script)
    return _read(block, content.rstrip(), text, before)


_FORMULA = compile_late(
    r"(?:\$\$|\\begin\{[a-z]+\*?\}).*(?:\$\$|\\end\{[a-z]+\*?\})[.,;。、，]?(?:\s*\{[^{}\n]*\})?", re.DOTALL
)
"""Mathematics with its sign before and behind it, or an environment of TeX; a name for references may follow."""


@lru_cache(_KEPT)
def _read_short(kind: Kind, content: str, language: str, script: str) -> Role:
    """The role of a block of which nothing matters but its words."""
    block = Block(kind, Span(0, len(content)), Text(content, ()), language=language, script=script)
    return _read(block, content.rstrip(), content, None)


def _read(block: Block, content: str, text: str, before: Block | None) -> Role:
    if not content:
        return "prose"
    if _is_embed(block, content):
        return "embed"
    if content[0] in "$\\" and _FORMULA.fullmatch(content):
        return "formula"
    several = "\n" in content
    if several and _DEFINITION.search(content) and content.find("\n") <= LONGEST_LINE:
        return "term"
    if (
        several
        and block.kind != "list-item"
        and all(len(line) <= LONGEST_LINE and _KEY_LINE.match(line) for line in content.split("\n"))
    ):
        return "field"
    if several and block.kind != "list-item" and are_numbered(content.split("\n")):
        return "verse"
    if len(content) <= LONGEST_LINE and (role := _read_maker(block, content, before) or _read_line(block, content)):
        return role
    if block.kind != "list-item" and _is_signed(block, content):
        return "signature"
    if block.marks and _is_wholly_marked(block, content):
        return "label"
    return "verse" if several and _is_verse(block, content, text) else "prose"


def _read_maker(block: Block, content: str, before: Block | None) -> Role | None:
    """The role of a short text that says who made something, or who signs."""
    if content[0] in CITING_SIGNS:
        return "attribution" if _is_cited(block, content, before) else None
    if block.kind == "list-item":
        return None
    words = _get_words(block)
    if is_byline_of_parts(content, block.script, words):
        return "attribution"
    if _SIGN.search(content, 0, _LONGEST_KEY) and (key := _KEY.match(content)):
        return "attribution" if _names_maker(block, content, key, words) else None
    if len(content) > _LONGEST_CLOSING:
        return None
    if is_byline(content, words):
        return "attribution"
    if before is not None and _is_quotation(before) and names_bearer(content.rstrip(_STRAY), block.script):
        return "attribution"
    first = _FIRST_LINE.match(content)
    return "signature" if first and first[0].casefold() in words.closings else None


def _read_line(block: Block, content: str) -> Role | None:
    """The role of a short text that nobody made, when that can be seen in its words.

    An item of a list is no term or field, and introduces nothing, whatever it begins with.
    """
    figure = _FIGURE.search(content, 0, _LONGEST_KEY)
    if figure and len(content) <= LONGEST_STAMP and _get_words(block).is_stamp(content):
        return "stamp"
    if block.marks and _is_wholly_marked(block, content):
        return "label"
    if block.kind == "list-item":
        return None
    if block.marks and _explains_term(block, content):
        return "term" if is_one_sentence(content) else None
    keyed = _SIGN.search(content, 0, _LONGEST_KEY) is not None
    if (keyed or figure) and (start := _find_caption(block, content, figure)):
        return "caption" if is_one_sentence(content[start:]) else None
    if content[-1] in COLONS:
        return "lead-in"
    if _COPYRIGHT.match(content):
        return "label"
    if is_path(content) or is_title_case(content):
        return "label"
    return "field" if keyed and _is_field(block, content) else None


def _is_field(block: Block, content: str) -> bool:
    """Whether it is a key and its value: what a notice says is a sentence like any other."""
    if not _KEY_LINE.match(content) or not is_one_sentence(content):
        return False
    key = _KEY.match(content)
    return key is None or key[1].casefold() not in _get_words(block).notices


def _get_words(block: Block) -> RoleWords:
    return get_role_words(block.language, block.script)


def _is_embed(block: Block, content: str) -> bool:
    """Whether nothing is there but images and other things that are shown, or addresses and links.

    A list of links is a list: only what stands by itself is a card.
    """
    if content[0] in _URL_BEGINNINGS and _URL.match(content):
        return True
    if ATOM in content[:_FIRST_ATOM] and not content.strip(ATOM + " \n" + _STRAY):
        return True
    if not block.marks or block.kind == "list-item":
        return False
    linked = position = 0
    for start, end in [(mark.start, mark.end) for mark in block.marks if mark.kind == "Link"]:
        if end <= position:
            continue
        if not _SEPARATORS.fullmatch(content, position, max(position, start)):
            return False
        linked += 1
        position = end
    return linked > 0 and _SEPARATORS.fullmatch(content, position) is not None


def _is_cited(block: Block, content: str, before: Block | None) -> bool:
    """Whether what stands behind a dash, or in brackets, says whose words or whose picture stand before it."""
    if found := _DASH.match(content):
        return _names_source(block, content, found, before)
    if (found := _ENCLOSED.match(content)) is None:
        return False
    inside = found[1].casefold()
    size = max((len(maker) for maker in _get_words(block).makers if inside.startswith(maker)), default=0)
    return size > 0 and (not inside[size : size + 1].isalpha() or inside[0] >= _FIRST_CJK)


def _names_source(block: Block, content: str, dash: re.Match[str], before: Block | None) -> bool:
    """Whether what stands behind a dash is a name, or the address of where it comes from.

    Dialogues have dashes, too, in many languages: there a name is short, or stands below a quotation.
    """
    start = dash.end()
    rest = content[start:]
    if not rest or len(rest) > LONGEST_LINE:
        return False
    if _URL.match(rest) or _begins_with_link(block, start):
        return True
    if not is_one_sentence(rest):
        return False
    if dash[1] == "--":
        return len(rest) <= 2 * LONGEST_NAME
    if before is not None and (before.kind == "quote" or before is block or _ends_quotation(before)):
        return rest[0].isalpha() and rest[-1] not in _ENDS and len(rest) <= LONGEST_NAME
    if rest[0].islower():  # as nobody begins to speak: it is what somebody is
        return rest[-1] not in _ENDS and len(rest) <= LONGEST_NAME
    return is_name(rest, block.script)


def _begins_with_link(block: Block, start: int) -> bool:
    return any(mark.kind == "Link" and mark.start == start for mark in block.marks)


def _is_quotation(block: Block) -> bool:
    """Whether it is what somebody said, and nothing else."""
    content = block.text.content.strip()
    return block.kind == "quote" or (content[:1] in _QUOTATION_BEGINNINGS and content[-1:] in _QUOTATION_ENDS)


def _ends_quotation(block: Block) -> bool:
    return block.text.content.rstrip()[-1:] in _QUOTATION_ENDS


def _names_maker(block: Block, content: str, key: re.Match[str], words: RoleWords) -> bool:
    """Whether the key of a line says that a source, or a name, follows."""
    name = key[1].casefold()
    if name in words.sources and key[2] not in "/／｜":
        return is_one_sentence(content[key.end() :])
    start = key.end()
    return name in words.bylines and (_begins_with_link(block, start) or is_name(content[start:], block.script))


def _is_signed(block: Block, content: str) -> bool:
    """Whether the last thing in it is a name, of who wrote it or of whom it quotes."""
    if not _ANY_DASH.search(content, max(0, len(content) - _SIGNED_TAIL)):
        return False
    last = content.rfind("\n") + 1
    if last and (found := _DASH.match(content, last)) and _names_source(block, content, found, block):
        return True
    return _SIGNED.search(content[-_SIGNED_TAIL:]) is not None


def _find_caption(block: Block, content: str, figure: re.Match[str] | None) -> int:
    """Where a caption begins, behind what is shown and a colon or its number; 0 when there is none."""
    captions = _get_words(block).captions
    if figure and (number := _NUMBER.match(content, figure.start())):
        shown = content[: figure.start()].strip(_BEFORE_NUMBER).casefold()
        numero = next((sign for sign in _NUMERO if shown.endswith(f" {sign}")), "")
        if shown.removesuffix(numero).rstrip() in captions:
            return number.end()
    key = _KEY.match(content)
    return key.end() if key and key[2] in COLONS and key[1].casefold() in captions else 0


def _is_wholly_marked(block: Block, content: str) -> bool:
    """A paragraph wholly in bold or italics, but for a number before it, is a heading or a note by another name."""
    number = _NUMBER_OF_HEADING.match(content)
    position = number.end() if number else 0
    marked = False
    for mark in block.marks:
        if mark.kind in ("Strong", "Emphasis") and mark.end > position:
            if not _SEPARATORS.fullmatch(content, position, max(position, mark.start)):
                return False
            position, marked = mark.end, True
    return marked and _SEPARATORS.fullmatch(content, position) is not None


def _explains_term(block: Block, content: str) -> bool:
    """Whether it says behind a dash what words in bold at its beginning mean."""
    return any(
        mark.kind == "Strong" and mark.start == 0 and mark.end <= _LONGEST_KEY and _AFTER_TERM.match(content, mark.end)
        for mark in block.marks
    )


def _is_verse(block: Block, content: str, text: str) -> bool:
    lines = content.split("\n")
    weights = [weigh(line) for line in lines]
    if max(weights) > _VERSE_WEIGHT:
        return False
    fewest = _VERSE_LINES if block.script in CJK_SCRIPTS.values() else _LINES_WITH_SPACES
    if _is_in_two_languages(lines, weights) or (len(lines) >= fewest and are_ended_early(lines)):
        return True
    return (
        len(lines) >= _VERSE_LINES
        and _LINES_IN_TWO * sum(line.rstrip()[-1:] in _ENDS for line in lines) < len(lines)
        and len(_HARD_BREAK.findall(text, *block.span)) >= len(lines) - 1
    )


def _is_in_two_languages(lines: Sequence[str], weights: Sequence[int]) -> bool:
    """Whether each line in the Latin script has below it, or above it, what is said in another."""
    if len(lines) % _LINES_IN_TWO or not min(weights):
        return False
    scripts = [_find_script(line) for line in lines]
    first = scripts[:_LINES_IN_TWO]
    if "Zyyy" in first or first.count("Latn") != 1:
        return False
    return all(
        scripts[number : number + _LINES_IN_TWO] == first
        and max(weights[number : number + _LINES_IN_TWO])
        <= _LIKE_LENGTH * min(weights[number : number + _LINES_IN_TWO])
        for number in range(0, len(lines), _LINES_IN_TWO)
    )


def _find_script(line: str) -> str:
    """The script of a line; "Zyyy" where words of another stand among Latin ones, or none at all."""
    script = detect_script(line)
    return script if script != "Latn" or _LATIN_LINE.fullmatch(line) else "Zyyy"
