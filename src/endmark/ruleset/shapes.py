"""Type hints → shapes: the one table that says what an editor may write for a type.

The binder reads shapes to turn nodes into values; JSON Schemas are printed from
the same shapes.

| hint                                    | shape    | in YAML                      |
|-----------------------------------------|----------|------------------------------|
| `str`                                   | String   | text; `min`: least length    |
| `LanguageTag`, `LanguageCode`           | Language | a language, as in BCP 47     |
| `Written`                               | Scalar   | text, a number, true, false  |
| `date`                                  | Day      | a date such as 2026-01-31    |
| `bool`                                  | Boolean  | true, false                  |
| `int`, `float`                          | Number   | a number; `min`, `max`       |
| `Literal[...]`, an enum                 | Choice   | one of its labels            |
| `Pattern`                               | Regex    | text that RE2 accepts        |
| `None`                                  | Null     | null                         |
| `tuple[X, ...]`, `frozenset[X]`         | ListOf   | a list; a set: no item twice |
| `tuple[X, Y]`                           | Tuple    | a list of just so many items |
| `dict[K, X]`, `Mapping[K, X]`           | MapOf    | a mapping with any keys      |
| a struct, a TypedDict                   | Record   | a mapping with its fields    |
| `X | Y`                                 | OneOf    | either                       |
| `Placed[X]`                             | Located  | X, remembered with its place |
| `MappingNode`                           | Unbound  | a mapping, bound later       |

`ge`, `le` and `min_length` stand in its `Meta`: `Annotated[int, Meta(ge=1)]`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

from msgspec import Struct
from msgspec.structs import fields

from endmark.checks.text.regex import Pattern
from endmark.document.language import LanguageCode, LanguageTag
from endmark.phrase import Phrase, join_choices, phrase, quote
from endmark.ruleset.nodes import MappingNode, Placed, Written


class String(Struct, frozen=True):
    """Text of at least so many characters, outer white space not counted."""

    shortest: int = 0


class Language(Struct, frozen=True):
    """The tag of a language; without `whole` the language alone, without script and region."""

    whole: bool


class Scalar(Struct, frozen=True):
    """Any single value, kept as it is written."""


class Day(Struct, frozen=True):
    """A date: year, month and day."""


class Boolean(Struct, frozen=True):
    """True or false."""


class Number(Struct, frozen=True):
    """A number between two bounds, both allowed."""

    whole: bool
    least: float | None = None
    most: float | None = None


class Choice(Struct, frozen=True):
    """One of a few words; `values` are what they stand for."""

    labels: tuple[str, ...]
    values: tuple[Any, ...]


class Regex(Struct, frozen=True):
    """A regular expression."""


class Null(Struct, frozen=True):
    """Null, written out."""


class ListOf(Struct, frozen=True):
    """A list of any length; `make` turns it into the final collection."""

    item: Shape
    make: type[tuple[Any, ...] | frozenset[Any]]


class Tuple(Struct, frozen=True):
    """A list in which each item has its own shape."""

    items: tuple[Shape, ...]


class MapOf(Struct, frozen=True):
    """A mapping with keys of the author's choice."""

    key: Shape
    value: Shape


class Record(Struct, frozen=True):
    """A mapping with known keys; see `get_fields`."""

    type: type[Any]


class OneOf(Struct, frozen=True):
    """The first of several shapes that fits."""

    shapes: tuple[Shape, ...]


class Located(Struct, frozen=True):
    """A value that remembers its place."""

    inner: Shape


class Unbound(Struct, frozen=True):
    """A mapping whose shape is known only later."""


Shape: TypeAlias = (
    String
    | Language
    | Scalar
    | Day
    | Boolean
    | Number
    | Choice
    | Regex
    | Null
    | ListOf
    | Tuple
    | MapOf
    | Record
    | OneOf
    | Located
    | Unbound
)


class RecordField(Struct, frozen=True):
    """A key of a record."""

    name: str
    shape: Shape
    required: bool


def get_fields(record: type[Any]) -> Mapping[str, RecordField]:
    """The keys of a mapping that stands for a struct or a TypedDict, in the order of the class."""
    return _compute_fields(cast("Hashable", record))


@cache
def _compute_fields(record: Any) -> Mapping[str, RecordField]:
    hints = get_type_hints(record, include_extras=True)
    if is_typeddict(record):
        return {
            name: RecordField(name, build_shape(hint), name in record.__required_keys__) for name, hint in hints.items()
        }
    return {
        field.name: RecordField(
            field.name,
            build_shape(hints[field.name]),
            required=field.required,
        )
        for field in fields(record)
    }


