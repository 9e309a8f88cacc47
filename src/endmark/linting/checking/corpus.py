"""The facts of all documents × rules → what only a comparison of documents shows."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple, cast

from msgspec.structs import replace

from endmark import checks
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.corpus_matches import CorpusMatches
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.codec import Plain, get_essentials, get_excerpt, get_path, unpack_violation
from endmark.linting.file_result import order_violation
from endmark.linting.results import Results
from endmark.messages.catalogue import fill_message, say_reason
from endmark.phrase import phrase
from endmark.ruleset.rule import Rule
from endmark.storage.rows import Rows
from endmark.storage.spool import Spool
from endmark.violation import FiledFact, Reason, RelatedRegion, Violation

_REPORT_IT = phrase("This is a mistake in endmark, not in your articles: please report it with them.")
_KEPT_FILES = 64
"""Files whose findings are kept in mind: those that say the same are often found together."""

_PIECE = 500
"""Facts of one rule that are put away together."""

_STEP = 32
"""Files of which one is held, so that those of the others are found that lie on disk."""


class Compared(NamedTuple):
    """The results with what the comparison shows among them, and what could not be compared."""

    results: Results
    problems: tuple[Problem, ...] = ()


def compare_documents(results: Results, rules: Iterable[Rule], *, whole: bool, timer: Timer = untimed) -> Compared:
    """What the rules that compare documents find in the facts of all of them.

    The facts are read several times, so that no more is held than what is found.
    `whole` says that these are all documents of the site: only then is a
    suppression called unused that covers nothing of what is found here.
    """
    index = _Index(results)
    found = CorpusMatches()
    problems: list[Problem] = []
    for rule in rules:
        if rule.id in index.suppressed:
            try:
                with timer("rules", rule=rule.id):
                    _compare(rule, index, found)
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
    rule are put away together, and those of a file by themselves, with their findings.
    `suppressed` has for each rule with facts the numbers of those that a comment covers.
    """

    def __init__(self, results: Results) -> None:
        suppressed: defaultdict[str, set[int]] = defaultdict(set)
        self._paths = results.paths
        self._spool = Spool()
        self._filed: defaultdict[str, _FiledFacts] = defaultdict(partial(_FiledFacts, self._spool, self._paths))
        # The number of the first fact of each file that has any, where its facts lie, and how long they are; of some
        # of these files the first number is held.
        self._files, self._firsts = Rows("QQQ"), array("Q")
        first = 0
        for file, facts in results.iter_facts():
            kept = marshal.dumps(tuple([fact[:-1] for fact in facts]))
            if len(self._files) % _STEP == 0:
                self._firsts.append(first)
            self._files.append(first, self._spool.append(kept), len(kept))
            for number, (finding, *own) in enumerate(facts, first):
                rule, _, cover, _ = get_essentials(finding)
                self._filed[rule].add((number, file, *own))
                covered = suppressed[rule]
                if cover == "suppressed":
                    covered.add(number)
            first += len(facts)
        self.suppressed: Mapping[str, frozenset[int]] = {rule: frozenset(one) for rule, one in suppressed.items()}
        self._read = lru_cache(_KEPT_FILES)(self._read_file)

    def iter_facts(self, rule: str, without: frozenset[int]) -> Iterator[FiledFact]:
        """The facts of a rule but for some."""
        return (
            (fact for fact in self._filed[rule] if fact.number not in without) if without else iter(self._filed[rule])
        )

    def get_finding(self, number: int) -> Violation:
        """The finding that the fact of that number may become, without its message."""
        return unpack_violation(self.get_packed(number)[0])

    def get_packed(self, number: int) -> Plain:
        """The fact of that number, packed, without its keys."""
        start = (bisect_right(self._firsts, number) - 1) * _STEP
        near = list(self._files.read(start, start + _STEP))
        first, *place = near[bisect_right(near, number, key=itemgetter(0)) - 1]
        fact: Plain = self._read(*place)[number - first]
        return fact

    def _read_file(self, start: int, size: int) -> Plain:
        facts: Plain = marshal.loads(self._spool.read(start, size))  # noqa: S302 - our own
        return facts


