"""The programs that show articles, and the files in a folder that tell which one does."""

# These run in every folder that holds an article: paths stay text.
# ruff: noqa: PTH112, PTH118

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from endmark.document.dialect import Dialect
from endmark.phrase import explain_os_error, phrase
from endmark.ruleset.clues import PACKAGE
from endmark.storage.reading import read_regular

_MOST_BYTES = 65_536
"""What is read of a file: much more than those of nearly all sites have."""

_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts", "cts")
_DATA = ("toml", "yaml", "yml", "json")


class Site(Struct, frozen=True):
    """A folder with the articles that a program shows.

    `clue` is the file or folder in it that tells so. `content` are the folders in
    it, as relative paths, that hold articles, "" being the folder itself. `apart`
    says that files beside the clue are none of them, such as a README. A `weak`
    clue tells who writes the articles and not who shows them: it counts where there
    is no other.
    """

    folder: str
    generator: str
    clue: str
    dialect: Dialect = "markdown"
    content: tuple[str, ...] = ("",)
    apart: bool = False
    weak: bool = False

    @property
    def clue_path(self) -> str:
        """The path of what tells the program."""
        return os.path.join(self.folder, *self.clue.split("/"))

    def holds(self, folder: str) -> bool:
        """Whether the files in a folder, which is this one or lies below it, are articles of the site."""
        if folder == self.folder:
            return not self.apart and "" in self.content
        below = folder[len(self.folder) :].replace(os.sep, "/").strip("/") + "/"
        return any(not part or below.startswith(f"{part}/") for part in self.content)


class SiteFolder:
    """What a folder tells of the program that shows its articles: strangers wrote it, and none of it is run.

    `unread` are the files in it that could not be understood, each with the reason.
    """

    def __init__(self, path: str, names: Iterable[str]) -> None:
        self.path = path
        self.names = frozenset(names)
        self.unread: dict[str, str] = {}

    def has_folder(self, path: str) -> bool:
        """Whether there is such a folder in this one."""
        first, *rest = path.split("/")
        return first in self.names and os.path.isdir(os.path.join(self.path, first, *rest))

    def read(self, name: str) -> str:
        """The beginning of a file, "" when it cannot be read."""
        if name not in self.names:
            return ""
        try:
            return (
                read_regular(os.path.join(self.path, name), _MOST_BYTES)
                .decode("utf-8", "replace")
                .removeprefix("\ufeff")
            )
        except OSError as error:
            self.unread[name] = phrase("it cannot be read: {reason}", reason=explain_os_error(error))
            return ""

    def find(self, pattern: str, name: str) -> re.Match[str] | None:
        """Where a pattern first matches in the beginning of a file."""
        return re.search(pattern, self.read(name))

    @cached_property
    def packages(self) -> frozenset[str]:
        """The packages that `package.json` asks for."""
        import json

        text = self.read(PACKAGE)
        if not text:
            return frozenset()
        try:
            package: Any = json.loads(text)
        except (ValueError, RecursionError):
            too_long = len(text.encode("utf-8", "replace")) >= _MOST_BYTES
            self.unread[PACKAGE] = phrase("it is too long") if too_long else phrase("it is not valid JSON")
            return frozenset()
        asked = [package.get(key) for key in ("dependencies", "devDependencies")] if isinstance(package, dict) else []
        return frozenset(name for names in asked if isinstance(names, dict) for name in names)


