"""A list of names, as another program writes it → the files and folders to check."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from endmark.errors import Problem
from endmark.phrase import Phrase, phrase

_BOM = b"\xef\xbb\xbf"


class FileList(Struct, frozen=True):
    """The names of a list that stand for something, in its order; `problems` tell of the others."""

    names: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def read_list(data: bytes, source: str, *, cwd: Path, null: bool = False) -> FileList:
    """Read a list with one name a line, or with a NUL after each name.

    Blank lines are skipped, line endings may be those of Windows, and a byte
    order mark is dropped. Names are UTF-8 and relative to `cwd`; bytes that are
    not UTF-8 are kept as Python keeps them in file names. `source` is what
    problems call the list; a line has a number, an entry of a NUL list has none.
    """
    data = data.removeprefix(_BOM)
    if not null and b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        hint = phrase("Say -0 when NUL characters part the names; otherwise save the list as UTF-8.")
        return FileList((), (Problem(phrase("this list holds a NUL character."), source, line, hint=hint),))
    names: list[str] = []
    problems: list[Problem] = []
    for line, name in _iter_entries(data, null=null):
        if os.path.lexists(cwd / name):
            names.append(name)
        else:
            message = phrase("there is no file or folder called “{name}”.", name=name)
            problems.append(Problem(message, source, None if null else line, hint=_choose_hint(name, null=null)))
    return FileList(tuple(names), tuple(problems))


def _iter_entries(data: bytes, *, null: bool) -> Iterator[tuple[int, str]]:
    for number, entry in enumerate(data.split(b"\0" if null else b"\n"), start=1):
        name = entry if null else entry.removesuffix(b"\r")
        if name if null else name.strip():
            yield number, name.decode("utf-8", errors="surrogateescape")


def _choose_hint(name: str, *, null: bool) -> Phrase:
    if null:
        return phrase("Check the folder you are in, and that NUL characters part the names.")
    if name.startswith('"'):
        return phrase("Git puts unusual names in quotation marks: let it write them with -z, and say -0 here.")
    return phrase("Check the spelling and the folder you are in; leave deleted files out of the list.")
