"""Tables and code that stand twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.repetition import duplicate_block
from endmark.document.model import Document
from endmark.violation import Fix

Parted = Callable[[str], Document]

HEAD = "| Bed | Plants |\n|---|---|\n"
ROWS = "| The old bed | Beans |\n| The new bed | Peas and roses |\n| The third bed | Garlic |\n"
TABLE = HEAD + ROWS
NARROW = "Bed|Plants\n---|---\nThe old bed|Beans\nThe new bed|Peas and roses\nThe third bed|Garlic\n"
FOURTH = "| The fourth bed | Leeks |\n"
JAPANESE = (
    "| 畝 | 作物 |\n|---|---|\n| 古い畝 | いんげん豆 |\n| 新しい畝 | えんどう豆とばら |\n| 三番目の畝 | にんにく |\n"
)
ARABIC = (
    "| الحوض | النبات |\n|---|---|\n| الحوض القديم | الفاصوليا |\n| الجديد | البازلاء والورود |\n| الثالث | الثوم |\n"
)
KOREAN = "| 이랑 | 작물 |\n|---|---|\n| 오래된 이랑 | 강낭콩 |\n| 새 이랑 | 완두콩과 장미 |\n| 세 번째 이랑 | 마늘 |\n"
GERMAN = "| Beet | Pflanzen |\n|---|---|\n| Das alte | Bohnen |\n| Das neue | Erbsen |\n| Das dritte Beet | Lauch |\n"
CODE = "```python\nfor bed in garden.list_beds():\n    bed.water(liters=20)\n```\n"
COMMENTED = """```python
# all beds of the garden
for bed in garden.list_beds():
    if bed.is_dry():
        bed.water(liters=20)  # two cans
    bed.weed()
garden.close()
```
"""
OTHERWISE = COMMENTED.replace("all beds of the garden", "go through the beds").replace("  # two cans", "")
CHINESE = COMMENTED.replace("all beds of the garden", "逐个浇水")
IN_C = COMMENTED.replace("# ", "// ").replace("two cans", "deux arrosoirs")
SORTED = HEAD + "| The new bed | Peas and roses |\n| The old bed | Beans |\n| The third bed | Garlic |\n"
OTHER_HEAD = "| Plants | Bed |\n|---|---|\n"
EXCHANGED = OTHER_HEAD + "| Beans | The old bed |\n| Peas and roses | The new bed |\n| Garlic | The third bed |\n"
SAYS = "The garden opens in the morning.\n"


def places(document: Document, scope: Scope) -> list[tuple[int, int, bool]]:
    """Each finding as (first line, line of the original, whether it is certain)."""
    return [
        (document.find_line(match.span.start), document.find_line(match.related[0].span.start), match.certain)
        for match in duplicate_block.find(document, duplicate_block.Options(), scope)
    ]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((TABLE, TABLE), [(7, 1, True)]),
        ((TABLE, "---END---\n", SAYS, TABLE), [(11, 1, True)]),
        ((TABLE, SAYS, TABLE), [(9, 1, False)]),
        ((TABLE, "## More\n", NARROW), [(9, 1, False)]),
        ((TABLE, SAYS, TABLE, SAYS, TABLE), [(9, 1, False), (17, 1, False)]),
        ((f"> {TABLE.replace(chr(10), chr(10) + '> ', 4)}", SAYS, TABLE), [(9, 1, False)]),
        # One pass was cut in it, or the other knew a row more.
        ((TABLE, SAYS, TABLE + FOURTH), [(9, 1, False)]),
        ((HEAD + FOURTH + ROWS, SAYS, TABLE), [(10, 1, False)]),
        ((JAPANESE, SAYS, JAPANESE), [(9, 1, False)]),
        ((ARABIC, SAYS, ARABIC), [(9, 1, False)]),
        ((KOREAN, SAYS, KOREAN), [(9, 1, False)]),
        ((GERMAN, SAYS, GERMAN), [(9, 1, False)]),
        # Few rows, or little in them, or other names of the columns: two things may have the same properties.
        ((HEAD + "| The old bed | Beans, peas, roses |\n| The new bed | Peas |\n", SAYS) * 2, []),
        (("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n", SAYS) * 2, []),
        ((TABLE, SAYS, TABLE.replace("Bed |", "Plot |", 1)), []),
        ((TABLE, SAYS, TABLE.replace("Peas", "Leeks")), []),
        (
            (
                TABLE,
                SAYS,
                HEAD + ROWS.replace("Garlic |\n", "Garlic |\n" + FOURTH).replace("| The old bed | Beans |\n", ""),
            ),
            [],
        ),
        # Its head stands among its rows.
        ((TABLE + TABLE,), [(6, 1, True)]),
        ((HEAD + "| The old b |\n" + TABLE,), [(4, 1, True)]),
        ((HEAD + "| Bed | Plants |\n" + ROWS,), []),
        (("| | |\n|---|---|\n" * 2 + ROWS,), []),
        ((CODE, CODE), [(6, 1, True)]),
        ((CODE, "---END---\n", CODE), [(8, 1, True)]),
        ((CODE, SAYS, CODE), []),
        ((CODE, CODE.replace("python", "sh")), []),
        (("```\nwater\n```\n", "```\nwater\n```\n"), []),
        ((TABLE, CODE, TABLE), [(12, 1, False)]),
        # In another order.
        ((TABLE, SAYS, SORTED), [(9, 1, False)]),
        ((TABLE, EXCHANGED), [(7, 1, False)]),
        ((TABLE, SAYS, SORTED.replace("Beans", "Peas")), []),
        ((TABLE, SAYS, EXCHANGED.replace("| Plants | Bed |", "| Plants | Plot |")), []),
        ((TABLE, SAYS, EXCHANGED + FOURTH), []),
        ((SORTED, SAYS, TABLE, SAYS, EXCHANGED), [(9, 1, False), (17, 1, False)]),
        (
            ("| Bed | a |\n|---|---|\n| b | c |\n| d | e |\n", SAYS, "| a | Bed |\n|---|---|\n| c | b |\n| e | d |\n"),
            [],
        ),
        # With other comments.
        ((COMMENTED, OTHERWISE), [(10, 1, False)]),
        ((COMMENTED, "---END---\n", OTHERWISE), [(12, 1, False)]),
        ((CHINESE, OTHERWISE), [(10, 1, False)]),
        ((IN_C, IN_C.replace("deux arrosoirs", "20 l")), [(10, 1, False)]),
        # What they did before, and do now.
        ((COMMENTED, SAYS, OTHERWISE), []),
        ((COMMENTED, OTHERWISE.replace("20", "10")), []),
        # Where comments are only put in, code is explained.
        ((COMMENTED, COMMENTED.replace("  # two cans", "")), []),
        ((COMMENTED.replace("  # two cans", ""), COMMENTED), []),
        # Short pieces are shown again.
        (
            (
                "```\n# dig\ndig --deep --all-the-beds --now\n```\n",
                "```\n# and again\ndig --deep --all-the-beds --now\n```\n",
            ),
            [],
        ),
    ],
)
def test_what_stands_twice(parted: Parted, blocks: tuple[str, ...], expected: list[tuple[int, int, bool]]) -> None:
    assert places(parted("\n".join(blocks)), Scope()) == expected


POND = "The pond has sheds, mills and bridges, and seven frogs live by the water.\n"
BARN = "The barn has sheds, mills and bridges, and seven owls live under the roof.\n"
STORM = "Last night thunder rolled over distant hills while everybody slept soundly.\n"


@pytest.mark.parametrize(
    "blocks",
    [
        # Each of two sections says it of its own subject.
        ("## Spring\n", TABLE, SAYS, "## Autumn\n", TABLE),
        ("## Spring\n", SAYS, "Our beds:\n", TABLE, "## Autumn\n", STORM, "The same ones:\n", TABLE),
        ("## 春\n", "毎朝、次の畝に水をやります：\n", JAPANESE, "## 秋\n", "夕方になってから見回る畝：\n", JAPANESE),
        ("## Mit Schlauch\n", "Das gilt:\n", GERMAN, "## Mit Kanne\n", "Hier auch:\n", GERMAN),
        ("## 봄\n", KOREAN, "## 가을\n", KOREAN),
        ("## الربيع\n", ARABIC, "## الخريف\n", ARABIC),
        ("**Spring**\n", TABLE, "**Autumn**\n", TABLE),
        ("## All beds of the garden in spring\n", SAYS, TABLE, "## All beds of the garden in autumn\n", STORM, TABLE),
        ("## Pond\n", STORM, POND, SAYS, TABLE, "## Barn\n", BARN, "Come early.\n", TABLE),
        ("In spring the warden waters the beds.\n", TABLE, "In autumn the warden waters the beds.\n", TABLE),
        ("## Spring\n", TABLE, SAYS, "## Autumn\n", SORTED),
    ],
)
def test_what_two_things_have_in_common_stands_with_both(parted: Parted, blocks: tuple[str, ...]) -> None:
    assert places(parted("\n".join(blocks)), Scope()) == []


@pytest.mark.parametrize(
    "blocks",
    [
        # It stands behind a sentence that tells of something else.
        ("## Spring\n", TABLE, SAYS, "## Storms\n", STORM, TABLE),
        ("## Spring\n", "Our beds:\n", TABLE, SAYS, "## Storms\n", STORM, TABLE),
        ("**Spring**\n", TABLE, SAYS, "**Spring**\n", TABLE),
        ("## Spring\n", TABLE, SAYS, "---END---\n", "## Autumn\n", TABLE),
        ("## 春\n", JAPANESE, "庭は朝に開きます。\n", "## 嵐\n", "昨夜は遠くの丘で雷が鳴った。\n", JAPANESE),
    ],
)
def test_what_belongs_to_one_place_is_a_copy_at_the_other(parted: Parted, blocks: tuple[str, ...]) -> None:
    assert len(places(parted("\n".join(blocks)), Scope())) == 1


@pytest.mark.parametrize(
    ("blocks", "mended"),
    [
        ((CODE, "---END---\n", CODE, SAYS), (CODE, "---END---\n", SAYS)),
        ((TABLE, TABLE, SAYS), (TABLE, SAYS)),
        # It holds a row more, or both places may be meant.
        ((TABLE, TABLE + FOURTH), None),
        ((TABLE, SAYS, TABLE), None),
    ],
)
def test_what_is_certain_is_taken_out(parted: Parted, blocks: tuple[str, ...], mended: tuple[str, ...] | None) -> None:
    document = parted("\n".join(blocks))
    (match,) = duplicate_block.find(document, duplicate_block.Options(), Scope())
    text = document.source.text
    if isinstance(match.fix, Fix):
        for edit in reversed(match.fix.edits):
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert (text if isinstance(match.fix, Fix) else None) == ("\n".join(mended) if mended else None)


def test_only_what_is_in_the_scope_is_judged(parted: Parted) -> None:
    text = f"{TABLE}\n{TABLE}\n{CODE}\n{CODE}"
    assert [first for first, _, _ in places(parted(text), Scope(frozenset({"code"})))] == [18]


def test_tables_with_one_head_are_not_all_compared(parted: Parted) -> None:
    """Those behind the first two dozen are compared with these alone."""
    tables = [HEAD + ROWS.replace("Garlic", f"Garlic {number}") for number in range(40)]
    found = places(parted("\n".join((*tables, SAYS, tables[3], tables[39]))), Scope())
    assert [original for _, original, _ in found] == [3 * 6 + 1]
