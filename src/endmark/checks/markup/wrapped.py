"""A whole article in a wrapping that a program was to take off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated

from msgspec import Meta, Struct

from endmark.checks import CheckKind, Scope
from endmark.checks.text.fences import read_fence
from endmark.document.blocks import PROSE, Block
from endmark.document.late_pattern import compile_late
from endmark.document.markdown import parse
from endmark.document.model import Document
from endmark.document.sentences import CLOSERS, TERMINALS
from endmark.document.span import Span
from endmark.violation import Edit, Fix, Match, Related, make_reason

KIND: CheckKind = "markup"
MARKUPS = frozenset({"markdown", "notebook"})
VALUES = frozenset({"wrapping"})

_OBJECT = compile_late(
    r"\s*(?P<head>\{\s*\"(?:article|author|body|content|date|description|excerpt|html|markdown|slug|summary|tags|text"
    r"|title)\"[ \t]*:)"
)
_OBJECT_TEXT = compile_late(r"\"(?:article|body|content|html|markdown|text)\"\s*:\s*\"((?:[^\"\\]|\\.)*)", re.DOTALL)
_ESCAPED_BREAKS = compile_late(r"\\r?\\?n")
_SIGNS_OF_HEADS = ("---", "+++", "```", "~~~")
"""Without any of them no front matter stands in a body."""

_TRIPLE = ('"""', "'''")
_TRIPLE_QUOTES = compile_late(r"\s*(\"{3}|'{3})(?!['\"])")
_CLOSERS = CLOSERS + " \t\r\n"
_TERMINALS = frozenset(TERMINALS)


class Options(Struct, frozen=True):
    """What makes a wrapping, and an article.

    `languages` are those that a code fence around an article names.
    `min_sentences`: so many paragraphs that end like a sentence make an article of
    what a fence, a JSON object or quotation marks hold; where a fence is all there is
    in the body, its headings count, too.
    """

    languages: tuple[str, ...] = ("markdown", "md", "mdx")
    min_sentences: Annotated[int, Meta(ge=1)] = 3


def find(document: Document, options: Options, scope: Scope) -> Iterator[Match]:  # noqa: ARG001
    """Yield the beginning of what stands around the article, and a front matter that stands in its body."""
    text = document.source.text
    start = document.front_matter.span.end if document.front_matter else 0
    if any(text.find(sign, start) >= 0 for sign in _SIGNS_OF_HEADS):
        from endmark.checks.markup.stray_heads import find_stray_heads  # plain prose has no such lines

        yield from find_stray_heads(text, start, document)
    yield from _find_fence(text, document.blocks, options)
    if "{" in text:
        yield from _find_json_object(text, document, options)
    if _TRIPLE[0] in text or _TRIPLE[1] in text:
        yield from _find_quotation_marks(text, start, options)


def _find_fence(text: str, blocks: Sequence[Block], options: Options) -> Iterator[Match]:
    """A fence that begins at the top, or after a paragraph that announces the article, and ends with the file."""
    top = list(islice((block for block in blocks if block.kind != "comment"), 2))
    first = top[-1] if top and top[0].kind == "paragraph" else next(iter(top), None)
    fence = read_fence(text, first) if first else None
    if first is None or fence is None or fence.language not in options.languages:
        return
    if first.span == blocks[-1].span:
        end, closing = fence.content.end, fence.closing
    elif closing := _read_lone_fence(
        text, blocks[-1]
    ):  # the fence of the article ended with that of a code block in it
        end = closing.start
    else:
        return
    # Nobody explains an example where nothing stands around it: there, headings tell an article as well.
    if _is_article(text[fence.content.start : end], options, headings=first is top[0]):
        whole = Span(fence.opening.start, (closing or fence.content).end)
        inside = Edit(whole, text[fence.content.start : end].rstrip())
        fix = Fix((inside,), safe=False, title=make_reason("wrapped.take-out-fences"), rewords=True)
        related = (Related(closing, make_reason("wrapped.end-here")),) if closing else ()
        wrapping = make_reason("wrapped.fence", opening=text[slice(*fence.opening)])
        yield Match(fence.opening, {"wrapping": wrapping}, related, fix)


def _read_lone_fence(text: str, block: Block) -> Span | None:
    """The fence of a block that has only one line."""
    fence = read_fence(text, block)
    return fence.opening if fence and not fence.info and fence.opening == block.span else None


def _find_json_object(text: str, document: Document, options: Options) -> Iterator[Match]:
    """A JSON object that holds the article, as the file or in a code block; it need not be valid."""
    for start in _iter_data_starts(text, document):
        found = _OBJECT.match(text, start)
        if found is None:
            continue
        held = "\n\n".join(value[1] for value in _OBJECT_TEXT.finditer(text, start))
        if _is_article(_ESCAPED_BREAKS.sub("\n", held).replace('\\"', '"'), options):
            yield Match(Span(*found.span("head")), {"wrapping": make_reason("wrapped.json")})


def _iter_data_starts(text: str, document: Document) -> Iterator[int]:
    head, blocks = document.front_matter, document.blocks
    if head is None or head.format != "json":
        yield head.span.end if head else 0
    elif not text[head.span.end :].strip():
        yield head.span.start
    if len(blocks) == 1 and (fence := read_fence(text, blocks[0])) and fence.language == "json":
        yield fence.content.start


def _find_quotation_marks(text: str, start: int, options: Options) -> Iterator[Match]:
    found = _TRIPLE_QUOTES.match(text, start)
    if found is None or not text.rstrip().endswith(found[1]):
        return
    end = len(text.rstrip()) - len(found[1])
    if end > found.end() and _is_article(text[found.end() : end], options):
        opening, closing = Span(*found.span(1)), Span(end, end + len(found[1]))
        inside = text[found.end() : end]
        first, last = found.end() + len(inside) - len(inside.lstrip()), found.end() + len(inside.rstrip())
        edits = (Edit(Span(opening.start, first), ""), Edit(Span(last, closing.end), ""))
        fix = Fix(edits, safe=False, title=make_reason("wrapped.take-out-quotation-marks"), rewords=True)
        related = (Related(closing, make_reason("wrapped.end-here")),)
        yield Match(opening, {"wrapping": make_reason("wrapped.quotation-marks")}, related, fix)


def _is_article(written: str, options: Options, *, headings: bool = False) -> bool:
    """Whether there are enough paragraphs that end like a sentence, counting `headings` or not."""
    blocks = (block for block in parse(written, 0).blocks if block.kind in PROSE)
    return (
        sum(_is_sentence(block) or (headings and block.kind == "heading") for block in blocks) >= options.min_sentences
    )


def _is_sentence(block: Block) -> bool:
    return block.text.content.rstrip(_CLOSERS)[-1:] in _TERMINALS
