"""The languages that endmark speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from types import MappingProxyType

from endmark.messages.catalogue import ENGLISH, Catalogue
from endmark.messages.en import SENTENCES, choose_form
from endmark.messages.plural import PluralForm

_FOLDER = Path(__file__).parent

# Japanese and Chinese have one form only, but part one line from a range where English parts one from several.
_FORMS: Mapping[str, Callable[[int | float], PluralForm]] = MappingProxyType({"ja": choose_form, "zh": choose_form})
"""How each language but English counts; its words are in `LANGUAGE.po`, from which `LANGUAGE.mo` is made.

What has no words in a language yet is said in English.
"""


@cache
def load_catalogue(language: str) -> Catalogue:
    """The catalogue of one of the languages."""
    if language == "en":
        return ENGLISH
    with (_FOLDER / f"{language}.mo").open("rb") as file:
        translations = GNUTranslations(file)
    return Catalogue(_Sentences(translations), _FORMS[language], translations, language)


class _Sentences(Mapping[str, str]):
    """What every code says, by the names that English has for it and those of the forms that a language adds.

    It is English where there are no other words.
    """

    def __init__(self, translations: GNUTranslations) -> None:
        self._translations = translations

    def __getitem__(self, name: str) -> str:
        english = SENTENCES.get(name)
        if english is None:
            english = SENTENCES[f"{name.rpartition('.')[0]}.other"]
        return self._translations.pgettext(name, english) if english else english

    def __iter__(self) -> Iterator[str]:
        return iter(SENTENCES)

    def __len__(self) -> int:
        return len(SENTENCES)
