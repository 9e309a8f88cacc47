"""One document × rules → what is found in it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from endmark import checks
from endmark.checks.patterns.prefilter import JointSearch, find_candidates
from endmark.checks.text.regex import Pattern
from endmark.document.article import read_article
from endmark.document.blocks import ATOM, PROSE
from endmark.document.directives import iter_directives
from endmark.document.markers import insert_markers
from endmark.document.markup import Markup
from endmark.document.model import Document
from endmark.document.packed_blocks import iter_contents, select_kinds
from endmark.document.reading import MARKDOWN, Reading
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.first_matches import FirstMatches, keep_first
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.checking.verdict import decide_verdict
from endmark.linting.checking.violations import Listing, get_severity, judge, withhold_fix, withhold_waiting_fixes
from endmark.linting.file_result import FileResult, Unlisted
from endmark.phrase import phrase
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import RuleSet, iter_hooks
from endmark.violation import Fact, Fix, Match, Reason, Severity, Violation, make_reason

if TYPE_CHECKING:
    from endmark.checks.patterns.search_memory import SearchMemory
    from endmark.linting.checking.findings import Findings

_STRIP = methodcaller("strip", f"{ATOM} \t\n")
"""Takes from a text what holds no words."""

_REPORT_IT = phrase("This is a mistake in endmark, not in your article: please report it with the file.")


class Analysis(Struct, frozen=True, dict=True):
    """What is known of an article: its document, parted at its end markers, and what is found in it.

    The rules run when `result` is asked for, and only once: what a repair loses shows in the document
    alone. `bared` are the rules whose findings a repair may bare but not make, `cuts` those
    that look for what is missing, in the text or in its front matter, `boundaries` those
    whose matches part the article, `measures` those that measure it as a whole. `noted` is
    filled with what is found and not listed, where that was asked for.
    """

    document: Document
    find: Callable[[], FileResult]
    bared: frozenset[str] = frozenset()
    cuts: frozenset[str] = frozenset()
    boundaries: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    noted: Findings | None = None

    @cached_property
    def rest(self) -> Findings:
        """What was found and not listed; nothing where it was not noted."""
        from endmark.linting.checking.findings import Findings  # only who repairs asks

        return Findings() if self.noted is None else self.noted

    @cached_property
    def findings(self) -> Findings:
        """All that is found in it, as repairs see it."""
        from endmark.linting.checking.findings import Findings

        self.rest.prepend(Findings.list_violations(self.result.violations))
        return self.rest

    def part_findings(self) -> None:
        """Leave again in `rest` only what is not listed, for who would change what becomes of it."""
        if self.__dict__.pop("findings", None) is not None:
            self.rest.remove_first(len(self.result.violations))

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
    fixes: bool = True,
    memory: SearchMemory | None = None,
    timer: Timer = untimed,
) -> Analysis:
    """Check one article.

    `boundaries` are the rules whose matches part the text into passes; they
    shape what the other checks see, whether or not they are among `rules`.
    `path` is the one for fingerprints: it must not depend on where the command
    runs. `reading` is how the article is read. A check that crashes is reported as a problem, and the others go on.
    Of one rule at most `most` findings are listed, and as many suppressed ones,
    the first in the text; the others are counted. With `repairs` they come with their
    fixes, and the others are the `rest` of the analysis. Without `fixes` those that take time
    are not built. `memory` is what the search of the same rules found in it before it was edited.
    `timer` is asked around every step.
    """
    path = path or source.path
    with timer("parse", file=source.path):
        document = read_article(source, reading.markup, reading.dialect)
    examination = _Examination(
        document,
        rules if isinstance(rules, RuleSet) else RuleSet(rules),
        known,
        path,
        timer,
        most=sys.maxsize if most is None else most,
        markup=reading.markup,
        repairs=repairs,
        fixes=fixes,
        memory=memory,
    )
    examination.part(boundaries)
    chosen = examination.rules
    return Analysis(
        examination.parted,
        examination.finish,
        bared=chosen.bared,
        cuts=chosen.cuts,
        boundaries=examination.parting,
        measures=chosen.measures,
        noted=examination.noted,
    )


_LONGEST_EDITED = 200_000
"""Code points of an article that is repaired of which the texts are kept, to search only what the next step changes."""


class _Examination:
    """The rules at work on one document: first those that part it, then the others on what it is parted into."""

    def __init__(  # noqa: PLR0913 - what is examined, with what, and how
        self,
        document: Document,
        rules: RuleSet,
        known: frozenset[str],
        path: str,
        timer: Timer,
        *,
        most: int,
        markup: Markup,
        repairs: bool,
        fixes: bool,
        memory: SearchMemory | None,
    ) -> None:
        self.parted = self._document = document
        self.rules = rules
        self.noted: Findings | None = None
        self.parting: frozenset[str] = frozenset()
        self._known = known
        self._path = path
        self._timer = timer
        self._most = most
        self._fixes = fixes
        # An article is checked anew after each step of its repair, as it is after each edit.
        self._edited = not fixes or (repairs and len(document.source.text) <= _LONGEST_EDITED)
        self._memory = memory
        # What a comment covers is not known before all is found: then all of it is kept.
        self._keep = sys.maxsize if any(iter_directives(document)) else most
        self._withheld = partial(_explain_withholding, document=document, markup=markup)
        self._note = None
        if repairs:
            from endmark.linting.checking.rest import Rest

            rest = Rest(self._withheld)
            self.noted, self._note = rest.findings, rest.add
        self._problems: list[Problem] = []
        self._of_boundaries: dict[str, FirstMatches] = {}
        # The rules that only look for patterns, as they are when those that do not occur are left out.
        self._narrowed: dict[str, Rule | None] = {}
        self._occurring: dict[str, frozenset[Pattern]] = {}
        self._searching: Sequence[Rule] = ()
        self._kept: JointSearch | None = None

    def part(self, boundaries: Sequence[Rule]) -> None:
        """Part the document where these rules find something."""
        spans: list[Span] = []
        self.parting = frozenset(rule.id for rule in boundaries)
        parting = [self.rules.by_id.get(rule.id, rule) for rule in boundaries]
        self._searching = self.rules.list_searching(boundaries)
        kept = self.rules.kept
        self._kept = kept.joint if kept and kept.rules == tuple(rule.id for rule in self._searching) else None
        self._search()
        for rule in parting:
            if narrow := self._narrowed.get(rule.id, rule):
                self._of_boundaries[rule.id] = self._run(narrow, spans)
        with self._timer("parse", file=self._document.path):
            self.parted = insert_markers(self._document, spans)

    def _search(self, before: Document | None = None, done: Container[str] = ()) -> None:
        """Leave out of all rules that are not done the patterns that occur neither in the document nor `before`."""
        with self._timer("search", file=self._document.path):
            seen = find_candidates(
                self.parted,
                iter_hooks(self._searching),
                before,
                self._kept,
                edited=self._edited,
                memory=self._memory if self._kept else None,
            )
            for number, rule in enumerate(self._searching):
                occurring = self._occurring.get(rule.id, frozenset()) | seen.get(number, frozenset())
                if rule.id not in done:
                    self._occurring[rule.id] = occurring
                    self._narrowed[rule.id] = _narrow_rule(rule, occurring) if occurring else None

    def finish(self) -> FileResult:
        """Run the other rules, and judge what all have found."""
        path = self._document.path
        unlisted: Counter[tuple[str, Severity, bool]] = Counter()
        found, facts = self._find(unlisted)
        listing = Listing(self._document, self._path, self._most, unlisted, self._note)
        with self._timer("judge", file=path):
            judged = judge(found, facts, self.rules, listing, self._known)
        return FileResult(
            violations=tuple(self._withhold_fixes(judged.violations)),
            verdict=decide_verdict(self._document, judged.violations, self.rules.by_id),
            problems=tuple(dict.fromkeys(self._problems)),
            blocks=_count_prose(self._document),
            language=self._document.language,
            unlisted=tuple(Unlisted(path, *which, unlisted[which]) for which in sorted(unlisted)),
            facts=judged.facts,
            waiting=judged.waiting,
        )

    def _find(
        self, unlisted: Counter[tuple[str, Severity, bool]]
    ) -> tuple[list[tuple[Rule, Match]], list[tuple[Rule, Fact]]]:
        """The first matches of each rule, and what rules that compare documents keep; the others are counted."""
        if self.parted is not self._document:
            self._search(self._document, self.parting)
        held = checks.find_held(self.parted)
        found: list[tuple[Rule, Match]] = []
        facts: list[tuple[Rule, Fact]] = []
        for rule in self.rules:
            if (needs := self.rules.get_traits(rule).needs) and needs.isdisjoint(held):
                continue
            if (narrow := self._narrowed.get(rule.id, rule)) is None:
                continue
            if rule.id in self.rules.comparing:
                facts += [(rule, fact) for fact in _collect_facts(rule, self.parted, self._problems, self._timer)]
                continue
            first = self._of_boundaries.pop(rule.id, None) or self._run(narrow)
            found += [(rule, match) for match in first.matches]
            for certain, number in first.others.items():
                unlisted[rule.id, get_severity(rule, certain=certain), False] += number
        return _leave_to_surer(found), facts

    def _run(self, rule: Rule, places: list[Span] | None = None) -> FirstMatches:
        return _run_rule(
            rule,
            self.parted,
            self._problems,
            self._timer,
            keep=self._keep,
            note=self._note,
            places=places,
            fixes=self._fixes,
        )

    def _withhold_fixes(self, violations: list[Violation]) -> list[Violation]:
        """The violations, without those fixes that must wait or that nobody may make."""
        unsettled = self.parting | self.rules.unsettled
        violations = withhold_waiting_fixes(violations, unsettled, self.rules.by_id)
        if self.noted is not None and any(found.rule in unsettled and found.stands for found in violations):
            self.noted.withhold(attrgetter("waits"))
        return [
            withhold_fix(one, reason, self.rules.by_id) if one.fix and (reason := self._withheld(one.fix)) else one
            for one in violations
        ]


def _leave_to_surer(found: list[tuple[Rule, Match]]) -> list[tuple[Rule, Match]]:
    """The matches without those of a rule where another one, which is surer of the same, found something."""
    speaking = {rule.id: rule for rule, _ in found}
    if len(speaking) == 1:
        return found
    # Only what speaks is asked: the options of the others are not read.
    surer = {rule.id: checks.list_surer(checks.load(rule.check), rule.options) for rule in speaking.values()}
    sure = {
        rule_id: [match.span for rule, match in found if rule.id in others]
        for rule_id, others in surer.items()
        if not others.isdisjoint(speaking)
    }
    if not sure:
        return found
    return [
        (rule, match) for rule, match in found if not any(match.span.overlaps(span) for span in sure.get(rule.id, ()))
    ]


_NOT_REPAIRED: Mapping[Markup, Reason] = {
    "html": make_reason("fix.html"),
    "text": make_reason("fix.plain-text"),
    "notebook": make_reason("fix.notebook"),
}


def _explain_withholding(fix: Fix, document: Document, markup: Markup) -> Reason | None:
    """Why a fix must not be applied, as it is known how Markdown alone is edited; None where it may be."""
    if document.source.beside is not None:
        return make_reason("fix.no-file")
    if markup != "markdown":
        return make_reason("fix.markup", markup=_NOT_REPAIRED[markup])
    if document.html and any(document.html.are_cut_by(edit.span) for edit in fix.edits):
        return make_reason("fix.markup", markup=_NOT_REPAIRED["html"])
    return None


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
    fixes: bool = True,
) -> FirstMatches:
    """The first matches of a rule, at most `keep`; `note` is given the others, and `places` those of all.

    Where the rule fails, none is listed, and the article is not repaired.
    """
    try:
        with timer("rules", rule=rule.id, file=document.path):
            found, everywhere = _find_matches(rule, document, keep, note, placed=places is not None, fixes=fixes)
    except Exception as error:  # noqa: BLE001 - whatever a check does, the other rules must still run
        problems.append(_explain_crash(rule, document, error))
        return FirstMatches([], Counter())
    if places is not None:
        places += everywhere
    return found


def _collect_facts(rule: Rule, document: Document, problems: list[Problem], timer: Timer) -> Sequence[Fact]:
    """What a rule that compares documents keeps of this one."""
    check = cast("checks.CorpusCheck", checks.load(rule.check))
    try:
        with timer("rules", rule=rule.id, file=document.path):
            scope = rule.scope.narrow(document)
            judged = scope is not None and checks.judges(check, document.markup)
            return tuple(check.facts(document, rule.options, scope)) if scope is not None and judged else ()
    except Exception as error:  # noqa: BLE001 - as above
        problems.append(_explain_crash(rule, document, error))
        return ()


def _explain_crash(rule: Rule, document: Document, error: Exception) -> Problem:
    message = phrase(
        "the rule {name} failed on this file: {name2}: {error}.", name=rule.id, name2=type(error).__name__, error=error
    )
    return Problem(message, document.path, hint=_REPORT_IT)


def _find_matches(  # noqa: PLR0913 - as above
    rule: Rule,
    document: Document,
    keep: int,
    note: Callable[[Match, Rule], None] | None,
    *,
    placed: bool,
    fixes: bool,
) -> tuple[FirstMatches, list[Span]]:
    check, scope = checks.load(rule.check), rule.scope.narrow(document)
    if scope is None or not checks.judges(check, document.markup):
        return FirstMatches([], Counter()), []
    scope = checks.Scope(scope.kinds, scope.languages, sys.maxsize if note else keep, keep, fixes)
    matches = cast("checks.DocumentCheck", check).find(document, rule.options, scope)
    places: list[Span] = []
    drop = (lambda match: note(match, rule)) if note else None
    return keep_first(_note_places(matches, places) if placed else matches, keep, drop), places


def _note_places(matches: Iterable[Match], places: list[Span]) -> Iterator[Match]:
    for match in matches:
        places.append(match.span)
        yield match


def _count_prose(document: Document) -> int:
    """How many blocks hold words of their own, not only images or inline code."""
    prose = select_kinds(document.blocks, PROSE)
    return sum(map(bool, map(_STRIP, iter_contents(prose))))
