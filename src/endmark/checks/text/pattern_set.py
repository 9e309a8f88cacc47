"""Many expressions that are looked for at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from endmark.checks.text.regex import Pattern, join_patterns
from endmark.checks.text.required_words import fold

_AT_ONCE = 4096
"""Characters that are searched at once: every place of a word that is found is handed over as an object."""


class PatternSet:
    """Several expressions that are looked for at once; in them `^` and `$` match at the ends of lines.

    One search through the text for the words that they cannot do without rules out most of
    them, and only the others are ever compiled. What needs no word is looked for together.
    """

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self._patterns = patterns
        owners: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for word in pattern.clauses[0] if pattern.clauses else ():
                owners.setdefault(word, []).append(number)
        self._owners = tuple(owners.values())
        self._words = _WordSearch(tuple(owners))
        self._wordless = tuple(number for number, pattern in enumerate(patterns) if not pattern.clauses)
        self._any_wordless = join_patterns(tuple(patterns[number] for number in self._wordless))

    def find_occurring(self, text: str) -> list[int]:
        """The numbers of the patterns that match anywhere in `text`, in order."""
        folded = fold(text)
        possible = {number for word in self._words.find(folded) for number in self._owners[word]}
        sure = [number for number in possible if self._may_match(number, folded)]
        data = text.encode()  # once for all searches
        if self._any_wordless and self._any_wordless.occurs(data):
            sure += self._wordless
        return sorted(number for number in sure if self._patterns[number].occurs_in_lines(data))

    def _may_match(self, number: int, folded: str) -> bool:
        """Whether the other words of a pattern occur, too."""
        return all(any(word in folded for word in clause) for clause in self._patterns[number].clauses[1:])


class _WordSearch:
    """One search through a text for all of some words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._longest = max(map(len, words), default=0)
        try:
            from ahocorasick_rs import AhoCorasick
        except ImportError:  # there is no wheel for every system
            self._automaton = None
        else:
            self._automaton = AhoCorasick(words, store_patterns=False)

    def find(self, text: str) -> set[int]:
        """The numbers of the words that occur in the text."""
        if self._automaton is None:
            return {number for number, word in enumerate(self._words) if word in text}
        found: set[int] = set()
        for start in range(0, len(text), _AT_ONCE):
            piece = text[start : start + _AT_ONCE + self._longest]
            matches: Iterable[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(piece, overlapping=True)
            found.update(number for number, _, _ in matches)
        return found
