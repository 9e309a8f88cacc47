"""JSX in Markdown, as MDX 2 and 3 read it: tags, and expressions in braces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from endmark.document.dialects.ecmascript import find_brace_end, find_statement_end
from endmark.document.span import Span

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements that have no end, whether their tag says so or not."""

_WORD = r"[^\W\d][\w$\-]*+|\$[\w$\-]*+"
_OPENING = re.compile(rf"<(/?)(?:((?:{_WORD})(?:[.:](?:{_WORD}))*+)(?=[\s/>{{])|(?=>))")
_ATTRIBUTE = re.compile(
    rf"\s*+(?:(?P<end>/?>)|(?P<spread>\{{)|(?P<name>[@:#]?(?:{_WORD})(?:[:.](?:{_WORD}))*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<value>\{)|(?P<bare>[^\s\"'=<>`{}]++)))?)"
)
_LITERAL = re.compile(r"\{\s*(?:\"([^\"\\\n]*)\"|'([^'\\\n]*)'|`([^`\\$\n]*)`)\s*\}")
_SVELTE = re.compile(r"\{[#:@]|\{/(?![*/])")
_COMMENTS = re.compile(r"\{\s*+(?:/\*(?:[^*]++|\*(?!/))*+\*/\s*+)+\}")
_TRIES, _ALWAYS = 2, 100_000
"""Readings that lead to nothing may look at each character so many times, and at so many more; a text that asks for
more is no MDX."""


class Tag(NamedTuple):
    """A tag. The name of a fragment (`<>`) is empty; `strings` are the attributes with a text, which has its place."""

    kind: Literal["open", "close", "alone"]
    span: Span
    name: str
    strings: Sequence[tuple[str, Span]] = ()


class Expression(Struct, frozen=True):
    """What stands in braces; `is_comment` when that is comments and nothing else."""

    span: Span
    is_comment: bool = False


Token: TypeAlias = Tag | Expression


class JsxReader:
    """Reads tags, expressions and statements at places of one text, in time that is linear in its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = _TRIES * len(text) + _ALWAYS
        """Characters that may still be looked at in vain."""

    def read_flow(self, start: int) -> Sequence[Token]:
        """The tags and expressions from `start` on that leave nothing else on their lines; empty when there is more."""
        text, size = self.text, len(self.text)
        if ">" in text[text.rfind("\n", 0, start) + 1 : start]:
            # In a quote, each line would begin with a sign that is none of the tag's: there they end on their lines.
            end = text.find("\n", start)
            size = size if end < 0 else end
        tokens: list[Token] = []
        position = start
        while True:
            token = self._read_token(position, size)
            if token is None:
                self.left -= position - start
                return ()
            tokens.append(token)
            position = token.span.end
            while position < size and text[position] in " \t\r":
                position += 1
            if position == size or text[position] == "\n":
                return tokens

    def _read_token(self, start: int, limit: int) -> Token | None:
        sign = self.text[start : start + 1]
        if sign == "<":
            return self.read_tag(start, limit)
        return self.read_expression(start, limit) if sign == "{" else None

    def read_tag(self, start: int, limit: int) -> Tag | None:
        """The tag that begins at `start` and ends before `limit`."""
        text = self.text
        opening = _OPENING.match(text, start, limit)
        if opening is None or self.left < 0:
            return None
        name = opening[2] or ""
        strings: list[tuple[str, Span]] = []
        position = opening.end()
        while (found := _ATTRIBUTE.match(text, position, limit)) is not None:
            position = found.end()
            if found["end"]:
                if opening[1]:
                    return Tag("close", Span(start, position), name) if not strings and found["end"] == ">" else None
                kind: Literal["open", "alone"] = "alone" if found["end"] == "/>" or name in VOID else "open"
                return Tag(kind, Span(start, position), name, tuple(strings))
            if found["spread"] or found["value"]:
                position = self._find_brace_end(position - 1, limit)
                if position < 0:
                    return None
                literal = _LITERAL.match(text, found.end() - 1, position)
                if found["value"] and literal:
                    strings.append((found["name"], Span(*literal.span(literal.lastindex or 0))))
            elif (group := found.lastgroup) in ("double", "single", "bare"):
                strings.append((found["name"], Span(*found.span(group))))
        self.left -= position - start
        return None

    def read_expression(self, start: int, limit: int) -> Expression | None:
        """The expression whose `{` is at `start`, with its end before `limit`; signs of Svelte are none."""
        if _SVELTE.match(self.text, start) is not None:
            return None
        end = self._find_brace_end(start, limit)
        if end < 0:
            return None
        return Expression(Span(start, end), _COMMENTS.fullmatch(self.text, start, end) is not None)

    def read_statement(self, start: int) -> Span | None:
        """The `import` or `export` that begins at `start`, which is the start of a line."""
        if self.left < 0:
            return None
        end = find_statement_end(self.text, start, len(self.text))
        if end < 0:
            self.left -= len(self.text) - start
            return None
        return Span(start, end)

    def _find_brace_end(self, start: int, limit: int) -> int:
        if self.left < 0:
            return -1
        end = find_brace_end(self.text, start, limit)
        if end < 0:
            self.left -= limit - start
        return end
