"""The value of an option, in the words of YAML and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from endmark.checks.text.regex import Pattern


def to_plain(value: Any) -> Any:
    """The value of an option as YAML and JSON know it."""
    if isinstance(value, Pattern):
        return value.source
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(to_plain, value))
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Struct):
        return {field.name: to_plain(part) for field, part in _list_given(value)}
    return value


def _list_given(value: Any) -> list[tuple[FieldInfo, Any]]:
    """The fields of a record with what stands in them, without those that nobody had to write."""
    parts = [(field, getattr(value, field.name)) for field in fields(value)]
    return [(field, part) for field, part in parts if part != field.default]
