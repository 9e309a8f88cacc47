"""What searches for patterns found in the articles that somebody is at work on, kept between runs."""

from __future__ import annotations

import marshal

from endmark.checks.patterns.search_memory import KeptSearchMemory
from endmark.linting.execution.result_cache import make_file_key, name_effect
from endmark.linting.files.discovery import FoundFile
from endmark.ruleset.settings import Settings
from endmark.storage.store import Store

_MOST = 16
"""Articles that are remembered, those that were checked last: who edits one checks it again soon."""

_LONGEST = 100_000
"""Bytes of one memory: with more, reading all of them would take longer than they spare."""


class EditedArticles:
    """The memories of searches in the articles of one site under one set of rules.

    What is kept there is checked by the store, and says nothing of an article but which patterns occur in it.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._root = str(settings.root)
        self._name = name_effect("searched", settings)

    def recall(self, file: FoundFile) -> KeptSearchMemory:
        """The memory of the last search in a file; an empty one where there is none."""
        packed = self._read().get(make_file_key(file, self._root))
        return KeptSearchMemory.unpack(packed) if packed else KeptSearchMemory()

    def keep(self, file: FoundFile, memory: KeptSearchMemory) -> None:
        """Keep what the search in a file found now, in the place of what was kept of it or of the oldest."""
        packed = memory.pack()
        if not 0 < len(packed) <= _LONGEST:
            return
        key = make_file_key(file, self._root)
        others = {other: kept for other, kept in self._read().items() if other != key}  # another run may have written
        latest = dict([*others.items(), (key, packed)][-_MOST:])
        self._store.write(self._name, marshal.dumps(latest))

    def _read(self) -> dict[bytes, bytes]:
        piece = self._store.read(self._name)
        # The store has seen that these are the bytes that a program like this one wrote.
        return {} if piece is None else marshal.loads(piece)  # noqa: S302
