from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from endmark.linting.files.discovery import find_files
from endmark.linting.files.layout import recognise_layout

ZOLA = 'title = "x"\nbase_url = "https://example.com"\n'
HUGO = 'baseURL = "https://example.com"\n'


def lay_out(folder: Path, files: Sequence[str]) -> Path:
    """Files by name; a text after `=` is what they hold."""
    for entry in files:
        name, _, text = entry.partition("=")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


SITES = [
    (["README.md"], ("", (), ())),
    (["a/deep/b.md", "package.json"], ("", (), ())),
    (["_config.yml", "_posts/a.md", "_drafts/b.md", "_site/c.md", "_recipes/d.markdown", "index.md"],
     ("Jekyll", ("/_posts/**/*.md", "/_recipes/**/*.markdown", "/_recipes/**/*.md"), ("/_site/",))),
    (["_posts/a.md", "news/_posts/b.md"], ("Jekyll", ("/_posts/**/*.md", "/news/_posts/**/*.md"), ("/_site/",))),
    (["_config.yml", "docs/a.md"], ("Jekyll", (), ("/_site/",))),
    (["_config.yml", "source/_posts/a.md"], ("Hexo", ("/source/**/*.md",), ("/public/",))),
    (["hugo.toml", "content/a.md", "content/x/b.MD", "README.md"],
     ("Hugo", ("/content/**/*.MD", "/content/**/*.md"), ("/public/", "/resources/"))),
    ([f"config.toml={HUGO}", "content/a.md"], ("Hugo", ("/content/**/*.md",), ("/public/", "/resources/"))),
    (["config/_default/hugo.yaml", "content/a.md"],
     ("Hugo", ("/content/**/*.md",), ("/public/", "/resources/"))),
    (["hugo.yaml"], ("Hugo", (), ("/public/", "/resources/"))),
    (["config.toml", "a.md"], ("", (), ())),
    ([f"config.toml={ZOLA}", "content/a.md", "templates/index.html"],
     ("Zola", ("/content/**/*.md",), ("/public/",))),
    (["astro.config.mjs", "src/content/blog/a.md", "src/content/blog/b.mdx", "src/pages/index.astro"],
     ("Astro", ("/src/content/**/*.md", "/src/content/**/*.mdx"), ("/dist/",))),
    (["astro.config.mjs", "src/content/a.mdx"],
     ("Astro", ("/src/content/**/*.md", "/src/content/**/*.mdx"), ("/dist/",))),
    (["docusaurus.config.ts", "docs/a.mdx", "blog/b.md"],
     ("Docusaurus", ("/docs/**/*.md", "/docs/**/*.mdx", "/blog/**/*.md", "/blog/**/*.mdx"), ("/build/",))),
    (["docusaurus.config.ts", "docs/a.md", "i18n/ja/docusaurus-plugin-content-docs/current/a.md"],
     ("Docusaurus", ("/docs/**/*.md", "/docs/**/*.mdx", "/i18n/**/*.md", "/i18n/**/*.mdx"), ("/build/",))),
    (["mkdocs.yml=site_name: x\n", "docs/a.md"], ("MkDocs", ("/docs/**/*.md",), ("/site/",))),
    (["mkdocs.yaml=docs_dir: 'the pages' # here\n", "the pages/a.md"],
     ("MkDocs", ("/the pages/**/*.md",), ("/site/",))),
    (["mkdocs.yml=docs_dir: ./a[1]\n", "a[1]/a.md"], ("MkDocs", (r"/a\[1\]/**/*.md",), ("/site/",))),
    (["mkdocs.yml=docs_dir: ../docs\n", "docs/a.md"], ("MkDocs", (), ("/site/",))),
    (["mkdocs.yml=docs_dir: .\n", "a.md"], ("MkDocs", (), ("/site/",))),
    ([".vitepress/config.ts", "guide/a.md"], ("VitePress", (), ())),
    (["docs/.vitepress/config.ts", "docs/a.md"], ("VitePress", ("/docs/**/*.md",), ())),
    (["next.config.js", "posts/a.mdx", "src/b.md", "node_modules/x/c.md"],
     ("Next", ("/posts/**/*.md", "/posts/**/*.mdx", "/src/**/*.md", "/src/**/*.mdx"), ("/out/",))),
    (['package.json={"dependencies": {"zenn-cli": "1"}}', "articles/a.md", "books/b/c.md"],
     ("Zenn", ("/articles/**/*.md", "/books/**/*.md"), ())),
    (["book.toml", "src/a.md"], ("mdBook", ("/src/**/*.md",), ("/book/",))),
    (["docfx.json", "docs/a.md"], ("DocFX", (), ())),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), SITES, ids=[f"{site[0]}-{files[0]}" for files, site in SITES])
def test_a_site_is_told_by_its_files(
    tmp_path: Path, files: list[str], expected: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    layout = recognise_layout(lay_out(tmp_path, files))
    assert (layout.site.generator if layout.site else "", layout.articles, layout.generated) == expected


@pytest.mark.parametrize("files", [files for files, (_, articles, _) in SITES if articles])
def test_the_globs_find_every_folder_they_were_made_from(tmp_path: Path, files: list[str]) -> None:
    layout = recognise_layout(lay_out(tmp_path, files))
    folders = {glob.rpartition("*")[0] for glob in layout.articles}
    for folder in folders:
        globs = [glob for glob in layout.articles if glob.startswith(folder)]
        assert find_files(["."], cwd=tmp_path, include=globs, exclude=layout.generated).files


def test_hidden_files_are_no_articles(tmp_path: Path) -> None:
    layout = recognise_layout(lay_out(tmp_path, ["hugo.toml", "content/.a.md", "content/.b/c.mdx"]))
    assert layout.articles == ()
