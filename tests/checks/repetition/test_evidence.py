"""What speaks for a copy, and what against it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

from endmark.checks.repetition import duplicate, judgement
from endmark.checks.repetition.evidence import LOG_ODDS, Evidence, weigh
from endmark.document.model import Document
from endmark.messages.catalogue import say_value
from endmark.ruleset.builtin import load_builtin_rules

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")

POND = "The pond behind the barn was dug by hand, and it took the two brothers the whole of a very dry summer."
POND_NEAR = POND.replace("a very dry summer", "a rather dry summer")
FROGS = "The frogs came by themselves in the second year, and nobody in the village has slept without them ever since."
REEDS = "The reeds were a present from the miller, who had far too many of them on the shore of his own mill race."
DUCKS = "The ducks, which are said to have flown in from the lakes in the north, hatch behind them every spring."
WIDOW = "His widow keeps the mill going, and whoever wants to see it has to ring the bell at the small green door."
SEXTON = "On Sundays the sexton sits on the bench with his pipe, and counts what is left of the roses of the vicar."
SIX = (POND, FROGS, REEDS, DUCKS, WIDOW, SEXTON)
MORNING = "Before sunrise the baker carries seven heavy baskets across the frozen market square."
EVENING = "The baker carries those baskets home across an empty market square, seven heavy ones."
MILLER = "The miller died that winter."
GATE = "The gate of the garden is opened at seven."
SHORT = "The pond behind the old barn is fed from a very small well."
CODE = "```\npump --on\n```"
OTHER_CODE = "```\npump --off\n```"
NAMED = "Call `dig` before you plant anything in the bed, and wait for it until the soil has settled."
NAMED_NEAR = NAMED.replace("`dig`", "`sow`")
NAMED_SLIP = NAMED.replace("`dig`", "`digg`")
RED = "A mistake shows as a thin red line below the field, and red words beside the line say what went wrong there."
GREEN = RED.replace("red", "green")
BOLD = "**Deep beds** are dug in the autumn and left alone until the spring, when the first of the seeds are sown."
BOLD_OTHER = BOLD.replace("Deep beds", "Flat ones")
CALL = "`{}` says how deep the bed is dug, in hands from the top of the board, and a child may read it there."
KEYS = "**`-d`, `--{}`**: says how deep the bed is dug, in hands from the top, and leaves it alone until the spring."
ENTRY = "`deep` number\\\nHow deep the bed is dug, in hands from the top of the board."
TERM = "Deep beds  \nThey are dug in the autumn and left alone until the spring, when the first seeds are sown."
BOLD_SLIP = BOLD.replace("Deep beds", "Deep beds there")
POINTER = "Read [how the pond was dug](https://example.org/a) and [who dug it](https://example.org/b) in the old book."
LEAD = "Whoever digs a pond behind a barn needs these few things:"
FORM = "**Note:** The pond behind the barn is deep, and no child goes there alone."
OTHER_FORMS = ("**Note:** The gate is open at noon.", "**Note:** The sexton has the key.")
NOTICE = '!!! note "{}"\n\n    ' + POND
FOLDED = f"<details>\n<summary>Dig</summary>\n\n{POND}\n\n</details>"
SPREAD = ("# A", MILLER, POND, "# B", GATE, POND, "# C", SEXTON, POND)
EVERYWHERE = tuple(text for name in "ABCDE" for text in (f"# {name}", f"{MILLER} {name}.", POND, GATE))
IN_CODE = ("# A", MILLER, CODE)
STEPS = (POND, f"- {FROGS}\n- {GATE}", REEDS)
ITEMS = f"- {FROGS}\n- {REEDS}\n- {POND}"
NORTH = ("# The path to the north", MILLER)
SOUTH = ("# The path to the south", GATE)
VERSES = "The mill stands still,\nthe water is low,\nand the miller is ill,\nand nobody will sow."
OTHER_VERSES = "Das Rad steht still,\nder Bach ist leer,\nder Müller will\nnicht mahlen mehr."
CHORUS = "So turn, my wheel, until the morning comes,\nfor who will bake if nobody will mill?"
FOUR = f"- {POND}\n- {MILLER}\n- {GATE}\n- {FROGS}"
FOUR_AGAIN = f"5. {POND_NEAR}\n6. {MILLER}\n7. {GATE}\n8. {FROGS}"
ENTRIES = ("# Dig", POND, CODE, "# Sow", GATE, OTHER_CODE, "# Wait", WIDOW)


def collect(document: Document, monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The names of the evidence for each run that is judged."""
    seen: list[set[str]] = []

    def spy(*given: object) -> object:
        evidence = weigh(*given)  # type: ignore[arg-type]
        seen.append({each.name for each in evidence})
        return evidence

    monkeypatch.setattr(judgement, "weigh", spy)
    list(duplicate.find(document, RULE.options, RULE.scope))
    return seen


