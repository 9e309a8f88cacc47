"""Shapes → JSON Schema, draft 7: what an editor may write, for programs that complete and check it.

What a schema refuses, the binder refuses too. The reverse cannot be promised: a
schema sees values, not how they are spelled, and no other file.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Any, TypeAlias, is_typeddict

import yaml
from msgspec import Struct, field

from endmark.document.language_tag import SYNTAX
from endmark.ruleset.shapes import (
    Boolean,
    Choice,
    Day,
    Language,
    ListOf,
    Located,
    MapOf,
    Null,
    Number,
    OneOf,
    Record,
    RecordField,
    Regex,
    Scalar,
    Shape,
    String,
    Tuple,
    Unbound,
    get_fields,
)

Schema: TypeAlias = Mapping[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest draft that editors and `check-jsonschema` all know in full."""

_TEXT: Schema = {"type": "string"}
_SCHEMA_BY_SHAPE: Mapping[type[Shape], Schema] = {
    Boolean: {"type": "boolean"},
    Day: {"type": "string", "format": "date"},
    Language: {**_TEXT, "pattern": f"^{SYNTAX.pattern}$"},
    Null: {"type": "null"},
    # No `format: regex`: that is JavaScript's, which knows neither `(?i)` nor `(?P<found>…)`.
    Regex: _TEXT,
    Unbound: {"type": "object"},
    Scalar: {"type": ["string", "number", "boolean"]},
}
"""What is printed for shapes that hold nothing."""

_NEXT_SENTENCE = re.compile(r"(?<=\.) (?=[A-Z`])")


class SchemaPrinter(Struct, frozen=True):
    """Prints shapes; knows what stands elsewhere in the document, and what types cannot say.

    `named` holds shapes with a definition of their own, and what refers to it.
    `more` holds keywords to add to what is printed for a record.
    """

    named: Mapping[Shape, Schema] = field(default_factory=dict)
    more: Mapping[type[Any], Schema] = field(default_factory=dict)

    def print_shape(self, shape: Shape) -> Schema:
        """The schema of a shape."""
        if shape in self.named:
            return self.named[shape]
        match shape:
            case String(shortest):
                return {**_TEXT, **_require_length(shortest)}
            case Number():
                return _print_number(shape)
            case Choice():
                return {"enum": _list_words(shape)}
            case ListOf():
                once = {"uniqueItems": True} if shape.make is frozenset else {}
                return {"type": "array", "items": self.print_shape(shape.item), **once}
            case Tuple():
                count = len(shape.items)
                items = [self.print_shape(item) for item in shape.items]
                return {"type": "array", "items": items, "minItems": count, "maxItems": count}
            case MapOf():
                key = self.print_shape(shape.key)
                keys = {} if key == _TEXT else {"propertyNames": key}
                return {"type": "object", **keys, "additionalProperties": self.print_shape(shape.value)}
            case Record():
                return self.print_record(shape.type)
            case OneOf():
                return self._print_one_of(shape)
            case Located():
                return self.print_shape(shape.inner)
            case _:
                return _SCHEMA_BY_SHAPE[type(shape)]

    def print_record(self, record: type[Any], *, all_required: bool = True) -> Schema:
        """The schema of a record; without `all_required` any field may be missing, as when an object is changed.

        A struct is what editors write, so an unknown key is a mistake; a
        TypedDict is what endmark writes, and a later version may write more.
        """
        fields = get_fields(record)
        words = " ".join((inspect.getdoc(record) or "").split())
        required = [name for name, key in fields.items() if key.required and all_required]
        plain = {
            "description": words,
            "type": "object",
            "properties": {
                name: self._print_property(key, words, alone=len(fields) == 1) for name, key in fields.items()
            },
            **({"required": required} if required else {}),
            **({} if is_typeddict(record) else {"additionalProperties": False}),
        }
        return merge_schemas(plain, self.more.get(record, {}))

    def _print_one_of(self, shape: OneOf) -> Schema:
        options = [self.print_shape(option) for option in shape.shapes if not isinstance(option, Null)]
        schema = options[0] if len(options) == 1 else {"anyOf": options}
        return schema if len(options) == len(shape.shapes) else allow_null(schema)

    def _print_property(self, key: RecordField, words: str, *, alone: bool) -> Schema:
        """A field, described by the sentences about it; a field that is alone in its record, by all of them."""
        sentences = _NEXT_SENTENCE.split(words)
        about = " ".join(sentence for sentence in sentences if alone or f"`{key.name}`" in sentence)
        return describe_schema(self.print_shape(key.shape), about)


def describe_schema(schema: Schema, words: str) -> Schema:
    """The schema with a description, in place of its own if there are any words."""
    if not words:
        return schema
    return {"description": words, **{key: value for key, value in schema.items() if key != "description"}}


def allow_null(schema: Schema) -> Schema:
    """The schema, or null; without an alternative where possible, because editors cannot say which one failed."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "type" in schema:
        kinds = schema["type"]
        return {**schema, "type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def merge_schemas(schema: Schema, more: Schema) -> Schema:
    """The schema with more keywords; mappings are merged key by key, anything else is replaced."""
    both = dict(schema)
    for key, value in more.items():
        inner = both.get(key)
        both[key] = merge_schemas(inner, value) if isinstance(inner, Mapping) and isinstance(value, Mapping) else value
    return both


def _require_length(shortest: int) -> Schema:
    """Outer white space does not count, so `minLength` would say too little."""
    if not shortest:
        return {}
    return {"pattern": r"\S" if shortest == 1 else rf"\S[\s\S]{{{shortest - 2},}}\S"}


def _print_number(shape: Number) -> Schema:
    return {
        "type": "integer" if shape.whole else "number",
        **({} if shape.least is None else {"minimum": shape.least}),
        **({} if shape.most is None else {"maximum": shape.most}),
    }


def _list_words(choice: Choice) -> list[Any]:
    """The words, and what YAML 1.1 takes them for: a bare `off` reaches the schema as false."""
    read = [yaml.safe_load(label) for label in choice.labels]
    return [*choice.labels, *(value for value in read if not isinstance(value, str))]
