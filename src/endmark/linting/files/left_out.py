"""Why a search of folders passes a file over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from endmark.linting.files.discovery import SKIPPED_FOLDERS, SUFFIXES, make_display_path
from endmark.linting.files.gitignore import Ignores, find_deciding_line, read_ignores, read_ignores_above
from endmark.ruleset.globs import find_deciding_glob, matches
from endmark.ruleset.nodes import Place, Placed
from endmark.ruleset.provenance import list_keys
from endmark.ruleset.settings import Settings

Reason: TypeAlias = Literal["outside", "hidden", "skipped", "link", "suffix", "include", "exclude", "gitignore"]
"""`outside`: not below the folder of the config. `skipped`: in a folder of other people's files. `link`: behind a
link to a folder. `suffix`: not Markdown, while the config has no `include`. `include`: no glob of it matches."""


class LeftOut(Struct, frozen=True):
    """What keeps a search from a file.

    `part` is the file, or the folder around it that is passed over, as messages
    show it. `pattern` is what is written at `place`: the glob or line that
    decides; for `include` the place is where its globs begin.
    """

    reason: Reason
    part: str
    pattern: str | None = None
    place: Place | None = None


def explain_left_out(path: Path, settings: Settings, cwd: Path) -> LeftOut | None:
    """Why a search of the folder of the config does not find a file; None when it does.

    Raises InputError when a `.gitignore` cannot be read.
    """
    search_path = _SearchPath(settings, str(cwd))
    file, root = os.path.normpath(cwd / path), str(settings.root)
    below = make_display_path(file, root)
    if Path(below).is_absolute():
        return LeftOut("outside", search_path.format_path(file))
    *folders, name = below.split("/")
    ignores, found = search_path.follow(root, folders)
    return found or search_path.explain_file(str(Path(root, *folders, name)), ignores)


def explain_not_entered(folder: Path, settings: Settings, cwd: Path) -> LeftOut | None:
    """Why a search of the folder of the config does not come to a folder below it; None when it does.

    Raises InputError when a `.gitignore` cannot be read.
    """
    root = str(settings.root)
    _, found = _SearchPath(settings, str(cwd)).follow(root, make_display_path(str(folder), root).split("/"))
    return found


class _SearchPath(Struct, frozen=True):
    """The steps from the folder of the config down to a file; each may be the one that a search does not take."""

    settings: Settings
    cwd: str

    def format_path(self, path: str) -> str:
        return make_display_path(path, self.cwd)

    def read_ignores(self, folder: str) -> tuple[Ignores, ...]:
        return read_ignores(folder, self.format_path)

    def follow(self, root: str, folders: Iterable[str]) -> tuple[tuple[Ignores, ...], LeftOut | None]:
        """Go from a folder through those below it: what git ignores in the last one, and what stopped it there."""
        ignores = (*read_ignores_above(root, self.read_ignores), *self.read_ignores(root))
        current = root
        for folder in folders:
            current = str(Path(current, folder))
            if found := self.explain_folder(current, ignores):
                return ignores, found
            ignores = (*ignores, *self.read_ignores(current))
        return ignores, None

    def explain_folder(self, folder: str, ignores: tuple[Ignores, ...]) -> LeftOut | None:
        name = Path(folder).name
        if name.startswith("."):
            return LeftOut("hidden", self.format_path(folder))
        if Path(folder).is_symlink():
            return LeftOut("link", self.format_path(folder))
        if name in SKIPPED_FOLDERS:
            return LeftOut("skipped", self.format_path(folder))
        return next(self._explain_by_pattern(folder, ignores, folder=True), None)

    def explain_file(self, file: str, ignores: tuple[Ignores, ...]) -> LeftOut | None:
        if Path(file).name.startswith("."):
            return LeftOut("hidden", self.format_path(file))
        include = self.settings.include
        if include and not matches(include, self._to_root_path(file)):
            return LeftOut("include", self.format_path(file), place=self._get_globs("include")[0].place)
        if not include and not file.lower().endswith(SUFFIXES):
            return LeftOut("suffix", self.format_path(file))
        return next(self._explain_by_pattern(file, ignores, folder=False), None)

    def _explain_by_pattern(self, path: str, ignores: tuple[Ignores, ...], *, folder: bool) -> Iterator[LeftOut]:
        index = find_deciding_glob(self.settings.exclude, self._to_root_path(path) + "/" * folder)
        if index is not None:
            glob = self._get_globs("exclude")[index]
            yield LeftOut("exclude", self.format_path(path), glob.value, glob.place)
        found = find_deciding_line(path, ignores, folder=folder)
        if found is not None:
            source, line = found
            place = Place(self.format_path(source.path), line.number, 1)
            yield LeftOut("gitignore", self.format_path(path), line.text, place)

    def _to_root_path(self, path: str) -> str:
        return make_display_path(path, str(self.settings.root))

    def _get_globs(self, name: str) -> tuple[Placed[str], ...]:
        return next(key.values for key in list_keys(self.settings.provenance.files) if key.name == name)
