"""Words of a language that show, several of them together, who speaks to whom and of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeAlias, TypedDict, cast
from unicodedata import normalize

from msgspec import Struct

from endmark.document.blocks import ATOM
from endmark.document.language_tag import LanguageCode

_SEPARATORS = dict.fromkeys(
    map(ord, f"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{{|}}~、。，．！？：；（）「」『』【】《》…—–“”„«»‘’¿¡·।؟،؛{ATOM}"), " "
)
"""What stands between words; a set of its own, since Python takes the vowel signs of Hindi and Thai for no letters."""

_DOT_ABOVE = "\u0307"
"""What is left of a Turkish capital İ when it is made small."""

_UNSPACED = frozenset({"ja", "ko", "th", "zh"})
"""Their words are not parted by blanks, or carry others at both ends."""


class Cues(TypedDict, total=False):
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

    orders: tuple[str, ...]
    task: tuple[str, ...]
    user: tuple[str, ...]
    replies: tuple[str, ...]
    offers: tuple[str, ...]
    consent: tuple[str, ...]
    writer: tuple[str, ...]
    reader: tuple[str, ...]
    conditions: tuple[str, ...]
    plans: tuple[str, ...]
    work: tuple[str, ...]
    piece: tuple[str, ...]
    delivery: tuple[str, ...]
    audience: tuple[str, ...]
    language: tuple[str, ...]
    manner: tuple[str, ...]
    choices: tuple[str, ...]
    structure: tuple[str, ...]
    format: tuple[str, ...]
    length: tuple[str, ...]
    untouched: tuple[str, ...]
    use: tuple[str, ...]
    part: tuple[str, ...]
    rest: tuple[str, ...]
    absence: tuple[str, ...]
    limit: tuple[str, ...]
    public: tuple[str, ...]
    aside: tuple[str, ...]


OF_NOTES = ("part", "rest", "absence", "limit")
"""What those cues show that only a note between two passes holds."""

FAMILIES = tuple(name for name in Cues.__annotations__ if name not in {"aside", *OF_NOTES})
"""What cues may show that are said to somebody."""


class LanguageCues(Struct, frozen=True, dict=True):
    """The `cues` of one `language`."""

    language: LanguageCode
    cues: Cues

    @cached_property
    def search(self) -> CueSearch:
        """The search for them."""
        return CueSearch(self.cues, spaced=self.language not in _UNSPACED)


def get_words(cues: Cues) -> Mapping[str, tuple[str, ...]]:
    """The words of each family."""
    return cast("Mapping[str, tuple[str, ...]]", cues)


Seen: TypeAlias = Mapping[str, str]
"""By family the first of its cues that a text holds, as an editor wrote it."""


class CueSearch:
    """The cues of a language, as they are looked for."""

    def __init__(self, cues: Cues, *, spaced: bool) -> None:
        self._cues = get_words(cues)
        self._spaced = spaced
        self._families: dict[str, list[tuple[str, str]]] = {}
        self._aside = [words for _, words in self._prepare("aside")]

    def find(self, text: str, families: Sequence[str], without: str = "") -> Seen:
        """Which of the families a text that `fold_words` made shows, by a cue that is not in the other one.

        What is public stays so, wherever else it stands.
        """
        seen = {}
        bare, others = self._leave_out_aside(text), self._leave_out_aside(without)
        for name in families:
            for cue, words in self._families.get(name) or self._prepare(name):
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

    def _prepare(self, family: str) -> list[tuple[str, str]]:
        """The cues of a family, each with what is looked for in a text that `fold_words` made."""
        prepared = []
        for cue in self._cues.get(family, ()):
            folded = normalize("NFKC", cue).casefold().replace(_DOT_ABOVE, "")  # a Thai vowel is two signs there
            words = " ".join(folded.replace("*", " ").replace("'", " ").replace("-", " ").split())
            if self._spaced:
                words = f"{'' if cue[0] == '*' else ' '}{words}{'' if cue[-1] == '*' else ' '}"
            prepared.append((cue, words))
        self._families[family] = prepared
        return prepared

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
