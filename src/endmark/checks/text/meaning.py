"""What a text says, signs included: two texts with the same meaning say the very same, word for word.

`fold` finds what may be a copy; this decides whether it is one. 1.5 mg is not
15 mg, +5 not −5, C not C++, (not) not not. Mere typography does not count:
white space, width, the style of quotation marks and dashes, punctuation between
words, letter case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from endmark.checks.text.folding import COMMON_LETTERS, MARKS
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_short

_QUOTES = frozenset('"“”„‟«»‹›「」『』《》〈〉〝〞〟﹁﹂﹃﹄｢｣‚‛`')
_DASHES = frozenset("-‐‑‒–—―﹣－")
_MINUS = "−"
"""A sign wherever it stands; a hyphen is one only before a number, and then the same."""

_TILDES = frozenset("~〜～∼")
_APOSTROPHES = frozenset("'’‘ʼ＇")
_SIGNS = frozenset("%‰‱٪؉؊§&@/\\†‡′″‴^\u20e3")
"""Signs that mean something wherever they stand, though Unicode takes them for punctuation, or for marks."""

_SYMBOLS = frozenset({"Sm", "Sc", "So", "Ps", "Pe", "Co", "Cn"})
"""Categories of signs that mean something: operators, currency, emoji, brackets; and what only a font
or a later Unicode knows, which may be a letter, a kanji or an icon."""

_CHANGING = compile_late(f"[^{COMMON_LETTERS}a-z0-9、。,.!?:;]")
"""What may be compared in another form than its own: looking at every character would take longer than a search."""

_OF_ITS_OWN = frozenset({"<super>", "<sub>", "<fraction>", "<circle>"})
"""Forms of a letter or digit that say something else: 10² is not 102."""

_SIGN = "\0"
"""Stands before each sign that counts."""

_KANJI = "〇一二三四五六七八九"
_DIGIT = rf"[\d{_KANJI}]"
# Both begin with what is rare: a search that looks back at each character takes five times as long.
_BETWEEN = compile_late(rf"{_DIGIT}[^\w{_SIGN}]++(?={_DIGIT})")
"""A digit, and what parts two numbers, or the two parts of one: 1.5, 1:30, 3–5, "1931. 5"."""

_BETWEEN_IN_ASCII = compile_late(rf"\d[^\w{_SIGN}]++(?=\d)", re.ASCII)

_BESIDE = compile_late(
    rf"[-~.#](?:(?<=[-~])(?<!{_SIGN}.)(?=(?:{_SIGN}.)?\d)|(?<=\.)(?<![\w{_SIGN}].)(?=\d)"
    rf"|(?<=\#)(?<!{_SIGN}.)(?:(?=\w)|(?<=\w.)))",
    re.DOTALL,
)
"""−5, ~5, .5, −$5, #5, C#."""

_LONE_MARKS = "\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
"""Marks that are still there when all that can be composed is: `か゚` is not `か`. Variation selectors say nothing."""

_COUNTS = compile_late(rf"[{COMMON_LETTERS}\w{MARKS}{_LONE_MARKS}]+|{_SIGN}.", re.DOTALL)
_COUNTS_IN_ASCII = compile_late(rf"\w+|{_SIGN}.", re.DOTALL | re.ASCII)
NUMERALS = f"{_KANJI}十百千万萬億亿兆零壱弐参两兩"
_NO_NUMBERS = frozenset(("万が一", "万一", "一方", "一般", "一体", "一緒", "一旦", "一見", "一環", "一助"))
"""Words in which a numeral counts nothing."""

_TELLING = compile_late(rf"{'|'.join(sorted(_NO_NUMBERS))}|\d+|[{NUMERALS}]+|[^\w{MARKS}]")
_ATOMS_OR_WORDS = compile_late(f"{ATOM}+|[^{ATOM}]+")
_NO_LETTER = compile_late(rf"[^\w{MARKS}]")
_APART = frozenset({" ", ATOM})
_SIGNS_AFTER_NUMBERS = "%‰‱٪°′″"
"""Signs that belong to the number before them."""

_FULL_STOPS = "。．.!?！？ \n"
MOST_PLACES = 64
"""Places of a part that are looked at."""


@remember_short(longest=999, kept=1_000)  # what a repair leaves says the same after each of its steps
def normalize_meaning(text: str) -> str:
    """The letters and digits of a text, in NFKC and case folded, with the signs that carry meaning."""
    return _finish(_translate(text))


