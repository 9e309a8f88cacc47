"""Globs as in a `.gitignore`, relative to the folder of the config."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from endmark.errors import Problem
from endmark.phrase import Phrase, phrase

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from endmark.ruleset.nodes import Placed

_BACKSLASH = re.compile(r"\\(?:[\w.]|\*+[\w./\\]|\*\*)")
"""What nobody would escape: a letter, or stars before a name; `\\*`, `\\#` and `\\ ` at other places are a sign."""

_EXAMPLE = phrase("Write it as in a .gitignore, for example `posts/**/*.md`.")


def matches(globs: tuple[str, ...], path: str) -> bool:
    """Whether the globs match a path with forward slashes; `!glob` takes paths out again."""
    return bool(globs) and _compile_globs(globs).match_file(path)


def find_deciding_glob(globs: tuple[str, ...], path: str) -> int | None:
    """The index of the glob because of which the globs match a path; None when they do not match it."""
    if not globs:
        return None
    result = _compile_globs(globs).check_file(path)
    return result.index if result.include else None


def find_glob_problems(globs: Iterable[Placed[str]]) -> list[Problem]:
    """The globs that can match nothing, whatever files there are."""
    problems = []
    for glob in globs:
        reason = _explain_invalid(glob.value)
        if reason:
            problems.append(glob.place.make_problem(reason, _EXAMPLE))
    return problems


def _explain_invalid(glob: str) -> Phrase | None:
    if {".", ".."} & set(glob.removeprefix("!").split("/")):
        return phrase(
            "the glob {glob!r} holds `.` or `..`, but globs begin at the folder of the config and stay in it.",
            glob=glob,
        )
    if _BACKSLASH.search(glob):
        return phrase("the glob {glob!r} parts folders by a backslash, which only escapes: write `/`.", glob=glob)
    if "\0" in glob:
        return phrase("the glob {glob!r} holds a NUL character, which no path does.", glob=glob)
    try:
        patterns = _compile_globs((glob,)).patterns
    except ValueError:
        return phrase("the glob {glob!r} is not valid.", glob=glob)
    if any(pattern.include is not None for pattern in patterns):
        return None
    return phrase("the glob {glob!r} can match nothing.", glob=glob)


@cache
def _compile_globs(globs: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)
