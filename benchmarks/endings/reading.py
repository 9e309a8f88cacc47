"""The paragraphs of the sources, as endmark reads them: without markup, inline code as one sign."""

from __future__ import annotations

import gzip
import html
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from endmark.document.blocks import ATOM
from endmark.document.reader import read_document
from endmark.document.source import Source as Article

SOURCES = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class TextSource:
    """One source of `sources.toml`, and where it is unpacked; texts of one family have authors in common."""

    name: str
    family: str
    role: str
    licence: str
    reader: str
    files: str
    language: str
    folder: Path


class Paragraph(NamedTuple):
    """A text, the document it stands in, the language that document claims to be in, and whether it is a heading."""

    document: str
    language: str
    text: str
    title: bool


def load_sources(folder: Path) -> list[TextSource]:
    """What the list names, each unpacked in `folder` under its name."""
    listed: list[dict[str, str]] = tomllib.loads(SOURCES.read_text(encoding="utf-8"))["source"]
    return [
        TextSource(
            entry["name"],
            entry.get("family", entry["name"]),
            entry["role"],
            entry["licence"],
            entry["reader"],
            entry["files"],
            entry.get("language", ""),
            folder / entry["name"],
        )
        for entry in listed
    ]


def iter_paragraphs(source: TextSource) -> Iterator[Paragraph]:
    """All paragraphs of a source, files in the order of their names."""
    read = _READERS[source.reader]
    pattern = re.compile(source.files)
    for path in sorted(path for path in source.folder.rglob("*") if path.is_file()):
        name = path.relative_to(source.folder).as_posix()
        if not (found := pattern.fullmatch(name)):
            continue
        stated = (found[1] if found.re.groups else None) or source.language
        for part, language, (text, title) in read(path, stated):
            yield Paragraph(f"{source.name}/{name}{part}", re.split("[-_]", language)[0].lower(), text, title)


_Text = tuple[str, bool]
"""A paragraph, and whether it is a heading."""

_Read = Iterator[tuple[str, str, _Text]]
"""Part of the file, language, text."""


def _read_markdown(path: Path, language: str) -> _Read:
    text = path.read_text(encoding="utf-8", errors="replace")
    for paragraph in _iter_markdown(text):
        yield "", language, paragraph


def _iter_markdown(text: str) -> Iterator[_Text]:
    for block in read_document(Article("", text)).blocks:
        if block.kind in ("paragraph", "list-item", "quote", "heading"):
            yield re.sub(r"\s*\n\s*", " ", block.text.content), block.kind == "heading"


def _read_html(path: Path, language: str) -> _Read:
    for paragraph in _iter_html(path.read_bytes().decode("utf-8", "replace")):
        yield "", language, paragraph


class _Paragraphs(HTMLParser):
    """Collects the texts of `p`, `li` and `dd`, and the headings."""

    _HEADINGS = ("h1", "h2", "h3", "h4")
    _OPENING = ("p", "li", "dd", *_HEADINGS)
    _ENDING = (*_OPENING, "ul", "ol", "dl", "dt", "pre", "table", "div", "blockquote")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Text] = []
        self._pieces: list[str] | None = None
        self._title = False
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in self._ENDING:
            self._close()
        if tag in self._OPENING:
            self._pieces = []
            self._title = tag in self._HEADINGS
        if tag == "code":
            self._code += 1
            self._add(ATOM)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._ENDING:
            self._close()
        if tag in self._HEADINGS:
            self._close()
        if tag == "code":
            self._code = max(0, self._code - 1)

    def handle_data(self, data: str) -> None:
        if not self._code:
            self._add(data)

    def _add(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)

    def _close(self) -> None:
        if self._pieces is not None:
            self.found.append((" ".join("".join(self._pieces).split()), self._title))
        self._pieces = None


def _iter_html(text: str) -> Iterator[_Text]:
    parser = _Paragraphs()
    parser.feed(text)
    parser.close()
    yield from parser.found


def _read_electron(path: Path, _language: str) -> _Read:
    data = json.loads(path.read_text(encoding="utf-8"))
    for locale, documents in data.get("docs", data).items():
        for name, document in documents.items():
            for section in document.get("sections", [document]):
                for paragraph in _iter_html(
                    html.unescape(section["html"]) if "&#x" in section["html"] else section["html"]
                ):
                    yield f"#{name}", locale, paragraph


_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_LITERAL = re.compile(r"`{1,2}[^`]+`{1,2}_{0,2}")


def _read_po(path: Path, language: str) -> _Read:
    for found in _MESSAGE.finditer(path.read_text(encoding="utf-8")):
        text = _unquote("".join(_QUOTED.findall(found[1])))
        yield "", language, (_clean_string(_LITERAL.sub(ATOM, text)), False)


def _unquote(text: str) -> str:
    return _ESCAPED.sub(_unescape, text)


def _unescape(found: re.Match[str]) -> str:
    return " " if found[1] in "nrt" else found[1]


def _read_strings(path: Path, language: str) -> _Read:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
    only = "Zh" if path.suffix == ".gz" else ""
    strings = map(_unquote, _QUOTED.findall(text)) if path.suffix == ".js" else _iter_strings(json.loads(text), only)
    for string in strings:
        for paragraph in _iter_markdown(string) if only else [(_clean_string(string), False)]:
            yield "", language, paragraph


def _iter_strings(data: Any, only: str, key: str = "") -> Iterator[str]:
    if isinstance(data, str):
        if key.endswith(only):
            yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _iter_strings(value, only, name)
    elif isinstance(data, list):
        for value in data:
            yield from _iter_strings(value, only, key)


_PLACE = re.compile(r"'?\{+[^{}]*\}+'?|%\(\w+\)s|%[sd]|<[^<>]*>")


def _clean_string(text: str) -> str:
    return " ".join(_PLACE.sub(ATOM, text).split())


_ROLE = re.compile(r":[\w:-]+:`[^`]*`|``[^`]+``|`[^`]*`_{0,2}")
_NOT_PROSE = re.compile(r"\s*(?:\.\. |:\w|[*=~^#-]{3}|>>>|\$ |\||[{}<])")


def _read_restructured(path: Path, language: str) -> _Read:
    """Paragraphs of reStructuredText, at most indented by one step, since deeper text may be code."""
    for paragraph in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = paragraph.strip("\n").split("\n")
        if not _NOT_PROSE.match(lines[0]) and len(lines[0]) - len(lines[0].lstrip()) <= _ONE_STEP:
            title = len(lines) == _TITLE_LINES and _UNDERLINE.fullmatch(lines[1]) is not None
            text = _ROLE.sub(ATOM, " ".join(line.strip() for line in (lines[:1] if title else lines)))
            yield "", language, (text.removeprefix("* ").replace("*", ""), title)


_ONE_STEP = 4
_TITLE_LINES = 2
_UNDERLINE = re.compile(r"([*=~^-])\1{3,}")

_READERS: dict[str, Callable[[Path, str], _Read]] = {
    "markdown": _read_markdown,
    "html": _read_html,
    "electron": _read_electron,
    "po": _read_po,
    "restructured": _read_restructured,
    "strings": _read_strings,
}
