"""Jupyter notebook → document: its Markdown cells are the article, its code cells code within it."""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.model import Document, Origin
from endmark.document.nesting import MAX_DEPTH, TOO_DEEP
from endmark.document.reader import read_document
from endmark.document.source import MAX_LINES, Source
from endmark.document.span import Span
from endmark.errors import InputError, Problem
from endmark.phrase import Phrase, phrase, quote

_HINT = phrase("Save it anew in Jupyter, or leave the file out with `exclude`.")

_WHITE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""One that is never closed goes to the end: nothing is looked at twice."""

_OTHER = re.compile(r"[^\s,\]}]+")
_STRING_OR_BRACKET = re.compile(rf"{_STRING.pattern}|[\[\]{{}}]", re.DOTALL)
_WRITTEN = re.compile(r"[^\\]+|\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u\w{4}|\\.")
"""What a string is made of: characters that stand for themselves, or one escape; two for one of UTF-16's pairs."""

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TILDES = re.compile(r"~{3,}")
_MARKDOWN, _HEADING, _CODE = "markdown", "heading", "code"
_LEVELS = "123456"


def read_notebook(source: Source) -> Document:
    """Parse the article that a notebook is.

    The source of the document is Markdown: the text of the cells, code cells in
    fences, with blank lines between them. Raw cells and outputs are no part of it.
    Raises InputError when the source is no notebook, with the place where that shows.
    """
    _check_syntax(source)
    article = _Article()
    for cell in _iter_cells(source):
        article.add(cell, source)
    text = "".join(article.parts)
    if (lines := text.count("\n")) > MAX_LINES:
        _refuse(
            source,
            0,
            phrase(
                "its cells have {lines:,} lines, and endmark reads no more than {most:,}.", lines=lines, most=MAX_LINES
            ),
        )
    document = read_document(Source(source.path, text))
    return replace(document, markup="notebook", origin=Origin(source, article.places.map_span))


def _refuse(source: Source, offset: int, why: Phrase) -> NoReturn:
    line, column = source.get_position(offset)
    message = phrase("this file cannot be read as a notebook: {why}", why=why)
    raise InputError(Problem(message, source.path, line, column, _HINT))


class CellPlaces:
    """Offsets in the text of the cells → offsets in the notebook."""

    def __init__(self) -> None:
        self._starts, self._ends, self._sources, self._source_ends = (array("I") for _ in range(4))

    def add(self, start: int, length: int, source: Span) -> None:
        """Say where the next characters come from: one by one where the source is as long, else all from all of it."""
        self._starts.append(start)
        self._ends.append(start + length)
        self._sources.append(source.start)
        self._source_ends.append(source.end)

    def map_span(self, span: Span) -> Span:
        """Where a stretch stands, without what was put in at its ends; an empty span where all of it was put in."""
        if not self._starts:
            return Span(0, 0)
        first = bisect_right(self._ends, span.start)
        if first == len(self._starts):
            return Span(self._source_ends[-1], self._source_ends[-1])
        start = self._sources[first]
        if self._is_literal(first):
            start += max(0, span.start - self._starts[first])
        last = bisect_left(self._starts, span.end) - 1
        if last < first:
            return Span(start, start)
        end = self._source_ends[last]
        if self._is_literal(last):
            end -= max(0, self._ends[last] - span.end)
        return Span(start, max(start, end))

    def _is_literal(self, index: int) -> bool:
        return self._ends[index] - self._starts[index] == self._source_ends[index] - self._sources[index]


class _Cell(Struct, frozen=True):
    """A cell that is shown: its kind, its level where it is a heading, and where its strings stand, quotes included."""

    kind: str
    level: int
    strings: Sequence[Span]


