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
        ("Das **Dach**{#dach} und *First*{.hoch}", "Das Dach und First"),
        ("**屋根**{#yane}は __雨__{.ame}", "屋根は 雨"),
        # Text
        ("Es gilt x_{n=1} und a*{k=2} stets", "Es gilt x_{n=1} und a*{k=2} stets"),
        ("Der Wert (a =3x) bleibt.", "Der Wert (a =3x) bleibt."),
        ("[a](b) (c =3x)", "a (c =3x)"),
        ("Ein Satz {mit Klammern}", "Ein Satz {mit Klammern}"),
        ("Ein Satz {#kein Anker}", "Ein Satz {#kein Anker}"),
    ],
)
def test_attributes_are_not_shown(text: str, shown: str) -> None:
    assert read_document(make_source(text, "a.md")).blocks[0].text.content == shown
