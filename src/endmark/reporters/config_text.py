"""What a config comes to, and where each value was set, for an editor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from endmark.document.markup import NAMES
from endmark.linting.files.left_out import LeftOut
from endmark.reporters import rule_words
from endmark.reporters.config_view import ConfigView, FileView, iter_shown_settings
from endmark.reporters.option_value import to_plain
from endmark.reporters.table import align_rows
from endmark.reporters.width import sanitize
from endmark.ruleset.settings import Override, Settings
from endmark.ruleset.trace import Origin, TracedRule

_INDENT = "  "
_COMMAND_LINE = "command line"
_WHY_LEFT_OUT = {
    "outside": "it does not lie below the folder of the config",
    "hidden": "{part} is hidden",
    "skipped": "{part} is a folder of other people's files",
    "link": "{part} is a link to a folder",
    "suffix": "its name does not end in .md, .markdown, .mdx, .qmd or .rmd",
    "include": "`include` does not match it ({place})",
    "exclude": "`exclude` holds {pattern}, which matches {part} ({place})",
    "gitignore": "git ignores {part} because of {pattern} ({place})",
}


def render(view: ConfigView) -> str:
    """The config, its settings, the file if there is one, overrides and rules; values beside their places."""
    paragraphs = [
        f"Config: {sanitize(_describe_config(view))}\n",
        _format_file(view.file) if view.file else "",
        _format_section("Settings", _iter_settings_rows(view.settings)),
        _format_section("Overrides", _iter_override_rows(view)),
        _format_rules(view),
    ]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _describe_config(view: ConfigView) -> str:
    if view.config is not None:
        return view.config
    if view.searched is None:
        return "none, as --no-config says."
    first, last = view.searched
    return f"none found, in {first}." if first == last else f"none found, from {first} up to {last}."


def _iter_settings_rows(settings: Settings) -> Iterator[Sequence[str]]:
    before = None
    for name, value, origin in iter_shown_settings(settings):
        where = _COMMAND_LINE if origin.option else _describe_origin(origin, "default")
        shown = "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        yield (name if name != before else "", shown, where)
        before = name


def _iter_override_rows(view: ConfigView) -> Iterator[Sequence[str]]:
    for index, override in enumerate(view.settings.overrides):
        applies = () if view.file is None else ("applies" if index in view.file.applying else "does not apply",)
        yield (str(override.place), *applies, _describe_condition(override), ", ".join(_list_changes(override)))


def _list_changes(override: Override) -> list[str]:
    return [*([f"dialect: {override.dialect}"] if override.dialect else []), *sorted(override.changes)]


def _describe_condition(override: Override) -> str:
    """What must hold for a file so that an override applies to it."""
    condition = override.condition
    files = ", ".join(override.files) or "every file"
    but = f" but not {', '.join(override.exclude_files)}" if override.exclude_files else ""
    asks = [f"{key}: {' or '.join(values)}" for key, values in condition.when.items()]
    asks += [f"{word} {day}" for word, day in (("since", condition.since), ("before", condition.before)) if day]
    return "; ".join([f"{files}{but}", *asks])


def _format_rules(view: ConfigView) -> str:
    rows = align_rows(
        [
            (traced.rule.id, rule_words.describe_state(traced.rule), _describe_origin(traced.origin, "rule file"))
            for traced in view.rules
        ]
    )
    lines = ["Rules:"]
    for row, traced in zip(rows, view.rules, strict=True):
        lines.append(f"{_INDENT}{row}")
        lines += [f"{_INDENT * 3}{sanitize(detail)}" for detail in _iter_details(traced, view)]
    return "\n".join(lines) + "\n"


def _iter_details(traced: TracedRule, view: ConfigView) -> Iterator[str]:
    for difference in traced.differences:
        value = _format_value(difference.value)
        yield f"{difference.name}: {value} ({_describe_origin(difference.origin, 'rule file')})"
    scope = traced.rule.scope
    if view.file is not None and traced.rule.enabled and (scope.kinds or scope.languages):
        yield f"looks at {rule_words.describe_kinds(scope)}, in {rule_words.describe_languages(scope)}"


def _format_value(value: Any) -> str:
    return "all" if value == frozenset() else json.dumps(to_plain(value), ensure_ascii=False)


def _format_file(file: FileView) -> str:
    lines = [f"File: {sanitize(file.path)}"]
    if file.markup is None:
        lines.append(f"{_INDENT}endmark does not read such files.")
    elif file.left_out is None:
        lines.append(f"{_INDENT}A search of its folder finds it.")
        if file.above:
            config, why = file.above
            lines.append(f"{_INDENT}A search by {sanitize(config)} leaves it out: {sanitize(_explain_left_out(why))}.")
    else:
        unless = ", except with --force-exclude" if file.left_out.reason == "exclude" else ""
        lines.append(f"{_INDENT}A search leaves it out: {sanitize(_explain_left_out(file.left_out))}.")
        lines.append(f"{_INDENT}Who names it on the command line has it checked{unless}.")
    if file.markup is not None:
        lines.append(f"{_INDENT}It is read as {NAMES[file.markup]}{sanitize(_describe_dialect(file))}.")
    lines += [f"{_INDENT}{sanitize(path)} tells nothing: {sanitize(why)}." for path, why in file.unread.items()]
    return "\n".join(lines) + "\n"


def _describe_dialect(file: FileView) -> str:
    """In which dialect a file is read and why, as the end of a sentence; "" where there are none."""
    if file.dialect is None:
        return ""
    dialect, by, place, site = file.dialect
    match by:
        case "config":
            why = f"as {place} says"
        case "override":
            why = f"as the override at {place} says"
        case "name":
            why = "by the end of its name"
        case _ if site:
            why = f"by {file.clue} ({site.generator})"
        case _:
            why = "as nothing tells which program shows it"
    return f" in the dialect {dialect}, {why}"


def _explain_left_out(left_out: LeftOut) -> str:
    return _WHY_LEFT_OUT[left_out.reason].format(part=left_out.part, pattern=left_out.pattern, place=left_out.place)


def _describe_origin(origin: Origin, otherwise: str) -> str:
    if origin.option is not None:
        return origin.option
    if origin.place is None:
        return otherwise
    inside = f", override at {origin.override}" if origin.override else ""
    return f"{origin.place}{inside}"


def _format_section(title: str, rows: Iterator[Sequence[str]]) -> str:
    lines = [f"{_INDENT}{row}" for row in align_rows(list(rows))]
    return "\n".join([f"{title}:", *lines]) + "\n" if lines else ""
