"""What a config changes about rules, judged against the rules it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from endmark import checks
from endmark.checks import Scope
from endmark.document.blocks import Kind
from endmark.errors import InputError, PartError, Problem, suggest
from endmark.phrase import get_phrase, phrase
from endmark.ruleset.binding import OPTION, bind_fields
from endmark.ruleset.config import Level, RuleSetting, RuleSettings
from endmark.ruleset.list_extension import ListExtension, read_extension
from endmark.ruleset.message import find_message_problems, find_reason_problems
from endmark.ruleset.nodes import MappingNode, Place, Placed
from endmark.ruleset.rule import PATTERN_ROLES, Rule
from endmark.ruleset.shapes import ListOf, get_fields
from endmark.violation import Severity


class RuleChange(Struct, frozen=True):
    """What one config changes about one rule; None and missing options leave it as it is.

    `place` is where the options are set, or the setting when it has none.
    `extended` are the options of which the rule's own list is kept, but for what is
    added to it and taken from it; `without` are the patterns that are switched off.
    `places` says where each part is set: `severity`, `message`, `scope`,
    `languages`, `options.NAME` for each option and `reasons.CODE` for each code.
    """

    place: Place
    severity: Level | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    extended: Mapping[str, ListExtension] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    message: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[Kind] | None = None
    languages: frozenset[str] | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    def apply(self, rule: Rule) -> Rule:
        """The changed rule. Raises InputError when its options do not go together."""
        changed = {
            **self.options,
            **{name: one.apply(getattr(rule.options, name)) for name, one in self.extended.items()},
        }
        for role in PATTERN_ROLES if self.without else ():
            kept = [one for one in changed.get(role, getattr(rule.options, role)) if one.name not in self.without]
            changed[role] = tuple(kept)
        try:
            options = replace(rule.options, **changed) if changed else rule.options
        except ValueError as error:
            part = error.path[0] if isinstance(error, PartError) else ""
            place = self.places.get(f"options.{part}", self.place)
            raise InputError(place.make_problem(get_phrase(error))) from error
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
    changes: dict[str, RuleChange] = {}
    silenced: list[tuple[str, str, Place]] = []
    for name, setting in settings.items():
        if "/" in name.value and name.value.partition("/")[0] in known:
            silenced += _read_silenced(name, setting, rules, problems)
        elif name.value not in known:
            problems.append(
                name.place.make_problem(phrase("unknown rule {name!r}.", name=name.value), suggest(name.value, known))
            )
        elif name.value in rules:
            before = len(problems)
            if isinstance(setting.value, RuleSetting):
                change = _read_change(setting.value, setting.place, rules[name.value], problems)
            else:
                change = RuleChange(setting.place, setting.value)
            change = replace(change, places=_locate_parts(name.place, setting.value, change.extended))
            if len(problems) == before:
                changes[name.value] = change
    for rule, pattern, place in silenced:
        change = changes.get(rule, RuleChange(place))
        places = {**change.places, f"patterns.{pattern}": place}
        changes[rule] = replace(change, without=change.without | {pattern}, places=places)
    return changes


def _read_silenced(
    name: Placed[str], setting: Placed[Level | RuleSetting], rules: Mapping[str, Rule], problems: list[Problem]
) -> Iterator[tuple[str, str, Place]]:
    """A pattern that is switched off under its name, `RULE/PATTERN`: its rule, its id, and where."""
    rule, _, pattern = name.value.partition("/")
    if rule not in rules:  # it is broken, and has its own problems
        return
    patterns = [about.id for about in rules[rule].patterns]
    if pattern not in patterns:
        message = phrase("the rule {rule!r} has no pattern {pattern!r}.", rule=rule, pattern=pattern)
        problems.append(name.place.make_problem(message, suggest(pattern, patterns)))
    elif setting.value != "off":
        hint = phrase("Write `off`; the severity is that of the rule {rule!r}.", rule=rule)
        problems.append(setting.place.make_problem(phrase("a pattern can only be switched off."), hint))
    else:
        yield rule, pattern, name.place


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


def _locate_parts(name: Place, setting: Level | RuleSetting, extended: Mapping[str, ListExtension]) -> dict[str, Place]:
    """Where each part of a setting stands: at its own key, or at the name of the rule."""
    if not isinstance(setting, RuleSetting):
        return {"severity": name}
    places = {part: name for part in ("severity", "scope", "languages") if getattr(setting, part) is not None}
    if setting.message is not None:
        places["message"] = setting.message.place
    places |= {f"reasons.{code.value}": code.place for code in setting.reasons}
    if setting.options is not None:
        for key, _ in setting.options.entries:
            places[f"options.{key.raw}"] = key.place
            places |= {f"patterns.{one}": key.place for one in extended[key.raw].remove} if key.raw in extended else {}
    return places


def _read_change(setting: RuleSetting, place: Place, rule: Rule, problems: list[Problem]) -> RuleChange:
    check = checks.load(rule.check)
    options: dict[str, Any] = {}
    extended: dict[str, ListExtension] = {}
    if setting.options is not None:
        place = setting.options.place
        shapes = {name: known.shape for name, known in get_fields(check.Options).items()}
        replaced = []
        for entry in setting.options.entries:
            shape = shapes.get(entry.key.raw)
            if isinstance(shape, ListOf) and isinstance(entry.value, MappingNode):
                items = getattr(rule.options, entry.key.raw)
                if extension := read_extension(entry.value, shape, items, problems):
                    extended[entry.key.raw] = extension
            else:
                replaced.append(entry)
        table = MappingNode(place, tuple(replaced))
        options = bind_fields(table, check.Options, problems, word=OPTION, all_required=False)
    if setting.message is not None:
        problems.extend(find_message_problems(setting.message, check.VALUES))
    problems.extend(find_reason_problems(setting.reasons, rule.check))
    return RuleChange(
        place=place,
        severity=setting.severity,
        options=options,
        extended=extended,
        message=setting.message.value if setting.message else None,
        reasons={code.value: words.value for code, words in setting.reasons.items()},
        kinds=setting.scope,
        languages=setting.languages,
    )
