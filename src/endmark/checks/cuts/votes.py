"""What a text on trial says of the others of its article: that it may be whole, or that they may be cut as well."""

from __future__ import annotations

from math import exp, log

from endmark.checks.cuts import evidence
from endmark.checks.cuts.habits import PRIORS
from endmark.checks.cuts.judged import Judged

LIKELY = 1.0
"""From that sum on a text speaks for the others' being cut: three times in four it is cut. What is as likely
whole would make others doubtful, which then speak for it."""


def count_as_cut(judged: Judged) -> float:
    """How many cuts a text is for the others of the article: the probability that it is one, where that is likely."""
    return 1.0 / (1.0 + exp(-judged.total)) if judged.total >= LIKELY else 0.0


def vote(judged: Judged) -> float:
    """How likely it is that a text is whole though it has no full stop, before the habit of the article is known.

    Only plain ones vote: that captions and links have none says nothing of sentences.
    """
    if not judged.plain:
        return 0.0
    known = judged.total + evidence.RATE.nats - log(PRIORS[judged.suspect.sort].share)
    return 1.0 / (1.0 + exp(known))
