"""Codes and values → sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from types import MappingProxyType
from typing import Protocol, TypeAlias

from msgspec import Struct

from endmark.errors import Problem
from endmark.messages import en
from endmark.messages.plural import PluralForm
from endmark.phrase import Phrase, as_phrase, join_phrases, quote
from endmark.violation import Reason, Value

Sentences: TypeAlias = Mapping[str, str]
"""A code → what is said, with placeholders for its values."""


OF_A_RULE, OF_A_PHRASE, OF_HELP = "rule", "phrase", "help"
"""The contexts of words that have no code: of the messages, summaries and reasons of rules, of phrases, of help."""


class Translations(Protocol):
    """Words in one language → those of another, as `gettext` has them."""

    def pgettext(self, context: str, message: str, /) -> str:
        """What is said instead of a message, in a context; the message where there is nothing."""


class Untranslated:
    """The words of English, which need no `gettext`."""

    def pgettext(self, context: str, message: str, /) -> str:  # noqa: ARG002 - as above
        """The message."""
        return message


class Catalogue(Struct, frozen=True):
    """What every code says in one language, and how the language counts.

    `choose_form` gives the plural form for a number, by which the value `count`
    chooses among the entries `CODE.FORM`. Numbers whose form has no entry are said
    by `CODE.other`. A language that does not tell one from many has the entry `CODE`
    alone. `translations` has the words of the rules that come with endmark; `language`
    is its tag.
    """

    sentences: Sentences
    choose_form: Callable[[int | float], PluralForm]
    translations: Translations = Untranslated()
    language: str = "en"

    def translate(self, words: str) -> str:
        """The words of a rule in the language; as they are where it has none for them."""
        return self.translations.pgettext(OF_A_RULE, words)

    def translate_help(self, words: str) -> str:
        """What the help says in the language; in English where it has no words."""
        return self.translations.pgettext(OF_HELP, words)

    def say(self, words: str) -> str:
        """Words for a person in the language: a phrase with what stands in it, other words as they are."""
        return words.say(partial(self.translations.pgettext, OF_A_PHRASE)) if isinstance(words, Phrase) else words


ENGLISH = Catalogue(en.SENTENCES, en.choose_form)

_SPOKEN: ContextVar[Catalogue] = ContextVar("catalogue", default=ENGLISH)


def get_spoken() -> Catalogue:
    """The catalogue that things are said by, here and now."""
    return _SPOKEN.get()


def speak(catalogue: Catalogue) -> None:
    """Say everything by a catalogue from now on, in this thread."""
    _SPOKEN.set(catalogue)


@contextmanager
def speaking(catalogue: Catalogue) -> Iterator[None]:
    """Say everything by a catalogue meanwhile, in this thread."""
    token = _SPOKEN.set(catalogue)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def translate(words: str) -> str:
    """The words of a rule that comes with endmark, in the language that is spoken."""
    return _SPOKEN.get().translate(words)


def join_sentences(sentences: Iterable[str]) -> str:
    """Sentences one after the other, as the language that is spoken parts them."""
    return say(join_phrases(*map(quote, sentences)) or "")


def say(words: str) -> str:
    """Words for a person in the language that is spoken; only phrases are translated."""
    return _SPOKEN.get().say(words)


def say_problem(problem: Problem) -> Problem:
    """The same problem; its message holds, in the language that is spoken, what is wrong and what helps."""
    words = say(join_phrases(as_phrase(problem.message), problem.hint and as_phrase(problem.hint)) or "")
    return problem._replace(message=quote(words), hint=None)


NONE: Sentences = MappingProxyType({})
"""The words of a rule that has none of its own."""

SEPARATOR = "list.separator"
"""The entry that holds what stands between the parts of a list."""

CLAUSES = "list.clauses"
"""The same where the parts are clauses, which some languages part as they part sentences."""

_OF_CLAUSES = "reason"
"""The placeholder of messages that stands for clauses."""

_LONGEST = 1_000
"""Characters of the article that a sentence quotes; what was found may be a megabyte without a space."""


def say_reason(reason: Reason, own: Sentences = NONE, catalogue: Catalogue | None = None) -> str:
    """A reason in words: those of a rule's `own`, else those of the catalogue."""
    catalogue = catalogue or _SPOKEN.get()
    sentence = _find_sentence(reason, own, catalogue)
    return sentence.format_map({name: say_value(value, own, catalogue) for name, value in reason.values})


def fill_message(message: str, values: Mapping[str, Value], own: Sentences, catalogue: Catalogue | None = None) -> str:
    """The message of a rule with words in the place of its placeholders."""
    catalogue = catalogue or _SPOKEN.get()
    message = catalogue.translate(message)
    for value in values.values():
        if isinstance(value, (Reason, tuple)) or (isinstance(value, str) and len(value) > _LONGEST):
            return message.format_map({name: say_value(value, own, catalogue, name) for name, value in values.items()})
    return message.format_map(values)


def say_value(value: Value, own: Sentences = NONE, catalogue: Catalogue | None = None, name: str = "") -> str | int:
    """A value as a sentence holds it in the place of the placeholder of that name."""
    if isinstance(value, Reason):
        return say_reason(value, own, catalogue)
    if isinstance(value, tuple):
        catalogue = catalogue or _SPOKEN.get()
        entry = CLAUSES if name == _OF_CLAUSES else SEPARATOR
        separator = own.get(entry) or own.get(SEPARATOR) or catalogue.sentences[entry]
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
