"""Which language a person is spoken to in; of words nothing is loaded before one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from endmark.messages import SpokenLanguage

LANGUAGES: tuple[SpokenLanguage, ...] = get_args(SpokenLanguage)

VARIABLE = "ENDMARK_LANG"
"""The environment variable that names a language."""


def find_language(environment: Mapping[str, str]) -> SpokenLanguage:
    """The language that an environment asks for, English where it asks for one that nobody knows.

    `ENDMARK_LANG` comes first, then what POSIX has for the language of messages.
    """
    for variable in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := environment.get(variable):
            return recognise_language(wanted) or "en"
    return "en"


def recognise_language(name: str) -> SpokenLanguage | None:
    """The language that a locale or a tag names, such as `ja_JP.UTF-8` or `zh-CN`; None for one that nobody knows."""
    tag = name.partition(".")[0].replace("-", "_").partition("_")[0].lower()
    return next((language for language in LANGUAGES if language == tag), None)


def speak_language(language: str) -> None:
    """Say everything in a language from now on."""
    from endmark.messages.catalogue import speak
    from endmark.messages.languages import load_catalogue

    speak(load_catalogue(language))
