"""The checks that look at headings, sentences and lines: tables of what they find and what they leave alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from endmark import checks
from endmark.checks import Scope
from endmark.document.model import Document
from endmark.violation import Match

Parted = Callable[[str], Document]
PROSE = Scope(kinds=frozenset({"paragraph", "heading"}))


def run(document: Document, check: str, **options: Any) -> list[Match]:
    module: Any = checks.load(check)
    return list(module.find(document, module.Options(**options), PROSE))


def found(document: Document, check: str, **options: Any) -> list[str]:
    return [document.source.get_excerpt(match.span) for match in run(document, check, **options)]


DUG = "The beds are dug by hand in the first week of May, and nobody walks on them."
LATE = "Nobody has ever seen a rose grow as tall as those that stand along the southern wall."
LATE_JA = "南の塀に沿って立つ薔薇ほど高く伸びたものを、誰も見たことがありません。"
DUG_JA = "畝は五月の最初の週に手で掘りました。去年の土はとても固かったのです。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Beds and paths\n\nOne.\n\n## Beds and paths\n\nTwo.\n", ["## Beds and paths"]),
        ("## Beds and paths\n\nOne.\n\n## Beds and paths\n\nOne.\n", []),
        ("## Beds and paths\n\nOne.\n\n### Beds and paths\n\nTwo.\n", []),
        ("# A\n\n## Beds and paths\n\nOne.\n\n# B\n\n## Beds and paths\n\nTwo.\n", []),
        ("## Beds, and paths!\n\nOne.\n\n## beds and **paths**\n\nTwo.\n", ["## beds and **paths**"]),
        ("## FAQ\n\nOne.\n\n## FAQ\n\nTwo.\n", []),
        ("## Call `open`\n\nOne.\n\n## Call `close`\n\nTwo.\n", []),
        ("> ## Beds and paths\n>\n> One.\n>\n> ## Beds and paths\n>\n> Two.\n", []),
        ("## 畝と小道\n\n一。\n\n---END---\n\n## 畝と小道\n\n二。\n", ["## 畝と小道"]),
        ("{#if a}\n## Beds and paths\n\nOne.\n{:else}\n## Beds and paths\n\nTwo.\n{/if}\n", []),
        ("{#if a}\n## Beds and paths\n\nOne.\n{/if}\n\n## Beds and paths\n\nTwo.\n", ["## Beds and paths"]),
        # Headings that others of their level follow at once group them, where there are several.
        ("".join(f"## {year}\n\n## Beds and paths\n\nIn {year}.\n\n" for year in (1990, 1991, 1992)), []),
        (
            "".join(f"## {year}\n\n## Beds and paths\n\nIn {year}.\n\n" for year in (1990, 1991)),
            ["## Beds and paths"],
        ),
        (
            "".join(f"## {year}\n\n## Beds and paths\n\nIn {year}.\n\n" for year in (1990, 1991, 1992))
            + "## Beds and paths\n\nAnd later.\n",
            ["## Beds and paths"],
        ),
        ("### 2.0.1\n\n### What is new\n\nOne.\n\n### 2.0.0\n\n### What is new\n\nTwo.\n", []),
        # A notice that is written as a heading, and closed by one of signs.
        ("## ~hint hint\n\nOne.\n\n## ~\n\nTwo.\n\n## ~hint hint\n\nThree.\n\n## ~\n", []),
        ("## ~hint hint\n\nOne.\n\n## ~hint hint\n\nThree.\n", ["## ~hint hint"]),
        # The passage stands twice, which says more.
        (f"## Beds and paths\n\n{DUG}\n\n## Beds and paths\n\n{DUG.replace('hand', 'hands')}\n", []),
        (f"## 畝と小道\n\n{DUG_JA}\n\n## 畝と小道\n\n{DUG_JA.replace('去年', '今年')}\n", []),
        (f"## Beds and paths\n\n{DUG}\n\n## Beds and paths\n\nSo {DUG * 2}\n", ["## Beds and paths"]),
        ("## Beds and paths\n\nIt is dug now.\n\n## Beds and paths\n\nIt is dug new.\n", ["## Beds and paths"]),
        # A section with the name of the whole.
        ("# Beds and paths\n\n## Beds & paths\n\nOne.\n\n## Beds & paths\n\nTwo.\n", ["## Beds & paths"]),
        ("# Beds, paths\n\n## **Beds paths**\n\nOne.\n\n## **Beds paths**\n\nTwo.\n", []),
        ("# 畝と小道：上\n\n## 畝と小道:上\n\n一。\n\n## 畝と小道:上\n\n二。\n", []),
        ("# Beds and paths\n\nOne.\n\n# Beds and paths\n\nTwo.\n", ["# Beds and paths"]),
        # A line in bold letters over text.
        (
            f"**The beds and their paths**\n\n{DUG}\n\n**Roses**\n\n{DUG}\n\n**The beds and their paths**\n\n{LATE}\n",
            ["**The beds and their paths**"],
        ),
        (
            f"__Die Beete und ihre vielen Wege__\n\n{DUG}\n\n__Die Beete und ihre vielen Wege__\n\n{LATE}\n",
            ["__Die Beete und ihre vielen Wege__"],
        ),
        (
            f"**畝とその間の小道のこと**\n\n{DUG_JA}\n\n**薔薇**\n\n一。\n\n**畝とその間の小道のこと**\n\n{LATE_JA}\n",
            ["**畝とその間の小道のこと**"],
        ),
        (f"**The beds and the paths:**\n\n{DUG}\n\n**The beds and the paths:**\n\n{LATE}\n", []),
        (f"**The beds and their paths**\n\n{DUG}\n\n**The beds and their paths**\n\n- {LATE}\n", []),
        (f"**The beds and their paths**\n\nDug.\n\n**The beds and their paths**\n\n{DUG}\n", []),
        (f"**The beds and paths**\n\n{DUG}\n\n**The beds and paths**\n\n{LATE}\n", []),
        (f"- **The beds and their paths**\n\n  {DUG}\n\n- **The beds and their paths**\n\n  {LATE}\n", []),
        (f"## The beds and their paths\n\n{DUG}\n\n**The beds and their paths**\n\n{LATE}\n", []),
        # Entries of one sort have the same titles.
        (
            "".join(
                f"**The beds and their paths**\n\nIn {year}: {DUG}\n\n**The roses**\n\nIn {year}: {DUG}\n\n"
                for year in (1990, 1991)
            ),
            [],
        ),
        # One that goes on with the section in which it stands.
        (
            "## Beds\n\nOne.\n\n## Beds (continued)\n\nTwo.\n\n## Beds (cont.)\n\nThree.\n",
            ["## Beds (continued)", "## Beds (cont.)"],
        ),
        ("## Beete\n\nOne.\n\n### Rosen\n\nTwo.\n\n## Beete (Fortsetzung)\n\nThree.\n", ["## Beete (Fortsetzung)"]),
        ("**畝**\n\n一。\n\n**畝（続き）**\n\n二。\n", ["**畝（続き）**"]),
        ("## 花坛\n\n一。\n\n## 花坛（续）\n\n二。\n", ["## 花坛（续）"]),
        ("## Beds\n\nOne.\n\n## Paths (continued)\n\nTwo.\n", []),
        ("## Beds (continued)\n\nOne.\n", []),
        ("## Beds\n\nOne.\n\n### Beds (continued)\n\nTwo.\n", []),
        ("## Beds\n\nOne.\n\n## Paths\n\nTwo.\n\n## Beds (continued)\n\nThree.\n", []),
        ("## Beds\n\nOne.\n\n---\n\n## Beds (continued)\n\nTwo.\n", []),
        # What each entry has, unless it comes from several passes.
        ("".join(f"## Beds and paths\n\nIn {year}.\n\n" for year in range(3)), 2 * ["## Beds and paths"]),
        ("".join(f"## Beds and paths\n\nIn {year}.\n\n" for year in range(4)), []),
        ("".join(f"## Beds and paths\n\nIn {year}.\n\n" for year in range(9)), []),
        ("".join(f"## 畝と小道\n\n{year}年。\n\n---END---\n\n" for year in range(4)), 3 * ["## 畝と小道"]),
    ],
)
def test_duplicate_heading(parted: Parted, text: str, expected: list[str]) -> None:
    assert found(parted(text), "duplicate-heading") == expected


@pytest.mark.parametrize(
    ("heading", "one", "other", "expected"),
    [
        ("Parameter", "- `gate`: the gate.", "- `pond`: the pond.", 0),
        ("Signature", "`open(gate)` opens one.", "`open(gates)` opens many of them.", 0),
        ("Rückgabewert", "| gate |\n|---|\n| Tor |", "| pond |\n|---|\n| Teich |", 0),
        ("パラメーター", "`gate` 水門です。", "`pond` 池です。", 0),
        ("返回值类型", "```\nGate\n```\n\n水门。", "```\nPond\n```\n\n池塘。", 0),
        # Behind a sentence.
        ("Signature", "Opens one.\n\n```\nopen(gate)\n```", "Opens many.\n\n```\nopen(gates)\n```", 0),
        ("Parameter", "Das Tor.\n\n| gate |\n|---|\n| Tor |", "| pond |\n|---|\n| Teich |", 0),
        ("引数", "水門を開けます。\n\n- `gate` 水門", "池を満たします。\n\n- `pond` 池", 0),
        ("Signature", "One.\n\nTwo.\n\n```\nopen(gate)\n```", "Many.\n\nMore.\n\n```\nopen(gates)\n```", 1),
        ("Parameter", "The gate is open.", "The pond is deep.", 1),
        ("Parameter", "- `gate`: the gate.", "The pond is deep.", 1),
        ("Opening hours", "- `gate`: the gate.", "- `pond`: the pond.", 1),
        ("Pictures", "![gate](gate.png)\n\nThe gate.", "![pond](pond.png)\n\nThe pond.", 1),
    ],
)
def test_one_word_over_other_code(parted: Parted, heading: str, one: str, other: str, expected: int) -> None:
    document = parted(f"# open\n\n## {heading}\n\n{one}\n\n## Notes\n\nIt rains.\n\n## {heading}\n\n{other}\n")
    assert len(found(document, "duplicate-heading")) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Imports from `site:assets`", "Imports from `site/assets`"),
        ("`map[]` 的用法说明", "`map()` 的用法说明"),
        ("Die Option `--all`", "Die Option `-all`"),
        ("`a.b` からの読み込み", "`a->b` からの読み込み"),
    ],
)
def test_headings_with_other_signs_in_their_code_are_others(parted: Parted, one: str, other: str) -> None:
    text = f"## {one}\n\nOne.\n\n## {other}\n\nTwo.\n"
    assert found(parted(text), "duplicate-heading") == []
    assert found(parted(text.replace(other, one)), "duplicate-heading") != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "All week long we dug in the rain. All week long we dug in the rain.",
            ["All week long we dug in the rain."],
        ),
        ("All week long we dug in the rain. All week LONG we dug in the rain!", []),
        ("Wait. Wait.", []),
        ("All week long we dug in the rain. Then it rained. All week long we dug in the rain.", []),
        ("庭は夏のあいだ夜明けに開きます。庭は夏のあいだ夜明けに開きます。", ["庭は夏のあいだ夜明けに開きます。"]),
        (
            "All week long we dug in the rain.\n\nAll week long we dug in the rain. It rained.",
            ["All week long we dug in the rain."],
        ),
        (
            "Dry. All week long we dug in the rain.\n\n---END---\n\nAll week long we dug in the rain. It rained.",
            ["All week long we dug in the rain."],
        ),
        ("All week long we dug in the rain.\n\n---END---\n\nAll week long we dug in the rain.", []),
        ("# Title\n\n---END---\n\nText.", []),
        (
            "It rained.\n\nAll week long we dug in the rain! All week long we dug in the rain! Then it rained.",
            ["All week long we dug in the rain!"],
        ),
        (
            "A first line. All week long we dug in the rain.\n\nAll week long we dug in the rain. A last line.",
            ["All week long we dug in the rain."],
        ),
        ("All week long we dug in the rain.\n\nSo all week long we dug in the rain. A last line.", []),
    ],
)
def test_duplicate_sentence(parted: Parted, text: str, expected: list[str]) -> None:
    assert found(parted(text), "duplicate-sentence") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Zero\n\nText.\n\n## One\n\n## Two\n\nText.\n", ["## One"]),
        # The first of several stands over the others, unless it is one of them that was begun twice.
        ("## One\n\n## Two\n\nText.\n", []),
        ("## 一\n\n## 二\n\n文。\n", []),
        ("## One\n\n## One\n\nText.\n", ["## One"]),
        ("## Zero\n\nText.\n\n### One\n\n### Two\n\nText.\n", []),
        ("## A\n\n### B\n\nText.\n\n## Zero\n\n### One\n\n### Two\n\nText.\n", []),
        ("## Zero\n\nText.\n\n## All is new!\n\n## Two\n\nText.\n", []),
        ("## 零\n\n文。\n\n## 全部新しい！\n\n## 二\n\n文。\n", []),
        ("Text.\n\n## All is new!\n", ["## All is new!"]),
        ("## One\n\n# Two\n\nText.\n", ["## One"]),
        ("## One\n\n### Two\n\nText.\n", []),
        ("Text.\n\n## One\n", ["## One"]),
        ("## One\n\n---END---\n\nText.\n", ["## One"]),
        ("## Zero\n\nText.\n\n## One\n\n<!-- soon -->\n\n## Two\n\nText.\n", ["## One"]),
        ("# One\n\n# Two\n\nText.\n", []),
        ("---\n\n# One\n\n# Two\n\nText.\n", []),
        ("# Zero\n\nText.\n\n# One\n\n# Two\n\nText.\n", ["# One"]),
        ("# One\n\n## Two\n", []),
        ("Text[^1].\n\n[^1]: A note.\n\n## Notes\n", []),
        ("Das Tor ist nicht grün[^1].\n\n[^1]: Es ist aber auch nicht rot.\n\n## Fußnoten\n", []),
        ("文[^1]。\n\n[^1]: 注。\n\n## 脚注\n", []),
        ("Texte[^1].\n\n## Notes de bas de page\n\n[^1]: Une note.\n", []),
        ("Text[^1].\n\n[^1]: A note.\n\n## One\n", ["## One"]),
        ("Text.\n\n## Notes\n", ["## Notes"]),
        ("Text.\n\n## This is all there is.\n", []),
        ("## 零\n\n文。\n\n## これで全部です。\n\n## 次\n\nText.\n", []),
        ("Text.\n\n## What comes next?\n", ["## What comes next?"]),
        ("", []),
        ("## Zero\n\nText.\n\n## One\n\n<Map />\n\n## Two\n\nText.\n", []),
        ("## Zero\n\nText.\n\n## {{ heading }}\n\n## Two\n\nText.\n", []),
        ("## 作る\n\n# [C#](#tab/cs)\n\n文。\n\n# [JS](#tab/js)\n\n文。\n\n---\n\n## 開く\n\n文。\n", []),
        ("## A\n\n## B\n\nText.\n\n## C\n\n## D\n\nText.\n\n## E\n\n## F\n\nText.\n", []),
        ("## ~ tip\n\nText.\n\n## ~\n\n## One\n\nText.\n\n## ~\n", []),
        # What says where the rest is, and what belongs to a quotation or a list.
        ("## 1. Ask\n\nText.\n\n## 2. Register with [the town](https://example.org)\n\n## 3. Dig\n\nText.\n", []),
        ("## 1. Ask\n\nText.\n\n## 2. Register\n\n## 3. Dig\n\nText.\n", ["## 2. Register"]),
        ("文。\n\n## 詳しくは[町のページ](https://example.org)へ\n", []),
        ("## Zero\n\nText.\n\n> ##### Stability: 3\n\n## Two\n\nText.\n", []),
        ("## Zero\n\nText.\n\n- ## One\n\n## Two\n\nText.\n", []),
        # Nothing may have changed in a release.
        ("## Zero\n\nText.\n\n## Unreleased\n\n## [v1.4.2] - Spring\n\nText.\n", []),
        ("## 零\n\n文。\n\n## 未発表\n\n## 2019-11-13\n\n文。\n", []),
        ("## Zero\n\nText.\n\n## 1.4.2-beta.1\n\n## 1.4.1\n\nText.\n", []),
        ("## 1.4.2\n\nText.\n\n## 1.4.1 (2019-11-13)\n", []),
        ("## 1.4 Map\n\nText.\n\n## 1.4.1 Dig\n\n## 1.4.2 Sow\n\nText.\n", ["## 1.4.1 Dig"]),
        # All that follow each other show how a document groups its sections, whatever they hold.
        ("## A\n\n## B\n\nText.\n\n## Call `c`\n\n## Call `d`\n\n## E\n\nText.\n", []),
        ("## 零\n\n文。\n\n## ~ 一\n\n## ~\n\nText.\n", ["## ~ 一"]),
    ],
)
def test_empty_section(parted: Parted, text: str, expected: list[str]) -> None:
    assert found(parted(text), "empty-section") == expected


def test_a_heading_at_the_end_may_be_allowed(parted: Parted) -> None:
    assert found(parted("Text.\n\n## One\n"), "empty-section", at_end=False) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is dug. 1. **Beans:** first.", ["1. **Beans:"]),
        ("掘りました。 * **豆** を植えました。", ["* **豆"]),
        ("Use `a. 1. **b**` here.", []),
        ("It is dug.\n\n1. **Beans:** first.\n", []),
        ("雨。" * 40, ["雨。" * 20]),
        ("雨。\n" * 40, []),
    ],
)
def test_collapsed(parted: Parted, text: str, expected: list[str]) -> None:
    assert found(parted(text), "collapsed", max_line_weight=60) == expected


TITLE = "A garden that belongs to everybody in town"
TITLE_JA = "町のみんなで世話をしている小さな庭の話"
BEGUN = "Its gate was opened in the spring, and its forty beds were dug by the end of May."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # More of the beginning follows.
        (f"# {TITLE}\n\n{BEGUN}\n\nTwo.\n\n{TITLE}\n\n{BEGUN}\n", [TITLE]),
        (f"# {TITLE}\n\n{BEGUN}\n\nTwo.\n\n{TITLE} {BEGUN}\n", [TITLE]),
        (f"---\ntitle: {TITLE}\n---\n\nOne.\n\n{BEGUN}\n\nThree.\n\n# {TITLE}!\n\n{BEGUN}\n", [TITLE]),
        (f"---\ntitle: {TITLE}\n---\n\n{BEGUN}\n\nTwo.\n\nThree.\n\n## {TITLE}!\n\n{BEGUN} So it is.\n", [TITLE]),
        (
            f"# {TITLE_JA}\n\n庭は春に開きました。\n\n二つ。\n\n三。\n\n{TITLE_JA}\n\n庭は春に開きました。\n",
            [TITLE_JA],
        ),
        # Or an end marker stands before it.
        (f"# {TITLE}\n\nOne.\n\nTwo.\n\nThree.\n\n---END---\n\n{TITLE}\n", [TITLE]),
        # It, or a sentence of it, is all that is left of a telling.
        (f"# {TITLE}\n\n{BEGUN}\n\nTwo.\n\n{TITLE}\n", [TITLE]),
        (f"# {TITLE}? Yes!\n\n{BEGUN}\n\nTwo.\n\n**{TITLE}?**\n", [f"**{TITLE}?**"]),
        (f"# {TITLE_JA}とは？答え\n\n一。\n\n二。\n\n三。\n\n{TITLE_JA}とは？\n\n---END---\n", [f"{TITLE_JA}とは？"]),
        (f"# {TITLE}? Yes!\n\n{BEGUN}\n\nTwo.\n\n{TITLE}?\n\nThree.\n", []),
        (f"# {TITLE}? Yes!\n\n{BEGUN}\n\nTwo.\n\nYes!\n", []),
        (f"# {TITLE}? Yes!\n\n{BEGUN}\n\nTwo.\n\n{TITLE}? ---END--- It is dug.\n", []),
        # A sentence may begin with the title.
        (f"# {TITLE}\n\n{BEGUN}\n\nTwo.\n\n{TITLE} was asked for by many who had none at home.\n", []),
        (f"# {TITLE}\n\nOne.\n\nTwo.\n\nThree.\n\n{TITLE} {BEGUN}\n\n{BEGUN}\n", []),
        # A section may be called what the whole is called.
        (f"---\ntitle: {TITLE}\n---\n\nOne.\n\nTwo.\n\nThree.\n\n## {TITLE}!\n", []),
        (f"---\ntitle: {TITLE}\n---\n\n# {TITLE}\n\nOne.\n", []),
        (f"# {TITLE}\n\nOne.\n\nTwo.\n\n> {TITLE}\n\n- {TITLE}\n", []),
        ("# Beans\n\nOne.\n\nTwo.\n\nBeans are dug.\n", []),
        ("One.\n\nTwo.\n\nThree.\n\nFour.\n", []),
    ],
)
def test_restart(parted: Parted, text: str, expected: list[str]) -> None:
    assert found(parted(text), "restart") == expected


@pytest.mark.parametrize(("end", "certain"), [("\n", False), ("\n\n---END---\n", True)])
def test_a_title_at_the_end_is_no_sure_restart(parted: Parted, end: str, certain: bool) -> None:
    document = parted(f"# {TITLE}\n\n{BEGUN}\n\nTwo.\n\n{TITLE}{end}")
    (match,) = run(document, "restart")
    assert match.certain == certain
    assert match.fix is not None


@pytest.mark.parametrize(("before", "goes"), [("---END---\n\n", True), ("", None)])
def test_a_title_with_which_a_pass_begins_goes(parted: Parted, before: str, goes: bool | None) -> None:
    matches = run(parted(f"# {TITLE}\n\nOne.\n\nTwo.\n\n{before}{TITLE}\n\nFour.\n"), "restart")
    assert [match.fix is not None for match in matches] == [goes] * (goes is not None)
