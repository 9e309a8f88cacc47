"""Words of a language that show, several of them together, who speaks to whom and of what."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeAlias
from unicodedata import normalize

from msgspec import Struct

from endmark.document.blocks import ATOM
from endmark.document.language import LanguageCode

if TYPE_CHECKING:
    from endmark.storage.aside import Frozen

_SEPARATORS = dict.fromkeys(
    map(ord, f"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{{|}}~、。，．！？：；（）「」『』【】《》…—–“”„«»‘’¿¡·।؟،؛{ATOM}"), " "
)
"""What stands between words; a set of its own, since Python takes the vowel signs of Hindi and Thai for no letters."""

_DOT_ABOVE = "\u0307"
"""What is left of a Turkish capital İ when it is made small."""

_UNSPACED = frozenset({"ja", "ko", "th", "zh"})
"""Their words are not parted by blanks, or carry others at both ends."""


class Cues(Struct, frozen=True):
    """Words by what they show, in small or capital letters; a `*` stands where a word goes on.

    Of whoever ordered the text speak `orders` (what was asked for or sent), `task` (the order as such),
    `user` (the wishes of "the user"), `replies` (the messages of a chat) and `offers` (of further work).
    `consent` counts only at the beginning. `writer`, `reader`, `conditions` and `plans` are those of anybody
    who says I and you, "if you like" and "let me". Of the text as a piece of work speak `work` (what was done
    to it), `piece` (what it is), `delivery` (that here it comes), `audience`, `language`, `manner` (its tone),
    `choices` (several to choose from),
    `structure` (its headings), `format` (how that is marked up), `length`, `untouched` (what was left as it
    was) and `use` (where it goes). A note between two passes speaks of a `part` of the text, of its `rest`, of an
    `absence` (what was left out or shortened), and of a `limit`. `public` is what is said to all readers, or of a
    source. Words of `aside` hold a cue, and are none.
    """

    orders: tuple[str, ...] = ()
    task: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    writer: tuple[str, ...] = ()
    reader: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    piece: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    manner: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    structure: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    length: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    absence: tuple[str, ...] = ()
    limit: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


OF_NOTES = ("part", "rest", "absence", "limit")
"""What those cues show that only a note between two passes holds."""

FAMILIES = tuple(name for name in Cues.__struct_fields__ if name not in {"aside", *OF_NOTES})
"""What cues may show that are said to somebody."""

_Prepared: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]
"""The cues of each family, each with what is looked for in a text that `fold_words` made."""


class LanguageCues(Struct, frozen=True, dict=True):
    """The `cues` of one `language`."""

    language: LanguageCode
    cues: Cues

    @cached_property
    def search(self) -> CueSearch:
        """The search for them."""
        return CueSearch(self._prepare())

    def _prepare(self) -> dict[str, list[tuple[str, str]]]:
        spaced = self.language not in _UNSPACED
        return {
            family: [(cue, _prepare_words(cue, spaced=spaced)) for cue in words]
            for family, words in list_cues(self.cues)
        }

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return KeptCues(self.language, marshal.dumps(self._prepare())).__reduce_ex__(protocol)


class KeptCues(Struct, frozen=True, dict=True):
    """What is left of the cues of a `language` in a pickle: `prepared` is read when somebody looks for them.

    Most articles are in one of twenty languages.
    """

    language: LanguageCode
    prepared: Frozen

    @cached_property
    def search(self) -> CueSearch:
        """The search for them."""
        # Who hands over a pickle has checked that it is as a program like this one wrote it.
        return CueSearch(marshal.loads(self.prepared))  # noqa: S302

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        from endmark.storage.aside import put_aside

        return KeptCues, (self.language, put_aside(self.prepared, protocol))


def list_cues(cues: Cues) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The families of which there are words, with these."""
    for family in cues.__struct_fields__:
        if words := getattr(cues, family):
            yield family, words


def _prepare_words(cue: str, *, spaced: bool) -> str:
    folded = normalize("NFKC", cue).casefold().replace(_DOT_ABOVE, "")  # a Thai vowel is two signs there
    words = " ".join(folded.replace("*", " ").replace("'", " ").replace("-", " ").split())
    return f"{'' if cue[0] == '*' else ' '}{words}{'' if cue[-1] == '*' else ' '}" if spaced else words


Seen: TypeAlias = Mapping[str, str]
"""By family the first of its cues that a text holds, as an editor wrote it."""


class CueSearch:
    """The cues of a language, as they are looked for."""

    def __init__(self, prepared: _Prepared) -> None:
        self._families = prepared
        self._aside = [words for _, words in prepared.get("aside", ())]

    def find(self, text: str, families: Sequence[str], without: str = "") -> Seen:
        """Which of the families a text that `fold_words` made shows, by a cue that is not in the other one.

        What is public stays so, wherever else it stands.
        """
        seen = {}
        bare, others = self._leave_out_aside(text), self._leave_out_aside(without)
        for name in families:
            for cue, words in self._families.get(name, ()):
                if name == "public":
                    here = words in text
                elif name == "consent":
                    here = bare.startswith(words, words[0] != " ")
                else:
                    here = words in bare and (not others or _get_topic(words, name) not in others)
                if here:
                    seen[name] = cue
                    break
        return seen

    def _leave_out_aside(self, text: str) -> str:
        """The text without the words that hold a cue and are none."""
        for words in self._aside:
            text = text.replace(words, f" {ATOM} ")
        return text


def _get_topic(words: str, family: str) -> str:
    """What of some words shows that an article is about them: about users, where one of them wants something."""
    return f" {words.split(maxsplit=1)[0]} " if family == "user" and " " in words else words


def fold_words(text: str) -> str:
    """The words of a text in small letters, with a blank around each."""
    small = normalize("NFKC", text).casefold().replace(_DOT_ABOVE, "")
    return f" {' '.join(small.translate(_SEPARATORS).split())} "
