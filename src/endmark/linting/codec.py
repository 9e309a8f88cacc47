"""What came out of a file ↔ tuples of text, bytes and numbers, which `marshal` packs quickly and compactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeAlias

from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.file_result import FileResult, Outcome, PlacedFact, Unlisted, Verdict, WaitingSuppression
from endmark.phrase import Phrase
from endmark.violation import Edit, Fix, Reason, Region, RelatedRegion, Severity, Value, Violation

Plain: TypeAlias = tuple[Any, ...]
"""Tuples of text, bytes, numbers, booleans, None and such tuples."""

Cover: TypeAlias = Literal["", "suppressed", "baselined"]
"""Why a violation does not count; empty where it stands."""

_VERDICT, _FACTS, _WAITING = 6, 7, 8
"""Where a packed result has its verdict, its facts, and the suppressions that wait."""

_CONTENT = 4
"""Where it has the digest of the bytes of the file."""

_REGION, _TEXT = 7, 8
"""Where a packed violation has its region, and where its excerpt and its line."""

_SUPPRESSED, _BASELINED, _FINGERPRINT, _RELATED = 3, 4, 10, 11
"""Where it has the reason of a comment that covers it, whether a baseline knows it, its fingerprint, other places."""

_SEVERITY_OF = {int(severity): severity for severity in Severity}
_make_tuple = tuple.__new__


def pack_outcome(outcome: Outcome) -> Plain:
    """The same as plain tuples; `unpack_outcome` makes an equal outcome of them.

    What came out of a file begins with its violations; what stands for a file
    that could not be read has nothing but its problems.
    """
    if isinstance(outcome, FileResult):
        violations = tuple([_pack_violation(violation) for violation in outcome.violations])
        others = (outcome.blocks, outcome.language, outcome.content)
        unlisted = tuple(
            (one.path, one.rule, int(one.severity), one.suppressed, one.number) for one in outcome.unlisted
        )
        verdict = outcome.verdict.word, outcome.verdict.score
        facts = tuple([(_pack_violation(one.finding), one.digest, one.values, one.keys) for one in outcome.facts])
        waiting = tuple([(_pack_violation(one.finding), one.rules, one.first, one.last) for one in outcome.waiting])
        return violations, _pack_problems(outcome.problems), *others, unlisted, verdict, facts, waiting
    return (_pack_problems(outcome),)


def is_result(plain: Plain) -> bool:
    """Whether something came out of the file; else it could not be read."""
    return len(plain) > 1


def unpack_outcome(plain: Plain) -> Outcome:
    """The outcome of which `pack_outcome` made this."""
    return unpack_result(plain) if is_result(plain) else unpack_problems(plain)


def unpack_problems(plain: Plain) -> tuple[Problem, ...]:
    """Why the file could not be read of which this is the outcome."""
    return _unpack_problems(plain[0])


def unpack_result(plain: Plain) -> FileResult:
    """The result of which `pack_outcome` made this."""
    found = tuple([unpack_violation(parts) for parts in plain[0]])
    return FileResult(found, *unpack_remainder(plain), unpack_facts(plain), unpack_waiting(plain))


def unpack_remainder(plain: Plain) -> tuple[tuple[Problem, ...], int, str, bytes, tuple[Unlisted, ...], Verdict]:
    """The fields of a result but for its violations, facts and suppressions that wait."""
    _, problems, blocks, language, content, unlisted, verdict, _, _ = plain
    counted = tuple(Unlisted(path, rule, _SEVERITY_OF[severity], *rest) for path, rule, severity, *rest in unlisted)
    return _unpack_problems(problems), blocks, language, content, counted, Verdict(*verdict)


def count_noted(plain: Plain) -> tuple[int, int]:
    """How many facts a packed result has, and how many suppressions that wait."""
    return len(plain[_FACTS]), len(plain[_WAITING])


def get_verdict(plain: Plain) -> Verdict:
    """The verdict of a packed result."""
    return Verdict(*plain[_VERDICT])


def get_content(plain: Plain) -> bytes:
    """The digest of the bytes of the file that a packed result belongs to."""
    content: bytes = plain[_CONTENT]
    return content


def get_facts(plain: Plain) -> Plain:
    """The packed facts of a result: each is a packed violation, a digest, values and keys."""
    facts: Plain = plain[_FACTS]
    return facts


def keep_facts(plain: Plain, facts: Iterable[Plain]) -> Plain:
    """The packed result with no facts but these of its own."""
    return *plain[:_FACTS], tuple(facts), *plain[_FACTS + 1 :]


def unpack_facts(plain: Plain) -> tuple[PlacedFact, ...]:
    """The facts of a packed result."""
    return tuple([PlacedFact(unpack_violation(parts), *others) for parts, *others in plain[_FACTS]])


def unpack_waiting(plain: Plain) -> tuple[WaitingSuppression, ...]:
    """The suppressions of a packed result that wait for what is found in the corpus."""
    return tuple([WaitingSuppression(unpack_violation(parts), *others) for parts, *others in plain[_WAITING]])


def get_essentials(violation: Plain) -> tuple[str, Severity, Cover, bool | None]:
    """What is counted of a packed violation: its rule, its severity, what covers it.

    And whether its fix is safe; None where it has none.
    """
    _, rule, severity, suppressed, baselined, fix = violation[:6]
    cover: Cover = "suppressed" if suppressed is not None else "baselined" if baselined else ""
    return rule, _SEVERITY_OF[severity], cover, fix and _is_safe(fix)


def iter_places(violation: Plain) -> Iterator[tuple[str, str]]:
    """Where a packed violation is shown and, when it takes several files, where it stands in the others.

    Each place is a path and a fingerprint.
    """
    yield violation[0], violation[_FINGERPRINT]
    for _, _, path, fingerprint, _ in violation[_RELATED]:
        if fingerprint:
            yield path, fingerprint


def is_suppressed(violation: Plain) -> bool:
    """Whether a comment covers a packed violation."""
    return violation[_SUPPRESSED] is not None


def mark_baselined(violation: Plain, known: bool) -> Plain:
    """The packed violation as one that a baseline knows, or does not."""
    return *violation[:_BASELINED], known, *violation[_BASELINED + 1 :]


def get_violations(plain: Plain) -> tuple[Plain, ...]:
    """The packed violations of a packed result."""
    violations: tuple[Plain, ...] = plain[0]
    return violations


def put_violations(plain: Plain, violations: Iterable[Plain]) -> Plain:
    """The packed result with these violations in the place of its own."""
    return tuple(violations), *plain[1:]


def get_path(violation: Plain) -> str:
    """The path of the document of a packed violation."""
    path: str = violation[0]
    return path


def get_excerpt(violation: Plain) -> str:
    """The excerpt of a packed violation."""
    excerpt: str = violation[_TEXT]
    return excerpt


def drop_noted(plain: Plain) -> Plain:
    """The packed result without its facts and the suppressions that wait, once all of them were compared."""
    return *plain[:_FACTS], (), ()


def drop_text(plain: Plain) -> Plain:
    """A packed result without excerpts and lines, which may be longer than all the rest."""
    return _map_violations(plain, lambda parts: parts[:_TEXT] + parts[_TEXT + 2 :])


def restore_text(plain: Plain, text: str) -> Plain:
    """The packed result of which `drop_text` made this; `text` is that of the document."""
    lines: dict[int, str] = {}
    return _map_violations(plain, lambda parts: parts[:_TEXT] + _cut_text(parts, text, lines) + parts[_TEXT:])


def _map_violations(plain: Plain, change: Callable[[Plain], Plain]) -> Plain:
    """The packed result with each of its violations changed, also those in facts and in suppressions that wait."""
    violations, *others = plain[:_FACTS]
    noted = (tuple([(change(parts), *rest) for parts, *rest in held]) for held in plain[_FACTS:])
    return tuple([change(parts) for parts in violations]), *others, *noted


def holds_text(plain: Plain) -> bool:
    """Whether anything in a packed result shows text of the document."""
    return bool(plain[0] or plain[_FACTS] or plain[_WAITING])


def _cut_text(violation: Plain, text: str, lines: dict[int, str]) -> tuple[str, str]:
    """The excerpt of a packed violation and the line it begins in."""
    (start, end), (line, column), _ = violation[_REGION]
    if line not in lines:  # many findings on one long line share one text
        lines[line] = _get_line(text, start - column + 1)
    return text[start:end], lines[line]


def _pack_problems(problems: tuple[Problem, ...]) -> Plain:
    return tuple(
        (_pack_phrase(one.message), one.hint and _pack_phrase(one.hint), *one[1:4], one.subject) for one in problems
    )


def _unpack_problems(plain: Plain) -> tuple[Problem, ...]:
    return tuple(
        Problem(_unpack_phrase(message), path, line, column, hint and _unpack_phrase(hint), subject)
        for message, hint, path, line, column, subject in plain
    )


def _pack_phrase(one: str) -> Plain:
    if not isinstance(one, Phrase):
        return str(one), ()
    return one.template, tuple((name, _pack_filling(value)) for name, value in one.values.items())


def _pack_filling(value: object) -> Plain | int | float | str:
    if isinstance(value, Phrase):
        return _pack_phrase(value)
    return value if isinstance(value, int | float) else str(value)


def _unpack_phrase(plain: Plain) -> Phrase:
    template, values = plain
    return Phrase(
        template, {name: _unpack_phrase(value) if isinstance(value, tuple) else value for name, value in values}
    )


def _pack_violation(violation: Violation) -> Plain:
    fix = violation.fix
    return (
        violation.path,
        violation.rule,
        int(violation.severity),
        violation.suppressed,
        violation.baselined,
        fix and _pack_fix(fix),
        violation.message,
        _pack_region(violation.region),
        violation.excerpt,
        violation.line_text,
        violation.fingerprint,
        tuple([(_pack_region(place.region), *place[1:4], pack_value(place.reason)) for place in violation.related]),
        tuple([_pack_region(region) for region in violation.fix_regions]),
        violation.no_fix_reason,
        violation.fix_title,
        _pack_values(violation.reasons),
        pack_value(violation.no_fix),
        violation.pattern,
    )


def unpack_violation(plain: Plain) -> Violation:
    """The violation that is packed so in a result."""
    (
        path,
        rule,
        severity,
        suppressed,
        baselined,
        fix,
        message,
        region,
        excerpt,
        line_text,
        fingerprint,
        related,
        fix_regions,
        no_fix_reason,
        fix_title,
        reasons,
        no_fix,
        pattern,
    ) = plain
    return Violation(
        path,
        rule,
        _SEVERITY_OF[severity],
        message,
        _unpack_region(region),
        excerpt,
        line_text,
        fingerprint,
        tuple([_unpack_related(*parts) for parts in related]) if related else (),
        _unpack_fix(*fix) if fix else None,
        tuple([_unpack_region(place) for place in fix_regions]) if fix_regions else (),
        no_fix_reason,
        fix_title,
        _unpack_values(reasons),
        suppressed,
        baselined,
        unpack_value(no_fix),
        pattern,
    )


def _get_line(text: str, start: int) -> str:
    """The line that starts there, without its line ending."""
    end = text.find("\n", start)
    return (text[start:] if end < 0 else text[start:end]).removesuffix("\r")


def _unpack_related(region: Plain, message: str, path: str, fingerprint: str, reason: Plain | None) -> RelatedRegion:
    return RelatedRegion(_unpack_region(region), message, path, fingerprint, unpack_value(reason))


def _pack_fix(fix: Fix) -> Plain:
    edits = tuple((*edit.span, edit.replacement) for edit in fix.edits)
    return edits, fix.safe, pack_value(fix.title), fix.waits, fix.rewords


def _is_safe(fix: Plain) -> bool:
    safe: bool = fix[1]
    return safe


def _unpack_fix(edits: Plain, safe: bool, title: Plain, *others: Any) -> Fix:
    replaced = tuple(Edit(Span(start, end), replacement) for start, end, replacement in edits)
    return Fix(replaced, safe, unpack_value(title), *others)


def _pack_values(values: tuple[tuple[str, Value], ...]) -> Plain:
    return tuple([(name, pack_value(value)) for name, value in values])


def pack_value(value: Value | None) -> Any:
    """A reason as its code and values, and several as a tuple of those: by its first part one knows which it is."""
    if isinstance(value, Reason):
        return value.code, _pack_values(value.values)
    return tuple(map(pack_value, value)) if isinstance(value, tuple) else value


def _unpack_values(plain: Plain) -> tuple[tuple[str, Any], ...]:
    return tuple([(name, unpack_value(value)) for name, value in plain])


def unpack_value(plain: Any) -> Any:
    """The value of which `pack_value` made this."""
    if not isinstance(plain, tuple):
        return plain
    if plain and isinstance(plain[0], str):
        return Reason(plain[0], _unpack_values(plain[1]))
    return tuple(map(unpack_value, plain))


def _pack_region(region: Region) -> Plain:
    return tuple(region.span), tuple(region.start), tuple(region.end)


def _unpack_region(plain: Plain) -> Region:
    span, start, end = plain
    # What `Region(Span(*span), …)` does, without a Python function for each: there may be a hundred thousand.
    return _make_tuple(Region, (_make_tuple(Span, span), _make_tuple(Position, start), _make_tuple(Position, end)))
