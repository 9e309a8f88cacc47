"""What a config comes to, and where each value was set, for programs.

The JSON, version 1; lines and columns count from 1:

    {"schema_version": 1, "tool": {"name": "endmark", "version": "…"},
     "config": "endmark.yaml", "searched": {"from": "/site/posts", "to": "/site"},
     "settings": [{"name": "exclude", "value": "drafts/", "origin": ORIGIN}],
     "overrides": [{"path": "endmark.yaml", "line": 9, "column": 5, "files": ["columns/"],
       "exclude_files": [], "when": {"layout": ["essay"]}, "since": "2026-01-31", "before": null,
       "rules": ["truncated-sentence"], "dialect": null, "applies": true}],
     "rules": [{"rule": "truncated-sentence", "category": "assembly", "enabled": true, "severity": "warning",
       "origin": ORIGIN, "kinds": ["paragraph"], "languages": [],
       "differences": [{"name": "options.tolerance", "value": 2, "origin": ORIGIN}]}],
     "file": {"path": "columns/spring.md", "read_as": "markdown", "dialect": {"name": "mkdocs", "by": "site",
       "place": null, "generator": "MkDocs", "path": "mkdocs.yml"}, "unread": [{"path": "package.json", "reason": "…"}],
       "checked": false, "left_out": {"reason": "exclude", "part": "columns", "pattern": "columns/",
       "place": {"path": "endmark.yaml", "line": 20, "column": 11}}, "left_out_above": null}}

An ORIGIN is `{"path": …, "line": …, "column": …}`, with the place of the
`override` around it if there is one; or `{"option": "--ignore"}`; or null for
what endmark or the rule's own file says. `config` is null without a config, and
then `searched` says where one was looked for. Without a file `applies` and
`file` are null. `read_as` is "markdown", "html", "text", "notebook" or null: endmark does not read it.
"""

from __future__ import annotations

from typing import Any

from endmark.linting.files.left_out import LeftOut
from endmark.reporters.config_view import ConfigView, FileView, iter_shown_settings
from endmark.reporters.json_report import to_json
from endmark.reporters.option_value import to_plain
from endmark.ruleset.nodes import Place
from endmark.ruleset.trace import Origin, TracedDialect, TracedRule
from endmark.version import __version__

SCHEMA_VERSION = 1


def render(view: ConfigView) -> str:
    """The view for programs; the shape is described at the top of this module."""
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "endmark", "version": __version__},
            "config": view.config,
            "searched": dict(zip(("from", "to"), view.searched, strict=True)) if view.searched else None,
            "settings": [
                {"name": name, "value": value, "origin": _build_origin_entry(origin)}
                for name, value, origin in iter_shown_settings(view.settings)
            ],
            "overrides": [_build_override_entry(index, view) for index in range(len(view.settings.overrides))],
            "rules": [_build_rule_entry(traced) for traced in view.rules],
            "file": _build_file_entry(view.file) if view.file else None,
        }
    )


def _build_place_entry(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _build_origin_entry(origin: Origin) -> dict[str, Any] | None:
    if origin.option is not None:
        return {"option": origin.option}
    if origin.place is None:
        return None
    inside = {"override": _build_place_entry(origin.override)} if origin.override else {}
    return _build_place_entry(origin.place) | inside


def _build_override_entry(index: int, view: ConfigView) -> dict[str, Any]:
    override = view.settings.overrides[index]
    condition = override.condition
    return _build_place_entry(override.place) | {
        "files": override.files,
        "exclude_files": override.exclude_files,
        "when": condition.when,
        "since": condition.since and condition.since.isoformat(),
        "before": condition.before and condition.before.isoformat(),
        "rules": sorted(override.changes),
        "dialect": override.dialect,
        "applies": None if view.file is None else index in view.file.applying,
    }


def _build_rule_entry(traced: TracedRule) -> dict[str, Any]:
    rule = traced.rule
    return {
        "rule": rule.id,
        "category": rule.category,
        "enabled": rule.enabled,
        "severity": rule.severity.label,
        "origin": _build_origin_entry(traced.origin),
        "kinds": sorted(rule.scope.kinds),
        "languages": sorted(rule.scope.languages),
        "differences": [
            {"name": part.name, "value": to_plain(part.value), "origin": _build_origin_entry(part.origin)}
            for part in traced.differences
        ],
    }


def _build_file_entry(file: FileView) -> dict[str, Any]:
    return {
        "path": file.path,
        "read_as": file.markup,
        "dialect": _build_dialect_entry(file.dialect, file.clue) if file.dialect else None,
        "unread": [{"path": path, "reason": why} for path, why in file.unread.items()],
        "checked": file.left_out is None and file.markup is not None,
        "left_out": _build_left_out_entry(file.left_out) if file.left_out else None,
        "left_out_above": {"config": file.above[0], **_build_left_out_entry(file.above[1])} if file.above else None,
    }


def _build_dialect_entry(dialect: TracedDialect, clue: str) -> dict[str, Any]:
    return {
        "name": dialect.dialect,
        "by": dialect.by,
        "place": _build_place_entry(dialect.place) if dialect.place else None,
        "generator": dialect.site.generator if dialect.site else None,
        "path": clue if dialect.site else None,
    }


def _build_left_out_entry(left_out: LeftOut) -> dict[str, Any]:
    return {
        "reason": left_out.reason,
        "part": left_out.part,
        "pattern": left_out.pattern,
        "place": _build_place_entry(left_out.place) if left_out.place else None,
    }
