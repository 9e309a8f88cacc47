"""A check for tests: nothing to find, but options of every type an editor can set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from endmark.checks import CheckKind, Scope
from endmark.checks.text.regex import Pattern
from endmark.document.model import Document
from endmark.errors import PartError
from endmark.phrase import phrase
from endmark.violation import Match, Severity

KIND: CheckKind = "pattern"
VALUES = frozenset({"match", "count"})


class Nested(Struct, frozen=True):
    """A mapping inside the options."""

    name: str
    weight: float = 1.0


class Options(Struct, frozen=True):
    """One option of each type."""

    word: str = "end"
    flag: bool = False
    least: Annotated[int, Meta(ge=1, le=9)] = 1
    most: int = 9
    ratio: Annotated[float, Meta(ge=0, le=1)] = 0.5
    where: Literal["text", "source"] = "text"
    level: Severity = Severity.WARNING
    words: tuple[str, ...] = ()
    range: tuple[float, float] = (0.0, 1.0)
    names: frozenset[str] = frozenset()
    rates: Mapping[str, int] = field(default_factory=dict)
    pattern: Pattern | None = None
    limit: int | None = 3
    length: int | Literal["auto"] = "auto"
    nested: Nested | None = None
    several: tuple[Nested, ...] = ()

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise PartError(phrase("`least` must not be more than `most`."), "most")


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    yield from ()
