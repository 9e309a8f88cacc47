"""The words that roles are told by."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from endmark.document import role_words
from endmark.document.role_words import CLAUSES_LISTED, get_role_words

FILES = Path(role_words.__file__).parent / "words"


def test_which_languages_list_clauses() -> None:
    listed = {path.stem for path in FILES.glob("*.yaml") if yaml.safe_load(path.read_text("utf-8")).get("clauses")}
    assert listed == CLAUSES_LISTED


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "What they do with books", True),
        # English words are other words elsewhere.
        ("pt", "Leitores de livros do velho moinho", False),
        ("pt", "Leitores que usam livros", True),
        ("it", "I libri del vecchio mulino", False),
        ("it", "I libri che usano", True),
        ("pl", "Droga do starego młyna", False),
        # Who writes in these writes English, too; of other languages nothing is known.
        ("ja", "What they do", True),
        ("sv", "What they do", True),
        ("und", "What they do", True),
    ],
)
def test_words_of_clauses_are_those_of_the_language(language: str, text: str, expected: bool) -> None:
    assert get_role_words(language, "Latn").hold_clause(text) is expected
