"""What must hold for a check of any bytes whatsoever."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zlib import crc32

from msgspec.structs import replace

from endmark.document.front_matter_reader import read_front_matter
from endmark.linting.checking.run import run
from endmark.linting.checking.timing import Layer
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import Report
from endmark.reporters import FORMATS, render
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import Region, Violation
from fuzzing.articles import Case
from fuzzing.failure import Failure, TooSlow, crashed

_SOME = 4
"""What takes long is tried with one of so many articles; which ones follows from their bytes."""

_XML = frozenset({"junit", "checkstyle"})
_JSON = frozenset({"json", "gitlab", "sarif", "rdjson"})
_JSON_LINES = frozenset({"rdjsonl", "json-lines"})
_LINE_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@cache
def settings() -> Settings:
    """All shipped rules, those that are off included."""
    off = {rule.id: "info" for rule in load_builtin_rules() if not rule.enabled}
    return load_settings(SettingsRequest(use_config=False, cwd=Path.cwd(), severities=off))


def text_of(data: bytes) -> str | None:
    """The text without a byte order mark, None where the bytes are not UTF-8."""
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return None


def check(case: Case) -> Report:
    """Check an article, and raise Failure where something does not hold; the report."""
    report = _report(case)
    text = text_of(case.data)
    is_text = text is not None and not case.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if report.problems and (is_text and "\0" not in (text or "")):
        raise Failure("problem", "a file that is a text", str(report.problems[0]))
    if not is_text and not report.problems:
        raise Failure("no problem", "a file that is no text")
    if text is not None:
        _places(report, text)
    if report.problems == ():
        _order(report)
        if crc32(case.data) % _SOME == 0:
            _same_again(case, report)
            if text is not None:
                _suppressed(case, text, report)
    _formats(report, sampled=crc32(case.data) % _SOME == 1)
    return report


def _report(case: Case) -> Report:
    """The report; a rule that fails is a failure with the place where it did."""
    failed: list[tuple[str, Exception]] = []

    @contextmanager
    def watched(layer: Layer, *, rule: str = "", file: str = "") -> Iterator[None]:  # noqa: ARG001
        try:
            yield
        except Exception as error:
            if text_of(case.data) is not None and b"\0" not in case.data:
                failed.append((rule, error))
            raise

    file = FoundFile(str(Path.cwd() / case.name), case.name)
    try:
        report = run([file], settings(), read=lambda _: case.data, timer=watched)
    except (Exception, TooSlow) as error:
        raise crashed("check", error) from error
    if failed and not case.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        rule, cause = failed[0]
        raise crashed(rule or "check", cause) from cause
    return report


def _places(report: Report, text: str) -> None:
    """Every place is in the text, and is where it says."""
    for found in report.violations:
        for region in (found.region, *(other.region for other in found.related), *found.fix_regions):
            _place(found, region, text)
        start, end = found.region.span
        if text[start:end] != found.excerpt:
            raise Failure("excerpt", found.rule, f"{found.excerpt!r} is not {text[start:end]!r}")
        if start == end:
            raise Failure("empty place", found.rule, str(found.region))
        line = text.split("\n")[found.region.start.line - 1].removesuffix("\r")
        if found.line_text not in {line, f"{line}\r"}:
            raise Failure("line of text", found.rule, f"{found.line_text!r} is not {line!r}")
        if found.fix is not None:
            spans = [edit.span for edit in found.fix.edits]
            if any(one.end > two.start for one, two in pairwise(spans)):
                raise Failure("order of edits", found.rule, str(spans))
            if not found.fix.edits or all(text[e.span.start : e.span.end] == e.replacement for e in found.fix.edits):
                raise Failure("fix without effect", found.rule, str(found.fix))


def _place(found: Violation, region: Region, text: str) -> None:
    for offset, position in zip(region.span, (region.start, region.end), strict=True):
        if not 0 <= offset <= len(text):
            raise Failure("place outside of the text", found.rule, str(region))
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        if (line, column) != position:
            raise Failure("line and column", found.rule, f"{position} is not {(line, column)}")
    if region.span.end < region.span.start:
        raise Failure("place that ends before it begins", found.rule, str(region))


def _order(report: Report) -> None:
    spans = [found.region.span for found in report.violations]
    if spans != sorted(spans):
        raise Failure("order of findings", "", str(spans))
    prints = [found.fingerprint for found in report.violations]
    twice = next((found for found in report.violations if prints.count(found.fingerprint) > 1), None)
    if twice is not None:
        raise Failure("fingerprint of two findings", twice.rule, twice.fingerprint)


def _same_again(case: Case, report: Report) -> None:
    again = _report(case)
    if render(report, "json") != render(again, "json"):
        raise Failure("another report", "the second time")


def _formats(report: Report, *, sampled: bool) -> None:
    """Every format can be written, and read by a program; none holds control characters."""
    # Some formats describe all rules, which is the same each time and takes most of it.
    occurring = {found.rule for found in report.violations}
    report = replace(report, rules=[rule for rule in report.rules if rule.id in occurring])
    for name in FORMATS if sampled else ("text", "json"):
        try:
            output = render(report, name, verbose=sampled, statistics=sampled)
        except (Exception, TooSlow) as error:
            raise crashed(f"render {name}", error) from error
        _clean(name, output)
        try:
            _parse(name, output)
        except Exception as error:
            raise Failure("unreadable output", name, f"{error}\n{output[:2000]}") from error


def _clean(name: str, output: str) -> None:
    for character in set(output) - {"\n"}:
        if unicodedata.category(character) in {"Cc", "Cs"} or character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068":
            raise Failure("control character", f"{name}, U+{ord(character):04X}", repr(output)[:2000])


def _parse(name: str, output: str) -> None:
    if output and not output.endswith("\n"):
        raise ValueError("it does not end with a newline")
    output.encode("utf-8")
    if name in _XML:
        ET.fromstring(output)  # noqa: S314 - our own
    elif name in _JSON:
        parsed = json.loads(output)
        if name == "json":
            _validator().validate(parsed)
    elif name in _JSON_LINES:
        for line in output.splitlines():
            json.loads(line)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    schema = json.loads(resources.files("endmark").joinpath("schemas", "report.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def _suppressed(case: Case, text: str, report: Report) -> None:
    """A comment at the beginning covers every finding that stands."""
    if not report.standing:
        return
    front = read_front_matter(text)
    if front is not None and front.faults:
        return
    place = front.span.end if front else 0
    if front and not re.match(r"\s*\n|\Z", text[place:]) and not text[:place].endswith("\n"):
        return
    whole = f"{text[:place]}\n\n<!-- endmark-disable-file -- tried -->\n\n{text[place:]}"
    again = _report(Case(whole.encode(), case.name))
    standing = next(_that_stand(again), None)
    if standing is not None:
        raise Failure("suppression", standing.rule, f"{standing.message} {standing.region}")


def _that_stand(report: Report) -> Iterator[Violation]:
    return (found for found in report.violations if found.stands and found.rule != "unused-suppression")
