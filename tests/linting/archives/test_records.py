"""Records of archives come one after the other, and what is broken hides none of the others."""

from __future__ import annotations

import gzip
import io
import sys
from functools import partial

import pytest

from endmark.errors import InputError
from endmark.linting.archives.records import Broken, Record, iter_records
from web_archives import make_answer

pytest.importorskip("fastwarc")


pack = partial(gzip.compress, mtime=0)


def make(number: int) -> bytes:
    return make_answer(f"https://a.example/{number}", f"<p>Text {number}.</p>".encode() * 20)


RECORDS = [make(number) for number in range(6)]
MEMBERS = [pack(record) for record in RECORDS]


def change(data: bytes, start: int, new: bytes) -> bytes:
    return data[:start] + new + data[start + len(new) :]


def replace(index: int, data: bytes, among: list[bytes] = MEMBERS) -> bytes:
    return b"".join([*among[:index], data, *among[index + 1 :]])


def start_of(index: int, among: list[bytes] = MEMBERS) -> int:
    return sum(map(len, among[:index]))


def longer(record: bytes) -> bytes:
    """A record that says that it is longer than it is."""
    before, name, after = record.partition(b"Content-Length: ")
    return before + name + str(int(after.split(b"\r\n")[0]) + 100).encode() + after[after.index(b"\r\n") :]


def shorter(record: bytes) -> bytes:
    before, name, after = record.partition(b"Content-Length: ")
    return before + name + str(int(after.split(b"\r\n")[0]) - 100).encode() + after[after.index(b"\r\n") :]


def read(data: bytes, start: int = 0) -> tuple[list[int], list[int]]:
    """The numbers of the pages that can be read, and where the broken stretches begin."""
    pages, broken = [], []
    for one in iter_records(io.BytesIO(data), start):
        if isinstance(one, Record):
            assert one.block is not None
            assert one.block == RECORDS[int(one.address[-1])].partition(b"\r\n\r\n")[2][:-4]
            pages.append(int(one.address[-1]))
        else:
            broken.append(one.offset)
    return pages, broken


@pytest.mark.parametrize("data", [b"".join(MEMBERS), b"".join(RECORDS), pack(b"".join(RECORDS))])
def test_records_are_read_packed_or_not(data: bytes) -> None:
    assert read(data) == ([0, 1, 2, 3, 4, 5], [])


@pytest.mark.parametrize("among", [MEMBERS, RECORDS])
def test_reading_begins_at_any_record(among: list[bytes]) -> None:
    data = b"".join(among)
    assert read(data, start_of(4, among)) == ([4, 5], [])
    assert [one.offset for one in iter_records(io.BytesIO(data))] == [start_of(index, among) for index in range(6)]


BROKEN = {
    "bytes are changed": (replace(2, change(MEMBERS[2], len(MEMBERS[2]) // 2, b"\xff\xfe\xfd")), [0, 1, 3, 4, 5], [2]),
    "a checksum is wrong": (replace(2, MEMBERS[2][:-8] + bytes(4) + MEMBERS[2][-4:]), [0, 1, 3, 4, 5], [2]),
    "two in a row": (replace(2, MEMBERS[2][:99] + MEMBERS[3][:99], [*MEMBERS[:3], *MEMBERS[4:]]), [0, 1, 4, 5], [2]),
    "the first": (replace(0, MEMBERS[0][:-60]), [1, 2, 3, 4, 5], [0]),
    "the file ends early": (b"".join(MEMBERS)[:-60], [0, 1, 2, 3, 4], [5]),
    "it ends in its first bytes": (b"".join([*MEMBERS, MEMBERS[0][:7]]), [0, 1, 2, 3, 4, 5], [6]),
    "no version": (replace(2, pack(RECORDS[2][10:])), [0, 1, 3, 4, 5], [2]),
    "no length": (replace(5, pack(b"WARC/1.1\r\nWARC-Ty")), [0, 1, 2, 3, 4], [5]),
    # What it holds is no more sure than where it ends.
    "a length is too short": (replace(2, pack(shorter(RECORDS[2]))), [0, 1, 3, 4, 5], [2]),
    "something stands between": (b"".join([*MEMBERS[:3], b"something", *MEMBERS[3:]]), [0, 1, 3, 4, 5], [2]),
}


@pytest.mark.parametrize(("data", "pages", "broken"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_told_with_its_place_and_the_others_are_read(
    data: bytes, pages: list[int], broken: list[int]
) -> None:
    assert read(data) == (pages, [start_of(index) for index in broken])


def test_so_it_is_where_nothing_is_packed() -> None:
    pages, broken = read(replace(2, longer(RECORDS[2]), RECORDS))
    assert (pages, broken) == ([0, 1, 3, 4, 5], [start_of(2, RECORDS)])
    pages, broken = read(b"".join([*RECORDS[:2], b"something\n", *RECORDS[2:]]))
    assert (pages, broken) == ([0, 2, 3, 4, 5], [start_of(1, RECORDS)])


@pytest.mark.parametrize("data", [b"<html><p>No archive.</p></html>", pack(b"nothing"), b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_broken_as_a_whole(data: bytes) -> None:
    (broken,) = iter_records(io.BytesIO(data))
    assert isinstance(broken, Broken)
    assert broken.offset == 0


def test_nobody_makes_us_try_for_ever() -> None:
    data = MEMBERS[0] + b"\x1f\x8b\x08" * 100_000
    assert read(data) == ([0], [len(MEMBERS[0])])


def test_an_empty_file_has_no_records() -> None:
    assert list(iter_records(io.BytesIO(b""))) == []


def test_without_its_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(InputError, match=r"fastwarc is needed.*pip install 'endmark\[warc\]'"):
        list(iter_records(io.BytesIO(b"".join(MEMBERS))))
