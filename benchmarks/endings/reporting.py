"""The figures of a training as tables of the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->"
_FIGURES = ("recall", "recall_between_words", "recall_inside_word", "cuts_below", "whole_below", "calibration_error")
_HEAD = "whole | recall | between words | inside a word | cuts < -2 | whole < -2 | calibration error |"


def write_tables(report: Path, page: Path) -> None:
    """Write what `report` holds between two comments of `page`."""
    figures = json.loads(report.read_text(encoding="utf-8"))
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    tables = "\n".join(_iter_lines(figures["languages"]))
    page.write_text(f"{before}{_BEGIN}\n{tables}\n\n{_END}{after}", encoding="utf-8")


def _iter_lines(languages: Mapping[str, Any]) -> Iterator[str]:
    yield "Sources that never train:"
    yield ""
    yield from _iter_head("language | source | ")
    for language, figures in languages.items():
        for source, tried in figures["held_out"].items():
            yield f"| {language} | {source} | {_format(tried)} |"
    yield ""
    yield "The sources of the table, each judged by weights from the others:"
    yield ""
    yield from _iter_head("language | sentences | weights | ")
    for language, figures in languages.items():
        yield f"| {language} | {figures['sentences']:,} | {figures['weights']:,} | {_format(figures['turns'])} |"


def _iter_head(first: str) -> Iterator[str]:
    head = f"| {first}{_HEAD}"
    yield head
    yield "|---" * (head.count("|") - 1) + "|"


def _format(figures: Mapping[str, float]) -> str:
    shares = (f"{figures[name]:.3f}" if name in figures else "–" for name in _FIGURES)
    return " | ".join([f"{figures['whole']:,.0f}", *shares])
