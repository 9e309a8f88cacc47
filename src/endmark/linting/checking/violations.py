"""What the rules found in one document → violations: suppressed or not, with severity, message and fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from endmark import checks
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.baseline.fingerprint import Contexts, compute_fingerprint
from endmark.linting.checking.suppression import Place, suppress
from endmark.messages.catalogue import fill_message, say_reason
from endmark.ruleset.rule import Rule
from endmark.violation import Match, Reason, Region, RelatedRegion, Severity, Violation, make_reason

_NEIGHBOURS = 64
"""Findings that may share the place they point at, their message and what they found."""


class Listing(NamedTuple):
    """How violations are listed: those of one article, with its path for fingerprints, so many of one rule.

    The others are counted in `unlisted`, by rule, severity and whether a comment covers them.
    """

    document: Document
    path: str
    most: int
    unlisted: Counter[tuple[str, Severity, bool]]


def judge(
    found: list[tuple[Rule, Match]], rules: Sequence[Rule], listing: Listing, known: frozenset[str]
) -> list[Violation]:
    """The violations in the order of the text, with those about suppressions; `found` is used up."""
    document, ran = listing.document, frozenset(rule.id for rule in rules)
    reasons, unused = suppress((_make_place(rule, match, document) for rule, match in found), document, ran, known)
    described = [(rule, match, reason) for (rule, match), reason in zip(found, reasons, strict=False)]
    found.clear()
    violations = list(_iter_violations(described, listing))
    about_suppressions: list[tuple[Rule, Match, str | None]] = [
        (rule, match, None) for rule in rules if checks.load(rule.check).KIND == "directive" for match in unused
    ]
    return sorted((*violations, *_iter_violations(about_suppressions, listing)), key=_order_violation)


def _make_place(rule: Rule, match: Match, document: Document) -> Place:
    position = document.source.get_position
    return Place(rule.id, position(match.span.start).line, position(match.span.end).line)


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
    return found._replace(fix=None, fix_regions=(), fix_title="", no_fix_reason=said)


def get_severity(rule: Rule, *, certain: bool) -> Severity:
    """How bad a match of a rule is: one that is not certain is a warning at most."""
    return rule.severity if certain else min(rule.severity, Severity.WARNING)


def _order_violation(violation: Violation) -> tuple[int, int, str, str]:
    return (*violation.region.span, violation.rule, violation.message)


def _iter_violations(found: list[tuple[Rule, Match, str | None]], listing: Listing) -> Iterator[Violation]:
    """A violation for each match, with the reason why it is suppressed, in the order of the text; `found` is used up.

    A hostile article has a finding every thirty bytes: a match goes as its
    violation comes, and equal parts of neighbours are the same object.
    """
    document, path, most, unlisted = listing
    source = document.source
    region_of = lru_cache(_NEIGHBOURS)(partial(_make_region, source=source))
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
        if listed[rule.id, reason is not None] > most:
            unlisted[rule.id, severity, reason is not None] += 1
            if reason is not None:  # its order tells equal ones apart that are still to be listed
                compute_fingerprint(rule.id, source.get_excerpt(match.span), path, contexts.find(match.span), equals)
            continue
        excerpt = shared(source.get_excerpt(match.span))
        region = region_of(match.span)
        line = region.start.line
        if line not in lines:  # many findings on one long line share one text
            lines[line] = source.get_excerpt(source.get_line_span(line))
        yield Violation(
            path=source.path,
            rule=rule.id,
            severity=severity,
            message=shared(fill_message(rule.message, match.values, rule.reasons)),
            region=region,
            excerpt=excerpt,
            line_text=lines[line],
            fingerprint=compute_fingerprint(rule.id, excerpt, path, contexts.find(match.span), equals),
            related=tuple(
                [RelatedRegion(region_of(place.span), say(place.message, rule.id)) for place in match.related]
            ),
            fix=match.fix,
            fix_regions=tuple([region_of(edit.span) for edit in match.fix.edits]) if match.fix else (),
            no_fix_reason=say(match.no_fix_reason, rule.id) if match.no_fix_reason else "",
            fix_title=say(match.fix.title, rule.id) if match.fix else "",
            reasons=tuple([(name, value) for name, value in match.values.items() if isinstance(value, Reason)]),
            suppressed=reason,
        )


def _make_region(span: Span, source: Source) -> Region:
    return Region(span, source.get_position(span.start), source.get_position(span.end))
