# ruff: noqa: INP001 - a hook that mkdocs loads by its path
"""Pages of the site that are files at the top of the repository, and links that lead out of this folder."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_TOP = Path(__file__).parents[1]
_WHOLE_FILE = re.compile(r"<!-- all of: (?P<name>\S+) -->\s*")
_LINK = re.compile(r"(?<=\]\()(?P<path>[^\s:)#]+)(?P<anchor>#[^\s)]*)?(?=\))")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - by name
    """The text of a page: all of another file where it says so; what lies outside leads to the repository."""
    folder = posixpath.dirname(f"docs/{page.file.src_uri}")
    if whole := _WHOLE_FILE.fullmatch(markdown):
        folder, markdown = "", (_TOP / whole["name"]).read_text(encoding="utf-8")
    return _LINK.sub(partial(_lead, folder=folder, page=page, repository=f"{config.repo_url}/blob/main"), markdown)


def _lead(link: re.Match[str], *, folder: str, page: Page, repository: str) -> str:
    """Where a link leads to: it was written for the file as it lies in a folder of the repository."""
    path = posixpath.normpath(posixpath.join(folder, link["path"]))
    anchor = link["anchor"] or ""
    inside = _PAGES.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
    if inside is None:
        return f"{repository}/{path}{anchor}"
    return posixpath.relpath(inside, posixpath.dirname(page.file.src_uri) or ".") + anchor


_PAGES = {"README.md": "index.md", "README.ja.md": "index.ja.md", "CHANGELOG.md": "changelog.md"}
