"""One article × rules → the article with its fixes applied, each of them proven."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.checking.engine import Analysis
from endmark.linting.file_result import FileResult
from endmark.linting.repair.edit_map import EditMap, apply_edits
from endmark.linting.repair.pieces import Sentence, iter_document_sentences
from endmark.linting.repair.proof import Fixable, find_regressions
from endmark.linting.repair.sentence_index import RemovedSentence, SentenceIndex
from endmark.linting.repair.span_set import SpanSet
from endmark.violation import Edit, Violation

_MOST_CHECKS = 400
_MOST_TEXT = 100_000_000
_LEAST_CHECKS = 40
"""One article is checked so many times at most while it is repaired, and fewer times when so much text is checked."""

_MANY_FIXES = 256
"""Open fixes from which what is taken out may touch: of copies one after the other half would go with each check.

With fewer, what a fix touches is looked at again before it goes."""

_FEW_FIXES = 16
"""Fixes of which each is tried by itself before it is refused; of more, those that fail together are."""


class Applied(NamedTuple):
    """A fix that was applied.

    `line` is where its violation stood in the text as it was when the fix was
    applied, counted back to the file on disk. `removed` is what it took out.
    """

    rule: str
    title: str
    line: int
    removed: tuple[RemovedSentence, ...] = ()


class Refused(NamedTuple):
    """A fix that failed its proof: the violation, which is of that excerpt, still stands."""

    rule: str
    title: str
    line: int
    reason: str
    excerpt: str


class Repair(NamedTuple):
    """The article after its repair, and how it came about.

    `result` is what is found in it now. `unfinished` is the number of fixes that
    were not tried, because it took too many checks: another repair goes on.
    """

    source: Source
    result: FileResult
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()
    unfinished: int = 0


def repair(
    source: Source, analyse: Callable[[Source], Analysis], *, unsafe: bool, only: Container[str] | None = None
) -> Repair:
    """Apply the fixes of what stands in an article until no other applies.

    Fixes that overlap are applied one after the other, the larger first; those
    that wait come last. Every step is proven before the next. Of a step that
    fails, the fixes that are to blame are put off, and the others tried; a fix
    that fails by itself is refused. `analyse` checks a text. Deterministic; the
    number of checks is bounded, and hardly grows with that of the fixes. `only`
    holds the fingerprints of the findings that are repaired; None: all are.
    """
    return _Repairing(source, analyse, unsafe=unsafe, only=only).finish()


class _Repairing:
    """One article while it is repaired."""

    def __init__(
        self, source: Source, look: Callable[[Source], Analysis], *, unsafe: bool, only: Container[str] | None
    ) -> None:
        self._first = self._source = source
        self._look = look
        self._unsafe = unsafe
        self._state = look(source)
        self._checks = _Allowance(source)
        self._steps: list[EditMap] = []
        self._applied: list[tuple[Applied, list[Sentence]]] = []
        self._refused: dict[_Key, Refused] = {}
        self._is_crowded = False
        # By their place: the fingerprints of equal findings change when one of them goes.
        self._wanted = None if only is None else self._list_keys(only)
        self._most = _NO_LIMIT
        self._alone = 0
        self._all_fail = False
        self._most_blamed = _MOST_BLAMED

    def finish(self) -> Repair:
        retried = 0
        open_: list[Fixable] = []
        while True:
            open_ = self._list_open()
            if not open_ and retried < len(self._steps) and self._refused:
                # What was refused may be right by now; only so is the whole text the same after a second run.
                self._refused, retried = {}, len(self._steps)
                continue
            self._is_crowded = self._is_crowded or len(open_) >= _MANY_FIXES
            if not open_ or not self._apply_group(_choose_fixes(open_, touching=self._is_crowded)):
                break
        said = SentenceIndex(self._state.document)
        applied = tuple(one._replace(removed=tuple(said.iter_still_said(gone))) for one, gone in self._applied)
        return Repair(self._source, self._state.result, applied, tuple(self._refused.values()), len(open_))

    def _list_open(self) -> list[Fixable]:
        """What may be repaired and was not refused."""
        fixable = _list_fixable(self._state.result.violations, unsafe=self._unsafe)
        if self._wanted is not None:
            fixable = [item for item in fixable if self._make_key(item[0]) in self._wanted]
        return [item for item in fixable if self._make_key(item[0]) not in self._refused] if self._refused else fixable

    def _apply_group(self, group: Sequence[Fixable]) -> bool:
        """Apply some of these fixes, or refuse some; False when no more checks are allowed."""
        numbers, failures = list(range(min(len(group), self._most))), 0
        while self._checks.allow():
            tried = [group[number] for number in numbers]
            found = self._try_together(tried)
            if not found:
                self._most, self._alone, self._all_fail = max(self._most, 2 * len(tried)), 0, False
                if not failures:
                    self._most_blamed = _MOST_BLAMED
                return True
            failures += 1
            to_blame = {number for number in found if number is not None}
            if len(tried) == 1:
                self._refuse(tried, found)
                self._alone += 1
                if self._alone > _FEW_FIXES:
                    self._refuse(group, found)
                return True
            if None not in found and len(to_blame) == len(tried) > _FEW_FIXES and (failures > 1 or self._all_fail):
                self._refuse(tried, found)
                self._all_fail = True
                return True
            if None not in found and len(to_blame) < len(tried) and failures <= self._most_blamed:
                numbers = [number for place, number in enumerate(numbers) if place not in to_blame]
            else:
                # Where others were to blame than it seemed, that is not tried again before a group does no harm.
                self._most_blamed = 0
                numbers = numbers[: len(numbers) // 2]
                self._most = len(numbers)
        return False

    def _try_together(self, chosen: Sequence[Fixable]) -> dict[int | None, str]:
        """Apply these fixes if that does no harm; else what harm it does, by the number of the fix."""
        text, step = apply_edits(self._source.text, [edit for _, fix in chosen for edit in fix.edits])
        after = self._look(Source(self._source.path, text, self._source.has_bom))
        if found := find_regressions(self._state, after, chosen, step):
            return found
        gone = _list_removed(chosen, self._state.document)
        for (violation, _), sentences in zip(chosen, gone, strict=True):
            self._applied.append((Applied(violation.rule, violation.fix_title, self._find_line(violation)), sentences))
            if self._wanted is not None:
                self._wanted.discard(self._make_key(violation))
        self._steps.append(step)
        self._source, self._state = after.document.source, after
        return {}

    def _refuse(self, items: Sequence[Fixable], reasons: Mapping[int | None, str]) -> None:
        """Refuse fixes; a reason that is not known for one of them by itself is any that is."""
        any_reason = next(iter(reasons.values()))
        for number, (violation, _) in enumerate(items):
            reason = reasons.get(number, any_reason)
            refused = Refused(
                violation.rule, violation.fix_title, self._find_line(violation), reason, violation.excerpt
            )
            self._refused[self._make_key(violation)] = refused

    def _list_keys(self, fingerprints: Container[str]) -> set[_Key]:
        return {self._make_key(found) for found in self._state.result.violations if found.fingerprint in fingerprints}

    def _make_key(self, violation: Violation) -> _Key:
        """A violation's rule and where it stands in the file on disk."""
        return violation.rule, self._find_origin(violation)

    def _find_origin(self, violation: Violation) -> int:
        """The offset in the file on disk at which a violation of the present text stands."""
        offset = violation.region.span.start
        for step in reversed(self._steps):
            offset = step.map_back(offset)
        return offset

    def _find_line(self, violation: Violation) -> int:
        return self._first.get_position(self._find_origin(violation)).line


