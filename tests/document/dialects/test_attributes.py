"""What says how something looks is no text; what only looks like it is."""

from __future__ import annotations

import pytest

from endmark.document.blocks import ATOM
from endmark.document.reader import read_document
from endmark.document.source import make_source


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Ein Dach { #dach }", "Ein Dach"),
        ("# 屋根 {#yane}", "屋根"),
        ("Text{: .big }", "Text"),
        ("[a](b){ .button }", "a"),
        ("![](a.png =500x)", ATOM),
        ("![](a.png =500x300) B.", f"{ATOM} B."),
        ("[a](b =x20)", "a"),
        # Text
        ("Der Wert (a =3x) bleibt.", "Der Wert (a =3x) bleibt."),
        ("[a](b) (c =3x)", "a (c =3x)"),
        ("Ein Satz {mit Klammern}", "Ein Satz {mit Klammern}"),
        ("Ein Satz {#kein Anker}", "Ein Satz {#kein Anker}"),
    ],
)
def test_attributes_are_not_shown(text: str, shown: str) -> None:
    assert read_document(make_source(text, "a.md")).blocks[0].text.content == shown
