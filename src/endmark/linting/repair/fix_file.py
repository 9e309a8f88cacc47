"""One file × rules → its repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from endmark.document.source import Source
from endmark.linting.baseline.baseline import Entry, compare_with_baseline
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.file_check import choose_rules, explain_failure, read_source
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.outcome import FixedFile, FixOutcome
from endmark.linting.repair.repair import repair
from endmark.linting.report import Report

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings


class FixContext(NamedTuple):
    """What holds for every file of a run.

    `parting` are the rules whose matches part an article; `known` has for some
    files the entries of the baseline that stand for what is in them.
    """

    settings: Settings
    parting: Sequence[Rule]
    known: Mapping[str, Sequence[Entry]]
    cwd: Path


def fix_file(file: FoundFile, context: FixContext, *, unsafe: bool, read: Callable[[FoundFile], bytes]) -> FixOutcome:
    """Repair one file, without writing it; it may be in another process."""
    try:
        data, source = read_source(file, read)
        return FixedFile(file, data, repair(source, partial(_analyse, file, context), unsafe=unsafe))
    # As in a check: one article that nobody foresaw must not hide the others.
    except Exception as error:  # noqa: BLE001
        return explain_failure(error, file)


def _analyse(file: FoundFile, context: FixContext, source: Source) -> Analysis:
    """What is found in a text of a file, with what the baseline knows marked so."""
    settings, parting, known, cwd = context
    path = file.to_path_below(str(settings.root))
    rules = choose_rules(settings, source, path)
    analysis = analyse(source, rules, settings.known, parting, path, markup=file.markup)
    if not (entries := known.get(file.shown)):
        return analysis
    report = Report((file.shown,), analysis.result.violations, (), None)
    marked = compare_with_baseline(report, entries, settings, cwd).report.violations
    return analysis._replace(result=analysis.result._replace(violations=marked))
