"""What the command line says about rules; it has the last word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from endmark.errors import Problem, suggest
from endmark.phrase import join_choices, phrase, quote
from endmark.violation import SEVERITIES, Severity

if TYPE_CHECKING:
    from endmark.ruleset.config import Level
    from endmark.ruleset.rule import Rule

_LEVELS: Mapping[str, Level] = {"off": "off", **SEVERITIES}


class CommandLine(Struct, frozen=True):
    """The options `--select`, `--ignore` and `--severity`; the first two name rules and categories."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, Level] = field(default_factory=dict)

    @property
    def may_leave_out(self) -> bool:
        """Whether it can turn a rule off that would run otherwise."""
        return bool(self.select or self.ignore or "off" in self.severities.values())

    def apply(self, rule: Rule) -> Rule:
        """The rule as it will run.

        Naming a rule in `--select` or `--severity` turns it on; selecting a
        category keeps the rules in it that are on. `--ignore` and the severity
        `off` win over both.
        """
        level = self.severities.get(rule.id)
        names = {rule.id, rule.category}
        if level == "off" or names & self.ignore or (self.select and not names & self.select):
            return replace(rule, enabled=False)
        if level is None and rule.id not in self.select:
            return rule
        return replace(rule, enabled=True, severity=level if isinstance(level, Severity) else rule.severity)

    def find_deciding_option(self, rule: Rule) -> str | None:
        """The option that turns a rule on or off or sets its severity; None where the rule stays as it is."""
        names = {rule.id, rule.category}
        if names & self.ignore:
            return "--ignore"
        if self.select and not names & self.select:
            return "--select"
        if rule.id in self.severities:
            return "--severity"
        return "--select" if rule.id in self.select and not rule.enabled else None


def find_unknown_names(option: str, words: Iterable[str], names: frozenset[str]) -> list[Problem]:
    """A problem for each word of an option that is no rule and no category."""
    return [
        Problem(
            phrase("{option}: unknown rule or category {word!r}.", option=option, word=word), hint=suggest(word, names)
        )
        for word in words
        if word not in names
    ]


def read_levels(severities: Mapping[str, str], known: frozenset[str], problems: list[Problem]) -> dict[str, Level]:
    """What `--severity` sets, by rule id; problems are added to the list."""
    levels: dict[str, Level] = {}
    for rule, word in severities.items():
        if rule not in known:
            problems.append(Problem(phrase("--severity: unknown rule {rule!r}.", rule=rule), hint=suggest(rule, known)))
        if word in _LEVELS:
            levels[rule] = _LEVELS[word]
        else:
            message = phrase(
                "--severity {rule}: expected {words}, got {word!r}.",
                rule=rule,
                words=join_choices(map(quote, _LEVELS)),
                word=word,
            )
            problems.append(Problem(message, hint=suggest(word, _LEVELS)))
    return levels


def read_fail_on(word: str, problems: list[Problem]) -> Severity | None:
    """The severity that fails a run, None for `never`; a problem is added to the list for any other word."""
    if word != "never" and word not in SEVERITIES:
        words = ["never", *SEVERITIES]
        problems.append(
            Problem(
                phrase("--fail-on: expected {words}, got {word!r}.", words=join_choices(map(quote, words)), word=word),
                hint=suggest(word, words),
            )
        )
    return SEVERITIES.get(word)
