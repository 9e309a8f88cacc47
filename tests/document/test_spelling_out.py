from __future__ import annotations

import pytest

from endmark.document.blocks import ATOM
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.document.spelling_out import spell_out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The `a:b` flag", "The `a:b` flag"),
        ("Der Schalter ``a`b`` **hier**", "Der Schalter ``a`b`` hier"),
        ("見よ ![青い門](gate.png) を", "見よ 青い門 を"),
        ("See ![the \\[old\\] gate][g]\n\n[g]: a.png", "See the \\[old\\] gate"),
        ("See ![](a.png) here", "See ![](a.png) here"),
        ("![a](b)![c](d)", "ac"),
        ("<p>See <img alt='le portail' src=a> here</p>", "See le portail here"),
        ("Hello {{ name }}!", "Hello {{ name }}!"),
        (f"Run `{'a' * 60}` now", f"Run `{'a' * 39}… now"),
        ("No code", "No code"),
    ],
)
def test_what_is_no_prose_is_shown_in_words(text: str, said: str) -> None:
    block = read_document(make_source(text, "a.md")).blocks[0]
    shown = spell_out(block.text, text, 0, len(block.text.content))
    assert (shown, ATOM in shown) == (said, False)


def test_a_part_of_it_is_shown_alone() -> None:
    text = "One `two` three `four` five"
    block = read_document(make_source(text, "a.md")).blocks[0]
    assert spell_out(block.text, text, 2, 11) == "e `two` three"
