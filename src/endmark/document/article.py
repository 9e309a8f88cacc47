"""Source → document: the one way in, whatever an article is written in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from endmark.document.blocks import Block
from endmark.document.dialect import Dialect
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.language import find_most_common_language, get_stated_language
from endmark.document.markup import Markup
from endmark.document.model import Comment, Document, Origin
from endmark.document.packed_blocks import choose_languages, pack_blocks, weigh_languages
from endmark.document.reader import follow_document, hide_nuls, read_document
from endmark.document.roles import decide_roles
from endmark.document.source import Source
from endmark.document.span import Span


def read_article(source: Source, markup: Markup = "markdown", dialect: Dialect = "markdown") -> Document:
    """Parse one article; never fails, whatever the text, but for InputError when it is no notebook and should be."""
    document = _read(source, markup, dialect)
    if not source.beside:
        return document
    text = Source(source.path, source.text[source.beside :])
    return replace(document, origin=Origin(text, partial(_locate_behind, source.beside)))


def _locate_behind(start: int, span: Span) -> Span:
    """Where a stretch stands in what begins there; before that, and at its beginning, it is empty."""
    return Span(max(0, span.start - start), max(0, span.end - start))


def _read(source: Source, markup: Markup, dialect: Dialect) -> Document:
    if markup == "markdown":
        return read_document(source, dialect)
    if markup == "notebook":
        from endmark.document.notebook_reader import read_notebook

        return read_notebook(source)
    front_matter = read_front_matter(source.text)
    start = front_matter.span.end if front_matter else 0
    text = hide_nuls(source.text)
    found, comments, images = (_read_html if markup == "html" else _read_text)(
        text, start, templated=start > (source.beside or 0)
    )
    blocks: Sequence[Block] = pack_blocks(found, text)
    language = get_stated_language(front_matter) or find_most_common_language(weigh_languages(blocks))
    followed = choose_languages(blocks, partial(follow_document, language=language))
    read = decide_roles(followed, text)
    return Document(source, front_matter, read, tuple(comments), language, images, markup)


def _read_html(text: str, start: int, *, templated: bool) -> tuple[list[Block], Iterable[Comment], int]:
    from endmark.document.dialects.macros import cover_macros
    from endmark.document.html_reader import read_html

    # Without front matter no program fills anything in: a `{{ title }}` is what readers see.
    page = read_html(cover_macros(text, start) if templated else text, start)
    comments = [Comment(span, text[span.start + len("<!--") : span.end - len("-->")]) for span in page.comments]
    return page.blocks, comments, page.images


def _read_text(text: str, start: int, *, templated: bool) -> tuple[list[Block], Iterable[Comment], int]:  # noqa: ARG001
    from endmark.document.text_reader import read_text

    return read_text(text, start), (), 0
