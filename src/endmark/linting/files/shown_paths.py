"""What the files of a run are called in reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from endmark.linting.files.discovery import FoundFile


class _ShownPaths(Sequence[str]):
    """The paths of files that are read as they are needed."""

    def __init__(self, files: Sequence[FoundFile]) -> None:
        self._files = files

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(file.shown for file in self._files[place])
        return self._files[place].shown

    def __iter__(self) -> Iterator[str]:
        return (file.shown for file in self._files)


def list_paths(files: Sequence[FoundFile]) -> Sequence[str]:
    """The path of each file as reports show it; those of files that lie on disk are read when they are asked for."""
    return tuple(file.shown for file in files) if isinstance(files, tuple | list) else _ShownPaths(files)
