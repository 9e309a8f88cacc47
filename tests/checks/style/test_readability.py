from __future__ import annotations

from typing import Any

import pytest

from endmark.checks import Scope
from endmark.checks.style.readability import Formula, Options, find
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_reason, say_value
from endmark.violation import Match

CAT = "The cat sat on the mat. "
GARDENS = "Horticultural administration necessitates considerable documentation. "


def found(text: str, formula: Formula, language: str = "en", **bounds: Any) -> list[Match]:
    document = read_document(make_source(f"---\nlang: {language}\n---\n\n{text}\n", "a.md"))
    return list(find(document, Options(formula, **bounds), Scope()))


@pytest.mark.parametrize(
    ("formula", "language", "text", "score"),
    [
        # Six words of one syllable: 206.835 - 1.015 * 6 - 84.6 * 1.
        ("flesch-reading-ease", "en", CAT, "116.1"),
        ("flesch-kincaid-grade", "en", CAT, "-1.4"),
        ("smog-index", "en", CAT, "3.1"),
        # 180 - 6 - 58.5 * 7 / 6.
        ("flesch-reading-ease", "de", "Der Hund sitzt auf dem Sofa. ", "105.8"),
        # 207 - 1.015 * 4 - 73.6 * 1.
        ("flesch-reading-ease", "fr", "Le chat est là. ", "129.3"),
        # 206.84 - 1.02 * 4 - 60 * 6 / 4.
        ("flesch-reading-ease", "es", "La casa es verde. ", "112.8"),
        ("szigriszt-pazos", "es", "La casa es verde. ", "109.4"),
        # 4 + 100 * 1 / 4.
        ("lix", "sv", "Hunden sitter vid fönstret. ", "29.0"),
        ("wiener-sachtextformel", "de", "Der Hund sitzt auf dem Dach. ", "-3.1"),
        # 89 + (300 - 10 * 12) / 4, with the full stop taken for a letter.
        ("gulpease-index", "it", "La casa è verde. ", "131.5"),
    ],
)
def test_the_score_is_that_of_the_formula_for_the_language(
    formula: Formula, language: str, text: str, score: str
) -> None:
    (match,) = found(text * 20, formula, language, least=1000)
    assert match.values["score"] == score


@pytest.mark.parametrize(
    ("bounds", "limit"),
    [
        ({"least": 50}, "at least 50"),
        ({"most": -600.5}, "at most -600.5"),
        ({"least": 50, "most": 100}, "at least 50"),
        ({"least": -1000}, None),
        ({"most": 0}, None),
    ],
)
def test_a_text_is_found_when_its_score_is_out_of_bounds(bounds: dict[str, Any], limit: str | None) -> None:
    assert [say_value(match.values["limit"]) for match in found(GARDENS * 20, "flesch-reading-ease", **bounds)] == (
        [limit] if limit else []
    )


@pytest.mark.parametrize(
    ("formula", "language"),
    [("flesch-reading-ease", "ja"), ("flesch-reading-ease", "pl"), ("smog-index", "de"), ("gulpease-index", "en")],
)
def test_other_languages_are_left_alone(formula: Formula, language: str) -> None:
    assert found(GARDENS * 20, formula, language, least=1000) == []


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        (GARDENS * 19, False),
        (GARDENS * 20, True),
        (GARDENS * 19 + "\n\n# " + GARDENS, False),
        (GARDENS * 19 + "Oh no. ", False),
        (GARDENS * 10 + "\n\n- " + GARDENS * 10, True),
        (GARDENS * 19 + "\n\n" + "Das ist nicht der Garten, in dem wir mit den Kindern waren.", False),
    ],
)
def test_only_a_text_of_enough_sentences_is_judged(text: str, *, judged: bool) -> None:
    assert bool(found(text, "flesch-reading-ease", least=50)) is judged


def test_the_longest_sentences_are_shown() -> None:
    text = f"{CAT * 20}\n\nIt is e.g. 3.5 times as large. The cat sat on the mat and on the bed.\n"
    (match,) = found(text, "flesch-reading-ease", most=100)
    assert [say_reason(place.message) for place in match.related] == [
        "one of the longest sentences: 10 words",
        "one of the longest sentences: 7 words",
        "one of the longest sentences: 6 words",
    ]
    assert (match.values["sentences"], match.span.start) == (22, 18)


def test_nothing_is_kept_and_the_language_of_others_stays() -> None:
    import textstat
    from textstat.backend.selections import list_words

    before = textstat.flesch_reading_ease(CAT)
    assert found("Der Hund sitzt auf dem Sofa. " * 20, "flesch-reading-ease", "de", least=1000)
    assert list_words.cache_info().currsize == 0
    assert textstat.flesch_reading_ease(CAT) == before


@pytest.mark.parametrize(
    ("bounds", "message"), [({}, "which score is meant"), ({"least": 2, "most": 1.5}, "at least 2 and at most 1.5")]
)
def test_bounds_that_mean_nothing_are_a_mistake(bounds: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Options("lix", **bounds)
