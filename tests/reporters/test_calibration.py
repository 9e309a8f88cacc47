from __future__ import annotations

import json
from typing import Any

import pytest

from endmark.errors import Problem
from endmark.linting.calibration import Calibration, RuleFigures
from endmark.phrase import phrase
from endmark.reporters.calibration import LONGEST_EXCERPT, render_json, render_text
from endmark.reporters.width import measure_width
from endmark.violation import Severity


def figures(rule: str = "stray-end-marker", error: int = 2, warning: int = 1, **more: Any) -> RuleFigures:
    counts = ((Severity.ERROR, error), (Severity.WARNING, warning), (Severity.INFO, 0))
    values: dict[str, Any] = {"suppressed": 0, "files": 2, "percent_of_files": 2.0, "per_1000_blocks": 1.5, **more}
    return RuleFigures(rule, values.pop("severity", Severity.ERROR), values.pop("enabled", True), counts, **values)


def calibration(*rules: RuleFigures, **more: Any) -> Calibration:
    return Calibration(1200, 34567, (("ja", 1000), ("en", 198), ("und", 2)), rules, **more)


def details(rule: RuleFigures) -> str:
    return render_text(calibration(rule)).split("\n\n")[2]


def test_the_whole_text(violation: Any) -> None:
    samples = (
        violation(message="Stray end marker ---END---."),
        violation(
            severity=Severity.WARNING,
            path="posts/庭.md",
            start=(3, 5),
            excerpt="a line\n\n  and\tanother\x1b",
            message="A message that is so long that it does not fit on one line of a terminal of the usual width.",
        ),
    )
    silent = figures("other-rule", 0, 0, enabled=False, files=0, percent_of_files=0.0, per_1000_blocks=0.0)
    assert render_text(calibration(figures(suppressed=1200, samples=samples), silent)) == (
        "Measured 1,200 files with 34,567 blocks of prose: ja 1,000, en 198, unknown 2.\n"
        "\n"
        "                                                  per 1,000   % of\n"
        "rule              severity  findings  suppressed     blocks  files\n"
        "stray-end-marker  error            3       1,200       1.50    2.0\n"
        "other-rule        off              0           0       0.00    0.0\n"
        "\n"
        "stray-end-marker: 3 findings in 2 files (2 errors, 1 warning)\n"
        "  posts/a.md:87\n"
        "    | ---END---\n"
        "    Stray end marker ---END---.\n"
        "  posts/庭.md:3 (warning)\n"
        "    | a line and another␛\n"
        "    A message that is so long that it does not fit on one line of a terminal of\n"
        "    the usual width.\n"
    )


def test_columns_are_aligned_by_display_width() -> None:
    rows = render_text(calibration(figures("日本語"), figures("abcdefgh"))).split("\n\n")[1].splitlines()
    assert {measure_width(row) for row in rows} == {measure_width(rows[0])}


def test_a_rate_that_is_not_quite_nothing() -> None:
    assert " <0.01 " in render_text(calibration(figures(per_1000_blocks=0.004)))


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        ("x" * LONGEST_EXCERPT, "x" * LONGEST_EXCERPT),
        ("x" * (LONGEST_EXCERPT + 1), "x" * (LONGEST_EXCERPT - 1) + "…"),
        ("庭" * 100, "庭" * 35 + "…"),
        ("word " * 1_000_000, "word " * 14 + "w…"),
        ("a" + " " * 1000 + "b", "a…"),
        ("a\u2028b\u202ec", "a b\\u202ec"),
    ],
)
def test_an_excerpt_is_one_short_harmless_line(violation: Any, excerpt: str, shown: str) -> None:
    rule = figures(samples=(violation(excerpt=excerpt),))
    assert f"    | {shown}\n" in render_text(calibration(rule))
    assert json.loads(render_json(calibration(rule)))["rules"][0]["samples"][0]["excerpt"] == shown


def test_an_empty_excerpt_takes_no_line(violation: Any) -> None:
    assert "|" not in details(figures(samples=(violation(excerpt=" \n"),)))


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ({"percent_of_files": 20.1}, "Found in more than 20 % of the files. Unless"),
        ({"per_1000_blocks": 10.1}, "Found more than 10 times in 1,000 blocks. Unless"),
    ],
)
def test_a_rule_that_speaks_too_often_gets_a_hint(more: dict[str, Any], hint: str) -> None:
    words = " ".join(details(figures(files=9, **more)).split())
    assert f"hint: {hint}" in words
    assert "this rule describes how this site writes: look at the samples, then switch it off or change its" in words
    assert words.endswith("options in endmark.yaml: rules: {stray-end-marker: off}")


def test_a_rule_that_is_off_gets_no_advice_to_switch_it_off() -> None:
    assert details(figures(files=9, percent_of_files=50, enabled=False)).endswith("It is off already.\n")


def test_a_rule_that_speaks_seldom_gets_no_hint() -> None:
    assert "hint" not in details(figures(files=9))


def test_nothing_but_totals() -> None:
    assert render_text(Calibration(1, 0, (), ())) == "Measured 1 file with 0 blocks of prose.\n"


def test_json(violation: Any) -> None:
    problems = (Problem(phrase("cannot be read."), "b.md", hint=phrase("Try.")),)
    rule = figures(percent_of_files=100 / 3, samples=(violation(message="m\u202e"),))
    text = render_json(calibration(rule, problems=problems))
    assert "\u202e" not in text
    document = json.loads(text)
    assert document.pop("tool")["name"] == "endmark"
    assert document == {
        "schema_version": 1,
        "summary": {"files": 1200, "blocks": 34567, "languages": {"ja": 1000, "en": 198, "und": 2}},
        "rules": [
            {
                "rule": "stray-end-marker",
                "severity": "error",
                "enabled": True,
                "findings": 3,
                "error": 2,
                "warning": 1,
                "info": 0,
                "suppressed": 0,
                "files": 2,
                "percent_of_files": 33.333,
                "per_1000_blocks": 1.5,
                "habit": False,
                "samples": [
                    {
                        "path": "posts/a.md",
                        "line": 87,
                        "column": 1,
                        "severity": "error",
                        "excerpt": "---END---",
                        "message": "m\u202e",
                    }
                ],
            }
        ],
        "errors": [{"path": "b.md", "message": "cannot be read. Try."}],
    }
