"""Forms: a letter, a contract or a prompt that is shown to be filled in has blanks on purpose.

A pipeline that forgot to put something in leaves one blank where that belongs, and none says so. A form has several
blanks close together, a line to write on, or a signature; what explains it stands before and behind it and has none.
None of this is a matter of language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from endmark.checks.patterns.letters import (
    FEWEST_SIGNING,
    MOST_SIGNING,
    iter_sections,
    may_greet,
    may_sign,
)
from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.sentences import COLONS
from endmark.document.span import Span

_BLANK = compile_late(r"[\[【［]([^\[\]【】［］\n]{2,40})[\]】］]")
"""What somebody is to write: a name, a date."""

_LETTER = compile_late(r"[^\W\d_]")
_LINE = compile_late(r"_{5,}|＿{3,}|\.{8,}|…{4,}")
"""A line to write on."""


_BLANKS = 2
"""Different blanks of a form; in a letter that was sent one may have been forgotten."""

_MANY = 3
"""So many in one section are hardly forgotten together."""

_SHOWN = 3
"""What the signs of a form must add up to."""

_RULED = 2
"""Nobody writes on a line but in a form."""

_LONGEST_FORM = 12
"""Paragraphs of a letter: a page, and no more is looked at behind each salutation."""


def find_forms(blocks: Sequence[Block]) -> list[Span]:
    """Where text to be filled in stands in the source, in order; the article may go on behind it."""
    shown = [block for block in blocks if block.kind != "code"]
    numbers = [number for number, block in enumerate(shown) if _has_blank(block)]
    if not numbers:
        return []
    first, last = shown[numbers[0]], shown[numbers[-1]]
    before = any(block.kind == "paragraph" for block in shown[: numbers[0]])
    behind = any(block.kind == "paragraph" for block in shown[numbers[-1] + 1 :])
    forms = []
    for section in iter_sections(blocks):
        letters = list(_iter_letters(section))
        stretch = _find_stretch(section)
        apart = before and behind and stretch is not None and stretch.contains(Span(first.span.start, last.span.end))
        if stretch is not None and _weigh(section, stretch, apart=apart) >= _SHOWN:
            forms.append(stretch)
        else:
            forms += letters
    return forms


def _find_stretch(section: Sequence[Block]) -> Span | None:
    """From the first block of a section with a blank to the last."""
    held = [block for block in section if _has_blank(block)]
    return Span(held[0].span.start, held[-1].span.end) if held else None


def _weigh(section: Sequence[Block], stretch: Span, *, apart: bool) -> int:
    """What shows that the blanks of a section are meant."""
    several = _count_blanks(section)
    before = [block for block in section if block.span.end <= stretch.start][-1:]
    introduced = any(block.text.content.endswith(COLONS) for block in before)
    ruled = any(_LINE.search(block.text.content) for block in section if block.kind != "code")
    return (several >= _BLANKS) + (several >= _MANY) + apart + introduced + ruled * _RULED


def _has_blank(block: Block) -> bool:
    return block.kind != "code" and any(map(_LETTER.search, _BLANK.findall(block.text.content)))


def _count_blanks(blocks: Sequence[Block]) -> int:
    """The different blanks there are."""
    found = (blank for block in blocks if block.kind != "code" for blank in _BLANK.findall(block.text.content))
    return len({blank.casefold() for blank in found if _LETTER.search(blank)})


def _iter_letters(section: Sequence[Block]) -> Iterator[Span]:
    """Letters with salutation and signature that have several blanks."""
    end = 0
    for number, block in enumerate(section):
        if block.span.start < end:
            continue
        form = _find_signed(section[number : number + _LONGEST_FORM]) if _may_address(block) else ()
        if _count_blanks(form) >= _BLANKS:
            end = form[-1].span.end
            yield Span(form[0].span.start, end)


def _may_address(block: Block) -> bool:
    """Whether a line greets somebody, or names nobody yet."""
    return may_greet(block) or (may_sign(block) and _BLANK.search(block.text.content) is not None)


def _may_end(block: Block) -> bool:
    """Whether lines sign a letter, if only in the blank for whoever will."""
    return may_sign(block) or _BLANK.fullmatch(block.text.content.rpartition("\n")[2].strip()) is not None


def _find_signed(section: Sequence[Block]) -> Sequence[Block]:
    """What begins with a salutation, up to the first signature behind it; nothing where none comes."""
    end = 1
    while end < len(section) and not _may_end(section[end]):
        end += 1
    signing = list(takewhile(_may_end, section[end:]))
    lines = sum(len(block.text.content.splitlines()) for block in signing)
    return section[: end + len(signing)] if end > 1 and FEWEST_SIGNING <= lines <= MOST_SIGNING else ()
