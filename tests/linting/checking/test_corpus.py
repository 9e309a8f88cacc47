"""The way of a check that compares documents, with a check that stands in for one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from endmark import checks
from endmark.document.model import Document
from endmark.document.source import make_source
from endmark.document.span import Span
from endmark.linting.checking.corpus import Compared, compare_documents
from endmark.linting.checking.engine import analyse
from endmark.linting.file_result import FileResult
from endmark.linting.results import pack_results
from endmark.ruleset.rule import Rule
from endmark.violation import CorpusMatch, Fact, FiledFact, Severity, make_reason


class Options(Struct, frozen=True):
    """Nothing to decide."""


def note_words(document: Document, _options: Options, _scope: object) -> Iterator[Fact]:
    """Every word in capital letters."""
    for word in re.finditer("[A-Z]{2,}", document.source.text):
        yield Fact(Span(*word.span()), word[0].encode().rjust(8), (len(word[0]),))


def pair_words(facts: Iterable[FiledFact], _options: Options) -> Iterator[CorpusMatch]:
    """Each word that stands in several documents, at the last of them."""
    digests = sorted({fact.digest for fact in facts})
    for digest in digests:
        *others, last = [fact for fact in facts if fact.digest == digest]
        if others:
            related = tuple((fact.number, make_reason("restart.title-here")) for fact in others)
            yield CorpusMatch(last.number, related, {"what": make_reason("restated-field.text")})


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The check of every rule, whose hooks a test may change."""
    check = SimpleNamespace(
        facts=note_words, compare=pair_words, Options=Options, VALUES=frozenset({"what"}), KIND="metadata"
    )
    unused = checks.load("suppression")
    monkeypatch.setattr(checks, "load", lambda name: unused if name == "suppression" else check)
    return check


RULE = Rule("word", "word", Severity.ERROR, "Sums.", "Because.", "The {what} again.", Options())
UNUSED = Rule("unused", "suppression", Severity.WARNING, "Sums.", "Because.", "{problem}", Options())
Run = Callable[..., Compared]


@pytest.fixture
def run(check: SimpleNamespace) -> Run:  # noqa: ARG001
    """What is found in texts, by their paths."""

    def compare(texts: dict[str, str], *, whole: bool = True, rules: tuple[Rule, ...] = (RULE, UNUSED)) -> Compared:
        return compare_documents(pack_results(read(texts, rules)), rules, whole=whole)

    return compare


def read(texts: dict[str, str], rules: tuple[Rule, ...] = (RULE, UNUSED)) -> dict[str, FileResult]:
    known = frozenset({"word", "unused", "other"})
    return {
        path: analyse(make_source(text, path), rules, known, path=f"site/{path}").result for path, text in texts.items()
    }


def show(compared: Compared) -> list[tuple[str, str, str | None, list[tuple[str, int]]]]:
    return [
        (one.path, one.excerpt, one.suppressed, [(place.path, place.region.start.column) for place in one.related])
        for one in compared.results.iter_violations()
    ]


def test_a_finding_is_made_of_facts(run: Run) -> None:
    compared = run({"b.md": "It is GOOD and BAD.\n", "a.md": "A GOOD day.\n", "c.md": "No."})
    (found,) = compared.results.iter_violations()
    assert (found.path, found.rule, found.severity, found.message) == (
        "b.md",
        "word",
        Severity.ERROR,
        "The text again.",
    )
    assert (found.excerpt, found.line_text, found.region.start) == ("GOOD", "It is GOOD and BAD.", (1, 7))
    assert found.reasons == (("what", make_reason("restated-field.text")),)
    (place,) = found.related
    assert (place.path, place.region.start, place.message) == ("a.md", (1, 3), "the title stands here")
    facts = read({"a.md": "A GOOD day.\n", "b.md": "It is GOOD and BAD.\n"})
    assert place.fingerprint == facts["a.md"].facts[0].finding.fingerprint
    assert found.fingerprint == facts["b.md"].facts[0].finding.fingerprint


def test_what_a_document_keeps_has_no_findings_by_itself(check: SimpleNamespace) -> None:  # noqa: ARG001
    result = read({"a.md": "A GOOD day and GOOD luck.\n"})["a.md"]
    assert result.violations == ()
    assert [(fact.finding.message, fact.digest.strip(), fact.values) for fact in result.facts] == [
        ("", b"GOOD", (4,)),
        ("", b"GOOD", (4,)),
    ]
    # Two of a kind are told apart by their order.
    assert len({fact.finding.fingerprint for fact in result.facts}) == 2


