"""What docs/writing-rules.md says of the checks is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from endmark import checks
from endmark.document.source import make_source
from endmark.errors import Problem
from endmark.ruleset.binding import bind_shape
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.nodes import MappingNode
from endmark.ruleset.rule_template import TEMPLATED_CHECKS
from endmark.ruleset.shapes import build_shape
from endmark.ruleset.yaml_reader import read_yaml

SNIPPET = re.compile(r"^# (?P<check>[a-z-]+): [^\n]*\n(?P<options>options:\n(?: [^\n]*\n)+)", re.MULTILINE)
ROW = re.compile(r"^\| [^|]+ \| `(?P<check>[a-z-]+)` \| (?P<links>\[[^|]+\)) \|$", re.MULTILINE)


@pytest.fixture
def guide(root: Path) -> str:
    return (root / "docs/writing-rules.md").read_text("utf-8")


def test_each_check_with_a_file_to_start_from_is_shown(guide: str) -> None:
    assert {snippet["check"] for snippet in SNIPPET.finditer(guide)} == set(TEMPLATED_CHECKS)
    assert {row["check"] for row in ROW.finditer(guide)} == set(TEMPLATED_CHECKS)


def test_the_options_shown_are_options(guide: str) -> None:
    for snippet in SNIPPET.finditer(guide):
        table = read_yaml(make_source(snippet["options"], "writing-rules.md"))
        (entry,) = table.entries
        assert isinstance(entry.value, MappingNode)
        problems: list[Problem] = []
        assert bind_shape(entry.value, build_shape(checks.load(snippet["check"]).Options), problems)
        assert problems == []


def test_the_rules_to_look_at_use_the_check(guide: str) -> None:
    by_id = {rule.id: rule.check for rule in load_builtin_rules()}
    for row in ROW.finditer(guide):
        assert {by_id[name] for name in re.findall(r"rules/([a-z-]+)\.md", row["links"])} == {row["check"]}
