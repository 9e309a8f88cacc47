"""WARC → its records, one after the other; what is broken is told with its place, and left behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias

from endmark.errors import InputError, Problem
from endmark.phrase import Phrase, phrase, quote

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MOST = 16_000_000
"""Bytes of a page. The longest book as one page of HTML has some 5 million; what has more is a dump, or a trap."""

_SIGNS = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")
"""What a packed record begins with, by gzip, zstd and lz4."""

_VERSION = b"WARC/1."
"""What one begins with that is not packed."""

_PATIENCE = 1_000
"""Places that only look like the beginning of a record: in packed bytes one of 16 million does. Who writes more of them
wants us to try for ever."""

_BLOCK = 1 << 20


class Record(NamedTuple):
    """A record: the byte where it begins, its kind, the address and the date that it is about, and its fields.

    `block` is what it holds, None where that is more than `MOST` bytes.
    """

    offset: int
    kind: str
    address: str
    date: str
    fields: Mapping[str, str]
    block: bytes | None


class Broken(NamedTuple):
    """A stretch of an archive that could not be read: the byte where it begins, and why."""

    offset: int
    reason: Phrase


_Parsed: TypeAlias = "Iterator[WarcRecord]"


def iter_records(file: BinaryIO, start: int = 0) -> Iterator[Record | Broken]:
    """The records from a byte on at which one begins.

    Of what is broken each stretch is told, and what comes after it is read again. Raises InputError where the library
    is missing that reads them, and OSError where the file cannot be read.
    """
    sign = _find_sign(file)
    at: int | None = start
    while at is not None:
        last: Record | None = None
        begun = at
        try:
            for record in _parse(file, at):
                if last is not None:
                    yield last
                begun, last = record.stream_pos, None
                last = _read(record)
        except OSError as error:
            # Where the next record can be read, what is wrong is this one, or stands between them.
            first = _find_next(file, sign, begun + 1)
            at = _find_begun(file, sign, first)
            if first is not None and first != at:
                if last is not None:
                    yield last
                begun = first
            yield Broken(begun, quote(str(error)))
        else:
            if last is not None:
                yield last
            # Of a record that ends in its first bytes the library says nothing.
            if sign in _SIGNS and (rest := _find_next(file, sign, begun + 1)) is not None:
                yield Broken(rest, phrase("the record ends too early"))
            return


def _parse(file: BinaryIO, start: int) -> _Parsed:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        message = phrase("to read web archives, {library} is needed, which is not installed.", library="fastwarc")
        raise InputError(Problem(message, hint=phrase("Install it with `pip install 'endmark[warc]'`."))) from error
    file.seek(start)
    return iter(ArchiveIterator(file, parse_http=False))


def _read(record: WarcRecord) -> Record:
    """A record as it stands there; OSError where it ends too early."""
    fields = {name.lower(): value for name, value in record.headers}
    if fields.get("content-length") != str(record.content_length):
        raise OSError(phrase("the record has no length"))
    block = None
    if record.content_length <= MOST:
        block = record.reader.read()
        if len(block) != record.content_length:
            raise OSError(phrase("the record ends too early"))
    address = fields.get("warc-target-uri", "").strip("<>")
    return Record(record.stream_pos, fields.get("warc-type", ""), address, fields.get("warc-date", ""), fields, block)


def _find_sign(file: BinaryIO) -> bytes:
    """What a record of a file begins with."""
    file.seek(0)
    head = file.read(len(_VERSION))
    return next(filter(head.startswith, _SIGNS), _VERSION)


def _find_next(file: BinaryIO, sign: bytes, start: int) -> int | None:
    """Where the sign stands from a byte on, None where it does not."""
    file.seek(start)
    before = b""
    while block := file.read(_BLOCK):
        found = (before + block).find(sign)
        if found >= 0:
            return start - len(before) + found
        start += len(block)
        before = block[1 - len(sign) :]
    return None


def _find_begun(file: BinaryIO, sign: bytes, start: int | None) -> int | None:
    """Where the next record begins that can be read, from a place on at which one seems to; None without any."""
    for _ in range(_PATIENCE):
        if start is None or _is_begun(file, start):
            return start
        start = _find_next(file, sign, start + 1)
    return None


def _is_begun(file: BinaryIO, start: int) -> bool:
    """Whether a record begins at a byte, and not only what looks like one."""
    try:
        record = next(_parse(file, start), None)
    except OSError:
        return False
    return record is not None and record.headers.get("Content-Length") is not None
