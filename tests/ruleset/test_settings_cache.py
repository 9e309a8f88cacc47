"""Settings from the store are the settings that would be loaded, or there are none in it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from endmark.checks.patterns import prefilter
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.source import make_source
from endmark.errors import InputError
from endmark.linting.checking.engine import analyse
from endmark.ruleset import builtin, loading, restricted_pickle
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule import Late
from endmark.ruleset.rule_set import select_boundaries
from endmark.ruleset.rule_table import RuleTable, pack_table, unpack_table
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_cache import CachedSettings, load_cached_settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store
from endmark.violation import Severity

CONFIG = """\
extends: base.yaml
rules:
  truncated-sentence: {severity: warning, options: {min_weight: 30}}
rule_paths: [house]
overrides:
  - files: ['posts/*.md']
    when: {layout: post}
    since: 2020-01-31
    rules: {stray-end-marker: 'off', dusk: {options: {anywhere: [moon]}}}
exclude: [drafts/]
fail_on: warning
max_findings: 7
dialect: hugo
root: true
baseline: known.jsonl
"""
RULE = """\
id: dusk
check: pattern
severity: info
summary: The word dusk.
why: It is late.
message: "{match} again."
options: {anywhere: [dusk]}
examples: {bad: ['At {==dusk==}.'], good: ['At dawn.']}
"""

PATTERNS = "patterns: [{id: at-dawn, pattern: at dawn, bad: ['{==at dawn==}']}]\n"


@pytest.fixture(autouse=True)
def only_sample_check() -> None:
    """Here all checks are what they are."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a config that says something of everything."""
    site = tmp_path / "site"
    (site / "house").mkdir(parents=True)
    (site / ".git").mkdir()
    (site / "endmark.yaml").write_text(CONFIG, "utf-8")
    (site / "base.yaml").write_text("rules: {empty-section: error}\n", "utf-8")
    (site / "house" / "dusk.yaml").write_text(RULE, "utf-8")
    (site / "house" / "dawn").mkdir()
    (site / "house" / "dawn" / "rule.yaml").write_text(RULE.partition("options")[0].replace("dusk", "dawn"), "utf-8")
    (site / "house" / "dawn" / "en.yaml").write_text(PATTERNS, "utf-8")
    return site


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", b"this program")


@pytest.fixture
def settings(site: Path, store: Store) -> Callable[..., Settings]:
    """The settings for the site, by the store."""

    def settings(**named: Any) -> Settings:
        return load_cached_settings(store, SettingsRequest(**({"cwd": site} | named)))

    return settings


def parts(settings: Settings) -> dict[str, Any]:
    return {field.name: getattr(settings, field.name) for field in fields(settings) if field.init}


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"use_config": False},
        {"config": Path("base.yaml")},
        {"select": ["stray-end-marker", "dusk"], "ignore": ["dusk"]},
        {"severities": {"dusk": "error", "empty-section": "off"}, "fail_on": "never"},
    ],
)
def test_what_is_stored_is_what_would_be_loaded(
    named: dict[str, Any], settings: Callable[..., Settings], site: Path
) -> None:
    loaded = load_settings(SettingsRequest(**({"cwd": site} | named)))
    first, second = settings(**named), settings(**named)
    assert not isinstance(first, CachedSettings)
    assert isinstance(second, CachedSettings)
    assert parts(first) == parts(second) == parts(loaded)
    assert first.effect == second.effect == loaded.effect
    assert second.choose_rules("posts/a.md") == loaded.choose_rules("posts/a.md")
    assert second.replace_rules(()).rules == ()
    assert second.corpus_rules == loaded.corpus_rules
    assert second.site_rules == loaded.site_rules
    # What is off, by itself or because others are selected, runs on no file.
    comparing = [] if "select" in named else ["reading-time-formula", "repeated-field"]
    assert [rule.id for rule in second.replace_rules(loaded.rules).corpus_rules] == comparing
    assert second.replace_rules(()).corpus_rules == ()


