"""The fix of a stated reading time waits until the text is settled, and says what it waits for."""

from __future__ import annotations

import pytest

from endmark.document.source import make_source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.run import select_boundaries
from endmark.linting.repair.repair import repair
from endmark.ruleset.builtin import load_builtin_rules

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
GATE = "The gate in the wall opens at dawn, and the keeper sweeps the yard before anybody comes."
HERON = "A grey heron waits by the pond until noon, and nobody has ever seen it catch a fish."


def look(text: str, name: str = "a.md") -> Analysis:
    return analyse(make_source(text, name), RULES, KNOWN, select_boundaries(RULES))


def article(*blocks: str) -> str:
    return "---\ntitle: A town\nreading_time: 40 min\n---\n\n" + "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("text", "waits_for"),
    [
        (article(GATE, HERON), ""),
        (article(GATE, HERON, GATE), "duplicate-paragraph in line 10"),
        (article(GATE, f"{HERON} {HERON}"), "duplicate-sentence in line 8"),
        (article(GATE, "---END---", HERON), "stray-end-marker in line 8"),
        (article(GATE, "The heron waits by the"), "truncated-sentence in line 8"),
        (article(GATE, "---END---", "...until noon."), "stray-end-marker in line 8"),
        (article(GATE, "<!-- endmark-disable-next-line -->", f"{HERON} {HERON}"), ""),
    ],
)
def test_a_reading_time_waits_while_the_text_is_to_be_mended(text: str, waits_for: str) -> None:
    (found,) = (found for found in look(text).result.violations if found.rule == "reading-time-mismatch")
    assert (found.fix is None) is bool(waits_for)
    assert found.no_fix_reason == (f"the text must be mended first: {waits_for}" if waits_for else "")
    assert bool(found.fix_regions) is not bool(waits_for)


@pytest.mark.parametrize(("unsafe", "stated"), [(False, "40 min"), (True, "1 min")])
def test_it_is_mended_when_nothing_stands_twice_any_more(unsafe: bool, stated: str) -> None:
    source = make_source(article(GATE, HERON, GATE), "a.md")
    result = repair(source, lambda source: look(source.text), unsafe=unsafe)
    assert f"reading_time: {stated}\n" in result.source.text
