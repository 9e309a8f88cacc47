"""Provenance: what settings were made from, so that every value can say where it was set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from endmark.ruleset.changes import RuleChange
from endmark.ruleset.config import Config, ConfigFile
from endmark.ruleset.nodes import Placed
from endmark.ruleset.rule import Rule

_ABOUT_RULES = frozenset({"rules", "overrides"})
_ADD_UP = frozenset({"extends", "rule_paths", "exclude", "read_as"})
"""Of the other keys, the last value given counts."""


class Provenance(Struct, frozen=True):
    """What the settings of a run were made from.

    `files` are the config and all it extends, the most basic first. `rules` are
    all rules as their files have them. `changes` holds, for each of the files,
    what its `rules` change.
    """

    files: tuple[ConfigFile, ...] = ()
    rules: tuple[Rule, ...] = ()
    changes: tuple[Mapping[str, RuleChange], ...] = ()


class ConfigKey(Struct, frozen=True):
    """A key of the config with the values that count, each with its place; no value: the default holds."""

    name: str
    values: tuple[Placed[Any], ...]


def list_keys(files: tuple[ConfigFile, ...]) -> tuple[ConfigKey, ...]:
    """What some configs say together under each key that is not about rules, in the order of the keys."""
    names = [name for name in Config.__struct_fields__ if name not in _ABOUT_RULES]
    return tuple(ConfigKey(name, _collect_values(files, name)) for name in names)


def _collect_values(files: tuple[ConfigFile, ...], name: str) -> tuple[Placed[Any], ...]:
    values: tuple[Placed[Any], ...] = ()
    for file in files:
        given = getattr(file.config, name)
        if given is not None:
            new = _list_values(given)
            values = (*values, *new) if name in _ADD_UP else new
    return values


def _list_values(given: Any) -> tuple[Placed[Any], ...]:
    if isinstance(given, Mapping):
        return tuple(Placed(f"{key.value}: {value}", key.place) for key, value in given.items())
    return given if isinstance(given, tuple) else (given,)
