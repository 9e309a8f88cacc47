"""A folder of pieces that may be lost at any time: nothing in it is needed, it only saves work.

Several programs may read and write it at once. A piece is replaced as a whole, so
that nobody sees half of one; what is damaged, unreadable or not ours counts as
missing; and where nothing can be written, nothing is kept.

Written by hand: a piece is read with one open file, while a database would first be
imported, opened and locked, and fails on some network drives. What is kept here is
what makes a run start some five times as fast.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

# `hashlib` would load all of OpenSSL for the one hash that Python brings along.
try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

LIMIT = 200_000_000
"""Bytes that all pieces together may take; the least recently written go first."""

_SUFFIX = ".endmark"
SITE_SUFFIX = ".endmark-site"
"""Of files that are kept in the folder beside the pieces, and have no limit: `clean` alone deletes them."""

_UNFINISHED = ".endmark-new"
_STEP = 65_536
"""Bytes by which a piece may grow unseen: a folder of hundreds is not measured for each article that changed."""

_CHECKSUM = 16
_MARK = "CACHEDIR.TAG"
_MARK_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# Backups leave this folder out. It may be deleted at any time.\n"
)


def compute_digest(*parts: bytes) -> bytes:
    """16 bytes that stand for the parts, and for where one ends and the next begins."""
    whole = blake2b(digest_size=_CHECKSUM)
    for part in parts:
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.digest()


class Store(Struct, frozen=True):
    """The pieces that one program keeps in a folder.

    `program` is its identity: to every other program the pieces do not exist.
    `limit` is how many bytes the pieces of all programs may take together.
    """

    folder: Path
    program: bytes
    limit: int = LIMIT

    def read(self, name: str) -> bytes | None:
        """The piece of that name as it was written, None without one."""
        try:
            data = self._get_path(name).read_bytes()
        except (OSError, ValueError):
            return None
        piece = data[_CHECKSUM:]
        return piece if self._compute_checksum(piece) == data[:_CHECKSUM] else None

    def write(self, name: str, piece: bytes) -> None:
        """Keep a piece under a name; where that fails it is not kept."""
        # Not with `storage.writing`, which waits for the disk: a piece that a power failure spoils is no loss, and its
        # checksum tells.
        path = self._get_path(name)
        steps = _count_steps(path)
        new = path.with_name(f"{path.name}.{os.getpid()}{_UNFINISHED}")
        try:
            self._prepare()
            new.write_bytes(self._compute_checksum(piece) + piece)
            new.replace(path)
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                new.unlink(missing_ok=True)
        else:
            if _count_steps(path) != steps:
                self._shrink()

    def clean(self) -> int:
        """Delete every piece; the bytes that are free now. Raises OSError when one cannot be deleted."""
        freed = 0
        for path, size, _ in self._iter_pieces(_SUFFIX, _UNFINISHED, SITE_SUFFIX):
            path.unlink(missing_ok=True)
            freed += size
        return freed

    def _get_path(self, name: str) -> Path:
        return self.folder / f"{name}-{self.program[:4].hex()}{_SUFFIX}"

    def _compute_checksum(self, piece: bytes) -> bytes:
        return compute_digest(self.program, piece)

    def _prepare(self) -> None:
        if not self.folder.is_dir():
            # What was found in drafts is nobody else's business.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / _MARK).write_text(_MARK_TEXT, "utf-8")

    def _iter_pieces(self, *suffixes: str) -> Iterator[tuple[Path, int, float]]:
        """Each file that ends so, with its size and when it was written."""
        try:
            entries = list(os.scandir(self.folder))
        except OSError:
            return
        for entry in entries:
            if entry.name.endswith(suffixes):
                with contextlib.suppress(OSError):
                    about = entry.stat()
                    yield Path(entry.path), about.st_size, about.st_mtime

    def _shrink(self) -> None:
        # Also what a run that was killed left behind.
        pieces = sorted(self._iter_pieces(_SUFFIX, _UNFINISHED), key=lambda piece: piece[2])
        excess = sum(size for _, size, _ in pieces) - self.limit
        for path, size, _ in pieces:
            if excess <= 0:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                excess -= size


def _count_steps(path: Path) -> int | None:
    """How many steps of growth a piece has behind it; None where there is none."""
    try:
        return path.stat().st_size // _STEP
    except (OSError, ValueError):
        return None
