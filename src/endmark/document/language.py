"""The script and the language of a text, as far as a rule must know them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from typing import Annotated, TypeAlias

from endmark.document.front_matter import FrontMatter
from endmark.document.late_pattern import compile_late
from endmark.document.remembering import remember_short
from endmark.document.scripts import (
    HALFWIDTH_KANA,
    HAN,
    HAN_REPEATED,
    HANGUL,
    HANGUL_PARTS,
    KANA,
    LATIN,
    ONE_LANGUAGE,
    OTHERS,
    SCRIPT_RANGES,
    SMALL_KANA,
)

LanguageTag: TypeAlias = Annotated[str, "BCP 47 tag"]
"""A language, perhaps with its script and its region, in normal form: `ja`, `zh-Hant`, `en-GB`."""

LanguageCode: TypeAlias = Annotated[str, "BCP 47 primary subtag"]
"""A language alone: what the text of a block can show."""

_SAMPLE = 80
"""Code points that show the script: a long line costs no more than a short one."""

_FIRST_CHARACTERS = 24
_WORD_SAMPLE = 300
"""Code points that show the language: some fifty words."""

_HAN_SAMPLE = 2_000

_KANA = compile_late(f"[{KANA}{SMALL_KANA}{HALFWIDTH_KANA}]+")
_LATIN = compile_late(f"[{LATIN}]+")
_HAN = compile_late(f"[{HAN_REPEATED}{HAN}]+")
_HANGUL = compile_late(f"[{HANGUL_PARTS}{HANGUL}]+")
_OTHER = compile_late(f"[{OTHERS}]+")

_NOT_LATIN = compile_late("[^\0-\u036f\u2000-\u2bff]")
"""Without one of these, Latin letters and signs are all there is: a quick look, as all that follow."""

_EASTERN = compile_late("[^\0-\u10ff\u1200-\u3004]")
"""Among these are all Chinese, Japanese and Korean letters, and no signs that other languages have.

They are told by the others, which are fewer: Python goes through all characters of a set to compile it."""

_ARABIC_LETTERS = (("ur", "[ٹڈڑںے]"), ("fa", "[پچژگی]"))
"""Letters that Urdu and Persian have, and Arabic has not."""

_UKRAINIAN_LETTERS = "[їєґЇЄҐ]"
"""Letters that Ukrainian has, and no other language in the Cyrillic script with many readers."""

_RUSSIAN_LETTERS = "[ыэёЫЭЁ]"
_OTHER_CYRILLIC_LETTERS = "[ўЎәөүұқғңһҳӣӯӘӨҮҰҚҒҢҺҲӢӮіІ]"
"""Letters that Russian has and Bulgarian, Serbian and Macedonian have not, and those of its neighbours that have the
former, too."""

_LEAST_HITS = 2
_LETTERS_ONLY = compile_late(r"[^\W\d_]+")
_KEPT = bytes(filter(lambda code: chr(code).isalpha() or not chr(code).isascii(), range(256)))
_LETTERS = bytes(code if code in _KEPT else ord(" ") for code in bytes(range(256)).lower())
"""Leaves of text its letters, those of ASCII in small, and all that is not ASCII; then splitting is quicker than
searching."""

_COMMON_WORDS = {
    "en": "the of and to in is that it for was with as on are this be by from or have not you they which",
    "de": "der die und das den von zu mit ist auf für nicht ein eine dem des sich auch es werden wie wir ich",
    "fr": "le les et des une du que pour dans qui est pas sur au plus avec sont ce cette vous nous par ou de la en un",
    "es": "el los las y que del una por con para es se lo como más pero sus al no este está son su de la en un",
    "pt": "os e que do da uma não em para com por mais dos das ao é um se você como são foi seu de",
    "it": "il di che e un è per una non sono con del si da della le gli nel anche come più alla dei la",
    "nl": "de het een en van is dat op te zijn met voor niet aan er om ook als bij maar je wordt",
    "pl": "się nie jest że przez dla oraz są lub jak który która które tylko jako aby jeśli może tego",
    "tr": "ve bir bu için ile olarak çok daha gibi olan kadar sonra veya değil olduğu ise tüm",
    "id": "yang dan untuk dengan ini itu dari tidak pada adalah dalam akan dapat atau oleh sebagai anda juga",
    "vi": "và của là có không được cho các một những này trong để với người khi đã từ sẽ bạn",
    "nb": "og det som på til av med ikke den har kan er en å fra",
    "da": "og det som på til af med ikke den har kan er en fra",
    "sv": "och det som på till av med inte den har kan är en att från",
}
"""Those that several languages have stand in each: what is left of a short text is then no proof of one of them."""
_LANGUAGES = tuple(_COMMON_WORDS)
_HITS: defaultdict[bytes, int] = defaultdict(int)
"""For each common word a number with one byte for each language, which is 1 where the word is among its: the sum over
the words of a text holds how many of each language stand there."""
for _place, _words in enumerate(_COMMON_WORDS.values()):
    for _word in _words.split():
        _HITS[_word.encode()] += 1 << 8 * _place


def begins_in_japanese(text: str) -> bool:
    """Whether kana stand among the first characters; after a Japanese block that is proof enough, and quick."""
    return _KANA.search(text, 0, _FIRST_CHARACTERS) is not None


@remember_short(longest=40, kept=100)
def detect(text: str) -> tuple[str, str]:
    """The script of a text and its language."""
    script = detect_script(text)
    return script, detect_language(text, script)


def detect_script(text: str) -> str:
    """The ISO 15924 code of the script most letters belong to; "Zyyy" when there are no letters.

    Text that mixes kana with Chinese characters is Japanese (`Jpan`) when at
    least one letter in twelve is kana; a Chinese character weighs two letters,
    since it stands for about as much as two.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "Latn" if any(map(str.isalpha, sample)) else "Zyyy"
    if not _NOT_LATIN.search(sample):
        return "Latn" if _LATIN.search(sample) else "Zyyy"
    kana = han = hangul = 0
    if _EASTERN.search(sample):
        kana = _count_letters(_KANA, sample)
        han = _count_letters(_HAN, sample)
        if (kana + han) * 2 >= len(sample):  # as no other script can be
            return "Jpan" if kana * 12 >= kana + han else "Hani"
        hangul = _count_letters(_HANGUL, sample)
    weights = {"Hani": 2 * (kana + han), "Kore": 2 * hangul, "Latn": _count_letters(_LATIN, sample)}
    for run in _OTHER.findall(sample):
        script = _classify_character(run[0])
        weights[script] = weights.get(script, 0) + len(run)
    best = max(weights, key=weights.__getitem__)
    if not weights[best]:
        return "Zyyy"
    if best == "Hani" and kana * 12 >= kana + han:
        return "Jpan"
    return best


