"""Suppression: which violations a comment covers, and which comments cover none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from endmark.document.directives import Directive, directives
from endmark.document.model import Document
from endmark.errors import did_you_mean
from endmark.violation import Match, Violation


class _Reach(NamedTuple):
    """The lines a directive covers, first and last, and where its block form ends."""

    directive: Directive
    first: int
    last: int

    def covers(self, violation: Violation) -> bool:
        rules = self.directive.rules
        if rules and violation.rule not in rules:
            return False
        start, end = violation.region.start.line, violation.region.end.line
        return self.first <= start <= self.last or self.first <= end <= self.last


def suppress(
    violations: Sequence[Violation], document: Document, ran: frozenset[str], known: frozenset[str]
) -> tuple[tuple[Violation, ...], tuple[Match, ...]]:
    """The violations, those covered by a comment marked so, and a match for each comment without effect.

    `ran` are the rules that ran, `known` all rules there are: a comment is
    called unused only when a rule it names could have found something.
    """
    written = tuple(directives(document))
    enabling = [directive for directive in written if directive.action == "enable"]
    reaches = [reach for directive in written if (reach := _reach(directive, document, enabling)) is not None]
    if not reaches:
        return tuple(violations), ()
    used: set[int] = set()
    marked = []
    for violation in violations:
        covering = [number for number, reach in enumerate(reaches) if reach.covers(violation)]
        used.update(covering)
        reason = reaches[covering[0]].directive.reason if covering else None
        marked.append(violation._replace(suppressed=reason))
    idle = [reach.directive for number, reach in enumerate(reaches) if number not in used]
    problems = [*_unknown(reaches, known), *_unused(idle, ran, known)]
    return tuple(marked), tuple(problems)


def _reach(directive: Directive, document: Document, enabling: Sequence[Directive]) -> _Reach | None:
    source = document.source
    end = source.position(directive.span.end).line
    bottom = len(source.line_starts)
    match directive.action:
        case "disable-file":
            return _Reach(directive, 1, bottom)
        case "disable-line":
            return _Reach(directive, source.position(directive.span.start).line, end)
        case "disable-next-line":
            return _Reach(directive, *_next_lines(directive, document))
        case "disable":
            return _Reach(directive, end, _enabled_again(directive, document, enabling) or bottom)
        case _:
            return None


def _next_lines(directive: Directive, document: Document) -> tuple[int, int]:
    """The next line that is not blank and, where a block begins there, all lines of that block."""
    source = document.source
    after = source.line_span(source.position(directive.span.end).line).end
    rest = source.text[after:]
    first = source.position(after + len(rest) - len(rest.lstrip())).line
    blocks = document.blocks
    index = bisect_left(blocks, source.line_starts[first - 1], key=lambda block: block.span.start)
    if index < len(blocks) and source.position(blocks[index].span.start).line == first:
        return first, source.position(max(blocks[index].span.start, blocks[index].span.end - 1)).line
    return first, first


def _enabled_again(directive: Directive, document: Document, enabling: Sequence[Directive]) -> int | None:
    for other in enabling:
        if other.span.start > directive.span.start and (
            not other.rules or set(other.rules) >= set(directive.rules or ("",))
        ):
            return document.source.position(other.span.start).line
    return None


def _unknown(reaches: Sequence[_Reach], known: frozenset[str]) -> Iterator[Match]:
    for reach in reaches:
        for name in reach.directive.rules:
            if name not in known:
                remedy = did_you_mean(name, known) or "`endmark rules` lists them all."
                yield Match(reach.directive.span, {"problem": f"There is no rule `{name}`. {remedy}"})


def _unused(idle: Sequence[Directive], ran: frozenset[str], known: frozenset[str]) -> Iterator[Match]:
    for directive in idle:
        named = [name for name in directive.rules if name in known]
        if directive.rules and not named:
            continue
        if set(named or known) <= ran:
            yield Match(directive.span, {"problem": "This suppression covers no finding; take it out."})
