"""Articles of several passes, mended by all the rules that are on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from endmark.document.source import Source, make_source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.repair.repair import Repair, repair
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries


@cache
def load_rules() -> tuple[tuple[Rule, ...], frozenset[str], tuple[Rule, ...]]:
    """Those that are on, the ids of all, and those that part an article."""
    rules = load_builtin_rules()
    enabled = tuple(rule for rule in rules if rule.enabled)
    return enabled, frozenset(rule.id for rule in rules), select_boundaries(rules)


def look(source: Source) -> Analysis:
    return analyse(source, *load_rules())


@pytest.fixture
def mend() -> Callable[..., Repair]:
    """Blocks → the repair of the article that they are, also where an editor should read the result."""

    def mend_blocks(*blocks: str, end: str = "\n") -> Repair:
        return repair(make_source("\n\n".join(blocks) + end, "article.md"), look, unsafe=True)

    return mend_blocks
