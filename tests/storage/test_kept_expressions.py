"""An expression that was kept is the one that Python compiles."""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import endmark
from endmark.document.late_pattern import _LatePattern
from endmark.storage import kept_expressions
from endmark.storage.kept_expressions import KeptExpressions, compile_kept, keep_expressions
from endmark.storage.store import Store

Compile = Callable[..., "re.Pattern[str]"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, b"this program")


@pytest.fixture
def compile_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> Compile:
    """Compiles and keeps an expression, and gives what a process that compiles none has of it."""

    def compile_again(source: str, flags: int = 0) -> re.Pattern[str]:
        first = KeptExpressions(store)
        first.compile(source, flags)
        first.keep()
        with monkeypatch.context() as later:
            later.setattr(kept_expressions, "_encode", None)
            later.setattr(re, "compile", None)
            return KeptExpressions(store).compile(source, flags)

    return compile_again


def list_late() -> list[tuple[str, int]]:
    modules = [import_module(one.name) for one in walk_packages(endmark.__path__, "endmark.") if "__" not in one.name]
    late: Any = [one for module in modules for one in vars(module).values() if isinstance(one, _LatePattern)]
    return sorted({(one._source, int(one._flags)) for one in late})  # noqa: SLF001


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        (r"(?P<day>\d+)(?:\.(\d+))?(?P<rest>.*)", re.DOTALL),
        (r"(?ix) pond [äöü\ ] # a comment", 0),
        ("[ぁ-ゖ㐀-䶿一-鿿]+|[\U00020000-\U0003ffff]", 0),
        ("[\ud800-\udfff]", 0),
        ("", re.MULTILINE),
    ],
)
def test_it_is_what_python_compiles(source: str, flags: int, compile_again: Compile) -> None:
    kept, plain = compile_again(source, flags), re.compile(source, flags)
    assert kept == plain  # compares their code
    assert (kept.groups, dict(kept.groupindex)) == (plain.groups, dict(plain.groupindex))


def test_so_is_every_late_one_of_the_program(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    late = list_late()
    first = KeptExpressions(store)
    for one in late:
        first.compile(*one)
    first.keep()
    plain = [re.compile(*one) for one in late]
    monkeypatch.setattr(kept_expressions, "_encode", None)
    later = KeptExpressions(store)
    assert [later.compile(*one) for one in late] == plain
    assert len(late) > 200


def test_a_group_keeps_its_name(compile_again: Compile) -> None:
    found = compile_again(r"(\w+) (?P<place>\w+)").search("the pond")
    assert found
    assert (found["place"], found.lastgroup, found.span(1)) == ("pond", "place", (0, 3))


@pytest.mark.parametrize("code", [b"", b"\0\0\0\0", b"\xff" * 40, b"odd"])
def test_what_the_engine_refuses_is_compiled_as_ever(code: bytes, store: Store) -> None:
    store.write("expressions", marshal.dumps({("pond", 0): (32, code, 0, {})}))
    found = KeptExpressions(store).compile("pond", 0).search("a pond")
    assert found
    assert found.span() == (2, 6)


@pytest.mark.parametrize("missing", ["re._compiler", "_sre"])
def test_so_is_everything_where_private_names_are_missing(
    missing: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> Any:
        if name == missing:
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(kept_expressions, "import_module", refuse)
    assert KeptExpressions(store).compile("pond", 0) == re.compile("pond")


def test_a_mistake_is_the_same(store: Store) -> None:
    with pytest.raises(re.error, match="unterminated"):
        KeptExpressions(store).compile("(pond", 0)


def test_what_was_compiled_is_kept_whatever_happens(store: Store) -> None:
    with pytest.raises(LookupError), keep_expressions(store):  # noqa: PT012
        compile_kept("dusk", 0)
        with keep_expressions(None):
            compile_kept("pond", 0)
        compile_kept("dawn", 0)
        raise LookupError
    kept = marshal.loads(store.read("expressions") or b"")  # noqa: S302
    assert set(kept) == {("dusk", 0), ("dawn", 0)}


def test_nothing_is_written_where_nothing_is_new(store: Store) -> None:
    for _ in range(2):
        with keep_expressions(store):
            compile_kept("dusk", 0)
        for piece in store.folder.glob("expressions*"):
            piece.chmod(0o400)
            written = piece.stat().st_ino
    assert [piece.stat().st_ino for piece in store.folder.glob("expressions*")] == [written]
