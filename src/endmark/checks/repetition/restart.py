"""An article that starts again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.folding import compute_weight, fold
from endmark.checks.text.likeness import is_spared, may_be_alike
from endmark.document.blocks import ATOM, PROSE, Block
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from, select_kinds
from endmark.document.sentences import iter_sentences
from endmark.document.span import Span
from endmark.violation import Fix, Match, Related, make_reason

KIND: CheckKind = "repetition"
VALUES = frozenset({"title"})


class Options(Struct, frozen=True):
    """When a repeated title means a restart.

    `min_weight` is the least weight of a title, in letters, a Chinese, Japanese
    or Korean character counting as two: a short one is often a name that the
    text begins a sentence with. `after` is how many blocks of prose may stand
    before the title is said for the first time.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 32
    after: Annotated[int, Meta(ge=1)] = 3


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each block that begins with the title when the article is long under way.

    A sentence may begin with the title, and a section have its name: an article starts
    again where more of its beginning follows, or where an end marker stands before the
    title. What stands in a quotation or a list says the title of something else, or on
    purpose. A paragraph that is the title and nothing else, or a sentence of it, is what is left of such a beginning
    where nothing follows, and what a pass began with where an end marker stands before it; without a marker it may also
    be how somebody ends.
    """
    title = _find_title(document)
    if title is None or compute_weight(folded := fold(title[0])) < options.min_weight:
        return
    prose = (block for block in document.blocks if block.kind in PROSE and block.text.content)
    size = 2 * len(title[0])
    beginning = title[0].split(maxsplit=1)[0][:_BEGINNING]
    telling: _Telling | None = None
    sayings, longest = _list_sayings(title[0], options.min_weight), size + _SIGNS
    for block in islice(prose, options.after, None):
        if block.depth or block not in scope or block.span == title[1]:
            continue
        if (
            (_begins_pass(block, document.blocks) or _ends_telling(block, document.blocks))
            and _is_bare_title(block, sayings, longest)
            and (fix := _take_out(block, document))
        ):
            related = (Related(title[1], make_reason("restart.title-here")),)
            spelt = {"title": _spell_title(title, document)}
            match = Match(block.span, spelt, related, certain=_stands_beside_marker(block, document.blocks))
            yield match.with_fix(fix)
            continue
        if _begins_with_title(folded, block, beginning, size):
            telling = telling or _Telling(document.blocks)
            if not telling.starts_again(block, len(folded)):
                continue
            end = min(len(block.text.content), len(title[0]))
            related = (Related(title[1], make_reason("restart.title-here")),)
            yield Match(block.text.map_span(0, end), {"title": _spell_title(title, document)}, related)


def _list_sayings(title: str, least: int) -> AbstractSet[str]:
    """What a paragraph says that is the title and nothing else, or one sentence of it: a second line may be lost."""
    sentences = [title[start:end] for start, end in iter_sentences(title, strict=True)]
    return {said for said in map(fold, (title, *sentences)) if compute_weight(said) >= least}


def _is_bare_title(block: Block, sayings: AbstractSet[str], longest: int) -> bool:
    """Whether a block is the title, or a sentence of it; a paragraph may have a particle or an ending more or less."""
    if block.kind not in _BARE or len(block.text.content) > longest:
        return False
    folded = fold(block.text.content)
    if folded in sayings or block.kind == "heading":
        return folded in sayings
    looks, digits = is_spared((folded, *sayings)), _list_digits(folded)
    alike = [
        said
        for said in sayings
        if digits == _list_digits(said) and not (looks and not may_be_alike(folded, said, _SAME_TITLE / 100))
    ]
    if not alike:
        return False
    from rapidfuzz import fuzz  # few paragraphs that end a telling are so much like its title

    return any(fuzz.ratio(folded, said) >= _SAME_TITLE for said in alike)


def _list_digits(text: str) -> list[str]:
    return list(filter(str.isdigit, text))


def _ends_telling(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the article ends behind a paragraph, or an end marker stands there."""
    if block.kind == "heading":
        return False
    following = find_from(blocks, block.span.start) + 1
    return following == len(blocks) or blocks[following].kind == "marker"


