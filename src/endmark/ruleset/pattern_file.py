"""The patterns of a rule that is a folder: a file for each language they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct, field

from endmark.checks.patterns.cues import Cues, LanguageCues, list_cues
from endmark.checks.patterns.edges import PatternPlace
from endmark.checks.text.regex import Pattern
from endmark.document.language_tag import get_language, normalize_tag, suggest_tag
from endmark.document.source import Source
from endmark.errors import MOST_OF_A_FILE, InputError, Problem, suggest
from endmark.phrase import Phrase, join_phrases, phrase
from endmark.ruleset.binding import bind_fields
from endmark.ruleset.files import read_source
from endmark.ruleset.judged_pattern import LONGEST_PATTERN, Judge, Refusal, judge_pattern
from endmark.ruleset.nodes import MappingNode, Place, Placed
from endmark.ruleset.pattern_text import expand, find_lost_blank, find_terms, join_items, locate_mistake
from endmark.ruleset.placed_examples import PlacedExamples, find_example_problems
from endmark.ruleset.rule import PatternRole, RulePattern
from endmark.ruleset.scalar_place import locate_character
from endmark.ruleset.yaml_reader import read_yaml

ANY_LANGUAGE = "any-language"

_SPOKEN_EVERYWHERE = ("en",)
"""Programs and models speak English in articles of any language; another language only in its own articles."""

"""The name of the file for what is written in none: tokens, marks, code."""

LONGEST_LINE = 160
"""Characters that a line of such a file may have: more is not read, only scrolled."""

PATTERN_ID = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
TERM_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""What the whole id of a pattern and the whole name of a term look like."""


class PatternEntry(Struct, frozen=True):
    """A pattern of a rule.

    `id` is its name, by which a finding names it. `pattern` is an RE2 expression in
    which `<term>` stands for any item of a term, an apostrophe for both kinds, and
    the end of a line for nothing. `whole_line` says that it must match a whole line.
    `place` says where its matches count, in the place of the rule's own option of that name.
    `only_with` is a pattern that the sentence of a match must hold as well, or it does not count.
    `bad` are examples that this pattern must find, marked as in a rule. `good` are
    the nearest texts that it must leave alone. `seen` says where such a text was seen.
    """

    id: Placed[str]
    pattern: Placed[Annotated[str, Meta(min_length=1)]]
    bad: tuple[Placed[str], ...]
    good: tuple[Placed[str], ...] = ()
    whole_line: bool = False
    place: PatternPlace | None = None
    only_with: Placed[Annotated[str, Meta(min_length=1)]] | None = None
    seen: Annotated[str, Meta(min_length=1)] | None = None


class ExceptionEntry(Struct, frozen=True):
    """What is left alone although a pattern of the rule matches: what touches a match of this one.

    `id` is its name. `pattern` is written as all patterns are. `good` are examples
    in which something would be found without it.
    """

    id: Placed[str]
    pattern: Placed[Annotated[str, Meta(min_length=1)]]
    good: tuple[Placed[str], ...]


