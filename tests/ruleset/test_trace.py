"""Which config, which override or which option made a rule what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from endmark.errors import InputError
from endmark.ruleset.loading import load_settings
from endmark.ruleset.provenance import list_keys
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.ruleset.trace import Origin, TracedRule, trace_rules

Write = Callable[..., Path]
Load = Callable[..., Settings]

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture
def load(tmp_path: Path, write: Write) -> Load:
    """The settings with a config of the given text."""

    def load(text: str = "", **named: Any) -> Settings:
        write("endmark.yaml", text)
        return load_settings(SettingsRequest(cwd=tmp_path, **named))

    return load


def traced(settings: Settings, name: str, path: str = "a.md") -> TracedRule:
    rules = trace_rules(settings, settings.find_matching_overrides(path))
    return next(traced for traced in rules if traced.rule.id == name)


def shown(origin: Origin) -> str:
    if origin.place is None:
        return origin.option or "rule file"
    inside = f" in {origin.override}" if origin.override else ""
    return f"{origin.place}{inside}"


BASE = "rules: {cut-end: error, stray-marker: {options: {word: x, least: 2}}}\n"
OVERRIDE = "overrides:\n- files: [poems/]\n  rules:\n    cut-end: off\n"


@pytest.mark.parametrize(
    ("config", "named", "name", "path", "state", "origin"),
    [
        ("", {}, "cut-end", "a.md", "warning", "rule file"),
        ("", {}, "dull-marker", "a.md", "off", "rule file"),
        ("rules:\n  cut-end: off", {}, "cut-end", "a.md", "off", "endmark.yaml:2:3"),
        ("rules:\n  cut-end:\n    severity: info", {}, "cut-end", "a.md", "info", "endmark.yaml:2:3"),
        ("rules:\n  cut-end: {message: m}", {}, "cut-end", "a.md", "warning", "rule file"),
        ("extends: base.yaml", {}, "cut-end", "a.md", "error", "base.yaml:1:9"),
        ("extends: base.yaml\nrules: {cut-end: info}", {}, "cut-end", "a.md", "info", "endmark.yaml:2:9"),
        (OVERRIDE, {}, "cut-end", "a.md", "warning", "rule file"),
        (OVERRIDE, {}, "cut-end", "poems/a.md", "off", "endmark.yaml:4:5 in endmark.yaml:2:3"),
        ("", {"ignore": ["shape"]}, "cut-end", "a.md", "off", "--ignore"),
        ("", {"select": ["traces"]}, "cut-end", "a.md", "off", "--select"),
        ("", {"select": ["dull-marker"]}, "dull-marker", "a.md", "warning", "--select"),
        ("", {"select": ["cut-end"]}, "cut-end", "a.md", "warning", "rule file"),
        ("", {"severities": {"cut-end": "off"}}, "cut-end", "a.md", "off", "--severity"),
        ("", {"severities": {"dull-marker": "info"}}, "dull-marker", "a.md", "info", "--severity"),
        (OVERRIDE, {"severities": {"cut-end": "info"}}, "cut-end", "poems/a.md", "info", "--severity"),
    ],
)
def test_who_decides_about_a_rule(
    load: Load, write: Write, config: str, named: dict[str, Any], name: str, path: str, state: str, origin: str
) -> None:
    write("base.yaml", BASE)
    settings = load(config, **named)
    found = traced(settings, name, path)
    assert (found.rule.severity.label if found.rule.enabled else "off", shown(found.origin)) == (state, origin)
    every = [traced.rule for traced in trace_rules(settings, settings.find_matching_overrides(path))]
    assert {rule.id for rule in settings.choose_rules(path)} == {rule.id for rule in every if rule.enabled}


@pytest.mark.parametrize(
    ("config", "path", "expected"),
    [
        ("", "a.md", {}),
        ("rules:\n  stray-marker:\n    options:\n      word: ok", "a.md", {"options.word": ("ok", "endmark.yaml:4:7")}),
        ("rules:\n  stray-marker: {options: {word: stop}}", "a.md", {}),
        ("rules:\n  stray-marker: {message: m}", "a.md", {"message": ("m", "endmark.yaml:2:27")}),
        ("rules:\n  stray-marker: {scope: []}", "a.md", {"scope": (frozenset(), "endmark.yaml:2:3")}),
        ("rules:\n  stray-marker: {languages: [en]}", "a.md", {"languages": (frozenset({"en"}), "endmark.yaml:2:3")}),
        (
            "extends: base.yaml\nrules:\n  stray-marker: {options: {least: 3}}",
            "a.md",
            {"options.word": ("x", "base.yaml:1:50"), "options.least": (3, "endmark.yaml:3:28")},
        ),
        (
            "overrides:\n- files: [poems/]\n  rules: {stray-marker: {options: {least: 3}}}",
            "poems/a.md",
            {"options.least": (3, "endmark.yaml:3:36 in endmark.yaml:2:3")},
        ),
    ],
)
def test_what_differs_from_the_rule_file(
    load: Load, write: Write, config: str, path: str, expected: dict[str, Any]
) -> None:
    write("base.yaml", BASE)
    found = traced(load(config), "stray-marker", path).differences
    assert {part.name: (part.value, shown(part.origin)) for part in found} == expected


def test_rules_are_in_the_order_of_their_categories(load: Load) -> None:
    assert [traced.rule.id for traced in trace_rules(load())] == ["cut-end", "dull-marker", "stray-marker"]


def test_overrides_that_do_not_go_together_are_a_mistake(load: Load) -> None:
    override = "- {files: [a.md], rules: {cut-end: {options: {%s}}}}\n"
    settings = load(f"overrides:\n{override % 'least: 5'}{override % 'most: 4'}")
    with pytest.raises(InputError, match="`least` must not be more than `most`"):
        trace_rules(settings, {0, 1})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("extends", [("base.yaml", "endmark.yaml:1:10")]),
        ("rule_paths", []),
        ("include", [("b", "endmark.yaml:2:11")]),
        ("exclude", [("x", "base.yaml:2:11"), ("y", "endmark.yaml:3:11")]),
        ("fail_on", [("never", "base.yaml:3:10")]),
    ],
)
def test_every_setting_knows_its_place(load: Load, write: Write, name: str, expected: list[tuple[str, str]]) -> None:
    write("base.yaml", "include: [a]\nexclude: [x]\nfail_on: never\n")
    settings = load("extends: base.yaml\ninclude: [b]\nexclude: [y]\n")
    given = next(key for key in list_keys(settings.provenance.files) if key.name == name)
    assert [(placed.value, str(placed.place)) for placed in given.values] == expected