@pytest.mark.parametrize(
    ("name", "there", "not_there"),
    [
        ("short", (SHORT, MILLER, SHORT), (REEDS, MILLER, REEDS)),
        ("alone", (POND, MILLER, POND), (POND, FROGS, MILLER, POND, FROGS)),
        ("alone", (POND, MILLER, POND), (POND, MILLER, "---END---", GATE, POND, GATE)),
        ("passage", (POND, FROGS, REEDS, MILLER, POND, FROGS, REEDS), (POND, FROGS, MILLER, POND, FROGS)),
        ("passage", (*SIX, MILLER, " ".join(SIX)), (POND, FROGS, MILLER, f"{POND} {FROGS}")),
        # To the letter, with what stands between: the same sentences around another example are said of another thing.
        ("stretch", (POND, CODE, FROGS, REEDS, GATE) * 2, (POND, CODE, FROGS, REEDS, MILLER, POND, FROGS, REEDS)),
        ("stretch", (*STEPS, MILLER, *STEPS), (*STEPS, MILLER, REEDS)),
        ("stretch", (POND, FROGS, MILLER, POND, FROGS), (GATE, FROGS, MILLER, GATE, FROGS)),
        ("stretch", (*STEPS, MILLER, *STEPS), (*STEPS, MILLER, *STEPS[:2], REEDS.lower())),
        ("stretch", (*STEPS, MILLER, *STEPS), (*STEPS, MILLER, POND, GATE, REEDS)),
        ("stretch", (*STEPS, MILLER, *STEPS), (ITEMS, MILLER, ITEMS)),
        ("stretch", (*STEPS, MILLER, *STEPS), (*STEPS[1:], f"- {SEXTON}", MILLER, *STEPS[1:], f"* {SEXTON}")),
        # All items of a list of sentences, in their order.
        ("whole-list", (ITEMS, MILLER, ITEMS), (ITEMS, MILLER, f"{ITEMS}\n- {GATE}")),
        ("whole-list", (ITEMS, MILLER, ITEMS), (f"- {GATE}\n{ITEMS}", MILLER, ITEMS)),
        ("whole-list", (ITEMS, MILLER, ITEMS), (ITEMS, CODE, MILLER, ITEMS)),
        ("whole-list", (ITEMS, MILLER, ITEMS), (ITEMS.replace(".", ""), MILLER, ITEMS.replace(".", ""))),
        ("whole-list", (ITEMS, MILLER, ITEMS), (f"- {FROGS}\n- {REEDS}", MILLER, f"- {FROGS}\n- {REEDS}")),
        ("whole-list", (ITEMS, MILLER, ITEMS), ("- So he sat.\n" * 2 + f"- {FROGS}", MILLER) * 2),
        ("whole-list", (ITEMS, MILLER, ITEMS), (ITEMS, MILLER, f"- {FROGS}\n- {GATE}\n- {REEDS}\n- {POND}")),
        # The same list goes on with its items again, some of them in other words; another has its own lead, or others.
        ("whole-list", (FOUR, WIDOW, FOUR_AGAIN), (FOUR, f"{WIDOW[:-1]}:", FOUR_AGAIN)),
        ("whole-list", (FOUR, WIDOW, FOUR_AGAIN), ("# A", FOUR, "# B", WIDOW, FOUR_AGAIN)),
        ("whole-list", (FOUR, WIDOW, FOUR_AGAIN), (FOUR, WIDOW, f"{FOUR_AGAIN}\n9. {REEDS}")),
        ("whole-list", (FOUR, WIDOW, FOUR_AGAIN), (FOUR, WIDOW, f"4. {REEDS}\n{FOUR_AGAIN}")),
        ("whole-list", (FOUR, WIDOW, FOUR_AGAIN), (f"- {POND}\n- {GATE}\n- {FROGS}", WIDOW) * 2),
        (
            "whole-list",
            (FOUR, WIDOW, FOUR_AGAIN),
            (FOUR, WIDOW, FOUR_AGAIN.replace("miller", "vicar").replace("at seven", "late")),
        ),
        ("whole-list", (FOUR, WIDOW, FOUR_AGAIN), (FOUR, CODE, WIDOW, FOUR_AGAIN)),
        ("steps", (f"{FOUR}\n- {REEDS}", WIDOW, f"{FOUR_AGAIN}\n9. {SEXTON}"), (FOUR, WIDOW, FOUR_AGAIN)),
        ("list-item", (f"- {POND}", MILLER, f"- {POND}"), (POND, MILLER, POND)),
        ("quotation", (f"> {POND}", MILLER, f"> {POND}"), (POND, MILLER, POND)),
        ("quotation", (f"“{POND}”", MILLER, POND), (f"“{POND}", MILLER, POND)),
        ("quoted-here", (POND, MILLER, f"> {POND}"), (f"> {POND}", MILLER, f"> {POND}")),
        # An interview shows its best words first.
        ("quoted-here", (f"“{POND}”", MILLER, POND), (f"“{POND}”", MILLER, f"“{POND}”")),
        # What a reader opens is text of the author; what the text says there again was put there.
        ("quoted-here", (POND, MILLER, FOLDED), (FOLDED, MILLER, POND)),
        ("quoted-here", (f"<blockquote>\n\n{POND}\n\n</blockquote>", MILLER, POND), (FOLDED, MILLER, POND)),
        ("quotation", (FOLDED, MILLER, FOLDED), (FOLDED, MILLER, POND)),
        ("quotation", (f"> {POND}", MILLER, POND), (FOLDED, MILLER, POND)),
        # A refrain follows other verses; prose that somebody wrapped is longer.
        ("verse", (VERSES, CHORUS, OTHER_VERSES, CHORUS), (VERSES, CHORUS, POND, CHORUS)),
        ("verse", (VERSES, CHORUS, OTHER_VERSES, CHORUS), (VERSES, REEDS, OTHER_VERSES, REEDS)),
        (
            "verse",
            (VERSES, f"> {CHORUS}".replace("\n", "\n> "), OTHER_VERSES, f"> {CHORUS}".replace("\n", "\n> ")),
            (VERSES, f"{POND}\n{FROGS}", OTHER_VERSES, f"{POND}\n{FROGS}"),
        ),
        ("other-kind", (POND, MILLER, f"- {POND}"), (POND, MILLER, POND)),
        ("other-kind", (f"- {POND}", MILLER, POND_NEAR), (f"- {POND}", MILLER, POND)),
        ("other-kind", (f"> {POND}", MILLER, POND), (f"- {GATE} {POND}", MILLER, POND)),
        ("reworded", (POND, MILLER, POND_NEAR), (POND, MILLER, POND)),
        ("denied", (POND, MILLER, POND.replace("was dug", "was not dug")), (POND, MILLER, POND_NEAR)),
        ("own-words", (POND, "It is rather deep.", "And rather cold.", POND_NEAR), (POND, MILLER, POND_NEAR)),
        ("other-subject", ("# A dry pond", POND, "# A rather dry one", POND_NEAR), ("# A", POND, "# B", POND_NEAR)),
        (
            "other-subject",
            (POND, MILLER, "**A rather dry one**", POND_NEAR),
            ("**A rather dry one**", POND, MILLER, "**A rather dry pond**", POND_NEAR),
        ),
        ("other-subject", (POND, "**Rather dry**", MILLER, POND_NEAR), (POND, "**Rather dry**", "# A", POND_NEAR)),
        # The same of another holder; a single figure, or a single name, may be a correction.
        (
            "other-figures",
            (f"{POND} Dug in 1990 by Ida Holm.", MILLER, f"{POND} Dug in 1995 by Tom Beck."),
            (f"{POND} Dug in 1990 by Ida Holm.", MILLER, f"{POND} Dug in 1995 by Ida Holm, and by friends."),
        ),
        (
            "other-figures",
            (f"{POND} Вырыт в 1990 Идой Хольм.", MILLER, f"{POND} Вырыт в 1995 Томом Беком."),
            (f"{POND} Вырыт в 1990 Идой Хольм.", MILLER, f"{POND} Вырыт в 1990 Томом Беком."),
        ),
        ("other-names", (NAMED, MILLER, NAMED_NEAR), (NAMED, MILLER, NAMED.replace("settled", "dried"))),
        ("other-names", (NAMED, MILLER, NAMED_NEAR), (NAMED, MILLER, NAMED_SLIP)),
        ("renamed", (NAMED, MILLER, NAMED_NEAR), (NAMED, MILLER, NAMED.replace("`dig`", "`sow"))),
        (
            "other-figures",
            (f"In 1990 {POND} 12 feet.", MILLER, f"In 1995 {POND_NEAR} 15 feet, 3 wide."),
            (f"In 1990 {POND} 12 feet.", MILLER, f"In 1990 {POND_NEAR} 15 feet, 3 wide."),
        ),
        ("other-names", (NAMED, MILLER, NAMED_NEAR), (NAMED, MILLER, NAMED.replace("`dig`", "`sow"))),
        ("other-figures", (POND.replace("two", "2"), MILLER, POND.replace("two", "3")), (POND, MILLER, POND_NEAR)),
        # Two figures that differ belong to two things; one may be corrected.
        (
            "other-figures",
            (f"In 1990 {POND} 12 feet.", MILLER, f"In 1995 {POND_NEAR} 15 feet."),
            (f"In 1990 {POND} 12 feet.", MILLER, f"In 1990 {POND_NEAR} 15 feet."),
        ),
        # Each below the line that names it; the same line twice, a sentence or a long one names nothing.
        (
            "named-apart",
            (MILLER, "Ctrl+←", POND, GATE, "Ctrl+→", POND_NEAR),
            (MILLER, "Ctrl+←", POND, "Ctrl+←", POND_NEAR),
        ),
        (
            "named-apart",
            (MILLER, "Ctrl+←", POND, "Ctrl+→", POND_NEAR),
            (MILLER, "It was so.", POND, "No more.", POND_NEAR),
        ),
        (
            "named-apart",
            (MILLER, "Ctrl+←", POND, "Ctrl+→", POND_NEAR),
            (MILLER, "Ctrl+←", POND, "Ctrl+→", GATE, POND_NEAR),
        ),
        (
            "named-apart",
            (MILLER, "Ctrl+←", POND, "Ctrl+→", POND_NEAR),
            (MILLER, "Ctrl+←", CODE, POND, "Ctrl+→", POND_NEAR),
        ),
        (
            "named-apart",
            (MILLER, "Ctrl+←", POND, "Ctrl+→", POND_NEAR),
            (
                MILLER,
                "The key that leads to the left in a row",
                POND,
                "The key that leads to the right in a row",
                POND_NEAR,
            ),
        ),
        # A term that is set off is what the sentence defines.
        (
            "named-apart",
            (MILLER, POND.replace("pond", "**pond**", 1), POND_NEAR.replace("pond", "**pond garden**", 1)),
            (MILLER, POND.replace("pond", "**pond**", 1), POND_NEAR.replace("pond", "**pond**", 1)),
        ),
        (
            "named-apart",
            (MILLER, POND.replace("pond", "**pond**", 1), POND_NEAR.replace("pond", "**mill**", 1)),
            (MILLER, POND.replace("pond", "**pond**", 1), POND_NEAR.replace("pond", "**pond**, the **mill**", 1)),
        ),
        (
            "named-apart",
            (
                MILLER,
                "**How one digs it to the left of a wall**",
                POND,
                "**How one digs it to the right**",
                POND_NEAR,
            ),
            (MILLER, "**Left**", GATE, POND, "**Right**", SEXTON, POND_NEAR),
        ),
        # One word that stands nowhere in the other, put in twice.
        (
            "put-in-twice",
            (
                RED,
                MILLER,
                RED.replace("a thin red line", "a line for owls")
                .replace("said", "read")
                .replace("the field", "the owls"),
            ),
            (RED, MILLER, RED.replace("a thin red line", "a line for owls")),
        ),
        (
            "other-lead",
            (BOLD, MILLER, BOLD.replace("Deep beds", "Deep carts")),
            (BOLD, MILLER, BOLD.replace("beds", "bedds")),
        ),
        ("other-lead", (BOLD, MILLER, BOLD_OTHER), (BOLD, MILLER, BOLD_SLIP)),
        # An entry begins with the name of what it is about.
        ("other-lead", (CALL.format("x"), CALL.format("y")), (CALL.format("x"), f"There {CALL.format('y')}")),
        ("other-lead", (CALL.format("depth"), CALL.format("depths")), (CALL.format("depth"), CALL.format("d深pth"))),
        ("other-lead", (KEYS.format("dig"), KEYS.format("sow")), (KEYS.format("dig"), f"{KEYS.format('dig')} So.")),
        ("list-item", (TERM, MILLER, TERM), (TERM.replace("  ", ""), MILLER, TERM.replace("  ", ""))),
        ("list-item", (POND, f"Deep  \n{FROGS} {POND}"), (POND, f"Deep.  \n{FROGS} {POND}")),
        ("beside", (POND, f"Deep.  \n{POND}"), (POND, f"Deep  \n{FROGS} {POND}")),
        ("list-item", (ENTRY, MILLER, ENTRY), (ENTRY, MILLER, ENTRY.replace("number", "is a number."))),
        ("list-item", (ENTRY, MILLER, ENTRY), (ENTRY, MILLER, ENTRY.replace("\\\n", " "))),
        ("substituted", (RED, MILLER, GREEN), (RED, MILLER, RED.replace("red", "green", 1))),
        ("renamed", (NAMED, MILLER, NAMED_NEAR), (NAMED, MILLER, NAMED_SLIP)),
        ("renamed", (NAMED, "Call `digg` last.", NAMED_SLIP), (NAMED, "Call it last.", NAMED_SLIP)),
        ("renamed", (NAMED, MILLER, NAMED_NEAR), (NAMED, MILLER, f"{NAMED_NEAR[:-1]}, and call `dig`.")),
        (
            "other-code",
            (POND, CODE, FROGS, MILLER, POND, OTHER_CODE, FROGS),
            (POND, CODE, FROGS, MILLER, POND, CODE, FROGS),
        ),
        (
            "other-code",
            (POND, CODE, FROGS, POND, OTHER_CODE, FROGS),
            (POND, CODE, FROGS, POND, "```\npump\n\n--on\n```", FROGS),
        ),
        ("filled-in", (POND, MILLER, FROGS, GATE, POND, REEDS, FROGS), (POND, FROGS, GATE, POND, FROGS)),
        ("documentation", (POND, CODE, MILLER, POND), (POND, "!!! note\n\n    Dig.", MILLER, POND, *(4 * (GATE,)))),
        ("longer-there", (f"{POND} {FROGS}", CODE, MILLER, POND), (f"{POND} {FROGS}", MILLER, POND)),
        (
            "longer-there",
            (CODE, f"**Dig**: {FROGS} {POND}", MILLER, POND),
            (CODE, f"- **Dig**: {FROGS} {POND}\n- {MILLER}", POND),
        ),
        (
            "formula",
            (SHORT.replace("well", "[well](b)"), "# A", CODE, MILLER, SHORT.replace("well", "[well](b)")),
            (POND, CODE, MILLER, POND),
        ),
        (
            "parallel",
            ("# A", MILLER, POND, CODE, "# B", GATE, POND, CODE),
            ("# A", MILLER, POND, CODE, "# B", POND, CODE),
        ),
        ("parallel", (*NORTH, POND, *SOUTH, POND), (*NORTH, POND, "# Of ducks", GATE, POND)),
        ("parallel", (*NORTH, POND, *SOUTH, POND), (*NORTH, POND, *SOUTH, POND, WIDOW)),
        ("parallel-heading", ("# A", "## C", POND, "# B", "## C", POND), ("# A", "## C", POND, "# B", "## D", POND)),
        (
            "entries",
            ("# pond.dig(bed)", MILLER, POND, "# sow()", GATE, POND),
            ("# Bed(s)", POND, "# Bed (new)", GATE, POND),
        ),
        ("entries", ("# Pond 1.0", MILLER, POND, "# Pond 2.0", GATE, POND), ("# A", MILLER, POND, "# B", GATE, POND)),
        (
            "entries",
            ("# 1.0", "## New", MILLER, POND, "# 2.0", "## New", GATE, POND),
            ("# 1.0", "## New", MILLER, POND, "# 2.0", GATE, POND),
        ),
        # So are those of a reference, whatever their parts are called.
        (
            "of-code",
            ("# list.dig", "## What it does", MILLER, POND, "# list.sow", "## Description", GATE, POND),
            ("# list.dig", "## What it does", MILLER, POND, "## Description", GATE, POND),
        ),
        (
            "of-code",
            ("# API", "## digDeep", MILLER, POND, "## sowThin", GATE, POND),
            ("# API", "## digDeep", MILLER, POND, "## Sowing", GATE, POND),
        ),
        ("entries", ("# `a`", MILLER, POND, "# `b`", GATE, POND), ("# a", MILLER, POND, "# b", GATE, POND)),
        (
            "parallel-section",
            ("# Digging in spring", MILLER, POND, "# Digging in winter", GATE, POND),
            ("# Digging in spring", MILLER, POND, "# Who digs", GATE, POND),
        ),
        (
            "parallel-section",
            ("# 在春天挖池塘的方法", MILLER, POND, "# 在冬天挖池塘的方法", GATE, POND),
            ("# 在春天挖池塘的方法", MILLER, POND, "## 在冬天挖池塘的方法", GATE, POND),
        ),
        # Before the first heading there is no section.
        (
            "parallel-section",
            ("# Digging in spring", MILLER, POND, "# Digging in winter", GATE, POND),
            (MILLER, POND, "# Digging in winter", GATE, POND),
        ),
        ("often-said", (*IN_CODE, *SPREAD), (*IN_CODE, *SPREAD[:6])),
        ("often-said", (*IN_CODE, *SPREAD), SPREAD),
        ("often-said", (*IN_CODE, *SPREAD), (CODE, POND, MILLER, POND, GATE, POND)),
        ("often-said", (*IN_CODE, *SPREAD), (*IN_CODE, *SPREAD[:6], "# B", POND, GATE)),
        ("often-said", (*IN_CODE, *SPREAD[:-1], POND_NEAR), (*IN_CODE, *SPREAD[:-1], REEDS)),
        ("boilerplate", EVERYWHERE, EVERYWHERE[:-4]),
        ("lead-in", (LEAD, "- a", MILLER, LEAD, "- b"), (LEAD, GATE, MILLER, LEAD, GATE)),
        ("lead-in", (LEAD, "- a", MILLER, LEAD, "- b"), (LEAD[:-1], "- a", MILLER, LEAD[:-1], "- b")),
        ("lead-in", (LEAD, "- a", MILLER, LEAD, "- b"), (f"{REEDS[:-1]}:", "- a", MILLER, f"{REEDS[:-1]}:", "- b")),
        ("begins-alike", ("# A", POND, "# B", POND), ("# A", POND, "# B", MILLER, POND)),
        ("begins-alike", ("![](a.png)", POND, "![](b.png)", POND), (MILLER, POND, "![](b.png)", POND)),
        # A section that is told again beside itself, heading and all.
        ("section", ("# Dig", POND, CODE, "# Dig", POND, CODE), ("# Dig", POND, CODE, "# Sow", POND, CODE)),
        ("section", ("# A", "## Dig", POND, CODE, "## Dig", POND), ("# A", "## Dig", POND, "# B", "## Dig", POND)),
        ("section", (CODE, "# Dig", POND, CODE, "# Dig", POND), (CODE, "# Dig", POND, CODE, "# Dig", POND_NEAR)),
        ("begins-section", ("# A", MILLER, POND, "# B", POND), (MILLER, "# A", POND, CODE, "# A", POND)),
        ("begins-section", (POND, "# B", POND, MILLER), (POND, f"- {GATE}", POND, MILLER)),
        # Text goes on behind a list.
        ("behind-list", (POND, f"- {GATE}", POND, MILLER), (POND, "# B", POND, MILLER)),
        ("behind-list", (POND, f"- {GATE}", POND, MILLER), (POND, f"- {GATE}", POND_NEAR, MILLER)),
        ("behind-list", (POND, f"- {GATE}", POND, MILLER), (POND, f"- {GATE}\n- {POND}", MILLER)),
        ("behind-list", (f"- {GATE} {POND}", MILLER, f"- {GATE}", POND), (f"- {GATE} {POND}", MILLER, POND)),
        ("behind-list", (POND, f"- {GATE}", POND, MILLER), (POND, FROGS, MILLER, f"- {GATE}", POND, FROGS)),
        # One passage, between blocks of other kinds.
        ("elsewhere", ("# A", POND, CODE, MILLER, POND, GATE), ("# A", POND, CODE, MILLER, POND, OTHER_CODE)),
        ("elsewhere", ("# A", POND, CODE, MILLER, POND, GATE), (MILLER, POND, CODE, "# B", POND, GATE)),
        ("elsewhere", ("# A", POND, CODE, f"- {MILLER}", POND, GATE), (FROGS, POND, CODE, NOTICE.format("Dig"), GATE)),
        ("elsewhere", ("# A", POND, CODE, MILLER, POND, GATE), ("# A", POND, CODE, MILLER, POND_NEAR, GATE)),
        ("elsewhere", ("# A", POND, CODE, MILLER, POND, GATE), ("# A", POND, FROGS, CODE, MILLER, POND, FROGS, GATE)),
        ("elsewhere", ("# A", POND, CODE, MILLER, POND, GATE), ("# A", POND, "## B", MILLER, POND)),
        ("elsewhere", ("# A", POND, CODE, MILLER, POND, GATE), ("# A", f"{POND} {GATE}", CODE, MILLER, POND, GATE)),
        # An item that stands behind its list again as a paragraph opens nothing.
        ("begins-alike", (f"- {GATE}", POND, f"- {MILLER}", POND), (f"- {GATE}\n- {POND}\n- {MILLER}", POND)),
        ("begins-section", (POND, "# B", POND, MILLER), (POND, "# B", MILLER, POND, GATE)),
        # The title of a notice belongs to the line that opens it.
        ("begins-section", (POND, NOTICE.format("Dig"), MILLER), (POND, "**Dig**", POND, MILLER)),
        ("begins-alike", (NOTICE.format("Dig"), MILLER, f"!!! note\n\n    {POND}"), (NOTICE.format("Dig"), GATE, POND)),
        ("leads-alike", (POND, CODE, MILLER, POND, CODE), (POND, CODE, MILLER, POND, GATE)),
        ("leads-nowhere", (f"{POND[:-1]}:", "- a", MILLER, f"{POND[:-1]}:", GATE), (POND, "- a", MILLER, POND, GATE)),
        # Who tells of two things comes to the same sentence twice.
        (
            "follows-alike",
            ("The ducks sleep behind the mill.", POND, MILLER, "The frogs stay behind the mill at night.", POND, GATE),
            ("The ducks sleep behind the mill.", POND, MILLER, "At night nobody goes there.", POND, GATE),
        ),
        (
            "follows-alike",
            ("鴨は水車小屋の裏で眠ります。", POND, MILLER, "蛙は水車小屋の裏にいます。", POND, GATE),
            ("鴨は水車小屋の裏で眠ります。", POND, MILLER, "鴨は水車小屋の裏で眠ります。", POND, GATE),
        ),
        (
            "follows-alike",
            ("The pond was dug by hand.", POND, MILLER, "The well was dug by hand.", POND),
            ("The pond was dug by hand.", POND, POND),
        ),
        (
            "variants-around",
            ("The gate is wide open now.", POND, "The gate is wide open then.", POND, GATE),
            ("The gate is wide open now.", POND, MILLER, POND, GATE),
        ),
        # One course of things, told of two ponds.
        (
            "told-alike",
            (
                "The gate is wide open.",
                "A frog sat there.",
                POND,
                MILLER,
                "The gate is wide shut.",
                "A frog ate there.",
                POND,
            ),
            (
                "The gate is wide open.",
                "A frog sat there.",
                POND,
                MILLER,
                "The gate is wide shut.",
                "Nobody came.",
                POND,
            ),
        ),
        (
            "told-alike",
            (
                POND,
                "The gate is wide open.",
                "So he said.",
                MILLER,
                POND,
                "Then he said.",
                "The gate is wide shut.",
                GATE,
            ),
            (POND, "The gate is wide open.", "# So he said", MILLER, POND, "# Then he said", "The gate is wide shut."),
        ),
        # Each entry has the same parts, and this one has one more.
        ("stands-out", (*ENTRIES[:5], POND, *ENTRIES[5:]), (*ENTRIES[:4], POND, *ENTRIES[5:])),
        ("stands-out", (*ENTRIES[:5], POND, *ENTRIES[5:]), (*ENTRIES[:5], POND, *ENTRIES[5:], MILLER, CODE)),
        ("stands-out", (*ENTRIES[:5], POND, *ENTRIES[5:]), (*ENTRIES[:5], f"- {GATE}\n- {POND}\n- {WIDOW}")),
        (
            "stands-out",
            ("# A", MILLER, CODE, POND, "# B", GATE, CODE, POND, REEDS),
            # One paragraph is no pattern.
            ("# A", MILLER, "# B", GATE, POND, "# C", POND, REEDS, CODE),
        ),
        ("points", (POINTER, MILLER, POINTER), (SHORT, MILLER, SHORT)),
        # What has a variant in each section stands in the wrong one beside that of the section.
        ("own-variant", ("# A", RED, MILLER, "# B", GREEN, RED, GATE), ("# A", RED, MILLER, "# B", GATE, RED)),
        ("own-variant", ("# A", RED, MILLER, "# B", RED, GREEN, GATE), ("# A", RED, GREEN, "# B", GREEN, RED, GATE)),
        ("own-variant", ("# A", RED, MILLER, "# B", GREEN, RED, GATE), ("# A", RED, MILLER, "# B", GREEN, "## C", RED)),
        ("own-variant", ("# A", RED, MILLER, "# B", GREEN, RED, GATE), ("# A", RED, "# B", f"- {GREEN}", RED, GATE)),
        # What stands far apart, said again in a row at the end.
        ("excerpt", (*SIX, MILLER, POND, SEXTON), (*SIX, MILLER, POND, SEXTON, GATE)),
        ("excerpt", (*SIX, MILLER, POND, SEXTON), (*SIX, MILLER, POND, FROGS)),
        ("excerpt", (*SIX, MILLER, POND, SEXTON), (*SIX, MILLER, SEXTON, POND)),
        ("introduced", (MILLER, POND, "He said:", POND), (MILLER, POND, GATE, POND)),
        ("introduced", (MILLER, POND, "He said:", POND), (MILLER, POND, "He said:", POND, "- a")),
        ("one-more", (f"- {POND}", MILLER, f"- {POND}\n- {FROGS}"), (f"- {POND}", MILLER, f"- {POND}")),
        ("frame", ("# A", POND, "## B", MILLER, POND), ("# A", POND, "## B", MILLER, POND, GATE)),
        ("summary", ("# A", POND, "## B", MILLER, POND_NEAR), ("# A", POND, "## B", MILLER, "## C", FROGS, POND)),
        ("beside", (POND, POND, MILLER), (POND, MILLER, POND)),
        ("beside", (POND, POND, MILLER), (POND, POND_NEAR, MILLER)),
        ("beside", (POND, MILLER, POND, POND, GATE), (POND, MILLER, POND, GATE, POND)),
        ("beside", (REEDS, POND, REEDS, POND), (REEDS, GATE, POND, REEDS, MILLER, POND)),
        ("beside", (f"{POND} {FROGS}", POND, MILLER), (f"{POND} {FROGS}", f"- {POND}", MILLER)),
        ("same-list", (f"- {POND}\n- {MILLER}\n- {POND}",), (f"- {POND}", MILLER, f"- {POND}")),
        ("close", (MILLER, POND, "- a", POND, CODE), (MILLER, POND, GATE, POND, CODE)),
        ("nothing-else", (REEDS, MILLER, REEDS), (REEDS, MILLER, REEDS, GATE)),
        ("nothing-else", (POND, MILLER, POND), (SHORT, MILLER, SHORT)),
        ("nothing-else", (POND, MILLER, POND), (f"- {POND}", MILLER, f"- {POND}")),
        ("nothing-else", (POND, MILLER, POND), ("# A", POND, "# B", POND)),
        ("nothing-else", (f"> {POND}", MILLER, POND), (f"> {POND}", MILLER, f"> {POND}")),
        ("nothing-else", (CODE, POND, MILLER, POND), (CODE, POND, MILLER, CODE, POND)),
        ("nothing-else", (CODE, *SIX, MILLER, CODE, POND, SEXTON), (CODE, *SIX, MILLER, CODE, POND)),
        # An end that is as the beginning, or as the end of another section, is no sign of a second telling.
        ("nothing-else", (POND, MILLER, POND), ("# A", POND, "## B", MILLER, POND)),
        ("nothing-else", (POND, MILLER, POND), ("# A", MILLER, POND, CODE, "# B", GATE, POND, CODE)),
        ("nothing-else", (POND, MILLER, POND), (*NORTH, POND, *SOUTH, POND)),
        ("nothing-else", (POND, MILLER, POND), (VERSES, CHORUS, OTHER_VERSES, CHORUS)),
        # Sections that tell of kindred things, or compare them with a third.
        (
            "kindred",
            ("# A", MORNING, FROGS, POND, "# B", EVENING, DUCKS, POND),
            ("# A", MORNING, FROGS, POND, "# B", DUCKS, POND),
        ),
        ("other-table", ("# A", POND, "|a|\n|-|\n|1|", "# B", POND, "|a|\n|-|\n|2|"), ("# A", POND, "# B", POND)),
        ("other-table", ("# A", POND, "|a|\n|-|\n|1|", "# B", POND, "|a|\n|-|\n|2|"), (POND, "|a|\n|-|", MILLER) * 2),
        ("nested", ("# A", POND, MILLER, "## B", GATE, POND, WIDOW), ("# A", POND, MILLER, "# B", GATE, POND, WIDOW)),
        # The words of the heading over the first place stand in it, and over the second one no such word.
        ("own-heading", ("# Ponds", POND, MILLER, "# B", GATE, POND), ("# A", POND, MILLER, "# B", GATE, POND)),
        ("own-heading", ("# A pond", POND, MILLER, "# B", GATE, POND), ("# A pond", POND, MILLER, GATE, POND)),
        ("own-heading", ("# A pond", POND, MILLER, "# B", GATE, POND), ("# A pond", POND, "# This pond", GATE, POND)),
        ("own-heading", ("# A pond", POND, MILLER, "# B", GATE, POND), ("# A", POND, MILLER, "# A pond", GATE, POND)),
        ("notice", (f"!!! note\n\n    {POND}", GATE) * 2, (POND, GATE) * 2),
        ("end-marker", (POND, "---END---", POND), (POND, "---", POND)),
    ],
)
def test_what_is_seen(
    parted: Parted, monkeypatch: pytest.MonkeyPatch, name: str, there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    assert name in LOG_ODDS
    seen, others = (collect(parted("\n\n".join(blocks) + "\n"), monkeypatch) for blocks in (there, not_there))
    assert others
    assert any(name in names for names in seen)
    assert not any(name in names for names in others)


@pytest.mark.parametrize(
    ("blocks", "share"),
    [
        (("# A", FORM, "# B", *OTHER_FORMS, FORM), 1.0),
        (("# A", FORM, *OTHER_FORMS, FORM, MILLER), 0.5),
    ],
)
def test_a_form_has_a_section_for_each_thing(
    parted: Parted, monkeypatch: pytest.MonkeyPatch, blocks: tuple[str, ...], share: float
) -> None:
    seen: list[float] = []

    def spy(*given: object) -> object:
        evidence = weigh(*given)  # type: ignore[arg-type]
        seen.extend(each.log_odds for each in evidence if each.name == "form-entry")
        return evidence

    monkeypatch.setattr(judgement, "weigh", spy)
    list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))
    assert seen == [pytest.approx(share * LOG_ODDS["form-entry"])]


