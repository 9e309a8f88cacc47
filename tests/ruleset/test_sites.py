"""Which program shows the articles of a folder, told by the files in it and above it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from endmark.ruleset.clues import CLUES
from endmark.ruleset.generators import GENERATORS, Site
from endmark.ruleset.sites import Sites

NOTHING = ("", "markdown", "")
HUGO = 'baseURL = "https://example.com"'
PACKAGES = '{{"dependencies": {{{}}}}}'


def needs(*packages: str) -> str:
    """A `package.json` that asks for these."""
    return "package.json=" + PACKAGES.format(", ".join(f'"{name}": "1"' for name in packages))


def lay_out(folder: Path, files: Sequence[str]) -> Path:
    """Files by name; a text after `=` is what they hold, and a name that ends with `/` is a folder."""
    for entry in files:
        name, _, text = entry.partition("=")
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return folder


def describe(site: Site | None, root: Path) -> tuple[str, str, str]:
    """The program, its dialect and what tells it."""
    if site is None:
        return NOTHING
    return site.generator, site.dialect, Path(site.clue_path).relative_to(root).as_posix()


@pytest.mark.parametrize(
    ("files", "folder", "expected"),
    [
        ([], "", NOTHING),
        (["docusaurus.config.ts"], "docs", ("Docusaurus", "docusaurus", "docusaurus.config.ts")),
        (["docusaurus.config.ts", needs("@docusaurus/core")], "", NOTHING),
        ([needs("@docusaurus/core")], "docs/a", ("Docusaurus", "docusaurus", "package.json")),
        (["docs/.vitepress/"], "docs", ("VitePress", "vitepress", "docs/.vitepress")),
        (["docs/.vitepress/"], "docs/guide", ("VitePress", "vitepress", "docs/.vitepress")),
        (["docs/.vitepress/"], "", NOTHING),
        ([".vuepress/config.js"], "guide", ("VuePress", "vitepress", ".vuepress")),
        (["mkdocs.yml"], "docs", ("MkDocs", "mkdocs", "mkdocs.yml")),
        (["mkdocs.yml"], "", NOTHING),
        (["mkdocs.yml"], "src", NOTHING),
        (["mkdocs.yml"], "docs-old", NOTHING),
        (["mkdocs.yaml=docs_dir: 'the pages' # here"], "the pages/a", ("MkDocs", "mkdocs", "mkdocs.yaml")),
        (["mkdocs.yml=docs_dir: ."], "", ("MkDocs", "mkdocs", "mkdocs.yml")),
        (["mkdocs.yml=docs_dir: !ENV [DOCS, docs]"], "pages", ("MkDocs", "mkdocs", "mkdocs.yml")),
        (["a/mkdocs.yml=docs_dir: ../docs"], "a/docs", NOTHING),
        (["zensical.toml=[project]\n  docs_dir = 'text'"], "text", ("Zensical", "mkdocs", "zensical.toml")),
        (["zensical.toml"], "docs", ("Zensical", "mkdocs", "zensical.toml")),
        (["docfx.json"], "", ("DocFX", "docfx", "docfx.json")),
        ([".openpublishing.publish.config.json"], "articles",
         ("Microsoft Learn", "docfx", ".openpublishing.publish.config.json")),
        (["mint.json"], "", ("Mintlify", "mdx", "mint.json")),
        (['docs.json={"$schema": "https://mintlify.com/docs.json"'], "en", ("Mintlify", "mdx", "docs.json")),
        (['docs.json={"theme": "mint", "name": "x", "colors": {}, "navigation": {}}'], "",
         ("Mintlify", "mdx", "docs.json")),
        (['docs.json={"name": "x", "navigation": []}'], "", NOTHING),
        (["hugo.yaml"], "content", ("Hugo", "hugo", "hugo.yaml")),
        (["hugo.yaml"], "", NOTHING),
        (["config/_default/params.toml"], "content", ("Hugo", "hugo", "config/_default")),
        ([f"config.toml={HUGO}"], "content", ("Hugo", "hugo", "config.toml")),
        (['config.json={"title": "x", "baseurl": "/"}'], "content", ("Hugo", "hugo", "config.json")),
        (["config.yaml=title: x"], "content", NOTHING),
        (["config.toml=base_url = 'x'", "content/", "templates/"], "content", ("Zola", "markdown", "config.toml")),
        (["_config.yml"], "", ("Jekyll", "kramdown", "_config.yml")),
        (["_config.yml=markdown: kramdown"], "_posts", ("Jekyll", "kramdown", "_config.yml")),
        (["_config.yml=title: x\nmarkdown:  'CommonMark'"], "_posts", ("Jekyll", "markdown", "_config.yml")),
        (["_config.yml=# markdown: GFM\nx:\n  markdown: GFM"], "", ("Jekyll", "kramdown", "_config.yml")),
        (["_config.yml=markdown: GFM"], "", ("Jekyll", "markdown", "_config.yml")),
        (["_config.yml", "source/_posts/"], "source/_posts", ("Hexo", "markdown", "source/_posts")),
        (["_config.yml", "_toc.yml"], "", ("Jupyter Book", "markdown", "_toc.yml")),
        (["_quarto.yml"], "", ("Quarto", "markdown", "_quarto.yml")),
        (["astro.config.mjs"], "src/content", ("Astro", "markdown", "astro.config.mjs")),
        ([needs("astro")], "src/content", ("Astro", "markdown", "package.json")),
        (["next.config.mjs"], "posts", ("Next", "markdown", "next.config.mjs")),
        (["next.config.mjs", needs("next", "@mdx-js/react")], "posts", ("Next", "mdx", "next.config.mjs")),
        ([needs("next", "next-mdx-remote")], "posts", ("Next", "mdx", "package.json")),
        ([needs("react", "@mdx-js/react")], "docs", NOTHING),
        ([needs("mdsvex")], "src/posts", ("mdsvex", "svelte", "package.json")),
        (["chapters/en/_toctree.yml"], "chapters/en/chapter1", ("doc-builder", "svelte", "chapters/en/_toctree.yml")),
        (['index.html=<script src="//cdn.jsdelivr.net/npm/docsify@4"></script><script>$docsify = {}</script>'], "a",
         ("docsify", "docsify", "index.html")),
        (['index.html=<script src="https://unpkg.com/docsify@4.13.1/lib/docsify.min.js"></script>'], "",
         ("docsify", "docsify", "index.html")),
        (['index.html=<script src="/vendor/docsify/lib/docsify.js"></script>'], "",
         ("docsify", "docsify", "index.html")),
        (['index.html=<script>$docsify = {}</script><script src="//cdn.jsdelivr.net/npm/docsify@5"></script>'], "a",
         ("docsify", "markdown", "index.html")),
        (['index.html=<a href="https://github.com/docsifyjs/docsify">docsify</a>'], "", NOTHING),
        (["mkdocs.yml", "docs/index.html=<p>"], "docs", ("MkDocs", "mkdocs", "mkdocs.yml")),
        ([needs("vitepress")], "docs", ("VitePress", "vitepress", "package.json")),
        (["book.toml"], "src", ("mdBook", "markdown", "book.toml")),
        ([needs("zenn-cli")], "articles", ("Zenn", "zenn", "package.json")),
        ([needs("zenn-cli")], "books/a", ("Zenn", "zenn", "package.json")),
        ([needs("zenn-cli")], "notes", NOTHING),
        (['package.json={"devDependencies": {"@qiita/qiita-cli": "1"}}'], "public",
         ("Qiita", "zenn", "package.json")),
        ([".obsidian/"], "diary", ("Obsidian", "obsidian", ".obsidian")),
        (["_posts/"], "_posts", ("Jekyll", "kramdown", "_posts")),
        # Several clues: the nearest folder, then the order of the table; a weak one only without another.
        (["_config.yml", "docs/mkdocs.yml=docs_dir: text"], "docs/text", ("MkDocs", "mkdocs", "docs/mkdocs.yml")),
        (["_config.yml", "docs/mkdocs.yml=docs_dir: text"], "docs", ("Jekyll", "kramdown", "_config.yml")),
        (["mkdocs.yml", "docs/_config.yml"], "docs", ("Jekyll", "kramdown", "docs/_config.yml")),
        (["mkdocs.yml", "_config.yml"], "docs", ("MkDocs", "mkdocs", "mkdocs.yml")),
        (["mkdocs.yml", "_config.yml"], "", ("Jekyll", "kramdown", "_config.yml")),
        (["hugo.toml", "content/.obsidian/"], "content/posts", ("Hugo", "hugo", "hugo.toml")),
        (["_config.yml=markdown: CommonMark", "news/_posts/"], "news/_posts", ("Jekyll", "markdown", "_config.yml")),
        # What a package needs says nothing of another one inside it.
        ([needs("vitepress"), "packages/a/package.json={}"], "packages/a/docs", NOTHING),
        (["hugo.toml", "themes/a/package.json={}"], "themes/a/docs", ("Hugo", "hugo", "hugo.toml")),
        # A repository inside another has nothing of what is around it.
        (["hugo.toml", "content/other/.git/"], "content/other/posts", NOTHING),
        # Nothing that is broken is an error.
        (["package.json={"], "docs", NOTHING),
        (["package.json=[]"], "docs", NOTHING),
        (['package.json={"dependencies": ["zenn-cli"]}'], "articles", NOTHING),
        (["docs.json/"], "docs", NOTHING),
        (["config.toml=\0"], "content", NOTHING),
    ],
)  # fmt: skip
def test_what_tells_the_program(tmp_path: Path, files: list[str], folder: str, expected: tuple[str, str, str]) -> None:
    lay_out(tmp_path, [".git/", *files])
    assert describe(Sites().find(str(tmp_path / folder)), tmp_path) == expected


def test_no_clue_is_missing_where_folders_are_looked_through() -> None:
    assert {clue.partition("/")[0] for _, clues, _ in GENERATORS for clue in clues} == CLUES


@pytest.mark.parametrize("makes", [True, False])
def test_the_order_in_which_folders_are_asked_makes_no_difference(tmp_path: Path, makes: bool) -> None:
    lay_out(tmp_path, [".git/", "_config.yml", "docs/mkdocs.yml", *(["docs/docs/a/b/"] if makes else [])])
    folders = ["docs/docs/a/b", "docs/docs", "docs", "", "docs/docs/a"]
    expected = ["MkDocs", "MkDocs", "Jekyll", "Jekyll", "MkDocs"]
    for order in (folders, folders[::-1]):
        sites = Sites()
        found = {folder: describe(sites.find(str(tmp_path / folder)), tmp_path)[0] for folder in order}
        assert [found[folder] for folder in folders] == expected


@pytest.mark.parametrize("start", ["", "a", "a/docs"])
def test_a_search_finds_what_is_found_for_each_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    files = [".git/", "_config.yml", "a/mkdocs.yml", "a/docs/b/c/", "a/docs/other/.git/", "a/docs/other/d/"]
    lay_out(tmp_path, [*files, needs("vitepress"), "a/docs/part/package.json={}", "top/e/", "home/f/"])
    monkeypatch.setenv("USERPROFILE" if sys.platform == "win32" else "HOME", str(tmp_path / "home"))
    top = str(tmp_path / "top")
    sites = Sites()
    for place, folders, names in os.walk(tmp_path / start):
        sites.descend(place, {*folders, *names}, top)
        assert sites.find(place, top) == Sites().find(place, top)


def test_a_search_lists_no_folder_without_clues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, [".git/", "_config.yml", "a/b/c/"])
    sites = Sites()
    sites.descend(str(tmp_path), {".git", "_config.yml", "a"}, None)
    monkeypatch.delattr("os.listdir")
    for place in ("a", "a/b", "a/b/c"):
        sites.descend(str(tmp_path / place), set(), None)
        assert describe(sites.find(str(tmp_path / place)), tmp_path)[0] == "Jekyll"


def test_nothing_is_looked_for_above_the_top(tmp_path: Path) -> None:
    lay_out(tmp_path, [".git/", "_config.yml", "a/b/"])
    assert describe(Sites().find(str(tmp_path / "a/b")), tmp_path)[0] == "Jekyll"
    assert Sites().find(str(tmp_path / "a/b"), str(tmp_path / "a")) is None


def test_nothing_is_looked_for_above_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, [".git/", "_config.yml", "home/notes/"])
    monkeypatch.setenv("USERPROFILE" if sys.platform == "win32" else "HOME", str(tmp_path / "home"))
    assert Sites().find(str(tmp_path / "home/notes")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folder that is everybody's")
def test_a_folder_that_is_everybodys_says_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, ["_config.yml", "a/b/"])
    tmp_path.chmod(0o1777)
    assert Sites().find(str(tmp_path / "a/b")) is None


def test_each_folder_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, [".git/", "_config.yml", "a/b/c/", "a/d/"])
    listed: list[str] = []
    list_folder = os.listdir

    def note(path: str) -> list[str]:
        listed.append(path)
        return list_folder(path)

    monkeypatch.setattr("os.listdir", note)
    sites = Sites()
    for folder in ("a/b/c", "a/b", "a/d", "a/b/c"):
        assert sites.find(str(tmp_path / folder))
    assert sorted(listed) == sorted(str(tmp_path / name) for name in ("", "a", "a/b", "a/b/c", "a/d"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is not valid JSON"),
        ("[" * 50_000, "it is not valid JSON"),
        (f'{{"version": {"9" * 10_000}}}', "it is not valid JSON"),
        ('{"dependencies": {"zenn-cli": "1"}, "x": "' + "y" * 70_000 + '"}', "it is too long"),
    ],
    ids=["broken", "deep", "number", "long"],
)
def test_what_is_not_understood_is_said(tmp_path: Path, text: str, why: str) -> None:
    lay_out(tmp_path, [".git/", "articles/"])
    (tmp_path / "package.json").write_text(text, "utf-8")
    sites = Sites()
    assert sites.find(str(tmp_path / "articles")) is None
    assert sites.unread == {str(tmp_path / "package.json"): why}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    lay_out(tmp_path, [".git/"])
    os.mkfifo(tmp_path / "package.json")
    sites = Sites()
    assert sites.find(str(tmp_path)) is None
    assert sites.unread == {str(tmp_path / "package.json"): "it cannot be read: it is a pipe, not a file"}
