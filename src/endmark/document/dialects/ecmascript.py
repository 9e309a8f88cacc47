"""JavaScript as far as Markdown meets it: where what a bracket opens ends, and where a statement does."""

from __future__ import annotations

import re

_BRACES = re.compile(r"\\.|[{}'\"`]|/[*/]|\n(?:#{1,6}[ \t]|`{3}|~{3})", re.DOTALL)
_BRACKETS = re.compile(
    r"\\.|[{}()\[\]'\"`]|/[*/]|\n(?:#{1,6}[ \t]|`{3}|~{3}|(?=[ \t\r]*(?:\n|\Z))|(?=import\b|export\b))", re.DOTALL
)
"""With the ends of lines where a statement can end."""

_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_STRINGS = {
    "'": re.compile(r"'(?:[^'\\\n]++|\\.)*+'", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\\n]++|\\.)*+"', re.DOTALL),
}
_OPENING, _CLOSING = frozenset({"{", "(", "[", "${"}), frozenset({"}", ")", "]", "`"})
_IMPORT = re.compile(
    r"import[ \t]+(?:type[ \t]+)?"
    r"(?:(?:[\w$]+|\*\s+as\s+[\w$]+|\{[^{}'\"]*+\})(?:\s*,\s*(?:\*\s+as\s+[\w$]+|\{[^{}'\"]*+\}))?\s*from\s*)?"
    r"(?:'[^'\n]+'|\"[^\"\n]+\")(?:[ \t]*with[ \t]*\{[^{}\n]*\})?[ \t]*;?[ \t\r]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(r"export[ \t]+(?:default|const|let|var|function|class|async|type|interface|enum|[{*])(?![\w$])")


def find_brace_end(text: str, start: int, limit: int) -> int:
    """The offset after the `}` that belongs to the `{` at `start`; -1 when there is none before `limit`.

    Strings, template strings and comments hide what stands in them. A heading or
    a fence of Markdown at the start of a line is no JavaScript: there it ends
    without a result. A quotation mark that no other follows on its line is an
    apostrophe in the text between tags.
    """
    return _find_end(text, start, limit, _BRACES)


def find_statement_end(text: str, start: int, limit: int) -> int:
    """Where the `import` or `export` at `start` ends, a line break not counted; -1 when there is no statement."""
    if (found := _IMPORT.match(text, start, limit)) is not None:
        return found.end()
    if _EXPORT.match(text, start, limit) is None:
        return -1
    return _find_end(text, start, limit, _BRACKETS)


def _find_end(text: str, start: int, limit: int, pattern: re.Pattern[str]) -> int:
    """Where all that was opened is closed: after a brace, or at the end of a line that nothing goes on after."""
    opened: list[str] = []
    position = start
    while True:
        in_template = bool(opened) and opened[-1] == "`"
        found = (_TEMPLATE if in_template else pattern).search(text, position, limit)
        if found is None:
            return limit if pattern is _BRACKETS and not opened else -1
        sign, position = found[0], found.end()
        if sign in _OPENING or (sign == "`" and not in_template):
            opened.append(sign)
        elif sign in _CLOSING:
            if not opened:
                return -1
            opened.pop()
            if not opened and pattern is _BRACES:
                return position
        elif sign[0] == "\n":
            if sign != "\n":
                return -1
            if not opened:
                return found.start()
        else:
            position = _skip(text, found, limit)
            if position < 0:
                return -1


def _skip(text: str, found: re.Match[str], limit: int) -> int:
    """The end of the string, comment or escape that begins here; -1 for a comment that has none."""
    sign, end = found[0], found.end()
    if sign in _STRINGS:
        whole = _STRINGS[sign].match(text, found.start(), limit)
        return whole.end() if whole else end
    if sign == "/*":
        closed = text.find("*/", end, limit)
        return closed + 2 if closed >= 0 else -1
    if sign == "//" and text[found.start() - 1] != ":":
        closed = text.find("\n", end, limit)
        return closed if closed >= 0 else limit
    return end
