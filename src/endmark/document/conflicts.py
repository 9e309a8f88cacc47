"""Two versions of a passage, between the marks that version control and editing programs put around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from endmark.document.conflict_signs import may_have_conflicts
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_MARK = compile_late(
    r"^[ \t]{0,3}(?P<mark>"
    r"(?P<opening><{7,15})(?P<of_opening>[ \t]+\S[^\n]*)?"
    r"|-{7}[ \t]+SEARCH"
    r"|(?P<base>\|{7,15})(?:[ \t]+\S[^\n]*)?"
    r"|(?P<middle>={7,15})"
    r"|(?P<closing>>{7,15})(?P<of_closing>[ \t]+\S[^\n]*)?"
    r"|\+{7}[ \t]+REPLACE"
    r"|(?P<patch>\*{3} (?:Begin Patch|End Patch|(?:Update|Add|Delete) File: \S[^\n]*)"
    r"|@@ -[0-9]{1,6}(?:,[0-9]{1,6})? \+[0-9]{1,6}(?:,[0-9]{1,6})? @@[^\n]*"
    r"|diff --git a/\S[^\n]* b/\S[^\n]*|--- a/\S+|\+\+\+ b/\S+)"
    r")[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_VERSION = compile_late(
    # The name of a branch, a commit with its subject, or what a program calls a version.
    r"[ \t]+(?:[\w./@{}~^:+-]{1,200}|[0-9a-f]{7,40}[ \t:(].{1,300}|(?:Stashed changes|Updated upstream))$",
    re.ASCII,
)


class Conflict(Struct, frozen=True):
    """One place where somebody must choose; `marks` are its lines, in their order, without their line endings.

    `is_whole` when both versions are there. `unread` is what is passed over so that the first version is read in its
    place: the lines of the marks, and the second version.
    """

    marks: Sequence[Span]
    unread: Sequence[Span]
    is_whole: bool

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(self.marks[0].start, self.marks[-1].end)


def iter_conflicts(text: str, start: int, code: Sequence[Span] = ()) -> Iterator[Conflict]:
    """The conflicts after offset `start` that do not begin in code, in their order; `code` is in order, too."""
    if not may_have_conflicts(text):
        return
    held: list[re.Match[str]] = []
    ahead = iter(code)
    covered = next(ahead, None)
    for found in _MARK.finditer(text, start):
        while covered is not None and covered.end <= found.start():
            covered = next(ahead, None)
        if not held and covered is not None and covered.start <= found.start():
            continue
        if _opens(found):
            yield from _iter_lone(held, text)
            held = [found]
        elif held or _closes(found):
            held.append(found)
            if _closes(found):
                yield from _read(held, text)
                held = []
    yield from _iter_lone(held, text)


def _opens(found: re.Match[str]) -> bool:
    return bool(found["opening"]) or found["mark"].endswith("SEARCH")


def _closes(found: re.Match[str]) -> bool:
    return bool(found["closing"]) or found["mark"].endswith("REPLACE") or bool(found["patch"])


def _read(held: Sequence[re.Match[str]], text: str) -> Iterator[Conflict]:
    first, last = held[0], held[-1]
    middles = [found for found in held if found["middle"] and len(found["middle"]) == _count_signs(first)]
    if not _opens(first) or len(middles) != 1 or _count_signs(first) != _count_signs(last):
        yield from _iter_lone(held, text)
        return
    bases = [found for found in held if found["base"]]
    middle = middles[0]
    second = Span(bases[0].start() if bases else middle.start(), last.end())
    marks = [_get_mark(found) for found in (first, *bases, middle, last)]
    yield Conflict(marks, (Span(*first.span()), second), is_whole=True)


def _iter_lone(held: Sequence[re.Match[str]], text: str) -> Iterator[Conflict]:
    """What is left of a conflict: each mark that can be nothing else."""
    for found in held:
        label = (found["of_opening"] or found["of_closing"] or "").rstrip()
        named = not (found["opening"] or found["closing"]) or _VERSION.match(label)
        quoted = found["closing"] and (_begins_quote(text, found.end()) or _ends_quote(text, found.start()))
        row = found["middle"] and not _opens(held[0])
        if named and not quoted and not row:
            yield Conflict((_get_mark(found),), (Span(*found.span()),), is_whole=False)


def _count_signs(found: re.Match[str]) -> int:
    return len(found["opening"] or found["closing"] or "") or len("-------")


def _get_mark(found: re.Match[str]) -> Span:
    return Span(found.start("mark"), found.start("mark") + len(found["mark"].rstrip()))


def _begins_quote(text: str, offset: int) -> bool:
    return text.startswith(">", offset)


def _ends_quote(text: str, offset: int) -> bool:
    """Whether the line before an offset begins with the sign of a quotation."""
    return text.startswith(">", text.rfind("\n", 0, max(0, offset - 1)) + 1, max(0, offset))
