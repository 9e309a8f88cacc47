"""What the head of a page says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.linting.archives.head import read_head


@pytest.mark.parametrize(
    ("text", "fields", "original"),
    [
        ("<p>No head.</p>", {}, ""),
        ("<title>The\n barn &amp; the mill</title>", {"title": "The barn & the mill"}, ""),
        ('<title>The barn | A</title><meta property="og:title" content="The barn">', {"title": "The barn"}, ""),
        ('<meta name="Description" content="Barn"><meta name=description content=Again>', {"description": "Barn"}, ""),
        ('<meta property="article:published_time" content="2026-03-01T08:00Z">', {"date": "2026-03-01T08:00Z"}, ""),
        ("<LINK REL='next canonical' HREF=/barn>", {}, "/barn"),
        ("<link rel=canonical href='/a'><link rel=canonical href='/b'>", {}, "/a"),
        ("<![if gte mso 9]><![foo[ ]]><![\0><title>The barn</title>", {"title": "The barn"}, ""),
        ("<head></head><body><title>A picture</title>", {}, ""),
        ("<title>納屋", {"title": "納屋"}, ""),
        ("<svg><title>A picture</title></svg>" + "<!--" * 9, {"title": "A picture"}, ""),
        ("<" * 70_000 + "<title>Late</title>", {}, ""),
    ],
)  # fmt: skip
def test_what_a_head_says(text: str, fields: dict[str, str], original: str) -> None:
    head = read_head(text)
    assert (dict(head.fields), head.original) == (fields, original)


PIECES = (
    "<![",
    "if ]>",
    "]]>",
    "<!",
    "--",
    ">",
    "<",
    "meta ",
    "title",
    "</",
    "=",
    '"',
    "<?",
    "CDATA[",
    "&#",
    "x;",
    "%",
    "/",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_head_is_too_odd(text: str) -> None:
    read_head(text)
