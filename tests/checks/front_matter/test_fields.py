"""What front matter must have, may have, and what may stand in it."""

from __future__ import annotations

from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.front_matter import fields
from endmark.checks.front_matter.fields import FieldShape, Options
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value


def found(text: str, **options: Any) -> list[tuple[str, str | int]]:
    document = read_document(make_source(text, "article.md"))
    matches = fields.find(document, Options(**options), Scope())
    return [(document.source.get_excerpt(match.span), say_value(match.values["problem"])) for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A walk\nseo: {title: A}\n---\n", []),
        ("---\ntitle: A walk\n---\n", [("---", "The field `seo.title` is missing.")]),
        ("---\r\ntitle: A walk\r\n---\r\n", [("---", "The field `seo.title` is missing.")]),
        ("---  \nTitle: A walk\nseo: {title: A}\n---\n", [("---", "The field `title` is missing.")]),
        ("---\ntitle: ' '\nseo: {title: A}\n---\n", [("title", "The field `title` is empty.")]),
        ("---\ntitle: []\nseo: {title: ~}\n---\n", [("title", "The field `title` is empty."),
                                                    ("title", "The field `seo.title` is empty.")]),
        ("---\ntitle: [{a: b}]\nseo: {title: 0}\n---\n", []),
        ("---\nbase: &b {title: A}\n<<: *b\nseo: *b\n---\n", []),
        ('+++\ntitle = "A"\nseo = { title = "B" }\n+++\n', []),
        ('+++\ntitle = "A"\n[seo]\ntitle = "B"\n+++\n', []),
        ('+++\ntitle = "A"\n+++\n', [("+++", "The field `seo.title` is missing.")]),
        ('{\n"title": "A"\n}\n', [("{", "The field `seo.title` is missing.")]),
        # What cannot be read is for another rule to say.
        ("---\ntitle: A: walk\n---\n", []),
        ("---\ntitle: A walk\n", []),
        ("Text.\n", []),
    ],
)  # fmt: skip
def test_required_fields_are_there_and_not_empty(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, required=("title", "seo.title")) == expected


@pytest.mark.parametrize(
    ("text", "line"), [("Text.\n\nMore.\n", "Text."), ("\n\nText.\n", "Text."), ("", ""), ("\n \n", " ")]
)
def test_articles_without_front_matter_are_judged_when_asked_for(text: str, line: str) -> None:
    ((excerpt, problem),) = found(text, required=("title", "date"), without_front_matter=True)
    assert excerpt.strip() == line.strip()
    assert problem == "There is no front matter, which should have `title`, `date`."


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("title: A\ntags: [b]\nseo: {title: A, other: B}\nextra: {one: {two: C}}", []),
        ("title: A\nextra:\n  deep: B", []),
        ("titel: A", [("titel", "The field `titel` is not allowed. Did you mean 'title'?")]),
        ("zzz: A", [("zzz", "The field `zzz` is not allowed.")]),
        ("endmark: {disable: [x]}", []),
        ("og: {title: A, url: B}", [("url", "The field `og.url` is not allowed.")]),
        ("<<: {title: A}", [("<<", "The field `<<` is not allowed.")]),
    ],
)
def test_only_the_named_fields_are_allowed(front_matter: str, expected: list[tuple[str, str]]) -> None:
    options: dict[str, Any] = {"allowed": ("seo", "extra", "og.title"), "fields": {"tags": FieldShape()}}
    text = f"---\ntitle: A\n{front_matter}\n---\n".replace("title: A\ntitle: A", "title: A")
    assert found(text, required=("title",), **options) == expected


@pytest.mark.parametrize(
    ("shape", "value", "problem"),
    [
        (FieldShape("text"), "A walk", None),
        (FieldShape("text"), "2026", "`f` should be a text, and is a number."),
        (FieldShape("text"), "true", "`f` should be a text, and is true or false."),
        (FieldShape("text"), "[a]", "`f` should be a text, and is a list."),
        (FieldShape("number"), "1.5", None),
        (FieldShape("number"), "'1.5'", "`f` should be a number, and is a text."),
        (FieldShape("boolean"), "no", None),
        (FieldShape("date"), "2026-03-14", None),
        (FieldShape("date"), "'2026-03-14T10:00'", None),
        (FieldShape("date"), "2026-02-30", "`f` should be a date, and is a day that does not exist."),
        (FieldShape("date"), "spring", "`f` should be a date, and is a text."),
        (FieldShape("list"), "a", "`f` should be a list, and is a text."),
        (FieldShape("mapping"), "{a: b}", None),
        (FieldShape(("list", "text")), "a", None),
        (FieldShape(("list", "text")), "1", "`f` should be a list or a text, and is a number."),
        (FieldShape("text"), "", None),
        (FieldShape("text", min_length=1), "", "The field `f` is empty."),
        (FieldShape(pattern=Pattern("[a-z-]+")), "a-walk", None),
        (FieldShape(pattern=Pattern("[a-z-]+")), "A walk", "`f` has “A walk”, which is not of the form `[a-z-]+`."),
        (FieldShape(pattern=Pattern("[a-z-]+")), "[a, B]", "`f` has “B”, which is not of the form `[a-z-]+`."),
        (FieldShape(one_of=("walk", "talk")), "walk", None),
        (FieldShape(one_of=("walk", "talk")), "run", "`f` has “run”, which is none of walk, talk."),
        (FieldShape(one_of=("walk", "talk")), "[walk, run]", "`f` has “run”, which is none of walk, talk."),
        (FieldShape(one_of=("1",)), "1", None),
        (FieldShape(min_length=2), "[a]", "`f` has 1 item, fewer than 2."),
        (FieldShape(min_length=3), "ab", "`f` has 2 characters, fewer than 3."),
        (FieldShape(max_length=3), "abcd", "`f` has 4 characters, more than 3."),
        (FieldShape(max_length=3), "'  abc '", None),
        (FieldShape(max_length=1), "[a, {b: c}]", "`f` has 2 items, more than 1."),
        (FieldShape(min_length=2), "12", None),
    ],
)  # fmt: skip
def test_a_value_has_the_shape_of_its_field(shape: FieldShape, value: str, problem: str | None) -> None:
    text = f"---\nf: {value}\n---\n"
    assert found(text, fields={"f": shape, "g": shape}) == (
        [("f" if "empty" in problem else value, problem)] if problem else []
    )


def test_a_shape_that_nothing_fits_is_refused() -> None:
    with pytest.raises(ValueError, match="`max_length` is 2, which is less than `min_length`"):
        FieldShape(min_length=3, max_length=2)
