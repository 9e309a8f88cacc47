"""The findings of an article that are not listed, as there are very many: which of them an action mends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from endmark.document.span import Span
from endmark.linting.checking.findings import Findings
from endmark.linting.repair.assembly.mended import is_of_assembly_by_code, is_own_title, is_sure_by_code
from endmark.linting.repair.span_set import SpanSet
from endmark.violation import Fix, Reason


class Unlisted:
    """What is found and not listed; fixes that the assembly decides about are withheld.

    `boundaries` are the rules whose matches part the article.
    """

    def __init__(self, findings: Findings, boundaries: Container[str]) -> None:
        self._findings = findings
        self._boundaries = boundaries
        self._titles: Mapping[int, Reason] = {
            number: kind.repair.title for number, kind in enumerate(findings.kinds) if kind.repair is not None
        }
        findings.withhold(lambda fix: is_own_title(fix.title))
        kinds = findings.kinds
        self._own = self._select([kind.stands and is_of_assembly_by_code(kind.code) for kind in kinds])
        self._places = SpanSet(map(self.get_span, self._own))
        self._markers = self._select([kind.rule in boundaries and kind.repair is not None for kind in kinds])
        self._marker_ends = [findings.ends[number] for number in self._markers]

    def __bool__(self) -> bool:
        """Whether there is any that an action may mend."""
        return bool(self._own or self._markers)

    def _select(self, wanted: Sequence[bool]) -> Sequence[int]:
        """The findings of the kinds that are wanted, in the order of the text."""
        if not any(wanted):
            return ()
        chosen = (number for number, which in enumerate(self._findings.which) if wanted[which])
        return sorted(chosen, key=self.get_span)

    def get_span(self, number: int) -> Span:
        """Where a finding stands."""
        return Span(self._findings.starts[number], self._findings.ends[number])

    def iter_sure(self) -> Iterator[Span]:
        """The places that repeat others by mistake."""
        sure = [is_sure_by_code(kind.code) for kind in self._findings.kinds]
        return (self.get_span(number) for number in self._own if sure[self._findings.which[number]])

    def find(self, span: Span) -> int | None:
        """The first finding at a place that the assembly decides about."""
        index = self._places.find_first(span)
        return None if index is None else self._own[index]

    def find_marker(self, start: int, end: int) -> int | None:
        """The first end marker that ends between two offsets."""
        index = bisect_left(self._marker_ends, start)
        return self._markers[index] if index < len(self._markers) and self._marker_ends[index] <= end else None

    def get_fix(self, number: int) -> Fix | None:
        """The fix of a finding, without the edits of one that is withheld."""
        fix, title = self._findings[number].fix, self._titles.get(self._findings.which[number])
        return fix if fix is not None or title is None else Fix((), safe=False, title=title)

    def replace_fixes(self, fixes: Mapping[int, Fix], say: Callable[[Reason], str]) -> None:
        """Let findings be mended by other fixes, `say` puts into words what one does; the end markers wait."""
        self._findings.withhold_of(self._boundaries)
        if fixes:
            self._findings.replace_fixes(fixes, say)
