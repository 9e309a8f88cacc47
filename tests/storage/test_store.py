"""A store may forget, but never gives back anything else than was written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.storage.store import Store, compute_digest

OURS, THEIRS = b"our program", b"another program"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", OURS)


def pieces(store: Store) -> list[Path]:
    return sorted(store.folder.glob("*.endmark"))


def test_a_piece_comes_back_as_it_was_written(store: Store) -> None:
    store.write("a", b"one")
    store.write("b", b"")
    store.write("a", b"two")
    assert (store.read("a"), store.read("b"), store.read("c")) == (b"two", b"", None)


def test_nothing_but_pieces_and_a_mark_is_left(store: Store) -> None:
    store.write("a", b"one")
    assert {path.name.split("-")[0] for path in store.folder.iterdir()} == {"a", "CACHEDIR.TAG"}
    assert (store.folder / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_another_program_sees_nothing_of_it(store: Store) -> None:
    store.write("a", b"ours")
    other = Store(store.folder, THEIRS)
    assert other.read("a") is None
    other.write("a", b"theirs")
    assert (store.read("a"), other.read("a")) == (b"ours", b"theirs")


def test_a_piece_of_another_program_under_our_name_counts_as_missing(store: Store) -> None:
    other = Store(store.folder, THEIRS)
    other.write("a", b"theirs")
    store.write("a", b"ours")
    ours = next(path for path in pieces(store) if OURS[:4].hex() in path.name)
    theirs = next(path for path in pieces(store) if THEIRS[:4].hex() in path.name)
    ours.write_bytes(theirs.read_bytes())
    assert store.read("a") is None


@given(piece=st.binary(max_size=40), cut=st.integers(0, 60), junk=st.binary(max_size=20))
def test_a_damaged_piece_counts_as_missing(
    piece: bytes, cut: int, junk: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.mktemp("cache"), OURS)
    store.write("a", piece)
    (path,) = pieces(store)
    whole = path.read_bytes()
    path.write_bytes(whole[:cut] + junk)
    assert store.read("a") == (piece if whole[:cut] + junk == whole else None)


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    store = Store(tmp_path / "file" / "cache", OURS)
    store.write("a", b"one")
    assert store.read("a") is None
    assert store.clean() == 0


def test_a_piece_that_cannot_replace_another_leaves_nothing_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write("a", b"one")

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", fail)
    store.write("a", b"two")
    assert store.read("a") == b"one"
    assert len(list(store.folder.iterdir())) == 2


def test_the_least_recently_written_pieces_go_first(tmp_path: Path) -> None:
    store = Store(tmp_path, OURS, limit=250)
    for age, name in ((3, "a"), (2, "b"), (1, "c")):
        store.write(name, bytes(60))
        for path in tmp_path.glob(f"{name}-*"):
            os.utime(path, (1_000_000_000 - age, 1_000_000_000 - age))
    store.write("d", bytes(60))
    assert [name for name in "abcd" if store.read(name) is not None] == ["b", "c", "d"]


@pytest.mark.parametrize(
    ("before", "after", "measured"),
    [(None, 1, True), (1, 2, False), (1, 60_000, False), (60_000, 70_000, True), (70_000, 1, True)],
)
def test_the_folder_is_measured_when_a_piece_is_new_or_has_another_size(
    before: int | None, after: int, store: Store, monkeypatch: pytest.MonkeyPatch, *, measured: bool
) -> None:
    store.write("other", b"")
    if before is not None:
        store.write("a", bytes(before))
    asked: list[Path] = []
    scan = os.scandir

    def ask(path: Path) -> Iterator[os.DirEntry[str]]:
        asked.append(path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", ask)
    store.write("a", bytes(after))
    assert bool(asked) == measured


def test_cleaning_deletes_the_pieces_of_every_program_and_nothing_else(store: Store) -> None:
    store.write("a", b"ours")
    Store(store.folder, THEIRS).write("a", b"theirs")
    (store.folder / "half.endmark-new").write_bytes(b"left behind")
    (store.folder / "notes.txt").write_text("not ours", "utf-8")
    assert store.clean() > 0
    assert sorted(path.name for path in store.folder.iterdir()) == ["CACHEDIR.TAG", "notes.txt"]
    assert store.clean() == 0


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_different_parts_have_different_digests(some: list[bytes], others: list[bytes]) -> None:
    assert (compute_digest(*some) == compute_digest(*others)) == (some == others)
