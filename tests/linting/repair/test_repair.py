"""Repairs of made-up articles, in which `%a%` and its like are marks that want to be repaired, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.document.markers import insert_markers
from endmark.document.reader import read_document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.file_result import FileResult
from endmark.linting.repair.repair import Repair, repair
from endmark.messages.catalogue import say_reason
from endmark.phrase import phrase
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Edit, Fix, Region, Severity, Violation, make_reason

MARK = re.compile(r"%(?P<kind>[a-z])\d*%")
SENTENCES = [
    "The gate opens at dawn.",
    "A heron waits by the pond.",
    "Every bench was painted green last autumn.",
    "Nobody remembers who planted the quince.",
    "The gardener whistles an old march.",
]


def fix_of(text: str, mark: re.Match[str]) -> Fix | None:
    """What the kind of a mark wants.

    a: goes with the blank line after it; b: the same, but not safely; c: takes
    the next paragraph along; d: stays as it is; e: takes the blank line before
    it along, too; f: becomes an `a`; n: counts up, for ever; w: as `a`, but it
    waits; x: no fix.
    """
    start, end = mark.span()
    while text[end : end + 1] == "\n":
        end += 1
    kind = mark["kind"]
    if kind == "c":
        end += len(text[end:].partition("\n\n")[0]) + 2
    if kind == "e":
        start = len(text[:start].rstrip("\n"))
        return Fix((Edit(Span(start, end), "\n\n"),), safe=True, title=make_reason("pattern.take-out"))
    if kind in "dfn":
        number = int(mark[0].strip("%n") or 0) + 1 if kind == "n" else 0
        put = {"d": mark[0], "f": "%a%", "n": f"%n{number}%"}[kind]
        return Fix((Edit(Span(*mark.span()), put),), safe=True, title=make_reason("pattern.compose"))
    edit = Edit(Span(start, min(end, len(text))), "")
    return (
        None
        if kind == "x"
        else Fix((edit,), safe=kind != "b", title=make_reason("pattern.take-out"), waits=kind == "w")
    )


def look(source: Source) -> Analysis:
    """An article in which every mark is found."""
    marks = list(MARK.finditer(source.text))
    document = insert_markers(read_document(source), [Span(*mark.span()) for mark in marks])
    return Analysis(document, lambda: FileResult(tuple(violation(source, mark) for mark in marks)))


def violation(source: Source, mark: re.Match[str]) -> Violation:
    span = Span(*mark.span())
    region = Region(span, source.get_position(span.start), source.get_position(span.end))
    fix = fix_of(source.text, mark)
    title = say_reason(fix.title) if fix else ""
    return Violation(
        source.path, "mark", Severity.ERROR, "A mark.", region, mark[0], mark[0], "", fix=fix, fix_title=title
    )


def repaired(text: str, *, unsafe: bool = False, look: Callable[[Source], Analysis] = look) -> Repair:
    return repair(Source("a.md", text), look, unsafe=unsafe)


def article(*parts: str) -> str:
    return "".join(f"{part}\n\n" for part in parts)


ONE, TWO, THREE = SENTENCES[:3]


@pytest.mark.parametrize(
    ("before", "after", "applied", "refused"),
    [
        (article(ONE, TWO), article(ONE, TWO), 0, 0),
        (article(ONE, "%a%", TWO), article(ONE, TWO), 1, 0),
        (article(ONE, "%a%", "%a%", TWO, "%a%"), article(ONE, TWO), 3, 0),
        (article(ONE, "%b%", TWO), article(ONE, "%b%", TWO), 0, 0),
        (article(ONE, "%c%", TWO), article(ONE, "%c%", TWO), 0, 1),
        (article(ONE, "%c%", ONE), article(ONE), 1, 0),
        (article(ONE, "%d%", TWO), article(ONE, "%d%", TWO), 0, 1),
        (article(ONE, "%e%", "%e%", TWO), article(ONE, TWO), 2, 0),
        (article(ONE, "%f%", TWO), article(ONE, TWO), 2, 0),
        (article(ONE, "%w%", TWO, "%a%", THREE), article(ONE, TWO, THREE), 2, 0),
        (article(ONE, "%x%", TWO), article(ONE, "%x%", TWO), 0, 0),
        (article(ONE, "%a%", TWO, "%c%", THREE, "%a%"), article(ONE, TWO, "%c%", THREE), 2, 1),
    ],
)
def test_what_a_repair_makes_of_an_article(before: str, after: str, applied: int, refused: int) -> None:
    result = repaired(before)
    assert result.source.text == after
    assert (len(result.applied), len(result.refused)) == (applied, refused)


def test_a_fix_that_is_not_safe_is_applied_on_demand() -> None:
    assert repaired(article(ONE, "%b%", TWO), unsafe=True).source.text == article(ONE, TWO)


def test_lines_are_those_of_the_file_on_disk() -> None:
    result = repaired(article("%a%", ONE, "%f%", TWO, "%c%", THREE))
    assert sorted((fix.line, fix.title) for fix in result.applied) == [
        (1, "take it out"),
        (5, "take it out"),
        (5, "write it as one letter"),
    ]
    assert [(fix.line, fix.excerpt, fix.reason) for fix in result.refused] == [
        (9, "%c%", f"it would lose “{THREE[:40]}…”")
    ]


def test_what_was_taken_out_is_said_to_stand_elsewhere() -> None:
    (applied,) = repaired(article(ONE, TWO, "%c%", ONE)).applied
    assert [(removed.text, removed.line, removed.instead) for removed in applied.removed] == [(ONE, 1, "")]


class Counted:
    """Looks at articles, and counts how often, and how often it is asked what is found."""

    def __init__(self, look: Callable[[Source], Analysis] = look) -> None:
        self._look = look
        self.looks = self.searches = 0

    def __call__(self, source: Source) -> Analysis:
        self.looks += 1
        analysis = self._look(source)

        def find() -> FileResult:
            self.searches += 1
            return analysis.result

        return replace(analysis, find=find)


def test_a_repair_comes_to_an_end_and_says_what_is_not_done() -> None:
    counted = Counted()
    result = repaired(article(ONE, "%n%", TWO), look=counted)
    assert counted.looks < 500
    assert result.unfinished == 1
    assert repaired(result.source.text).source != result.source


def test_what_is_done_leaves_nothing_unfinished() -> None:
    assert repaired(article(ONE, "%a%", TWO, "%c%")).unfinished == 0


@pytest.mark.parametrize(
    ("parts", "checks"),
    [
        pytest.param(["%a%"], 2, id="independent fixes"),
        pytest.param(["%a%", "%c%", "%a%"], 2, id="every third is refused"),
        pytest.param(["%d%"], 4, id="all are refused"),
        pytest.param(["%d%", "%a%"], 6, id="every other is refused"),
    ],
)
def test_the_number_of_checks_hardly_grows_with_that_of_the_fixes(parts: list[str], checks: int) -> None:
    for number in (100, 400):
        counted = Counted()
        text = "".join(article(*parts, f"{ONE} {index}") for index in range(number))
        repaired(text, look=counted)
        assert counted.looks <= checks


@pytest.mark.parametrize("piece", ["あ\x07"])
def test_one_that_is_blamed_by_mistake_costs_few_checks(piece: str) -> None:
    """As soon as too much is taken out, the text is one cut word: the fix where it breaks off is to blame."""
    rules = tuple(rule for rule in load_builtin_rules() if rule.enabled)
    looks = 0

    def looking(source: Source) -> Analysis:
        nonlocal looks
        looks += 1
        return analyse(source, rules, frozenset(), select_boundaries(rules))

    result = repaired(piece * 512, unsafe=True, look=looking)
    assert (len(result.applied), len(result.refused)) == (511, 1)
    assert looks <= 5


COPY = "The same paragraph stands here again and again, word for word.\n\n"


@pytest.mark.parametrize("copies", [400, 1600])
def test_copies_next_to_each_other_go_together(copies: int) -> None:
    rules = tuple(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")
    counted = Counted(lambda source: analyse(source, rules, frozenset()))
    result = repaired(COPY * copies, unsafe=True, look=counted)
    assert result.source.text == COPY.removesuffix("\n")
    assert counted.looks <= 3


def test_no_rule_runs_after_a_step_that_loses_text() -> None:
    """One check of the article as it is, and one after what does no harm."""
    counted = Counted(look)
    text = "".join(article("%c%", f"{ONE} {index}") for index in range(100))
    result = repaired(article("%a%", TWO) + text, look=counted)
    assert (len(result.applied), len(result.refused)) == (1, 100)
    assert counted.looks > counted.searches == 2


def test_a_step_after_which_the_article_cannot_be_checked_is_refused() -> None:
    def failing(source: Source) -> Analysis:
        seen = look(source)
        problems = () if "%" in source.text else (Problem(phrase("a check failed.")),)
        return replace(seen, find=lambda: replace(seen.result, problems=problems))

    result = repaired(article(ONE, "%a%", TWO), look=failing)
    assert result.source.text == article(ONE, "%a%", TWO)
    assert [fix.reason for fix in result.refused] == ["the article could not be checked afterwards: a check failed."]


PARTS = st.lists(st.sampled_from([*SENTENCES, "%a%", "%b%", "%c%", "%d%", "%e%", "%f%", "%w%", "%x%"]), max_size=12)


@given(parts=PARTS, unsafe=st.booleans())
def test_whatever_the_fixes_do_no_sentence_is_lost(parts: list[str], unsafe: bool) -> None:
    result = repaired(article(*parts), unsafe=unsafe)
    for sentence in SENTENCES:
        assert (sentence in parts) == (sentence in result.source.text)
    marks = [found[0] for found in MARK.finditer(result.source.text)]
    assert not {"%a%", "%f%", "%e%", "%w%"} & set(marks)
    if "%c%" not in parts:  # it takes marks along, too
        assert marks.count("%x%") == parts.count("%x%")
        assert marks.count("%b%") == (0 if unsafe else parts.count("%b%"))


@given(parts=PARTS, unsafe=st.booleans())
def test_a_repair_is_done_once_and_the_same_each_time(parts: list[str], unsafe: bool) -> None:
    result = repaired(article(*parts), unsafe=unsafe)
    assert repaired(article(*parts), unsafe=unsafe) == result
    assert result.result == look(result.source).result
    again = repaired(result.source.text, unsafe=unsafe)
    assert (again.source, again.applied) == (result.source, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("##Beans\n\nThey are green.\n", "## Beans\n\nThey are green.\n"),
        ("##Beans\n##Peas##\n", "## Beans\n## Peas ##\n"),
        ("##豆\n\n豆は緑です。\n", "## 豆\n\n豆は緑です。\n"),
        ("###Bohnen\r\rSie sind grün.\r", "### Bohnen\r\rSie sind grün.\r"),
    ],
)
def test_what_a_fix_sets_apart_may_become_something_else(before: str, after: str) -> None:
    rules = tuple(rule for rule in load_builtin_rules() if rule.enabled)
    result = repaired(before, look=lambda source: analyse(source, rules, frozenset(), select_boundaries(rules)))
    assert result.source.text == after
    assert result.refused == ()
