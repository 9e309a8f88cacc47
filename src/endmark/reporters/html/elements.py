"""Text → HTML that shows it and does nothing else."""

from __future__ import annotations

from html import escape as _escape

from endmark.messages.catalogue import say_reason
from endmark.reporters.width import sanitize
from endmark.violation import Reason

_EMPTY = frozenset({"meta", "link", "br", "hr", "input", "rect", "path", "line", "circle", "polyline", "use"})
"""Elements that hold nothing, and here end at once."""


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
    start = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escape(str(value))}"'
        if value != ""
        else f" {key.rstrip('_').replace('_', '-')}"
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return f"<{start}/>"
    return f"<{start}>{content}</{name}>"
