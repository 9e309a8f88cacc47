"""One file × rules → its repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from endmark.document.source import Source
from endmark.linting.baseline.baseline import Entry, with_baseline
from endmark.linting.checking.engine import Look, look_at
from endmark.linting.checking.file_check import opened, rules_for, what_failed
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.outcome import Mended, Mending
from endmark.linting.repair.repair import repair
from endmark.linting.report import Report

if TYPE_CHECKING:
    from pathlib import Path

    from endmark.ruleset.rule import Rule
    from endmark.ruleset.settings import Settings


class Circumstances(NamedTuple):
    """What holds for every file of a run.

    `parting` are the rules whose matches part an article; `known` has for some
    files the entries of the baseline that stand for what is in them.
    """

    settings: Settings
    parting: Sequence[Rule]
    known: Mapping[str, Sequence[Entry]]
    cwd: Path


def mend_file(
    file: FoundFile, circumstances: Circumstances, *, unsafe: bool, read: Callable[[FoundFile], bytes]
) -> Mending:
    """Repair one file, without writing it; it may be in another process."""
    try:
        data, source = opened(file, read)
        return Mended(file, data, repair(source, partial(_look, file, circumstances), unsafe=unsafe))
    # As in a check: one article that nobody foresaw must not hide the others.
    except Exception as error:  # noqa: BLE001
        return what_failed(error, file)


def _look(file: FoundFile, circumstances: Circumstances, source: Source) -> Look:
    """What is found in a text of a file, with what the baseline knows marked so."""
    settings, parting, known, cwd = circumstances
    path = file.below(str(settings.root))
    seen = look_at(source, rules_for(settings, source, path), settings.known, parting, path)
    if not (entries := known.get(file.shown)):
        return seen
    report = Report((file.shown,), seen.result.violations, (), None)
    marked = with_baseline(report, entries, settings, cwd).report.violations
    return seen._replace(result=seen.result._replace(violations=marked))
