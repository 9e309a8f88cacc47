"""Mistakes of the user: what is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from endmark.phrase import Phrase, phrase

MOST_OF_A_FILE = 20
"""Problems of one file that are told: who has mended those sees the others."""

_ENDLESS = r"[^\s/:]{256,}"
"""No file has such a name, and nobody reads such a word."""


Subject: TypeAlias = Literal["article", "settings", "folder"]
"""What a path leads to: `settings` are a config, a rule, a baseline, a `.gitignore`."""


class Problem(NamedTuple):
    """One mistake in something the user gave us.

    `line` and `column` count from 1 in code points; either may be missing when
    the problem concerns a whole file or the command line. `subject` is what `path`
    leads to.
    """

    message: Phrase
    path: str | None = None
    line: int | None = None
    column: int | None = None
    hint: Phrase | None = None
    subject: Subject = "article"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        text = re.sub(_ENDLESS, lambda word: f"{word[0][:60]}…", text)
        return f"{text} {self.hint}" if self.hint else text


class InputError(Exception):
    """Raised with one or more problems; the program reports them all and exits with 2."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PartError(ValueError):
    """A value is wrong in one of its parts, to which the keys and numbers of `path` lead."""

    def __init__(self, message: Phrase, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


def limit_each_file(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of each file, and after them how many more there are; the order stays otherwise."""
    by_file: dict[str | None, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.path, []).append(problem)
    told = []
    for path, of_file in by_file.items():
        told += of_file if path is None else of_file[:MOST_OF_A_FILE]
        if path is not None and (more := len(of_file) - MOST_OF_A_FILE) > 0:
            told.append(Problem(phrase("and {more:,} more.", more=more), path, hint=phrase("Mend those above first.")))
    return told


def suggest(word: str, known: Iterable[str]) -> Phrase | None:
    """A remedy that names the closest known word, or the few that hold it; None when nothing is near."""
    known = tuple(known)
    holding = [name for name in known if word.lower() in name.lower()] if len(word) >= _LEAST_OF_A_NAME else []
    if nearest := find_nearest(word, known) or (holding[0] if len(holding) == 1 else None):
        return phrase("Did you mean {nearest!r}?", nearest=nearest)
    if not 0 < len(holding) <= _MOST_NAMES:
        return None
    return phrase("Did you mean one of these: {names}?", names=", ".join(sorted(holding)))


_LEAST_OF_A_NAME = 3
"""Characters with which somebody may name a thing by a part of its name."""

_MOST_NAMES = 5
"""Names that are offered at once; more are looked up in a list."""


def find_nearest(word: str, known: Iterable[str]) -> str | None:
    """The closest known word, or None when nothing is near; capital letters do not count."""
    import difflib

    folded = {name.lower(): name for name in known}
    return next((folded[name] for name in difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)), None)
