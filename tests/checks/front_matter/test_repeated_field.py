"""Which articles say the same in a field, and which of them carries the finding."""

from __future__ import annotations

import pytest
from tests.checks.filed import Filed

from endmark.checks import Scope
from endmark.checks.front_matter import repeated_field
from endmark.checks.front_matter.repeated_field import Options
from endmark.checks.text.other_articles import MOST_SHOWN
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import CorpusMatch, FiledFact

OPTIONS = Options(("title", "seo.title", "excerpt"), dates=("date", "published"))
TITLE = "A library in a barn"
ENGLISH = "It took a year, and all of us were in the barn for it."
JAPANESE = "納屋を直すのに一年かかりました。村のみんなで直しました。"


def post(title: str = TITLE, *, date: str = "2026-03-14", more: str = "", body: str = ENGLISH) -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\n{body}\n"


def collect(files: dict[str, str], options: Options = OPTIONS, scope: Scope = Scope()) -> list[FiledFact]:
    """The facts of some files, as the engine numbers them."""
    found = [
        (path, fact)
        for path in sorted(files)
        for fact in repeated_field.facts(read_document(make_source(files[path], path)), options, scope)
    ]
    return [FiledFact(number, path, fact.digest, fact.values, fact.keys) for number, (path, fact) in enumerate(found)]


def compare(files: dict[str, str], options: Options = OPTIONS) -> list[list[str]]:
    """For each match the path of the finding, then those of the others."""
    facts = collect(files, options)
    return [
        [facts[number].path for number in (match.place, *(number for number, _ in match.related), *match.others)]
        for match in repeated_field.compare(Filed(tuple(facts)), options)
    ]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (post(), post(), True),
        (post(), post("'“A Library, in a Barn!”'"), True),
        (post(), post(f"{TITLE} 2"), False),
        (post("納屋の図書館２", body=JAPANESE), post("「納屋の図書館2」", body=JAPANESE), True),
        # Less than twelve letters are a name; a Chinese or Japanese character counts as two.
        (post("Editorials"), post("Editorials"), False),
        (post("納屋の図書", body=JAPANESE), post("納屋の図書", body=JAPANESE), False),
        (post("''"), post("''"), False),
        (post(f"[{TITLE}]"), post(f"[{TITLE}]"), False),
        # Other fields are other things.
        (post(), post("Another", more=f"excerpt: {TITLE}\n"), False),
        (post(more="excerpt: News of the day\n"), post("Another", more="Excerpt: News of the day\n"), True),
        (post("One", more=f"seo: {{title: {TITLE}}}\n"), post("Two", more=f"seo: {{title: {TITLE}}}\n"), True),
        # Another language.
        (post(), post(body=JAPANESE), False),
        (post(more="lang: en\n", body=""), post(more="lang: de\n", body=""), False),
        (post(body=""), post(body=""), True),
        # Not an article of a day.
        (post(), post(date=""), False),
        (post(), post(date="soon"), False),
        (post(), post(date="\npublished: 2026-03-15"), True),
        ("", "", False),
    ],
)
def test_what_is_the_same(one: str, other: str, equal: bool) -> None:
    assert compare({"a.md": one, "b.md": other}) == ([["b.md", "a.md"]] if equal else [])


@pytest.mark.parametrize(
    ("paths", "equal"),
    [
        (["en/barn.md", "fr/barn.md"], False),
        (["content/en/posts/barn.md", "content/zh-Hans/posts/barn.md"], False),
        (["barn.md", "barn.ja.md", "barn.pt-BR.md"], False),
        (["barn.md", "barn_ja.md"], False),
        (["barn.md", "barn-ja.md"], False),
        (["site-zh/posts/barn.md", "site-ko/posts/barn.md"], False),
        (["ja/index.md", "index.md"], False),
        (["de.md", "fr.md"], True),
        (["barn/index.md", "barn/index.fr.md"], False),
        (["barn/index.md", "school/index.md"], True),
        (["docs/barn.md", "i18n/ja/docs/current/barn.md"], False),
        (["en/barn.md", "en/school.md"], True),
        (["en/barn.md", "fr/school.md"], True),
        (["en/2025/barn.md", "en/2026/barn.md"], True),
        (["my-blog/barn.md", "old-blog/barn.md"], True),
    ],
)
def test_translations_are_one_article(paths: list[str], equal: bool) -> None:
    assert bool(compare({path: post() for path in paths})) is equal


def test_an_article_and_its_translation_are_compared_with_others_once() -> None:
    files = {path: post() for path in ("en/barn.md", "en/school.md", "fr/barn.md")}
    assert compare(files) == [["en/school.md", "en/barn.md"]]


def test_where_nothing_shows_the_language_the_path_does() -> None:
    files = {path: post("Kubernetes 1.36.1", body="") for path in ("en/barn.md", "fr/school.md")}
    assert compare(files) == []


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        ({"a.md": "2026-03-14", "b.md": "2026-03-13", "c.md": "2026-03-12"}, ["a.md", "c.md", "b.md"]),
        ({"a.md": "2026-03-14", "b.md": "2026-03-14T08:00"}, ["b.md", "a.md"]),
        ({"2026-03-15-a.md": "", "2026-03-14-b.md": ""}, ["2026-03-15-a.md", "2026-03-14-b.md"]),
    ],
)
def test_the_last_article_repeats_the_others(dates: dict[str, str], order: list[str]) -> None:
    assert compare({path: post(date=date) for path, date in dates.items()}) == [order]


def test_without_dates_all_are_compared_by_path() -> None:
    files = {"b.md": post(date=""), "a.md": post(date="")}
    assert compare(files, Options(("title",))) == [["b.md", "a.md"]]


def read_matches(number: int) -> list[CorpusMatch]:
    facts = collect({f"{count:03}.md": post() for count in range(number)})
    return list(repeated_field.compare(Filed(tuple(facts)), OPTIONS))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2, "000.md"),
        (3, "000.md and one more article"),
        (MOST_SHOWN + 1, f"000.md and {MOST_SHOWN - 1} more articles"),
        (MOST_SHOWN + 2, f"000.md and {MOST_SHOWN} more articles; the first {MOST_SHOWN} are shown"),
    ],
)
def test_how_many_others_there_are_is_said(number: int, words: str) -> None:
    (match,) = read_matches(number)
    assert say_value(match.values["others"]) == words
    assert match.values["field"] == "title"
    assert len(match.related) == min(number - 1, MOST_SHOWN)
    assert match.others == tuple(range(MOST_SHOWN, number - 1))
    assert match.place == number - 1


def test_a_language_that_the_rule_does_not_judge_has_no_facts() -> None:
    files = {"a.md": post(), "b.md": post(body=JAPANESE)}
    assert [fact.path for fact in collect(files, scope=Scope(languages=frozenset({"ja"})))] == ["b.md"]
