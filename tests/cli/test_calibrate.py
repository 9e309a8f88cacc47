from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from endmark.ruleset.builtin import load_builtin_rules

Endmark = Callable[..., Result]
ALL = {rule.id for rule in load_builtin_rules()}


@pytest.fixture
def measured(endmark: Endmark) -> Callable[..., Any]:
    """What `endmark calibrate --format json` says, by rule; the totals under the empty name."""

    def measure(*arguments: str) -> Any:
        result = endmark("calibrate", "--format", "json", *arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        document = json.loads(result.stdout)
        return {"": document["summary"]} | {entry["rule"]: entry for entry in document["rules"]}

    return measure


def test_a_folder_is_measured(endmark: Endmark) -> None:
    result = endmark("calibrate", ".")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Measured 2 files with 6 blocks of prose: ")
    assert "\n\nstray-end-marker: 1 finding in 1 file\n  cut.md:5\n    | ---END---\n" in result.stdout


def test_every_rule_is_measured(measured: Callable[..., Any], folder: Path) -> None:
    (folder / "endmark.yaml").write_text("rules: {stray-end-marker: off, truncated-sentence: info}\n", "utf-8")
    figures = measured(".")
    assert figures.keys() - {""} == ALL
    assert (figures["stray-end-marker"]["enabled"], figures["stray-end-marker"]["findings"]) == (False, 1)
    assert (figures["truncated-sentence"]["enabled"], figures["truncated-sentence"]["severity"]) == (True, "info")
    assert measured("--no-config", ".")["stray-end-marker"]["enabled"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "stray-end-marker"], {"stray-end-marker"}),
        (["--select", "front-matter"], {rule.id for rule in load_builtin_rules() if rule.category == "front-matter"}),
        (["--ignore", "stray-end-marker,meta"], ALL - {"stray-end-marker", "unused-suppression"}),
    ],
)
def test_rules_can_be_chosen(measured: Callable[..., Any], arguments: list[str], expected: set[str]) -> None:
    assert measured(".", *arguments).keys() - {""} == expected


def test_suppressed_findings_are_counted_apart(measured: Callable[..., Any], folder: Path) -> None:
    text = "<!-- endmark-disable-next-line stray-end-marker -- meant -->\n---END---\n"
    (folder / "meant.md").write_text(text, "utf-8")
    figures = measured(".")["stray-end-marker"]
    assert (figures["findings"], figures["suppressed"], figures["files"]) == (1, 1, 1)


@pytest.mark.parametrize("samples", [0, 1, 2])
def test_the_number_of_samples(measured: Callable[..., Any], folder: Path, samples: int) -> None:
    for name in "abc":
        (folder / f"{name}.md").write_text("Text.\n\n---END---\n", "utf-8")
    assert len(measured(".", "--samples", str(samples))["stray-end-marker"]["samples"]) == samples


def test_a_habit_is_pointed_out(endmark: Endmark, folder: Path) -> None:
    for name in "abcd":
        (folder / f"{name}.md").write_text("Text.\n\n---END---\n", "utf-8")
    assert "\n    rules: {stray-end-marker: off}\n" in endmark("calibrate", ".").stdout


@pytest.mark.parametrize("name", ["text", "json"])
def test_the_figures_go_to_a_file(endmark: Endmark, folder: Path, name: str) -> None:
    shown = endmark("calibrate", ".", "--format", name).stdout
    result = endmark("calibrate", ".", "--format", name, "--output-file", "figures")
    assert (result.exit_code, result.output) == (0, "")
    assert (folder / "figures").read_text("utf-8") == shown


@pytest.mark.parametrize("name", ["text", "json"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone"], "gone: "),
        (["cut.md", "binary.md"], "binary.md"),
        (["empty"], "empty"),
        ([".", "--config", "gone.yaml"], "there is no such config file."),
        ([".", "--select", "stray"], "unknown rule or category 'stray'."),
    ],
)
def test_what_cannot_be_measured_is_2(
    endmark: Endmark, folder: Path, name: str, arguments: list[str], message: str
) -> None:
    (folder / "empty").mkdir()
    (folder / "binary.md").write_bytes(b"\x00\xff")
    result = endmark("calibrate", "--format", name, *arguments)
    assert result.exit_code == 2
    if name == "json":
        (error,) = json.loads(result.stdout)["errors"]
        assert message in f"{error['path']}: {error['message']}"
    else:
        assert message in result.stderr
        assert result.stdout.startswith("Measured 1 file ") == ("binary.md" in arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'FOLDER...'"),
        ([".", "--samples", "-1"], "-1 is not in the range x>=0"),
        ([".", "--format", "xml"], "'xml' is not one of"),
        ([".", "--config", "a.yaml", "--no-config"], "--config and --no-config contradict each other."),
    ],
)
def test_usage(endmark: Endmark, arguments: list[str], message: str) -> None:
    result = endmark("calibrate", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_file_that_cannot_be_written_is_2(endmark: Endmark) -> None:
    result = endmark("calibrate", ".", "--output-file", "gone/figures")
    assert result.exit_code == 2
    assert "the report could not be written" in result.stderr