def join_meanings(stretches: Iterable[tuple[str, bool]]) -> str:
    """The meaning of stretches of text in a row; those with True count to the letter, but for white space."""
    return _finish("".join(_encode_literally(text) if verbatim else _translate(text) for text, verbatim in stretches))


_CHUNK = 1 << 16
"""Characters in which words are found together: of a megabyte in one line, not all need be there at once."""


def _iter_counting(forms: str, counts: re.Pattern[str]) -> Iterator[str]:
    """What counts in a text, bit by bit."""
    start = 0
    while start < len(forms):
        end = start + _CHUNK
        if forms[end - 1 : end] == _SIGN:  # it belongs to what follows it
            end += 1
        yield "".join(counts.findall(forms, start, end))
        start = end


def normalize_block(block: Block, source: str) -> str:
    """The meaning of a block, with what stands in inline code and other atoms."""
    return join_meanings(iter_stretches(block, source))


def iter_stretches(block: Block, source: str) -> Iterator[tuple[str, bool]]:
    """The stretches of text that a block shows: words, and with True the source of its atoms."""
    content = block.text.content
    if ATOM not in content:
        yield content, False
        return
    pieces = block.text.pieces
    ends = [*(piece.start for piece in pieces[1:]), len(content)]
    for piece, end in zip(pieces, ends, strict=True):
        for _, written, visible in split_at_atoms(
            source[piece.span.start : piece.span.end], content[piece.start : end]
        ):
            yield (written, True) if ATOM in visible else (visible, False)


def split_at_atoms(written: str, visible: str) -> Iterator[tuple[int, str, str]]:
    """A piece of text as words and atoms, each with its offset, as it is written and as it is shown.

    A macro is as long in the visible text as in the source, and words may stand beside it in the same piece.
    """
    if ATOM not in visible or len(written) != len(visible):
        yield 0, written, visible
        return
    for found in _ATOMS_OR_WORDS.finditer(visible):
        yield found.start(), written[found.start() : found.end()], found[0]


@remember_short(longest=999, kept=1_000)  # of the sentences of an article each is asked about for every other
def find_numbers_and_signs(meaning: str) -> tuple[str, ...]:
    """The numbers and signs of a meaning, in their order: what no two wordings of one thing may differ in.

    Numbers are also those that letters write, as 三千億 does. Brackets are left out, as what stands in them may be an
    addition: see `differ_in_brackets`.
    """
    return tuple(sign for sign in _TELLING.findall(meaning) if sign not in _BRACKETS and sign not in _NO_NUMBERS)


def differ_in_brackets(one: str, other: str) -> bool:
    """Whether two meanings differ in nothing but brackets: `(not)` and `not` are two things."""
    return one != other and one.translate(_WITHOUT_BRACKETS) == other.translate(_WITHOUT_BRACKETS)


_BRACKETS = frozenset("()[]")
_WITHOUT_BRACKETS = dict.fromkeys(map(ord, _BRACKETS))


def join_apart(meanings: Iterable[str]) -> list[str]:
    """The meanings of several blocks, numbers and signs apart: a sentence may go on in the next block, they do not."""
    spaced: list[str] = []
    for said in meanings:
        if spaced and ((spaced[-1][-1:].isdecimal() and said[:1].isdecimal()) or not said[:1].isalnum()):
            spaced[-1] += " "
        spaced.append(said)
    return spaced


def contains_meaning(whole: str, part: str) -> bool:
    """Whether one meaning stands in another, and no number or sign there goes on where it begins or ends."""
    place = whole.find(part)
    for _ in range(MOST_PLACES):
        if place < 0:
            return False
        if stands_apart(whole, place, part):
            return True
        place = whole.find(part, place + 1)
    return False


def stands_verbatim(whole: str, part: str, end: int | None = None) -> bool:
    """Whether a text stands in another, before an offset, to the letter, and so does its meaning: a quick yes.

    One that begins or ends with a number or a sign may go on there: of that only the meanings tell.
    """
    if not (_is_plain(part[:1]) and _is_plain(part.rstrip(_FULL_STOPS)[-1:])):
        return False
    end = len(whole) if end is None else end
    start = whole.find(part, 0, end)
    stop = start + len(part)
    before, after = whole[max(0, start - 3) : start], whole[stop : min(stop + 2, end)]
    return (
        start >= 0
        and (start == 0 or _is_plain(before.rstrip(_FULL_STOPS)[-1:]))
        and (stop == end or _is_plain(after.lstrip()[:1]))
    )


