"""Which titles and excerpts are called cut, and what completes them."""

from __future__ import annotations

import pytest

from endmark.checks import Scope
from endmark.checks.front_matter import cut_field
from endmark.checks.front_matter.cut_field import Options
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.violation import Match

LAST = {"en": ("the", "or"), "ja": ("および",)}
JOINING = {"en": ("the", "of", "with"), "ja": ("の", "を", "が")}
TITLE = Options(("title", "seo.title"), last_words=LAST, joining_words=JOINING)
EXCERPT = Options(("excerpt",), last_words=LAST, joining_words=JOINING, excerpts=True)

HEADLINE = "How the village got its own library back"
SENTENCE = "The library opened in a barn that had stood empty for years, and all of the village brought books to it."


def judge(text: str, options: Options = TITLE) -> list[Match]:
    return list(cut_field.find(read_document(make_source(text, "article.md")), options, Scope()))


def reasons(front_matter: str, body: str, options: Options = TITLE) -> list[str | int]:
    return [say_value(match.values["reason"]) for match in judge(f"---\n{front_matter}\n---\n\n{body}\n", options)]


@pytest.mark.parametrize(
    ("title", "body", "rest"),
    [
        ("How the village got its own libr", f"# {HEADLINE}", "ary back"),
        ("How the village got its own libr", f"## {HEADLINE}", "ary back"),
        ("How the village got its own libr", f"{HEADLINE}\n\nIt took a year.", "ary back"),
        ("How the village got its own libr", f"It rained.\n\n# {HEADLINE}", "ary back"),
        ("how THE village got its own “libr", f"# {HEADLINE}", "ary back"),
        ("How the village got its own libr...", f"# {HEADLINE}", "ary back"),
        ("How the village got its own library […]", f"# {HEADLINE}", "back"),
        ("The library that came back with", "# The library that came back with a garden", "a garden"),
        ("村の小さな図書館が教えてくれた共同", "# 村の小さな図書館が教えてくれた共同生活の作法", "生活の作法"),
        ("村の小さな図書館とみんなのライブ", "# 村の小さな図書館とみんなのライブラリー計画", "ラリー計画"),
        ("村の小さな図書館ができるまでの20", "# 村の小さな図書館ができるまでの2025年", "25年"),
        ("村の小さな図書館がみんなに示", "# 村の小さな図書館がみんなに示す未来", "す未来"),
        ("村の小さな図書館とみんなの本棚を", "# 村の小さな図書館とみんなの本棚をつくる", "つくる"),
    ],
)
def test_a_title_that_a_headline_continues_is_cut(title: str, body: str, rest: str) -> None:
    assert reasons(f"title: '{title}'", body) == [f"the text goes on “{rest}”"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (HEADLINE, f"# {HEADLINE}"),
        (HEADLINE, f"# {HEADLINE}!"),
        ("How the village got its own library", f"# {HEADLINE}"),
        ("How the village got its own library…", "# Another headline"),
        # The word it ends with stands by itself in the text.
        ("How the village got its own libr", f"# {HEADLINE}\n\nThere they say libr for short."),
        (
            "Why the village wants the garden gate",
            "# Why the village wants the garden gates\n\nThe garden gate is old.",
        ),
        ("The libr", "# The library"),
        ("村の小さな図書館ができるまでの一年", "# 村の小さな図書館ができるまでの一年：本棚は誰のものか"),
        ("村の小さな図書館ができるまでの一年", "# 村の小さな図書館ができるまでの一年は長い"),
        ("우리 마을의 작은 도서관이 생기기까지의 시작", "# 우리 마을의 작은 도서관이 생기기까지의 시작은 이렇다"),
        ("2026", "# 20265"),
        ("", f"# {HEADLINE}"),
    ],
)
def test_a_title_that_may_be_whole_is_silent(title: str, body: str) -> None:
    assert reasons(f"title: '{title}'", body) == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("'A library (with a garden'", "“(” is opened and never closed"),
        ("'村の図書館に「本棚'", "“「” is opened and never closed"),
        ("'A library “for all'", "““” is opened and never closed"),
        ("'A library, a garden,'", "it ends with “,”"),
        ("'図書館、庭、'", "it ends with “、”"),
        ("'A library for all:'", "it ends with “:”"),
        ("'村の図書館：'", "it ends with “：”"),
        ("'A library or'", "nothing ends with “or”"),
        ("'図書\ufffd'", "its last character is broken"),
        ("'A library “for all”'", None),
        ("'Eine „Bücherei“'", None),
        ("'A library (with a garden)'", None),
        ("'Half open: [0, 1)'", None),
        ("'Closed :('", None),
        ("'Open :tada:'", None),
        ("'The operator OR'", None),
        ("'Use **kwargs in Python'", None),
        ("'What it is for'", None),
        ("[a, b,]", None),
        ("{a: 'b,'}", None),
        ("2026", None),
    ],
)
def test_some_ends_show_a_cut_by_themselves(value: str, reason: str | None) -> None:
    body = "It is the story of the library and of all that came to it."
    assert reasons(f"title: {value}", body) == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("excerpt", "body", "found"),
    [
        (SENTENCE[:85], SENTENCE, True),
        (SENTENCE[:30], SENTENCE, True),
        (SENTENCE.partition(" of ")[0], SENTENCE, False),  # between two words, and too short for a program's
        (SENTENCE[:-1], SENTENCE, False),
        (SENTENCE, f"{SENTENCE} Nobody paid.", False),
        (f"{SENTENCE[:85]}…", SENTENCE, False),
        (f"{SENTENCE[:85]} [...]", SENTENCE, False),
        (f"It rained. {SENTENCE[:85]}", f"It rained. {SENTENCE}", True),
        # Only its last sentence is the text's.
        (f"It rained a lot. {SENTENCE[:85]}", f"It snowed. {SENTENCE}", True),
        (SENTENCE[:85], f"# Library\n\nIt rained.\n\n{SENTENCE}", True),
        (SENTENCE[:85], "It rained.\n\n" * 9 + SENTENCE, False),
        ("A library in a barn", "A library in a barn is what we need.", False),
        (
            "図書館は納屋に開きました。村の人たちは、",
            "図書館は納屋に開きました。村の人たちは、本を持ち寄りました。",
            True,
        ),
    ],
)
def test_an_excerpt_may_stop_between_two_words_only_with_an_ellipsis(excerpt: str, body: str, found: bool) -> None:
    assert bool(reasons(f"excerpt: '{excerpt}'", body, EXCERPT)) is found


