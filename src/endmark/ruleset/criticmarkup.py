"""Examples of rules: text in which CriticMarkup says what is found, and what a fix makes of it."""

from __future__ import annotations

import re

from msgspec import Struct

from endmark.document.span import Span
from endmark.phrase import Phrase, phrase

_OPENING_MARK = re.compile(r"\{==|\{~~|\{--")
_CLOSING_MARKS = {"{==": "==}", "{~~": "~~}", "{--": "--}"}
_ARROW = "~>"


class CriticMarkupError(ValueError):
    """The markup is broken; `offset` is where the mark begins in the example."""

    def __init__(self, message: Phrase, offset: int) -> None:
        super().__init__(phrase("{message} (at offset {offset})", message=message, offset=offset))
        self.offset = offset


class ExpectedFinding(Struct, frozen=True):
    """One expected finding: its place in the plain text, and what a fix puts there (None: no fix).

    What is not `found` only goes when something else is fixed.
    """

    span: Span
    replacement: str | None = None
    found: bool = True


class Example(Struct, frozen=True):
    """An example without its markup; the spans of the marks are offsets in `plain`."""

    plain: str
    marks: tuple[ExpectedFinding, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places of the expected findings, in the order of the text."""
        return tuple(mark.span for mark in self.marks if mark.found)

    @property
    def fixed(self) -> str:
        """The plain text after every fix."""
        pieces, end = [], 0
        for mark in self.marks:
            if mark.replacement is not None:
                pieces += [self.plain[end : mark.span.start], mark.replacement]
                end = mark.span.end
        return "".join([*pieces, self.plain[end:]])


def parse_example(text: str) -> Example:
    """Read the marks `{==found==}`, `{~~found~>fixed~~}` and `{--taken out along with it--}`; other braces are text.

    Raises CriticMarkupError for a mark that is not closed, that holds another
    one, or that lacks its `~>`.
    """
    pieces: list[str] = []
    marks: list[ExpectedFinding] = []
    length = position = 0
    while opening := _OPENING_MARK.search(text, position):
        closing = _CLOSING_MARKS[opening[0]]
        end = text.find(closing, opening.end())
        if end < 0:
            raise CriticMarkupError(
                phrase("{opening} is not closed by {closing}", opening=opening[0], closing=closing), opening.start()
            )
        found, replacement = _split_mark(opening, text[opening.end() : end])
        before = text[position : opening.start()]
        start = length + len(before)
        length = start + len(found)
        pieces += [before, found]
        marks.append(ExpectedFinding(Span(start, length), replacement, found=opening[0] != "{--"))
        position = end + len(closing)
    return Example("".join([*pieces, text[position:]]), tuple(marks))


def _split_mark(opening: re.Match[str], inner: str) -> tuple[str, str | None]:
    """What is found, and what the fix makes of it."""
    found, arrow, fixed = inner.partition(_ARROW) if opening[0] == "{~~" else (inner, "", "")
    for part, start in ((found, opening.end()), (fixed, opening.end() + len(found) + len(arrow))):
        if nested := _OPENING_MARK.search(part):
            raise CriticMarkupError(phrase("a mark stands inside another one"), start + nested.start())
    if opening[0] != "{~~":
        return found, None if opening[0] == "{==" else ""
    if not arrow:
        what = phrase("{~~ needs ~> between what is found and what the fix makes of it")
        raise CriticMarkupError(what, opening.start())
    return found, fixed
