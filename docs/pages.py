# ruff: noqa: INP001 - a hook that mkdocs loads by its path
"""Pages of the site that are made of something else, and links that lead out of this folder."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from endmark.messages.catalogue import speaking
from endmark.messages.languages import load_catalogue
from endmark.reporters.rule_page import render_index, render_page
from endmark.ruleset.builtin import load_builtin_rules

_TOP = Path(__file__).parents[1]
_WHOLE_FILE = re.compile(r"<!-- all of: (?P<name>\S+) -->\s*")
_LINK = re.compile(r"(?<=\]\()(?P<path>[^\s:)#]+)(?P<anchor>#[^\s)]*)?(?=\))")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - by name
    """The text of a page, of another file where it says so; links to what lies outside lead to the repository."""
    folder = posixpath.dirname(f"docs/{page.file.src_uri}")
    if page.file.src_uri.startswith("rules/"):
        markdown = _print_rules(page.file.name, config.theme["language"])
    if whole := _WHOLE_FILE.fullmatch(markdown):
        folder, markdown = "", (_TOP / whole["name"]).read_text(encoding="utf-8")
    return _LINK.sub(partial(_lead, folder=folder, page=page, repository=f"{config.repo_url}/blob/main"), markdown)


def _print_rules(name: str, language: str) -> str:
    """The page of a rule, or of all, in a language; in English it is the file in this folder."""
    rules = load_builtin_rules()
    with speaking(load_catalogue(language)):
        return next((render_page(rule) for rule in rules if rule.id == name), None) or render_index(rules)


def _lead(link: re.Match[str], *, folder: str, page: Page, repository: str) -> str:
    """Where a link leads to: it was written for the file as it lies in a folder of the repository."""
    path = posixpath.normpath(posixpath.join(folder, link["path"]))
    anchor = link["anchor"] or ""
    inside = _PAGES.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
    if inside is None:
        return f"{repository}/{path}{anchor}"
    return posixpath.relpath(inside, posixpath.dirname(page.file.src_uri) or ".") + anchor


_PAGES = {"README.md": "index.md", "README.ja.md": "index.ja.md", "CHANGELOG.md": "changelog.md"}
