from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from endmark.errors import Problem
from endmark.linting.file_result import Unlisted
from endmark.linting.report import Report
from endmark.phrase import phrase, quote
from endmark.reporters import FORMATS, render
from endmark.violation import Severity, Violation

Build = Callable[..., Violation]
BuildReport = Callable[..., Report]

COLOR = re.compile(r"\x1b\[(?:0|[39]4|1(?:;3[136])?)m")


def findings(text: str) -> str:
    return text.rpartition("\nChecked")[0]


def test_a_finding(violation: Build, report: BuildReport) -> None:
    found = violation(note=((3, 1), "the first end marker"), fix=True)
    assert render(report(found), "text") == (
        "posts/a.md:87:1: error[stray-end-marker] Stray end marker.\n"
        "87 | ---END---\n"
        "   | ^^^^^^^^^\n"
        "note: posts/a.md:3:1 the first end marker\n"
        "fix: take it out\n"
        "\n"
        "Checked 1 file: 1 error (1 fixable). Failing because an error was found (--fail-on error). "
        "endmark fix repairs 1.\n"
    )


def test_verbose_tells_where_to_read_more(violation: Build, report: BuildReport) -> None:
    assert "help: endmark explain stray-end-marker\n" in render(report(violation()), "text", verbose=True)
    assert "help:" not in render(report(violation()), "text")


@pytest.mark.parametrize(
    ("end", "carets", "rest"),
    [
        ((87, 4), "^^^", None),
        ((88, 1), "^^^^^^^^^", None),
        ((88, 2), "^^^^^^^^^", "… to line 88"),
        ((110, 1), "^^^^^^^^^", "… to line 109"),
    ],
)
def test_several_lines(
    violation: Build, report: BuildReport, end: tuple[int, int], carets: str, rest: str | None
) -> None:
    expected = ["87 | ---END---", f"   | {carets}", *([f"   | {rest}"] if rest else [])]
    shown = findings(render(report(violation(end=end)), "text")).splitlines()
    assert shown[1:] == expected


def test_an_unsafe_fix_says_so(violation: Build, report: BuildReport) -> None:
    assert "fix: take it out (with --unsafe)\n" in render(report(violation(fix=False)), "text")


def test_findings_keep_their_order_with_a_blank_line_between(violation: Build, report: BuildReport) -> None:
    text = render(report(violation("b", path="a.md"), violation("a", path="b.md")), "text")
    assert [paragraph.partition(":")[0] for paragraph in text.split("\n\n")] == ["a.md", "b.md", "Checked 1 file"]


@pytest.mark.parametrize("name", ["text", "concise"])
def test_suppressed_violations_appear_only_with_verbose(violation: Build, report: BuildReport, name: str) -> None:
    both = report(violation(suppressed="legal notice"), violation(suppressed=""))
    assert render(both, name) == "Checked 1 file: nothing found (2 suppressed).\n"
    verbose = render(both, name, verbose=True)
    assert "Stray end marker. (suppressed: legal notice)\n" in verbose
    assert "Stray end marker. (suppressed: no reason given)\n" in verbose


@pytest.mark.parametrize("name", ["text", "concise"])
def test_quiet_leaves_what_fails(violation: Build, report: BuildReport, name: str) -> None:
    found = (violation("low", Severity.WARNING), violation("high"), violation("hidden", suppressed=""))
    shown = render(report(*found), name, quiet=True)
    assert "high" in shown
    assert "low" not in shown
    assert "hidden" not in shown
    assert "Checked" not in shown
    assert "low" in render(report(*found, fail_on=None), name, quiet=True)
    assert render(report(), name, quiet=True) == ""
    assert render(report(found[0]), name, quiet=True) == ""


def test_concise_is_one_line_a_finding(violation: Build, report: BuildReport) -> None:
    shown = render(report(violation(), violation("other", Severity.INFO, start=(90, 3), end=(90, 4))), "concise")
    assert shown.splitlines() == [
        "posts/a.md:87:1: error[stray-end-marker] Stray end marker.",
        "posts/a.md:90:3: info[other] Stray end marker.",
        "Checked 1 file: 1 error, 1 info. Failing because an error was found (--fail-on error).",
    ]


