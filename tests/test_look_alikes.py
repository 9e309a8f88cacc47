"""What looks like a leftover and is meant: stories, letters, exercises, recipes, minutes, in many languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries

TABLE: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("look_alikes.yaml").read_text(encoding="utf-8")
)
ALL = load_builtin_rules()
RULES = tuple(rule for rule in ALL if rule.enabled and rule.category in ("leftovers", "markup", "text"))


@pytest.mark.parametrize("language", TABLE)
def test_what_authors_mean_is_no_leftover(language: str) -> None:
    known, boundaries = frozenset(rule.id for rule in ALL), select_boundaries(ALL)
    entry = TABLE[language]
    found = []
    for text in entry["texts"]:
        article = "\n\n".join([f"# {entry['title']}", *entry["paragraphs"], text, ""])
        result = analyse(make_source(article, "a.md"), RULES, known, boundaries).result
        found += [(violation.rule, text) for violation in result.violations]
    assert found == []
