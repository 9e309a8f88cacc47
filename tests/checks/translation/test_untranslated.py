"""Paragraphs in another language than the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.text.language_names import name_language
from endmark.checks.translation import untranslated
from endmark.document.language import detect
from endmark.document.model import Document
from endmark.violation import make_reason

Parted = Callable[[str], Document]

ENGLISH = (
    "The gate is opened at dawn by the one who has the key, and it is closed again when the last of them have left."
)
GERMAN = (
    "Das Tor wird von dem geöffnet, der den Schlüssel hat, und es wird geschlossen, wenn die Letzten gegangen sind."
)
RUSSIAN = "Ворота открывает на рассвете тот, у кого есть ключ, и закрывает снова, когда уходят последние из них."
JAPANESE = "門は鍵を持っている人が夜明けに開け、最後の人が帰るときに閉めます。鍵は小屋の奥の棚に置いてあります。"

ARTICLES = {
    "de": (
        "Der Garten liegt am Rand der Stadt. Er hat vierzig Beete, und die meisten sind für Bohnen.",
        "Im Herbst wird das Laub auf einen Haufen am Zaun gebracht. Es bleibt dort, bis es zu Erde geworden ist.",
    ),
    "en": (
        "The garden is at the edge of the town. It has forty beds, and most of them are for beans in this year.",
        "In autumn the leaves are brought to a heap by the fence. They stay there until they have turned to earth.",
    ),
    "ja": (
        "庭は町のはずれにあります。畝は四十あり、今年はそのほとんどに豆を植えました。水やりは当番が毎朝二人で行います。",
        "秋には落ち葉を柵のそばに集めます。土になるまで、そのまま冬を越させます。春になれば、畝にまいて使います。",
    ),
    "ko": (
        "정원은 마을 끝에 있습니다. 이랑은 마흔 개이고, 올해는 대부분 콩을 심었습니다. 물은 매일 아침 줍니다.",
        "가을에는 낙엽을 울타리 옆에 모읍니다. 흙이 될 때까지 그대로 둡니다. 봄이 오면 이랑에 뿌립니다.",
    ),
    "ru": (
        "Сад лежит на краю города. В нём сорок грядок, и почти на всех растут бобы. Поливают их каждое утро.",
        "Осенью листья собирают в кучу у забора. Там они лежат, пока не станут землёй. Весной её разносят по грядкам.",
    ),
    "es": (
        "El jardín está en las afueras de la ciudad. Tiene cuarenta bancales, y en la mayoría hay judías.",
        "En otoño las hojas se llevan a un montón que está junto a la valla. Se quedan allí hasta que son tierra.",
    ),
}  # fmt: skip


def put(language: str, *passages: str) -> str:
    """An article in which passages stand in the middle."""
    first, last = ARTICLES[language]
    return "\n\n".join([first, last, *passages, first.replace("4", "5"), last]) + "\n"


def find(document: Document, least: int = 12) -> list[str]:
    return [
        document.source.get_excerpt(span)
        for match in untranslated.find(document, untranslated.Options(least), Scope())
        for span in (match.span, *(place.span for place in match.related))
    ]


@pytest.mark.parametrize(
    ("language", "passage"),
    [
        ("de", ENGLISH),
        ("ja", ENGLISH),
        ("ko", ENGLISH),
        ("ru", ENGLISH),
        ("es", ENGLISH),
        ("en", GERMAN),
        ("es", GERMAN),
        ("ko", GERMAN),
        ("en", RUSSIAN),
        ("ja", RUSSIAN),
        ("en", JAPANESE),
        ("ru", JAPANESE),
        # Some words of it are in the language of the article.
        ("de", f"{ENGLISH} Die Stadt hat es so bestimmt."),
        # What is quoted in it does not count.
        ("de", f"{ENGLISH} “Guten Morgen”, they say."),
    ],
)
def test_a_paragraph_that_stayed_in_another_language(parted: Parted, language: str, passage: str) -> None:
    assert find(parted(put(language, passage))) == [passage]


def test_one_finding_names_all(parted: Parted) -> None:
    document = parted(put("ja", ENGLISH, ARTICLES["ja"][0], GERMAN))
    (match,) = untranslated.find(document, untranslated.Options(), Scope())
    assert (match.values["article_language"], match.values["language"]) == (
        make_reason("language.ja"),
        make_reason("language.en"),
    )
    assert [document.source.get_excerpt(place.span) for place in match.related] == [GERMAN]


@pytest.mark.parametrize(
    "passages",
    [
        pytest.param((f"“{ENGLISH}”",), id="quoted"),
        pytest.param((f"> {ENGLISH}",), id="quotation"),
        pytest.param((f"*{ENGLISH}*",), id="emphasised"),
        pytest.param((f"- {ENGLISH}",), id="item"),
        pytest.param(("Auf dem Schild am Tor steht es so:", ENGLISH), id="after a colon"),
        pytest.param((ENGLISH, "— Edward Moss, *On Gates*"), id="signed"),
        pytest.param((f"<aside>\n\n{ENGLISH}\n\n<p>\n— @moss\n</p>\n</aside>",), id="signed in HTML"),
        pytest.param(("The old garden that is by the mill.",), id="short"),
        pytest.param(("P(x|y) = P(y|x) P(x) : P(y), Q(x|y) = Q(y|x) Q(x) : Q(y).",), id="formula"),
        pytest.param((ENGLISH,) * 3, id="a third of the article"),
        pytest.param((f"```\n{ENGLISH}\n```",), id="code"),
        pytest.param(
            ("Edward Moss, John Reed, Mary Field, Anne Hill, Walter Brook, Susan Dale and the Old Garden Society.",),
            id="names",
        ),
    ],
)
def test_what_is_meant_to_be_as_it_is(parted: Parted, passages: tuple[str, ...]) -> None:
    assert find(parted(put("de", *passages))) == []


CATALAN = "El jardí és a la vora de la ciutat i té quaranta bancals, i en la majoria hi ha mongetes aquest any."
ROMANIAN = (
    "Unul dintre cele mai vechi locuri este grădina de la marginea orașului, pe care o știu toți din școală.",
    "Grădina se află la marginea orașului și are patruzeci de straturi, dintre care cele mai multe sunt pline.",
)


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [("es", CATALAN), *((language, paragraph) for language in ("es", "de", "ja") for paragraph in ROMANIAN)],
)
def test_languages_of_which_no_words_are_known_are_no_relatives_of_theirs(
    parted: Parted, language: str, paragraph: str
) -> None:
    assert find(parted(put(language, paragraph))) == []


@pytest.mark.parametrize(("words", "expected"), [(11, 0), (12, 1)])
def test_how_long_a_passage_must_be(parted: Parted, words: int, expected: int) -> None:
    passage = " ".join(ENGLISH.split()[:words])
    assert len(find(parted(put("de", f"{passage}.")))) == expected
    assert len(find(parted(put("de", f"{passage}.")), least=words)) == 1


@pytest.mark.parametrize(("letters", "expected"), [(35, 0), (36, 1)])
def test_how_long_it_must_be_where_no_blank_parts_words(parted: Parted, letters: int, expected: int) -> None:
    passage = JAPANESE.replace("、", "").replace("。", "")[:letters]
    assert len(find(parted(put("en", f"{passage}。")))) == expected


@pytest.mark.parametrize(
    ("common", "expected"),
    [
        pytest.param(3, 0, id="three of fifteen, and one of the article's"),
        pytest.param(4, 1, id="four"),
    ],
)
def test_how_many_of_its_words_must_be_common(parted: Parted, common: int, expected: int) -> None:
    words = ["the", "which", "from", "with"][:common] + ["Garten"] * (15 - common - 1) + ["auch"]
    assert len(find(parted(put("de", f"{' '.join(words)}.")))) == expected


@pytest.mark.parametrize(
    ("language", "passages", "expected"),
    [
        pytest.param("de", ("## English summary", ENGLISH, ENGLISH), 0, id="named in itself"),
        pytest.param("de", ("## Auf Englisch", ENGLISH, ENGLISH), 0, id="named in the other"),
        pytest.param("ja", ("## 英語版", ENGLISH, "### Beds", ENGLISH, ENGLISH), 0, id="named further up"),
        pytest.param("en", ("## 日本語", JAPANESE, JAPANESE), 0, id="named in its letters"),
        pytest.param("ko", ("## 사용하기", "없음", f"English: {ENGLISH}"), 0, id="by a label"),
        pytest.param("es", ("## El jardín", f":us: {ENGLISH}", "Hay cuarenta bancales."), 0, id="by a flag"),
        pytest.param("es", ("## El jardín", f"\U0001f1ec\U0001f1e7 {ENGLISH}", "Hay más."), 0, id="by an emoji"),
        pytest.param("ru", ("## Лицензия", ENGLISH, "## Сад", "Он открыт."), 0, id="all that is said"),
        pytest.param("ru", ("## Лицензия", ENGLISH, "Она открыта.", "## Сад"), 1, id="beside others"),
        pytest.param("ru", ("## Лицензия", ENGLISH, "- It is open.", "## Сад", "Он открыт."), 1, id="a list below"),
        pytest.param("de", ("## Für Franzosen", ENGLISH, "Mehr folgt."), 1, id="another one is named"),
    ],
)
def test_what_is_meant_for_other_readers(
    parted: Parted, language: str, passages: tuple[str, ...], expected: int
) -> None:
    assert len(find(parted(put(language, *passages)))) == expected


def test_only_paragraphs_in_the_scope_are_judged(parted: Parted) -> None:
    document = parted(put("de", ENGLISH))
    assert not list(untranslated.find(document, untranslated.Options(), Scope(frozenset({"heading"}))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        (JAPANESE, "ja"),
        ("สวนอยู่ริมเมือง", "th"),
        ("باغ پر از گل است", "fa"),
    ],
)
def test_a_language_has_its_name(text: str, expected: str) -> None:
    assert name_language(detect(text)[1]) == make_reason(f"language.{expected}")


def test_one_that_is_only_stated_is_called_by_its_subtag() -> None:
    assert name_language("eo") == "eo"
