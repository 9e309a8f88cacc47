"""What there is to show of a config: the settings, the rules, and perhaps one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from endmark.linting.baseline.baseline import chosen_baseline
from endmark.linting.files.discovery import SUFFIXES
from endmark.linting.files.left_out import LeftOut
from endmark.reporters.option_value import plain
from endmark.ruleset.provenance import keys
from endmark.ruleset.settings import Settings
from endmark.ruleset.trace import Origin, TracedRule
from endmark.violation import Severity

_ARTICLES = tuple(f"*{suffix}" for suffix in SUFFIXES)


@dataclass(frozen=True, slots=True)
class FileView:
    """One file: its path as messages show it, why a search leaves it out, and which overrides apply to it."""

    path: str
    left_out: LeftOut | None
    applying: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ConfigView:
    """Everything that is shown.

    `config` is the file that was read. Where there is none, `searched` holds the
    first and the last folder that was searched; None: no config was wanted.
    """

    settings: Settings
    rules: tuple[TracedRule, ...]
    config: str | None = None
    searched: tuple[str, str] | None = None
    file: FileView | None = None


class Setting(NamedTuple):
    """A value of a setting, None for no value, and where it comes from."""

    name: str
    value: Any
    origin: Origin


def shown_settings(settings: Settings) -> Iterator[Setting]:
    """Each value of each key of the config, and of each option of the command line about rules."""
    for key in keys(settings.provenance.files):
        for placed in key.values:
            yield Setting(key.name, plain(placed.value), Origin(placed.place))
        if not key.values:
            for value in _defaults(key.name, settings):
                yield Setting(key.name, value, Origin())
    command_line = settings.command_line
    levels = {f"{rule}={getattr(level, 'label', level)}" for rule, level in command_line.severities.items()}
    options = (("--select", command_line.select), ("--ignore", command_line.ignore), ("--severity", levels))
    for option, values in options:
        for value in sorted(values):
            yield Setting(option, value, Origin(option=option))


def _defaults(name: str, settings: Settings) -> tuple[str | None, ...]:
    """What holds where no config gives a key; None: nothing."""
    if name == "include":
        return _ARTICLES
    if name == "fail_on":
        return (Severity.ERROR.label,)
    baseline = chosen_baseline(None, settings, settings.root) if name == "baseline" else None
    return (baseline.name if baseline else None,)
