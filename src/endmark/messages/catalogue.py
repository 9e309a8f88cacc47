"""Codes and values → sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from endmark.messages.en import SENTENCES
from endmark.violation import Reason, Value

Sentences: TypeAlias = Mapping[str, str]
"""A code → what is said, with placeholders for its values.

Where a language tells one from many, `CODE.one` and `CODE.other` stand for
`CODE`; the value `count` decides.
"""

NONE: Sentences = MappingProxyType({})
"""The words of a rule that has none of its own."""

SEPARATOR = "list.separator"
"""The entry that holds what stands between the parts of a list."""


def say_reason(reason: Reason, own: Sentences = NONE) -> str:
    """A reason in words: those of a rule's `own`, else the English ones."""
    sentence = _find_sentence(reason, own)
    return sentence.format_map({name: say_value(value, own) for name, value in reason.values})


def fill_message(message: str, values: Mapping[str, Value], own: Sentences) -> str:
    """A message with words in the place of its placeholders."""
    for value in values.values():
        if isinstance(value, Reason):
            return message.format_map({name: say_value(value, own) for name, value in values.items()})
    return message.format_map(values)


def say_value(value: Value, own: Sentences = NONE) -> str | int:
    """A value as a sentence holds it."""
    if isinstance(value, Reason):
        return say_reason(value, own)
    if isinstance(value, tuple):
        return own.get(SEPARATOR, SENTENCES[SEPARATOR]).join(say_reason(reason, own) for reason in value)
    return f"{value:g}" if isinstance(value, float) else value


def list_names(code: str) -> tuple[str, ...]:
    """The entries of a catalogue that may say a code: its own, and those for one and for many."""
    return code, f"{code}.one", f"{code}.other"


def _find_sentence(reason: Reason, own: Sentences) -> str:
    code = reason.code
    count = next((value for name, value in reason.values if name == "count"), None)
    names = (code,) if count is None else (f"{code}.{'one' if count == 1 else 'other'}", code)
    for sentences in (own, SENTENCES):
        for name in names:
            if name in sentences:
                return sentences[name]
    raise KeyError(code)
