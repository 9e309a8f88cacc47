"""Where a field is said again, and what the fix leaves."""

from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.front_matter import restated_field
from endmark.checks.front_matter.restated_field import Options
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.violation import Match

FIELDS = Options(("title",), in_fields=("excerpt", "seo.description"))
TEXT = Options(("title",), in_text=True)
ALL = Options(("title",), in_text=True, first_heading=True)
TITLE = "How the village got its library"


def judge(text: str, options: Options) -> list[Match]:
    return list(restated_field.find(read_document(make_source(text, "article.md")), options, Scope()))


@pytest.mark.parametrize(
    ("front_matter", "found"),
    [
        (f"title: {TITLE}\nexcerpt: {TITLE}", [TITLE]),
        (f"title: {TITLE}\nexcerpt: '“{TITLE.upper()}”.'", [f"“{TITLE.upper()}”."]),
        (f"title: {TITLE}\nexcerpt: >-\n  How the village\n  got its library", ["How the village\n  got its library"]),
        (f"seo: {{description: {TITLE}}}\ntitle: {TITLE}", [TITLE]),
        (f"title: &t {TITLE}\nexcerpt: *t", ["excerpt"]),
        ("title: 納屋の図書館１\nexcerpt: 「納屋の図書館1」", ["「納屋の図書館1」"]),
        (f"title: {TITLE}\nexcerpt: {TITLE} back", []),
        (f"title: {TITLE}\nexcerpt:", []),
        (f"title: {TITLE}\nexcerpt: [{TITLE}]", []),
        ("title: '!'\nexcerpt: '?'", []),
        (f"excerpt: {TITLE}", []),
        (f"name: {TITLE}\nexcerpt: {TITLE}", []),
    ],
)
def test_a_field_that_only_says_another_one_is_found(front_matter: str, found: list[str]) -> None:
    text = f"---\n{front_matter}\n---\n\n{TITLE}\n"
    assert [text[slice(*match.span)] for match in judge(text, FIELDS)] == found


def test_the_fields_are_named_and_the_first_is_shown() -> None:
    text = f"---\ntitle: {TITLE}\nseo:\n  description: {TITLE}\n---\n"
    (match,) = judge(text, FIELDS)
    assert match.values == {"field": "title", "again": "seo.description"}
    assert [text[: place.span.start] for place in match.related] == ["---\ntitle: "]
    assert match.fix is None
    assert match.no_fix_reason


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"{TITLE}\n\nIt rained.\n", "It rained.\n"),
        (f"**{TITLE}**\n\nIt rained.\n", "It rained.\n"),
        (f"## {TITLE}\n\nIt rained.\n", "It rained.\n"),
        (f"<!-- soon -->\n\n{TITLE}\n\nIt rained.\n", "<!-- soon -->\n\nIt rained.\n"),
        # With a full stop it is the first sentence, and says what happened.
        (f"{TITLE}.\n\nIt rained.\n", None),
        (f"{TITLE}.\nIt rained.\n", None),
        (f"{TITLE}\nIt rained.\n", "It rained.\n"),
        (f"{TITLE}It rained.\n", "It rained.\n"),
        (f"# {TITLE}\n\n{TITLE}\n\nIt rained.\n", f"# {TITLE}\n\nIt rained.\n"),
        (f"# {TITLE}\n\nIt rained.\n", None),
        (f"{TITLE} is a long story.\n", None),
        (f"{TITLE}? It rained.\n", None),
        (f"> {TITLE}\n\nIt rained.\n", None),
        (f"- {TITLE}\n\nIt rained.\n", None),
        (f"It rained.\n\n{TITLE}\n", None),
        (f"# It rained\n\n{TITLE}\n", None),
        (f"```\n{TITLE}\n```\n", None),
        ("", None),
    ],
)
def test_a_text_that_begins_with_the_title_is_found_and_shortened(body: str, left: str | None) -> None:
    head = f"---\ntitle: {TITLE}\n---\n\n"
    text = head + body
    found = judge(text, TEXT)
    assert len(found) == (left is not None)
    for match in found:
        assert match.fix is not None
        assert not match.fix.safe
        for edit in reversed(match.fix.edits):
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
        assert text == head + str(left)


@pytest.mark.parametrize(
    ("title", "body", "found"),
    [
        ("図書館は村に何をもたらすのか？", "図書館は村に何をもたらすのか？答えは一年後に出ました。", True),
        ("村の図書館が納屋にできるまで", "村の図書館が納屋にできるまでには、一年かかりました。", False),
        ("図書館", "図書館\n一年かかりました。", False),
        ("Good morning", "Good morning!", False),
    ],
)
def test_a_title_is_not_said_again_by_chance(title: str, body: str, found: bool) -> None:
    assert bool(judge(f"---\ntitle: {title}\n---\n\n{body}\n", TEXT)) is found


def test_a_first_heading_counts_only_when_asked_for() -> None:
    text = f"---\ntitle: {TITLE}\n---\n\n# {TITLE}\n\n{TITLE}\n"
    assert [text[slice(*match.span)] for match in judge(text, ALL)] == [f"# {TITLE}", TITLE]
    only = Options(("title",), first_heading=True)
    assert [text[slice(*match.span)] for match in judge(text, only)] == [f"# {TITLE}"]
