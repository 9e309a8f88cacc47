"""The same heading twice under the same parent."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Need, Scope
from endmark.checks.text.continued import drop_continued
from endmark.checks.text.folding import compute_weight, fold, fold_block
from endmark.checks.text.meaning import normalize_block, normalize_meaning
from endmark.checks.text.releases import names_release
from endmark.checks.text.title_level import get_title_level
from endmark.document.blocks import ATOM, SHOWN, Block
from endmark.document.branches import are_alternatives
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.violation import Match, Related, Value, make_reason

KIND: CheckKind = "echo"
NEEDS: frozenset[Need] = frozenset({"several headings", "bold letters"})
MARKUPS = frozenset({"markdown", "html", "notebook"})
VALUES = frozenset({"heading", "original"})


class Options(Struct, frozen=True):
    """How short a heading may be to count.

    `min_weight` is in letters, a Chinese, Japanese or Korean character counting
    as two: one-word headings are repeated on purpose. Half of it is enough where
    an article ends with both sections. A line in bold letters must have `min_bold_weight`: shorter ones are labels.
    """

    min_weight: Annotated[int, Meta(ge=1)] = 8
    min_bold_weight: Annotated[int, Meta(ge=1)] = 20


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:
    """Yield each heading that repeats a sibling and says something else below it.

    Where the text below is the same, too, or nearly, the whole passage is a repetition,
    which the check for duplicates reports as one. Headings inside quotes and
    lists belong to what is quoted. Where headings follow each other at once again and
    again, or the first names a release, it groups what comes after it; one that begins
    with the signs of which another consists, as `## ~ tip` where there is `## ~`, opens
    a notice. A section may have the name of the whole; and one that comes again and again
    is a part that each entry of the document has, unless end markers show that it comes
    from several passes. One word over other code, as `Parameter` over the name of another
    one, is what a reference calls such a part; so is what stands over the same sub-headings twice
    in a document with code, and over one paragraph each in a row.

    A line in bold letters over a paragraph is a heading, too, below all others. So is one that says of itself that it
    goes on with another, as `The gate (continued)`: within the section of that, it says its title again.
    """
    kinds = find_kinds(document.blocks)
    blocks = select_kinds(document.blocks, SHOWN - {"marker"})
    most = None if "marker" in kinds else _MOST
    continued = frozenset(_iter_continued(blocks, scope))
    source = document.source.text
    for index, number in sorted(continued.union(_iter_repeated(document, blocks, options, scope, most))):
        block, first = blocks[index], blocks[number]
        if are_alternatives(document.branches, first.span.start, block.span.start) or _opens_notice(block, blocks):
            continue
        is_bold = block.kind == "paragraph" and (index, number) not in continued
        if is_bold and not _are_titles(blocks, number, index, options):
            continue
        if "code" in kinds and "marker" not in kinds and _are_built_alike(blocks, number, index, source):
            continue
        original, copy = (
            fold_block(blocks[place + 1], source) if place + 1 < len(blocks) else "" for place in (number, index)
        )
        if not _says_the_same(original, copy) and not _heads_own_code(blocks, number, index, source):
            line = document.find_line(first.span.start)
            original_line = make_reason("duplicate-heading.line", line=line)
            from endmark.document.spelling_out import spell_out  # few articles have a heading twice

            heading = spell_out(block.text, source, 0, len(block.text.content))
            values: dict[str, Value] = {"heading": heading, "original": original_line}
            yield Match(block.span, values, (Related(first.span, make_reason("duplicate-heading.original-here")),))


def _are_titles(blocks: Sequence[Block], first: int, second: int, options: Options) -> bool:
    """Whether two lines in bold say enough to be titles, and stand over text: others are labels.

    Of entries of one sort, the next titles are the same, too.
    """
    said = blocks[second].text.content
    if compute_weight(fold(said)) < options.min_bold_weight or said.endswith(_LABELLING):
        return False
    below = [block for number in (first, second) for block in blocks[number + 1 : number + 2]]
    if not all(block.kind == "paragraph" and _weighs_much(block) for block in below):
        return False
    one, other = (_find_title(blocks, number) for number in (first, second))
    return other == len(blocks) or blocks[one].text.content != blocks[other].text.content


def _weighs_much(block: Block) -> bool:
    return compute_weight(fold(block.text.content)) >= _PARAGRAPH


def _find_title(blocks: Sequence[Block], behind: int) -> int:
    """The number of the next title behind a block; the number of all where there is none."""
    return next((number for number in range(behind + 1, len(blocks)) if get_title_level(blocks[number])), len(blocks))


def _says_the_same(original: str, copy: str) -> bool:
    """Whether the text below two headings is the same, or nearly: then a passage stands twice, which says more."""
    if original == copy or min(map(compute_weight, (original, copy))) < _PARAGRAPH:
        return original == copy
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(original, copy) >= _NEARLY


def _heads_own_code(blocks: Sequence[Block], first: int, second: int, source: str) -> bool:
    """Whether a heading of one word stands over two things in code, or two tables, that are not the same."""
    if not _is_one_word(blocks[second].text.content):
        return False
    one, other = (_find_code(blocks, number, source) for number in (first, second))
    return bool(one and other) and one != other


def _are_built_alike(blocks: Sequence[Block], first: int, second: int, source: str) -> bool:
    """Whether two sections are parts of one sort, as a reference has them for two calls, or two parameters.

    They have the same sub-headings, or follow each other with a paragraph each, and something else goes on behind
    them: an article that ends twice does so with two such sections.
    """
    sections = [_find_section(blocks, number) for number in (first, second)]
    one, other = (_list_parts(section, source) for section in sections)
    if len(one) >= _SEVERAL:
        return one == other
    short = len(blocks[second].text.content) <= _LONGEST_WORD
    alone = all([block.kind for block in section] == ["paragraph"] for section in sections)
    return short and alone and second == first + 2 and second + 2 < len(blocks)


def _find_section(blocks: Sequence[Block], heading: int) -> Sequence[Block]:
    """The blocks below a heading, up to the next one of its level."""
    level = blocks[heading].level
    behind = (blocks[number] for number in range(heading + 1, len(blocks)))
    return list(takewhile(lambda block: block.kind != "heading" or block.depth or block.level > level, behind))


def _list_parts(section: Sequence[Block], source: str) -> Sequence[str]:
    """The sub-headings right below a heading, folded."""
    headings = [block for block in section if block.kind == "heading"]
    level = min((block.level for block in headings), default=0)
    return [fold_block(block, source) for block in headings if block.level == level]


def _is_one_word(content: str) -> bool:
    return len(content.split()) == 1 and len(content) <= _LONGEST_WORD


def _find_code(blocks: Sequence[Block], heading: int, source: str) -> str:
    """What is in code right under a heading, or behind the sentence that stands there."""
    for block in blocks[heading + 1 : heading + 1 + _NEAR]:
        if block.kind == "heading":
            break
        if code := _get_code(block, source):
            return code
    return ""


def _get_code(block: Block, source: str) -> str:
    """The source of a block of code or a table, or of the text that begins with inline code; else nothing."""
    begins = block.kind in {"paragraph", "list-item"} and block.role != "embed" and block.text.content.startswith(ATOM)
    return source[slice(*block.span)].strip() if begins or block.kind in {"code", "table"} else ""


_SEVERAL = 2
"""Sub-headings that two sections must have in common to be of one sort: one may come by chance."""

_LONGEST_WORD = 20
_NEAR = 2
"""Blocks below a heading in one of which its code stands, behind a sentence at most."""

_LABELLING = (":", "：", ".", "。")
"""What a line in bold ends with that is no title: it says something, or what follows belongs to it."""

_PARAGRAPH = 48
_NEARLY = 0.87
"""Weight, and share of letters that is the same, from which the check for duplicates knows a passage again."""

_MOST = 3
"""Times after which a heading under one parent is that of a part which every entry has."""


def _iter_repeated(
    document: Document, blocks: Sequence[Block], options: Options, scope: Scope, most: int | None
) -> Iterator[tuple[int, int]]:
    """The numbers of the headings that repeat a sibling, each with that of the first.

    `most` is how often one may stand there that is told at all.
    """
    source = document.source.text
    groups = _find_groups(blocks)
    parents: list[tuple[float, int]] = []
    title: Block | None = None
    # The hash alone is kept: an article may be all headings.
    seen: dict[int, int] = {}
    repeated: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        own_level = get_title_level(block)
        if not own_level:
            continue
        level = own_level - _ABOVE if index in groups else own_level
        while parents and parents[-1][0] >= level:
            parents.pop()
        said = normalize_block(block, source)
        if own_level == 1 and title is None:
            title = block
        first = seen.setdefault(hash((parents[-1][1] if parents else -1, own_level, said)), index)
        if first != index and (most is None or len(repeated.get(first, ())) < most):
            repeated.setdefault(first, []).append(index)
        parents.append((level, block.span.start))
    whole = fold_block(title, source) if title is not None else ""
    for first, others in repeated.items():
        if most is not None and len(others) >= most:
            continue
        if blocks[first].level > 1 and fold_block(blocks[first], source) == whole:
            continue
        said = normalize_block(blocks[first], source)
        for index in others:
            block = blocks[index]
            if block not in scope or normalize_block(block, source) != said:
                continue
            weight = compute_weight(fold_block(block, source))
            if weight >= options.min_weight or (2 * weight >= options.min_weight and _ends_twice(blocks, first, index)):
                yield index, first


def _iter_continued(blocks: Sequence[Block], scope: Scope) -> Iterator[tuple[int, int]]:
    """The numbers of the titles that go on with the one before them, each with that of it.

    Behind a rule it is the title of a slide, which shows no other.
    """
    open_: list[tuple[int, int]] = []
    for number, block in enumerate(blocks):
        level = get_title_level(block)
        if not level:
            continue
        last = -1
        while open_ and open_[-1][0] >= level:
            last = open_.pop()[1]
        content = block.text.content
        bare = drop_continued(content) if content.endswith(_BRACKETS) and last >= 0 else content
        if bare != content and block in scope and blocks[number - 1].kind != "thematic-break":
            before = drop_continued(blocks[last].text.content)
            if get_title_level(blocks[last]) == level and normalize_meaning(before) == normalize_meaning(bare):
                yield number, last
        open_.append((level, number))


_BRACKETS = (")", "）", "]", "］", "】")


def _ends_twice(blocks: Sequence[Block], first: int, second: int) -> bool:
    """Whether two sections of prose follow each other, and nothing follows them: an article has one ending."""
    return all(
        block.kind in _PROSE and (block.kind != "heading" or number == second or block.level > blocks[first].level)
        for number, block in enumerate(blocks[first + 1 :], first + 1)
    )


_PROSE = frozenset({"heading", "paragraph", "list-item", "quote", "marker", "thematic-break"})

_GROUPS = 3
"""Headings that another of their level follows at once, in a document that groups its sections so."""

_ABOVE = 0.5
"""How far above its level such a heading stands."""


def _find_groups(blocks: Sequence[Block]) -> Container[int]:
    """The numbers of the headings that stand over others of their level."""
    groups = {
        index
        for index, (block, after) in enumerate(pairwise(blocks))
        if block.kind == after.kind == "heading" and block.level == after.level
    }
    if len(groups) >= _GROUPS:
        return groups
    return {index for index in groups if names_release(blocks[index].text.content)}


def _opens_notice(heading: Block, blocks: Sequence[Block]) -> bool:
    content = heading.text.content
    if content[:1].isalnum():
        return False
    signs = {block.text.content for block in select_kinds(blocks, {"heading"}) if block.text.content}
    return any(content.startswith(sign) for sign in signs if not any(map(str.isalnum, sign)))
