"""One article: what it is, where it goes wrong, and its text as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.file_result import WHOLE, Unlisted, Verdict
from endmark.messages.catalogue import get_spoken
from endmark.reporters.html.elements import element, escape, say
from endmark.reporters.html.folding import Shown, fold
from endmark.reporters.html.notes import LinkTo, show_note
from endmark.reporters.html.rows import Finding, Row, find_whole, lay_out, lay_out_lines
from endmark.reporters.html.strip import draw_strip, show_legend
from endmark.reporters.html.tellings import show_tellings
from endmark.reporters.html.visible import Found, show_source, show_text
from endmark.reporters.summary import describe_unlisted
from endmark.reporters.verdicts import say_verdict
from endmark.violation import make_reason

_NUMBER = re.compile(r"(?:\d+[.)]|\[\^[^\]]*\]:)(?=\s*(?:\[[ xX]\]\s*)?$)")
_DEEPEST = 6
_LOWEST_HEADING = 6


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
    lang = _get_lang(document.language) if document else None
    yield element(f"h{level}", escape(page.title), lang=lang)
    yield element("p", escape(page.path), class_="path") if page.title != page.path else ""
    yield element("p", _say_verdict(page.verdict), class_="verdict")
    yield show_legend(findings)
    if page.unlisted:
        yield element("p", "<br/>".join(escape(describe_unlisted(one)) for one in page.unlisted))
    if document is None:
        yield element("p", say(make_reason("galley.no-text")))
    rows = lay_out(document, findings) if document else lay_out_lines(findings)
    length = len(document.file.text) if document else 0
    around = _set_around(findings, rows, link_to, length)
    if around.size > budget:
        around = _set_around(findings, rows, link_to, length, full=False)
    if 2 * around.size > budget:  # the text takes about as much
        around = _set_around(findings, rows, link_to, length, full=False, brief=True)
    yield f'<div class="galley">{around.strip}<div class="text"{_format_lang(lang)}>'
    outline = _Outline(level + 1)
    for part in fold(rows, budget - around.size):
        if isinstance(part, Shown):
            yield _show_row(part, document, outline, around, lang)
        else:
            yield _show_gap(part, document, lang)
    yield "</div></div>\n"


class _Around(NamedTuple):
    """What stands around the text: the strip, and by the name of each finding its note and its tellings."""

    strip: str
    notes: Mapping[str, str]
    tellings: Mapping[str, str]

    @property
    def size(self) -> int:
        """Bytes of it."""
        return sum(len(html.encode()) for html in (self.strip, *self.notes.values(), *self.tellings.values()))


def _set_around(  # noqa: PLR0913 - all but the first four are named
    findings: Sequence[Finding],
    rows: Sequence[Row],
    link_to: LinkTo,
    length: int,
    *,
    full: bool = True,
    brief: bool = False,
) -> _Around:
    """All of it, or without the tellings, and as brief as it can be."""
    return _Around(
        draw_strip(findings, length, brief=brief),
        {finding.id: show_note(finding, link_to, brief=brief) for finding in findings},
        {finding.id: show_tellings(finding, rows) for finding in findings} if full else {},
    )


def _say_verdict(verdict: Verdict) -> str:
    return say(make_reason("galley.verdict", what=say_verdict(verdict.word), score=verdict.score))


def _get_lang(language: str) -> str | None:
    return None if language == "und" else language


def _format_lang(lang: str | None) -> str:
    return f' lang="{lang}"' if lang else ""


class _Outline:
    """The levels of the headings of a page: none skips one, whatever the article does."""

    def __init__(self, top: int) -> None:
        self._open: list[int] = []
        self._top = top

    def place(self, level: int) -> int:
        """The level on the page of a heading of that level in the article."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return min(self._top + len(self._open) - 1, _LOWEST_HEADING)


