"""What an editor can do about a finding: the repair that was proven, or a comment that says it is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from endmark.document.span import Span
from endmark.lsp.buffer import Buffer, Json
from endmark.lsp.checked import Checked
from endmark.lsp.greeting import FIX_ALL, QUICK_FIX
from endmark.messages.catalogue import say
from endmark.phrase import phrase
from endmark.violation import Violation

_HTML_COMMENT = ("<!--", "-->")
_MDX_COMMENT = ("{/*", "*/}")


def wants(kind: str, only: Sequence[str] | None) -> bool:
    """Whether an editor asks for actions of a kind: that, or one that holds it, or any."""
    return only is None or any(kind == asked or kind.startswith(f"{asked}.") for asked in only)


def list_quick_fixes(checked: Checked, violation: Violation, diagnostics: Sequence[Json]) -> Iterator[Json]:
    """What can be done about one finding, which the editor knows as these diagnostics."""
    buffer = checked.buffer
    about = [one for one in diagnostics if (one.get("data") or {}).get("fingerprint") == violation.fingerprint]
    if violation.fix and (edits := _repair(checked, violation)):
        title = f"{violation.fix_title[:1].upper()}{violation.fix_title[1:]}"
        if not violation.fix.safe:
            title = say(phrase("{title} (read the result)", title=title))
        yield _make_action(buffer, title, QUICK_FIX, edits, about, preferred=violation.fix.safe)
    if edits := _suppress(checked, violation):
        title = say(phrase("Keep it: a comment for {rule}", rule=violation.pattern_name))
        yield _make_action(buffer, title, QUICK_FIX, edits, about)


def list_fixes_of_all(checked: Checked) -> Iterator[Json]:
    """The repair of all that no editor needs to read, where there is any."""
    if not any(found.fix and found.fix.safe for found in checked.result.violations):
        return
    after = checked.linter.fix(checked.buffer.text, checked.path).text
    if edits := _list_edits(checked.buffer, after):
        yield _make_action(checked.buffer, say(phrase("Repair all that is safe")), FIX_ALL, edits, preferred=True)


def _repair(checked: Checked, violation: Violation) -> Sequence[Json]:
    """The edits that repair one finding; none where the repair fails its proof."""
    fixed = checked.linter.fix(checked.buffer.text, checked.path, only=[violation], unsafe=True)
    return _list_edits(checked.buffer, fixed.text) if fixed.applied else ()


def _suppress(checked: Checked, violation: Violation) -> Sequence[Json]:
    """The edit that says by a comment that a finding is meant; none where no comment would do just that."""
    before = Counter(found.rule for found in checked.result.violations)
    for place, comment in _list_comments(checked, violation):
        text = f"{checked.buffer.text[:place]}{comment}{checked.buffer.text[place:]}"
        after = checked.linter.check(text, checked.path)
        left = Counter(found.rule for found in after.violations)
        if not after.problems and left < before and {*(before - left)} == {violation.rule}:
            return _list_edits(checked.buffer, text)
    return ()


def _list_comments(checked: Checked, violation: Violation) -> Iterator[tuple[int, str]]:
    """The comments that may cover a finding, each with the code point at which it would stand."""
    opens, closes = _MDX_COMMENT if checked.path.endswith(".mdx") else _HTML_COMMENT
    start, end = checked.buffer.lines.find_line(checked.find_span(violation.region.span).start)
    line = checked.buffer.text[start:end]
    indent = line[: len(line) - len(line.lstrip())]
    yield start, f"{indent}{opens} endmark-disable-next-line {violation.pattern_name} {closes}\n"
    # In the middle of a paragraph, a line of its own would part it.
    yield end, f" {opens} endmark-disable-line {violation.pattern_name} {closes}"


def _list_edits(buffer: Buffer, after: str) -> Sequence[Json]:
    """The edits of whole lines that make another text of a buffer."""
    lines = buffer.lines
    return [{"range": lines.locate_span(span), "newText": text} for span, text in _compare(buffer.text, after)]


def _compare(before: str, after: str) -> Iterator[tuple[Span, str]]:
    """Where two texts differ: the spans of the first, and what the second has there."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = list(accumulate(map(len, old), initial=0))
    for what, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield Span(starts[first], starts[last]), "".join(new[new_first:new_last])


def _make_action(  # noqa: PLR0913 - as the protocol has it
    buffer: Buffer,
    title: str,
    kind: str,
    edits: Sequence[Json],
    diagnostics: Sequence[Json] = (),
    *,
    preferred: bool = False,
) -> Json:
    document = {"uri": buffer.uri, "version": buffer.version}
    action = {
        "title": title,
        "kind": kind,
        "isPreferred": preferred,
        "edit": {"documentChanges": [{"textDocument": document, "edits": edits}]},
    }
    return {**action, "diagnostics": diagnostics} if diagnostics else action
