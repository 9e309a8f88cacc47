"""What checks and the engine speak in: match, reason, fix, violation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.span import Position, Span


class Severity(IntEnum):
    """How bad a violation is; the order is the order of `--fail-on`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in rules, options and reports."""
        return self._name_.lower()  # `name` is ten times slower, and a report asks for each finding


SEVERITIES: Mapping[str, Severity] = {severity.label: severity for severity in Severity}


VerdictWord: TypeAlias = Literal["hollow", "restarted", "doubled", "cut", "leftovers", "whole"]
"""What an article is.

`hollow`: it has hardly any text. `restarted`: it begins again. `doubled`: passages stand twice.
`cut`: a sentence breaks off. `leftovers`: words of a tool stand in it. `whole`: none of this.
"""

VERDICTS: tuple[VerdictWord, ...] = get_args(VerdictWord)
"""The worst first: of several that are true the first is said."""


_new = tuple.__new__
"""Makes a named tuple in half the time that its own takes."""


class Reason(NamedTuple):
    """Why a check speaks, or what it has to say about a place: a stable code, and what was seen there by name.

    A code is `CHECK.WHAT`, or `SUBJECT.WHAT` where several checks share it. It
    holds no words: `endmark.messages` says it in a language. A value named
    `count` chooses between one and many.
    """

    code: str
    values: tuple[tuple[str, Value], ...] = ()


Value: TypeAlias = str | int | float | Reason | tuple[Reason, ...]
"""Text of the article, a number, what a catalogue has words for, or a list of that."""


def make_reason(code: str, **values: Value) -> Reason:
    """The reason of that code with values, which are given by their names."""
    return _new(Reason, (code, tuple(values.items())))


class Edit(Struct, frozen=True):
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


class Fix(Struct, frozen=True):
    """Edits that belong together, in the order of the text and apart from each other.

    `safe` says that no editor needs to read the result. `title` says what the
    edits do; its words are a command: "take out the marker". A fix that
    `waits` depends on the whole text: it is only right when no other applies. One
    that `rewords` changes what the text says at its place, as its rule decides,
    and nothing elsewhere.
    """

    edits: tuple[Edit, ...]
    safe: bool
    title: Reason
    waits: bool = False
    rewords: bool = False


class Related(Struct, frozen=True):
    """Another place that explains a match, with what stands there."""

    span: Span
    message: Reason


class Match(Struct, frozen=True):
    """What a check yields.

    `values` fill the placeholders of the rule's message. `certain` is False
    where the evidence is weaker: the engine then reports a warning at most.
    `no_fix_reason` says, where there is no fix, why there can be none. `pattern` is
    the id of the pattern that matched, "" where it has none.
    """

    span: Span
    values: Mapping[str, Value] = MappingProxyType({})
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    certain: bool = True
    no_fix_reason: Reason | None = None
    pattern: str = ""

    def with_fix(self, fix: Fix | Reason | None) -> Match:
        """The same match with its fix, or with the reason why there is none."""
        return replace(self, fix=fix) if isinstance(fix, Fix) else replace(self, no_fix_reason=fix)


class Piece(Struct, frozen=True):
    """One piece of evidence: what was seen, its weight, and whence the weight is known.

    The weight is a log-odds in nats, above zero where it speaks for a finding.
    """

    seen: Reason
    nats: float
    source: Reason


class Weighing(Struct, frozen=True):
    """All that speaks for and against a finding at a place, and what comes of the sum.

    From `warning` nats on there is a finding, from `error` on it is certain, but where it has no `sign` of its own.
    """

    span: Span
    pieces: tuple[Piece, ...]
    warning: float
    error: float
    sign: bool = True

    @property
    def total(self) -> float:
        """The sum of the evidence, in nats."""
        return sum(piece.nats for piece in self.pieces)


class Fact(Struct, frozen=True):
    """What a check of the corpus keeps of a place in one document, to compare it with those of all others.

    `digest` is what is compared first: a few bytes, the same wherever the same is
    said. `values` are what else the comparison needs, and short: they are kept for
    every document of a site. `keys` are signed numbers of 64 bits, of which places that are
    alike have one in common: what one article has in common with a site is found by them. Facts without any say
    something only where all articles are there.
    """

    span: Span
    digest: bytes
    values: tuple[str | int, ...] = ()
    keys: tuple[int, ...] = ()


class FiledFact(Struct, frozen=True):
    """A fact among those of all documents: `number` stands for its place, `path` is that of its document."""

    number: int
    path: str
    digest: bytes
    values: tuple[str | int, ...]
    keys: tuple[int, ...] = ()


class FiledFacts(Protocol):
    """The facts of all documents: read anew each time somebody goes through them."""

    def __iter__(self) -> Iterator[FiledFact]:
        """The facts by path."""

    def get(self, number: int) -> FiledFact:
        """The fact of that number, without its keys."""

    def read_source(self, number: int) -> str:
        """What stands at the place of the fact of that number, with its markup."""


class CorpusMatch(Struct, frozen=True):
    """What a check of the corpus yields: the numbers of the facts that belong together.

    The finding stands at `place`; `related` explain it, as those of a `Match` do,
    and `others` belong to it and are not shown. `values` fill the placeholders of
    the rule's message. What rules of the ids `instead_of` find at any of these places
    is left out: the match says it of all of them.
    """

    place: int
    related: tuple[tuple[int, Reason], ...]
    values: Mapping[str, Value] = MappingProxyType({})
    others: tuple[int, ...] = ()
    instead_of: tuple[str, ...] = ()


class Region(NamedTuple):
    """A span together with the positions of its two ends; `end` is exclusive."""

    span: Span
    start: Position
    end: Position


class RelatedRegion(NamedTuple):
    """A related place of a violation, in the document of that path.

    `fingerprint` is what the place would have as a finding of its own, "" for one
    that only explains. `reason` is the code behind the message.
    """

    region: Region
    message: str
    path: str
    fingerprint: str = ""
    reason: Reason | None = None


class Violation(Struct, frozen=True):
    """A match after the engine gave it a rule, a severity and a message.

    `excerpt` is exactly the source text of the region. `line_text` is the whole
    source line on which the region starts, without its line ending.
    `suppressed` holds the reason given in a suppression comment ("" when none
    was given), or None when there is no such comment. `baselined` says that the
    baseline of the run knows the violation; no suppression covers it then.
    `no_fix_reason` says why there is no fix, where the check knows, and `no_fix` is
    the code behind it. `fix_title` is the title of the fix in words. `reasons` are
    the codes behind the message, by the placeholders that stand for them. `pattern`
    is the id of the pattern of the rule that matched, "" where it has none.
    """

    path: str
    rule: str
    severity: Severity
    message: str
    region: Region
    excerpt: str
    line_text: str
    fingerprint: str
    related: tuple[RelatedRegion, ...] = ()
    fix: Fix | None = None
    fix_regions: tuple[Region, ...] = ()
    no_fix_reason: str = ""
    fix_title: str = ""
    reasons: tuple[tuple[str, Reason], ...] = ()
    suppressed: str | None = None
    baselined: bool = False
    no_fix: Reason | None = None
    pattern: str = ""

    @property
    def pattern_name(self) -> str:
        """The rule and its pattern, as comments name it; the rule alone where no pattern has a name."""
        return f"{self.rule}/{self.pattern}" if self.pattern else self.rule

    @property
    def stands(self) -> bool:
        """Whether the violation counts: nothing suppresses it, and it is not known already."""
        return self.suppressed is None and not self.baselined