def test_the_log_odds_add_up() -> None:
    from endmark.checks.repetition.evidence import compute_sum

    assert compute_sum([Evidence("beside", 4.0), Evidence("short", -1.0)]) == pytest.approx(3.0)


SEVERAL = (POND, FROGS, REEDS, DUCKS)


@pytest.mark.parametrize(
    ("blocks", "certain"),
    [
        # In an article that says much twice beyond doubt, what else is said twice is no chance.
        ((*SEVERAL, MILLER, *SEVERAL, "# B", GATE, f"- {POND}"), [True, True]),
        ((POND, MILLER, FROGS, "# B", f"- {POND}"), []),
        # Documentation says too much twice for that.
        ((CODE, *SEVERAL, MILLER, *SEVERAL, "# B", GATE, f"- {POND}"), [True]),
    ],
)
def test_the_more_is_broken_the_surer(parted: Parted, blocks: tuple[str, ...], certain: list[bool]) -> None:
    matches = list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))
    assert [match.certain for match in matches] == certain


BEDS = [f"- The bed of {hashlib.sha256(bytes([number])).hexdigest()} is dug in May." for number in range(60)]


@pytest.mark.parametrize(
    ("beds", "count"),
    [
        ((BEDS[:2], BEDS[:2]), 1),
        # A reference says much again on purpose.
        ((BEDS, BEDS), 0),
        ((BEDS, ()), 1),
    ],
)
def test_what_a_document_does_often_tells_little(
    parted: Parted, beds: tuple[Sequence[str], Sequence[str]], count: int
) -> None:
    one, other = ("\n".join(items) for items in beds)
    # Whether one run reaches from the reeds to the beds, or not.
    for between in ((), (POND, FROGS, DUCKS, WIDOW)):
        first, second = ("# `dig`", MILLER, REEDS, CODE, *between), ("# `sow`", GATE, REEDS, SEXTON)
        blocks = (*first, "## Beds", one, *second, "# Rest", other, MILLER)
        assert len(list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))) == count


