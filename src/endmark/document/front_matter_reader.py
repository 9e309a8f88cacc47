"""Where front matter begins and ends, and which reader it needs.

python-frontmatter's handlers load the three formats. Their splitting is not
used: it strips the body, so that no line number would be right, and takes a
thematic break at the top of a document for front matter.
"""

from __future__ import annotations

import re

from endmark.document.dialect import Dialect
from endmark.document.front_matter import Fault, Field, Format, FrontMatter, make_fault
from endmark.document.late_pattern import compile_late
from endmark.document.plain_yaml import read_plain_yaml
from endmark.document.span import Span

_OPENING_FENCE = compile_late(r"(---|\+\+\+|\{)[ \t]*\r?(?:\n|\Z)")
_EMPTY_LINES = compile_late(r"(?:[ \t]*\r?\n)*+")
_AFTER_EMPTY_LINES: frozenset[Dialect] = frozenset({"markdown", "hugo"})
"""Where front matter may begin after empty lines: Hugo reads it there, and so may a program that nobody knows."""

_CLOSING_FENCES = {
    "---": compile_late(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": compile_late(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
    "{": compile_late(r"^\}[ \t]*\r?$", re.MULTILINE),
}
_KEY_LINE = {
    "---": compile_late(r"\s*(?:#[^\n]*\n\s*)*[\"']?[^\s:#\-\[{*>|][^:\n]*:(?:\s|$)"),
    "+++": compile_late(r"\s*(?:#[^\n]*\n\s*)*(?:\[+[\w.\"'-]+\]+|[\w.\"'-]+[ \t]*=)"),
    "{": compile_late(r"\s*\""),
}
_FORMAT_BY_FENCE: dict[str, Format] = {"---": "yaml", "+++": "toml", "{": "json"}


MAX_CHARACTERS = 150_000
"""Characters of front matter that are read, some 5,000 keys: an article has a few hundred characters of it, and its
parsers take a hundred bytes for each."""


def read_front_matter(text: str, dialect: Dialect = "markdown") -> FrontMatter | None:
    """The front matter at the start of `text`, or None when there is none.

    A `---` that opens a document without front matter is a thematic break: what
    follows must at least look like a key to count as front matter.
    """
    opening = _OPENING_FENCE.match(text) if text.startswith(tuple(_CLOSING_FENCES)) else None
    if opening is None and dialect in _AFTER_EMPTY_LINES and text[:1].isspace() and (empty := _EMPTY_LINES.match(text)):
        opening = _OPENING_FENCE.match(text, empty.end())
    if opening is None:
        return None
    fence, start = opening[1], opening.start()
    content_start = start if fence == "{" else opening.end()
    closing = _CLOSING_FENCES[fence].search(text, opening.end())
    looks_meant = _KEY_LINE[fence].match(text, opening.end()) is not None
    if closing is None:
        if not looks_meant:
            return None
        fault = make_fault(Span(start, opening.end(1)), "front-matter.unclosed", fence=fence)
        return FrontMatter(_FORMAT_BY_FENCE[fence], Span(start, opening.end()), faults=(fault,))
    content_end = closing.start() + 1 if fence == "{" else closing.start()
    content = text[content_start:content_end]
    if not looks_meant and content.strip(" \t\r\n{}"):
        return None
    if len(content) > MAX_CHARACTERS:
        place = Span(start, opening.end(1))
        fault = make_fault(place, "front-matter.too-long", length=len(content), most=MAX_CHARACTERS)
        return FrontMatter(_FORMAT_BY_FENCE[fence], Span(start, closing.end()), faults=(fault,))
    fields, faults = _read(_FORMAT_BY_FENCE[fence], content, content_start)
    return FrontMatter(_FORMAT_BY_FENCE[fence], Span(start, closing.end()), fields, faults)


def _read(form: Format, content: str, offset: int) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:
    """Fields and faults of the text between the fences; a reader is imported only when it is needed."""
    if form == "toml":
        from endmark.document.toml_fields import read_toml

        return read_toml(content, offset)
    if form == "yaml" and (fields := read_plain_yaml(content, offset)) is not None:
        return fields, ()
    from endmark.document.yaml_fields import read_json, read_yaml

    return (read_json if form == "json" else read_yaml)(content, offset)
