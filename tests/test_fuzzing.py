"""The harness in benchmarks/fuzz.py: it makes all kinds of articles, and sees what is wrong."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from endmark.document.source import Source, make_source
from endmark.linting.checking.engine import Analysis
from endmark.linting.checking.run import run
from endmark.linting.file_result import FileResult
from endmark.linting.files.discovery import FoundFile
from endmark.linting.repair.repair import Repair
from endmark.linting.report import Report
from endmark.linting.results import Results, pack_results
from endmark.reporters import text as text_report
from endmark.ruleset.settings import Settings
from endmark.violation import Violation
from fuzzing import checking, fixing
from fuzzing.articles import Case, case
from fuzzing.choices import Choices, Drawn
from fuzzing.failure import KNOWN, Failure
from fuzzing.journal import Journal, tried_again
from fuzzing.smaller import smaller
from fuzzing.trial import failure_of


def articles(number: int, seed: int = 1) -> list[Case]:
    choices = Choices(Drawn(random.Random(seed)))  # noqa: S311  (it must be repeatable)
    return [case(choices) for _ in range(number)]


def test_the_same_choices_make_the_same_articles() -> None:
    assert articles(20) == articles(20) != articles(20, seed=2)


def test_articles_are_of_all_kinds() -> None:
    made = articles(1_000)
    everything = b"".join(one.data for one in made)
    for piece in (b"---\n", b"+++\n", b'{\n"', b"\r\n", b"\0", b"---END---", b"endmark-disable", b"```", b"| a |"):
        assert piece in everything
    for letter in "aあ门우بบ\u200d\ufe0f\u0301👷":
        assert letter.encode() in everything
    assert {one.name for one in made} > {"a.md", "a.mdx"}


CRASH = Case(b"It rained.\n\n---END---\n\nIt poured.\n")


def test_a_crash_is_a_failure_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_report, "render", lambda *_: 1 / 0)
    failure = failure_of(CRASH)
    assert failure is not None
    assert failure.signature.startswith("crash: render text, ZeroDivisionError in ")


def changed(found: Violation, what: str) -> Violation:
    region = found.region
    match what:
        case "line":
            return replace(found, region=region._replace(start=region.start._replace(line=2)))
        case "column":
            return replace(found, region=region._replace(end=region.end._replace(column=2)))
        case "excerpt":
            return replace(found, excerpt="---")
        case "text":
            return replace(found, line_text="---")
        case _:
            return replace(found, region=region._replace(span=region.span._replace(end=999)))


def collect(violations: tuple[Violation, ...]) -> Results:
    return pack_results({violations[0].path: FileResult(violations)})


@pytest.mark.parametrize(
    ("what", "signature"),
    [
        ("line", "line and column: "),
        ("column", "line and column: "),
        ("excerpt", "excerpt: "),
        ("text", "line of text: "),
        ("end", "place outside of the text: "),
        ("twice", "fingerprint of two findings: "),
        ("backwards", "order of findings"),
    ],
)
def test_a_report_that_lies_is_a_failure(monkeypatch: pytest.MonkeyPatch, what: str, signature: str) -> None:
    def lying(files: Sequence[FoundFile], settings: Settings, **named: Any) -> Report:
        report = run(files, settings, **named)
        found = report.violations
        if what == "twice":
            return replace(report, results=collect((*found, found[-1])))
        if what == "backwards":
            return replace(report, results=collect(found[::-1]))
        return replace(report, results=collect((changed(found[0], what), *found[1:])))

    monkeypatch.setattr(checking, "run", lying)
    failure = failure_of(Case(b"It rained.\n\n---END---\n\nIt poured.\n\n---END---\n"))
    assert failure is not None
    assert failure.signature.startswith(signature)


def test_a_finding_that_no_comment_suppresses_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endmark.linting.checking.suppression.iter_directives", lambda _: ())
    monkeypatch.setattr(checking, "_SOME", 1)
    failure = failure_of(CRASH)
    assert failure is not None
    assert failure.signature == "suppression: stray-end-marker"


ARTICLE = """---
title: A well
---

The well is deep, and gives 15 mg of iron[^1] <kbd>a</kbd> litre. It is (not) cold.

It rained. <!-- where? -->

It rained. See [the map](/map.png) and ![it](/it.png).

---END---

[^1]: So they say.

[hill]: /hill.html

