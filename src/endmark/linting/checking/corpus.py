"""The facts of all documents × rules → what only a comparison of documents shows."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple, cast

from msgspec.structs import replace

from endmark import checks
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.codec import Plain, get_essentials, unpack_violation
from endmark.linting.file_result import order_violation
from endmark.linting.results import Results
from endmark.messages.catalogue import fill_message, say_reason
from endmark.phrase import phrase
from endmark.ruleset.rule import Rule
from endmark.storage.spool import Spool
from endmark.violation import CorpusMatch, FiledFact, Reason, RelatedRegion, Violation

_REPORT_IT = phrase("This is a mistake in endmark, not in your articles: please report it with them.")
_KEPT_FILES = 64
"""Files whose findings are kept in mind: those that say the same are often found together."""

_PIECE = 500
"""Facts of one rule that are put away together."""


class Compared(NamedTuple):
    """The results with what the comparison shows among them, and what could not be compared."""

    results: Results
    problems: tuple[Problem, ...] = ()


class _Found(NamedTuple):
    """A match in words to come: the finding stands at the fact of the number `place`."""

    place: int
    related: tuple[tuple[int, Reason], ...]
    rule: Rule
    match: CorpusMatch


def compare_documents(results: Results, rules: Iterable[Rule], *, whole: bool, timer: Timer = untimed) -> Compared:
    """What the rules that compare documents find in the facts of all of them.

    The facts are read several times, so that no more is held than what is found.
    `whole` says that these are all documents of the site: only then is a
    suppression called unused that covers nothing of what is found here.
    """
    index = _Index(results)
    found: list[_Found] = []
    problems: list[Problem] = []
    for rule in rules:
        if rule.id in index.suppressed:
            try:
                with timer("rules", rule=rule.id):
                    found += _compare(rule, index)
            except Exception as error:  # noqa: BLE001 - whatever a check does, the other rules must still run
                message = phrase(
                    "the rule {name} failed when it compared the files: {name2}: {error}.",
                    name=rule.id,
                    name2=type(error).__name__,
                    error=error,
                )
                problems.append(Problem(message, hint=_REPORT_IT))
    with timer("judge"):
        results = _leave_out(results, found, index)
        results = _add_violations(results, _iter_violations(found, index))
        if whole and not problems:
            results = _add_violations(results, _iter_unused(results, found, index))
    return Compared(results, tuple(problems))


class _Index:
    """All facts by their numbers, which count them in the order of the paths.

    Each rule goes through its facts several times, and needs little of a few of their findings. So the facts of a
    rule are put away together, and the findings by themselves.
    `suppressed` has for each rule with facts the numbers of those that a comment covers.
    """

    def __init__(self, results: Results) -> None:
        suppressed: defaultdict[str, set[int]] = defaultdict(set)
        self._paths = results.paths
        self._spool = Spool()
        self._filed: defaultdict[str, _FiledFacts] = defaultdict(partial(_FiledFacts, self._spool, self._paths))
        # The number of the first fact of each file that has any, where its findings lie, and how long they are.
        self._firsts, self._starts, self._sizes = array("Q"), array("Q"), array("Q")
        first = 0
        for file, facts in results.iter_facts():
            findings = marshal.dumps(tuple([fact[0] for fact in facts]))
            self._firsts.append(first)
            self._starts.append(self._spool.append(findings))
            self._sizes.append(len(findings))
            for number, (finding, *kept) in enumerate(facts, first):
                rule, _, cover, _ = get_essentials(finding)
                self._filed[rule].add((number, file, *kept))
                covered = suppressed[rule]
                if cover == "suppressed":
                    covered.add(number)
            first += len(facts)
        self.suppressed: Mapping[str, frozenset[int]] = {rule: frozenset(one) for rule, one in suppressed.items()}
        self._read = lru_cache(_KEPT_FILES)(self._read_findings)

    def iter_facts(self, rule: str, without: frozenset[int]) -> Iterator[FiledFact]:
        """The facts of a rule but for some."""
        return (
            (fact for fact in self._filed[rule] if fact.number not in without) if without else iter(self._filed[rule])
        )

    def get_finding(self, number: int) -> Violation:
        """The finding that the fact of that number may become, without its message."""
        place = bisect_right(self._firsts, number) - 1
        return unpack_violation(self._read(place)[number - self._firsts[place]])

    def _read_findings(self, place: int) -> Plain:
        findings: Plain = marshal.loads(self._spool.read(self._starts[place], self._sizes[place]))  # noqa: S302 - our own
        return findings


class _FiledFacts:
    """The facts of one rule, in pieces that lie in the spool; the last piece is in mind until it is full."""

    def __init__(self, spool: Spool, paths: Sequence[str]) -> None:
        self._spool = spool
        self._paths = paths
        self._pieces: list[tuple[int, int]] = []
        self._last: list[Plain] = []

    def add(self, fact: Plain) -> None:
        """Put away the number of a fact, that of its file, and what a `FiledFact` has besides."""
        self._last.append(fact)
        if len(self._last) == _PIECE:
            data = marshal.dumps(self._last)
            self._pieces.append((self._spool.append(data), len(data)))
            self._last = []

    def __iter__(self) -> Iterator[FiledFact]:
        pieces = (marshal.loads(self._spool.read(*piece)) for piece in self._pieces)  # noqa: S302 - our own bytes
        for number, file, *kept in chain(chain.from_iterable(pieces), self._last):
            yield FiledFact(number, self._paths[file], *kept)


class _Facts:
    """The facts of a rule in all documents but for some, read anew each time somebody goes through them."""

    def __init__(self, index: _Index, rule: str, without: frozenset[int] = frozenset()) -> None:
        self._index = index
        self._rule = rule
        self._without = without

    def __iter__(self) -> Iterator[FiledFact]:
        return self._index.iter_facts(self._rule, self._without)

    def read_source(self, number: int) -> str:
        """What stands at the place of the fact of that number."""
        return self._index.get_finding(number).excerpt


def _compare(rule: Rule, index: _Index) -> Iterator[_Found]:
    """The matches among the facts that no comment covers, and each of the others that would be part of one."""
    check = cast("checks.CorpusCheck", checks.load(rule.check))
    suppressed = index.suppressed[rule.id]
    for match in check.compare(_Facts(index, rule.id, suppressed), rule.options):
        yield _Found(match.place, match.related, rule, match)
    if not suppressed:
        return
    for match in check.compare(_Facts(index, rule.id), rule.options):
        shown = [match.place, *(number for number, _ in match.related)]
        for place in suppressed.intersection((*shown, *match.others)):
            related = [(number, message) for _, message in match.related[:1] for number in shown if number != place]
            yield _Found(place, tuple(related[: len(match.related)]), rule, match)


def _iter_violations(found: Sequence[_Found], index: _Index) -> Iterator[Violation]:
    """The violations in the order of the files they are shown in."""
    for place, related, rule, match in sorted(found, key=attrgetter("place")):
        others = ((index.get_finding(number), message) for number, message in related)
        yield replace(
            index.get_finding(place),
            message=fill_message(rule.message, match.values, rule.reasons),
            related=tuple(
                RelatedRegion(other.region, say_reason(message, rule.reasons), other.path, other.fingerprint, message)
                for other, message in others
            ),
            reasons=tuple((name, value) for name, value in match.values.items() if isinstance(value, Reason)),
        )


def _leave_out(results: Results, found: Iterable[_Found], index: _Index) -> Results:
    """The results without the findings that a match says in one."""
    said: defaultdict[str, set[tuple[str, Span]]] = defaultdict(set)
    for one in found:
        if one.match.instead_of and one.place not in index.suppressed[one.rule.id]:
            for place in (one.match.place, *one.match.others):
                finding = index.get_finding(place)
                said[finding.path].update((rule, finding.region.span) for rule in one.match.instead_of)
    changed = ((path, results.get(path), places) for path, places in said.items())
    return results.replace(
        (
            path,
            replace(
                result, violations=tuple(one for one in result.violations if (one.rule, one.region.span) not in places)
            ),
        )
        for path, result, places in changed
    )


def _add_violations(results: Results, violations: Iterable[Violation]) -> Results:
    """The results with violations, which come by path, in their places."""
    by_path = groupby(violations, key=attrgetter("path"))
    changed = ((results.get(path), more) for path, more in by_path)
    return results.replace(
        (one.path, replace(before, violations=tuple(sorted((*before.violations, one, *others), key=order_violation))))
        for before, (one, *others) in changed
    )


def _iter_unused(results: Results, found: Iterable[_Found], index: _Index) -> Iterator[Violation]:
    """What says of a comment that it is unused, where it covers nothing of what was found."""
    lines: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in found:
        if one.place in index.suppressed[one.rule.id]:
            finding = index.get_finding(one.place)
            lines[finding.path][finding.rule].update((finding.region.start.line, finding.region.end.line))
    ordered = {path: {rule: sorted(of_rule) for rule, of_rule in by_rule.items()} for path, by_rule in lines.items()}
    for waiting in results.iter_waiting():
        # Imported here, as few sites have any, and a run that finds every file unchanged needs it for nothing else.
        from endmark.linting.checking.suppression import covers_any

        if not covers_any(waiting, ordered.get(waiting.finding.path, {})):
            yield waiting.finding
