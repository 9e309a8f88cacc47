"""An article as the judge of a repair reads it: its markup, its structures, its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from operator import itemgetter
from unicodedata import category

_SENTENCE = re.compile(r"[^。！？!?\n]*?(?:[。！？!?]+[」』）”\")]*|\.(?=\s|\Z)|\n|\Z)")
_CONTAINER = re.compile(r"^(?:[ \t>]|[-*+][ \t]+|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+|\[[ xX]\][ \t]+)*")
"""What stands before the words of a block and is no part of them."""

_LONE_HASHES = re.compile(r"##+|(?<!\w)#(?!\w)")
"""Hash signs that no word and no number has, as C# and #5 do: typography."""

_SPACE = re.compile(r"\s+|&nbsp;|</?br ?/?>")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")

THINGS = {
    "comment": re.compile(r"<!--(?:-?>|(?:(?!\n[ \t>]*<!--).)*?-->)|\{/\*.*?\*/\}", re.DOTALL),
    "code block": re.compile(r"^ {0,3}(```|~~~)[^`\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE),
    "HTML": re.compile(r"</?(?!br ?/?>)[A-Za-z](?:[\w.:-]*(?:\s[^<>]*)?(?<!\n)|[\w+.-]*[:@][^<>\s]*|[\w.:-]*/)>"),
    "attribute list": re.compile(r"\{:[^{}\n]*\}|\{#[^{}\n]*\}"),
    "macro": re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"),
    "image": re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"),
    "link": re.compile(r"\]\([^)\n]*\)|\]\[[^\]\n]+\]"),
    "link definition": re.compile(r"^\[(?!\^)[^\]\n]+\]:[^\n]*\S", re.MULTILINE),
    "footnote": re.compile(r"\[\^[^\]\n]+\]"),
    "table row": re.compile(r"^\|.*\|$", re.MULTILINE),
    "inline code": re.compile(r"(?<!`)`[^`\n]+`(?!`)"),
    "number": re.compile(r"[-+−＋±$€£¥<>=]?[ ]?\d+(?:[.,:/]\d+)*[ ]?[%°€$円]?"),
    "emoji": re.compile("[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"),
}
"""What must not go while it stands once: kind → how it looks."""

STRUCTURES = {
    "heading": re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)", re.MULTILINE),
    "heading underlined": re.compile(
        r"^(?![ \t>]*(?:[<>|]|(?:[-*+]|#{1,6}|\d+[.)])(?:[ \t]|$)|(?:-[ \t]*)+$)).*\S.*\n {0,3}(?:=+|-+)[ \t]*$",
        re.MULTILINE,
    ),
    "fence": re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE),
    "list item": re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE),
    "quotation": re.compile(r"^ {0,3}>", re.MULTILINE),
    "thematic break": re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE),
    "table": re.compile(r"^\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$", re.MULTILINE),
}
"""What a repair must not make more of: kind → how it looks."""

_PUNCTUATION = frozenset(
    ".,、。，！？!?…:;：；“”\"'‘’「」『』«»・—–-*_~`\u200b\u200c\u200d\u2060\u00ad\ufe0e\ufe0f\ufeff"
)
"""Signs that alone tell no two sentences apart, those that nobody sees among them."""


def count_structures(looks: re.Pattern[str], text: str) -> int:
    """How many structures of that look are in a text."""
    return sum(1 for _ in looks.finditer(_lines(text)))


def strip_spaces(text: str) -> str:
    """Without white space, quote signs at the beginning of lines, and characters nobody sees."""
    text = re.sub(r"(?m)^[ \t>]+|\\$", "", text)
    while (fewer := _SPACE.sub("", text)) != text:  # what is left may make another
        text = fewer
    return text


def blank_containers(text: str) -> str:
    """The text, as long as it was, with blanks for what begins a block: the number of an item is none of the text."""
    lines = text.replace("\r", "\n").split("\n")
    return "\n".join(_CONTAINER.sub(lambda found: " " * len(found[0]), line) for line in lines)


def strip_markup(text: str) -> str:
    """The text without what is no part of a sentence, but looked for by itself: in `<!--` none ends.

    An escaped sign is shown without its backslash.
    """
    for kind in ("comment", "HTML", "attribute list"):
        text = THINGS[kind].sub("", text)
    return _ESCAPE.sub("", text)


def strip_seams(text: str) -> str:
    """The same without ellipses: a cut sentence that is joined again loses those at its seam."""
    return strip_spaces(re.sub(r"\.{2,}|…|・{2,}", "", _LONE_HASHES.sub("", text)))


def iter_units(text: str) -> Iterator[str]:
    """Sentences and lines, without white space, markup, and what begins a block."""
    for found in _SENTENCE.finditer(blank_containers(strip_markup(text))):
        unit = strip_spaces(_LONE_HASHES.sub("", found[0]))
        if unit:
            yield unit


def join_lines(text: str) -> str:
    """The text with its paragraphs in one line each: a sentence may go on in the next line."""
    return re.sub(r"(?<=\S)[ \t]*\r?\n(?=[ \t>]*\S)", " ", text)


def _lines(text: str) -> str:
    """The same text with line feeds: a lone carriage return ends a line, too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def strip_punctuation(text: str) -> str:
    """The text without signs that alone tell no two sentences apart."""
    return "".join(sign for sign in text if sign not in _PUNCTUATION)


def find_nearest(unit: str, others: Iterable[str]) -> tuple[str, float]:
    """The sentence that is most like one, and how much."""
    matcher = SequenceMatcher(None, "", unit, autojunk=False)
    best = ("", 0.0)
    for other in others:
        matcher.set_seq1(other)
        best = max(best, (other, _alikeness(matcher, unit)), key=itemgetter(1))
    return best


def _alikeness(matcher: SequenceMatcher[str], unit: str) -> float:
    """How alike two are; where one stands in the other, how much of it does."""
    return max(
        matcher.ratio(), sum(block.size for block in matcher.get_matching_blocks() if block.size > 1) / len(unit)
    )


def classify_loss(unit: str, other: str) -> str:
    """What a sentence has that another one has not: the weightiest of it."""
    gone = (Counter(unit) - Counter(other)).keys()
    if any(map(str.isdigit, gone)):
        return "digits"
    kinds = {"L" if sign.isalpha() else category(sign)[0] for sign in gone - _PUNCTUATION}
    # What Unicode does not know yet may be a letter; what it leaves to fonts may be anything.
    if kinds - {"L", "M", "C"} or any(category(sign) == "Co" for sign in gone):
        return "signs"
    return "letters" if kinds else "punctuation"


def map_kept_lines(old: str, new: str) -> dict[int, int]:
    """The lines that were kept, and where they stand now."""
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    return {
        block.a + number: block.b + number for block in matcher.get_matching_blocks() for number in range(block.size)
    }


def list_lines_beside(lines: list[str], line: int, step: int) -> list[int]:
    """The lines up to the next one that is not blank."""
    beside = []
    line += step
    while 0 <= line < len(lines):
        beside.append(line)
        if lines[line].strip(" \t\r>"):
            break
        line += step
    return beside