```
a = 1
```
"""


@pytest.mark.parametrize(
    ("lost", "kind"),
    [
        ("---END---\n\n", ""),
        ("15 mg", "lost: number"),
        ("<kbd>a</kbd>", "lost: HTML"),
        (" <!-- where? -->", "lost: comment"),
        ("(not) ", "lost: sentence, signs"),
        (" It is (not) cold.", "lost: sentence"),
        ("[the map](/map.png)", "lost: link"),
        ("![it](/it.png)", "lost: image"),
        ("[^1]: So they say.", "lost: sentence"),
        ("[hill]: /hill.html", "lost: link definition"),
        ("a = 1", "lost: code block"),
        ("title", "front matter"),
    ],
)
def test_what_is_lost_is_a_failure(monkeypatch: pytest.MonkeyPatch, lost: str, kind: str) -> None:
    def without(_case: Case, source: Source, *, unsafe: bool) -> Repair:  # noqa: ARG001
        return Repair(make_source(source.text.replace(lost, ""), source.path), FileResult())

    assert failure_of(Case(ARTICLE.encode())) is None
    monkeypatch.setattr(fixing, "_repaired", without)
    failure = failure_of(Case(ARTICLE.encode()))
    assert (failure.signature if failure else "safe fix: none").startswith(f"safe fix: {kind or 'none'}")


@pytest.mark.parametrize(
    ("title", "kept"),
    [("The mill by the", True), ("The mill by the river", True), ("The mill", False), ("A mill", False)],
)
def test_a_field_goes_on_as_the_text_does(monkeypatch: pytest.MonkeyPatch, title: str, kept: bool) -> None:
    def other(_case: Case, source: Source, *, unsafe: bool) -> Repair:
        text = source.text.replace("title: The mill by the\n", f"title: {title}\n") if unsafe else source.text
        return Repair(make_source(text, source.path), FileResult())

    monkeypatch.setattr(fixing, "_repaired", other)
    article = "---\ntitle: The mill by the\n---\n\nThe mill by the river burned.\n\n---END---\n"
    assert (failure_of(Case(article.encode())) is None) == kept


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("It rained.\n\n---END---\n\n---\n", "It rained.\n---\n", "heading underlined"),
        ("*It* rained.\n\n---END---\n\n===\n", "*It* rained.\n===\n", "heading underlined"),
        ("It rained.\n\n---END---## Tea\n", "It rained.\n\n## Tea\n", "heading"),
        ("It rained.\n\n---END---* Tea\n", "It rained.\n\n* Tea\n", "list item"),
        ("It rained.\n\n---END---> Tea\n", "It rained.\n\n> Tea\n", "quotation"),
    ],
)
def test_what_becomes_something_else_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str, kind: str
) -> None:
    def without(_case: Case, source: Source, *, unsafe: bool) -> Repair:  # noqa: ARG001
        return Repair(make_source(source.text.replace(before, after), source.path), FileResult())

    monkeypatch.setattr(fixing, "_repaired", without)
    failure = failure_of(Case(before.encode()))
    assert failure is not None
    assert failure.signature == f"safe fix: made anew: {kind} ()"


MARCH = "The gardener of the castle whistles an old march in the morning, and the dogs go along with it"
WELL = "The toll at the old bridge is three coins, says [the miller](/mill), and nobody pays it in winter."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What is left is said in nearly the same words, and leads to the same place.
        (f"{WELL}\n\n{WELL.replace('the miller', 'a miller')}\n", f"{WELL}\n"),
        # A sentence goes on in the next line.
        (f"{WELL[:40]}, so they say,\n{WELL[40:]}\n\n{WELL}\n", f"{WELL[:40]}, so they say,\n{WELL[40:]}\n"),
        # An accent is no sign, nor is a letter of a later Unicode.
        (f"{WELL}\n\n{WELL[:50]}\u0e73{WELL[50:]}\n", f"{WELL}\n"),
        (f"{WELL}\n\n{WELL[:50]}\u0301{WELL[50:]}\n", f"{WELL}\n"),
        # Hash signs that no word has, and line breaks.
        (f"{WELL} # 1\n\n{WELL}. # 1\n", f"{WELL} 1\n"),
        (f"{WELL} C# # 1\n", f"{WELL} C# 1\n"),
        ("It rained. Tea##\n", "It rained. Tea ##\n"),
        ("---END---\nIt rained..# 1\n", "It rained..# 1\n"),
        (f"{WELL}<br>It rained.\n", f"{WELL} It rained.\n"),
        # What a comment stands in is said all the same.
        (f"{WELL}\n\n{WELL[:50]}<!-->{WELL[50:]}\n", f"{WELL[:50]}<!-->{WELL[50:]}\n"),
        # What would be a comment, if the next line were none.
        (f"So.<!--{WELL}\n<!-->\n{WELL}\n", f"So.<!--{WELL}\n<!-->\n"),
        # What would be a tag, if the next line were no quotation.
        (f"{WELL}\n\n- {MARCH} <n\n>{WELL}\n", f"{WELL}\n\n- {MARCH} <n\n"),
        # What looks like a tag.
        ("So <e \\t>\n\nt>\n", "So <e \\t>\n"),
        # An escaped sign.
        (f"{WELL}\n\n{WELL[:50]}\\*{WELL[50:]}\n", f"{WELL}\n"),
        # The text of a footnote.
        (f"[^1]: {WELL}\n\n[^1]: {WELL[:-1]}\n", f"[^1]: {WELL[:-1]}\n"),
        # What takes a marker out joins the halves of a token.
        ("It rained. 【4:0†so---END---urce】\n", "It rained.\n"),
        # The second half of a token, and then all of it.
        ("It rained :contentReference[oai_citation:1‡P](/p)[oaicite:0].\n", "It rained.\n"),
        # What takes a marker out parts the halves of a note.
        ("It rained. (Word count:---END---2)It poured.\n", "It rained. (Word count:\n\n2)It poured.\n"),
        # No paragraph, no heading.
        ("<!-->\n= ---END---\n", "<!-->\n=\n"),
        ("<!-- where? -->It rained.\n=== ---END---\n", "<!-- where? -->It rained.\n===\n"),
        # It was a heading with the marker.
        ("--- END --- It rained\n===\nAll day.\n", "It rained\n===\nAll day.\n"),
        ("---END---It rained\n---\nAll day.\n", "It rained\n---\nAll day.\n"),
    ],
)
def test_what_says_no_more_is_no_loss(monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    def without(_case: Case, source: Source, *, unsafe: bool) -> Repair:
        text = source.text.replace(before, after) if unsafe else source.text
        return Repair(make_source(text, source.path), FileResult())

    monkeypatch.setattr(fixing, "_repaired", without)
    assert failure_of(Case(f"---END---\n\n{before}".encode())) is None


def test_a_fix_may_be_refused() -> None:
    """Out of its fence, the text would have no mark any more."""
    assert failure_of(Case(b"```md\n.\n#\n.\n```\n[span_1](start_span)\n```")) is None


@pytest.mark.parametrize(("excerpt", "hidden"), [("elsewhere", False), ("", True)])
def test_a_finding_that_goes_is_a_failure_and_one_that_looks_otherwise_is_none(
    monkeypatch: pytest.MonkeyPatch, excerpt: str, hidden: bool
) -> None:
    looked = fixing._looked  # noqa: SLF001

    def look(name: str, text: str, has_bom: bool) -> Analysis:
        """What is found; when the marker is gone, the broken character with another excerpt or not at all."""
        seen = looked(name, text, has_bom)
        broken = [one for one in seen.result.violations if one.rule == "replacement-character"]
        if "END" in text or not broken:
            return seen
        others = [one for one in seen.result.violations if one not in broken]
        found = (*others, *(replace(one, excerpt=excerpt) for one in broken if excerpt))
        return replace(seen, find=lambda: replace(seen.result, violations=found))

    monkeypatch.setattr(fixing, "_looked", look)
    failure = failure_of(Case("It ra\ufffdned.\n\nIt poured.\n\n---END---\n".encode()))
    assert (failure is not None and failure.signature.startswith("safe fix: hidden: ")) == hidden


def test_a_second_repair_that_does_more_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def shorter(_case: Case, source: Source, *, unsafe: bool) -> Repair:  # noqa: ARG001
        return Repair(make_source(source.text.removeprefix("a "), source.path), FileResult())

    monkeypatch.setattr(fixing, "_repaired", shorter)
    failure = failure_of(Case(b"a a It rained.\n\n---END---\n"))
    assert failure is not None
    assert failure.signature.startswith("safe fix: twice is not once")


def test_a_failure_is_made_smaller_written_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(one: Case) -> None:
        if b"END" in one.data:
            raise Failure("it fails", "here")

    monkeypatch.setattr("fuzzing.trial.check", fails)
    journal = Journal(tmp_path, "hypothesis", 1, 60)
    journal.try_out(CRASH)
    journal.try_out(CRASH)
    (written,) = tmp_path.glob("failures/*/case.json")
    assert bytes.fromhex(json.loads(written.read_text("utf-8"))["data"]) == b"END"
    assert "2  it fails: here" in journal.summary()
    small, count, *every = tried_again(tmp_path)
    assert small.startswith("FAILED it fails: here")
    assert count == "mended  0 of 2 in failed-hypothesis-1.jsonl"
    assert every == [f"FAILED it fails: here  failed-hypothesis-1.jsonl:{line}" for line in (1, 2)]
    with monkeypatch.context() as mended:
        mended.setattr("fuzzing.trial.check", lambda _: FileResult())
        assert tried_again(tmp_path)[1:] == ["mended  2 of 2 in failed-hypothesis-1.jsonl"]
    journal.save()
    assert Journal(tmp_path, "hypothesis", 1, 60).executions == 2
    monkeypatch.setattr("fuzzing.failure.KNOWN", ["it fails"])
    journal.try_out(CRASH)
    assert "1  known: it fails: here" in journal.summary()


def test_nothing_is_known_when_delivered() -> None:
    assert KNOWN == []


def test_smaller_keeps_the_way_it_fails() -> None:
    failure = failure_of(Case(b"\xff"))
    assert failure is None
    given = Failure("gone")
    assert smaller(CRASH, given, longest=0) == (CRASH, given)
