"""Rules: one YAML file, or a folder with a file of patterns for each language; the folder around it is the category."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from endmark import checks
from endmark.checks import Scope
from endmark.checks.patterns.cues import LanguageCues
from endmark.checks.text.regex import Pattern
from endmark.document.blocks import Kind
from endmark.document.language import LanguageTag
from endmark.errors import InputError, Problem, suggest
from endmark.phrase import explain_os_error, phrase
from endmark.ruleset.binding import OPTION, bind_fields, bind_record
from endmark.ruleset.files import format_path, read_table, sort_problems
from endmark.ruleset.judged_pattern import Judge, judge_pattern
from endmark.ruleset.message import find_message_problems, find_reason_problems
from endmark.ruleset.nodes import MappingNode, Place, Placed
from endmark.ruleset.pattern_file import PatternSetting, Words, read_pattern_files
from endmark.ruleset.placed_examples import PlacedExamples, find_example_problems
from endmark.ruleset.rule import CUES, Examples, Measured, Rule, RulePatterns
from endmark.ruleset.shapes import get_fields
from endmark.violation import Severity, VerdictWord

KEBAB_CASE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What the whole id of a rule looks like."""

_RULE_SUFFIXES = frozenset({".yaml", ".yml"})
_HEAD = "rule"
"""The name of the file that makes the folder around it a rule."""

_MOST_ENTRIES = 10_000
_OWN_FOLDER = phrase("Give your rules a folder of their own, such as `rules`.")
_CHANGE_IN_CONFIG = phrase("To change that rule, name it under `rules:` in the config; a new rule needs a new id.")


class RuleFile(Struct, frozen=True):
    """The keys of a rule file.

    `id` is the name of the file without its ending, or of the folder if the file is
    a `rule.yaml`. `check` says how to look. The `options` say what to look for; each
    check has its own. `severity` says how bad a finding is. `summary` says in one
    sentence what is found. `why` says what is bad about it. `message` is what a
    report says; a name in braces stands for what was found. `reasons` gives words of
    its own for what the check says in codes. `scope` lists the kinds of blocks that
    are judged; all when missing. `languages` lists the languages of the texts that are
    judged; all when missing. `examples` are tests: what must be found, and what must
    not. `enabled` is false for a rule that is off until a config gives it a severity.
    `measured` says how the rule did on real articles. `verdict` says what an article
    is in which it finds an error.
    """

    id: Placed[str]
    check: Placed[str]
    severity: Severity
    summary: Annotated[str, Meta(min_length=1)]
    why: Annotated[str, Meta(min_length=1)]
    message: Placed[Annotated[str, Meta(min_length=1)]]
    reasons: Mapping[Placed[str], Placed[str]] = field(default_factory=dict)
    scope: frozenset[Kind] = frozenset()
    languages: frozenset[LanguageTag] = frozenset()
    options: MappingNode | None = None
    examples: PlacedExamples = field(default_factory=PlacedExamples)
    enabled: bool = True
    measured: Measured | None = None
    verdict: VerdictWord | None = None


def load_rule(path: Path, shown: str) -> Rule:
    """The rule in one file; messages name the file as `shown`.

    Raises InputError with every problem of the file.
    """
    problems: list[Problem] = []
    rule = _read_rule(path, shown, problems)
    if rule is None:
        raise InputError(sort_problems(problems))
    return rule.value


def load_folder(folder: Path, base: Path | None = None, judge: Judge = judge_pattern) -> tuple[Rule, ...]:
    """The rules in a folder and the folders below it, in the order of their paths.

    Messages name the files relative to `base`. `judge` judges the patterns in files
    of their own. Raises InputError with the problems of all files together.
    """
    problems: list[Problem] = []
    rules = read_rules(find_rule_files(folder), base or folder, problems, judge)
    check_unique(rules, (), problems)
    if problems:
        raise InputError(sort_problems(problems))
    return tuple(rule.value for rule in rules)


