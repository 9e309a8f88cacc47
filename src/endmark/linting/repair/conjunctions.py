"""Words that begin a sentence and are parted from it by a comma: they say how it follows, and nothing else."""

from __future__ import annotations

from endmark.checks.text.discourse_markers import CONJUNCTIONS

_JAPANESE = CONJUNCTIONS | {"今後", "現在", "最近", "近年", "やがて"}
_LONGEST = max(map(len, _JAPANESE))


def measure_conjunction(content: str) -> int:
    """How many characters such a word and its comma take at the beginning of a text; 0 without one."""
    end = content.find("、", 0, _LONGEST + 1)
    return end + 1 if end > 0 and content[:end] in _JAPANESE else 0


def drop_conjunction(content: str) -> str:
    """A text without such a word and its comma at its beginning."""
    return content[measure_conjunction(content) :]