class _Article:
    """The text of the cells that were added."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places = CellPlaces()
        self._length = 0

    def add(self, cell: _Cell, source: Source) -> None:
        """Add a cell; one without text shows nothing."""
        pieces = [piece for string in cell.strings for piece in _iter_pieces(source.text, string)]
        text = "".join([written for written, _ in pieces])
        if not text.strip():
            return
        before, after = "", "\n\n"
        if cell.kind == _CODE:
            # No sign of code in a cell before ends there, nor does one in this cell.
            fence = "~" * (1 + max([2, *map(len, _TILDES.findall(text))]))
            before, after = f"{fence}\n", f"\n{fence}\n\n"
        elif cell.kind == _HEADING:
            before = f"{'#' * cell.level} "
        self._put(before)
        for written, place in pieces:
            self.places.add(self._length, len(written), place)
            self._put(written)
        self._put(after)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _iter_pieces(text: str, string: Span) -> Iterator[tuple[str, Span]]:
    """What a string of JSON says, and where that stands."""
    for found in _WRITTEN.finditer(text, string.start + 1, string.end - 1):
        written = found[0]
        if written[0] == "\\":
            # Half of a pair is no character.
            written = _LONE_SURROGATE.sub("\ufffd", json.loads(f'"{written}"'))
        yield written, Span(*found.span())


def _check_syntax(source: Source) -> None:
    """Raise InputError when it is no JSON: all that follows relies on that."""
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(source.text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                _refuse(source, token.start(), phrase("{reason}.", reason=TOO_DEEP))
        elif token[0] in "]}":
            depth -= 1
    try:
        json.loads(source.text, parse_int=float)  # an int of so many digits is an error of its own
    except json.JSONDecodeError as error:
        _refuse(
            source, error.pos, phrase("it is no JSON ({reason}).", reason=f"{error.msg[:1].lower()}{error.msg[1:]}")
        )


def _iter_cells(source: Source) -> Iterator[_Cell]:
    text = source.text
    top = _skip_white(text, 0)
    notebook = _read_object(source, top, phrase("a notebook"))
    if "cells" in notebook:
        lists = [notebook["cells"]]
    elif "worksheets" in notebook:  # as until 2014, in version 3 of the format
        sheets = _read_array(source, notebook["worksheets"], quote("`worksheets`"))
        read = (_read_object(source, at, phrase("a worksheet")) for at in sheets)
        lists = [members["cells"] for members in read if "cells" in members]
    else:
        _refuse(source, top, phrase("it has no `cells`."))
    for cells in lists:
        for place in _read_array(source, cells, quote("`cells`")):
            cell = _read_object(source, place, phrase("a cell"))
            if "cell_type" not in cell:
                _refuse(source, place, phrase("a cell has no `{name}`.", name="cell_type"))
            kind = json.loads(text[cell["cell_type"] : _skip_value(text, cell["cell_type"])])
            if kind not in (_MARKDOWN, _HEADING, _CODE):
                continue
            name = "input" if kind == _CODE and "source" not in cell else "source"
            if name not in cell:
                _refuse(source, place, phrase("a cell has no `{name}`.", name=name))
            level = text[cell["level"]] if "level" in cell else "1"
            yield _Cell(kind, int(level) if level in _LEVELS else 1, _read_strings(source, cell[name]))


def _read_strings(source: Source, start: int) -> Sequence[Span]:
    """The strings of a `source`, which is a string or an array of strings."""
    text = source.text
    starts = [start] if text[start] == '"' else _read_array(source, start, phrase("a `source`"))
    for place in starts:
        if text[place] != '"':
            _refuse(source, place, phrase("what stands in a cell is no text."))
    return [Span(place, _skip_value(text, place)) for place in starts]


def _read_object(source: Source, start: int, what: Phrase) -> dict[str, int]:
    """The keys of an object of JSON, and where their values begin."""
    text = source.text
    if text[start] != "{":
        _refuse(source, start, phrase("{what} is no object of JSON.", what=what))
    members = {}
    place = _skip_white(text, start + 1)
    while text[place] != "}":
        end = _skip_value(text, place)
        colon = _skip_white(text, end)
        value = _skip_white(text, colon + 1)
        members[json.loads(text[place:end])] = value
        place = _skip_comma(text, _skip_value(text, value))
    return members


def _read_array(source: Source, start: int, what: Phrase) -> list[int]:
    """Where the values in an array of JSON begin."""
    text = source.text
    if text[start] != "[":
        _refuse(source, start, phrase("{what} is no array of JSON.", what=what))
    starts = []
    place = _skip_white(text, start + 1)
    while text[place] != "]":
        starts.append(place)
        place = _skip_comma(text, _skip_value(text, place))
    return starts


def _skip_white(text: str, start: int) -> int:
    return _end(_WHITE.match(text, start), start)


def _skip_comma(text: str, start: int) -> int:
    place = _skip_white(text, start)
    return _skip_white(text, place + 1) if text[place] == "," else place


def _skip_value(text: str, start: int) -> int:
    """Where the value that begins here ends."""
    if text[start] not in "[{":
        return _end((_STRING if text[start] == '"' else _OTHER).match(text, start), start)
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text, start):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
            if not depth:
                return token.end()
    return len(text)


def _end(found: re.Match[str] | None, start: int) -> int:
    return found.end() if found else start
