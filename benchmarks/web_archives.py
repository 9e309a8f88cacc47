"""Makes a web archive such as a crawler writes of a magazine: pages with menus and footers, and all that lies between.

    python benchmarks/web_archives.py 200 crawl.warc.gz

Pages are of two templates, one with the elements that HTML has for menus and footers and one with none of them. Three
pages in a hundred hold a passage of another one.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Iterator
from pathlib import Path

SITE = "https://magazine.example"

_WORDS = [
    "river",
    "barn",
    "mill",
    "letter",
    "window",
    "garden",
    "station",
    "morning",
    "evening",
    "paper",
    "harbour",
    "teacher",
    "winter",
    "summer",
    "road",
    "bridge",
    "stone",
    "market",
    "cloud",
    "field",
    "kitchen",
    "ladder",
    "winding",
    "narrow",
    "quiet",
    "early",
    "heavy",
    "green",
    "broken",
    "distant",
    "patient",
    "wooden",
]
_MENU = ("Home", "News", "Culture", "Science", "Letters", "Podcasts", "About us", "Contact", "Subscribe")
_FOOTER = (
    "The Magazine is published every Thursday by the Association of Readers, and is paid for by those who read it. "
    "No part of it may be printed elsewhere without a letter from the editors."
)
_COOKIES = (
    "We and our partners keep small files on your device to remember your settings and to count our visitors. "
    "You can change your mind at any time at the bottom of each page."
)
_NEWSLETTER = (
    "Every Thursday we send you the best stories of the week, with a letter from the editors. No advertisements."
)
_AUTHOR = (
    "{name} has written for the Magazine since 2014 and lives with two dogs in a house near the harbour, where most of "
    "these stories were begun."
)
_NAMES = ("Anna Berg", "Tom Miller", "Mei Tanaka", "Paulo Reis")


def make_record(kind: str, address: str, date: str, block: bytes, media: str, **fields: str) -> bytes:
    """A record of WARC, not packed; `fields` are more of its fields, with `_` for `-`."""
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}",
        f"WARC-Date: {date}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def make_answer(
    address: str,
    body: bytes,
    *,
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    date: str = "2026-03-01T00:00:00Z",
    **fields: str,
) -> bytes:
    """The record of what a server has sent; `fields` are more of those that it sent."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {media}", *(f"{name}: {value}" for name, value in fields.items())]
    block = "\r\n".join(head).replace("_", "-").encode() + b"\r\n\r\n" + body
    return make_record("response", address, date, block, "application/http; msgtype=response")


def make_page(number: int) -> str:
    """A page of the magazine."""
    chance = random.Random(number)  # noqa: S311 - nothing secret
    paragraphs = [_make_paragraph(chance) for _ in range(5)]
    if number % 33 == 0:
        paragraphs[2] = _make_paragraph(random.Random(-1 - number % 2))  # noqa: S311
    text = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    name = _NAMES[number % len(_NAMES)]
    related = "".join(
        f'<li><a href="/story/{other}">{_make_title(other)}</a></li>' for other in range(number, number + 4)
    )
    menu = "".join(f'<li><a href="/{one.lower()}">{one}</a></li>' for one in _MENU)
    frame = _SEMANTIC if number % 2 else _PLAIN
    return frame.format(
        title=_make_title(number),
        address=f"{SITE}/story/{number}",
        text=text,
        menu=menu,
        related=related,
        name=name,
        author=_AUTHOR.format(name=name),
        footer=_FOOTER,
        cookies=_COOKIES,
        newsletter=_NEWSLETTER,
    )


_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Magazine</title>\n'
    '<link rel="canonical" href="{address}"><style>p {{ margin: 0 }}</style></head><body>\n'
)
_SEMANTIC = _HEAD + (
    "<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1><p>By {name}</p>\n{text}\n"
    "<aside><h2>About the author</h2><p>{author}</p></aside></article></main>\n"
    "<aside><h2>Read on</h2><ul>{related}</ul><p>{newsletter}</p></aside>"
    "<footer><p>{footer}</p></footer><div role='dialog'><p>{cookies}</p><button>Accept</button></div></body></html>\n"
)
_PLAIN = _HEAD + (
    '<div id="top"><ul>{menu}</ul></div><div class="story"><h1>{title}</h1><div>By {name}</div>\n{text}\n'
    '<div class="bio">{author}</div></div>\n<div class="more"><h3>Read on</h3><ul>{related}</ul></div>'
    '<div class="box">{newsletter}</div><div class="bottom">{footer}</div><div class="consent">{cookies}</div>'
    "</body></html>\n"
)


def _make_title(number: int) -> str:
    return " ".join(random.Random(number).choices(_WORDS, k=4)).capitalize()  # noqa: S311


def _make_paragraph(chance: random.Random) -> str:
    sentences = (" ".join(chance.choices(_WORDS, k=chance.randint(8, 18))) for _ in range(chance.randint(3, 6)))
    return " ".join(f"{one.capitalize()}." for one in sentences)


def iter_records(pages: int) -> Iterator[bytes]:
    """The records of a crawl, one after the other, as a crawler writes them."""
    media = "application/warc-fields"
    yield make_record("warcinfo", "", "2026-03-01T00:00:00Z", b"software: none\r\n", media)
    for number in range(pages):
        address = f"{SITE}/story/{number}"
        yield make_record("request", address, "2026-03-01T00:00:00Z", b"GET / HTTP/1.1\r\n\r\n", "application/http")
        page = make_page(number).encode()
        yield (
            make_answer(address, gzip.compress(page), **{"Content-Encoding": "gzip"})
            if number % 3
            else make_answer(address, page)
        )
        if number % 10 == 0:
            yield make_answer(f"{address}?from=front", page)
            yield make_answer(f"{address}/old", b"", status="301 Moved Permanently", Location=address)
            yield make_answer(f"{address}/picture.png", b"\x89PNG", media="image/png")
        if number % 20 == 0:
            yield make_record("revisit", address, "2026-03-08T00:00:00Z", b"", "application/http; msgtype=response")


if __name__ == "__main__":
    with Path(sys.argv[2]).open("wb") as file:
        file.writelines(
            gzip.compress(record) if sys.argv[2].endswith(".gz") else record
            for record in iter_records(int(sys.argv[1]))
        )
