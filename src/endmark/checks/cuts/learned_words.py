"""The words and letters of a text, as the tables that were learned know them."""

from __future__ import annotations

import re

from endmark.document.blocks import ATOM
from endmark.document.late_pattern import compile_late
from endmark.document.sentences import TERMINALS

WITHOUT_SPACES = frozenset({"ja", "zh"})
"""Languages that are learned by their letters."""

STOPS = TERMINALS + " \t\n\r\u00a0\u3000"
"""What does not count at the end of a text."""

_RUN = compile_late(rf"[A-Za-z0-9\u00c0-\u024f_./+#@{ATOM}-]+(?:\s+[A-Za-z0-9\u00c0-\u024f_./+#@{ATOM}-]+)*")
_SPACE = compile_late(r"\s+")
_DIGITS = compile_late(r"\d+")
_TOKEN = compile_late(rf"[^\W_]+(?:['’\-_][^\W_]+)*|{ATOM}|[^\w\s]")


def join_letters(text: str) -> str:
    """A text without spaces, where all words in Latin letters are alike, and so are all figures."""
    return _SPACE.sub("", _RUN.sub(_name_run, text))


def _name_run(found: re.Match[str]) -> str:
    return "0" if found[0].isdecimal() else "A"


def unify_figures(text: str) -> str:
    """A text in which all figures are alike, and all spaces."""
    return _DIGITS.sub("0", _SPACE.sub(" ", text))


def split_words(text: str) -> list[str]:
    """The words of a text, and each sign by itself."""
    return _TOKEN.findall(text)
