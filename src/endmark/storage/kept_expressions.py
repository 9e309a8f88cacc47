"""Regular expressions as Python has compiled them, kept between runs.

Python compiles them in Python, and a class of letters code point by code point: those that a page of prose asks for
took a third of the time of its check. What comes out is a row of numbers, of which the engine proves that it can run
them before it does. So whoever can write into the store gets wrong matches out of it, but runs no code.

`re` has no public name for the two steps. The private ones have been the same from Python 3.11 to 3.14; where they
are not there, or refuse, an expression is compiled as ever.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from endmark.storage.store import Store

_PIECE = "expressions"

_Key: TypeAlias = tuple[str, int]
"""Source and flags."""

_Code: TypeAlias = tuple[int, bytes, int, dict[str, int]]
"""All flags, the numbers for the engine, how many groups there are, and the numbers of those with names."""


class KeptExpressions:
    """The expressions that were compiled with a store; those that are new are kept when all is done.

    It is meant for those of the program, not of articles: nothing in it is ever forgotten.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._known: dict[_Key, _Code] | None = None
        self._new: dict[_Key, _Code] = {}

    def compile(self, source: str, flags: int) -> re.Pattern[str]:
        """The same as `re.compile`, which is asked where there is no store."""
        if self._store is None:
            return re.compile(source, flags)
        if self._known is None:
            piece = self._store.read(_PIECE)
            # The store has checked that a program like this one wrote it.
            self._known = marshal.loads(piece) if piece else {}  # noqa: S302
        key = source, int(flags)
        try:
            code = self._known.get(key) or self._new.get(key)
            if code is None:
                code = self._new[key] = _encode(*key)
            return _load(source, *code)
        except (AttributeError, ImportError, RuntimeError, TypeError, ValueError):  # what private names may lead to
            return re.compile(source, flags)

    def keep(self) -> None:
        """Write those that are new into the store."""
        if self._store and self._new:
            self._store.write(_PIECE, marshal.dumps({**(self._known or {}), **self._new}))
            self._new = {}


def _encode(source: str, flags: int) -> _Code:
    """What Python makes of an expression."""
    parsed = import_module("re._parser").parse(source, flags)
    code = import_module("re._compiler")._code(parsed, flags)  # noqa: SLF001
    numbers = memoryview(bytearray(4 * len(code))).cast("I")
    for place, number in enumerate(code):
        numbers[place] = number
    return flags | parsed.state.flags, numbers.tobytes(), parsed.state.groups - 1, parsed.state.groupdict


def _load(source: str, flags: int, code: bytes, groups: int, names: dict[str, int]) -> re.Pattern[str]:
    """What the engine makes of that; RuntimeError where it is none of its programs."""
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    numbers = memoryview(code).cast("I").tolist()
    compiled: re.Pattern[str] = import_module("_sre").compile(source, flags, numbers, groups, names, tuple(by_number))
    return compiled


_in_use = KeptExpressions()


def compile_kept(source: str, flags: int) -> re.Pattern[str]:
    """The same as `re.compile`, without the work where it was done in a run before and kept."""
    return _in_use.compile(source, flags)


@contextmanager
def keep_expressions(store: Store | None) -> Iterator[None]:
    """What is compiled in here comes from the store, or is kept there at the end."""
    global _in_use  # noqa: PLW0603 - as `re` has one cache for all
    before, _in_use = _in_use, KeptExpressions(store)
    try:
        yield
    finally:
        _in_use.keep()
        _in_use = before
