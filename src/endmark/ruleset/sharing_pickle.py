"""Objects → bytes for the store, without what their reader has already."""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping


class _SharingPickler(pickle.Pickler):
    """Writes the names of what the reader has already."""

    def __init__(self, file: io.BytesIO, shared: Mapping[str, object]) -> None:
        super().__init__(file, protocol=5)
        self._names = {id(value): name for name, value in shared.items()}

    def persistent_id(self, obj: object) -> str | None:
        return self._names.get(id(obj))


def dump(value: object, shared: Mapping[str, object]) -> bytes:
    """The frozen value; of what is `shared` nothing but the name."""
    file = io.BytesIO()
    _SharingPickler(file, shared).dump(value)
    return file.getvalue()
