"""Published documents, presumed to hold no remarks: from some the table learns, on the others it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from endmark.checks.leftovers.remarks import RemarkPlace, is_quoted, iter_remarks
from endmark.document.reader import read_document
from endmark.document.source import Source

_SOURCES = Path(__file__).with_name("sources.txt")
_SUFFIXES = frozenset({".md", ".mdx", ".qmd", ".markdown"})


class Published(NamedTuple):
    """A document: how many blocks it has, whether the table may learn from it, and what in it might be a remark."""

    path: Path
    language: str
    blocks: int
    learned: bool
    texts: Sequence[tuple[str, RemarkPlace, int]]


def iter_published(folders: Sequence[Path]) -> Iterator[Published]:
    """All documents of some folders; a file is called `PACKAGE--NAME`, or its folder is called as its source."""
    lines = _SOURCES.read_text(encoding="utf-8").splitlines()
    sources = tuple(line.split(" ")[0] for line in lines if not line.startswith("#"))
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix not in _SUFFIXES or not path.is_file():
                continue
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            document = read_document(Source(path.name, text))
            package = path.name.split("--")[0] if "--" in path.name else folder.name
            learned = package in sources or package.startswith("cordova-plugin")
            texts = [
                (one.text, one.place, one.block.span.start)
                for one in iter_remarks(document)
                if not is_quoted(one, document.blocks)
            ]
            yield Published(path, document.language, len(document.blocks), learned, texts)
