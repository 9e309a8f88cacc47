"""What is linear stays linear: an article of very many passes is planned in about as many steps as it has blocks."""

from __future__ import annotations

import pytest
from tests.work import count_lines

import shapes
from endmark.checks.text.meaning import normalize_meaning
from endmark.document.markers import insert_markers
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.repair.assembly import halves, run_together, telling
from endmark.linting.repair.assembly import plan as plan_module
from endmark.linting.repair.assembly.choosing import choose_tellings
from endmark.linting.repair.assembly.plan import plan_assembly
from endmark.linting.repair.span_set import SpanSet
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from shapes import SHAPES, counted, repeated

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
BOUNDARIES = select_boundaries(RULES)
SIZE, TIMES = 8_000, 4
MOST = TIMES * 1.25
PASSES = {
    "titles of their own": counted("# The %w gate\n\nIt is green, and %w.\n\n---END---\n\n"),
    "short copies": repeated("Here again.\n\n---END---\n\n"),
    "markers in a row": counted("The gate of %w.\n\n---END---\n\n---END---\n\n"),
    "told again in pieces": shapes.halves(
        counted("Then %w came to the old town at noon. "),
        counted("%w came to the old town at noon.\n\n", before="\n\n---END---\n\n"),
    ),
    "one title": counted("It is green, says %w.\n\nIt is green, says %w.\n\n"),
    **{name: SHAPES[name] for name in ("restarts at markers", "markers", "equal headings", "copies in pairs")},
    **{name: SHAPES[name] for name in ("equal short paragraphs", "equal paragraphs", "markers on one line")},
}


def look(text: str) -> Analysis:
    analysis = analyse(make_source(text, "a.md"), RULES, KNOWN, BOUNDARIES, most=3, repairs=True)
    assert analysis.result.problems == ()
    return analysis


def plan(analysis: Analysis) -> None:
    assert plan_assembly(analysis, assembled=True).result.blocks


@pytest.mark.parametrize("name", PASSES)
def test_four_times_the_passes_are_four_times_the_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_MOST_COMPARED", 0)  # so many are compared with each other: that is bounded
    texts = [PASSES[name](SIZE), PASSES[name](SIZE * TIMES)]
    for text in texts:
        plan(look(text))  # so that nothing has to be imported while it counts, and as much of both is remembered
    small, large = map(look, texts)
    assert count_lines(lambda: plan(large)) / count_lines(lambda: plan(small)) <= MOST


def test_each_marker_that_is_listed_asks_for_the_cut_beside_it_alone() -> None:
    def look_and_plan(times: int) -> int:
        source = make_source("a ---END--- " * times, "a.md")
        analysis = analyse(source, RULES, KNOWN, BOUNDARIES, repairs=True)
        assert analysis.result.violations
        return count_lines(lambda: plan(analysis))

    look_and_plan(10)  # so that nothing has to be imported while it counts
    assert look_and_plan(400) / look_and_plan(100) <= MOST


def read(text: str, *markers: Span) -> Document:
    return insert_markers(read_document(make_source(text, "a.md")), markers)


@pytest.mark.parametrize(
    "text",
    [
        "The bell in the station rings at noon.\n\nNobody minds the noise.\n",
        "駅の鐘は正午に鳴ります。\n\nもう誰も気にしません。\n",
        "Die Glocke läutet um zwölf.\n\nNiemand hört hin.\n",
    ],
)
def test_where_nothing_is_found_nothing_is_planned(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr(plan_module, "choose_tellings", fail)
    plan(look(text))


HALVES = "The bell in the station rings when the\n\n---END---\n\nrings when the keeper comes, and nobody minds.\n"
END = Span(HALVES.index("---END"), HALVES.index("rings when the keeper") - 2)


@pytest.mark.parametrize(("letters", "joined"), [(100, True), (10, False)])
def test_so_much_is_read_to_join_halves_and_no_more(
    letters: int, joined: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(halves, "_MOST_SEARCHED", letters)
    assert bool(choose_tellings(read(HALVES, END), SpanSet(), SpanSet()).joints) == joined


WITHIN = "The old keeper, who rings the bell at noon, sleeps.\n\n---END---\n\nRings the bell.\n"


@pytest.mark.parametrize(("letters", "found"), [(100, True), (10, False)])
def test_so_much_is_read_for_short_sentences_and_no_more(
    letters: int, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_MOST_SEARCHED", letters)
    assembly = choose_tellings(
        read(WITHIN, Span(WITHIN.index("---END"), WITHIN.index("Rings") - 2)), SpanSet(), SpanSet()
    )
    last = assembly.parts[-1]
    assert (telling.Tellings(assembly.parts).find_earlier(last, 0) is not None) == found


@pytest.mark.parametrize("word", ["gate ", "門", "Mühle "])
def test_a_title_that_ran_together_is_measured_in_few_steps(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_letters = 0

    def count(text: str) -> str:
        nonlocal read_letters
        read_letters += len(text)
        return normalize_meaning(text)

    monkeypatch.setattr(run_together, "normalize_meaning", count)
    title = word * 2_000
    parts = choose_tellings(read(f"# {title}\n\nIt rings.\n\n{title} It rings.\n"), SpanSet(), SpanSet()).parts
    assert [sentence.content for sentence in parts[-1].sentences] == [title.strip(), "It rings."]
    assert read_letters < 50 * len(title)
