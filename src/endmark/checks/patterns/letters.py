"""Letters: what stands between a salutation and a signature is said to whom the letter is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from endmark.document.blocks import Block
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_SALUTATION_ENDS = (",", "，", "،", "、", ":", "：", "!", "！")
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "।", "؟", "…", ":", "：")

_LONGEST = 40
"""Code points of a line that greets or signs: a form of address with a name, a closing with an office."""

_FEWEST, _MOST = 2, 5
"""Lines of a signature: what closes, and who; at most with an office, a place and a number."""

_BLANK = compile_late(r"[\[【［]([^\[\]【】［］\n]{2,40})[\]】］]")
"""What somebody is to write: a name, a date."""

_BLANKS = 2
"""Different blanks of a form; in a letter that was sent one may have been forgotten."""

_LONGEST_FORM = 12
"""Paragraphs of a form: a page, and no more is looked at behind each salutation."""


def find_letters(blocks: Sequence[Block]) -> list[Span]:
    """Where the text of letters stands in the source: behind a salutation, up to the signature that ends its section.

    Both are known by their shape alone, in any language: a salutation is a short line with a comma, a colon or an
    exclamation mark at its end, and a signature some short lines that end no sentence. One without the other is no
    letter: others greet their readers, too.
    """
    return [letter for section in _iter_sections(blocks) if (letter := _find_letter(section))]


def find_forms(blocks: Sequence[Block]) -> list[Span]:
    """Where letters to be filled in stand in the source, with salutation and signature: those with several blanks.

    They are shown to be copied, so the article may go on behind them.
    """
    forms: list[Span] = []
    for section in _iter_sections(blocks):
        for number, block in enumerate(section):
            if forms and block.span.start < forms[-1].end:
                continue
            form = _find_signed(section[number : number + _LONGEST_FORM]) if _may_address(block) else ()
            if len({blank for part in form for blank in _BLANK.findall(part.text.content)}) >= _BLANKS:
                forms.append(Span(form[0].span.start, form[-1].span.end))
    return forms


def _may_address(block: Block) -> bool:
    """Whether a line greets somebody, or names nobody yet."""
    return _may_greet(block) or (_may_sign(block) and _BLANK.search(block.text.content) is not None)


def _may_end(block: Block) -> bool:
    """Whether lines sign a letter, if only in the blank for whoever will."""
    return _may_sign(block) or _BLANK.fullmatch(block.text.content.rpartition("\n")[2].strip()) is not None


def _find_signed(section: Sequence[Block]) -> Sequence[Block]:
    """What begins with a salutation, up to the first signature behind it; nothing where none comes."""
    end = 1
    while end < len(section) and not _may_end(section[end]):
        end += 1
    signing = list(takewhile(_may_end, section[end:]))
    lines = sum(len(block.text.content.splitlines()) for block in signing)
    return section[: end + len(signing)] if end > 1 and _FEWEST <= lines <= _MOST else ()


def _iter_sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks between headings, rules and markers."""
    section: list[Block] = []
    for block in blocks:
        if block.kind in ("heading", "thematic-break", "marker"):
            yield section
            section = []
        elif block.kind != "comment":
            section.append(block)
    yield section


def _find_letter(section: Sequence[Block]) -> Span | None:
    signing = list(takewhile(_may_sign, reversed(section)))
    lines = sum(len(block.text.content.splitlines()) for block in signing)
    if not _FEWEST <= lines <= _MOST:
        return None
    body = section[: -len(signing)]
    greeting = next((number for number, block in enumerate(body) if _may_greet(block)), None)
    if greeting is None or greeting == len(body) - 1:
        return None
    return Span(body[greeting].span.end, signing[-1].span.start)


def _may_greet(block: Block) -> bool:
    text = block.text.content
    return block.kind == "paragraph" and len(text) <= _LONGEST and "\n" not in text and text.endswith(_SALUTATION_ENDS)


def _may_sign(block: Block) -> bool:
    lines = block.text.content.splitlines()
    return block.kind == "paragraph" and all(
        len(line) <= _LONGEST and not line.rstrip().endswith(_SENTENCE_ENDS) for line in lines
    )
