"""What a config comes to, and where each value was set, for an editor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from endmark.document.markup import NAMES
from endmark.linting.files.left_out import LeftOut, Reason
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, join_choices, phrase, quote
from endmark.reporters import rule_words
from endmark.reporters.config_view import ConfigView, FileView, iter_shown_settings
from endmark.reporters.option_value import to_plain
from endmark.reporters.table import align_rows
from endmark.reporters.width import sanitize
from endmark.ruleset.settings import Override, Settings
from endmark.ruleset.trace import Origin, TracedRule

_INDENT = "  "
_RULE_FILE = phrase("rule file")


def render(view: ConfigView) -> str:
    """The config, its settings, the file if there is one, overrides and rules; values beside their places."""
    paragraphs = [
        f"{say(phrase('Config: {config}', config=sanitize(say(_describe_config(view)))))}\n",
        _format_file(view.file) if view.file else "",
        _format_section(phrase("Settings:"), _iter_settings_rows(view.settings)),
        _format_section(phrase("Overrides:"), _iter_override_rows(view)),
        _format_rules(view),
    ]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _describe_config(view: ConfigView) -> Phrase:
    if view.config is not None:
        return quote(view.config)
    if view.searched is None:
        return phrase("none, as --no-config says.")
    first, last = view.searched
    if first == last:
        return phrase("none found, in {first}.", first=first)
    return phrase("none found, from {first} up to {last}.", first=first, last=last)


def _iter_settings_rows(settings: Settings) -> Iterator[Sequence[str]]:
    before = None
    for name, value, origin in iter_shown_settings(settings):
        where = phrase("command line") if origin.option else _describe_origin(origin, phrase("default"))
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        yield (name if name != before else "", say(phrase("none")) if value is None else shown, say(where))
        before = name


def _iter_override_rows(view: ConfigView) -> Iterator[Sequence[str]]:
    for index, override in enumerate(view.settings.overrides):
        applies = phrase("applies") if view.file and index in view.file.applying else phrase("does not apply")
        shown = () if view.file is None else (say(applies),)
        yield (str(override.place), *shown, _describe_condition(override), ", ".join(_list_changes(override)))


def _list_changes(override: Override) -> list[str]:
    return [*([f"dialect: {override.dialect}"] if override.dialect else []), *sorted(override.changes)]


def _describe_condition(override: Override) -> str:
    """What must hold for a file so that an override applies to it."""
    condition = override.condition
    files = quote(", ".join(override.files)) if override.files else phrase("every file")
    if override.exclude_files:
        files = phrase("{files} but not {others}", files=files, others=", ".join(override.exclude_files))
    asks = [
        phrase("{key}: {values}", key=key, values=join_choices(map(quote, values)))
        for key, values in condition.when.items()
    ]
    if condition.since:
        asks.append(phrase("since {day}", day=condition.since))
    if condition.before:
        asks.append(phrase("before {day}", day=condition.before))
    return "; ".join(map(say, (files, *asks)))


def _format_rules(view: ConfigView) -> str:
    rows = align_rows(
        [
            (traced.rule.id, rule_words.describe_state(traced.rule), say(_describe_origin(traced.origin, _RULE_FILE)))
            for traced in view.rules
        ]
    )
    lines = [say(phrase("Rules:"))]
    for row, traced in zip(rows, view.rules, strict=True):
        lines.append(f"{_INDENT}{row}")
        lines += [f"{_INDENT * 3}{sanitize(detail)}" for detail in _iter_details(traced, view)]
    return "\n".join(lines) + "\n"


def _iter_details(traced: TracedRule, view: ConfigView) -> Iterator[str]:
    for difference in traced.differences:
        value = _format_value(difference.value)
        where = _describe_origin(difference.origin, _RULE_FILE)
        yield say(phrase("{name}: {value} ({where})", name=difference.name, value=value, where=where))
    scope = traced.rule.scope
    if view.file is not None and traced.rule.enabled and (scope.kinds or scope.languages):
        kinds, languages = rule_words.describe_kinds(scope), rule_words.describe_languages(scope)
        yield say(phrase("looks at {kinds}, in {languages}", kinds=kinds, languages=languages))


def _format_value(value: Any) -> Phrase:
    return phrase("all") if value == frozenset() else quote(json.dumps(to_plain(value), ensure_ascii=False))


def _format_file(file: FileView) -> str:
    lines = [phrase("File: {path}", path=sanitize(file.path)), *_iter_facts(file)]
    return f"\n{_INDENT}".join(sanitize(say(line)) for line in lines) + "\n"


def _iter_facts(file: FileView) -> Iterator[Phrase]:
    """Whether a search finds a file, and as what it is read."""
    left_out = file.left_out
    if file.markup is None:
        yield phrase("endmark does not read such files.")
    elif left_out is None:
        yield phrase("A search of its folder finds it.")
        if file.above:
            config, above = file.above
            yield phrase("A search by {config} leaves it out: {why}.", config=config, why=_explain_left_out(above))
    else:
        yield phrase("A search leaves it out: {why}.", why=_explain_left_out(left_out))
        if left_out.reason == "exclude":
            yield phrase("Who names it on the command line has it checked, except with --force-exclude.")
        else:
            yield phrase("Who names it on the command line has it checked.")
    if file.markup is not None:
        yield _describe_reading(file, NAMES[file.markup])
    for path, why in file.unread.items():
        yield phrase("{path} tells nothing: {why}.", path=path, why=why)


def _describe_reading(file: FileView, markup: Phrase) -> Phrase:
    """As what a file is read and, where there are dialects, in which one and why."""
    if file.dialect is None:
        return phrase("It is read as {markup}.", markup=markup)
    dialect, by, place, site = file.dialect
    match by:
        case "config":
            why = phrase("as {place} says", place=place)
        case "override":
            why = phrase("as the override at {place} says", place=place)
        case "name":
            why = phrase("by the end of its name")
        case _ if site:
            why = phrase("by {clue} ({generator})", clue=file.clue, generator=site.generator)
        case _:
            why = phrase("as nothing tells which program shows it")
    return phrase("It is read as {markup} in the dialect {dialect}, {why}.", markup=markup, dialect=dialect, why=why)


def _explain_left_out(left_out: LeftOut) -> Phrase:
    part, pattern, place = left_out.part, left_out.pattern, left_out.place
    reasons: Mapping[Reason, Phrase] = {
        "outside": phrase("it does not lie below the folder of the config"),
        "hidden": phrase("{part} is hidden", part=part),
        "skipped": phrase("{part} is a folder of other people's files", part=part),
        "link": phrase("{part} is a link to a folder", part=part),
        "suffix": phrase("its name does not end in .md, .markdown, .mdx, .qmd or .rmd"),
        "include": phrase("`include` does not match it ({place})", place=place),
        "exclude": phrase(
            "`exclude` holds {pattern}, which matches {part} ({place})", pattern=pattern, part=part, place=place
        ),
        "gitignore": phrase(
            "git ignores {part} because of {pattern} ({place})", part=part, pattern=pattern, place=place
        ),
    }
    return reasons[left_out.reason]


def _describe_origin(origin: Origin, otherwise: Phrase) -> Phrase:
    if origin.option is not None:
        return quote(origin.option)
    if origin.place is None:
        return otherwise
    if origin.override:
        return phrase("{place}, override at {override}", place=origin.place, override=origin.override)
    return quote(str(origin.place))


def _format_section(title: Phrase, rows: Iterator[Sequence[str]]) -> str:
    lines = [f"{_INDENT}{row}" for row in align_rows(list(rows))]
    return "\n".join([say(title), *lines]) + "\n" if lines else ""
