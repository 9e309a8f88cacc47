"""Where the program keeps what it may use again in another run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from endmark.phrase import phrase
from endmark.version import __version__

if TYPE_CHECKING:
    from endmark.storage.store import Store


def choose_cache_folder(named: Path | None) -> Path | None:
    """The folder for what is kept between runs: the one that is named, else the usual one, None without a home."""
    from endmark.storage.place import find_usual_folder

    return named.absolute() if named is not None else find_usual_folder(os.environ)


def open_store(named: Path | None) -> Store | None:
    """The store in that folder; None where there is no place for one, or this program cannot be told from others.

    What is kept is believed. So it never lies where a commit, or another user, could
    put results: a folder that is named there is a usage error, the usual one is not used.
    """
    from endmark.storage.identity import compute_identity
    from endmark.storage.place import belongs_to_others
    from endmark.storage.store import Store

    folder = choose_cache_folder(named)
    if folder is None:
        return None
    reason = phrase("it belongs to another user") if belongs_to_others(folder) else None
    if _shares_a_repository(folder, named):
        reason = phrase("it lies in the repository, where results could be committed")
    if reason:
        if named is None:
            return None
        import click  # by whoever is asked for no options, it is not loaded

        raise click.BadParameter(
            phrase("{named} cannot be used: {reason}. Name another folder.", named=named, reason=reason),
            param_hint="--cache-dir",
        )
    program = compute_identity(__version__)
    return None if program is None else Store(folder, program)


def _shares_a_repository(folder: Path, named: Path | None) -> bool:
    """Whether a folder for what is kept lies in a repository: in any if it is named, else in the one we stand in."""
    from endmark.ruleset.config_discovery import find_repository

    real = folder.resolve()
    around = next((place for place in (real, *real.parents) if os.path.lexists(place / ".git")), None)
    return around is not None and (named is not None or around == find_repository(Path.cwd()))
