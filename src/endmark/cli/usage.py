"""Mistakes on the command line, told in the language that is spoken."""

from __future__ import annotations

import re
from typing import NamedTuple

import click

from endmark.cli.help import format_usage
from endmark.errors import find_nearest
from endmark.messages.catalogue import Catalogue
from endmark.phrase import Phrase, as_phrase, phrase, quote


class _Said(NamedTuple):
    """What click says, with a group for each word that it fills in, and the same as a phrase of ours."""

    english: re.Pattern[str]
    template: Phrase


_OF_CLICK = (
    _Said(re.compile(r"Option (?P<name>\S+) requires an argument\."), phrase("The option {name} needs a value.")),
    _Said(re.compile(r"Option (?P<name>\S+) does not take a value\."), phrase("The option {name} takes no value.")),
    _Said(
        re.compile(r"Got unexpected extra arguments? \((?P<names>.*)\)", re.DOTALL),
        phrase("This is too much: {names}."),
    ),
    _Said(re.compile(r"(?P<value>.*) is not one of (?P<names>.*)\.", re.DOTALL), phrase("{value} is none of {names}.")),
    _Said(
        re.compile(r"(?P<value>.*) is not in the range (?P<range>.*)\.", re.DOTALL),
        phrase("{value} is not in the range {range}."),
    ),
    _Said(re.compile(r"(?P<value>.*) is not a valid integer\.", re.DOTALL), phrase("{value} is no whole number.")),
    _Said(re.compile(r"Missing command\."), phrase("Name a command.")),
)
"""The mistakes that a command line of endmark can have, besides those that are classes of click."""


_WITH_VARIABLE = re.compile(r"(?P<name>.*) \(env var: (?P<variable>.*)\)")


def format_mistake(error: click.ClickException, catalogue: Catalogue) -> str:
    """How the command is called, where its help is, and what is wrong."""
    said = catalogue.say(phrase("Error: {message}", message=explain_mistake(error)))
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return f"{said}\n"
    help_ = catalogue.say(phrase("`{command} --help` says more.", command=ctx.command_path))
    return f"{format_usage(ctx.command, ctx, catalogue.translate_help)}{help_}\n\n{said}\n"


def explain_mistake(error: click.ClickException) -> Phrase:
    """What is wrong, as a phrase."""
    match error:
        case click.NoSuchOption():
            said = phrase("There is no option {name}.", name=error.option_name)
            near = find_nearest(error.option_name, error.possibilities or ())
            return (
                phrase("{first} {second}", first=said, second=phrase("Did you mean {nearest!r}?", nearest=near))
                if near
                else said
            )
        case click.MissingParameter() if error.param is not None:
            return phrase("{name} is missing.", name=error.param.make_metavar(error.ctx or click.get_current_context()))
        case click.BadParameter():
            hint = error.param_hint or (error.param and error.param.get_error_hint(error.ctx))
            name = hint if isinstance(hint, str) else " / ".join(hint or ())
            return phrase(
                "{name}: {message}", name=_name_option(name.replace("'", "")), message=_recognise(error.message)
            )
        case click.UsageError() if error.message.startswith("No such command"):
            return phrase(
                "There is no command {name}.", name=error.message.removeprefix("No such command ").rstrip(".")
            )
        case _:
            return _recognise(error.message)


def _name_option(hint: str) -> Phrase:
    """An option as click names it, perhaps with the variable of the environment that may stand for it."""
    if found := _WITH_VARIABLE.fullmatch(hint):
        return phrase("{name} (or {variable} in the environment)", name=found["name"], variable=found["variable"])
    return quote(hint)


def _recognise(words: str) -> Phrase:
    """The words as a phrase, also where click has said them."""
    if isinstance(words, Phrase):
        return words
    for said in _OF_CLICK:
        if found := said.english.fullmatch(words):
            return Phrase(said.template.template, found.groupdict())
    return as_phrase(words)
