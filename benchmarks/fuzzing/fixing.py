"""What must hold for a repair of any article, proven by other means than endmark's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import chain, product, zip_longest
from pathlib import Path
from typing import Literal, TypeAlias

from endmark.document.front_matter_reader import read_front_matter
from endmark.document.source import Source, decode, encode
from endmark.errors import InputError
from endmark.linting.checking.engine import Analysis
from endmark.linting.checking.file_check import analyse_by_settings
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.repair import Repair, repair
from endmark.ruleset.rule_set import select_boundaries
from endmark.violation import Edit, Fix, Severity, Violation
from fuzzing.articles import Case
from fuzzing.checking import settings
from fuzzing.failure import Failure, TooSlow, crashed
from fuzzing.wording import (
    STRUCTURES,
    THINGS,
    blank_containers,
    classify_loss,
    count_structures,
    find_nearest,
    iter_units,
    join_lines,
    list_lines_beside,
    map_kept_lines,
    strip_markup,
    strip_punctuation,
    strip_seams,
    strip_spaces,
)

_FROM_WHOLE = frozenset(
    {
        "reading-time-mismatch",
        "unused-suppression",
        "overused-word",
        "hard-to-read",
        "inconsistent-spelling",
        "empty-section",
    }
)
"""Rules that judge the whole text, so that any edit may change what they say."""

_REPETITIONS = frozenset({"duplicate", "duplicate-heading", "duplicate-sentence", "restart", "restated-field"})
"""Checks that find what is said twice: a finding that goes when the other place does."""

_TIME = re.compile(r"(?i)(?<=read|time|mins|utes)[^\w\n].*|(?<=時間|分数)[^\w\n].*")
"""What follows the name of a field for the reading time."""

_REWRITING = frozenset({"heading-without-space", "heading-in-paragraph"})
"""Rules whose fixes make other Markdown at their own place."""

_NEAR = 0.8
"""How alike a sentence must be that an unsafe fix lets stand for another.

