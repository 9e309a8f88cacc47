"""Paragraphs that say some sentences of an earlier one again, and go on in another way: a pass told it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from endmark.checks.repetition.context import RepetitionContext
from endmark.checks.repetition.evidence import LOG_ODDS, Evidence
from endmark.checks.repetition.judgement import Judgement
from endmark.checks.repetition.pairing import LEAST_SHARED
from endmark.checks.repetition.runs import Pair, group_runs

_SAID_TWICE = Evidence("said-twice", LOG_ODDS["said-twice"])
_ASSEMBLED = Evidence("assembled", LOG_ODDS["assembled"])
_BROKEN_ARTICLE = Evidence("broken-article", LOG_ODDS["broken-article"])

_QUOTED = 2 * LEAST_SHARED
"""Weight of the sentences that two paragraphs share from which one quotes the other hardly any more: who does keeps it
short."""


def judge_shared(  # noqa: PLR0913
    pairs: Sequence[Pair],
    max_gap: int,
    context: RepetitionContext,
    others: Sequence[Judgement],
    *,
    weigh: Callable[[Pair], int],
    is_meant: Callable[[Pair], bool],
) -> Iterator[Judgement]:
    """Those of paragraphs that share sentences which are told; `others` are the copies of whole paragraphs.

    Documentation says the same of two things with the same sentences: there only end markers tell that nobody read
    it. Elsewhere one such paragraph may be a quotation, where it shows that: of 1,386 published texts none is told to
    say two sentences of its own again. Of two, or beside a copy that is beyond doubt, it is none, nor where they share
    so much. `weigh` says how much that is, `is_meant` whether one of the two shows that it quotes, or both answer the
    same question of a form.
    """
    if context.assembled:
        evidence, sure = [_SAID_TWICE, _ASSEMBLED], True
    elif context.technical:
        return
    else:
        sure = len(pairs) > 1 or any(other.sure for other in others)
        sure = sure or any(weigh(pair) >= _QUOTED or not is_meant(pair) for pair in pairs)
        evidence = [_SAID_TWICE, _BROKEN_ARTICLE] if sure else [_SAID_TWICE]
    for run in group_runs(pairs, max_gap):
        yield Judgement(run, evidence, sure)
