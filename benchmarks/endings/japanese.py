"""Polite Japanese sentences in the plain style, and as headlines."""

from __future__ import annotations

import random
import re

_FORMS = {"ます": 0, "ました": 1, "ません": 2}
_VERBS = (
    # What stands before ます, and instead of both: in the present, in the past, denied.
    (r"(?<=で)き", ("きる", "きた", "きない")),
    (r"(?<=[てでがはもに])い", ("いる", "いた", "いない")),
    (r"(?<=て)み", ("みる", "みた", "みない")),
    (r"(?<=す)ぎ", ("ぎる", "ぎた", "ぎない")),
    (r"し", ("する", "した", "しない")),
    (r"き", ("く", "いた", "かない")),
    (r"ぎ", ("ぐ", "いだ", "がない")),
    (r"り", ("る", "った", "らない")),
    (r"い", ("う", "った", "わない")),
    (r"み", ("む", "んだ", "まない")),
    (r"び", ("ぶ", "んだ", "ばない")),
    (r"ち", ("つ", "った", "たない")),
    (r"じ", ("じる", "じた", "じない")),
    (r"(?P<stem>[えけせてねへめれげぜでべ])", ("る", "た", "ない")),
)
_PATTERNS = [(re.compile(f"{stem}(?P<form>{'|'.join(_FORMS)})$"), plain) for stem, plain in _VERBS]
_COPULAS = (
    ("いです", "い"),
    ("のです", "のだ"),
    ("でした", "だった"),
    ("でしょう", "だろう"),
    ("です", "である"),
    ("です", "だ"),
)
_NOMINAL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:し|され)(?:ます|ました|ています|ていました)$")


def make_plain(text: str, rng: random.Random) -> str | None:
    """The sentence in the plain style; None where it is not polite or its verb is not known."""
    for pattern, forms in _PATTERNS:
        if found := pattern.search(text):
            stem = found.groupdict().get("stem") or ""
            return text[: found.start()] + stem + forms[_FORMS[found["form"]]]
    choices = [text.removesuffix(polite) + plain for polite, plain in _COPULAS if text.endswith(polite)]
    if not choices:
        return None
    return rng.choice(choices) if text.endswith("です") and len(choices) == len(("である", "だ")) else choices[0]


def make_bare(text: str) -> str | None:
    """The sentence without the verb する at its end, as headlines and notes have it."""
    bare = _NOMINAL.sub("", text)
    return None if bare == text else bare
