"""The language in which a person is spoken to."""

from __future__ import annotations

import os

import click

from endmark.messages import SpokenLanguage
from endmark.messages.choosing import LANGUAGES, VARIABLE, speak_language

_ASKED = f"{__name__}.asked"


def add_language_option(command: click.Command) -> None:
    """Add `--lang LANGUAGE`, which holds at once; the command gets nothing."""
    click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help=f"The language of messages; else that of {VARIABLE}, of the config, or of the system.",
    )(command)


def _speak(ctx: click.Context, _parameter: click.Parameter, language: str | None) -> None:
    if language:
        ctx.meta[_ASKED] = language
        speak_language(language)


def get_asked(ctx: click.Context) -> str | None:
    """The language that the command line asks for."""
    asked: str | None = ctx.meta.get(_ASKED)
    return asked


def speak_as_configured(language: SpokenLanguage | None) -> None:
    """Say everything in the language of the config from now on, unless the person has asked for one."""
    ctx = click.get_current_context(silent=True)
    if language and not os.environ.get(VARIABLE) and not (ctx and get_asked(ctx)):
        speak_language(language)
