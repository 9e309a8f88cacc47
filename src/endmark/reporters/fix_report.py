"""What was repaired, what is left, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from endmark.linting.repair.outcome import Fixed, Mended
from endmark.reporters import Style
from endmark.reporters.fix_hint import remedy
from endmark.reporters.summary import counted, severities, visible_violations
from endmark.reporters.text import heading
from endmark.reporters.width import at_line_start, harmless
from endmark.violation import Violation

if TYPE_CHECKING:
    from endmark.linting.repair.sentence_index import Removed

_LONGEST = 60
"""Code points of a sentence that are shown."""

_Reasons: TypeAlias = Mapping[tuple[str, str, str], str]
"""Path, rule and excerpt of a finding whose fix was refused → why it was; titles may name lines, which move."""


def render(fixed: Fixed, style: Style, *, unsafe: bool, written: bool) -> str:
    """A line for each repair, what is left with the reasons, and the summary.

    `unsafe` and `written` say how it was repaired. Verbose adds what was taken
    out and where it still stands; quiet leaves what makes the run fail.
    """
    done = [] if style.quiet else [line for mended in fixed.mended for line in _repairs(mended, style)]
    reasons = _reasons(fixed.mended)
    left = [
        line
        for violation in visible_violations(fixed.left, style._replace(verbose=False))
        for line in (heading(violation, style), *_why(violation, reasons, unsafe=unsafe))
    ]
    left += _unfinished(fixed.mended)
    last = [] if style.quiet else [summary(fixed, unsafe=unsafe, written=written)]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in (done, left, last) if lines)


def summary(fixed: Fixed, *, unsafe: bool, written: bool = True) -> str:
    """How much was repaired, how much is left, and what would help."""
    standing = fixed.left.standing
    rest = [violation for violation in standing if unsafe or not _unsafe(violation)]
    waiting = len(standing) - len(rest)
    sentences = [repaired(fixed, written=written)]
    if rest:
        are = "is" if len(rest) == 1 else "are"
        sentences.append(f"{counted(len(rest), 'finding')} {are} left: {severities(rest)}.")
    if waiting:
        more = "more " if rest else ""
        sentences.append(f"{waiting:,} {more}can be repaired with --unsafe.")
    if not standing and not fixed.left.problems:
        sentences.append("Nothing is left.")
    if fixed.left.problems:
        sentences.append("Failing because the repair is not complete.")
    return " ".join(sentences)


def repaired(fixed: Fixed, *, written: bool = True) -> str:
    """How many files were repaired, by how many fixes of which rules."""
    applied = fixed.applied
    if not applied:
        return "Nothing was repaired." if written else "Nothing would be repaired."
    counts = sorted(Counter(fix.rule for fix in applied).items(), key=lambda item: (-item[1], item[0]))
    rules = ", ".join(f"{harmless(rule)} {number:,}" for rule, number in counts)
    verb = "Repaired" if written else "Would repair"
    return f"{verb} {counted(fixed.changed, 'file')}: {counted(len(applied), 'fix', 'fixes')} ({rules})."


def _repairs(mended: Mended, style: Style) -> Iterator[str]:
    """A line for each fix, in the order of the text."""
    for fix in sorted(mended.repair.applied, key=lambda fix: fix.line):
        yield f"{at_line_start(mended.file.shown)}:{fix.line}: {harmless(fix.rule)}: {harmless(fix.title)}"
        if style.verbose:
            yield from map(_still, fix.removed)


def _unfinished(mended: Iterable[Mended]) -> Iterator[str]:
    """Which files have more to repair than one run does."""
    for one in mended:
        if number := one.repair.unfinished:
            are = "is" if number == 1 else "are"
            yield (
                f"{harmless(one.file.shown)}: {counted(number, 'fix', 'fixes')} {are} still to be tried, "
                "as this article needs too many steps for one run: run it again to go on."
            )


def _still(removed: Removed) -> str:
    """Where a sentence that was taken out is still said."""
    if removed.instead:
        return f"  “{_short(removed.text)}” is said as “{_short(removed.instead)}” in line {removed.line}"
    return f"  “{_short(removed.text)}” still stands in line {removed.line}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return harmless(flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…")


def _reasons(mended: Iterable[Mended]) -> _Reasons:
    return {
        (one.file.shown, refused.rule, refused.excerpt): refused.reason
        for one in mended
        for refused in one.repair.refused
    }


def _why(violation: Violation, reasons: _Reasons, *, unsafe: bool) -> Iterator[str]:
    """Why a finding was not repaired, where that is known."""
    fix = violation.fix
    if fix is None:
        if words := remedy(violation):
            yield f"  {words}"
    elif reason := reasons.get((violation.path, violation.rule, violation.excerpt)):
        yield f"  refused: {harmless(reason)}"
    elif not unsafe and _unsafe(violation):
        yield f"  with --unsafe: {harmless(fix.title)}"
    else:
        yield f"  not done: {harmless(fix.title)}"


def _unsafe(violation: Violation) -> bool:
    return violation.fix is not None and not violation.fix.safe
