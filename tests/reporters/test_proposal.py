"""How a fix is shown to somebody who decides on it."""

from __future__ import annotations

import re

import pytest

from endmark.document.source import Source
from endmark.document.span import Span
from endmark.linting.repair.proposals import Proposal
from endmark.reporters import Style
from endmark.reporters.proposal import format_proposal
from endmark.reporters.width import measure_width
from endmark.violation import Edit, Fix, Region, RelatedRegion, Severity, Violation, make_reason

ONE = "納屋にできた小さな図書館には、三百冊の本があり、村の子どもたちが毎日のように通っています。"
TWO = "納屋にできた小さな図書館には、五百冊の本があり、村の子どもたちが毎日のように通っています。"
ENGLISH, OTHER = "Three herons wait by the old mill pond. " * 3, "Three herons stand by the old mill pond. " * 3


def propose(first: str, second: str, after: str | None = None) -> Proposal:
    """The second passage as a finding that says again what the first does."""
    text = f"{first}\n\n{second}\n"
    source = Source("a.md", text)
    spans = Span(0, len(first)), Span(len(first) + 2, len(text) - 1)
    regions = [Region(span, source.get_position(span.start), source.get_position(span.end)) for span in spans]
    fix = Fix((Edit(spans[1], ""),), safe=False, title=make_reason("pattern.take-out"))
    related = (RelatedRegion(regions[0], "the same", "a.md"),)
    violation = Violation(
        "a.md", "copy", Severity.ERROR, "A copy.", regions[1], second, second, "", related, fix, fix_title="take it out"
    )
    return Proposal(violation, source, Source("a.md", f"{first}\n" if after is None else after), 0)


def show(proposal: Proposal, columns: int = 80, *, color: bool = False) -> list[str]:
    return format_proposal(proposal, Style(columns=columns, color=color)).splitlines()


def test_both_wordings_stand_beside_each_other() -> None:
    assert show(propose(ONE, TWO))[:6] == [
        "a.md:3:1: error[copy] A copy.",
        "fix: take it out (needs an editor's eye)",
        "line 1                                 │ line 3",
        "納屋にできた小さな図書館には、[-三-]百 │ 納屋にできた小さな図書館には、{+五+}百",
        "冊の本があり、村の子どもたちが毎日のよ │ 冊の本があり、村の子どもたちが毎日のよ",
        "うに通っています。                     │ うに通っています。",
    ]


def test_on_a_narrow_screen_one_stands_under_the_other() -> None:
    assert show(propose("Two herons wait by the pond.", "Six herons wait by the pond."), 30)[2:8] == [
        "line 1:",
        "[-Two-] herons wait by the ",
        "pond.",
        "line 3:",
        "{+Six+} herons wait by the ",
        "pond.",
    ]


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(("one", "other"), [(ONE, TWO), (ENGLISH, OTHER), (ONE * 20, TWO * 20), ("a" * 200, "a" * 199)])
@pytest.mark.parametrize("color", [False, True])
def test_no_line_of_the_wordings_is_wider_than_the_screen(one: str, other: str, columns: int, color: bool) -> None:
    lines = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in show(propose(one, other), columns, color=color)]
    beside = [line for line in lines if " │" in line]
    assert beside
    assert max(map(measure_width, beside)) <= columns
    assert len({measure_width(line[: line.index(" │")]) for line in beside}) == 1


def test_what_is_long_and_the_same_is_cut() -> None:
    assert any(" … " in line for line in show(propose(ONE * 20, ONE * 20)))
    assert len(show(propose(ONE * 20, ONE * 20))) < 20


def test_places_that_say_something_else_are_left_out() -> None:
    assert not any("│" in line for line in show(propose(ONE, "## Heading")))


def test_of_a_long_line_only_what_changes_is_shown() -> None:
    text = f"{'池の水。' * 50}{ONE}{'庭の木。' * 50}"
    proposal = propose("池。", text, after=f"池。\n\n{text.replace('三百', '千')}\n")
    old, new = show(proposal)[-2:]
    assert re.fullmatch(r"-….{40}三百.{40}…", old)
    assert re.fullmatch(r"\+….{40}千.{40}…", new)


def test_colours_take_the_place_of_signs_and_nothing_steers_the_terminal() -> None:
    shown = "\n".join(show(propose(f"{ONE}\x1b[2J", f"{TWO}\x1b[2J"), color=True))
    assert "[-" not in shown
    assert "\x1b[31m三\x1b[0m" in shown
    assert "\x1b[2J" not in shown
