"""Which config holds for a folder, and how far the tree around a folder reaches."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from endmark.errors import InputError, Problem
from endmark.phrase import phrase
from endmark.storage.reading import read_regular

FILE_NAMES = ("endmark.yaml", ".endmark.yaml", "endmark.yml", ".endmark.yml")
_PYPROJECT = "pyproject.toml"
MAY_CONFIGURE = frozenset((*FILE_NAMES, _PYPROJECT, ".git"))
"""What a folder must hold for another config than that of its parent to hold in it."""


def find_config(start: Path) -> Path | None:
    """The config for a folder: in it, or the nearest of the searched folders above it.

    Raises InputError when one folder holds two configs, or a pyproject.toml that
    names endmark cannot be read.
    """
    for place in iter_searched_folders(start):
        candidates = [place / name for name in FILE_NAMES if (place / name).is_file()]
        if _has_table(place / _PYPROJECT):
            candidates.append(place / _PYPROJECT)
        if len(candidates) > 1:
            names = " and ".join(candidate.name for candidate in candidates)
            raise InputError(
                Problem(
                    phrase("this folder holds more than one config: {names}.", names=names),
                    place.as_posix(),
                    hint=phrase("Keep one."),
                )
            )
        if candidates:
            return candidates[0]
    return None


def is_config_name(name: str) -> bool:
    """Whether a file of that name is a config, or may hold one."""
    return name in FILE_NAMES or name == _PYPROJECT


def choose_config(named: Path | None, cwd: Path, start: Path | None = None) -> Path | None:
    """The config that is named, else the one for a folder, the working directory unless another is given.

    Raises InputError when there is no such file, and as `find_config` does.
    """
    if named is None:
        return find_config(start or cwd)
    from endmark.ruleset.files import format_path, to_absolute

    path = to_absolute(cwd / named)
    if not os.path.isfile(path):  # noqa: PTH113 - `Path` raises where the name is too long
        raise InputError(
            Problem(phrase("there is no such config file."), format_path(path, cwd), hint=phrase("Check --config."))
        )
    return path


def find_root(config: Path | None, cwd: Path) -> Path:
    """The folder that paths are relative to: that of the config, else that of the repository, else `cwd`."""
    return find_tree(cwd) if config is None else config.parent


def iter_searched_folders(start: Path) -> Iterator[Path]:
    """The folders that a config may stand in: the folder itself, and those above it that belong to the same work.

    The last one is the root of the repository, or the home of the user. Without
    either it is the last one before a folder that others may write to, that is
    somebody else's, or that is the top of the file system: whoever can write there
    would decide about everybody below.
    """
    place = start.resolve()
    owners = {_get_owner(place), _get_user()}
    home = Path(get_home())
    while True:
        yield place
        if (place / ".git").exists() or place == home:
            return
        place = place.parent
        if place == place.parent or _is_shared(place) or _get_owner(place) not in owners:
            return


def is_trusted(folder: Path, cwd: Path) -> bool:
    """Whether a config may be looked for from a folder that one does not stand in."""
    return not _is_shared(folder) and _get_owner(folder) in {_get_user(), _get_owner(cwd.resolve())}


def find_repository(start: Path) -> Path | None:
    """The root of the repository around a folder, None without one; a `.git` where no config counts is none."""
    *_, last = iter_searched_folders(start)
    return last if os.path.lexists(last / ".git") else None


def find_tree(start: Path) -> Path:
    """The root of the repository around a folder, else the folder itself."""
    return find_repository(start) or start.resolve()


def leads_out(folder: str) -> bool:
    """Whether what stands above an absolute folder may belong to somebody else, as in `iter_searched_folders`."""
    above = os.path.dirname(folder)  # noqa: PTH120 - asked for every folder that holds an article
    if os.path.dirname(above) == above or _is_shared(above):  # noqa: PTH120
        return True
    return _get_owner(above) not in {_get_user(), _get_owner(folder)}


def get_home() -> str:
    """The home of the user, above which nothing is looked for."""
    return os.path.realpath(os.path.expanduser("~"))  # noqa: PTH111 - `Path.expanduser` raises without a home


def _get_user() -> int:
    # Windows knows no numbers of users; there, all files have the owner 0.
    return os.geteuid() if hasattr(os, "geteuid") else 0


def _get_owner(folder: Path | str) -> int:
    try:
        return os.stat(folder).st_uid  # noqa: PTH116 - as above
    except OSError:
        return -1


def _is_shared(folder: Path | str) -> bool:
    """Whether a folder is there for everybody, as /tmp is."""
    everybody = stat.S_ISVTX | stat.S_IWOTH
    try:
        return os.stat(folder).st_mode & everybody == everybody  # noqa: PTH116 - as above
    except OSError:
        return True


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
    from endmark.ruleset.discretion import hide_secrets
    from endmark.ruleset.files import read_toml_table

    try:
        return read_toml_table(path, path.as_posix()) is not None
    except InputError as error:
        raise InputError(hide_secrets(error.problems, tree=find_tree(path.parent), base=path.parent)) from error
