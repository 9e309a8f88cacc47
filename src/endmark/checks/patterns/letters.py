"""Letters: what stands between a salutation and a signature is said to whom the letter is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from endmark.document.blocks import Block
from endmark.document.span import Span

_SALUTATION_ENDS = (",", "，", "،", "、", ":", "：", "!", "！")
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "।", "؟", "…", ":", "：")

_LONGEST = 40
"""Code points of a line that greets or signs: a form of address with a name, a closing with an office."""

FEWEST_SIGNING, MOST_SIGNING = 2, 5
"""Lines of a signature: what closes, and who; at most with an office, a place and a number."""


def find_letters(blocks: Sequence[Block]) -> list[Span]:
    """Where the text of letters stands in the source: behind a salutation, up to the signature that ends its section.

    Both are known by their shape alone, in any language: a salutation is a short line with a comma, a colon or an
    exclamation mark at its end, and a signature some short lines that end no sentence. One without the other is no
    letter: others greet their readers, too.
    """
    return [letter for section in iter_sections(blocks) if (letter := _find_letter(section))]


def iter_sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
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
    signing = list(takewhile(may_sign, reversed(section)))
    lines = sum(len(block.text.content.splitlines()) for block in signing)
    if not FEWEST_SIGNING <= lines <= MOST_SIGNING:
        return None
    body = section[: -len(signing)]
    greeting = next((number for number, block in enumerate(body) if may_greet(block)), None)
    if greeting is None or greeting == len(body) - 1:
        return None
    return Span(body[greeting].span.end, signing[-1].span.start)


def may_greet(block: Block) -> bool:
    """Whether a block is a short line that ends like a salutation."""
    text = block.text.content
    return block.kind == "paragraph" and len(text) <= _LONGEST and "\n" not in text and text.endswith(_SALUTATION_ENDS)


def may_sign(block: Block) -> bool:
    """Whether a block is short lines that end no sentence, as a signature is."""
    lines = block.text.content.splitlines()
    return block.kind == "paragraph" and all(
        len(line) <= _LONGEST and not line.rstrip().endswith(_SENTENCE_ENDS) for line in lines
    )
