"""Nodes → typed values: every mistake in a rule or config is found here, with its place.

Written by hand: pydantic and msgspec know values, not where they are written, and
neither tells all mistakes at once with line, column and the word that was meant.
Importing pydantic alone would also take longer than a check of an article.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from endmark.document.language_tag import get_language, normalize_tag, suggest_tag
from endmark.errors import PartError, Problem, suggest
from endmark.phrase import Phrase, get_phrase, join_phrases, phrase
from endmark.ruleset.judged_pattern import Refusal, judge_pattern
from endmark.ruleset.nodes import MappingNode, Node, Place, Placed, ScalarNode, SequenceNode, Written, describe
from endmark.ruleset.shapes import (
    Boolean,
    Choice,
    Day,
    Language,
    ListOf,
    Located,
    MapOf,
    Null,
    Number,
    OneOf,
    Record,
    Regex,
    Scalar,
    Shape,
    String,
    Tuple,
    Unbound,
    describe_shape,
    get_fields,
)

INVALID: Final = object()
"""Stands for a value that could not be bound; its problem is in the list."""

_TRUE = frozenset({"true", "yes", "on"})
_WHOLE_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9_]{0,17}|(?=\.))(?:\.[0-9_]{0,17})?(?:[eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
T = TypeVar("T")


_OPTIONS = "options"
_KEY = phrase("key")
OPTION = phrase("option")
"""What messages call a field."""


def bind_fields(
    table: MappingNode, record: type[Any], problems: list[Problem], *, word: Phrase = _KEY, all_required: bool = True
) -> dict[str, Any]:
    """The fields of a struct that are given and can be judged further; problems are added to the list.

    `word` is what messages call a field. Without `all_required` a missing field
    is no problem: the values then change an object that exists.
    """
    fields = get_fields(record)
    values: dict[str, Any] = {}
    for key, node in table.entries:
        if key.raw not in fields:
            near = suggest(key.raw, fields)
            if near is None and _OPTIONS in fields:
                near = phrase("Options of the rule stand under `options:`.")
            hint = join_phrases(near, _list_allowed(word, tuple(fields)))
            problems.append(key.place.make_problem(phrase("unknown {word} {name!r}.", word=word, name=key.raw), hint))
            continue
        value = bind_shape(node, fields[key.raw].shape, problems)
        if value is not INVALID:
            values[key.raw] = value
    if all_required:
        given = {key.raw for key, _ in table.entries}
        for field in fields.values():
            if field.required and field.name not in given:
                hint = phrase("Add `{name}:` with {wanted}.", name=field.name, wanted=describe_shape(field.shape))
                problems.append(
                    table.place.make_problem(
                        phrase("the {word} {name!r} is missing.", word=word, name=field.name), hint
                    )
                )
    return values


def _list_allowed(word: Phrase, names: tuple[str, ...]) -> Phrase:
    if not names:
        return phrase("No {word} is allowed here.", word=word)
    return phrase("The allowed {word}s are: {names}.", word=word, names=", ".join(names))


def bind_record(
    table: MappingNode,
    record: type[T],
    problems: list[Problem],
    *,
    word: Phrase = _KEY,
    more: Mapping[str, tuple[Any, ...]] | None = None,
) -> T | None:
    """A struct of a type, or None when there were problems; they are added to the list.

    `more` are items that lists of the record have besides those in the table.
    """
    before = len(problems)
    values = bind_fields(table, record, problems, word=word)
    for name, items in (more or {}).items():
        values[name] = (*values.get(name, ()), *items)
    if len(problems) > before:
        return None
    try:
        return record(**values)
    except ValueError as error:
        place = _find_part(table, error.path) if isinstance(error, PartError) else table.place
        problems.append(place.make_problem(get_phrase(error)))
        return None


def _find_part(table: MappingNode, path: Iterable[str | int]) -> Place:
    """Where a part of a table stands, a pair in a mapping where its key does; or else what holds it."""
    node: Node = table
    place = table.place
    for step in path:
        if isinstance(node, MappingNode):
            entry = next((one for one in node.entries if one.key.raw == step), None)
            if entry is None:
                break
            place, node = entry.key.place, entry.value
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
        else:
            break
    return place


def bind_shape(node: Node, shape: Shape, problems: list[Problem]) -> Any:
    """The value of a node; problems are added to the list.

    With problems it is INVALID, or a list or mapping without its invalid items,
    so that the caller can go on and find more mistakes.
    """
    match shape:
        case Located():
            value = bind_shape(node, shape.inner, problems)
            return value if value is INVALID else Placed(value, node.place)
        case OneOf():
            return _bind_one_of(node, shape, problems)
        case String() | Language() | Regex() | Scalar() | Day() if isinstance(node, ScalarNode):
            return _bind_text(node, shape, problems)
        case Boolean() if isinstance(node, ScalarNode) and node.kind == "boolean":
            return node.raw.lower() in _TRUE
        case Number() if isinstance(node, ScalarNode) and node.kind in ("whole number", "number"):
            return _bind_number(node, shape, problems)
        case Choice() if isinstance(node, ScalarNode):
            return _bind_choice(node, shape, problems)
        case Null() if isinstance(node, ScalarNode) and node.kind == "nothing" and node.raw:
            return None
        case ListOf() | Tuple() if isinstance(node, SequenceNode):
            return _bind_list(node, shape, problems)
        case MapOf() if isinstance(node, MappingNode):
            return _bind_map(node, shape, problems)
        case Record() if isinstance(node, MappingNode):
            bound = bind_record(node, shape.type, problems)
            return INVALID if bound is None else bound
        case Unbound() if isinstance(node, MappingNode):
            return node
        case _:
            return _refuse(node, shape, problems)


def _refuse(node: Node, shape: Shape, problems: list[Problem], hint: Phrase | None = None) -> Any:
    problems.append(
        node.place.make_problem(
            phrase("expected {wanted}, got {given}.", wanted=describe_shape(shape), given=describe(node)), hint
        )
    )
    return INVALID


def _bind_text(node: ScalarNode, shape: String | Language | Regex | Scalar | Day, problems: list[Problem]) -> Any:
    if node.kind in ("nothing", "merge"):
        return _refuse(node, shape, problems)
    if isinstance(shape, Scalar):
        return Written(node.raw)
    if isinstance(shape, Day):
        return _bind_day(node, shape, problems)
    if node.kind != "text":
        return _refuse(node, shape, problems, phrase('Put it in quotes: "{name}".', name=node.raw))
    if isinstance(shape, Regex):
        return _bind_pattern(node, problems)
    if isinstance(shape, Language):
        return _bind_language(node, shape, problems)
    if len(node.raw.strip()) < shape.shortest:
        return _refuse(node, shape, problems)
    return node.raw


def _bind_day(node: ScalarNode, shape: Day, problems: list[Problem]) -> Any:
    try:
        # Python also knows 20260131 and 2026-W05-6.
        if _DATE.fullmatch(node.raw):
            return date.fromisoformat(node.raw)
    except ValueError:
        pass  # there is no such day
    return _refuse(node, shape, problems)


def _bind_language(node: ScalarNode, shape: Language, problems: list[Problem]) -> Any:
    tag = normalize_tag(node.raw)
    if tag is None:
        meant = suggest_tag(node.raw)
        hint = (
            phrase("Did you mean {meant!r}?", meant=meant)
            if meant
            else phrase("Write its BCP 47 tag, such as `ja`, `zh-Hant` or `en-GB`.")
        )
        problems.append(node.place.make_problem(phrase("unknown language {name!r}.", name=node.raw), hint))
        return INVALID
    if not shape.whole and tag != get_language(tag):
        message = phrase("the language {name!r} has more than one part, which are not told apart here.", name=node.raw)
        problems.append(node.place.make_problem(message, phrase("Write `{language}`.", language=get_language(tag))))
        return INVALID
    return tag


def _bind_pattern(node: ScalarNode, problems: list[Problem]) -> Any:
    pattern = judge_pattern(node.raw)
    if isinstance(pattern, Refusal):
        problems.append(node.place.make_problem(pattern.message, pattern.hint))
        return INVALID
    return pattern


def _bind_number(node: ScalarNode, shape: Number, problems: list[Problem]) -> Any:
    # YAML also knows 0x1F, 017, 1:30 and .inf; an editor who writes one of them means something else.
    form = _WHOLE_NUMBER if shape.whole else _DECIMAL
    if not form.fullmatch(node.raw):
        return _refuse(node, shape, problems, phrase("Write it in plain decimal digits."))
    digits = node.raw.replace("_", "")
    value = int(digits) if shape.whole else float(digits)
    too_small = shape.least is not None and value < shape.least
    too_large = shape.most is not None and value > shape.most
    if too_small or too_large or not math.isfinite(value):
        return _refuse(node, shape, problems)
    return value


def _bind_choice(node: ScalarNode, shape: Choice, problems: list[Problem]) -> Any:
    # The raw word decides: `off` is a boolean to YAML, and a severity to an editor.
    if node.raw in shape.labels:
        return shape.values[shape.labels.index(node.raw)]
    return _refuse(node, shape, problems, _suggest_label(node, shape.labels))


def _bind_list(node: SequenceNode, shape: ListOf | Tuple, problems: list[Problem]) -> Any:
    if isinstance(shape, Tuple) and len(node.items) != len(shape.items):
        message = phrase("expected {wanted}, got {count}.", wanted=describe_shape(shape), count=len(node.items))
        problems.append(node.place.make_problem(message))
        return INVALID
    shapes = shape.items if isinstance(shape, Tuple) else (shape.item,) * len(node.items)
    values: list[Any] = []
    for item, expected in zip(node.items, shapes, strict=True):
        value = bind_shape(item, expected, problems)
        if value is INVALID:
            continue
        if isinstance(shape, ListOf) and shape.make is frozenset and value in values:
            problems.append(
                item.place.make_problem(
                    phrase("{given} stands twice in this list.", given=describe(item)), phrase("Keep one.")
                )
            )
        values.append(value)
    return shape.make(values) if isinstance(shape, ListOf) else tuple(values)


def _bind_map(node: MappingNode, shape: MapOf, problems: list[Problem]) -> Any:
    bound = {}
    for entry in node.entries:
        key = bind_shape(entry.key, shape.key, problems)
        value = bind_shape(entry.value, shape.value, problems)
        if key is not INVALID and key in bound:
            message = phrase("the key {name!r} says the same as one above it.", name=entry.key.raw)
            problems.append(entry.key.place.make_problem(message, phrase("Keep one.")))
        elif key is not INVALID and value is not INVALID:
            bound[key] = value
    return bound


def _bind_one_of(node: Node, shape: OneOf, problems: list[Problem]) -> Any:
    """The first option that binds; when none does, the problems of the only one that could have."""
    attempts: list[list[Problem]] = []
    for option in shape.shapes:
        attempt: list[Problem] = []
        value = bind_shape(node, option, attempt)
        if not attempt:
            return value
        if _may_be(node, option):
            attempts.append(attempt)
    if len(attempts) == 1:
        problems.extend(attempts[0])
        return INVALID
    labels = [label for option in shape.shapes if isinstance(option, Choice) for label in option.labels]
    return _refuse(node, shape, problems, _suggest_label(node, labels))


def _suggest_label(node: Node, labels: Iterable[str]) -> Phrase | None:
    if not isinstance(node, ScalarNode):
        return None
    if node.kind == "boolean" and "off" in labels and node.raw.lower() not in _TRUE:
        return phrase("Write `off`.")
    return suggest(node.raw, labels) if node.kind == "text" else None


def _may_be(node: Node, shape: Shape) -> bool:
    match shape:
        case Located():
            return _may_be(node, shape.inner)
        case ListOf() | Tuple():
            return isinstance(node, SequenceNode)
        case MapOf() | Record() | Unbound():
            return isinstance(node, MappingNode)
        case Null():
            return False
        case _:
            return isinstance(node, ScalarNode)