@pytest.mark.parametrize(
    ("front_matter", "tail"),
    [
        ("---\ntitle: How the village got its own libr\n---\n", "got its own libr"),
        ("---\ntitle: >-\n  How the village\n  got its own libr\n---\n", "got its own libr"),
        ('---\nseo: {title: "How the village got its own libr"}\n---\n', "got its own libr"),
        ('---\nTitle: "How the village got its own libr"\n---\n', "got its own libr"),
        ('+++\n[seo]\ntitle = "How the village got its own libr"\n+++\n', "got its own libr"),
        ('{\n"title": "How the village got its own libr"\n}\n', "got its own libr"),
        ("---\nname: &name How the village got its own libr\ntitle: *name\n---\n", "title"),
    ],
)
def test_a_finding_covers_the_last_words_and_shows_the_whole(front_matter: str, tail: str) -> None:
    text = f"{front_matter}\n# {HEADLINE}\n"
    (match,) = judge(text)
    assert text[slice(*match.span)] == tail
    assert match.values["tail"] == "…got its own libr"
    (related,) = match.related
    assert text[slice(*related.span)] == HEADLINE


@pytest.mark.parametrize(
    ("title", "headline", "fixed"),
    [
        ("How the village got its own libr", HEADLINE, HEADLINE),
        ('"How the village got its own libr"', HEADLINE, f'"{HEADLINE}"'),
        ("'How the village got its own library…'", HEADLINE, f"'{HEADLINE}'"),
        ("'How the village (and its own libr'", "How the village (and its own library) won",
         "'How the village (and its own library) won'"),
        # What would be read as something else, or belongs to other fields too.
        ("How the village got its own libr", "How the village got its own library: a story", None),
        ('"How the village got its own libr"', 'How the village got its own library "back"', None),
        ("How the village got its own libr", "How the village got its own library `back`", None),
        ("&it How the village got its own libr", HEADLINE, None),
        (r'"How the village got its own \x6Cibr"', HEADLINE, None),
        (f"How the village got its own libr\nlead: {HEADLINE}", "Another headline", None),
    ],
)  # fmt: skip
def test_the_fix_completes_the_title_where_that_is_plain(title: str, headline: str, fixed: str | None) -> None:
    text = f"---\ntitle: {title}\n---\n\n# {headline}\n"
    (match,) = judge(text)
    if match.fix is None:
        assert fixed is None
        return
    (edit,) = match.fix.edits
    assert not match.fix.safe
    text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert text == f"---\ntitle: {fixed}\n---\n\n# {headline}\n"


