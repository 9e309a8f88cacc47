"""A profile as text: three tables, by layer, by rule and by file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from endmark.linting.checking.profile import FileProfile, Profile, Spent
from endmark.messages.catalogue import say
from endmark.phrase import Phrase, counted, phrase, quote
from endmark.reporters.table import align_table
from endmark.reporters.width import protect_line_start, sanitize

LAYERS: dict[str, Phrase] = {
    "settings": phrase("config and rules"),
    "find": phrase("find files"),
    "read": phrase("read"),
    "decode": phrase("decode"),
    "parse": phrase("parse"),
    "search": phrase("search for patterns"),
    "rules": phrase("all rules"),
    "judge": phrase("suppressions and fingerprints"),
    "baseline": phrase("baseline"),
    "report": phrase("report"),
}
"""What each layer is called."""
_REST_LABEL = phrase("everything else")


def render_profile(profile: Profile) -> str:
    """The tables; milliseconds, and shares of the whole run."""
    rest = profile.seconds - sum(spent.seconds for spent in profile.layers)
    layers = [
        *(Spent(say(LAYERS[spent.name]), spent.seconds) for spent in profile.layers),
        Spent(say(_REST_LABEL), rest),
    ]
    tables = [
        say(
            counted(
                profile.checked,
                "{count:,} file took {time} ms.",
                "{count:,} files took {time} ms.",
                time=_format_milliseconds(profile.seconds),
            )
        ),
        _format_shares(say(phrase("layer")), layers, profile.seconds),
        _format_shares(say(phrase("rule")), profile.rules, profile.seconds),
        _format_slowest(profile.files),
    ]
    return "\n" + "\n\n".join(table for table in tables if table) + "\n"


def _format_shares(title: str, spent: Sequence[Spent], whole: float) -> str:
    if not spent:
        return ""
    rows: Iterable[tuple[str, ...]] = (
        (sanitize(one.name), _format_milliseconds(one.seconds), f"{100 * one.seconds / whole if whole else 0:.1f} %")
        for one in spent
    )
    return align_table([(title, "ms", say(phrase("share"))), *rows], words=1)


def _format_slowest(files: Sequence[FileProfile]) -> str:
    if not files:
        return ""
    rows = (
        (
            protect_line_start(file.path),
            sanitize(file.slowest.name) if file.slowest else "-",
            _format_milliseconds(file.seconds),
            _format_milliseconds(file.slowest.seconds) if file.slowest else "-",
        )
        for file in files
    )
    head = (phrase("file"), phrase("slowest rule there"), quote("ms"), phrase("of which the rule"))
    return align_table([tuple(map(say, head)), *rows], words=2)


def _format_milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"
