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
        (
            ("- [A](#a)\n- [B](#b)\n- [C](#c)\n- [D](#d)", *(f"## {one}\n\n{FIRST[:-1]} {one}." for one in "ABC")),
            "cut 99: write the section “D”",
        ),
        ((FIRST, SECOND, FIRST), "doubled 66: leave out line 5, which says something again"),
        ((FIRST, SECOND, FIRST, SECOND), "doubled 50: leave out lines 5–7, which say something again"),
        (("---\ntitle: A\n---", "{{ $json.postContent }}"), "hollow 0: write the article"),
        # A gate that an empty answer passes is none.
        (("",), "hollow 0: write the article"),
        (("---\ntitle: A\n---",), "hollow 0: write the article"),
        (("# The garden", "## The pond", "- ", "***", "<!-- later -->"), "hollow 0: write the article"),
        (("# The garden", "```sh\nrake\n```"), "whole 100"),
        (("# The garden", "![The pond](pond.jpg)"), "whole 100"),
        # What is not certain is told, and does not count.
        ((FIRST, SECOND[:-1]), "whole 100: perhaps continue after “has seen it catch a fish” (line 3)"),
        ((FIRST, "[TODO: write]"), "whole 100: perhaps leave out “[TODO: write]” (line 3)"),
        # Nor is it hidden what a comment keeps from counting.
        (("<!-- endmark-disable-file -->", FIRST, "---END---", FIRST), "whole 100: 2 findings are kept by comments"),
        # A place is quoted in whole words.
        (
            (FIRST, "Here is the continuation of the article that you asked me for:", SECOND),
            "leftovers 72: leave out “Here is the continuation of the article…” (line 3)",
        ),
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
    result = endmark("verdict", "-", "--lang", "ja", stdin=f"{JA}\n\n---END---\n\n[TODO: 庭のこと]\n")
    assert result.stdout.endswith(
        "「---END---」（3 行目）を取り除く；「[TODO: 庭のこと]」（5 行目）を取り除く（要確認）\n"
    )


@pytest.mark.parametrize(
    "comment",
    ["<!-- endmark-disable-file -->", "---\nendmark:\n  disable: [stray-end-marker, duplicate-paragraph]\n---"],
)
def test_no_comment_keeps_anything_where_strangers_write(endmark: Endmark, comment: str) -> None:
    text = f"{comment}\n\n{FIRST}\n\n---END---\n\n{FIRST}\n"
    kept, counted = endmark("verdict", "-", stdin=text), endmark("verdict", "-", "--no-suppressions", stdin=text)
    assert (kept.exit_code, kept.stdout.split(":")[0]) == (0, "whole 100")
    assert counted.exit_code == 1
    assert counted.stdout.startswith("doubled ")
    assert "kept" not in counted.stdout


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
