"""What each file is read as: what the config says of it, else what its name says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from endmark.document.dialect import choose_dialect
from endmark.document.markup import NAMES, Markup, get_markup, get_suffix
from endmark.document.reading import Reading
from endmark.errors import Problem
from endmark.phrase import join_all, phrase
from endmark.ruleset.globs import find_deciding_glob, matches

if TYPE_CHECKING:
    from endmark.ruleset.generators import Site

_make_reading = cache(Reading)
"""Many files share each of the few that there are."""


def choose_reading(
    path: str,
    read_as: Iterable[tuple[str, Markup]] = (),
    include: Sequence[str] = (),
    find_site: Callable[[], Site | None] | None = None,
) -> Reading | None:
    """How a file is read: in what `choose_markup` says, and in the dialect of its suffix or its site.

    `find_site` is asked for Markdown only. None when endmark does not read the file.
    """
    markup = choose_markup(path, read_as, include)
    if markup is None:
        return None
    if markup != "markdown":
        return _make_reading(markup)
    site = find_site() if find_site else None
    return _make_reading(markup, choose_dialect(path, site.dialect if site else "markdown"))


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
    message = phrase(
        "`.{suffix}` is not a format endmark reads. It reads {names}.",
        suffix=get_suffix(shown),
        names=join_all(NAMES.values()),
    )
    if get_suffix(shown) in _TABLES:
        hint = phrase("If it is a table, say with `endmark check --column NAME` which of its columns has the articles.")
        return Problem(message, shown, hint=hint)
    return Problem(message, shown, hint=phrase("Leave the file out, or say under `read_as` in the config what it is."))


_TABLES = frozenset(("parquet", "csv", "tsv", "jsonl", "ndjson", "sqlite", "sqlite3", "db", "duckdb"))
