"""What was found in files as they still are, so that nothing is checked twice."""

from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING

from endmark.linting.discovery import FoundFile, shown_path
from endmark.linting.result_bytes import from_bytes, to_bytes
from endmark.storage.store import digest

if TYPE_CHECKING:
    from endmark.linting.report import FileResult
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

_SHELVES = 16
"""Pieces that the results of one site are spread over: one changed file costs writing a sixteenth anew."""

_SHARE = 4
"""One site may take such a part of the store."""

_Shelf = dict[bytes, tuple[bytes, bytes]]
"""For each file, by its paths: a digest of its content, and what was found."""


class ResultCache:
    """The results of one site under one set of rules.

    A result is found again only when the content of the file is the same, byte for
    byte, its path in reports and in fingerprints, everything in the settings that
    can change a finding, and the program. Time stamps play no part.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._root = str(settings.root)
        self._name = f"results-{digest(os.fsencode(self._root), settings.effect).hex()}"
        self._shelves: dict[int, _Shelf] = {}
        self._new: dict[int, _Shelf] = {}

    def find(self, file: FoundFile, data: bytes) -> FileResult | None:
        """What was found in a file when its bytes were these; None when that is not known."""
        key = self._key(file)
        content, result = self._shelf(key).get(key, (b"", b""))
        if not content or content != digest(data):
            return None
        try:
            return from_bytes(result)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the file can be checked
            return None

    def keep(self, file: FoundFile, data: bytes, result: FileResult) -> None:
        """Remember what was found in a file with these bytes, once `save` is called."""
        piece = to_bytes(result)
        if piece is not None:
            key = self._key(file)
            self._new.setdefault(_number(key), {})[key] = digest(data), piece

    def save(self) -> None:
        """Write what is new."""
        for number, new in self._new.items():
            # Read again: another run may have written in the meantime.
            shelf = {key: entry for key, entry in self._read(number).items() if key not in new} | new
            excess = sum(map(_size, shelf.values())) - self._store.limit // _SHARE // _SHELVES
            self._store.write(f"{self._name}-{number:x}", marshal.dumps(_without_oldest(shelf, excess)))
        self._new = {}

    def _key(self, file: FoundFile) -> bytes:
        path = shown_path(str(file.path.absolute()), self._root)
        return digest(os.fsencode(file.shown), os.fsencode(path))

    def _shelf(self, key: bytes) -> _Shelf:
        number = _number(key)
        if number not in self._shelves:
            self._shelves[number] = self._read(number)
        return self._shelves[number]

    def _read(self, number: int) -> _Shelf:
        piece = self._store.read(f"{self._name}-{number:x}")
        # The store has checked that these are the bytes that a program like this one wrote.
        return {} if piece is None else marshal.loads(piece)  # noqa: S302


def _number(key: bytes) -> int:
    return key[0] % _SHELVES


def _size(entry: tuple[bytes, bytes]) -> int:
    return sum(map(len, entry))


def _without_oldest(shelf: _Shelf, excess: int) -> _Shelf:
    """The shelf without so many bytes of what was written first."""
    dropped: set[bytes] = set()
    for key, entry in shelf.items():
        if excess <= 0:
            break
        dropped.add(key)
        excess -= _size(entry)
    return {key: entry for key, entry in shelf.items() if key not in dropped}
