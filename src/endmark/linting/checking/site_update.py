"""A site of which a few articles have changed: only what these have in common with others is compared again.

Whatever rules find among articles is found by keys that several of them have. So the articles that changed, those
that have something in common with them now or may have had it before, and those that have with these, are compared by
themselves; all other findings are as they were.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from endmark import checks
from endmark.linting.checking.corpus import compare_documents
from endmark.linting.checking.run import check_alone
from endmark.linting.codec import Plain, get_essentials, get_excerpt, get_facts, get_path, is_result, unpack_remainder
from endmark.linting.execution.result_cache import can_be_kept
from endmark.linting.execution.site_report import Update
from endmark.linting.results import Results
from endmark.violation import FiledFact

if TYPE_CHECKING:
    from endmark.linting.execution.site_store import SiteStore
    from endmark.linting.files.discovery import Discovery, FoundFile
    from endmark.ruleset.settings import Settings

_MOST = 100
"""Articles that are looked at again at most: with many more, comparing all of them takes hardly longer."""


def update_site(  # noqa: PLR0913 - all but the first are named
    changed: Mapping[int, bytes],
    *,
    found: Discovery,
    settings: Settings,
    store: SiteStore,
    read: Callable[[FoundFile], bytes],
    most: int | None,
) -> Update | None:
    """What is found now in all articles in which it may be something else since those of these numbers have changed.

    With each comes what stood for its content then. None where it cannot be told without comparing all articles.
    """
    files = [found.files[number] for number in changed]
    before = store.recall(files, changed.values())
    after = dict(zip(changed, map(itemgetter(1), check_alone(files, settings, read, most)), strict=True))
    if before is None or not all(is_result(one) and can_be_kept(one) for one in after.values()):
        return None
    circle = _Circle(settings, store, found, read)
    blocks, languages = 0, Counter[str]()
    for old, (number, new) in zip(before, after.items(), strict=True):
        circle.add_changed(number, old, new)
        for sign, (_, its_blocks, language, *_) in ((-1, unpack_remainder(old)), (1, unpack_remainder(new))):
            blocks += sign * its_blocks
            languages[language] += sign
    results = circle.compare(whole=found.whole) if circle.close() else None
    if results is None:
        return None
    store.keep(zip(changed, files, strict=True), after.__getitem__)
    return Update(results, blocks, languages)


class _Circle:
    """Articles that lead to each other, by their paths below the root of the site."""

    def __init__(
        self, settings: Settings, store: SiteStore, found: Discovery, read: Callable[[FoundFile], bytes]
    ) -> None:
        self._settings = settings
        self._store = store
        self._found = found
        self._read = read
        self._root = str(settings.root)
        self._rules = {rule.id: rule for rule in settings.corpus_rules}
        self._numbers: dict[str, int] = {}
        self._results: dict[str, Plain] = {}
        self._having: defaultdict[int, list[tuple[str, Plain]]] = defaultdict(list)
        self._inside = set[str]()
        self._waiting, self._asked = set[int](), set[int]()
        self._lost = set[int]()
        self._is_open = True

    def add_changed(self, number: int, old: Plain, new: Plain) -> None:
        """Begin with an article that has changed: all that may have had in common with it what it lost is inside."""
        path = self._found.files[number].to_path_below(self._root)
        self._look_at(path, number, new)
        self._take(path)
        kept = {fact[1] for fact in get_facts(new)}
        self._lost.update(key for fact in get_facts(old) if fact[1] not in kept for key in fact[3])
        self._waiting |= self._lost
        # What has no key is compared with that of all articles.
        self._is_open &= all(fact[3] for fact in get_facts(old))

    def close(self) -> bool:
        """Find all that lead to each other; whether they are few, and nothing of theirs is compared with all."""
        while self._is_open and (keys := self._waiting - self._asked):
            self._asked |= keys
            self._waiting = set()
            having = self._store.find_having(keys, _MOST)
            self._is_open = having is not None and self._look_at_all(
                [one for one in having if one not in self._results]
            )
            for key in sorted(keys) if self._is_open else ():
                self._take_proven(key)
        return self._is_open

    def compare(self, *, whole: bool) -> Mapping[int, Plain] | None:
        """What is found in each of them, by its number; None where a rule failed."""
        numbers = sorted(self._numbers[path] for path in self._inside)
        paths = {self._numbers[path]: path for path in self._inside}
        results = Results([self._found.files[number].shown for number in numbers])
        for place, number in enumerate(numbers):
            results.add(place, self._results[paths[number]])
        compared = compare_documents(results, self._settings.corpus_rules, whole=whole)
        if compared.problems:
            return None
        return {number: compared.results.read(place) for place, number in enumerate(numbers)}

    def _look_at_all(self, paths: Iterable[str]) -> bool:
        """Read what is known of articles; whether all of it is, and they are few."""
        wanted = frozenset(paths).difference(self._results)
        if not wanted:
            return True
        numbers = [number for number, file in enumerate(self._found.files) if file.to_path_below(self._root) in wanted]
        files = [self._found.files[number] for number in numbers]
        for place, result in self._store.find_known(files, self._read):
            self._look_at(files[place].to_path_below(self._root), numbers[place], result)
        # Some may be of another choice of articles, or gone; with these nothing is compared.
        return len(self._results) <= _MOST and all(file.to_path_below(self._root) in self._results for file in files)

    def _look_at(self, path: str, number: int, result: Plain) -> None:
        self._numbers[path], self._results[path] = number, result
        for fact in get_facts(result):
            for key in fact[3]:
                self._having[key].append((path, fact))

    def _take(self, path: str) -> None:
        """From now on an article is inside, and what it says leads to others."""
        if path not in self._inside:
            self._inside.add(path)
            facts = get_facts(self._results[path])
            self._waiting.update(key for fact in facts for key in fact[3])
            self._is_open &= all(fact[3] for fact in facts)

    def _take_proven(self, key: int) -> None:
        """Take in those articles that have a key, of which something may be found by it."""
        by_rule: defaultdict[str, list[tuple[str, Plain]]] = defaultdict(list)
        for path, fact in sorted(self._having[key], key=itemgetter(0)):
            by_rule[get_essentials(fact[0])[0]].append((path, fact))
        for rule, group in by_rule.items():
            if len({path for path, _ in group}) > 1 or key in self._lost:
                for place in self._prove(rule, [fact for _, fact in group], certain=key in self._lost):
                    self._take(group[place][0])

    def _prove(self, rule: str, group: Sequence[Plain], *, certain: bool) -> Iterable[int]:
        proof = None if certain else checks.get_proof(checks.load(self._rules[rule].check))
        if proof is None:
            return range(len(group))
        facts = [FiledFact(place, get_path(fact[0]), fact[1], fact[2]) for place, fact in enumerate(group)]
        return proof(facts, lambda place: get_excerpt(group[place][0]), self._rules[rule].options)
