"""Every code has words, all words are used, and nothing but a catalogue has any."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from msgspec.structs import replace
from tests.messages.said import list_said

import endmark
from endmark.linting.examples import check_example
from endmark.messages.catalogue import CLAUSES, SEPARATOR, Catalogue, fill_message, list_names, say_reason, say_value
from endmark.messages.en import SENTENCES
from endmark.messages.languages import load_catalogue
from endmark.messages.plural import PluralForm
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.criticmarkup import parse_example
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import make_reason

SOURCE = Path(endmark.__file__).parent
RULES = load_builtin_rules()
BOUNDARIES = select_boundaries(RULES)
KNOWN = frozenset(rule.id for rule in RULES)


def find_calls() -> Iterator[tuple[str, frozenset[str]]]:
    """Each code that the source gives, with the names of its values."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in ("make_reason", "make_fault"):
                code = node.args[node.func.id == "make_fault"]
                names = [keyword.arg for keyword in node.keywords]
                assert isinstance(code, ast.Constant), f"{path}:{node.lineno}: write the code itself"
                assert None not in names, f"{path}:{node.lineno}: write the names of the values"
                yield str(code.value), frozenset(map(str, names))


CODES = dict(find_calls())


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence_with_values_that_it_gives(code: str) -> None:
    plain, one, other = list_names(code)
    assert (plain in SENTENCES) != (one in SENTENCES)
    assert (one in SENTENCES) == (other in SENTENCES)
    assert plain in SENTENCES or "count" in CODES[code]
    for name in (plain, one, other):
        assert placeholders(SENTENCES.get(name, "")) <= CODES[code]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It stops: it ends with “,”, an end marker follows in mid-sentence."),
        ("ja", "途中です：「,」で終わっています。文の途中で終了マーカーが入っています。"),
        ("zh", "断了：以“,”结尾，句子中间出现了结束标记。"),
    ],
)
def test_clauses_are_parted_as_the_language_parts_them(language: str, said: str) -> None:
    message = {"en": "It stops: {reason}.", "ja": "途中です：{reason}。", "zh": "断了：{reason}。"}[language]
    reasons = (make_reason("cut.comma", last=","), make_reason("truncation.marker-follows"))
    assert fill_message(message, {"reason": reasons}, {}, load_catalogue(language)) == said


def test_stretches_of_lines_are_named_as_the_language_names_them() -> None:
    stretches = (
        make_reason("duplicate.stretch", first=3, last=5, count=3),
        make_reason("list.left-out"),
        make_reason("duplicate.stretch", first=9, last=9, count=1),
    )
    assert say_value(stretches, catalogue=load_catalogue("en")) == "3–5, …, 9"
    assert say_value(stretches, catalogue=load_catalogue("ja")) == "3～5、…、9"


def test_every_sentence_is_said() -> None:
    assert set(SENTENCES) - {name for code in CODES for name in list_names(code)} == {SEPARATOR, CLAUSES}


def test_a_code_always_gives_the_same_values() -> None:
    assert set(find_calls()) == set(CODES.items())


def translate(sentence: str) -> str:
    """Words of no language around the placeholders, in another order."""
    return "".join(f"〈{{{name}}}〉" for name in sorted(placeholders(sentence), reverse=True)) + "¶"


STRANGE = {name: translate(sentence) for name, sentence in SENTENCES.items()}
PARSERS = re.compile(r"〈〈.*〉〈(?:YAML|TOML|JSON)〉¶〉¶")
"""What a parser of another project says comes as it is."""

JOINED = {"used"}
"""Words that a rule puts together from what its pattern finds."""

