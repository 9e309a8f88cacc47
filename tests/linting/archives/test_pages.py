"""What a record holds is read as a browser reads it, or passed over for a reason."""

from __future__ import annotations

import gzip
import io
import sys
from functools import partial
from typing import Any

import pytest

from endmark.errors import InputError
from endmark.linting.archives import pages
from endmark.linting.archives.pages import Page, PassedOver, read_page
from endmark.linting.archives.records import Record, iter_records
from web_archives import make_answer, make_record

pytest.importorskip("fastwarc")

pack = partial(gzip.compress, mtime=0)

ADDRESS = "https://a.example/barn"
BARN = "<p>The barn is open. 納屋が開きました。</p>"
HEADED = '<head><title>The barn | A magazine</title><link rel="canonical" href="/barn"></head>' + BARN


def read(data: bytes) -> Page | PassedOver | None:
    (record,) = iter_records(io.BytesIO(data))
    assert isinstance(record, Record)
    return read_page(record)


def answer(body: bytes, media: str = "text/html", address: str = ADDRESS, **fields: Any) -> Page | PassedOver | None:
    return read(make_answer(address, body, media=media, **fields))


@pytest.mark.parametrize(
    ("body", "media", "text"),
    [
        (BARN.encode(), "text/html; charset=utf-8", BARN),
        (BARN.encode(), "text/html", BARN),
        (BARN.encode(), 'TEXT/HTML; version=1; Charset="UTF-8"', BARN),
        (BARN.encode("shift_jis"), "text/html; charset=Shift_JIS", BARN),
        (BARN.encode("euc_jp"), "text/html; charset=x-euc-jp", BARN),
        (b"\xef\xbb\xbf" + BARN.encode(), "text/html; charset=iso-8859-1", BARN),
        (BARN.encode("utf-16"), "text/html", BARN),
        (f'<meta charset="shift_jis">{BARN}'.encode("shift_jis"), "text/html", f'<meta charset="shift_jis">{BARN}'),
        ("<p>“Tür”</p>".encode("cp1252"), "text/html; charset=iso-8859-1", "<p>“Tür”</p>"),
        (
            "<meta http-equiv='content-type' content='text/html; charset=gb2312'><p>门</p>".encode("gb18030"),
            "text/html",
            "<meta http-equiv='content-type' content='text/html; charset=gb2312'><p>门</p>",
        ),
        ("<p>дверь</p>".encode("koi8_r"), "text/html; charset=koi8-r", "<p>дверь</p>"),
        (b"<p>T\xfcr</p>", "text/html; charset=utf-8", "<p>T\ufffdr</p>"),
        (b"<p>\xfc</p>", "text/html; charset=unheard-of", "encoding"),
        (b"<p>T\xfcr</p>", "text/html", "encoding"),
    ],
)
def test_an_encoding_is_told_by_a_mark_the_server_or_the_page(body: bytes, media: str, text: str) -> None:
    page = answer(body, media)
    assert (page.text if isinstance(page, Page) else page) == text


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (pack(BARN.encode()), {"Content-Encoding": "gzip"}),
        (pytest.importorskip("brotli").compress(BARN.encode()), {"Content-Encoding": "br"}),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(BARN.encode()), BARN.encode()), {"Transfer-Encoding": "chunked"}),
        # What the crawler has unwrapped.
        (BARN.encode(), {"Transfer-Encoding": "chunked"}),
        (BARN.encode(), {"Content-Encoding": "gzip"}),
        (pack(BARN.encode()), {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
    ],
)
def test_what_a_server_has_packed_is_unpacked(body: bytes, fields: dict[str, str]) -> None:
    page = answer(body, **fields)
    assert isinstance(page, Page)
    assert page.text == BARN


@pytest.mark.parametrize(
    "data",
    [
        make_answer(ADDRESS, pack(BARN.encode())[:-30], Content_Encoding="gzip"),
        make_answer(ADDRESS, pack(BARN.encode())[:-8] + bytes(8), Content_Encoding="gzip"),
        make_answer(ADDRESS, b"\x00\x01 no brotli", Content_Encoding="br"),
        make_record("response", ADDRESS, "2026-03-01T00:00:00Z", b"no answer", "application/http; msgtype=response"),
    ],
)
def test_what_cannot_be_unpacked_is_broken(data: bytes) -> None:
    with pytest.raises(OSError, match=r"."):
        read(data)


@pytest.mark.parametrize(
    ("media", "address", "markup"),
    [
        ("text/html", ADDRESS, "html"),
        ("application/xhtml+xml", ADDRESS, "html"),
        ("text/plain; charset=utf-8", ADDRESS, "text"),
        ("text/plain", f"{ADDRESS}.txt", "text"),
        ("text/plain", f"{ADDRESS}/README.md?raw=true", "markdown"),
        ("text/markdown", ADDRESS, "markdown"),
    ],
)
def test_what_a_page_is_written_in(media: str, address: str, markup: str) -> None:
    page = answer(BARN.encode(), media, address)
    assert isinstance(page, Page)
    assert page.markup == markup


DATE = "2026-03-01T00:00:00Z"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (make_answer(ADDRESS, b"", status="404 Not Found"), "status"),
        (make_answer(ADDRESS, b"", status="301 Moved Permanently"), "status"),
        (make_answer(ADDRESS, b"\x89PNG", media="image/png"), "kind"),
        (make_answer(ADDRESS, b"{}", media="application/json"), "kind"),
        (make_record("revisit", ADDRESS, DATE, b"", "application/http"), "revisit"),
        (make_record("request", ADDRESS, DATE, b"GET / HTTP/1.1\r\n\r\n", "application/http"), None),
        (make_record("warcinfo", "", DATE, b"software: none", "application/warc-fields"), None),
        (make_record("response", "dns:a.example", DATE, b"127.0.0.1", "text/dns"), None),
        (make_record("response", ADDRESS, DATE, b"HTTP/1.1 200", "application/http", WARC_Truncated="length"), "cut"),
    ],
)
def test_what_is_no_article_is_passed_over(data: bytes, expected: str | None) -> None:
    assert read(data) == expected


def test_what_is_larger_than_any_article_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 500)
    assert answer(pack(b"x" * 501), Content_Encoding="gzip") == "large"
    assert isinstance(answer(pack(b"x" * 500), Content_Encoding="gzip"), Page)
    record = Record(0, "response", ADDRESS, DATE, {}, None)
    assert read_page(record) == "large"


def test_texts_that_somebody_has_taken_out_of_pages_are_read() -> None:
    assert read(make_record("conversion", ADDRESS, DATE, "Die Tür.".encode(), "text/plain")) == Page("Die Tür.", "text")
    assert read(make_record("resource", ADDRESS, DATE, BARN.encode(), "text/html")) == Page(BARN, "html")


def test_the_head_of_a_page_is_its_front_matter() -> None:
    page = answer(HEADED.encode())
    assert isinstance(page, Page)
    assert (page.fields, page.original) == ((("title", "The barn | A magazine"),), "")
    copy = answer(HEADED.encode(), address="https://a.example/barn?from=front")
    assert isinstance(copy, Page)
    assert copy.original == ADDRESS
    broken = answer(b'<link rel=canonical href="https://[a">')
    assert isinstance(broken, Page)
    assert broken.original == ""


def test_without_its_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "webencodings", None)
    with pytest.raises(InputError, match=r"webencodings is needed.*pip install 'endmark\[warc\]'"):
        answer(BARN.encode())
