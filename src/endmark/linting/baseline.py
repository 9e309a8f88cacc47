"""The baseline: findings that are known already, one a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from endmark.errors import InputError, Problem
from endmark.linting.fingerprint import CONTENT_DIGITS, FINGERPRINT_VERSION
from endmark.violation import Violation

FILE_NAME = "endmark-baseline.jsonl"
"""The file that is looked for in the folder of the config when nothing else is named."""

_KEYS = ("path", "rule", "excerpt", "fingerprint")
_SHOWN = 60
_REMEDY = "Restore the file, or write it anew with `endmark baseline create`."


class Entry(NamedTuple):
    """One known finding; `path` is relative to the folder of the config, with `/`.

    The excerpt is for the people who review the file: only the fingerprint
    decides.
    """

    path: str
    rule: str
    excerpt: str
    fingerprint: str

    @property
    def content(self) -> str:
        """What was found, wherever it stands."""
        return self.fingerprint[:CONTENT_DIGITS]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The violations with those marked that the baseline knows, and its entries that matched none."""

    violations: tuple[Violation, ...]
    unmatched: tuple[Entry, ...]


def entry_of(violation: Violation, path: str) -> Entry:
    """The entry that makes a violation known; `path` as in `Entry`."""
    excerpt = " ".join(violation.excerpt.split())
    shown = excerpt if len(excerpt) <= _SHOWN else f"{excerpt[: _SHOWN - 1]}…"
    return Entry(path, violation.rule, shown, violation.fingerprint)


def to_text(entries: Iterable[Entry]) -> str:
    """The file: a line that says what it is, then an entry a line, sorted."""
    head = {"endmark-baseline": FINGERPRINT_VERSION}
    lines = [head, *(entry._asdict() for entry in sorted(set(entries)))]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def read_baseline(path: Path, shown: str) -> tuple[Entry, ...]:
    """The entries of a file.

    Raises InputError when it cannot be read, is no baseline, or was made with
    other fingerprints.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise InputError(
            Problem("there is no such baseline.", shown, remedy="Write it with `endmark baseline create`.")
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(Problem(f"the baseline cannot be read: {reason}.", shown, remedy=_REMEDY)) from error
    version = _object(lines[0]).get("endmark-baseline") if lines else None
    if version is None:
        raise InputError(Problem("this is no baseline of endmark.", shown, 1, remedy=_REMEDY))
    if version != FINGERPRINT_VERSION:
        message = f"this baseline has version {version}, and this endmark reads version {FINGERPRINT_VERSION}."
        raise InputError(Problem(message, shown, 1, remedy="Write it anew with `endmark baseline update`."))
    entries, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        fields = _object(line)
        if list(fields) == list(_KEYS) and all(isinstance(value, str) for value in fields.values()):
            entries.append(Entry(**fields))
        elif line.strip():
            problems.append(Problem("this line is no entry of a baseline.", shown, number, remedy=_REMEDY))
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(entries))


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def compare(
    violations: Sequence[Violation], entries: Iterable[Entry], paths: Mapping[str, str], gone: frozenset[str]
) -> Comparison:
    """Mark the violations that the baseline knows; each entry makes one known.

    `paths` gives for the path of each violation the one in the baseline; `gone`
    are paths of the baseline where there is no file any more. An entry knows
    the same finding first where it stood, then elsewhere in its file, and when
    its file is gone, in another one: a moved paragraph and a renamed file are
    nothing new, one more copy is.
    """
    free = list(entries)
    known: set[int] = set()
    for key_of_entry, key_of_violation in _STEPS:
        places: dict[tuple[str, ...], list[Entry]] = {}
        for entry in free:
            if key := key_of_entry(entry, gone):
                places.setdefault(key, []).append(entry)
        used = set()
        for index, violation in enumerate(violations):
            if index in known or violation.suppressed is not None:
                continue
            if waiting := places.get(key_of_violation(violation, paths[violation.path])):
                used.add(waiting.pop(0))
                known.add(index)
        free = [entry for entry in free if entry not in used]
    marked = (replace(violation, baselined=index in known) for index, violation in enumerate(violations))
    return Comparison(tuple(marked), tuple(free))


_Key: TypeAlias = tuple[str, ...]
_STEPS: tuple[tuple[Callable[[Entry, frozenset[str]], _Key | None], Callable[[Violation, str], _Key]], ...] = (
    (lambda entry, _: (entry.fingerprint,), lambda violation, _: (violation.fingerprint,)),
    (
        lambda entry, _: (entry.path, entry.content),
        lambda violation, path: (path, violation.fingerprint[:CONTENT_DIGITS]),
    ),
    (
        lambda entry, gone: (entry.content,) if entry.path in gone else None,
        lambda violation, _: (violation.fingerprint[:CONTENT_DIGITS],),
    ),
)
"""How an entry and a violation may agree, the surest way first."""