def find_rule_files(folder: Path) -> tuple[Path, ...]:
    """The files of the rules in a folder and the folders below it, without hidden ones, sorted.

    Of a folder that is a rule there is its `rule.yaml`. Raises InputError when a
    folder cannot be read, or holds far more than rules.
    """
    found: list[tuple[str, Path]] = []
    waiting = [("", str(folder))]
    entries = 0
    while waiting:
        inner, current = waiting.pop()
        files: list[os.DirEntry[str]] = []
        for entry in _count_entries(current):
            entries += 1
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{inner}{entry.name}/", entry.path))
            elif os.path.splitext(entry.name)[1].lower() in _RULE_SUFFIXES and os.path.isfile(entry.path):  # noqa: PTH113, PTH122
                files.append(entry)
        heads = [entry for entry in files if is_folder_rule(Path(entry.name))]
        found += [(inner + entry.name, Path(entry.path)) for entry in heads or files]
        if entries > _MOST_ENTRIES:
            message = phrase(
                "this folder holds more than {most:,} files, and not rules alone.",
                most=_MOST_ENTRIES,
            )
            raise InputError(Problem(message, folder.as_posix(), hint=_OWN_FOLDER))
    return tuple(path for _, path in sorted(found))


def is_folder_rule(path: Path) -> bool:
    """Whether a file is the head of a rule that is a folder."""
    return path.stem == _HEAD


def find_head(path: Path) -> Path:
    """The file of the rule that a file belongs to: its own, or the head beside it where the folder is a rule."""
    heads = [path.with_name(f"{_HEAD}{suffix}") for suffix in sorted(_RULE_SUFFIXES)]
    return next((head for head in heads if head.is_file()), path)


def get_rule_name(path: Path) -> str:
    """The id that the rule in a file must have."""
    return path.absolute().parent.name if is_folder_rule(path) else path.stem


def _count_entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(islice(listing, _MOST_ENTRIES + 1))
    except OSError as error:
        message = phrase("this folder of rules cannot be read: {reason}.", reason=explain_os_error(error))
        raise InputError(Problem(message, folder, hint=phrase("Check that you may read it."))) from error


def read_rules(
    paths: Iterable[Path], base: Path, problems: list[Problem], judge: Judge = judge_pattern
) -> list[Placed[Rule]]:
    """The sound rules of some files, each with the place of its id; problems are added to the list."""
    rules = [_read_rule(path, format_path(path, base), problems, judge) for path in paths]
    return [rule for rule in rules if rule is not None]


def check_unique(rules: Sequence[Placed[Rule]], shipped: Iterable[Rule], problems: list[Problem]) -> None:
    """Add a problem for each rule whose id another one has, shipped or earlier in the sequence."""
    first = {rule.id: rule.path for rule in shipped}
    shipped_ids = frozenset(first)
    for rule in rules:
        name = rule.value.id
        if name in shipped_ids:
            problems.append(
                rule.place.make_problem(
                    phrase("endmark ships a rule with the id {name!r}.", name=name), _CHANGE_IN_CONFIG
                )
            )
        elif name in first:
            problems.append(
                rule.place.make_problem(
                    phrase("the id {name!r} is taken by {first}.", name=name, first=first[name]),
                    phrase("Rename one of the two."),
                )
            )
        else:
            first[name] = rule.value.path


def _read_rule(path: Path, shown: str, problems: list[Problem], judge: Judge = judge_pattern) -> Placed[Rule] | None:
    try:
        table = read_table(path, shown)
    except InputError as error:
        problems.extend(error.problems)
        return None
    before = len(problems)
    given = bind_fields(table, RuleFile, problems)
    given_problems = len(problems)
    words = read_pattern_files(_list_pattern_files(path, shown), problems, judge) if is_folder_rule(path) else Words()
    complete = len(problems) == given_problems
    options = _check_parts(given, path, words if complete else None, table.place, problems)
    if len(problems) > before:
        return None
    file = RuleFile(**given)
    rule = Rule(
        id=file.id.value,
        check=file.check.value,
        severity=file.severity,
        summary=file.summary,
        why=file.why,
        message=file.message.value,
        options=options,
        scope=Scope(file.scope, file.languages),
        examples=_join_examples(file.examples, words.patterns),
        enabled=file.enabled,
        reasons={code.value: words.value for code, words in file.reasons.items()},
        category=(path.absolute().parent if is_folder_rule(path) else path.absolute()).parent.name,
        path=shown,
        measured=file.measured,
        verdict=file.verdict,
        patterns=RulePatterns(setting.about for setting in words.patterns),
    )
    return Placed(rule, file.id.place)


