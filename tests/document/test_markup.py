"""What a file is written in, by its name."""

from __future__ import annotations

import pytest

from endmark.document.markup import Markup, get_markup


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        *(
            (f"a{suffix}", "markdown")
            for suffix in (".md", ".MD", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".Rmd", "")
        ),
        *((f"posts/a{suffix}", "html") for suffix in (".html", ".htm", ".en.HTML")),
        *((f"a{suffix}", "text") for suffix in (".txt", ".text")),
        *((f"a{suffix}", None) for suffix in (".rst", ".adoc", ".docx", ".org", ".tex", ".md.bak", ".x1")),
        *(
            (name, "markdown")
            for name in ("README", "<stdin>", "v1.2", "a.md~", ".profile", "x.d/a", "Nr. 3", "/dev/fd/63")
        ),
    ],
)
def test_what_a_name_says(path: str, markup: Markup | None) -> None:
    assert get_markup(path) == markup
