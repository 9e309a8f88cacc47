"""Where the rest of a cut sentence stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.cuts.continuation import BlockIndex
from endmark.checks.cuts.rests import starts_inside
from endmark.document.model import Document

Parted = Callable[[str], Document]
CUT = "The beds are dug in March, and the"
MARKER = "\n\n---END---\n\n"


@pytest.mark.parametrize(
    ("text", "fate", "place"),
    [
        # The next passage takes it up with an ellipsis …
        (f"{CUT}{MARKER}...and the seeds follow.", "goes-on", "...and the seeds follow."),
        (f"{CUT}{MARKER}… The seeds follow.", "goes-on", "… The seeds follow."),
        (f"席が足りないので、椅子{MARKER}・・・椅子を増やしました。", "goes-on", "・・・椅子を増やしました。"),
        # … with a few of its words again …
        (f"{CUT}{MARKER}March, and the seeds follow.", "goes-on", "March, and the seeds follow."),
        (f"席が足りないので、椅子を{MARKER}椅子を増やしました。", "goes-on", "椅子を増やしました。"),
        # … with two letters: that is chance …
        (f"席が足りないので、椅子{MARKER}椅子と机を増やしました。", "lost", None),
        # … or in mid-sentence.
        (f"{CUT}{MARKER}seeds follow.", "goes-on", "seeds follow."),
        (f"席が足りない日も{MARKER}、少しずつ増えました。", "goes-on", "、少しずつ増えました。"),
        (f"{CUT}{MARKER}- seeds follow.", "goes-on", "seeds follow."),
        (f"{CUT}{MARKER}---END---\n\nseeds follow.", "goes-on", "seeds follow."),
        (f"{CUT}\n\nseeds follow.", "goes-on", "seeds follow."),
        # Languages have their own words for it …
        (f"香りを強く感じ{MARKER}ています。", "goes-on", "ています。"),
        (f"庭のアプリケ{MARKER}ーションです。", "goes-on", "ーションです。"),
        (f"향기를 강하게 느끼고{MARKER}있습니다.", "goes-on", "있습니다."),
        (f"향기를 강하게 느낍{MARKER}니다.", "goes-on", "니다."),
        (f"水池在花园{MARKER}中，很深。", "goes-on", "中，很深。"),
        (f"水池在花园里非{MARKER}是，很深。", "lost", None),
        # … and what stands together elsewhere is parted here.
        (f"大家都觉得这里非{MARKER}常香。\n\n水池这里非常香。", "goes-on", "常香。"),
        (f"大家都觉得这里非{MARKER}常香。\n\n水池也非常香。", "lost", None),
        # The whole sentence stands elsewhere, before or after.
        (f"{CUT}{MARKER}It rained.\n\nSo: {CUT} seeds follow.", "whole", f"So: {CUT} seeds follow."),
        (f"Look. {CUT}{MARKER}It rained. {CUT} seeds follow.", "whole", f"It rained. {CUT} seeds follow."),
        (f"席が足りないので、椅子を{MARKER}雨でした。席が足りないので、椅子を増やす。", "whole", None),
        # The next passage comes first where both are true.
        (f"{CUT}{MARKER}seeds follow.\n\n{CUT} seeds follow.", "goes-on", "seeds follow."),
        # It is nowhere.
        (CUT, "lost", None),
        (f"{CUT}\n\n---END---", "lost", None),
        (f"{CUT}{MARKER}It rained.", "lost", None),
        (f"{CUT}{MARKER}## seeds follow", "lost", None),
        (f"{CUT}{MARKER}```\nseeds\n```\n\nseeds follow.", "lost", None),
        (f"{CUT}{MARKER}It rained.\n\n{CUT}", "lost", None),
        # Too short to be known again.
        (f"And the{MARKER}It rained. And the seeds follow.", "lost", None),
    ],
)
def test_where_the_rest_stands(parted: Parted, text: str, fate: str, place: str | None) -> None:
    document = parted(text)
    rest = BlockIndex(document.blocks).find_continuation(0)
    assert rest.fate == fate
    assert (rest.span is None) == (fate == "lost")
    if rest.span is not None and place is not None:
        assert document.source.get_excerpt(rest.span) == place


def test_the_whole_sentence_may_stand_earlier(parted: Parted) -> None:
    document = parted(f"{CUT} seeds follow.\n\nIt rained. {CUT}{MARKER}It snowed.")
    assert BlockIndex(document.blocks).find_continuation(1) == ("whole", document.blocks[0].span)


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        (", and", True),
        ("」と言いました。", True),
        ("）。", True),
        ("and", True),
        ("élan", True),
        ("And", False),
        ("「はい」", False),
        ("庭", False),
        ("बगीचा", False),
        ("40", False),
        ("", False),
    ],
)
def test_what_can_only_stand_inside_a_sentence(content: str, inside: bool) -> None:
    assert starts_inside(content) is inside
