"""Dialects: how the program that shows a site reads its Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from endmark.document.markup import get_suffix
from endmark.phrase import Phrase, phrase

Dialect: TypeAlias = Literal[
    "markdown",
    "gfm",
    "mdx",
    "kramdown",
    "mkdocs",
    "docusaurus",
    "vitepress",
    "hugo",
    "docfx",
    "zenn",
    "obsidian",
    "svelte",
    "docsify",
]
"""`markdown` is CommonMark and GFM with what cannot be mistaken in any dialect; `gfm` has nothing but these two."""

DialectSetting: TypeAlias = Literal["auto"] | Dialect
"""A dialect, or `auto`: the one that the files of the site tell."""

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
TITLES: Mapping[Dialect, Phrase] = {
    "markdown": phrase("Markdown, with what is unmistakable of every dialect"),
    "gfm": phrase("CommonMark with GitHub's extensions, and nothing else"),
    "mdx": phrase("MDX (Astro, Next.js, Mintlify, Starlight and others)"),
    "kramdown": phrase("kramdown with Liquid (Jekyll)"),
    "mkdocs": phrase("Python-Markdown with PyMdown Extensions (MkDocs, Zensical)"),
    "docusaurus": phrase("Docusaurus: MDX with its admonitions"),
    "vitepress": phrase("VitePress and VuePress: Markdown with Vue"),
    "hugo": phrase("Hugo: goldmark with shortcodes"),
    "docfx": phrase("DocFX and Microsoft Learn"),
    "zenn": phrase("Zenn and Qiita"),
    "obsidian": phrase("Obsidian, and what Notion exports"),
    "svelte": phrase("mdsvex and other Markdown with Svelte's branches"),
    "docsify": phrase("docsify: Markdown as its marked reads it"),
}
"""What people call them."""

_OF_SUFFIX: Mapping[str, Dialect] = {"mdx": "mdx", "svx": "svelte"}
_READ_BY: Mapping[str, frozenset[Dialect]] = {"mdx": frozenset({"docusaurus", "svelte"})}
"""Sites that read files with such a suffix in their own dialect nevertheless."""


def choose_dialect(path: str, of_site: Dialect = "markdown") -> Dialect:
    """The dialect of a file of a site: a suffix that has a dialect of its own tells more than the site does."""
    suffix = get_suffix(path)
    own = _OF_SUFFIX.get(suffix)
    return of_site if own is None or of_site in _READ_BY.get(suffix, ()) else own
