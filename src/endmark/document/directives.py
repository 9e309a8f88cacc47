"""Suppression comments: which rules an author switched off, where, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.span import Span

Action = Literal["disable", "enable", "disable-line", "disable-next-line", "disable-file"]

_DIRECTIVE = compile_late(r"\s*endmark-([a-z-]+)\s*(.*)", re.DOTALL)
_ACTIONS: tuple[Action, ...] = ("disable", "enable", "disable-line", "disable-next-line", "disable-file")


class Directive(Struct, frozen=True):
    """One suppression comment, or the `endmark:` key of the front matter.

    `action` is None when the word after `endmark-` is none of the five. An
    empty `rules` means all rules.
    """

    span: Span
    action: Action | None
    word: str
    rules: tuple[str, ...]
    reason: str


def iter_directives(document: Document) -> Iterator[Directive]:
    """The suppressions of a document, in the order of the source; code holds none."""
    yield from _iter_front_matter_directives(document)
    for comment in document.comments:
        found = _DIRECTIVE.fullmatch(comment.text)
        if found is None:
            continue
        names, _, reason = found[2].partition("--")
        action = next((known for known in _ACTIONS if known == found[1]), None)
        rules = tuple(names.replace(",", " ").split())
        yield Directive(comment.span, action, found[1], rules, reason.strip())


def _iter_front_matter_directives(document: Document) -> Iterator[Directive]:
    if document.front_matter is None or (entry := document.front_matter.get("endmark.disable")) is None:
        return
    reason = document.front_matter.get("endmark.reason")
    written = document.source.text[entry.value.start : entry.value.end]
    rules = tuple(re.findall(r"[A-Za-z][\w-]*(?:/[\w-]+)?", written))
    yield Directive(entry.value, "disable-file", "disable-file", rules, reason.text if reason else "")
