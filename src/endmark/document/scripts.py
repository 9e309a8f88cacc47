"""Which letters belong to which script, and how scripts are written: all that is known of them, in one place.

The classes are for the square brackets of a regular expression.
"""

from __future__ import annotations

LATIN = "A-Za-z\u00aa-\u024f\u1e00-\u1eff"
KANA = "\u3041-\u30ff"
"""Hiragana and katakana with their marks."""

SMALL_KANA = "\u31f0-\u31ff"
HALFWIDTH_KANA = "\uff66-\uff9d"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, wherever they are used."""

HAN_REPEATED = "\u3005"
"""々, which stands for a Chinese character."""

HANGUL = "\uac00-\ud7af"
"""Whole syllables, as nearly all text is written."""

HANGUL_PARTS = "\u1100-\u11ff\u3130-\u318f"
CJK = KANA + HAN + HANGUL
"""What Chinese, Japanese and Korean text is made of."""

CJK_SIGNS = "\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65"
"""Their punctuation, full-width and half-width; no full-width letters or digits."""

INDIC = "\u0900-\u0963\u0970-\u0d7f"
"""Letters and vowel signs of Devanagari, Bengali, Tamil and the other scripts of India in the same design."""

WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, which put no spaces between words."""

WITHOUT_FULL_STOPS = "\u0e00-\u0eff"
"""Thai and Lao, which end a sentence with a space, as they part clauses, and a paragraph with nothing."""

OTHERS = "\u0370-\u10ff\u1200-\u1fff\ua8e0-\uabff\ufb00-\ufdff\ufe70-\ufefc"
"""Letters of all scripts in `SCRIPT_RANGES`, and of some that are not."""

CJK_SCRIPTS = {"ja": "Jpan", "zh": "Hani", "ko": "Kore"}
"""The languages that are written in CJK, and what each is written in."""

SCRIPTS_IN_CHARACTERS = frozenset({"Hani", "Jpan", "Kore", "Thai", "Laoo", "Mymr", "Khmr"})
"""Scripts whose text is measured in characters. Korean has spaces, but editors there count characters, too."""

LANGUAGES_WITH_SUFFIXES = frozenset({"ja", "zh", "ko", "th", "lo", "my", "km"})
"""Languages whose particles have no space before them: what a text ends with is compared by characters."""

LANGUAGES_WITHOUT_SPACES = LANGUAGES_WITH_SUFFIXES - {"ko"}
"""Those that put no space between words, either."""

SCRIPT_RANGES = (
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
)
"""First and last code point of scripts that one range holds."""

ONE_LANGUAGE = {
    "Jpan": "ja",
    "Kore": "ko",
    "Grek": "el",
    "Armn": "hy",
    "Hebr": "he",
    "Beng": "bn",
    "Guru": "pa",
    "Gujr": "gu",
    "Orya": "or",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Thai": "th",
    "Laoo": "lo",
    "Tibt": "bo",
    "Mymr": "my",
    "Geor": "ka",
    "Khmr": "km",
}
"""Scripts that one language is written in, among those with many readers."""
