"""What the schemas of config and rule files accept, endmark accepts; what they refuse, it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from endmark.errors import InputError
from endmark.ruleset.builtin import find_builtin_folder, load_builtin_rules
from endmark.ruleset.config import Config
from endmark.ruleset.json_schema import Schema
from endmark.ruleset.loading import load_settings
from endmark.ruleset.rule_file import RuleFile, find_rule_files, load_rule
from endmark.ruleset.schemas import build_config_schema, build_rule_schema
from endmark.ruleset.settings_request import SettingsRequest
from endmark.ruleset.shapes import get_fields

Write = Callable[..., Path]
Accepts = Callable[[Schema, str], bool]
Judge = Callable[[str], bool]


@pytest.fixture(autouse=True)
def only_sample_check() -> None:
    """Here the real checks and rules are needed."""


@pytest.fixture(scope="module")
def schema_of_config() -> Schema:
    return build_config_schema()


@pytest.fixture(scope="module")
def schema_of_rule() -> Schema:
    return build_rule_schema()


RULE = {
    "id": "own-rule",
    "check": "pattern",
    "severity": "warning",
    "summary": "A summary.",
    "why": "A reason.",
    "message": '"Found {match}."',
    "options": "{lines: [a]}",
}


def rule_text(**changes: str | None) -> str:
    """A sound rule with some keys changed, added, or left out (None)."""
    return "".join(f"{key}: {value}\n" for key, value in (RULE | changes).items() if value is not None)


@pytest.fixture
def loads_config(write: Write, tmp_path: Path) -> Judge:
    """Whether endmark takes a config; beside it stand a rule of one's own and another config."""

    def judge(text: str) -> bool:
        write("own/own-rule.yaml", rule_text())
        write("base.yaml", "")
        try:
            load_settings(SettingsRequest(config=write("endmark.yaml", text), cwd=tmp_path))
        except InputError:
            return False
        return True

    return judge


@pytest.fixture
def loads_rule(write: Write) -> Judge:
    def judge(text: str) -> bool:
        try:
            load_rule(write("own-rule.yaml", text), "own-rule.yaml")
        except InputError:
            return False
        return True

    return judge


GOOD_CONFIGS = [
    "",
    "# nothing\n",
    "{}",
    "extends: endmark:recommended",
    "extends: base.yaml",
    "extends: [endmark:recommended, base.yaml]",
    "extends: []",
    "rules: {}",
    "rules: {empty-section: off}",
    "rules: {empty-section: 'off'}",
    "rules: {empty-section: error, duplicate-heading: warning, restarted-article: info}",
    "rules: {empty-section: {severity: off}}",
    "rules: {empty-section: {}}",
    "rules: {empty-section: {severity: null, options: null, message: null, scope: null, languages: null}}",
    "rules: {empty-section: {options: {}}}",
    "rules: {empty-section: {options: {at_end: false, most: 1}}}",
    "rules: {empty-section: {options: {at_end: no}}}",
    "rules: {empty-section: {message: '{heading} is empty.', scope: [heading], languages: [en, JA, zh_Hant]}}",
    "rules: {empty-section: {scope: []}}",
    "rules: {duplicate-paragraph: {options: {similarity: 0.5, max_gap: 0}}}",
    "rules: {duplicate-paragraph: {options: {similarity: 1}}}",
    "rules: {stray-end-marker: {options: {lines: ['(?i)x'], unless: [], where: source, boundary: true}}}",
    "rules: {reading-time-mismatch: {options: {words_per_minute: [200, 260.5]}}}",
    "rules: {reading-time-mismatch: {options: {characters_per_minute: {ja: [400, 600]}}}}",
    "rules: {truncated-sentence: {options: {last_words: {en: [of, the], ja: []}, warning: 0, unpunctuated: [th]}}}",
    "rule_paths: [own]\nrules: {own-rule: error}",
    "rule_paths: [own]\nrules: {own-rule: {severity: off, options: {anywhere: [b]}}}",
    "dialect: auto",
    "dialect: mkdocs",
    "overrides: [{files: [a/], dialect: mdx}]",
    "overrides: [{files: [a/], dialect: auto, rules: {}}]",
    "overrides: []",
    "overrides: [{files: [a/], rules: {empty-section: off}}]",
    "overrides: [{files: ['*.md', '!b.md'], exclude_files: [c], rules: {empty-section: {severity: info}}}]",
    "overrides: [{when: {draft: true}, rules: {empty-section: off}}]",
    "overrides: [{when: {lang: [ja, 1, no, 2026-01-31]}, rules: {empty-section: off}}]",
    "overrides: [{since: 2026-01-31, rules: {empty-section: off}}]",
    "overrides: [{before: '2026-01-31', files: [], since: null, rules: {empty-section: off}}]",
    "baseline: known.json",
    "max_findings: 0",
    "include: ['*.md']\nexclude: [drafts/]",
    "include: null",
    "fail_on: never",
    "fail_on: warning",
]

