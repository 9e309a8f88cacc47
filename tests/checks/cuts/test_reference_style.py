"""What has no full stop by the style of a reference, a list or a title is not taken for cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endmark.checks.cuts import truncation
from endmark.document.article import read_article
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.ruleset.builtin import load_builtin_rules

RULE = next(rule for rule in load_builtin_rules() if rule.id == "truncated-sentence")

PROSE = """The butts are filled by the rain, and nobody may take more than a can of it.

The shed stands behind the pond, and you bring the rakes back before it is dark."""

JAPANESE = """雨水をためた桶から使います。一人につき一杯までにしてください。

道具は池の裏の小屋に掛けてあります。暗くなる前に戻してください。"""


def weigh(text: str, shown: str) -> dict[str, float]:
    document = read_article(Source("article.md", text))
    block = next(block for block in document.blocks if block.text.content == shown)
    weighing = next(one for one in truncation.weigh(document, RULE.options, block.span) if one.span == block.span)
    return {piece.seen.code.removeprefix("evidence."): piece.nats for piece in weighing.pieces}


def count_findings(text: str) -> int:
    document = read_article(Source("article.md", text))
    return sum(1 for _ in truncation.find(document, RULE.options, RULE.scope))


@pytest.mark.parametrize(
    ("above", "shown", "expected"),
    [
        ("### openGate", "Checks that the gate is open when it rains", True),
        ("### `fill`", "Fills the pond, which is behind the barn", True),
        ("> Gate openGate(key)", "Opens the gate, as long as it is not dark", True),
        ("### Gates", "Checks that the gate is open when it rains", False),
        ("> They are open.", "Checks that the gate is open when it rains", False),
        ("### openGate", "It is shut at night. Checks that the gate is open when it rains", False),
    ],
)
def test_a_description_stands_below_a_name(above: str, shown: str, expected: bool) -> None:
    weighed = weigh(f"{PROSE}\n\n{above}\n\n{shown}\n\n## More\n\n{PROSE}\n", shown)
    assert weighed.get("description") == (-0.7 if expected else None)
    assert not ("description" in weighed and "after-heading" in weighed)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The same last words, in what is not the same.
        ("Gives back the gate of the pond that was named", "Opens the way to the pond that was named", True),
        (
            "池の門を返します。なお値はすべてリットル単位です",
            "小屋の鍵を返します。なお値はすべてリットル単位です",
            True,
        ),
        # Two words are chance; so is a text that is those words alone.
        ("Gives back the gate of a pond that was named", "Opens the way to somebody who was named", False),
        # A passage that stands twice may be cut in both places.
        ("Gives back the gate of the pond that was named", "Gives back the gate of the pond that was named", False),
        # A sentence that goes on there is no other text that ends so.
        ("Gives back the gate of the pond that was named", "The gate of the pond that was named is old.", False),
    ],
)
def test_two_texts_that_end_alike(one: str, other: str, expected: bool) -> None:
    prose = PROSE if one.isascii() else JAPANESE
    assert ("ends-alike" in weigh(f"{prose}\n\n{one}\n\n{prose}\n\n{other}\n\n{prose}\n", one)) is expected


@pytest.mark.parametrize("cell", ["Gives back the gate that you named", "Gibt das Tor her, das du nennst"])
def test_what_a_table_says_too(cell: str) -> None:
    table = f"| Call | What it does |\n| --- | --- |\n| open | {cell} |\n| shut | Shuts it |\n"
    assert weigh(f"{PROSE}\n\n{table}\n## One\n\n{cell}\n\n## Two\n\n{PROSE}\n", cell)["ends-alike"] == -2.5
    longer = table.replace(cell, f"{cell} here")
    assert "ends-alike" not in weigh(f"{PROSE}\n\n{longer}\n## One\n\n{cell}\n\n## Two\n\n{PROSE}\n", cell)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Checks that the water is at 4xx", "Checks that the water is at 5xx"), True),
        (("Water is low", "Water is high"), False),
        (("Checks that the water is at 4xx", "Checks that the gate is at 5xx"), False),
    ],
)
def test_lines_that_differ_in_their_last_word(lines: tuple[str, str], expected: bool) -> None:
    text = "\n\n".join((PROSE, "## One", lines[0], "## Two", lines[1], "## Three", PROSE))
    assert ("said-again" in weigh(f"{text}\n", lines[0])) is expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("- the pond has a gate of its own\n- the beds are dug when it rains, and are wide\n- It is old.", True),
        ("- the pond has a gate of its own.\n- the beds are dug when it rains, and are wide\n- It is old.", False),
        ("- the pond\n  - the beds are dug when it rains, and are wide\n  - It is old.", False),
    ],
)
def test_an_item_ends_as_the_one_before_it(items: str, expected: bool) -> None:
    shown = "the beds are dug when it rains, and are wide"
    assert ("after-open-item" in weigh(f"{PROSE}\n\n{items}\n\n{PROSE}\n", shown)) is expected


def test_a_bracket_that_is_open_is_no_style_of_a_list() -> None:
    shown = "the beds (they are dug when it rains"
    assert "after-open-item" not in weigh(f"{PROSE}\n\n- the pond\n- {shown}\n- the gate\n\n{PROSE}\n", shown)


@pytest.mark.parametrize(
    ("beginning", "shown", "expected"),
    [
        ("庭の水門とは\n\n## はじめに", "庭の水門とは", True),
        ("Was man über die Tore wissen muss\n\n---", "Was man über die Tore wissen muss", True),
        ("How the gate is opened\n\nIt is easy.", "How the gate is opened", False),
        ("# Gates\n\nHow the gate is opened\n\n## Keys", "How the gate is opened", False),
        ("---\ntitle: Gates\n---\n\nHow the gate is opened\n\n## Keys", "How the gate is opened", False),
        ("How the gate is opened\nand shut\n\n## Keys", "How the gate is opened\nand shut", False),
        (
            f"{'How the gate is opened, ' * 3}and shut\n\n## Keys",
            f"{'How the gate is opened, ' * 3}and shut",
            False,
        ),
    ],
)
def test_a_line_over_the_first_heading_is_a_title(beginning: str, shown: str, expected: bool) -> None:
    assert ("title-line" in weigh(f"{beginning}\n\n{PROSE}\n", shown)) is expected


@pytest.mark.parametrize(
    ("lead", "first"),
    [
        ("鍵となるのは水門です。その手順は、", "**1)** 門を開けます。"),
        ("Ce qu’il faut faire quand il pleut, c’est,", "1) ouvrir la porte du jardin."),
        ("What you do when the water is low is,", "① open the gate of the pond."),
        ("Was ihr tut, wenn der Teich leer ist, ist,", "(a) das Tor aufmachen."),
    ],
)
def test_a_comma_before_what_is_numbered(lead: str, first: str) -> None:
    prose = PROSE if lead[0].isascii() else JAPANESE
    assert count_findings(f"{prose}\n\n{lead}\n\n{first}\n\n{prose}\n") == 0
    assert count_findings(f"{prose}\n\n{lead}\n\n{prose}\n") == 1


@pytest.mark.parametrize(
    "shown",
    [
        "Returns `Boolean` - whether the gate was opened when it rained",
        "Gibt `Tor | null` – das Tor, wenn es eines hat und es offen ist",
        "戻り値 `Boolean` — 雨の日に門が開いているかどうかを示す",
    ],
)
def test_a_type_and_what_it_is(shown: str) -> None:
    prose = JAPANESE if not shown[0].isascii() else PROSE
    assert count_findings(f"{prose}\n\n### `open`\n\n{shown}\n\n### `shut`\n\n{prose}\n") == 0


def test_as_an_example_leads_into_code() -> None:
    assert count_findings(f"{JAPANESE}\n\n門は開けて使います。例として\n\n```\nopen\n```\n\n{JAPANESE}\n") == 0


@pytest.mark.parametrize(
    ("shown", "code", "expected"),
    [
        # What is typed behind a prompt.
        ("$ fill the pond with all of the water that", "command", True),
        ("ann@garden:~$ fill the pond with all of the water that", "command", True),
        ("[ann@garden ~]# fill the pond with all of the water that", "command", True),
        ("C:\\Gardens> fill the pond with all of the water that", "command", True),
        ("$5 is what the water of the pond costs when the", "command", False),
        ("The water costs $ 5 when it does not rain in the", "command", False),
        ("LANG=de_DE LANGUAGE=de fill the pond with all of the", "command", True),
        ("Water = life is what they say when it does not rain in the", "command", False),
        # The number of a section and its parts.
        ("8.2.2 Wie das Tor des Gartens aufgemacht wird", "section-number", True),
        ("10.3. 水門の開け方と閉め方", "section-number", True),
        ("8 gates are open when it rains, and they", "section-number", False),
        ("8.2.2 bis 9", "section-number", True),
        ("8.2 % of the water is lost when it rains", "section-number", False),
        (f"8.2.2 {'The gate of the pond is opened when it rains, and ' * 3}the", "section-number", False),
        # What somebody said, and who that is.
        ("“The water is never low.” — somebody who has never been there", "signed-quotation", True),
        ("*« L’eau n’est jamais basse. »* — quelqu’un qui n’y était pas", "signed-quotation", True),
        ("「水はいつもある。」——この庭の持ち主かもしれない人", "signed-quotation", True),
        ("“The water” – that is what they call it when the “pond” is full, and", "signed-quotation", False),
        ("He said “the water is low” – and he went to the gate", "signed-quotation", False),
        (f"“The water is never low.” — {'somebody who has never been there, ' * 2}and", "signed-quotation", False),
        # A bullet that is none for Markdown.
        ("\\- the gates that are shown as examples", "symbol", True),
        ("\\* les portes que l’on montre", "symbol", True),
        ("-the gates that are shown as examples", "symbol", False),
    ],
)
def test_what_a_text_shows_by_itself(shown: str, code: str, expected: bool) -> None:
    document = read_article(Source("article.md", f"{PROSE}\n\n{shown}\n\n{PROSE}\n"))
    block = next(block for block in document.blocks if shown.strip("*\\ ")[1:20] in block.text.content)
    weighings = [one for one in truncation.weigh(document, RULE.options, block.span) if one.span == block.span]
    codes = {piece.seen.code for weighing in weighings for piece in weighing.pieces}
    assert (f"evidence.{code}" in codes) is expected


@pytest.mark.parametrize(
    ("prose", "lead"),
    [
        (PROSE, "It rains, and the water is high. To fill the pond, as root, type"),
        (JAPANESE, "雨の日は水が多くあります。池に水を入れるには"),
    ],
)
def test_what_leads_into_a_command(prose: str, lead: str) -> None:
    assert count_findings(f"{prose}\n\n{lead}\n\n$ fill --all pond\n\n{prose}\n") == 0
    assert count_findings(f"{prose}\n\n{lead}\n\n{prose}\n") == 1


@pytest.mark.parametrize(
    ("above", "shown", "below", "expected"),
    [
        ("**f**", "Fest. Bisher nicht gebaut", "**u**", True),
        ("**f**", "Suspensa. Ainda não foi feita", "**v**", True),
        ("**f**", "Fest. Bisher nicht gebaut", "Das Tor ist offen.", False),
        ("Das Tor ist offen.", "Fest. Bisher nicht gebaut", "**u**", False),
        ("**f**", f"{'Das Tor ist fest. ' * 5}Bisher nicht gebaut", "**u**", False),
    ],
)
def test_a_short_text_between_labels(above: str, shown: str, below: str, expected: bool) -> None:
    text = f"{PROSE}\n\n{above}\n\n{shown}\n\n{below}\n\n{PROSE}"
    assert ("between-labels" in weigh(f"{text}\n", shown)) is expected


@pytest.mark.parametrize(
    ("shown", "nats"),
    [
        ("How to move the beds of the old garden to the new one", {"worded-title": -1.1}),
        ("Wie man das Tor des alten Gartens hinter der Scheune öffnet", {"worded-title": -0.1}),
        ("先週の土曜日に広場で行われた苗の交換会のメモ", {"no-clause": -1.0}),
        ("Porten till den gamla trädgården bakom dammen vid vägen", {"no-clause": -0.2}),
        ("the gate of the garden is always opened by the neighbours", {"worded-title": -0.2}),
        ("The gate of the garden is always opened by the neighbours", {"worded-sentence": 1.0}),
        ("Das Tor des alten Gartens wird jeden Morgen geöffnet", {"worded-sentence": 1.0}),
    ],
)
def test_wording_weighs_by_what_is_known_of_a_language(shown: str, nats: dict[str, float]) -> None:
    weights = weigh(f"{PROSE}\n\n{shown}\n\n{PROSE}\n", shown)
    codes = ("worded-title", "worded-sentence", "no-clause", "clause")
    assert {code: weights[code] for code in codes if code in weights} == nats


@pytest.mark.parametrize("shown", ["%Y – die Jahreszahl und das Datum", "<b> — le numéro de la porte", "$x = o número"])
def test_a_sign_and_what_it_stands_for(shown: str) -> None:
    assert count_findings(f"{PROSE}\n\n{shown} \n\n{PROSE}\n\n{PROSE}\n") == 0


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("it", "Al momento il giardino ha una porta che è usata per"),
        ("nl", "De tuin heeft een poort, en die wordt geopend door"),
        ("pl", "Ogród ma starą bramę, która jest otwierana przez"),
    ],
)
def test_what_leads_into_a_list(language: str, lead: str) -> None:
    prose = {
        "it": "La porta del giardino è chiusa di notte. La chiave si trova nella cassetta sotto la finestra.",
        "nl": "De poort van de tuin is 's nachts dicht. De sleutel ligt in de doos onder het raam.",
        "pl": "Brama ogrodu jest w nocy zamknięta. Klucz leży w skrzynce pod oknem, obok starej studni.",
    }[language]
    assert "lead-in" in weigh(f"{prose}\n\n{lead}\n\n- A\n- B\n\n{prose}\n", lead)


@pytest.mark.parametrize(
    ("shown", "nats"),
    [
        # Below sixty letters, and the more so the shorter; from twenty on it is another sort.
        ("The gate of the pond, that is what we mean by it", -0.8),
        ("The gate, that is what we mean", -1.4),
        ("It is the gate", -1.6),
        ("池の門、つまり水を止めるところの名前", -0.9),
        ("The gate of the pond, which is behind the barn, is what we mean when we speak of it", None),
        ("It is old. The gate of the pond", None),
        # Titles end in no comma and in no open bracket.
        ("The gate, that is what we mean,", None),
        ("The gate, that is what (as we", None),
    ],
)
def test_one_short_sentence_may_be_a_title(shown: str, nats: float | None) -> None:
    assert weigh(f"{PROSE}\n\n{shown}\n\n{PROSE}\n", shown).get("short") == nats


def test_a_short_item_is_as_items_are() -> None:
    shown = "The gate, that is what we mean"
    assert weigh(f"{PROSE}\n\n- {shown}\n- It is old\n", shown)["short"] == -0.6


@pytest.mark.parametrize(
    ("below", "nats"),
    [
        ("“… the water was low, and nobody swam in it.”", -5.0),
        ("»... das Wasser war niedrig.«", -5.0),
        ("« au nord de l'étang. »", -5.0),
        ("「……水が少なかった。」", -5.0),
        ("“The water was low.”", -2.0),
        ("*“猫坐在”*", -2.0),
        ("「水が少なかった。」", -2.0),
        ("“The water” was low.", None),
        ("… the water was low.", None),
    ],
)
def test_a_sentence_goes_on_in_quoted_words(below: str, nats: float | None) -> None:
    shown = "An early keeper of the pond, Ann Bell, remembers that the pond"
    assert weigh(f"{PROSE}\n\n{shown}\n\n{below}\n\n{PROSE}\n", shown).get("into-shown") == nats


def test_speech_does_not_go_on_in_speech() -> None:
    shown = "“The pond was low, and nobody”, said the keeper, “swam in"
    assert "into-shown" not in weigh(f"{PROSE}\n\n{shown}\n\n“It rained.”\n\n{PROSE}\n", shown)


@pytest.mark.parametrize(
    ("shown", "nats"),
    [
        ("門番は雨の日にこう言いました。「池には誰もいません」", -2.5),
        # What another paragraph began is told to its end.
        ("池には誰もいません。門番は雨の日にそう言いました」", -5.0),
    ],
)
def test_the_end_of_a_long_quotation(shown: str, nats: float) -> None:
    assert weigh(f"{JAPANESE}\n\n{shown}\n\n{JAPANESE}\n", shown)["closed"] == nats


GLOSSARY = [
    "The board that keeps the water back as long as it rains",
    "What the gardener pours on the beds, when it is warm",
    "A barrel that is filled by the rain, behind the barn",
    "The path that goes around the pond, below the trees",
]
GLOSSARY_JA = [
    "水を止めておくために、池の口にはめる板",
    "雨水をためて、庭の畑に配るための大きな桶",
    "池のまわりを歩いて、水門まで行くための道",
    "夏のあいだだけ、水やりの当番がいる小屋",
]


@pytest.mark.parametrize(
    ("prose", "entries", "expected"),
    [
        (PROSE, GLOSSARY, -0.4),
        (PROSE, GLOSSARY[:1], None),
        (PROSE, [GLOSSARY[0], *(f"{entry}." for entry in GLOSSARY[1:])], None),
        (JAPANESE, GLOSSARY_JA, -1.0),
        (JAPANESE, GLOSSARY_JA[:2], -0.4),
        (JAPANESE, [GLOSSARY_JA[0], *(f"{entry}です。" for entry in GLOSSARY_JA[1:])], None),
    ],
)
def test_entries_of_a_glossary(prose: str, entries: list[str], expected: float | None) -> None:
    sections = "".join(f"## {number}\n\n{entry}\n\n" for number, entry in enumerate(entries, 1))
    assert weigh(f"{prose}\n\n{sections}## More\n\n{prose}\n", entries[0]).get("entry") == expected


def test_an_entry_is_all_of_its_section() -> None:
    sections = "".join(f"## {number}\n\n{entry}\n\nIt is old.\n\n" for number, entry in enumerate(GLOSSARY))
    assert "entry" not in weigh(f"{PROSE}\n\n{sections}", GLOSSARY[0])


@pytest.mark.parametrize(
    ("marked", "shown", "nats"),
    [
        # Some that are sentences say little of one that is a title.
        ("**{}**", "What is behind the gate", 0.7),
        ("Gate: {}", "Gate: what is behind it", 1.7),
    ],
)
def test_the_habit_of_what_is_mostly_no_sentence(marked: str, shown: str, nats: float) -> None:
    ended = [marked.format(f"it is {word}.") for word in ("open", "old", "shut", "wet", "green", "low", "high")]
    text = "\n\n".join([PROSE, *ended, marked.format(shown.removeprefix("Gate: ")), PROSE])
    assert weigh(f"{text}\n", shown)["habit"] == nats


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ('<input type="checkbox"> ', True),
        ('<input type="radio" name="which" />\n', True),
        ("<label>", True),
        ("[ ] ", True),
        ("[x] ", True),
        ("<b>", False),
        ("[1] ", False),
        ("", False),
    ],
)
def test_what_stands_beside_a_box_to_be_ticked(above: str, expected: bool) -> None:
    text = f"{PROSE}\n\n{above}Send the report to all who look after the garden, when it is May\n\n{PROSE}\n"
    document = read_article(Source("article.md", text))
    block = next(block for block in document.blocks if "Send the report" in block.text.content)
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert ("evidence.control" in {piece.seen.code for piece in weighing.pieces}) is expected


FEATURE = "**Ponds** A plan of the pond that fits behind the smallest barn"
FEATURES = ("**Paths** Gravel from the old quarry behind the hill", "**Gates** Oak from the forest of the miller")
STOPPED = "**Gates** Oak from the forest of the miller."


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((*FEATURES, FEATURE), True),
        ((FEATURE, *FEATURES), True),
        ((FEATURES[0], FEATURE, FEATURES[1]), True),
        ((*(f"🌱 {each}" for each in FEATURES), f"🌱 {FEATURE}"), True),
        (("**Paths**\nGravel from the old quarry", "**Gates**\nOak from the forest", FEATURE), True),
        # Each below a line in bold.
        (
            ("**Paths**", "Gravel from the old quarry", "**Gates**", "Oak from the forest", "**Ponds**", FEATURE[10:]),
            True,
        ),
        (
            ("**Ponds**", FEATURE[10:], "**Paths**", "Gravel from the old quarry", "**Gates**", "Oak from the forest"),
            True,
        ),
        # One other line may be cut as well; some end with a full stop, or have no label.
        ((FEATURES[0], FEATURE), False),
        ((FEATURES[0], STOPPED, FEATURE), False),
        ((*FEATURES, STOPPED, FEATURE), False),
        ((*FEATURES, PROSE, FEATURE), False),
        (("Gravel from the old quarry", "Oak from the forest", FEATURE[10:]), False),
        (
            ("**Paths**", "Gravel from the old quarry.", "**Gates**", "Oak from the forest", "**Ponds**", FEATURE[10:]),
            False,
        ),
        # What only stands inside of a sentence ends none.
        ((*FEATURES, f"{FEATURE},"), False),
        (tuple(f"- {each}" for each in (*FEATURES, FEATURE)), False),
    ],
)
def test_lines_with_labels_have_a_habit_of_their_own(blocks: tuple[str, ...], expected: bool) -> None:
    text = "\n\n".join((PROSE, *blocks, "## Next", PROSE))
    shown = next(block for block in blocks if FEATURE[10:] in block).replace("**", "").replace("- ", "")
    assert ("labelled-row" in weigh(f"{text}\n", shown)) is expected


@pytest.mark.parametrize(
    ("prose", "features"),
    [
        (
            "このノートは離れた場所で働く編集部のために作られました。毎日の原稿と写真を一つの場所に集めます。",
            (
                "**同期**：端末のあいだでの即時のデータ共有",
                "**検索**：全文検索による素早い資料の発見",
                "**権限**：部署ごとの細かな閲覧範囲の管理",
            ),
        ),
        (
            "这个笔记工具是为分散在各地的编辑部制作的。它把每天的稿件和照片集中在一处，随时都能查到。",
            (
                "**同步**：多个设备之间即时共享数据的机制",
                "**搜索**：快速找到所需资料的全文检索",
                "**权限**：按部门细致设置的查看与编辑范围",
            ),
        ),
        (
            "이 공책은 떨어진 곳에서 일하는 편집부를 위해 만들었습니다. 매일의 원고와 사진을 한곳에 모읍니다.",
            (
                "**동기화**: 여러 기기 사이의 즉각적인 데이터 공유",
                "**검색**: 필요한 자료의 빠른 발견",
                "**권한**: 부서별로 나뉜 열람 범위 관리 기능",
            ),
        ),
        (
            "Dieses Heft ist für Redaktionen gemacht. Es sammelt die Entwürfe und Fotos des ganzen Tages an einem Ort.",
            (
                "**Abgleich** Notizen auf allen Geräten zugleich",
                "**Suche** Schneller Fund im vollen Text",
                "**Rechte** Lesen und Schreiben je Abteilung",
            ),
        ),
    ],
)
def test_features_in_other_languages(prose: str, features: tuple[str, ...]) -> None:
    text = "\n\n".join((prose, prose, *features, "## 2", prose))
    for feature in features:
        assert weigh(f"{text}\n", feature.replace("**", ""))["labelled-row"] == -4.0


def test_a_pass_breaks_off_in_a_row_of_features(parted: Callable[[str], Document]) -> None:
    document = parted("\n\n".join((PROSE, *FEATURES, FEATURE, "---END---", PROSE)))
    block = next(block for block in document.blocks if FEATURE[10:] in block.text.content)
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert "evidence.labelled-row" not in {piece.seen.code for piece in weighing.pieces}
