"""The words that roles are told by: one file a language in the folder `words`, read when a block asks for it.

The files are plain, as `plain_yaml` reads them, since a YAML parser takes longer to load than an article to check.

They are looked up, and never made into patterns: to compile those of twenty languages
takes longer than to check an article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from endmark.document.late_pattern import compile_late
from endmark.document.plain_yaml import read_plain_yaml
from endmark.document.scripts import CJK_SCRIPTS

_FOLDER = Path(__file__).parent / "words"

LANGUAGES = frozenset("ar bn de en es fr hi id it ja ko nl pl pt ru th tr uk vi zh".split())  # noqa: SIM905 - a list of words
"""The languages that have a file there."""

CLAUSES_LISTED = LANGUAGES - {"ar", "bn", "hi", "th"}
"""Those of them whose `clauses` are listed."""

_BY_SCRIPT: Mapping[str, Sequence[str]] = {
    "Arab": ("ar",),
    "Cyrl": ("ru", "uk"),
    "Deva": ("hi",),
    "Latn": ("id", "pl", "tr", "vi"),
}
"""Those that a text shows by its script at most: their words are looked for where no language is known."""

_ALPHABETS = CLAUSES_LISTED - CJK_SCRIPTS.keys()
_ALWAYS = "en"
"""`Photo:` and `via` stand below pictures in all languages."""

KEYS = (
    "captions",
    "sources",
    "bylines",
    "fields",
    "notices",
    "closings",
    "calendar",
    "pointers",
    "leads",
    "notes",
    "goes_on",
    "particles",
    "clauses",
)
"""What a file may list:

* `captions`: what is shown, before its number or a colon (`Figure 3`, `写真：`);
* `sources`, `bylines`: whence something is, and who made it, before a colon or a name;
* `fields`: the keys of lines such as `Date: …`, which may be none of a sentence;
* `notices`: what stands before a colon and a sentence like any other (`Note: …`);
* `closings`: how a letter closes;
* `calendar`: what dates, times and prices are made of besides figures;
* `pointers`: what points at the next thing on the page (`as follows`, `下图`);
* `leads`: what stands right before what is shown, which completes the sentence (`with`, `is`, `如`);
* `notes`: headings over footnotes;
* `goes_on`: what no sentence begins with; `particles` the same, where no hiragana follows it;
* `clauses`: what stands in most sentences and in few titles: pronouns, auxiliary verbs, the sign of the topic.
"""

_RUN = compile_late(r"[^\W\d_]+")
_WORD = compile_late(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FIRST_CJK = "\u3040"
_ALPHABETIC = compile_late("[a-z\u00df-\u052f\u0620-\u06ff\u0900-\u09ff]")
"""The first letter of a word that has a space before it."""


class RoleWords(Struct, frozen=True):
    """The words for blocks of one language, in small letters.

    `makers` are sources and bylines. `calendar` has words of letters only; `longest`
    is the length of the longest of them. `spaced` are the pointers before which a
    space stands, with it. `signs` are those of the clauses that stand within words.
    """

    captions: frozenset[str]
    sources: frozenset[str]
    bylines: frozenset[str]
    makers: tuple[str, ...]
    fields: frozenset[str]
    notices: frozenset[str]
    closings: frozenset[str]
    calendar: frozenset[str]
    longest: int
    pointers: tuple[str, ...]
    spaced: tuple[str, ...]
    leads: tuple[str, ...]
    notes: frozenset[str]
    goes_on: tuple[str, ...]
    particles: frozenset[str]
    clauses: frozenset[str]
    signs: tuple[str, ...]

    def is_stamp(self, text: str) -> bool:
        """Whether all words of a text are of a date, a time or a price."""
        return all(self._is_dated(run) for run in _RUN.findall(text.casefold()))

    def _is_dated(self, run: str) -> bool:
        """Whether a run of letters is such a word, or several of them without a space."""
        start = 0
        while start < len(run):
            sizes = range(min(self.longest, len(run) - start), 0, -1)
            size = next((size for size in sizes if run[start : start + size] in self.calendar), 0)
            if not size:
                return False
            start += size
        return True

    def hold_clause(self, text: str) -> bool:
        """Whether a text has words of a sentence, rather than of a title."""
        words = set(_WORD.findall(text.casefold()))
        return not words.isdisjoint(self.clauses) or any(sign in text for sign in self.signs)

    def points_on(self, text: str) -> bool:
        """Whether a text points at what is shown next."""
        words = f" {text.casefold()}"
        return any(pointer in words for pointer in self.pointers) or any(pointer in words for pointer in self.spaced)


@cache
def get_role_words(language: str, script: str) -> RoleWords:
    """The words for a block in that language, or in that script where the language has none."""
    own = (language,) if language in LANGUAGES else _BY_SCRIPT.get(script, ())
    return _join_words(own)


@cache
def _join_words(languages: Sequence[str]) -> RoleWords:
    files = [_load_words(language) for language in dict.fromkeys((*languages, _ALWAYS))]
    words = {key: [word.casefold() for file in files for word in file.get(key, ())] for key in KEYS}
    if len(languages) == 1 and languages[0] in _ALPHABETS:
        # The English ones are other words there: `do` is "of the" in Portuguese.
        words["clauses"] = [word.casefold() for word in _load_words(languages[0])["clauses"]]
    calendar = frozenset(run for word in words["calendar"] for run in _RUN.findall(word))
    return RoleWords(
        captions=frozenset(words["captions"]),
        sources=frozenset(words["sources"]),
        bylines=frozenset(words["bylines"]),
        makers=(*words["sources"], *words["bylines"]),
        fields=frozenset(words["fields"]),
        notices=frozenset(words["notices"]),
        closings=frozenset(words["closings"]),
        calendar=calendar,
        longest=max(map(len, calendar)),
        pointers=tuple(word for word in words["pointers"] if not _ALPHABETIC.match(word)),
        spaced=tuple(f" {word}" for word in words["pointers"] if _ALPHABETIC.match(word)),
        leads=tuple(words["leads"]),
        notes=frozenset(words["notes"]),
        goes_on=tuple(words["goes_on"]),
        particles=frozenset(words["particles"]),
        clauses=frozenset(words["clauses"]),
        signs=tuple(sign for sign in words["clauses"] if sign > _FIRST_CJK),
    )


@cache
def _load_words(language: str) -> Mapping[str, Sequence[str]]:
    fields = read_plain_yaml((_FOLDER / f"{language}.yaml").read_text("utf-8"), 0)
    return {field.name: field.items for field in fields or ()}
