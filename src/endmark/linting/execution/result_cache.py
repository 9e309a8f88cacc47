"""What was found in files as they still are, so that nothing is checked twice."""

from __future__ import annotations

import marshal
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from endmark.linting.codec import Plain, drop_text, get_content, get_violations, holds_text, restore_text
from endmark.linting.files.discovery import FoundFile
from endmark.messages.catalogue import get_spoken
from endmark.storage.store import compute_digest

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings
    from endmark.storage.store import Store

_SHELVES = 16
"""Pieces that the results of one site are spread over: one changed file costs writing a sixteenth anew."""

_RULE = 1
"""Where a violation in plain tuples has its rule."""

_SHARE = 4
"""One site may take such a part of the store."""

_CachedResult: TypeAlias = tuple[bytes, bytes]
"""A digest of the content of a file, and what was found in it."""

_Shelf: TypeAlias = dict[bytes, _CachedResult]
"""The entries of some files, each under a digest of its paths."""


class ResultCache:
    """The results of one site under one set of rules.

    A result is known only when the content of the file is the same, byte for byte,
    and its path in reports and in fingerprints, what it is read as, everything in the
    settings that can change a finding, and the program. Time stamps play no part.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._root = str(settings.root)
        self._name = name_effect("results", settings)

    def find_known(
        self, files: Sequence[FoundFile], read: Callable[[FoundFile], bytes], most: int | None = None
    ) -> Iterator[tuple[int, Plain]]:
        """What is known of the files, packed, by index; not of those with more than `most` findings of one rule."""
        for number, waiting in _group_by_shelf(
            (make_file_key(file, self._root), index) for index, file in enumerate(files)
        ):
            shelf = self._read(number)
            for key, index in waiting:
                if (entry := shelf.get(key)) and (result := unpack_entry(entry, files[index], read, most)):
                    yield index, result

    def keep(self, files: Iterable[tuple[int, FoundFile]], read: Callable[[int], Plain]) -> None:
        """Keep what came out of files; `read` gives it, packed, by their numbers.

        Not what has problems, which are to be met anew each time, or is cut short.
        """
        limit = self._store.limit // _SHARE // _SHELVES
        for shelf_number, waiting in _group_by_shelf(
            (make_file_key(file, self._root), number) for number, file in files
        ):
            new: _Shelf = {}
            for key, number in waiting:
                result = read(number)
                if can_be_kept(result):
                    new[key] = get_content(result), marshal.dumps(drop_text(result))
            if new:
                # Read once more, as another run may have written in the meantime.
                shelf = {key: entry for key, entry in self._read(shelf_number).items() if key not in new} | new
                self._store.write(f"{self._name}-{shelf_number:x}", marshal.dumps(_limit_shelf(limit, shelf)))

    def _read(self, number: int) -> _Shelf:
        piece = self._store.read(f"{self._name}-{number:x}")
        # The store has seen that these are the bytes that a program like this one wrote.
        return {} if piece is None else marshal.loads(piece)  # noqa: S302


def open_result_cache(store: Store | None, settings: Settings) -> ResultCache | None:
    """The cache in a store, None without a store."""
    return ResultCache(store, settings) if store else None


def name_effect(kind: str, settings: Settings) -> str:
    """A name for what is kept of one site under settings that have the same effect."""
    language = get_spoken().language.encode()  # what is found is kept in words
    return f"{kind}-{compute_digest(os.fsencode(str(settings.root)), settings.effect, language).hex()}"


def make_file_key(file: FoundFile, root: str) -> bytes:
    """What stands for a file: its paths, and what it is read as."""
    paths = (file.shown, file.to_path_below(root))
    return compute_digest(*map(os.fsencode, paths), file.reading.markup.encode(), file.reading.dialect.encode())


def can_be_kept(result: Plain) -> bool:
    """Whether a packed result says all that is found in the same bytes again."""
    problems, _, _, content, unlisted = result[1:6]
    return bool(content) and not problems and not unlisted


def unpack_entry(
    entry: _CachedResult, file: FoundFile, read: Callable[[FoundFile], bytes], most: int | None
) -> Plain | None:
    """The packed result in an entry if the file still has the content that it belongs to."""
    content, packed = entry
    try:
        data = read(file)
    except OSError:
        return None
    if compute_digest(data) != content:
        return None
    result: Plain = marshal.loads(packed)  # noqa: S302 - as above
    violations = get_violations(result)
    if (
        most is not None
        and len(violations) > most
        and max(Counter(parts[_RULE] for parts in violations).values()) > most
    ):
        return None
    # What was found in it once is UTF-8.
    return restore_text(result, data.decode("utf-8-sig")[file.beside or 0 :]) if holds_text(result) else result


def _group_by_shelf(keys: Iterable[tuple[bytes, int]]) -> Iterator[tuple[int, list[tuple[bytes, int]]]]:
    """The numbers of files with their keys, by shelf: of all shelves only one is held in memory."""
    by_shelf: dict[int, list[tuple[bytes, int]]] = {}
    for key, number in keys:
        by_shelf.setdefault(key[0] % _SHELVES, []).append((key, number))
    yield from by_shelf.items()


def _limit_shelf(limit: int, shelf: _Shelf) -> _Shelf:
    """The shelf without what was kept first, as far as it takes more bytes than the limit."""
    excess = sum(len(packed) for _, packed in shelf.values()) - limit
    oldest = iter(tuple(shelf))
    while excess > 0:
        excess -= len(shelf.pop(next(oldest))[1])
    return shelf
