"""Help that is read in a minute, in the language that is spoken: options stand under what they are about."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from endmark.cli.language import add_language_option

if TYPE_CHECKING:
    from endmark.messages.catalogue import Catalogue

_TITLES = {
    "Articles": "changed changed_since staged files_from watch null stdin_filename force_exclude no_ignore allow_empty"
    " samples",
    "Tables": "column row_id table fields read_as",
    "Rules and config": "select ignore severities config no_config baseline no_baseline max_findings",
    "Report": "format output_format output_file outputs parquet quiet verbose show_all statistics profile color lang",
    "Exit code": "fail_on min_score exit_zero exit_non_zero_on_fix",
    "Repair": "fix unsafe interactive only diff dry_run",
    "Speed": "scheduler jobs cache_dir no_cache",
}
_SECTIONS = {name: title for title, names in _TITLES.items() for name in names.split()}
_OTHER = "Other"

_FEW = 8
"""Options up to which one list is read at a glance."""

_NARROWEST, _WIDEST = 50, 80
"""Columns that help takes: those of the screen, within what can be read."""

_WIDEST_TERM = 30
"""Columns of an option up to which its help begins beside it, as click has it."""

_AS_IT_STANDS = "\b"
"""The line with which click marks a paragraph that keeps its lines."""

_OF_HELP = ("Usage", "[OPTIONS]", "Options", "Commands", "default: {}", "env var: {}", *_TITLES, _OTHER)
"""What stands around the help of commands and options."""


class _Explained(click.Command):
    """A command that has `--lang`, and is explained in the language that is spoken."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        add_language_option(self)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help: that of click in English, else the same things said otherwise."""
        if catalogue := _find_catalogue():
            formatter.write(_render(self, ctx, catalogue))
        else:
            super().format_help(ctx, formatter)


class Command(_Explained):
    """A command whose many options stand under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the command, those of a subject together."""
        for title, options in _part_options(self, ctx):
            with formatter.section(title):
                formatter.write_dl([record for one in options if (record := one.get_help_record(ctx))])


class Group(_Explained, click.Group):
    """Commands of one subject."""

    command_class = Command


def iter_help(command: click.Command, ctx: click.Context) -> Iterator[str]:
    """All that a command, and those below it, say of themselves in English: what a catalogue needs words for."""
    yield from _OF_HELP
    yield from filter(None, (_clean(command.help), _clean(command.short_help)))
    for option in command.get_params(ctx):
        if isinstance(option, click.Option) and option.help:
            yield _clean(option.help)
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            if below is not None:
                yield from iter_help(below, click.Context(below, ctx, info_name=name))


def format_usage(command: click.Command, ctx: click.Context, translate: Callable[[str], str]) -> str:
    """The line that says how a command is called."""
    pieces = [translate(piece) if piece == "[OPTIONS]" else piece for piece in command.collect_usage_pieces(ctx)]
    return f"{translate('Usage')}: {ctx.command_path} {' '.join(pieces)}\n"


def _find_catalogue() -> Catalogue | None:
    """The catalogue of a language other than English that is spoken; it was loaded when somebody chose it."""
    if "endmark.messages.languages" not in sys.modules:
        return None
    from endmark.messages.catalogue import ENGLISH, get_spoken

    spoken = get_spoken()
    return None if spoken is ENGLISH else spoken


def _part_options(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, list[click.Option]]]:
    """The options under what they are about, all under one heading where they are few."""
    shown = [one for one in command.get_params(ctx) if isinstance(one, click.Option) and not one.hidden]
    if len(shown) <= _FEW:
        yield "Options", shown
        return
    sections: dict[str, list[click.Option]] = {title: [] for title in (*_TITLES, _OTHER)}
    for one in shown:
        sections[_SECTIONS.get(one.name or "", _OTHER)].append(one)
    yield from ((title, options) for title, options in sections.items() if options)


def _render(command: click.Command, ctx: click.Context, catalogue: Catalogue) -> str:
    """The help in another language, with lines of as many columns as the screen has."""
    import os

    from endmark.cli.screen import get_columns
    from endmark.reporters.width import measure_width, pad_right, wrap_text

    width = max(_NARROWEST, min(get_columns(os.environ) or _WIDEST, _WIDEST))
    translate = catalogue.translate_help
    parts = [format_usage(command, ctx, translate)]
    for paragraph in translate(_clean(command.help)).split("\n\n"):
        kept = paragraph.startswith(_AS_IT_STANDS)
        lines = paragraph.splitlines()[1:] if kept else wrap_text(paragraph, width - 2)
        parts.append("".join(f"  {line}".rstrip() + "\n" for line in lines))
    tables = [
        (title, [(_name_option(one, ctx), _explain_option(one, ctx, translate)) for one in options])
        for title, options in _part_options(command, ctx)
    ]
    if isinstance(command, click.Group):
        tables.append(("Commands", [*_iter_commands(command, ctx, translate)]))
    for title, rows in tables:
        column = 2 + max((wide for term, _ in rows if (wide := measure_width(term)) <= _WIDEST_TERM), default=0) + 2
        lines = [f"{translate(title)}:"]
        for term, words in rows:
            first, *rest = wrap_text(words, width - column) or [""]
            if 2 + measure_width(term) + 2 > column:
                lines += [f"  {term}", f"{' ' * column}{first}"]
            else:
                lines.append(f"{pad_right(f'  {term}', column)}{first}")
            lines += [f"{' ' * column}{line}" for line in rest]
        parts.append("".join(f"{line}\n" for line in lines))
    return "\n".join(parts)


def _name_option(option: click.Option, ctx: click.Context) -> str:
    record = option.get_help_record(ctx)
    return record[0] if record else ""


def _explain_option(option: click.Option, ctx: click.Context, translate: Callable[[str], str]) -> str:
    extra = option.get_help_extra(ctx)
    notes = []
    if "envvars" in extra:
        notes.append(translate("env var: {}").format(", ".join(extra["envvars"])))
    if "default" in extra:
        notes.append(translate("default: {}").format(extra["default"]))
    if "range" in extra:
        notes.append(extra["range"])
    aside = f" [{'; '.join(notes)}]" if notes else ""
    return translate(_clean(option.help)) + aside


def _iter_commands(
    group: click.Group, ctx: click.Context, translate: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is not None and not command.hidden:
            yield (
                name,
                translate(_clean(command.short_help))
                if command.short_help
                else _get_first(translate(_clean(command.help))),
            )


def _get_first(words: str) -> str:
    """The first sentence of a help."""
    return re.split(r"(?<=[.。])(?:\s|$)|(?<=。)", words, maxsplit=1)[0]


def _clean(words: str | None) -> str:
    return inspect.cleandoc(words) if words else ""
