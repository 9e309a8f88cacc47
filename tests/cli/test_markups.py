"""Files that are no Markdown: those that are read, and those that are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

MARKDOWN = "# The harbour\n\nThe boats left the harbour at six. ---END---\n"
HTML = "<h1>The harbour</h1>\n<p>The boats left the harbour <b>at six</b>. ---END---</p>\n"
TEXT = "The harbour\n\nThe boats left the harbour at six. ---END---\n"
REFUSED = "is not a format endmark reads. It reads Markdown, HTML, plain text and Jupyter notebook."
HINT = "Leave the file out, or say under `read_as` in the config what it is."


def places(result: Result) -> list[str]:
    return [line.partition(": ")[0] for line in result.stdout.splitlines() if "[stray-end-marker]" in line]


@pytest.mark.parametrize(
    ("config", "name", "article", "place"),
    [
        ("", "a.md", MARKDOWN, "a.md:3:36"),
        ("", "a.qmd", f"{MARKDOWN}\n```{{r}}\nx <- 1\n```\n", "a.qmd:3:36"),
        ("", "a.html", HTML, "a.html:2:46"),
        ("", "a.txt", TEXT, "a.txt:3:36"),
        ("", "README", MARKDOWN, "README:3:36"),
        ("include: ['*.rst']", "a.rst", MARKDOWN, "a.rst:3:36"),
        ("read_as: {'*.rst': text}", "a.rst", TEXT, "a.rst:3:36"),
        ("read_as: {'*.txt': markdown}", "a.txt", f"    ---END---\n\n{MARKDOWN}", "a.txt:5:36"),
        ("read_as: {'*.md': text, 'a.*': html}", "a.md", HTML, "a.md:2:46"),
    ],
)
def test_a_named_file_is_read_as_what_it_is(
    endmark: Endmark, folder: Path, config: str, name: str, article: str, place: str
) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / name).write_text(article, "utf-8")
    result = endmark("check", name, "--format", "concise")
    assert (result.exit_code, places(result), result.stderr) == (1, [place], "")
    stdin = endmark("check", "-", "--stdin-filename", name, "--format", "concise", stdin=article)
    assert (stdin.exit_code, places(stdin)) == (1, [place])


@pytest.mark.parametrize("config", ["", "include: [/*]", "include: [a.md]"])
@pytest.mark.parametrize("suffix", ["rst", "adoc", "docx", "css"])
def test_what_is_not_read_is_refused(endmark: Endmark, folder: Path, config: str, suffix: str) -> None:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / "a.md").write_text(MARKDOWN, "utf-8")
    (folder / f"b.{suffix}").write_text(MARKDOWN, "utf-8")
    result = endmark("check", f"b.{suffix}", "a.md", "--format", "concise")
    assert (result.exit_code, places(result)) == (2, ["a.md:3:36"])
    assert result.stderr == f"error: b.{suffix}: `.{suffix}` {REFUSED} {HINT}\n"
    stdin = endmark("check", "-", "--stdin-filename", f"b.{suffix}", stdin=MARKDOWN)
    assert (stdin.exit_code, stdin.stderr) == (2, result.stderr)


def test_a_refused_article_leaves_a_repair_as_it_came(endmark: Endmark) -> None:
    result = endmark("fix", "-", "--stdin-filename", "a.rst", stdin=MARKDOWN)
    assert (result.exit_code, result.stdout) == (2, MARKDOWN)


@pytest.mark.parametrize(("name", "article", "kind"), [("a.html", HTML, "HTML"), ("a.txt", TEXT, "plain text")])
def test_what_is_no_markdown_is_not_repaired(
    endmark: Endmark, folder: Path, name: str, article: str, kind: str
) -> None:
    (folder / name).write_text(article, "utf-8")
    result = endmark("fix", name, "--unsafe")
    assert (result.exit_code, (folder / name).read_text("utf-8")) == (1, article)
    assert f"endmark repairs Markdown only, not {kind}" in endmark("check", name, "--verbose").stdout


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("a.txt", "Write **bold**text and __this__, in ``` or [a](b c) as ever.\n\n# A title\n\n# Another title\n"),
        ("a.html", "<p>Write **bold**text and [a](b c) as ever.</p><p>#hash</p><pre>```</pre>\n"),
    ],
)
def test_signs_of_markdown_are_none_elsewhere(endmark: Endmark, folder: Path, name: str, article: str) -> None:
    (folder / name).write_text(article, "utf-8")
    assert endmark("check", name).exit_code == 0


PAGE = """# The harbour

