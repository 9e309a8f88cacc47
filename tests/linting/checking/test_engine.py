from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from endmark import checks
from endmark.checks import Scope
from endmark.checks.front_matter import front_matter
from endmark.checks.patterns.pattern import Options
from endmark.checks.patterns.prefilter import find_candidates
from endmark.checks.text.regex import Pattern
from endmark.document.model import Document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking import engine
from endmark.linting.checking.engine import analyse
from endmark.linting.file_result import FileResult
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Edit, Fix, Match, Related, Severity, make_reason

Find = Callable[..., Iterator[Match]]


@pytest.fixture
def rule_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[Find], Rule]:
    """A rule around a function that stands in for a check."""

    def make(find: Find) -> Rule:
        check = SimpleNamespace(find=find, Options=front_matter.Options, VALUES=frozenset({"what"}), KIND="metadata")
        monkeypatch.setattr(checks, "load", lambda name: check)  # noqa: ARG005
        return Rule("sample", "sample", Severity.ERROR, "Sums.", "Because.", "Found {what}.", front_matter.Options())

    return make


def shipped(text: str) -> FileResult:
    rules = load_builtin_rules()
    return analyse(
        make_source(text, "a.md"), rules, frozenset(rule.id for rule in rules), select_boundaries(rules)
    ).result


def test_a_match_becomes_a_violation_with_positions(rule_that: Callable[[Find], Rule]) -> None:
    fix = Fix((Edit(Span(3, 4), ""),), safe=True, title=make_reason("pattern.take-out"))
    related = (Related(Span(0, 1), make_reason("restart.title-here")),)

    def find(*_: object) -> Iterator[Match]:
        yield Match(Span(3, 5), {"what": "it"}, related, fix)

    (violation,) = analyse(make_source("ab\ncde\n", "a.md"), (rule_that(find),), frozenset()).result.violations
    assert (violation.message, violation.excerpt, violation.line_text) == ("Found it.", "cd", "cde")
    assert (violation.region.start, violation.region.end) == ((2, 1), (2, 3))
    assert violation.related[0].region.start == (1, 1)
    assert (violation.fix, violation.fix_regions[0].span) == (fix, Span(3, 4))


@pytest.mark.parametrize(
    ("severity", "certain", "expected"),
    [
        (Severity.ERROR, True, Severity.ERROR),
        (Severity.ERROR, False, Severity.WARNING),
        (Severity.INFO, False, Severity.INFO),
    ],
)
def test_an_uncertain_match_is_a_warning_at_most(
    rule_that: Callable[[Find], Rule],
    severity: Severity,
    certain: bool,
    expected: Severity,
) -> None:
    def find(*_: object) -> Iterator[Match]:
        yield Match(Span(0, 1), {"what": "it"}, certain=certain)

    rule = replace(rule_that(find), severity=severity)
    assert analyse(make_source("a", "a.md"), (rule,), frozenset()).result.violations[0].severity is expected


def test_a_crash_in_a_check_is_reported_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from endmark.checks.cuts import truncation

    def crash(*_: object) -> Iterator[Match]:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(truncation, "find", crash)
    result = shipped("Text.\n\n---END---\n")
    (problem,) = result.problems
    assert str(problem).startswith("a.md: the rule truncated-sentence failed on this file: ZeroDivisionError: oops.")
    assert [violation.rule for violation in result.violations] == ["stray-end-marker"]


def test_the_fingerprint_stays_when_lines_are_added_above() -> None:
    body = "# One\n\nText.\n\n---END---\n\n# Two\n\nText.\n\n---END---\n\n---END---\n"
    before = [violation.fingerprint for violation in shipped(body).violations]
    after = [violation.fingerprint for violation in shipped(f"New paragraph.\n\nAnother.\n\n{body}").violations]
    assert before == after
    assert len(set(before)) == 3


def test_checks_see_what_stands_before_a_marker_as_an_ending() -> None:
    found = [violation.rule for violation in shipped("The gate was\n---END---\nThe gate was open.\n").violations]
    assert found == ["truncated-sentence", "stray-end-marker"]


def test_a_boundary_parts_the_text_even_when_its_rule_does_not_run() -> None:
    rules = load_builtin_rules()
    chosen = tuple(rule for rule in rules if rule.id == "truncated-sentence")
    text = make_source("The gate was\n---END---\nThe gate was open.\n", "a.md")
    assert [v.rule for v in analyse(text, chosen, frozenset(), select_boundaries(rules)).result.violations] == [
        "truncated-sentence"
    ]
    assert analyse(text, chosen, frozenset()).result.violations == ()


@pytest.mark.parametrize(("text", "searches"), [("One pond.\n", 1), ("One pond.\n\n---END---\n", 2)])
def test_an_article_is_searched_anew_only_where_markers_part_it(
    text: str, searches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Document | None] = []

    def find_noted(
        document: Document, searching: Any, before: Document | None = None, search: Any = None, **others: Any
    ) -> Mapping[int, Container[Pattern]]:
        seen.append(before)
        return find_candidates(document, searching, before, search, **others)

    monkeypatch.setattr(engine, "find_candidates", find_noted)
    shipped(text)
    assert [before is None for before in seen] == [True, False][:searches]


@pytest.mark.parametrize(
    ("repairs", "fixes", "times", "edited"),
    [(True, True, 1, True), (False, False, 1, True), (False, True, 1, False), (True, True, 10_000, False)],
)
def test_of_an_article_that_is_repaired_only_what_changes_is_searched(
    monkeypatch: pytest.MonkeyPatch, repairs: bool, fixes: bool, times: int, edited: bool
) -> None:
    seen: list[bool] = []

    def find_noted(*_: object, edited: bool, memory: object) -> Mapping[int, Container[Pattern]]:
        assert memory is None
        seen.append(edited)
        return {}

    monkeypatch.setattr(engine, "find_candidates", find_noted)
    source = make_source("The tide turns at six.\n" * times, "a.md")
    analyse(source, (), frozenset(), repairs=repairs, fixes=fixes)
    assert seen == [edited]


def test_what_only_the_parts_hold_is_found_unless_it_would_part_them_again() -> None:
    options = Options(anywhere=(Pattern("^frog"),))
    found, parting = (
        Rule(name, "pattern", Severity.ERROR, "Sums.", "Because.", "Found {match}.", chosen)
        for name, chosen in (("found", options), ("parting", replace(options, boundary=True)))
    )
    boundaries = (*select_boundaries(load_builtin_rules()), parting)
    text = make_source("Gates stand open. ---END---\nfrog and heron.\n", "a.md")
    violations = analyse(text, (found, parting), frozenset(), boundaries).result.violations
    assert [violation.rule for violation in violations] == ["found"]


def test_scope_is_all_when_empty() -> None:
    from endmark.document.reader import read_document

    blocks = read_document(make_source("# a\n\nb\n", "a.md")).blocks
    assert all(block in Scope() for block in blocks)
