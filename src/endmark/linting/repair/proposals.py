"""One article × somebody who decides on each of its fixes → the article with those that were accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.source import Source
from endmark.linting.checking.engine import Analysis
from endmark.linting.repair.assembly.plan import has_seams, plan_assembly
from endmark.linting.repair.edit_map import EditMap, apply_edits, find_only_edit
from endmark.linting.repair.repair import Applied, Refused, Repair, repair
from endmark.messages.catalogue import say_reason
from endmark.violation import Violation, make_reason


class Proposal(Struct, frozen=True):
    """A fix that holds its proof: the finding, and the article as it is by now without the fix and with it.

    `others` is how many more fixes are there at present.
    """

    violation: Violation
    before: Source
    after: Source
    others: int


class Decision(Struct, frozen=True):
    """What becomes of a proposal; `text` is the whole article as somebody has written it instead."""

    kind: Literal["accept", "refuse", "write", "stop"]
    text: str = ""


Decide: TypeAlias = Callable[[Proposal], Decision]


def repair_by_choice(source: Source, analyse: Callable[[Source], Analysis], decide: Decide) -> Repair:
    """Ask about each fix in the order of the text, those that wait last, and apply what is accepted.

    A fix is proven before it is proposed; one that fails is tried again when the text has
    changed. What a repair bares is proposed as well. After `stop` nothing more is asked, and
    what was accepted stays. What somebody writes is taken as it is.
    """
    return _Choosing(source, analyse, decide).finish()


class _Choosing:
    """One article while somebody decides on its fixes."""

    def __init__(self, source: Source, analyse: Callable[[Source], Analysis], decide: Decide) -> None:
        self._first = self._source = source
        self._analyse = analyse
        self._decide = decide
        self._steps: list[EditMap] = []
        self._decided: set[tuple[str, int]] = set()
        self._applied: list[Applied] = []
        # Those that failed their proof, which they may hold when others are applied.
        self._refused: dict[tuple[str, int], Refused] = {}

    def finish(self) -> Repair:
        state = self._analyse(self._source)
        assembled = has_seams(state)
        planned = plan_assembly(state, assembled=assembled)
        while violation := next(self._iter_open(planned), None):
            key = self._make_key(violation)
            only = {violation.fingerprint}
            tried = repair(
                self._source, self._analyse, unsafe=True, only=only, known=planned, assembled=assembled, planned=True
            )
            if not tried.applied:
                self._refused[key] = replace(tried.refused[0], line=self._find_line(violation))
                continue
            self._decided.add(key)
            others = sum(1 for _ in self._iter_open(planned))
            decision = self._decide(Proposal(violation, self._source, tried.source, others))
            if decision.kind == "stop":
                break
            if decision.kind != "refuse":
                self._take(violation, tried, decision)
                state = self._analyse(self._source)
                planned = plan_assembly(state, assembled=assembled)
                self._refused.clear()
        return Repair(self._source, state.result, tuple(self._applied), tuple(self._refused.values()))

    def _iter_open(self, state: Analysis) -> Iterator[Violation]:
        """The findings that can be repaired and were not decided on, those that wait last."""
        for waits in (False, True):
            for one in state.result.violations:
                if one.stands and one.fix is not None and one.fix.waits == waits:
                    key = self._make_key(one)
                    if key not in self._decided and key not in self._refused:
                        yield one

    def _take(self, violation: Violation, tried: Repair, decision: Decision) -> None:
        """Put the text of a decision in the place of the present one."""
        line = self._find_line(violation)
        if decision.kind == "write":
            source = Source(self._source.path, decision.text, self._source.has_bom)
            self._applied.append(Applied(violation.rule, say_reason(_BY_HAND), line))
        else:
            source = tried.source
            self._applied += (replace(one, line=line) for one in tried.applied)
        self._steps.append(apply_edits(self._source.text, [find_only_edit(self._source.text, source.text)])[1])
        self._source = source

    def _make_key(self, violation: Violation) -> tuple[str, int]:
        """The rule of a finding and where it stands in the file on disk."""
        return violation.rule, self._find_origin(violation)

    def _find_origin(self, violation: Violation) -> int:
        offset = violation.region.span.start
        for step in reversed(self._steps):
            offset = step.map_back(offset)
        return offset

    def _find_line(self, violation: Violation) -> int:
        return self._first.get_position(self._find_origin(violation)).line


_BY_HAND = make_reason("fix.by-hand")
