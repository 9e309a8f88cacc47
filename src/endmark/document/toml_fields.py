"""TOML front matter → fields with their places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from frontmatter.default_handlers import BaseHandler

from endmark.document.front_matter import Fault, Field, FieldKind, explain_unreadable_value, make_fault
from endmark.document.nesting import MAX_DEPTH, TOKEN, is_too_deep, place_too_deep
from endmark.document.span import Span


class TomlHandler(BaseHandler):
    """python-frontmatter's own TOML handler needs the unmaintained `toml`; this one needs nothing."""

    FM_BOUNDARY = re.compile(r"^\+\+\+\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        """Parse TOML; raises tomllib.TOMLDecodeError."""
        return tomllib.loads(fm)


_TOML_TABLE = re.compile(r"[ \t]*\[\[?[ \t]*([^\]\n]+?)[ \t]*\]\]?[ \t]*(?:#.*)?\r?$")
_TOML_ENTRY = re.compile(r"[ \t]*((?:[A-Za-z0-9_.-]+|\"[^\"\n]*\"|'[^'\n]*')+)[ \t]*=[ \t]*(\S.*?)[ \t]*\r?$")


def read_toml(content: str, offset: int) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:
    """Read TOML that stands `offset` code points into the source."""
    try:
        too_deep = is_too_deep(TomlHandler().load(content.replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as error:
        return (), (_build_fault(str(error), content, offset),)
    except RecursionError:
        too_deep = True
    except ValueError:
        return (), (explain_unreadable_value(content, offset, "TOML"),)
    if too_deep:
        place = offset + place_too_deep(content)
        return (), (make_fault(place, "front-matter.too-deep", form="TOML", most=MAX_DEPTH),)
    fields = tuple(_iter_fields(content, offset))
    return fields, ()


def _build_fault(reason: str, content: str, offset: int) -> Fault:
    found = re.search(r"\(at line (\d+), column (\d+)\)", reason)
    place = offset
    if found:
        lines = [0, *(newline.end() for newline in re.finditer("\n", content))]
        place += min(lines[min(int(found[1]), len(lines)) - 1] + int(found[2]) - 1, len(content))
    reason = re.sub(r" ?\(at [^)]*\)", "", reason)
    return make_fault(place, "front-matter.invalid", form="TOML", problem=reason)


def _iter_fields(content: str, offset: int) -> Iterator[Field]:
    """The entries that start on a line of their own, and those of the inline tables among them."""
    prefix = ""
    position = 0
    while position < len(content):
        end = content.find("\n", position) + 1 or len(content)
        line = content[position:end].rstrip("\n")
        if table := _TOML_TABLE.match(line):
            prefix = table[1].replace('"', "").replace("'", "") + "."
        elif entry := _TOML_ENTRY.match(line):
            name = prefix + entry[1].replace('"', "").replace("'", "")
            value, written = _read_value(content, position + entry.start(2))
            start = offset + position
            key = Span(start + entry.start(1), start + entry.end(1))
            place = Span(start + entry.start(2), start + entry.start(2) + len(written))
            yield from _iter_entries(name, value, written, key, place)
            end = content.find("\n", place.end - offset) + 1 or len(content)
        position = end


def _iter_entries(name: str, value: Any, written: str, key: Span, place: Span) -> Iterator[Field]:
    """A field, and those of an inline table in it: they have no place of their own, and stand where it does."""
    items = (
        tuple("" if isinstance(item, (list, dict)) else _write_value(item) for item in value)
        if isinstance(value, list)
        else ()
    )
    yield Field(name, key, place, value if isinstance(value, str) else written, _classify_value(value), items)
    for inner, below in value.items() if isinstance(value, dict) else ():
        text = str(below).lower() if isinstance(below, bool) else _write_value(below)
        yield from _iter_entries(f"{name}.{inner}", below, text, key, place)


def _write_value(value: Any) -> str:
    """A value as text; one that Python writes no decimal digits of, in hexadecimal ones."""
    try:
        return str(value)
    except ValueError:
        return hex(value) if isinstance(value, int) else ""


def _read_value(content: str, start: int) -> tuple[Any, str]:
    """A value, and how it is written; it is known to be valid."""
    end = _find_value_end(content, start)
    try:
        value = tomllib.loads("v = " + content[start:end].replace("\r\n", "\n"))["v"]
    except tomllib.TOMLDecodeError:
        return content[start:end], content[start:end]
    written = content[start:end].rstrip()
    if not isinstance(value, (str, list, dict)):
        written = written.partition("#")[0].rstrip()
    elif isinstance(value, str) and not written.startswith(('"""', "'''")):
        written = written[: written.find(written[0], 1) + 1] if "\\" not in written else written
    return value, written


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


def _classify_value(value: Any) -> FieldKind:
    if isinstance(value, bool):
        return "boolean"
    for types, kind in _TOML_KINDS:
        if isinstance(value, types):
            return kind
    return "date"


_TOML_KINDS: tuple[tuple[Any, FieldKind], ...] = (
    (str, "text"),
    ((int, float), "number"),
    (list, "list"),
    (dict, "mapping"),
)
