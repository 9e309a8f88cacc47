"""A row of an article → HTML of what a reader sees there."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from endmark.document.blocks import Block
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.reporters.html.elements import element, escape
from endmark.reporters.html.folding import Shown
from endmark.reporters.html.visible import Found, show_source, show_text

_NUMBER = re.compile(r"(?:\d+[.)]|\[\^[^\]]*\]:)(?=\s*(?:\[[ xX]\]\s*)?$)")
_DEEPEST = 6
_LOWEST_HEADING = 6


def get_lang(language: str) -> str | None:
    """The value of `lang` for a language; None where it is not known."""
    return None if language == "und" else language


class Outline:
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


def show_body(part: Shown, document: Document, outline: Outline, lang: str | None) -> str:
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
        window = part.window or Span(0, span.end - span.start)
        shown = Span(span.start + window.start, span.start + window.end)
        before, after = "…" * (shown.start > span.start), "…" * (shown.end < span.end)
        kind = block.kind if block else "raw"
        return element("pre", before + show_source(text, shown, found) + after, class_=kind)
    show = partial(show_text, block, text, found)
    if block.kind == "table":
        return _show_table(block, document, show, part.window)
    content = show(part.window)
    if part.window:
        content = "…" * bool(part.window.start) + content + "…" * (part.window.end < len(block.text.content))
    own = get_lang(block.language)
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
