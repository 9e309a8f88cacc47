"""`endmark rules new`: write the file of a rule that works, and say what to do next."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from endmark.cli import console
from endmark.cli.exit_codes import ExitCode
from endmark.cli.output import save
from endmark.errors import InputError, Problem, limit_each_file
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, explain_os_error, phrase
from endmark.ruleset.settings_request import SettingsRequest

if TYPE_CHECKING:
    from endmark.ruleset.config import ConfigFile

_RULE_FOLDER = "rules"
_CONFIG = "endmark.yaml"


class _Home(Struct, frozen=True):
    """Where own rules lie: the folder for a new one, all such folders, and what a config must say to find it.

    `missing` is None when a config names the folder already.
    """

    folder: Path
    all_folders: tuple[Path, ...]
    missing: Phrase | None = None


def new_rule(rule_id: str, request: SettingsRequest, *, check: str, category: str, language: str | None = None) -> int:
    """Write the rule, say what to do next, and return the exit code.

    With a language it is a folder, with a file of patterns in that language.
    """
    from endmark.ruleset.config_discovery import find_tree
    from endmark.ruleset.containment import is_inside, make_outside_problem
    from endmark.ruleset.rule_template import format_folder_rule, format_rule

    try:
        home = _find_home(request)
        path = home.folder / category / f"{rule_id}.yaml"
        _raise_problems(_find_obstacles(rule_id, category, home))
        files = {path: format_rule(rule_id, check)}
        if language is not None:
            _raise_problems(_find_folder_obstacles(language, check, path.with_suffix("")))
            path = path.with_suffix("")
            head, patterns = format_folder_rule(rule_id)
            files = {path / f"{language}.yaml": patterns, path / "rule.yaml": head}
        inside = is_inside(path, find_tree(request.config.parent if request.config else Path.cwd()))
        _raise_problems([] if inside else [make_outside_problem(phrase("rule"), _format_path(path))])
        for file, text in files.items():
            _raise_problems(_make_folder(file.parent) or save([text], file, what=phrase("rule")))
    except InputError as error:
        console.write_problems(error.problems)
        return ExitCode.INCOMPLETE
    what = phrase("the check `{check}`", check=check)
    if language is not None:
        what = phrase("patterns in {language}.yaml", language=language)
    wrote = phrase("Wrote {path}, a rule with {what} and with examples.", path=_format_path(path), what=what)
    steps = _describe_next_steps(rule_id, home, request.config)
    console.write("\n".join([f"{say(wrote)}\n", *map(say, steps)]))
    return ExitCode.PASSED


def _raise_problems(problems: Sequence[Problem]) -> None:
    if problems:
        raise InputError(limit_each_file(problems))


def _find_home(request: SettingsRequest) -> _Home:
    """The first folder in `rule_paths`, else `rules` beside the config, else in the working directory.

    Raises InputError when the config is wrong.
    """
    from endmark.ruleset.config import load_configs
    from endmark.ruleset.config_discovery import choose_config, find_root, find_tree
    from endmark.ruleset.discretion import hide_secrets

    cwd = Path.cwd()
    problems: list[Problem] = []
    path = choose_config(request.config, cwd) if request.use_config else None
    files = load_configs(path, cwd, problems) if path else ()
    _raise_problems(
        hide_secrets(problems, tree=find_tree(find_root(path, cwd)), base=cwd, named=path if request.config else None)
    )
    folders = tuple(folder for file in reversed(files) for folder in _list_rule_folders(file))
    if files and files[-1].config.rule_paths:
        return _Home(folders[0], folders)
    if path is None:
        line = f"rule_paths: [{_RULE_FOLDER}]"
        missing = phrase("So that it runs, write into {path}:\n\n  {line}\n", path=_CONFIG, line=line)
        return _Home(cwd / _RULE_FOLDER, folders, missing)
    if path.suffix == ".toml":
        line = f'rule_paths = ["{_RULE_FOLDER}"]'
        missing = phrase(
            "So that it runs, add to {path}, under [tool.endmark]:\n\n  {line}\n", path=_format_path(path), line=line
        )
    else:
        line = f"rule_paths: [{_RULE_FOLDER}]"
        missing = phrase("So that it runs, add to {path}:\n\n  {line}\n", path=_format_path(path), line=line)
    return _Home(path.parent / _RULE_FOLDER, folders, missing)


def _list_rule_folders(file: ConfigFile) -> list[Path]:
    return [file.path.parent / name.value for name in file.config.rule_paths]


def _find_obstacles(rule_id: str, category: str, home: _Home) -> list[Problem]:
    """Why there can be no such rule."""
    from endmark.ruleset.builtin import load_builtin_rules
    from endmark.ruleset.rule_file import KEBAB_CASE, find_rule_files, get_rule_name

    if not KEBAB_CASE.fullmatch(rule_id):
        hint = phrase("Use small letters, digits and single hyphens, as in `stray-end-marker`.")
        return [Problem(phrase("the id {rule_id!r} is not in kebab case.", rule_id=rule_id), hint=hint)]
    if category and (category.startswith(".") or Path(category).name != category):
        return [
            Problem(
                phrase("the category {category!r} is not the name of a folder.", category=category),
                hint=phrase("Write one word."),
            )
        ]
    if any(rule.id == rule_id for rule in load_builtin_rules()):
        hint = phrase("To change that rule, name it under `rules:` in the config; a new rule needs a new id.")
        return [Problem(phrase("endmark ships a rule with the id {rule_id!r}.", rule_id=rule_id), hint=hint)]
    own = (path for folder in {home.folder, *home.all_folders} if folder.is_dir() for path in find_rule_files(folder))
    there = next((path for path in own if get_rule_name(path) == rule_id), None)
    if there is None:
        return []
    return [
        Problem(
            phrase("this rule is there already, and nothing was written."),
            _format_path(there),
            hint=phrase("Choose another id."),
        )
    ]


def _find_folder_obstacles(language: str, check: str, folder: Path) -> list[Problem]:
    """Why there can be no such folder with a file in that language."""
    from endmark.document.language_tag import normalize_tag
    from endmark.ruleset.pattern_file import ANY_LANGUAGE

    if check != "pattern":
        return [
            Problem(
                phrase("the check {check!r} looks for no patterns.", check=check),
                hint=phrase("Leave --check or --language out."),
            )
        ]
    if language != ANY_LANGUAGE and normalize_tag(language) != language:
        hint = phrase("Write its tag as in `en` or `zh-Hant`, or `{any}`.", any=ANY_LANGUAGE)
        return [Problem(phrase("unknown language {language!r}.", language=language), hint=hint)]
    if folder.is_dir():
        return [
            Problem(phrase("this folder is there already."), _format_path(folder), hint=phrase("Choose another id."))
        ]
    return []


def _make_folder(folder: Path) -> tuple[Problem, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = phrase("this folder cannot be made: {reason}.", reason=explain_os_error(error))
        return (Problem(problem, _format_path(folder), hint=phrase("Check that you may write there.")),)
    return ()


def _describe_next_steps(rule_id: str, home: _Home, config: Path | None) -> list[Phrase]:
    test = shlex.join(["endmark", "rules", "test", _format_path(home.folder)])
    named = ["--config", config.as_posix()] if config else []
    check = shlex.join(["endmark", "check", *named, "--select", rule_id])
    steps = [
        phrase("Make it yours, examples first, and see whether it keeps its word:\n\n  {command}\n", command=test),
        phrase("See what it finds in your articles:\n\n  {command}\n", command=check),
    ]
    return [home.missing, *steps] if home.missing else steps


def _format_path(path: Path) -> str:
    """The path from the working directory, as a command there needs it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
