"""Dialects: how the program that shows a site reads its Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

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
]
"""`markdown` is CommonMark and GFM with what cannot be mistaken in any dialect; `gfm` has nothing but these two."""

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
TITLES: Mapping[Dialect, str] = {
    "markdown": "Markdown, with what is unmistakable of every dialect",
    "gfm": "CommonMark with GitHub's extensions, and nothing else",
    "mdx": "MDX (Astro, Next.js, Mintlify, Starlight and others)",
    "kramdown": "kramdown with Liquid (Jekyll)",
    "mkdocs": "Python-Markdown with PyMdown Extensions (MkDocs, Zensical)",
    "docusaurus": "Docusaurus: MDX with its admonitions",
    "vitepress": "VitePress and VuePress: Markdown with Vue",
    "hugo": "Hugo: goldmark with shortcodes",
    "docfx": "DocFX and Microsoft Learn",
    "zenn": "Zenn and Qiita",
    "obsidian": "Obsidian, and what Notion exports",
    "svelte": "mdsvex and other Markdown with Svelte's branches",
}
"""What people call them."""
