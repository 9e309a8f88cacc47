"""Nodes become typed values, or problems that say what was expected and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import ModuleType
from typing import Annotated, Any, TypeAlias

import pytest
from msgspec import Meta, Struct, field

from endmark.checks.text.regex import Pattern
from endmark.document.source import make_source
from endmark.errors import InputError, PartError, Problem
from endmark.phrase import phrase
from endmark.ruleset.binding import bind_shape
from endmark.ruleset.nodes import MappingNode, Node, Placed
from endmark.ruleset.shapes import build_shape
from endmark.ruleset.toml_reader import read_toml
from endmark.ruleset.yaml_reader import read_yaml
from endmark.violation import Severity

ProblemsOf = Callable[..., list[str]]
NOT_IN_RE2 = (
    "Patterns must run in linear time, so they are written for RE2: "
    "look-around, back-references and possessive quantifiers are not available."
)


class Speed(Enum):
    VERY_FAST = 1
    SLOW = 2


Said: TypeAlias = Annotated[str, Meta(min_length=1)]


class Given(Struct, frozen=True):
    """Types that the sample check does not use."""

    title: Said
    speed: Speed = Speed.SLOW
    mixed: str | tuple[Placed[str], ...] = ()
    later: MappingNode | None = None
    by_name: dict[str, tuple[int, ...]] = field(default_factory=dict)
    instead: Mapping[Pattern, Said | tuple[Said, ...]] = field(default_factory=dict)
    groups: tuple[tuple[Said, ...], ...] = ()


class Picky(Struct, frozen=True):
    """Says itself which of its parts is wrong."""

    part: str = ""
    groups: tuple[tuple[str, ...], ...] = ()
    by_name: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        path = [int(step) if step.isdigit() else step for step in self.part.split("/")]
        raise PartError(phrase("this is wrong."), *path)


class Empty(Struct, frozen=True):
    """A record without keys."""


GROUPED = "{part: PATH, groups: [[a], [b, c]], by_name: {d: 1}}"

EMPTY_MATCH = "this pattern matches where nothing stands. Let it match at least one character: `a+` instead of `a*`."
SPLIT = "at most 20,000 are allowed. Write several shorter patterns."
SPLIT_GROUPS = "at most 100 are allowed. Write several shorter patterns."


@pytest.fixture
def options(sample_check: ModuleType) -> Any:
    return sample_check.Options


def bind(node: Node, hint: type[Any]) -> Any:
    problems: list[Problem] = []
    value = bind_shape(node, build_shape(hint), problems)
    if problems:
        raise InputError(problems)
    return value


def bind_text(text: str, hint: type[Any]) -> Any:
    return bind(read_yaml(make_source(text, "a.yaml")), hint)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("groups", "groups:"),
        ("groups/1", "[b, c]"),
        ("groups/1/1", "c]"),
        ("by_name/d", "d: 1"),
        # What is not in the file stands where it would.
        ("groups/2", "groups:"),
        ("groups/0/0/0", "a]"),
        ("by_name/x", "by_name:"),
        ("none", "{part"),
    ],
)
def test_a_part_that_is_wrong_is_pointed_at(problems_of: ProblemsOf, part: str, found: str) -> None:
    text = GROUPED.replace("PATH", part)
    (problem,) = problems_of(bind_text, text, Picky)
    assert problem == f"a.yaml:1:{text.index(found) + 1}: this is wrong."


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("word: plain", "word", "plain"),
        ("word: 'no'", "word", "no"),
        ('word: "1.0"', "word", "1.0"),
        ("word: ''", "word", ""),
        ("word: 1e3", "word", "1e3"),
        ("flag: true", "flag", True),
        ("flag: off", "flag", False),
        ("flag: Yes", "flag", True),
        ("most: 12", "most", 12),
        ("most: 1_000", "most", 1000),
        ("least: 9", "least", 9),
        ("ratio: 1", "ratio", 1.0),
        ("ratio: .25", "ratio", 0.25),
        ("ratio: 1.0e-2", "ratio", 0.01),
        ("where: source", "where", "source"),
        ("level: error", "level", Severity.ERROR),
        ("words: [a, b, a]", "words", ("a", "b", "a")),
        ("words: []", "words", ()),
        ("range: [1, 2.5]", "range", (1.0, 2.5)),
        ("names: [b, a]", "names", frozenset({"a", "b"})),
        ("rates: {ja: 500, 'no': 200}", "rates", {"ja": 500, "no": 200}),
        ("pattern: a+", "pattern", Pattern("a+")),
        (f"pattern: '[({'(' * 200}]\\('", "pattern", Pattern(f"[({'(' * 200}]\\(")),
        ("limit: 5", "limit", 5),
        ("limit: null", "limit", None),
        ("limit: ~", "limit", None),
        ("length: 5", "length", 5),
        ("length: auto", "length", "auto"),
    ],
)
def test_values(options: Any, text: str, name: str, value: object) -> None:
    bound = getattr(bind_text(text, options), name)
    assert bound == value
    assert type(bound) is type(value)


def test_nested_records(options: Any, sample_check: ModuleType) -> None:
    bound = bind_text("nested: {name: a}\nseveral:\n- name: b\n  weight: 2\n", options)
    assert bound.nested == sample_check.Nested("a", 1.0)
    assert bound.several == (sample_check.Nested("b", 2.0),)


def test_other_types() -> None:
    bound = bind_text("title: t\nspeed: very-fast\nmixed: [a]\nlater: {x: no}\nby_name: {a: [1]}", Given)
    assert (bound.speed, bound.by_name) == (Speed.VERY_FAST, {"a": (1,)})
    assert bound.mixed == (Placed("a", bound.mixed[0].place),)
    assert bound.mixed[0].place == ("a.yaml", 3, 9)
    assert [key.raw for key, _ in bound.later.entries] == ["x"]
    assert bind_text("title: t\nmixed: a", Given).mixed == "a"


def test_what_is_nested_in_mappings_and_lists() -> None:
    bound = bind_text("title: t\ninstead: {a+: b, '[c]': [d, e]}\ngroups: [[a, b], [c]]", Given)
    assert bound.instead == {Pattern("a+"): "b", Pattern("[c]"): ("d", "e")}
    assert bound.groups == (("a", "b"), ("c",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("word: no", '1:7: expected text, got the boolean `no`. Put it in quotes: "no".'),
        ("word: 1.0", '1:7: expected text, got the number `1.0`. Put it in quotes: "1.0".'),
        ("word: 12", '1:7: expected text, got the number `12`. Put it in quotes: "12".'),
        ("word: 2026-01-31", '1:7: expected text, got the date `2026-01-31`. Put it in quotes: "2026-01-31".'),
        ("word:", "1:6: expected text, got nothing."),
        ("word: null", "1:7: expected text, got `null`."),
        ("word: [a]", "1:7: expected text, got a list."),
        ("word: {a: b}", "1:7: expected text, got a mapping."),
        ("flag: 1", "1:7: expected true or false, got the number `1`."),
        ("flag: 'true'", "1:7: expected true or false, got the text 'true'."),
        ("most: true", "1:7: expected a whole number, got the boolean `true`."),
        ("most: 1.0", "1:7: expected a whole number, got the number `1.0`. Write it in plain decimal digits."),
        ("most: '1'", "1:7: expected a whole number, got the text '1'."),
        ("most: 0x1F", "1:7: expected a whole number, got the number `0x1F`. Write it in plain decimal digits."),
        ("most: 010", "1:7: expected a whole number, got the number `010`. Write it in plain decimal digits."),
        ("most: 1:30", "1:7: expected a whole number, got the number `1:30`. Write it in plain decimal digits."),
        (
            f"most: {'9' * 5000}",
            f"1:7: expected a whole number, got the number `{'9' * 39}…`. Write it in plain decimal digits.",
        ),
        ("least: 0", "1:8: expected a whole number from 1 to 9, got the number `0`."),
        ("least: 10", "1:8: expected a whole number from 1 to 9, got the number `10`."),
        ("ratio: 1.5", "1:8: expected a number from 0 to 1, got the number `1.5`."),
        ("ratio: .inf", "1:8: expected a number from 0 to 1, got the number `.inf`. Write it in plain decimal digits."),
        ("ratio: 1.0e+999", "1:8: expected a number from 0 to 1, got the number `1.0e+999`."),
        ("where: txt", "1:8: expected text or source, got the text 'txt'. Did you mean 'text'?"),
        ("level: eror", "1:8: expected info, warning or error, got the text 'eror'. Did you mean 'error'?"),
        ("level: off", "1:8: expected info, warning or error, got the boolean `off`."),
        ("level: [error]", "1:8: expected info, warning or error, got a list."),
        ("words: a", "1:8: expected a list, got the text 'a'."),
        ("words:", "1:7: expected a list, got nothing."),
        ("words: [a, no]", '1:12: expected text, got the boolean `no`. Put it in quotes: "no".'),
        ("range: [1]", "1:8: expected a list of 2 items, got 1."),
        ("range: [1, 2, 3]", "1:8: expected a list of 2 items, got 3."),
        ("range: [1, x]", "1:12: expected a number, got the text 'x'."),
        ("names: [a, b, a]", "1:15: the text 'a' stands twice in this list. Keep one."),
        ("rates: [a]", "1:8: expected a mapping, got a list."),
        ("rates: {a: b}", "1:12: expected a whole number, got the text 'b'."),
        ("limit: x", "1:8: expected a whole number, got the text 'x'."),
        ("limit:", "1:7: expected a whole number, got nothing."),
        ("length: aut", "1:9: expected auto or a whole number, got the text 'aut'. Did you mean 'auto'?"),
        ("length: [1]", "1:9: expected auto or a whole number, got a list."),
        ("nested: a", "1:9: expected a mapping, got the text 'a'."),
        ("nested: {}", "1:9: the key 'name' is missing. Add `name:` with text."),
        ("nested: {name: a, wight: 2}",
         "1:19: unknown key 'wight'. Did you mean 'weight'? The allowed keys are: name, weight."),
        ("several: [{name: 1}]", '1:18: expected text, got the number `1`. Put it in quotes: "1".'),
        ("least: 5\nmost: 4", "2:1: `least` must not be more than `most`."),
        ("pattern: '['", "1:10: this is not a valid pattern: missing ]: [. Patterns use the syntax of RE2."),
        ("pattern: 'a(?=b)'", f"1:10: this is not a valid pattern: invalid perl operator: (?=. {NOT_IN_RE2}"),
        ("pattern: '(?<!a)b'", f"1:10: this is not a valid pattern: invalid perl operator: (?<!. {NOT_IN_RE2}"),
        ("pattern: '(a)\\1'", f"1:10: this is not a valid pattern: invalid escape sequence: \\1. {NOT_IN_RE2}"),
        ("pattern: a++", f"1:10: this is not a valid pattern: bad repetition operator: ++. {NOT_IN_RE2}"),
        ("pattern: ''", f"1:10: {EMPTY_MATCH}"),
        ("pattern: a*", f"1:10: {EMPTY_MATCH}"),
        ("pattern: '^|雨'", f"1:10: {EMPTY_MATCH}"),
        (f"pattern: '{'(' * 900}a{')' * 900}'", f"1:10: this pattern has groups 900 deep; {SPLIT_GROUPS}"),
        (f"pattern: '{'a' * 20_001}'", f"1:10: this pattern has 20,001 characters; {SPLIT}"),
        ("pattern: 1", '1:10: expected a regular expression, got the number `1`. Put it in quotes: "1".'),
    ],
)  # fmt: skip
def test_problems(options: Any, text: str, problem: str, problems_of: ProblemsOf) -> None:
    assert problems_of(bind_text, text, options) == [f"a.yaml:{problem}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("speed: slow", "1:1: the key 'title' is missing. Add `title:` with text."),
        ("title: ' '", "1:8: expected text, got the text ' '."),
        ("title: ''", "1:8: expected text, got an empty text."),
        ("{title: t, speed: fast}", "1:19: expected very-fast or slow, got the text 'fast'. Did you mean 'very-fast'?"),
        ("{title: t, mixed: no}", '1:19: expected text, got the boolean `no`. Put it in quotes: "no".'),
        ("{title: t, mixed: [no]}", '1:20: expected text, got the boolean `no`. Put it in quotes: "no".'),
        ("{title: t, mixed: {}}", "1:19: expected text or a list, got a mapping."),
        ("{title: t, by_name: {a: [x]}}", "1:26: expected a whole number, got the text 'x'."),
        (
            "title: t\ninstead:\n  a: b\n  (c: d",
            "4:3: this is not a valid pattern: missing ): (c. Patterns use the syntax of RE2.",
        ),
        ("title: t\ninstead:\n  a: b\n  c: ''", "4:6: expected text, got an empty text."),
        ("title: t\ninstead:\n  a: [b, ' ']", "3:10: expected text, got the text ' '."),
        ("title: t\ninstead:\n  a: {b: c}", "3:6: expected text or a list, got a mapping."),
        ("title: t\ngroups:\n- [a, b]\n- [c, '']", "4:7: expected text, got an empty text."),
        ("title: t\ngroups:\n- [a, [b]]", "3:7: expected text, got a list."),
        ("title: t\ngroups: [a]", "2:10: expected a list, got the text 'a'."),
    ],
)  # fmt: skip
def test_problems_of_other_types(text: str, problem: str, problems_of: ProblemsOf) -> None:
    assert problems_of(bind_text, text, Given) == [f"a.yaml:{problem}"]


def test_a_record_without_keys(problems_of: ProblemsOf) -> None:
    assert problems_of(bind_text, "a: 1", Empty) == ["a.yaml:1:1: unknown key 'a'. No key is allowed here."]


def test_all_problems_are_found(options: Any, problems_of: ProblemsOf) -> None:
    text = "word: no\nwrod: x\nwords: [a, 1, b, 2]\nrates:\n  a: x\n  b: 1\n  c: y\nseveral: [{}, {name: 1}]\n"
    found = [problem.split(": ")[0] for problem in problems_of(bind_text, text, options)]
    assert found == [f"a.yaml:{place}" for place in ("1:7", "2:1", "3:12", "3:18", "5:6", "7:6", "8:11", "8:22")]


def test_control_characters_do_not_reach_the_terminal(options: Any, problems_of: ProblemsOf) -> None:
    found = problems_of(bind_text, 'where: "\\e[31m"\n"\\e[0m": 1\n', options)
    assert not any("\x1b" in problem for problem in found)
    assert len(found) == 2


def test_toml_binds_like_yaml(options: Any) -> None:
    text = '[t]\nword = "no"\nflag = true\nleast = 2\nratio = 1e-3\nlevel = "info"\nwords = ["a"]\nrates.a = 1\n'
    table = read_toml(make_source(text, "a.toml"), "t")
    assert table is not None
    assert bind(table, options) == options(
        word="no", flag=True, least=2, ratio=0.001, level=Severity.INFO, words=("a",), rates={"a": 1}
    )


def test_a_hint_that_no_editor_can_write_is_a_mistake_of_the_developer() -> None:
    with pytest.raises(TypeError, match="no editor can write"):
        build_shape(object)
