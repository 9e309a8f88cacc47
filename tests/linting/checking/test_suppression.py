from __future__ import annotations

import pytest

from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Violation


def check(text: str, *, only: str = "") -> tuple[Violation, ...]:
    rules = load_builtin_rules()
    known = frozenset(name for rule in rules for name in rule.names)
    enabled = (rule for rule in rules if rule.enabled)
    chosen = tuple(rule for rule in enabled if only in rule.id or rule.id == "unused-suppression")
    return analyse(make_source(text, "a.md"), chosen, known, select_boundaries(rules)).result.violations


def shown(text: str) -> list[tuple[int, str, str | None]]:
    return [(found.region.start.line, found.rule, found.suppressed) for found in check(text)]


MARK = "stray-end-marker"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<!-- endmark-disable-next-line {MARK} -- a quotation -->\n---END---\n", [(2, MARK, "a quotation")]),
        (f"<!-- endmark-disable-next-line {MARK} -->\n\n---END---\n", [(3, MARK, "")]),
        ("<!-- endmark-disable-next-line -->\n\n---END---\n", [(3, MARK, "")]),
        (f"{{/* endmark-disable-next-line {MARK} -- why */}}\n\n---END---\n", [(3, MARK, "why")]),
        (f"---END--- <!-- endmark-disable-line {MARK} -->\n", [(1, MARK, "")]),
        (f"A.\n\n---END---\n\n<!-- endmark-disable-file {MARK} -- all -->\n", [(3, MARK, "all")]),
        (
            f"<!-- endmark-disable {MARK} -->\n\n---END---\n\n<!-- endmark-enable {MARK} -->\n\n---END---\n",
            [(3, MARK, ""), (7, MARK, None)],
        ),
        (f"<!-- endmark-disable {MARK} -->\n\n---END---\n", [(3, MARK, "")]),
        (f"---\nendmark:\n  disable: [{MARK}]\n  reason: sample\n---\n\n---END---\n", [(7, MARK, "sample")]),
        (f"---\nendmark:\n  disable:\n    - {MARK}\n---\n\n---END---\n", [(7, MARK, "")]),
        (f"<!--\nendmark-disable-next-line {MARK}\n-- two\nlines -->\n---END---\n", [(5, MARK, "two\nlines")]),
    ],
    ids=[
        "next-line",
        "blank-between",
        "all-rules",
        "mdx",
        "line",
        "file",
        "block",
        "to-the-end",
        "front-matter",
        "front-matter-list",
        "several-lines",
    ],
)
def test_a_comment_covers_findings_and_keeps_its_reason(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"<!-- endmark-disable-next-line {MARK} -->\n\nText.\n", "covers no finding"),
        ("<!-- endmark-disable-next-line stray-end-marer -->\n\nText.\n", "Did you mean 'stray-end-marker'?"),
        ("<!-- endmark-disable-nextline -->\n\nText.\n", "`endmark-disable-nextline` is no suppression"),
        ("<!-- endmark-enable -->\n\nText.\n", "Nothing is disabled here"),
        (f"---\nendmark: {{disable: [{MARK}]}}\n---\n\nText.\n", "covers no finding"),
    ],
)
def test_a_comment_without_effect_is_a_finding(text: str, problem: str) -> None:
    (found,) = check(text)
    assert found.rule == "unused-suppression"
    assert problem in found.message


def test_a_comment_in_code_has_no_effect() -> None:
    text = f"`<!-- endmark-disable-file {MARK} -->`\n\n```\n<!-- endmark-disable-file {MARK} -->\n```\n\n---END---\n"
    assert [found.suppressed for found in check(text)] == [None]


def test_only_rules_that_ran_can_show_that_a_comment_is_unused() -> None:
    text = "<!-- endmark-disable-file duplicate-paragraph -->\n\nText.\n"
    assert [found.rule for found in check(text)] == ["unused-suppression"]
    assert check(text, only="truncated") == ()


def test_the_next_line_reaches_to_the_end_of_the_block_that_begins_there() -> None:
    text = "<!-- endmark-disable-next-line truncated-sentence -->\nOne line of text here\nand it was never\n---END---\n"
    assert [(found.rule, found.suppressed) for found in check(text)] == [("truncated-sentence", ""), (MARK, None)]


LINK = "https://example.org/?utm_source=chatgpt.com"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("tracking-parameter/last-parameter", [(3, "tracking-parameter", "meant")]),
        ("tracking-parameter", [(3, "tracking-parameter", "meant")]),
        (
            "tracking-parameter/only-parameter",
            [(1, "unused-suppression", None), (3, "tracking-parameter", None)],
        ),
        (
            "tracking-parameter/lost-parameter",
            [(1, "unused-suppression", None), (3, "tracking-parameter", None)],
        ),
    ],
)
def test_a_comment_may_name_a_pattern(names: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert shown(f"<!-- endmark-disable-next-line {names} -- meant -->\n\nSee {LINK}\n") == expected


def test_the_front_matter_may_name_a_pattern() -> None:
    head = "---\nendmark: {disable: [tracking-parameter/last-parameter, stray-end-marker], reason: meant}\n---\n"
    assert shown(f"{head}\nSee {LINK}\n\n---END---\n") == [
        (5, "tracking-parameter", "meant"),
        (7, "stray-end-marker", "meant"),
    ]


def test_an_unknown_pattern_is_told_with_the_one_that_was_meant() -> None:
    comment = "<!-- endmark-disable-file tracking-parameter/lost-parameter -->\n"
    (found,) = check(comment)
    near = "Did you mean 'tracking-parameter/last-parameter'?"
    assert found.message == f"There is no rule `tracking-parameter/lost-parameter`. {near}"


def test_a_comment_that_names_a_pattern_is_unused_only_where_its_rule_ran() -> None:
    comment = "<!-- endmark-disable-file tracking-parameter/last-parameter -->\n"
    assert [found.rule for found in check(comment, only="tracking-parameter")] == ["unused-suppression"]
    assert check(comment, only="refusal") == ()