BAD_CONFIGS = [
    "- rules",
    "rules",
    "rule: {}",
    "extends:",
    "extends: 1",
    "extends: [1]",
    "extends: {a: b}",
    "rules:",
    "rules: [empty-section]",
    "rules: {empty-section: on}",
    "rules: {empty-section: eror}",
    "rules: {empty-section: 2}",
    "rules: {empty-section: [error]}",
    "rules: {empty-section: never}",
    "rules:\n  empty-section:\n",
    "rules: {empty-section: {severity: never}}",
    "rules: {empty-section: {check: pattern}}",
    "rules: {empty-section: {options: [most]}}",
    "rules: {empty-section: {options: {least: 1}}}",
    "rules: {empty-section: {options: {most: 0}}}",
    "rules: {empty-section: {options: {most: '2'}}}",
    "rules: {empty-section: {options: {most: 2.5}}}",
    "rules: {empty-section: {options: {most: null}}}",
    "rules: {empty-section: {options: {at_end: 1}}}",
    "rules: {empty-section: {options: {at_end: 'yes'}}}",
    "rules: {empty-section: {message: 1}}",
    "rules: {empty-section: {scope: heading}}",
    "rules: {empty-section: {scope: [headings]}}",
    "rules: {empty-section: {scope: [heading, heading]}}",
    "rules: {empty-section: {languages: [en, en]}}",
    "rules: {empty-section: {languages: [no]}}",
    "rules: {empty-section: {languages: [日本語]}}",
    "rules: {truncated-sentence: {options: {last_words: {'en-': [of]}}}}",
    "rules: {duplicate-paragraph: {options: {similarity: 0.4}}}",
    "rules: {duplicate-paragraph: {options: {similarity: 1.1}}}",
    "rules: {stray-end-marker: {options: {lines: x}}}",
    "rules: {stray-end-marker: {options: {lines: [1]}}}",
    "rules: {stray-end-marker: {options: {where: markdown}}}",
    "rules: {reading-time-mismatch: {options: {words_per_minute: [200]}}}",
    "rules: {reading-time-mismatch: {options: {words_per_minute: 200}}}",
    "rules: {reading-time-mismatch: {options: {words_per_minute: [1, 2, 3]}}}",
    "rules: {reading-time-mismatch: {options: {characters_per_minute: [400, 600]}}}",
    "rules: {truncated-sentence: {options: {last_words: {en: of}}}}",
    "rules: {broken-front-matter: {options: {strict: true}}}",
    "rule_paths: own",
    "rule_paths: [own]\nrules: {own-rule: loud}",
    "rule_paths: [own]\nrules: {own-rule: {category: own}}",
    "dialect: jekyll",
    "overrides: [{files: [a], dialect: null}]",
    "overrides: [{dialect: mdx}]",
    "overrides: {files: [a]}",
    "overrides: [{files: [a]}]",
    "overrides: [{rules: {empty-section: off}}]",
    "overrides: [{files: [], rules: {empty-section: off}}]",
    "overrides: [{when: {}, since: null, before: null, rules: {empty-section: off}}]",
    "overrides: [{when: [draft], rules: {empty-section: off}}]",
    "overrides: [{when: {lang: {is: ja}}, rules: {empty-section: off}}]",
    "overrides: [{since: yesterday, rules: {empty-section: off}}]",
    "overrides: [{before: 2026-02-31, rules: {empty-section: off}}]",
    "overrides: [{files: [a], rules: {}}]",
    "overrides: [{files: a, rules: {empty-section: off}}]",
    "overrides: [{files: [a], rules: {empty-section: off}, fail_on: error}]",
    "overrides: [{files: [a], rules: {empty-section: {options: {most: 0}}}}]",
    "include: '*.md'",
    "baseline: [a]",
    "exclude: [true]",
    "exclude:",
    "fail_on: off",
    "max_findings: -1",
    "max_findings: many",
    "max_findings: 1.5",
    "fail_on: [error]",
    "fail_on: Error",
]