@pytest.mark.parametrize("headline", [HEADLINE, f"## {HEADLINE}", f"**{HEADLINE}**"])
def test_a_headline_that_is_no_first_heading_moves_into_the_title(headline: str) -> None:
    text = f"---\ntitle: How the village got its own libr\n---\n\n{headline}\n\nIt took a year.\n"
    (match,) = judge(text)
    assert match.fix is not None
    for edit in reversed(match.fix.edits):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert text == f"---\ntitle: {HEADLINE}\n---\n\nIt took a year.\n"


def test_an_excerpt_is_completed_to_the_end_of_its_sentence() -> None:
    (match,) = judge(f"---\nexcerpt: {SENTENCE[:85]}\n---\n\n{SENTENCE} Nobody paid.\n", EXCERPT)
    assert match.fix is not None
    assert [edit.replacement for edit in match.fix.edits] == [SENTENCE[85:]]


def test_what_only_may_be_a_cut_is_not_certain() -> None:
    body = "# 村の小さな図書館のための蔵書管理入門\n\n蔵書管理。蔵書管理。\n"
    compound = f"---\ntitle: 村の小さな図書館のための蔵書管理\n---\n\n{body}"
    assert [match.certain for match in judge(compound)] == [False]
    assert [match.certain for match in judge("---\ntitle: 'A library:'\n---\n")] == [False]
    assert [match.certain for match in judge("---\ntitle: 'A library,'\n---\n")] == [True]


@pytest.mark.parametrize(
    ("language", "title", "count"),
    [
        ("sa", "सरलरूपेण अवगन्तव्या:", 0),
        ("sa", "ಧರ್ಮೋ ರಕ್ಷತಿ ರಕ್ಷಿತ:", 0),
        ("sa", "ধর্মো রক্ষতি রক্ষিত:", 0),
        ("sa-Telu", "ధర్మో రక్షతి రక్షిత:", 0),
        ("sa", "एतत् पठत :", 1),
        ("sa", "एतत् पठत।:", 1),
        ("hi", "बगीचे के बारे में:", 1),
    ],
)
def test_a_colon_may_be_the_visarga_of_sanskrit(language: str, title: str, count: int) -> None:
    assert len(judge(f"---\nlang: {language}\ntitle: '{title}'\n---\n\nपठत।\n")) == count


def test_only_the_languages_of_the_scope_are_judged() -> None:
    document = read_document(make_source("---\nlang: fr\ntitle: 'Un, deux,'\n---\n\nTrois.\n", "article.md"))
    assert list(cut_field.find(document, TITLE, Scope(languages=frozenset({"en"})))) == []
    assert list(cut_field.find(document, TITLE, Scope(languages=frozenset({"fr"})))) != []


@pytest.mark.parametrize(
    ("excerpt", "body", "rest"),
    [
        (f"{HEADLINE} {SENTENCE[:60]}", f"# {HEADLINE}\n\n{SENTENCE}", SENTENCE[60:]),
        (f"{HEADLINE} Chapter one {SENTENCE[:60]}", f"# {HEADLINE}\n\nChapter one\n\n{SENTENCE}", SENTENCE[60:]),
        (f"Chapter one {SENTENCE[:60]}", f"# {HEADLINE}\n\n## Chapter one\n\n{SENTENCE}", SENTENCE[60:]),
        (f"{HEADLINE} {SENTENCE}", f"# {HEADLINE}\n\n{SENTENCE}", ""),
        (f"{HEADLINE} The", f"# {HEADLINE}\n\n{SENTENCE}", ""),
    ],
)
def test_an_excerpt_goes_on_where_a_heading_and_the_text_below_it_run_together(
    excerpt: str, body: str, rest: str
) -> None:
    matches = judge(f"---\nexcerpt: '{excerpt}'\n---\n\n{body}\n", EXCERPT)
    assert [match.fix.edits[0].replacement for match in matches if match.fix] == ([rest] if rest else [])
