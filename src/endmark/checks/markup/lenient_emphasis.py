"""Which signs of emphasis those renderers show that do not keep to CommonMark's rules.

kramdown and Python-Markdown let a strong emphasis begin before anything but white space and end behind
anything but white space, whatever punctuation stands around it; only underscores begin
none behind a letter, and end none before one. (kramdown's parser, emphasis.rb; Python-Markdown's inlinepatterns.)
In pandoc stars end one behind white space, too (its Readers/Markdown.hs).
mdsvex reads with remark-parse 8, to which any two signs and any two behind them are one (its tokenize/strong.js).
docsify 4 reads with marked 1, which goes by CommonMark, but for punctuation knows that of ASCII alone (its rules.js).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from endmark.checks.markup.delimiters import DelimiterRun

_Judge: TypeAlias = Callable[[DelimiterRun], bool]


class Flanks(Struct, frozen=True):
    """Which runs a renderer lets begin an emphasis, and which end one."""

    can_begin: _Judge
    can_end: _Judge


def find_shown(text: str, runs: Iterable[DelimiterRun], flanks: Flanks) -> frozenset[DelimiterRun]:
    """Of all runs of a block, in their order, those that begin and end nothing."""
    shown: set[DelimiterRun] = set()
    waiting: dict[str, DelimiterRun] = {}
    for run in runs:
        opening = waiting.get(run.sign)
        if opening is not None and flanks.can_end(run) and text[opening.end : run.start].strip():
            shown.discard(opening)
            del waiting[run.sign]
            continue
        if opening is None and flanks.can_begin(run):
            waiting[run.sign] = run
        shown.add(run)
    return frozenset(shown)


def _can_begin_before_ink(run: DelimiterRun) -> bool:
    return not _is_white(run.after) and (run.sign[0] != "_" or not run.before.isalnum())


def _can_end_behind_ink(run: DelimiterRun) -> bool:
    return not _is_white(run.before) and (run.sign[0] != "_" or not run.after.isalnum())


def _can_end_in_pandoc(run: DelimiterRun) -> bool:
    return run.sign[0] != "_" or not run.after.isalnum()


def _can_always(_run: DelimiterRun) -> bool:
    return True


def _can_begin_in_marked(run: DelimiterRun) -> bool:
    if _is_white(run.after):
        return False
    if run.sign[0] == "_":
        return not (run.before.isascii() and run.before.isalnum())
    return run.after not in _ASCII or _is_outside(run.before)


def _can_end_in_marked(run: DelimiterRun) -> bool:
    if _is_white(run.before):
        return False
    return (run.sign[0] == "*" and run.before not in _ASCII) or _is_outside(run.after)


def _is_outside(character: str) -> bool:
    return _is_white(character) or character in _ASCII


def _is_white(character: str) -> bool:
    return not character or character.isspace()


_ASCII = frozenset(sign for sign in map(chr, range(0x21, 0x7F)) if not sign.isalnum())
_BESIDE_INK = Flanks(_can_begin_before_ink, _can_end_behind_ink)

FLANKS: Mapping[str, Flanks] = {
    "kramdown": _BESIDE_INK,
    "pandoc": Flanks(_can_begin_before_ink, _can_end_in_pandoc),
    "python-markdown": _BESIDE_INK,
    "mdsvex": Flanks(_can_always, _can_always),
    "docsify": Flanks(_can_begin_in_marked, _can_end_in_marked),
}
"""Those of the renderers that have rules of their own."""