def test_statistics_are_sorted_by_count_then_name(violation: Build, report: BuildReport) -> None:
    rules = [*["many"] * 10, "b", "a", "hidden"]
    found = [violation(rule, suppressed="" if rule == "hidden" else None) for rule in rules]
    shown = render(report(*found), "text", statistics=True)
    assert "\n\n10  many\n 1  a\n 1  b\n\nChecked" in shown
    assert "Checked" in render(report(), "text", statistics=True)


def test_statistics_count_the_patterns_of_a_rule(violation: Build, report: BuildReport) -> None:
    patterns = ["y", "x", "x", "", "hidden"]
    found = [replace(violation("a", suppressed="" if one == "hidden" else None), pattern=one) for one in patterns]
    low = replace(violation("a", Severity.INFO), pattern="low")
    shown = render(report(*found, low, violation("b")), "text", statistics=True)
    assert "\n\n5  a\n   2  a/x\n   1  a/low\n   1  a/y\n1  b\n\nChecked" in shown
    assert "a/low" not in render(report(*found, low), "text", statistics=True, quiet=True)


def test_the_pattern_is_told_with_verbose_alone(violation: Build, report: BuildReport) -> None:
    found = replace(violation("refusal"), pattern="sorry-I-cannot")
    assert "\npattern: refusal/sorry-I-cannot\n" in render(report(found), "text", verbose=True)
    assert "sorry-I-cannot" not in render(report(found), "text")
    assert "pattern:" not in render(report(violation()), "text", verbose=True)


def test_colour_changes_nothing_else(violation: Build, report: BuildReport) -> None:
    mixed = report(violation(fix=True), violation("b", Severity.WARNING), violation("c", Severity.INFO))
    for name in ("text", "concise"):
        colored = render(mixed, name, color=True)
        assert "\x1b[1;31merror\x1b[0m[\x1b[1mstray-end-marker\x1b[0m]" in colored
        assert COLOR.sub("", colored) == render(mixed, name)


@pytest.mark.parametrize(
    ("counts", "options", "sentence"),
    [
        ((0, 0, 0), {"files": 3}, "Checked 3 files: nothing found."),
        ((0, 0, 0), {"files": 0}, "No file was checked."),
        (
            (4, 1, 0),
            {},
            "Checked 1 file: 4 errors, 1 warning. Failing because errors were found (--fail-on error).",
        ),
        ((0, 2, 0), {}, "Checked 1 file: 2 warnings. Not failing: --fail-on is error."),
        ((0, 0, 2), {}, "Checked 1 file: 2 infos. Not failing: --fail-on is error."),
        ((1, 0, 0), {"fail_on": None}, "Checked 1 file: 1 error. Not failing: --fail-on is never."),
        (
            (0, 1, 1),
            {"fail_on": Severity.WARNING},
            "Checked 1 file: 1 warning, 1 info. Failing because a warning was found (--fail-on warning).",
        ),
        (
            (1, 1, 0),
            {"fail_on": Severity.WARNING},
            "Checked 1 file: 1 error, 1 warning. Failing because errors and warnings were found (--fail-on warning).",
        ),
        (
            (1, 1, 1),
            {"fail_on": Severity.INFO},
            (
                "Checked 1 file: 1 error, 1 warning, 1 info. "
                "Failing because errors, warnings and infos were found (--fail-on info)."
            ),
        ),
        (
            (0, 0, 0),
            {"problems": (Problem(phrase("no"), "b.md"),)},
            "Checked 1 file: nothing found. 1 file could not be checked. Failing because the check is not complete.",
        ),
        (
            (0, 0, 0),
            {
                "files": 0,
                "problems": (Problem(phrase("no"), "b.md"), Problem(phrase("no"), "c.md"), Problem(phrase("nothing"))),
            },
            (
                "No file was checked. 2 files could not be checked. 1 problem was reported. "
                "Failing because the check is not complete."
            ),
        ),
        (
            (0, 0, 0),
            {
                "files": 0,
                "problems": (
                    Problem(phrase("no"), "a.yaml", 1, subject="settings"),
                    Problem(phrase("no"), "a.yaml", 2, subject="settings"),
                    Problem(phrase("no"), "b.yaml", subject="settings"),
                    Problem(phrase("nothing"), subject="settings"),
                    Problem(phrase("no"), "posts", subject="folder"),
                ),
            },
            (
                "No file was checked. 2 files of the settings could not be read. 1 folder could not be read. "
                "1 problem was reported. Failing because the check is not complete."
            ),
        ),
        (
            (1, 0, 0),
            {"problems": (Problem(phrase("crash"), "b.md"), Problem(phrase("crash"), "b.md"))},
            "Checked 1 file: 1 error. 1 file could not be checked. Failing because the check is not complete.",
        ),
    ],
)
def test_summary(
    violation: Build, report: BuildReport, counts: tuple[int, int, int], options: dict[str, object], sentence: str
) -> None:
    found = [
        violation(severity=severity)
        for severity, count in zip((Severity.ERROR, Severity.WARNING, Severity.INFO), counts, strict=True)
        for _ in range(count)
    ]
    assert render(report(*found, **options), "concise").splitlines()[-1] == sentence


