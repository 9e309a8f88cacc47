"""Which articles a condition on the front matter means."""

from __future__ import annotations

from datetime import date

import pytest

from endmark.document.front_matter_reader import read_front_matter
from endmark.ruleset.conditions import Condition, find_date

POST = "---\nlayout: Post\nlang: ja\ndraft: true\ntags: [tea, rain]\nseo: {kind: news}\n---\n"
TOML = '+++\nlayout = "post"\ndraft = true\ntags = ["tea", "rain"]\n[seo]\nkind = "news"\n+++\n'


@pytest.mark.parametrize("text", [POST, TOML])
@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"layout": ("post",)}, True),
        ({"layout": ("page", "post")}, True),
        ({"layout": ("page",)}, False),
        ({"layout": ("post",), "draft": ("false",)}, False),
        ({"layout": ("post",), "draft": ("True",)}, True),
        ({"tags": ("rain",)}, True),
        ({"tags": ("sun",)}, False),
        ({"tags": ("",)}, False),
        ({"seo.kind": ("news",)}, True),
        ({"title": ("",)}, False),
        ({}, True),
    ],
)
def test_every_key_must_have_one_of_its_values(text: str, when: dict[str, tuple[str, ...]], holds: bool) -> None:
    assert Condition(when).holds(read_front_matter(text), "a.md") is holds


@pytest.mark.parametrize(
    ("front_matter", "when", "holds"),
    [
        ("lang: ja-JP", {"lang": ("ja",)}, True),
        ("lang: ja_JP", {"lang": ("en", "JA")}, True),
        ("lang: jpn", {"lang": ("ja",)}, True),
        ("lang: ja", {"lang": ("ja-JP",)}, True),
        ("lang: zh-TW", {"lang": ("zh-Hant",)}, True),
        ("lang: zh-CN", {"lang": ("zh-Hant",)}, False),
        ("lang: en-GB", {"lang": ("en-US",)}, False),
        ("language: [pt-BR, en]", {"language": ("pt",)}, True),
        ("seo: {locale: de_AT.UTF-8}", {"seo.locale": ("de",)}, True),
        ("lang: Klingonese", {"lang": ("klingonese",)}, True),
        ("lang: Klingonese", {"lang": ("en",)}, False),
        ("country: ja-JP", {"country": ("ja",)}, False),
    ],
)
def test_languages_are_compared_as_tags(front_matter: str, when: dict[str, tuple[str, ...]], holds: bool) -> None:
    assert Condition(when).holds(read_front_matter(f"---\n{front_matter}\n---\n"), "a.md") is holds


def test_without_front_matter_no_value_is_there() -> None:
    assert not Condition({"layout": ("post",)}).holds(None, "a.md")


@pytest.mark.parametrize(
    ("front_matter", "path", "day"),
    [
        ("date: 2026-01-31", "a.md", date(2026, 1, 31)),
        ("date: 2026-01-31 10:00:00 +0900", "a.md", date(2026, 1, 31)),
        ("date: '2026/1/31'", "a.md", date(2026, 1, 31)),
        ("pubDate: 2026-01-31T10:00:00Z", "a.md", date(2026, 1, 31)),
        ("date: soon\npublished: 2026-01-31", "a.md", date(2026, 1, 31)),
        ("date: 2026-02-31", "2026-01-31-a.md", date(2026, 1, 31)),
        ("title: A", "_posts/2026-01-31-a.md", date(2026, 1, 31)),
        ("title: A", "2026-01-31/a.md", None),
        ("date: 31.1.2026", "a.md", None),
        ("date: 20260-01-31", "a.md", None),
    ],
)
def test_the_date_of_an_article(front_matter: str, path: str, day: date | None) -> None:
    assert find_date(read_front_matter(f"---\n{front_matter}\n---\n"), path) == day


@pytest.mark.parametrize(
    ("since", "before", "holds"),
    [
        ("2026-01-31", None, True),
        ("2026-02-01", None, False),
        (None, "2026-01-31", False),
        (None, "2026-02-01", True),
        ("2026-01-01", "2026-02-01", True),
        ("2026-02-01", "2026-01-01", False),
    ],
)
def test_since_counts_the_day_and_before_does_not(since: str | None, before: str | None, holds: bool) -> None:
    days = [date.fromisoformat(day) if day else None for day in (since, before)]
    condition = Condition({}, *days)
    assert condition.holds(read_front_matter("---\ndate: 2026-01-31\n---\n"), "a.md") is holds
    assert not condition.holds(None, "a.md")
