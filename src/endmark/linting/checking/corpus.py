"""The facts of all documents × rules → what only a comparison of documents shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, cast

from endmark import checks
from endmark.errors import Problem
from endmark.linting.checking.suppression import covers_any
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.report import FileResult, PlacedFact
from endmark.messages.catalogue import fill_message, say_reason
from endmark.ruleset.rule import Rule
from endmark.violation import CorpusMatch, FiledFact, Reason, RelatedRegion, Violation

_REPORT_IT = "This is a mistake in endmark, not in your articles: please report it with them."


class CorpusFindings(NamedTuple):
    """What the comparison shows, in no order, and what could not be compared."""

    violations: tuple[Violation, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Found(NamedTuple):
    """A match in words to come: the finding stands at the fact of the number `place`."""

    rule: Rule
    place: int
    related: tuple[tuple[int, Reason], ...]
    match: CorpusMatch


def compare_documents(
    results: Iterable[FileResult], rules: Iterable[Rule], *, whole: bool, timer: Timer = untimed
) -> CorpusFindings:
    """What the rules that compare documents find in the facts of all of them.

    `results` come by path, and are gone through several times, so that no more
    is held than what is found and some bytes a fact. `whole` says that these are
    all documents of the site: only then is a suppression called unused that
    covers nothing of what is found here.
    """
    suppressed = _group_suppressed(results)
    if not suppressed and not (whole and any(result.waiting for result in results)):
        return CorpusFindings()
    found: list[_Found] = []
    problems: list[Problem] = []
    for rule in rules:
        if rule.id in suppressed:
            try:
                with timer("rules", rule=rule.id):
                    found += _compare(rule, results, suppressed[rule.id])
            except Exception as error:  # noqa: BLE001 - whatever a check does, the other rules must still run
                message = f"the rule {rule.id} failed when it compared the files: {type(error).__name__}: {error}."
                problems.append(Problem(message, hint=_REPORT_IT))
    with timer("judge"):
        violations = _list_violations(found, results)
        if whole and not problems:
            violations += _iter_unused(violations, results)
    return CorpusFindings(tuple(violations), tuple(problems))


def _group_suppressed(results: Iterable[FileResult]) -> Mapping[str, frozenset[int]]:
    """Of each rule that has facts the numbers of those that a comment covers."""
    suppressed: defaultdict[str, set[int]] = defaultdict(set)
    for number, fact in _number_facts(results):
        numbers = suppressed[fact.finding.rule]
        if fact.finding.suppressed is not None:
            numbers.add(number)
    return {rule: frozenset(numbers) for rule, numbers in suppressed.items()}


def _number_facts(results: Iterable[FileResult]) -> Iterator[tuple[int, PlacedFact]]:
    return enumerate(chain.from_iterable(result.facts for result in results))


class _Facts:
    """The facts of a rule in all documents but for some, read anew each time somebody goes through them."""

    def __init__(self, results: Iterable[FileResult], rule: str, without: frozenset[int] = frozenset()) -> None:
        self._results = results
        self._rule = rule
        self._without = without

    def __iter__(self) -> Iterator[FiledFact]:
        for number, (finding, digest, values) in _number_facts(self._results):
            if finding.rule == self._rule and number not in self._without:
                yield FiledFact(number, finding.path, digest, values)


def _compare(rule: Rule, results: Iterable[FileResult], suppressed: frozenset[int]) -> Iterator[_Found]:
    """The matches among the facts that no comment covers, and each of the others that would be part of one."""
    check = cast("checks.CorpusCheck", checks.load(rule.check))
    for match in check.compare(_Facts(results, rule.id, suppressed), rule.options):
        yield _Found(rule, match.place, match.related, match)
    if not suppressed:
        return
    for match in check.compare(_Facts(results, rule.id), rule.options):
        shown = [match.place, *(number for number, _ in match.related)]
        for place in suppressed.intersection((*shown, *match.others)):
            message = match.related[0][1]
            related = tuple((number, message) for number in shown if number != place)
            yield _Found(rule, place, related[: len(match.related)], match)


def _list_violations(found: Sequence[_Found], results: Iterable[FileResult]) -> list[Violation]:
    wanted = {number for one in found for number in (one.place, *(other for other, _ in one.related))}
    places = {number: fact.finding for number, fact in _number_facts(results) if number in wanted} if wanted else {}
    return [_make_violation(one, places) for one in found]


def _make_violation(found: _Found, places: Mapping[int, Violation]) -> Violation:
    rule, place, related, match = found
    return places[place]._replace(
        message=fill_message(rule.message, match.values, rule.reasons),
        related=tuple(
            RelatedRegion(other.region, say_reason(message, rule.reasons), other.path, other.fingerprint)
            for other, message in ((places[number], message) for number, message in related)
        ),
        reasons=tuple((name, value) for name, value in match.values.items() if isinstance(value, Reason)),
    )


def _iter_unused(found: Iterable[Violation], results: Iterable[FileResult]) -> Iterator[Violation]:
    """What says of a comment that it is unused, where it covers nothing of what was found."""
    lines: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for violation in found:
        if violation.suppressed is not None:
            region = violation.region
            lines[violation.path][violation.rule].update((region.start.line, region.end.line))
    ordered = {path: {rule: sorted(of_rule) for rule, of_rule in by_rule.items()} for path, by_rule in lines.items()}
    for result in results:
        for waiting in result.waiting:
            if not covers_any(waiting, ordered.get(waiting.finding.path, {})):
                yield waiting.finding
