"""How the tests of the document layer read an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source


@pytest.fixture
def parse() -> Callable[[str], Document]:
    return lambda text: read_document(make_source(text, "article.md"))
