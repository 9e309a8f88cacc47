"""The rules that come with endmark, read and bound before: as Python keeps what it has compiled of a module.

Reading a thousand patterns out of YAML, and finding the words that each of them needs, takes longer than checking an
article. A wheel brings the table along; in a checkout, and where somebody has changed a rule, the first run writes it
anew. Nothing needs it: one that does not belong to the rules as they are now, or is damaged, counts as missing. That
it is not is found out once: as long as size and time of the file stay, it is believed, as Python believes modules.

What is read late, nearly all of it, stands behind the rest, so that of a file that is mapped into memory nothing else
is ever read.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from endmark.ruleset.restricted_pickle import load
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_entries import iter_rule_entries
from endmark.ruleset.rule_set import KeptSearch
from endmark.storage.store import compute_digest

_ORIGIN = 16
_CHECKSUM = 4
_LENGTH = 4


Stamp: TypeAlias = tuple[int, int]
"""The size of a file, and when it was written, in nanoseconds."""


class RuleTable(Struct, frozen=True):
    """All rules of a folder, and the search for the patterns of those that are on.

    `origin` stands for the files and for the program that they were read from. `stamp` is
    that of the file which holds the table, None where no file beside the modules does.
    """

    origin: bytes
    rules: tuple[Rule, ...]
    search: KeptSearch
    stamp: Stamp | None = None

    @property
    def parts(self) -> Mapping[str, object]:
        """What settings may have of it unchanged, under names."""
        return _Parts(self)


class _Parts(Mapping[str, object]):
    """The parts of a table; what is late stays so."""

    def __init__(self, table: RuleTable) -> None:
        self._rules = {rule.id: rule for rule in table.rules}
        self._search = table.search

    def __getitem__(self, name: str) -> object:
        if name == _SEARCH:
            return self._search
        rule, _, part = name.partition("/")
        return self._rules[rule].get_kept(part) if part else self._rules[rule]

    def __iter__(self) -> Iterator[str]:
        yield _SEARCH
        for rule in self._rules:
            yield from (rule, *(f"{rule}/{part}" for part in ("options", "examples", "patterns")))

    def __len__(self) -> int:
        return 1 + 4 * len(self._rules)


_SEARCH = "search/"
"""The name of the search, which is that of no part of a rule."""


def pack_table(table: RuleTable) -> bytes:
    """The bytes of a table."""
    import pickle
    import zlib

    late: list[pickle.PickleBuffer] = []
    index = pickle.dumps((table.rules, table.search), protocol=5, buffer_callback=late.append)
    parts = [index, *map(bytes, late)]
    lengths = marshal.dumps(tuple(map(len, parts)))
    content = b"".join([len(lengths).to_bytes(_LENGTH, "little"), lengths, *parts])
    return table.origin + zlib.crc32(content).to_bytes(_CHECKSUM, "little") + content


def unpack_table(data: bytes | memoryview | None, origin: bytes, *, sound: bool = False) -> RuleTable | None:
    """The table in some bytes; None where they are of another origin, or are no whole table.

    Where they are known to be `sound` they are not summed up, which takes as long as reading all of them. What
    is late is read from them when it is asked for.
    """
    if data is None or data[:_ORIGIN] != origin:
        return None
    view = memoryview(data)
    content = view[_ORIGIN + _CHECKSUM :]
    if not sound and not _is_whole(content, int.from_bytes(view[_ORIGIN : _ORIGIN + _CHECKSUM], "little")):
        return None
    try:
        index, *late = _part(content)
        return RuleTable(origin, *load(index, late=late))
    except Exception:  # noqa: BLE001 - whatever a pickle of another kind leads to
        return None


def _is_whole(content: memoryview, checksum: int) -> bool:
    import zlib

    return zlib.crc32(content) == checksum


def _part(content: memoryview) -> list[memoryview]:
    """The parts of a table: the pickle of all, and what is late in it."""
    start = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    # Who asks has seen that a program like this one wrote it.
    lengths: tuple[int, ...] = marshal.loads(content[_LENGTH:start])  # noqa: S302
    ends = accumulate(lengths, initial=start)
    return [content[first:end] for first, end in pairwise(ends)]


def compute_origin(folder: Path, program: str) -> bytes:
    """16 bytes that stand for all rule files in a folder and for the program. Raises OSError when one is unreadable."""
    above = len(str(folder)) + 1
    paths = {entry.path[above:].replace(os.sep, "/"): entry.path for entry in iter_rule_entries(str(folder))}
    parts = [program.encode()]
    for name in sorted(paths):  # alike on every system
        parts.append(os.fsencode(name))
        with open(paths[name], "rb") as file:  # noqa: PTH123 - a path object for each of hundreds takes longer
            parts.append(file.read())
    return compute_digest(*parts)
