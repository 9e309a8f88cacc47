"""Why a rule is what it is: which config, which override or which option made it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from endmark.document.dialect import Dialect, choose_dialect
from endmark.document.front_matter import FrontMatter
from endmark.ruleset.changes import RuleChange
from endmark.ruleset.command_line import CommandLine
from endmark.ruleset.generators import Site
from endmark.ruleset.nodes import Place
from endmark.ruleset.provenance import list_keys
from endmark.ruleset.rule import PATTERN_ROLES, Rule
from endmark.ruleset.settings import Settings


class Origin(Struct, frozen=True):
    """Who set a value: a place in a config, perhaps inside an override, or an option of the command line.

    `override` is where the override begins. All None means the rule's own file.
    """

    place: Place | None = None
    override: Place | None = None
    option: str | None = None


class Difference(Struct, frozen=True):
    """A part of a rule that is not as its file has it.

    `options.NAME`, `patterns.ID`, `message`, `reasons.CODE`, `scope` or `languages`.
    """

    name: str
    value: Any
    origin: Origin


class TracedRule(Struct, frozen=True):
    """A rule as it runs, or as it is off; `origin` is who decided about that and about its severity."""

    rule: Rule
    origin: Origin
    differences: tuple[Difference, ...] = ()


class TracedDialect(NamedTuple):
    """The dialect of a file, and what tells it.

    `config` and `override` do at a `place`, `name` by how it ends, `site` by what
    lies in a folder; `nothing`: then it is that of all whose site is unknown.
    """

    dialect: Dialect
    by: Literal["config", "override", "name", "site", "nothing"]
    place: Place | None = None
    site: Site | None = None


def trace_dialect(settings: Settings, path: str, front_matter: FrontMatter | None, site: Site | None) -> TracedDialect:
    """The dialect of a file of a site; path and front matter are as in `Settings.choose_rules`."""
    of_site = choose_dialect(path, site.dialect if site else "markdown")
    dialect = settings.choose_dialect(path, front_matter, of_site)
    overrides = [one for one in settings.overrides if one.dialect and one.matches(path, front_matter)]
    stated = next(key for key in list_keys(settings.provenance.files) if key.name == "dialect").values
    if overrides and overrides[-1].dialect != "auto":
        return TracedDialect(dialect, "override", overrides[-1].place)
    if stated and not overrides and stated[-1].value != "auto":
        return TracedDialect(dialect, "config", stated[-1].place)
    if site and site.dialect == dialect:
        return TracedDialect(dialect, "site", site=site)
    return TracedDialect(dialect, "nothing" if dialect == "markdown" else "name")


def trace_rules(settings: Settings, matching: Iterable[int] = ()) -> tuple[TracedRule, ...]:
    """Every rule with what made it so, after the overrides of these indexes, by category and id.

    Raises InputError when the overrides together set options that do not go
    together.
    """
    layers: list[tuple[Mapping[str, RuleChange], Place | None]]
    layers = [(changes, None) for changes in settings.provenance.changes]
    layers += [(settings.overrides[index].changes, settings.overrides[index].place) for index in sorted(matching)]
    rules = sorted(settings.provenance.rules, key=_order_rule)
    return tuple(_trace_rule(rule, layers, settings.command_line) for rule in rules)


def _order_rule(rule: Rule) -> tuple[str, str]:
    return rule.category, rule.id


def _trace_rule(
    written: Rule, layers: Iterable[tuple[Mapping[str, RuleChange], Place | None]], command_line: CommandLine
) -> TracedRule:
    rule, origins = written, dict[str, Origin]()
    for changes, override in layers:
        if change := changes.get(written.id):
            rule = change.apply(rule)
            origins |= {part: Origin(place, override) for part, place in change.places.items()}
    if option := command_line.find_deciding_option(rule):
        origins["severity"] = Origin(option=option)
    before, after = _get_parts(written), _get_parts(rule)
    differences = [
        Difference(part, value, origins.get(part, Origin()))
        for part, value in after.items()
        if value != before.get(part) and (part in origins or not part.startswith("patterns."))
    ]
    return TracedRule(command_line.apply(rule), origins.get("severity", Origin()), tuple(differences))


def _get_parts(rule: Rule) -> dict[str, Any]:
    """What a config may set about a rule, besides its severity."""
    given = {name: getattr(rule.options, name) for name in rule.options.__struct_fields__}
    names = {one.name for role in PATTERN_ROLES for one in given.get(role, ()) if rule.patterns}
    # Those with a name are told one by one.
    if rule.patterns:
        given |= {role: tuple(one for one in given[role] if not one.name) for role in PATTERN_ROLES}
    options = {f"options.{name}": value for name, value in given.items()}
    options |= {f"patterns.{about.id}": "on" if about.id in names else "off" for about in rule.patterns}
    reasons = {f"reasons.{code}": words for code, words in rule.reasons.items()}
    return options | reasons | {"message": rule.message, "scope": rule.scope.kinds, "languages": rule.scope.languages}
