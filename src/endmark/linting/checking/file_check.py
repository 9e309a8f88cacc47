"""One file × rules → what came out of it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from endmark import checks
from endmark.document.front_matter_reader import read_front_matter
from endmark.document.reading import MARKDOWN, Reading
from endmark.document.source import Source, decode
from endmark.errors import InputError, Problem
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.kept import KeptAnalysis
from endmark.linting.checking.timing import Timer, untimed
from endmark.linting.checking.violations import withhold_waiting_fixes
from endmark.linting.file_result import FileResult, Outcome
from endmark.linting.files.discovery import FoundFile
from endmark.phrase import explain_os_error, phrase
from endmark.storage.store import compute_digest

if TYPE_CHECKING:
    from endmark.checks.patterns.search_memory import SearchMemory
    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings

_LEAVE_OUT = phrase("Exclude it, or name files and folders of articles.")


def check_file(  # noqa: PLR0913 - all but the first four are named
    file: FoundFile,
    settings: Settings,
    parting: Sequence[Rule],
    read: Callable[[FoundFile], bytes],
    *,
    timer: Timer = untimed,
    most: int | None = None,
    kept: KeptAnalysis | None = None,
    fixes: bool = True,
    memory: SearchMemory | None = None,
) -> Outcome:
    """What the rules find in a file, or why it could not be read.

    `parting` are the rules whose matches part an article, `most`, `fixes` and `memory` are as in
    `analyse`. `kept` is given the analysis, which then is one for repairs. This is the
    one place where the bytes of a file become a result; it may be in another process.
    """
    try:
        data, source = read_source(file, read, timer)
    except InputError as error:
        return error.problems
    try:
        path = file.to_path_below(str(settings.root))
        analysis = analyse_by_settings(
            source,
            settings,
            parting,
            path,
            reading=file.reading,
            most=most,
            repairs=kept is not None,
            fixes=fixes,
            memory=memory,
            timer=timer,
        )
        if kept is not None:
            kept.keep(file.shown, data, analysis)
        return replace(analysis.result, content=compute_digest(data))
    # Whatever goes wrong in one article must not hide the findings of the others, nor pass as "nothing found".
    except Exception as error:  # noqa: BLE001
        return FileResult(problems=explain_failure(error, file))


def read_source(file: FoundFile, read: Callable[[FoundFile], bytes], timer: Timer = untimed) -> tuple[bytes, Source]:
    """The bytes of a file and their text; InputError when it cannot be read or is no text."""
    try:
        with timer("read", file=file.shown):
            data = read(file)
    except OSError as error:
        hint = (
            _LEAVE_OUT
            if error.errno == errno.EINVAL
            else phrase("Check that the file exists and that you may read it.")
        )
        message = phrase("this file cannot be read: {reason}.", reason=explain_os_error(error))
        raise InputError(Problem(message, file.shown, hint=hint)) from error
    with timer("decode", file=file.shown):
        source = decode(data, file.shown)
    return data, source if file.beside is None else replace(source, beside=file.beside)


def analyse_by_settings(  # noqa: PLR0913 - all but the first four are named
    source: Source,
    settings: Settings,
    parting: Sequence[Rule],
    path: str,
    *,
    reading: Reading = MARKDOWN,
    timer: Timer = untimed,
    most: int | None = None,
    repairs: bool = False,
    fixes: bool = True,
    memory: SearchMemory | None = None,
) -> Analysis:
    """What `analyse` finds with the rules that hold for an article, by its path below the root and its front matter.

    `reading` is what a file is read as where its settings do not say what its dialect is.
    Rules that only the command line leaves out report nothing. But a fix that waits
    for the text to be mended waits for what they find, too.
    """
    with timer("settings", file=source.path):
        asks = settings.asks_front_matter and reading.markup != "notebook"  # whose JSON would look like front matter
        front_matter = read_front_matter(source.text) if asks else None
        rules = settings.choose_rules(path, front_matter)
        reading = replace(reading, dialect=settings.choose_dialect(path, front_matter, reading.dialect))
    analysis = analyse(
        source,
        rules,
        settings.known,
        parting,
        path,
        reading=reading,
        most=most,
        repairs=repairs,
        fixes=fixes,
        memory=memory,
        timer=timer,
    )

    def find() -> FileResult:
        result = analysis.result
        waits = any(one.fix is not None and one.fix.waits for one in result.violations)
        noted = analysis.noted
        if not waits and not (noted and any(kind.repair and kind.repair.waits for kind in noted.kinds)):
            return result
        unsettling = _select_unsettling(settings.choose_unselected(path, front_matter), parting)
        if not unsettling:
            return result
        unseen = analyse(source, unsettling, settings.known, parting, path, reading=reading, timer=timer).result
        waiting_for = frozenset(rule.id for rule in unsettling)
        everything = [*result.violations, *unseen.violations]
        withheld = withhold_waiting_fixes(everything, waiting_for, {rule.id: rule for rule in rules})
        if noted and any(found.rule in waiting_for and found.stands for found in everything):
            noted.withhold(attrgetter("waits"))
        return replace(result, violations=tuple(withheld[: len(result.violations)]))

    return replace(analysis, find=find)


def _select_unsettling(rules: Sequence[Rule], parting: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules whose findings say that the text itself is to be mended."""
    boundaries = {rule.id for rule in parting}
    return tuple(rule for rule in rules if rule.id in boundaries or checks.load(rule.check).KIND in checks.UNSETTLED)


def explain_failure(error: Exception, file: FoundFile) -> tuple[Problem, ...]:
    """What to tell the user of an error that a file led to."""
    if isinstance(error, InputError):
        return error.problems
    message = phrase("endmark itself failed on this file ({name}: {error}).", name=type(error).__name__, error=error)
    return (Problem(message, file.shown, hint=phrase("Please report this.")),)
