"""What must hold for any text whatsoever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.linting.file_result import FileResult
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries

RULES = load_builtin_rules()
KNOWN = frozenset(rule.id for rule in RULES)
SENTENCES = (
    "The garden opened in spring and everyone came to see it. ",
    "It has room for forty beds and a ",
    "店は春に開きました。常連のお客さんが少しずつ戻ってきています。",
    "席が足りない日も",
    "---END---",
    "\n\n---END---\n\n",
    "\n\n",
    "\n",
    "- ",
    "# Title\n",
    "> ",
    "**",
    "`",
    "「",
    "，",
    "...",
    "---\nreading_time: 8\n---\n",
    "<!-- endmark-disable-next-line -->\n",
    "<END>\n",
    "| a |\n|---|\n",
    "\u200b",
    "e\u0301",
    "{{ x }}",
    "\t",
    "\r\n",
    "https://example.org/",
)
ARTICLE = st.lists(st.sampled_from(SENTENCES), max_size=24).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


def check(text: str) -> FileResult:
    return analyse(make_source(text, "a.md"), RULES, KNOWN, select_boundaries(RULES)).result


@given(ARTICLE | ANY_TEXT)
def test_nothing_crashes_and_every_excerpt_is_the_source_of_its_span(text: str) -> None:
    result = check(text)
    assert result.problems == ()
    for violation in result.violations:
        span = violation.region.span
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == violation.excerpt
        line, column = violation.region.start
        assert text.split("\n")[line - 1][column - 1 :][:1] == violation.excerpt[:1] or violation.excerpt[0] == "\n"


@given(ARTICLE)
def test_the_same_text_gives_the_same_result(text: str) -> None:
    assert check(text) == check(text)


@given(ARTICLE)
def test_no_two_findings_share_a_fingerprint(text: str) -> None:
    fingerprints = [violation.fingerprint for violation in check(text).violations]
    assert len(fingerprints) == len(set(fingerprints))
