"""Which program is running, as far as that can change what it finds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache

from endmark.storage.store import compute_digest

JUDGES = frozenset(
    {"google_re2", "langcodes", "msgspec", "pathspec", "pyromark", "python_frontmatter", "pyyaml", "rapidfuzz"}
)
"""The libraries whose version can change a finding."""

EXTRA_JUDGES = frozenset({"fastwarc", "rensa", "textstat", "webencodings"})
"""Those of them that need not be installed."""

_METADATA_FOLDERS = (".dist-info", ".egg-info")
"""What the names of the folders end with that installers leave beside a library."""


def compute_identity(version: str) -> bytes | None:
    """What stands for this version of endmark, this Python and the libraries that judge.

    Two programs with the same identity find the same in the same text. None where
    the version of a library cannot be told.
    """
    versions = _find_versions(tuple(sys.path))
    if versions is None:
        return None
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    python = f"{sys.implementation.cache_tag} {sys.version_info[:3]}"
    return compute_digest(version.encode(), python.encode(), versions.encode(), compute_module_stamps(package).encode())


@cache
def _find_versions(places: tuple[str, ...]) -> str | None:
    """The versions of the judges, told by the names of folders such as `rapidfuzz-3.14.0.dist-info`.

    Reading their metadata, or importing them to ask, would take longer than
    checking an article.
    """
    found: dict[str, str] = {}
    for place in places:
        for name in _list_names(place):
            if name.endswith(_METADATA_FOLDERS) and "-" in name.removesuffix("-info"):
                library, version, *_ = name.rpartition(".")[0].split("-")
                found.setdefault(library.lower().replace(".", "_"), version)
    if not found.keys() >= JUDGES:
        return None
    return " ".join(f"{judge}={found.get(judge)}" for judge in sorted(JUDGES | EXTRA_JUDGES))


def _list_names(place: str) -> list[str]:
    try:
        return os.listdir(place or ".")  # noqa: PTH208
    except OSError:
        return []


def compute_module_stamps(package: str) -> str:
    """In a checkout, where modules change and the version does not: the size and time of each module.

    Those two are also what Python goes by when it decides which code to run.
    """
    if os.path.isdir(os.path.join(package, "rules")):  # noqa: PTH112, PTH118
        return ""
    return "\n".join(sorted(_iter_stamps(package)))


def _iter_stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                about = entry.stat()
                yield f"{entry.path} {about.st_size} {about.st_mtime_ns}"
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _iter_stamps(entry.path)