ONLY_ENDMARK_SEES_IN_CONFIGS = {
    "which rules of one's own there are": "rules: {own-rule: error}",
    "what is spelled wrong in the name of a rule": "rules: {empty-sections: error}",
    "which files there are": "extends: none.yaml",
    "which folders there are": "rule_paths: [none]",
    "how a boolean is spelled": "rules: {empty-section: false}",
    "how a number is spelled": "rules: {empty-section: {options: {most: 0x2}}}",
    "that 2.0 is no whole number": "rules: {empty-section: {options: {most: 2.0}}}",
    "whether null is written out": "rules:\n  empty-section:\n    severity:\n",
    "a key that stands twice": "fail_on: error\nfail_on: never",
    "that a date is no text": "include: [2026-01-31]",
    "an anchor": "include: &files [a]",
    "a key that is no text": "rules: {1: off}",
    "what RE2 understands": "rules: {stray-end-marker: {options: {lines: ['(']}}}",
    "what a glob can match": "exclude: ['../a']",
    "which placeholders a check fills": "rules: {empty-section: {message: '{found}'}}",
    "the options of a rule of one's own": "rule_paths: [own]\nrules: {own-rule: {options: {most: 1}}}",
    "which options go together": "rules: {reading-time-mismatch: {options: {words_per_minute: [300, 200]}}}",
    "which languages there are": "rules: {empty-section: {languages: [jp]}}",
    "that two spellings are one language": "rules: {empty-section: {languages: [ja, JA]}}",
    "for which languages a check knows speeds":
        "rules: {reading-time-mismatch: {options: {characters_per_minute: {en: [1, 2]}}}}",
}  # fmt: skip

GOOD_RULES: list[Mapping[str, str | None]] = [
    {},
    {"severity": "error"},
    {"severity": "'info'"},
    {"scope": "[]"},
    {"scope": "[paragraph, list-item, thematic-break]", "languages": "[en, 'no']"},
    {"enabled": "false"},
    {"enabled": "yes"},
    {"options": "{anywhere: ['(?P<found>a)'], unless: [b], where: text, boundary: false}"},
    {"message": "Found it."},
    {"why": ">-\n  A reason\n  in two lines."},
    {"examples": "{}"},
    {"examples": "{bad: ['{==a==}'], good: [b], known_misses: ['{==c==}'], known_false_alarms: [d]}"},
    {"measured": "null"},
    {"measured": "{documents: 1, languages: [], per_1000_blocks: 0}"},
    {"measured": "{documents: 70, languages: [en], per_1000_blocks: 0.25, recall: 9 of 10, note: One more.}"},
    {"measured": "{documents: 70, languages: [en], per_1000_blocks: 1, recall: null}"},
    {"check": "front-matter", "message": "'{fault}'", "options": None},
    {"check": "front-matter", "message": "'{fault}'", "options": "null"},
    {"check": "front-matter", "message": "'{fault}'", "options": "{}"},
    {"check": "empty-section", "message": "m", "options": "{most: 3}"},
    {"check": "duplicate", "message": "m", "options": "{similarity: 0.5}"},
    {"check": "duplicate-heading", "message": "m", "options": None},
    {"check": "restart", "message": "m", "options": "{after: 1, min_weight: 10}"},
    {"check": "suppression", "message": "m", "options": "{require_reason: on}"},
    {"check": "truncation", "message": "m", "options": "{warning: 1.0, last_predicates: {ja: [だ]}}"},
    {"check": "beginning", "message": "m", "options": "{first_words: {ja: [を, が]}}"},
    {"check": "reading-time", "message": "m", "options": "{keys: [minutes], characters_per_minute: {}}"},
    {"check": "reading-time", "message": "m",
     "options": "{keys: [], characters_per_minute: {ko: [1, 2]}, body: [a], tolerance: 0}"},
]  # fmt: skip

BAD_RULES: list[Mapping[str, str | None]] = [
    {"id": None},
    {"id": "1"},
    {"id": "Own-Rule"},
    {"id": "own_rule"},
    {"check": None},
    {"check": "patern"},
    {"check": "1"},
    {"severity": None},
    {"severity": "off"},
    {"severity": "fatal"},
    {"severity": "null"},
    {"summary": None},
    {"summary": "''"},
    {"summary": "'  '"},
    {"why": ""},
    {"why": "[a]"},
    {"message": "{match}"},
    {"message": "yes"},
    {"scope": "paragraph"},
    {"scope": "[paragraphs]"},
    {"scope": "[code, code]"},
    {"scope": "null"},
    {"languages": "[no]"},
    {"languages": "[ja, ja]"},
    {"enabled": "'true'"},
    {"enabled": "0"},
    {"category": "own"},
    {"options": "[a]"},
    {"options": "{lines: a}"},
    {"options": "{lines: [1]}"},
    {"options": "{lines: [a], where: html}"},
    {"options": "{lines: [a], min_weight: 4}"},
    {"examples": "[a]"},
    {"examples": "{bad: a}"},
    {"examples": "{good: [1]}"},
    {"examples": "{ugly: []}"},
    {"measured": "{documents: 0, languages: [], per_1000_blocks: 0}"},
    {"measured": "{documents: 2, languages: [], per_1000_blocks: -1}"},
    {"measured": "{documents: 2, languages: []}"},
    {"measured": "{documents: 2, languages: [], per_1000_blocks: 0, note: ''}"},
    {"check": "front-matter", "message": "m", "options": "{lines: [a]}"},
    {"check": "empty-section", "message": "m", "options": "{most: 0}"},
    {"check": "duplicate", "message": "m", "options": "{similarity: high}"},
    {"check": "reading-time", "message": "m", "options": None},
    {"check": "reading-time", "message": "m", "options": "null"},
    {"check": "reading-time", "message": "m", "options": "{keys: [minutes]}"},
    {"check": "reading-time", "message": "m", "options": "{keys: minutes, characters_per_minute: {}}"},
]

