"""What people repeat on purpose: documents that say something twice and are left alone, next to some that are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.repetition import duplicate
from endmark.document.model import Document
from endmark.ruleset.builtin import load_builtin_rules

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")

EMPTY = "The call returns nothing when the list of beds is empty, and raises an error else."
EMPTY_NEAR = EMPTY.replace("returns nothing", "answers nothing")
NUMBER = "Pass the number of the bed that you speak of as the first argument of the call."
GATE = "Beds are numbered from the gate to the wall, and from there back to the gate."
WELL = "Water is carried from the well in the morning, and again in the evening."
NAMES = "Every path through the garden has a name of its own, and a sign that says it."
LONG = f"{EMPTY} {NUMBER} {GATE} {WELL} {NAMES} The wall itself has no number, since nobody sows there."
DIG = "```\ndig()\n```"
SOW = "```\nsow()\n```"

REASON = "**Why:** We wanted to see it in bloom before the summer was over."
OTHER_REASONS = ("**Why:** It was a gift of the old gardener.", "**Why:** Nobody knows how it came to be here.")
ANSWER = f"**Ida:** {EMPTY} {NUMBER} {GATE} {WELL}"
OTHER_ANSWERS = ("**Ida:** It was a gift.", "**Ida:** Nobody knows.")

ANSWER_NEAR = ANSWER.replace("returns nothing", "answers nothing")
INTERVIEWS = ("# One", ANSWER, "# Two", OTHER_ANSWERS[0], "# Three", OTHER_ANSWERS[1])
CATALOGUE = (NUMBER, "Bring:", "- a spade", WELL, "Bring:", "- a rake", NAMES, "Bring:", "- a hoe")

FIRST_YEAR = "In 2021 the garden had 40 beds, and 12 of them were given to schools in town."
NEXT_YEAR = "In 2022 the garden had 52 beds, and 14 of them were given to schools in town."
FIRST_BEDS = "The beds beside the northern wall hold these plants today:"
NEXT_BEDS = "The beds beside the southern wall hold these plants today:"
FIRST_BEDS_LONG = f"In a single day in spring, the whole club dug and sowed. {FIRST_BEDS}"
NEXT_BEDS_LONG = f"In a single day in spring, the whole club dug and sowed. {NEXT_BEDS}"
FORMULA = "The older one of the two gates opens when the bell is rung at noon."
FORMULA_THIRD = "The newer one of the two gates shuts when the bell is rung at noon."
POINTER = "There is more about it in [what the gardener wrote](b.md) in May."
FORMULA_NEAR = "The newer one of the two gates opens when the bell is rung at noon."


WAY = "[Beds and paths](a.md) | [Gates and walls](b.md) | [Wells and ponds](c.md) | [Tools and sheds](d.md) | Here."


def is_silent(document: Document) -> bool:
    return not list(duplicate.find(document, RULE.options, RULE.scope))


@pytest.mark.parametrize(
    ("reason", "silent", "blocks"),
    [
        # Prose.
        ("nobody says a paragraph twice", False, (EMPTY, NAMES, EMPTY, GATE)),
        ("but one sentence may open two sections", True, ("# Dig", EMPTY, NAMES, "# Sow", EMPTY, GATE)),
        ("a paragraph may not", False, ("# Dig", LONG, NAMES, "# Sow", LONG, GATE)),
        ("nor nearly", False, (EMPTY, NAMES, EMPTY_NEAR, GATE)),
        ("two lists may have one item", True, (f"- {EMPTY}\n- {NAMES}", GATE, f"- {EMPTY}\n- {WELL}")),
        ("but items may vary each other", True, (f"- {EMPTY}\n- {NAMES}", GATE, f"- {EMPTY_NEAR}\n- {WELL}")),
        ("a link is no sentence", True, (f"[{EMPTY}](https://example.org)", NAMES, f"[{EMPTY}](https://example.org)")),
        (
            "nor is a title",
            True,
            ("Beds and paths behind the old barn by the wall", NAMES, "Beds and paths behind the old barn by the wall"),
        ),
        ("a sentence is one", False, ("Beds lie by the old barn, far behind the wall.", NAMES) * 2),
        # Forms.
        ("a form may say the same again", True, (REASON, *OTHER_REASONS, REASON, NAMES)),
        (
            "but not in one section, at some length",
            False,
            (f"{REASON} {NUMBER}", *OTHER_REASONS, f"{REASON} {NUMBER}", NAMES),
        ),
        ("two entries are no form", False, (REASON, OTHER_REASONS[0], REASON, NAMES)),
        ("an answer in an interview is no entry", False, (ANSWER, *OTHER_ANSWERS, ANSWER, NAMES)),
        ("unless every section has one", True, (*INTERVIEWS, "# Four", ANSWER)),
        ("and none has two", False, (*INTERVIEWS, "# Four", ANSWER, NAMES, ANSWER_NEAR)),
        # Quotations.
        ("what was said is quoted", True, (EMPTY, NAMES, f"> {EMPTY}", GATE)),
        ("and announced by a quotation", True, (f"> {EMPTY}", NAMES, EMPTY, GATE)),
        ("or quoted again", True, (f"> {EMPTY}", NAMES, f"> {EMPTY}", GATE)),
        ("but not side by side", False, (NAMES, f"> {EMPTY}", f"> {EMPTY}", GATE)),
        ("a summary unfolds", True, (LONG, NAMES, "<details>", LONG, "</details>", GATE)),
        ("but nothing so long is summed up below", False, ("<details>", LONG, "</details>", NAMES, LONG, GATE)),
        # Catalogues.
        (
            "a line comes up again, with what stands beside it",
            True,
            (*CATALOGUE, GATE, NUMBER, "Bring:", "- a fork"),
        ),
        ("no whole paragraph does", False, (EMPTY, NAMES, EMPTY, GATE, EMPTY)),
        ("but not with what stands elsewhere", False, (*CATALOGUE, GATE, NUMBER, WELL)),
        # Variants.
        ("a section of its own says it again", True, ("# Dig", EMPTY, GATE, "# Sow", EMPTY_NEAR, WELL)),
        ("one thing after the other is described", True, (FORMULA, FORMULA_NEAR, FORMULA_THIRD, WELL)),
        ("two are a copy", False, (FORMULA, FORMULA_NEAR, WELL)),
        ("the name in the heading changes", True, ("# Old", NAMES, FORMULA, "# Newer", GATE, FORMULA_NEAR, WELL)),
        ("other figures say something else", True, (FIRST_YEAR, NAMES, NEXT_YEAR, WELL)),
        ("the same figures do not", False, (FIRST_YEAR, NAMES, FIRST_YEAR.replace("given", "handed"), WELL)),
        ("a short line leads into a list of its own", True, (FIRST_BEDS, "- peas", NEXT_BEDS, "- beans")),
        ("and so does a longer one", True, (FIRST_BEDS_LONG, "- peas", NEXT_BEDS_LONG, "- beans")),
        ("or the same lead-in", True, (FIRST_BEDS, "- peas", FIRST_BEDS, "- beans")),
        # Reference documentation shows code, and says of one call what it said of another.
        ("under a heading of its own", True, ("# Dig", EMPTY, DIG, "# Sow", EMPTY, SOW, GATE)),
        ("after code", True, (EMPTY, DIG, NAMES, SOW, EMPTY, GATE)),
        ("after a list", True, (DIG, EMPTY, NAMES, "- one", EMPTY, GATE)),
        ("but not after a paragraph", False, (DIG, EMPTY, NAMES, GATE, EMPTY, WELL)),
        ("nor after a break", False, (DIG, EMPTY, NAMES, "---", EMPTY, WELL)),
        ("nor under the same heading again", False, ("# Dig", EMPTY, DIG, NAMES, "# Dig", EMPTY, GATE)),
        (
            "an equal heading under another is parallel",
            True,
            ("# Dig", "## Errors", EMPTY, DIG, "# Sow", "## Errors", EMPTY, GATE),
        ),
        (
            "and so is what stands under it",
            True,
            ("# Dig", "## Errors", WELL, EMPTY, DIG, "# Sow", "## Errors", NAMES, EMPTY, GATE),
        ),
        (
            "three around other code are parallel",
            True,
            ("# Dig", EMPTY, NUMBER, DIG, WELL, "# Sow", EMPTY, NUMBER, SOW, WELL, GATE),
        ),
        (
            "around the same code they are a copy",
            False,
            ("# Dig", EMPTY, NUMBER, DIG, WELL, "# Sow", EMPTY, NUMBER, DIG, WELL, GATE),
        ),
        ("items list the same properties", True, (DIG, f"- {EMPTY}\n- {NAMES}", GATE, f"- {EMPTY}\n- {WELL}")),
        ("a formula is varied", True, (DIG, NAMES, FORMULA, GATE, FORMULA_NEAR, WELL)),
        ("or leads into an example", True, ("# Dig", NAMES, FORMULA, DIG, "# Sow", GATE, FORMULA, SOW, WELL)),
        ("not twice in one section", False, ("# Dig", NAMES, FORMULA, DIG, GATE, FORMULA, SOW, WELL)),
        ("or points elsewhere", True, ("# Dig", DIG, NAMES, POINTER, "# Sow", GATE, POINTER, "# Water", WELL)),
        ("at the end of a section", False, ("# Dig", DIG, NAMES, POINTER, "# Sow", GATE, POINTER, WELL)),
        ("in prose it is not", False, (NAMES, FORMULA, GATE, FORMULA_NEAR, WELL)),
        ("a line of links shows the way", True, (WAY, NAMES, GATE, WAY, WELL)),
        ("unless it follows itself", False, (NAMES, WAY, WAY, WELL)),
        ("a short sentence follows itself", False, (NAMES, "It rained all day.", "It rained all day.", WELL)),
        ("auch ein kurzer Satz", False, (NAMES, "Es regnete im Mai.", "Es regnete im Mai.", WELL)),
        ("短い文も", False, (NAMES, "その日は雨が降った。", "その日は雨が降った。", WELL)),
        ("but may come again later", True, (NAMES, "It rained all day.", WELL, "It rained all day.", GATE)),
        ("an exclamation may follow itself", True, (NAMES, "Rain! Rain!", "Rain! Rain!", WELL)),
        ("a formula told twice is a copy", False, (DIG, NAMES, FORMULA, GATE, FORMULA, WELL)),
        ("two paragraphs in a row may be parallel", True, ("# Dig", EMPTY, NUMBER, DIG, "# Sow", EMPTY, NUMBER, GATE)),
        (
            "three are a passage",
            False,
            ("# Dig", EMPTY, NUMBER, WELL, DIG, "# Sow", EMPTY, NUMBER, WELL, GATE),
        ),
        ("a very long one is, too", False, ("# Dig", LONG, DIG, "# Sow", LONG, GATE)),
        ("a sentence may stand there at the end", True, ("# Dig", EMPTY, GATE, DIG, "# Sow", EMPTY)),
        ("nothing but copies at the end", False, ("# Dig", EMPTY, GATE, DIG, WELL, "# Sow", EMPTY, GATE)),
        ("something new stands at the end", True, ("# Dig", EMPTY, GATE, DIG, "# Sow", EMPTY, WELL)),
        # Inline code makes a document technical, too.
        (
            "of two calls the same is said",
            True,
            ("# `dig`", "Call `dig` first.", EMPTY, "# `sow`", EMPTY, "Call `sow` next.", GATE),
        ),
        # End markers: its parts come from several passes, and nothing in it is meant to stand twice.
        ("not under a heading of its own", False, ("# Dig", EMPTY, DIG, "---END---", "# Sow", EMPTY, SOW, GATE)),
        ("not in a form", False, (REASON, *OTHER_REASONS, "---END---", REASON, NAMES)),
        ("not with other figures", False, (FIRST_YEAR, "---END---", NEXT_YEAR)),
        ("not in a list of properties", False, (DIG, f"- {EMPTY}", "---END---", f"- {EMPTY}", GATE)),
        (
            "a link still is no sentence",
            True,
            (f"[{EMPTY}](https://example.org)", "---END---", f"[{EMPTY}](https://example.org)"),
        ),
        # Other languages.
        (
            "日本語でも、数字が違えば別のこと",
            True,
            (
                "二年めの庭には、畝が40と小道が12あって、みんなで水をやりました。",
                "雨でした。",
                "三年めの庭には、畝が52と小道が14あって、みんなで水をやりました。",
            ),
        ),
        (
            "日本語でも、同じ段落は二度書かない",
            False,
            (
                "庭には畝が40と小道が12あって、みんなで毎朝水をやりました。",
                "雨でした。",
                "庭には畝が40と小道が12あって、みんなで毎朝水をやりました。",
            ),
        ),
        (
            "auf Deutsch auch nicht",
            False,
            (
                "Der Garten hinter der alten Scheune gehört allen, die in der Stadt leben.",
                "Es regnete.",
                "Der Garten hinter der alten Scheune gehört allen, die in der Stadt leben.",
            ),
        ),
    ],
)
def test_what_looks_meant(parted: Parted, reason: str, silent: bool, blocks: tuple[str, ...]) -> None:
    assert is_silent(parted("\n\n".join(blocks) + "\n")) is silent, reason


LANE = "The lane behind the mill was widened last year, and the gate at its end was taken down."
LANE_NEAR = LANE.replace("was widened", "was broadened")
BEES = "The bees came back to the southern wall in the third week of April, a week early."
CROWS = "The crows left the old barn in October and were seen again beside the pond in March."
BRIDGE_JA = "町の石橋は去年の春に架け替えられ、両側に広い歩道がつきました。"
MILL_JA = "古い水車は今も毎朝回っていて、粉をひく音が川の向こうまで聞こえます。"
MARKET_JA = "日曜日には橋のたもとに市が立ち、近くの農家が野菜と花を売りに来ます。"


@pytest.mark.parametrize(
    ("reason", "certain", "blocks"),
    [
        ("one sentence in other words may be meant", [False], (LANE, NAMES, LANE_NEAR)),
        (
            "two others that are the same would be a copy",
            [True],
            (f"{LANE} {BEES} {CROWS}", NAMES, f"{LANE_NEAR} {BEES} {CROWS}"),
        ),
        ("one may be a formula", [False], (f"{LANE} {CROWS}", NAMES, f"{LANE_NEAR} {CROWS}")),
        (
            "documentation says the same of two things",
            [False],
            (DIG, f"{LANE} {BEES} {CROWS}", NAMES, f"{LANE_NEAR} {BEES} {CROWS}"),
        ),
        (
            "日本語でも",
            [True],
            (
                f"{BRIDGE_JA}{MILL_JA}{MARKET_JA}",
                "雨でした。",
                f"{BRIDGE_JA.replace('去年の', '昨年の')}{MILL_JA}{MARKET_JA}",
            ),
        ),
    ],
)
def test_what_says_whole_sentences_again_is_beyond_doubt(
    parted: Parted, reason: str, certain: list[bool], blocks: tuple[str, ...]
) -> None:
    matches = duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope)
    assert [match.certain for match in matches] == certain, reason
