"""The JSON Schemas of what editors write: the config and rule files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endmark import checks
from endmark.ruleset.builtin import builtin_rules
from endmark.ruleset.config import Config, Level, OverrideSetting, RuleSetting, RuleSettings
from endmark.ruleset.json_schema import DIALECT, Printer, Schema, described, or_null
from endmark.ruleset.rule_file import KEBAB_CASE, RuleFile
from endmark.ruleset.shapes import Shape, fields_of, shape_of

_RULES = "Rules by their id, each with a severity or `off`, or with a mapping that changes more."


def config_schema() -> Schema:
    """What an endmark.yaml may hold. Raises InputError when a shipped rule is broken."""
    named: Mapping[Shape, Schema] = {shape_of(RuleSettings): _reference("rules")}
    config = Printer(named, _MORE).record(Config)
    return {
        "$schema": DIALECT,
        "title": "The config of endmark",
        # An empty file is an empty config.
        **or_null(config),
        "definitions": {"setting": Printer(more=_MORE).schema(shape_of(Level | RuleSetting)), "rules": _rules()},
    }


def rule_schema() -> Schema:
    """What the file of a rule may hold."""
    return {
        "$schema": DIALECT,
        "title": "A rule of endmark",
        **Printer(more=_MORE).record(RuleFile),
        "allOf": [
            {
                "if": {"required": ["check"], "properties": {"check": {"const": name}}},
                "then": _with_options(checks.load(name).Options),
            }
            for name in checks.CHECKS
        ],
    }


def _rules() -> Schema:
    """The shipped rules are listed, with the options of their checks; a rule of one's own is just allowed."""
    return {
        "description": _RULES,
        "type": "object",
        "properties": {
            rule.id: {
                "description": rule.summary,
                **_reference("setting"),
                "properties": {"options": or_null(_options(checks.load(rule.check).Options, all_required=False))},
            }
            for rule in sorted(builtin_rules(), key=lambda rule: rule.id)
        },
        "additionalProperties": described(_reference("setting"), "A rule of your own."),
    }


def _with_options(record: type[Any]) -> Schema:
    """A rule whose check has these options; they can be left out where each of them can."""
    options = _options(record, all_required=True)
    if any(field.required for field in fields_of(record).values()):
        return {"required": ["options"], "properties": {"options": options}}
    return {"properties": {"options": or_null(options)}}


def _options(record: type[Any], *, all_required: bool) -> Schema:
    return Printer(more=_MORE).record(record, all_required=all_required)


def _reference(name: str) -> Schema:
    """Wrapped, because whatever stands beside a `$ref` is ignored."""
    return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


_MORE: Mapping[type[Any], Schema] = {
    OverrideSetting: {
        "properties": {"rules": {"minProperties": 1}},
        "anyOf": [
            {"required": ["files"], "properties": {"files": {"minItems": 1}}},
            {"required": ["when"], "properties": {"when": {"minProperties": 1}}},
            {"required": ["since"], "properties": {"since": {"type": "string"}}},
            {"required": ["before"], "properties": {"before": {"type": "string"}}},
        ],
    },
    RuleFile: {
        "properties": {"id": {"pattern": f"^{KEBAB_CASE.pattern}$"}, "check": {"enum": list(checks.CHECKS)}},
    },
}
"""What the loaders demand and no type says; merged into the schema of the dataclass."""
