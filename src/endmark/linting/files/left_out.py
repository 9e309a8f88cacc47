"""Why a search of folders passes a file over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from endmark.linting.files.discovery import SKIPPED_FOLDERS, SUFFIXES, shown_path
from endmark.linting.files.gitignore import Ignores, deciding_line, ignores_above, read_ignores
from endmark.ruleset.globs import deciding, matches
from endmark.ruleset.nodes import Place, Placed
from endmark.ruleset.provenance import keys
from endmark.ruleset.settings import Settings

Reason: TypeAlias = Literal["outside", "hidden", "skipped", "link", "suffix", "include", "exclude", "gitignore"]
"""`outside`: not below the folder of the config. `skipped`: in a folder of other people's files. `link`: behind a
link to a folder. `suffix`: not Markdown, while the config has no `include`. `include`: no glob of it matches."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What keeps a search from a file.

    `part` is the file, or the folder around it that is passed over, as messages
    show it. `pattern` is what is written at `place`: the glob or line that
    decides; for `include` the place is where its globs begin.
    """

    reason: Reason
    part: str
    pattern: str | None = None
    place: Place | None = None


def why_left_out(path: Path, settings: Settings, cwd: Path) -> LeftOut | None:
    """Why a search of the folder of the config does not find a file; None when it does.

    Raises InputError when a `.gitignore` cannot be read.
    """
    where = _Way(settings, str(cwd))
    file, root = os.path.normpath(cwd / path), str(settings.root)
    below = shown_path(file, root)
    if Path(below).is_absolute():
        return LeftOut("outside", where.show(file))
    *folders, name = below.split("/")
    ignores = (*ignores_above(root, where.read), *where.read(root))
    current = root
    for folder in folders:
        current = str(Path(current, folder))
        if found := where.closed(current, ignores):
            return found
        ignores = (*ignores, *where.read(current))
    return where.passed_over(str(Path(current, name)), ignores)


@dataclass(frozen=True, slots=True)
class _Way:
    """The steps from the folder of the config down to a file; each may be the one that a search does not take."""

    settings: Settings
    cwd: str

    def show(self, path: str) -> str:
        return shown_path(path, self.cwd)

    def read(self, folder: str) -> tuple[Ignores, ...]:
        return read_ignores(folder, self.show)

    def closed(self, folder: str, ignores: tuple[Ignores, ...]) -> LeftOut | None:
        name = Path(folder).name
        if name.startswith("."):
            return LeftOut("hidden", self.show(folder))
        if Path(folder).is_symlink():
            return LeftOut("link", self.show(folder))
        if name in SKIPPED_FOLDERS:
            return LeftOut("skipped", self.show(folder))
        return next(self._by_pattern(folder, ignores, folder=True), None)

    def passed_over(self, file: str, ignores: tuple[Ignores, ...]) -> LeftOut | None:
        if Path(file).name.startswith("."):
            return LeftOut("hidden", self.show(file))
        include = self.settings.include
        if include and not matches(include, self._below_root(file)):
            return LeftOut("include", self.show(file), place=self._given("include")[0].place)
        if not include and not file.lower().endswith(SUFFIXES):
            return LeftOut("suffix", self.show(file))
        return next(self._by_pattern(file, ignores, folder=False), None)

    def _by_pattern(self, path: str, ignores: tuple[Ignores, ...], *, folder: bool) -> Iterator[LeftOut]:
        index = deciding(self.settings.exclude, self._below_root(path) + "/" * folder)
        if index is not None:
            glob = self._given("exclude")[index]
            yield LeftOut("exclude", self.show(path), glob.value, glob.place)
        found = deciding_line(path, ignores, folder=folder)
        if found is not None:
            source, line = found
            place = Place(self.show(source.path), line.number, 1)
            yield LeftOut("gitignore", self.show(path), line.text, place)

    def _below_root(self, path: str) -> str:
        return shown_path(path, str(self.settings.root))

    def _given(self, name: str) -> tuple[Placed[str], ...]:
        return next(key.values for key in keys(self.settings.provenance.files) if key.name == name)
