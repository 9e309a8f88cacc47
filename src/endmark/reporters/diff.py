"""What repairs change in files, as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endmark.linting.repair.outcome import FixedFile, FixResult
from endmark.reporters.width import sanitize

_RESET = "\x1b[0m"
_HEADER_COLOR = "\x1b[1m"
_COLORS = {"@": "\x1b[36m", "-": "\x1b[31m", "+": "\x1b[32m"}
_CR = "\r"
_NO_NEWLINE = "\n\\ No newline at end of file\n"


def render(fixed: FixResult, *, color: bool, watched: bool) -> str:
    """The diff of all files that change, empty when none does.

    For a person who watches a terminal, or with colours, control characters are
    made harmless; otherwise the diff is exact, and `git apply` and `patch -p1` take it.
    """
    lines = [line for mended in fixed.fixed_files if mended.changed for line in _iter_lines(mended, color=color)]
    if not (color or watched):
        return "".join(text for _, text in lines)
    return "".join(_sanitize_line(text, code) for code, text in lines)


def render_texts(before: str, after: str, name: str) -> str:
    """The diff of two texts that stand under one name, exact, empty where they are the same."""
    if before == after:
        return ""
    return "".join(map(_end_line, _iter_unified(_split_lines(before), _split_lines(after), name)))


def _iter_lines(mended: FixedFile, *, color: bool) -> Iterator[tuple[str, str]]:
    """The lines of the diff of one file, each after the code of its colour."""
    before, after = (_split_lines(data.decode("utf-8")) for data in (mended.before, mended.after))
    for number, line in enumerate(_iter_unified(before, after, mended.file.shown)):
        code = _HEADER_COLOR if number in _NAME_LINES else _COLORS.get(line[0], "")
        yield code if color else "", _end_line(line)


def _end_line(line: str) -> str:
    return line if line.endswith("\n") else line + _NO_NEWLINE


_NAME_LINES = (0, 1)
"""The lines that name the file; a line that is taken out may look like them."""


def _iter_unified(before: Sequence[str], after: Sequence[str], name: str) -> Iterator[str]:
    """As difflib's `unified_diff` does, for texts that differ."""
    name = sanitize(name)
    if " " in name:
        name += "\t"  # what ends a name with spaces
    own = not name.startswith("/")  # a path from the root of the system is no name of git's
    yield f"--- {'a/' * own}{name}\n"
    yield f"+++ {'b/' * own}{name}\n"
    yield from _iter_hunks(before, after)


def iter_hunks(before: str, after: str) -> Iterator[str]:
    """The lines that differ between two texts, and three around them: as in a unified diff, without its names."""
    return _iter_hunks(_split_lines(before), _split_lines(after))


def _iter_hunks(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    from endmark.reporters.line_matcher import LineMatcher

    for group in LineMatcher(before, after).get_grouped_opcodes():
        (_, first, _, other, _), (_, _, last, _, end) = group[0], group[-1]
        yield f"@@ -{_format_range(first, last)} +{_format_range(other, end)} @@\n"
        for tag, i, j, k, m in group:
            yield from (f"{' ' if tag == 'equal' else '-'}{line}" for line in before[i:j])
            yield from (f"+{line}" for line in (after[k:m] if tag != "equal" else ()))


def _format_range(start: int, end: int) -> str:
    """Lines as a diff counts them: from 1, and those of an empty stretch by the line before it."""
    if end - start == 1:
        return str(end)
    return f"{start + (start < end)},{end - start}"


def _split_lines(text: str) -> list[str]:
    """The lines with their ends, as `patch` knows them: only a line feed ends a line."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _sanitize_line(line: str, code: str) -> str:
    """The line, and the remark that may follow it, in its colour and without what could steer a terminal."""
    parts = [sanitize(part.removesuffix(_CR)) for part in line[:-1].split("\n")]
    return "".join(f"{code}{part}{_RESET}\n" if code else f"{part}\n" for part in parts)
