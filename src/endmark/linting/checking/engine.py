"""One document × rules → what is found in it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import cast

from endmark import checks
from endmark.checks.patterns.prefilter import find_candidates
from endmark.checks.text.regex import Pattern
from endmark.document.article import read_article
from endmark.document.blocks import ATOM, PROSE, Block
from endmark.document.directives import iter_directives
from endmark.document.markers import insert_markers
from endmark.document.markup import NAMES, Markup
from endmark.document.model import Document
from endmark.document.reading import MARKDOWN, Reading
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.findings import FindingKind, Findings
from endmark.linting.checking.first_matches import FirstMatches, keep_first
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.checking.violations import Listing, get_severity, judge, withhold_fix, withhold_waiting_fixes
from endmark.linting.file_result import FileResult, Unlisted
from endmark.messages.catalogue import say_reason
from endmark.ruleset.rule import Rule
from endmark.violation import Fact, Fix, Match, Reason, Severity, make_reason

_NOT_TEXT = f"{ATOM} \t\n"
_REPORT_IT = "This is a mistake in endmark, not in your article: please report it with the file."


@dataclass(frozen=True)
class Analysis:
    """What is known of an article: its document, parted at its end markers, and what is found in it.

    The rules run when `result` is asked for, and only once: what a repair loses shows in the document
    alone. `bared` are the rules whose findings a repair may bare but not make, `cuts` those
    that look for what is missing, in the text or in its front matter, `boundaries` those
    whose matches part the article, `measures` those that measure it as a whole. `rest` is
    filled with what is found and not listed, where that was asked for.
    """

    document: Document
    find: Callable[[], FileResult] = field(repr=False)
    bared: frozenset[str] = frozenset()
    cuts: frozenset[str] = frozenset()
    boundaries: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    rest: Findings = field(default_factory=Findings, repr=False)

    @cached_property
    def findings(self) -> Findings:
        """All that is found in it, as repairs see it."""
        self.rest.prepend(Findings.list_violations(self.result.violations))
        return self.rest

    @cached_property
    def result(self) -> FileResult:
        """What is found in it."""
        return self.find()


def analyse(  # noqa: PLR0913
    source: Source,
    rules: Sequence[Rule],
    known: frozenset[str],
    boundaries: Sequence[Rule] = (),
    path: str | None = None,
    *,
    reading: Reading = MARKDOWN,
    most: int | None = None,
    repairs: bool = False,
    timer: Timer = untimed,
) -> Analysis:
    """Check one article.

    `boundaries` are the rules whose matches part the text into passes; they
    shape what the other checks see, whether or not they are among `rules`.
    `path` is the one for fingerprints: it must not depend on where the command
    runs. `reading` is how the article is read. A check that crashes is reported as a problem, and the others go on.
    Of one rule at most `most` findings are listed, and as many suppressed ones,
    the first in the text; the others are counted. With `repairs` they come with their
    fixes, and the others are the `rest` of the analysis. `timer` is asked around every step.
    """
    path = path or source.path
    with timer("parse", file=source.path):
        document = read_article(source, *reading)
    problems: list[Problem] = []
    effective = {rule.id: rule for rule in rules}
    most = sys.maxsize if most is None else most
    # What a comment covers is not known before all is found: then all of it is kept.
    keep = sys.maxsize if any(iter_directives(document)) else most
    rest = Findings()
    withheld = partial(_explain_withholding, document=document, markup=reading.markup)
    note = _Rest(rest, withheld).add if repairs else None
    spans: list[Span] = []
    parting_rules = frozenset(rule.id for rule in boundaries)
    others = [rule for rule in rules if rule.id not in parting_rules]
    with timer("search", file=source.path):
        sought = _narrow_rules([*(effective.get(rule.id, rule) for rule in boundaries), *others], document)
    parting = {
        rule.id: _run_rule(narrow, document, problems, timer, keep=keep, note=note, places=spans)
        for rule in boundaries
        if (narrow := sought.get(rule.id, effective.get(rule.id, rule)))
    }
    with timer("parse", file=source.path):
        parted = insert_markers(document, spans)

    def find() -> FileResult:
        with timer("search", file=source.path):
            narrowed = _narrow_rules(others, parted) if spans else sought
        found: list[tuple[Rule, Match]] = []
        facts: list[tuple[Rule, Fact]] = []
        unlisted: Counter[tuple[str, Severity, bool]] = Counter()
        for rule in rules:
            if (narrow := narrowed.get(rule.id, rule)) is None:
                continue
            if checks.is_of_corpus(check := checks.load(rule.check)):
                facts += [(rule, fact) for fact in _collect_facts(rule, check, parted, problems, timer)]
                continue
            first = parting.pop(rule.id, None) or _run_rule(narrow, parted, problems, timer, keep=keep, note=note)
            found += [(rule, match) for match in first.matches]
            for certain, number in first.others.items():
                unlisted[rule.id, get_severity(rule, certain=certain), False] += number
        listing = Listing(document, path, most, unlisted, note)
        with timer("judge", file=source.path):
            everything, noted, waiting = judge(found, facts, rules, listing, known)
        unsettled = parting_rules | _select_ids(rules, checks.UNSETTLED)
        everything = withhold_waiting_fixes(everything, unsettled, effective)
        if any(found.rule in unsettled and found.stands for found in everything):
            rest.withhold(attrgetter("waits"))
        everything = [
            withhold_fix(one, reason, effective) if one.fix and (reason := withheld(one.fix)) else one
            for one in everything
        ]
        return FileResult(
            violations=tuple(everything),
            problems=tuple(dict.fromkeys(problems)),
            blocks=sum(map(_is_prose, document.blocks)),
            language=document.language,
            unlisted=tuple(Unlisted(source.path, *which, unlisted[which]) for which in sorted(unlisted)),
            facts=noted,
            waiting=waiting,
        )

    return Analysis(
        parted,
        find,
        bared=_select_ids(rules, checks.BARED),
        cuts=_select_ids(rules, {"cut", "metadata"}),
        boundaries=parting_rules,
        measures=_select_ids(rules, {"measure"}),
        rest=rest,
    )


def _explain_withholding(fix: Fix, document: Document, markup: Markup) -> Reason | None:
    """Why a fix must not be applied, as it is known how Markdown alone is edited; None where it may be."""
    if markup != "markdown":
        return make_reason("fix.markup", markup=NAMES[markup])
    if document.html and any(document.html.are_cut_by(edit.span) for edit in fix.edits):
        return make_reason("fix.markup", markup=NAMES["html"])
    return None


class _Rest:
    """Takes up the matches that are not listed."""

    def __init__(self, findings: Findings, withheld: Callable[[Fix], Reason | None]) -> None:
        self._findings = findings
        self._withheld = withheld
        self._numbers: dict[tuple[str, bool, Reason | None, bool, bool, bool], int] = {}

    def add(self, match: Match, rule: Rule, suppressed: str | None = None) -> None:
        """Take up a match of a rule, with the reason why it is suppressed."""
        fix = None if match.fix is None or self._withheld(match.fix) else match.fix
        number = self._number_kind(rule, fix, suppressed=suppressed is not None)
        self._findings.add_numbered(number, match.span, fix.edits if fix else ())

    def _number_kind(self, rule: Rule, fix: Fix | None, *, suppressed: bool) -> int:
        of_fix = (fix.title, fix.safe, fix.waits, fix.rewords) if fix else (None, False, False, False)
        key = (rule.id, suppressed, *of_fix)
        if key not in self._numbers:
            title = say_reason(fix.title, rule.reasons) if fix else ""
            repair = fix and replace(fix, edits=())
            kind = FindingKind(rule.id, not suppressed, suppressed, repair, title)
            self._numbers[key] = self._findings.number_kind(kind)
        return self._numbers[key]


def _select_ids(rules: Sequence[Rule], kinds: AbstractSet[checks.CheckKind]) -> frozenset[str]:
    """The ids of the rules whose checks are of these kinds."""
    return frozenset(rule.id for rule in rules if checks.load(rule.check).KIND in kinds)


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


def _run_rule(  # noqa: PLR0913 - what runs, and what is done with what it finds
    rule: Rule,
    document: Document,
    problems: list[Problem],
    timer: Timer,
    *,
    keep: int,
    note: Callable[[Match, Rule], None] | None = None,
    places: list[Span] | None = None,
) -> FirstMatches:
    """The first matches of a rule, at most `keep`; `note` is given the others, and `places` those of all.

    Where the rule fails, none is listed, and the article is not repaired.
    """
    try:
        with timer("rules", rule=rule.id, file=document.path):
            found, everywhere = _find_matches(rule, document, keep, note, placed=places is not None)
    except Exception as error:  # noqa: BLE001 - whatever a check does, the other rules must still run
        problems.append(_explain_crash(rule, document, error))
        return FirstMatches([], Counter())
    if places is not None:
        places += everywhere
    return found


def _collect_facts(
    rule: Rule, check: checks.CorpusCheck, document: Document, problems: list[Problem], timer: Timer
) -> Sequence[Fact]:
    """What a rule that compares documents keeps of this one."""
    try:
        with timer("rules", rule=rule.id, file=document.path):
            scope = rule.scope.narrow(document)
            judged = scope is not None and checks.judges(check, document.markup)
            return tuple(check.facts(document, rule.options, scope)) if scope is not None and judged else ()
    except Exception as error:  # noqa: BLE001 - as above
        problems.append(_explain_crash(rule, document, error))
        return ()


def _explain_crash(rule: Rule, document: Document, error: Exception) -> Problem:
    message = f"the rule {rule.id} failed on this file: {type(error).__name__}: {error}."
    return Problem(message, document.path, hint=_REPORT_IT)


def _find_matches(
    rule: Rule, document: Document, keep: int, note: Callable[[Match, Rule], None] | None, *, placed: bool
) -> tuple[FirstMatches, list[Span]]:
    check, scope = checks.load(rule.check), rule.scope.narrow(document)
    if scope is None or not checks.judges(check, document.markup):
        return FirstMatches([], Counter()), []
    scope = checks.Scope(scope.kinds, scope.languages, sys.maxsize if note else keep)
    matches = cast("checks.DocumentCheck", check).find(document, rule.options, scope)
    places: list[Span] = []
    drop = (lambda match: note(match, rule)) if note else None
    return keep_first(_note_places(matches, places) if placed else matches, keep, drop), places


def _note_places(matches: Iterable[Match], places: list[Span]) -> Iterator[Match]:
    for match in matches:
        places.append(match.span)
        yield match


def _is_prose(block: Block) -> bool:
    """Whether a block holds words of its own, not only images or inline code."""
    return block.kind in PROSE and bool(block.text.content.strip(_NOT_TEXT))
