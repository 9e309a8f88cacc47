"""One file × rules → its repair."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from endmark.document.source import Source
from endmark.linting.baseline.baseline import Entry, compare_with_baseline
from endmark.linting.checking.engine import Analysis
from endmark.linting.checking.file_check import analyse_by_settings, explain_failure, read_source
from endmark.linting.checking.kept import KeptAnalysis
from endmark.linting.file_result import FileResult
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.outcome import FixedFile, FixOutcome
from endmark.linting.repair.proposals import Decide, repair_by_choice
from endmark.linting.repair.repair import repair
from endmark.linting.report import Report
from endmark.linting.results import pack_results
from endmark.storage.store import compute_digest

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings


class FixContext(NamedTuple):
    """What holds for every file of a run.

    `parting` are the rules whose matches part an article; `known` has for some
    files the entries of the baseline that stand for what is in them. `only` holds
    the fingerprints of the findings that are repaired, None: all are. Of one rule `most`
    findings and fixes are listed in a file, None: all. Where there is a `decide`, it is
    asked about every fix. `checked` has for some files what a check found in them.
    """

    settings: Settings
    parting: Sequence[Rule]
    known: Mapping[str, Sequence[Entry]]
    cwd: Path
    only: Container[str] | None = None
    most: int | None = None
    decide: Decide | None = None
    checked: Mapping[str, FileResult] = MappingProxyType({})


def fix_file(
    file: FoundFile,
    context: FixContext,
    *,
    unsafe: bool,
    read: Callable[[FoundFile], bytes],
    kept: KeptAnalysis | None = None,
) -> FixOutcome:
    """Repair one file, without writing it; it may be in another process. What is `kept` of it is used."""
    try:
        data, source = read_source(file, read)
        look = partial(_analyse, file, context)
        if context.decide is not None:
            return FixedFile(file, data, repair_by_choice(source, look, context.decide))
        known = kept.take(file.shown, data) if kept and _lists_some(file, context) else None
        known = known or _take_over(file, context, data, source)
        repaired = repair(source, look, unsafe=unsafe, only=context.only, most=context.most, known=known)
        return FixedFile(file, data, repaired)
    # As in a check: one article that nobody foresaw must not hide the others.
    except Exception as error:  # noqa: BLE001
        return explain_failure(error, file)


def _lists_some(file: FoundFile, context: FixContext) -> bool:
    """Whether the first findings may do; what is chosen, by its fingerprint or one by one, or known must be listed."""
    return context.only is None and context.decide is None and not context.known.get(file.shown)


def _take_over(file: FoundFile, context: FixContext, data: bytes, source: Source) -> Analysis | None:
    """What a check found in a file, where it found all that a repair must know: then it is read, and no rule runs."""
    result = context.checked.get(file.shown)
    if result is None or result.content != compute_digest(data):
        return None
    return replace(_analyse(file, context, source), find=lambda: result)


def _analyse(file: FoundFile, context: FixContext, source: Source) -> Analysis:
    """What is found in a text of a file, with what the baseline knows marked so."""
    settings, parting, known, cwd, _, most, *_ = context
    path = file.to_path_below(str(settings.root))
    listed = most if _lists_some(file, context) else None
    analysis = analyse_by_settings(source, settings, parting, path, reading=file.reading, most=listed, repairs=True)
    if not (entries := known.get(file.shown)):
        return analysis

    def find() -> FileResult:
        report = Report((file.shown,), pack_results({file.shown: analysis.result}), (), None)
        return compare_with_baseline(report, entries, settings, cwd).report.results.get(file.shown)

    return replace(analysis, find=find)
