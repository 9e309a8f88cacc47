"""Whole articles that people wrote, for `damage.py`: sections of the files in a folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from damage import Article, Block, ends_whole
from endmark.checks.text.folding import fold
from endmark.document.reader import read_document
from endmark.document.sentences import iter_sentences
from endmark.document.source import decode
from endmark.errors import InputError
from measure import articles
from phrases import PHRASES

_FEWEST, _MOST = 4, 14
"""Paragraphs of an article."""

_LONGEST = 8_000
"""Characters of an article: longer ones take longer and show nothing else."""

_REPEATED = 12
"""Letters from which a block that stands twice is no turn of phrase: nobody could say what the original was."""


def read_articles(folder: Path) -> Iterator[Article]:
    """The articles of a folder, in stretches of whole sections, in those languages that there are phrases in.

    Left out is what is held by tags, tabs and boxes: a marker within them is another story.
    """
    for file in articles(folder):
        try:
            source = decode(file.read_bytes(), "article.md")
        except InputError:
            continue
        document = read_document(source)
        if document.language not in PHRASES or "\r" in source.text or "\n\n" not in source.text:
            continue
        start = document.front_matter.span.end if document.front_matter else 0
        front_matter = source.text[:start].strip("\n") + "\n\n" if start else ""
        for blocks in _part(_read_blocks(source.text[start:], document.language)):
            article = Article(document.language, "", blocks, "\n", is_ended=True, has_bom=False, front=front_matter)
            if _is_fit(article):
                yield article


def _read_blocks(text: str, language: str) -> Iterator[Block]:
    for chunk in _iter_chunks(text):
        if _HEADING.fullmatch(chunk):
            yield Block("heading", chunk)
        elif "\n" in chunk or not _PROSE.match(chunk):
            yield Block(
                "paragraph" if _PROSE.match(chunk) and "\n\n" not in chunk and not _FENCE.search(chunk) else "verbatim",
                chunk,
            )
        else:
            sentences = tuple(chunk[start:end] for start, end in iter_sentences(chunk, strict=True))
            is_plain = not _MARKUP.search(chunk) and PHRASES[language].joint.join(sentences) == chunk
            yield Block("paragraph", chunk, sentences if is_plain else ())


def _iter_chunks(text: str) -> Iterator[str]:
    """What blank lines part; code, and what is indented below it, stays in one piece."""
    chunk: list[str] = []
    fence = ""
    for lines in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n")):
        if chunk and (fence or lines[0] in " \t"):
            chunk.append(lines)
        else:
            if chunk:
                yield "\n\n".join(chunk)
            chunk = [lines]
        for found in _FENCE.finditer(lines):
            if not fence:
                fence = found[1][:3]
            elif found[1].startswith(fence):
                fence = ""
    if chunk:
        yield "\n\n".join(chunk)


def _part(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Stretches that begin with a heading, of some paragraphs each."""
    stretch: list[Block] = []
    for block in blocks:
        size = sum(one.kind == "paragraph" for one in stretch)
        if block.kind == "heading" and size >= _FEWEST:
            yield tuple(stretch)
            stretch = []
        if stretch or block.kind == "heading":
            stretch.append(block)
    yield tuple(stretch)


def _is_fit(article: Article) -> bool:
    """Whether it is long enough, whole at its end, says nothing twice, and holds nothing that no reader sees."""
    blocks = article.blocks
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    if not _FEWEST <= len(paragraphs) <= _MOST or len(article.text) > _LONGEST:
        return False
    if not any(block.sentences for block in blocks) or blocks[-1].kind == "heading" or not ends_whole(blocks[-1]):
        return False
    if any(
        one.kind == other.kind == "heading" and one.text.split()[0] == other.text.split()[0]
        for one, other in pairwise(blocks)
    ):
        return False
    if any(_HOLDER.search(block.text) for block in blocks):
        return False
    said = Counter(folded for block in blocks if len(folded := fold(block.text)) >= _REPEATED)
    return max(said.values(), default=0) == 1


_HEADING = re.compile(r"#{1,6} .*")
_PROSE = re.compile(r"(?![#>|<\-*+=`~!\[:{%$]|\d+[.)]|    |\t|\*\*[^*]+\*\*$)\S")
_MARKUP = re.compile(r"[*_`\[\]<>{}|\\]|https?:")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})", re.MULTILINE)
_HOLDER = re.compile(
    r"^\s*(?:<(?!img\b|br\b)[A-Za-z/]|:::|!!!|\?\?\?|===|\{[%{<]|import |export |<!--|\[[^\]]+\]:)", re.MULTILINE
)
