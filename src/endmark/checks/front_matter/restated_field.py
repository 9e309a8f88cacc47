"""A field of the front matter that is said again where more should be said."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.field_text import iter_named_fields
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.blocks import Block, Text
from endmark.document.model import Document
from endmark.document.sentences import FULL_STOPS
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, Related, make_reason

KIND: CheckKind = "echo"
NEEDS: frozenset[Need] = frozenset({"front matter"})
VALUES = frozenset({"field", "again"})

_NOT_READ = frozenset({"comment", "directive", "html", "thematic-break", "marker"})
"""Blocks that may stand before the first words of an article."""

_LEAST = 12
"""The least weight of a value that is compared with the text: a greeting may well be both."""

_LEAST_GLUED = 24
"""The least weight of one that the text does not begin with by chance, and that is a headline rather than a name."""

_NOTHING_ELSE = make_reason("restated-field.nothing-else")

_DIFFERING = make_reason("restated-field.differing")


class Options(Struct, frozen=True):
    """Which fields, and where they are not to be said again.

    `fields` are the dotted names of the fields that come first, such as `title`.
    `in_fields` are the names of those that should say more, such as `description`.
    `in_text` says whether the text may not begin with the value either: as its
    first paragraph, as the first line of it, glued to its first sentence, or as a
    heading below the first level, unless it is so short that a section may have it as
    its name. `first_heading` says the same of a heading of
    the first level, which many sites need. Letters and digits are compared, in
    small and capital letters, and nothing else.
    """

    fields: tuple[str, ...]
    in_fields: tuple[str, ...] = ()
    in_text: bool = False
    first_heading: bool = False


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield the fields, and the beginning of the text, that only say again what another field says."""
    for entry, value in iter_named_fields(document, options.fields, scope):
        folded = fold(value.content)
        if not folded:
            continue
        related = (Related(_span_all(value), make_reason("restated-field.field-here", field=entry.name)),)
        for other, again in iter_named_fields(document, options.in_fields, scope):
            if other is not entry and fold(again.content) == folded:
                values = {"field": entry.name, "again": other.name}
                yield Match(_span_all(again), values, related, no_fix_reason=_NOTHING_ELSE)
        for block, stop in _find_in_text(folded, document, options):
            if block.kind != "heading" and _states(block.text.content[:stop]) and not _states(value.content):
                continue
            span = block.span if stop == len(block.text.content) else block.text.map_span(0, stop)
            match = Match(span, {"field": entry.name, "again": make_reason("restated-field.text")}, related)
            from endmark.checks.text.meaning import normalize_meaning  # few articles say it again

            says_the_same = normalize_meaning(document.source.get_excerpt(span)) == normalize_meaning(value.content)
            yield match.with_fix(_build_fix(document, block, stop) if says_the_same else _DIFFERING)


def _span_all(text: Text) -> Span:
    return text.map_span(0, len(text.content))


def _find_in_text(folded: str, document: Document, options: Options) -> Iterator[tuple[Block, int]]:
    """The first blocks that begin with a folded value, and where in them its words end."""
    if compute_weight(folded) < _LEAST or not (options.in_text or options.first_heading):
        return
    for block in document.blocks:
        if block.kind in _NOT_READ or not block.text.content:
            continue
        stop = _find_restated_end(folded, block)
        if stop and (options.first_heading if block.level == 1 else options.in_text):
            yield block, stop
        if block.kind != "heading" or not stop:
            return


def _find_restated_end(folded: str, block: Block) -> int:
    """Where the words of a value end in a block that begins with them and says them for their own sake, or 0."""
    content = block.text.content
    if block.kind == "heading":
        may_be_name = block.level > 1 and compute_weight(folded) < _LEAST_GLUED
        return len(content) if fold(content) == folded and not may_be_name else 0
    if block.kind == "paragraph" and fold(content) == folded:
        return len(content)
    if block.kind != "paragraph" or compute_weight(folded) < _LEAST_GLUED:
        return 0
    line = content.partition("\n")[0]
    if len(line) < len(content) and fold(line) == folded:
        return len(line)
    stop = _find_end_behind(folded, content)
    return stop if stop and _is_glued(content, stop) else 0


def _states(text: str) -> bool:
    """Whether a text is a sentence with a full stop: it says what happened, and is no headline."""
    return text.rstrip()[-1:] in FULL_STOPS


def _find_end_behind(folded: str, content: str) -> int:
    """The offset behind a folded value and the signs that end it; 0 where the text begins otherwise."""
    if not fold(content[: 2 * len(folded)]).startswith(folded):
        return 0
    letters = ""
    for offset, character in enumerate(content):
        letter = fold(character)
        if letter and len(letters) >= len(folded):
            return offset if letters == folded else 0
        letters += letter
    return 0


def _is_glued(content: str, stop: int) -> bool:
    """Whether a new sentence begins here, and neither a space nor an empty line before it."""
    before, after = content[stop - 1], content[stop]
    if before.isalnum():
        return after.isupper() and before.islower()
    return before in "?!。？！"


def _build_fix(document: Document, block: Block, stop: int) -> Fix | None:
    edits: tuple[Edit, ...] | None
    if stop == len(block.text.content):
        from endmark.checks.edits.block_removal import remove_blocks

        edits = remove_blocks(document, [block])
    else:
        from endmark.checks.edits.partial_removal import remove_head

        kept = stop + len(block.text.content[stop:]) - len(block.text.content[stop:].lstrip())
        edit = remove_head(document, block, kept)
        edits = (edit,) if edit else None
    return Fix(edits, safe=False, title=make_reason("restated-field.take-out"), rewords=True) if edits else None
