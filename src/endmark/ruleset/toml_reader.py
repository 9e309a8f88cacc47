"""TOML → nodes, so that a config in pyproject.toml is read like one in YAML."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from endmark.document.nesting import TOO_DEEP, is_too_deep, place_too_deep
from endmark.document.source import Source
from endmark.document.toml_keys import TomlKey, iter_toml_keys
from endmark.errors import InputError, Problem
from endmark.phrase import Phrase, phrase, quote
from endmark.ruleset.nodes import Entry, MappingNode, Node, Place, ScalarNode, SequenceNode

_Path: TypeAlias = tuple[str | int, ...]

_MOST_BITS = 10_000
_LONG_NUMBER = re.compile(r"[0-9_]{1000,}")
_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(source: Source, *keys: str) -> MappingNode | None:
    """The table `[keys…]` of a TOML file, or None when the file has none.

    Whatever stands deeper inside a line gets the place of the key that begins it.

    Raises InputError when the file is not valid TOML or the keys lead to
    something else than a table, or the table nests more than MAX_DEPTH levels.
    """
    import tomllib

    try:
        value: Any = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_locate_error(source, str(error)).make_problem(_explain_error(str(error)))) from error
    except ValueError as error:
        raise InputError(_describe_long_number(source)) from error
    except RecursionError:
        raise InputError(_make_depth_problem(source)) from None
    path: _Path = ()
    places = _KeyPlaces(source)
    for key in keys:
        if not isinstance(value, dict):
            raise InputError(
                places.find(path).make_problem(phrase("expected a table `[{names}]`.", names=".".join(keys)))
            )
        if key not in value:
            return None
        value, path = value[key], (*path, key)
    if is_too_deep(value):
        raise InputError(_make_depth_problem(source))
    node = _build_node(value, path, places)
    if not isinstance(node, MappingNode):
        raise InputError(node.place.make_problem(phrase("expected a table `[{names}]`.", names=".".join(keys))))
    return node


def _build_node(value: Any, path: _Path, places: _KeyPlaces) -> Node:
    place = places.find(path)
    match value:
        case dict():
            return MappingNode(
                place,
                tuple(
                    Entry(ScalarNode(places.find((*path, key)), "text", key), _build_node(item, (*path, key), places))
                    for key, item in value.items()
                ),
            )
        case list():
            return SequenceNode(
                place, tuple(_build_node(item, (*path, index), places) for index, item in enumerate(value))
            )
        case bool():
            return ScalarNode(place, "boolean", str(value).lower())
        case int():
            # In hexadecimal digits Python reads numbers that it does not write.
            digits = str(value) if value.bit_length() < _MOST_BITS else hex(value)
            return ScalarNode(place, "whole number", digits)
        case float():
            return ScalarNode(place, "number", repr(value))
        case str():
            return ScalarNode(place, "text", value)
        case _:
            return ScalarNode(place, "date", str(value))


class _KeyPlaces:
    """Where the keys stand that begin a line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[_Path, Place] = {(): Place(source.path, 1, 1)}
        self._tables_in_array: dict[_Path, int] = {}
        self._scan()

    def find(self, path: _Path) -> Place:
        """The place of a key, else that of the nearest key around it."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]

    def _scan(self) -> None:
        prefix: _Path = ()
        for key in iter_toml_keys(self._source.text):
            if key.opening:
                prefix = self._record((), key, is_array=key.opening == "[[")
            else:
                self._record(prefix, key)

    def _record(self, prefix: _Path, key: TomlKey, *, is_array: bool = False) -> _Path:
        path = prefix
        place = Place(self._source.path, *self._source.get_position(key.place.start))
        for number, part in enumerate(key.parts, start=1):
            path = (*path, part)
            self._found.setdefault(path, place)
            if is_array and number == len(key.parts):
                self._tables_in_array[path] = self._tables_in_array.get(path, -1) + 1
            if path in self._tables_in_array:
                path = (*path, self._tables_in_array[path])
                self._found.setdefault(path, place)
        return path


def _make_depth_problem(source: Source) -> Problem:
    place = Place(source.path, *source.get_position(place_too_deep(source.text)))
    return place.make_problem(
        phrase("this cannot be read as TOML: {reason}.", reason=TOO_DEEP),
        phrase("Write it with fewer levels."),
    )


def _describe_long_number(source: Source) -> Problem:
    """What to say of a number with more digits than Python reads."""
    found = _LONG_NUMBER.search(source.text)
    place = Place(source.path, *source.get_position(found.start() if found else 0))
    return place.make_problem(
        phrase("this number has too many digits."), phrase("If it is meant as text, put it in quotes.")
    )


def _explain_error(error: str) -> Phrase:
    reason = _ERROR_PLACE.sub("", error)
    return phrase("this is not valid TOML: {reason}.", reason=quote(f"{reason[:1].lower()}{reason[1:]}"))


def _locate_error(source: Source, error: str) -> Place:
    found = _ERROR_PLACE.search(error)
    if found and found[1]:
        return Place(source.path, int(found[1]), int(found[2]))
    return Place(source.path, *source.get_position(len(source.text)))
