"""Records of an archive → pages: the text that a browser would show, or why there is none."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias
from urllib.parse import urljoin, urlsplit

from endmark.document.markup import Markup, get_markup, get_suffix
from endmark.errors import InputError, Problem
from endmark.linting.archives.head import Fields, read_head
from endmark.linting.archives.records import MOST, Record
from endmark.phrase import phrase

PassedOver: TypeAlias = Literal["revisit", "status", "kind", "encoding", "cut", "large", "earlier", "copy"]
"""Why what an archive holds of an address is no article of the run.

It was no other than at an earlier visit, which may be in another archive; the server answered with an error, or sent
on elsewhere; it is no text; nothing tells its encoding; the crawler cut it off; it is larger than any article; a later
archive has it again; it says itself that it is a copy of another page.
"""

_PAGES = frozenset({"response", "resource", "conversion"})
"""The kinds of records that hold a page. The others tell of the crawl."""

_MARKUPS: dict[str, Markup] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}

_SEARCHED = 4_096
"""Characters in which a page says its encoding: four times what browsers search, for some begin with programs."""

_ENCODING = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_Mode: TypeAlias = Literal["all", "content", "transfer", "none"]
"""What of the wrapping of an answer is taken off."""

_PACKED: Mapping[_Mode, _Mode] = {"all": "transfer", "content": "none"}
"""How the same is read before its content is unpacked."""

_GZIP = b"\x1f\x8b"


class Page(NamedTuple):
    """A page: its text, what it is written in, and what its head says of it.

    `original` is the address of which it says that it is a copy, else "".
    """

    text: str
    markup: Markup
    fields: Fields = ()
    original: str = ""


class _Answer(NamedTuple):
    """What a server has sent, or a crawler has made of that: without the wrapping of its way."""

    status: int
    media: str
    charset: str
    body: bytes


def read_page(record: Record) -> Page | PassedOver | None:
    """The page in a record, or why there is none; None where the record tells of the crawl.

    Raises OSError where it is broken, and InputError as `iter_records`.
    """
    if record.kind == "revisit":
        return "revisit"
    if record.kind not in _PAGES or not record.address.startswith(("http://", "https://")):
        return None
    if "warc-truncated" in record.fields:
        return "cut"
    if record.block is None:
        return "large"
    answer = _unwrap(record, record.block)
    if not _SUCCESS <= answer.status < _REDIRECT:
        return "status"
    markup = _choose_markup(answer.media or record.fields.get("warc-identified-payload-type", ""), record.address)
    if markup is None:
        return "kind"
    if len(answer.body) > MOST:
        return "large"
    text = _decode(answer.body, answer.charset, markup)
    if text is None:
        return "encoding"
    if markup != "html":
        return Page(text, markup)
    head = read_head(text)
    return Page(text, markup, head.fields, _resolve(head.original, record.address))


def _resolve(original: str, address: str) -> str:
    """The address that a page names, "" where that is its own."""
    try:
        whole = urljoin(address, original) if original else address
    except ValueError:  # what looks like an address of IPv6
        return ""
    return "" if whole == address else whole


_SUCCESS, _REDIRECT = 200, 300


def _unwrap(record: Record, block: bytes) -> _Answer:
    media, charset = _part_type(record.fields.get("content-type", ""))
    if record.kind != "response" or media != "application/http":
        return _Answer(_SUCCESS, media, charset, block)
    # What many crawlers have unwrapped already is still said to be wrapped.
    error = OSError(phrase("the answer of the server cannot be read"))
    modes: tuple[_Mode, ...] = ("all", "content", "none")
    for mode in modes:
        try:
            answer = _parse_answer(block, mode)
        except OSError as reason:
            error = reason
        else:
            if mode != "none" or (answer.body.lstrip()[:1] == b"<" and not answer.body.startswith(_GZIP)):
                return answer
    raise error


def _parse_answer(block: bytes, mode: _Mode) -> _Answer:
    status, fields, body = _parse(block, mode)
    if status is None:
        raise OSError(phrase("it is no answer of a server"))
    # The library takes what it has got of gzip for all of it.
    packed = _PACKED.get(mode) if "gzip" in fields.get("content-encoding", "") else None
    if packed and not _is_whole(_parse(block, packed)[2]):
        raise OSError(phrase("what the server has packed ends too early"))
    media, charset = _part_type(fields.get("content-type", ""))
    return _Answer(status, media, charset, body)


def _parse(block: bytes, mode: _Mode) -> tuple[int | None, Mapping[str, str], bytes]:
    """The status of an answer, its fields, and what it holds, of which so much is unpacked as the mode says."""
    from fastwarc.warc import WarcRecord

    record = WarcRecord()
    record.set_bytes_content(block)
    record.is_http = True
    record.parse_http(auto_decode=mode)
    fields = {name.lower(): value for name, value in record.http_headers}
    return record.http_headers.status_code, fields, record.reader.read(MOST + 1)


def _is_whole(packed: bytes) -> bool:
    """Whether bytes of gzip have an end, or more in them than is read."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return len(unpacking.decompress(packed, MOST + 1)) > MOST or unpacking.eof
    except zlib.error:
        return False


def _part_type(value: str) -> tuple[str, str]:
    """The kind and the encoding that a `Content-Type` names, each "" where it does not."""
    media, *parameters = value.split(";")
    for parameter in parameters:
        name, _, said = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media.strip().lower(), said.strip().strip("\"'")
    return media.strip().lower(), ""


def _choose_markup(media: str, address: str) -> Markup | None:
    markup = _MARKUPS.get(media)
    # Servers send Markdown as they send any text.
    if markup == "text" and get_suffix(path := urlsplit(address).path) and get_markup(path) == "markdown":
        return "markdown"
    return markup


def _decode(body: bytes, said: str, markup: Markup) -> str | None:
    """The text by what says its encoding, as browsers have it: a mark, the server, the page; None where nothing does.

    What says nothing may be UTF-8. Bytes that have no meaning in it become U+FFFD, as there.
    """
    webencodings = _import()
    if not said and markup == "html" and (found := _ENCODING.search(body, 0, _SEARCHED)):
        said = found[1].decode("ascii", "replace")
        # A page that can say so in ASCII is in no encoding of 16 bits.
        said = "utf-8" if said.lower().startswith("utf-16") else said
    encoding = webencodings.lookup(said) if said else None
    if encoding is not None or body.startswith(_MARKS):
        text: str = webencodings.decode(body, encoding or webencodings.UTF8, errors="replace")[0]
        return text
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def _import() -> Any:
    try:
        return importlib.import_module("webencodings")
    except ImportError as error:
        message = phrase("to read web archives, {library} is needed, which is not installed.", library="webencodings")
        raise InputError(Problem(message, hint=phrase("Install it with `pip install 'endmark[warc]'`."))) from error
