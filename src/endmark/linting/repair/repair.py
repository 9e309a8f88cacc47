"""One article × rules → the article with its fixes applied, each of them proven."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from itertools import compress, count
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.model import Document
from endmark.document.source import Source
from endmark.linting.checking.engine import Analysis
from endmark.linting.file_result import FileResult
from endmark.linting.repair.assembly.likenesses import Likenesses
from endmark.linting.repair.assembly.plan import has_seams, plan_assembly
from endmark.linting.repair.choice import choose_fixes
from endmark.linting.repair.chosen import Chosen
from endmark.linting.repair.edit_map import EditMap, splice
from endmark.linting.repair.pieces import Sentence, iter_document_sentences
from endmark.linting.repair.proof import Harm, find_regressions
from endmark.linting.repair.sentence_index import RemovedSentence, SentenceIndex
from endmark.linting.repair.span_set import SpanSet

_MOST_CHECKS = 400
_MOST_TEXT = 100_000_000
_LEAST_CHECKS = 40
"""One article is checked so many times at most while it is repaired, and fewer times when so much text is checked."""

_MANY_FIXES = 256
"""Open fixes from which what is taken out may touch: of copies one after the other half would go with each check.

With fewer, what a fix touches is looked at again before it goes, but for what one plan takes out."""

_FEW_FIXES = 16
"""Fixes of which each is tried by itself before it is refused; of more, those that fail together are."""


class Applied(Struct, frozen=True):
    """A fix that was applied.

    `line` is where its violation stood in the text as it was when the fix was
    applied, counted back to the file on disk. `removed` is what it took out.
    """

    rule: str
    title: str
    line: int
    removed: tuple[RemovedSentence, ...] = ()


class Refused(Struct, frozen=True):
    """A fix that failed its proof: the violation, which is of that excerpt, still stands."""

    rule: str
    title: str
    line: int
    reason: str
    excerpt: str


class Repair(Struct, frozen=True):
    """The article after its repair, and how it came about.

    `result` is what is found in it now. `unfinished` is the number of fixes that
    were not tried, because it took too many checks: another repair goes on.
    `unlisted` counts by rule the fixes that were applied and are not among `applied`.
    """

    source: Source
    result: FileResult
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()
    unfinished: int = 0
    unlisted: Mapping[str, int] = MappingProxyType({})

    def count_applied(self) -> Counter[str]:
        """How many fixes of each rule were applied."""
        return Counter(fix.rule for fix in self.applied) + Counter(self.unlisted)


def repair(  # noqa: PLR0913 - all but the first two are named
    source: Source,
    analyse: Callable[[Source], Analysis],
    *,
    unsafe: bool,
    only: Container[str] | None = None,
    most: int | None = None,
    known: Analysis | None = None,
    assembled: bool = False,
    planned: bool = False,
) -> Repair:
    """Apply the fixes of what stands in an article until no other applies.

    Fixes that overlap are applied one after the other, the larger first; those
    that wait come last. Every step is proven before the next. Of a step that
    fails, the fixes that are to blame are put off, and the others tried; a fix
    that fails by itself is refused. `analyse` checks a text. Deterministic; the
    number of checks is bounded, and hardly grows with that of the fixes. `only`
    holds the fingerprints of the findings that are repaired; None: all are. Of the
    fixes of one rule the first `most` are listed, the others counted. `known` is what
    `analyse` would say of the article as it is, where somebody knows. An article that was
    `assembled` in passes is mended as such; it may show that itself, or when a note between two
    passes is gone. That `known` is `planned` says that its fixes are already those that leave one telling.
    """
    most = sys.maxsize if most is None else most
    known = known or analyse(source)
    plan: _Plan = _leave_as_it_is
    if unsafe:
        plan = partial(plan_assembly, assembled=assembled or has_seams(known), likenesses=Likenesses())
        known = known if planned else plan(known)
    return _Repairing(known, analyse, plan, source, unsafe=unsafe, only=only, most=most).finish()


def _leave_as_it_is(analysis: Analysis) -> Analysis:
    return analysis


class _Repairing:
    """One article while it is repaired."""

    def __init__(  # noqa: PLR0913 - as above
        self,
        first: Analysis,
        look: Callable[[Source], Analysis],
        plan: _Plan,
        source: Source,
        *,
        unsafe: bool,
        only: Container[str] | None,
        most: int,
    ) -> None:
        self._state = first
        self._first = self._source = source
        self._look, self._plan = look, plan
        self._unsafe = unsafe
        self._checks = _Allowance(source)
        self._steps: list[EditMap] = []
        self._applied: list[tuple[Applied, list[Sentence]]] = []
        self._refused: dict[_Key, Refused] = {}
        self._refused_at: dict[_Key, int] = {}  # how many steps were taken by then
        self._is_crowded = False
        # By their place: the fingerprints of equal findings change when one of them goes.
        self._wanted = None if only is None else self._list_keys(only)
        self._listed = most
        self._unlisted = Counter[str]()
        self._most = _NO_LIMIT
        self._alone = 0
        self._all_fail = False
        self._most_blamed = _MOST_BLAMED

    def finish(self) -> Repair:
        open_: Sequence[int] = ()
        while True:
            open_ = self._list_open()
            if not open_ and (again := [key for key, step in self._refused_at.items() if step < len(self._steps)]):
                # What was refused may be right by now; only so is the whole text the same after a second run.
                for key in again:
                    del self._refused[key], self._refused_at[key]
                continue
            self._is_crowded = self._is_crowded or len(open_) >= _MANY_FIXES
            if not open_:
                break
            group = choose_fixes(self._state.findings, open_, touching=self._may_touch())
            if not self._apply_group(group):
                break
        said = SentenceIndex(self._state.document)
        applied = tuple(replace(one, removed=tuple(said.iter_still_said(gone))) for one, gone in self._applied)
        refused = tuple(self._refused.values())
        return Repair(self._source, self._state.result, applied, refused, len(open_), self._unlisted)

    def _may_touch(self) -> bool:
        """Whether what is taken out may begin where something else that is ends: what one plan takes out fits."""
        return self._is_crowded or self._plan is not _leave_as_it_is

    def _list_open(self) -> Sequence[int]:
        """The numbers of the findings that may be repaired and were not refused."""
        findings = self._state.findings
        fixable = [
            kind.stands and kind.repair is not None and (kind.repair.safe or self._unsafe) for kind in findings.kinds
        ]
        open_ = array("I", compress(count(), map(fixable.__getitem__, findings.which)))
        if self._wanted is not None:
            open_ = array("I", (number for number in open_ if self._make_key(number) in self._wanted))
        if self._refused:
            open_ = array("I", (number for number in open_ if self._make_key(number) not in self._refused))
        return open_

    def _apply_group(self, group: Sequence[int]) -> bool:
        """Apply some of these fixes, or refuse some; False when no more checks are allowed."""
        tried, failures = group if len(group) <= self._most else group[: self._most], 0
        spared = self._all_fail or not self._are_boundaries(group)
        while self._checks.allow():
            harm = self._try_together(tried)
            found = harm.reasons
            if not harm:
                self._most, self._alone, self._all_fail = max(self._most, 2 * len(tried)), 0, False
                if not failures:
                    self._most_blamed = _MOST_BLAMED
                return True
            to_blame = {number for number in found if number is not None}
            if harm.stands_alone and None not in found and len(to_blame) > _FEW_FIXES:
                # Without the others they would fail as well.
                blamed = sorted(to_blame)
                self._refuse(
                    array("I", map(tried.__getitem__, blamed)), dict(enumerate(map(found.__getitem__, blamed)))
                )
                return True
            if not spared and None not in found and len(to_blame) == len(tried) > 1:
                # Often all may go but one, as that still parts what stands twice.
                tried, spared = tried[:-1], True
                continue
            failures += 1
            if len(tried) == 1:
                self._refuse(tried, found)
                self._alone += 1
                if self._alone > _FEW_FIXES:
                    self._refuse(group, found)
                return True
            if None not in found and len(to_blame) == len(tried) and self._fails_as_others(len(tried), failures):
                self._refuse(tried, found)
                # The rest of them are tried at once: they may well fail in the same way.
                self._all_fail, self._most = True, _NO_LIMIT
                return True
            if None not in found and len(to_blame) < len(tried) and failures <= self._most_blamed:
                tried = array("I", (number for place, number in enumerate(tried) if place not in to_blame))
            else:
                # Where others were to blame than it seemed, that is not tried again before a group does no harm.
                self._most_blamed = 0
                tried = tried[: len(tried) // 2]
                self._most = len(tried)
        return False

    def _fails_as_others(self, number: int, failures: int) -> bool:
        """Whether a group of which each fix is to blame is refused as a whole: larger ones failed, or those before."""
        return self._all_fail or (failures > 1 and number > _FEW_FIXES)

    def _are_boundaries(self, numbers: Sequence[int]) -> bool:
        findings = self._state.findings
        return all(findings.kinds[kind].rule in self._state.boundaries for kind in findings.find_kinds(numbers))

    def _try_together(self, numbers: Sequence[int]) -> Harm:
        """Apply the fixes of these findings if that does no harm; else what harm it does, by the place of the fix."""
        chosen = Chosen(self._state.findings, numbers)
        text, step = splice(self._source.text, chosen.iter_written())
        after = self._look(Source(self._source.path, text, self._source.has_bom))
        if harm := find_regressions(self._state, after, chosen, step):
            return harm
        self._note_applied(numbers)
        self._steps.append(step)
        # Only where it goes on from here does it matter which fixes come next.
        self._source, self._state = after.document.source, self._plan(after)
        return harm

    def _note_applied(self, numbers: Sequence[int]) -> None:
        """Remember which fixes are applied, and of those that are listed what they take out."""
        findings = self._state.findings
        listed = Counter(one.rule for one, _ in self._applied)
        shown = array("I")
        for number in numbers:
            rule = findings.get_kind(number).rule
            if listed[rule] < self._listed:
                listed[rule] += 1
                shown.append(number)
            else:
                self._unlisted[rule] += 1
            if self._wanted is not None:
                self._wanted.discard(self._make_key(number))
        gone = _list_removed(Chosen(findings, shown), self._state.document)
        for number, sentences in zip(shown, gone, strict=True):
            kind = findings.get_kind(number)
            self._applied.append((Applied(kind.rule, kind.title, self._find_line(number)), sentences))

    def _refuse(self, numbers: Sequence[int], reasons: Mapping[int | None, str]) -> None:
        """Refuse fixes; a reason that is not known for one of them by itself is any that is."""
        any_reason = next(iter(reasons.values()))
        findings = self._state.findings
        for place, number in enumerate(numbers):
            kind, reason = findings.get_kind(number), reasons.get(place, any_reason)
            excerpt = self._source.text[findings.starts[number] : findings.ends[number]]
            refused = Refused(kind.rule, kind.title, self._find_line(number), reason, excerpt)
            key = self._make_key(number)
            self._refused[key], self._refused_at[key] = refused, len(self._steps)

    def _list_keys(self, fingerprints: Container[str]) -> set[_Key]:
        found = (found for found in self._state.result.violations if found.fingerprint in fingerprints)
        return {(violation.rule, self._find_origin(violation.region.span.start)) for violation in found}

    def _make_key(self, number: int) -> _Key:
        """The rule of a finding and where it stands in the file on disk."""
        findings = self._state.findings
        return findings.get_kind(number).rule, self._find_origin(findings.starts[number])

    def _find_origin(self, offset: int) -> int:
        """The offset in the file on disk of what stands at an offset of the present text."""
        for step in reversed(self._steps):
            offset = step.map_back(offset)
        return offset

    def _find_line(self, number: int) -> int:
        return self._first.get_position(self._find_origin(self._state.findings.starts[number])).line


class _Allowance:
    """How often an article may still be checked."""

    def __init__(self, source: Source) -> None:
        self._left = min(_MOST_CHECKS, max(_LEAST_CHECKS, _MOST_TEXT // max(1, len(source.text))))

    def allow(self) -> bool:
        """Whether one more check is allowed; it is then spent."""
        self._left -= 1
        return self._left >= 0


_Key: TypeAlias = tuple[str, int]
_Plan: TypeAlias = Callable[[Analysis], Analysis]
_NO_LIMIT = sys.maxsize
_MOST_BLAMED = 2
"""Times in a row that only those to blame are put off: then it may be others."""


def _list_removed(chosen: Chosen, document: Document) -> list[list[Sentence]]:
    """For each fix the sentences that it takes out, or a part of them; new words are no loss."""
    if chosen.rewords:
        return [[] for _ in range(len(chosen))]
    spans = SpanSet(span for span in chosen.iter_cut() if span.end > span.start)
    gone = [sentence for sentence in iter_document_sentences(document, spans) if sentence.said]
    starts = [sentence.span.start for sentence in gone]
    ends = [sentence.span.end for sentence in gone]
    return [
        [
            sentence
            for edit in (found.fix.edits if found.fix else ())
            for sentence in gone[bisect_right(ends, edit.span.start) : bisect_left(starts, edit.span.end)]
        ]
        for found in chosen
    ]
