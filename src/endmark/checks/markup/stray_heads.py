"""Front matters that stand where no program looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from endmark.checks.text.fences import read_fence
from endmark.document.blocks import Block
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.late_pattern import compile_late
from endmark.document.line_pattern import LinePattern
from endmark.document.model import Document
from endmark.document.packed_blocks import select_kinds
from endmark.document.span import Span
from endmark.document.stretches import Stretches
from endmark.violation import Match, Value, make_reason

_HEAD = compile_late(r"\s*(?P<head>(?:---|\+\+\+)[ \t]*\r?\n)")
_HEAD_FIELDS = frozenset({"author", "categories", "date", "description", "draft", "layout", "slug", "tags", "title"})
_TRANSLATED_FIELDS = Path(__file__).with_name("head_fields.txt")
"""The same, as pipelines in other languages call them; in small letters, while lists of facts have capital ones."""

_LEAST_FIELDS = 2
"""A single line with a colon between thematic breaks may be text."""

# A line may end in one way only: two ways for each would be too many for all.
_ENTRIES = r"(?:[^\W\d][^\s:]*:(?:[ \t][^\n]*|\r)?\n(?:(?:[ \t]+\S|-[ \t])[^\n]*\n)*)+"
_HEAD_IN_BODY = LinePattern(rf"---[ \t]*\r?\n(?P<entries>{_ENTRIES})---[ \t]*\r?$")
_TOML_HEAD_IN_BODY = LinePattern(
    r"\+\+\+[ \t]*\r?\n(?P<entries>(?:[A-Za-z_\[][\w.\]-]*[ \t]*(?:=[^\n]*|\r)?\n)+)\+\+\+[ \t]*\r?$"
)
_HALF_HEAD = compile_late(rf"\s*(?P<head>(?P<entries>{_ENTRIES})---[ \t]*\r?)$", re.MULTILINE)
_FENCED_HEAD = compile_late(rf"(?:---[ \t]*\r?\n)?(?P<entries>{_ENTRIES})(?:---[ \t]*\r?\n)?\Z")
_KEY = compile_late(r"^([^\W\d][^\s:]*)(?::|[ \t]*=)", re.MULTILINE)
_OF_FRONT_MATTER = frozenset({"", "yaml", "yml", "markdown", "md", "frontmatter", "front-matter"})
_FENCES_OF_HEADS = ("---", "+++")


def find_stray_heads(text: str, start: int, document: Document) -> Iterator[Match]:
    """Front matters that stand where no program looks for them, and readers see them."""
    values: dict[str, Value] = {"wrapping": make_reason("wrapped.front-matter")}
    end = start
    fenced = any(text.find(fence, start) >= 0 for fence in _FENCES_OF_HEADS)
    if fenced and (span := _find_second_front_matter(text, start)):
        end = span.end
        yield Match(span, values)
    elif fenced and (half := _HALF_HEAD.match(text, start)) and _is_head(half["entries"]):
        yield Match(Span(*half.span("head")), values)
    elif not document.front_matter and (match := _find_fenced_front_matter(text, document.blocks)):
        yield match
    heads = [
        Span(found.start(), found.end() - found[0].endswith("\r"))
        for sign, pattern in (("\n---", _HEAD_IN_BODY), ("\n+++", _TOML_HEAD_IN_BODY))
        if text.find(sign, end) >= 0
        for found in pattern.finditer(text, end)
        if _is_head(found["entries"])
    ]
    hidden = Stretches(block.span for block in select_kinds(document.blocks, {"code", "comment"}) if heads)
    yield from (Match(span, values) for span in heads if not hidden.holds(span.start))


def _is_head(entries: str) -> bool:
    """Whether such lines are those of a front matter: any list of facts about a meeting has a colon in each line."""
    return len(_read_fields().intersection(_KEY.findall(entries))) >= _LEAST_FIELDS


@cache
def _read_fields() -> frozenset[str]:
    return _HEAD_FIELDS.union(_TRANSLATED_FIELDS.read_text(encoding="utf-8").split())


def _find_second_front_matter(text: str, start: int) -> Span | None:
    """A front matter with which the body begins."""
    found = _HEAD.match(text, start)
    if found is None or not found.start("head"):
        return None
    first = found.start("head")
    head = read_front_matter(text[first:])
    names = {entry.name.lower() for entry in head.fields} if head else set()
    if head and len(names) >= _LEAST_FIELDS and names & _HEAD_FIELDS:
        return Span(first, first + head.span.end)
    return None


def _find_fenced_front_matter(text: str, blocks: Sequence[Block]) -> Match | None:
    """A code fence around the front matter alone, with the article behind it."""
    first = next((block for block in blocks if block.kind != "comment"), None)
    fence = read_fence(text, first) if first and len(blocks) > 1 else None
    if fence is None or fence.language not in _OF_FRONT_MATTER:
        return None
    held = _FENCED_HEAD.match(text[slice(*fence.content)])
    if held is None or not _is_head(held["entries"]):
        return None
    wrapping = make_reason("wrapped.fenced-front-matter", opening=text[slice(*fence.opening)])
    return Match(fence.opening, {"wrapping": wrapping})
