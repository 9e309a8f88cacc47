"""The examples in rule files, run as tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from endmark import checks
from endmark.document.article import read_article
from endmark.document.reading import MARKDOWN
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.corpus import compare_documents
from endmark.linting.checking.engine import analyse
from endmark.linting.results import pack_results
from endmark.phrase import Phrase, as_phrase, join_all, join_phrases, phrase, quote
from endmark.ruleset.criticmarkup import Example, parse_example
from endmark.ruleset.reading import choose_reading
from endmark.ruleset.rule import Rule, RulePattern
from endmark.violation import Violation

_FILE = re.compile(r"^-- (\S+) --\n", re.MULTILINE)


class Failure(Struct, frozen=True):
    """An example that a rule does not live up to.

    `noisy`: it finds what it should not; `missing`: it does not find what it
    should; `wrong`: a known limit is none any more, or the check crashed;
    `fixed`: the fix does not make of the text what the example says; `idle`: an
    exception excuses nothing there.
    """

    rule: str
    kind: Literal["noisy", "missing", "wrong", "fixed", "idle"]
    path: str
    example: str
    message: Phrase


def run_examples(rules: Sequence[Rule], boundaries: Sequence[Rule]) -> tuple[Failure, ...]:
    """Run every example of every rule; an empty result means that all rules keep their word."""
    known = frozenset(rule.id for rule in rules)
    return tuple(failure for rule in rules for failure in _iter_failures(rule, known, boundaries))


def _iter_failures(rule: Rule, known: frozenset[str], boundaries: Sequence[Rule]) -> Iterator[Failure]:
    owners = _find_owners(rule)

    def judge_example(text: str) -> Iterator[Failure]:
        example = parse_example(text)
        violations, problems = check_example(example.plain, rule, known, boundaries)
        yield from _compare_patterns(rule, text, owners.get(text, ()), violations)
        for problem in problems:
            yield Failure(rule.id, "wrong", rule.path, text, as_phrase(problem.message))
        yield from _compare_findings(rule, text, example, violations, boundaries)
        if example.marks and all(mark.replacement is not None for mark in example.marks):
            for violation in check_example(example.fixed, rule, known, boundaries)[0]:
                message = phrase("the fixed text is not clean: {message}", message=violation.message)
                yield Failure(rule.id, "fixed", rule.path, text, message)

    for text in (*rule.examples.bad, *rule.examples.good):
        yield from judge_example(text)
    for about in rule.patterns:
        if about.role == "unless":
            yield from _test_exception(about, rule, known, boundaries)
    for name, texts in (
        ("known_misses", rule.examples.known_misses),
        ("known_false_alarms", rule.examples.known_false_alarms),
    ):
        for text in texts:
            if not any(judge_example(text)):
                message = phrase("this passes now: move it from `{name}` to `bad` or `good`.", name=name)
                yield Failure(rule.id, "wrong", rule.path, text, message)


def _find_owners(rule: Rule) -> Mapping[str, Sequence[RulePattern]]:
    """The patterns that must find each of the examples."""
    owners: dict[str, list[RulePattern]] = {}
    for about in rule.patterns:
        for example in about.bad:
            owners.setdefault(example.value, []).append(about)
    return owners


def _compare_patterns(
    rule: Rule, text: str, owners: Iterable[RulePattern], found: Iterable[Violation]
) -> Iterator[Failure]:
    """The patterns that do not find their own example."""
    named = [violation.pattern for violation in found]
    for about in owners:
        if about.id not in named:
            place = next(example.place for example in about.bad if example.value == text)
            others = [quote(repr(name)) for name in dict.fromkeys(named) if name]
            message = (
                phrase(
                    "the pattern {pattern!r} must find this, and {others} does.",
                    pattern=about.id,
                    others=join_all(others),
                )
                if others
                else phrase("the pattern {pattern!r} must find this, and none does.", pattern=about.id)
            )
            yield Failure(rule.id, "missing", str(place), text, message)


def _test_exception(
    about: RulePattern, rule: Rule, known: frozenset[str], boundaries: Sequence[Rule]
) -> Iterator[Failure]:
    """The examples of an exception that would be silent without it."""
    others = tuple(pattern for pattern in rule.options.unless if pattern.name != about.id)
    without = replace(rule, options=replace(rule.options, unless=others))
    for example in about.good:
        if not check_example(example.value, without, known, boundaries)[0]:
            message = phrase("nothing would be found here without the exception {name!r}.", name=about.id)
            yield Failure(rule.id, "idle", str(example.place), example.value, message)


def check_example(
    text: str, rule: Rule, known: frozenset[str], boundaries: Sequence[Rule]
) -> tuple[Sequence[Violation], Sequence[Problem]]:
    """What a rule finds in a text, or between the files in it if it compares documents, and what went wrong."""
    if not checks.is_of_corpus(checks.load(rule.check)):
        reading = choose_reading(rule.examples.path) or MARKDOWN
        result = analyse(make_source(text, rule.examples.path), (rule,), known, boundaries, reading=reading).result
        return result.violations, result.problems
    files = {file.path: file for file in _split_files(text, rule.examples.path)}
    results = {
        path: analyse(make_source(file.text, path), (rule,), known, boundaries).result for path, file in files.items()
    }
    compared = compare_documents(pack_results(results), (rule,), whole=False)
    found = [_move_back(violation, files[violation.path].start) for violation in compared.results.iter_violations()]
    return found, (*(problem for result in results.values() for problem in result.problems), *compared.problems)


class _File(Struct, frozen=True):
    """A file in an example, and where in it its text begins."""

    path: str
    start: int
    text: str


def _split_files(text: str, path: str) -> Iterator[_File]:
    """The files in a text, each under a line `-- PATH --`, as in a txtar archive; without any it is one file."""
    heads = list(_FILE.finditer(text))
    if not heads:
        yield _File(path, 0, text)
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        yield _File(head[1], head.end(), text[head.end() : end])


def _move_back(violation: Violation, start: int) -> Violation:
    """What was found in a file as found in the text that holds it."""
    first, end = violation.region.span
    return replace(violation, region=violation.region._replace(span=Span(start + first, start + end)))


def _compare_findings(
    rule: Rule, text: str, example: Example, found: Iterable[Violation], boundaries: Sequence[Rule]
) -> Iterator[Failure]:
    spans = {violation.region.span: violation for violation in found}
    for span in example.spans:
        if span not in spans:
            words, line = example.plain[span.start : span.end], _count_lines(example, span)
            message = phrase("not found: {words!r} in line {line} of it.", words=words, line=line)
            why = _explain_missing(rule, example.plain, span) or _find_marker(rule, example.plain, span, boundaries)
            yield Failure(rule.id, "missing", rule.path, text, join_phrases(message, why) or message)
    for span, violation in spans.items():
        if span not in example.spans:
            words, line = violation.excerpt, _count_lines(example, span)
            message = phrase(
                "found {words!r} in line {line} of it: {message}", words=words, line=line, message=violation.message
            )
            yield Failure(rule.id, "noisy", rule.path, text, message)
    if example.fixed != example.plain and _normalise_lines(
        fixed := _apply_fixes(example.plain, spans)
    ) != _normalise_lines(example.fixed):
        message = phrase("the fix makes {fixed!r}, not {wanted!r}.", fixed=fixed, wanted=example.fixed)
        yield Failure(rule.id, "fixed", rule.path, text, message)


def _count_lines(example: Example, span: Span) -> int:
    """The line of an example, as it is written, in which something begins."""
    before = (mark for mark in example.marks if mark.span.end <= span.start and mark.replacement)
    written = sum((mark.replacement or "").count("\n") for mark in before if mark.found)
    return example.plain.count("\n", 0, span.start) + written + 1


def _explain_missing(rule: Rule, text: str, span: Span) -> Phrase | None:
    """Why a rule does not look where it should find something, if that is so."""
    reading = choose_reading(rule.examples.path) or MARKDOWN
    document = read_article(make_source(text, rule.examples.path), reading.markup, reading.dialect)
    block = next((one for one in document.blocks if one.span.overlaps(span)), None)
    if block is None or block in rule.scope:
        return None
    if rule.scope.kinds and block.kind not in rule.scope.kinds:
        kinds = ", ".join(sorted(rule.scope.kinds))
        return phrase(
            "It stands in a block of the kind {kind}; the rule looks at {kinds}.", kind=block.kind, kinds=kinds
        )
    languages = ", ".join(sorted(rule.scope.languages))
    if block.language == "und":
        return phrase("Its language cannot be told; the rule looks at {languages}.", languages=languages)
    return phrase(
        "This is read as the language {language}; the rule looks at {languages}.",
        language=block.language,
        languages=languages,
    )


def _find_marker(rule: Rule, text: str, span: Span, boundaries: Sequence[Rule]) -> Phrase | None:
    """That another rule takes something for a marker, if that is so: most rules then see nothing there."""
    for other in boundaries:
        if other.id != rule.id:
            found, _ = check_example(text, other, frozenset((other.id,)), boundaries)
            if any(violation.region.span.overlaps(span) for violation in found):
                return phrase(
                    "{rule} takes it for a marker, which is no text of the article: "
                    "only a `pattern` with `where: source` among its options looks at it.",
                    rule=other.id,
                )
    return None


def _normalise_lines(text: str) -> list[str]:
    """The lines that hold something, and the first empty one after each: how far apart they stand does not matter."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return [line for before, line in zip(["", *lines], lines, strict=False) if line or before]


def _apply_fixes(text: str, found: dict[Span, Violation]) -> str:
    edits = [edit for violation in found.values() if violation.fix for edit in violation.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
