from __future__ import annotations

import pytest

import endmark
from endmark.errors import InputError


def test_check_text_finds_what_the_command_finds() -> None:
    (found,) = endmark.check_text("The garden is open.\n\n---END---\n")
    assert (found.path, found.rule, found.region.start.line, found.excerpt) == (
        "article.md",
        "stray-end-marker",
        3,
        "---END---",
    )


def test_suppressed_findings_keep_their_reason() -> None:
    text = "<!-- endmark-disable-next-line stray-end-marker -- a quotation -->\n---END---\n"
    assert [found.suppressed for found in endmark.check_text(text)] == ["a quotation"]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"draft\.md:1:2"):
        endmark.check_text("a\ud800", "draft.md")


def test_a_check_that_fails_never_looks_like_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    from endmark.checks import truncation

    monkeypatch.setattr(truncation, "find", lambda *_: 1 / 0)
    with pytest.raises(RuntimeError, match="truncated-sentence failed"):
        endmark.check_text("Text.\n")
