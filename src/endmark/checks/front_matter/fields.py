"""The fields that front matter must and may have, and what may stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from endmark.checks import CheckKind, Scope
from endmark.checks.text.regex import Pattern
from endmark.document.day import parse_day
from endmark.document.excerpt import shorten
from endmark.document.front_matter import Field, FrontMatter
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.phrase import phrase
from endmark.violation import Match, Reason, make_reason

KIND: CheckKind = "metadata"
VALUES = frozenset({"problem"})

ValueType = Literal["text", "number", "boolean", "date", "list", "mapping"]

_OWN = "endmark"
"""Our own field, under which findings are suppressed."""

_MERGED = "<<."
"""The beginning of the name of a field that YAML merges into a mapping."""


class FieldShape(Struct, frozen=True):
    """What may stand in a field; a field that is empty or not there has no value to judge.

    `type` is the type of the value, or a list of types it may have; text that is
    a date such as "2026-01-31" counts as `date`, too. `pattern` must match the
    whole value, `one_of` lists the values there may be; of a list, each item is
    judged. `min_length` and `max_length` count the characters of a text, or the
    items of a list.
    """

    type: ValueType | tuple[ValueType, ...] = ()
    pattern: Pattern | None = None
    one_of: tuple[str, ...] = ()
    min_length: Annotated[int, Meta(ge=0)] = 0
    max_length: Annotated[int, Meta(ge=0)] | None = None

    def __post_init__(self) -> None:
        if self.max_length is not None and self.max_length < self.min_length:
            raise ValueError(
                phrase("`max_length` is {max_length}, which is less than `min_length`.", max_length=self.max_length)
            )

    @property
    def types(self) -> tuple[ValueType, ...]:
        """The types there may be; none when all may."""
        return self.type if isinstance(self.type, tuple) else (self.type,)


class Options(Struct, frozen=True):
    """Which fields there are, by their dotted names, such as `title` and `seo.title`.

    Those under `required` must be there and have a value. `allowed` lists all
    that may be there besides the required ones and those under `fields`, each
    with what stands below it; when it is empty, any may. `without_front_matter`
    says whether articles that have no front matter at all are judged, too.

    `fields` says for each name what may stand in the field, when there is
    something in it: its `type`, or a list of types (text, number, boolean, date,
    list, mapping); a `pattern` for the whole value; the values there may be
    (`one_of`); how long it is (`min_length`, `max_length`), in characters or in
    items. Of a list, `pattern` and `one_of` judge each item.
    """

    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    fields: Mapping[str, FieldShape] = field(default_factory=dict)
    without_front_matter: bool = False


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield what is missing, what is not allowed, and each value that is not as it should be."""
    if scope.languages and document.language not in scope.languages:
        return
    front_matter = document.front_matter
    if front_matter is None:
        if options.required and options.without_front_matter:
            names = tuple(make_reason("fields.name", name=name) for name in options.required)
            yield _build_match(_find_first_line(document), make_reason("fields.no-front-matter", names=names))
        return
    if front_matter.faults and not front_matter.fields:  # nothing in it could be read
        return
    given = _index_fields(front_matter)
    for name in options.required:
        if name not in given:
            yield _build_match(_find_first_line(document), make_reason("fields.missing", name=name))
        elif (entry := given[name]) and _is_empty(entry):
            yield _build_match(entry.key, make_reason("fields.empty", name=name))
    yield from _find_unknown(front_matter, options)
    for name, shape in options.fields.items():
        if entry := given.get(name):
            yield from _find_misshapen(entry, name, shape)


def _build_match(span: Span, problem: Reason) -> Match:
    return Match(span, {"problem": problem})


def _find_first_line(document: Document) -> Span:
    """The line that opens the front matter, or the first one of an article without it."""
    number = 1
    while document.source.get_line_span(number).start == document.source.get_line_span(number).end:
        if number == len(document.source.line_starts):
            return Span(0, len(document.source.text))
        number += 1
    line = document.source.get_line_span(number)
    return Span(line.start, line.start + len(document.source.get_excerpt(line).rstrip()))


