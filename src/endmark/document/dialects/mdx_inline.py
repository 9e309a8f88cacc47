"""Tags and expressions of MDX within text: silent around it, or something that is shown in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from endmark.document.blocks import ATOM
from endmark.document.dialects.jsx import Expression, JsxReader, Tag
from endmark.document.dialects.places import Edit
from endmark.document.span import Span

_SIGN = re.compile(r"\\.|``*|\$\$*|<|{|\n[ \t>]*(?=\r?(?:\n|\Z))", re.DOTALL)
"""Each kind is written so that it begins with one certain character: then the places of all are found quickly."""
_PARAGRAPH_END = re.compile(r"\n(?:[ \t>]*\r?(?:\n|\Z)|[ \t]*>)")
"""A blank line, or one in a quote, which may be none of this paragraph's: tags do not go on over its sign."""
_DESTINATION = re.compile(r"\](?:\(\s*|:[ \t]*)\Z")
"""What stands before the address of a link, which angle brackets may be around."""
_NEAR = 10
_FORMULA = re.compile(r"\$(?![\s{])(?:[^$\n\\]|\\.)+?(?<!\s)\$(?!\d)")
_LINE = re.compile(r"[^\r\n]")
_BREAK = re.compile(r"br\b", re.IGNORECASE)
_SHOWN = frozenset({"img", "video", "audio", "iframe", "svg", "input", "embed", "object"})
"""HTML elements that show something though they hold no text."""
_WHITE = re.compile(r"\{\s*(?:\"\s*\"|'\s*'|`\s*`)?\s*\}")


def iter_inline_edits(reader: JsxReader, parts: Iterable[Span]) -> Iterator[Edit]:
    """What tags and expressions within these parts of a text, which hold neither code blocks nor signs, are read as."""
    for part in parts:
        yield from _iter_edits(reader, part)


def _iter_edits(reader: JsxReader, part: Span) -> Iterator[Edit]:
    text = reader.text
    position = part.start
    limit = -1
    missing: set[str] = set()
    while (found := _SIGN.search(text, position, part.end)) is not None:
        start, position = found.span()
        sign = found[0]
        if start >= limit:
            missing.clear()
            after = _PARAGRAPH_END.search(text, start, part.end)
            limit = after.start() if after else part.end
        if sign[0] in "`$":
            if sign not in missing:
                closed = _find_run(text, sign, position, limit)
                if closed < 0:
                    missing.add(sign)
                else:
                    position = closed
        elif sign == "<":
            if _DESTINATION.search(text, max(part.start, start - _NEAR), start):
                continue
            tag = reader.read_tag(start, limit)
            if tag is not None:
                position = tag.span.end
                yield from _replace_tag(text, tag)
        elif sign == "{" and not text.startswith(("{{", "{%", "{#"), start):
            expression = reader.read_expression(start, limit)
            if expression is not None:
                position = expression.span.end
                yield _replace_expression(text, expression)


def _find_run(text: str, sign: str, start: int, limit: int) -> int:
    """Where code or mathematics ends that this row of signs begins; -1 when it begins none."""
    if sign == "$":
        found = _FORMULA.match(text, start - 1, limit)
        return found.end() if found else -1
    while (closed := text.find(sign, start, limit)) >= 0:
        end = closed + len(sign)
        if text[closed - 1] != sign[0] and text[end : end + 1] != sign[0]:
            return end
        while text[end : end + 1] == sign[0]:
            end += 1
        start = end
    return -1


def _replace_tag(text: str, tag: Tag) -> Iterator[Edit]:
    start, end = tag.span
    if not tag.name:
        yield Edit(start, end, "")
    elif tag.kind == "alone" and (tag.name in _SHOWN or not tag.name.islower()):
        yield Edit(start, end, _LINE.sub(ATOM, text[start:end]))
    elif not _BREAK.match(text, start + 1):
        # The parser knows tags of HTML; one that it does not know begins no block and says nothing.
        inside = _LINE.sub("x", text[start + 1 : end - 1])
        yield Edit(start, end, f"<{inside}>")


def _replace_expression(text: str, expression: Expression) -> Edit:
    start, end = expression.span
    silent = expression.is_comment or _WHITE.fullmatch(text, start, end)
    return Edit(start, end, _LINE.sub(" " if silent else ATOM, text[start:end]))
