"""Rules, config and command line → settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from endmark.errors import InputError, Problem
from endmark.phrase import phrase
from endmark.ruleset.builtin import load_builtin_table
from endmark.ruleset.changes import RuleChange, apply_changes, read_changes
from endmark.ruleset.command_line import CommandLine, find_unknown_names, read_fail_on, read_levels
from endmark.ruleset.conditions import Condition
from endmark.ruleset.config import ConfigFile, OverrideSetting, find_rule_folders, load_configs
from endmark.ruleset.config_discovery import choose_config, find_root, find_tree
from endmark.ruleset.discretion import hide_secrets
from endmark.ruleset.files import sort_problems
from endmark.ruleset.globs import find_glob_problems
from endmark.ruleset.libraries import find_library_problems
from endmark.ruleset.nodes import Placed
from endmark.ruleset.provenance import Provenance
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_file import check_unique, find_rule_files, get_rule_name, read_rules
from endmark.ruleset.rule_table import RuleTable
from endmark.ruleset.settings import Override, Settings
from endmark.ruleset.settings_request import MAX_FINDINGS, SettingsRequest
from endmark.violation import Severity

_T = TypeVar("_T")


def load_settings(request: SettingsRequest, shipped: RuleTable | None = None) -> Settings:
    """The settings of a run: what the config says, then the command line.

    `shipped` has the rules that come with endmark, where somebody has them already.

    In a chain of `extends` the extending file wins; `rules` of all files come
    first, then `overrides` of all files. Raises InputError with every problem
    in the config, in own rules and on the command line, or else with every rule
    that is on and needs a library that is not installed.
    """
    cwd = request.cwd.resolve()
    problems: list[Problem] = []
    path = choose_config(request.config, cwd, request.start) if request.use_config else None
    files = load_configs(path, cwd, problems) if path else ()
    shipped = shipped or load_builtin_table()
    written, known = _load_rules(files, cwd, shipped.rules, problems)
    rules, changes = _apply_rules(files, written, known, problems)
    overrides = _load_overrides(files, rules, known, problems)
    names = known | {rule.category for rule in rules}
    severities = request.severities
    if request.below is None:
        problems += find_unknown_names("--select", request.select, names)
        problems += find_unknown_names("--ignore", request.ignore, names)
    else:  # the settings of the run have judged the command line
        severities = {rule: level for rule, level in severities.items() if rule in known}
    levels = read_levels(severities, known, problems)
    command_line = CommandLine(frozenset(request.select), frozenset(request.ignore), levels)
    include, exclude, level = _merge_keys(files, problems)
    if request.fail_on is not None:
        level = read_fail_on(request.fail_on, problems)
    if problems:
        tree = find_tree(find_root(path, cwd))
        named = path if request.config is not None else None
        raise InputError(sort_problems(hide_secrets(problems, tree=tree, base=cwd, named=named)))
    settings = Settings(
        rules=tuple(command_line.apply(rule) for rule in rules),
        root=find_root(path, cwd),
        include=include,
        exclude=exclude,
        read_as=tuple((glob.value, markup) for file in files for glob, markup in file.config.read_as.items()),
        dialect=_choose_last([file.config.dialect for file in files], "auto"),
        is_top=_choose_last([file.config.root for file in files[-1:]], otherwise=False),
        fail_on=level,
        config_path=path,
        overrides=overrides,
        command_line=command_line,
        provenance=Provenance(files, written, changes),
        baseline=_find_baseline(files),
        max_findings=_choose_last([file.config.max_findings for file in files], MAX_FINDINGS),
        lang=next((file.config.lang.value for file in reversed(files) if file.config.lang), None),
    )
    if missing := find_library_problems(settings):
        raise InputError(sort_problems(missing))
    if _look_for_the_same(settings.rules, shipped.rules):
        settings.keep_search(shipped.search)
    return settings


def _look_for_the_same(rules: Sequence[Rule], others: Sequence[Rule]) -> bool:
    """Whether the same rules are on, with the same options."""
    return len(rules) == len(others) and all(
        rule.shares_options(other) and rule.enabled == other.enabled for rule, other in zip(rules, others, strict=True)
    )


def _load_rules(
    files: tuple[ConfigFile, ...], cwd: Path, shipped: tuple[Rule, ...], problems: list[Problem]
) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """All sound rules, and the ids of all rules, sound or not."""
    paths: dict[Path, None] = {}
    for folder in find_rule_folders(files, problems):
        try:
            inside = find_rule_files(folder.value)
        except InputError as error:
            problems += [folder.place.make_problem(problem.message, problem.hint) for problem in error.problems]
            continue
        if not inside:
            problems.append(
                folder.place.make_problem(phrase("this folder holds no rule."), phrase("A rule is a `.yaml` file."))
            )
        paths |= dict.fromkeys(inside)
    own = read_rules(paths, cwd, problems)
    check_unique(own, shipped, problems)
    rules = (*shipped, *(rule.value for rule in own))
    return rules, frozenset(rule.id for rule in shipped) | {get_rule_name(path) for path in paths}


def _apply_rules(
    files: tuple[ConfigFile, ...], rules: tuple[Rule, ...], known: frozenset[str], problems: list[Problem]
) -> tuple[tuple[Rule, ...], tuple[Mapping[str, RuleChange], ...]]:
    """The rules after the `rules` of all files, and what each file changes."""
    changes = []
    for file in files:
        by_id = {rule.id: rule for rule in rules}
        changes.append(read_changes(file.config.rules, by_id, known, problems))
        rules = apply_changes(rules, changes[-1], problems)
    return rules, tuple(changes)


def _load_overrides(
    files: tuple[ConfigFile, ...], rules: tuple[Rule, ...], known: frozenset[str], problems: list[Problem]
) -> tuple[Override, ...]:
    by_id = {rule.id: rule for rule in rules}
    overrides = []
    for placed in (override for file in files for override in file.config.overrides):
        setting: OverrideSetting = placed.value
        problems += find_glob_problems((*setting.files, *setting.exclude_files))
        changes = read_changes(setting.rules, by_id, known, problems)
        apply_changes(rules, changes, problems)  # tried now: a broken override is an error on any file
        condition = Condition(
            {key: (value,) if isinstance(value, str) else value for key, value in setting.when.items()},
            setting.since,
            setting.before,
        )
        overrides.append(
            Override(
                placed.place,
                _get_texts(setting.files),
                _get_texts(setting.exclude_files),
                changes,
                condition,
                setting.dialect,
            )
        )
    return tuple(overrides)


def _merge_keys(
    files: tuple[ConfigFile, ...], problems: list[Problem]
) -> tuple[tuple[str, ...], tuple[str, ...], Severity | None]:
    """`include`, `exclude` and `fail_on`: excludes add up, of the others the last one given counts."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    for file in files:
        config = file.config
        problems += find_glob_problems((*(config.include or ()), *config.exclude, *config.read_as))
        include = include if config.include is None else _get_texts(config.include)
        exclude += _get_texts(config.exclude)
        if config.fail_on is not None:
            fail_on = None if config.fail_on.value == "never" else config.fail_on.value
    return include, exclude, fail_on


def _find_baseline(files: tuple[ConfigFile, ...]) -> Path | None:
    """The file that the last config with the key `baseline` names."""
    named = [file.path.parent / file.config.baseline.value for file in files if file.config.baseline]
    return named[-1] if named else None


def _choose_last(stated: Iterable[Placed[_T] | None], otherwise: _T) -> _T:
    """The value of the last config that states one."""
    return [otherwise, *(placed.value for placed in stated if placed is not None)][-1]


def _get_texts(values: Sequence[Placed[str]]) -> tuple[str, ...]:
    return tuple(value.value for value in values)
