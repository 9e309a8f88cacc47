"""The report as one page that needs no other file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from endmark.linting.report import Report
from endmark.messages.catalogue import say_reason
from endmark.reporters import Style
from endmark.reporters.html.elements import element, say
from endmark.reporters.html.galley import lay_out_report
from endmark.reporters.html.index import show_articles, show_overview, show_rules
from endmark.reporters.html.layout import begin_page, end_page
from endmark.storage.spool import Spool
from endmark.violation import RelatedRegion, make_reason


def render(report: Report, style: Style) -> Iterator[str]:
    """The index, and below it each article with its text, where the style says how to read it again."""
    galley = lay_out_report(report, style.read or (lambda _: None), lambda name: f"#a-{name}")
    # The index has the titles, which are known when the articles are laid out; meanwhile these wait on disk.
    spool, places = Spool(), list[tuple[int, int]]()
    link_to = partial(_link, {entry.path: entry.address for entry in galley.entries})
    for entry in galley.entries:
        if entry.address:
            back = element("p", element("a", say(make_reason("galley.back")), href="#top"))
            content = galley.show(entry, link_to, 2, f"{entry.address[1:]}-") + back
            data = element("article", content, id=entry.address[1:]).encode()
            places.append((spool.append(data), len(data)))
    yield begin_page(say_reason(make_reason("galley.title")))
    yield from show_overview(report)
    yield from show_articles(galley.entries)
    yield show_rules(report)
    for place in places:
        yield spool.read(*place).decode()
        yield "\n"
    yield end_page()


def _link(addresses: Mapping[str, str], related: RelatedRegion) -> str | None:
    """Where another place stands on the page: as a finding of its own, or at least its article."""
    return addresses.get(related.path) or None
