"""`endmark verdict`: a word, a number, and what to ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

FIRST = "The gate is opened at dawn, and the keeper sweeps the yard before anybody comes."
SECOND = "A grey heron waits beside the pond until noon, but nobody has seen it catch a fish."
THIRD = "In autumn the leaves of the old maple turn red, and visitors come from afar to see it."
CUT = "A grey heron waits beside the pond until noon, but nobody has seen the"
JA = "庭の門は夜明けに開き、管理人は誰かが来る前に中庭を掃き清めて、水をまいておきます。"


@pytest.mark.parametrize(
    ("blocks", "line"),
    [
        ((FIRST, SECOND), "whole 100"),
        ((FIRST, "---END---", SECOND, "---END---"), "leftovers 88: leave out “---END---” (lines 3, 7)"),
        ((FIRST, CUT), "cut 84: continue after “but nobody has seen the” (line 3)"),
        ((FIRST, SECOND, FIRST), "doubled 66: leave out line 5, which says something again"),
        ((FIRST, SECOND, FIRST, SECOND), "doubled 50: leave out lines 5–7, which say something again"),
        (("---\ntitle: A\n---", "{{ $json.postContent }}"), "hollow 0: write the article"),
    ],
)
def test_a_line_says_what_it_is_and_what_to_ask_for(
    endmark: Endmark, folder: Path, blocks: tuple[str, ...], line: str
) -> None:
    (folder / "a.md").write_text("\n\n".join(blocks) + "\n", "utf-8")
    result = endmark("verdict", "a.md")
    assert result.stdout == f"{line}\n"
    assert (result.exit_code, result.stderr) == (int(not line.startswith("whole")), "")


def test_an_article_comes_from_standard_input(endmark: Endmark) -> None:
    result = endmark("verdict", "-", stdin=f"{JA}\n\n---END---\n")
    assert result.stdout == "leftovers 82: leave out “---END---” (line 3)\n"


def test_it_speaks_japanese(endmark: Endmark) -> None:
    result = endmark("verdict", "-", "--lang", "ja", stdin=f"{JA}\n\n---END---\n")
    assert result.stdout == "leftovers 82: 「---END---」（3 行目）を取り除く\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone.md",), "error: gone.md: "),
        (("binary.md",), "error: binary.md: "),
        ((".",), "a verdict is on one article"),
        (("whole.md", "--stdin-filename", "a.md"), "--stdin-filename only has a meaning together with `-`."),
    ],
)
def test_what_cannot_be_judged_is_said(endmark: Endmark, arguments: tuple[str, ...], said: str) -> None:
    result = endmark("verdict", *arguments)
    assert said in result.stderr
    assert (result.exit_code, result.stdout) == (2, "")


def test_there_is_an_end_to_what_is_asked_for(endmark: Endmark) -> None:
    article = "\n\n".join(f"{FIRST} That was day {number}.\n\n[END OF PART {number}]" for number in range(25))
    line = endmark("verdict", "-", stdin=f"{article}\n").stdout
    assert line.endswith(" more\n")
    assert line.count(";") == 20
