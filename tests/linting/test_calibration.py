from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from endmark.document.source import make_source
from endmark.document.span import Position, Span
from endmark.errors import Problem
from endmark.linting.calibration import Calibration, RuleFigures, calibrate
from endmark.linting.checking.engine import analyse
from endmark.linting.checking.run import run
from endmark.linting.file_result import FileResult
from endmark.linting.files.discovery import FoundFile
from endmark.linting.report import Report
from endmark.linting.results import pack_results
from endmark.phrase import phrase
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.violation import Region, Severity, Violation

RULES = load_builtin_rules()
MARKER = next(rule for rule in RULES if rule.id == "stray-end-marker")
TRUNCATED = next(rule for rule in RULES if rule.id == "truncated-sentence")


def found(
    path: str,
    line: int = 1,
    rule: str = "stray-end-marker",
    severity: Severity = Severity.ERROR,
    suppressed: str | None = None,
) -> Violation:
    region = Region(Span(line, line + 1), Position(line, 1), Position(line, 2))
    return Violation(path, rule, severity, "m", region, "x", "x", "f", suppressed=suppressed)


def calibrated(violations: Sequence[Violation], *, files: int = 10, blocks: int = 100, samples: int = 3) -> Calibration:
    by_path: dict[str, list[Violation]] = {}
    for one in violations:
        by_path.setdefault(one.path, []).append(one)
    report = Report(
        tuple(f"{number}.md" for number in range(files)),
        pack_results({path: FileResult(tuple(found)) for path, found in by_path.items()}),
        (Problem(phrase("gone")),),
        None,
        blocks,
        (("ja", files),),
    )
    return calibrate(report, (TRUNCATED, MARKER), off={"truncated-sentence"}, samples=samples)


def figures_of(*violations: Violation, files: int = 10, blocks: int = 100, samples: int = 3) -> RuleFigures:
    return calibrated(violations, files=files, blocks=blocks, samples=samples).rules[0]


def test_counts_and_rates() -> None:
    figures = figures_of(
        found("a.md"),
        found("a.md", 2, severity=Severity.WARNING),
        found("b.md"),
        found("c.md", suppressed="meant"),
    )
    assert (figures.rule, figures.severity, figures.enabled) == ("stray-end-marker", Severity.ERROR, True)
    assert figures.by_severity == ((Severity.ERROR, 2), (Severity.WARNING, 1), (Severity.INFO, 0))
    assert (figures.findings, figures.suppressed, figures.files) == (3, 1, 2)
    assert (figures.percent_of_files, figures.per_1000_blocks) == (20.0, 30.0)


def test_every_rule_has_figures_the_most_frequent_first() -> None:
    assert [(one.rule, one.findings) for one in calibrated([found("a.md")]).rules] == [
        ("stray-end-marker", 1),
        ("truncated-sentence", 0),
    ]
    silent = calibrated([]).rules
    assert [(one.rule, one.enabled) for one in silent] == [("stray-end-marker", True), ("truncated-sentence", False)]
    assert silent[0].samples == ()


def test_totals_and_problems_come_from_the_report() -> None:
    calibration = calibrated([])
    assert (calibration.files, calibration.blocks, calibration.languages) == (10, 100, (("ja", 10),))
    assert calibration.problems == (Problem(phrase("gone")),)


def test_without_text_nothing_is_divided() -> None:
    figures = figures_of(found("a.md"), files=0, blocks=0)
    assert (figures.percent_of_files, figures.per_1000_blocks) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("places", "wanted", "expected"),
    [
        (["a1", "a2", "a3", "b1", "c1"], 3, ["a1", "b1", "c1"]),
        (["a1", "a2", "a3", "b1"], 3, ["a1", "a2", "b1"]),
        (["a1", "b1", "b2", "b3"], 3, ["a1", "b1", "b2"]),
        (["a1", "a2"], 3, ["a1", "a2"]),
        (["a1", "b1", "c1", "d1", "e1", "f1"], 3, ["a1", "c1", "e1"]),
        (["a1", "b1"], 0, []),
        ([], 2, []),
    ],
)
def test_samples_are_spread_over_the_files(places: list[str], wanted: int, expected: list[str]) -> None:
    figures = figures_of(*(found(place[0], int(place[1:])) for place in places), samples=wanted)
    assert [f"{sample.path}{sample.region.start.line}" for sample in figures.samples] == expected


def test_suppressed_findings_are_no_samples() -> None:
    assert figures_of(found("a.md", suppressed="")).samples == ()


@pytest.mark.parametrize(
    ("with_finding", "files", "blocks", "expected"),
    [
        (5, 24, 100_000, True),
        (5, 25, 100_000, False),
        (5, 1000, 499, True),
        (5, 1000, 500, False),
        (4, 4, 4, False),
    ],
)
def test_a_habit_shows_in_many_files_or_blocks(with_finding: int, files: int, blocks: int, expected: bool) -> None:
    violations = [found(f"{number}.md") for number in range(with_finding)]
    assert figures_of(*violations, files=files, blocks=blocks).is_habit is expected


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", 0),
        ("# Title\n\nText.\n\n- one\n- two\n\n> quote\n\n[^1]: note\n", 6),
        ("---\ntitle: x\n---\n\n```\ncode\n```\n\n---\n\n<div><img></div>\n", 0),
        ("![](image.png)\n\n`code`\n\nWord `code`\n", 1),
    ],
)
def test_blocks_of_prose_that_hold_text_are_counted(text: str, blocks: int) -> None:
    assert analyse(make_source(text, "a.md"), (), frozenset()).result.blocks == blocks


def test_a_run_counts_blocks_and_languages(tmp_path: Path) -> None:
    texts = {
        "a": "店は春に開きました。\n",
        "b": "The shop is open to all of the town.\n",
        "c": "店は閉まりました。\n",
        "d": "1\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    settings = load_settings(SettingsRequest(use_config=False, cwd=tmp_path))
    report = run([FoundFile(str(tmp_path / f"{name}.md"), f"{name}.md") for name in texts], settings)
    assert (report.blocks, report.languages) == (4, (("ja", 2), ("en", 1), ("und", 1)))


def test_every_rule_can_be_switched_on(tmp_path: Path) -> None:
    config = "rules: {duplicate-paragraph: off}\noverrides: [{files: [a.md], rules: {stray-end-marker: off}}]\n"
    (tmp_path / "endmark.yaml").write_text(config, "utf-8")
    settings = load_settings(SettingsRequest(cwd=tmp_path, ignore=("truncated-sentence",)))
    settings = settings.replace_rules((*settings.rules[1:], replace(settings.rules[0], enabled=False)))
    everything = settings.enable_every_rule()
    on = {rule.id for rule in everything.rules if rule.enabled}
    assert on == {rule.id for rule in RULES} - {"truncated-sentence"}
    assert {rule.id for rule in everything.choose_rules("b.md")} == on
    assert {rule.id for rule in everything.choose_rules("a.md")} == on - {"stray-end-marker"}
