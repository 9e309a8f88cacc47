"""Rules from the store → objects."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

# `pickle` would load what writes them, too.
try:
    from _pickle import Unpickler, UnpicklingError
except ImportError:
    from pickle import Unpickler, UnpicklingError

if TYPE_CHECKING:
    from endmark.storage.aside import Frozen

_PLAIN_TYPES = {
    ("datetime", "date"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib._local", "WindowsPath"),
}


class _RestrictedUnpickler(Unpickler):
    """Makes nothing but our own frozen data, dates and paths.

    A pickle may name any function to be called. This one may only name classes
    of rules, checks and places in files: whoever can write into the store gets
    wrong findings out of it, but runs no code.
    """

    def __init__(self, data: bytes | memoryview, shared: Mapping[str, object], late: Iterable[Frozen]) -> None:
        super().__init__(io.BytesIO(data), buffers=late)
        self._shared = shared

    def persistent_load(self, pid: Any) -> object:
        return self._shared[pid]

    def find_class(self, module_name: str, global_name: str) -> Any:
        return _find_class(module_name, global_name)


@cache
def _find_class(module_name: str, global_name: str) -> Any:
    if (module_name, global_name) in _PLAIN_TYPES:
        return getattr(import_module(module_name), global_name)
    if module_name.startswith(("endmark.checks", "endmark.ruleset.", "endmark.violation")):
        found = getattr(import_module(module_name), global_name, None)
        # A dotted name would lead out of the module; an imported class is not its own.
        if isinstance(found, type) and found.__module__ == module_name:
            return found
    raise UnpicklingError(f"{module_name}.{global_name} is no part of settings")


def load(data: bytes | memoryview, shared: Mapping[str, object] | None = None, late: Iterable[Frozen] = ()) -> Any:
    """What was frozen; raises whatever a damaged pickle leads to.

    `shared` is what was shared then, and `late` what was put beside the pickle.
    """
    return _RestrictedUnpickler(data, shared or {}, late).load()