@pytest.mark.parametrize(
    ("first", "told", "count"),
    [
        # The licences of five tools.
        (MILLER, (POND, FROGS, REEDS), 0),
        # In documentation a copy at the end may be one.
        (CODE, (POND, FROGS, REEDS), 1),
        # A pass that tells its article again brings the headings along.
        (MILLER, ("## The pond", POND, "## The frogs", FROGS, "## The reeds", REEDS), 4),
    ],
)
def test_what_five_sections_say(parted: Parted, first: str, told: tuple[str, ...], count: int) -> None:
    blocks = [first, *(text for name in "ABCDE" for text in (f"# {name}", f"By {name}.", *told))]
    assert len(list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))) == count


NOTE = "Note: the pond behind the old barn is fed from a small well, and the gate of the garden is opened at seven."
THINGS = "Whoever digs a pond behind the old barn needs for it these few old things:"
READ_MORE = "Read first of all [how they are dug](https://example.org/ponds/dig)."
SHOWN = (
    "[Digging them](https://example.org/ponds/digging).",
    "请先参阅另一篇[挖池塘的指南](https://example.org/ponds/dig)。",
    "先に[池の掘り方の手引き](https://example.org/ponds/dig)をご覧ください。",
    "Подробнее об этом сказано в [книге](https://example.org/ponds/dig).",
)
REFERENCE = "참고: 헛간 뒤의 연못은 두 형제가 여름 내내 손으로 팠으며 물은 정원 옆의 작은 우물에서 흘러옵니다."


