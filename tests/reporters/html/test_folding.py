from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.reporters.html.folding import Shown, fold
from endmark.reporters.html.rows import Finding, lay_out
from endmark.violation import Region

QUIET = "Nothing is wrong with this passage, which is as long as such passages are.\n\n"
LONG = "A sentence stands here. " * 40
ARTICLE = f"{QUIET * 9}## Heading\n\n{QUIET * 9}{LONG}Here it breaks of{QUIET}{QUIET * 9}"


@pytest.fixture
def rows(violation: Any) -> Any:
    source = make_source(ARTICLE, "a.md")
    start = ARTICLE.index("Here it breaks of")
    span = Span(start, start + 17)
    region = Region(span, source.get_position(span.start), source.get_position(span.end))
    return lay_out(read_document(source), [Finding(replace(violation(), region=region), "f", "cut")])


@pytest.mark.parametrize(
    ("budget", "rows_shown", "windowed"),
    [(10_000, 29, False), (2_200, 4, False), (1_400, 1, False), (850, 1, True), (300, 1, True), (0, 1, True)],
)
def test_a_shorter_page_shows_less(rows: Any, budget: int, rows_shown: int, windowed: bool) -> None:
    parts = fold(rows, budget)
    shown = [part for part in parts if isinstance(part, Shown)]
    assert len(shown) == rows_shown
    assert any(part.window for part in shown) == windowed
    assert sum(1 if isinstance(part, Shown) else len(part) for part in parts) == len(rows)
    (noted,) = [part for part in shown if part.row.notes]
    assert noted.row.block is not None
    content = noted.row.block.text.content
    assert "Here it breaks" in content[slice(*(noted.window or Span(0, len(content))))]
