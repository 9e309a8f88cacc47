"""Text → HTML that shows it and does nothing else."""

from __future__ import annotations

import re
from html import escape as _escape

from endmark.messages.catalogue import say_reason
from endmark.reporters.width import sanitize
from endmark.violation import Reason

_EMPTY = frozenset({"meta", "link", "br", "hr", "input", "rect", "path", "line", "circle", "polyline", "use"})
"""Elements that hold nothing, and here end at once."""

_PLAIN = re.compile(r"[A-Za-z0-9#./-]+")
"""Values that need no quotes."""


def escape(text: str) -> str:
    """Text of anybody, as the text of a page or the value of an attribute; nothing in it has an effect.

    Lines stay lines. Control characters and the marks that turn the direction of writing are
    made visible, as on a terminal.
    """
    shown = text if text.isprintable() else "\n".join(map(sanitize, text.split("\n")))
    return _escape(shown)


def say(reason: Reason) -> str:
    """What a reason says in the language of the report, as the text of a page."""
    return escape(say_reason(reason))


def element(name: str, content: str = "", /, **attributes: str | int | None) -> str:
    """An element around content that is HTML already.

    The names of attributes are written with `_` in the place of `-`, and with one at their end where Python
    has the word: `class_`. What is None is left out, and an empty one is written without a value.
    """
    start = name + "".join(_write_attribute(key, str(value)) for key, value in attributes.items() if value is not None)
    if name in _EMPTY:
        return f"<{start} />" if attributes else f"<{start}/>"
    return f"<{start}>{content}</{name}>"


def _write_attribute(key: str, value: str) -> str:
    """An attribute with a space before it; quotes, of which a report would have a million, only where it takes them."""
    name = key.rstrip("_").replace("_", "-")
    if not value:
        return f" {name}"
    return f" {name}={value}" if _PLAIN.fullmatch(value) else f' {name}="{_escape(value)}"'