class _Allowance:
    """How often an article may still be checked."""

    def __init__(self, source: Source) -> None:
        self._left = min(_MOST_CHECKS, max(_LEAST_CHECKS, _MOST_TEXT // max(1, len(source.text))))

    def allow(self) -> bool:
        """Whether one more check is allowed; it is then spent."""
        self._left -= 1
        return self._left >= 0


_Key: TypeAlias = tuple[str, int]
_NO_LIMIT = 1_000_000
_MOST_BLAMED = 2
"""Times in a row that only those to blame are put off: then it may be others."""


def _list_fixable(violations: Iterable[Violation], *, unsafe: bool) -> list[Fixable]:
    """The standing violations with the fixes that may be applied."""
    return [(v, v.fix) for v in violations if v.stands and v.fix is not None and (v.fix.safe or unsafe)]


def _choose_fixes(fixable: Sequence[Fixable], *, touching: bool) -> list[Fixable]:
    """As many fixes as can be applied together, those that take out most first.

    Those that reword come after the others, and those that wait only by themselves.
    `touching` says that what is taken out may begin where something else that is ends.
    """
    ready = [item for item in fixable if not item[1].waits]
    urgent = [item for item in ready if not item[1].rewords] or ready
    taken: list[Edit] = []
    chosen = []
    for found, fix in sorted(urgent or fixable, key=_order_fixable):
        if all(_is_free(edit, taken, touching=touching) for edit in fix.edits):
            chosen.append((found, fix))
            for edit in fix.edits:
                insort(taken, edit, key=_get_span)
    return chosen


def _is_free(edit: Edit, taken: Sequence[Edit], *, touching: bool) -> bool:
    """Whether an edit shares nothing with the others, which are sorted, nor touches one; on demand it may."""
    span = edit.span
    index = bisect_left(taken, span, key=_get_span)
    return all(
        other.span.end < span.start
        or span.end < other.span.start
        or (touching and not (span.overlaps(other.span) or edit.replacement or other.replacement))
        for other in taken[max(0, index - 1) : index + 1]
    )


def _get_span(edit: Edit) -> Span:
    return edit.span


def _order_fixable(item: Fixable) -> tuple[int, Span, str]:
    found, fix = item
    return -sum(edit.span.end - edit.span.start for edit in fix.edits), found.region.span, found.rule


def _list_removed(chosen: Sequence[Fixable], document: Document) -> list[list[Sentence]]:
    """For each fix the sentences that it takes out, or a part of them; new words are no loss."""
    if all(fix.rewords for _, fix in chosen):
        return [[] for _ in chosen]
    spans = SpanSet(edit.span for _, fix in chosen for edit in fix.edits if edit.span.end > edit.span.start)
    gone = [sentence for sentence in iter_document_sentences(document, spans) if sentence.said]
    starts = [sentence.span.start for sentence in gone]
    ends = [sentence.span.end for sentence in gone]
    return [
        [
            sentence
            for edit in fix.edits
            for sentence in gone[bisect_right(ends, edit.span.start) : bisect_left(starts, edit.span.end)]
        ]
        for _, fix in chosen
    ]
