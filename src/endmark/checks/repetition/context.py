"""What a document is like as a whole, so far as it decides what may be repeated in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from endmark.checks.repetition.kinship import Sections
from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.structure import Structure
from endmark.checks.repetition.subject import split_stems
from endmark.checks.repetition.units import Unit, Units, find_repeated
from endmark.checks.text.folding import fold
from endmark.checks.text.labels import get_label, select_forms
from endmark.document.blocks import ATOM, Kind
from endmark.document.model import Document
from endmark.document.packed_blocks import find_kinds, select_kinds
from endmark.document.sentences import iter_sentences

_REFRAIN = 3
_OFTEN = 3
"""Sections in which a passage of documentation has become one that belongs to such sections."""

_BOILERPLATE = 5
"""Sections in which a passage of any text has: who collects licences has many with the same words."""

_FULL = 4
"""Of so many blocks one makes a document full of its kind: one notice in an article does not."""

_FAR = 3
"""Blocks further on that go on with one passage no more."""

_REMEMBERED = 4
"""Units whose sentences are remembered: a long one, and those that say again what it says."""

_KNOWN = 3
"""Blocks in which a word of the document's own stands: the two that are compared, and one more."""


class Vocabulary:
    """In how many blocks of a document each word stands; counted when it is asked for."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def holds(self, stem: str) -> bool:
        """Whether a word is one that the document speaks of, and stands not only here."""
        return self._counts[stem] >= _KNOWN

    @cached_property
    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for unit in self._units:
            counts.update(set(split_stems(" ".join((unit.block.text.content, *unit.atoms)))))
        return counts


class SaidSentences:
    """The sentences of the units, folded; those of the last few units that were asked for are remembered.

    One long block may hold what many short ones say.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._counts: dict[int, Counter[str]] = {}

    def count(self, number: int) -> Counter[str]:
        """How often a unit says each sentence."""
        if (counts := self._counts.pop(number, None)) is None:
            content = self._units[number].block.text.content
            counts = Counter(fold(content[start:end]) for start, end in iter_sentences(content, strict=True))
            if len(self._counts) >= _REMEMBERED:
                del self._counts[next(iter(self._counts))]
        self._counts[number] = counts
        return counts


class RepetitionContext(Struct, frozen=True):
    """What a document is like as a whole.

    `seams` are where end markers stand in it: its parts come from several
    passes. `technical`: it shows code, or is full of inline code or of components.
    `forms` are the labels under which it says different things again and again;
    `questionnaire` those of them that no section has twice. `refrains` are the
    lines said after three different others, `often` the numbers of the units whose words
    stand in three sections or more, `boilerplate` those whose words stand in five, `names`
    the inline code and images of several units; `sentences` are those of the
    units; `structure` is how it is built, `sections` what its
    sections tell of. Up to unit number `opening` no section
    begins, from number `closing` on stands the last one, and from `tail` on there is
    nothing but repetition. `excerpts` are the numbers of units in a row that say again
    what stands far apart.
    """

    seams: Sequence[int]
    technical: bool
    forms: frozenset[str]
    questionnaire: frozenset[str]
    refrains: frozenset[str]
    often: frozenset[int]
    boilerplate: frozenset[int]
    names: Collection[str]
    vocabulary: Vocabulary
    sentences: SaidSentences
    structure: Structure
    sections: Sections
    opening: int
    closing: int
    tail: int
    excerpts: frozenset[int]

    @property
    def assembled(self) -> bool:
        """Whether its parts come from several passes."""
        return bool(self.seams)

    def crosses_seam(self, run: Run, units: Sequence[Unit]) -> bool:
        """Whether another pass says something again than the one that said it first."""
        return any(
            bisect_left(self.seams, units[pair.original].block.span.start)
            != bisect_left(self.seams, units[pair.copy].block.span.start)
            for pair in run.pairs
            if pair.strong
        )

    def frames(self, run: Run) -> bool:
        """Whether a passage of the opening is said again in the last section: what the article begins and ends with."""
        return run.pairs[-1].original < self.opening and run.pairs[0].copy >= self.closing


