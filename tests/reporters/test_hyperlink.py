"""Places and rules as links that a terminal opens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from endmark.cli.screen import knows_links
from endmark.reporters.hyperlink import link_place, link_rule

LINK = re.compile("\x1b\\]8;;(?P<target>[^\x1b]*)\x1b\\\\(?P<shown>[^\x1b]*)\x1b\\]8;;\x1b\\\\")


def read_link(text: str) -> tuple[str, str] | None:
    found = LINK.fullmatch(text)
    return (found["shown"], found["target"]) if found else None


def test_a_place_leads_to_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_link(link_place("庭 1.md:3:5", "庭 1.md", 3)) == (
        "庭 1.md:3:5",
        f"{tmp_path.as_uri()}/%E5%BA%AD%201.md#3",
    )


@pytest.mark.parametrize("name", ["a\x1b]8;;b", "a\x07", "a\nb"])
def test_no_name_of_a_file_can_end_a_link(name: str) -> None:
    found = read_link(link_place("shown", name, 1))
    assert found
    assert not re.search(r"[\x00-\x1f]", found[1])


def test_what_is_no_file_is_no_link() -> None:
    assert link_place("<stdin>:3:5", "<stdin>", 3) == "<stdin>:3:5"


def test_a_rule_leads_to_its_page_where_it_has_one() -> None:
    assert read_link(link_rule("stutter", "stutter")) == (
        "stutter",
        "https://github.com/endmark/endmark/blob/main/docs/rules/stutter.md",
    )
    assert link_rule("our-own", "our-own") == "our-own"


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [
        ({}, True, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True, False),
        ({"VTE_VERSION": "7600"}, True, True),
        ({"KITTY_WINDOW_ID": "1"}, True, True),
        ({"WT_SESSION": "x"}, True, True),
        ({"VTE_VERSION": "7600"}, False, False),
        ({"VTE_VERSION": "7600", "TERM": "dumb"}, True, False),
        ({"VTE_VERSION": "7600", "TMUX": "x"}, True, False),
        ({"VTE_VERSION": "7600", "CI": "true"}, True, False),
        ({"FORCE_HYPERLINK": "1"}, False, True),
        ({"FORCE_HYPERLINK": "0", "VTE_VERSION": "7600"}, True, False),
    ],
)
def test_links_are_for_terminals_that_know_them(
    environment: Mapping[str, str], is_terminal: bool, expected: bool
) -> None:
    assert knows_links(environment, is_terminal=is_terminal) is expected