def _begins_pass(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether an end marker stands before a block."""
    index = find_from(blocks, block.span.start)
    return index > 0 and blocks[index - 1].kind == "marker"


def _stands_beside_marker(block: Block, blocks: Sequence[Block]) -> bool:
    index = find_from(blocks, block.span.start)
    return any(beside.kind == "marker" for beside in blocks[max(0, index - 1) : index + 2])


def _take_out(block: Block, document: Document) -> Fix | None:
    """The fix for a title that stands alone; None where it shares its lines with what is."""
    from endmark.checks.edits.block_removal import remove_blocks  # few articles hold one

    removed = remove_blocks(document, [block])
    return Fix(tuple(removed), safe=False, title=_TAKEN_OUT) if removed else None


_BARE = frozenset({"paragraph", "heading"})
_SAME_TITLE = 93
"""Percent of letters from which a paragraph is the title: of thirty letters two are others, as in *of* and *at*."""

_SIGNS = 40
"""Signs and blanks around a title, which are not compared."""

_TAKEN_OUT = make_reason("restart.take-out")


def _begins_with_title(title: str, block: Block, beginning: str, size: int) -> bool:
    """Whether a block begins with the folded title; only as much is looked at as can hold it."""
    content = block.text.content[:size]
    return beginning in content and fold(content).startswith(title)


class _Telling:
    """How an article begins, to see whether it does so again."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._said: dict[str, int] = {}
        """What is said in the beginning, each with the number of the block that says it first."""
        for number, window in _iter_windows(blocks, 0, 0, _BEGINNING_LETTERS, 1):
            self._said.setdefault(window, number)

    def starts_again(self, block: Block, title: int) -> bool:
        """Whether an end marker stands before a block, or what follows the title in it was said in the beginning.

        `title` is the length of the folded title.
        """
        index = find_from(self._blocks, block.span.start)
        before = self._blocks[index - 1] if index else None
        if before is not None and before.kind == "marker":
            return True
        if before is not None and block.kind == before.kind == "heading" and before.level < block.level:
            return False  # the first part of another section
        following = [window for _, window in _iter_windows(self._blocks, index, title, _FOLLOWING_LETTERS, _APART)]
        again = sum(self._said.get(window, index) < index for window in following)
        return again > _SAID_BEFORE * len(following)


def _iter_windows(
    blocks: Sequence[Block], first: int, start: int, letters: int, apart: int
) -> Iterator[tuple[int, str]]:
    """The windows of so many folded letters of a block and those behind it, each with the number of its block.

    They begin at an offset of the first block, so many letters apart.
    """
    folded = ""
    for number in range(first, len(blocks)):
        if blocks[number].kind in PROSE:
            folded = folded[-_WINDOW + 1 :] + fold(blocks[number].text.content)[start:]
            for place in range(0, max(0, min(letters, len(folded) - _WINDOW + 1)), apart):
                yield number, folded[place : place + _WINDOW]
            letters -= len(folded)
            start = 0
        if letters <= 0:
            return


_BEGINNING_LETTERS = 3_000
"""Letters in which an article says what it is about."""

_FOLLOWING_LETTERS = 200
"""Letters behind the title that are looked up there."""

_WINDOW = 6
"""Letters in a row that are looked up."""

_APART = 5
"""Letters from one of them to the next."""

_SAID_BEFORE = 0.4
"""Share of them from which the same is told again: behind a title in the text of published articles it was below 0.3,
where an article did start again mostly above 0.9."""

_BEGINNING = 4
"""Characters of the title's first word that are looked for before anything is folded."""


def _find_title(document: Document) -> tuple[str, Span] | None:
    """The title and its place: in the front matter, or else the first heading of the first level."""
    entry = document.front_matter.get("title") if document.front_matter else None
    if entry is not None and entry.text:
        return entry.text, entry.value
    first = next((block for block in select_kinds(document.blocks, {"heading"}) if block.level == 1), None)
    return (first.text.content, first.span) if first is not None else None


def _spell_title(title: tuple[str, Span], document: Document) -> str:
    return document.source.get_excerpt(title[1]) if ATOM in title[0] else title[0]
