"""Settings: rules, config and command line become the rules that run on a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from endmark.document.front_matter import FrontMatter
from endmark.errors import InputError, Problem
from endmark.ruleset.builtin import builtin_rules
from endmark.ruleset.changes import Change, apply_changes, read_changes
from endmark.ruleset.command_line import CommandLine, read_fail_on, read_levels, unknown_names
from endmark.ruleset.conditions import Condition
from endmark.ruleset.config import ConfigFile, OverrideSetting, find_config, load_configs, rule_folders
from endmark.ruleset.files import in_reading_order, located, shown_path
from endmark.ruleset.globs import glob_problems, matches
from endmark.ruleset.nodes import Place, Placed
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_file import check_unique, read_rules, rule_files
from endmark.violation import Severity


@dataclass(frozen=True, slots=True)
class Override:
    """Changes for some of the files; `place` is where the config says so."""

    place: Place
    files: tuple[str, ...]
    exclude_files: tuple[str, ...]
    changes: Mapping[str, Change]
    condition: Condition

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
    directory. `fail_on` is None for
    "never". `baseline` is the file that the config names, if it names one.
    """

    rules: tuple[Rule, ...]
    root: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    config_path: Path | None = None
    overrides: tuple[Override, ...] = ()
    command_line: CommandLine = field(default_factory=CommandLine)
    baseline: Path | None = None
    _enabled: dict[frozenset[int], tuple[Rule, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def known(self) -> frozenset[str]:
        """The id of every rule, also of those that are off."""
        return frozenset(rule.id for rule in self.rules)

    def with_every_rule(self) -> Settings:
        """The same settings with every rule on, whatever rule files and the config's `rules` say.

        `--select` and `--ignore` still leave rules out, and overrides still turn
        rules off for their files.
        """
        rules = (self.command_line.apply(replace(rule, enabled=True)) for rule in self.rules)
        return replace(self, rules=tuple(rules))

    @property
    def asks_front_matter(self) -> bool:
        """Whether the front matter of a file decides which rules run on it."""
        return any(override.condition for override in self.overrides)

    def overrides_that_match(self, path: str, front_matter: FrontMatter | None = None) -> frozenset[int]:
        """The indexes of the overrides that mean a file; its path is relative to the root, with `/`."""
        return frozenset(index for index, override in enumerate(self.overrides) if override.matches(path, front_matter))

    def rules_for(self, path: str, front_matter: FrontMatter | None = None) -> tuple[Rule, ...]:
        """The rules that run on a file; its path is relative to the root, with forward slashes.

        The front matter is only looked at when `asks_front_matter`.

        Raises InputError when several overrides together set options that do not
        go together.
        """
        matching = self.overrides_that_match(path, front_matter)
        if matching not in self._enabled:
            self._enabled[matching] = self._resolve(matching)
        return self._enabled[matching]

    def _resolve(self, matching: frozenset[int]) -> tuple[Rule, ...]:
        rules, problems = self.rules, list[Problem]()
        for index in sorted(matching):
            rules = apply_changes(rules, self.overrides[index].changes, problems)
        if problems:
            raise InputError(problems)
        final = (self.command_line.apply(rule) for rule in rules)
        return tuple(rule for rule in final if rule.enabled)


def load_settings(  # noqa: PLR0913  (one argument an option of the command line)
    *,
    config: Path | None,
    use_config: bool,
    cwd: Path,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    fail_on: str | None = None,
) -> Settings:
    """The settings of a run: `config`, or the config found from `cwd` upward, then the command line.

    In a chain of `extends` the extending file wins; `rules` of all files come
    first, then `overrides` of all files. Raises InputError with every problem
    in the config, in own rules and on the command line.
    """
    cwd = cwd.resolve()
    problems: list[Problem] = []
    path = _config_path(config, cwd) if use_config else None
    files = load_configs(path, cwd, problems) if path else ()
    rules, known = _load_rules(files, cwd, problems)
    rules = _apply_rules(files, rules, known, problems)
    overrides = _overrides(files, rules, known, problems)
    names = known | {rule.category for rule in rules}
    problems += unknown_names("--select", select, names) + unknown_names("--ignore", ignore, names)
    levels = read_levels(severities or {}, known, problems)
    command_line = CommandLine(frozenset(select), frozenset(ignore), levels)
    include, exclude, level = _merged(files, problems)
    if fail_on is not None:
        level = read_fail_on(fail_on, problems)
    if problems:
        raise InputError(in_reading_order(problems))
    return Settings(
        rules=tuple(command_line.apply(rule) for rule in rules),
        root=path.parent if path else _repository(cwd) or cwd,
        include=include,
        exclude=exclude,
        fail_on=level,
        config_path=path,
        overrides=overrides,
        command_line=command_line,
        baseline=_baseline(files),
    )


def _repository(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def _config_path(config: Path | None, cwd: Path) -> Path | None:
    if config is None:
        return find_config(cwd)
    path = located(cwd / config)
    if not path.is_file():
        raise InputError(Problem("there is no such config file.", shown_path(path, cwd), remedy="Check --config."))
    return path


def _load_rules(
    files: tuple[ConfigFile, ...], cwd: Path, problems: list[Problem]
) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """All sound rules, and the ids of all rules, sound or not."""
    shipped = builtin_rules()
    paths: dict[Path, None] = {}
    for folder in rule_folders(files, problems):
        inside = rule_files(folder.value)
        if not inside:
            problems.append(folder.place.problem("this folder holds no rule.", "A rule is a `.yaml` file."))
        paths |= dict.fromkeys(inside)
    own = read_rules(paths, cwd, problems)
    check_unique(own, shipped, problems)
    rules = (*shipped, *(rule.value for rule in own))
    return rules, frozenset(rule.id for rule in shipped) | {path.stem for path in paths}


def _apply_rules(
    files: tuple[ConfigFile, ...], rules: tuple[Rule, ...], known: frozenset[str], problems: list[Problem]
) -> tuple[Rule, ...]:
    for file in files:
        by_id = {rule.id: rule for rule in rules}
        rules = apply_changes(rules, read_changes(file.config.rules, by_id, known, problems), problems)
    return rules


def _overrides(
    files: tuple[ConfigFile, ...], rules: tuple[Rule, ...], known: frozenset[str], problems: list[Problem]
) -> tuple[Override, ...]:
    by_id = {rule.id: rule for rule in rules}
    overrides = []
    for placed in (override for file in files for override in file.config.overrides):
        setting: OverrideSetting = placed.value
        problems += glob_problems((*setting.files, *setting.exclude_files))
        changes = read_changes(setting.rules, by_id, known, problems)
        apply_changes(rules, changes, problems)  # tried now: a broken override is an error on any file
        condition = Condition(
            {key: (value,) if isinstance(value, str) else value for key, value in setting.when.items()},
            setting.since,
            setting.before,
        )
        overrides.append(
            Override(placed.place, _texts(setting.files), _texts(setting.exclude_files), changes, condition)
        )
    return tuple(overrides)


def _merged(
    files: tuple[ConfigFile, ...], problems: list[Problem]
) -> tuple[tuple[str, ...], tuple[str, ...], Severity | None]:
    """`include`, `exclude` and `fail_on`: excludes add up, of the others the last one given counts."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    for file in files:
        config = file.config
        problems += glob_problems((*(config.include or ()), *config.exclude))
        include = include if config.include is None else _texts(config.include)
        exclude += _texts(config.exclude)
        if config.fail_on is not None:
            fail_on = None if config.fail_on == "never" else config.fail_on
    return include, exclude, fail_on


def _baseline(files: tuple[ConfigFile, ...]) -> Path | None:
    """The file that the last config with the key `baseline` names."""
    named = [file.path.parent / file.config.baseline.value for file in files if file.config.baseline]
    return named[-1] if named else None


def _texts(values: Sequence[Placed[str]]) -> tuple[str, ...]:
    return tuple(value.value for value in values)