Both have the same digits and signs; what differs are a few letters or punctuation.
"""

_UNLIKE = 0.4
_Fixes: TypeAlias = Literal["all", "safe", "none"]
_LOOKS = 64


def fix(case: Case) -> list[str]:
    """Repair an article, safely and otherwise, and raise Failure where something does not hold; the rules that did."""
    try:
        source = decode(case.data, case.name)
    except InputError:
        return []
    return [rule for unsafe in (False, True) for rule in _fix(case, source, unsafe=unsafe)]


def _fix(case: Case, source: Source, *, unsafe: bool) -> list[str]:
    kind = "unsafe" if unsafe else "safe"
    before = _look(case, source)
    if not any(v.stands and v.fix is not None and (v.fix.safe or unsafe) for v in before.result.violations):
        return []
    repaired = _repaired(case, source, unsafe=unsafe)
    after = repaired.source
    if encode(after).decode("utf-8-sig" if after.has_bom else "utf-8") != after.text or after.has_bom != source.has_bom:
        raise Failure(f"{kind} fix: encoding")
    if after.text == source.text:
        return []
    again = _repaired(case, after, unsafe=unsafe).source
    if again.text != after.text:
        rules = ", ".join(sorted({one.rule for one in _repaired(case, after, unsafe=unsafe).applied}))
        raise Failure(f"{kind} fix: twice is not once", rules, _shown(source.text, after.text, again.text))
    rules = ", ".join(sorted({one.rule for one in repaired.applied}))
    context = _shown(source.text, after.text)
    _line_endings(kind, source.text, after.text, context)
    judge = _Judge(case, before, _look(case, after), kind, rules, context)
    judge.front_matter()
    judge.things()
    judge.sentences()
    judge.structure()
    judge.nothing_new()
    judge.nothing_hidden()
    return [one.rule for one in repaired.applied]


@cache
def _repetitions() -> frozenset[str]:
    return frozenset(rule.id for rule in settings().rules if rule.check in _REPETITIONS)


def _shown(*texts: str) -> str:
    return "\n".join(
        f"--- {name}\n{text!r}" for name, text in zip(("before", "after", "after that"), texts, strict=False)
    )


def _look(case: Case, source: Source) -> Analysis:
    return _looked(case.name, source.text, source.has_bom)


@lru_cache(_LOOKS)
def _looked(name: str, text: str, has_bom: bool) -> Analysis:
    """What is found in a text; a repair and its proof look at the same few again and again."""
    source = Source(name, text, has_bom)
    file = FoundFile(str(Path.cwd() / name), name)
    path = file.to_path_below(str(settings().root))
    return analyse_by_settings(source, settings(), select_boundaries(settings().rules), path)


def _repaired(case: Case, source: Source, *, unsafe: bool) -> Repair:
    try:
        return repair(source, lambda text: _look(case, text), unsafe=unsafe)
    except (Exception, TooSlow) as error:
        raise crashed("unsafe fix" if unsafe else "safe fix", error) from error


def _line_endings(kind: str, before: str, after: str, context: str) -> None:
    if "\r\n" not in before and "\r\n" in after:
        raise Failure(f"{kind} fix: line endings", "CRLF put in", context)
    if re.search(r"[\r\n]", before) and "\n" not in before.replace("\r\n", "") and "\n" in after.replace("\r\n", ""):
        raise Failure(f"{kind} fix: line endings", "LF put in", context)


class _Judge:
    """Compares an article before and after its repair."""

    def __init__(self, case: Case, before: Analysis, after: Analysis, kind: str, rules: str, context: str) -> None:  # noqa: PLR0913, PLR0917
        self._case = case
        self._before, self._after = before, after
        self._old, self._new = before.document.source.text, after.document.source.text
        self._kind, self._rules, self._context = kind, rules, context
        self._plain: dict[tuple[_Fixes, str], tuple[str, str]] = {}

    def _fail(self, what: str, detail: str = "", message: str = "") -> Failure:
        return Failure(f"{self._kind} fix: {what}", f"{detail} ({self._rules})".strip(), f"{message}\n{self._context}")

    def _reworded(self) -> Iterator[tuple[str, str]]:
        """Both texts without end markers, and with all fixes applied that may change words at their own place.

        Where a marker goes, what stands around it is parted or joined: either may be right. Fixes may be refused,
        and what is joined may be such a place that is none in the other text: then the words count as they are.
        """
        ways: tuple[_Fixes, ...] = ("all", "safe", "none")
        for way in product(ways, ("\n", "")):
            if way not in self._plain:
                old, new = (_reworded(self._case, look, *way) for look in (self._before, self._after))
                if "reading-time-mismatch" in self._rules:
                    old, new = (_TIME.sub("", _head(text)) + text[len(_head(text)) :] for text in (old, new))
                self._plain[way] = old, new
            yield self._plain[way]

    @cached_property
    def _stated(self) -> list[tuple[int, int]]:
        """Where a reading time is stated that the repair made true."""
        if "reading-time-mismatch" not in self._rules:
            return []
        found = [one.region.span for one in self._before.result.violations if one.rule == "reading-time-mismatch"]
        return [*found, *(match.span() for match in _TIME.finditer(_head(self._old)))]

    def front_matter(self) -> None:
        """It is the same, but for what is reworded in it, reading times, and fields that the text completes."""
        if _head(self._old) == _head(self._new):
            return
        heads = [(_head(old), _head(new)) for old, new in self._reworded()]
        if all(old != new and not _is_completed(old, new, self._new) for old, new in heads):
            raise self._fail("front matter", "", "\n".join(map(repr, heads[0])))

    def things(self) -> None:
        """Markup and numbers that stood once still stand."""
        for kind, looks in THINGS.items():
            text = blank_containers(self._old) if kind == "number" else self._old
            for found in looks.finditer(text):
                thing = strip_spaces(found[0])
                if any(start < found.end() and found.start() < end for start, end in self._stated):
                    continue
                if thing in strip_spaces(self._new):
                    continue
                if all(thing in strip_spaces(old) and thing not in strip_spaces(new) for old, new in self._reworded()):
                    raise self._fail("lost", kind, found[0])

    def sentences(self) -> None:
        """Sentences that stood once still stand."""
        said = strip_spaces(strip_markup(self._new))
        if all(unit in said for unit in iter_units(self._old)):
            return
        lost = [self._lost_sentence(old, new) for old, new in self._reworded()]
        if first := all(lost) and lost[0]:
            raise self._fail("lost", *first)

    def _lost_sentence(self, old: str, new: str) -> tuple[str, str] | None:
        """What the first sentence that is lost has lost, and what it is compared with."""
        # With its markup as well: what looks like a tag may be none.
        said = f"{strip_seams(strip_markup(new))}\n{strip_seams(new)}"
        letters = strip_punctuation(said)
        reworded = [
            unit for unit in map(strip_seams, iter_units(self._old)) if unit not in strip_seams(strip_markup(old))
        ]
        for unit in filter(None, map(strip_seams, iter_units(old))):
            if unit in said or not any(map(str.isalnum, unit)):
                continue
            if any(strip_spaces(self._old[start:end]) in unit for start, end in self._stated):
                continue
            others = map(strip_seams, chain(iter_units(new), iter_units(join_lines(new))))
            nearest, alike = find_nearest(unit, chain(others, reworded))
            lost = classify_loss(unit, nearest) if alike > _UNLIKE else "all of it"
            differs_little = alike >= _NEAR and lost in {"letters", "punctuation"}
            if self._kind == "unsafe" and (differs_little or strip_punctuation(unit) in letters):
                continue
            return f"sentence, {lost}", f"{unit!r}\nnearest: {nearest!r}"
        return None

    def structure(self) -> None:
        """What is left of a line does not become something else."""
        for kind, looks in STRUCTURES.items():
            if count_structures(looks, self._new) > count_structures(looks, self._old):
                # A marker that goes must leave a text behind.
                old, new = (_reworded(self._case, look) for look in (self._before, self._after))
                if count_structures(looks, new) > count_structures(looks, old):
                    raise self._fail("made anew", kind)

    def nothing_new(self) -> None:
        """No error is found that was not there."""
        for found in self._after.result.violations:
            if not found.stands or found.severity is not Severity.ERROR or found.rule in _repetitions():
                continue  # what is joined again may be said twice
            if found.fix is not None and found.fix.waits:
                continue
            if self._times(found.rule, self._after) <= self._times(found.rule, self._before):
                continue
            if not any(_alike(found, other) for other in self._before.result.violations):
                bare = _reworded(self._case, self._before)
                if self._times(found.rule, _look(self._case, Source(self._case.name, bare))):
                    continue  # what was taken out had hidden it
                raise self._fail("new finding", found.rule, found.message)

    @staticmethod
    def _times(rule: str, look: Analysis) -> int:
        return sum(found.rule == rule for found in look.result.violations)

    def nothing_hidden(self) -> None:
        """What is not found any more had its text changed, or that before or after it."""
        left = {(found.rule, found.excerpt) for found in self._after.result.violations}
        gone = [
            found
            for found in self._before.result.violations
            if found.stands
            and (found.rule, found.excerpt) not in left
            and found.rule not in _repetitions() | _FROM_WHOLE
            and not (found.fix is not None and (found.fix.waits or found.fix.safe or self._kind == "unsafe"))
        ]
        if not gone:
            return
        kept = map_kept_lines(self._old, self._new)
        lines = self._old.split("\n")
        still = {(found.rule, found.region.start.line - 1) for found in self._after.result.violations}
        for found in gone:
            first, last = found.region.start.line - 1, found.region.end.line - 1
            around = {*range(first, last + 1), *list_lines_beside(lines, first, -1), *list_lines_beside(lines, last, 1)}
            if around <= kept.keys() and not any((found.rule, kept[line]) in still for line in around):
                raise self._fail("hidden", found.rule, f"{found.message} {found.region}")


def _reworded(case: Case, look: Analysis, fixes: _Fixes = "all", marker: str | None = None) -> str:
    """The text with the edits of fixes that reword, round for round, and with something in place of each end marker."""
    parting = {rule.id for rule in select_boundaries(settings().rules)}
    text = look.document.source.text
    for _ in range(6):
        edits: list[Edit] = []
        for found in sorted(look.result.violations, key=_size):
            if not found.stands:
                continue
            if found.fix is not None and _rewords(found.rule, found.fix, fixes):
                own = found.fix.edits
            elif marker is not None and found.rule in parting:
                own = (Edit(found.region.span, marker),)
            else:
                continue
            if all(
                edit.span.end < other.span.start or other.span.end < edit.span.start for edit in own for other in edits
            ):
                edits += own
        if not edits:
            break
        changed = _with(text, edits)
        if changed == text:
            break
        text = changed
        look = _look(case, Source(look.document.path, text))
    return text


def _is_completed(old: str, new: str, text: str) -> bool:
    """Whether each line is the same, or has a value that goes on as the text does."""
    said = _letters(text)
    for one, two in zip_longest(old.split("\n"), new.split("\n"), fillvalue=""):
        least = min(len(one), len(two))
        shared = next((place for place in range(least) if one[place] != two[place]), least)
        if _letters(one[shared:]) or _letters(two[shared:]) not in said:
            return False
    return True


def _letters(text: str) -> str:
    return strip_punctuation(strip_spaces(text)).casefold()


def _rewords(rule: str, fix: Fix, fixes: _Fixes) -> bool:
    return (fix.rewords or rule in _REWRITING) and (fixes == "all" or (fixes == "safe" and fix.safe))


def _size(found: Violation) -> int:
    """The larger first, as a repair has it."""
    return -sum(edit.span.end - edit.span.start for edit in found.fix.edits) if found.fix else 0


def _with(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def _head(text: str) -> str:
    front = read_front_matter(text)
    return text[front.span.start : front.span.end].rstrip() if front else ""


def _alike(found: Violation, other: Violation) -> bool:
    if found.rule != other.rule:
        return False
    one, two = strip_spaces(found.excerpt), strip_spaces(other.excerpt)
    return one in two or two in one or found.message == other.message
