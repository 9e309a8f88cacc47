"""Suppression: which violations a comment covers, and which comments cover none."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from heapq import heappop, heappush
from itertools import repeat

from msgspec import Struct

from endmark.document.directives import Directive, iter_directives
from endmark.document.late_pattern import compile_late
from endmark.document.model import Document
from endmark.document.packed_blocks import find_from
from endmark.errors import find_nearest
from endmark.linting.file_result import WaitingSuppression
from endmark.violation import Match, make_reason

_ALL_RULES = ""
_INK = compile_late(r"\S")

_MOST_NAMED = 20
"""Unknown names in one comment that are reported one by one: each finding shows all of the comment."""

_MOST_SUGGESTIONS = 100
"""Unknown names for which a known one is looked for: that takes long, and nobody misspells so many."""


class Place(Struct, frozen=True):
    """Where a rule found something: the lines of the first and of the last character.

    `pattern` is the rule with the pattern that matched, as comments name it; the rule
    alone where no pattern has a name.
    """

    rule: str
    first: int
    last: int
    pattern: str = ""


class _Reach(Struct, frozen=True):
    """The lines a directive covers, first and last, and where its block form ends."""

    directive: Directive
    first: int
    last: int

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that are covered; `_ALL_RULES` stands for each of them."""
        return self.directive.rules or (_ALL_RULES,)


class RuleIds(Struct, frozen=True):
    """The ids of the rules that ran, of those among them that compare documents, and of all rules there are.

    Those that are known are also their patterns, as in `refusal/sorry-I-cannot`.
    """

    ran: frozenset[str]
    corpus: frozenset[str]
    known: frozenset[str]


class Waiting(Struct, frozen=True):
    """A comment that covers no place, but may cover a finding of these rules, from line `first` to line `last`."""

    match: Match
    rules: tuple[str, ...]
    first: int
    last: int


