"""Which passages stand twice, and what is said about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.repetition import duplicate
from endmark.document.blocks import Kind
from endmark.document.model import Document
from endmark.messages.catalogue import say_reason, say_value
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Match

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "duplicate-paragraph")

CAFE = "The café opened its doors again last Sunday after a long winter."
CROWD = "Nobody expected such a crowd so early in the morning."
STREET = (
    "The whole street came along, with children and with dogs, to see what had become of the old place in the lane."
)
STREET_NEAR = STREET.replace("with children and with dogs", "with children and dogs")
BAKER = (
    "The baker brought forty loaves of bread, and when the clock struck nine he had sold every one of them to friends."
)
BAKER_NEAR = BAKER.replace("every one of them", "each one of them")
SCAN = "https://archive.example/tower/books/1887/storms-and-calms/whole-scan-with-all-pages.html"
YARD = "Somebody swept the yard."
COLD = "Then it was cold."
LAMPS = "Lamps were lit."


def matches(document: Document, options: duplicate.Options | None = None) -> list[Match]:
    return list(duplicate.find(document, options or RULE.options, RULE.scope))


def places(document: Document, options: duplicate.Options | None = None) -> list[tuple[str, str]]:
    """Each finding as (excerpt, excerpt of the original)."""
    return [
        (document.source.get_excerpt(match.span), document.source.get_excerpt(match.related[0].span))
        for match in matches(document, options)
    ]


def joined(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("first", "second", "certain", "how"),
    [
        (CAFE, CAFE, True, "word for word"),
        (STREET, STREET_NEAR, False, "with small changes"),
        # One is the beginning or the end of the other.
        (f"{STREET} {CROWD}", STREET, True, "in part"),
        (f"{CROWD} {STREET}", STREET, True, "in part"),
        # White space, case, width, punctuation and emphasis are no difference.
        (CAFE, CAFE.replace(" again ", "\nagain "), True, "word for word"),
        (CAFE, CAFE.upper(), True, "word for word"),
        (CAFE, "The **café** opened its *doors* again – last Sunday – after a long winter!", True, "word for word"),
        (f"> {CAFE}", f"> {CAFE}", False, "word for word"),
        (f"- {CAFE}", CAFE, False, "word for word"),
        (
            "喫茶店ＡＢＣは２０２５年の長い冬のあとに扉を開けました。",
            "喫茶店ABCは2025年の長い冬のあとに、扉を開けました。",
            True,
            "word for word",
        ),
        (
            "咖啡馆在漫长的冬天之后，终于在上个星期天重新开门了。",
            "咖啡馆在漫长的冬天之后终于在上个星期天重新开门了！",
            True,
            "word for word",
        ),
        (
            "카페는 긴 겨울이 지나고 지난 일요일에 다시 문을 열었습니다.",
            "카페는 긴 겨울이 지나고, 지난 일요일에 다시 문을 열었습니다.",
            True,
            "word for word",
        ),
        (
            "Das Café öffnete nach einem langen Winter am Sonntag wieder seine Türen in der Straße.",
            "Das Café öffnete nach einem langen Winter am Sonntag wieder seine Türen in der STRASSE.",
            True,
            "word for word",
        ),
        (
            "افتتحت الحديقة في الربيع وجاء الجميع لرؤيتها في اليوم الأول.",
            "افتتحت الحديقة في الربيع، وجاء الجميع لرؤيتها في اليوم الأول.",
            True,
            "word for word",
        ),
        # Thai and Lao have no full stops.
        (
            "ร้านกาแฟเปิดประตูอีกครั้งเมื่อวันอาทิตย์หลังฤดูหนาวอันยาวนาน",
            "ร้านกาแฟเปิดประตูอีกครั้ง เมื่อวันอาทิตย์หลังฤดูหนาวอันยาวนาน",
            True,
            "word for word",
        ),
        (
            "ຮ້ານກາເຟເປີດປະຕູອີກຄັ້ງໃນວັນອາທິດຫຼັງຈາກລະດູໜາວອັນຍາວນານ",
            "ຮ້ານກາເຟເປີດປະຕູອີກຄັ້ງ ໃນວັນອາທິດຫຼັງຈາກລະດູໜາວອັນຍາວນານ",
            True,
            "word for word",
        ),
        # Text set apart in HTML, told again as a paragraph.
        (f"<aside>\n{CAFE}\n</aside>", CAFE, True, "word for word"),
        (f"<aside>\n{YARD}\n</aside>\n<p>{CAFE}</p>", CAFE, False, "word for word"),
    ],
)
def test_a_passage_that_stands_twice(parted: Parted, first: str, second: str, certain: bool, how: str) -> None:
    document = parted(joined(first, COLD, second))
    ((copy, original),) = places(document)
    assert copy == second.removeprefix("> ")
    assert original in first
    (match,) = matches(document)
    assert (match.certain, say_value(match.values["how"])) == (certain, how)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CAFE, CROWD),
        (YARD, YARD),
        # Letters count once, Japanese characters twice: both have twenty.
        ("The café is open today.", "The café is open today."),
        # The same words in another order say something else.
        (STREET, "To see what had become of the old place in the lane, with dogs and children, the whole street came."),
        # A beginning that is too short.
        (f"{CAFE} {CROWD}", "The café opened its doors again last Sunday."),
        # The middle of another paragraph.
        (f"{CROWD} {CAFE} {YARD}", CAFE),
        # Headings, code and tables.
        (f"## {CAFE}", f"## {CAFE}"),
        (f"```\n{CAFE}\n```", f"```\n{CAFE}\n```"),
        (f"| a |\n|---|\n| {CAFE} |", f"| a |\n|---|\n| {CAFE} |"),
        # One name differs.
        (
            "Create a file at the root of your project with `npm`.",
            "Create a file at the root of your project with `yarn`.",
        ),
    ],
)
def test_what_does_not_stand_twice(parted: Parted, first: str, second: str) -> None:
    assert places(parted(joined(first, COLD, second))) == []


def test_the_shorter_one_is_found_even_where_it_comes_first(parted: Parted) -> None:
    longer = f"{STREET} {CROWD}"
    assert places(parted(joined(STREET, COLD, longer))) == [(STREET, longer)]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("庭は朝早くに開く。", 16),
        ("庭は朝早くに開く。" * 2, 32),
        ("정원은 아침에 열립니다.", 20),
        ("The garden opens.", 14),
    ],
)
def test_the_least_weight_counts_wide_characters_twice(parted: Parted, text: str, weight: int) -> None:
    document = parted(joined(text, COLD, text))
    assert len(places(document, duplicate.Options(min_weight=weight))) == 1
    assert places(document, duplicate.Options(min_weight=weight + 1)) == []


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        # What follows each other in both places is one finding.
        ((CAFE, CROWD, YARD, CAFE, CROWD), [((3, 4), (0, 1))]),
        ((CAFE, CROWD, CAFE, CROWD), [((2, 3), (0, 1))]),
        ((CAFE, STREET, YARD, CAFE, STREET_NEAR), [((3, 4), (0, 1))]),
        # Up to two blocks in between may differ, on either side.
        ((CAFE, YARD, COLD, CROWD, "---", CAFE, CROWD), [((5, 6), (0, 3))]),
        ((CAFE, CROWD, "---", CAFE, YARD, COLD, CROWD), [((3, 6), (0, 1))]),
        ((CAFE, CROWD, "---", CAFE, YARD, COLD, LAMPS, CROWD), [((3, 3), (0, 0)), ((7, 7), (1, 1))]),
        # The order must be the same.
        ((CAFE, CROWD, YARD, CROWD, CAFE), [((3, 3), (1, 1)), ((4, 4), (0, 0))]),
        # A third copy is another finding, of the first place.
        ((CAFE, YARD, CAFE, COLD, CAFE), [((2, 2), (0, 0)), ((4, 4), (0, 0))]),
        ((CAFE, CAFE, CAFE), [((1, 1), (0, 0)), ((2, 2), (0, 0))]),
        ((CAFE, CROWD, YARD, CAFE, CROWD, COLD, CAFE, CROWD), [((3, 4), (0, 1)), ((6, 7), (0, 1))]),
        # Headings and short blocks count inside a run and next to it, not by themselves.
        (("## A", CAFE, "## B", CROWD, "## A", CAFE, "## B", CROWD), [((4, 7), (0, 3))]),
        ((CAFE, "## B", YARD, "---", CAFE, "## B", COLD), [((4, 5), (0, 1))]),
        ((YARD, CAFE, COLD, "---", YARD, CAFE, LAMPS), [((4, 5), (0, 1))]),
        (("## A", YARD, "---", "## A", YARD), []),
        # A paragraph told again in two.
        ((f"{STREET} {BAKER}", YARD, STREET, BAKER), [((2, 3), (0, 0))]),
        # Items and quotations.
        ((f"- {CAFE}\n- {YARD}", COLD, f"- {CAFE}"), [((2, 2), (0, 0))]),
    ],
)
def test_runs(parted: Parted, blocks: tuple[str, ...], expected: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    def passage(first: int, last: int) -> str:
        return "\n\n".join(blocks[first : last + 1]).removeprefix("- ").removesuffix(f"\n- {YARD}")

    assert places(parted(joined(*blocks))) == [(passage(*copy), passage(*original)) for copy, original in expected]


def test_how_many_blocks_a_run_steps_over_is_an_option(parted: Parted) -> None:
    document = parted(joined(CAFE, CROWD, "---", CAFE, YARD, CROWD))
    assert len(matches(document, duplicate.Options(max_gap=1))) == 1
    assert len(matches(document, duplicate.Options(max_gap=0))) == 2


@pytest.mark.parametrize(("similarity", "expected"), [(0.5, 1), (0.95, 1), (1.0, 0)])
def test_how_alike_is_an_option(parted: Parted, similarity: float, expected: int) -> None:
    document = parted(joined(STREET, COLD, STREET_NEAR))
    assert len(matches(document, duplicate.Options(similarity=similarity))) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            f"The keepers wrote down every storm of that year [in the long book of the tower]({SCAN}).",
            "The keepers wrote down every storm of that year [in the long book of the often.",
        ),
        (
            f"Die Wärter schrieben jeden Sturm dieses Jahres in das [lange Buch]({SCAN}) unter der Treppe.",
            "Die Wärter schrieben jeden Sturm dieses Jahres in das [lange neu unter der Treppe.",
        ),
        (
            f"灯台守はその年の嵐を一つ残らず塔の階段の下にしまってある[長い帳面]({SCAN})に書きつけた。",
            "灯台守はその年の嵐を一つ残らず塔の階段の下にしまってある長い帳面に書き留めた。",
        ),
    ],
)
def test_a_near_copy_that_lost_the_address_of_its_link(parted: Parted, first: str, second: str) -> None:
    ((copy, _),) = places(parted(joined(first, COLD, second)))
    assert copy == second


def test_near_copies_have_a_least_weight_of_their_own(parted: Parted) -> None:
    document = parted(joined(STREET, COLD, STREET_NEAR))
    assert len(matches(document, duplicate.Options(near_min_weight=80))) == 1
    assert matches(document, duplicate.Options(near_min_weight=120)) == []


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("It is green.", "- Open."),
        ("Es ist grün.", "- Offen."),
        ("緑色です。", "- 開いている。"),
        ("هو أخضر.", "- مفتوح."),
    ],
)
def test_short_lines_are_part_of_each_copy_however_often_a_passage_stands(
    parted: Parted, label: str, more: str
) -> None:
    passage = joined(f"# {label}", CAFE, f"## {label}", more, "- A.", label)
    found = places(parted("\n\n".join([passage] * 230)))
    assert len(found) == 229
    assert {(copy.count(more), copy.count("- A.")) for copy, _ in found} == {(1, 1)}


def test_a_short_line_that_is_said_very_often_makes_no_copy_of_what_is_far_from_it(parted: Parted) -> None:
    labels = [f"- Open.\n\nNobody came on day {number} of that year." for number in range(230)]
    assert [copy for copy, _ in places(parted(joined(CAFE, *labels, CAFE)))] == [CAFE]


@pytest.mark.parametrize(
    ("blocks", "certain"),
    [
        ((CAFE, COLD, CAFE), True),
        ((STREET, COLD, STREET_NEAR), False),
        # Two near copies in a row are no chance.
        ((STREET, BAKER, COLD, STREET_NEAR, BAKER_NEAR), True),
        # Nor is one behind an end marker.
        ((STREET, "---END---", STREET_NEAR), True),
        ((STREET, COLD, STREET_NEAR, "---END---"), True),
    ],
)
def test_when_it_is_beyond_doubt(parted: Parted, blocks: tuple[str, ...], certain: bool) -> None:
    assert [match.certain for match in matches(parted(joined(*blocks)))] == [certain]


@pytest.mark.parametrize(
    ("blocks", "values"),
    [
        ((CAFE, COLD, CAFE), ("Line 5 repeats", "line 1", "word for word", "", "")),
        ((YARD, STREET, COLD, STREET_NEAR), ("Line 7 repeats", "line 3", "with small changes", "", "")),
        (
            (YARD, CAFE, CROWD, COLD, CAFE, CROWD),
            ("Lines 9–11 repeat", "lines 3–5", "word for word", " (2 blocks)", ""),
        ),
        (
            ("# A", CAFE, CROWD, "# A", CAFE, CROWD),
            ("Lines 7–11 repeat", "lines 1–5", "word for word", " (3 blocks)", "; the article starts again here"),
        ),
        (
            ("# A", CAFE, CROWD, CAFE, CROWD),
            ("Lines 7–9 repeat", "lines 3–5", "word for word", " (2 blocks)", "; the article starts again here"),
        ),
        (
            (YARD, STREET, CAFE, COLD, STREET_NEAR, CAFE),
            ("Lines 9–11 repeat", "lines 3–5", "with small changes", " (2 blocks)", ""),
        ),
        (
            (CAFE.replace(" again ", "\nagain "), COLD, CAFE),
            ("Line 6 repeats", "lines 1–2", "word for word", "", ""),
        ),
    ],
)
def test_what_the_message_says(parted: Parted, blocks: tuple[str, ...], values: tuple[str, ...]) -> None:
    (match,) = matches(parted(joined(*blocks)))
    assert tuple(say_value(match.values[name]) for name in ("copy", "original", "how", "size", "restart")) == values
    assert set(match.values) == duplicate.VALUES
    assert [say_reason(place.message) for place in match.related] == ["stands here already"]


@pytest.mark.parametrize(("kinds", "expected"), [(("quote",), 1), (("paragraph",), 0), ((), 1)])
def test_only_the_scope_is_judged(parted: Parted, kinds: tuple[Kind, ...], expected: int) -> None:
    document = parted(joined(f"> {CAFE}", COLD, f"> {CAFE}"))
    assert len(list(duplicate.find(document, RULE.options, Scope(kinds=frozenset(kinds))))) == expected


GATHERED = (
    f"{CAFE} It rained. {STREET} And nobody minded. {BAKER} {CROWD} By noon everything was gone, and so were they: "
    f"{YARD} {COLD} The street stayed empty until the evening bell."
)


def test_a_line_that_holds_several_earlier_paragraphs_is_the_repetition(parted: Parted) -> None:
    document = parted(joined(YARD, STREET, BAKER, LAMPS, GATHERED))
    assert places(document) == [(GATHERED, f"{STREET}\n\n{BAKER}")]


def test_a_paragraph_from_the_midst_of_a_long_one_is_found(parted: Parted) -> None:
    assert places(parted(joined(YARD, GATHERED, LAMPS, STREET))) == [(STREET, GATHERED)]


@pytest.mark.parametrize(
    "text",
    [
        f'=== "npm"\n\n    {STREET}\n\n=== "yarn"\n\n    {STREET}\n',
        f'=== "npm"\n\n    {STREET}\n\n=== "yarn"\n\n    {STREET_NEAR}\n',
        f"# [Windows](#tab/win)\n\n{STREET}\n\n# [Linux](#tab/linux)\n\n{STREET} {BAKER}\n\n---\n",
        f"{{#if fw === 'pt'}}\n\n{STREET}\n\n{BAKER}\n\n{{:else}}\n\n{STREET}\n\n{BAKER}\n\n{{/if}}\n",
        f"{{% if a %}}\n{STREET}\n{{% elsif b %}}\n{STREET}\n{{% else %}}\n{STREET}\n{{% endif %}}\n",
        f"::: zone pivot=a\n{STREET}\n::: zone-end\n\n::: zone pivot=b\n{STREET}\n::: zone-end\n",
    ],
)
def test_alternatives_are_no_copies(parted: Parted, text: str) -> None:
    assert places(parted(f"{CAFE}\n\n{text}\n{LAMPS}\n")) == []


def test_what_stands_twice_in_one_alternative_is_a_copy(parted: Parted) -> None:
    text = f'=== "npm"\n\n    {STREET}\n\n=== "yarn"\n\n    {STREET}\n\n    {YARD}\n\n    {STREET}\n'
    assert places(parted(text)) == [(STREET, STREET)]


def test_what_an_alternative_says_again_of_the_text_around_it_is_a_copy(parted: Parted) -> None:
    text = f"{STREET}\n\n{BAKER}\n\n{{#if a}}\n{YARD}\n{{:else}}\n{STREET}\n\n{BAKER}\n{{/if}}\n"
    assert places(parted(text)) == [(f"{STREET}\n\n{BAKER}", f"{STREET}\n\n{BAKER}")]


ASKED = "If I planted my garden for ten years elsewhere, will I gain another year"
SLUG = "https://example.com/faq/#if-i-planted-my-garden-for-ten-years-elsewhere-will-i-gain-another-year"


@pytest.mark.parametrize(
    "text",
    [
        # Images in a row that differ in a figure of their address.
        "".join(f"![](https://example.com/walks/202602/bg20260223{number:02}.webp)\n\n" for number in range(8)),
        "".join(
            f"{word}.\n\n![春の庭の写真](/img/2026/spring-{number:04}.png)\n\n"
            for number, word in enumerate("甲乙丙丁戊己")
        ),
        "".join(f'- <img src="/bilder/garten/2026/tor-{number:04}.png">\n' for number in range(8)),
        # The same card again.
        "https://example.com/a/long/address/of/the/garden\n\nOne.\n\nhttps://example.com/a/long/address/of/the/garden\n",
        # The address of a source says what it is the source of.
        f"> {ASKED}?\n>\n> No.\n>\n> -- {SLUG}\n",
        f"> {ASKED}?\n>\n> Nein.\n>\n> — {SLUG}\n",
        f"{ASKED}?\n\nNon.\n\nSource: {SLUG}\n",
    ],
)
def test_what_only_shows_or_names_something_is_no_copy(parted: Parted, text: str) -> None:
    assert places(parted(text)) == []


def test_a_passage_with_its_images_is_one_copy(parted: Parted) -> None:
    passage = (CAFE, "![](/img/cafe.png)", CROWD)
    text = joined(*passage, COLD, *passage)
    assert places(parted(text)) == [(joined(*passage).strip(), joined(*passage).strip())]
