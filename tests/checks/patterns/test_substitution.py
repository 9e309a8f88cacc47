from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.prefilter import find_candidates
from endmark.checks.patterns.substitution import Options, Replacement, find, prefilter
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_reason
from endmark.violation import Match


def found(text: str, options: Options) -> list[Match]:
    document = read_document(make_source(text, "a.md"))
    matches = list(find(document, options, Scope()))
    assert not matches or find_candidates(document, [(prefilter, options)])
    return matches


def said(text: str, words: Mapping[str, Replacement], **more: Any) -> list[str]:
    """What is found, and what should stand there."""
    matches = found(text, Options(words, **more))
    return [f"{match.values['match']} → {match.values['replacement']}" for match in matches]


def fixed(text: str, options: Options) -> str:
    edits = [edit for match in found(text, options) if match.fix for edit in match.fix.edits]
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We utilize it. Utilize it! UTILIZE!", ["utilize → use", "Utilize → Use", "UTILIZE → USE"]),
        ("We utilized it: utilizes, re_utilize.", []),
        ("In order\nto dig, in order to sow.", ["In order to → To", "in order to → to"]),
        ("He don't. He don’t.", ["don't → doesn't", "don’t → doesn't"]),
        ("Start to commence, and begin.", ["commence → start / begin"]),
        ("`utilize` and [dig](utilize.html)", []),
    ],
)
def test_words_are_found_whole_and_keep_their_letter_case(text: str, expected: list[str]) -> None:
    words: Mapping[str, Replacement] = {
        "utilize": "use",
        "in order to": "to",
        "don't": "doesn't",
        "commence": ("start", "begin"),
    }
    assert said(text, words) == expected


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ({"github": "GitHub"}, "Github, github, GitHub, GITHUB", ["Github", "github", "GITHUB"]),
        ({"Internet": "internet"}, "The Internet. Internet for all: “Internet”. The internet.", ["Internet"]),
        ({"e-mail": "email"}, "E-mail, e-mail, email", ["E-mail", "e-mail"]),
        ({"JS": "JavaScript"}, "JS, js, JavaScript", ["JS", "js"]),
        ({"in order": "in order to"}, "In order, in order to, in  order\nto", ["In order"]),
        ({"サーバ": "サーバー"}, "サーバとサーバーとWebサーバ", ["サーバ", "サーバ"]),
        ({"コンピュータ": "パソコンやコンピュータ"}, "コンピュータ、パソコンやコンピュータ", ["コンピュータ"]),
        ({"の方": "のほう"}, "この方がよい", ["の方"]),
        ({"เเ": "แ"}, "เเดง", ["เเ"]),
    ],
)
def test_what_reads_as_it_should_is_left_alone(words: Mapping[str, str], text: str, expected: list[str]) -> None:
    assert [match.values["match"] for match in found(text, Options(words))] == expected


@pytest.mark.parametrize(
    ("words", "text", "result"),
    [
        ({"JS": "JavaScript"}, "JS and js", "JavaScript and JavaScript"),
        ({"js": "JavaScript"}, "JS and Js", "JavaScript and JavaScript"),
        ({"Internet": "internet"}, "the Internet", "the internet"),
        ({"e-mail": "email"}, "E-mail, E-MAIL: e-mail", "Email, EMAIL: email"),
        ({"i": "we"}, "I dig", "We dig"),
        ({"straße": "gasse"}, "Straße STRAßE", "Gasse Gasse"),
        ({"очень": "весьма"}, "Очень ОЧЕНЬ очень", "Весьма ВЕСЬМА весьма"),
        ({"下さい": "ください"}, "見て下さい。", "見てください。"),
        ({"commence": ("start", "begin")}, "commence", "commence"),
        ({"in order to": "to"}, "> in order\n> to dig", "> in order\n> to dig"),
        ({"in order to": "to"}, "in order\nto dig", "to dig"),
    ],
)
def test_the_fix_writes_what_should_stand_there(words: Mapping[str, Replacement], text: str, result: str) -> None:
    assert fixed(text, Options(words)) == result


@pytest.mark.parametrize(
    ("pattern", "replacement", "text", "result"),
    [
        (r"(\d+) ?percent", r"\1 %", "5percent and 10 percent", "5 % and 10 %"),
        (r"(?i)utili[sz]e", "use", "Utilise it, UTILIZE it", "Use it, USE it"),
        (r"Utili[sz]e", "use", "Utilise it", "use it"),
        (r"(?:^|[^a-z])(?P<found>(a)n) ([^aeiou])", r"\2", "an plot, an bed", "a plot, a bed"),
        (r"(\w+) \((\w+)\)", r"\2 (\1)", "one (two)", "two (one)"),
        ("、(?P<found>、)", "", "雨、、雪", "雨、、雪"),
    ],
)
def test_patterns_put_their_groups_into_the_replacement(pattern: str, replacement: str, text: str, result: str) -> None:
    replacements = {Pattern(pattern): replacement or ("。", "！")}
    assert fixed(text, Options(patterns=replacements)) == result


def test_there_is_a_reason_where_there_is_no_fix() -> None:
    words: Mapping[str, Replacement] = {"utilize": "use", "commence": ("start", "begin")}
    matches = found("We util*ize*, commence, and utilize.", Options(words, safe=True))
    assert [match.no_fix_reason and say_reason(match.no_fix_reason) for match in matches] == [
        "markup stands among the words",
        "there is more than one way to say it",
        None,
    ]
    assert matches[2].fix is not None
    assert (matches[2].fix.safe, say_reason(matches[2].fix.title)) == (True, "write “use”")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["utilize → use", "utilize → use", "utilize → use"]),
        ({"in_quotations": False}, ["utilize → use", "utilize → use"]),
        ({"unless": (Pattern("to utilize"),)}, ["utilize → use", "utilize → use"]),
        ({"fields": ("title",)}, ["Utilize → Use", "utilize → use", "utilize → use", "utilize → use"]),
    ],
)
def test_where_to_look(more: dict[str, Any], expected: list[str]) -> None:
    text = "---\ntitle: Utilize\n---\n\nWe utilize it, “to utilize” it, utilize it.\n"
    assert said(text, {"utilize": "use"}, **more) == expected


def test_a_title_may_be_the_only_place() -> None:
    text = "---\ntitle: To utilize\n---\n\nText.\n"
    assert said(text, {"utilize": "use"}, fields=("title",)) == ["utilize → use"]
    assert fixed(text, Options({"utilize": "use"}, fields=("title",))) == text.replace("utilize", "use")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "give at least one word"),
        ({"words": {"a": ()}}, "nothing to write instead of 'a'"),
        ({"patterns": {Pattern("a"): ()}}, "nothing to write instead of 'a'"),
        ({"patterns": {Pattern("(a)"): (r"\1", r"\2")}}, "the pattern '(a)' has no group 2"),
        ({"words": {"a": "b", "A": "c"}}, "'A' stands twice"),
    ],
)
def test_options_that_mean_nothing_are_a_mistake(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        Options(**options)
