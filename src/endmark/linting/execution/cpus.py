"""How many processes can work at the same time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUP = Path("/proc/self/cgroup")


def count_available_cpus(groups: Path = _GROUPS, own_group: Path = _OWN_GROUP) -> int:
    """The processor cores that this process may use, at least 1.

    That is what the machine has, less what the affinity of the process and, on
    Linux, the share of its control groups (version 2) take away. The arguments
    are where the system describes the groups, and names ours.
    """
    return max(1, min([_count_allowed_cpus(), *_iter_group_shares(groups, own_group)]))


def _count_allowed_cpus() -> int:
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _iter_group_shares(groups: Path, own_group: Path) -> Iterator[int]:
    """What each group around the process grants, in whole cores; a container is held by such a share alone."""
    try:
        name = next(line for line in own_group.read_text("utf-8").splitlines() if line.startswith("0::/"))[4:]
    except (OSError, StopIteration):
        return
    inside = PurePosixPath(name)
    for group in (inside, *inside.parents):
        try:
            quota, period = (groups / group / "cpu.max").read_text("utf-8").split()
            yield round(int(quota) / int(period))
        # There is no such file at the top, or it says "max".
        except (OSError, ValueError, ZeroDivisionError):
            continue
