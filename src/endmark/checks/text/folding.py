"""Text folded for comparison: two texts that say the same fold to the same string."""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

from endmark.document import scripts
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_short

_UNDERLINE = "_"
_SMALL = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
"""What folding takes out of ASCII text, which is quicker for bytes."""

COMMON_LETTERS = "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters all, which a pattern sees sooner here than in the whole of Unicode."""

_LETTERS = compile_late(rf"[{COMMON_LETTERS}\w]+")
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u109f\u1780-\u17d3"
"""Where the vowel signs and accents are that Python's `\\w` leaves out, though they tell words apart."""

_MARKED = compile_late(f"[{MARKS}]")
_LETTERS_AND_MARKS = compile_late(rf"[{COMMON_LETTERS}\w{MARKS}]+")
_FIRST_CHARACTERS = 8
CJK = compile_late(f"[{scripts.CJK}]+")


# Several checks fold the same paragraphs: as many as an article has are kept.
@remember_short(longest=999, kept=1_000)
def fold(text: str) -> str:
    """Letters and digits only, NFKC, case folded: white space, punctuation, width and markup do not count."""
    if text.isascii():
        return text.encode().translate(_SMALL, _SIGNS).decode()
    text = text.replace(_UNDERLINE, " ")  # to a pattern it is a letter
    # What begins in Chinese, Japanese or Korean has no such marks, and need not be searched for them.
    plain = CJK.search(text, 0, _FIRST_CHARACTERS) or not _MARKED.search(text)
    pattern = _LETTERS if plain else _LETTERS_AND_MARKS
    letters = "".join(pattern.findall(text))
    if not unicodedata.is_normalized("NFKC", letters):
        letters = "".join(pattern.findall(unicodedata.normalize("NFKC", letters)))
    return letters.casefold()


def fold_block(block: Block, source: str) -> str:
    """The folded text of a block, with what stands in inline code and other atoms included.

    Two API descriptions often differ in nothing but the name in their inline code.
    An image is one character, which is the same where its address is.
    """
    return fold_with_atoms(block, source)[0]


def fold_with_atoms(block: Block, source: str) -> tuple[str, tuple[str, ...]]:
    """The folded text of a block, and the source of the inline code, images and macros in it."""
    content, pieces = block.text
    if ATOM not in content:
        return fold(content), ()
    shown, atoms = [], []
    starts = [start for start, _ in pieces]
    for (start, span), end in zip(pieces, [*starts[1:], len(content)], strict=True):
        text = content[start:end]
        if ATOM in text:
            is_atom = text[0] == ATOM
            text = source[span.start : span.end]
            if is_atom:
                atoms.append(text)
        shown.append(text)
    return fold_source("".join(shown)), tuple(atoms)


def fold_source(source: str) -> str:
    """Markdown folded, with one character for each image: a long address would outweigh what is said."""
    if "![" not in source and "<img" not in source:
        return fold(source)
    parts = []
    last = 0
    for found in _IMAGE.finditer(source):
        parts += [fold(source[last : found.start()]), _make_token(found)]
        last = found.end()
    return "".join([*parts, fold(source[last:])])


_IMAGE = compile_late(
    r"(?is)!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+\]"
    r"(?:\(\s*+([^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)(?:[^()\"']|\"[^\"]*+\"|'[^']*+')*+\)|\[[^\[\]]*+\])?+"
    r"|<img\b[^<>]*+>"
)
"""An image; the group holds the address of one in Markdown, unless that stands elsewhere."""

_HTML_ADDRESS = compile_late(r"(?i)\ssrc\s*+=\s*+[\"']?([^\s\"'<>]++)")

_PRIVATE, _PRIVATE_CHARACTERS = 0xF0000, 0xFFFE
"""Characters that stand for nothing in any text."""


def _make_token(image: re.Match[str]) -> str:
    html = _HTML_ADDRESS.search(image[0]) if image[0][0] == "<" else None
    address = html[1] if html else image[1] or image[0]
    return chr(_PRIVATE + crc32(address.encode("utf-8", "replace")) % _PRIVATE_CHARACTERS)


def compute_weight(folded: str) -> int:
    """The number of letters, where a Chinese, Japanese or Korean character counts as two.

    One such character says about as much as two letters, so that one threshold
    serves all scripts.
    """
    if folded.isascii() or not CJK.search(folded):
        return len(folded)
    # In UTF-8 each such character takes two bytes more than a letter; counting bytes is quicker than searching.
    return len(folded) + (len(folded.encode("utf-8")) - len(folded)) // 2