NOTATION = {"ceil", "words"}
"""What stands in a formula, which people write into a config."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_another_catalogue_leaves_no_english(rule: Rule) -> None:
    strange = replace(rule, message=translate(rule.message), reasons=STRANGE)
    options = f"{rule.options} {rule.examples.path} {KNOWN}".casefold()
    # Whatever its pattern, a rule of patterns has the same to say.
    asked = rule.examples.bad[: 40 if rule.check == "pattern" else None]
    for text in (parse_example(example).plain for example in asked):
        violations, _ = check_example(text, strange, KNOWN, BOUNDARIES)
        assert violations, text
        # The dot of a Turkish capital stands apart once it is folded.
        folded = text.casefold().replace("\N{COMBINING DOT ABOVE}", "")
        for said in (said for found in violations for said in list_said(found)):
            words = set(re.findall(r"[A-Za-z]{2,}", said.casefold())) - JOINED - NOTATION
            assert PARSERS.fullmatch(said) or all(word in options or word in folded for word in words), said


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"first": 3, "last": 3, "count": 1}, "line 3"),
        ({"first": 3, "last": 4, "count": 2}, "lines 3–4"),
    ],
)
def test_the_catalogue_tells_one_from_many(values: dict[str, Any], expected: str) -> None:
    assert say_reason(make_reason("duplicate.lines", **values)) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, "line 3"),
        ({"duplicate.lines": "{first}行目"}, "3行目"),
        ({"duplicate.lines": "{first}～{last}", "duplicate.lines.one": "{first}行目"}, "3行目"),
        ({"duplicate.lines.other": "{first}～{last}"}, "line 3"),
    ],
)
def test_own_words_come_first(own: dict[str, str], expected: str) -> None:
    assert say_reason(make_reason("duplicate.lines", first=3, last=3, count=1), own) == expected


def test_a_list_is_joined_as_the_language_does() -> None:
    parts = (make_reason("reading-time.images", count=1), make_reason("reading-time.code-words", count=1200))
    assert say_value(parts) == "1 image, 1,200 words of code"
    assert say_value(parts, {SEPARATOR: "、"}) == "1 image、1,200 words of code"


def test_numbers_are_said_without_needless_digits() -> None:
    words_read = make_reason("reading-time.words", count=1200, slow=175.0, fast=262.5)
    assert fill_message("{a} {b}", {"a": "{b}", "b": words_read}, {}) == "{b} 1,200 words at 175–262.5 a minute"


def test_a_code_without_words_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say_reason(make_reason("no.such-code"))


def choose_slavic_form(count: float) -> PluralForm:
    if count % 1:
        return "other"
    if count == 1:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"


def choose_dual_form(count: float) -> PluralForm:
    return "zero" if count == 0 else "two" if count == 2 else "other"


def spell(forms: tuple[PluralForm, ...]) -> dict[str, str]:
    """Every code in a language with these forms; it says the form and the count."""
    spelled = {SEPARATOR: "; "}
    for code, values in CODES.items():
        shown = " {count}" if "count" in values else ""
        if code in COUNTED:
            spelled |= {f"{code}.{form}": f"<{form}{shown}>" for form in forms} if forms else {code: f"<all{shown}>"}
        else:
            spelled[code] = f"<all{shown}>"
    return spelled


COUNTED = [code for code, values in CODES.items() if "count" in values and code not in SENTENCES]
SLAVIC = Catalogue(spell(("one", "few", "many", "other")), choose_slavic_form)
DUAL = Catalogue(spell(("two", "other")), choose_dual_form)
UNCOUNTED = Catalogue(spell(()), lambda _: "other")


@pytest.mark.parametrize(
    ("catalogue", "count", "form"),
    [
        *((SLAVIC, count, "one") for count in (1,)),
        *((SLAVIC, count, "few") for count in (2, 4, 22, 104)),
        *((SLAVIC, count, "many") for count in (0, 5, 11, 12, 21, 112, 1000)),
        (SLAVIC, 1.5, "other"),
        (DUAL, 2, "two"),
        *((DUAL, count, "other") for count in (0, 1, 3)),
        *((UNCOUNTED, count, "all") for count in (0, 1, 2, 1.5)),
    ],
)
@pytest.mark.parametrize(
    "code", [code for code, values in CODES.items() if "count" in values and code not in SENTENCES]
)
def test_a_language_has_the_plural_forms_that_it_needs(
    catalogue: Catalogue, count: float, form: str, code: str
) -> None:
    values = dict.fromkeys(CODES[code], "x") | {"count": count}
    said = say_reason(make_reason(code, **values), catalogue=catalogue)
    assert said == f"<{form} {count:g}>"


def test_another_catalogue_says_what_stands_inside_of_a_reason() -> None:
    parts = (make_reason("reading-time.images", count=3), make_reason("reading-time.images", count=5))
    computation = make_reason("reading-time.computation", parts=parts)
    catalogue = replace(SLAVIC, sentences={**SLAVIC.sentences, "reading-time.computation": "({parts})"})
    assert fill_message("{a}", {"a": computation}, {}, catalogue) == "(<few 3>; <many 5>)"
    own = {"reading-time.images.few": "{count} obrazy"}
    assert fill_message("{a}", {"a": computation}, own, catalogue) == "(3 obrazy; <many 5>)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("m" * 1_000, "m" * 1_000),
        ("m" * 1_001, "m" * 1_000 + "…"),
        (make_reason("a.b", name="n" * 2_000), "n" * 1_000 + "…"),
    ],
)
def test_a_sentence_quotes_no_more_than_fits_a_page(value: Any, said: str) -> None:
    assert fill_message("Found {match}.", {"match": value}, {"a.b": "{name}"}) == f"Found {said}."
