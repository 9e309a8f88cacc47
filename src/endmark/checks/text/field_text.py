"""The value of a front matter field as text that knows where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from endmark.checks import Scope
from endmark.document.blocks import Piece, Text
from endmark.document.front_matter import Field, FrontMatter
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span

_OPENING_QUOTE = compile_late(r"""(?:!\S*\s+)?(?:\"{3}|'{3}|["']|[|>][^\n]*\n)?""")
"""What may stand before a value: a tag, quotation marks, the first line of a block scalar."""

_WHITE_SPACE = compile_late(r"\s*")
_RUNS = compile_late(r"\s+|\S+")


def iter_named_fields(document: Document, names: Iterable[str], scope: Scope) -> Iterator[tuple[Field, Text]]:
    """The scalar fields of these dotted names with their values, each once, in the order of the document.

    Capital letters do not count. A document in another language than those of the scope has none.
    """
    front_matter = document.front_matter
    if front_matter is None or (scope.languages and document.language not in scope.languages):
        return
    wanted = {name.casefold() for name in names}
    for entry in front_matter.fields:
        name = entry.name.casefold()
        if name in wanted:
            wanted.remove(name)
            text = read_field_text(entry, front_matter, document.source)
            if text.content:
                yield entry, text


def read_field_text(entry: Field, front_matter: FrontMatter, source: Source) -> Text:
    """The value of a scalar without the white space around it; no text for a list or a mapping.

    White space stands for that of the source, so a value may go over several
    lines. One piece stands for the whole value where the source says it in
    other characters (an escape) or where it has an anchor, and so belongs to
    other fields too. For what an alias repeats its key stands.
    """
    if entry.kind in ("list", "mapping") or not entry.text:
        return Text("", ())
    alias = _find_alias(entry, front_matter)
    pieces = () if alias else _map_pieces(entry.text, source.get_excerpt(entry.value), entry.value.start)
    return Text(entry.text, pieces or (Piece(0, alias or entry.value),)).cut(0, len(entry.text))


def _find_alias(entry: Field, front_matter: FrontMatter) -> Span | None:
    """The key of the alias that gives a field its value, or a mapping around it; its anchor stands further up."""
    above = accumulate(entry.name.split(".")[:-1], "{}.{}".format)
    fields = (*map(front_matter.get, above), entry)
    return next((other.key for other in fields if other and other.key.start > entry.value.start), None)


def _map_pieces(text: str, written: str, offset: int) -> tuple[Piece, ...]:
    """The words of the text and the white space between them; nothing where a word is written differently."""
    if written == text:
        return (Piece(0, Span(offset, offset + len(text))),)
    if written[1:-1] == text and written[0] in "\"'":
        return (Piece(0, Span(offset + 1, offset + 1 + len(text))),)
    pieces = []
    opening = _OPENING_QUOTE.match(written)
    place = opening.end() if opening else 0
    for run in _RUNS.finditer(text):
        space = _WHITE_SPACE.match(written, place)
        after = space.end() if space else place
        if not run[0].isspace():
            place, after = after, after + len(run[0])
            if not written.startswith(run[0], place):
                return ()
        pieces.append(Piece(run.start(), Span(offset + place, offset + after)))
        place = after
    return tuple(pieces)
