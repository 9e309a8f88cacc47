"""Each check says what it is; nothing is said of a single one anywhere else."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import endmark.linting
from endmark import checks
from endmark.document.article import read_article
from endmark.document.markup import MARKUPS
from endmark.document.source import make_source
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule

KINDS = frozenset(get_args(checks.CheckKind))


def iter_strings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("name", checks.CHECKS)
def test_a_check_states_its_kind(name: str) -> None:
    assert checks.load(name).KIND in KINDS


@pytest.mark.parametrize("name", checks.CHECKS)
def test_a_check_sees_one_document_or_compares_all(name: str) -> None:
    check = checks.load(name)
    shape = {hook for hook in ("find", "facts", "compare") if callable(getattr(check, hook, None))}
    assert shape == ({"facts", "compare"} if checks.is_of_corpus(check) else {"find"})


def test_every_kind_has_a_check() -> None:
    assert {checks.load(name).KIND for name in checks.CHECKS} == KINDS


def test_no_set_of_names_stands_beside_the_registry() -> None:
    assert checks.__file__ is not None
    strings = list(iter_strings(Path(checks.__file__)))
    names = checks.CHECKS.keys() - KINDS
    assert {name: strings.count(name) for name in names} == dict.fromkeys(names, 1)


def test_the_engine_knows_no_check_by_its_name() -> None:
    (folder,) = endmark.linting.__path__
    named = {(file.name, text) for file in Path(folder).rglob("*.py") for text in iter_strings(file)}
    assert not {(file, text) for file, text in named if text in checks.CHECKS}


HELD = {
    "It rains.\n": {"paragraph"},
    "# Rain\n\nIt rains on all of the hills.\n": {"heading", "paragraph"},
    "# Rain\n\nIt rains.\n\n# Rain\n\nIt rains.\n": {"heading", "several headings", "paragraph", "body"},
    "**Step 1**\n\nIt rains.\n": {"paragraph", "bold letters"},
    "- Rain\n- Hail\n": {"list-item"},
    "```\nrain\n```\n": {"code"},
    "| a | b |\n|---|---|\n| c | d |\n| e |\n": {"table"},
    "---\ntitle: Rain\n---\n\nIt rains.\n": {"front matter", "paragraph"},
    "<!-- endmark-disable-line -->\n": {"comment", "comment to endmark"},
    "雨が降っていて、川の水が増えている。\n\nIt rains, and the river has risen since the night before.\n": {
        "paragraph",
        "other language",
    },
}


@pytest.mark.parametrize(("text", "held"), HELD.items())
def test_what_a_document_holds_is_told(text: str, held: set[str]) -> None:
    assert checks.find_held(read_article(make_source(text, "a.md"))) == held


@pytest.mark.parametrize("rule", load_builtin_rules(), ids=lambda rule: rule.id)
def test_where_a_document_holds_nothing_that_a_check_needs_it_finds_nothing(rule: Rule) -> None:
    check: Any = checks.load(rule.check)
    needs = checks.find_traits(rule.check).needs
    for text in HELD:
        document = read_article(make_source(text, "2026-05-06-a.md"))
        if needs and needs.isdisjoint(checks.find_held(document)):
            find = check.facts if checks.is_of_corpus(check) else check.find
            assert list(find(document, rule.options, rule.scope)) == []


def test_a_hook_is_asked_where_a_check_has_it() -> None:
    rules = {rule.id: rule for rule in load_builtin_rules()}
    marker, copy = rules["stray-end-marker"], rules["duplicate-paragraph"]
    pattern, duplicate = checks.load(marker.check), checks.load(copy.check)
    assert checks.is_boundary(pattern, marker.options)
    assert not checks.is_boundary(duplicate, copy.options)
    prefilter, narrow = checks.get_prefilter(pattern), checks.get_narrowing(pattern)
    assert prefilter is not None
    query = prefilter(marker.options)
    assert query.source
    assert narrow is not None
    assert len(narrow(marker.options, query.source[:1]).lines) == 1
    assert checks.get_prefilter(duplicate) is None
    assert checks.get_narrowing(duplicate) is None
    assert checks.get_library(checks.load("readability")) == ("textstat", "readability")
    assert checks.get_library(pattern) is None
    assert checks.judges(pattern, "text")
    assert [checks.judges(checks.load("unclosed"), markup) for markup in MARKUPS] == [True, True, False, True]


def test_the_registry_imports_no_check() -> None:
    code = "import sys, endmark.checks as c; print(sorted(set(c.CHECKS.values()) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