@pytest.mark.parametrize(
    ("blocks", "count"),
    [
        # A sentence behind a word that may name a source.
        ((REFERENCE, MILLER, REFERENCE, GATE), 1),
        ((NOTE, MILLER, NOTE, GATE), 1),
        (
            ("Source: https://example.org/a/long/address/of/the/garden/and/what/is/to/be/seen/there/in/the/spring",)
            * 2,
            0,
        ),
        # A light sentence counts with the address that it points to.
        ((READ_MORE, MILLER, READ_MORE, CODE), 1),
        ((READ_MORE, MILLER, READ_MORE.replace("/dig", "/sow"), CODE), 0),
        ((f"- {READ_MORE}", MILLER, f"- {READ_MORE}", CODE), 0),
        ((READ_MORE.replace("https://example.org/ponds/dig", "d"), MILLER, READ_MORE, CODE), 0),
        ((SHOWN[0], MILLER, SHOWN[0], CODE), 0),
        *(((told, MILLER, told, CODE), 1) for told in SHOWN[1:]),
        # The last sign may be lost when a sentence is said again.
        ((THINGS, MILLER, THINGS[:-1].replace("few", "old"), GATE), 1),
        ((THINGS[:-1], MILLER, THINGS[:-1].replace("few", "old"), GATE), 0),
        ((f"- {THINGS}", MILLER, THINGS[:-1].replace("few", "old"), GATE), 0),
    ],
)
def test_what_may_be_copied(parted: Parted, blocks: tuple[str, ...], count: int) -> None:
    assert len(list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))) == count


ADVICE = "The course of the old gardener, which lasts one whole winter, is the best way to learn what a bed needs."


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        # Two answers that give one advice, and one answer in two wordings.
        (f"Most of those who dig went to school. {ADVICE}", f"By no means, as nobody will ask you. {ADVICE}", 0),
        (
            "庭師の多くは園芸の学校に何年も通います。冬に開かれる老庭師の講座は、花壇に何が要るかを学ぶ一番の道です。",
            "いいえ、資格はまったく必要ありません。冬に開かれる老庭師の講座は、花壇に何が要るかを学ぶ一番の道です。",
            0,
        ),
        (f"Those who dig went mostly to school. {ADVICE}", f"To school went those who mostly dig. {ADVICE}", 1),
    ],
)
def test_a_passage_in_common_makes_no_other_wording(parted: Parted, one: str, other: str, count: int) -> None:
    found = list(duplicate.find(parted(f"{MILLER}\n\n{one}\n\n{other}\n\n{GATE}\n"), RULE.options, RULE.scope))
    assert len(found) == count


OLD = f"{POND} {FROGS}"
NEW = (
    "Two brothers dug the pond behind the barn by hand, which took them the whole of a very dry summer. "
    "In the second year the frogs came by themselves, and nobody has slept without them ever since."
)
SCATTERED = f"{POND} {REEDS}"
WHOLE = f"{POND} {FROGS} {REEDS} {MILLER}"