def _is_plain(character: str) -> bool:
    """Whether it is a letter and no number."""
    return character.isalpha() and character not in _KANJI


def stands_apart(whole: str, place: int, part: str) -> bool:
    """Whether no number and no sign goes on at either end of a part that stands at a place."""
    return divides_before(whole, place, part) and _divides(whole, place + len(part), part, 0)


def divides_before(whole: str, place: int, part: str) -> bool:
    """Whether none goes on where a part begins."""
    return _divides(whole, place, part, -1)


def _translate(text: str) -> str:
    if text.isascii():
        return text.translate(_FORMS)
    return _CHANGING.sub(_get_form, unicodedata.normalize("NFC", text))


def _get_form(found: re.Match[str]) -> str:
    return _FORMS[ord(found[0])]


def _finish(forms: str) -> str:
    """The meaning of a text of which each character has its form."""
    forms = unicodedata.normalize("NFC", forms)
    # Classes of a few letters are compiled in no time, and many articles have no others.
    between, counts = (_BETWEEN_IN_ASCII, _COUNTS_IN_ASCII) if forms.isascii() else (_BETWEEN, _COUNTS)
    forms = between.sub(_separate, forms)
    # Not a template, which takes longer than the search.
    forms = _BESIDE.sub(_mark_sign, forms)
    return "".join(_iter_counting(forms, counts)).replace(_SIGN, "")


def _mark_sign(found: re.Match[str]) -> str:
    return _SIGN + found[0]


def _encode_literally(text: str) -> str:
    """Every sign counts; but words set as code are the same words."""
    if text.startswith("`"):
        text = text.strip("`").casefold()
    return "".join(
        character if character.isalnum() else _SIGN + character
        for character in text
        if not character.isspace() and character != _SIGN
    )


def _divides(whole: str, place: int, part: str, side: int) -> bool:
    """Whether nothing at a place belongs to the edge of a part there; `side` says where it would stand."""
    outside = whole[place - 1 : place] if side else whole[place : place + 1]
    if not outside or outside in _APART:
        return True
    if outside.isdecimal():
        return not part[: 1 if side else None][-1:].isdecimal()
    if outside.isalnum() or unicodedata.category(outside).startswith("M"):
        return True
    apart, around = ("Pe", "Ps") if side else ("Ps", "Pe")
    if unicodedata.category(outside) == around:  # it may belong to a bracket in the part, which breaks off there
        kinds = [unicodedata.category(sign) for sign in _NO_LETTER.findall(part)]
        return kinds.count(apart) > kinds.count(around)
    return unicodedata.category(outside) == apart or (side != 0 and outside in _SIGNS_AFTER_NUMBERS)


def _separate(found: re.Match[str]) -> str:
    digit, space = found[0][0], found[0][1:]
    between = space.strip()
    if "-" in between:
        return f"{digit}{_SIGN}-"
    is_one_number = between and between == space and not any(map(str.isspace, between))
    return digit + ("".join(_SIGN + character for character in between) if is_one_number else f"{_SIGN} ")


class _Forms(dict[int, str]):
    """How each character is compared, by its code point; found out when it is met for the first time."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _choose_form(chr(code))
        return form


_FORMS = _Forms()


def _choose_form(character: str) -> str:
    """How a character is compared: with `_SIGN` before it if it counts as a sign wherever it stands."""
    if character in _QUOTES or character.isspace() or character in "_\0":
        return " "
    if character in _DASHES:
        return "-"
    if character == _MINUS:
        return f"{_SIGN}-"
    if character in _TILDES:
        return "~"
    if character in _APOSTROPHES:
        return "'"
    if character in _SIGNS or _is_symbol(character):
        plain = _decompose(character)
        return _SIGN + character if plain == character else "".join(map(_choose_form, plain))
    plain = _decompose(character)
    return plain.casefold() if plain == character else "".join(map(_choose_form, plain))


def _decompose(character: str) -> str:
    form = unicodedata.decomposition(character).partition(" ")[0]
    return character if form in _OF_ITS_OWN else unicodedata.normalize("NFKC", character)


def _is_symbol(character: str) -> bool:
    # Skin tones are modifiers to Unicode, and the letters of a flag are invisible.
    return (
        unicodedata.category(character) in _SYMBOLS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )
