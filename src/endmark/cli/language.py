"""The language in which a person is spoken to."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, get_args

import click

from endmark.messages import SpokenLanguage

LANGUAGES: tuple[SpokenLanguage, ...] = get_args(SpokenLanguage)

VARIABLE = "ENDMARK_LANG"
"""The environment variable that names a language."""

_ASKED = f"{__name__}.asked"


def add_language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang LANGUAGE`, which holds at once; the command gets nothing."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=f"The language of messages; else that of {VARIABLE}, of the config, or of the system.",
    )(command)


def _speak(ctx: click.Context, _parameter: click.Parameter, language: str | None) -> None:
    if language:
        ctx.meta[_ASKED] = True
        speak_language(language)


def speak_language(language: str) -> None:
    """Say everything in a language from now on."""
    from endmark.messages.catalogue import speak
    from endmark.messages.languages import load_catalogue

    speak(load_catalogue(language))


def speak_as_configured(language: SpokenLanguage | None) -> None:
    """Say everything in the language of the config from now on, unless the person has asked for one."""
    ctx = click.get_current_context(silent=True)
    if language and not os.environ.get(VARIABLE) and not (ctx and ctx.meta.get(_ASKED)):
        speak_language(language)


def find_language(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for, English where it asks for one that nobody knows.

    `ENDMARK_LANG` comes first, then what POSIX has for the language of messages.
    """
    for variable in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := environment.get(variable):
            tag = wanted.partition(".")[0].replace("-", "_").partition("_")[0].lower()
            return tag if tag in LANGUAGES else "en"
    return "en"