class PatternFile(Struct, frozen=True):
    """The keys of a file of patterns, which is named after the language they are written in.

    `terms` are lists with a name: a pattern says `<name>` for any of the items. An
    item is a piece of a pattern, and may use the terms above its own. `patterns` are
    what the rule looks for, in articles that hold a passage in this language or of which
    the language is not known; those of `en` and `any-language` in all articles.
    `exceptions` are what it leaves alone nevertheless. `cues` are words for a check that adds up
    what several of them show.
    """

    terms: Mapping[Placed[str], tuple[Placed[str], ...]] = field(default_factory=dict)
    patterns: tuple[PatternEntry, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()
    cues: Cues | None = None


class PatternSetting(NamedTuple):
    """A pattern with what its file says about it."""

    about: RulePattern
    pattern: Pattern


class Words(Struct, frozen=True):
    """What the files of a rule hold."""

    patterns: Sequence[PatternSetting] = ()
    cues: Sequence[LanguageCues] = ()


def read_pattern_files(
    paths: Iterable[tuple[Path, str]], problems: list[Problem], judge: Judge = judge_pattern
) -> Words:
    """What is sound in some files, each given with the path that messages show; problems are added to the list."""
    settings: list[PatternSetting] = []
    cues: list[LanguageCues] = []
    for path, shown in paths:
        language = path.stem
        if language != ANY_LANGUAGE and normalize_tag(language) != language:
            problems.append(_refuse_name(language, shown))
            continue
        try:
            source = read_source(path, shown)
            table = read_yaml(source)
        except InputError as error:
            problems += error.problems
            continue
        problems += _find_long_lines(source)
        reader = _FileReader(language, source, problems, judge)
        settings += reader.read(table)
        if reader.cues:
            cues.append(LanguageCues(language, reader.cues))
    first: dict[str, Placed[str]] = {}
    for about in (setting.about for setting in settings):
        if about.role == "only_with":  # it has the id of its pattern
            continue
        if about.id in first:
            message = phrase("the id {name!r} is taken by {place}.", name=about.id, place=first[about.id].place)
            problems.append(about.place.make_problem(message, phrase("Rename one of the two.")))
        else:
            first[about.id] = Placed(about.id, about.place)
    return Words(settings, cues)


def _refuse_name(name: str, shown: str) -> Problem:
    meant = normalize_tag(name) or suggest_tag(name)
    hint = phrase("Did you mean {meant!r}?", meant=meant) if meant else None
    return Problem(
        phrase("this file of patterns has the name {name!r}, which is no language.", name=name),
        shown,
        hint=join_phrases(hint, phrase("Name it as in `en.yaml`, or `{any}.yaml`.", any=ANY_LANGUAGE)),
        subject="settings",
    )


def _find_long_lines(source: Source) -> list[Problem]:
    problems = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            message = phrase(
                "this line has {count:,} characters; at most {most} are allowed.",
                count=len(line),
                most=LONGEST_LINE,
            )
            hint = phrase("Break it after `|`, or give a name to a list under `terms`.")
            problems.append(Problem(message, source.path, number, LONGEST_LINE + 1, hint, "settings"))
    return problems


class _FileReader:
    """Reads one file; what is wrong goes into the list of problems."""

    def __init__(self, language: str, source: Source, problems: list[Problem], judge: Judge) -> None:
        self._judge = judge
        self._language = language
        self._source = source
        self._problems = problems
        self._terms: dict[str, str] = {}
        self._used: set[str] = set()
        self._named: list[str] = []
        self._items: list[tuple[Placed[str], str]] = []
        self._broken = False
        self.cues: Cues | None = None

    def read(self, table: MappingNode) -> list[PatternSetting]:
        before = len(self._problems)
        file = PatternFile(**bind_fields(table, PatternFile, self._problems))
        self.cues = file.cues
        if file.cues and not all(cue.strip("* '-") for _, words in list_cues(file.cues) for cue in words):
            self._problems.append(
                table.place.make_problem(phrase("a cue is empty."), phrase("Write a word, or take it out."))
            )
        self._named = [name.value for name in file.terms]
        for name, items in file.terms.items():
            self._define(name, items)
        settings = [
            *(self._make(entry, "lines" if entry.whole_line else "anywhere", entry.bad) for entry in file.patterns),
            *(self._make(entry, "unless", ()) for entry in file.exceptions),
            *(self._make_condition(entry, entry.only_with) for entry in file.patterns if entry.only_with),
        ]
        if len(self._problems) == before:
            for name in file.terms:
                if name.value not in self._used:
                    message = phrase("no pattern uses the term {name!r}.", name=name.value)
                    self._refuse(
                        name, message, phrase("Write `<{name}>` in a pattern, or take the term out.", name=name.value)
                    )
        return [setting for setting in settings if setting is not None]

    def _define(self, name: Placed[str], items: tuple[Placed[str], ...]) -> None:
        if not re.fullmatch(TERM_NAME, name.value):
            hint = phrase("Use small letters, digits and single hyphens, as in `sorry` or `language-model`.")
            self._refuse(name, phrase("the term {name!r} is not in kebab case.", name=name.value), hint)
        if not items:
            self._refuse(
                name,
                phrase("the term {name!r} has no items.", name=name.value),
                phrase("Write a list of words or patterns."),
            )
        sound = []
        for item in items:
            expression = self._expand(item)
            if expression is not None:
                sound.append(expression)
                self._items.append((item, expression))
        # What uses a term without a sound item can still be judged.
        self._terms[name.value] = join_items(sound or ["x"])

    def _make(
        self, entry: PatternEntry | ExceptionEntry, role: PatternRole, bad: tuple[Placed[str], ...]
    ) -> PatternSetting | None:
        before = len(self._problems)
        if not re.fullmatch(PATTERN_ID, entry.id.value):
            hint = phrase("Use letters, digits and single hyphens, as in `sorry-I-cannot`.")
            self._refuse(entry.id, phrase("the id {name!r} is not in kebab case.", name=entry.id.value), hint)
        if not entry.good and role == "unless":
            self._refuse(
                entry.id,
                phrase("this exception shows nothing that it leaves alone."),
                phrase("Add `good:` with an example."),
            )
        if not bad and role != "unless":
            self._refuse(
                entry.id, phrase("this pattern shows nothing that it finds."), phrase("Add `bad:` with an example.")
            )
        self._problems += find_example_problems(PlacedExamples(bad=bad, good=entry.good))
        expression = self._expand(entry.pattern)
        if expression is None:
            return None
        entry_place = entry.place if isinstance(entry, PatternEntry) else None
        pattern = self._judge(expression, entry.id.value, self._choose_texts(), entry_place or "")
        if isinstance(pattern, Refusal):
            self._refuse_pattern(entry.pattern, pattern)
            return None
        if len(self._problems) > before:
            return None
        seen = entry.seen if isinstance(entry, PatternEntry) else None
        about = RulePattern(entry.id.value, self._language, role, bad, entry.good, seen or "", entry.id.place)
        return PatternSetting(about, pattern)

    def _make_condition(self, entry: PatternEntry, text: Placed[str]) -> PatternSetting | None:
        expression = self._expand(text)
        if expression is None:
            return None
        pattern = self._judge(expression, entry.id.value, self._choose_texts(), "")
        if isinstance(pattern, Refusal):
            self._refuse_pattern(text, pattern)
            return None
        about = RulePattern(entry.id.value, self._language, "only_with", (), entry.good, "", entry.id.place)
        return PatternSetting(about, pattern)

    def _choose_texts(self) -> str:
        """The language of the texts in which the patterns are looked for; "" for all."""
        return "" if self._language in (ANY_LANGUAGE, *_SPOKEN_EVERYWHERE) else get_language(self._language)

    def _expand(self, text: Placed[str]) -> str | None:
        """The expression that a text stands for, None when it uses terms that there are not."""
        unknown = False
        used = find_terms(text.value)
        length = len(text.value) + sum(len(self._terms.get(name, "")) for name, _ in used)
        if length > LONGEST_PATTERN:  # before it is made
            message = phrase(
                "this pattern has {length:,} characters with its terms; at most {most:,} are allowed.",
                length=length,
                most=LONGEST_PATTERN,
            )
            self._refuse(text, message, phrase("Write several shorter patterns."))
            return None
        lost = find_lost_blank(text.value)
        if lost is not None:
            place = locate_character(text, lost, self._source)
            self._problems.append(
                place.make_problem(
                    phrase("this line begins with one blank, which counts for nothing."),
                    phrase("Write `[ ]` where a blank is meant, and two blanks or more to indent."),
                )
            )
            return None
        for name, offset in used:
            self._used.add(name)
            if name not in self._terms:
                unknown = True
                place = locate_character(text, offset, self._source)
                later = name in self._named
                message = (
                    phrase("the term {name!r} is defined further down.", name=name)
                    if later
                    else phrase("unknown term {name!r}.", name=name)
                )
                hint = (
                    phrase("Move it up.")
                    if later
                    else join_phrases(suggest(name, self._named), phrase("For the sign itself write `\\<`."))
                )
                self._problems.append(place.make_problem(message, hint))
        return None if unknown else expand(text.value, self._terms)

    def _refuse(self, at: Placed[str], message: Phrase, hint: Phrase) -> None:
        self._problems.append(at.place.make_problem(message, hint))

    def _refuse_pattern(self, text: Placed[str], why: Refusal) -> None:
        if why.kind == "syntax" and self._blame_items():
            return
        place = self._locate_mistake(text) if why.kind == "syntax" else text.place
        self._problems.append(place.make_problem(why.message, why.hint))

    def _locate_mistake(self, text: Placed[str]) -> Place:
        if len(self._problems) >= MOST_OF_A_FILE:  # it will not be shown
            return text.place
        return locate_character(text, locate_mistake(text.value, self._terms), self._source)

    def _blame_items(self) -> bool:
        """Add the mistakes in the items of terms, which stand in every pattern that uses them; whether there are any.

        Items are tried only when a pattern is wrong: there are many, and most of them are right.
        """
        items, self._items = self._items, []
        for item, expression in items:
            why = judge_pattern(expression)
            if isinstance(why, Refusal) and why.kind == "syntax":
                self._broken = True
                self._problems.append(self._locate_mistake(item).make_problem(why.message, why.hint))
        return self._broken
