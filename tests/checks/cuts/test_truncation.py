"""Which texts stop in the middle, and which only look as if they did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from endmark.checks import Scope
from endmark.checks.cuts import truncation
from endmark.document.article import read_article
from endmark.document.blocks import Role
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.messages.catalogue import say_reason, say_value
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Match

Parted = Callable[[str], Document]
RULE = next(rule for rule in load_builtin_rules() if rule.id == "truncated-sentence")

MARKED = "an end marker follows in mid-sentence"
MARKER = "\n\n---END---\n\nThe gate is open.\n"
PROSE = (
    "We dug the first bed in March. It took a week.\n\n"
    "We dug the second bed in April. It took a day.\n\n"
    "We dug the third bed in May. It took an hour.\n\n"
    "Nobody dug a fourth bed in June. It rained.\n\n"
)
"""Every paragraph ends with a full stop: one that does not is suspicious."""

NOTES = (
    "Beds and paths behind the old barn\n\n"
    "Water butts along the southern wall\n\n"
    "Compost for the beds of roses\n\n"
    "Sheds for all of the heavy tools\n\n"
)
"""No paragraph does."""

JAPANESE = (
    "春のはじめに、みんなで最初の畝を掘りました。まる一週間かかりました。\n\n"
    "四月になってから、二つめの畝を掘りました。これは一日で終わりました。\n\n"
    "五月の連休には、三つめの畝を掘りました。一時間もかかりませんでした。\n\n"
    "六月は毎日のように雨でした。だから、誰も畝を掘りませんでした。\n\n"
)


def matches(document: Document, options: truncation.Options | None = None) -> list[Match]:
    return list(truncation.find(document, options or RULE.options, RULE.scope))


def found(document: Document, options: truncation.Options | None = None) -> list[tuple[str, bool]]:
    return [(document.source.get_excerpt(match.span), match.certain) for match in matches(document, options)]


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("The garden has room for forty beds and a", "for forty beds and a"),
        ("The garden has room for beds, trees,", "room for beds, trees,"),
        ("The garden has room (for beds and trees", "room (for beds and trees"),
        ("The garden opened in spring. It has room for forty", "It has room for forty"),
        ("The garden opened in spring. It has room (for forty)", "It has room (for forty)"),
        ("The garden has room for forty", "has room for forty"),
        ("Forty b", "Forty b"),
        (f"{PROSE}The garden has room for forty", "has room for forty"),
        (f"{NOTES}The garden has room for forty", "has room for forty"),
        (f"{NOTES}The garden has room. It is for forty", "room. It is for forty"),
        (f"{NOTES}The garden has room for the", "garden has room for the"),
        ("The garden is open.", None),
        ("The garden is open!)", None),
        ("The garden is for:", None),
        ("**The garden has room for forty beds**", None),
        ("**The garden has room for a**", "garden has room for a"),
        ("# What we planted behind the", "we planted behind the"),
        ("# What we planted behind it", None),
        ("- It is open. It has room for forty", "It has room for forty"),
        ("- forty beds", None),
        ("# Opening hours of the garden", None),
        ("# 主な内容", None),
        ("# 방화벽 설정", None),
        ("- forty beds and the", "forty beds and the"),
        ("> It is open. It has room for forty", None),  # not in the scope of the rule
        ("**Size:** a\n\n**Size:** b\n\n**Size:** room for the", "Size:** room for the"),
        ("庭は春に開きました。席が足りない日も", "庭は春に開きました。席が足りない日も"),
        ("庭は春に開きました。席は、", "庭は春に開きました。席は、"),
        ("庭は春に開きました。", None),
        ("庭は「みんなの庭", "庭は「みんなの庭"),
        ("花园春天开放了。座位不够，因为", "花园春天开放了。座位不够，因为"),
        ("정원이 열렸습니다. 자리가 모자라서", "정원이 열렸습니다. 자리가 모자라서"),
        ("Der Garten ist offen. Er hat Platz für", "offen. Er hat Platz für"),
        ("El jardín está abierto. Tiene sitio para las", "Tiene sitio para las"),
        ("बगीचा खुला है। उसमें जगह", "बगीचा खुला है। उसमें जगह"),
        ("बगीचा खुला है।", None),
        ("الحديقة مفتوحة. فيها مكان", "مفتوحة. فيها مكان"),
    ],
)
def test_before_a_marker_little_evidence_is_enough(parted: Parted, text: str, tail: str | None) -> None:
    assert found(parted(text + MARKER)) == ([(tail, True)] if tail else [])


@pytest.mark.parametrize(
    ("before", "item", "cut"),
    [
        # Names of things, though no sentence ends so.
        ("焼きたてのパン", "庭のすもも", False),
        ("焼きたてのパン", "村の子ども", False),
        ("焼きたてのパン", "水車小屋のねこ", False),
        ("焼きたてのパン", "石積み", False),
        # A noun or a verb must come.
        ("焼きたてのパン", "庭の桃を", True),
        ("焼きたてのパン", "庭の桃と", True),
        ("庭の花", "焼きたての", True),
        ("焼きたてのパン", "みんなで桃を食べ", True),
        # The items are sentences.
        ("パンを焼きます。", "庭のすもも", True),
        ("パンを毎朝焼きます。", "水車小屋のそばの畑", True),
    ],
)
def test_a_list_of_things_may_stand_before_a_marker(parted: Parted, before: str, item: str, *, cut: bool) -> None:
    assert [tail for tail, _ in found(parted(f"- {before}\n- {item}{MARKER}"))] == [item] * cut


@pytest.mark.parametrize(
    ("text", "tail", "certain"),
    [
        (f"{PROSE}The garden opened in spring, because the", "in spring, because the", True),
        (f"{PROSE}The garden has beds, trees and paths,", "beds, trees and paths,", True),
        (f"{PROSE}The garden has room (for beds and trees", "room (for beds and trees", True),
        (f"{PROSE}The garden has room for forty beds (and trees)", None, False),
        (f"{PROSE}The garden opened in spring and it has room for forty", "it has room for forty", False),
        ("The garden opened in spring, which is", "in spring, which is", True),
        ("The garden opened in spring and it has room for forty", "it has room for forty", False),
        ("The garden opened in spring. It has room for forty", "It has room for forty", False),
        (f"{NOTES}Tools for all the members of the club", None, False),
        (f"{NOTES}Tools for all the members of the", "all the members of the", False),
        (f"{PROSE}# What we planted behind it", None, False),
        (f"{PROSE}- It has room for forty beds and trees", None, False),
        (f"{PROSE}- It is open. It has room for many of our", "has room for many of our", False),
        (f"{PROSE}It rained", None, False),
        (f"{PROSE}It is", "It is", False),
        # After a farewell or a signature nothing must come.
        (f"{PROSE}We wish you a wonderful", "We wish you a wonderful", False),
        (f"{PROSE}See you next week", None, False),
        (f"{PROSE}The keepers of the gate", None, False),
        (f"{JAPANESE}庭でお会いするのを", "庭でお会いするのを", False),
        (f"{JAPANESE}水車小屋の仲間より", None, False),
        (f"{PROSE}It is the", "It is the", False),
        (f"{JAPANESE}庭には畝が四十あって、水やりの当番が", "庭には畝が四十あって、水やりの当番が", True),
        (
            f"{JAPANESE}庭には畝が四十あって、水やりも草取りも毎日続けられ",
            "には畝が四十あって、水やりも草取りも毎日続けられ",
            True,
        ),
        (f"{JAPANESE}庭には畝が四十あって、水やりも毎日しています", None, False),
        (f"{JAPANESE}庭には畝が四十あって、水やりも要りません", None, False),
    ],
)
def test_at_the_end_of_the_file(parted: Parted, text: str, tail: str | None, certain: bool) -> None:
    assert found(parted(text)) == ([(tail, certain)] if tail else [])


@pytest.mark.parametrize(
    ("text", "tail", "certain"),
    [
        # The others end with a full stop.
        (f"{PROSE}The garden has room for forty and more\n\n{PROSE}", "room for forty and more", False),
        (f"{PROSE}The garden opened in spring, because the\n\n{PROSE}", "in spring, because the", True),
        (f"{PROSE}The garden opened. It has room for the\n\n{PROSE}", "It has room for the", True),
        (f"{PROSE}The garden has room for forty and more\n\n## Beds\n\nOpen.\n", "room for forty and more", False),
        (f"{PROSE}The garden has beds, trees, paths,\n\n---\n\nOpen.\n", "has beds, trees, paths,", True),
        (f"{PROSE}The garden has beds, trees, paths,\n\n## Beds\n\nOpen.\n", "has beds, trees, paths,", True),
        (f"{PROSE}The garden has beds, trees, paths,\n\n**Beds**\n\nOpen.\n", "has beds, trees, paths,", True),
        # A sentence may go on in a line set apart, and speech may break off on purpose.
        (f"{PROSE}It opened. The garden grows, that is,\n\n*beds = paths*\n\n{PROSE}", "garden grows, that is,", False),
        (f"{PROSE}It opened. The garden has room for the —\n\n{PROSE}", "has room for the —", False),
        (f"{PROSE}What the garden has —\n\n- Beds\n- Trees\n", None, False),
        # Names and code in another script do not make it another language; code weighs something, too.
        (
            f"{JAPANESE}庭の `water` は Old Garden Club と Rose Society が使\n\n{JAPANESE}",
            "n Club と Rose Society が使",
            False,
        ),
        (f"{JAPANESE}朝になると `openTheGate` を呼び\n\n{JAPANESE}", "朝になると `openTheGate` を呼び", False),
        # A colon within brackets makes no label.
        (
            f"{PROSE}It is late (and yet: no rain) when the gardener goes home and\n\n{PROSE}",
            "gardener goes home and",
            False,
        ),
        # The others do not.
        (f"{NOTES}All of the beds behind the old red barn\n\n{NOTES}", None, False),
        (f"{NOTES}The garden has room for beds, trees,\n\n{NOTES}", "room for beds, trees,", False),
        (f"{NOTES}The garden has room for beds and the\n\n{NOTES}", "room for beds and the", False),
        # There are too few others to tell: what is known of paragraphs in general decides, or of notes beside lists.
        ("One day it rained and the gate was shut\n\nIt is closed.\n", "and the gate was shut", False),
        ("One day it rained and the gate was shut\n\nIt is closed.\n\n- Hats\n", None, False),
        ("It was wet. One day it rained and the gate was shut\n\nIt is closed.\n", "and the gate was shut", False),
        ("One day it rained and then the\n\nIt is closed.\n", "it rained and then the", True),
        ("One day it rained and then the\n\nIt is closed.\n\n- Hats\n", "it rained and then the", False),
        (
            "One day it rained in the whole of the valley and so the old gate was shut\n\nIt is closed.\n",
            "so the old gate was shut",
            False,
        ),
        # A capital or a small letter tells that a comma ends no sentence; elsewhere it may stand for a full stop.
        (f"{PROSE}When the pump is old, and the water cold,\n\nthe beds stay dry.\n", "old, and the water cold,", True),
        (f"{PROSE}When the pump is old, and the water cold,\n\nThe beds stay dry.\n", "old, and the water cold,", True),
        (f"{JAPANESE}水車が古くて、水も冷たいと、\n\n畝が乾きます。\n", "水車が古くて、水も冷たいと、", False),
        # Lists and headings stop where they like.
        (f"{PROSE}- It is open. It has room for the\n\n{PROSE}", None, False),
        (f"## What we planted behind the\n\n{PROSE}", None, False),
    ],
)
def test_in_the_middle_of_the_document(parted: Parted, text: str, tail: str | None, certain: bool) -> None:
    assert found(parted(text)) == ([(tail, certain)] if tail else [])


@pytest.mark.parametrize(
    "last",
    [
        "Figure 3: The garden behind the barn as it was in the spring",
        "図3：春の朝早く、納屋の裏から見た庭とその小道",
        "@ann The garden behind the barn as it was in the spring",
        "-- [Ann Bell](https://example.org), who looks after the garden behind the barn",
        "That was our fault! We came late to the gate of the garden. --mika",
        "Source: the book about the garden behind the barn, which nobody has read",
        "**Gate** - where the path to the garden behind the barn begins",
        "the garden behind the old barn\n納屋の裏の小さな庭",
        "Venue: the garden behind the barn, on the left side of the road",
        "| The garden behind the barn as it was in the spring",
        "[The barn](https://example.org/barn)\nand the garden behind it, as it was in the spring",
        "**Opening hours and the way to the gate of the garden**",
        "*Opening hours and the way to the gate of the garden*",
        "The way to the garden is told in [the guide to the gate](https://example.org)",
        "The way to the garden is told in <b>the guide to the gate</b>",
        "The way to the garden and its gate is `open()`",
        "The way to the garden is told on https://example.org/way",
        "The way to the garden is told by gate@example.org",
        "The way to the garden was found and all are happy 🎉",
        "The way to the garden was found with the help of version 2.10.1",
        "The members of the garden club are by now 1,250",
        "gate" * 30,
        "Ann Bell, Carl Dorn, Eve Frost, Gus Hill, and Ida Jung",
        "ann, carl-d, eve.f, gus, ida",
        "Home | The beds | The paths behind the old barn",
        "© 2021–2026 The people who look after the garden",
        "Copyright (c) 2026 The people who look after the garden",
        "@ann @bell @carl @dorn @eve @frost @gus @hill",
        "12:30-13:45 (2024) + 12:50-14:10 (2025) = 100%, all of it",
    ],
)
def test_what_needs_no_full_stop(parted: Parted, last: str) -> None:
    prose = JAPANESE if last.startswith("図") else PROSE
    assert found(parted(prose + last)) == []


def test_a_long_paragraph_is_no_label(parted: Parted) -> None:
    label = "Note: " + "the garden behind the barn is for everybody " * 5
    assert found(parted(f"{PROSE}{label}and more")) == [("for everybody and more", False)]


@pytest.mark.parametrize(
    "introduced",
    [
        "- beds\n",
        "1. beds\n",
        "```\nbeds\n```\n",
        "    beds\n",
        "<div>beds</div>\n",
    ],
)
def test_a_paragraph_may_lead_into_what_follows(parted: Parted, introduced: str) -> None:
    assert found(parted(f"{PROSE}The garden has room for these beds\n\n{introduced}")) == []


@pytest.mark.parametrize("introduced", ["- Beds\n", "```\nbeds\n```\n", "    beds\n"])
@pytest.mark.parametrize(
    "cut",
    [
        "The beds were dug in March. We have watered them every evening since then, because the",
        "When the gate is shut and nobody has the key to it, you can call the keeper, who will come and",
    ],
)
def test_a_cut_before_a_list_or_code_is_found(parted: Parted, cut: str, introduced: str) -> None:
    assert len(found(parted(f"{PROSE * 3}{cut}\n\n{introduced}"))) == 1


@pytest.mark.parametrize(
    "shown", ["::: note\nDig here.\n:::\n", "{% include plan.html %}\n", "!!! note\n\n    Dig here.\n"]
)
@pytest.mark.parametrize(
    ("prose", "cut"),
    [
        (PROSE, "The third bed has room for forty roses and for all of the"),
        (JAPANESE, "七月の終わりに、みんなで四つめの畝を"),
        (
            "Wir gruben im März. Es regnete.\n\nWir gruben im Mai. Es war warm.\n\n",
            "Das dritte Beet liegt hinter der Scheune und wird von der",
        ),
        (
            "春天我们挖了第一块地。用了一个星期。\n\n四月我们挖了第二块地。用了一天。\n\n",
            "到了夏天，如果大家还想在后面的院子里再种",
        ),
    ],
)
def test_a_cut_before_a_directive_is_found(parted: Parted, prose: str, cut: str, shown: str) -> None:
    assert len(found(parted(f"{prose}{cut}\n\n{shown}"))) == 1


@pytest.mark.parametrize(
    "formula", ["$$\nb = 2 r\n$$\n", "$$ b = 2 r $$\n", "\\begin{equation}\nb = 2 r\n\\end{equation}\n"]
)
@pytest.mark.parametrize(
    ("prose", "lead"),
    [
        (PROSE, "The bed is round. With its radius the length of a string across it is then given by"),
        (PROSE, "The bed is round, and the length of a string across it takes the following form,"),
        (JAPANESE, "畝は円いので、端から端まで渡すひもの長さは次の式で"),
        ("Wir gruben im März. Es regnete.\n\n", "Das Beet ist rund. Mit dem Radius ist die Länge der Schnur"),
    ],
)
def test_a_sentence_goes_on_in_a_formula(parted: Parted, prose: str, lead: str, formula: str) -> None:
    assert found(parted(f"{prose * 3}{lead}\n\n{formula}\n{prose}")) == []


def test_what_a_tag_ends_needs_no_full_stop() -> None:
    caption = "You can find the button to visit the plan of the garden in the tool bar"
    text = f"{PROSE}<figure>\n  <img src='a.png' />\n  <figcaption>\n    {caption}\n  </figcaption>\n</figure>\n\n"
    assert not found(
        read_article(Source("a.mdx", f"{text}<figure>\n  <img src='b.png' />\n</figure>\n"), dialect="mdx")
    )


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (("roses beside a wall", "beans up a pole"), 0),
        (("roses beside a wall",), 1),
        # Who answers in sentences ends them.
        (("I like roses beside a wall.", "I like beans up a pole."), 1),
    ],
)
def test_a_label_used_three_times_makes_a_form(parted: Parted, entries: tuple[str, ...], expected: int) -> None:
    last = "peas, which we have had since the"
    text = PROSE + "".join(f"**What I like:** {entry}\n\n" for entry in (*entries, last))
    assert len(found(parted(text))) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The garden opened in spring", 0),
        ("The garden opened in", 0),
        ("The garden", 1),
        ("The", 1),
        ("A garden for the town", 1),
    ],
)
def test_a_first_paragraph_may_say_the_title(parted: Parted, title: str, expected: int) -> None:
    text = f"---\ntitle: {title}\n---\n\nThe garden opened in spring, and it offered room for forty\n\n{PROSE}"
    assert len(found(parted(text))) == expected


@pytest.mark.parametrize(("before", "expected"), [(0, 0), (1, 0), (2, 0), (3, 1)])
def test_the_title_may_stand_among_the_first_paragraphs(parted: Parted, before: int, expected: int) -> None:
    first = "We dug a bed in March. It took a week.\n\n" * before
    text = f"---\ntitle: Forty beds for everybody\n---\n\n{first}Forty beds for everybody, and it is more\n\n{PROSE}"
    assert len(found(parted(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("สวนเปิดในฤดูใบไม้ผลิ และมีแปลงดอกไม้สี่สิบแปลงสำหรับทุกคน", 0),
        ("สวนเปิดในฤดูใบไม้ผลิ และมีแปลงดอกไม้ (สี่สิบแปลงสำหรับทุกคน", 1),
        ("สวนเปิดในฤดูใบไม้ผลิ และมีแปลงดอกไม้สี่สิบแปลง,", 1),
    ],
)
def test_without_full_stops_only_commas_and_brackets_count(parted: Parted, text: str, expected: int) -> None:
    assert len(found(parted(text))) == expected
    assert len(found(parted(text + MARKER))) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p>The garden opened in spring and has room for", [("spring and has room for", False)]),
        ("<p>The garden opened in spring and has room for</p>", [("spring and has room for", False)]),
        ("<p>The garden opened in spring.", []),
        ("<p>The garden opened and has room for\n\nIt is open.\n", [("opened and has room for", False)]),
        ("<p>The garden opened and has room for</p>\n<p>It is open.</p>\n", [("opened and has room for", False)]),
        ("<aside>The garden is open to all who look after it\n<p>— the keeper</p></aside>\n\nIt is open.\n", []),
        (
            "<aside>The garden opened in spring and has room for\n<p>— the keeper</p></aside>\n\nIt is open.\n",
            [("spring and has room for", False)],
        ),
        ("<p>The garden opened and has room for</p>\n<ul><li>beds</li></ul>\n", []),
        # What only ends an element is nothing that a sentence leads into.
        (
            "<div>\n\nThe garden opened, and there are beds and trees in it, and it now has room for the\n\n</div>\n",
            [("it now has room for the", True)],
        ),
        (
            "<p>\n\nThe garden opened and has room for\n\n</p>\n</div>\n\nIt is open.\n",
            [("opened and has room for", False)],
        ),
        # A line across the page is what three hyphens are in Markdown.
        ("The garden opened and has room for\n\n<hr>\n\nIt is open.\n", [("opened and has room for", False)]),
    ],
)
def test_html_is_judged_as_markdown_is(parted: Parted, last: str, expected: list[tuple[str, bool]]) -> None:
    assert found(parted(PROSE + last)) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (truncation.Options(), 1),
        (truncation.Options(warning=4.0), 0),
        (truncation.Options(last_predicates={"en": ("forty",)}), 0),
        (truncation.Options(last_words={"en": ("forty",)}, last_predicates={"en": ("forty",)}), 1),
        (truncation.Options(unpunctuated=("en",)), 0),
    ],
)
def test_options(parted: Parted, options: truncation.Options, expected: int) -> None:
    assert len(found(parted(f"{PROSE}The garden of the town has room for forty"), options)) == expected


def test_only_the_scope_is_judged(parted: Parted) -> None:
    document = parted("The garden has room for the\n\n---END---\n\n- It has room for the\n\n---END---\n")
    items = list(truncation.find(document, RULE.options, Scope(kinds=frozenset({"list-item"}))))
    assert [document.source.get_excerpt(match.span) for match in items] == ["It has room for the"]


@pytest.mark.parametrize(
    ("text", "tail", "reason"),
    [
        (
            "It is open. The garden has room for beds and a",
            "has room for beds and a",
            f"sentences hardly ever end with “a”, {MARKED}",
        ),
        ("The garden has beds, trees,", "garden has beds, trees,", f"it ends with “,”, {MARKED}"),
        ("The garden (as always", "The garden (as always", f"“(” is opened and never closed, {MARKED}"),
        ("It is open. It may", "It is open. It may", f"sentences hardly ever end with “may”, {MARKED}"),
        ("It is open.\nIt may have", "It may have", f"sentences hardly ever end with “have”, {MARKED}"),
        ("It has **room for** the", "It has room for the", f"sentences hardly ever end with “the”, {MARKED}"),
        (
            "庭は、夏も冬も町のみんなに開かれた場所として、長いあいだ",
            "夏も冬も町のみんなに開かれた場所として、長いあいだ"[-24:],
            None,
        ),
    ],
)
def test_what_the_message_says(parted: Parted, text: str, tail: str, reason: str | None) -> None:
    (match,) = matches(parted(text + MARKER))
    assert set(match.values) == truncation.VALUES
    assert match.values["tail"] == tail
    assert say_value(match.values["reason"]) == (reason or MARKED)
    assert say_value(match.values["rest"]) == "no rest of it was found"
    assert match.related == ()


@pytest.mark.parametrize(
    ("following", "rest", "related"),
    [
        ("...and the seeds follow.", "it goes on at line 5", "the sentence goes on here"),
        (
            "So it is. The beds are dug in March, and the seeds follow.",
            "the whole sentence stands at line 5",
            "the whole sentence stands here",
        ),
    ],
)
def test_the_message_points_at_the_rest(parted: Parted, following: str, rest: str, related: str) -> None:
    document = parted(f"The beds are dug in March, and the\n\n---END---\n\n{following}\n")
    (match,) = matches(document)
    assert say_value(match.values["rest"]) == rest
    assert [(document.source.get_excerpt(place.span), say_reason(place.message)) for place in match.related] == [
        (following, related)
    ]


@pytest.mark.parametrize(
    ("text", "expected"), [("Ann Bell, who dug it, and wrote of it because the", 1), ("Ann Bell", 0)]
)
def test_an_attribution_worded_as_a_sentence_may_be_cut(parted: Parted, text: str, expected: int) -> None:
    document = parted(f"{PROSE}{text}\n\n{PROSE}")
    blocks = tuple(
        block._replace(role="attribution" if block.text.content == text else block.role) for block in document.blocks
    )
    assert len(matches(replace(document, blocks=blocks))) == expected


@pytest.mark.parametrize("role", ["signature", "embed", "formula", "include", "verse", "stamp"])
def test_roles_that_need_no_end(parted: Parted, role: Role) -> None:
    whole = "The first bed was dug in March. It took a week.\n\n"
    document = parted(f"{whole * 5}The fourth bed was never dug in June, because the\n\n{whole}")
    assert len(list(truncation.find(document, RULE.options, RULE.scope))) == 1
    blocks = tuple(block._replace(role=role) if "never" in block.text.content else block for block in document.blocks)
    assert not list(truncation.find(replace(document, blocks=blocks), RULE.options, RULE.scope))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fourth bed was never dug in June, because the", 1),
        ("If you dig a bed in June, you will not have to", 1),
        ("The beds of the year and the roses in the", 0),
        ("How to dig a bed in June", 0),
    ],
)
def test_a_label_worded_as_a_sentence_may_be_cut(parted: Parted, text: str, expected: int) -> None:
    document = parted(f"{PROSE}{text}\n\n{PROSE}")
    blocks = tuple(
        block._replace(role="label" if block.text.content == text else block.role) for block in document.blocks
    )
    assert len(matches(replace(document, blocks=blocks))) == expected