class Suppressions(Struct, frozen=True):
    """For each place the reason of the comment that covers it, None without one, and the same of the facts.

    `idle` has a match for each comment that covers nothing, `waiting` those that
    are unused unless the corpus has a finding for them.
    """

    places: Iterable[str | None] = repeat(None)
    facts: Iterable[str | None] = repeat(None)
    idle: tuple[Match, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def suppress(found: Iterable[Place], facts: Iterable[Place], document: Document, ids: RuleIds) -> Suppressions:
    """What the comments of a document do to what was found in it, and to facts.

    Without comments the places are not even looked at, and there is a None for
    as many as there may be. A comment is called unused only when a rule it names
    could have found something.
    """
    written = tuple(iter_directives(document))
    if not written:
        return Suppressions()
    enabling = _Enabling([directive for directive in written if directive.action == "enable"])
    next_lines = cache(partial(_find_next_lines, document=document))
    reaches = [reach for one in written if (reach := _compute_reach(one, document, enabling, next_lines)) is not None]
    if not reaches:
        return Suppressions()
    places, noted = tuple(found), tuple(facts)
    lines = _group_lines(places)
    by_rule: dict[str, list[int]] = defaultdict(list)
    for number, reach in enumerate(reaches):
        for rule in dict.fromkeys(reach.rules):
            by_rule[rule].append(number)
    used = {
        number
        for rule in lines
        for number in by_rule.get(rule, ())
        if _holds_line(reaches[number].first, reaches[number].last, lines[rule])
    }
    unused = [reach for number, reach in enumerate(reaches) if number not in used and _may_find(reach, ids)]
    idle = (reach for reach in unused if not _name_corpus_rules(reach, ids))
    return Suppressions(
        _find_reasons(places, lines, reaches, by_rule),
        _find_reasons(noted, _group_lines(noted), reaches, by_rule),
        (*_iter_unknown(reaches, ids.known), *map(_make_unused_match, idle)),
        tuple(
            Waiting(_make_unused_match(reach), rules, reach.first, reach.last)
            for reach in unused
            if (rules := _name_corpus_rules(reach, ids))
        ),
    )


def covers_any(waiting: WaitingSuppression, lines: Mapping[str, Sequence[int]]) -> bool:
    """Whether a comment covers one of the lines, which are in order, of a rule it names."""
    return any(_holds_line(waiting.first, waiting.last, lines.get(rule, ())) for rule in waiting.rules)


def _group_lines(places: Sequence[Place]) -> Mapping[str, Sequence[int]]:
    """The lines on which a finding begins or ends, in order: those of each rule, and of all rules together."""
    lines: dict[str, set[int]] = defaultdict(set)
    for place in places:
        for name in _list_names(place):
            lines[name].update((place.first, place.last))
    return {rule: sorted(found) for rule, found in (*lines.items(), (_ALL_RULES, set().union(*lines.values())))}


def _list_names(place: Place) -> tuple[str, ...]:
    """What a comment may call that which found something."""
    return (place.rule, place.pattern) if place.pattern not in ("", place.rule) else (place.rule,)


def _find_covering(reaches: Sequence[_Reach], numbers: Collection[int], lines: Sequence[int]) -> Mapping[int, int]:
    """For each of the lines, which are in order, the first of these reaches that covers it; for others nothing."""
    waiting = sorted(numbers, key=lambda number: reaches[number].first, reverse=True)
    begun: list[int] = []
    covering = {}
    for line in lines:
        while waiting and reaches[waiting[-1]].first <= line:
            heappush(begun, waiting.pop())
        while begun and reaches[begun[0]].last < line:
            heappop(begun)
        if begun:
            covering[line] = begun[0]
    return covering


def _find_reasons(
    places: Sequence[Place],
    lines: Mapping[str, Sequence[int]],
    reaches: Sequence[_Reach],
    by_rule: Mapping[str, Sequence[int]],
) -> Sequence[str | None]:
    covering = {rule: _find_covering(reaches, by_rule.get(rule, ()), of_rule) for rule, of_rule in lines.items()}
    return [_find_reason(place, covering, reaches) for place in places]


def _find_reason(place: Place, covering: Mapping[str, Mapping[int, int]], reaches: Sequence[_Reach]) -> str | None:
    found = [
        covering[rule][line]
        for rule in (*_list_names(place), _ALL_RULES)
        for line in (place.first, place.last)
        if line in covering[rule]
    ]
    return reaches[min(found)].directive.reason if found else None


def _holds_line(first: int, last: int, lines: Sequence[int]) -> bool:
    """Whether one of the lines, which are in order, is among those from the first to the last."""
    index = bisect_left(lines, first)
    return index < len(lines) and lines[index] <= last


class _Enabling:
    """The comments that switch rules on again, in the order of the source."""

    def __init__(self, written: Sequence[Directive]) -> None:
        self._by_rule: dict[str, list[Directive]] = defaultdict(list)
        for directive in written:
            for rule in dict.fromkeys(directive.rules or (_ALL_RULES,)):
                self._by_rule[rule].append(directive)

    def find_after(self, directive: Directive) -> Directive | None:
        """The next one behind a directive that switches on all that it switches off."""
        found = [next(self._iter_behind(directive, _ALL_RULES), None)]
        if directive.rules:
            # What names all of the rules also stands among what names the rarest of them.
            rarest = min(directive.rules, key=lambda rule: len(self._by_rule.get(rule, ())))
            off = set(directive.rules)
            found.append(next((one for one in self._iter_behind(directive, rarest) if off <= set(one.rules)), None))
        return min((one for one in found if one is not None), key=lambda one: one.span, default=None)

    def _iter_behind(self, directive: Directive, rule: str) -> Iterator[Directive]:
        written = self._by_rule.get(rule, ())
        start = bisect_left(written, directive.span.start + 1, key=lambda one: one.span.start)
        return (written[number] for number in range(start, len(written)))


def _compute_reach(
    directive: Directive, document: Document, enabling: _Enabling, next_lines: Callable[[int], tuple[int, int]]
) -> _Reach | None:
    source = document.source
    end = source.get_position(directive.span.end).line
    bottom = len(source.line_starts)
    match directive.action:
        case "disable-file":
            return _Reach(directive, 1, bottom)
        case "disable-line":
            return _Reach(directive, source.get_position(directive.span.start).line, end)
        case "disable-next-line":
            return _Reach(directive, *next_lines(end))
        case "disable":
            again = enabling.find_after(directive)
            return _Reach(directive, end, source.get_position(again.span.start).line if again else bottom)
        case _:
            return None


def _find_next_lines(line: int, document: Document) -> tuple[int, int]:
    """The next line after this one that is not blank and, where a block begins there, all lines of that block."""
    source = document.source
    ink = _INK.search(source.text, source.get_line_span(line).end)
    first = source.get_position(ink.start() if ink else len(source.text)).line
    blocks = document.blocks
    index = find_from(blocks, source.line_starts[first - 1])
    if index < len(blocks) and source.get_position(blocks[index].span.start).line == first:
        return first, source.get_position(max(blocks[index].span.start, blocks[index].span.end - 1)).line
    return first, first


def _iter_unknown(reaches: Sequence[_Reach], known: frozenset[str]) -> Iterator[Match]:
    suggestions = _MOST_SUGGESTIONS
    for reach in reaches:
        unknown = [name for name in dict.fromkeys(reach.directive.rules) if name not in known]
        for name in unknown[:_MOST_NAMED]:
            near = find_nearest(name, _list_alike(name, known)) if suggestions > 0 else None
            suggestions -= 1
            problem = make_reason("suppression.unknown-rule", name=name)
            if near is not None:
                problem = make_reason("suppression.unknown-rule-near", name=name, near=repr(near))
            yield Match(reach.directive.span, {"problem": problem})
        if others := len(unknown[_MOST_NAMED:]):
            yield Match(reach.directive.span, {"problem": make_reason("suppression.unknown-rules", count=others)})


def _list_alike(name: str, known: frozenset[str]) -> list[str]:
    """What a name may mean: a pattern of the rule it begins with, or else a rule."""
    rule = _get_rule(name)
    return [one for one in known if (one.startswith(f"{rule}/") if rule in known else "/" not in one)]


def _may_find(reach: _Reach, ids: RuleIds) -> bool:
    """Whether every rule that a comment names, itself or by a pattern, and that there is, has run."""
    if reach.directive.rules:
        named = {_get_rule(name) for name in ids.known.intersection(reach.directive.rules)}
        return bool(named) and named <= ids.ran
    return set(map(_get_rule, ids.known)) <= ids.ran


def _get_rule(name: str) -> str:
    """The rule of what a comment names."""
    return name.partition("/")[0]


def _name_corpus_rules(reach: _Reach, ids: RuleIds) -> tuple[str, ...]:
    """The rules that a comment covers and that compare documents."""
    return tuple(sorted(ids.corpus.intersection(reach.directive.rules) if reach.directive.rules else ids.corpus))


def _make_unused_match(reach: _Reach) -> Match:
    return Match(reach.directive.span, {"problem": make_reason("suppression.unused")})
