"""Passages that differ in nothing but a sign: found, but not word for word, and no fix takes a side."""

from __future__ import annotations

import pytest

from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Violation

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
END = "---END---"
GATE = "The gate in the wall opens at dawn, and the keeper takes {} of it before anybody else comes."
TOR = "Das Tor in der Mauer öffnet im Morgengrauen, und der Wärter nimmt davon {} vor allen anderen."
PORTE = "La porte du mur s'ouvre à l'aube, et le gardien en prend {} avant que les autres arrivent."
MON = "南の壁の古い門は夜明けに開きます。番人は毎朝{}ほど飲んでから、庭の掃除を始めるそうです。"
MUN = "남쪽 벽의 낡은 문은 새벽에 열립니다. 문지기는 아침마다 {} 정도 마시고 마당을 쓸기 시작합니다."
MEN = "南墙的旧门在黎明时打开。看门人每天早上先喝{}左右，然后才开始打扫院子，这是他的习惯。"


def found(text: str, rule: str) -> list[Violation]:
    seen = analyse(make_source(text, "a.md"), RULES, frozenset(), select_boundaries(RULES))
    return [violation for violation in seen.result.violations if violation.rule == rule]


@pytest.mark.parametrize("sentence", [GATE, TOR, PORTE, MON, MUN, MEN])
@pytest.mark.parametrize(("one", "other"), [("1.5 mg", "15 mg"), ("+5", "−5"), ("(5)", "5"), ("5 %", "5 ‰")])
def test_paragraphs_that_differ_in_a_sign(sentence: str, one: str, other: str) -> None:
    (pair,) = found(f"{sentence.format(one)}\n\n{END}\n\n{sentence.format(other)}\n", "duplicate-paragraph")
    assert "with small changes" in pair.message
    assert pair.fix is None
    (same,) = found(f"{sentence.format(one)}\n\n{END}\n\n{sentence.format(one)}\n", "duplicate-paragraph")
    assert "word for word" in same.message
    assert same.fix is not None


def test_sentences_that_differ_in_a_sign() -> None:
    before, after = "We dug for a week.", "Everyone is welcome."
    one, other = GATE.format("+5"), GATE.format("−5")
    (pair,) = found(f"{before} {one}\n\n{END}\n\n{other} {after}\n", "duplicate-sentence")
    assert pair.message == "The same sentence is said twice across the end marker, with small changes."
    (same,) = found(f"{before} {one}\n\n{END}\n\n{one} {after}\n", "duplicate-sentence")
    assert same.message == "The same sentence is said twice across the end marker."
    assert pair.severity < same.severity


@pytest.mark.parametrize(("other", "number"), [("C", 0), ("C++", 1)])
def test_headings_that_differ_in_a_sign_are_two(other: str, number: int) -> None:
    text = f"## The language C++\n\nIt is old.\n\n## The language {other}\n\nIt is older.\n"
    assert len(found(text, "duplicate-heading")) == number
