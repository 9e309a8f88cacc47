"""Rule files: one YAML file is one rule, its folder the category."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from endmark import checks
from endmark.checks import Scope
from endmark.document.blocks import Kind
from endmark.document.language_tag import LanguageTag
from endmark.errors import InputError, Problem, suggest
from endmark.ruleset.binding import bind_fields, bind_record
from endmark.ruleset.criticmarkup import CriticMarkupError, parse_example
from endmark.ruleset.files import format_path, read_table, sort_problems
from endmark.ruleset.message import find_message_problems, find_reason_problems
from endmark.ruleset.nodes import MappingNode, Place, Placed
from endmark.ruleset.rule import Examples, Measured, Rule
from endmark.violation import Severity

KEBAB_CASE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What the whole id of a rule looks like."""

_RULE_SUFFIXES = frozenset({".yaml", ".yml"})
_MOST_ENTRIES = 10_000
_OWN_FOLDER = "Give your rules a folder of their own, such as `rules`."
_CHANGE_IN_CONFIG = "To change that rule, name it under `rules:` in the config; a new rule needs a new id."


@dataclass(frozen=True, slots=True)
class _PlacedExamples:
    """The examples of a file, each with its place.

    `bad` texts mark what must be found, `{==like this==}`, or what a fix makes of
    it, `{~~like this~>so~~}`, and `{--what goes along with it--}`. `good` texts must stay silent. `known_misses` are
    marked like bad ones, and not found yet. `known_false_alarms` are good, and
    something is found in them still. `path` is the path of the article that each
    of them is, for rules that go by it.
    """

    bad: tuple[Placed[str], ...] = ()
    good: tuple[Placed[str], ...] = ()
    known_misses: tuple[Placed[str], ...] = ()
    known_false_alarms: tuple[Placed[str], ...] = ()
    path: str = field(default="example.md", metadata={"min": 1})


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The keys of a rule file.

    `id` is the name of the file without its ending. `check` says how to look. The
    `options` say what to look for; each check has its own. `severity` says how bad
    a finding is. `summary` says in one sentence what is found. `why` says what is
    bad about it. `message` is what a report says; a name in braces stands for what
    was found. `reasons` gives words of its own for what the check says in codes.
    `scope` lists the kinds of blocks that are judged; all when missing.
    `languages` lists the languages of the texts that are judged; all when missing.
    `examples` are tests: what must be found, and what must not. `enabled` is false
    for a rule that is off until a config gives it a severity. `measured` says how
    the rule did on real articles.
    """

    id: Placed[str]
    check: Placed[str]
    severity: Severity
    summary: str = field(metadata={"min": 1})
    why: str = field(metadata={"min": 1})
    message: Placed[str] = field(metadata={"min": 1})
    reasons: Mapping[Placed[str], Placed[str]] = field(default_factory=dict)
    scope: frozenset[Kind] = frozenset()
    languages: frozenset[LanguageTag] = frozenset()
    options: MappingNode | None = None
    examples: _PlacedExamples = _PlacedExamples()
    enabled: bool = True
    measured: Measured | None = None


def load_rule(path: Path, shown: str) -> Rule:
    """The rule in one file; messages name the file as `shown`.

    Raises InputError with every problem of the file.
    """
    problems: list[Problem] = []
    rule = _read_rule(path, shown, problems)
    if rule is None:
        raise InputError(sort_problems(problems))
    return rule.value


def load_folder(folder: Path, base: Path | None = None) -> tuple[Rule, ...]:
    """The rules in a folder and the folders below it, in the order of their paths.

    Messages name the files relative to `base`. Raises InputError with the
    problems of all files together.
    """
    problems: list[Problem] = []
    rules = read_rules(find_rule_files(folder), base or folder, problems)
    check_unique(rules, (), problems)
    if problems:
        raise InputError(sort_problems(problems))
    return tuple(rule.value for rule in rules)


def find_rule_files(folder: Path) -> tuple[Path, ...]:
    """The YAML files in a folder and the folders below it, without hidden ones, sorted.

    Raises InputError when a folder cannot be read, or holds far more than rules.
    """
    found: list[tuple[str, Path]] = []
    waiting = [("", str(folder))]
    entries = 0
    while waiting:
        inner, current = waiting.pop()
        for entry in _count_entries(current):
            entries += 1
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((f"{inner}{entry.name}/", entry.path))
            elif os.path.splitext(entry.name)[1].lower() in _RULE_SUFFIXES and os.path.isfile(entry.path):  # noqa: PTH113, PTH122
                found.append((inner + entry.name, Path(entry.path)))
        if entries > _MOST_ENTRIES:
            message = f"this folder holds more than {_MOST_ENTRIES:,} files, and not rules alone."
            raise InputError(Problem(message, folder.as_posix(), hint=_OWN_FOLDER))
    return tuple(path for _, path in sorted(found))


def _count_entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return list(islice(listing, _MOST_ENTRIES + 1))
    except OSError as error:
        message = f"this folder of rules cannot be read: {error.strerror}."
        raise InputError(Problem(message, folder, hint="Check that you may read it.")) from error


def read_rules(paths: Iterable[Path], base: Path, problems: list[Problem]) -> list[Placed[Rule]]:
    """The sound rules of some files, each with the place of its id; problems are added to the list."""
    rules = [_read_rule(path, format_path(path, base), problems) for path in paths]
    return [rule for rule in rules if rule is not None]


def check_unique(rules: Sequence[Placed[Rule]], shipped: Iterable[Rule], problems: list[Problem]) -> None:
    """Add a problem for each rule whose id another one has, shipped or earlier in the sequence."""
    first = {rule.id: rule.path for rule in shipped}
    shipped_ids = frozenset(first)
    for rule in rules:
        name = rule.value.id
        if name in shipped_ids:
            problems.append(rule.place.make_problem(f"endmark ships a rule with the id {name!r}.", _CHANGE_IN_CONFIG))
        elif name in first:
            problems.append(
                rule.place.make_problem(f"the id {name!r} is taken by {first[name]}.", "Rename one of the two.")
            )
        else:
            first[name] = rule.value.path


def _read_rule(path: Path, shown: str, problems: list[Problem]) -> Placed[Rule] | None:
    try:
        table = read_table(path, shown)
    except InputError as error:
        problems.extend(error.problems)
        return None
    before = len(problems)
    given = bind_fields(table, RuleFile, problems)
    options = _check_parts(given, path.stem, table.place, problems)
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
        examples=_strip_places(file.examples),
        enabled=file.enabled,
        reasons={code.value: words.value for code, words in file.reasons.items()},
        category=path.absolute().parent.name,
        path=shown,
        measured=file.measured,
    )
    return Placed(rule, file.id.place)


def _check_parts(given: dict[str, Any], stem: str, place: Place, problems: list[Problem]) -> Any:
    """Judge what types cannot say, whatever of it is given; the value is the bound options."""
    if "id" in given:
        problems.extend(_find_id_problems(given["id"], stem))
    problems.extend(_find_example_problems(given.get("examples", _PlacedExamples())))
    if "check" not in given:
        return None
    name: Placed[str] = given["check"]
    if name.value not in checks.CHECKS:
        hint = suggest(name.value, checks.CHECKS) or f"The checks are: {', '.join(sorted(checks.CHECKS))}."
        problems.append(name.place.make_problem(f"unknown check {name.value!r}.", hint))
        return None
    check = checks.load(name.value)
    if "message" in given:
        problems.extend(find_message_problems(given["message"], check.VALUES))
    problems.extend(find_reason_problems(given.get("reasons", {}), name.value))
    options: MappingNode = given.get("options") or MappingNode(place)
    return bind_record(options, check.Options, problems, word="option")


def _find_id_problems(rule_id: Placed[str], stem: str) -> list[Problem]:
    if rule_id.value != stem:
        message = f"the id {rule_id.value!r} is not the name of the file."
        return [rule_id.place.make_problem(message, f"Write `id: {stem}` or rename the file.")]
    if not KEBAB_CASE.fullmatch(rule_id.value):
        message = f"the id {rule_id.value!r} is not in kebab case."
        return [
            rule_id.place.make_problem(
                message, "Use small letters, digits and single hyphens, as in `stray-end-marker`."
            )
        ]
    return []


def _find_example_problems(examples: _PlacedExamples) -> list[Problem]:
    problems = []
    wants_marks = [(example, True) for example in (*examples.bad, *examples.known_misses)]
    wants_none = [(example, False) for example in examples.good]
    either = [(example, None) for example in examples.known_false_alarms]
    for example, wanted in (*wants_marks, *wants_none, *either):
        try:
            marked = bool(parse_example(example.value).marks)
        except CriticMarkupError as error:
            problems.append(example.place.make_problem(f"broken CriticMarkup: {error}."))
            continue
        if wanted and not marked:
            hint = "Mark what is found: `{==found==}` or `{~~found~>fixed~~}`."
            problems.append(example.place.make_problem("this example marks nothing.", hint))
        elif wanted is False and marked:
            hint = "A good example has nothing to find; move it to `bad` or take the marks out."
            problems.append(example.place.make_problem("this example holds marks.", hint))
    return problems


def _strip_places(examples: _PlacedExamples) -> Examples:
    return Examples(
        bad=tuple(example.value for example in examples.bad),
        good=tuple(example.value for example in examples.good),
        known_misses=tuple(example.value for example in examples.known_misses),
        known_false_alarms=tuple(example.value for example in examples.known_false_alarms),
        path=examples.path,
    )
