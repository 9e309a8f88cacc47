"""What there is to show of a config: the settings, the rules, and perhaps one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field

from endmark.document.markup import Markup
from endmark.linting.baseline.location import choose_baseline
from endmark.linting.files.discovery import SUFFIXES
from endmark.linting.files.left_out import LeftOut
from endmark.reporters.option_value import to_plain
from endmark.ruleset.provenance import list_keys
from endmark.ruleset.settings import Settings
from endmark.ruleset.trace import Origin, TracedDialect, TracedRule
from endmark.violation import Severity

_ARTICLES = tuple(f"*{suffix}" for suffix in SUFFIXES)


class FileView(Struct, frozen=True):
    """One file: its path as messages show it, what it is read as, why a search leaves it out, which overrides apply.

    `markup` is None for a file that endmark does not read. `above` is a config above that
    of the file, as messages show it, whose search does not come to the latter, and why.
    `dialect` is that of Markdown, `clue` the path of what tells the site. `unread` are
    files that could have told it and were not understood, each with the reason.
    """

    path: str
    markup: Markup | None
    left_out: LeftOut | None
    above: tuple[str, LeftOut] | None = None
    applying: frozenset[int] = frozenset()
    dialect: TracedDialect | None = None
    clue: str = ""
    unread: Mapping[str, str] = field(default_factory=dict)


class ConfigView(Struct, frozen=True):
    """Everything that is shown.

    `config` is the file that was read. Where there is none, `searched` holds the
    first and the last folder that was searched; None: no config was wanted.
    """

    settings: Settings
    rules: tuple[TracedRule, ...]
    config: str | None = None
    searched: tuple[str, str] | None = None
    file: FileView | None = None


class ShownSetting(NamedTuple):
    """A value of a setting, None for no value, and where it comes from."""

    name: str
    value: Any
    origin: Origin


def iter_shown_settings(settings: Settings) -> Iterator[ShownSetting]:
    """Each value of each key of the config, and of each option of the command line about rules."""
    for key in list_keys(settings.provenance.files):
        for placed in key.values:
            yield ShownSetting(key.name, to_plain(placed.value), Origin(placed.place))
        if not key.values:
            for value in _get_defaults(key.name, settings):
                yield ShownSetting(key.name, value, Origin())
    command_line = settings.command_line
    levels = {f"{rule}={getattr(level, 'label', level)}" for rule, level in command_line.severities.items()}
    options = (("--select", command_line.select), ("--ignore", command_line.ignore), ("--severity", levels))
    for option, values in options:
        for value in sorted(values):
            yield ShownSetting(option, value, Origin(option=option))


def _get_defaults(name: str, settings: Settings) -> tuple[str | int | None, ...]:
    """What holds where no config gives a key; None: nothing."""
    if name == "include":
        return _ARTICLES
    if name == "fail_on":
        return (Severity.ERROR.label,)
    if name == "max_findings":
        return (settings.max_findings,)
    if name == "dialect":
        return (settings.dialect,)
    baseline = choose_baseline(None, settings, settings.root) if name == "baseline" else None
    return (baseline.name if baseline else None,)
