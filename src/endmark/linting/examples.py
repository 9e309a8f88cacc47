"""The examples in rule files, run as tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from endmark.document.markup import get_markup
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking.engine import analyse
from endmark.ruleset.criticmarkup import Example, parse_example
from endmark.ruleset.rule import Rule
from endmark.violation import Violation


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that a rule does not live up to.

    `noisy`: it finds what it should not; `missing`: it does not find what it
    should; `wrong`: a known limit is none any more, or the check crashed;
    `fixed`: the fix does not make of the text what the example says.
    """

    rule: str
    kind: Literal["noisy", "missing", "wrong", "fixed"]
    path: str
    example: str
    message: str


def run_examples(rules: Sequence[Rule], boundaries: Sequence[Rule]) -> tuple[Failure, ...]:
    """Run every example of every rule; an empty result means that all rules keep their word."""
    known = frozenset(rule.id for rule in rules)
    return tuple(failure for rule in rules for failure in _iter_failures(rule, known, boundaries))


def _iter_failures(rule: Rule, known: frozenset[str], boundaries: Sequence[Rule]) -> Iterator[Failure]:
    markup = get_markup(rule.examples.path) or "markdown"

    def judge_example(text: str) -> Iterator[Failure]:
        example = parse_example(text)
        source = make_source(example.plain, rule.examples.path)
        result = analyse(source, (rule,), known, boundaries, markup=markup).result
        for problem in result.problems:
            yield Failure(rule.id, "wrong", rule.path, text, problem.message)
        yield from _compare_findings(rule, text, example, result.violations)
        if example.marks and all(mark.replacement is not None for mark in example.marks):
            fixed = make_source(example.fixed, rule.examples.path)
            for violation in analyse(fixed, (rule,), known, boundaries, markup=markup).result.violations:
                message = f"the fixed text is not clean: {violation.message}"
                yield Failure(rule.id, "fixed", rule.path, text, message)

    for text in (*rule.examples.bad, *rule.examples.good):
        yield from judge_example(text)
    for name, texts in (
        ("known_misses", rule.examples.known_misses),
        ("known_false_alarms", rule.examples.known_false_alarms),
    ):
        for text in texts:
            if not any(judge_example(text)):
                message = f"this passes now: move it from `{name}` to `bad` or `good`."
                yield Failure(rule.id, "wrong", rule.path, text, message)


def _compare_findings(rule: Rule, text: str, example: Example, found: Iterable[Violation]) -> Iterator[Failure]:
    spans = {violation.region.span: violation for violation in found}
    for span in example.spans:
        if span not in spans:
            message = f"not found: {example.plain[span.start : span.end]!r}."
            yield Failure(rule.id, "missing", rule.path, text, message)
    for span, violation in spans.items():
        if span not in example.spans:
            yield Failure(rule.id, "noisy", rule.path, text, f"found {violation.excerpt!r}: {violation.message}")
    if example.fixed != example.plain and _normalise_lines(
        fixed := _apply_fixes(example.plain, spans)
    ) != _normalise_lines(example.fixed):
        yield Failure(rule.id, "fixed", rule.path, text, f"the fix makes {fixed!r}, not {example.fixed!r}.")


def _normalise_lines(text: str) -> list[str]:
    """The lines that hold something, and the first empty one after each: how far apart they stand does not matter."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return [line for before, line in zip(["", *lines], lines, strict=False) if line or before]


def _apply_fixes(text: str, found: dict[Span, Violation]) -> str:
    edits = [edit for violation in found.values() if violation.fix for edit in violation.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
