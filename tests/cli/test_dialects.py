"""The dialect in which a file is read: how it is chosen, that every command goes by it, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from endmark import Linter, check_text
from endmark.document.article import read_article
from endmark.document.dialect import Dialect
from endmark.document.markup import Markup
from endmark.document.model import Document
from endmark.document.source import Source

Endmark = Callable[..., Result]

TEXT = "# The harbour\n\nThe boats left the harbour at six. ---END---\n"
STATED = "---\nkind: talk\n---\n"


@pytest.fixture
def site(folder: Path) -> Path:
    """A repository with a site of MkDocs, and articles beside it."""
    for name in ("cut.md", "whole.md"):
        (folder / name).unlink()
    files = {
        "README.md": TEXT,
        "mkdocs.yml": "site_name: x",
        "docs/a.md": TEXT,
        "docs/b.mdx": TEXT,
        "docs/talk.md": STATED + TEXT,
        "docs/page.html": f"<p>{TEXT}</p>",
        "notes/c.svx": TEXT,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[Dialect]]:
    """The dialects in which each file was read, by its name."""
    seen: dict[str, set[Dialect]] = {}

    def note(source: Source, markup: Markup = "markdown", dialect: Dialect = "markdown") -> Document:
        seen.setdefault(Path(source.path).name, set()).add(dialect)
        return read_article(source, markup, dialect)

    monkeypatch.setattr("endmark.linting.checking.engine.read_article", note)
    return seen


FOUND = {"README.md": "markdown", "a.md": "mkdocs", "b.mdx": "mdx", "talk.md": "mkdocs", "c.svx": "svelte"}
OTHERS = "overrides: [{files: [talk.md], dialect: hugo}, {files: [docs/], dialect: zenn}]"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("config", "changed"),
    [
        ("", {}),
        ("dialect: auto", {}),
        ("dialect: gfm", dict.fromkeys(FOUND, "gfm")),
        ("overrides: [{files: [docs/], dialect: hugo}]", dict.fromkeys(("a.md", "b.mdx", "talk.md"), "hugo")),
        ("overrides: [{when: {kind: talk}, dialect: zenn}]", {"talk.md": "zenn"}),
        (OTHERS, dict.fromkeys(("a.md", "b.mdx", "talk.md"), "zenn")),
        ("dialect: gfm\noverrides: [{files: [docs/], dialect: auto}]", {"README.md": "gfm", "c.svx": "gfm"}),
        ("overrides: [{files: [docs/], dialect: gfm}, {files: [a.md], dialect: auto}]",
         {"b.mdx": "gfm", "talk.md": "gfm"}),
        ("overrides: [{files: [docs/], dialect: gfm}, {files: [a.md], rules: {stray-end-marker: off}}]",
         {"a.md": "gfm", "b.mdx": "gfm", "talk.md": "gfm"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["check", "fix"])
def test_each_file_is_read_in_its_dialect(
    endmark: Endmark,
    folder: Path,
    read: dict[str, set[Dialect]],
    config: str,
    changed: dict[str, Dialect],
    command: str,
) -> None:
    (folder / "endmark.yaml").write_text(f"include: ['*.md', '*.mdx', '*.svx']\n{config}", "utf-8")
    endmark(command)
    assert read == {name: {changed.get(name, dialect)} for name, dialect in FOUND.items()}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("command", ["check", "fix"])
def test_standard_input_has_the_dialect_of_its_name(
    endmark: Endmark, read: dict[str, set[Dialect]], command: str
) -> None:
    for name in ("docs/new.md", "docs/new/deep.md", "docs/new.mdx", "new.txt.md", "docs/page.html"):
        endmark(command, "-", "--stdin-filename", name, stdin=TEXT)
    endmark(command, "-", stdin=TEXT)
    assert read == {
        "new.md": {"mkdocs"},
        "deep.md": {"mkdocs"},
        "new.mdx": {"mdx"},
        "new.txt.md": {"markdown"},
        "page.html": {"markdown"},
        "<stdin>": {"markdown"},
    }


def test_a_library_reads_as_the_command_does(site: Path, read: dict[str, set[Dialect]]) -> None:
    linter = Linter.from_config(site)
    for name in ("docs/a.md", "docs/../docs/new.md", "docs/b.mdx", "README.md"):
        linter.check(TEXT, name)
        linter.fix(TEXT, name)
    linter.check(TEXT, "gone/../docs/here.md")
    assert read == {
        "a.md": {"mkdocs"},
        "new.md": {"mkdocs"},
        "b.mdx": {"mdx"},
        "README.md": {"markdown"},
        "here.md": {"mkdocs"},
    }


def test_a_text_alone_has_the_dialect_of_its_name(site: Path, read: dict[str, set[Dialect]]) -> None:
    check_text(TEXT, str(site / "docs/a.md"))
    check_text(TEXT, "b.mdx")
    assert read == {"a.md": {"markdown"}, "b.mdx": {"mdx"}}


def test_a_page_in_html_has_no_fix_in_a_library_either(site: Path) -> None:
    fixed = Linter.from_config(site).fix((site / "docs/page.html").read_text("utf-8"), "docs/page.html", unsafe=True)
    assert (fixed.applied, len(fixed.result.violations)) == ((), 1)


def test_what_a_fix_waits_for_is_looked_for_in_the_dialect(
    endmark: Endmark, site: Path, read: dict[str, set[Dialect]]
) -> None:
    (site / "docs/a.md").write_text(f"---\nreading_time: 40 min\n---\n{TEXT}", "utf-8")
    shown = endmark("check", "docs/a.md", "--select", "reading-time-mismatch", "--verbose").stdout
    assert ("must be mended first" in shown, read) == (True, {"a.md": {"mkdocs"}})


def test_docusaurus_has_all_of_mdx(endmark: Endmark, site: Path, read: dict[str, set[Dialect]]) -> None:
    (site / "docusaurus.config.js").touch()
    endmark("check", "docs/a.md", "docs/b.mdx")
    assert read == {"a.md": {"docusaurus"}, "b.mdx": {"docusaurus"}}


def test_nothing_above_a_config_with_root_tells_a_dialect(
    endmark: Endmark, site: Path, read: dict[str, set[Dialect]]
) -> None:
    for config, dialect in (("{}", "mkdocs"), ("root: true", "markdown")):
        (site / "docs/endmark.yaml").write_text(config, "utf-8")
        read.clear()
        endmark("check", "--no-cache", "docs/a.md")
        assert read == {"a.md": {dialect}}


def test_what_is_kept_of_a_file_holds_for_one_dialect(
    endmark: Endmark, site: Path, read: dict[str, set[Dialect]]
) -> None:
    def check() -> set[Dialect]:
        read.clear()
        endmark("check", "docs/a.md")
        return read.get("a.md", set())

    assert (check(), check()) == ({"mkdocs"}, set())
    (site / "docs/_config.yml").touch()
    assert (check(), check()) == ({"kramdown"}, set())
    (site / "docs/_config.yml").write_text("markdown: GFM", "utf-8")
    assert (check(), check()) == ({"markdown"}, set())
    (site / "endmark.yaml").write_text("dialect: zenn", "utf-8")
    assert (check(), check()) == ({"zenn"}, set())


def test_an_unknown_dialect_is_an_error(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text("overrides:\n- files: [docs/]\n  dialect: kramdwn\n", "utf-8")
    result = endmark("check")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: endmark.yaml:3:12: expected auto, markdown, gfm, mdx, ")
    assert result.stderr.endswith("got the text 'kramdwn'. Did you mean 'kramdown'?\n")


@pytest.mark.parametrize(
    ("config", "name", "line", "entry"),
    [
        ("", "docs/a.md", "mkdocs, by mkdocs.yml (MkDocs).", ("mkdocs", "site", None, "MkDocs", "mkdocs.yml")),
        ("", "docs/b.mdx", "mdx, by the end of its name.", ("mdx", "name", None, None, None)),
        ("", "README.md", "markdown, as nothing tells which program shows it.",
         ("markdown", "nothing", None, None, None)),
        ("dialect: hugo", "docs/a.md", "hugo, as endmark.yaml:1:10 says.", ("hugo", "config", (1, 10), None, None)),
        ("overrides: [{files: [docs/], dialect: mdx}]", "docs/a.md", "mdx, as the override at endmark.yaml:1:13 says.",
         ("mdx", "override", (1, 13), None, None)),
        ("overrides: [{files: [docs/], dialect: mdx}]", "README.md",
         "markdown, as nothing tells which program shows it.", ("markdown", "nothing", None, None, None)),
        ("dialect: gfm\noverrides: [{when: {kind: talk}, dialect: auto}]", "docs/talk.md",
         "mkdocs, by mkdocs.yml (MkDocs).", ("mkdocs", "site", None, "MkDocs", "mkdocs.yml")),
    ],
)  # fmt: skip
def test_config_show_says_which_and_why(
    endmark: Endmark,
    site: Path,
    config: str,
    name: str,
    line: str,
    entry: tuple[str, str, tuple[int, int] | None, str | None, str | None],
) -> None:
    (site / "endmark.yaml").write_text(config, "utf-8")
    assert f"  It is read as Markdown in the dialect {line}\n" in endmark("config", "show", name).stdout
    dialect, by, place, generator, path = entry
    assert json.loads(endmark("config", "show", name, "--format", "json").stdout)["file"]["dialect"] == {
        "name": dialect,
        "by": by,
        "place": {"path": "endmark.yaml", "line": place[0], "column": place[1]} if place else None,
        "generator": generator,
        "path": path,
    }


def test_config_show_says_what_an_override_changes(endmark: Endmark, site: Path) -> None:
    (site / "endmark.yaml").write_text(
        "overrides: [{files: [docs/], dialect: mdx, rules: {empty-section: off}}]", "utf-8"
    )
    assert "applies  docs/  dialect: mdx, empty-section\n" in endmark("config", "show", "docs/a.md").stdout
    (override,) = json.loads(endmark("config", "show", "--format", "json").stdout)["overrides"]
    assert (override["dialect"], override["rules"]) == ("mdx", ["empty-section"])


def test_config_show_says_which_file_of_the_site_is_broken(endmark: Endmark, site: Path) -> None:
    (site / "package.json").write_text("{", "utf-8")
    assert endmark("check", "docs/a.md").exit_code == 1
    assert "  package.json tells nothing: it is not valid JSON.\n" in endmark("config", "show", "docs/a.md").stdout
    shown = json.loads(endmark("config", "show", "docs/a.md", "--format", "json").stdout)
    assert shown["file"]["unread"] == [{"path": "package.json", "reason": "it is not valid JSON"}]


def test_init_writes_what_it_found(endmark: Endmark, site: Path) -> None:
    text = endmark("init", "--dry-run").stdout
    assert (
        "Here that is:\n# Python-Markdown with PyMdown Extensions (MkDocs, Zensical), because of mkdocs.yml.\n" in text
    )
    assert "\n# dialect: mkdocs\n" in text
    (site / "mkdocs.yml").unlink()
    assert "\n# dialect: markdown\n" in endmark("init", "--dry-run").stdout
