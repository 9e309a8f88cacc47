"""The fix of a stated reading time waits until the text is settled, and says what it waits for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from endmark.document.source import make_source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.file_check import analyse_by_settings
from endmark.linting.repair.repair import repair
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule_set import select_boundaries
from endmark.ruleset.settings_request import SettingsRequest

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


def look_with(text: str, **request: Any) -> Analysis:
    settings = load_settings(SettingsRequest(**({"use_config": False} | request)))
    return analyse_by_settings(make_source(text, "a.md"), settings, select_boundaries(settings.rules), "a.md")


TIME = "reading-time-mismatch"
TWICE = "duplicate-paragraph"


@pytest.mark.parametrize(
    "request_",
    [
        {"select": (TIME,)},
        {"ignore": (TWICE,)},
        {"ignore": (TWICE, "style")},
        {"severities": {TWICE: "off"}},
        {"select": (TIME,), "ignore": (TWICE,)},
        {},
    ],
)
@pytest.mark.parametrize(
    ("text", "waits_for"),
    [
        (article(GATE, HERON), None),
        (article(GATE, HERON, GATE), f"{TWICE} in line 10"),
        (article(GATE, HERON, "<!-- endmark-disable-next-line -->", GATE), None),
    ],
)
def test_it_waits_whatever_is_selected(request_: dict[str, Any], text: str, waits_for: str | None) -> None:
    found = look_with(text, **request_).result.violations
    if request_:
        assert [one.rule for one in found] == [TIME]
    stated = next(one for one in found if one.rule == TIME)
    assert stated.no_fix_reason == (f"the text must be mended first: {waits_for}" if waits_for else "")
    assert (stated.fix is None) is (waits_for is not None)


@pytest.mark.parametrize("select", [(TIME,), (TIME, TWICE)])
def test_it_waits_for_a_marker_that_is_not_selected(select: tuple[str, ...]) -> None:
    text = article(GATE, "---END---", HERON)
    (found,) = look_with(text, select=select).result.violations
    assert found.no_fix_reason == "the text must be mended first: stray-end-marker in line 8"


def test_it_does_not_wait_for_a_rule_that_the_site_turns_off(tmp_path: Path) -> None:
    (tmp_path / "endmark.yaml").write_text(f"rules: {{{TWICE}: 'off'}}\noverrides: []\n", "utf-8")
    (found,) = look_with(article(GATE, HERON, GATE), use_config=True, cwd=tmp_path, select=(TIME,)).result.violations
    assert found.fix is not None


def test_what_is_kept_between_runs_knows_what_was_left_out(tmp_path: Path) -> None:
    effects = []
    for level in ("warning", "'off'"):
        (tmp_path / "endmark.yaml").write_text(f"rules: {{{TWICE}: {level}}}\n", "utf-8")
        effects.append(load_settings(SettingsRequest(cwd=tmp_path, select=(TIME,))).effect)
    assert effects[0] != effects[1]


@pytest.mark.parametrize(("unsafe", "stated"), [(False, "40 min"), (True, "1 min")])
def test_it_is_mended_when_nothing_stands_twice_any_more(unsafe: bool, stated: str) -> None:
    source = make_source(article(GATE, HERON, GATE), "a.md")
    result = repair(source, lambda source: look(source.text), unsafe=unsafe)
    assert f"reading_time: {stated}\n" in result.source.text
