"""What was repaired, what is left, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from endmark.document.excerpt import shorten
from endmark.linting.repair.outcome import FixedFile, FixResult
from endmark.messages.catalogue import join_sentences, say, say_reason
from endmark.phrase import Phrase, counted, phrase
from endmark.reporters import Style
from endmark.reporters.fix_hint import hint
from endmark.reporters.summary import format_severities, format_unlisted, select_visible
from endmark.reporters.text import format_heading
from endmark.reporters.width import protect_line_start, sanitize
from endmark.reporters.wrapping import fold
from endmark.violation import Violation, make_reason

if TYPE_CHECKING:
    from endmark.linting.repair.sentence_index import RemovedSentence

_SHOWN_OF_SENTENCE = 59
"""Code points of a sentence that are shown."""

_Reasons: TypeAlias = Mapping[tuple[str, str, str], str]
"""Path, rule and excerpt of a finding whose fix was refused → why it was; titles may name lines, which move."""


def render(fixed: FixResult, style: Style, *, unsafe: bool, written: bool) -> str:
    """A line for each repair, what is left with the reasons, and the summary.

    `unsafe` and `written` say how it was repaired. Verbose adds what was taken
    out and where it still stands; quiet leaves what makes the run fail.
    """
    done = [] if style.quiet else [line for mended in fixed.fixed_files for line in _iter_repairs(mended, style)]
    reasons = _collect_reasons(fixed.fixed_files)
    left = [
        line
        for violation in select_visible(fixed.left, replace(style, verbose=False))
        for line in (
            format_heading(violation, style),
            *(fold(one, style) for one in _explain_unfixed(violation, reasons, unsafe=unsafe)),
        )
    ]
    counted_only = (*format_unlisted(fixed.left, replace(style, verbose=False)), *_format_unfinished(fixed.fixed_files))
    left += [fold(line, style) for line in counted_only]
    last = [] if style.quiet else [fold(summarise_fixes(fixed, unsafe=unsafe, written=written), style, hanging="")]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in (done, left, last) if lines)


def summarise_fixes(fixed: FixResult, *, unsafe: bool, written: bool = True) -> str:
    """How much was repaired, how much is left, and what would help."""
    rest = Counter(found.severity for found in fixed.left.iter_standing() if unsafe or not _is_unsafe(found))
    waiting = fixed.left.results.counts.count(standing=True) - rest.total()
    for one in fixed.left.standing_unlisted:
        rest[one.severity] += one.number
    sentences = [describe_repairs(fixed, written=written)]
    if rest:
        left = format_severities(rest)
        sentences.append(
            say(
                counted(
                    rest.total(),
                    "{count:,} finding is left: {left}.",
                    "{count:,} findings are left: {left}.",
                    left=left,
                )
            )
        )
    if waiting:
        more = (
            phrase("{count:,} more can be repaired with --unsafe.", count=waiting)
            if rest
            else phrase("{count:,} can be repaired with --unsafe.", count=waiting)
        )
        sentences.append(say(more))
    if not rest and not waiting and not fixed.left.problems:
        sentences.append(say(phrase("Nothing is left.")))
    if fixed.left.problems:
        sentences.append(say(phrase("Failing because the repair is not complete.")))
    return join_sentences(sentences)


def describe_repairs(fixed: FixResult, *, written: bool = True) -> str:
    """How many files were repaired, by how many fixes of which rules."""
    applied = fixed.count_applied()
    if not applied:
        return say(phrase("Nothing was repaired.") if written else phrase("Nothing would be repaired."))
    counts = sorted(applied.items(), key=lambda item: (-item[1], item[0]))
    rules = ", ".join(f"{sanitize(rule)} {number:,}" for rule, number in counts)
    done = (
        phrase("Repaired {files}: {fixes} ({rules}).")
        if written
        else phrase("Would repair {files}: {fixes} ({rules}).")
    )
    files = counted(fixed.changed, "{count:,} file", "{count:,} files")
    fixes = counted(applied.total(), "{count:,} fix", "{count:,} fixes")
    return say(Phrase(done.template, {"files": files, "fixes": fixes, "rules": rules}))


def _iter_repairs(mended: FixedFile, style: Style) -> Iterator[str]:
    """A line for each fix, in the order of the text."""
    for fix in sorted(mended.repair.applied, key=lambda fix: fix.line):
        done = f"{protect_line_start(mended.file.shown)}:{fix.line}: {sanitize(fix.rule)}: {sanitize(fix.title)}"
        yield fold(done, style)
        if style.verbose:
            yield from (fold(_describe_removed(one), style) for one in fix.removed)
    for rule, number in sorted(mended.repair.unlisted.items()):
        more = say_reason(make_reason("report.more", count=number, rule=sanitize(rule)))
        yield f"{protect_line_start(mended.file.shown)}: {more}"


def _format_unfinished(mended: Iterable[FixedFile]) -> Iterator[str]:
    """Which files have more to repair than one run does."""
    for one in mended:
        if number := one.repair.unfinished:
            more = counted(
                number,
                "{count:,} fix is still to be tried, as this article needs too many steps for one run: "
                "run it again to go on.",
                "{count:,} fixes are still to be tried, as this article needs too many steps for one run: "
                "run it again to go on.",
            )
            yield f"{sanitize(one.file.shown)}: {say(more)}"


def _describe_removed(removed: RemovedSentence) -> str:
    """Where a sentence that was taken out is still said."""
    if removed.instead:
        said = phrase(
            "“{text}” is said as “{instead}” in line {line}",
            text=_shorten(removed.text),
            instead=_shorten(removed.instead),
            line=removed.line,
        )
        return f"  {say(said)}"
    return f"  {say(phrase('“{text}” still stands in line {line}', text=_shorten(removed.text), line=removed.line))}"


def _shorten(text: str) -> str:
    return sanitize(shorten(text, _SHOWN_OF_SENTENCE))


def _collect_reasons(mended: Iterable[FixedFile]) -> _Reasons:
    return {
        (one.file.shown, refused.rule, refused.excerpt): refused.reason
        for one in mended
        for refused in one.repair.refused
    }


def _explain_unfixed(violation: Violation, reasons: _Reasons, *, unsafe: bool) -> Iterator[str]:
    """Why a finding was not repaired, where that is known."""
    if violation.fix is None:
        if words := hint(violation):
            yield f"  {words}"
    elif reason := reasons.get((violation.path, violation.rule, violation.excerpt)):
        yield f"  {say(phrase('refused: {reason}', reason=sanitize(say(reason))))}"
    elif not unsafe and _is_unsafe(violation):
        yield f"  {say(phrase('with --unsafe: {fix}', fix=sanitize(violation.fix_title)))}"
    else:
        yield f"  {say(phrase('not done: {fix}', fix=sanitize(violation.fix_title)))}"


def _is_unsafe(violation: Violation) -> bool:
    return violation.fix is not None and not violation.fix.safe