# Most runs meet few of these files: patterns are compiled by who needs them.
_MARKDOWN_OF_JEKYLL = r"""(?m)^markdown[ \t]*[:=][ \t]*["']?(\w+)"""
_BASE_OF_HUGO = r"""(?im)(?:^|[{,])[ \t]*["']?baseurl["']?[ \t]*[:=]"""
_BASE_OF_ZOLA = r"(?m)^[ \t]*base_url[ \t]*="
_SCHEMA_OF_MINTLIFY = r'"\$schema"\s*:\s*"https?://(?:[\w.-]+\.)?mintlify\.com/'
_KEYS_OF_MINTLIFY = tuple(rf'"{key}"\s*:' for key in ("name", "theme", "colors", "navigation"))
_FOLDER_OF_MKDOCS = r"""(?m)^docs_dir[ \t]*:[ \t]*["']?([^"'#\n]+)"""
_FOLDER_OF_ZENSICAL = r"""(?m)^[ \t]*docs_dir[ \t]*=[ \t]*["']([^"'\n]+)"""
_DOCSIFY = r"\$docsify\b|/docsify@\d|/docsify(?:\.min)?\.js\b"
_VERSION_OF_DOCSIFY = r"/docsify@(\d{1,3})"
_FIRST_COMMONMARK_DOCSIFY = 5
"""Its marked knows all punctuation, as CommonMark does."""

_READS_MDX = frozenset({"@next/mdx", "next-mdx-remote", "mdx-bundler"})


class _Traits(NamedTuple):
    """What the site of a program is like; as in `Site`."""

    dialect: Dialect = "markdown"
    content: tuple[str, ...] = ("",)
    apart: bool = False
    weak: bool = False


_Judge: TypeAlias = Callable[[SiteFolder, str], _Traits | None]
"""What the site of a program is like whose clue a folder has; None where the clue is another program's after all."""