<!-- wp:paragraph -->
<p>The boats left the harbour <b>at six</b>. ---END---</p>
<!-- /wp:paragraph -->

<p>The **bold** [sailors](a b) stayed, and the old captain stayed with all of them, as he had every spring.</p>

<p>The **bold** [sailors](a b) stayed, and the old captain stayed with all of them, as he had every spring.</p>

The gulls left at seven. ---END---
"""


def test_html_in_markdown_is_checked_and_not_repaired(endmark: Endmark, folder: Path) -> None:
    (folder / "a.md").write_text(PAGE, "utf-8")
    found = [line.split()[:2] for line in endmark("check", "a.md", "--format", "concise").stdout.splitlines()[:-1]]
    assert found == [
        ["a.md:4:46:", "error[stray-end-marker]"],
        ["a.md:9:4:", "error[duplicate-paragraph]"],
        ["a.md:11:26:", "error[stray-end-marker]"],
    ]
    endmark("fix", "a.md", "--unsafe")
    assert (folder / "a.md").read_text("utf-8") == PAGE.removesuffix(" ---END---\n") + "\n"
    assert "endmark repairs Markdown only, not HTML" in endmark("check", "a.md", "--verbose").stdout


def test_a_program_that_looks_like_a_tag_is_taken_out(endmark: Endmark, folder: Path) -> None:
    (folder / "a.md").write_text("The boats left.\n\n<think>\nNow the gulls.\n</think>\n", "utf-8")
    endmark("fix", "a.md", "--unsafe")
    assert "<think>" not in (folder / "a.md").read_text("utf-8")


def test_comments_suppress_in_html(endmark: Endmark, folder: Path) -> None:
    (folder / "a.html").write_text(f"<!-- endmark-disable-file stray-end-marker -- a sample -->\n{HTML}", "utf-8")
    assert endmark("check", "a.html").exit_code == 0


def test_an_unclosed_comment_in_html_is_told(endmark: Endmark, folder: Path) -> None:
    (folder / "a.html").write_text("<p>The boats left.</p>\n<!-- later\n<p>The rest.</p>\n", "utf-8")
    assert "a.html:2:1: error[unclosed-comment]" in endmark("check", "a.html", "--format", "concise").stdout


def test_what_is_kept_of_a_file_is_not_taken_for_another_kind(endmark: Endmark, folder: Path) -> None:
    (folder / "a.txt").write_text("    ---END---\n\nThe boats left.\n", "utf-8")
    for config, found in (("", 1), ("read_as: {'*.txt': markdown}", 0), ("", 1)):
        (folder / "endmark.yaml").write_text(config, "utf-8")
        assert len(places(endmark("check", "a.txt", "--format", "concise"))) == found


def test_a_search_finds_markdown_and_what_include_names(endmark: Endmark, folder: Path) -> None:
    for name, article in (("a.md", MARKDOWN), ("b.Rmd", MARKDOWN), ("c.html", HTML), ("d.txt", TEXT), ("e.rst", TEXT)):
        (folder / "new").mkdir(exist_ok=True)
        (folder / "new" / name).write_text(article, "utf-8")
    assert places(endmark("check", "new", "--format", "concise")) == ["new/a.md:3:36", "new/b.Rmd:3:36"]
    (folder / "endmark.yaml").write_text("include: ['*.html', '*.txt']", "utf-8")
    assert places(endmark("check", "new", "--format", "concise")) == ["new/c.html:2:46", "new/d.txt:3:36"]


def test_config_show_says_what_a_file_is_read_as(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("read_as: {'*.log': text}", "utf-8")
    (folder / "a.log").write_text(TEXT, "utf-8")
    shown = endmark("config", "show", "a.log").stdout
    assert "It is read as plain text." in shown
    assert "*.log: text" in shown
    assert json.loads(endmark("config", "show", "a.log", "--format", "json").stdout)["file"]["read_as"] == "text"
