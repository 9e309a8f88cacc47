"""What paths call an article."""

from __future__ import annotations

import pytest

from endmark.document.article_name import ArticleName, parse_article_name


@pytest.mark.parametrize(
    ("path", "language", "name"),
    [
        ("barn.md", "", "barn"),
        ("barn.ja.md", "ja", "barn"),
        ("ja/barn.md", "ja", "barn"),
        ("site-ja/barn.md", "ja", "barn"),
        ("zh_Hant_TW/barn.md", "zh-hant-tw", "barn"),
        ("pt-BR/barn.md", "pt-br", "barn"),
        ("pt-BR/barn.fr.md", "fr", "barn"),
        ("docs-pt-BR/barn.md", "pt-br", "barn"),
        ("docs/barn/index.md", "", "/barn"),
        ("barn/ja/README.md", "ja", "/barn"),
        ("ja/index.md", "ja", "/"),
        ("ja.md", "ja", "ja"),
    ],
)
def test_a_path_names_an_article_and_a_language(path: str, language: str, name: str) -> None:
    assert parse_article_name(path) == ArticleName(language, name)
