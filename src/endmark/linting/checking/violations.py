"""What the rules found in one document → violations: suppressed or not, with severity, message and fingerprint."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import repeat
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from endmark.document.directives import iter_directives
from endmark.document.model import Document
from endmark.document.span import Span
from endmark.linting.file_result import PlacedFact, WaitingSuppression, order_violation
from endmark.messages.catalogue import fill_message, say_reason
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import RuleSet
from endmark.violation import Fact, Match, Reason, Region, RelatedRegion, Severity, Violation, make_reason

_NEIGHBOURS = 64
"""Findings that may share the place they point at, their message and what they found."""


class Listing(Struct, frozen=True):
    """How violations are listed: those of one article, with its path for fingerprints, so many of one rule.

    The others are counted in `unlisted`, by rule, severity and whether a comment covers them;
    `note` is called with each of them, its rule and the reason why it is suppressed.
    """

    document: Document
    path: str
    most: int
    unlisted: Counter[tuple[str, Severity, bool]]
    note: Callable[[Match, Rule, str | None], None] | None = None


class Judged(Struct, frozen=True):
    """What was found in a document, in the order of the text, and what only the whole corpus can decide about."""

    violations: list[Violation]
    facts: tuple[PlacedFact, ...]
    waiting: tuple[WaitingSuppression, ...]


def judge(
    found: list[tuple[Rule, Match]],
    facts: Sequence[tuple[Rule, Fact]],
    rules: RuleSet,
    listing: Listing,
    known: frozenset[str],
) -> Judged:
    """The violations, with those about suppressions, and the facts with their places; `found` is used up."""
    document = listing.document
    if not any(iter_directives(document)):  # in most articles nothing is suppressed, and what would do so not loaded
        if not found and not facts:
            return Judged([], (), ())
        bare: list[_Described] = [(rule, match, None) for rule, match in found]
        found.clear()
        violations = sorted(_iter_violations(bare, listing), key=order_violation)
        return Judged(violations, _place_facts(facts, repeat(None), listing), ())
    from endmark.linting.checking.suppression import Place, RuleIds, suppress

    ids = RuleIds(rules.ids, rules.comparing, known)
    places = (Place(*_find_place(rule, match.span, document, match.pattern)) for rule, match in found)
    noted = (Place(*_find_place(rule, fact.span, document)) for rule, fact in facts)
    suppressions = suppress(places, noted, document, ids)
    described = [(rule, match, reason) for (rule, match), reason in zip(found, suppressions.places, strict=False)]
    found.clear()
    violations = list(_iter_violations(described, listing))
    about = rules.about_directives
    idle: list[_Described] = [(rule, match, None) for rule in about for match in suppressions.idle]
    return Judged(
        sorted((*violations, *_iter_violations(idle, listing)), key=order_violation),
        _place_facts(facts, suppressions.facts, listing),
        tuple(
            WaitingSuppression(finding, waiting.rules, *_find_file_lines(document, waiting.first, waiting.last))
            for rule in about
            for waiting in suppressions.waiting
            for finding in _iter_violations([(rule, waiting.match, None)], listing)
        ),
    )


def _find_place(rule: Rule, span: Span, document: Document, pattern: str = "") -> tuple[str, int, int, str]:
    """What a suppression asks of a place: the rule, the first and the last line, and the name of the pattern."""
    position = document.source.get_position
    name = f"{rule.id}/{pattern}" if pattern else ""
    return rule.id, position(span.start).line, position(span.end).line, name


def _find_file_lines(document: Document, first: int, last: int) -> tuple[int, int]:
    """The lines of the file on which these lines of the source stand."""
    if document.origin is None:
        return first, last
    start, end = document.source.get_line_span(first).start, document.source.get_line_span(last).end
    span = document.locate(Span(start, end))
    return document.file.get_position(span.start).line, document.file.get_position(span.end).line


def _place_facts(
    facts: Sequence[tuple[Rule, Fact]], reasons: Iterable[str | None], listing: Listing
) -> tuple[PlacedFact, ...]:
    """The facts in the order of the text, each with the finding it may become part of."""
    if not facts:
        return ()
    wordless = {rule.id: replace(rule, message="") for rule, _ in facts}
    described: list[_Described] = [
        (wordless[rule.id], Match(fact.span), reason) for (rule, fact), reason in zip(facts, reasons, strict=False)
    ]
    findings = _iter_violations(described, replace(listing, most=sys.maxsize))
    ordered = sorted(facts, key=lambda item: (item[1].span, item[0].id))
    return tuple(
        PlacedFact(finding, fact.digest, fact.values, fact.keys)
        for finding, (_, fact) in zip(findings, ordered, strict=True)
    )


def withhold_waiting_fixes(
    violations: list[Violation], unsettled: frozenset[str], rules: Mapping[str, Rule]
) -> list[Violation]:
    """The violations, those whose fix waits without it as long as the text itself is to be mended."""
    if not any(violation.fix is not None and violation.fix.waits for violation in violations):
        return violations
    first = next((found for found in violations if found.rule in unsettled and found.stands), None)
    if first is None:
        return violations
    reason = make_reason("fix.text-first", rule=first.rule, line=first.region.start.line)
    return [
        withhold_fix(found, reason, rules) if found.fix is not None and found.fix.waits else found
        for found in violations
    ]


def withhold_fix(found: Violation, reason: Reason, rules: Mapping[str, Rule]) -> Violation:
    """The violation without its fix, and why."""
    said = say_reason(reason, rules[found.rule].reasons)
    return replace(found, fix=None, fix_regions=(), fix_title="", no_fix_reason=said, no_fix=reason)


def get_severity(rule: Rule, *, certain: bool) -> Severity:
    """How bad a match of a rule is: one that is not certain is a warning at most."""
    return rule.severity if certain else min(rule.severity, Severity.WARNING)


_Described: TypeAlias = tuple[Rule, Match, str | None]


def _iter_violations(found: list[_Described], listing: Listing) -> Iterator[Violation]:
    """A violation for each match, with the reason why it is suppressed, in the order of the text; `found` is used up.

    A hostile article has a finding every thirty bytes: a match goes as its
    violation comes, and equal parts of neighbours are the same object.
    """
    if not found:
        return
    from endmark.linting.baseline.fingerprint import Contexts, compute_fingerprint

    document, path, note = listing.document, listing.path, listing.note
    source, file = document.source, document.file
    region_of = lru_cache(_NEIGHBOURS)(partial(_make_region, document=document))
    shared = lru_cache(_NEIGHBOURS)(str)
    own = {rule.id: rule.reasons for rule, _, _ in found}
    say = lru_cache(_NEIGHBOURS)(lambda reason, rule_id: say_reason(reason, own[rule_id]))
    contexts = Contexts(document)
    equals: Counter[str] = Counter()
    listed: Counter[tuple[str, bool]] = Counter()
    lines: dict[int, str] = {}
    found.sort(key=lambda item: (item[1].span, item[0].id))
    found.reverse()
    while found:
        rule, match, reason = found.pop()
        severity = get_severity(rule, certain=match.certain)
        listed[rule.id, reason is not None] += 1
        if listed[rule.id, reason is not None] > listing.most:
            listing.unlisted[rule.id, severity, reason is not None] += 1
            if note:
                note(match, rule, reason)
            if reason is not None:  # its order tells equal ones apart that are still to be listed
                compute_fingerprint(rule.id, source.get_excerpt(match.span), path, contexts.find(match.span), equals)
            continue
        excerpt = shared(source.get_excerpt(match.span))
        region = region_of(match.span)
        line = region.start.line
        if line not in lines:  # many findings on one long line share one text
            lines[line] = file.get_excerpt(file.get_line_span(line))
        yield Violation(
            path=source.path,
            rule=rule.id,
            severity=severity,
            message=shared(fill_message(rule.message, match.values, rule.reasons)),
            region=region,
            excerpt=shared(file.get_excerpt(region.span)) if document.origin else excerpt,
            line_text=lines[line],
            fingerprint=compute_fingerprint(rule.id, excerpt, path, contexts.find(match.span), equals),
            related=tuple(
                [
                    RelatedRegion(region_of(place.span), say(place.message, rule.id), source.path, reason=place.message)
                    for place in match.related
                ]
            ),
            fix=match.fix,
            fix_regions=tuple([region_of(edit.span) for edit in match.fix.edits]) if match.fix else (),
            no_fix_reason=say(match.no_fix_reason, rule.id) if match.no_fix_reason else "",
            fix_title=say(match.fix.title, rule.id) if match.fix else "",
            reasons=tuple([(name, value) for name, value in match.values.items() if isinstance(value, Reason)]),
            suppressed=reason,
            no_fix=match.no_fix_reason,
            pattern=match.pattern,
        )


def _make_region(span: Span, document: Document) -> Region:
    file, span = document.file, document.locate(span)
    return Region(span, file.get_position(span.start), file.get_position(span.end))