def test_the_severity_is_that_of_the_file_that_carries_the_finding(run: Run) -> None:
    compared = run({"a.md": "GOOD", "b.md": "GOOD"}, rules=(replace(RULE, severity=Severity.INFO),))
    assert [one.severity for one in compared.results.iter_violations()] == [Severity.INFO]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"a.md": "GOOD", "b.md": "GOOD"}, [("b.md", "GOOD", None, [("a.md", 1)])]),
        (
            {"a.md": "GOOD", "b.md": "GOOD", "c.md": "<!-- endmark-disable-file word -- so -->\n\nIs GOOD"},
            [("b.md", "GOOD", None, [("a.md", 1)]), ("c.md", "GOOD", "so", [("a.md", 1), ("b.md", 1)])],
        ),
        (
            {"a.md": "GOOD", "b.md": "<!-- endmark-disable-next-line -- so -->\nIs GOOD\n\nand BAD", "c.md": "is BAD"},
            [("b.md", "GOOD", "so", [("a.md", 1)]), ("c.md", "BAD", None, [("b.md", 5)])],
        ),
        ({"a.md": "GOOD", "b.md": "GOOD <!-- endmark-disable-line other -->"}, [("b.md", "GOOD", None, [("a.md", 1)])]),
    ],
)
def test_comments(
    texts: dict[str, str], found: list[tuple[str, str, str | None, list[tuple[str, int]]]], run: Run
) -> None:
    assert show(run(texts)) == found


NOTE = "<!-- endmark-disable-next-line word -->"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{NOTE}\nIs GOOD\n", []),
        (f"{NOTE}\nIs BAD\n", [1]),
        (f"{NOTE}\nIs nothing\n\nIs GOOD\n", [1]),
        (f"{NOTE}\nIs BAD\n\n{NOTE}\nIs GOOD\n\n{NOTE}\nIs SAD\n", [1, 7]),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_comment_that_covers_nothing_is_told_when_all_was_compared(
    text: str, told: list[int], whole: bool, run: Run
) -> None:
    compared = run({"a.md": "GOOD", "b.md": text}, whole=whole)
    found = [one.region.start.line for one in compared.results.iter_violations() if one.rule == "unused"]
    assert found == (told if whole else [])


def crash(*_: Any) -> Iterator[Any]:
    yield from ()
    raise ZeroDivisionError("oops")


def test_a_crash_in_one_document_is_a_problem_of_it(run: Run, check: SimpleNamespace) -> None:
    check.facts = crash
    (problem,) = read({"a.md": "GOOD"})["a.md"].problems
    assert str(problem).startswith("a.md: the rule word failed on this file: ZeroDivisionError: oops.")
    assert run({"a.md": "GOOD"}) == (pack_results(read({"a.md": "GOOD"})), ())


def test_a_crash_in_a_comparison_is_a_problem_of_the_run(run: Run, check: SimpleNamespace) -> None:
    check.compare = crash
    compared = run({"a.md": "GOOD", "b.md": f"{NOTE}\nGOOD\n"})
    (problem,) = compared.problems
    assert (problem.path, problem.message) == (
        None,
        "the rule word failed when it compared the files: ZeroDivisionError: oops.",
    )
    # Nobody knows now whether the comment is for something.
    assert list(compared.results.iter_violations()) == []


def test_of_a_suppressed_place_as_many_others_are_shown_as_of_the_finding(run: Run, check: SimpleNamespace) -> None:
    def compare(facts: Iterable[FiledFact], _options: Options) -> Iterator[CorpusMatch]:
        numbers = [fact.number for fact in facts]
        related = ((numbers[0], make_reason("restart.title-here")),)
        yield CorpusMatch(numbers[-1], related, {"what": "it"}, tuple(numbers[1:-1]))

    check.compare = compare
    held = "<!-- endmark-disable-file -- so -->\nGOOD"
    found = show(run({"a.md": "GOOD", "b.md": "GOOD", "c.md": held, "d.md": "GOOD"}))
    assert [(path, reason, [place[0] for place in places]) for path, _, reason, places in found] == [
        ("c.md", "so", ["d.md"]),
        ("d.md", None, ["a.md"]),
    ]
