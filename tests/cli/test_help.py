"""Help that a newcomer reads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import Result

Endmark = Callable[..., Result]


@pytest.mark.parametrize(
    ("command", "option", "title"),
    [
        ("check", "--staged", "Articles"),
        ("check", "--severity", "Rules and config"),
        ("check", "--format", "Report"),
        ("check", "--min-score", "Exit code"),
        ("check", "--unsafe", "Repair"),
        ("check", "--jobs", "Speed"),
        ("check", "--help", "Other"),
        ("fix", "--only", "Repair"),
        ("calibrate", "--samples", "Articles"),
        ("site", "--changed", "Articles"),
    ],
)
def test_options_stand_under_what_they_are_about(endmark: Endmark, command: str, option: str, title: str) -> None:
    sections = re.split(r"^(\S.*):\n", endmark(command, "--help").stdout, flags=re.MULTILINE)
    holding = [name for name, text in zip(sections[1::2], sections[2::2], strict=True) if f"{option} " in text]
    assert holding == [title]


@pytest.mark.parametrize("command", ["check", "fix", "calibrate", "site"])
def test_every_option_is_about_something(endmark: Endmark, command: str) -> None:
    others = endmark(command, "--help").stdout.partition("\nOther:\n")[2]
    assert others == "  -h, --help  Show this message and exit.\n"


def test_a_short_list_needs_no_headings(endmark: Endmark) -> None:
    assert "\nOptions:\n" in endmark("verdict", "--help").stdout


def test_the_examples_of_the_program_can_be_run(endmark: Endmark) -> None:
    examples = re.findall(r"^    endmark (.*?)  ", endmark("--help").stdout, re.MULTILINE)
    assert len(examples) == 3
    for example in examples:
        words = [word.replace("posts/a.md:12", "cut.md:5").replace("posts/a.md", "cut.md") for word in example.split()]
        assert endmark(*(word.replace("posts", ".") for word in words)).exit_code in (0, 1)