@pytest.mark.parametrize(
    ("blocks", "how"),
    [
        # An old wording beside the new.
        ((OLD, NEW, MILLER), "in other words"),
        ((OLD, MILLER, NEW), None),
        ((OLD, CODE, NEW), None),
        ((f"{OLD} It holds 4 frogs.", f"{NEW} It holds 5 frogs.", MILLER), "in other words"),
        (
            (
                "池は二人の兄弟が手で掘りました。乾いた夏がまるまる一つ過ぎました。蛙は次の年に自分でやって来ました。",
                "池は兄弟二人の手で掘られました。乾いた夏がまるまる一つ過ぎたのです。蛙は次の年に自分で来ました。",
                "冬でした。",
            ),
            "in other words",
        ),
        # All sentences of one stand in another, among others.
        ((WHOLE, GATE, SCATTERED), "in part"),
        ((SCATTERED, GATE, WHOLE), "in part"),
        ((f"{POND} {REEDS} {FROGS}", GATE, f"{FROGS} {POND} {REEDS}"), "in part"),
        # Some of them do, and both go on in their own way.
        ((WHOLE, GATE, f"{POND} Nobody swims. {REEDS}"), "in some of its sentences"),
        ((WHOLE, GATE, f"{POND} Nobody swims."), None),
        ((WHOLE, CODE, f"{POND} Nobody swims. {REEDS}"), None),
        # What an article says of a letter, and the letter itself, folded away.
        ((WHOLE, "<details>", f"{POND} Nobody swims. {REEDS} {FROGS}", "</details>"), None),
    ],
)
def test_other_ways_to_say_it_twice(parted: Parted, blocks: tuple[str, ...], how: str | None) -> None:
    matches = list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))
    assert [say_value(match.values["how"]) for match in matches] == ([how] if how else [])


@pytest.mark.parametrize(
    ("blocks", "certain"),
    [
        ((WHOLE, GATE, f"{POND} Nobody swims. {REEDS}"), True),
        ((WHOLE, GATE, f"The old letter says: “Dear all! {POND} {REEDS}” Nobody swims."), False),
        ((WHOLE, GATE, f'The old letter says: "Dear all! {POND} {REEDS}" Nobody swims.'), False),
        ((WHOLE, GATE, f"The old letter says: “Dear all! {POND} {REEDS} {FROGS}” Nobody swims."), True),
        # A quotation that is closed before quotes nothing of what follows.
        ((WHOLE, GATE, f'He says "no". {POND} Nobody swims. {REEDS}'), True),
        # Two answers to one question of a form may be the same in part.
        ((f"**Now:** {WHOLE}", GATE, f"**Now:** {POND} Nobody swims. {REEDS}"), False),
        ((f"**现在：** {WHOLE}", GATE, f"**现在：** {POND} Nobody swims. {REEDS}"), False),
    ],
)
def test_who_quotes_shows_it_and_keeps_it_short(parted: Parted, blocks: tuple[str, ...], certain: bool) -> None:
    matches = list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))
    assert [match.certain for match in matches] == [certain]


def test_a_lone_copy_is_seen_beside_parallel_sections(parted: Parted) -> None:
    lead, other = "Pump the water out as follows:", "Let the water in as follows:"
    sections = ("# A", lead, CODE, MILLER, POND, "# B", other, CODE, GATE, POND, FROGS)
    matches = list(duplicate.find(parted("\n\n".join(sections) + "\n"), RULE.options, RULE.scope))
    assert [match.certain for match in matches] == [False]


@pytest.mark.parametrize(
    ("blocks", "values"),
    [
        (
            (POND, GATE, FROGS, MILLER, POND, REEDS, FROGS),
            ("Lines 9, 13 repeat", "lines 1, 5", ", with something else between them"),
        ),
        (
            (POND, CODE, FROGS, MILLER, POND, OTHER_CODE, FROGS, "---END---"),
            ("Lines 11, 17 repeat", "lines 1, 7", ", with something else between them"),
        ),
        ((POND, FROGS, MILLER, POND, "---END---", FROGS), ("Lines 7–11 repeat", "lines 1–3", "")),
        ((POND, FROGS, MILLER, POND, FROGS), ("Lines 7–9 repeat", "lines 1–3", "")),
        (
            (*(text for line in SIX for text in (line, GATE)), "---END---", *SIX),
            ("Lines 27, 29, 31, …, 37 repeat", "lines 1, 5, 9, …, 21", ", with something else between them"),
        ),
    ],
)
def test_only_equal_lines_are_named(parted: Parted, blocks: tuple[str, ...], values: tuple[str, ...]) -> None:
    (match,) = duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope)
    assert tuple(say_value(match.values[name]) for name in ("copy", "original", "between")) == values


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ((POND, POND, MILLER), "; one stands beside the other"),
        ((POND, FROGS, MILLER, POND, FROGS), "; nothing new follows"),
        ((POND, MILLER, POND, GATE), ""),
    ],
)
def test_the_strongest_evidence_is_named(parted: Parted, blocks: tuple[str, ...], why: str) -> None:
    (match,) = duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope)
    assert say_value(match.values["why"]) == why


