"""Runs over a site that keep what they know, and of which each call that writes fails in its turn.

    LD_PRELOAD=full_disk.so python tests/linting/checking/disturbed_runs.py FOLDER HOW

What the disturbed run says is compared with what a run says that knows nothing, and so is what the next one says, and
the one after that, when the articles are as they were. How many calls failed is printed.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import shutil
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from endmark.linting.execution import site_report, site_store
from endmark.reporters import render

if TYPE_CHECKING:
    from tests.linting.checking.test_site_update import Site

KILLED = 3


class Disk(ctypes.CDLL):
    """The library that was loaded before all others."""

    def __init__(self) -> None:
        super().__init__(None)
        self.watch.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int]


def run_disturbed(disk: Disk, site: Site, call: int, how: int) -> int:
    """Run with a call that fails, in a copy of this process where it is to be killed; how many calls there were."""
    if how == KILLED and (child := os.fork()):
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return call if killed else call - 1
    disk.watch(os.fsencode(site.store.folder), call, how)
    report = site.run()
    calls = int(disk.count_writes())
    disk.watch(b"", 0, 0)
    if how == KILLED:
        os._exit(0)
    assert render(report, "json") == render(site.run_anew(), "json")
    return calls


def restore(site: Site, before: Path) -> None:
    """Put back what was known."""
    shutil.rmtree(site.store.folder, ignore_errors=True)
    if before.exists():
        shutil.copytree(before, site.store.folder)


def write_articles(site: Site) -> None:
    """The articles as they are at first."""
    told = importlib.import_module("test_site_update")
    for number, passages in enumerate(((told.HERON,), (told.NOTHING, told.RIVER), (told.RIVER,), ("A short one.",)), 1):
        site.write(number, *passages)


def main() -> None:
    """Read the command line and do what it says."""
    folder, how = Path(sys.argv[1]), int(sys.argv[2])
    site_report.WORTHWHILE, site_report._AT_ONCE, site_store._AT_ONCE = 2, 3, 3  # noqa: SLF001
    site: Site = importlib.import_module("test_site_update").Site(folder)
    site.select = ("shared-passage",)
    disk, before, failed = Disk(), folder / "before", 0
    write_articles(site)
    for is_known in (False, True):
        for call in count(1):
            restore(site, before)
            if is_known:
                (site.folder / "2026-03-01-a.md").write_bytes((site.folder / "2026-03-03-a.md").read_bytes())
            has_failed = run_disturbed(disk, site, call, how) >= call
            if call % 2:
                site.check()
            write_articles(site)
            site.check()
            if not has_failed:
                break
            failed += 1
        restore(site, before)
        site.check()
        shutil.copytree(site.store.folder, before, dirs_exist_ok=True)
    sys.stdout.write(f"{failed}\n")


if __name__ == "__main__":
    main()