def build_context(document: Document, units: Units, pairs: Iterable[Pair]) -> RepetitionContext:
    """Judge a document by its blocks and by what is repeated in it."""
    kinds = find_kinds(document.blocks)
    repeated = find_repeated(units.hashes)
    coded = opening = closing = 0
    said: dict[str, set[str]] = {}
    sections: dict[str, list[tuple[str, ...]]] = {}
    predecessors: dict[str, set[str]] = {}
    before = ""
    names: Counter[str] = Counter()
    paths: list[tuple[str, ...]] = []
    for number, unit in enumerate(units):  # once: many are made anew each time
        content = unit.block.text.content
        coded += ATOM in content
        names.update(set(unit.atoms))
        paths.append(unit.path)
        if label := get_label(unit.block):
            said.setdefault(label, set()).add(content)
            sections.setdefault(label, []).append(unit.path)
        if unit.block.kind == "heading":
            opening = opening or number
            closing = number
        elif hash(unit.folded) in repeated:
            predecessors.setdefault(unit.folded, set()).add(before)
        before = unit.folded
    forms = select_forms(said)
    pairs = list(pairs)
    copies = {pair.copy for pair in pairs}
    tail = len(units)
    while tail - 1 in copies:
        tail -= 1
    said_in = _count_sections(pairs, paths)
    return RepetitionContext(
        seams=[block.span.start for block in select_kinds(document.blocks, {"marker"})] if "marker" in kinds else (),
        technical="code" in kinds or _FULL * coded > len(units) or _is_full_of_components(document, kinds),
        forms=forms,
        questionnaire=frozenset(label for label in forms if len(set(sections[label])) == len(sections[label])),
        refrains=frozenset(folded for folded, places in predecessors.items() if len(places) >= _REFRAIN),
        often=_find_often_said(said_in, _OFTEN),
        boilerplate=_find_often_said(said_in, _BOILERPLATE),
        names=frozenset(name for name, count in names.items() if count > 1),
        vocabulary=Vocabulary(units),
        sentences=SaidSentences(units),
        structure=Structure(document.blocks),
        sections=Sections(units),
        opening=opening,
        closing=closing,
        tail=tail,
        excerpts=_find_excerpts(pairs),
    )


def _count_sections(pairs: Iterable[Pair], paths: Sequence[tuple[str, ...]]) -> Mapping[int, int]:
    """In how many sections the words of each repeated unit stand."""
    first: dict[int, int] = {}
    for pair in pairs:
        if pair.strong:
            one, other = (_find_first(number, first) for number in pair[:2])
            first[max(one, other)] = min(one, other)
    said: dict[int, set[int]] = {}
    for number in {number for pair in pairs if pair.strong for number in pair[:2]}:
        said.setdefault(_find_first(number, first), set()).add(number)
    counts = ((units, len({paths[unit] for unit in units})) for units in said.values())
    return {number: count for units, count in counts for number in units}


def _find_often_said(sections: Mapping[int, int], least: int) -> frozenset[int]:
    return frozenset(number for number, count in sections.items() if count >= least)


def _find_excerpts(pairs: Iterable[Pair]) -> frozenset[int]:
    """The units that stand in a row with others, all of which say again what stands far apart, in its order."""
    originals: dict[int, int] = {}
    for pair in pairs:
        if pair.strong:
            originals.setdefault(pair.copy, pair.original)
    return frozenset(
        number
        for copy, original in originals.items()
        if original + _FAR < originals.get(copy + 1, 0) < copy
        for number in (copy, copy + 1)
    )


def _find_first(number: int, first: dict[int, int]) -> int:
    while first.get(number, number) != number:
        number = first[number]
    return number


def _is_full_of_components(document: Document, kinds: Collection[Kind]) -> bool:
    if "directive" not in kinds:
        return False
    return _FULL * len(select_kinds(document.blocks, {"directive"})) > len(document.blocks)
