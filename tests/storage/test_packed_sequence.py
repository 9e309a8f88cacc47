"""What is packed is read as if it was held."""

from __future__ import annotations

import pickle

import pytest

from endmark.storage import packed_sequence, spool
from endmark.storage.packed_sequence import Chosen, PackedSequence, choose, pack_sequence


def pack(item: str) -> tuple[str]:
    return (item,)


def unpack(packed: tuple[str]) -> str:
    return packed[0]


@pytest.fixture(autouse=True)
def _little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MEMORY", 10)
    monkeypatch.setattr(packed_sequence, "FEW", 2)
    monkeypatch.setattr(packed_sequence, "_PIECE", 3)


@pytest.mark.parametrize("count", [2, 3, 6, 7])
def test_items_are_those_that_were_put_there(count: int) -> None:
    items = [f"{number}\udcff" for number in range(count)]
    packed = pack_sequence(items, pack, unpack)
    assert isinstance(packed, PackedSequence)
    assert list(packed) == [packed[number] for number in range(-count, 0)] == items
    assert (len(packed), packed[1:]) == (count, tuple(items[1:]))
    with pytest.raises(IndexError):
        packed[count]
    assert pickle.loads(pickle.dumps(packed)) == tuple(items)  # noqa: S301 - our own
    chosen = choose(packed, [0, count - 1])
    assert list(chosen) == [items[0], items[-1]]
    assert pickle.loads(pickle.dumps(Chosen(packed, [1]))) == (items[1],)  # noqa: S301 - our own


def test_a_few_are_a_tuple() -> None:
    assert pack_sequence(["a"], pack, unpack) == ("a",)
    assert choose(("a", "b"), [1]) == ("b",)
    assert choose(("a", "b"), [0, 1]) == ("a", "b")
