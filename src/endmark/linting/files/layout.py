"""Where the articles of a site stand, and what is built from them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from endmark.linting.files.discovery import SKIPPED_FOLDERS, SUFFIXES
from endmark.ruleset.generators import Site, SiteFolder, iter_sites

_NOT_COLLECTIONS = frozenset({"_data", "_drafts", "_includes", "_layouts", "_plugins", "_sass", "_site"})
_GLOB_SIGNS = re.compile(r"([\\*?\[\]])")


class Layout(Struct, frozen=True):
    """How the site in a folder is laid out.

    `site` is what tells the program that builds it, None when none was recognised.
    `articles` are the globs of its articles; none: they may stand anywhere.
    `generated` are the globs of the folders that the program writes. All globs
    are written as in a `.gitignore` in that folder.
    """

    site: Site | None = None
    articles: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()


class _Habits(Struct, frozen=True):
    """Where the articles of a program usually stand, as folders in the site's own, and the folders that it writes.

    `suffixes` are those of all articles that it shows, whether there is one of each yet or not.
    """

    list_folders: Callable[[Path, Site], tuple[str, ...]] = lambda _folder, _site: ()
    generated: tuple[str, ...] = ()
    suffixes: frozenset[str] = frozenset({".md"})


def recognise_layout(folder: Path) -> Layout:
    """How the site in a folder is laid out, told by the files that generators need.

    Only folders that hold Markdown are named; without any the articles may
    stand anywhere.
    """
    site = _recognise_site(folder)
    if site is None:
        return Layout()
    habits = _HABITS.get(site.generator, _Habits())
    articles = [glob for name in habits.list_folders(folder, site) for glob in _iter_globs(folder, name, habits)]
    return Layout(site, tuple(articles), tuple(f"/{name}/" for name in habits.generated))


def _recognise_site(folder: Path) -> Site | None:
    """The surest site of the folder; one of VitePress is often known by folders below only."""
    below = (_find_site(folder / name) for name in _find_vitepress_folders(folder))
    return _find_site(folder) or next(below, None)


def _find_site(folder: Path) -> Site | None:
    return next(iter_sites(SiteFolder(str(folder), (path.name for path in folder.iterdir()))), None)


def _iter_globs(folder: Path, name: str, habits: _Habits) -> Iterator[str]:
    """A glob for each suffix that articles in a folder of the site have or may get; none without any article."""
    found = _find_suffixes(folder / name)
    escaped = _GLOB_SIGNS.sub(r"\\\1", name)
    yield from (f"/{escaped}/**/*{suffix}" for suffix in sorted(found and found | habits.suffixes))


def _find_suffixes(folder: Path) -> set[str]:
    """The suffixes of Markdown files below a folder, as they are written."""
    suffixes = set()
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS]
        suffixes |= {Path(name).suffix for name in files if name.lower().endswith(SUFFIXES) and name[0] != "."}
    return suffixes


def _name_folders(*names: str) -> Callable[[Path, Site], tuple[str, ...]]:
    return lambda _folder, _site: names


def _list_content(_: Path, site: Site) -> tuple[str, ...]:
    """The folders that the site names itself; none where it is all of its folder."""
    return tuple(filter(None, site.content))


def _find_collections(folder: Path, _: Site) -> tuple[str, ...]:
    """The folders of posts and of other collections, whose names begin with `_`; a category may have its own posts."""
    collections = [path for path in folder.glob("_*/") if path.name not in _NOT_COLLECTIONS]
    posts = [*collections, *folder.glob("*/_posts/")]
    return tuple(sorted(path.relative_to(folder).as_posix() for path in posts if path.is_dir()))


def _find_vitepress_folders(folder: Path, _: Site | None = None) -> tuple[str, ...]:
    """The folders below this one that hold a `.vitepress`; none when it stands in this one."""
    if (folder / ".vitepress").is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.glob("*/") if (path / ".vitepress").is_dir()))


_MDX = frozenset({".md", ".mdx"})

_HABITS: Mapping[str, _Habits] = {
    "Astro": _Habits(_name_folders("src/content", "src/pages"), ("dist",), _MDX),
    "Docusaurus": _Habits(_name_folders("docs", "blog", "i18n", "src/pages"), ("build",), _MDX),
    "Next": _Habits(_name_folders("content", "posts", "_posts", "app", "pages", "src"), ("out",), _MDX),
    "VitePress": _Habits(_find_vitepress_folders),
    "MkDocs": _Habits(_list_content, ("site",)),
    "Zensical": _Habits(_list_content, ("site",)),
    "Zola": _Habits(_name_folders("content"), ("public",)),
    "Hugo": _Habits(_name_folders("content"), ("public", "resources")),
    "Hexo": _Habits(_name_folders("source"), ("public",)),
    "Jekyll": _Habits(_find_collections, ("_site",)),
    "Zenn": _Habits(_list_content),
    "mdBook": _Habits(_name_folders("src"), ("book",)),
}
