"""Files × rules → report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from endmark.errors import InputError, Problem
from endmark.linting.discovery import FoundFile, shown_path
from endmark.linting.report import FileResult, Report

if TYPE_CHECKING:
    from endmark.linting.cache import ResultCache
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings
    from endmark.violation import Violation


def read_bytes(file: FoundFile) -> bytes:
    """The bytes of a file on disk; OSError when it cannot be read."""
    return file.path.read_bytes()


def run(  # noqa: PLR0913 - one question with many sides; all but the first two are named
    files: Sequence[FoundFile],
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
    read: Callable[[FoundFile], bytes] = read_bytes,
    progress: Callable[[int, int], None] | None = None,
    cache: ResultCache | None = None,
) -> Report:
    """Check every file and gather what was found.

    A file that cannot be read or checked becomes a problem, and the others go
    on. `problems` are those of earlier steps; they come first in the report.
    `progress` hears after each file how many are done, and how many there are.
    What the `cache` knows is not checked again, and what is new is kept in it.
    """
    violations: list[Violation] = []
    found = list(problems)
    checked: list[str] = []
    blocks = 0
    languages: Counter[str] = Counter()
    for done, file in enumerate(files, start=1):
        result = _check(file, settings, read, cache)
        if isinstance(result, FileResult):
            checked.append(file.shown)
            blocks += result.blocks
            languages[result.language] += 1
            violations += result.violations
            found += result.problems
        else:
            found += result
        if progress is not None:
            progress(done, len(files))
    if cache is not None:
        cache.save()
    ranked = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
    ordered = tuple(sorted(violations, key=_order))
    return Report(
        tuple(sorted(checked)), ordered, tuple(found), settings.fail_on, blocks, tuple(ranked), settings.rules
    )


def boundaries(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose matches part an article into passes; they do so even when they are off."""
    return tuple(rule for rule in rules if getattr(rule.options, "boundary", False))


def _check(
    file: FoundFile, settings: Settings, read: Callable[[FoundFile], bytes], cache: ResultCache | None
) -> FileResult | tuple[Problem, ...]:
    """What came out of one file, or why it could not be read."""
    try:
        data = read(file)
    except OSError as error:
        remedy = "Check that the file exists and that you may read it."
        return (Problem(f"this file cannot be read: {error.strerror or error}.", file.shown, remedy=remedy),)
    if cache is not None and (known := cache.find(file, data)):
        return known
    result = _judge(file, data, settings)
    if cache is not None and isinstance(result, FileResult):
        cache.keep(file, data, result)
    return result


def _judge(file: FoundFile, data: bytes, settings: Settings) -> FileResult | tuple[Problem, ...]:
    """What the rules find in these bytes, or why they are no text."""
    # A run that finds every file unchanged needs none of these.
    from endmark.document.front_matter_reader import read_front_matter
    from endmark.document.source import decode
    from endmark.linting.engine import check_source

    try:
        source = decode(data, file.shown)
    except InputError as error:
        return error.problems
    try:
        path = shown_path(str(file.path.absolute()), str(settings.root))
        front_matter = read_front_matter(source.text) if settings.asks_front_matter else None
        rules = settings.rules_for(path, front_matter)
        return check_source(source, rules, settings.known, boundaries(settings.rules), path)
    except InputError as error:
        return FileResult(problems=error.problems)
    # Whatever goes wrong in one article must not hide the findings of the others, nor pass as "nothing found".
    except Exception as error:  # noqa: BLE001
        message = f"endmark itself failed on this file ({type(error).__name__}: {error})."
        return FileResult(problems=(Problem(message, file.shown, remedy="Please report this."),))


def _order(violation: Violation) -> tuple[str, int, int, str, str]:
    span = violation.region.span
    return violation.path, span.start, span.end, violation.rule, violation.message
