"""Files × rules → report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from endmark.document.front_matter_reader import read_front_matter
from endmark.document.source import decode
from endmark.errors import InputError, Problem
from endmark.linting.discovery import FoundFile, shown_path
from endmark.linting.engine import check_source
from endmark.linting.report import FileResult, Outcome, Report
from endmark.ruleset.rule import Rule
from endmark.violation import Violation

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings


def read_bytes(file: FoundFile) -> bytes:
    """The bytes of a file on disk; OSError when it cannot be read."""
    return file.path.read_bytes()


def run(  # noqa: PLR0913 - all but the first two are named
    files: Sequence[FoundFile],
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
    read: Callable[[FoundFile], bytes] = read_bytes,
    jobs: int | None = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check every file and gather what was found.

    A file that cannot be read or checked becomes a problem, and the others go
    on. `problems` are those of earlier steps; they come first in the report.
    At most `jobs` processes work at the same time, None: one for each core; the
    report is the same. `progress` hears again and again how many files are done,
    and how many there are.
    """
    jobs = jobs if read is read_bytes else 1  # another `read` may mean something in this process only
    outcomes = _outcomes(files, partial(_check, settings=settings, read=read), jobs, progress or _unheard)
    violations: list[Violation] = []
    found = list(problems)
    checked: list[str] = []
    blocks = 0
    languages: Counter[str] = Counter()
    for file, outcome in zip(files, outcomes, strict=True):
        if isinstance(outcome, FileResult):
            checked.append(file.shown)
            blocks += outcome.blocks
            languages[outcome.language] += 1
            violations += outcome.violations
            found += outcome.problems
        else:
            found += outcome
    ranked = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
    ordered = tuple(sorted(violations, key=_order))
    return Report(
        tuple(sorted(checked)), ordered, tuple(found), settings.fail_on, blocks, tuple(ranked), settings.rules
    )


def boundaries(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose matches part an article into passes; they do so even when they are off."""
    return tuple(rule for rule in rules if getattr(rule.options, "boundary", False))


def _outcomes(
    files: Sequence[FoundFile],
    check: Callable[[FoundFile], Outcome],
    jobs: int | None,
    progress: Callable[[int, int], None],
) -> list[Outcome]:
    """What came out of each file, in the order of the files."""
    outcomes: dict[int, Outcome] = {}
    if jobs != 1 and len(files) > 1:
        from endmark.linting.pool import check_elsewhere

        outcomes = check_elsewhere(files, check, jobs, progress)
    for index, file in enumerate(files):
        if index not in outcomes:
            outcomes[index] = check(file)
            progress(len(outcomes), len(files))
    return [outcomes[index] for index in range(len(files))]


def _unheard(_done: int, _total: int) -> None:
    """Nobody waits for news."""


def _check(file: FoundFile, settings: Settings, read: Callable[[FoundFile], bytes]) -> Outcome:
    """The one place where the bytes of a file become a result; it may be in another process."""
    try:
        source = decode(read(file), file.shown)
    except InputError as error:
        return error.problems
    except OSError as error:
        remedy = "Check that the file exists and that you may read it."
        return (Problem(f"this file cannot be read: {error.strerror or error}.", file.shown, remedy=remedy),)
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
