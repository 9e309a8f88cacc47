"""Which signs of emphasis kramdown and Python-Markdown show.

Both let a strong emphasis begin before anything but white space and end behind
anything but white space, whatever punctuation stands around it; only underscores begin
none behind a letter, and end none before one. (kramdown's parser, emphasis.rb; Python-Markdown's inlinepatterns.)
"""

from __future__ import annotations

from collections.abc import Iterable

from endmark.checks.markup.delimiters import DelimiterRun


def find_shown(runs: Iterable[DelimiterRun]) -> frozenset[DelimiterRun]:
    """Of all runs of a block, in their order, those that begin and end nothing."""
    shown: set[DelimiterRun] = set()
    waiting: dict[str, DelimiterRun] = {}
    for run in runs:
        opening = waiting.get(run.sign)
        if opening is not None and _can_end(run):
            shown.discard(opening)
            del waiting[run.sign]
            continue
        if opening is None and _can_begin(run):
            waiting[run.sign] = run
        shown.add(run)
    return frozenset(shown)


def _can_begin(run: DelimiterRun) -> bool:
    if not run.after or run.after.isspace():
        return False
    return run.sign[0] != "_" or not run.before.isalnum()


def _can_end(run: DelimiterRun) -> bool:
    if not run.before or run.before.isspace():
        return False
    return run.sign[0] != "_" or not run.after.isalnum()
