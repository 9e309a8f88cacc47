"""The names in a folder that may tell which program shows the articles in it."""

from __future__ import annotations

PACKAGE = "package.json"
"""It says what its own folder needs, and nothing of packages below that have one themselves."""

_NAMES = (
    ".obsidian .openpublishing.publish.config.json .vitepress .vuepress _config.toml _config.yaml "
    "_config.yml _posts _quarto.yaml _quarto.yml _toc.yml _toctree.yml astro.config.cjs astro.config.cts "
    "astro.config.js astro.config.mjs astro.config.mts astro.config.ts book.toml config config.json "
    "config.toml config.yaml config.yml docfx.json docs.json docusaurus.config.cjs docusaurus.config.cts "
    "docusaurus.config.js docusaurus.config.mjs docusaurus.config.mts docusaurus.config.ts hugo.json "
    "hugo.toml hugo.yaml hugo.yml index.html mint.json mkdocs.yaml mkdocs.yml myst.yml next.config.cjs "
    "next.config.cts next.config.js next.config.mjs next.config.mts next.config.ts package.json "
    "qiita.config.json source zensical.toml"
)
"""The first parts of all clues in `endmark.ruleset.generators`."""

# Most folders have none of them, and then that module need not be loaded.
CLUES = frozenset(_NAMES.split())
"""What a folder must hold to be that of a site."""
