"""Codes and values → sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from endmark.messages import en
from endmark.messages.plural import PluralForm
from endmark.violation import Reason, Value

Sentences: TypeAlias = Mapping[str, str]
"""A code → what is said, with placeholders for its values."""


class Catalogue(NamedTuple):
    """What every code says in one language, and how the language counts.

    `choose_form` gives the plural form for a number, by which the value `count`
    chooses among the entries `CODE.FORM`. Numbers whose form has no entry are said
    by `CODE.other`. A language that does not tell one from many has the entry `CODE`
    alone.
    """

    sentences: Sentences
    choose_form: Callable[[int | float], PluralForm]


ENGLISH = Catalogue(en.SENTENCES, en.choose_form)

NONE: Sentences = MappingProxyType({})
"""The words of a rule that has none of its own."""

SEPARATOR = "list.separator"
"""The entry that holds what stands between the parts of a list."""

_LONGEST = 1_000
"""Characters of the article that a sentence quotes; what was found may be a megabyte without a space."""


def say_reason(reason: Reason, own: Sentences = NONE, catalogue: Catalogue = ENGLISH) -> str:
    """A reason in words: those of a rule's `own`, else those of the catalogue."""
    sentence = _find_sentence(reason, own, catalogue)
    return sentence.format_map({name: say_value(value, own, catalogue) for name, value in reason.values})


def fill_message(message: str, values: Mapping[str, Value], own: Sentences, catalogue: Catalogue = ENGLISH) -> str:
    """A message with words in the place of its placeholders."""
    for value in values.values():
        if isinstance(value, Reason) or (isinstance(value, str) and len(value) > _LONGEST):
            return message.format_map({name: say_value(value, own, catalogue) for name, value in values.items()})
    return message.format_map(values)


def say_value(value: Value, own: Sentences = NONE, catalogue: Catalogue = ENGLISH) -> str | int:
    """A value as a sentence holds it."""
    if isinstance(value, Reason):
        return say_reason(value, own, catalogue)
    if isinstance(value, tuple):
        separator = own.get(SEPARATOR) or catalogue.sentences[SEPARATOR]
        return separator.join(say_reason(reason, own, catalogue) for reason in value)
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]}…"
    return f"{value:g}" if isinstance(value, float) else value


def list_names(code: str) -> tuple[str, ...]:
    """The entries of the English catalogue that may say a code: its own, and those for one and for many."""
    return code, f"{code}.one", f"{code}.other"


def _find_sentence(reason: Reason, own: Sentences, catalogue: Catalogue) -> str:
    code = reason.code
    count = next((value for name, value in reason.values if name == "count"), None)
    form = catalogue.choose_form(count) if isinstance(count, int | float) else None
    names = (f"{code}.{form}", code) if form else (code,)
    for sentences in (own, catalogue.sentences):
        for name in names:
            if name in sentences:
                return sentences[name]
    return catalogue.sentences[f"{code}.other" if form else code]
