"""Where a copy stands, beside where what it repeats does."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from endmark.checks.repetition.runs import Pair, Run
from endmark.checks.repetition.subject import split_stems
from endmark.checks.repetition.units import Unit, follows_itself
from endmark.checks.text.code_names import shows_code
from endmark.document.blocks import PROSE, Kind
from endmark.document.sentences import CLOSERS, COLONS, TERMINALS

_LED_INTO = frozenset({"list-item", "code", "table", "html", "directive"})
_INTRODUCED = frozenset({"list-item", "quote"})
_ENDS_SECTION = frozenset({"heading", "thematic-break", None})
_GOES_ON_AFTER = frozenset({"paragraph", "thematic-break", "quote"})
"""Kinds of blocks behind which text goes on: behind any other, something new begins."""

_NEAR_THE_HEADING = 6
"""Blocks from a heading on that have a place of their own in its section."""

_CLOSE = 3
"""Blocks between two places that are seen at one glance."""

_PASSAGE = 3
_LONGEST_LIST = 60
"""Items of one list that are looked through."""

FORMULA = 64
"""Weight below which a sentence is a formula that has its place, or is varied on purpose."""

SHORT = 80
"""Weight below which a paragraph is one short sentence."""

_VARIANTS = 0.6
"""Share of letters that two variants of one sentence have in common; those of two sentences on one subject, a half."""

NAMED_ALIKE = 0.7
"""Share of letters that the headings of two parallel sections have in common: one word of several differs."""

SAME_WORDS = 0.2
"""Share of the words of two paragraphs that stand in both, from which they tell the same of two things.