def _name_all(stem: str, suffixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{stem}.{suffix}" for suffix in suffixes)


def _is(traits: _Traits) -> _Judge:
    return lambda _folder, _clue: traits


def _needs(traits: _Traits, *packages: str) -> _Judge:
    return lambda folder, _clue: None if folder.packages.isdisjoint(packages) else traits


def _judge_mkdocs(folder: SiteFolder, clue: str) -> _Traits | None:
    return _Traits("mkdocs", _list_docs_folder(folder.find(_FOLDER_OF_MKDOCS, clue)))


def _judge_zensical(folder: SiteFolder, clue: str) -> _Traits | None:
    return _Traits("mkdocs", _list_docs_folder(folder.find(_FOLDER_OF_ZENSICAL, clue)))


def _list_docs_folder(stated: re.Match[str] | None) -> tuple[str, ...]:
    """The folder of articles that is stated, `docs` when none is; none when it lies elsewhere."""
    written = stated[1].strip() if stated else "docs"
    if written.startswith("!"):  # it is put in when the site is built
        return ("",)
    path = PurePosixPath(written)
    if path.is_absolute() or ".." in path.parts:
        return ()
    return (path.as_posix() if path.parts else "",)


def _judge_mintlify(folder: SiteFolder, clue: str) -> _Traits | None:
    is_its_own = folder.find(_SCHEMA_OF_MINTLIFY, clue) or all(folder.find(key, clue) for key in _KEYS_OF_MINTLIFY)
    return _Traits("mdx") if is_its_own else None


def _judge_hugo(folder: SiteFolder, clue: str) -> _Traits | None:
    return _Traits("hugo", apart=True) if folder.find(_BASE_OF_HUGO, clue) else None


def _judge_zola(folder: SiteFolder, clue: str) -> _Traits | None:
    folders = folder.has_folder("content") and folder.has_folder("templates")
    return _Traits(apart=True) if folders and folder.find(_BASE_OF_ZOLA, clue) else None


def _judge_jekyll(folder: SiteFolder, clue: str) -> _Traits | None:
    stated = folder.find(_MARKDOWN_OF_JEKYLL, clue)
    return _Traits() if stated and stated[1].lower() != "kramdown" else _Traits("kramdown")


def _judge_next(folder: SiteFolder, _clue: str) -> _Traits | None:
    reads_mdx = any(name in _READS_MDX or name.startswith("@mdx-js/") for name in folder.packages)
    return _Traits("mdx" if reads_mdx else "markdown", apart=True)


def _judge_next_package(folder: SiteFolder, clue: str) -> _Traits | None:
    return _judge_next(folder, clue) if "next" in folder.packages else None


def _judge_docsify(folder: SiteFolder, clue: str) -> _Traits | None:
    if not folder.find(_DOCSIFY, clue):
        return None
    version = folder.find(_VERSION_OF_DOCSIFY, clue)
    return _Traits("markdown" if version and int(version[1]) >= _FIRST_COMMONMARK_DOCSIFY else "docsify")


_APART = _Traits(apart=True)
_DOCUSAURUS = _Traits("docusaurus", apart=True)
_DOCFX = _Traits("docfx")
_VITEPRESS = _Traits("vitepress")
_VITEPRESS_PACKAGE = _Traits("vitepress", apart=True)
_HUGO = _Traits("hugo", apart=True)
_ZENN = _Traits("zenn", ("articles", "books"))

GENERATORS: Sequence[tuple[str, tuple[str, ...], _Judge]] = (
    ("Docusaurus", _name_all("docusaurus.config", _SCRIPTS), _is(_DOCUSAURUS)),
    ("VitePress", (".vitepress",), _is(_VITEPRESS)),
    ("VuePress", (".vuepress",), _is(_VITEPRESS)),
    ("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), _judge_mkdocs),
    ("Zensical", ("zensical.toml",), _judge_zensical),
    ("DocFX", ("docfx.json",), _is(_DOCFX)),
    ("Microsoft Learn", (".openpublishing.publish.config.json",), _is(_DOCFX._replace(apart=True))),
    ("Mintlify", ("mint.json",), _is(_Traits("mdx"))),
    ("Mintlify", ("docs.json",), _judge_mintlify),
    ("Astro", _name_all("astro.config", _SCRIPTS), _is(_APART)),
    ("Next", _name_all("next.config", _SCRIPTS), _judge_next),
    ("Zola", ("config.toml",), _judge_zola),
    ("Hugo", (*_name_all("hugo", _DATA), "config/_default"), _is(_HUGO)),
    ("Hugo", _name_all("config", _DATA), _judge_hugo),
    ("Hexo", ("source/_posts",), _is(_APART)),
    ("Jupyter Book", ("_toc.yml", "myst.yml"), _is(_Traits())),
    ("Quarto", ("_quarto.yml", "_quarto.yaml"), _is(_Traits())),
    ("Jekyll", _name_all("_config", ("yml", "yaml", "toml")), _judge_jekyll),
    ("mdBook", ("book.toml",), _is(_APART)),
    ("doc-builder", ("_toctree.yml",), _is(_Traits("svelte"))),
    ("Qiita", ("qiita.config.json",), _is(_Traits("zenn", apart=True))),
    ("Zenn", (PACKAGE,), _needs(_ZENN, "zenn-cli")),
    ("Qiita", (PACKAGE,), _needs(_Traits("zenn", apart=True), "@qiita/qiita-cli")),
    ("Docusaurus", (PACKAGE,), _needs(_DOCUSAURUS, "@docusaurus/core", "@docusaurus/preset-classic")),
    ("VitePress", (PACKAGE,), _needs(_VITEPRESS_PACKAGE, "vitepress")),
    ("VuePress", (PACKAGE,), _needs(_VITEPRESS_PACKAGE, "vuepress")),
    ("Astro", (PACKAGE,), _needs(_APART, "astro")),
    ("mdsvex", (PACKAGE,), _needs(_Traits("svelte", apart=True), "mdsvex")),
    ("Next", (PACKAGE,), _judge_next_package),
    ("docsify", ("index.html",), _judge_docsify),
    ("Jekyll", ("_posts",), _is(_Traits("kramdown", weak=True))),
    ("Obsidian", (".obsidian",), _is(_Traits("obsidian", weak=True))),
)
"""Each program with the names that may tell it, any of which may be a path; the surest first."""


def iter_sites(folder: SiteFolder) -> Iterator[Site]:
    """The sites of a folder, the surest first; there are several where it has clues of several programs."""
    for name, clues, judge in GENERATORS:
        for clue in clues:
            if clue in folder.names or ("/" in clue and folder.has_folder(clue)):
                traits = judge(folder, clue)
                if traits is not None:
                    yield Site(folder.path, name, clue, *traits)