def build_shape(hint: Any, *, least: float | None = None, most: float | None = None) -> Shape:
    """The shape of a type hint; the bounds hold for every number and text in it.

    Raises TypeError for a hint that is not in the table above.
    """
    if hint in _SHAPE_BY_TYPE:
        return _SHAPE_BY_TYPE[hint](least, most)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Choice(tuple(_get_label(member) for member in hint), tuple(hint))
    if isinstance(hint, type) and (issubclass(hint, Struct) or is_typeddict(hint)):
        return Record(hint)
    origin = get_origin(hint)
    if origin is Annotated:
        inner, bounds = get_args(hint)
        least = bounds.ge if bounds.min_length is None else bounds.min_length
        return build_shape(inner, least=_write_briefly(least), most=_write_briefly(bounds.le))
    if origin in _GENERIC:
        if origin is Literal:
            return _GENERIC[origin](get_args(hint), [])
        arguments = [argument for argument in get_args(hint) if argument is not Ellipsis]
        return _GENERIC[origin](get_args(hint), [build_shape(item, least=least, most=most) for item in arguments])
    raise TypeError(f"no editor can write a {hint!r} in YAML")


def _write_briefly(bound: float | None) -> float | None:
    """The bound as whole number where it is one.

    typing keeps one of two hints that are equal, so that the bound 1.0 of a
    field would be 1 where another field with the bound 1 was asked for before.
    """
    return bound if bound is None or bound % 1 else int(bound)


def _build_literal(arguments: tuple[Any, ...], _: list[Shape]) -> Shape:
    return Choice(tuple(str(value) for value in arguments), arguments)


def _build_tuple(arguments: tuple[Any, ...], shapes: list[Shape]) -> Shape:
    return ListOf(shapes[0], tuple) if Ellipsis in arguments else Tuple(tuple(shapes))


def _build_set(_: tuple[Any, ...], shapes: list[Shape]) -> Shape:
    return ListOf(shapes[0], frozenset)


def _build_mapping(_: tuple[Any, ...], shapes: list[Shape]) -> Shape:
    return MapOf(shapes[0], shapes[1])


def _build_placed(_: tuple[Any, ...], shapes: list[Shape]) -> Shape:
    return Located(shapes[0])


def _build_union(_: tuple[Any, ...], shapes: list[Shape]) -> Shape:
    """Choices are joined into one, so that a message can list all the words."""
    choices = [shape for shape in shapes if isinstance(shape, Choice)]
    others = [shape for shape in shapes if not isinstance(shape, Choice)]
    if not choices:
        return OneOf(tuple(others))
    labels = tuple(label for choice in choices for label in choice.labels)
    joined = Choice(labels, tuple(value for choice in choices for value in choice.values))
    return OneOf((joined, *others)) if others else joined


def _get_label(member: Enum) -> str:
    return str(getattr(member, "label", member.name.lower().replace("_", "-")))


_SHAPE_BY_TYPE: Mapping[Any, Callable[[float | None, float | None], Shape]] = {
    str: lambda least, _: String(int(least or 0)),
    LanguageTag: lambda _, __: Language(whole=True),
    LanguageCode: lambda _, __: Language(whole=False),
    Written: lambda _, __: Scalar(),
    date: lambda _, __: Day(),
    bool: lambda _, __: Boolean(),
    int: lambda least, most: Number(whole=True, least=least, most=most),
    float: lambda least, most: Number(whole=False, least=least, most=most),
    Pattern: lambda _, __: Regex(),
    NoneType: lambda _, __: Null(),
    MappingNode: lambda _, __: Unbound(),
}

_GENERIC: Mapping[Any, Callable[[tuple[Any, ...], list[Shape]], Shape]] = {
    Literal: _build_literal,
    tuple: _build_tuple,
    frozenset: _build_set,
    dict: _build_mapping,
    Mapping: _build_mapping,
    Placed: _build_placed,
    Union: _build_union,
    UnionType: _build_union,
}


def describe_shape(shape: Shape) -> Phrase:
    """What an editor may write, for messages that begin with "expected …"."""
    match shape:
        case String() | Language() | Scalar() | Day() | Boolean() | Regex() | Null():
            return _PHRASES[type(shape)]
        case Number():
            return _describe_number(shape)
        case Choice():
            return join_choices(map(quote, shape.labels))
        case ListOf():
            return phrase("a list")
        case Tuple():
            return phrase("a list of {count} items", count=len(shape.items))
        case MapOf() | Record() | Unbound():
            return phrase("a mapping")
        case OneOf():
            return join_choices(word for option in shape.shapes for word in _list_words(option))
        case Located():
            return describe_shape(shape.inner)


_PHRASES: Mapping[type[Shape], Phrase] = {
    String: phrase("text"),
    Language: phrase("a language such as ja"),
    Scalar: phrase("a single value"),
    Day: phrase("a date such as 2026-01-31"),
    Boolean: phrase("true or false"),
    Regex: phrase("a regular expression"),
    Null: phrase("null"),
}


def _list_words(shape: Shape) -> tuple[Phrase, ...]:
    """The words of an alternative in a longer list; null is for developers, so it is not offered."""
    match shape:
        case Choice():
            return tuple(map(quote, shape.labels))
        case Null():
            return ()
        case _:
            return (describe_shape(shape),)


def _describe_number(number: Number) -> Phrase:
    kind = phrase("a whole number") if number.whole else phrase("a number")
    match number.least, number.most:
        case None, None:
            return kind
        case least, None:
            return phrase("{kind} of at least {least}", kind=kind, least=least)
        case None, most:
            return phrase("{kind} of at most {most}", kind=kind, most=most)
        case least, most:
            return phrase("{kind} from {least} to {most}", kind=kind, least=least, most=most)
