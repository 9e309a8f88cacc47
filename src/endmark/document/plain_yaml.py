"""The YAML that most front matter is → fields, as `yaml_fields` reads them.

Keys with words, dates, numbers or something in quotes behind them, and lists of words: lines that mean one thing only.
Loading a YAML parser takes a tenth of the check of a page. Whatever else stands there, be it an escape, a comment
behind a value, a second line of one or a tag, is left to it.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec.structs import replace

from endmark.document.front_matter import Field, FieldKind
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_ENTRY = compile_late(r"([A-Za-z_][\w-]{0,60}):(?: +(\S.*))?")
_ITEM = compile_late(r"( *)- +(\S.*)")
_PIECE = r"\"[^\"\\]*\"|'[^']*'|[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}:#]*"
_PIECES = compile_late(_PIECE)
_LIST = compile_late(rf"\[ *(?:(?:{_PIECE}) *(?:, *(?:{_PIECE}) *)*)?\]")
_QUOTED = compile_late(r"\"[^\"\\]*\"|'[^']*'")

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What no plain value begins with."""

_RESOLVED = frozenset("+.<=~")
"""What plain values of other types than text may begin with, beside digits and letters."""

_WORDS_OF_TYPES = frozenset({"yes", "no", "true", "false", "on", "off", "null"})
_NUMBER = compile_late(r"0|[1-9][0-9]*|[0-9]+\.[0-9]+")
_NO_NUMBER = compile_late(r"[^0-9A-Fa-fTtxZz_.:+-]")
"""What stands in no number of any base, and in no date that has no time."""

_BEGINS_DATE = compile_late(r"[0-9]{4}-[0-9][0-9]?-")
_DATE = compile_late(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]| +)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?: *(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
"""https://yaml.org/type/timestamp.html"""

_Value: TypeAlias = tuple[str, FieldKind, tuple[str, ...]]


def read_plain_yaml(content: str, offset: int) -> tuple[Field, ...] | None:
    """The fields of YAML that stands `offset` code points into the source; None where it takes a parser to read it."""
    if not content.endswith("\n"):  # as all does that stands between two fences
        return None
    fields: dict[str, Field] = {}
    name, indentation = "", None
    for line in content.split("\n"):
        text = line.removesuffix("\r").rstrip(" ")
        if not text.isprintable():
            return None
        if entry := _ENTRY.fullmatch(text):
            name, indentation = entry[1], None
            value = _read_value(entry[2] or "")
            if value is None or name in fields:
                return None
            place = Span(offset + entry.start(2) if entry[2] else offset + len(text), offset + len(text))
            fields[name] = Field(name, Span(offset, offset + len(name)), place, *value)
        elif item := _ITEM.fullmatch(text):
            above, said = fields.get(name), _read_scalar(item[2])
            if above is None or said is None or (indentation is None and above.kind != "null"):
                return None
            if indentation not in (None, item[1]):
                return None
            start = above.value.start if above.items else offset + len(item[1])
            fields[name] = replace(
                above, value=Span(start, offset + len(text)), kind="list", items=(*above.items, said)
            )
            indentation = item[1]
        elif text and (text[0] != "#" or indentation is not None):  # a comment below a list is a part of it
            return None
        offset += len(line) + 1
    return tuple(fields.values()) or None


def _read_value(written: str) -> _Value | None:
    """The text, kind and items of what stands behind a key; None where that takes a parser."""
    if not written:
        return "", "null", ()
    if written[0] == "[":
        pieces = _PIECES.findall(written, 1) if _LIST.fullmatch(written) else None
        return None if pieces is None else ("", "list", tuple(map(_unquote, map(str.rstrip, pieces))))
    text = _read_scalar(written)
    kind = "text" if text != written else _find_kind(written)
    return None if text is None or kind is None else (text, kind, ())


def _read_scalar(written: str) -> str | None:
    if written[0] in "\"'":
        return _unquote(written) if _QUOTED.fullmatch(written) else None
    if written[0] in _INDICATORS or ": " in written or " #" in written or written[-1] == ":":
        return None
    return written


def _unquote(piece: str) -> str:
    return piece[1:-1] if piece[0] in "\"'" else piece


def _find_kind(plain: str) -> FieldKind | None:
    """The type of a value without quotes, where it is none that is seldom meant."""
    if plain[0] in _RESOLVED or plain.lower() in _WORDS_OF_TYPES:
        return "boolean" if plain in ("true", "false") else None
    if not "0" <= plain[0] <= "9":
        return "text"
    if _NUMBER.fullmatch(plain):
        return "number"
    if _DATE.fullmatch(plain):
        return "date"
    return "text" if _BEGINS_DATE.match(plain) or _NO_NUMBER.search(plain) else None
