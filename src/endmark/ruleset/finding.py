"""Which config holds for a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from endmark.errors import InputError, Problem
from endmark.storage.reading import read_regular

FILE_NAMES = ("endmark.yaml", ".endmark.yaml", "endmark.yml", ".endmark.yml")
_PYPROJECT = "pyproject.toml"


def find_config(start: Path) -> Path | None:
    """The config for a folder: in it, or the nearest above it, up to the repository root.

    Raises InputError when one folder holds two configs, or a pyproject.toml that
    names endmark cannot be read.
    """
    for place in searched_folders(start):
        candidates = [place / name for name in FILE_NAMES if (place / name).is_file()]
        if _has_table(place / _PYPROJECT):
            candidates.append(place / _PYPROJECT)
        if len(candidates) > 1:
            names = " and ".join(candidate.name for candidate in candidates)
            raise InputError(
                Problem(f"this folder holds more than one config: {names}.", place.as_posix(), remedy="Keep one.")
            )
        if candidates:
            return candidates[0]
    return None


def chosen_config(named: Path | None, cwd: Path) -> Path | None:
    """The config that is named, else the one for the working directory.

    Raises InputError when there is no such file, and as `find_config` does.
    """
    if named is None:
        return find_config(cwd)
    from endmark.ruleset.files import located, shown_path

    path = located(cwd / named)
    if not os.path.isfile(path):  # noqa: PTH113 - `Path` raises where the name is too long
        raise InputError(Problem("there is no such config file.", shown_path(path, cwd), remedy="Check --config."))
    return path


def root_of(config: Path | None, cwd: Path) -> Path:
    """The folder that paths are relative to: that of the config, else that of the repository, else `cwd`."""
    if config is not None:
        return config.parent
    return next((place for place in (cwd, *cwd.parents) if (place / ".git").exists()), cwd)


def searched_folders(start: Path) -> Iterator[Path]:
    """The folders that a config may stand in: the folder itself and those above it, up to the repository root."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        yield place
        if (place / ".git").exists():
            return


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml configures endmark; TOML is parsed only where the word occurs."""
    if not path.is_file():
        return False
    try:
        if b"endmark" not in read_regular(path):
            return False
    except OSError:
        pass  # the reader below says what is wrong
    # Few projects have such a table; the others need no reader.
    from endmark.ruleset.files import read_toml_table

    return read_toml_table(path, path.as_posix()) is not None
