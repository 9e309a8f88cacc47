"""What settings are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

MAX_FINDINGS = 500
"""Findings of one rule in one file that are listed: a file that people wrote has fewer, and nobody reads more."""


class SettingsRequest(Struct, frozen=True):
    """What decides the settings of a run, before any file is read.

    The config is the file `config`, or the one that is found from `cwd` upward, or
    none at all without `use_config`. With `below` it is found from that folder upward,
    for files there; the command line may then name rules that only another config of
    the run knows. `select`, `ignore`, `severities` (rule → the
    word for its severity) and `fail_on` are what the command line adds to it;
    `fail_on` is None where the config decides.
    """

    cwd: Path = Path()
    config: Path | None = None
    use_config: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = MappingProxyType({})
    fail_on: str | None = None
    below: Path | None = None

    @property
    def start(self) -> Path:
        """The folder in which the search for a config begins."""
        return (self.below or self.cwd).resolve()
