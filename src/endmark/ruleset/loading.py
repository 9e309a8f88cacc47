"""Rules, config and command line → settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from endmark.errors import InputError, Problem
from endmark.ruleset.builtin import builtin_rules
from endmark.ruleset.changes import Change, apply_changes, read_changes
from endmark.ruleset.command_line import CommandLine, read_fail_on, read_levels, unknown_names
from endmark.ruleset.conditions import Condition
from endmark.ruleset.config import ConfigFile, OverrideSetting, load_configs, rule_folders
from endmark.ruleset.config_discovery import chosen_config, root_of, tree_of
from endmark.ruleset.discretion import without_secrets
from endmark.ruleset.files import in_reading_order
from endmark.ruleset.globs import glob_problems
from endmark.ruleset.libraries import library_problems
from endmark.ruleset.nodes import Placed
from endmark.ruleset.provenance import Provenance
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_file import check_unique, read_rules, rule_files
from endmark.ruleset.settings import Override, Settings
from endmark.violation import Severity


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
    in the config, in own rules and on the command line, or else with every rule
    that is on and needs a library that is not installed.
    """
    cwd = cwd.resolve()
    problems: list[Problem] = []
    path = chosen_config(config, cwd) if use_config else None
    files = load_configs(path, cwd, problems) if path else ()
    written, known = _load_rules(files, cwd, problems)
    rules, changes = _apply_rules(files, written, known, problems)
    overrides = _overrides(files, rules, known, problems)
    names = known | {rule.category for rule in rules}
    problems += unknown_names("--select", select, names) + unknown_names("--ignore", ignore, names)
    levels = read_levels(severities or {}, known, problems)
    command_line = CommandLine(frozenset(select), frozenset(ignore), levels)
    include, exclude, level = _merged(files, problems)
    if fail_on is not None:
        level = read_fail_on(fail_on, problems)
    if problems:
        tree = tree_of(root_of(path, cwd))
        named = path if config is not None else None
        raise InputError(in_reading_order(without_secrets(problems, tree=tree, base=cwd, named=named)))
    settings = Settings(
        rules=tuple(command_line.apply(rule) for rule in rules),
        root=root_of(path, cwd),
        include=include,
        exclude=exclude,
        fail_on=level,
        config_path=path,
        overrides=overrides,
        command_line=command_line,
        provenance=Provenance(files, written, changes),
        baseline=_baseline(files),
    )
    if missing := library_problems(settings):
        raise InputError(in_reading_order(missing))
    return settings


def _load_rules(
    files: tuple[ConfigFile, ...], cwd: Path, problems: list[Problem]
) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """All sound rules, and the ids of all rules, sound or not."""
    shipped = builtin_rules()
    paths: dict[Path, None] = {}
    for folder in rule_folders(files, problems):
        try:
            inside = rule_files(folder.value)
        except InputError as error:
            problems += [folder.place.problem(problem.message, problem.remedy) for problem in error.problems]
            continue
        if not inside:
            problems.append(folder.place.problem("this folder holds no rule.", "A rule is a `.yaml` file."))
        paths |= dict.fromkeys(inside)
    own = read_rules(paths, cwd, problems)
    check_unique(own, shipped, problems)
    rules = (*shipped, *(rule.value for rule in own))
    return rules, frozenset(rule.id for rule in shipped) | {path.stem for path in paths}


def _apply_rules(
    files: tuple[ConfigFile, ...], rules: tuple[Rule, ...], known: frozenset[str], problems: list[Problem]
) -> tuple[tuple[Rule, ...], tuple[Mapping[str, Change], ...]]:
    """The rules after the `rules` of all files, and what each file changes."""
    changes = []
    for file in files:
        by_id = {rule.id: rule for rule in rules}
        changes.append(read_changes(file.config.rules, by_id, known, problems))
        rules = apply_changes(rules, changes[-1], problems)
    return rules, tuple(changes)


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
            fail_on = None if config.fail_on.value == "never" else config.fail_on.value
    return include, exclude, fail_on


def _baseline(files: tuple[ConfigFile, ...]) -> Path | None:
    """The file that the last config with the key `baseline` names."""
    named = [file.path.parent / file.config.baseline.value for file in files if file.config.baseline]
    return named[-1] if named else None


def _texts(values: Sequence[Placed[str]]) -> tuple[str, ...]:
    return tuple(value.value for value in values)
