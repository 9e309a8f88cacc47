from __future__ import annotations

from typing import Literal
from unittest.mock import Mock

import pytest

from endmark.checks import Scope
from endmark.checks.markup import unclosed_fences
from endmark.checks.markup.unclosed import Options, find
from endmark.document import packed_blocks
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import Match


def matches(text: str, construct: Literal["fence", "comment"]) -> list[Match]:
    return list(find(read_document(make_source(text, "a.md")), Options(construct), Scope()))


def found(text: str, construct: Literal["fence", "comment"]) -> list[tuple[str, str]]:
    return [
        (text[match.span.start : match.span.end], str(say_value(match.values["what"])))
        for match in matches(text, construct)
    ]


TO_THE_END = "everything to the end is code"
NOTHING = "nothing follows it"
INSIDE = "the next code block begins inside it, in line"
CONTAINED = "it ends with its list item or quotation"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```sh\nmake\n\nText.\n", [("```sh", f"{TO_THE_END} (3 lines)")]),
        ("```sh\nmake", [("```sh", f"{TO_THE_END} (1 line)")]),
        ("~~~\nmake\n\nText.\n", [("~~~", TO_THE_END)]),
        # Signs that do not close it.
        ("````\nmake\n```\n", [("````", "``` in the last line is another sign")]),
        ("~~~\nmake\n```\n", [("~~~", "``` in the last line is another sign")]),
        ("```\nmake\n    ```\n", [("```", "``` in the last line is another sign")]),
        # A fence that closes nothing.
        ("Text.\n\n```\n", [("```", NOTHING)]),
        ("Text.\n```", [("```", NOTHING)]),
        ("Text.\n\n```sh\n\n", [("```sh", NOTHING)]),
        # Closed by the next one only.
        ("```sh\nmake\n\nText:\n\n```py\nrun()\n```\n\nText.\n", [("```sh", f"{INSIDE} 6")]),
        ("```\nmake\n\nText:\n\n```py\nrun()\n```\n", [("```", f"{INSIDE} 6")]),
        ("```sh\nmake\n\nText:\n\n```py\n```\n", [("```sh", f"{INSIDE} 6")]),
        # It shows how one begins.
        ("```\n```py\n```\n\nText.\n", []),
        ("> ~~~\n> ~~~py\n> ~~~\n", []),
        ("```\n# Beginn:\n```py\n\n```\n", []),
        # A code block above shows the same, and this is what becomes of it.
        ("````\n> ```\n> Pond\n\n> Frog\n> ```\n````\n\n> ```\n> Pond\n\n> Frog\n> ```\n\nText.\n", []),
        ("````\n> ```\n> Moor\n````\n\n> ```\n> Pond\n\nText.\n", [("```", CONTAINED)]),
        ("> ```\n> Pond\n\nText:\n\n````\n> ```\n> Pond\n````\n", [("```", CONTAINED)]),
        ("```\n\n```\n\n```\n\n", [("```", NOTHING)]),
        # Closed by its container.
        ("- ```sh\n  make\n\nText.\n", [("```sh", CONTAINED)]),
        ("> ```sh\n> make\n\nText.\n", [("```sh", CONTAINED)]),
        ("1. Dig:\n   ```sh\n   make\n```\n\nText.\n", [("```sh", CONTAINED), ("```", TO_THE_END)]),
    ],
)
def test_a_fence_that_nothing_closes_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    places = found(text, "fence")
    assert [place for place, _ in places] == [place for place, _ in expected]
    assert all(what.startswith(start) for (_, what), (_, start) in zip(places, expected, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "```sh\nmake\n```\n",
        "```sh\nmake\n`````\n\nText.",
        "```\n```\n",
        "- ```sh\n  make\n  ```\n",
        "> ```sh\n> make\n> ```\n",
        "- > ```\n  > make\n  > ```\n",
        "```\r\nmake\r\n```\r\n",
        "````md\n```sh\nmake\n```\n````\n",
        "~~~md\n```sh\nmake\n~~~\n",
        "```md\n> **Dig:**\n>\n> ```sh\n> make\n> ```\n```\n",
        "> ```md\n> > ```sh\n> > make\n> > ```\n> ```\n",
        "```md\n1. Dig:\n    ```sh\n    make\n    ```\n```\n",
        "    ```sh\n    make\n",
        "Text.\n\n\t```sh\n\tmake\n",
        "```` ``` ```` opens it.",
        "<pre>\n```sh\n</pre>\n",
    ],
)
def test_a_fence_that_is_closed_is_left_alone(text: str) -> None:
    assert found(text, "fence") == []


