"""The baseline: findings that are known already, one a line."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from endmark.document.excerpt import shorten
from endmark.errors import InputError, Problem, limit_each_file
from endmark.linting.baseline.fingerprint import CONTENT_DIGITS, FINGERPRINT_VERSION
from endmark.linting.codec import Plain, get_violations, is_suppressed, iter_places, mark_baselined, put_violations
from endmark.linting.files.discovery import make_display_path
from endmark.linting.report import Report
from endmark.phrase import explain_os_error, phrase
from endmark.storage.reading import read_regular
from endmark.violation import Violation

if TYPE_CHECKING:
    from endmark.ruleset.settings import Settings

BEGINNING = b'{"endmark-baseline":'
"""How every baseline begins."""

_KEYS = ("path", "rule", "excerpt", "fingerprint")
_SHOWN_OF_EXCERPT = 59
_KEPT_PATHS = 1024
_HINT = phrase("Restore the file, or write it anew with `endmark baseline create`.")


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


class Comparison(NamedTuple):
    """The report with the known violations marked, and the entries whose finding is there no more."""

    report: Report
    stale: tuple[Entry, ...]


class _Place(NamedTuple):
    """One of the places that a finding is made of; `path` is as in an entry."""

    path: str
    fingerprint: str

    @property
    def content(self) -> str:
        """What was found, wherever it stands."""
        return self.fingerprint[:CONTENT_DIGITS]


def _iter_places(violation: Violation, to_root: Callable[[str], str]) -> Iterator[_Place]:
    """Where a finding is shown and, when it takes several files, where it stands in the others."""
    yield _Place(to_root(violation.path), violation.fingerprint)
    for related in violation.related:
        if related.fingerprint:
            yield _Place(to_root(related.path), related.fingerprint)


def to_text(entries: Iterable[Entry]) -> str:
    """The file: a line that says what it is, then an entry a line, sorted."""
    import json

    head = {"endmark-baseline": FINGERPRINT_VERSION}
    lines = [head, *(entry._asdict() for entry in sorted(set(entries)))]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def read_baseline(path: Path, shown: str) -> tuple[Entry, ...]:
    """The entries of a file.

    Raises InputError when it cannot be read, is no baseline, or was made with
    other fingerprints.
    """
    try:
        lines = read_regular(path).decode("utf-8-sig").split("\n")
    except FileNotFoundError:
        raise InputError(
            Problem(
                phrase("there is no such baseline."), shown, hint=phrase("Write it with `endmark baseline create`.")
            )
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = phrase("it is not UTF-8") if isinstance(error, UnicodeDecodeError) else explain_os_error(error)
        raise InputError(
            Problem(phrase("the baseline cannot be read: {reason}.", reason=reason), shown, hint=_HINT)
        ) from error
    version = _parse_object(lines[0]).get("endmark-baseline")
    if version is None:
        raise InputError(Problem(phrase("this is no baseline of endmark."), shown, 1, hint=_HINT))
    if version != FINGERPRINT_VERSION:
        message = phrase(
            "this baseline has version {version}, and this endmark reads version {known}.",
            version=version,
            known=FINGERPRINT_VERSION,
        )
        raise InputError(Problem(message, shown, 1, hint=phrase("Write it anew with `endmark baseline update`.")))
    entries, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        fields = _parse_object(line)
        if list(fields) == list(_KEYS) and all(isinstance(value, str) for value in fields.values()):
            entries.append(Entry(**fields))
        elif line.strip():
            problems.append(Problem(phrase("this line is no entry of a baseline."), shown, number, hint=_HINT))
    if problems:
        raise InputError(limit_each_file(problems))
    return tuple(dict.fromkeys(entries))


def _parse_object(line: str) -> dict[str, Any]:
    import json

    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def make_entries(violations: Iterable[Violation], settings: Settings, cwd: Path) -> tuple[Entry, ...]:
    """The entries that would make known what no comment covers of these: one for each place of a violation."""
    to_root = partial(to_root_path, settings=settings, cwd=cwd)
    return tuple(
        Entry(path, violation.rule, shorten(violation.excerpt, _SHOWN_OF_EXCERPT), fingerprint)
        for violation in violations
        if violation.suppressed is None
        for path, fingerprint in _iter_places(violation, to_root)
    )


def compare_with_baseline(report: Report, entries: Iterable[Entry], settings: Settings, cwd: Path) -> Comparison:
    """Mark the violations that a baseline knows; each entry makes one known.

    One that takes several files is known when each of its places is: one more file
    makes it new, one less does not.

    An entry knows the same finding first where it stood, then elsewhere in its
    file, and when its file is gone, in another one: a moved paragraph and a
    renamed file are nothing new, one more copy is.
    """
    free = list(entries)
    exists = {path: (settings.root / path).exists() for path in {entry.path for entry in free}}
    gone = frozenset(path for path, there in exists.items() if not there)
    to_root = lru_cache(_KEPT_PATHS)(partial(to_root_path, settings=settings, cwd=cwd))
    known: dict[int, set[tuple[int, int]]] = {}
    for key_of_entry, key_of_place in _KEYS_BY_STEP:
        waiting: dict[_Key, list[Entry]] = {}
        for entry in free:
            if key := key_of_entry(entry, gone):
                waiting.setdefault(key, []).append(entry)
        used = set()
        for file, result in report.results.iter_packed() if waiting else ():
            here = known.get(file, set())
            for numbers, place in _number_places(result, to_root):
                if numbers not in here and (candidates := waiting.get(key_of_place(place))):
                    used.add(candidates.pop(0))
                    known.setdefault(file, here).add(numbers)
        free = [entry for entry in free if entry not in used]
    marked = ((file, _mark(report.results.read(file), numbers, to_root)) for file, numbers in known.items())
    report = replace(report, results=report.results.replace_packed(marked))
    return Comparison(report, tuple(_iter_stale(free, gone, report, settings, cwd)))


def _number_places(result: Plain, to_root: Callable[[str], str]) -> Iterator[tuple[tuple[int, int], _Place]]:
    """The places of what no comment covers in a file, each with the number of its violation and its own."""
    for index, violation in enumerate(get_violations(result)):
        if not is_suppressed(violation):
            for number, (path, fingerprint) in enumerate(iter_places(violation)):
                yield (index, number), _Place(to_root(path), fingerprint)


def _mark(result: Plain, known: Container[tuple[int, int]], to_root: Callable[[str], str]) -> Plain:
    """The packed result with those of its violations marked of which every place is known."""
    new = {numbers[0] for numbers, _ in _number_places(result, to_root) if numbers not in known}
    return put_violations(
        result,
        (
            mark_baselined(violation, not is_suppressed(violation) and index not in new)
            for index, violation in enumerate(get_violations(result))
        ),
    )


def _iter_stale(
    entries: Iterable[Entry], gone: frozenset[str], report: Report, settings: Settings, cwd: Path
) -> Iterator[Entry]:
    """The entries of which this run can tell that their finding is there no more."""
    failed = {problem.path for problem in report.problems}
    checked = {to_root_path(path, settings, cwd) for path in report.paths if path not in failed}
    ran = {rule.id for rule in settings.rules if rule.enabled} - list_undecided_rules(report, settings)
    cut_short = {(to_root_path(one.path, settings, cwd), one.rule) for one in report.unlisted}
    for entry in entries:
        if entry.path in gone or (
            entry.path in checked and entry.rule in ran and (entry.path, entry.rule) not in cut_short
        ):
            yield entry


def list_undecided_rules(report: Report, settings: Settings) -> frozenset[str]:
    """The rules of which a finding may be there still, together with files that the run did not read."""
    return frozenset() if report.whole else frozenset(rule.id for rule in settings.corpus_rules)


def to_root_path(path: str, settings: Settings, cwd: Path) -> str:
    """A path of a report as the baseline has it."""
    return make_display_path(str(cwd / path), str(settings.root))


_Key: TypeAlias = tuple[str, ...]
_KEYS_BY_STEP: tuple[tuple[Callable[[Entry, frozenset[str]], _Key | None], Callable[[_Place], _Key]], ...] = (
    (lambda entry, _: (entry.fingerprint,), lambda place: (place.fingerprint,)),
    (lambda entry, _: (entry.path, entry.content), lambda place: (place.path, place.content)),
    (lambda entry, gone: (entry.content,) if entry.path in gone else None, lambda place: (place.content,)),
)
"""How an entry and a place of a violation may agree, the surest way first."""
