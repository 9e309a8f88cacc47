"""Whether a path stays in the tree that it is written in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from endmark.errors import Problem
from endmark.phrase import Phrase, phrase
from endmark.ruleset.config_discovery import find_tree

_GIT = ".git"


def is_inside(path: Path, tree: Path) -> bool:
    """Whether a path leads into a tree, wherever links lead; git's own folder is not part of it."""
    real = Path(os.path.realpath(path))
    return real.is_relative_to(tree) and _GIT not in (part.lower() for part in real.relative_to(tree).parts)


def leads_outside(path: Path, cwd: Path) -> bool:
    """Whether a path that stands in the tree around `cwd` leads out of it, by a link of the repository.

    A path that is outside to begin with goes where the user says.
    """
    tree = find_tree(cwd)
    written = os.path.normpath(cwd.resolve() / path)
    if not Path(written).is_relative_to(tree) or os.path.realpath(written) == written:
        return False
    return not is_inside(Path(written), tree)


def is_behind_link(path: Path, places: Iterable[Path]) -> bool:
    """Whether a file that was found in one of some places, each without links, lies in none of them."""
    places = tuple(places)
    written = Path(os.path.normpath(path))
    return any(map(written.is_relative_to, places)) and not any(is_inside(path, place) for place in places)


def make_outside_problem(what: Phrase, shown: str) -> Problem:
    """The problem with such a path; `what` is the word for the file."""
    message = phrase(
        "the {what} was not written: this leads out of the repository, or into git's own folder.", what=what
    )
    return Problem(
        message, shown, hint=phrase("If you mean the place it leads to, name that place on the command line.")
    )
