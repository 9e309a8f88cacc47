"""What files are written in, told by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from endmark.phrase import Phrase, phrase, quote

Markup: TypeAlias = Literal["markdown", "html", "text", "notebook"]
"""What a file is written in; `text`: nothing but text, with blank lines between its paragraphs."""

MARKUPS: tuple[Markup, ...] = get_args(Markup)
NAMES: Mapping[Markup, Phrase] = {
    "markdown": quote("Markdown"),
    "html": quote("HTML"),
    "text": phrase("plain text"),
    "notebook": phrase("Jupyter notebook"),
}
"""What people call them."""

_MARKDOWN = "markdown md mdc mdown mdtext mdtxt mdwn mdx mkd mkdn mkdown livemd qmd rmarkdown rmd svx"
"""Those of Quarto, R Markdown, Livebook and mdsvex among them: their code stands in fences, as in all Markdown."""

_SUFFIXES: Mapping[str, Markup] = {
    **dict.fromkeys(_MARKDOWN.split(), "markdown"),
    **dict.fromkeys(("htm", "html", "xhtml"), "html"),
    **dict.fromkeys(("text", "txt"), "text"),
    "ipynb": "notebook",
}


def get_suffix(path: str) -> str:
    """What a name ends with, in small letters and without the dot; "" where nothing there tells one kind from another.

    `.2` in `notes 1.2` and the whole of `.profile` are no suffix.
    """
    stem, _, suffix = path.rpartition(".")
    is_suffix = stem[-1:] not in ("", "/") and suffix.isascii() and suffix.isalnum() and suffix[0].isalpha()
    return suffix.lower() if is_suffix else ""


def get_markup(path: str) -> Markup | None:
    """What a file of that name is written in; None for what endmark does not read.

    A name without a suffix says nothing: then it is Markdown, as most articles are.
    """
    suffix = get_suffix(path)
    return _SUFFIXES.get(suffix) if suffix else "markdown"
