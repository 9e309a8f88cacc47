"""Globs of a config that match no file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from endmark.linting.files.discovery import SKIPPED_FOLDERS
from endmark.ruleset.config import Config
from endmark.ruleset.globs import matches
from endmark.ruleset.nodes import Placed
from endmark.ruleset.settings import Settings

_NEVER_ENTERED = SKIPPED_FOLDERS | {".git"}


def find_unmatched_globs(settings: Settings) -> tuple[Placed[str], ...]:
    """The globs of the config that match no file below its folder, in the order of their places.

    What it extends does not count: a shared config speaks of many sites.
    """
    if not settings.provenance.files:
        return ()
    waiting = _list_globs(settings.provenance.files[-1].config)
    for path in _iter_paths(settings.root) if waiting else ():
        waiting = [glob for glob in waiting if not matches((glob.value.removeprefix("!"),), path)]
        if not waiting:
            break
    return tuple(sorted(waiting, key=lambda glob: glob.place))


def _list_globs(config: Config) -> list[Placed[str]]:
    globs = [*(config.include or ()), *config.exclude, *config.read_as]
    for override in config.overrides:
        globs += [*override.value.files, *override.value.exclude_files]
    return globs


def _iter_paths(root: Path) -> Iterator[str]:
    """Every file, and every folder with a slash after it; what lies in other people's folders is not looked at."""
    for folder, folders, files in os.walk(root):
        below = Path(folder).relative_to(root).as_posix()
        prefix = "" if below == "." else f"{below}/"
        yield from (f"{prefix}{name}/" for name in sorted(folders))
        yield from (f"{prefix}{name}" for name in sorted(files))
        folders[:] = [name for name in folders if name not in _NEVER_ENTERED]
