"""Bytes → text with exact positions."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, count
from operator import add
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import force_setattr

from endmark.document.span import Position, Span
from endmark.errors import InputError, Problem
from endmark.phrase import Phrase, phrase

_BOM = b"\xef\xbb\xbf"
_FOREIGN_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
MAX_LINES = 500_000
"""Lines of one file. All of Shakespeare has 120,000, the longest word lists of English have 480,000; what has more
was not written to be read, and would fill the memory: each line may be a block."""

_SPLIT_IT = phrase("Split the file, or leave it out with `exclude`.")
_SAVE_AS_UTF8 = phrase("Save the file as UTF-8 and run endmark again.")

Encoding: TypeAlias = Literal["utf-8", "utf-16", "utf-32"]
"""What a column counts: bytes, the units of language servers, or code points."""

_CODE_UNITS: dict[Encoding, tuple[str, int]] = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}
"""For each the codec and how many of its bytes are a unit; in UTF-32 a unit is a code point."""


class Source(Struct, frozen=True):
    """The text of one file, as its author wrote it.

    `text` holds every code point of the file except a byte order mark, line
    endings included. `path` is relative with forward slashes, for reports. `beside` is
    there when it is no file, but a text among other values: so many characters at its
    beginning are front matter that was made of those, and no place in reports is in them.
    """

    path: str
    text: str
    has_bom: bool = False
    line_starts: Sequence[int] = ()
    beside: int | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "line_starts", find_line_starts(self.text))

    def get_position(self, offset: int) -> Position:
        """The line and column of a code point offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def get_position_in(self, offset: int, encoding: Encoding) -> Position:
        """The line and column of a code point offset, the column counted in the units of an encoding."""
        line, column = self.get_position(offset)
        if encoding == "utf-32":
            return Position(line, column)
        codec, size = _CODE_UNITS[encoding]
        before = self.text[offset - column + 1 : offset]
        return Position(line, len(before.encode(codec, "surrogatepass")) // size + 1)

    def get_line_span(self, line: int) -> Span:
        """The span of a line (counted from 1) without its line ending."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        if end > start and self.text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def get_excerpt(self, span: Span) -> str:
        """The source text of a span."""
        return self.text[span.start : span.end]


def find_line_starts(text: str) -> Sequence[int]:
    """Where each line begins that a line feed ends; a text is split bit by bit, for it may have a million of them."""
    starts = array("I", (0,))
    for first in range(0, len(text), _CHUNK):
        lines = text[first : first + _CHUNK].split("\n")
        lines.pop()
        starts.extend(map(add, accumulate(map(len, lines)), count(first + 1)))
    return starts


_CHUNK = 1 << 16
"""Characters that are split together."""


def decode(data: bytes, path: str) -> Source:
    """Decode the bytes of a file.

    Raises InputError when the bytes are not UTF-8, with the line and column of
    the first such byte, and when there are more lines than `MAX_LINES`. A NUL is a
    character of the text like any other.
    """
    for mark, name in _FOREIGN_BOMS.items():
        if data.startswith(mark):
            raise InputError(Problem(phrase("this is a {name} file, not UTF-8.", name=name), path, 1, 1, _SAVE_AS_UTF8))
    _refuse_too_many_lines(data.count(b"\n"), path)
    has_bom = data.startswith(_BOM)
    body = data[len(_BOM) :] if has_bom else data
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _locate_byte(body.decode("utf-8", errors="replace"), body, error.start)
        message = phrase("the byte 0x{body:02x} is not valid UTF-8.", body=body[error.start])
        raise InputError(Problem(message, path, line, column, _explain_encoding(body) or _SAVE_AS_UTF8)) from error
    if "\0" in text and _has_alternating_nuls(body):
        raise InputError(Problem(phrase("this looks like a UTF-16 file, not UTF-8."), path, 1, 1, _SAVE_AS_UTF8))
    return Source(path, text, has_bom)


_READ_TO_GUESS = 20_000
"""Bytes from which an encoding is guessed: a page or so says enough."""

_HIRAGANA = range(0x3041, 0x3097)
_MOST_MEANT = 0.1
"""A tenth of the characters: of Japanese prose about half are hiragana, and of text in a wrong encoding hardly any."""


def _explain_encoding(body: bytes) -> Phrase | None:
    """How text in an older Japanese encoding becomes UTF-8; None where nothing tells that it is in one."""
    sample = body[:_READ_TO_GUESS]
    for codec, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        text = sample.decode(codec, errors="ignore")
        beyond = sum(character > "\x7f" for character in text)
        if sum(ord(character) in _HIRAGANA for character in text) > _MOST_MEANT * beyond > 0:
            return phrase(
                "It looks like {name}: save it as UTF-8, for example with `iconv -f {name} -t UTF-8`.", name=name
            )
    return None


def _refuse_too_many_lines(ends: int, path: str) -> None:
    if ends > MAX_LINES:
        message = phrase(
            "it has {ends:,} lines, and endmark reads no more than {most:,}.",
            ends=ends,
            most=MAX_LINES,
        )
        raise InputError(Problem(message, path, MAX_LINES + 1, 1, _SPLIT_IT))


def _has_alternating_nuls(body: bytes) -> bool:
    """Whether every second byte is mostly a NUL, as in UTF-16; a NUL here and there is a slip in a text."""
    return len(body) % 2 == 0 and 4 * max(body[::2].count(0), body[1::2].count(0)) > len(body)


def encode(source: Source) -> bytes:
    """The bytes of a file with this text; what `decode` read comes out as it was."""
    return (_BOM if source.has_bom else b"") + source.text.encode()


def make_source(text: str, path: str, *, has_bom: bool = False) -> Source:
    """Wrap text that is already decoded.

    Raises InputError when the text holds a lone surrogate, which cannot stand in
    a text file, and when it has more lines than `MAX_LINES`.
    """
    _refuse_too_many_lines(text.count("\n"), path)
    source = Source(path, text, has_bom)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line, column = source.get_position(error.start)
        message = phrase("a lone surrogate (U+{ord:04X}) is not a character.", ord=ord(text[error.start]))
        raise InputError(Problem(message, path, line, column, _SAVE_AS_UTF8)) from error
    return source


def _locate_byte(replaced: str, body: bytes, offset: int) -> Position:
    """Where the undecodable byte at `offset` stands; everything before it decodes."""
    before = body[:offset].decode("utf-8")
    return Source("", replaced).get_position(len(before))
