"""What each file is read as: what the config says of it, else what its name says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from endmark.document.markup import NAMES, Markup, get_markup, get_suffix
from endmark.errors import Problem
from endmark.ruleset.globs import find_deciding_glob, matches


def choose_markup(path: str, read_as: Iterable[tuple[str, Markup]] = (), include: Sequence[str] = ()) -> Markup | None:
    """What a file is read as, None when endmark does not read it; its path is relative to the root, with `/`.

    Of the globs of `read_as` the last one that matches decides. What endmark does not
    read is Markdown all the same where `include` names its suffix: who wrote that
    means it.
    """
    listed = [markup for glob, markup in read_as if matches((glob,), path)]
    if listed:
        return listed[-1]
    return get_markup(path) or ("markdown" if _is_listed(path, include) else None)


def _is_listed(path: str, include: Sequence[str]) -> bool:
    """Whether it is found by a glob that ends with its suffix; that of a folder says nothing of what is in it."""
    index = find_deciding_glob(tuple(include), path)
    return index is not None and include[index].lower().endswith(f".{get_suffix(path)}")


def explain_unread(shown: str) -> Problem:
    """That a file is nothing that endmark reads, and what to do."""
    *others, last = NAMES.values()
    message = f"`.{get_suffix(shown)}` is not a format endmark reads. It reads {', '.join(others)} and {last}."
    return Problem(message, shown, hint="Leave the file out, or say under `read_as` in the config what it is.")
