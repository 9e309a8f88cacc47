"""Where the keys of a TOML text stand: tomllib reads the values and forgets their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from endmark.document.nesting import TOKEN
from endmark.document.span import Span

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED_KEY = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_KEY_PART = re.compile(_KEY)
_TOML_LINE = re.compile(
    rf"^[ \t]*(?:(?P<open>\[\[?)[ \t]*(?P<table>{_DOTTED_KEY})[ \t]*\]|(?P<key>{_DOTTED_KEY})[ \t]*=[ \t]*)",
    re.MULTILINE,
)


class TomlKey(Struct, frozen=True):
    """A key that begins a line, or the head of a table.

    `parts` are its names, without quotes. `place` is the key as it is written, or the
    head from its first bracket on. `opening` is `[` or `[[` for a table, else empty.
    `value` reaches from where the value begins to the end of the line on which it
    ends; it is empty for a table.
    """

    parts: tuple[str, ...]
    place: Span
    opening: str
    value: Span


def iter_toml_keys(content: str) -> Iterator[TomlKey]:
    """The keys of a text that is valid TOML; those inside of a value, as in an inline table, are left out."""
    position = 0
    while line := _TOML_LINE.search(content, position):
        position = line.end()
        if line["table"] is not None:
            head = Span(line.start("open"), position)
            yield TomlKey(_part(line["table"]), head, line["open"], Span(position, position))
            continue
        value = Span(position, position := _find_value_end(content, position))
        yield TomlKey(_part(line["key"]), Span(*line.span("key")), "", value)


def _part(dotted: str) -> tuple[str, ...]:
    return tuple(map(_unquote, _KEY_PART.findall(dotted)))


def _unquote(part: str) -> str:
    if part[0] not in "\"'":
        return part
    if part[0] == '"' and "\\" in part:
        import tomllib

        return next(iter(tomllib.loads(f"{part} = 0")))
    return part[1:-1]


def _find_value_end(content: str, start: int) -> int:
    """The end of the line on which the value that begins at `start` ends."""
    depth = 0
    for token in TOKEN.finditer(content, start):
        if token[0] in ("[", "{"):
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            return token.end()
    return len(content)
