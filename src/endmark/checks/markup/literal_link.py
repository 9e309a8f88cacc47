"""Links with a slip in them, which a reader sees as brackets and an address, or which lead nowhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from endmark.checks import Scope
from endmark.document.blocks import ATOM, Block
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, Reason, Value, make_reason

_LINK_WORDS = r"\[(?P<words>[^\[\]]{1,300})\]"
_LETTER = r"[^\s()（）<>\[\]]"
_ADDRESS_CHARACTER = rf"(?:{_LETTER}|\({_LETTER}{{0,300}}\))"
_ADDRESS = (
    rf"(?P<address>https?://{_ADDRESS_CHARACTER}{{0,2000}}|(?:mailto:|www\.|\.{{0,2}}/){_ADDRESS_CHARACTER}{{1,2000}})"
)
_PICTURE = rf"{_LETTER}{{1,300}}\.(?:avif|gif|jpe?g|png|svg|webp)"
_FILE_ADDRESS = r"(?P<address>[^\s()<>\[\]][^()<>\[\]\n]{0,300}\.(?:avif|gif|html?|jpe?g|md|pdf|png|svg|webp))"

_FORWARD = compile_late(
    rf"!?{_LINK_WORDS}(?P<gap>[ \t\u3000]{{0,3}}\n?)(?P<open>[(（])"
    rf"{_ADDRESS}(?P<title>[ \t]+\"[^\"\n]{{0,300}}\")?(?P<close>[)）]?)"
)
_LONE_IMAGE = compile_late(rf"!{_LINK_WORDS}[ \t\u3000]{{1,3}}\((?P<address>{_PICTURE})\)")
_CUT = compile_late(rf"!?{_LINK_WORDS}\((?P<address>{_LETTER}{{1,300}})\Z")
_SPACED_LINK = compile_late(rf"!?{_LINK_WORDS}\({_FILE_ADDRESS}\)")
_BACKWARD = (
    compile_late(rf"\({_ADDRESS}\){_LINK_WORDS}(?!\()"),
    compile_late(rf"\((?P<words>(?:[^()\[\]:/]|:[^()\[\]/]){{1,300}})\)\[{_ADDRESS}\]"),
)
_EMPTY_LINK = compile_late(r"(?<![\w\])])!?\[[^\[\]\n]{0,300}\]\([ \t]*\)")
_ID = compile_late(r"\{:? ?#")
"""What makes an anchor of the empty link before it."""

_EMPTY_ENDS = ("]()", "]( )")
_CHARACTERS_AHEAD = 300
_LONGEST_CUT_LINK = 610
"""Characters of a link that is cut, at most."""

_NO_BRACKET = make_reason("link.no-bracket")
_SPACE_IN_ADDRESS = make_reason("link.space")
_PARTED = make_reason("link.parted")
_NO_END = make_reason("link.end-unknown")
_NO_ADDRESS = make_reason("link.address-unknown")


class _Slip(Struct, frozen=True):
    """A link in the visible text: its match there, and why it is none."""

    found: re.Match[str]
    why: Reason
    no_fix_reason: Reason | None = None


def find_literal_links(document: Document, scope: Scope) -> Iterator[Match]:
    """Yield the links with a slip that shows what was meant, and those without an address."""
    text = document.source.text
    empty = any(end in text for end in _EMPTY_ENDS)
    for block in document.blocks:
        content = block.text.content
        if "]" in content and ("(" in content or "（" in content) and block in scope:
            for slip in _iter_slips(content):
                yield from _build_match(text, block, slip)
        if empty and block in scope:
            yield from _find_without_address(text, block)


def _iter_slips(content: str) -> Iterator[_Slip]:
    for found in _FORWARD.finditer(content):
        if slip := _read_slip(content, found):
            yield slip
    if (cut := _CUT.search(content, max(0, len(content) - _LONGEST_CUT_LINK))) and not _FORWARD.match(
        content, cut.start()
    ):
        yield _Slip(cut, _NO_BRACKET, _NO_END)
    for found in _LONE_IMAGE.finditer(content):
        if not _FORWARD.match(content, found.start()):
            yield _Slip(found, _PARTED)
    for found in _SPACED_LINK.finditer(content):
        if " " in found["address"] and not _FORWARD.match(content, found.start()):
            yield _Slip(found, _SPACE_IN_ADDRESS)
    for pattern in _BACKWARD:
        for found in pattern.finditer(content):
            if _is_link_text(found["words"]):
                yield _Slip(found, make_reason("link.swapped"))


def _is_link_text(words: str) -> bool:
    """Whether brackets hold the text of a link, and not a number, a letter or a box to tick."""
    bare = words.strip()
    return ATOM in bare or (len(bare) > 1 and any(map(str.isalpha, bare))) or (bare.isalpha() and not bare.isascii())


def _read_slip(content: str, found: re.Match[str]) -> _Slip | None:
    if not (found["open"] == "(" and not found["gap"]) and not _is_link_text(found["words"]):
        return None
    if not found["close"]:
        if found["gap"] or found["open"] != "(":
            return None
        if content[found.end() : found.end() + 1] in (" ", "\t"):
            line = content[found.end() : found.end() + _CHARACTERS_AHEAD].partition("\n")[0]
            if ")" in line.partition("(")[0]:
                return _Slip(found, _SPACE_IN_ADDRESS, _NO_END)
        return _Slip(found, _NO_BRACKET, _NO_END)
    if found["open"] != "(" or found["close"] != ")":
        return _Slip(found, make_reason("link.full-width"))
    return _Slip(found, _PARTED) if found["gap"] else None


def _build_match(text: str, block: Block, slip: _Slip) -> Iterator[Match]:
    """The match of a slip, unless the author escaped its brackets."""
    found = slip.found
    place = block.text.map_span(*found.span())
    if "\\" in text[max(0, place.start - 1) : place.end]:
        return
    words, address = (text[slice(*block.text.map_span(*found.span(name)))] for name in ("words", "address"))
    title = found.groupdict().get("title") or ""
    bang = "!" * found[0].startswith("!")
    link = f"{bang}[{words}]({address.replace(' ', '%20')}{title})"
    fix = Fix((Edit(place, link),), safe=True, title=make_reason("link.write"), rewords=True)
    yield Match(place, {"sign": "[]()", "why": slip.why}).with_fix(slip.no_fix_reason or fix)


def _find_without_address(text: str, block: Block) -> Iterator[Match]:
    written = text[block.span.start : block.span.end]
    if not any(end in written for end in _EMPTY_ENDS):
        return
    content = block.text.content
    atoms = [piece.span for piece in block.text.pieces if content[piece.start] == ATOM]
    for found in _EMPTY_LINK.finditer(text, block.span.start, block.span.end):
        place = Span(*found.span())
        last = bisect_left(atoms, place.end, key=_get_start) - 1
        in_atom = last >= 0 and atoms[last].overlaps(place)
        is_anchor = _ID.match(text, place.end) is not None
        if text[place.start - 1 : place.start] != "\\" and not in_atom and not is_anchor:
            values: dict[str, Value] = {"sign": "[]()", "why": make_reason("link.no-address")}
            yield Match(place, values, no_fix_reason=_NO_ADDRESS)


def _get_start(span: Span) -> int:
    return span.start
