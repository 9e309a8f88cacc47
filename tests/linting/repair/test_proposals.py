"""What becomes of an article of which somebody decides on each fix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.model import Document
from endmark.document.source import Source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.repair.assembly import plan
from endmark.linting.repair.assembly.choosing import choose_tellings
from endmark.linting.repair.assembly.model import Assembly
from endmark.linting.repair.proposals import Decision, Proposal, repair_by_choice
from endmark.linting.repair.repair import Repair
from endmark.linting.repair.span_set import SpanSet
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries

RULES = [rule for rule in load_builtin_rules() if rule.enabled]
KNOWN = frozenset(rule.id for rule in RULES)
BOUNDARIES = select_boundaries(RULES)

GATE, HERON, BENCH = (
    "The gate opens at dawn, when the first walkers come down the hill from the village.",
    "A heron waits by the pond until the gardener has gone and the water is still again.",
    "Every bench was painted green last autumn by the children of the school in the valley.",
)
MARKED = f"---\nreading_time: 30\n---\n\n{GATE}\n\n---END---\n\n{HERON}\n\n---END---\n\n{BENCH}\n"
COPIED = f"{GATE}\n\n{HERON}\n\n---END---\n\n{HERON}\n\n{BENCH}\n"


def look(source: Source) -> Analysis:
    return analyse(source, RULES, KNOWN, BOUNDARIES, repairs=True)


def decide_by(answers: str, met: list[str]) -> Callable[[Proposal], Decision]:
    """Answers one after the other: y, n, q, or w, which writes a word at the end; what was asked is put into `met`."""
    left = iter(answers)

    def decide(proposal: Proposal) -> Decision:
        met.append(f"{proposal.violation.rule}:{proposal.violation.region.start.line}")
        match next(left):
            case "y":
                return Decision("accept")
            case "w":
                return Decision("write", proposal.before.text + "Written.\n")
            case "q":
                return Decision("stop")
            case _:
                return Decision("refuse")

    return decide


def choose(text: str, answers: str) -> tuple[Repair, list[str]]:
    met: list[str] = []
    return repair_by_choice(Source("a.md", text), look, decide_by(answers, met)), met


@pytest.mark.parametrize(
    ("text", "answers", "met", "markers", "applied"),
    [
        (MARKED, "nn", ["stray-end-marker:7", "stray-end-marker:11"], 2, []),
        # A reading time waits for the text, and what is said of lines is said of the text as it is by then.
        (MARKED, "yyy", ["stray-end-marker:7", "stray-end-marker:9", "reading-time-mismatch:2"], 0, [7, 11, 2]),
        (MARKED, "yq", ["stray-end-marker:7", "stray-end-marker:9"], 1, [7]),
        (MARKED, "ny", ["stray-end-marker:7", "stray-end-marker:11"], 1, [11]),
        (MARKED, "wqq", ["stray-end-marker:7", "stray-end-marker:11"], 2, [7]),
        (MARKED, "q", ["stray-end-marker:7"], 2, []),
        # A marker between two tellings waits for one of them to go.
        (COPIED, "yy", ["duplicate-paragraph:7", "stray-end-marker:5"], 0, [7, 5]),
        # When both are to stay, it is asked about by itself: they are found without it, too.
        (COPIED, "nn", ["duplicate-paragraph:7", "stray-end-marker:5"], 1, []),
        (COPIED, "ny", ["duplicate-paragraph:7", "stray-end-marker:5"], 0, [5]),
    ],
)
def test_each_answer_has_its_effect(text: str, answers: str, met: list[str], markers: int, applied: list[int]) -> None:
    result, asked = choose(text, answers)
    assert asked == met
    assert result.source.text.count("---END---") == markers
    assert [fix.line for fix in result.applied] == applied
    assert ("Written." in result.source.text) == ("w" in answers)
    assert [(one.rule, one.region) for one in result.result.violations] == [
        (one.rule, one.region) for one in look(result.source).result.violations
    ]


PARTS = st.lists(st.sampled_from([GATE, HERON, BENCH, "---END---", "[END]", "## Garden"]), max_size=8)


@given(parts=PARTS, answers=st.lists(st.sampled_from("yn"), min_size=40, max_size=40))
def test_what_is_refused_stays_and_nobody_is_asked_twice(parts: list[str], answers: list[str]) -> None:
    text = "".join(f"{part}\n\n" for part in parts)
    result, asked = choose(text, "".join(answers))
    assert len(asked) < 40
    assert len(result.applied) == answers[: len(asked)].count("y")
    if "y" not in answers[: len(asked)]:
        assert result.source.text == text
    for sentence in (GATE, HERON, BENCH):
        assert (sentence in text) == (sentence in result.source.text)


def test_what_is_asked_about_is_planned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[str] = []

    def note(document: Document, *places: SpanSet, **named: Any) -> Assembly:
        planned.append(document.source.text)
        return choose_tellings(document, *places, **named)

    monkeypatch.setattr(plan, "choose_tellings", note)
    choose(COPIED, "nnn")
    assert len(planned) > 1
    assert len(planned) == len(set(planned))
