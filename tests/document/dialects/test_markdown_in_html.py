"""Elements of HTML that hold Markdown."""

from __future__ import annotations

import pytest

from endmark.document.dialect import Dialect
from endmark.document.reader import read_document
from endmark.document.source import make_source

QUOTE = """\
<aside markdown="1" class="quote">
   <img src="https://example.org/a.png" alt="avatar">
   *Un* jardin.
   <p markdown="1">
— [Ruth](https://example.org)
   </p>
</aside>

Text.
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (QUOTE, ["Un jardin.", "— Ruth", "Text."]),
        ('<div class="cards" markdown>\n- *a*\n- b\n</div>\nc', ["a", "b", "c"]),
        ("<div markdown='block'>\n    # *a*\n\n    b\n</div>", ["a", "b"]),
        ("<div markdown=1>\n<div markdown=1>\n*a*\n</div>\n</div>", ["a"]),
        # Without the attribute, or an end, it is HTML.
        ("<div>\n*a*\n</div>", ["*a*"]),
        ('<div markdown="0">\n*a*\n</div>', ["*a*"]),
        ('<div markdown="1">\n*a*', ["*a*"]),
        ("```\n<div markdown=1>\n```\n*a*", ["a"]),
    ],
)
@pytest.mark.parametrize("dialect", ["kramdown", "mkdocs", "markdown"])
def test_what_an_element_says_of_itself(text: str, shown: list[str], dialect: Dialect) -> None:
    blocks = read_document(make_source(text, "article.md"), dialect).blocks
    assert [block.text.content for block in blocks if block.text.content] == shown


def test_other_dialects_know_nothing_of_it() -> None:
    blocks = read_document(make_source("<div markdown=1>\n*a*\n</div>", "article.md"), "hugo").blocks
    assert [block.text.content for block in blocks if block.text.content] == ["*a*"]


def test_the_source_of_a_quotation_is_a_label() -> None:
    blocks = read_document(make_source(QUOTE, "article.md"), "kramdown").blocks
    assert [block.role for block in blocks if block.text.content] == ["prose", "label", "prose"]
