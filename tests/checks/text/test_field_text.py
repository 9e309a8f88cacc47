from __future__ import annotations

import pytest

from endmark.checks.text.field_text import read_field_text
from endmark.document.blocks import Text
from endmark.document.reader import read_document
from endmark.document.source import Source, make_source


def value(front_matter: str, name: str = "title") -> tuple[Text, Source]:
    document = read_document(make_source(front_matter, "article.md"))
    assert document.front_matter is not None
    entry = document.front_matter.get(name)
    assert entry is not None
    return read_field_text(entry, document.front_matter, document.source), document.source


@pytest.mark.parametrize(
    "written",
    [
        "title: The old garden gate",
        'title: "The old garden gate"',
        "title: 'The old garden gate'",
        "title: The old\n  garden\n  gate",
        'title: "The old\n  garden gate"',
        "title: >-\n  The old\n  garden gate",
        "title: >\n  The old\n  garden gate\n",
        "title: |\n  The old\n    garden gate\n",
        "title: !!str 'The old garden gate'",
        "title: The old\r\n  garden gate",
    ],
)
def test_each_word_is_found_where_it_stands(written: str) -> None:
    text, source = value(f"---\n{written}\n---\n")
    assert text.content.split() == ["The", "old", "garden", "gate"]
    for word in text.content.split():
        start = text.content.index(word)
        assert source.get_excerpt(text.map_span(start, start + len(word))) == word


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ('+++\ntitle = "古い庭の門"\n+++\n', "庭の"),
        ('+++\ntitle = """\nThe old\ngarden gate"""\n+++\n', "garden"),
        ("+++\ntitle = '''The old garden gate'''\n+++\n", "gate"),
        ('{\n"title": "The old garden gate"\n}\n', "old"),
        ("---\ntitle: 2026-01-02\n---\n", "01"),
        ("---\ntitle: 1_000\n---\n", "000"),
    ],
)
def test_every_format_and_kind_is_mapped(document: str, word: str) -> None:
    text, source = value(document)
    start = text.content.index(word)
    assert source.get_excerpt(text.map_span(start, start + len(word))) == word


@pytest.mark.parametrize(
    ("written", "content"),
    [
        (r'"The \u006Fld gate"', "The old gate"),
        (r'"The \"old\" gate"', 'The "old" gate'),
        ("'The gate''s end'", "The gate's end"),
        ("&gate The gate", "The gate"),
        ("!!str &gate The gate", "The gate"),
    ],
)
def test_an_escape_or_an_anchor_makes_the_value_one_piece(written: str, content: str) -> None:
    text, source = value(f"---\ntitle: {written}\n---\n")
    assert text.content == content
    assert source.get_excerpt(text.map_span(4, 5)) == written


@pytest.mark.parametrize(
    ("front_matter", "name", "key"),
    [
        ("name: &name The gate\ntitle: *name", "title", "title"),
        ("base: &base {title: The gate}\nseo: *base", "seo.title", "seo"),
        ("base: &base {og: {title: The gate}}\nseo: *base", "seo.og.title", "seo"),
    ],
)
def test_an_alias_stands_at_its_key(front_matter: str, name: str, key: str) -> None:
    text, source = value(f"---\n{front_matter}\n---\n", name)
    assert text.content == "The gate"
    assert source.get_excerpt(text.map_span(4, 8)) == key


@pytest.mark.parametrize("written", ["[a, b]", "{a: b}", "", "''", "' '", "|\n\n"])
def test_what_is_no_scalar_or_empty_has_no_text(written: str) -> None:
    assert value(f"---\ntitle: {written}\n---\n")[0] == Text("", ())