def _show_row(part: Shown, document: Document | None, outline: _Outline, around: _Around, lang: str | None) -> str:
    row = part.row
    body = _show_line(row) if document is None else _show_body(part, document, outline, lang)
    body = "".join(element("span", id=anchor) for anchor in row.anchors) + body
    whole = find_whole(row)
    looks = f" {whole.look}" if whole and document is not None else ""
    if not row.notes:
        return element("div", body, class_=f"row{looks}") + "\n"
    notes = "".join(around.notes[one.id] for one in row.notes)
    margin = element("div", notes, class_="notes", lang=_get_other_lang(lang))
    compared = "".join(around.tellings.get(one.id, "") for one in row.notes)
    return element("div", element("div", body, class_=f"body{looks}") + margin + compared, class_="row noted") + "\n"


def _get_other_lang(lang: str | None) -> str | None:
    """The language of the report where it is another than that of the text around."""
    spoken = get_spoken().language
    return spoken if spoken != lang else None


def _show_line(row: Row) -> str:
    return element("pre", escape(row.line or ""))


def _show_gap(rows: Sequence[Row], document: Document | None, lang: str | None) -> str:
    if document is None:
        return ""
    first = document.file.get_position(rows[0].span.start).line
    last = document.file.get_position(rows[-1].span.end).line
    words = make_reason("galley.left-out", first=first, last=last, count=len(rows))
    anchors = "".join(element("span", id=anchor) for row in rows for anchor in row.anchors)
    return element("p", anchors + say(words), class_="gap", lang=_get_other_lang(lang)) + "\n"


def _show_body(part: Shown, document: Document, outline: _Outline, lang: str | None) -> str:
    """What the reader sees of a row."""
    row, block = part.row, part.row.block
    inside = [] if document.origin else [one for one in row.over if not one.span.contains(row.span)]
    found = [Found(one.span, one.look, one.id) for one in inside]
    text = document.source.text
    if block is None or not block.text.content:
        span = row.span if block is None else block.span
        if block is None and document.origin:
            text = document.file.text
        if block is not None and block.kind == "thematic-break":
            return element("hr")
        shown, after = span, ""
        if part.window and part.window.end < span.end - span.start:
            shown, after = Span(span.start, span.start + part.window.end), "…"
        kind = block.kind if block else "raw"
        return element("pre", show_source(text, shown, found) + after, class_=kind)
    show = partial(show_text, block, text, found)
    if block.kind == "table":
        return _show_table(block, document, show, part.window)
    content = show(part.window)
    if part.window:
        content = "…" * bool(part.window.start) + content + "…" * (part.window.end < len(block.text.content))
    own = _get_lang(block.language)
    lang = own if own != lang else None
    depth = f"d{min(block.depth, _DEEPEST)}" if block.depth else None
    if block.kind == "heading":
        return element(f"h{outline.place(block.level or 1)}", content, class_=f"l{block.level}", lang=lang)
    if block.kind in ("list-item", "footnote"):
        bullet = element("span", escape(_find_bullet(text, block.span.start)), class_="bullet")
        return element("p", f"{bullet} {content}", class_=f"item {depth or ''}".strip(), lang=lang)
    if block.kind == "quote":
        return element("blockquote", element("p", content), class_=depth, lang=lang)
    return element("p", content, class_=depth, lang=lang)


def _find_bullet(text: str, offset: int) -> str:
    """What stands before an item: its number, or a bullet."""
    line = text[max(0, text.rfind("\n", 0, offset) + 1) : offset]
    number = _NUMBER.search(line)
    return number[0] if number else "•"


def _show_table(block: Block, document: Document, show: Callable[[Span | None], str], window: Span | None) -> str:
    """The cells of a table, line by line as they stand in the source."""
    lines: dict[int, list[str]] = {}
    start = 0
    for cell in block.text.content.split("\n"):
        end = start + len(cell)
        if cell and (window is None or start < window.end):
            line = document.source.get_position(block.text.map_span(start, end).start).line
            lines.setdefault(line, []).append(element("td", show(Span(start, end))))
        start = end + 1
    rows = "".join(element("tr", "".join(cells)) for cells in lines.values())
    more = element("p", "…") if window and window.end < len(block.text.content) else ""
    return element("div", element("table", element("tbody", rows)) + more, class_="table")
