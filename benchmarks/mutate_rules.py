"""Which change of a rule would no test notice?

    python benchmarks/mutate_rules.py [RULE …] [--jobs N]

Takes each pattern out of its rule, and each exception, and sets each threshold to
half and to the double; a sum of evidence below nought, which is a logarithm, so that the odds are half and double.
A change is noticed when an example of the rule, or a text in
`tests/strings` or `tests/thresholds.yaml`, is judged otherwise than it should be. An example of the pattern that
is gone stays: it must still be found, so a pattern that only finds what another finds,
too, is named here. It prints what nobody noticed, and a line for each rule.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec.structs import replace

from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking.engine import analyse
from endmark.linting.examples import run_examples
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Examples, Rule, RulePatterns
from endmark.ruleset.rule_set import select_boundaries

STRINGS = Path(__file__).parents[1] / "tests" / "strings"
THRESHOLDS = STRINGS.parent / "thresholds.yaml"


class Change(NamedTuple):
    """A rule with one thing otherwise, and what that is: `pattern NAME`, or `OPTION 12 → 6`.

    `own` are the examples that most likely notice it.
    """

    kind: str
    what: str
    rule: Rule
    own: Examples


class Outcome(NamedTuple):
    """How many changes of a kind there were of a rule, and which of them nobody noticed."""

    rule: str
    kind: str
    total: int
    unnoticed: tuple[str, ...]


def iter_changes(rule: Rule) -> Iterator[Change]:
    """The rule with one thing changed after the other."""
    for about in rule.patterns:
        kept = tuple(pattern for pattern in getattr(rule.options, about.role) if pattern.name != about.id)
        kind = {"unless": "exception", "only_with": "condition"}.get(about.role, "pattern")
        options = _replace_option(rule, about.role, kept)
        if options is not None:  # the only pattern of a rule cannot be taken out
            # The rule says no more of its patterns: whether it is this one that finds an example is not asked.
            own = Examples(tuple(text.value for text in about.bad), tuple(text.value for text in about.good))
            yield Change(kind, about.id, replace(rule, options=options, patterns=RulePatterns()), own)
    for name in rule.options.__struct_fields__:
        value = getattr(rule.options, name)
        if isinstance(value, int | float) and not isinstance(value, bool) and value:
            for other in (value / 2, value * 2) if value > 0 else (value - log(2), value + log(2)):
                changed: Any = other if isinstance(value, float) else int(other)
                if (options := _replace_option(rule, name, changed)) is not None:
                    what = f"{name} {value:g} → {changed:g}"
                    yield Change("threshold", what, replace(rule, options=options), Examples())


def _replace_option(rule: Rule, name: str, value: Any) -> Any:
    """The options with another value; None where they do not go together then."""
    try:
        return replace(rule.options, **{name: value})
    except ValueError:
        return None


def is_noticed(change: Change) -> bool:
    """Whether an example of the rule, or a text in the tests, is judged otherwise than it should be."""
    rule = change.rule
    everything = {other.id: other for other in load_builtin_rules()} | {rule.id: rule}
    boundaries = select_boundaries(everything.values())
    own = replace(change.own, path=rule.examples.path)
    if run_examples((replace(rule, examples=own, patterns=RulePatterns()),), boundaries):
        return True
    if run_examples((rule,), boundaries):
        return True
    for entry in _read_thresholds(rule.id):
        text = entry["text"].replace("[*]", entry.get("repeat", "") * entry.get("times", 1))
        findings = analyse(make_source(text, "a.md"), (rule,), frozenset(everything), boundaries).result.violations
        severities = {violation.severity.name.lower() for violation in findings}
        if bool(findings) != entry["found"] or entry.get("count", len(findings)) != len(findings):
            return True
        if "severity" in entry and severities != {entry["severity"]}:
            return True
    for text, marks, found in _read_strings(rule.id):
        result = analyse(make_source(text, "a.md"), (rule,), frozenset(everything), boundaries).result
        spans = [violation.region.span for violation in result.violations if violation.rule == rule.id]
        if found and not any(_touches(span, text, marks) for span in spans):
            return True
        if not found and spans:
            return True
    return False


def _touches(span: Span, text: str, marks: str) -> bool:
    """Whether a finding is one of those that the table marks; any will do where it marks none."""
    start = text.find(marks)
    while start >= 0:
        if not marks or (span.start < start + len(marks) and start < max(span.end, span.start + 1)):
            return True
        start = text.find(marks, start + 1)
    return False


@cache
def _read_strings(rule: str) -> Sequence[tuple[str, str, bool]]:
    """Texts for a rule, what is marked in them, and whether it must speak."""
    path = STRINGS / f"{rule}.yaml"
    if not path.exists():
        return ()
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (entry["text"], entry.get("marks", ""), kind == "found")
        for kind in ("found", "silent")
        for entry in table[kind]
    ]


@cache
def _read_thresholds(rule: str) -> Sequence[dict[str, Any]]:
    """Texts on both sides of the thresholds of a rule, as the table has them."""
    entries: Sequence[dict[str, Any]] = yaml.safe_load(THRESHOLDS.read_text(encoding="utf-8")).get(rule, ())
    return entries


def try_rule(name: str) -> list[Outcome]:
    """Make every change of a rule."""
    rule = next(rule for rule in load_builtin_rules() if rule.id == name)
    changes = list(iter_changes(rule))
    unnoticed = [change for change in changes if not is_noticed(change)]
    return [
        Outcome(name, kind, len(of_kind), tuple(change.what for change in unnoticed if change.kind == kind))
        for kind in ("pattern", "condition", "exception", "threshold")
        if (of_kind := [change for change in changes if change.kind == kind])
    ]


def summarise(outcomes: Sequence[Outcome]) -> str:
    """A line for each kind of change that nobody noticed, by rule, and one for each kind altogether."""
    lines = [
        f"{one.rule}: {len(one.unnoticed)} of {one.total} {one.kind}s: {', '.join(one.unnoticed)}"
        for one in outcomes
        if one.unnoticed
    ]
    for kind in dict.fromkeys(one.kind for one in outcomes):
        total = sum(one.total for one in outcomes if one.kind == kind)
        missed = sum(len(one.unnoticed) for one in outcomes if one.kind == kind)
        lines.append(f"{kind}s: {missed} of {total} changes unnoticed ({missed / total:.1%})")
    return "\n".join(lines)


def main() -> None:
    """Try the rules that the command line names, or all."""
    parser = argparse.ArgumentParser(description="Which change of a rule would no test notice?")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="the id of a rule (default: all)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: %(default)s)")
    arguments = parser.parse_args()
    known = [rule.id for rule in load_builtin_rules()]
    if unknown := set(arguments.rules) - set(known):
        parser.error(f"there is no rule {', '.join(sorted(unknown))}")
    with ProcessPoolExecutor(arguments.jobs) as pool:
        results = pool.map(try_rule, arguments.rules or known)
        outcomes = [outcome for result in results for outcome in result]
    print(summarise(outcomes))
    sys.exit(any(outcome.unnoticed for outcome in outcomes))


if __name__ == "__main__":
    main()
