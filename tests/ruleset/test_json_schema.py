"""For every shape, the schema accepts the values that the binder accepts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from types import ModuleType
from typing import Annotated, Any, Literal, TypedDict

import pytest
from msgspec import Meta, Struct, field

from endmark.document.source import make_source
from endmark.errors import InputError, Problem
from endmark.ruleset.binding import bind_shape
from endmark.ruleset.json_schema import Schema, SchemaPrinter, allow_null, merge_schemas
from endmark.ruleset.nodes import MappingNode, Placed, Written
from endmark.ruleset.shapes import build_shape
from endmark.ruleset.yaml_reader import read_yaml

Accepts = Callable[[Schema, str], bool]
Both = Callable[[str, type[Any]], tuple[bool, bool]]


class Inner(Struct, frozen=True):
    """A mapping in a mapping."""

    name: Annotated[str, Meta(min_length=3)]


class Given(Struct, frozen=True):
    """Types that the sample check does not use. `title` is a title.

    `later` is bound later, e.g. when `inner` is known. `number` stands alone.
    """

    title: Annotated[str, Meta(min_length=1)] = "a title"
    inner: Inner | None = None
    mixed: Placed[str] | tuple[Placed[str], ...] = ()
    later: MappingNode | None = None
    number: Literal[1, 2] = 1
    kinds: Mapping[Literal["a", "off"], tuple[bool, ...]] = field(default_factory=dict)
    ratio: float | Literal["auto", "no"] = "auto"
    since: date | None = None
    words: Written | tuple[Written, ...] | None = None


class Always(TypedDict):
    """What a program writes."""

    whole: int


class Perhaps(Always, total=False):
    """What a program writes, and perhaps `more`."""

    more: str


@pytest.fixture
def both(accepts: Accepts) -> Both:
    """Whether the schema of a type accepts a text, and whether the binder does."""

    def both(text: str, hint: type[Any]) -> tuple[bool, bool]:
        accepted = accepts(SchemaPrinter().print_shape(build_shape(hint)), text)
        problems: list[Problem] = []
        try:
            bind_shape(read_yaml(make_source(text, "a.yaml")), build_shape(hint), problems)
        except InputError:
            return accepted, False
        return accepted, not problems

    return both


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("word: a", True),
        ("word: ''", True),
        ("word: 1", False),
        ("word: off", False),
        ("flag: off", True),
        ("flag: 'off'", False),
        ("least: 9", True),
        ("least: 10", False),
        ("least: '1'", False),
        ("most: 1_000", True),
        ("ratio: 1", True),
        ("ratio: 1.5", False),
        ("where: text", True),
        ("where: texts", False),
        ("level: info", True),
        ("level: off", False),
        ("words: []", True),
        ("words: [a, a]", True),
        ("words: a", False),
        ("range: [0, 1.5]", True),
        ("range: [0]", False),
        ("range: [0, a]", False),
        ("names: [a, b]", True),
        ("names: [a, a]", False),
        ("rates: {a: 1, b: 2}", True),
        ("rates: {a: 1.5}", False),
        ("pattern: '(?P<found>a)'", True),
        ("pattern: null", True),
        ("pattern: 1", False),
        ("limit: null", True),
        ("limit: none", False),
        ("length: auto", True),
        ("length: 4", True),
        ("length: long", False),
        ("nested: {name: a}", True),
        ("nested: {name: a, weight: 2}", True),
        ("nested: {weight: 2}", False),
        ("nested: {name: a, wieght: 2}", False),
        ("several: [{name: a}, {name: b}]", True),
        ("several: {name: a}", False),
        ("other: a", False),
    ],
)
def test_options(both: Both, sample_check: ModuleType, text: str, good: bool) -> None:
    assert both(text, sample_check.Options) == (good, good)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("title: a", True),
        ("title: '\\t'", True),
        ('title: "\\t\\n"', False),
        ("inner: {name: a b}", True),
        ('inner: {name: " a\\nb "}', True),
        ('inner: {name: " ab "}', False),
        ("mixed: a", True),
        ("mixed: [a]", True),
        ("mixed: {a: a}", False),
        ("later: {a: [1]}", True),
        ("later: [a]", False),
        ("number: 1", True),
        ("number: '2'", True),
        ("number: 3", False),
        ("kinds: {a: [true], 'off': []}", True),
        ("kinds: {b: [true]}", False),
        ("kinds: {a: true}", False),
        ("ratio: no", True),
        ("ratio: 'no'", True),
        ("ratio: off", True),
        ("ratio: on", False),
        ("since: 2026-01-31", True),
        ("since: '2026-01-31'", True),
        ("since: null", True),
        ("since: 2026-02-31", False),
        ("since: 20260131", False),
        ("since: '20260131'", False),
        ("since: 2026-W05-6", False),
        ("since: May", False),
        ("words: a", True),
        ("words: [a, 1, 1.5, no, 2026-01-31]", True),
        ("words: null", True),
        ("words: [null]", False),
        ("words: {a: b}", False),
    ],
)
def test_types_of_configs(both: Both, text: str, good: bool) -> None:
    # A schema cannot tell a bare `off` from a bare `no`.
    assert both(text, Given) == (good, good and text != "ratio: off")


def test_a_field_is_described_by_the_sentences_about_it() -> None:
    properties = SchemaPrinter().print_shape(build_shape(Given))["properties"]
    assert properties["title"]["description"] == "`title` is a title."
    assert properties["later"]["description"] == "`later` is bound later, e.g. when `inner` is known."
    assert "description" not in properties["mixed"]


def test_a_field_that_is_alone_is_described_by_all_of_them() -> None:
    schema = SchemaPrinter().print_shape(build_shape(Inner))
    assert schema["properties"]["name"]["description"] == schema["description"] == "A mapping in a mapping."


def test_a_bound_is_printed_alike_whichever_of_two_equal_hints_python_keeps() -> None:
    for most in (1, 1.0):
        schema = SchemaPrinter().print_shape(build_shape(Annotated[float, Meta(ge=0.25, le=most)]))
        assert json.dumps(schema) == '{"type": "number", "minimum": 0.25, "maximum": 1}'


def test_fields_may_be_missing_where_an_object_is_changed() -> None:
    assert SchemaPrinter().print_record(Inner)["required"] == ["name"]
    assert "required" not in SchemaPrinter().print_record(Inner, all_required=False)


def test_what_endmark_writes_may_grow() -> None:
    schema = SchemaPrinter().print_shape(build_shape(Perhaps))
    assert list(schema["properties"]) == ["whole", "more"]
    assert schema["required"] == ["whole"]
    assert "additionalProperties" not in schema


def test_a_shape_with_a_name_is_referred_to() -> None:
    printer = SchemaPrinter({build_shape(Inner): {"allOf": [{"$ref": "#/definitions/inner"}]}})
    inner = printer.print_shape(build_shape(Given))["properties"]["inner"]
    assert inner["anyOf"] == [{"allOf": [{"$ref": "#/definitions/inner"}]}, {"type": "null"}]


def test_more_is_merged_in() -> None:
    printer = SchemaPrinter(more={Inner: {"properties": {"name": {"maxLength": 9}}, "required": []}})
    schema = printer.print_shape(build_shape(Inner))
    assert schema["properties"]["name"]["maxLength"] == 9
    assert schema["properties"]["name"]["type"] == "string"
    assert schema["required"] == []


def test_merging_leaves_both_as_they_were() -> None:
    schema, more = {"a": {"b": 1}}, {"a": {"c": 2}, "d": 3}
    assert merge_schemas(schema, more) == {"a": {"b": 1, "c": 2}, "d": 3}
    assert (schema, more) == ({"a": {"b": 1}}, {"a": {"c": 2}, "d": 3})


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "pattern": "a"}, {"type": ["string", "null"], "pattern": "a"}),
        ({"type": ["string", "number"]}, {"type": ["string", "number", "null"]}),
        ({"enum": ["a"]}, {"enum": ["a", None]}),
        ({"$ref": "#/a"}, {"anyOf": [{"$ref": "#/a"}, {"type": "null"}]}),
    ],
)
def test_null_is_added_where_it_costs_least(schema: Schema, expected: Schema) -> None:
    assert allow_null(schema) == expected
