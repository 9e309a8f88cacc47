"""A value of the settings in plain tuples: what can change a finding, and nothing else, alike in every process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from endmark.storage.store import compute_digest

_WITHOUT_EFFECT = frozenset({"examples", "measured", "path", "patterns", "place", "places", "summary", "why"})
"""Fields of rules and changes that only say where something stands, or what people read about it."""


def digest_value(value: Any) -> bytes:
    """16 bytes that stand for everything in a value that can change a finding."""
    return compute_digest(repr(_to_plain(value)).encode("utf-8", "surrogatepass"))


def _to_plain(value: Any) -> object:
    """The value in tuples, with the name of each type, in an order that is the same in every process."""
    if isinstance(value, Struct):
        get = getattr(value, "get_digested", None) or partial(getattr, value)
        names = [name for name in value.__struct_fields__ if name not in _WITHOUT_EFFECT]
        return type(value).__qualname__, *((name, _to_plain(get(name))) for name in names)
    if isinstance(value, Mapping):
        # The order stays: a check may go by it.
        return "mapping", *((_to_plain(key), _to_plain(item)) for key, item in value.items())
    if isinstance(value, frozenset):
        return "set", *sorted(repr(_to_plain(item)) for item in value)
    if isinstance(value, tuple):
        return tuple(_to_plain(item) for item in value)
    return type(value).__qualname__, str(value)
