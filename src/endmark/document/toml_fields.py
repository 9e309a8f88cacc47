"""TOML front matter → fields with their places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from frontmatter.default_handlers import BaseHandler

from endmark.document.front_matter import Fault, Field, FieldKind, explain_unreadable_value, make_fault
from endmark.document.nesting import MAX_DEPTH, is_too_deep, place_too_deep
from endmark.document.span import Span
from endmark.document.toml_keys import iter_toml_keys


class TomlHandler(BaseHandler):
    """python-frontmatter's own TOML handler needs the unmaintained `toml`; this one needs nothing."""

    FM_BOUNDARY = re.compile(r"^\+\+\+\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str) -> dict[str, Any]:
        """Parse TOML; raises tomllib.TOMLDecodeError."""
        return tomllib.loads(fm)


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
    prefix: tuple[str, ...] = ()
    for key in iter_toml_keys(content):
        if key.opening:
            prefix = key.parts
            continue
        value, written = _read_value(content[key.value.start : key.value.end])
        name = ".".join((*prefix, *key.parts))
        key_span = Span(offset + key.place.start, offset + key.place.end)
        start = offset + key.value.start
        yield from _iter_entries(name, value, written, key_span, Span(start, start + len(written)))


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


def _read_value(source: str) -> tuple[Any, str]:
    """A value, and how it is written, from the lines it stands on; it is known to be valid."""
    try:
        value = tomllib.loads("v = " + source.replace("\r\n", "\n"))["v"]
    except tomllib.TOMLDecodeError:
        return source, source
    written = source.rstrip()
    if not isinstance(value, (str, list, dict)):
        written = written.partition("#")[0].rstrip()
    elif isinstance(value, str) and not written.startswith(('"""', "'''")):
        written = written[: written.find(written[0], 1) + 1] if "\\" not in written else written
    return value, written


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
