"""What the files of a run are called in reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endmark.linting.files.discovery import FoundFile
from endmark.storage.lazy_sequence import LazySequence


class _ShownPaths(LazySequence[str]):
    """The paths of files that are read as they are needed."""

    def __init__(self, files: Sequence[FoundFile]) -> None:
        self._files = files

    def __len__(self) -> int:
        return len(self._files)

    def _get(self, place: int) -> str:
        return self._files[place].shown

    def __iter__(self) -> Iterator[str]:
        return (file.shown for file in self._files)


def list_paths(files: Sequence[FoundFile]) -> Sequence[str]:
    """The path of each file as reports show it; those of files that lie on disk are read when they are asked for."""
    return tuple(file.shown for file in files) if isinstance(files, tuple | list) else _ShownPaths(files)
