"""One article: what it is, where it goes wrong, and its text as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from endmark.document.model import Document
from endmark.linting.file_result import WHOLE, Unlisted, Verdict
from endmark.reporters.html.body import Outline, get_lang, show_body
from endmark.reporters.html.elements import element, escape, say
from endmark.reporters.html.folding import Shown, fold
from endmark.reporters.html.notes import LinkTo, show_note
from endmark.reporters.html.rows import Finding, Row, find_whole, lay_out, lay_out_lines
from endmark.reporters.html.strip import draw_strip, show_legend
from endmark.reporters.html.tellings import show_tellings
from endmark.reporters.summary import describe_unlisted
from endmark.reporters.verdicts import say_verdict
from endmark.violation import make_reason


class ArticlePage(Struct, frozen=True):
    """What is known of an article: `document` is None where it cannot be read again."""

    path: str
    findings: Sequence[Finding]
    document: Document | None = None
    verdict: Verdict = WHOLE
    unlisted: Sequence[Unlisted] = ()

    @property
    def title(self) -> str:
        """What the article calls itself, else where it lies."""
        return find_title(self.document) or self.path


def find_title(document: Document | None) -> str:
    """The title in the front matter, or the first heading; empty without any."""
    if document is None:
        return ""
    if document.front_matter and (title := document.front_matter.get("title")) and title.text.strip():
        return " ".join(title.text.split())
    heading = next((block for block in document.blocks if block.kind == "heading"), None)
    return " ".join(heading.text.content.split()) if heading else ""


def show_article(page: ArticlePage, link_to: LinkTo, budget: int, level: int = 1) -> Iterator[str]:
    """The article under a heading of that level, in about so many bytes where that can be."""
    document, findings = page.document, page.findings
    lang = get_lang(document.language) if document else None
    yield element(f"h{level}", escape(page.title), lang=lang)
    yield element("p", escape(page.path), class_="path") if page.title != page.path else ""
    yield element("p", _say_verdict(page.verdict), class_="verdict")
    yield show_legend(findings)
    if page.unlisted:
        yield element("p", "<br/>".join(escape(describe_unlisted(one)) for one in page.unlisted))
    if document is None:
        yield element("p", say(make_reason("galley.no-text")))
    rows = lay_out(document, findings) if document else lay_out_lines(findings)
    around = _set_around(page, rows, link_to, budget)
    if around.brief:
        yield element("p", say(make_reason("galley.brief")))
    yield f"<div class=galley>{around.strip}<div class=text>"
    outline = Outline(level + 1)
    for part in fold(rows, budget - around.size):
        if not isinstance(part, Shown):
            yield _show_gap(part, document, around)
        elif document is None:
            yield _show_row(part.row, element("pre", escape(part.row.line or "")), around, lang)
        else:
            body = "" if around.brief and _is_quoted(part.row) else show_body(part, document, outline, lang)
            yield _show_row(part.row, body, around, lang)
    yield "</div></div>\n"


class _Around(NamedTuple):
    """What stands around the text: the strip, and by the name of each finding its note and its tellings.

    Where it is brief, nothing leads to another place of the article.
    """

    strip: str
    notes: Mapping[str, str]
    tellings: Mapping[str, str]
    brief: bool = False

    @property
    def size(self) -> int:
        """Bytes of it."""
        return sum(len(html.encode()) for html in (self.strip, *self.notes.values(), *self.tellings.values()))


def _set_around(page: ArticlePage, rows: Sequence[Row], link_to: LinkTo, budget: int) -> _Around:
    """All of it where that leaves room for the text; else without the tellings, or as brief as it can be."""
    findings, length = page.findings, len(page.document.file.text) if page.document else 0
    lang = get_lang(page.document.language) if page.document else None
    notes = {finding.id: show_note(finding, link_to) for finding in findings}
    tellings = {finding.id: show_tellings(finding, rows, lang) for finding in findings}
    full = _Around(draw_strip(findings, length), notes, tellings)
    if full.size <= budget:
        return full
    shorter = full._replace(tellings={})
    if 2 * shorter.size <= budget:  # the text takes about as much
        return shorter
    notes = {finding.id: show_note(finding, link_to, brief=True) for finding in findings}
    return _Around(draw_strip(findings, length, brief=True), notes, {}, brief=True)


def _say_verdict(verdict: Verdict) -> str:
    return say(make_reason("galley.verdict", what=say_verdict(verdict.word), score=verdict.score))


def _is_quoted(row: Row) -> bool:
    """Whether a note says all that stands in a row, as it does of a marker."""
    return any(one.span.contains(row.span) and one.violation.excerpt in one.violation.message for one in row.notes)


def _show_row(row: Row, body: str, around: _Around, lang: str | None) -> str:
    """A row with its notes beside it and the tellings below it."""
    if not around.brief:
        body = _show_anchors([row]) + body
    whole = find_whole(row) if row.block is not None else None
    if not row.notes:
        return element("div", body, class_=f"row {whole.look}" if whole else "row", lang=lang) + "\n"
    if body:
        body = element("div", body, class_=f"body {whole.look}" if whole else "body", lang=lang)
    notes = "".join(around.notes[one.id] for one in row.notes)
    compared = "".join(around.tellings.get(one.id, "") for one in row.notes)
    return element("div", body + notes + compared, class_="noted")


def _show_anchors(rows: Sequence[Row]) -> str:
    return "".join(element("span", id=anchor) for row in rows for anchor in row.anchors)


def _show_gap(rows: Sequence[Row], document: Document | None, around: _Around) -> str:
    if document is None or around.brief:
        return ""
    first = document.file.get_position(rows[0].span.start).line
    last = document.file.get_position(rows[-1].span.end).line
    words = make_reason("galley.left-out", first=first, last=last, count=len(rows))
    return element("p", _show_anchors(rows) + say(words), class_="gap") + "\n"
