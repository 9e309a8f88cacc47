"""The config: what an editor may write in endmark.yaml, and where it is found."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct, field

from endmark.document.blocks import Kind
from endmark.document.dialect import DialectSetting
from endmark.document.language import LanguageTag
from endmark.document.markup import Markup
from endmark.errors import InputError, Problem, suggest
from endmark.messages import SpokenLanguage
from endmark.phrase import Phrase, phrase
from endmark.ruleset.binding import bind_fields
from endmark.ruleset.files import format_path, read_table, to_absolute
from endmark.ruleset.nodes import MappingNode, Place, Placed, Written
from endmark.violation import Severity

_LONGEST_CHAIN = 50
_SHIPPED_PREFIX = "endmark:"
_SHIPPED = frozenset({"endmark:recommended"})
"""Configs that come with endmark. `recommended` is every rule as its file has it: nothing to change."""

Level: TypeAlias = Literal["off"] | Severity
"""How a config sets a rule."""


class RuleSetting(Struct, frozen=True):
    """What a config changes about a rule; what is not given stays as the rule has it.

    `severity` says how bad a finding is, or that the rule is off. The `options`
    given here replace the rule's own key by key; a list can be kept, with `add` and
    `remove` in its place. `message` is what a report says; a
    name in braces stands for what was found. `reasons` gives words of your own for
    what the check says in codes. `scope` lists the kinds of blocks that
    are judged; none means all. `languages` lists the languages of the texts that
    are judged; none means all.
    """

    severity: Level | None = None
    options: MappingNode | None = None
    message: Placed[str] | None = None
    reasons: Mapping[Placed[str], Placed[str]] = field(default_factory=dict)
    scope: frozenset[Kind] | None = None
    languages: frozenset[LanguageTag] | None = None


RuleSettings: TypeAlias = Mapping[Placed[str], Placed[Level | RuleSetting]]


class OverrideSetting(Struct, frozen=True):
    """Other settings for some of the files: those for which everything holds that is given.

    `rules` are the settings, as in the config, and so is `dialect`. `files` are globs, one of which must
    match; every file is meant when it is not given. `exclude_files` are globs, none
    of which may match. `when` gives for a key of the front matter the value it must
    have, or several of which it must have one. `since` is the first day that counts
    for the date of an article. `before` is the first day that does not count.
    """

    rules: RuleSettings = field(default_factory=dict)
    dialect: DialectSetting | None = None
    files: tuple[Placed[str], ...] = ()
    exclude_files: tuple[Placed[str], ...] = ()
    when: Mapping[str, Written | tuple[Written, ...]] = field(default_factory=dict)
    since: date | None = None
    before: date | None = None


class Config(Struct, frozen=True):
    """The keys of one config file.

    `extends` names configs to start from; this file wins where both speak. `rules`
    sets rules by their id: a severity or `off`, or a mapping that changes more.
    `rule_paths` are folders with rules of your own. `overrides` are other settings
    for some of the files; the last one that matches wins. `include` says which
    files a folder is searched for, as in a .gitignore. `exclude` says which files
    are left out, as in a .gitignore. `read_as` says by globs what files are written
    in, whatever their names end with; the last one that matches wins. `dialect` says how
    the program that shows the articles reads their Markdown; `auto` goes by the files of
    the site. `fail_on` is the lowest severity that makes
    the exit code 1; `never` for none. `baseline` names the file with the findings
    that are known already. `max_findings` is how many findings of one rule are
    listed in a file, the others being counted; 0 lists all. `lang` is the language of
    messages, which `--lang` and `ENDMARK_LANG` may change. `root` says that no config
    above this folder has a say in it; none has, unless `extends` names it.
    """

    extends: Placed[str] | tuple[Placed[str], ...] = ()
    rules: RuleSettings = field(default_factory=dict)
    rule_paths: tuple[Placed[str], ...] = ()
    overrides: tuple[Placed[OverrideSetting], ...] = ()
    include: tuple[Placed[str], ...] | None = None
    exclude: tuple[Placed[str], ...] = ()
    read_as: Mapping[Placed[str], Markup] = field(default_factory=dict)
    dialect: Placed[DialectSetting] | None = None
    fail_on: Placed[Literal["never"] | Severity] | None = None
    baseline: Placed[str] | None = None
    max_findings: Placed[Annotated[int, Meta(ge=0)]] | None = None
    lang: Placed[SpokenLanguage] | None = None
    root: Placed[bool] | None = None


class ConfigFile(Struct, frozen=True):
    """A config and the file it was read from."""

    path: Path
    config: Config


def load_configs(path: Path, base: Path, problems: list[Problem]) -> tuple[ConfigFile, ...]:
    """A config and all it extends, the most basic first, each file once.

    Messages name the files relative to `base`. Problems are added to the list;
    what is sound in the files is loaded nevertheless, so that the caller can
    find the other mistakes too.
    """
    return tuple(_load_chain(to_absolute(path), base, problems, chain=(), seen=set()))


def _load_chain(
    path: Path, base: Path, problems: list[Problem], chain: tuple[Path, ...], seen: set[Path]
) -> Iterator[ConfigFile]:
    seen.add(path)
    try:
        table = read_table(path, format_path(path, base))
    except InputError as error:
        problems.extend(error.problems)
        return
    config = Config(**_read_given(table, problems))
    extends = config.extends if isinstance(config.extends, tuple) else (config.extends,)
    chain = (*chain, path)
    for name in extends:
        target = _find_target(name, path, problems)
        if target is None:
            continue
        if len(chain) > _LONGEST_CHAIN:
            problems.append(
                name.place.make_problem(
                    phrase("too many configs extend each other."), phrase("Name what you need directly.")
                )
            )
        elif target in chain:
            circle = " → ".join(format_path(link, base) for link in (*chain[chain.index(target) :], target))
            problems.append(
                name.place.make_problem(
                    phrase("these configs extend each other: {circle}.", circle=circle), phrase("Break the circle.")
                )
            )
        elif target not in seen:
            yield from _load_chain(target, base, problems, chain, seen)
    yield ConfigFile(path, config)


def _read_given(table: MappingNode, problems: list[Problem]) -> dict[str, Any]:
    given = bind_fields(table, Config, problems)
    for key in ("extends", "rule_paths", "baseline"):
        given |= {key: _reject_nul(given[key], problems)} if key in given else {}
    for override in given.get("overrides", ()):
        setting = override.value
        if not setting.rules and setting.dialect is None:
            hint = phrase("Fill `rules:` or `dialect:`, or delete it.")
            problems.append(override.place.make_problem(phrase("this override changes nothing."), hint))
        if not (setting.files or setting.when or setting.since or setting.before):
            hint = phrase("Fill `files:`, `when:`, `since:` or `before:`, or set its rules for all files.")
            problems.append(
                override.place.make_problem(phrase("this override does not say which files it means."), hint)
            )
    return given


def _reject_nul(named: Any, problems: list[Problem]) -> Any:
    """Names that a file can have, of one name or of several."""
    if isinstance(named, tuple):
        return tuple(name for name in named if _reject_nul(name, problems))
    if named is not None and "\0" in named.value:
        problems.append(
            named.place.make_problem(phrase("no file has a NUL character in its name."), phrase("Delete it."))
        )
        return ()
    return named


def _find_target(name: Placed[str], path: Path, problems: list[Problem]) -> Path | None:
    """The file that an entry of `extends` means, or None when it means none."""
    if name.value.startswith(_SHIPPED_PREFIX):
        if name.value not in _SHIPPED:
            hint = suggest(name.value, _SHIPPED) or phrase("There is only {names}.", names=", ".join(sorted(_SHIPPED)))
            problems.append(name.place.make_problem(phrase("endmark ships no config {name!r}.", name=name.value), hint))
        return None
    target = to_absolute(path.parent / name.value)
    if not os.path.isfile(target):  # noqa: PTH113 - `Path` raises where the name is too long
        problems.append(_explain_missing(name.place, phrase("there is no file {name!r}.", name=name.value)))
        return None
    return target


def _explain_missing(place: Place, what: Phrase) -> Problem:
    return place.make_problem(what, phrase("The path is relative to the folder of this config."))


def find_rule_folders(files: tuple[ConfigFile, ...], problems: list[Problem]) -> tuple[Placed[Path], ...]:
    """The folders of own rules that some configs name, each once; missing ones are added to the problems."""
    folders: dict[Path, Place] = {}
    for file in files:
        for name in file.config.rule_paths:
            folder = Path(os.path.realpath(file.path.parent / name.value))
            if file.path.parent.is_relative_to(folder):
                message = phrase("the folder {name!r} holds this config, and not rules alone.", name=name.value)
                problems.append(
                    name.place.make_problem(message, phrase("Give your rules a folder of their own, such as `rules`."))
                )
            elif os.path.isdir(folder):  # noqa: PTH112 - as above
                folders.setdefault(folder, name.place)
            else:
                problems.append(_explain_missing(name.place, phrase("there is no folder {name!r}.", name=name.value)))
    return tuple(Placed(folder, place) for folder, place in folders.items())
