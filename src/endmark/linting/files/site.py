"""What kind of site a folder is, and where its articles stand."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from endmark.linting.files.discovery import SKIPPED_FOLDERS, SUFFIXES

_SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_DATA = (".toml", ".yaml", ".yml", ".json")
_NOT_COLLECTIONS = frozenset({"_data", "_drafts", "_includes", "_layouts", "_plugins", "_sass", "_site"})
_GLOB_SIGNS = re.compile(r"([\\*?\[\]])")


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with articles.

    `generator` is the program that builds the site, "" when none was recognised.
    `articles` are the globs of its articles; none: they may stand anywhere.
    `generated` are the globs of the folders that the program writes. All globs
    are written as in a `.gitignore` in that folder.
    """

    generator: str = ""
    articles: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Generator:
    """How a program is recognised, where its articles usually stand, and what it writes."""

    name: str
    recognises: Callable[[Path], bool]
    articles: Callable[[Path], tuple[str, ...]]
    generated: tuple[str, ...] = ()


def recognise_site(folder: Path) -> Site:
    """The kind of site that a folder is, told by the files that generators need.

    Only folders that hold Markdown are named; without any the articles may
    stand anywhere.
    """
    for generator in _GENERATORS:
        if generator.recognises(folder):
            articles = [glob for name in generator.articles(folder) for glob in _iter_globs(folder, name)]
            return Site(generator.name, tuple(articles), tuple(f"/{name}/" for name in generator.generated))
    return Site()


def _iter_globs(folder: Path, name: str) -> Iterator[str]:
    """A glob for each suffix of the articles in a folder of the site."""
    suffixes = sorted(_find_suffixes(folder / name))
    escaped = _GLOB_SIGNS.sub(r"\\\1", name)
    yield from (f"/{escaped}/**/*{suffix}" for suffix in suffixes)


def _find_suffixes(folder: Path) -> set[str]:
    """The suffixes of Markdown files below a folder, as they are written."""
    suffixes = set()
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in SKIPPED_FOLDERS]
        suffixes |= {Path(name).suffix for name in files if name.lower().endswith(SUFFIXES) and name[0] != "."}
    return suffixes


def _name_folders(*names: str) -> Callable[[Path], tuple[str, ...]]:
    return lambda _: names


def _has_file(stem: str, suffixes: tuple[str, ...]) -> Callable[[Path], bool]:
    return lambda folder: any((folder / f"{stem}{suffix}").is_file() for suffix in suffixes)


def _is_jekyll(folder: Path) -> bool:
    return (folder / "_posts").is_dir() or _has_file("_config", (".yml", ".yaml", ".toml"))(folder)


def _is_hugo(folder: Path) -> bool:
    named = _has_file("hugo", _DATA)(folder) or (folder / "config" / "_default").is_dir()
    return named or (_has_file("config", _DATA)(folder) and (folder / "content").is_dir())


def _is_zola(folder: Path) -> bool:
    config = folder / "config.toml"
    folders = (folder / "content").is_dir() and (folder / "templates").is_dir()
    return folders and re.search(r"^\s*base_url\s*=", _read_text(config), re.MULTILINE) is not None


def _find_collections(folder: Path) -> tuple[str, ...]:
    """The folders of posts and of other collections, whose names begin with `_`; a category may have its own posts."""
    collections = [path for path in folder.glob("_*/") if path.name not in _NOT_COLLECTIONS]
    posts = [*collections, *folder.glob("*/_posts/")]
    return tuple(sorted(path.relative_to(folder).as_posix() for path in posts if path.is_dir()))


def _find_docs_folder(folder: Path) -> tuple[str, ...]:
    """The folder of pages that mkdocs.yml names; `docs` when it names none, nothing when it lies elsewhere."""
    text = _read_text(folder / "mkdocs.yml") or _read_text(folder / "mkdocs.yaml")
    found = re.search(r"""^docs_dir:[ \t]*["']?([^"'#\n]+)""", text, re.MULTILINE)
    path = PurePosixPath(found[1].strip() if found else "docs")
    return (path.as_posix(),) if path.parts and not path.is_absolute() and ".." not in path.parts else ()


def _is_vitepress(folder: Path) -> bool:
    return _is_vitepress_root(folder) or bool(_find_vitepress_folders(folder))


def _is_vitepress_root(folder: Path) -> bool:
    return (folder / ".vitepress").is_dir()


def _find_vitepress_folders(folder: Path) -> tuple[str, ...]:
    """The folders below this one that hold a `.vitepress`; none when it stands in this one."""
    if _is_vitepress_root(folder):
        return ()
    return tuple(sorted(path.name for path in folder.glob("*/") if path.is_dir() and _is_vitepress_root(path)))


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


_GENERATORS = (
    _Generator("Astro", _has_file("astro.config", _SCRIPTS), _name_folders("src/content", "src/pages"), ("dist",)),
    _Generator(
        "Docusaurus", _has_file("docusaurus.config", _SCRIPTS), _name_folders("docs", "blog", "src/pages"), ("build",)
    ),
    _Generator(
        "Next",
        _has_file("next.config", _SCRIPTS),
        _name_folders("content", "posts", "_posts", "app", "pages", "src"),
        ("out",),
    ),
    _Generator("VitePress", _is_vitepress, _find_vitepress_folders),
    _Generator("MkDocs", _has_file("mkdocs", (".yml", ".yaml")), _find_docs_folder, ("site",)),
    _Generator("Zola", _is_zola, _name_folders("content"), ("public",)),
    _Generator("Hugo", _is_hugo, _name_folders("content"), ("public", "resources")),
    _Generator("Hexo", lambda folder: (folder / "source" / "_posts").is_dir(), _name_folders("source"), ("public",)),
    _Generator("Jekyll", _is_jekyll, _find_collections, ("_site",)),
)
"""In the order in which they are tried: the surest signs first."""
