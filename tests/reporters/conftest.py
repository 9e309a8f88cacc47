"""Reports built by hand: what a reporter is given, without a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

import pytest
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.file_result import FileResult, Unlisted, Verdict
from endmark.linting.report import Report
from endmark.linting.results import Results, pack_results
from endmark.phrase import phrase, quote
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule
from endmark.violation import Edit, Fix, Region, RelatedRegion, Severity, Violation, make_reason


def region_of(start: tuple[int, int], end: tuple[int, int]) -> Region:
    return Region(Span(start[0] * 1000 + start[1], end[0] * 1000 + end[1]), Position(*start), Position(*end))


class BuildViolation(Protocol):
    def __call__(
        self,
        rule: str = ...,
        severity: Severity = ...,
        *,
        path: str = ...,
        message: str = ...,
        line_text: str = ...,
        start: tuple[int, int] = ...,
        end: tuple[int, int] = ...,
        excerpt: str = ...,
        note: tuple[tuple[int, int], str] | None = ...,
        fix: bool | None = ...,
        suppressed: str | None = ...,
        baselined: bool = ...,
        fingerprint: str = ...,
    ) -> Violation: ...


def build_violation(
    rule: str = "stray-end-marker",
    severity: Severity = Severity.ERROR,
    *,
    path: str = "posts/a.md",
    message: str = "Stray end marker.",
    line_text: str = "---END---",
    start: tuple[int, int] = (87, 1),
    end: tuple[int, int] = (87, 10),
    excerpt: str = "---END---",
    note: tuple[tuple[int, int], str] | None = None,
    fix: bool | None = None,
    suppressed: str | None = None,
    baselined: bool = False,
    fingerprint: str = "f" * 32,
) -> Violation:
    region = region_of(start, end)
    related = (RelatedRegion(region_of(note[0], (note[0][0], note[0][1] + 8)), note[1], path),) if note else ()
    return Violation(
        path=path,
        rule=rule,
        severity=severity,
        message=message,
        region=region,
        excerpt=excerpt,
        line_text=line_text,
        fingerprint=fingerprint,
        related=related,
        fix=None if fix is None else Fix((Edit(region.span, ""),), safe=fix, title=make_reason("pattern.take-out")),
        fix_title="" if fix is None else "take it out",
        fix_regions=() if fix is None else (region,),
        suppressed=suppressed,
        baselined=baselined,
    )


def collect(violations: Iterable[Violation], verdicts: Mapping[str, Verdict] = MappingProxyType({})) -> Results:
    """The violations as the results of their files, with what else is known of these."""
    by_path = {path: FileResult(verdict=verdict) for path, verdict in verdicts.items()}
    for found in violations:
        before = by_path.get(found.path, FileResult())
        by_path[found.path] = replace(before, violations=(*before.violations, found))
    return pack_results(by_path)


def build_report(
    *violations: Violation,
    files: int = 1,
    problems: tuple[Problem, ...] = (),
    fail_on: Severity | None = Severity.ERROR,
    paths: tuple[str, ...] | None = None,
    rules: tuple[Rule, ...] = (),
    unlisted: tuple[Unlisted, ...] = (),
    verdicts: Mapping[str, Verdict] = MappingProxyType({}),
    min_score: int = 0,
) -> Report:
    read = tuple(f"posts/{number}.md" for number in range(files)) if paths is None else paths
    results = collect(violations, verdicts)
    return Report(read, results, problems, fail_on, rules=rules, unlisted=unlisted, min_score=min_score)


def build_shared_violation(path: str = "posts/other.md", number: int = 1) -> Violation:
    """A finding that takes several files; the others are all of that path."""
    others = (RelatedRegion(region_of((7, 8), (7, 16)), "the same title", path, "e" * 32),) * number
    return replace(build_violation("repeated-field", Severity.WARNING, message="It is said twice."), related=others)


WILD = "\x00\x1b[31m\x7f\x9b\u202eevil\u2028\ufffe]]></failure><b>&amp;\"'`|](1) @all https://example.com \\"
"""Everything that means something to one of the formats, in one line."""

JAPANESE = "彼女は𠮷野家の本店を出て、"


def found_in(path: str, **options: Any) -> Violation:
    return build_violation(path=path, **options)


NASTY: dict[str, Callable[[], Report]] = {
    "nothing at all": lambda: build_report(files=0),
    "nothing found": lambda: build_report(files=3, rules=load_builtin_rules()),
    "one finding": lambda: build_report(found_in("posts/0.md"), rules=load_builtin_rules()),
    "Japanese": lambda: build_report(
        build_violation(
            path="記事/第 1 回.md",
            message=f"文が途中で切れています(「{JAPANESE}」)。",
            line_text=f"その晩、{JAPANESE}",
            start=(3, 5),
            end=(3, 5 + len(JAPANESE)),
            excerpt=JAPANESE,
            note=((9, 1), "続きはここです"),
        ),
        paths=("記事/第 1 回.md", "記事/第 2 回.md"),
    ),
    "several files": lambda: build_report(build_shared_violation(), build_shared_violation(WILD, 20)),
    "several lines": lambda: build_report(
        build_violation(
            line_text="The end 🏁 and",
            start=(2, 9),
            end=(4, 3),
            excerpt="🏁 and\r\n一行\n🙂🙂",
            note=((1, 1), "here"),
        )
    ),
    "everything that steers": lambda: build_report(
        build_violation(
            path=f"a\n{WILD}.md",
            message=f"{WILD}\n{WILD}",
            line_text=WILD.replace("\n", ""),
            start=(1, 1),
            end=(1, 9),
            excerpt=WILD[:8],
            note=((1, 2), WILD),
        ),
        build_violation(suppressed=WILD),
        problems=(Problem(quote(WILD), f"b{WILD}", 1, 2, quote(WILD)), Problem(quote(WILD))),
    ),
    "file names that are not UTF-8": lambda: build_report(
        found_in("posts/\udcff.md"),
        problems=(Problem(phrase("cannot be read."), "\udcfe.md"),),
        paths=("posts/\udcff.md",),
    ),
    "files elsewhere": lambda: build_report(
        found_in("/srv/記事 1.md"), found_in("C:/記事/1.md"), found_in("a:b?#%.md")
    ),
    "every severity": lambda: build_report(*(build_violation(severity.label, severity) for severity in Severity)),
    "suppressed and in the baseline": lambda: build_report(
        build_violation("kept-on-purpose", suppressed="a legal notice"),
        build_violation("kept-without-a-word", suppressed=""),
        build_violation("known", baselined=True),
        build_violation("standing"),
    ),
    "only suppressed": lambda: build_report(found_in("posts/0.md", suppressed="")),
    "fixes": lambda: build_report(build_violation(fix=True), build_violation(fix=False)),
    "problems": lambda: build_report(
        build_violation(),
        problems=(
            Problem(phrase("the config is broken."), "endmark.yaml", 3, 7, phrase("Look at line 3.")),
            Problem(phrase("this file cannot be read."), "posts/gone.md", hint=phrase("Check that it exists.")),
            Problem(phrase("this file cannot be read."), "posts/gone.md", hint=phrase("Check that it exists.")),
            Problem(phrase("only a line."), "posts/line.md", 5),
            Problem(phrase("nothing to check.")),
        ),
        files=0,
    ),
    "the same thing twice": lambda: build_report(build_violation(), build_violation()),
    "only counted": lambda: build_report(
        build_violation(path=WILD),
        unlisted=tuple(
            Unlisted(path, rule, severity, suppressed=suppressed, number=7)
            for path in (WILD, "posts/0.md")
            for rule in ("lone-mark", "stray-end-marker")
            for severity in Severity
            for suppressed in (False, True)
        ),
    ),
    "3,000 findings": lambda: build_report(
        *(
            found_in(f"posts/{n // 10:03}.md", start=(n + 1, 1), end=(n + 1, 10), fingerprint=f"{n:032x}")
            for n in range(3000)
        ),
        files=300,
    ),
}


@pytest.fixture(params=NASTY, scope="session")
def nasty(request: pytest.FixtureRequest) -> Report:
    """Reports that a format may stumble over, one after the other."""
    return cached_nasty(request.param)


@cache
def cached_nasty(name: str) -> Report:
    return NASTY[name]()


@pytest.fixture(scope="session")
def wild_reports() -> st.SearchStrategy[Report]:
    """Reports with any text at all wherever articles, paths and configs reach."""
    texts = st.text(st.characters(codec=None), max_size=30)
    paths = texts.filter(bool)
    places = st.tuples(st.integers(1, 9), st.integers(1, 40))
    violations = st.builds(
        build_violation,
        severity=st.sampled_from(Severity),
        path=paths,
        message=texts,
        line_text=texts.map(lambda text: text.replace("\n", "")),
        start=places,
        end=st.tuples(st.integers(9, 12), st.integers(40, 50)),
        excerpt=texts,
        note=st.none() | st.tuples(places, texts),
        fix=st.none() | st.booleans(),
        suppressed=st.none() | texts,
    )
    lines = st.none() | st.integers(1, 9)
    problems = st.builds(Problem, texts, st.none() | paths, lines, lines, st.none() | texts)
    unlisted = st.builds(
        Unlisted,
        paths,
        st.just("lone-mark"),
        st.sampled_from(Severity),
        suppressed=st.booleans(),
        number=st.integers(1, 9),
    )
    return st.builds(
        lambda found, failed, counted: build_report(*found, problems=tuple(failed), unlisted=tuple(counted)),
        st.lists(violations, max_size=4),
        st.lists(problems, max_size=3),
        st.lists(unlisted, max_size=3),
    )


class Conforms(Protocol):
    def __call__(self, value: Any, shape: Any, shapes: dict[str, dict[str, Any]]) -> None: ...


def conforms_to(value: Any, shape: Any, shapes: dict[str, dict[str, Any]]) -> None:
    """Assert that a value from JSON has a shape and nothing else.

    A shape is a type, a set of words, a list of one shape, or a name in `shapes`:
    there the fields of an object have shapes, and `!` after a field says that it
    must be there.
    """
    if isinstance(shape, type):
        assert type(value) is shape
    elif isinstance(shape, set):
        assert value in shape
    elif isinstance(shape, list):
        assert type(value) is list
        for item in value:
            conforms_to(item, shape[0], shapes)
    else:
        fields = {name.rstrip("!"): inner for name, inner in shapes[shape].items()}
        assert value.keys() <= fields.keys(), shape
        assert {name[:-1] for name in shapes[shape] if name.endswith("!")} <= value.keys(), shape
        for name, inner in value.items():
            conforms_to(inner, fields[name], shapes)


@pytest.fixture(scope="session")
def conforms() -> Conforms:
    return conforms_to


@pytest.fixture(scope="session")
def violation() -> BuildViolation:
    return build_violation


@pytest.fixture(scope="session")
def shared_violation() -> Violation:
    return build_shared_violation()


@pytest.fixture(scope="session")
def report() -> Callable[..., Report]:
    return build_report
