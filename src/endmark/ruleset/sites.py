"""Which site the articles of a folder belong to: that of the nearest folder above them with clues of one."""

# These run in every folder that holds an article: paths stay text.
# ruff: noqa: PTH118, PTH120, PTH208

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from endmark.ruleset.clues import CLUES, PACKAGE
from endmark.ruleset.config_discovery import get_home, leads_out

if TYPE_CHECKING:
    from endmark.ruleset.generators import Site

_REPOSITORY = ".git"
_TELLING = CLUES | {_REPOSITORY}


class Sites:
    """The sites of a run by folder; each folder is listed once.

    `unread` are the files that could not be understood, by their paths, each with the reason: they tell nothing.
    """

    def __init__(self) -> None:
        self.unread: dict[str, str] = {}
        self._home = get_home()
        self._around: dict[str, tuple[Site, ...]] = {}
        self._found: dict[str, Site | None] = {}

    def find(self, folder: str, top: str | None = None) -> Site | None:
        """The site that shows the files in a folder, an absolute path that need not exist; None: nothing tells.

        Its clues are looked for up to `top`, or else as far up as a config is.
        """
        if folder not in self._found:
            holding = [site for site in self._list_around(folder, top) if site.holds(folder)]
            self._found[folder] = min(holding, key=lambda site: site.weak, default=None)
        return self._found[folder]

    def descend(self, folder: str, names: Collection[str], top: str | None) -> None:
        """Take note of a folder that a search came to from the one above, and that holds these names."""
        above = self._around.get(os.path.dirname(folder))
        if above is not None and folder not in {top, self._home} and _TELLING.isdisjoint(names):
            self._around.setdefault(folder, above)
        else:
            self._list_around(folder, top)

    def _list_around(self, folder: str, top: str | None) -> tuple[Site, ...]:
        """The sites of a folder and of those above, the nearest first."""
        passed: list[tuple[str, Iterable[str]]] = []
        around: tuple[Site, ...] = ()
        place = folder
        while True:
            if place in self._around:
                around = self._around[place]
                break
            names = _list_names(place)
            passed.append((place, names or ()))
            # A text may belong where nothing is yet.
            if names is not None and (place in {top, self._home} or _REPOSITORY in names or leads_out(place)):
                break
            above = os.path.dirname(place)
            if above == place:
                break
            place = above
        for place, inside in reversed(passed):
            if not CLUES.isdisjoint(inside):
                around = self._add_sites(place, inside, around)
            self._around[place] = around
        return around

    def _add_sites(self, place: str, names: Iterable[str], above: tuple[Site, ...]) -> tuple[Site, ...]:
        from endmark.ruleset.generators import SiteFolder, iter_sites

        folder = SiteFolder(place, names)
        if PACKAGE in folder.names:
            above = tuple(site for site in above if site.clue != PACKAGE)
        around = (*iter_sites(folder), *above)
        self.unread |= {os.path.join(place, name): why for name, why in folder.unread.items()}
        return around


def _list_names(folder: str) -> list[str] | None:
    """What is in a folder; None when there is none that can be listed."""
    try:
        return os.listdir(folder)
    except OSError:
        return None
