"""A rule: one editorial decision, read from one YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, SupportsIndex, TypeAlias, get_args, overload

from msgspec import Meta, Struct, field

from endmark.checks import Scope
from endmark.document.language import LanguageTag
from endmark.violation import Severity, VerdictWord

if TYPE_CHECKING:
    from endmark.ruleset.nodes import Place, Placed
    from endmark.storage.aside import Frozen


class Examples(Struct, frozen=True):
    """What a rule must and must not find, in CriticMarkup.

    `bad` texts mark each finding `{==like this==}` or `{~~found~>fixed~~}`, and
    `{--what a fix takes out along with it--}`; `good` texts must be silent. `known_misses` and `known_false_alarms` are
    today's limits: they are written as they should be judged, and still fail.
    `path` is where each of them stands, for rules that go by it.
    """

    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    known_misses: tuple[str, ...] = ()
    known_false_alarms: tuple[str, ...] = ()
    path: str = "example.md"


class Measured(Struct, frozen=True):
    """How a rule did on real articles; the figures are taken by hand and written into its file.

    `documents` published articles, presumed whole, were read; `languages` are
    theirs. `per_1000_blocks` is how many findings they had for each 1,000 blocks
    of prose: nearly all of them false alarms. `recall` completes the sentence
    "It finds …": "97 % of sentences cut at random". `note` is one more sentence.
    """

    documents: Annotated[int, Meta(ge=1)]
    languages: tuple[LanguageTag, ...]
    per_1000_blocks: Annotated[float, Meta(ge=0)]
    recall: Annotated[str, Meta(min_length=1)] | None = None
    note: Annotated[str, Meta(min_length=1)] | None = None


PatternRole: TypeAlias = Literal["anywhere", "lines", "unless", "only_with"]
"""The option that a pattern belongs to."""

PATTERN_ROLES: tuple[PatternRole, ...] = get_args(PatternRole)

FINDING_ROLES: frozenset[PatternRole] = frozenset({"anywhere", "lines"})
"""Of these, what finds something: the others say where that does not count."""

CUES = "cues"
"""The option that holds what files of words say."""


class RulePattern(Struct, frozen=True):
    """What the file of a pattern says about it, besides the pattern.

    `language` is the name of the file: a language, or `any-language`. `bad` and `good`
    are among the examples of the rule; it must find its own bad ones, and as an
    exception must be what keeps its good ones silent. `seen` says where such a text was
    seen, "" when that is not known. `place` is where it stands.
    """

    id: str
    language: str
    role: PatternRole
    bad: tuple[Placed[str], ...]
    good: tuple[Placed[str], ...]
    seen: str
    place: Place


def _freeze(value: object) -> tuple[bytes, ...]:
    """The value as `_thaw` reads it, and behind it what is late in it.

    Compressed, since a run looks through all that is kept and reads little of it.
    """
    import pickle
    import zlib

    late: list[pickle.PickleBuffer] = []
    whole = zlib.compress(pickle.dumps(value, protocol=5, buffer_callback=late.append))
    return whole, *map(bytes, late)


def _thaw(frozen: Sequence[Frozen]) -> Any:
    import zlib

    from endmark.ruleset.restricted_pickle import load

    whole, *late = frozen
    return load(zlib.decompress(whole), late=late)


class RulePatterns(Sequence[RulePattern]):
    """What the files of a rule say about its patterns; out of a pickle it is read when somebody asks for it.

    There are a thousand patterns with thousands of examples, and checking articles takes none of that.
    """

    __slots__ = ("_frozen", "_patterns", "finding")

    def __init__(
        self, patterns: Iterable[RulePattern] = (), frozen: Sequence[Frozen] = (), finding: tuple[str, ...] = ()
    ) -> None:
        self._patterns = tuple(patterns)
        self._frozen = frozen
        self.finding = finding or tuple(about.id for about in self._patterns if about.role in FINDING_ROLES)
        """The ids of those that find something."""

    def _read(self) -> tuple[RulePattern, ...]:
        if self._frozen:
            self._patterns, self._frozen = _thaw(self._frozen), ()
        return self._patterns

    @overload
    def __getitem__(self, index: int) -> RulePattern: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[RulePattern, ...]: ...

    def __getitem__(self, index: int | slice) -> RulePattern | tuple[RulePattern, ...]:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RulePatterns) and self._read() == other._read()

    def __hash__(self) -> int:
        return hash(self._read())

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        frozen = self._frozen or _freeze(self._patterns)
        return RulePatterns, ((), _put_aside(frozen, protocol), self.finding)


class Late:
    """A value that is read out of its pickle when somebody asks for it; copies of a rule share it.

    `digest` stands for what of it can change a finding; it is empty where nothing can.
    """

    __slots__ = ("_frozen", "_read", "digest")

    def __init__(self, frozen: Sequence[Frozen], digest: bytes) -> None:
        self._frozen = frozen
        self.digest = digest
        self._read: list[Any] = []

    def read(self) -> Any:
        """The value."""
        if not self._read:
            self._read.append(_thaw(self._frozen))
        return self._read[0]

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return Late, (_put_aside(self._frozen, protocol), self.digest)


def _put_aside(frozen: Sequence[Frozen], protocol: SupportsIndex) -> tuple[Any, ...]:
    from endmark.storage.aside import put_aside

    return tuple([put_aside(part, protocol) for part in frozen])


class _Stored(Struct, frozen=True, eq=False):
    """The fields of a rule as they are kept: what only some runs ask for may be late."""

    id: str
    check: str
    severity: Severity
    summary: str
    why: str
    message: str
    options: Any
    scope: Scope = Scope()
    examples: Examples | Late = Examples()
    enabled: bool = True
    category: str = ""
    path: str = ""
    measured: Measured | None = None
    verdict: VerdictWord | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    patterns: RulePatterns = field(default_factory=RulePatterns)


class Rule(_Stored, frozen=True, eq=False):
    """A check with its options and everything an editor may decide about it.

    `category` is the name of the folder the file stands in, `path` the file
    itself. `scope` joins the keys `scope` and `languages`. `enabled` is False
    for a rule that is off until a config turns it on. `measured` is None for a
    rule that nobody has measured. `verdict` is what an article is in which it finds an
    error. `reasons` are its own words for codes that its
    check gives; for the others English ones stand. `patterns` are those that have
    files of their own; the options hold them, too. Out of a pickle options and examples are read
    when somebody asks: in most articles most rules find nothing.
    """

    @property  # type: ignore[misc] # it reads the field
    def options(self) -> Any:
        """What its check is told."""
        return self._read("options")

    @property  # type: ignore[misc] # it reads the field
    def examples(self) -> Examples:
        """What it must and must not find."""
        examples: Examples = self._read("examples")
        return examples

    @property
    def names(self) -> tuple[str, ...]:
        """Its id, and what its patterns are called where they are not alone: `refusal/sorry-I-cannot`."""
        return (self.id, *(f"{self.id}/{name}" for name in self.patterns.finding))

    def shares_options(self, other: Rule) -> bool:
        """Whether both have the very same options; none are read for it."""
        return _STORED["options"](self) is _STORED["options"](other)

    def get_kept(self, name: str) -> Any:
        """A field as it is kept: options and examples may be late."""
        return _STORED[name](self)

    def get_digested(self, name: str) -> Any:
        """A field as a digest of rules takes it up: of options that are late their own digest, and none are read."""
        from endmark.ruleset.plain_form import digest_value

        kept = self.get_kept(name)
        if name != "options":
            return kept
        return (kept.digest if isinstance(kept, Late) else digest_value(kept)).hex()

    def __eq__(self, other: object) -> bool:
        names = self.__struct_fields__
        return isinstance(other, Rule) and all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment] # nor had it one when all fields were asked: options hold mappings

    def __reduce__(self) -> tuple[Any, ...]:
        return Rule, tuple(map(self._store, self.__struct_fields__))

    def _store(self, name: str) -> Any:
        stored = _STORED[name](self)
        if name not in _LATE or isinstance(stored, Late):
            return stored
        from endmark.ruleset.plain_form import digest_value

        return Late(_freeze(stored), digest_value(stored) if name == "options" else b"")

    def _read(self, name: str) -> Any:
        stored = _STORED[name](self)
        return stored.read() if isinstance(stored, Late) else stored


_STORED: Mapping[str, Any] = {name: vars(_Stored)[name].__get__ for name in _Stored.__struct_fields__}
"""What reads a field as it is kept."""

_LATE = frozenset({"options", "examples"})
"""The fields that are late out of a pickle."""
