"""Rules from the store → objects."""

from __future__ import annotations

import io
import pickle
from importlib import import_module
from typing import Any

_PLAIN_TYPES = {
    ("datetime", "date"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib._local", "WindowsPath"),
}


class _RestrictedUnpickler(pickle.Unpickler):
    """Makes nothing but our own frozen data, dates and paths.

    A pickle may name any function to be called. This one may only name classes
    of rules, checks and places in files: whoever can write into the store gets
    wrong findings out of it, but runs no code.
    """

    def find_class(self, module_name: str, global_name: str) -> Any:
        if (module_name, global_name) in _PLAIN_TYPES:
            return getattr(import_module(module_name), global_name)
        if module_name.startswith(("endmark.checks", "endmark.ruleset.", "endmark.violation")):
            found = getattr(import_module(module_name), global_name, None)
            # A dotted name would lead out of the module; an imported class is not its own.
            if isinstance(found, type) and found.__module__ == module_name:
                return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of settings")


def load(data: bytes) -> Any:
    """What was frozen; raises whatever a damaged pickle leads to."""
    return _RestrictedUnpickler(io.BytesIO(data)).load()
