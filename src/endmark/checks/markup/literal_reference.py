"""Links and footnotes that refer to a definition which is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from endmark.checks import Scope
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from, select_kinds
from endmark.violation import Match, Reason, Value, make_reason

_LINK = compile_late(
    r"(?<![A-Za-z0-9_)\]\[])!?\[(?!\^)(?P<words>[^\[\]\n]{1,300})\]\[(?P<name>[^\[\]^\n]{1,100})\](?![\[(:：])"
)
_FOOTNOTE = compile_late(r"(?<!\[)\[\^(?P<name>[\w-]{1,40})\](?!\[)")
_DEFINED = compile_late(r"^ {0,3}\[[^\]\n]{1,100}\]:[ \t]*\S", re.MULTILINE)
_FOOTNOTE_DEFINED = compile_late(r"^ {0,3}\[\^[^\]\n]{1,40}\]:", re.MULTILINE)
_RANGE = compile_late(r"\^?(?:\w-\w|\\[wds])")
"""What begins a class of characters, as patterns have them."""

_NAME_IN_CODE = compile_late(r"[^/]*::|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?$(?<!\.md)(?<!\.html)")
"""Programs for the documentation of code know these by themselves."""

_NAME_OF_MODULE = compile_late(r"(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*(?:\(\))?$(?<!\.md)(?<!\.mdx)(?<!\.html)")
_ANCHOR = "[](){"
"""An anchor with its id, to which other pages refer so."""

_GIVEN_DEFINITIONS = compile_late(r"\{:[ ]?[.#\w][^{}\n]*\}|^/{3,} [a-z][\w-]*(?: \|.*)?$", re.MULTILINE)
"""Attribute lists and blocks of Python-Markdown and kramdown, to which a site gives definitions for all its pages."""

_HEADING_ID = compile_late(r"[a-z0-9]+(?:-[a-z0-9]+)+$")
"""How sites name the headings of all their pages, to which some let one refer so."""

_TO_CODE = compile_late(r"\]\[[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?\]")
"""A link to a name in code: programs that know those know the headings of all pages, too."""

_ID = compile_late(r"\{[ ]*#([\w.:-]+)|\bid=[\"']([\w.:-]+)")
"""The id of a heading or of a place, to which a reference may lead."""

_SIGNS = compile_late(r"\]\[[^\[\]\n]{1,100}\]|\[\^[\w-]")
"""What stands in the source of every text that has any."""

_NOT_THERE = make_reason("reference.not-there")


def find_literal_references(document: Document, scope: Scope) -> Iterator[Match]:
    """Yield the references that a reader sees with their brackets.

    What a page includes may define them, or a site for all its pages, and programs for the documentation of code
    define names by themselves, and the anchors of other pages, too: there only footnotes are judged.
    """
    text = document.source.text
    if not _SIGNS.search(text):
        return
    elsewhere = (
        document.dialect == "mkdocs"
        or _ANCHOR in text
        or any(block.role == "include" for block in document.blocks)
        or any(_NAME_OF_MODULE.match(found["name"]) for found in _LINK.finditer(text))
    )
    defined, footnotes = _is_in_prose(_DEFINED, document), _is_in_prose(_FOOTNOTE_DEFINED, document)
    elsewhere = elsewhere or (not defined and _GIVEN_DEFINITIONS.search(text) is not None)
    of_pages = _TO_CODE.search(text) is not None
    ids = frozenset(found[1] or found[2] for found in _ID.finditer(text))
    for block in document.blocks:
        content = block.text.content
        if "[" not in content or block not in scope:
            continue
        if not elsewhere and "][" in content:
            for found in _LINK.finditer(content):
                name = found["name"]
                if name in ids or (of_pages and _HEADING_ID.match(name)):
                    continue
                if _is_link(found["words"], name, defined=defined):
                    yield from _build_match(text, block, found, make_reason("reference.link", name=name))
        if "[^" in content:
            for found in _FOOTNOTE.finditer(content):
                if found["name"].isdecimal() or footnotes:
                    yield from _build_match(text, block, found, make_reason("reference.footnote", name=found["name"]))


def _is_in_prose(pattern: re.Pattern[str], document: Document) -> bool:
    """Whether something stands elsewhere than in code, which has selectors and attributes of the same shape."""
    code: Sequence[Block] | None = None
    for found in pattern.finditer(document.source.text):
        code = select_kinds(document.blocks, {"code"}) if code is None else code
        before = find_from(code, found.start() + 1) - 1
        if before < 0 or code[before].span.end <= found.start():
            return True
    return False


def _is_link(words: str, name: str, *, defined: bool) -> bool:
    """Whether two pairs of brackets are a link: calls of commands, places in tables and numbers of sources are none."""
    bare = words.strip()
    if (
        _RANGE.match(words)
        or _RANGE.match(name)
        or _NAME_IN_CODE.match(name)
        or not (ATOM in bare or sum(map(str.isalpha, bare)) > 1)
    ):
        return False
    if _HEADING_ID.match(name) and "-".join(bare.casefold().split()) == name:
        return False
    if defined or name.isdecimal():
        return True
    return not _HEADING_ID.match(name) and (" " in bare or not bare.replace(ATOM, "").isascii())


def _build_match(text: str, block: Block, found: re.Match[str], why: Reason) -> Iterator[Match]:
    """The match of a reference, unless the author escaped its brackets."""
    place = block.text.map_span(*found.span())
    if "\\" not in text[max(0, place.start - 1) : place.end]:
        values: dict[str, Value] = {"sign": text[slice(*place)], "why": why}
        yield Match(place, values, no_fix_reason=_NOT_THERE)
