"""What YAML and TOML have in common: values with the place they stand at."""

from __future__ import annotations

from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from msgspec import Struct

from endmark.document.late_pattern import compile_late
from endmark.errors import Problem
from endmark.phrase import Phrase, phrase, quote

ScalarKind = Literal["text", "boolean", "whole number", "number", "date", "merge", "nothing"]

_LONGEST_EXCERPT = 40
_LONGEST_MESSAGE = 1_000
_ENDLESS = 120
_ENDLESS_WORD = compile_late(r"\S{120,}")

T = TypeVar("T")


class Place(NamedTuple):
    """Where something stands in a file; line and column count from 1, in code points."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def make_problem(self, message: Phrase, hint: Phrase | None = None) -> Problem:
        """A mistake at this place."""
        return Problem(
            _make_readable(message), self.path, self.line, self.column, hint and _make_readable(hint), "settings"
        )


class Written(str):
    """A word, a number, a truth value or a date, as its author wrote it."""

    __slots__ = ()


class Placed(Struct, Generic[T], frozen=True, eq=False):
    """A value together with its place; two are equal when their values are."""

    value: T
    place: Place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Placed) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)


class ScalarNode(Struct, frozen=True):
    """One word, number or text. `raw` is what the author wrote, without quotes and escapes."""

    place: Place
    kind: ScalarKind
    raw: str


class SequenceNode(Struct, frozen=True):
    """A list."""

    place: Place
    items: tuple[Node, ...]


class Entry(NamedTuple):
    """A key of a table and its value; the key is always text."""

    key: ScalarNode
    value: Node


class MappingNode(Struct, frozen=True):
    """A mapping in the author's order; no key stands twice."""

    place: Place
    entries: tuple[Entry, ...] = ()


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def _make_readable(message: Phrase) -> Phrase:
    """A message in which nothing that was written fills the screen."""
    if len(message) <= _ENDLESS:
        return message
    return Phrase(message.template, {name: _shorten_value(value) for name, value in message.values.items()})


def _shorten_value(value: Any) -> Any:
    if isinstance(value, Phrase):
        return _make_readable(value)
    if not isinstance(value, str):
        return value
    value = _ENDLESS_WORD.sub(lambda word: f"{word[0][:_LONGEST_EXCERPT]}…{word[0][-1]}", value)
    return value if len(value) <= _LONGEST_MESSAGE else f"{value[: _LONGEST_MESSAGE - 1]}…"


def describe(node: Node) -> Phrase:
    """What an editor sees in a node, for messages that end in "got …"."""
    match node:
        case SequenceNode():
            return phrase("a list")
        case MappingNode():
            return phrase("a mapping")
        case ScalarNode(raw=""):
            return phrase("nothing") if node.kind == "nothing" else phrase("an empty text")
        case ScalarNode(kind="text"):
            return phrase("the text {text!r}", text=_shorten(node.raw))
        case ScalarNode(kind="whole number" | "number"):
            return phrase("the number `{text}`", text=_shorten(node.raw))
        case ScalarNode(kind="boolean"):
            return phrase("the boolean `{text}`", text=node.raw)
        case ScalarNode(kind="date"):
            return phrase("the date `{text}`", text=node.raw)
        case ScalarNode():
            return quote(f"`{node.raw}`")


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"
