"""What makes a finding the same finding in the next run."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from endmark.document.late_pattern import compile_late
from endmark.document.packed_blocks import find_from, select_kinds
from endmark.document.span import Span

if TYPE_CHECKING:
    from endmark.document.front_matter import Field
    from endmark.document.model import Document

FINGERPRINT_VERSION = 1

CONTENT_DIGITS = 16
"""So many of the 32 digits say what was found; the others say where."""

_AT_ONCE = 50_000
_BLANK = compile_late(r"\s")


def compute_fingerprint(rule: str, excerpt: str, path: str, context: str, equals: Counter[str]) -> str:
    """32 hexadecimal digits that stay the same when lines are added or paragraphs move.

    `path` is relative to the folder of the config, with `/`; `context` as of
    `Contexts`. `equals` counts the equal findings so far and is counted on:
    those are told apart by their order alone.
    """
    folded = _fold_blanks(unicodedata.normalize("NFC", excerpt))
    content = _compute_digest(str(FINGERPRINT_VERSION), rule, folded)[:CONTENT_DIGITS]
    place = _compute_digest(content, path, context)
    equals[place] += 1
    return content + _compute_digest(place, str(equals[place]))[: 32 - CONTENT_DIGITS]


class Contexts:
    """Where the places of a document stand: under which key of the front matter, or under which heading."""

    def __init__(self, document: Document) -> None:
        front_matter = document.front_matter
        self._body = front_matter.span.end if front_matter else 0
        self._fields = _keep_outermost(front_matter.fields) if front_matter else []
        self._field_ends = [entry.value.end for entry in self._fields]
        self._headings = select_kinds(document.blocks, {"heading"})

    def find(self, span: Span) -> str:
        """The key of the front matter that a span lies in, or the nearest heading above it."""
        if span.start < self._body:
            index = bisect_right(self._field_ends, span.start)
            inside = index < len(self._fields) and self._fields[index].value.start < span.end
            return self._fields[index].name if inside else ""
        above = find_from(self._headings, span.start + 1)
        return self._headings[above - 1].text.content if above else ""


def _fold_blanks(text: str) -> str:
    """The words of a text with one blank between them; of a long one not all are there at once."""
    words: list[str] = []
    start = 0
    while start < len(text):
        blank = _BLANK.search(text, start + _AT_ONCE)
        end = blank.start() if blank else len(text)
        if some := " ".join(text[start:end].split()):
            words.append(some)
        start = end
    return " ".join(words)


def _keep_outermost(fields: Sequence[Field]) -> list[Field]:
    """The fields, in the order of the source, without those whose value lies in that of another."""
    kept: list[Field] = []
    end = -1
    for entry in sorted(fields, key=lambda entry: (entry.value.start, -entry.value.end)):
        if entry.value.start < entry.value.end and entry.value.end > end:
            kept.append(entry)
            end = entry.value.end
    return kept


def _compute_digest(*parts: str) -> str:
    digest: str = _load_sha256()("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return digest


@cache
def _load_sha256() -> Any:
    """The hash that Python brings along; `hashlib` would load all of OpenSSL for it."""
    for name in ("_sha2", "_sha256"):  # since Python 3.12, and before
        with suppress(ImportError):
            return import_module(name).sha256
    return import_module("hashlib").sha256