ONLY_ENDMARK_SEES_IN_RULES: Mapping[str, Mapping[str, str | None]] = {
    "the name of the file": {"id": "other-rule"},
    "which placeholders a check fills": {"message": "'{found}'"},
    "what RE2 understands": {"options": "{lines: ['(?=a)']}"},
    "that one of two options is needed": {"options": "{}"},
    "that options are needed for that": {"options": None},
    "what is marked in an example": {"examples": "{bad: [a]}"},
    "whether the marks are sound": {"examples": "{bad: ['{==a']}"},
    "whether null is written out": {"measured": ""},
    "whether a number is finite": {"measured": "{documents: 1, languages: [], per_1000_blocks: .inf}"},
}


@pytest.mark.parametrize("text", GOOD_CONFIGS)
def test_both_accept_a_config(accepts: Accepts, schema_of_config: Schema, loads_config: Judge, text: str) -> None:
    assert (accepts(schema_of_config, text), loads_config(text)) == (True, True)


@pytest.mark.parametrize("text", BAD_CONFIGS)
def test_both_refuse_a_config(accepts: Accepts, schema_of_config: Schema, loads_config: Judge, text: str) -> None:
    assert (accepts(schema_of_config, text), loads_config(text)) == (False, False)


@pytest.mark.parametrize("what", ONLY_ENDMARK_SEES_IN_CONFIGS)
def test_no_schema_sees_in_a_config(accepts: Accepts, schema_of_config: Schema, loads_config: Judge, what: str) -> None:
    text = ONLY_ENDMARK_SEES_IN_CONFIGS[what]
    assert (accepts(schema_of_config, text), loads_config(text)) == (True, False)


@pytest.mark.parametrize("changes", GOOD_RULES, ids=str)
def test_both_accept_a_rule(
    accepts: Accepts, schema_of_rule: Schema, loads_rule: Judge, changes: Mapping[str, str | None]
) -> None:
    text = rule_text(**changes)
    assert (accepts(schema_of_rule, text), loads_rule(text)) == (True, True)


@pytest.mark.parametrize("changes", BAD_RULES, ids=str)
def test_both_refuse_a_rule(
    accepts: Accepts, schema_of_rule: Schema, loads_rule: Judge, changes: Mapping[str, str | None]
) -> None:
    text = rule_text(**changes)
    assert (accepts(schema_of_rule, text), loads_rule(text)) == (False, False)


@pytest.mark.parametrize("what", ONLY_ENDMARK_SEES_IN_RULES)
def test_no_schema_sees_in_a_rule(accepts: Accepts, schema_of_rule: Schema, loads_rule: Judge, what: str) -> None:
    text = rule_text(**ONLY_ENDMARK_SEES_IN_RULES[what])
    assert (accepts(schema_of_rule, text), loads_rule(text)) == (True, False)


def test_every_shipped_rule_is_valid(schema_of_rule: Schema) -> None:
    validator = Draft7Validator(schema_of_rule)
    for path in find_rule_files(find_builtin_folder()):
        errors = validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert [(path.name, error.message) for error in errors] == []


def test_every_shipped_rule_is_offered_with_its_summary() -> None:
    offered = build_config_schema()["definitions"]["rules"]["properties"]
    assert {name: entry["description"] for name, entry in offered.items()} == {
        rule.id: rule.summary for rule in load_builtin_rules()
    }


@pytest.mark.parametrize(("schema", "record"), [(build_config_schema, Config), (build_rule_schema, RuleFile)])
def test_every_key_is_described(schema: Callable[[], Any], record: type[Any]) -> None:
    properties = schema()["properties"]
    assert list(properties) == list(get_fields(record))
    assert [name for name, entry in properties.items() if not entry.get("description")] == []
