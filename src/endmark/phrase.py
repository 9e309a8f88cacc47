"""Words for a person that a catalogue may say in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self


class Phrase(str):
    """Words in English that remember what they are made of.

    `template` is what a translator reads, with the names of `values` in braces; a value
    that is a phrase itself is said in the other language, too. Words without values are
    taken as they stand, braces and all.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any] | None = None) -> Self:
        """Fill a template."""
        self = super().__new__(cls, _fill(template, values) if values else template)
        self.template = template
        self.values = values or {}
        return self

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        return self.template, self.values

    def say(self, translate: Callable[[str], str]) -> str:
        """The phrase in another language, of which `translate` has the templates."""
        template = translate(self.template)
        if not self.values:
            return template
        said = {name: one.say(translate) if isinstance(one, Phrase) else one for name, one in self.values.items()}
        return _fill(template, said)


class _Written(str):
    """What stands in a file, which `{…!r}` shows with the backslashes that are there, not with twice as many."""

    __slots__ = ()

    def __repr__(self) -> str:
        return super().__repr__().replace(r"\\", "\\")


def _fill(template: str, values: dict[str, Any]) -> str:
    if "!r}" in template:
        values = {name: _Written(one) if type(one) is str else one for name, one in values.items()}
    return template.format_map(values)


def phrase(template: str, /, **values: Any) -> Phrase:
    """Words for a person: a template, as in `str.format`, and what stands in it.

    Translators find the template by its being written in the call.
    """
    return Phrase(template, values)


def counted(count: int, one: str, many: str, /, **values: Any) -> Phrase:
    """Words for a number, which stands in them as `count`: those for one, or those for many."""
    return Phrase(one if count == 1 else many, {"count": count, **values})


def quote(text: str, /) -> Phrase:
    """What others have said, which no catalogue knows: it is the same in each language."""
    return Phrase("{text}", {"text": text})


def as_phrase(words: str, /) -> Phrase:
    """Words as they are where they are a phrase, else those of others."""
    return words if isinstance(words, Phrase) else quote(words)


def join_phrases(*parts: Phrase | None) -> Phrase | None:
    """Sentences one after the other; None without any."""
    said = [one for one in parts if one]
    if len(said) < 2:  # noqa: PLR2004 - two are joined
        return said[0] if said else None
    first, *others = said
    for one in others:
        first = phrase("{first} {second}", first=first, second=one)
    return first


def join_choices(words: Iterable[Phrase]) -> Phrase:
    """Words of which one is meant, such as “a, b or c”."""
    *before, last = words
    if not before:
        return last
    return phrase("{first} or {second}", first=_list_words(before), second=last)


def join_all(words: Iterable[Phrase]) -> Phrase:
    """Words of which all are meant, such as “a, b and c”."""
    *before, last = words
    if not before:
        return last
    return phrase("{first} and {second}", first=_list_words(before), second=last)


def _list_words(words: Iterable[Phrase]) -> Phrase:
    first, *others = words
    for word in others:
        first = phrase("{first}, {second}", first=first, second=word)
    return first


def get_phrase(error: ValueError) -> Phrase:
    """What an error says to a person, as a phrase where its words are one."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Phrase) else quote(str(error))


def explain_os_error(error: OSError) -> Phrase:
    """Why the system refused, in its own words."""
    said = error.strerror or str(error)
    return said if isinstance(said, Phrase) else recognise(said, _OF_THE_SYSTEM)


def recognise(words: str, known: Iterable[Phrase]) -> Phrase:
    """What others have said, as the phrase among those that are known; else as it is."""
    return next((one for one in known if one == words), None) or quote(words)


_OF_THE_SYSTEM = (
    phrase("No such file or directory"),
    phrase("Permission denied"),
    phrase("Operation not permitted"),
    phrase("Is a directory"),
    phrase("Not a directory"),
    phrase("File exists"),
    phrase("File name too long"),
    phrase("No space left on device"),
    phrase("Read-only file system"),
    phrase("Too many levels of symbolic links"),
    phrase("Too many open files"),
    phrase("Invalid argument"),
    phrase("Input/output error"),
)
"""What systems of POSIX say most often."""