def _index_fields(front_matter: FrontMatter) -> dict[str, Field | None]:
    """The first field of each name; None for a mapping that has no line of its own, as in TOML."""
    given: dict[str, Field | None] = {}
    for entry in front_matter.fields:
        name = entry.name.removeprefix(_MERGED)
        if given.get(name) is None:
            given[name] = entry
        while "." in name and (name := name.rpartition(".")[0]) not in given:
            given[name] = None
    return given


def _is_empty(entry: Field) -> bool:
    if entry.kind == "list":
        return not entry.items
    return entry.kind == "null" or (entry.kind == "text" and not entry.text.strip())


def _find_unknown(front_matter: FrontMatter, options: Options) -> Iterator[Match]:
    if not options.allowed:
        return
    from endmark.errors import find_nearest

    known = (*options.required, *options.allowed, *options.fields)
    branches = frozenset(branch for name in (_OWN, *known) for branch in _iter_branches(name))
    for entry in front_matter.fields:
        name = entry.name.removeprefix(_MERGED)
        if name not in branches and not _is_below(name, (*known, _OWN)):
            near = find_nearest(name, known)
            problem = make_reason("fields.not-allowed", name=name)
            if near is not None:
                problem = make_reason("fields.not-allowed-near", name=name, near=repr(near))
            yield _build_match(entry.key, problem)


def _iter_branches(name: str) -> Iterator[str]:
    """The name of a field and those of the mappings around it."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _is_below(name: str, known: Collection[str]) -> bool:
    return any(above in known for above in _iter_branches(name))


def _find_misshapen(entry: Field, name: str, shape: FieldShape) -> Iterator[Match]:
    if shape.min_length and _is_empty(entry):
        yield _build_match(entry.key, make_reason("fields.empty", name=name))
    if _is_empty(entry):
        return
    if shape.types and not any(_has_type(kind, entry) for kind in shape.types):
        wanted = reduce(_join_types, (_TYPE_NAMES[kind] for kind in shape.types))
        is_no_day = entry.kind == "date" and "date" in shape.types
        given = make_reason("fields.no-day") if is_no_day else _TYPE_NAMES[entry.kind]
        yield _build_match(entry.value, make_reason("fields.type", name=name, wanted=wanted, given=given))
        return
    yield from (_build_match(entry.value, problem) for problem in _describe_problems(entry, name, shape))


_TYPE_NAMES = {
    "text": make_reason("fields.text"),
    "number": make_reason("fields.number"),
    "boolean": make_reason("fields.boolean"),
    "date": make_reason("fields.date"),
    "list": make_reason("fields.list"),
    "mapping": make_reason("fields.mapping"),
    "null": make_reason("fields.null"),
}


def _join_types(first: Reason, second: Reason) -> Reason:
    return make_reason("fields.or", first=first, second=second)


def _has_type(wanted: ValueType, entry: Field) -> bool:
    if wanted == "date" and entry.kind in ("date", "text"):
        return parse_day(entry.text) is not None
    return wanted == entry.kind


def _describe_problems(entry: Field, name: str, shape: FieldShape) -> Iterator[Reason]:
    """What is wrong with a value of the right type."""
    values = entry.items if entry.kind == "list" else () if entry.kind == "mapping" else (entry.text.strip(),)
    for value in values:
        if shape.one_of and value not in shape.one_of:
            allowed = tuple(make_reason("fields.value", value=choice) for choice in shape.one_of)
            yield make_reason("fields.one-of", name=name, value=shorten(value, _SHOWN_OF_VALUE), allowed=allowed)
        elif shape.pattern is not None and not shape.pattern.matches_whole(value):
            yield make_reason(
                "fields.pattern", name=name, value=shorten(value, _SHOWN_OF_VALUE), pattern=shape.pattern.source
            )
    if entry.kind == "list":
        count, least, most = len(entry.items), shape.min_length, shape.max_length
        if count < least:
            yield make_reason("fields.few-items", name=name, count=count, least=least)
        if most is not None and count > most:
            yield make_reason("fields.many-items", name=name, count=count, most=most)
    elif entry.kind == "text":
        count, least, most = len(entry.text.strip()), shape.min_length, shape.max_length
        if count < least:
            yield make_reason("fields.few-characters", name=name, count=count, least=least)
        if most is not None and count > most:
            yield make_reason("fields.many-characters", name=name, count=count, most=most)


_SHOWN_OF_VALUE = 40
