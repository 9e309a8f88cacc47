"""What repairs change in files, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator

from endmark.linting.fixing import Fixed, Mended
from endmark.reporters.width import harmless

_RESET = "\x1b[0m"
_COLORS = {"---": "\x1b[1m", "+++": "\x1b[1m", "@@": "\x1b[36m", "-": "\x1b[31m", "+": "\x1b[32m"}
_CR = "\r"
_UNFINISHED = "\n\\ No newline at end of file\n"


def render(fixed: Fixed, *, color: bool, watched: bool) -> str:
    """The diff of all files that change, empty when none does.

    For a person who watches a terminal, or with colours, control characters are
    made harmless; otherwise the diff is exact, and `patch -p0` takes it.
    """
    lines = (line for mended in fixed.mended if mended.changed for line in _lines(mended))
    if color:
        return "".join(map(_painted, lines))
    return "".join(map(_safe, lines) if watched else lines)


def _lines(mended: Mended) -> Iterator[str]:
    from difflib import unified_diff

    name = harmless(mended.file.shown)
    if " " in name:
        name += "\t"  # what ends a name with spaces
    before, after = (_split(data.decode("utf-8")) for data in (mended.before, mended.after))
    for line in unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else line + _UNFINISHED


def _split(text: str) -> list[str]:
    """The lines with their ends, as `patch` knows them: only a line feed ends a line."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _safe(line: str) -> str:
    """The line, and the remark that may follow it, without what could steer a terminal."""
    parts = line[:-1].split("\n")
    return "".join(f"{harmless(part.removesuffix(_CR))}\n" for part in parts)


def _painted(line: str) -> str:
    text = _safe(line)[:-1]
    code = next((code for start, code in _COLORS.items() if text.startswith(start)), "")
    return f"{code}{text}{_RESET}\n" if code else f"{text}\n"
