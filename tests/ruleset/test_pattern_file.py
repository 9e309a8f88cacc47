"""A rule may be a folder, with a file of patterns for each language; every mistake in one has a place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from endmark import checks
from endmark.checks.patterns.cues import Cues, LanguageCues
from endmark.ruleset.json_schema import Schema
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_file import find_rule_files, load_folder, load_rule
from endmark.ruleset.schemas import build_patterns_schema

ProblemsOf = Callable[..., list[str]]
Write = Callable[..., Path]

HEAD = """\
id: excuse
check: pattern
severity: error
summary: An excuse.
why: Nobody asked.
message: "Excuse: {match}"
"""

ENGLISH = """\
terms:
  cannot: [cannot, can't]
  this-task:
    - (?:do|finish) this
    - write <cannot>
patterns:
  - id: sorry-I-cannot
    pattern: |
      (?i)^sorry,? but I <cannot>
      (?: now)? <this-task>
    bad: ["{==Sorry but I can’t do this==}.\\n"]
    good: ["Sorry, but I can't come.\\n"]
    seen: in a garden
  - id: END
    pattern: 'END'
    whole_line: true
    bad: ["{==END==}\\n"]
exceptions:
  - id: quoted
    pattern: '“[^”]*”'
    good: ["“Sorry but I cannot do this”\\n"]
"""

ALLOWED = "The allowed keys are: terms, patterns, exceptions, cues."
NOT_IN_RE2 = (
    "Patterns must run in linear time, so they are written for RE2: "
    "look-around, back-references and possessive quantifiers are not available."
)


@pytest.fixture(autouse=True)
def pattern_check(monkeypatch: pytest.MonkeyPatch, only_sample_check: None) -> None:  # noqa: ARG001 - after it
    monkeypatch.setitem(checks.CHECKS, "pattern", "endmark.checks.patterns.pattern")


def load(write: Write, **files: str) -> Rule:
    """The rule `excuse` with these files of patterns."""
    path = write("manners/excuse/rule.yaml", HEAD)
    for name, text in files.items():
        write(f"manners/excuse/{name.replace('_', '-')}.yaml", text)
    return load_rule(path, "excuse/rule.yaml")


def test_a_folder_is_a_rule(write: Write) -> None:
    rule = load(write, en=ENGLISH, ja="patterns: [{id: wabi, pattern: すみません, bad: ['{==すみません==}']}]\n")
    assert (rule.id, rule.category, rule.path) == ("excuse", "manners", "excuse/rule.yaml")
    assert [(one.name, one.source) for one in rule.options.anywhere] == [
        ("sorry-I-cannot", ("(?i)^sorry,? but I (?:cannot|can['’]t)(?: now)? "
                           "(?:(?:do|finish) this|write (?:cannot|can['’]t))")),
        ("wabi", "すみません"),
    ]  # fmt: skip
    assert [one.name for one in rule.options.lines] == ["END"]
    assert [one.name for one in rule.options.unless] == ["quoted"]
    assert [(one.id, one.language, one.role, one.seen, one.place.line) for one in rule.patterns] == [
        ("sorry-I-cannot", "en", "anywhere", "in a garden", 7),
        ("END", "en", "lines", "", 14),
        ("quoted", "en", "unless", "", 19),
        ("wabi", "ja", "anywhere", "", 1),
    ]
    assert rule.examples.bad == ("{==Sorry but I can’t do this==}.\n", "{==END==}\n", "{==すみません==}")
    assert rule.examples.good == ("Sorry, but I can't come.\n", "“Sorry but I cannot do this”\n")


def test_a_pattern_says_where_it_counts(write: Write) -> None:
    entries = (
        "{id: wabi, pattern: すみません, place: edge, bad: ['{==すみません==}']}, {id: o, pattern: o, bad: ['{==o==}']}"
    )
    rule = load(write, ja=f"patterns: [{entries}]\n")
    assert [one.place for one in rule.options.anywhere] == ["edge", ""]


def test_a_pattern_says_what_else_its_sentence_must_hold(write: Write) -> None:
    entries = "{id: offer, pattern: I can revise, only_with: <text>, bad: ['{==I can revise==} the draft'], good: [x]}"
    rule = load(write, en=f"terms: {{text: [draft, essay]}}\npatterns: [{entries}]\n")
    assert [(one.name, one.source) for one in rule.options.only_with] == [("offer", "(?:draft|essay)")]
    assert rule.patterns.finding == ("offer",)


def test_a_folder_may_add_to_what_its_head_says(write: Write) -> None:
    write("excuse/en.yaml", ENGLISH)
    examples = 'examples: {bad: ["{==END==}\\n", "{==pardon==}"], good: [hello]}\n'
    path = write("excuse/rule.yaml", f"{HEAD}options: {{anywhere: [pardon]}}\n{examples}")
    rule = load_rule(path, "rule.yaml")
    assert [one.name for one in rule.options.anywhere] == ["", "sorry-I-cannot"]
    assert rule.examples.bad == ("{==Sorry but I can’t do this==}.\n", "{==END==}\n", "{==pardon==}")
    assert rule.examples.good[-1] == "hello"


def test_files_of_patterns_are_no_rules(write: Write, write_rule: Write, tmp_path: Path) -> None:
    load(write, en=ENGLISH, any_language="")
    write("manners/excuse/.ja.yaml", "x: 1")
    write("manners/excuse/notes.txt", "x: 1")
    write_rule("manners/other.yaml")
    assert [path.relative_to(tmp_path).as_posix() for path in find_rule_files(tmp_path)] == [
        "manners/excuse/rule.yaml",
        "manners/other.yaml",
    ]
    assert [rule.id for rule in load_folder(tmp_path)] == ["excuse", "other"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("I <cannot>\n", "I <canot>\n",
         "9:26: unknown term 'canot'. Did you mean 'cannot'? For the sign itself write `\\<`."),
        ("'END'", "'it''s <end>'", "15:21: unknown term 'end'. For the sign itself write `\\<`."),
        ("(?:do|finish) this", "do <this-task>", "4:10: the term 'this-task' is defined further down. Move it up."),
        ("'END'", "'a\\<b>(?=c)'",
         f"15:20: this is not a valid pattern: invalid perl operator: (?=. {NOT_IN_RE2}"),
        ("      (?: now)?", "       (?: now)?",
         ("10:7: this line begins with one blank, which counts for nothing. "
          "Write `[ ]` where a blank is meant, and two blanks or more to indent.")),
        ("      (?: now)?", "        (?: now)?", None),
        ("(?: now)?", "(?: now", "10:7: this is not a valid pattern: missing ): "),
        ("- (?:do|finish) this", "- a**", "4:8: this is not a valid pattern: bad repetition operator: **."),
        ("write <cannot>", "write", None),
        ("[cannot, can't]", "[]", "2:3: the term 'cannot' has no items. Write a list of words or patterns."),
        ("  this-task:", "  pond: [x]\n  this-task:",
         "3:3: no pattern uses the term 'pond'. Write `<pond>` in a pattern, or take the term out."),
        ("  this-task:", "  This: [x]\n  this-task:",
         ("3:3: the term 'This' is not in kebab case. "
         "Use small letters, digits and single hyphens, as in `sorry` or `language-model`.")),
        ("id: END", "id: sorry-I-cannot",
         "14:9: the id 'sorry-I-cannot' is taken by excuse/en.yaml:7:9. Rename one of the two."),
        ("id: END", "id: the end",
         "14:9: the id 'the end' is not in kebab case. Use letters, digits and single hyphens, as in "),
        ("'END'", "''", "15:14: expected text, got an empty text."),
        ("'END'", "'(?:END)?'",
         "15:14: this pattern matches where nothing stands. Let it match at least one character: "),
        ('["{==END==}\\n"]', "[]", "14:9: this pattern shows nothing that it finds. Add `bad:` with an example."),
        ('    bad: ["{==END==}\\n"]\n', "", "14:5: the key 'bad' is missing. Add `bad:` with a list."),
        ('["{==END==}\\n"]', "[END]", ("17:11: this example marks nothing. "
         "Mark what is found: `{==found==}` or `{~~found~>fixed~~}`.")),
        ('["“Sorry but I cannot do this”\\n"]', "[]",
         "19:9: this exception shows nothing that it leaves alone. Add `good:` with an example."),
        ("terms:", "term:", f"1:1: unknown key 'term'. Did you mean 'terms'? {ALLOWED}"),
        ("in a garden", "x" * 160, ("13:161: this line has 170 characters; at most 160 are allowed. "
         "Break it after `|`, or give a name to a list under `terms`.")),
    ],
)  # fmt: skip
def test_problems(write: Write, problems_of: ProblemsOf, old: str, new: str, problem: str | None) -> None:
    assert old in ENGLISH
    text = ENGLISH.replace(old, new, 1)
    if problem is None:
        load(write, en=text)
    else:
        found = problems_of(load, write, en=text)
        assert found[0].startswith(f"excuse/en.yaml:{problem}")


@pytest.mark.parametrize(
    ("name", "hint"), [("eng", "Did you mean 'en'? "), ("english-words", ""), ("ja_JP", "Did you mean 'ja-JP'? ")]
)
def test_a_file_is_named_after_a_language(write: Write, problems_of: ProblemsOf, name: str, hint: str) -> None:
    write(f"manners/excuse/{name}.yaml", ENGLISH)
    assert problems_of(load, write, en=ENGLISH) == [
        (
            f"excuse/{name}.yaml: this file of patterns has the name {name!r}, which is no language. "
            f"{hint}Name it as in `en.yaml`, or `any-language.yaml`."
        )
    ]


def test_two_files_have_no_pattern_of_one_name(write: Write, problems_of: ProblemsOf) -> None:
    german = "patterns: [{id: END, pattern: ENDE, bad: ['{==ENDE==}']}]\n"
    assert problems_of(load, write, de=german, en=ENGLISH) == [
        "excuse/en.yaml:14:9: the id 'END' is taken by excuse/de.yaml:1:17. Rename one of the two."
    ]


def test_the_name_of_the_folder_is_the_id(write: Write, problems_of: ProblemsOf) -> None:
    path = write("pardon/rule.yaml", f"{HEAD}options: {{words: [x]}}\n")
    assert problems_of(load_rule, path, "r.yaml") == [
        "r.yaml:1:5: the id 'excuse' is not the name of the folder. Write `id: pardon` or rename the folder."
    ]


def test_a_check_without_patterns_has_no_files(write: Write, problems_of: ProblemsOf) -> None:
    write("excuse/en.yaml", ENGLISH)
    path = write("excuse/rule.yaml", HEAD.replace("check: pattern", "check: sample"))
    assert problems_of(load_rule, path, "r.yaml") == [
        (
            "r.yaml:2:8: the check 'sample' looks for no patterns in files of their own. "
            "Write `check: pattern`, or make the rule a single file."
        )
    ]


def test_cues_are_words_for_a_check_that_adds_them_up(
    write: Write, problems_of: ProblemsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(checks.CHECKS, "remark", "endmark.checks.patterns.remark")
    path = write("excuse/rule.yaml", HEAD.replace("check: pattern", "check: remark").replace("{match}", "{cues}"))
    write("excuse/en.yaml", "cues: {offers: [shall I, want me to], length: [words]}\n")
    cues = Cues(offers=("shall I", "want me to"), length=("words",))
    assert load_rule(path, "r.yaml").options.cues == (LanguageCues("en", cues),)
    write("excuse/en.yaml", "cues: {lenght: [words]}\n")
    (unknown,) = problems_of(load_rule, path, "excuse/rule.yaml")
    assert unknown.startswith("excuse/en.yaml:1:8: unknown key 'lenght'. Did you mean 'length'?")
    write("excuse/en.yaml", "cues: {length: ['*']}\n")
    assert problems_of(load_rule, path, "excuse/rule.yaml") == [
        "excuse/en.yaml:1:1: a cue is empty. Write a word, or take it out."
    ]


@pytest.mark.parametrize(
    ("old", "new", "valid"),
    [
        ("", "", True),
        ("id: END", "id: the end", False),
        ("cannot: [cannot, can't]", "Cannot: [x]", False),
        ("[cannot, can't]", "[]", False),
        ('["{==END==}\\n"]', "[]", False),
        ("'END'", "' '", False),
        ("'END'", "'" + "x" * 160 + "'", True),
        ("'END'", "'" + "x" * 161 + "'", False),
        ("(?: now)?", "(?: now)?" + "x" * 161, False),
    ],
)
def test_the_schema_knows_the_shape(accepts: Callable[[Schema, str], bool], old: str, new: str, valid: bool) -> None:
    schema = build_patterns_schema()
    Draft7Validator.check_schema(dict(schema))
    assert accepts(schema, ENGLISH.replace(old, new, 1)) is valid


def test_a_broken_file_is_not_taken_for_an_empty_one(write: Write, problems_of: ProblemsOf) -> None:
    only = "patterns: [{id: one, pattern: 'a**', bad: ['{==a==}']}]\n"
    (problem,) = problems_of(load, write, en=only)
    assert problem.startswith("excuse/en.yaml:1:33: this is not a valid pattern")


def test_terms_of_terms_do_not_grow_without_end(write: Write, problems_of: ProblemsOf) -> None:
    terms = "".join(f"  t{number}: [{f'<t{number - 1}>' * 9 if number else 'aaaaaaaaa'}]\n" for number in range(7))
    (problem,) = problems_of(
        load, write, en=f"terms:\n{terms}patterns: [{{id: a, pattern: <t6>, bad: ['{{==a==}}']}}]\n"
    )
    assert problem.startswith("excuse/en.yaml:6:8: this pattern has ")


def test_a_mistake_in_a_very_long_pattern_is_told_where_it_begins(write: Write, problems_of: ProblemsOf) -> None:
    lines = f"      {'abc' * 40}\n" * 20
    text = f"patterns:\n  - id: long\n    pattern: |\n{lines}      x**\n    bad: ['{{==a==}}']\n"
    (problem,) = problems_of(load, write, en=text)
    assert problem.startswith("excuse/en.yaml:4:7: this is not a valid pattern: bad repetition operator")
