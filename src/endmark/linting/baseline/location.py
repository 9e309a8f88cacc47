"""Where the baseline of some settings is: most runs have none, and then nothing else of it is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings

FILE_NAME = "endmark-baseline.jsonl"
"""The file that is looked for in the folder of the config when nothing else is named."""


def choose_baseline(named: Path | None, settings: Settings, cwd: Path) -> Path | None:
    """The file named on the command line, or in the config, or the one that lies in its folder."""
    if named is not None:
        return cwd / named
    if settings.baseline is not None:
        return settings.baseline
    usual = settings.root / FILE_NAME
    return usual if usual.is_file() else None