def _count_letters(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


@cache
def _classify_character(character: str) -> str:
    code = ord(character)
    return next((script for first, last, script in SCRIPT_RANGES if first <= code <= last), "Zzzz")


def detect_language(text: str, script: str) -> str:
    """The BCP 47 primary subtag that script and common words show, or "und".

    Languages in the Latin script are told apart by their commonest words; a
    text needs two of them, and more than any other language has.
    """
    if script in ONE_LANGUAGE:
        return ONE_LANGUAGE[script]
    if script == "Hani":
        return "zh"
    if script == "Arab":
        return next((language for language, letters in _ARABIC_LETTERS if re.search(letters, text)), "ar")
    if script == "Cyrl":
        return _detect_cyrillic(text)
    if script != "Latn":
        return "und"
    sample = text[:_WORD_SAMPLE]
    words = sample.lower().encode().translate(_LETTERS).split()
    if not sample.isascii():
        others = b" ".join([word for word in words if not word.isascii()]).decode()
        words = [word for word in words if word.isascii()]
        words += map(str.encode, _LETTERS_ONLY.findall(others))
    # Of so short a text no byte overflows.
    hits = sum(map(_HITS.get, words, repeat(0))).to_bytes(len(_LANGUAGES), "little")
    best = max(hits)
    return _LANGUAGES[hits.index(best)] if best >= _LEAST_HITS and hits.count(best) == 1 else "und"


def _detect_cyrillic(text: str) -> str:
    if re.search(_UKRAINIAN_LETTERS, text):
        return "uk"
    return "ru" if re.search(_RUSSIAN_LETTERS, text) and not re.search(_OTHER_CYRILLIC_LETTERS, text) else "und"


def is_common_word(word: str, language: str) -> bool:
    """Whether a word in small letters is among the commonest of a language in the Latin script, and so no name."""
    return word in _COMMON_WORDS.get(language, "").split()


def get_stated_language(front_matter: FrontMatter | None) -> str | None:
    """The language the front matter states, as a primary subtag; None when it states none that there is."""
    stated = list(_iter_stated(front_matter))
    if not stated:
        return None
    from endmark.document.language_tag import read_stated_language  # most articles state none

    return next(filter(None, map(read_stated_language, stated)), None)


def get_stated_tag(front_matter: FrontMatter | None) -> str | None:
    """The same with the script and the region that it states."""
    stated = list(_iter_stated(front_matter))
    if not stated:
        return None
    from endmark.document.language_tag import read_stated_tag

    return next(filter(None, map(read_stated_tag, stated)), None)


LANGUAGE_KEYS = ("lang", "language", "locale")
"""Where an article states its language, in this order."""


def _iter_stated(front_matter: FrontMatter | None) -> Iterator[str]:
    if front_matter is not None:
        for name in LANGUAGE_KEYS:
            if field := front_matter.get(name):
                yield field.text


def detect_chinese(texts: Iterable[str]) -> str:
    """The tag of Chinese text by what it is written with, simplified or traditional characters.

    Each kind has an old standard of its own, which lacks the forms that only the other kind has.
    """
    sample = "".join(texts)[:_HAN_SAMPLE]
    simplified, traditional = (len(sample.encode(name, "ignore")) for name in ("gb2312", "big5"))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def find_most_common_language(weighted: Iterable[tuple[str, int]]) -> str:
    """The language with the largest weight; "und" only when nothing else is there."""
    totals: dict[str, int] = {}
    for language, weight in weighted:
        totals[language] = totals.get(language, 0) + weight
    totals.pop("und", None)
    return max(totals, key=totals.__getitem__, default="und")
