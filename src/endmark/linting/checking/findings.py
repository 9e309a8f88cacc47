"""What a repair needs to know of each finding, in a few bytes: a hostile megabyte may have half a million of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, count, islice, pairwise, repeat
from operator import le, sub
from typing import TypeVar, overload

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.span import Span
from endmark.violation import Edit, Fix, Reason, Violation

T = TypeVar("T")


class FindingKind(Struct, frozen=True):
    """What many findings have in common.

    `stands` and `suppressed` are as of a violation. `repair` is the fix without its
    edits, None where there is none, and `title` says in words what it does. `code` is that of
    the fix, or of the reason why there is none; it stays when the fix is withheld.
    """

    rule: str
    stands: bool = True
    suppressed: bool = False
    repair: Fix | None = None
    title: str = ""
    code: str = ""


class Finding(Struct, frozen=True):
    """A finding: where it stands in the source, and its fix."""

    kind: FindingKind
    span: Span
    fix: Fix | None

    @property
    def rule(self) -> str:
        """The rule that found it."""
        return self.kind.rule


class Findings(Sequence[Finding]):
    """Findings as rows of numbers; each is made when it is asked for.

    `starts` and `ends` are where they stand, `which` the number of the kind of each. `texts`
    are what their edits put into the article.
    """

    __slots__ = ("_edit_columns", "_firsts", "_numbers", "_text_numbers", "ends", "kinds", "starts", "texts", "which")

    def __init__(self) -> None:
        self.kinds: list[FindingKind] = []
        self._numbers: dict[FindingKind, int] = {}
        self.starts, self.ends, self.which = array("I"), array("I"), array("I")
        # Where the edits of each finding begin; where each edit starts and ends, and the number of what it puts there.
        self._firsts = array("I", (0,))
        self._edit_columns = array("I"), array("I"), array("I")
        self.texts: list[str] = []
        self._text_numbers: dict[str, int] = {}

    @classmethod
    def list_violations(cls, violations: Iterable[Violation]) -> Findings:
        """What a repair needs to know of violations."""
        findings = cls()
        for found in violations:
            repair = found.fix and replace(found.fix, edits=())
            about = found.fix.title if found.fix else found.no_fix
            code = about.code if about else ""
            kind = FindingKind(found.rule, found.stands, found.suppressed is not None, repair, found.fix_title, code)
            findings.add(kind, found.region.span, found.fix.edits if found.fix else ())
        return findings

    def add(self, kind: FindingKind, span: Span, edits: Iterable[Edit] = ()) -> None:
        """Add one, with the edits of its fix."""
        self.add_numbered(self.number_kind(kind), span, edits)

    def number_kind(self, kind: FindingKind) -> int:
        """The number of a kind."""
        return _number(kind, self.kinds, self._numbers)

    def add_numbered(self, number: int, span: Span, edits: Iterable[Edit] = ()) -> None:
        """Add one of the kind with that number, with the edits of its fix."""
        self.starts.append(span[0])
        self.ends.append(span[1])
        self.which.append(number)
        self._add_edits(edits)

    def _add_edits(self, edits: Iterable[Edit]) -> None:
        starts, ends, texts = self._edit_columns
        for edit in edits:
            start, end = edit.span
            written = edit.replacement
            number = self._text_numbers.get(written)
            starts.append(start)
            ends.append(end)
            texts.append(_number(written, self.texts, self._text_numbers) if number is None else number)
        self._firsts.append(len(starts))

    def prepend(self, others: Findings) -> None:
        """Put others, which are few, before these."""
        if not others:
            return
        kinds, texts = len(self.kinds), len(self.texts)
        self.kinds += others.kinds
        self.texts += others.texts
        self.starts[0:0], self.ends[0:0] = others.starts, others.ends
        self.which[0:0] = array("I", map(kinds.__add__, others.which))
        starts, ends, written = others._edit_columns
        self._firsts = others._firsts[:-1] + array("I", map(len(starts).__add__, self._firsts))
        added = starts, ends, array("I", map(texts.__add__, written))
        for column, others_column in zip(self._edit_columns, added, strict=True):
            column[0:0] = others_column

    def remove_first(self, number: int) -> None:
        """Take out so many that stand before the others."""
        edits = self._firsts[number]
        for column in (self.starts, self.ends, self.which):
            del column[:number]
        for column in self._edit_columns:
            del column[:edits]
        self._firsts = array("I", map((-edits).__add__, self._firsts[number:]))

    def withhold(self, withheld: Callable[[Fix], bool]) -> None:
        """Leave out the fixes of which this is true; it is asked about fixes without edits."""
        self._withhold(lambda kind: kind.repair is not None and withheld(kind.repair))

    def withhold_of(self, rules: Container[str]) -> None:
        """Leave out the fixes of these rules."""
        self._withhold(lambda kind: kind.repair is not None and kind.rule in rules)

    def _withhold(self, is_withheld: Callable[[FindingKind], bool]) -> None:
        for number, kind in enumerate(self.kinds):
            if is_withheld(kind):
                self.kinds[number] = replace(kind, repair=None, title="")
                self._numbers.pop(kind, None)  # who adds one of that kind later means one with its fix

    def replace_fixes(self, fixes: Mapping[int, Fix], title: Callable[[Reason], str]) -> None:
        """Put other fixes in the place of those of some findings; `title` says what one does."""
        old, firsts = self._edit_columns, self._firsts
        self._firsts = array("I", (0,))
        self._edit_columns = array("I"), array("I"), array("I")
        for number, (first, last) in enumerate(pairwise(firsts)):
            if fix := fixes.get(number):
                renewed = replace(fix, edits=())
                kind = replace(self.get_kind(number), repair=renewed, title=title(fix.title), code=fix.title.code)
                self.which[number] = self.number_kind(kind)
                self._add_edits(fix.edits)
            else:
                for column, old_column in zip(self._edit_columns, old, strict=True):
                    column.extend(old_column[first:last])
                self._firsts.append(len(self._edit_columns[0]))

    def list_edits(self, numbers: Sequence[int]) -> tuple[array[int], array[int], array[int], Sequence[int]]:
        """Where each edit of these findings starts and ends, the number of its text, and whose of them it is.

        They are to be read only.
        """
        firsts = array("I", map(self._firsts.__getitem__, numbers))
        behind = array("I", map(self._firsts.__getitem__, map((1).__add__, numbers)))
        owners: Sequence[int] = range(len(numbers))  # where each has one edit, as where there are very many
        if not all(map((1).__eq__, map(sub, behind, firsts))):
            owners = array("I", chain.from_iterable(map(repeat, count(), map(sub, behind, firsts))))
        starts, ends, texts = self._edit_columns  # all there are, as they are
        if len(owners) < len(starts) or not all(map(le, behind, islice(firsts, 1, None))):
            places = array("I", chain.from_iterable(map(range, firsts, behind)))
            starts, ends, texts = (array("I", map(column.__getitem__, places)) for column in self._edit_columns)
        return starts, ends, texts, owners

    def measure_cuts(self, numbers: Iterable[int]) -> Iterator[int]:
        """How many code points the edits of each of these findings take out."""
        starts, ends, _ = self._edit_columns
        taken = array("I", accumulate(map(sub, ends, starts), initial=0))
        at_firsts = array("I", map(taken.__getitem__, self._firsts))
        for number in numbers:
            yield at_firsts[number + 1] - at_firsts[number]

    def find_kinds(self, numbers: Iterable[int]) -> list[int]:
        """The numbers of the kinds there are among these findings."""
        return sorted(set(map(self.which.__getitem__, numbers)))

    def get_kind(self, number: int) -> FindingKind:
        """What a finding has in common with others."""
        return self.kinds[self.which[number]]

    def iter_edits(self, number: int) -> Iterator[tuple[int, int, str]]:
        """Where each edit of a finding starts and ends, and what it puts there."""
        starts, ends, texts = self._edit_columns
        for place in range(self._firsts[number], self._firsts[number + 1]):
            yield starts[place], ends[place], self.texts[texts[place]]

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...

    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return tuple([self[number] for number in range(*index.indices(len(self)))])
        number = range(len(self))[index]
        kind = self.get_kind(number)
        fix = kind.repair
        if fix is not None:
            edits = tuple([Edit(Span(start, end), text) for start, end, text in self.iter_edits(number)])
            fix = replace(fix, edits=edits)
        return Finding(kind, Span(self.starts[number], self.ends[number]), fix)


def _number(item: T, items: list[T], numbers: dict[T, int]) -> int:
    """The number of an item, which is put to the others where it is new."""
    number = numbers.setdefault(item, len(items))
    if number == len(items):
        items.append(item)
    return number
