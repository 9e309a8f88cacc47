"""The files of a folder of rules, as quickly as they can be listed: every start does."""

from __future__ import annotations

import os
from collections.abc import Iterator

_RULE_SUFFIXES = (".yaml", ".yml")


def iter_rule_entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Whatever may be a rule below a folder, and perhaps a little more."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.name.lower().endswith(_RULE_SUFFIXES):
                    yield entry
