"""What the command line says of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from endmark.document.markup import Markup


class Field(NamedTuple):
    """A field of the front matter, and the column that has its value."""

    name: str
    column: str


class TableRequest(Struct, frozen=True):
    """Which texts of a table are articles.

    `column` holds them; `id` names each row, and without it its number does, counted from 1. `table` is one of a
    database, None where it has no other. The values of the `fields` are taken for front matter. The texts are
    read as `markup`; None: as the config says of the table, else as Markdown.
    """

    column: str
    id: str | None = None
    table: str | None = None
    fields: tuple[Field, ...] = ()
    markup: Markup | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read: that of the texts, that of the names where there is one, those of the fields."""
        return (self.column, *((self.id,) if self.id else ()), *(field.column for field in self.fields))
