"""Language tags (BCP 47): their one normal form, what a wrong one may mean, and which texts one covers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from endmark.document.late_pattern import compile_late

if TYPE_CHECKING:
    from langcodes import Language

SYNTAX = compile_late(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8})*")
"""What the whole of a tag looks like; programs also write `ja_JP`."""

_ENCODING = compile_late(r"[.@].*", re.DOTALL)
"""What follows a locale, as in `ja_JP.UTF-8`."""

# The library takes longer to import than an article to check; of nearly all articles these are enough to know.
_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
    "jv ka kg ki kj kk kl km kn ko ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd "
    "ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr "
    "ss st su sv sw ta te tg th ti tk tn to tr ts tt ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
"""Every language of two letters that has no other normal form."""

_NORMAL = frozenset((*_TWO_LETTERS.split(), "und", "pcm"))
"""Tags in normal form that need no library: those, the unknown language, and one that the shipped rules name."""

_KEPT = 256
"""Tags whose normal form is remembered: a site has a few, and what a stranger writes takes no more memory."""

_MISTAKEN = frozenset({"kr"})
"""Whoever writes it means Korea. It is the language Kanuri, which can be called `kau`."""

_COUNTRY = compile_late(r"(?!AA|Q[M-Z]|X[A-JL-Z]|ZZ)[A-Z]{2}")
"""The code of a country, without those that anybody may use for anything."""

_LENGTH_OF_CODE = 2
"""Letters in the tag of a language that many know."""


@lru_cache(_KEPT)
def normalize_tag(text: str) -> str | None:
    """The tag in the one form that equal tags share, None when no language has such a tag.

    `JA` is `ja`, `ja_JP` is `ja-JP`; `jpn`, `iw` and `cmn` are `ja`, `he` and `zh`.
    """
    if text in _NORMAL:
        return text
    if not SYNTAX.fullmatch(text) or _get_first(text) in _MISTAKEN:
        return None
    from langcodes import standardize_tag, tag_is_valid
    from langcodes.tag_parser import LanguageTagError

    try:
        tag = standardize_tag(text, macro=True)
    except LanguageTagError:
        return None
    # `x-house` is valid, and names no language.
    return tag if tag_is_valid(tag) and not tag.startswith("x-") else None


def get_language(tag: str) -> str:
    """The primary subtag of a tag in normal form."""
    return tag.partition("-")[0]


@lru_cache(_KEPT)
def read_stated_tag(text: str) -> str | None:
    """The tag that an article states, in normal form; None when that is none."""
    return normalize_tag(_ENCODING.sub("", text.strip()))


@lru_cache(_KEPT)
def read_stated_language(text: str) -> str | None:
    """The primary subtag that an article states; None when that is none."""
    first = _get_first(_ENCODING.sub("", text.strip()))
    if first in _NORMAL:  # whatever region follows
        return first
    tag = read_stated_tag(text)
    return tag and get_language(tag)


def _get_first(text: str) -> str:
    return re.split(r"[-_]", text, maxsplit=1)[0].lower()


def covers(wanted: str, tag: str) -> bool:
    """Whether a text in the language `tag` is one of those that `wanted` asks for; both in normal form.

    As the extended filtering of RFC 4647, after the likely script and region
    (CLDR) are added to `tag`: `zh` covers `zh-Hant`, and `zh-Hant` covers
    `zh-TW`, but not `zh`, which is most likely `zh-Hans-CN`.
    """
    if "-" not in wanted:
        return wanted == get_language(tag)
    from langcodes import Language

    asked, given = Language.get(wanted, normalize=False), Language.get(tag, normalize=False).maximize()
    if asked.language != given.language:
        return False
    pairs = ((asked.script, given.script), (asked.territory, given.territory), (asked.private, given.private))
    return all(part in {None, other} for part, other in pairs) and _list_others(asked) <= _list_others(given)


def _list_others(language: Language) -> frozenset[str]:
    return frozenset((*(language.variants or ()), *(language.extensions or ())))


def suggest_tag(text: str) -> str | None:
    """The tag that was most likely meant by what is none: by a country (`jp`) or by a name (`japanese`)."""
    first = _get_first(text.strip())
    return normalize_tag(first) or _find_of_country(first.upper()) or _find_of_name(text.strip().lower())


def _find_of_country(code: str) -> str | None:
    """The language that most people in a country write."""
    if not _COUNTRY.fullmatch(code) or normalize_tag(f"und-{code}") is None:
        return None
    from langcodes import Language

    return Language.make(territory=code).maximize().language


def _find_of_name(name: str) -> str | None:
    """The language of that name in English."""
    names = _load_names()
    exact = names.get(name, [])
    widely_known = (code for words, codes in names.items() if name in words.split() for code in codes)
    return min((*exact, *(code for code in widely_known if len(code) == _LENGTH_OF_CODE)), default=None, key=len)


@lru_cache(1)
def _load_names() -> dict[str, list[str]]:
    """The languages by their names in English, in small letters."""
    from langcodes.registry_parser import parse_registry

    names: dict[str, list[str]] = {}
    for entry in parse_registry():  # type: ignore[no-untyped-call]
        if entry["Type"] == "language" and "Deprecated" not in entry:
            for description in entry["Description"]:
                names.setdefault(description.lower(), []).append(entry["Subtag"])
    return names
