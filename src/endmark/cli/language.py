"""The language in which a person is spoken to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

LANGUAGES = ("en", "ja")
"""What `messages.languages` has; that is not imported for English."""

VARIABLE = "ENDMARK_LANG"
"""The environment variable that names a language."""


def add_language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang LANGUAGE`, which holds at once; the command gets nothing."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=f"The language of messages; else that of {VARIABLE}, then that of the system.",
    )(command)


def _speak(_ctx: click.Context, _parameter: click.Parameter, language: str | None) -> None:
    if language:
        speak_language(language)


def speak_language(language: str) -> None:
    """Say everything in a language from now on."""
    from endmark.messages.catalogue import speak
    from endmark.messages.languages import load_catalogue

    speak(load_catalogue(language))


def find_language(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for, English where it asks for one that nobody knows.

    `ENDMARK_LANG` comes first, then what POSIX has for the language of messages.
    """
    for variable in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := environment.get(variable):
            tag = wanted.partition(".")[0].replace("-", "_").partition("_")[0].lower()
            return tag if tag in LANGUAGES else "en"
    return "en"
