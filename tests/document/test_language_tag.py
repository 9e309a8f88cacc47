"""Language tags: one form for equal ones, what wrong ones may mean, and which texts one covers."""

from __future__ import annotations

import itertools
import string

import pytest

from endmark.document import language_tag
from endmark.document.language_tag import (
    covers,
    normalize_tag,
    read_stated_language,
    read_stated_tag,
    suggest_tag,
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("ja", "ja"),
        ("JA", "ja"),
        ("ja-jp", "ja-JP"),
        ("ja_JP", "ja-JP"),
        ("ZH-HANT", "zh-Hant"),
        ("zh-cmn-Hant", "zh-Hant"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("ger", "de"),
        ("iw", "he"),
        ("sh", "sr-Latn"),
        ("i-klingon", "tlh"),
        ("es-419", "es-419"),
        ("de-1901", "de-1901"),
        ("en-x-plain", "en-x-plain"),
        ("pcm", "pcm"),
        ("und", "und"),
        ("kau", "kr"),  # Kanuri
        *(
            (text, None)
            for text in ("jp", "kr", "kr-KR", "japanese", "日本語", "ja-Xyzw", "ja-000", "en-GB-GB", "x-house")
        ),
        *((text, None) for text in ("", " ja", "ja-", "-ja", "ja--JP", "ja.UTF-8", "a")),
    ],
)
def test_equal_tags_have_one_form(text: str, tag: str | None) -> None:
    assert normalize_tag(text) == tag


def test_tags_that_need_no_library_are_those_it_leaves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = ["pcm", "und", *map("".join, itertools.product(string.ascii_lowercase, repeat=2))]
    normalize_tag.cache_clear()
    quick = [normalize_tag(code) for code in codes]
    monkeypatch.setattr(language_tag, "_NORMAL", frozenset())
    normalize_tag.cache_clear()
    assert [normalize_tag(code) for code in codes] == quick
    normalize_tag.cache_clear()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # the code of a country
        *(("jp", "ja"), ("JP", "ja"), ("jp-JP", "ja"), ("cn", "zh"), ("kr", "ko"), ("cz", "cs"), ("gr", "el")),
        *(("ua", "uk"), ("dk", "da"), ("vn", "vi"), ("us", "en"), ("gb", "en"), ("XK", "sq")),
        # a name
        *(("japanese", "ja"), ("German", "de"), ("chinese", "zh"), ("greek", "el"), ("Klingon", "tlh")),
        # the language is right
        *(("ja-Xyzw", "ja"), ("en_XYZ_1", "en")),
        *((text, None) for text in ("xx", "zz", "brazilian", "日本語", "", "a")),
    ],
)
def test_what_was_meant(text: str, meant: str | None) -> None:
    assert suggest_tag(text) == meant


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [
        ("ja", "ja", "ja"),
        ("ja-JP", "ja", "ja-JP"),
        (" JA_jp.UTF-8 ", "ja", "ja-JP"),
        ("en_US@euro", "en", "en-US"),
        ("zh-TW", "zh", "zh-TW"),
        ("jpn", "ja", "ja"),
        ("cmn-Hant", "zh", "zh-Hant"),
        ("ja-nonsense-", "ja", None),
        *((text, None, None) for text in ("jp", "kr", "Japanese", "Python", "C++", "")),
    ],
)
def test_what_an_article_states(text: str, language: str | None, tag: str | None) -> None:
    assert (read_stated_language(text), read_stated_tag(text)) == (language, tag)


@pytest.mark.parametrize(
    ("wanted", "covered", "not_covered"),
    [
        ("zh", "zh zh-Hant zh-Hans zh-TW", "ja yue"),
        ("zh-Hant", "zh-Hant zh-TW zh-HK zh-Hant-MO", "zh zh-Hans zh-CN ja"),
        ("zh-Hans", "zh zh-Hans zh-CN zh-SG", "zh-Hant zh-TW"),
        ("zh-TW", "zh-TW zh-Hant", "zh zh-HK"),
        ("ja-JP", "ja ja-JP", "en ja-US"),
        ("en-GB", "en-GB", "en en-US en-AU"),
        ("en-US", "en en-US", "en-GB"),
        ("sr-Latn", "sr-Latn sr-ME", "sr sr-RS"),
        ("de-1901", "de-1901 de-AT-1901", "de de-AT de-1996"),
        ("en-x-plain", "en-x-plain", "en en-x-other"),
        ("und", "und", "en"),
    ],
)
def test_which_texts_a_tag_covers(wanted: str, covered: str, not_covered: str) -> None:
    tags = [*covered.split(), *not_covered.split()]
    assert [tag for tag in tags if covers(wanted, tag)] == covered.split()
