"""A profile as text: three tables, by layer, by rule and by file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from endmark.linting.checking.profile import FileProfile, Profile, Spent
from endmark.reporters.summary import counted
from endmark.reporters.table import aligned
from endmark.reporters.width import at_line_start, harmless

LAYERS: dict[str, str] = {
    "settings": "config and rules",
    "find": "find files",
    "read": "read",
    "decode": "decode",
    "parse": "parse",
    "search": "search for patterns",
    "rules": "all rules",
    "judge": "suppressions and fingerprints",
    "baseline": "baseline",
    "report": "report",
}
"""What each layer is called."""
_REST = "everything else"


def render_profile(profile: Profile) -> str:
    """The tables; milliseconds, and shares of the whole run."""
    rest = profile.seconds - sum(spent.seconds for spent in profile.layers)
    layers = [*(Spent(LAYERS[spent.name], spent.seconds) for spent in profile.layers), Spent(_REST, rest)]
    tables = [
        f"{counted(profile.checked, 'file')} took {_milliseconds(profile.seconds)} ms.",
        _shares("layer", layers, profile.seconds),
        _shares("rule", profile.rules, profile.seconds),
        _slowest(profile.files),
    ]
    return "\n" + "\n\n".join(table for table in tables if table) + "\n"


def _shares(title: str, spent: Sequence[Spent], whole: float) -> str:
    if not spent:
        return ""
    rows: Iterable[tuple[str, ...]] = (
        (harmless(one.name), _milliseconds(one.seconds), f"{100 * one.seconds / whole if whole else 0:.1f} %")
        for one in spent
    )
    return aligned([(title, "ms", "share"), *rows], words=1)


def _slowest(files: Sequence[FileProfile]) -> str:
    if not files:
        return ""
    rows = (
        (
            at_line_start(file.path),
            harmless(file.slowest.name) if file.slowest else "-",
            _milliseconds(file.seconds),
            _milliseconds(file.slowest.seconds) if file.slowest else "-",
        )
        for file in files
    )
    return aligned([("file", "slowest rule there", "ms", "of which the rule"), *rows], words=2)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"
