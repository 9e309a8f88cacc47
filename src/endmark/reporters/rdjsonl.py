"""The report for reviewdog as a stream: one diagnostic a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from endmark.linting.report import Report
from endmark.reporters import Style
from endmark.reporters.json_report import to_json
from endmark.reporters.rdjson import SOURCE, build_diagnostics

LONGEST_LINE = 60_000
"""Bytes; reviewdog refuses the whole stream when one line has 65,536."""

_LONGEST_MESSAGE = 4_000
"""Code points of a message that is cut."""


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - every reporter has the same shape
    """The diagnostics of `rdjson`; one that is too long for a line loses its suggestions and related places."""
    return (_format_line({**entry, "source": SOURCE}) for entry in build_diagnostics(report))


def _format_line(entry: dict[str, Any]) -> str:
    line = to_json(entry, indent=None)
    if len(line.encode("utf-8")) <= LONGEST_LINE:
        return line
    kept = {key: value for key, value in entry.items() if key not in ("suggestions", "related_locations")}
    message = kept["message"]
    if len(message) > _LONGEST_MESSAGE:
        kept["message"] = f"{message[:_LONGEST_MESSAGE]}…"
    return to_json(kept, indent=None)
