"""One document × rules → violations."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from endmark import checks
from endmark.checks.patterns.prefilter import find_candidates
from endmark.checks.text.regex import Pattern
from endmark.document.article import read_article
from endmark.document.blocks import ATOM, PROSE, Block
from endmark.document.directives import iter_directives
from endmark.document.markers import insert_markers
from endmark.document.markup import NAMES, Markup
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.baseline.fingerprint import Contexts, compute_fingerprint
from endmark.linting.checking.first_matches import FirstMatches, keep_first
from endmark.linting.checking.suppression import Place, suppress
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.report import FileResult, Unlisted
from endmark.messages.catalogue import fill_message, say_reason
from endmark.ruleset.rule import Rule
from endmark.violation import Match, Reason, Region, RelatedRegion, Severity, Violation, make_reason

_NEIGHBOURS = 64
"""Findings that may share the place they point at, their message and what they found."""

_NOT_TEXT = f"{ATOM} \t\n"
_REPORT_IT = "This is a mistake in endmark, not in your article: please report it with the file."


class _Listing(NamedTuple):
    """How violations are listed: those of one article, with its path for fingerprints, so many of one rule.

    The others are counted in `unlisted`, by rule, severity and whether a comment covers them.
    """

    document: Document
    path: str
    most: int
    unlisted: Counter[tuple[str, Severity, bool]]


class Analysis(NamedTuple):
    """What is known of an article: its document, parted at its end markers, and what is found in it.

    `bared` are the rules whose findings a repair may bare but not make, `cuts` those
    that look for missing text, `boundaries` those whose matches part the article,
    `measures` those that measure it as a whole.
    """

    document: Document
    result: FileResult
    bared: frozenset[str] = frozenset()
    cuts: frozenset[str] = frozenset()
    boundaries: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()


def check_source(  # noqa: PLR0913  (what it checks, with which rules, and who watches)
    source: Source,
    rules: Sequence[Rule],
    known: frozenset[str],
    boundaries: Sequence[Rule] = (),
    path: str | None = None,
    *,
    markup: Markup = "markdown",
    most: int | None = None,
    timer: Timer = untimed,
) -> FileResult:
    """What `analyse` finds."""
    return analyse(source, rules, known, boundaries, path, markup=markup, most=most, timer=timer).result


def analyse(  # noqa: PLR0913
    source: Source,
    rules: Sequence[Rule],
    known: frozenset[str],
    boundaries: Sequence[Rule] = (),
    path: str | None = None,
    *,
    markup: Markup = "markdown",
    most: int | None = None,
    timer: Timer = untimed,
) -> Analysis:
    """Check one article.

    `boundaries` are the rules whose matches part the text into passes; they
    shape what the other checks see, whether or not they are among `rules`.
    `path` is the one for fingerprints: it must not depend on where the command
    runs. `markup` is what the article is read as. A check that crashes is reported as a problem, and the others go on.
    Of one rule at most `most` findings are listed, and as many suppressed ones,
    the first in the text; the others are counted. `timer` is asked around every step.
    """
    path = path or source.path
    with timer("parse", file=source.path):
        document = read_article(source, markup)
    problems: list[Problem] = []
    effective = {rule.id: rule for rule in rules}
    most = sys.maxsize if most is None else most
    # What a comment covers is not known before all is found: then all of it is kept.
    keep = sys.maxsize if any(iter_directives(document)) else most
    spans: list[Span] = []
    parting = {
        rule.id: _run_rule(effective.get(rule.id, rule), document, problems, timer, keep=keep, places=spans)
        for rule in boundaries
    }
    with timer("parse", file=source.path):
        parted = insert_markers(document, spans)
    others = [rule for rule in rules if rule.id not in parting]
    with timer("search", file=source.path):
        narrowed = _narrow_rules(others, parted)
    found: list[tuple[Rule, Match]] = []
    unlisted: Counter[tuple[str, Severity, bool]] = Counter()
    for rule in rules:
        if (narrow := narrowed.get(rule.id, rule)) is None:
            continue
        first = parting.pop(rule.id, None) or _run_rule(narrow, parted, problems, timer, keep=keep)
        found += [(rule, match) for match in first.matches]
        for certain, number in first.others.items():
            unlisted[rule.id, _get_severity(rule, certain=certain), False] += number
    listing = _Listing(document, path, most, unlisted)
    with timer("judge", file=source.path):
        everything = _judge(found, rules, listing, known)
    parting_rules = frozenset(rule.id for rule in boundaries)
    unsettled = parting_rules | _select_ids(rules, checks.UNSETTLED)
    everything = _withhold_waiting_fixes(everything, unsettled, effective)
    if markup != "markdown":
        reason = make_reason("fix.markup", markup=NAMES[markup])
        everything = [_withhold_fix(found, reason, effective) if found.fix else found for found in everything]
    blocks = sum(map(_is_prose, document.blocks))
    result = FileResult(
        violations=tuple(everything),
        problems=tuple(dict.fromkeys(problems)),
        blocks=blocks,
        language=document.language,
        unlisted=tuple(Unlisted(source.path, *which, unlisted[which]) for which in sorted(unlisted)),
    )
    return Analysis(
        parted,
        result,
        bared=_select_ids(rules, checks.BARED),
        cuts=_select_ids(rules, {"cut"}),
        boundaries=parting_rules,
        measures=_select_ids(rules, {"measure"}),
    )


def _select_ids(rules: Sequence[Rule], kinds: AbstractSet[checks.CheckKind]) -> frozenset[str]:
    """The ids of the rules whose checks are of these kinds."""
    return frozenset(rule.id for rule in rules if checks.load(rule.check).KIND in kinds)


def _withhold_waiting_fixes(
    violations: list[Violation], unsettled: frozenset[str], rules: Mapping[str, Rule]
) -> list[Violation]:
    """The violations, those whose fix waits without it as long as the text itself is to be mended."""
    if not any(violation.fix is not None and violation.fix.waits for violation in violations):
        return violations
    first = next((found for found in violations if found.rule in unsettled and found.stands), None)
    if first is None:
        return violations
    reason = make_reason("fix.text-first", rule=first.rule, line=first.region.start.line)
    waits = (found.fix is not None and found.fix.waits for found in violations)
    return [
        _withhold_fix(found, reason, rules) if wait else found for found, wait in zip(violations, waits, strict=True)
    ]


def _withhold_fix(found: Violation, reason: Reason, rules: Mapping[str, Rule]) -> Violation:
    """The violation without its fix, and why."""
    said = say_reason(reason, rules[found.rule].reasons)
    return found._replace(fix=None, fix_regions=(), fix_title="", no_fix_reason=said)


def _narrow_rules(rules: Sequence[Rule], document: Document) -> dict[str, Rule | None]:
    """Those that only look for patterns, without patterns that do not occur; None for one that would find nothing."""
    searching = [(rule, hook) for rule in rules if (hook := checks.get_prefilter(checks.load(rule.check)))]
    seen = find_candidates(document, ((hook, rule.options) for rule, hook in searching))
    return {
        rule.id: _narrow_rule(rule, seen[number]) if number in seen else None
        for number, (rule, _) in enumerate(searching)
    }


def _narrow_rule(rule: Rule, occurring: Container[Pattern]) -> Rule:
    """The rule without the patterns that do not occur, where its check can leave them out."""
    narrow = checks.get_narrowing(checks.load(rule.check))
    return replace(rule, options=narrow(rule.options, occurring)) if narrow else rule


def _judge(
    found: list[tuple[Rule, Match]], rules: Sequence[Rule], listing: _Listing, known: frozenset[str]
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


def _run_rule(  # noqa: PLR0913 - what runs, and what is done with what it finds
    rule: Rule,
    document: Document,
    problems: list[Problem],
    timer: Timer,
    *,
    keep: int,
    places: list[Span] | None = None,
) -> FirstMatches:
    """The first matches of a rule, at most `keep`; `places` is given those of all, if none fails."""
    try:
        with timer("rules", rule=rule.id, file=document.path):
            found, everywhere = _find_matches(rule, document, keep, placed=places is not None)
    except Exception as error:  # noqa: BLE001 - whatever a check does, the other rules must still run
        message = f"the rule {rule.id} failed on this file: {type(error).__name__}: {error}."
        problems.append(Problem(message, document.path, hint=_REPORT_IT))
        return FirstMatches([], Counter())
    if places is not None:
        places += everywhere
    return found


def _find_matches(rule: Rule, document: Document, keep: int, *, placed: bool) -> tuple[FirstMatches, list[Span]]:
    check, scope = checks.load(rule.check), rule.scope.narrow(document)
    if scope is None or not checks.judges(check, document.markup):
        return FirstMatches([], Counter()), []
    matches = check.find(document, rule.options, scope)
    places: list[Span] = []
    return keep_first(_note_places(matches, places) if placed else matches, keep), places


def _note_places(matches: Iterable[Match], places: list[Span]) -> Iterator[Match]:
    for match in matches:
        places.append(match.span)
        yield match


def _get_severity(rule: Rule, *, certain: bool) -> Severity:
    return rule.severity if certain else min(rule.severity, Severity.WARNING)


def _is_prose(block: Block) -> bool:
    """Whether a block holds words of its own, not only images or inline code."""
    return block.kind in PROSE and bool(block.text.content.strip(_NOT_TEXT))


def _order_violation(violation: Violation) -> tuple[int, int, str, str]:
    return (*violation.region.span, violation.rule, violation.message)


def _iter_violations(found: list[tuple[Rule, Match, str | None]], listing: _Listing) -> Iterator[Violation]:
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
        severity = _get_severity(rule, certain=match.certain)
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
