"""One finding for a formula of the whole site, in the place of those for each article."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]
BOTH = ("--select", "reading-time-formula,reading-time-mismatch")
ODD = 77


@pytest.fixture(autouse=True)
def site(folder: Path) -> Path:
    """Ten posts in which each ten words take a minute, and one with a time of its own."""
    (folder / "endmark.yaml").write_text("fail_on: warning\n", "utf-8")
    for number in range(11):
        write(folder, number, ODD if number == 10 else 5 + number)
    return folder


def write(site: Path, number: int, minutes: int, more: str = "") -> None:
    body = "The old mill stands by a green pond here too. " * (5 + number)
    (site / f"{number:02}.md").write_text(f"---\nreading_time: {minutes}\n---\n\n{more}\n\n{body}\n", "utf-8")


def count(endmark: Endmark, *arguments: str) -> Counter[tuple[str, bool]]:
    """The findings by rule, and whether they are suppressed."""
    found = json.loads(endmark("check", "--format", "json", *arguments).stdout)["violations"]
    return Counter((one["rule"], "suppressed" in one) for one in found)


def test_the_formula_is_said_once_and_what_has_another_cause_by_itself(endmark: Endmark) -> None:
    assert count(endmark, *BOTH) == {("reading-time-formula", False): 1, ("reading-time-mismatch", False): 1}


def test_a_part_of_the_site_is_judged_by_itself(endmark: Endmark) -> None:
    assert count(endmark, *BOTH, "00.md", "01.md") == {("reading-time-mismatch", False): 2}


def test_a_site_that_names_its_formula_hears_of_what_it_did_not_compute(endmark: Endmark, site: Path) -> None:
    config = "rules:\n  reading-time-mismatch:\n    options: {formula: ceil(words / 10)}\n"
    (site / "endmark.yaml").write_text(config, "utf-8")
    assert count(endmark, "--select", "reading-time-mismatch") == {("reading-time-mismatch", False): 1}


def test_a_comment_takes_its_article_out(endmark: Endmark, site: Path) -> None:
    write(site, 3, 8, "<!-- endmark-disable-file reading-time-formula -- typed in by hand -->")
    write(site, 10, 15)
    assert count(endmark, *BOTH) == {
        ("reading-time-formula", False): 1,
        ("reading-time-formula", True): 1,
        ("reading-time-mismatch", False): 1,
    }