@pytest.mark.parametrize(
    ("fixes", "sentence"),
    [
        ([None], ""),
        ([True, True, None], " endmark fix repairs 2."),
        ([False], " endmark fix --interactive asks about 1."),
        ([True, False, False], " endmark fix repairs 1, endmark fix --interactive asks about 2 more."),
    ],
)
def test_summary_says_what_to_run(
    violation: Build, report: BuildReport, fixes: list[bool | None], sentence: str
) -> None:
    shown = render(report(*(violation(fix=fix) for fix in fixes)), "concise").splitlines()[-1]
    assert shown.partition("(--fail-on error).")[2] == sentence


def test_summary_explains_exit_zero(violation: Build, report: BuildReport) -> None:
    shown = render(report(violation()), "text", exit_zero=True)
    assert shown.endswith("Checked 1 file: 1 error. Not failing: --exit-zero is set.\n")
    assert "Failing because" in render(report(problems=(Problem(phrase("no")),)), "text", exit_zero=True)


@given(st.data())
def test_an_article_cannot_steer_the_terminal(violation: Build, report: BuildReport, data: st.DataObject) -> None:
    texts = st.text(st.characters(codec=None))
    line = data.draw(st.text(st.characters(codec=None, exclude_characters="\n")))
    start = data.draw(st.integers(0, len(line)))
    found = violation(
        path=data.draw(texts),
        message=data.draw(texts),
        line_text=line,
        start=(1, start + 1),
        end=(1, len(line) + 1),
        note=((1, 1), data.draw(texts)),
        suppressed=data.draw(st.none() | texts),
    )
    problem = Problem(quote(data.draw(texts)), data.draw(texts))
    for name in FORMATS:
        for color in (False, True):
            shown = render(report(found, problems=(problem,)), name, color=color, verbose=True)
            rest = COLOR.sub("", shown) if color else shown
            assert {unicodedata.category(char) for char in rest if char != "\n"}.isdisjoint({"Cc", "Cs"})


def test_what_is_only_counted_is_said_and_counts(report: BuildReport, violation: Build) -> None:
    unlisted = (
        Unlisted("a.md", "x", Severity.ERROR, suppressed=False, number=2_113),
        Unlisted("a.md", "x", Severity.ERROR, suppressed=True, number=5),
    )
    full = replace(report(violation()), unlisted=unlisted)
    text = render(full, "text")
    assert "a.md: and 2,113 more of error[x]; --max-findings 0 lists all.\n" in text
    assert "5 more suppressed" not in text
    assert text.endswith("2,114 errors (5 suppressed). Failing because errors were found (--fail-on error).\n")
    assert "5 more suppressed" in render(full, "text", verbose=True)
