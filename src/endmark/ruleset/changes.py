"""What a config changes about rules, judged against the rules it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from endmark import checks
from endmark.checks import Scope
from endmark.document.blocks import Kind
from endmark.errors import InputError, Problem, suggest
from endmark.ruleset.binding import bind_fields
from endmark.ruleset.config import Level, RuleSetting, RuleSettings
from endmark.ruleset.message import find_message_problems, find_reason_problems
from endmark.ruleset.nodes import Place
from endmark.ruleset.rule import Rule
from endmark.violation import Severity


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What one config changes about one rule; None and missing options leave it as it is.

    `place` is where the options are set, or the setting when it has none.
    `places` says where each part is set: `severity`, `message`, `scope`,
    `languages`, `options.NAME` for each option and `reasons.CODE` for each code.
    """

    place: Place
    severity: Level | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    message: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[Kind] | None = None
    languages: frozenset[str] | None = None
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def apply(self, rule: Rule) -> Rule:
        """The changed rule. Raises InputError when its options do not go together."""
        try:
            options = replace(rule.options, **self.options) if self.options else rule.options
        except ValueError as error:
            raise InputError(self.place.make_problem(str(error))) from error
        return replace(
            rule,
            severity=self.severity if isinstance(self.severity, Severity) else rule.severity,
            enabled=rule.enabled if self.severity is None else self.severity != "off",
            options=options,
            message=rule.message if self.message is None else self.message,
            reasons={**rule.reasons, **self.reasons},
            scope=Scope(
                rule.scope.kinds if self.kinds is None else self.kinds,
                rule.scope.languages if self.languages is None else self.languages,
            ),
        )


def read_changes(
    settings: RuleSettings, rules: Mapping[str, Rule], known: frozenset[str], problems: list[Problem]
) -> dict[str, RuleChange]:
    """The changes to rules by their id; problems are added to the list.

    `known` may hold more ids than `rules`: those of rule files that are broken
    and have their own problems.
    """
    changes = {}
    for name, setting in settings.items():
        if name.value not in known:
            problems.append(name.place.make_problem(f"unknown rule {name.value!r}.", suggest(name.value, known)))
        elif name.value in rules:
            before = len(problems)
            if isinstance(setting.value, RuleSetting):
                change = _read_change(setting.value, setting.place, rules[name.value], problems)
            else:
                change = RuleChange(setting.place, setting.value)
            change = replace(change, places=_locate_parts(name.place, setting.value))
            if len(problems) == before:
                changes[name.value] = change
    return changes


def apply_changes(
    rules: tuple[Rule, ...], changes: Mapping[str, RuleChange], problems: list[Problem]
) -> tuple[Rule, ...]:
    """The rules after the changes; what does not go together is added to the problems and left as it was."""
    changed = []
    for rule in rules:
        try:
            changed.append(changes[rule.id].apply(rule) if rule.id in changes else rule)
        except InputError as error:
            problems.extend(error.problems)
            changed.append(rule)
    return tuple(changed)


def _locate_parts(name: Place, setting: Level | RuleSetting) -> dict[str, Place]:
    """Where each part of a setting stands: at its own key, or at the name of the rule."""
    if not isinstance(setting, RuleSetting):
        return {"severity": name}
    places = {part: name for part in ("severity", "scope", "languages") if getattr(setting, part) is not None}
    if setting.message is not None:
        places["message"] = setting.message.place
    places |= {f"reasons.{code.value}": code.place for code in setting.reasons}
    if setting.options is not None:
        places |= {f"options.{key.raw}": key.place for key, _ in setting.options.entries}
    return places


def _read_change(setting: RuleSetting, place: Place, rule: Rule, problems: list[Problem]) -> RuleChange:
    check = checks.load(rule.check)
    options: dict[str, Any] = {}
    if setting.options is not None:
        place = setting.options.place
        options = bind_fields(setting.options, check.Options, problems, word="option", all_required=False)
    if setting.message is not None:
        problems.extend(find_message_problems(setting.message, check.VALUES))
    problems.extend(find_reason_problems(setting.reasons, rule.check))
    return RuleChange(
        place=place,
        severity=setting.severity,
        options=options,
        message=setting.message.value if setting.message else None,
        reasons={code.value: words.value for code, words in setting.reasons.items()},
        kinds=setting.scope,
        languages=setting.languages,
    )