@pytest.mark.parametrize(
    ("text", "fixable"),
    [
        ("Text.\n\n```\n", True),
        ("Text.\n\n```sh\n", False),
        ("```sh\nmake\n", False),
        # What closes nothing is what the first one lacks.
        ("```sh\nmake\n\n```py\nrun()\n```\n\nText.\n\n```\n", False),
    ],
)
def test_only_a_fence_that_nothing_else_lacks_is_taken_out(text: str, fixable: bool) -> None:
    assert any(match.fix is not None for match in matches(text, "fence")) is fixable


HIDDEN = "browsers hide everything after it"
SHOWN = "its paragraph ends first, and shows it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- soon\n\nText.\n", [("<!-- soon", HIDDEN)]),
        ("Text.\n<!-- soon\n\nText.\n", [("<!-- soon", HIDDEN)]),
        ("Text. <!-- soon\n\nand -->\n", [("<!-- soon", SHOWN)]),
        ("<div>\n<!-- soon\n\n</div>\n", [("<!-- soon", HIDDEN)]),
        ("<!-- one -->\n<!-- two\n", [("<!-- two", HIDDEN)]),
        ("<!-- one ->\n\nText.\n\n<!-- two -->\n", [("<!-- one ->", "the next comment begins inside it, in line 5")]),
        ("<!-- " + "long " * 40, [("<!-- " + "long " * 10 + "long", HIDDEN)]),
    ],
)
def test_a_comment_that_nothing_closes_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "comment") == expected


@pytest.mark.parametrize(
    ("text", "what", "certain"),
    [
        ("<p>\n<!-- made by\nmake\n\nmap.py\n-->\n</p>\n", "a blank line ends the HTML around it", False),
        ("<div>\n<!-- eine Karte\n\nfolgt -->\n</div>\n\nDas Tor.\n", "a blank line ends the HTML around it", False),
        # Another comment, or nothing, has the next end.
        (
            "<p>\n<!-- 地図\n\n<!-- 門 -->\n</p>\n",
            "browsers hide everything after it",
            True,
        ),
        ("<p>\n<!-- a map\n\nText.\n", "browsers hide everything after it", True),
    ],
)
def test_a_comment_in_html_may_be_parted_from_its_end(text: str, what: str, *, certain: bool) -> None:
    (match,) = matches(text, "comment")
    assert str(say_value(match.values["what"])).startswith(what)
    assert match.certain is certain


@pytest.mark.parametrize(
    "text",
    [
        "<!-- soon -->\n\nText. <!-- soon -->\n",
        "<!--\nsoon\n\nlater\n-->\n",
        "<!-- one <!-- two -->\n",
        "`<!--` and\n\n```\n<!--\n```\n",
        "\\<!-- and &lt;!--",
        "It begins with “<!--”.",
        "<script>\nlet a = '<!--';\n</script>\n",
        "{/* soon */}\n",
    ],
)
def test_a_comment_that_is_closed_is_left_alone(text: str) -> None:
    assert found(text, "comment") == []


def test_the_blocks_of_an_article_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # And not for each fence: there may be as many of them as there are blocks.
    select = Mock(side_effect=packed_blocks.select_kinds)
    monkeypatch.setattr(unclosed_fences, "select_kinds", select)
    assert len(matches("- Text.\n  ```py\n\nMore text.\n\n" * 4, "fence")) == 4
    assert select.call_count == 1


def test_of_a_fence_that_is_not_listed_only_the_place_is_told() -> None:
    document = read_document(make_source("- ```py\n\n" * 3, "a.md"))
    found = list(find(document, Options("fence"), Scope(most=2, shown=2)))
    assert [bool(match.values) for match in found] == [True, True, False]
    assert [document.source.get_excerpt(match.span) for match in found] == ["```py"] * 3
