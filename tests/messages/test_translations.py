"""Each language has words for everything, and English stands nowhere between them.

`pytest tests/messages/test_translations.py --update-readme` puts into each `LANGUAGE.po` what is new in English,
without words yet, takes out what is gone, and makes `LANGUAGE.mo` of it, which is what endmark reads.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from msgspec.structs import replace
from tests.messages.said import list_said

import endmark.messages
from endmark.cli.help import iter_help
from endmark.cli.main import cli
from endmark.linting.examples import check_example
from endmark.messages.catalogue import ENGLISH, OF_A_PHRASE, OF_A_RULE, OF_HELP, say_reason, speaking
from endmark.messages.choosing import LANGUAGES, find_language
from endmark.messages.en import SENTENCES
from endmark.messages.languages import load_catalogue
from endmark.phrase import phrase
from endmark.reporters import rule_words
from endmark.ruleset import rule_template
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.criticmarkup import parse_example
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import make_reason

FOLDER = Path(endmark.messages.__file__).parent
SOURCES = FOLDER.parent
MAKERS = {"phrase": 1, "counted": 2}
"""What makes a phrase, and of how many templates."""

RULES = load_builtin_rules()
OTHERS = [language for language in LANGUAGES if language != "en"]
BEGUN = frozenset({"zh"})
"""Languages that have words for all that `check` finds, and not for help, pages and mistakes."""

WEIGHED_OR_SHOWN = ("evidence", "galley")
"""What only `explain --why` and the pages of a report say."""


class Entry(NamedTuple):
    context: str
    english: str


def list_entries() -> Iterator[Entry]:
    """All that there is to say."""
    yield from (Entry(code, words) for code, words in SENTENCES.items() if words)
    for rule in RULES:
        yield from (Entry(OF_A_RULE, words) for words in list_words_of(rule))
    yield from (Entry(OF_A_RULE, words) for words in rule_template.list_words())
    yield from (Entry(OF_A_PHRASE, words) for words in list_phrases())
    ctx = click.Context(cli, info_name="endmark", **cli.context_settings)
    yield from (Entry(OF_HELP, words) for words in iter_help(cli, ctx))


def list_words_of(rule: Rule) -> Iterator[str]:
    """What a rule says in its findings and on its page."""
    yield from (rule.summary, rule.message, rule.why)
    if rule_words.list_options(rule):
        with speaking(ENGLISH):
            yield from rule_words.explain_options(rule)
    if rule.measured is not None:
        yield from (" ".join(words.split()) for words in (rule.measured.recall, rule.measured.note) if words)


@cache
def list_phrases() -> tuple[str, ...]:
    """The templates of all phrases, which stand in the calls that make them."""
    templates: dict[str, None] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (number := MAKERS.get(getattr(node.func, "id", ""))):
                given = node.args[-2:] if number == 2 else node.args[:1]
                for template in given:
                    words = template.value if isinstance(template, ast.Constant) else None
                    assert isinstance(words, str), f"{path}:{template.lineno}: no translator finds this"
                    templates[words] = None
    return tuple(filter(None, templates))


def read(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def renew(old: Catalog) -> Catalog:
    """The same words, for what is said in English now."""
    new = Catalog(locale=old.locale, project="endmark", header_comment=old.header_comment, fuzzy=False)
    for entry in dict.fromkeys(list_entries()):
        known = old.get(entry.english, entry.context)
        if str(old.locale) in BEGUN and not (known and known.string):
            continue
        new.add(entry.english, known.string if known else "", context=entry.context)
    return new


def compile_catalogue(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def list_words(catalogue: Catalog) -> dict[Entry, str]:
    return {Entry(one.context or "", str(one.id)): str(one.string) for one in catalogue if one.id}


@pytest.mark.parametrize("language", OTHERS)
def test_everything_has_words(language: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-readme"):
        renewed = renew(read(language))
        with (FOLDER / f"{language}.po").open("wb") as file:
            write_po(file, renewed, width=100, omit_header=False)
        (FOLDER / f"{language}.mo").write_bytes(compile_catalogue(read(language)))
    words = list_words(read(language))
    said = {entry for entry, said in words.items() if said}
    assert said == set(list_entries()) if language not in BEGUN else words.keys() == said < set(list_entries())
    assert compile_catalogue(read(language)) == (FOLDER / f"{language}.mo").read_bytes()


def list_placeholders(words: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name}
    except ValueError:  # it is not filled, and speaks of braces
        return set()


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_that_was_seen_is_left_out(language: str) -> None:
    kept = {"count"}  # some languages say one without its number
    lost = {
        entry: said
        for entry, said in list_words(read(language)).items()
        if list_placeholders(entry.english) - kept != list_placeholders(said) - kept
        or not list_placeholders(said) <= list_placeholders(entry.english) | kept
    }
    assert lost == {}


BOUNDARIES = select_boundaries(RULES)
KNOWN = frozenset(rule.id for rule in RULES)
PARSED = re.compile("フロントマターが正しい .* ではありません")
"""What a parser of another project says comes as it is."""
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = frozenset(
    {
        *("html", "css", "markdown", "commonmark", "yaml", "toml", "json", "pdf"),
        *("endmark", "fix", "disable", "enable", "line", "next", "file"),
        *("true", "false", "ceil", "words"),
    }
)
"""What is a name in every language: of formats, of commands, and what stands in formulas."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_reader_of_japanese_finds_no_english(rule: Rule) -> None:
    options = f"{rule.options} {rule.examples.path} {KNOWN}".casefold()
    # Whatever its pattern, a rule of patterns has the same to say.
    asked = rule.examples.bad[: 40 if rule.check == "pattern" else None]
    for text in (parse_example(example).plain for example in asked):
        with speaking(load_catalogue("ja")):
            violations, _ = check_example(text, rule, KNOWN, BOUNDARIES)
        assert violations, text
        # The dot of a Turkish capital stands apart once it is folded.
        folded = text.casefold().replace("\N{COMBINING DOT ABOVE}", "")
        for said in (said for found in violations for said in list_said(found)):
            words = set(LATIN.findall(said.casefold())) - NAMES
            assert PARSED.search(said) or all(word in options or word in folded for word in words), said


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"ENDMARK_LANG": "ja", "LC_ALL": "en_US.UTF-8"}, "ja"),
        ({"ENDMARK_LANG": "JA-jp", "LC_ALL": "en_US.UTF-8"}, "ja"),
        ({"ENDMARK_LANG": "", "LANG": "ja_JP"}, "ja"),
        ({"LANG": "jam_JM"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_environment_says_which_language(environment: dict[str, str], expected: str) -> None:
    assert find_language(environment) == expected


@pytest.mark.parametrize("language", sorted(BEGUN))
def test_a_language_that_has_begun_says_what_is_found_and_its_help(language: str) -> None:
    messages = {Entry(OF_A_RULE, rule.message) for rule in RULES}
    codes = {Entry(code, words) for code, words in SENTENCES.items() if words}
    found = {entry for entry in codes if entry.context.split(".")[0] not in WEIGHED_OR_SHOWN}
    of_help = {entry for entry in list_entries() if entry.context == OF_HELP}
    assert (messages | found | of_help) - list_words(read(language)).keys() == set()


def test_what_has_no_words_yet_is_said_in_english() -> None:
    catalogue = load_catalogue("zh")
    known = make_reason("duplicate.lines", first=3, last=5, count=3)
    unknown = make_reason("evidence.hyphen")
    assert say_reason(known, catalogue=catalogue) == "第 3～5 行"
    assert say_reason(unknown, catalogue=catalogue) == say_reason(unknown)
    assert catalogue.say(phrase("there is no such folder.")) == "there is no such folder."


def test_the_words_of_an_own_rule_stay() -> None:
    rule = replace(RULES[0], message="Ours: {what}.", summary="Ours.")
    catalogue = load_catalogue("ja")
    assert catalogue.translate(rule.message) == rule.message


def test_a_language_is_spoken_only_meanwhile() -> None:
    reason = make_reason("report.incomplete")
    english = say_reason(reason)
    with speaking(load_catalogue("ja")):
        assert say_reason(reason) != english
    assert say_reason(reason) == english
