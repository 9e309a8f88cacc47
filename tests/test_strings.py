"""Strings from published texts: what a rule must find in them, and where it must stay silent.

Each file in `strings` is named after a rule. Its `found` are texts in which the
rule must speak, its `silent` are texts that look alike and are meant. The source
`index:N` is the file of that number in a search index of public repositories.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Violation

FILES = sorted(Path(__file__).with_name("strings").glob("*.yaml"))
RULES = {rule.id: rule for rule in load_builtin_rules()}
KEYS = {"found": {"text", "language", "source"}, "silent": {"text", "language", "source", "why"}}
SOURCE = re.compile(r"https://\S+|index:\d+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
WORDS = re.compile(r"\w+")


class Case(NamedTuple):
    """A text, the rule that reads it, and the part of it that a finding must touch."""

    rule: str
    kind: str
    number: int
    text: str
    marks: str

    def __str__(self) -> str:
        words = "-".join(WORDS.findall(self.text)[:4])
        return f"{self.rule}-{self.kind}-{self.number}-{words}"


def table(path: Path) -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def cases(kind: str) -> list[Case]:
    return [
        Case(path.stem, kind, number, entry["text"], entry.get("marks", ""))
        for path in FILES
        for number, entry in enumerate(table(path).get(kind) or (), 1)
    ]


def findings(case: Case) -> list[Violation]:
    """What the shipped rule says of the text; a rule that is still to come skips the test."""
    rule = RULES.get(case.rule)
    if rule is None:
        pytest.skip(f"there is no rule {case.rule} yet")
    result = analyse(
        make_source(case.text, "a.md"), (rule,), frozenset(RULES), select_boundaries(RULES.values())
    ).result
    assert result.problems == ()
    return [violation for violation in result.violations if violation.rule == case.rule]


def touches(span: Span, text: str, marks: str) -> bool:
    """Whether a span and one of the places of `marks` share a character."""
    return any(
        span.start < place.end() and place.start() < max(span.end, span.start + 1)
        for place in re.finditer(re.escape(marks), text)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_is_well_formed(path: Path) -> None:
    content = table(path)
    assert set(content) == set(KEYS)
    for kind, keys in KEYS.items():
        assert content[kind]
        for entry in content[kind]:
            assert keys <= set(entry) <= keys | ({"marks"} if kind == "found" else set())
            assert all(isinstance(value, str) and value.strip() for value in entry.values())
            assert entry.get("marks", "") in entry["text"]
            assert SOURCE.fullmatch(entry["source"])
            assert LANGUAGE.fullmatch(entry["language"])
            assert kind == "found" or any(map(str.isalpha, entry["why"]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_table_says_nothing_twice(path: Path) -> None:
    texts = [entry["text"] for entries in table(path).values() for entry in entries]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("case", cases("found"), ids=str)
def test_a_rule_finds_what_was_left_in_a_text(case: Case) -> None:
    spans = [violation.region.span for violation in findings(case)]
    assert spans
    if case.marks:
        assert any(touches(span, case.text, case.marks) for span in spans)


@pytest.mark.parametrize("case", cases("silent"), ids=str)
def test_a_rule_leaves_alone_what_is_meant(case: Case) -> None:
    assert findings(case) == []
