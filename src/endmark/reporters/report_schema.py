"""The JSON Schema of the JSON report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endmark.reporters.json_report import SCHEMA_VERSION
from endmark.reporters.json_shape import NoFixEntry, ReasonEntry, ReportDocument, ViolationEntry
from endmark.ruleset.json_schema import DIALECT, Schema, SchemaPrinter
from endmark.violation import SEVERITIES


def build_report_schema() -> Schema:
    """What `--format json` writes."""
    return {
        "$schema": DIALECT,
        "title": "A report of endmark",
        **SchemaPrinter(more=_EXTRA_KEYWORDS).print_record(ReportDocument),
    }


_VALUES: Schema = {
    "properties": {
        "values": {
            "additionalProperties": {"anyOf": [{"type": kind} for kind in ("string", "number", "object", "array")]},
        },
    },
}
"""A reason may name another one, or a list of them."""

_EXTRA_KEYWORDS: Mapping[type[Any], Schema] = {
    ReportDocument: {"properties": {"schema_version": {"const": SCHEMA_VERSION}}},
    ReasonEntry: _VALUES,
    NoFixEntry: _VALUES,
    ViolationEntry: {"properties": {"severity": {"enum": list(SEVERITIES)}}},
}
"""What no type says; merged into the schema of the shape."""
