from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from endmark.errors import Problem
from endmark.linting.report import Report
from endmark.phrase import phrase, quote
from endmark.reporters import markdown, render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]

STEP_SUMMARY_LIMIT = 1024 * 1024
READER = MarkdownIt("gfm-like", {"linkify": False})
OURS = {"heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"}


def kinds(text: str) -> set[str]:
    """Everything that has an effect in a page, but text and inline code."""
    tokens: list[Token] = READER.parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    found = {re.sub("_(open|close)$", "", token.type) for token in (*tokens, *inner)}
    return found - {"inline", "text", "code_inline"}


def codes(text: str) -> list[str]:
    return [
        child.content for token in READER.parse(text) for child in token.children or () if child.type == "code_inline"
    ]


def test_a_page(violation: Build, report: BuildReport) -> None:
    found = (
        violation("a", Severity.WARNING, path="posts/0.md", start=(3, 1)),
        violation("b", path="posts/0.md", start=(5, 2), message="Use `x` | <b>?"),
        violation("b", path="posts/1.md", start=(1, 1)),
        violation("c", path="posts/1.md", suppressed=""),
        violation("c", path="posts/1.md", baselined=True),
    )
    problems = (Problem(phrase("not UTF-8."), "b.md", 3, 4, phrase("Save it.")), Problem(phrase("nothing to check.")))
    assert render(report(*found, files=2, problems=problems), "markdown") == (
        "## endmark\n"
        "\n"
        "Checked 2 files: 2 errors, 1 warning (1 in the baseline, 1 suppressed). 1 file could not be checked."
        " 1 problem was reported. Failing because the check is not complete.\n"
        "\n"
        "### Not checked\n"
        "\n"
        "- `b.md:3:4`: `not UTF-8. Save it.`\n"
        "- `nothing to check.`\n"
        "\n"
        "| rule | errors | warnings | infos |\n"
        "|:---|---:|---:|---:|\n"
        "| `b` | 2 | 0 | 0 |\n"
        "| `a` | 0 | 1 | 0 |\n"
        "\n"
        "### `posts/0.md`\n"
        "\n"
        "- `posts/0.md:3` warning `a`: `Stray end marker.`\n"
        "- `posts/0.md:5` error `b`: ``Use `x` | <b>?``\n"
        "\n"
        "### `posts/1.md`\n"
        "\n"
        "- `posts/1.md:1` error `b`: `Stray end marker.`\n"
    )


def test_nothing_found_is_one_sentence(report: BuildReport) -> None:
    assert render(report(), "markdown") == "## endmark\n\nChecked 1 file: nothing found.\n"


def test_every_report_has_only_our_markup(nasty: Report) -> None:
    text = render(nasty, "markdown")
    assert kinds(text) <= OURS
    assert len(text.encode("utf-8")) < STEP_SUMMARY_LIMIT


@pytest.mark.parametrize(
    "text", ["", " ", "`", "``", "a`", "` a", " a ", "a``b`c", "<b>", "[x](y)", "a|b", "\\", "* x"]
)
def test_article_text_is_code_as_it_is(violation: Build, report: BuildReport, text: str) -> None:
    shown = codes(render(report(violation(path="a.md", message=text)), "markdown"))[-1]
    assert shown == text or (shown.isspace() and not text.strip())


@given(st.data())
def test_no_text_leaves_its_place(wild_reports: st.SearchStrategy[Report], data: st.DataObject) -> None:
    report: Any = data.draw(wild_reports)
    text = render(report, "markdown")
    assert kinds(text) <= OURS
    tokens = READER.parse(text)
    shown = len(report.standing) + len(report.problems) + len(report.standing_unlisted)
    assert sum(token.type == "list_item_open" for token in tokens) == shown


def test_errors_are_kept_and_the_rest_is_counted(violation: Build, report: BuildReport) -> None:
    low = [violation("low", Severity.INFO, path=f"{n:03}.md") for n in range(199)]
    high = [violation("high", path=f"{n:03}.md", start=(90, 1)) for n in range(2)]
    text = render(report(*low, *high), "markdown")
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(items) == markdown.MOST_FINDINGS
    assert [line.split()[2] for line in items if "`000.md:" in line or "`001.md:" in line] == ["info", "error"] * 2
    assert text.endswith("\n\n1 more is not shown here.\n")


def test_the_largest_page_fits(violation: Build, report: BuildReport) -> None:
    wide = "\u202e" * 5_000
    found = [violation(f"r{n}-{'x' * 400}", path=f"{n}{wide}", message=wide) for n in range(3_000)]
    problems = tuple(Problem(quote(wide), wide, n) for n in range(1, 3_000))
    text = render(report(*found, problems=problems), "markdown")
    assert len(text.encode("utf-8")) < STEP_SUMMARY_LIMIT
    assert "2,949 more are not shown here." in text
    assert "2,900 more are not shown here." in text
