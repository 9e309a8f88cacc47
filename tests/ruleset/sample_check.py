"""A check for tests: nothing to find, but options of every type an editor can set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from endmark.checks import CheckKind, Scope
from endmark.checks.text.regex import Pattern
from endmark.document.model import Document
from endmark.violation import Match, Severity

KIND: CheckKind = "pattern"
VALUES = frozenset({"match", "count"})


@dataclass(frozen=True, slots=True)
class Nested:
    """A mapping inside the options."""

    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Options:
    """One option of each type."""

    word: str = "end"
    flag: bool = False
    least: int = field(default=1, metadata={"min": 1, "max": 9})
    most: int = 9
    ratio: float = field(default=0.5, metadata={"min": 0, "max": 1})
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
            raise ValueError("`least` must not be more than `most`.")


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    yield from ()