class _FiledFacts:
    """The facts of one rule, in pieces that lie in the spool; the last piece is in mind until it is full."""

    def __init__(self, spool: Spool, paths: Sequence[str]) -> None:
        self._spool = spool
        self._paths = paths
        self._starts, self._sizes = array("Q"), array("Q")
        self._last: list[Plain] = []

    def add(self, fact: Plain) -> None:
        """Put away the number of a fact, that of its file, and what a `FiledFact` has besides."""
        self._last.append(fact)
        if len(self._last) == _PIECE:
            data = marshal.dumps(self._last)
            self._starts.append(self._spool.append(data))
            self._sizes.append(len(data))
            self._last = []

    def __iter__(self) -> Iterator[FiledFact]:
        pieces = map(marshal.loads, map(self._spool.read, self._starts, self._sizes))  # our own bytes
        last, path = -1, ""
        for number, file, *kept in chain(chain.from_iterable(pieces), self._last):
            if file != last:
                last, path = file, self._paths[file]
            yield FiledFact(number, path, *kept)


class _Facts:
    """The facts of a rule in all documents but for some, read anew each time somebody goes through them."""

    def __init__(self, index: _Index, rule: str, without: frozenset[int] = frozenset()) -> None:
        self._index = index
        self._rule = rule
        self._without = without

    def __iter__(self) -> Iterator[FiledFact]:
        return self._index.iter_facts(self._rule, self._without)

    def get(self, number: int) -> FiledFact:
        """The fact of that number, without its keys."""
        finding, digest, values = self._index.get_packed(number)
        return FiledFact(number, get_path(finding), digest, values)

    def read_source(self, number: int) -> str:
        """What stands at the place of the fact of that number."""
        return get_excerpt(self._index.get_packed(number)[0])


def _compare(rule: Rule, index: _Index, found: CorpusMatches) -> None:
    """Add the matches among the facts that no comment covers, and each of the others that would be part of one."""
    check = cast("checks.CorpusCheck", checks.load(rule.check))
    suppressed = index.suppressed[rule.id]
    for match in check.compare(_Facts(index, rule.id, suppressed), rule.options):
        found.add(rule, match, match.place, match.related)
    if not suppressed:
        return
    for match in check.compare(_Facts(index, rule.id), rule.options):
        shown = [match.place, *(number for number, _ in match.related)]
        for place in suppressed.intersection((*shown, *match.others)):
            related = [(number, message) for _, message in match.related[:1] for number in shown if number != place]
            found.add(rule, match, place, related[: len(match.related)])


def _iter_violations(found: CorpusMatches, index: _Index) -> Iterator[Violation]:
    """The violations in the order of the files they are shown in."""
    for place, related, rule, values, _, _ in found:
        others = ((index.get_finding(number), message) for number, message in related)
        yield replace(
            index.get_finding(place),
            message=fill_message(rule.message, values, rule.reasons),
            related=tuple(
                RelatedRegion(other.region, say_reason(message, rule.reasons), other.path, other.fingerprint, message)
                for other, message in others
            ),
            reasons=tuple((name, value) for name, value in values.items() if isinstance(value, Reason)),
        )


def _leave_out(results: Results, found: CorpusMatches, index: _Index) -> Results:
    """The results without the findings that a match says in one."""
    said: defaultdict[str, set[tuple[str, Span]]] = defaultdict(set)
    for one in found.iter_replacing():
        if one.place not in index.suppressed[one.rule.id]:
            for place in one.numbers:
                finding = index.get_finding(place)
                said[finding.path].update((rule, finding.region.span) for rule in one.instead_of)
    if not said:
        return results
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


def _iter_unused(results: Results, found: CorpusMatches, index: _Index) -> Iterator[Violation]:
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
