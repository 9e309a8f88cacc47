"""What a check holds at most is in proportion to the article, and little for each block.

Memory is counted and not asked of the system: what Python's own allocator gives
out. What the parser and other compiled code take is for `benchmarks/hostile.py`.
"""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from endmark.checks.repetition import units
from endmark.document import packed_blocks
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from shapes import SHAPES

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
PARTING = select_boundaries(RULES)
SIZE = 20_000


def measure_peak(text: str) -> int:
    """The bytes that checking an article takes at most, besides the article itself."""
    source = make_source(text, "a.md")
    gc.collect()
    tracemalloc.start()
    try:
        assert analyse(source, RULES, KNOWN, PARTING, most=100).result.problems == ()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("short paragraphs", 24),  # the sentences of some hundred are remembered, however long the article is
        ("headings", 29),  # each `##` is a place where a token such as `##NAME_HERE##` may begin
        ("list items", 20),
        ("quotes", 27),
        ("thematic breaks", 20),
        ("directives", 92),
        ("macros", 21),
    ],
)
def test_a_byte_of_the_article_takes_few_bytes(name: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # So that an article that is quickly checked is one of many blocks.
    monkeypatch.setattr(packed_blocks, "_FEW", 100)
    monkeypatch.setattr(units, "_FEW", 100)
    measure_peak(SHAPES[name](2 * SIZE))  # so that nothing has to be imported, compiled or gathered while it counts
    assert measure_peak(SHAPES[name](SIZE)) / SIZE <= most
