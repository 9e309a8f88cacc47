"""What a text says in somebody else's words: the stretches between quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.span import Span

_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters that no blank parts from a quotation: the words of Chinese and Japanese, and Korean particles."""

_QUOTED = compile_late(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉"
    rf"|‘[^‘’]*’(?![^\W{_UNSPACED}])|‚[^‚‘]*‘|‹[^‹›]*›|(?<![^\W{_UNSPACED}])'[^'\n]*'(?![^\W{_UNSPACED}])"
    rf'|(?<![^\W{_UNSPACED}])"[^"]*"(?![^\W{_UNSPACED}])|``[^`]*\'\''
    r"|(?<!\S)”[^“”]*”(?!\w)|(?<!\S)»[^«»]*»(?!\w)"
    r"|\A\s*(?:[–—―]\s[^–—―]*[–—―](?=\s)|—(?=[^\W\d])[^–—―]*[–—―](?=\w))"
)
"""A quotation; a straight mark opens none inside a word, so that an inch or an apostrophe is no beginning.
Swedish and Finnish open with the mark that closes. In many languages a paragraph of speech begins with a dash, and
another one leads to who speaks; Spanish puts both against the words."""


_GLOSS = compile_late(r" ?(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\])")
"""Brackets directly behind a quotation of whole sentences: they give its original, or its translation."""
_SENTENCE = compile_late(r"[.!?।؟](?:\s|[^\w\s]*$)|[。！？]")


def iter_quotations(text: str) -> Iterator[Span]:
    """The quotations in the text of one block, with their marks and what says them in another language, in order."""
    for found in _QUOTED.finditer(text):
        gloss = _GLOSS.match(text, found.end()) if _SENTENCE.search(found[0]) else None
        yield Span(found.start(), gloss.end() if gloss else found.end())


def leave_out_quotations(text: str) -> str:
    """The text of a block with a sign for what is shown in place of each quotation."""
    for start, end in reversed(list(iter_quotations(text))):
        text = f"{text[:start]} {ATOM} {text[end:]}"
    return text


def iter_long_quotations(texts: Sequence[str]) -> Iterator[range]:
    """The quotations that go over several blocks, given by their texts: the numbers of the blocks of each.

    One begins with a block whose first character is a mark that nothing closes there, and ends
    with the first block, a few further on, whose last is the mark that does.
    """
    end = 0
    for number, text in enumerate(texts):
        if number < end or (close := _CLOSING.get(text[:1])) is None or close in text[1:]:
            continue
        for last in range(number + 1, min(number + _LONGEST, len(texts))):
            if texts[last].endswith(close):
                end = last + 1
                yield range(number, end)
                break


_CLOSING = {'"': '"', "“": "”", "„": "“", "«": "»", "»": "«", "「": "」", "『": "』"}
_LONGEST = 20
"""Blocks of one quotation: whoever forgets a closing mark has not quoted the rest of the article."""
