"""The JSON Schemas of what editors write: the config and rule files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endmark import checks
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.config import Config, Level, OverrideSetting, RuleSetting, RuleSettings
from endmark.ruleset.json_schema import DIALECT, Schema, SchemaPrinter, allow_null, describe_schema
from endmark.ruleset.list_extension import get_removed_shape
from endmark.ruleset.pattern_file import (
    LONGEST_LINE,
    PATTERN_ID,
    TERM_NAME,
    ExceptionEntry,
    PatternEntry,
    PatternFile,
)
from endmark.ruleset.rule_file import KEBAB_CASE, RuleFile
from endmark.ruleset.shapes import ListOf, Shape, build_shape, get_fields

_RULES_DESCRIPTION = "Rules by their id, each with a severity or `off`, or with a mapping that changes more."


def build_config_schema() -> Schema:
    """What an endmark.yaml may hold. Raises InputError when a shipped rule is broken."""
    named: Mapping[Shape, Schema] = {build_shape(RuleSettings): _make_reference("rules")}
    config = SchemaPrinter(named, _EXTRA_KEYWORDS).print_record(Config)
    return {
        "$schema": DIALECT,
        "title": "The config of endmark",
        # An empty file is an empty config.
        **allow_null(config),
        "definitions": {
            "setting": SchemaPrinter(more=_EXTRA_KEYWORDS).print_shape(build_shape(Level | RuleSetting)),
            "rules": _build_rules(),
        },
    }


def build_rule_schema() -> Schema:
    """What the file of a rule may hold."""
    return {
        "$schema": DIALECT,
        "title": "A rule of endmark",
        **SchemaPrinter(more=_EXTRA_KEYWORDS).print_record(RuleFile),
        "allOf": [
            {
                "if": {"required": ["check"], "properties": {"check": {"const": name}}},
                "then": _build_with_options(checks.load(name).Options),
            }
            for name in checks.CHECKS
        ],
    }


def build_patterns_schema() -> Schema:
    """What a file of patterns in the folder of a rule may hold."""
    return {
        "$schema": DIALECT,
        "title": "Patterns of a rule of endmark",
        **allow_null(SchemaPrinter(more=_EXTRA_KEYWORDS).print_record(PatternFile)),
    }


def _build_rules() -> Schema:
    """The shipped rules are listed, with the options of their checks; a rule of one's own is just allowed."""
    return {
        "description": _RULES_DESCRIPTION,
        "type": "object",
        "properties": {
            rule.id: {
                "description": rule.summary,
                **_make_reference("setting"),
                "properties": {
                    "options": allow_null(_build_options(checks.load(rule.check).Options, all_required=False))
                },
            }
            for rule in sorted(load_builtin_rules(), key=lambda rule: rule.id)
        },
        "additionalProperties": describe_schema(_make_reference("setting"), "A rule of your own."),
    }


def _build_with_options(record: type[Any]) -> Schema:
    """A rule whose check has these options; they can be left out where each of them can."""
    options = _build_options(record, all_required=True)
    if any(field.required for field in get_fields(record).values()):
        return {"required": ["options"], "properties": {"options": options}}
    return {"properties": {"options": allow_null(options)}}


def _build_options(record: type[Any], *, all_required: bool) -> Schema:
    printer = SchemaPrinter(more=_EXTRA_KEYWORDS)
    schema = printer.print_record(record, all_required=all_required)
    if all_required:
        return schema
    extensible = {name: field.shape for name, field in get_fields(record).items() if isinstance(field.shape, ListOf)}
    properties = {
        name: _allow_extension(one, extensible[name], printer) if name in extensible else one
        for name, one in schema["properties"].items()
    }
    return {**schema, "properties": properties}


def _allow_extension(schema: Schema, shape: ListOf, printer: SchemaPrinter) -> Schema:
    """A list, or what is added to the rule's own and taken from it."""
    whole = {key: value for key, value in schema.items() if key != "description"}
    extension = {
        "type": "object",
        "properties": {"add": whole, "remove": printer.print_shape(get_removed_shape(shape))},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {**{key: schema[key] for key in schema if key == "description"}, "anyOf": [whole, extension]}


def _make_reference(name: str) -> Schema:
    """Wrapped, because whatever stands beside a `$ref` is ignored."""
    return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


_SHORT_LINES = rf"^(?=[\s\S]*\S).{{0,{LONGEST_LINE}}}(\n.{{0,{LONGEST_LINE}}})*$"
"""Something stands there, and on no line too much."""

_EXTRA_KEYWORDS: Mapping[type[Any], Schema] = {
    OverrideSetting: {
        "allOf": [
            {
                "anyOf": [
                    {"required": ["rules"], "properties": {"rules": {"minProperties": 1}}},
                    {"required": ["dialect"], "properties": {"dialect": {"type": "string"}}},
                ]
            },
            {
                "anyOf": [
                    {"required": ["files"], "properties": {"files": {"minItems": 1}}},
                    {"required": ["when"], "properties": {"when": {"minProperties": 1}}},
                    {"required": ["since"], "properties": {"since": {"type": "string"}}},
                    {"required": ["before"], "properties": {"before": {"type": "string"}}},
                ]
            },
        ],
    },
    PatternFile: {
        "properties": {
            "terms": {
                "propertyNames": {"pattern": f"^{TERM_NAME}$"},
                "additionalProperties": {"minItems": 1, "items": {"pattern": _SHORT_LINES}},
            },
        },
    },
    PatternEntry: {
        "properties": {
            "id": {"pattern": f"^{PATTERN_ID}$"},
            "pattern": {"pattern": _SHORT_LINES},
            "bad": {"minItems": 1},
        },
    },
    ExceptionEntry: {
        "properties": {
            "id": {"pattern": f"^{PATTERN_ID}$"},
            "pattern": {"pattern": _SHORT_LINES},
            "good": {"minItems": 1},
        },
    },
    RuleFile: {
        "properties": {"id": {"pattern": f"^{KEBAB_CASE.pattern}$"}, "check": {"enum": list(checks.CHECKS)}},
    },
}
"""What the loaders demand and no type says; merged into the schema of the struct."""