def _list_pattern_files(path: Path, shown: str) -> list[tuple[Path, str]]:
    """The files beside the head of a rule, each with its path as messages show it, sorted."""
    inside = sorted(
        entry.name
        for entry in _count_entries(str(path.absolute().parent))
        if not entry.name.startswith(".") and os.path.splitext(entry.name)[1].lower() in _RULE_SUFFIXES  # noqa: PTH122
    )
    folder = shown.removesuffix(path.name)
    return [(path.with_name(name), folder + name) for name in inside if name != path.name]


def _check_parts(given: dict[str, Any], path: Path, words: Words | None, place: Place, problems: list[Problem]) -> Any:
    """Judge what types cannot say, whatever of it is given; the value is the bound options.

    Without all words, None, there are none: whether the rule would have enough of them nobody knows.
    """
    if "id" in given:
        problems.extend(_find_id_problems(given["id"], path))
    problems.extend(find_example_problems(given.get("examples", PlacedExamples())))
    if "check" not in given:
        return None
    name: Placed[str] = given["check"]
    if name.value not in checks.CHECKS:
        hint = suggest(name.value, checks.CHECKS) or phrase(
            "The checks are: {names}.", names=", ".join(sorted(checks.CHECKS))
        )
        problems.append(name.place.make_problem(phrase("unknown check {name!r}.", name=name.value), hint))
        return None
    check = checks.load(name.value)
    if "message" in given:
        problems.extend(find_message_problems(given["message"], check.VALUES))
    problems.extend(find_reason_problems(given.get("reasons", {}), name.value))
    options: MappingNode = given.get("options") or MappingNode(place)
    if words is None:
        bind_fields(options, check.Options, problems, word=OPTION)
        return None
    more: dict[str, tuple[Pattern | LanguageCues, ...]] = {CUES: tuple(words.cues)} if words.cues else {}
    for about, pattern in words.patterns:
        more[about.role] = (*more.get(about.role, ()), pattern)
    if more.keys() - get_fields(check.Options).keys():
        message = phrase("the check {name!r} looks for no patterns in files of their own.", name=name.value)
        problems.append(
            name.place.make_problem(message, phrase("Write `check: pattern`, or make the rule a single file."))
        )
        return None
    return bind_record(options, check.Options, problems, word=OPTION, more=more)


def _find_id_problems(rule_id: Placed[str], path: Path) -> list[Problem]:
    name, named = get_rule_name(path), phrase("folder") if is_folder_rule(path) else phrase("file")
    if rule_id.value != name:
        message = phrase("the id {name!r} is not the name of the {named}.", name=rule_id.value, named=named)
        return [
            rule_id.place.make_problem(
                message, phrase("Write `id: {name}` or rename the {named}.", name=name, named=named)
            )
        ]
    if not KEBAB_CASE.fullmatch(rule_id.value):
        message = phrase("the id {name!r} is not in kebab case.", name=rule_id.value)
        return [
            rule_id.place.make_problem(
                message, phrase("Use small letters, digits and single hyphens, as in `stray-end-marker`.")
            )
        ]
    return []


def _join_examples(examples: PlacedExamples, patterns: Sequence[PatternSetting]) -> Examples:
    """All examples of a rule, those of its patterns first, each once."""
    bad = [example.value for setting in patterns for example in setting.about.bad]
    good = [example.value for setting in patterns for example in setting.about.good]
    return Examples(
        bad=tuple(dict.fromkeys((*bad, *(example.value for example in examples.bad)))),
        good=tuple(dict.fromkeys((*good, *(example.value for example in examples.good)))),
        known_misses=tuple(example.value for example in examples.known_misses),
        known_false_alarms=tuple(example.value for example in examples.known_false_alarms),
        path=examples.path,
    )
