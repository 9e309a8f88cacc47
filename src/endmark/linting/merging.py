"""The reports on the files of several configs → one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec.structs import replace

from endmark.linting.codec import pack_outcome
from endmark.linting.report import Report
from endmark.linting.results import Results
from endmark.ruleset.rule import Rule


def merge_reports(reports: Sequence[Report]) -> Report:
    """One report on all files; what makes it fail is that of the first one, whose settings are those of the run."""
    first, *others = reports
    if not others:
        return first
    paths = sorted(chain.from_iterable(report.results.paths for report in reports))
    numbers = {path: number for number, path in enumerate(paths)}
    results = Results(paths)
    for path, result in chain.from_iterable(report.results for report in reports):
        results.add(numbers[path], pack_outcome(result))
    languages: Counter[str] = Counter()
    for report in reports:
        languages.update(dict(report.languages))
    return replace(
        first,
        paths=tuple(sorted(chain.from_iterable(report.paths for report in reports))),
        results=results,
        problems=tuple(dict.fromkeys(chain.from_iterable(report.problems for report in reports))),
        blocks=sum(report.blocks for report in reports),
        languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        rules=_merge_rules(report.rules for report in reports),
        whole=all(report.whole for report in reports),
        unlisted=tuple(sorted(chain.from_iterable(report.unlisted for report in reports))),
    )


def _merge_rules(rules: Iterable[Iterable[Rule]]) -> tuple[Rule, ...]:
    """Each rule once; of one that several configs set, what the first says."""
    by_id: dict[str, Rule] = {}
    for rule in chain.from_iterable(rules):
        by_id.setdefault(rule.id, rule)
    return tuple(by_id.values())
