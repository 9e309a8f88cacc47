from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.cuts.hollow import Options, find
from endmark.checks.text.regex import Pattern
from endmark.document.reader import read_document
from endmark.document.source import make_source

OPTIONS = Options(
    unfilled=(Pattern(r"\{\{[^}]+\}\}"), Pattern("undefined")),
    more_words={"en": ("read more",), "ja": ("続きを読む",)},
    credit_words={"en": ("appeared first on",)},
    max_weight=100,
)
POST = "---\ntitle: The pond\ndate: 2026-05-01\ndescription: It is old.\n---\n\n"


def judge(text: str) -> list[tuple[str, str, bool]]:
    """The reason, what is shown, and whether it is sure."""
    document = read_document(make_source(text, "a.md"))
    return [
        (match.values["why"].code, text[match.span.start : match.span.end], match.certain)  # type: ignore[union-attr]
        for match in find(document, OPTIONS, Scope())
    ]


@pytest.mark.parametrize(
    ("text", "reason", "shown", "sure"),
    [
        ("{{ $json.text }}\n", "hollow.unfilled", "{{ $json.text }}", True),
        ("# The pond\n\n{{ $json.text }}\n\nundefined\n", "hollow.unfilled", "{{ $json.text }}", True),
        ("![](pond.jpg)\n\n**undefined**\n", "hollow.unfilled", "**undefined**", True),
        ("{{ content }}\n", "hollow.unfilled", "{{ content }}", True),
        ("# The pond\n\n{{- post.body -}}\n", "hollow.unfilled", "{{- post.body -}}", True),
        ("The pond was filled and [...]\n", "hollow.stub", "The pond was filled and [...]", True),
        ("The pond was filled and [&#8230;] »\n", "hollow.stub", "The pond was filled and [&#8230;] »", True),
        (
            "The pond was filled and… [Read more →](x)\n",
            "hollow.stub",
            "The pond was filled and… [Read more →](x)",
            True,
        ),
        ("池は…続きを読む\n", "hollow.stub", "池は…続きを読む", True),
        ("池は満ちました。\n\n続きを読む\n", "hollow.stub", "池は満ちました。", False),
        ("The pond was filled. Read\nmore\n", "hollow.stub", "The pond was filled. Read\nmore", False),
        ("A pond.\n\nThe post Ponds appeared first on [News](x).\n", "hollow.stub", "A pond.", True),
        ("![](pond.jpg)\n\nThe pond was filled and […]\n", "hollow.stub", "The pond was filled and […]", True),
        (POST, "hollow.empty", "---", False),
        (POST.replace("---\n\n", "layout: post\n---\n\n"), "hollow.empty", "---", False),
        (f"{POST}<!-- soon -->\n\n---\n", "hollow.empty", "---", False),
        (f"{POST}# The pond\n\nIt is old.\n", "hollow.fields", "# The pond", False),
        (
            f"{POST}Source: [The garden news of the town](x)\n",
            "hollow.links",
            "Source: [The garden news of the town](x)",
            False,
        ),
        (f"{POST}## News\n\n- [One](x)\n- [Two](y)\n- [Three](z)\n", "hollow.links", "## News", False),
    ],
)
def test_a_file_without_an_article_is_hollow(text: str, reason: str, shown: str, *, sure: bool) -> None:
    assert judge(text) == [(reason, shown, sure)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Pond\n",
        "A hole that holds water. Frogs live in it.\n",
        "The value is undefined.\n",
        "undefined\n\nThat is what it prints.\n",
        "The pond was empty, and full, and empty again…\n",
        "The pond was filled. You will read more\n",
        "Read more about ponds in the book.\n",
        # More than a feed hands out.
        f"{'The pond was filled by forty people. ' * 4}[…]\n",
        f"{'池は村の人が掘りました。' * 5}\n\n続きを読む\n",
        "\n\n".join([*["undefined"] * 31]) + "\n",
        "undefined " * 200,
        # Something else is there.
        "{{ content }}\n\nThe pond was filled.\n",
        "{{ include('pond') }}\n",
        "{{< pond >}}\n",
        "```sh\nfill\n```\n\n{{ $json.text }}\n",
        "| a |\n|---|\n| b |\n\nA pond […]\n",
        f"{POST}![](pond.jpg)\n",
        f"{POST}`fill`\n",
        f"{POST}{{{{< map >}}}}\n",
        f"{POST}See also this and that: [One](x)\n",
        f"{POST}- [One](x)\n- [Two](y)\n- [Three](z)\n- [Four](w)\n",
        # No post, or one that is elsewhere.
        "---\ntitle: The pond\n---\n",
        "---\ndate: 2026-05-01\n---\n",
        "---\ntitle: The pond\ndate: 2026-05-01\nexternal_url: https://example.org\n---\n",
        "---\ntitle: Home\ndate: 2026-05-01\nlayout: home\n---\n",
    ],
)
def test_a_short_text_is_whole(text: str) -> None:
    assert judge(text) == []


def test_a_program_that_is_known_may_fill_an_expression_in() -> None:
    document = read_document(make_source("{{ content }}\n", "a.md"), "kramdown")
    assert list(find(document, OPTIONS, Scope())) == []