Of the paragraphs before a copy that was put in somewhere one in forty has so many, before what is said again on
purpose one in three.
"""

_STRETCH = 160
"""Weight of blocks that stand there again to the letter from which they were hardly written twice: of 1,279 passages
said again in published texts six are so, all of them in documents with code; of 2,100 copies of three paragraphs with
what stands between them nearly all."""

_WHOLE_LIST = 120
"""Weight of a list of three sentences from which it was hardly written twice."""

_AROUND = 3
_ALIKE = 0.5
_TOLD_ALIKE = 2
"""Blocks before and behind that are looked at, share of letters that two of them have in common where they say much the
same, and how many do where one course of things is told twice: 35 % of what published texts say again stands so, one
copy in a hundred."""

_COMPARED = 1_000
"""Letters by which two neighbours are compared."""


class Places:
    """The two places of a run; `begins` are the units it begins with, the later one first."""

    def __init__(self, run: Run, units: Sequence[Unit]) -> None:
        self._run = run
        self._units = units
        self._first, self._last = (_put_later_first(pair) for pair in (run.pairs[0], run.pairs[-1]))
        self.begins = units[self._first.copy], units[self._first.original]
        self._ends = units[self._last.copy], units[self._last.original]
        self._differ = self.begins[0].path != self.begins[1].path

    def are_unchanged(self) -> bool:
        """Whether the copy has the same around it as the original: headings, neighbours, or each the other.

        The same neighbours are blocks that the run repeats one right behind the other.
        """
        if not self._differ or self._touch():
            return True
        return any(
            after.copy == before.copy + 1 and after.original == before.original + 1
            for before, after in pairwise(self._run.pairs)
        )

    def are_beside(self) -> bool:
        """Whether nothing stands between the two, or only more of the same, and they are the same.

        A list may begin with what the line above it says of all its items.
        """
        kinds = {unit.block.kind for unit in self.begins}
        return (
            (self._touch() or self._follows_itself())
            and not self.are_filled_in()
            and kinds != {"paragraph", "list-item"}
            and all(pair.is_verbatim for pair in self._run.pairs)
        )

    def are_close(self) -> bool:
        """Whether little stands between the two under one heading, and what is around them is not parallel."""
        copy, original = self.begins
        after, other_after = self._ends
        return (
            0 < self._get_gap() <= _CLOSE
            and not self._differ
            and copy.block.kind == original.block.kind
            and copy.before in PROSE
            and copy.before != original.before
            and after.after != other_after.after
            and all(pair.likeness == "same" for pair in self._run.pairs)
        )

    def are_of_one_kind(self) -> bool:
        """Whether both begin as a paragraph, or both as an item of a list."""
        return self.begins[0].block.kind == self.begins[1].block.kind

    def begin_alike(self) -> bool:
        """Whether both open a place of their own: under a heading, after code, a list, a component, an image."""
        if self._first.original and all(self._units[index - 1].block.role == "embed" for index in self._first[:2]):
            return True
        before = self._find_before(self._first.copy)
        return before == self._find_before(self._first.original) and before not in _GOES_ON_AFTER

    def begins_section(self) -> bool:
        """Whether the copy does: one that a pass left behind goes on from the paragraph before it."""
        return self._find_before(self._first.copy) not in _GOES_ON_AFTER

    def stands_behind_list(self) -> bool:
        """Whether the copy is one paragraph to the letter behind a list, as text that goes on where that ends."""
        copy, original = self.begins
        return (
            len(self._run.pairs) == 1
            and self._first.is_verbatim
            and copy.before == "list-item"
            and copy.block.kind == "paragraph"
            and original.block.kind in PROSE
        )

    def are_elsewhere(self) -> bool:
        """Whether one passage stands there to the letter between blocks of other kinds than what it repeats.

        What opens a section or a notice may emphasize on purpose what was said before.
        """
        copy, original = self.begins
        return (
            len(self._run.pairs) == 1
            and self._first.likeness == "same"
            and (self.stands_behind_list() or not self.begins_section())
            and copy.before != original.before
            and copy.after != original.after
            and not self.end_sections()
        )

    def lead_alike(self) -> bool:
        """Whether both lead into something, and of the same kind."""
        copy, original = self._ends
        return copy.after == original.after and copy.after in _LED_INTO

    def differ(self) -> bool:
        """Whether they stand in two sections."""
        return self._differ

    def are_lead_ins(self) -> bool:
        """Whether it is a short line with a colon that leads into something both times."""
        copy = self._ends[0]
        return (
            len(self._run.pairs) == 1
            and copy.weight < SHORT
            and copy.block.text.content.rstrip().endswith(COLONS)
            and self.lead_alike()
        )

    def leads_nowhere(self) -> bool:
        """Whether the original leads into something, and the copy does not."""
        copy, original = self._ends
        return original.after in _LED_INTO and copy.after not in _LED_INTO and _ends_openly(original)

    def end_sections(self) -> bool:
        """Whether nothing of their sections follows either of the two."""
        return all(unit.after in _ENDS_SECTION for unit in self._ends)

    def are_parallel(self) -> bool:
        """Whether both stand at the same place of two sections and lead into the same, or end two that are parallel."""
        copy, original = self.begins
        if self.stand_in_parallel_sections() and self.end_sections() and copy.before == original.before:
            return True
        return self._differ and copy.before == original.before and self.lead_alike() and self.open_alike()

    def open_alike(self) -> bool:
        """Whether both stand as many blocks behind their headings, and not far."""
        count = self._count_from_heading(self._first.copy)
        return count is not None and count == self._count_from_heading(self._first.original)

    def are_quoted(self) -> bool:
        """Whether both are set off as a quotation."""
        return all(unit.block.kind == "quote" for unit in self.begins)

    def repeat_section(self) -> bool:
        """Whether a section is told again word for word, heading and all, beside itself: nobody calls two things so.

        Of two thousand passages that published texts say again none is, and of five hundred sections that were put
        behind another one four in five.
        """
        copy, original = self.begins
        return (
            copy.block.kind == "heading" == original.block.kind
            and copy.path == original.path
            and all(pair.likeness == "same" for pair in self._run.pairs)
        )

    def repeats_other_heading(self) -> bool:
        """Whether an equal heading, or what stands under it, belongs to another section: two calls have errors each."""
        both = [(self._units[pair.copy], self._units[pair.original]) for pair in self._run.pairs]
        return any(
            copy.path != original.path and (copy.block.kind == "heading" or copy.path[-1:] == original.path[-1:])
            for copy, original in both
        )

    def are_entries(self) -> bool:
        """Whether they stand in two sections of one sort: a reference describes two calls, a changelog two releases.

        The former are called after code, the names of the latter differ in figures alone.
        """
        if not self._differ:
            return False
        copy, original = (unit.path for unit in self.begins)
        return all(map(shows_code, (unit.heading for unit in self.begins))) or (
            len(copy) == len(original) and all(map(_differ_in_figures, copy, original))
        )

    def stand_in_parallel_sections(self) -> bool:
        """Whether two sections side by side differ little in their names: each says it of its own subject."""
        from rapidfuzz.distance import Indel

        copy, original = (unit.path for unit in self.begins)
        return (
            self._differ
            and len(copy) == len(original)
            and copy[:-1] == original[:-1]
            and Indel.normalized_similarity(copy[-1], original[-1]) >= NAMED_ALIKE
        )

    def follow_alike(self) -> bool:
        """Whether what stands before both is said in the same words, and is not the same.

        Who tells of two things comes to the same sentence twice; what was copied follows what it followed, or
        whatever stood where it was put.
        """
        before = self._first.copy - 1, self._first.original - 1
        if min(before) < 0 or not {self._first.copy, self._first.original}.isdisjoint(before):
            return False
        one, other = (self._units[index] for index in before)
        words, others = (set(split_stems(" ".join((each.block.text.content, *each.atoms)))) for each in (one, other))
        return one.folded != other.folded and len(words & others) >= SAME_WORDS * len(words | others) > 0

    def hold_heading(self) -> bool:
        """Whether a heading is repeated."""
        return any(self._units[pair.copy].block.kind == "heading" for pair in self._run.pairs)

    def hold_passage(self) -> bool:
        """Whether more than a sentence is repeated: several blocks, or a whole paragraph.

        A short one is no more than a sentence where it is an item, or all that stands under a heading.
        """
        if len(self._run.pairs) > 1:
            return True
        copy = self.begins[0]
        goes_on = copy.block.kind == "paragraph" and copy.before != "heading"
        return self._first.likeness == "same" and copy.weight >= (FORMULA if goes_on else SHORT)

    def hold_formula(self) -> bool:
        """Whether it is a short sentence that is varied, or that ends both sections with a link."""
        copy = self.begins[0]
        if len(self._run.pairs) > 1 or copy.weight >= FORMULA:
            return False
        return not self._first.is_verbatim or (
            self.end_sections() and any(mark.kind == "Link" for mark in copy.block.marks)
        )

    def repeat_passage(self) -> bool:
        """Whether several paragraphs in a row are said again, word for word: nobody writes those twice.

        They may have become one.
        """
        pairs = self._run.pairs
        if len({pair.original for pair in pairs}) == 1:
            return len(pairs) >= _PASSAGE
        row = 0
        for before, pair in zip((pairs[0], *pairs), pairs, strict=False):
            goes_on = pair.copy - before.copy <= 1 and pair.original - before.original <= 1
            is_paragraph = pair.strong and pair.likeness == "same" and self._units[pair.copy].block.kind == "paragraph"
            row = (row if goes_on else 0) + 1 if is_paragraph else 0
            if row >= _PASSAGE:
                return True
        return False

    def repeat_stretch(self, source: str) -> bool:
        """Whether text of several blocks stands there again to the letter: two paragraphs, or one and its list.

        Two calls of a reference may have the same parameters in a list; hardly any two have so much.
        """
        row = max(_iter_rows(self._run.pairs), key=len)
        units = [self._units[pair.copy] for pair in row]
        if len(row) <= 1 or sum(unit.weight for unit in units) < _STRETCH:
            return False
        if all(unit.block.kind == "list-item" for unit in units):
            return False
        first, last = row[0], row[-1]
        copy = source[units[0].block.span.start : units[-1].block.span.end]
        original = source[self._units[first.original].block.span.start : self._units[last.original].block.span.end]
        return copy.split() == original.split()

    def repeat_whole_list(self) -> bool:
        """Whether both are a list of sentences with all its items: steps given twice differ in one."""
        pairs = self._run.pairs
        units = [self._units[number] for pair in pairs for number in (pair.copy, pair.original)]
        return (
            len(pairs) >= _PASSAGE
            and len(max(_iter_rows(pairs), key=len)) == len(pairs)
            and all(unit.block.kind == "list-item" and not _ends_openly(unit) for unit in units)
            and sum(unit.weight for unit in units) >= 2 * _WHOLE_LIST
            and "list-item" not in {unit.before for unit in units[:2]} | {unit.after for unit in units[-2:]}
        )

    def are_told_alike(self) -> bool:
        """Whether several of the blocks around both say much the same, as two tellings of one course of things do."""
        known = {number for pair in self._run.pairs for number in pair[:2]}
        count = 0
        for ends, step in ((self._first, -1), (self._last, 1)):
            for distance in range(1, _AROUND + 1):
                number, other = ends.copy + step * distance, ends.original + step * distance
                count += any(self._are_alike(number, nearby, known) for nearby in (other, other - 1, other + 1))
                if count >= _TOLD_ALIKE:
                    return True
        return False

    def _are_alike(self, number: int, other: int, known: Container[int]) -> bool:
        if min(number, other) < 0 or max(number, other) >= len(self._units) or number == other:
            return False
        if number in known or other in known:
            return False
        one, two = self._units[number], self._units[other]
        return one.block.kind == two.block.kind != "heading" and _measure_likeness(one, two, _ALIKE) > 0

    def share_list(self) -> bool:
        """Whether both are items of one list, which says the same word for word."""
        between = range(self._first.original + 1, self._first.copy + 1)
        return (
            len(between) <= _LONGEST_LIST
            and all(pair.is_verbatim for pair in self._run.pairs)
            and all(self._units[index].block.kind == "list-item" == self._units[index].before for index in between)
        )

    def are_filled_in(self) -> bool:
        """Whether between the same blocks something else stands at both places, as in steps that are told twice."""
        return any(
            after.copy > before.copy + 1 and after.original > before.original + 1
            for before, after in pairwise(self._run.pairs)
        )

    def shows_other_code(self, source: str) -> bool:
        """Whether code stands inside the passage both times, and is not the same, but for white space.

        A copy that a pass left behind brings its examples along.
        """
        both = ((self._units[pair.copy].code, self._units[pair.original].code) for pair in self._run.pairs[1:])
        return any(
            copy is not None
            and original is not None
            and source[slice(*copy)].split() != source[slice(*original)].split()
            for copy, original in both
        )

    def is_introduced(self) -> bool:
        """Whether a line with a colon leads into the copy alone: into a quotation, an example, steps."""
        copy = self.begins[0]
        before = self._units[self._first.copy - 1] if self._first.copy else None
        return (
            before is not None
            and copy.before == before.block.kind
            and before.block.text.content.rstrip().endswith(COLONS)
            and (copy.block.kind in _INTRODUCED or self._ends[0].after not in _LED_INTO)
        )

    def has_one_more(self) -> bool:
        """Whether a list goes on where that of the original ended: steps told again, with one more."""
        both = ((self._units[pair.copy], self._units[pair.original]) for pair in self._run.pairs)
        return any(
            copy.block.kind == "list-item" == copy.after and original.after != "list-item" for copy, original in both
        )

    def are_steps(self) -> bool:
        """Whether all are items, and both lists have others before, behind or between them that are not the same."""
        pairs = [pair for pair in self._run.pairs if pair.strong]
        if any(self._units[number].block.kind != "list-item" for pair in pairs for number in pair[:2]):
            return False
        beside = [(pair[0] + step, pair[1] + step) for pair in (pairs[0], pairs[-1]) for step in (-1, 1)]
        known = {number for pair in self._run.pairs for number in pair[:2]}
        return self.are_filled_in() or any(
            known.isdisjoint((one, other))
            and all(self._is_item(number) for number in (one, other))
            and self._units[one].folded != self._units[other].folded
            for one, other in beside
        )

    def _is_item(self, number: int) -> bool:
        return 0 <= number < len(self._units) and self._units[number].block.kind == "list-item"

    def count_variants_around(self) -> int:
        """How many of the two neighbours are variants of those of the original, and not the same."""
        return self._are_variants(self._first.copy - 1, self._first.original - 1) + self._are_variants(
            self._last.copy + 1, self._last.original + 1
        )

    def has_own_variant_beside(self) -> bool:
        """Whether the copy stands beside a variant of itself under its heading, and the original does not.

        Each of several parallel sections says such a thing once: this one has its own already.
        """
        return (
            self._get_gap() != 0
            and any(map(self._is_variant_of_copy, (self._first.copy - 1, self._last.copy + 1)))
            and not any(map(self._is_variant_of_original, (self._first.original - 1, self._last.original + 1)))
        )

    def _is_variant_of_copy(self, index: int) -> bool:
        return self._is_variant_of(index, self._first.copy, self._first.original)

    def _is_variant_of_original(self, index: int) -> bool:
        return self._is_variant_of(index, self._first.original, self._first.copy)

    def _is_variant_of(self, index: int, place: int, other: int) -> bool:
        if not 0 <= index < len(self._units) or index == other:
            return False
        unit, beside = self._units[place], self._units[index]
        return unit.block.kind == beside.block.kind and unit.path == beside.path and _are_variants(unit, beside)

    def _find_before(self, index: int) -> Kind | None:
        """The kind of what stands before a unit; the title of a notice belongs to the line that opens it."""
        unit = self._units[index]
        title = self._units[index - 1] if index and unit.before == "paragraph" else None
        if title is not None and title.block.role == "label" and title.before == "directive":
            return title.before
        return unit.before

    def _touch(self) -> bool:
        return self._get_gap() == 0 and self.begins[0].before == self._ends[1].block.kind

    def _follows_itself(self) -> bool:
        return follows_itself(self._units[self._first.copy - 1], self.begins[0])

    def _get_gap(self) -> int:
        """How many blocks stand between the two; below zero where they stand in one another."""
        return self._first.copy - self._last.original - 1

    def _count_from_heading(self, index: int) -> int | None:
        for count in range(_NEAR_THE_HEADING):
            if index - count - 1 < 0 or self._units[index - count - 1].block.kind == "heading":
                return count
        return None

    def _are_variants(self, copy: int, original: int) -> bool:
        if original < 0 or max(copy, original) >= len(self._units) or original in {self._first.copy, copy}:
            return False
        return _are_variants(self._units[copy], self._units[original])


def _put_later_first(pair: Pair) -> Pair:
    """The pair with the later place as that of the copy, though it may say more."""
    return pair if pair.copy > pair.original else pair._replace(copy=pair.original, original=pair.copy)


def _iter_rows(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """The pairs that follow each other at both places, and are the same."""
    row: list[Pair] = []
    for pair in pairs:
        follows = bool(row) and (pair.copy, pair.original) == (row[-1].copy + 1, row[-1].original + 1)
        if pair.likeness != "same" or not follows:
            yield row
            row = []
        if pair.likeness == "same":
            row.append(pair)
    yield row


def _measure_likeness(unit: Unit, other: Unit, least: float) -> float:
    """The share of letters that two blocks have in common; 0 where it is less than the least."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(unit.folded[:_COMPARED], other.folded[:_COMPARED], score_cutoff=least)


def _are_variants(unit: Unit, other: Unit) -> bool:
    one, two = unit.folded[:_COMPARED], other.folded[:_COMPARED]
    return one != two and _measure_likeness(unit, other, _VARIANTS) > 0


def _differ_in_figures(one: str, other: str) -> bool:
    """Whether two folded headings are the same, but for figures."""
    return one == other or one.translate(_NO_FIGURES) == other.translate(_NO_FIGURES)


_NO_FIGURES = dict.fromkeys(map(ord, "0123456789"))


def _ends_openly(unit: Unit) -> bool:
    content = unit.block.text.content.rstrip().rstrip(CLOSERS).rstrip()
    return content[-1:] not in TERMINALS
