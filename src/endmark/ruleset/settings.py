"""Settings: the rules that run on a file, and what else a run needs to know."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from endmark.errors import InputError, Problem
from endmark.messages import SpokenLanguage
from endmark.ruleset.globs import matches
from endmark.ruleset.settings_request import MAX_FINDINGS
from endmark.violation import Severity

if TYPE_CHECKING:
    from endmark.document.dialect import Dialect, DialectSetting
    from endmark.document.front_matter import FrontMatter
    from endmark.document.markup import Markup
    from endmark.ruleset.changes import RuleChange
    from endmark.ruleset.command_line import CommandLine
    from endmark.ruleset.conditions import Condition
    from endmark.ruleset.nodes import Place
    from endmark.ruleset.provenance import Provenance
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.rule_set import KeptSearch, RuleSet


# Most runs find their settings ready made: what makes them is not imported then.
def _make_command_line() -> CommandLine:
    from endmark.ruleset.command_line import CommandLine

    return CommandLine()


def _make_provenance() -> Provenance:
    from endmark.ruleset.provenance import Provenance

    return Provenance()


class LazyRules:
    """The rules of some settings, fetched when somebody goes through them: few reports name any."""

    __slots__ = ("_settings",)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._settings.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._settings.effect)


class Override(Struct, frozen=True):
    """Changes for some of the files; `place` is where the config says so."""

    place: Place
    files: tuple[str, ...]
    exclude_files: tuple[str, ...]
    changes: Mapping[str, RuleChange]
    condition: Condition
    dialect: DialectSetting | None = None

    def matches(self, path: str, front_matter: FrontMatter | None) -> bool:
        """Whether a file is meant; the path is relative to the root, with forward slashes."""
        if (self.files and not matches(self.files, path)) or matches(self.exclude_files, path):
            return False
        return self.condition.holds(front_matter, path)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know before it reads an article.

    `rules` are all rules, also those that are off, after the config's `rules`
    and the command line; `overrides` are in the order in which they count.
    `include` and `exclude` are globs relative to `root`, which is the folder of
    the config; without one that of the repository, or else the working
    directory; `read_as` has such globs, each with what files are read as. `dialect` is
    what the config says of all files, and `is_top` that nothing above `root` has a say.
    `fail_on` is None for "never". `baseline` is the file that the config names, if
    it names one. `max_findings` is how many findings of one rule are listed in a
    file, 0: all. `lang` is the language of messages, None where the config does not say.
    `provenance` is what all this was made from. `search` is for the patterns of the
    rules that run where no override changes them, None where nobody has made it yet.
    """

    rules: tuple[Rule, ...] = field(repr=False)
    root: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    read_as: tuple[tuple[str, Markup], ...] = ()
    dialect: DialectSetting = "auto"
    is_top: bool = False
    fail_on: Severity | None = Severity.ERROR
    config_path: Path | None = None
    overrides: tuple[Override, ...] = ()
    command_line: CommandLine = field(default_factory=_make_command_line)
    provenance: Provenance = field(default_factory=_make_provenance)
    baseline: Path | None = None
    max_findings: int = MAX_FINDINGS
    lang: SpokenLanguage | None = None
    _effect: bytes = field(default=b"", init=False, repr=False, compare=False)
    _known: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)
    search: KeptSearch | None = field(default=None, init=False, repr=False, compare=False)
    _enabled: dict[frozenset[int], RuleSet] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def effect(self) -> bytes:
        """A digest of everything in the settings that can change what is found in a file.

        Which files are checked, and which findings fail a run, is not in it.
        """
        if not self._effect:
            from endmark.ruleset.plain_form import digest_value

            # What is left out is felt: a fix may wait for it.
            left_out = self._ignore_command_line().rules if self.command_line.may_leave_out else ()
            effect = digest_value((self.rules, self.overrides, self.command_line, left_out, self.dialect))
            object.__setattr__(self, "_effect", effect)
        return self._effect

    @property
    def known(self) -> frozenset[str]:
        """What a comment may name: the id of every rule, also of those that are off, and their patterns."""
        if not self._known:  # asked for each file
            object.__setattr__(self, "_known", frozenset(name for rule in self.rules for name in rule.names))
        return self._known

    @property
    def parting(self) -> tuple[Rule, ...]:
        """The rules whose matches part an article into passes; they do so even when they are off."""
        if self.search is not None:  # it belongs to these rules, and no options are read to ask it
            return tuple(rule for rule in self.rules if rule.id in self.search.parting)
        from endmark.ruleset.rule_set import select_boundaries

        return select_boundaries(self.rules)

    @property
    def corpus_rules(self) -> tuple[Rule, ...]:
        """The rules that compare documents and run on any file: those that are on, and those that an override names."""
        from endmark import checks

        named = {name for override in self.overrides for name in override.changes}
        running = (rule for rule in self.rules if rule.enabled or rule.id in named)
        return tuple(rule for rule in running if checks.is_of_corpus(checks.load(rule.check)))

    @property
    def site_rules(self) -> tuple[Rule, ...]:
        """The rules that compare documents, also those that are off until somebody turns them on."""
        from endmark import checks

        decided = set(self.command_line.severities)
        for changes in self.provenance.changes:
            decided |= {name for name, change in changes.items() if change.severity is not None}
        running = (rule for rule in self.rules if rule.enabled or rule.id not in decided)
        return tuple(rule for rule in running if checks.is_of_corpus(checks.load(rule.check)))

    def keep_search(self, search: KeptSearch) -> None:
        """Use a search that is made already."""
        object.__setattr__(self, "search", search)

    def enable_every_rule(self) -> Settings:
        """The same settings with every rule on, whatever rule files and the config's `rules` say.

        `--select` and `--ignore` still leave rules out, and overrides still turn
        rules off for their files.
        """
        rules = (self.command_line.apply(replace(rule, enabled=True)) for rule in self.rules)
        return self.replace_rules(tuple(rules))

    def replace_rules(self, rules: tuple[Rule, ...]) -> Settings:
        """The same settings with other rules."""
        return dataclasses.replace(self, rules=rules)

    @property
    def top(self) -> str | None:
        """The folder above which the files of a site say nothing, where the config names one."""
        return str(self.root) if self.is_top else None

    @property
    def asks_front_matter(self) -> bool:
        """Whether the front matter of a file decides how it is read and which rules run on it."""
        return any(override.condition for override in self.overrides)

    def find_matching_overrides(self, path: str, front_matter: FrontMatter | None = None) -> frozenset[int]:
        """The indexes of the overrides that mean a file; its path is relative to the root, with `/`."""
        return frozenset(index for index, override in enumerate(self.overrides) if override.matches(path, front_matter))

    def choose_rules(self, path: str, front_matter: FrontMatter | None = None) -> RuleSet:
        """The rules that run on a file; its path is relative to the root, with forward slashes.

        The front matter is only looked at when `asks_front_matter`.

        Raises InputError when several overrides together set options that do not
        go together.
        """
        matching = self.find_matching_overrides(path, front_matter)
        if matching not in self._enabled:
            self._enabled[matching] = self._resolve(matching)
        return self._enabled[matching]

    def choose_dialect(self, path: str, front_matter: FrontMatter | None, of_site: Dialect) -> Dialect:
        """The dialect of a file: what the last override says that means it and names one, else what `dialect` says.

        The path and the front matter are as in `choose_rules`.
        """
        stating = [one for one in self.overrides if one.dialect and one.matches(path, front_matter)]
        chosen = stating[-1].dialect if stating else self.dialect
        return of_site if chosen is None or chosen == "auto" else chosen

    def choose_unselected(self, path: str, front_matter: FrontMatter | None = None) -> tuple[Rule, ...]:
        """The rules that would run on a file as well if the command line left none out; otherwise as `choose_rules`."""
        if not self.command_line.may_leave_out:
            return ()
        running = {rule.id for rule in self.choose_rules(path, front_matter)}
        everything = self._ignore_command_line().choose_rules(path, front_matter)
        return tuple(rule for rule in everything if rule.id not in running)

    def _ignore_command_line(self) -> Settings:
        """The same settings without what the command line says about rules."""
        from endmark.ruleset.changes import apply_changes

        rules = self.provenance.rules
        for changes in self.provenance.changes:
            rules = apply_changes(rules, changes, [])
        return dataclasses.replace(self, rules=rules, command_line=_make_command_line())

    def _resolve(self, matching: frozenset[int]) -> RuleSet:
        from endmark.ruleset.rule_set import RuleSet

        rules, problems = self.rules, list[Problem]()
        if matching:
            from endmark.ruleset.changes import apply_changes

            for index in sorted(matching):
                rules = apply_changes(rules, self.overrides[index].changes, problems)
        if problems:
            raise InputError(problems)
        final = (self.command_line.apply(rule) for rule in rules)
        running = RuleSet(rule for rule in final if rule.enabled)
        if self.search is not None:
            running.traits = self.search.traits
        if not matching:
            running.kept = self.search
        return running
