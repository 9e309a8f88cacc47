"""Text that no keyboard writes: marks without letters, signs nobody sees, numbers without end, nesting without end.

Pieces of whole articles and pieces of such text are put together in every order,
in Japanese and in English, and every rule is on, also those that an editor must ask for.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.document.blocks import ATOM
from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.linting.file_result import FileResult
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Region

RULES = tuple(replace(rule, enabled=True) for rule in load_builtin_rules())
KNOWN = frozenset(rule.id for rule in RULES)

PROSE = (
    "The garden opened in spring and everyone came to see it. ",
    "It has room for forty beds and a ",
    "Nobody saw who shut the gate, ",
    "店は春に開きました。常連のお客さんが少しずつ戻ってきています。",
    "席が足りない日も",
    "庭は、",
    "The pond is 3 km away (a long walk",
    "「雨の日も",
    "**The bench",
)
SIGNS = (
    "\ufe0f",  # asks for the colours of an emoji
    "❤\ufe0f",
    "👩\u200d👩\u200d👧",
    "\u200d",
    "\u3099",  # the dots of が, alone
    "か\u3099",
    "\u0301",
    "e\u0301\u0323\u0334\u0489",
    "ก\u0e34\u0e48",
    "\u093f",
    "\u202e",
    "\u2066a\u2069",
    "\ue000",
    "\U000f0000",
    "\U000e0041\U000e007f",
    "🏴\U000e0067\U000e0062\U000e007f",
    "\x00",
    "\x07",
    "\x1b[31m",
    "\x85",
    "\u2028",
    "\u2029",
    "\r",
    "\r\n",
    "\x0b",
    "\x0c",
    "\ufeff",
    "\ufffc",
    "\ufffd",
    "\ufdd0",
    "\uffff",
    "ﷺ",
    "ǅ",
    "İ",
    "ß",
    "㍿",
    "\u1160",
    "\u00ad",
    "\u3000",
)
MARKUP = (
    "\n",
    "\n\n",
    "\n\n---END---\n\n",
    " ---END--- ",
    "# ",
    "##\n\n",
    "- ",
    "> ",
    "1. ",
    "`",
    "`a`",
    "```\n",
    "| a |\n|---|\n| ",
    "[^1]: ",
    "[a](https://a.example/) ",
    "[a] (https://a.example/) ",
    "![",
    "<div>",
    "<!-- ",
    " -->",
    "{/* a */}",
    "{{ a }}",
    ":::note\n",
    "$$\n",
    "<!-- endmark-disable-next-line -->\n",
    "<!-- endmark-disable x \u0301 -->\n",
    "> " * 200,
    "[" * 200,
    "(" * 200,
    "**" * 200,
    "  - a\n    - b\n" * 40,
)
LONG = "7" * 5_000
FIELDS = (
    ("---\n", "{}: {}\n", "---\n"),
    ("+++\n", "{} = {}\n", "+++\n"),
    ("{{\n", '"{}": {},\n', '"last": 1\n}}\n'),
)
KEYS = ("title", "description", "date", "reading_time", "readingTime", "tags", "slug", "endmark", "a.b", "\u0301", '"')
VALUES = (
    LONG,
    f"-{LONG}",
    f"{LONG}.5",
    f"0x{LONG}",
    f"[0x{LONG}]",
    f"{{a = 0x{LONG}, b = [0x{LONG}]}}",
    f"1e{LONG}",
    f"1_{LONG}",
    "1e999",
    "-1e999",
    ".inf",
    "nan",
    "9999-99-99",
    "99999-01-01",
    "2001-02-30T25:61:61Z",
    "0001-01-01",
    "0000-00-00",
    "1979-05-27T07:32:00+99:99",
    "190:20:30.15",
    f"{LONG}:{LONG}",
    "[" * 2_000,
    "[" * 200 + "]" * 200,
    "{a: " * 200 + "1" + "}" * 200,
    '{"a": ' * 200 + "1" + "}" * 200,
    "&a [*a]",
    "&a {b: *a}",
    "!!int x",
    "!!binary x",
    "? [a]",
    '"\\ud800"',
    '"\\U00110000"',
    '"\u0301"',
    "'\x07'",
    '"\u3099\n\ufe0f"',
    "\u2028",
    "null",
    "~",
    f"{LONG} min",
    f'"{LONG}分"',
    '"8 min read"',
    '["a", 1, [2]]',
    "",
)
BODY = st.lists(st.sampled_from((*PROSE, *SIGNS, *MARKUP)), max_size=24).map("".join)
FRONT_MATTER = st.builds(
    lambda form, fields: form[0].replace("{{", "{") + "".join(form[1].format(*field) for field in fields) + form[2],
    st.sampled_from(FIELDS),
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=4),
).map(lambda text: text.replace("}}\n", "}\n"))
ARTICLE = st.builds("".join, st.tuples(st.just("") | FRONT_MATTER, BODY))


def check(text: str) -> FileResult:
    return analyse(make_source(text, "a.md"), RULES, KNOWN, select_boundaries(RULES)).result


def is_sound(region: Region, text: str) -> bool:
    """Whether a place lies in the text, and its lines and columns are those of its offsets."""
    span = region.span
    if not 0 <= span.start <= span.end <= len(text):
        return False
    for offset, (line, column) in zip(span, region[1:], strict=True):
        if (line, column) != (text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)):
            return False
    return True


def is_right(text: str) -> None:
    result = check(text)
    assert result.problems == ()
    for violation in result.violations:
        assert text[slice(*violation.region.span)] == violation.excerpt
        assert ATOM in text or ATOM not in violation.message
        places = (violation.region, *(place.region for place in violation.related), *violation.fix_regions)
        assert all(is_sound(place, text) for place in places), violation


@given(ARTICLE)
def test_every_article_is_checked_and_every_place_is_right(text: str) -> None:
    is_right(text)


LAST_LINES = ("\ufe0f", "\u3099", "\u0301\u0323", "\u093f\n\ufe0f", "\u20e3")
WHOLE = {
    "en": "The gate opens at dawn. The keeper writes the hour in a book. {}\n\n",
    "ja": "門は朝に開きます。番人はその時刻を帳面に書きます。{}\n\n",
}


@pytest.mark.parametrize("marks", LAST_LINES)
@pytest.mark.parametrize(
    "rest", ["And then the old gate was\n{}", "それから番人が古い門を\n{}", "{}", "The gate, {}", "- {}"]
)
@pytest.mark.parametrize("after", ["", "\n\n---END---\n", "\n\n# Next\n\nText.\n"])
@pytest.mark.parametrize("language", WHOLE)
def test_a_line_of_marks_alone_ends_a_text_as_any_other(language: str, after: str, rest: str, marks: str) -> None:
    is_right("".join(WHOLE[language].format(number) for number in range(5)) + rest.format(marks) + after)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("form", FIELDS)
def test_every_value_of_a_field_is_read_or_reported(form: tuple[str, str, str], value: str) -> None:
    opening, line, closing = (part.replace("{{", "{").replace("}}", "}") for part in form)
    for key in ("date", "reading_time", "title"):
        is_right(f"{opening}{line.format(key, value)}{closing}\nThe gate opens at dawn.\n")