def test_reading_them_loads_no_rule(settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    settings()
    monkeypatch.setattr(loading, "load_settings", None)
    stored = settings()
    assert (stored.fail_on, stored.exclude, stored.max_findings) == (Severity.WARNING, ("drafts/",), 7)
    assert (stored.dialect, stored.top) == ("hugo", str(stored.root))
    comparing = ["reading-time-formula", "repeated-field"]
    assert [rule.id for rule in stored.corpus_rules] == comparing
    also_off = ["series-number", "shared-passage", "stock-sentence"]
    assert sorted(rule.id for rule in stored.site_rules) == [*comparing, *also_off]
    for lazy in ("rules", "provenance"):
        with pytest.raises(AttributeError):
            object.__getattribute__(stored, lazy)
    with pytest.raises(AttributeError):
        stored.colour  # type: ignore[attr-defined]  # noqa: B018


def test_another_process_gets_equal_settings(settings: Callable[..., Settings]) -> None:
    settings()
    stored = settings()
    copied = pickle.loads(pickle.dumps(stored))  # noqa: S301 - our own
    assert parts(copied) == parts(stored)
    assert copied.effect == stored.effect


def edit(name: str, before: str, after: str) -> Callable[[Path], object]:
    def edit(site: Path) -> object:
        text = (site / name).read_text("utf-8")
        assert before in text
        return (site / name).write_text(text.replace(before, after), "utf-8")

    return edit


@pytest.mark.parametrize(
    "change",
    [
        edit("endmark.yaml", "min_weight: 30", "min_weight: 40"),
        edit("endmark.yaml", "fail_on: warning", "fail_on: error"),
        edit("endmark.yaml", "[moon]", "[star]"),
        edit("base.yaml", "error", "info"),
        edit("house/dusk.yaml", "message: ", "message: Look, "),
        edit("house/dawn/en.yaml", "pattern: at dawn", "pattern: '[Aa]t dawn'"),
        lambda site: (site / "house" / "dawn" / "de.yaml").write_text(PATTERNS.replace("at-dawn", "morgens"), "utf-8"),
        lambda site: (site / "house" / "noon.yaml").write_text(RULE.replace("dusk", "noon"), "utf-8"),
        lambda site: (site / "endmark.yaml").rename(site / ".endmark.yml"),
        lambda site: (site / "base.yaml").replace(site / "endmark.yaml"),
    ],
)
def test_whatever_changes_is_read_anew(
    change: Callable[[Path], object], settings: Callable[..., Settings], site: Path
) -> None:
    settings()
    change(site)
    anew = settings()
    assert not isinstance(anew, CachedSettings)
    assert parts(anew) == parts(load_settings(SettingsRequest(cwd=site)))


def test_a_mistake_is_reported_each_time(settings: Callable[..., Settings], site: Path) -> None:
    settings()
    edit("house/dusk.yaml", "severity: info", "severity: grave")(site)
    for _ in range(2):
        with pytest.raises(InputError, match="grave"):
            settings()


def test_another_program_loads_them_itself(settings: Callable[..., Settings], site: Path, store: Store) -> None:
    settings()
    other = load_cached_settings(Store(store.folder, b"that program"), SettingsRequest(cwd=site))
    assert not isinstance(other, CachedSettings)


def test_without_a_store_they_are_loaded(site: Path) -> None:
    for _ in range(2):
        assert not isinstance(load_cached_settings(None, SettingsRequest(cwd=site)), CachedSettings)


def test_a_file_that_changes_while_it_is_read_is_not_stored(
    settings: Callable[..., Settings], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_and_change(request: SettingsRequest, shipped: RuleTable | None) -> Settings:
        loaded = load_settings(request, shipped)
        edit("base.yaml", "}", ", dusk: error}")(site)
        return loaded

    with monkeypatch.context() as patched:
        patched.setattr(loading, "load_settings", load_and_change)
        settings()
    edit("base.yaml", ", dusk: error, dusk: error}", ", dusk: error}")(site)
    assert not isinstance(settings(), CachedSettings)


def test_the_rules_that_come_with_it_are_not_read_anew_with_ones_own(
    settings: Callable[..., Settings], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = parts(load_settings(SettingsRequest(cwd=site)))
    monkeypatch.setattr(builtin, "_TABLES", {})
    settings(use_config=False)
    monkeypatch.setattr(builtin, "_TABLES", {})  # as in another process
    monkeypatch.setattr(builtin, "read_builtin_rules", None)
    assert parts(settings()) == expected
    assert parts(settings()) == expected


def test_a_change_in_the_rules_that_come_with_it_is_seen(
    settings: Callable[..., Settings], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtin, "find_builtin_folder", lambda: site / "house")
    monkeypatch.setattr(builtin, "find_origin", builtin.find_origin.__wrapped__)
    for message in ("{match} again.", "Look, {match} again."):
        found = settings(use_config=False)
        assert [rule.message for rule in found.rules if rule.id == "dusk"] == [message]
        edit("house/dusk.yaml", 'message: "', 'message: "Look, ')(site)


def test_names_of_rules_are_known_without_reading_the_rules(
    settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = settings().known
    monkeypatch.setattr(restricted_pickle, "load", None)
    assert settings().known == expected
    assert "dusk" in expected


def test_rules_that_part_articles_are_known_without_reading_options(
    settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = settings(use_config=False)
    expected = [rule.id for rule in select_boundaries(first.rules)]
    assert [rule.id for rule in first.parting] == expected
    monkeypatch.setattr(Late, "read", None)
    assert [rule.id for rule in settings(use_config=False).parting] == expected
    assert expected


def test_settings_that_are_not_kept_read_no_options_of_shipped_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = builtin.load_builtin_table()
    expected = [rule.id for rule in select_boundaries(table.rules)]
    shipped = unpack_table(pack_table(table), table.origin)
    monkeypatch.setattr(Late, "read", None)
    found = load_settings(SettingsRequest(use_config=False, cwd=tmp_path), shipped)
    assert [rule.id for rule in found.parting] == expected
    assert expected


@pytest.mark.parametrize("named", [{}, {"use_config": False}, {"ignore": ["dusk"]}])
def test_the_search_for_patterns_is_made_once(
    named: dict[str, Any], settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(**named)
    monkeypatch.setattr(prefilter, "build_search", None)
    kept = settings(**named)
    running, boundaries = kept.choose_rules("a.md"), kept.parting
    text = "At dawn.\n\nCertainly! Here is the rewritten article:\n\n---END---\n"
    found = analyse(make_source(text, "a.md"), running, kept.known, boundaries).result
    assert running.kept is not None
    assert {"assistant-voice", "stray-end-marker"} <= {violation.rule for violation in found.violations}
    assert found.problems == ()


def test_the_search_that_comes_with_it_serves_where_the_same_rules_look_for_the_same(
    settings: Callable[..., Settings],
) -> None:
    shipped = builtin.load_builtin_table().search
    assert settings(use_config=False).search is shipped
    assert settings(use_config=False).search is shipped  # out of the store
    severe = settings(use_config=False, severities={"refusal": "info"})
    assert severe.search is shipped
    for changed in ({}, {"use_config": False, "ignore": ["refusal"]}):
        assert settings(**changed).search is not shipped


def test_the_table_of_rules_is_summed_up_once(
    settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(use_config=False)
    table = builtin.load_builtin_table()
    asked: list[tuple[object, ...]] = []

    def note(_: object, *known: object) -> RuleTable:
        asked.append(known)
        return table

    monkeypatch.setattr(builtin, "load_builtin_table", note)
    assert settings(use_config=False).rules == table.rules
    assert asked == [(table.origin, table.stamp)]


def test_where_an_override_changes_rules_nothing_is_taken_from_the_search(settings: Callable[..., Settings]) -> None:
    assert settings().choose_rules("posts/a.md", read_front_matter("---\nlayout: post\ndate: 2020-01-01\n---\n")).kept
    changed = settings().choose_rules("posts/a.md", read_front_matter("---\nlayout: post\ndate: 2021-01-01\n---\n"))
    assert changed.kept is None
