"""Sentences that say all that another one says, and go on behind a conjunction that joins two statements."""

from __future__ import annotations

from endmark.document.late_pattern import compile_late
from endmark.document.sentences import CLOSERS, TERMINALS

_GOES_ON = compile_late(
    # Japanese, Chinese
    r"(?:し|が|けれども?|けど)、|[，,、](?:而且|並且|并且|同时|同時|也|还|還|但|但是|而)"
    # English; German; French; Spanish, Portuguese, Italian; Dutch; Polish, Russian
    r"|,? (?:and|but|so)\b|,? (?:und|aber|doch|sowie)\b|,? (?:et|mais)\b|,? (?:y|e|pero|mas|ma)\b|,? (?:en|maar)\b"
    r"|,? (?:i|ale|a|и|но|а)\b"
)
"""What joins a statement to the one before it, and takes nothing back of that, as "if" and "unless" do."""

_LEAST_MORE = 4
"""Signs of what goes on: fewer are a turn of phrase."""


def extends(one: str, other: str) -> bool:
    """Whether a sentence says another one, word for word, and goes on with something else."""
    core = other.strip().rstrip(CLOSERS + TERMINALS)
    if not core or not one.strip().startswith(core):
        return False
    rest = one.strip()[len(core) :]
    joint = _GOES_ON.match(rest)
    return joint is not None and len(rest) - joint.end() >= _LEAST_MORE