STRANGE = POND.replace("a very dry summer", "a rather dry month")
HOUSE = (
    "Ann keeps the well in good order.",
    "The gate was painted green by Bob, who had no other colour.",
    "Nobody walks on that road at night but Cid.",
    "Hay lies in the barn until Dora gives it to the cow.",
    "Eve sleeps in the shed when it is too hot elsewhere.",
    "Up in the tree there is room for one child only.",
)
JA = "池は納屋の裏にあり、兄弟が乾いた夏のあいだに手で掘ったものだ。"
JA_STRANGE = JA.replace("手で掘った", "鋤で拓いた")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((POND, *SIX[1:], *HOUSE, STRANGE), True),
        ((JA, *SIX[1:], *HOUSE, JA_STRANGE), True),
        # A note says most things once.
        ((POND, MILLER, GATE, STRANGE), False),
        # Of a month it speaks elsewhere, too.
        ((POND, *SIX[1:], *HOUSE, "In a month it rains.", "Every month is another.", STRANGE), False),
        # Another name in code is no slip; nor is another wording.
        ((NAMED, *SIX[1:], *HOUSE, NAMED_NEAR), False),
        ((POND, *SIX[1:], *HOUSE, POND), False),
    ],
)
def test_words_that_stand_nowhere_else_are_slips(
    parted: Parted, monkeypatch: pytest.MonkeyPatch, texts: tuple[str, ...], expected: bool
) -> None:
    (names,) = collect(parted("\n\n".join((*texts, WIDOW[:20])) + "\n"), monkeypatch)
    assert ("slips" in names) is expected


@pytest.mark.parametrize(
    ("text", "near"),
    [
        # A reader sees twenty characters or so; the address tells the two texts to be one.
        ("庭の池の掘り方と水の引き方は[手引きの章](https://example.org/garden/pond/dig)にある。", ("水の", "湯の")),
        (
            "Read [how ponds are dug](https://example.org/garden/pond/dig) in the book before you dig one.",
            ("dig one", "dig some"),
        ),
        # A broken tag shows all of its address.
        (
            'Whoever digs ponds reads <a href="https://a.example/by-hand" class="x">what that takes</a> at first.',
            ("<a href", "new href"),
        ),
    ],
)
def test_near_copies_of_what_is_mostly_a_link(parted: Parted, text: str, near: tuple[str, str]) -> None:
    texts = (text, *SIX[1:], *HOUSE, text.replace(*near))
    (match,) = duplicate.find(parted("\n\n".join(texts) + "\n"), RULE.options, RULE.scope)
    assert match.related


STEP = "Open the gate behind the barn with the key that hangs in the shed, and mind the dog while you do so."
LEFT = "Press the left key to walk along the right shore of the pond behind the barn, and mind the dog there."
RIGHT = LEFT.replace("left", "l").replace("right", "left").replace("the l ", "the right ")
NUMBERED = "4.15. The register of the garden - the menu of actions - sets up what is to be dug, and mends the gates."


@pytest.mark.parametrize(
    ("texts", "name", "expected"),
    [
        # Two procedures share a step, and each has its own.
        ((f"1. {STEP}\n2. {GATE}", "# B", f"1. {STEP}\n2. {MILLER}"), "steps", True),
        ((f"1. {GATE}\n2. {STEP}", "# B", f"1. {MILLER}\n2. {STEP}"), "steps", True),
        ((f"1. {STEP}\n2. {GATE}", "# B", f"1. {STEP}\n2. {GATE}"), "steps", False),
        ((f"1. {STEP}", "# B", f"1. {STEP}"), "steps", False),
        ((f"{STEP}\n\n{GATE}", "# B", f"{STEP}\n\n{MILLER}"), "steps", False),
        # Entries of a list of contents have numbers.
        ((NUMBERED, MILLER, NUMBERED.replace("4.15.", "4.4.").replace("register", "tree")), "other-lead", True),
        ((NUMBERED, MILLER, NUMBERED.replace("register", "tree")), "other-lead", False),
        (
            (f"Fig. {NUMBERED}", MILLER, f"Fig. {NUMBERED}".replace("4.15", "4.16").replace("menu", "list")),
            "other-lead",
            True,
        ),
        # Left and right change places.
        ((LEFT, MILLER, RIGHT), "substituted", True),
        ((LEFT, MILLER, LEFT.replace("walk", "step")), "substituted", False),
        # What somebody said.
        ((f"“{POND}” — somebody there", MILLER, f"“{POND}” — Somebody there"), "quotation", True),
        ((f"“{POND}” and more", MILLER, f"“{POND}” and more"), "quotation", False),
    ],
)
def test_entries_steps_and_sayings(
    parted: Parted, monkeypatch: pytest.MonkeyPatch, texts: tuple[str, ...], name: str, expected: bool
) -> None:
    names = set[str]().union(*collect(parted("\n\n".join((*texts, WIDOW)) + "\n"), monkeypatch))
    assert (name in names) is expected


@pytest.mark.parametrize(
    ("blocks", "certain"),
    [
        # The same words around another one, each time: a slip is made once.
        ((RED, f"{FROGS} {REEDS}", MILLER, RED.replace("thin", "fine"), f"{FROGS} {REEDS}", GATE), [True]),
        ((RED, f"{FROGS} {REEDS}", MILLER, GREEN, f"{FROGS} {REEDS}", GATE), [False]),
        # Documentation may say the same of two things, and a reference does.
        (("# A", MILLER, POND, CODE, FROGS, "# B", GATE, POND, CODE, FROGS, WIDOW), [True]),
        (("# list.dig", MILLER, POND, CODE, FROGS, "# list.sow", GATE, POND, CODE, FROGS, WIDOW), [False]),
        ((CODE, POND, FROGS, MILLER, POND, GATE), [False]),
        ((POND, FROGS, MILLER, POND, GATE), [True]),
        # Nobody says it right behind itself, anywhere.
        ((CODE, POND, POND, GATE), [True]),
        ((CODE, SHORT, SHORT, GATE), [True]),
    ],
)
def test_an_error_needs_more_where_much_is_said_twice(
    parted: Parted, blocks: tuple[str, ...], certain: list[bool]
) -> None:
    matches = list(duplicate.find(parted("\n\n".join(blocks) + "\n"), RULE.options, RULE.scope))
    assert [match.certain for match in matches] == certain
