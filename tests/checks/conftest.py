"""How the tests of the checks read an article, and find the markers in it first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.patterns import pattern
from endmark.checks.text.regex import Pattern
from endmark.document.markers import insert_markers
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source

MARKER = pattern.Options(lines=(Pattern("---END---"),), where="source", boundary=True)


@pytest.fixture
def parted() -> Callable[[str], Document]:
    """Text → document, with each line `---END---` a marker block."""

    def parse(text: str) -> Document:
        document = read_document(make_source(text, "article.md"))
        return insert_markers(document, [match.span for match in pattern.find(document, MARKER, Scope())])

    return parse
