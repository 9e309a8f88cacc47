"""The report as a folder: an index, and a page for each article in which something was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import msgspec
from msgspec import Struct

from endmark.linting.report import Report
from endmark.messages.catalogue import say_reason
from endmark.reporters.html.elements import element, say
from endmark.reporters.html.galley import Galley, ReadArticle, lay_out_report
from endmark.reporters.html.index import Entry, show_articles, show_entry, show_overview, show_rules
from endmark.reporters.html.layout import begin_page, end_page, read_asset
from endmark.reporters.html.notes import LinkTo
from endmark.reporters.html.trend import Run
from endmark.violation import RelatedRegion, make_reason

MARKER = "endmark-report.json"
"""The file that says that a folder is a report, and keeps the numbers of the runs."""

INDEX = "index.html"

_ARTICLES = "articles"
_OWN = re.compile(
    rf"{re.escape(MARKER)}|\.gitignore|style\.css|script\.js|index(?:-[0-9]+)?\.html|{_ARTICLES}/[0-9a-f]+\.html"
)
_MOST = 440_000
"""Bytes of rows on one page of the index: what is more goes to another."""


class Kept(Struct, frozen=True):
    """What the marker holds."""

    endmark_report: int = 1
    runs: tuple[Run, ...] = ()


def read_marker(data: bytes) -> Kept | None:
    """What a marker holds; None where it is none."""
    try:
        kept = msgspec.json.decode(data, type=Kept)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return kept if kept.endmark_report == 1 else None


def is_own_file(name: str) -> bool:
    """Whether a file with this name below the folder is one that a report writes."""
    return bool(_OWN.fullmatch(name))


def render_folder(report: Report, read: ReadArticle, runs: Sequence[Run]) -> Iterator[tuple[str, Iterator[str]]]:
    """Each file with its name below the folder and its text in pieces, which are to be taken before the next file."""
    galley = lay_out_report(report, read, lambda name: f"{_ARTICLES}/{name}.html")
    yield MARKER, iter((msgspec.json.format(msgspec.json.encode(Kept(runs=tuple(runs))), indent=1).decode() + "\n",))
    # A tool that asks git what to leave out does not take the pages for articles.
    yield ".gitignore", iter(("*\n",))
    yield "style.css", iter((read_asset("style.css"),))
    yield "script.js", iter((read_asset("script.js"),))
    shown = [entry for entry in galley.entries if entry.address]
    link_to = partial(_link, {entry.path: entry.address for entry in shown})
    for number, entry in enumerate(shown):
        after = shown[number + 1] if number + 1 < len(shown) else None
        yield entry.address, _show_page(galley, entry, after, link_to)
    pages = list(_part(galley.entries))
    for number, entries in enumerate(pages):
        yield _name_index(number), _show_index(report, runs, entries, number, len(pages))


def _show_page(galley: Galley, entry: Entry, after: Entry | None, link_to: LinkTo) -> Iterator[str]:
    content = galley.show(entry, link_to)
    links = element("a", say(make_reason("galley.back")), href=f"../{INDEX}")
    if after:
        links += element("a", say(make_reason("galley.next")), href=_strip(after.address), rel="next")
    yield begin_page(entry.title, assets="../", nav=links)
    yield content
    yield end_page(assets="../")


def _show_index(
    report: Report, runs: Sequence[Run], entries: Sequence[Entry], number: int, pages: int
) -> Iterator[str]:
    yield begin_page(say_reason(make_reason("galley.title")), assets="")
    if number == 0:
        yield from show_overview(report, runs)
    else:
        yield element("h1", say(make_reason("galley.title")))
    yield from show_articles(entries)
    links = [
        element("a", say(make_reason("galley.page", number=one + 1)), href=_name_index(one))
        for one in range(pages)
        if one != number
    ]
    if links:
        yield element("nav", "".join(links), aria_label=say_reason(make_reason("galley.articles")))
    if number == 0:
        yield show_rules(report)
    yield end_page(assets="")


def _part(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The entries, in so many portions that none makes a page too long; one empty portion where there are none."""
    portion: list[Entry] = []
    size = 0
    for entry in entries:
        weight = len(show_entry(entry).encode())
        if portion and size + weight > _MOST:
            yield portion
            portion, size = [], 0
        portion.append(entry)
        size += weight
    yield portion


def _name_index(number: int) -> str:
    return f"index-{number + 1}.html" if number else INDEX


def _strip(address: str) -> str:
    return address.rpartition("/")[2]


def _link(addresses: Mapping[str, str], related: RelatedRegion) -> str | None:
    """The page that shows another place, as a page beside it names it."""
    address = addresses.get(related.path)
    return _strip(address) if address else None
