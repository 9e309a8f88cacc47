"""Front matter: where it stands, what is in it, and what is wrong with it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

Format = Literal["yaml", "toml", "json"]
FieldKind = Literal["text", "number", "boolean", "date", "null", "list", "mapping"]


class Field(Struct, frozen=True):
    """One entry of the front matter.

    `name` is the dotted path of the key (`seo.title`). `value` covers the value
    as it is written, quotes included; `text` is the value of a scalar without
    them, never converted: a date stays as the author wrote it. `items` are the
    texts of a list, empty for an item that is no scalar.
    """

    name: str
    key: Span
    value: Span
    text: str
    kind: FieldKind
    items: tuple[str, ...] = ()


class Fault(Struct, frozen=True):
    """Something that keeps a site generator from reading the front matter as meant: a stable code with values."""

    span: Span
    code: str
    values: tuple[tuple[str, str | int], ...] = ()


def make_fault(place: Span | int, code: str, **values: str | int) -> Fault:
    """The fault of that code at a place or an offset, with values that are given by their names."""
    return Fault(Span(place, place) if isinstance(place, int) else place, code, tuple(values.items()))


_LONG_NUMBER = compile_late(r"\d[\d_]{999,}")
"""A number that is longer than a program may take; Python's own limit is some thousands of digits."""


def explain_unreadable_value(content: str, offset: int, form: str) -> Fault:
    """The fault of valid text with a value that cannot be held, `offset` code points into the source."""
    long = _LONG_NUMBER.search(content)
    if long is None:
        return make_fault(offset, "front-matter.unreadable-value", form=form)
    return make_fault(offset + long.start(), "front-matter.long-number", form=form)


class FrontMatter(Struct, frozen=True):
    """The front matter of a document; `span` includes its fences.

    Broken front matter has faults, and the fields that could be read.
    """

    format: Format
    span: Span
    fields: tuple[Field, ...] = ()
    faults: tuple[Fault, ...] = ()

    def get(self, name: str) -> Field | None:
        """The first field of that dotted name."""
        return next((entry for entry in self.fields if entry.name == name), None)
