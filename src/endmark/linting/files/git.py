"""Git, asked so that it runs no program that the repository names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from endmark.errors import InputError, Problem
from endmark.phrase import phrase

if TYPE_CHECKING:
    from subprocess import CompletedProcess

_SWITCHED_OFF = (
    # Nothing, and not `false`: before 2.36 that was the name of a program.
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    # A folder of the work tree could pass for a repository, with settings of its own.
    "safe.bareRepository=explicit",
)
"""Settings of a repository that make git run programs, and their values for none."""

_ENVIRONMENT = {
    # Somebody may be committing right now.
    "GIT_OPTIONAL_LOCKS": "0",
    # What is missing in a partial clone would be fetched by a program that the repository names.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    # One of git's words is looked for.
    "LC_ALL": "C",
}

_FILTERS = r"^filter\..*\.(clean|smudge|process)$"


def run_git(cwd: Path, *arguments: str) -> CompletedProcess[bytes]:
    """Run git in a folder; a hook's GIT_DIR and GIT_INDEX_FILE hold, as they do for any command in a hook.

    No file system monitor, hook, filter, external diff, pager or transport runs,
    whatever the settings say. Raises InputError where git is missing.
    """
    program = find_git(cwd)
    settings = [*_SWITCHED_OFF, *_iter_filter_settings(program, cwd)] if arguments[0] == "diff" else [*_SWITCHED_OFF]
    return _run(program, cwd, settings, *arguments)


def _run(program: str, cwd: Path, settings: list[str], *arguments: str) -> CompletedProcess[bytes]:
    import subprocess

    options = [word for setting in settings for word in ("-c", setting)]
    return subprocess.run(  # noqa: S603 - no shell, and nothing a user writes begins an argument with a dash
        [program, "--no-pager", *options, *arguments],
        cwd=cwd,
        env=os.environ | _ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def find_git(cwd: Path) -> str:
    """The absolute path of git: on the PATH, but in no folder that depends on where we stand, nor in the work tree."""
    import shutil

    name = "git.exe" if sys.platform == "win32" else "git"
    # Outside of a work tree, git says so itself.
    top = next((place for place in (cwd, *cwd.parents) if os.path.lexists(place / ".git")), None)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        # Windows looks into the current folder first, and so does a PATH with an empty entry.
        if os.path.isabs(folder) and not (top and _is_below(folder, top)):  # noqa: PTH117
            found = shutil.which(os.path.join(folder, name))  # noqa: PTH118
            if found:
                return found
    hint = phrase("Install git or put it on the PATH, outside of the repository; or name the files.")
    raise InputError(Problem(phrase("git is not there, so nobody knows what has changed."), hint=hint))


def _is_below(folder: str, top: Path) -> bool:
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(top))


def _iter_filter_settings(program: str, cwd: Path) -> Iterator[str]:
    """Settings that switch off the programs through which files pass before git compares them."""
    found = _run(program, cwd, [*_SWITCHED_OFF], "config", "--null", "--name-only", "--get-regexp", _FILTERS)
    for name in {os.fsdecode(name) for name in found.stdout.split(b"\0") if name}:
        if "=" in name:  # so it cannot be set on a command line
            hint = phrase("Take it out of the settings of git.")
            raise InputError(
                Problem(phrase("git's settings hold a filter with a strange name: {name!r}.", name=name), hint=hint)
            )
        yield f"{name}="
        yield f"{name.rpartition('.')[0]}.required=false"
