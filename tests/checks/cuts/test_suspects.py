"""What kind of text stands after a label, and which of them are cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from endmark.checks.cuts import truncation
from endmark.checks.cuts.unpunctuated import begins_with_sign, is_command, is_running_text
from endmark.document.article import read_article
from endmark.document.source import Source
from endmark.ruleset.builtin import load_builtin_rules

RULE = next(rule for rule in load_builtin_rules() if rule.id == "truncated-sentence")

NOTES = {
    "en": (
        "**Water:** The butts are filled by the rain, and nobody may take more than a can of it.",
        "**Tools:** They hang in the shed behind the pond, and you bring them back before it is dark.",
        "**Seeds:** We share them in March, when all of us meet at the gate.",
    ),
    "de": (
        "**Wasser:** Die Tonnen füllt der Regen, und niemand nimmt mehr als eine Kanne davon.",
        "**Werkzeug:** Es hängt im Schuppen hinter dem Teich, und ihr bringt es zurück, bevor es dunkel wird.",
        "**Samen:** Wir teilen sie im März, wenn sich alle am Tor treffen.",
    ),
    "ja": (
        "**水:** 雨水をためた桶から使います。一人につき一杯までにしてください。",
        "**道具:** 池の裏の小屋に掛けてあり、暗くなる前に戻してください。",
        "**種:** 三月に全員が門の前に集まったとき、みんなで分け合います。",
    ),
    "zh": (
        "**用水：** 水桶里装的是雨水，每个人每次只能取一壶。",
        "**工具：** 工具挂在池塘后面的小屋里，请在天黑之前放回原处。",
        "**种子：** 三月大家在门口聚会的时候，我们一起分种子。",
    ),
}
"""What is said after a label, in sentences."""


def find_tails(text: str) -> list[str]:
    return list(iter_tails(text))


def iter_tails(text: str) -> Iterator[str]:
    document = read_article(Source("article.md", text))
    for match in truncation.find(document, RULE.options, RULE.scope):
        yield document.source.get_excerpt(match.span)


@pytest.mark.parametrize(
    ("language", "cut"),
    [
        ("en", "**Gates:** They are shut at night, and you will find the key to them in the box under the"),
        ("en", "**Gates** - They are shut at night, and you will find the key to them in the box under the"),
        ("de", "**Tore:** Sie sind nachts zu, und ihr findet den Schlüssel dazu in der Kiste unter der"),
        ("ja", "**門:** 夜は閉まっています。鍵は管理人が預かっているので、使うときは事前に連絡を"),
        ("zh", "**大门：** 晚上大门是关着的，如果你需要钥匙，可以在门口旁边的"),
    ],
)
def test_what_is_said_after_a_label_is_cut(language: str, cut: str) -> None:
    whole = "\n\n".join(NOTES[language] * 2)
    assert len(find_tails(f"{whole}\n\n{cut}\n\n{whole}\n")) == 1


@pytest.mark.parametrize(
    "label",
    [
        "**Place:** the garden behind the barn, on the left side",
        "**Tags:** **ponds**, **gates**, **roses**",
        "Place: the garden behind the barn",
        ":seedling: **ponds**, **gates**, **roses**",
        "**Opening hours of the garden and the way to its gate**",
        "**庭の未来と、実現への道のり**",
        "**なぜ今、庭なのか？水門、柵、そして新しい小屋の誕生をめぐる三つの問い**",
        "Figure 3: the garden behind the barn as it was in spring, when nobody had dug it",
        'Words for it: "a pond that is deep", "a pond that nobody has seen", "a pond with a gate, and reeds"',
        "Tools: two rakes behind the barn, spades for the new beds, buckets, and a hose of good length",
        "Photo: Ann Bell, who looks after the roses",
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_label_needs_no_full_stop(language: str, label: str) -> None:
    whole = "\n\n".join(NOTES[language])
    assert find_tails(f"{whole}\n\n{label}\n\n{whole}\n") == []


WORDS = {
    "zh": "安装 Kubernetes 之前，请先阅读 Kubernetes 的手册。手册里有所有的步骤。",
    "ja": "アプリケーションを開き、アプリケーションの画面を見てください。とても簡単です。",
    "ko": "Kubernetes를 설치하기 전에 Kubernetes 안내서를 읽어 주세요. 어렵지 않습니다.",
}


@pytest.mark.parametrize(
    ("language", "last", "expected"),
    [
        ("zh", "只要集群里的机器都装好了 Kubern", 1),
        ("zh", "只要集群里的机器都装好了 Kubernetes", 0),
        ("ja", "この設定は新しいアプリケー", 1),
        ("ko", "모든 서버에 먼저 Kubern", 1),
    ],
)
def test_half_of_a_word_that_the_article_has(language: str, last: str, expected: int) -> None:
    judged = weigh(f"{WORDS[language]}\n\n{last}\n\n{WORDS[language]}\n", last)
    assert sum(code == "evidence.half-word" for code in judged) == expected


def weigh(text: str, shown: str) -> list[str]:
    document = read_article(Source("article.md", text))
    (block,) = [block for block in document.blocks if block.text.content == shown]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    return [piece.seen.code for piece in weighing.pieces]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # Below a picture stands its caption; above it the text goes on.
        ("![](pond.png)\n\n{}", -1.8),
        ("{}\n\n![](pond.png)", -1.0),
    ],
)
def test_what_stands_beside_a_picture(text: str, seen: float) -> None:
    shown = "The pond behind the library is where we first met, when the"
    document = read_article(Source("article.md", f"It was dug in May.\n\n{text.format(shown)}\n\nIt rained.\n"))
    (block,) = [block for block in document.blocks if block.text.content == shown]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert [piece.nats for piece in weighing.pieces if piece.seen.code == "evidence.beside-picture"] == [seen]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        # What begins as the title does may say it again; a sentence with the same first word does not.
        ("The garden behind the barn and the people of it", True),
        ("The garden opens in spring, when all of us", False),
    ],
)
def test_the_title_again(first: str, expected: bool) -> None:
    text = f"---\ntitle: The garden behind the barn\n---\n\n{first}\n\nIt was dug in May. It took a week.\n"
    assert ("evidence.title" in weigh(text, first)) is expected


ENGLISH = "\n\n".join(NOTES["en"])


@pytest.mark.parametrize(
    ("shown", "following", "expected"),
    [
        # A verb, a noun, a word that points on: the code or the list completes it.
        ("When the water is low, run", "```\nfill\n```", True),
        ("Add this line to the file of your pond", "```\nfill\n```", True),
        ("You can see how deep the pond is with", "    measure", True),
        ("The ones that you need here are", "- Rakes\n- Spades", True),
        ("If the pond is frozen, the command looks like", "```\nthaw\n```", True),
        ("We can open all of the gates,", "```\nopen all\n```", True),
        # Whatever its last word is: the items begin with small letters.
        ("The garden is for all people in this town who like the", "- roses\n- beans", True),
        ("Si l'eau est trop basse, la commande est", "```\nfill\n```", True),
        ("Wenn das Wasser zu niedrig ist, hilft dieser Befehl mit", "```\nfill\n```", True),
        ("水が少ないときは、次のコマンドを実行すると、答えは", "```\nfill\n```", True),
        ("如果水太少，就执行下面的命令来加水", "```\nfill\n```", True),
        # An article, a conjunction, a pronoun, an open bracket: another word must come.
        ("When the water is low, we run to the", "```\nfill\n```", False),
        ("We rake the paths of the garden every day and", "- Rakes\n- Spades", False),
        ("When the water is low, you should", "```\nfill\n```", False),
        ("When the water is low (in May", "```\nfill\n```", False),
        ("Si l'eau est trop basse, il faut remplir la", "```\nfill\n```", False),
        ("Als het water te laag is, vullen we de vijver", "```\nfill\n```", True),
        # Of languages without a table nothing is known.
        ("پانی کم ہو تو ہم تالاب کو بھرتے ہیں اور یہ لکھتے ہیں", "```\nfill\n```", False),
        ("When the water is low, run", "| a |\n|---|\n| b |", False),
    ],
)
def test_what_may_lead_into_what_follows(shown: str, following: str, expected: bool) -> None:
    text = f"{ENGLISH}\n\n{shown}\n\n{following}\n\n{ENGLISH}\n"
    assert ("evidence.lead-in" in weigh(text, shown)) is expected


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("🟢 Only when somebody has opened the gate before you", "evidence.symbol"),
        ("✓ The gate is open when it is spring", "evidence.symbol"),
        ("• The gate is open when it is spring", "evidence.symbol"),
        ("・The gate is open when it is spring", "evidence.symbol"),
        ("/open the gate that is behind the barn", "evidence.symbol"),
        ("¿Quién ha abierto la puerta del jardín que está", None),
        ("“Nobody swims here when it is so cold that", None),
        ("You look after a pond\nMind: frogs, reeds.\nWater that is clear in every month", "evidence.own-lines"),
        ("못은 깊고 물은 맑음\n수문: 봄마다 열고 닫음", "evidence.own-lines"),
        ("We looked at all of the ponds of\nthe garden, and none of them was as", None),
        ("We looked at all of the ponds of\nAnn, which are so deep that nobody\nswims in them when the", None),
        ("1.What is in the pond? Told by the people of the garden", "evidence.numbered"),
        ("40 beds were dug in May. Nobody knows for whom they are, since the", None),
    ],
)
def test_notes_begin_as_sentences_do_not(shown: str, code: str | None) -> None:
    seen = weigh(f"{ENGLISH}\n\n{shown}\n\n{ENGLISH}\n", shown)
    assert [one for one in seen if one in {"evidence.symbol", "evidence.own-lines", "evidence.numbered"}] == (
        [code] if code else []
    )


@pytest.mark.parametrize(
    ("text", "expected"), [("```\nfill", True), ("~~~ sh", True), ("[1] Bell", True), ("`fill`", False)]
)
def test_a_fence_that_is_none_is_left_over(text: str, expected: bool) -> None:
    assert begins_with_sign(text) is expected


@pytest.mark.parametrize(("lines", "nats"), [(1, -1.0), (2, -4.0), (5, -4.0)])
def test_two_lines_by_themselves_are_no_chance(lines: int, nats: float) -> None:
    shown = "\n".join(["The water is low when it is May"] * (lines + 1))
    document = read_article(Source("article.md", f"{ENGLISH}\n\n{shown}\n\n{ENGLISH}\n"))
    (block,) = [block for block in document.blocks if block.text.content == shown]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert [piece.nats for piece in weighing.pieces if piece.seen.code == "evidence.own-lines"] == [nats]


def test_what_stands_twice_is_hardly_cut() -> None:
    shown = "Only when somebody has the key of the gate"
    once = f"{ENGLISH}\n\n{shown}\n\n## Gates\n\n{ENGLISH}\n"
    assert "evidence.said-again" not in weigh(once, shown)
    twice = read_article(Source("article.md", f"{once}\n{shown}\n\n## Keys\n\n{ENGLISH}\n"))
    blocks = [block for block in twice.blocks if block.text.content == shown]
    for block in blocks:
        (weighing,) = truncation.weigh(twice, RULE.options, block.span)
        assert "evidence.said-again" in {piece.seen.code for piece in weighing.pieces}


@pytest.mark.parametrize(
    ("text", "shown", "code", "expected"),
    [
        # A sentence goes on in the address below it.
        ("{0}\n\n[the pond](https://example.org)\n", "All that is known of it is found at", "into-shown", True),
        (
            "{0}\n\n[The pond](https://example.org) is old.\n",
            "All that is known of it is found at",
            "into-shown",
            False,
        ),
        # The last item of a list is an item; a label may be the last thing of all.
        ("- a bed\n- {0}\n", "first steps", "among-items", True),
        ("- a bed\n- {0}\n", "a pond where you can swim when the", "among-items", False),
        # What is quoted whole is closed, with straight quotation marks, too.
        ("{0}\n\n## Ponds\n", '"Dig a pond that is deep enough for the frogs, and fill it"', "closed", True),
    ],
)
def test_what_stands_around_it(text: str, shown: str, code: str, expected: bool) -> None:
    assert (f"evidence.{code}" in weigh(f"{ENGLISH}\n\n{text.format(shown)}", shown)) is expected


def test_the_words_of_a_link_at_the_end_say_nothing() -> None:
    shown = "Do you want to dig a pond that is deep, and safe for all? Contact us"
    text = f"{ENGLISH}\n\n{shown.replace('Contact us', '[Contact us](https://example.org)')}\n"
    document = read_article(Source("article.md", text))
    (block,) = [block for block in document.blocks if block.text.content == shown]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert [piece.nats for piece in weighing.pieces if piece.seen.code.startswith("evidence.words")] == [0.0]


def test_the_words_in_brackets_at_the_end_say_nothing() -> None:
    shown = "The pond is deep. Nobody has swum in it since then [see the"
    text = f"{ENGLISH}\n\n{shown}]\n\n{ENGLISH}\n"
    document = read_article(Source("article.md", text))
    (block,) = [block for block in document.blocks if block.text.content == f"{shown}]"]
    (weighing,) = truncation.weigh(document, RULE.options, block.span)
    assert [piece.nats for piece in weighing.pieces if piece.seen.code.startswith("evidence.words")] == [0.0]


ENUMERATED = (
    "the pond, which is behind the barn and has no gate,",
    "the two beds where nobody has planted roses since May, and",
    "all of the paths.",
)


def test_paragraphs_that_are_parts_of_one_sentence() -> None:
    whole = "\n\n".join(NOTES["en"])
    assert find_tails(f"{whole}\n\n**Wet**\n\n{ENUMERATED[0]}\n\n**Dry**\n\n{ENUMERATED[1]}\n\n{ENUMERATED[2]}\n") == []
    assert len(find_tails(f"{whole}\n\n**Wet**\n\n{ENUMERATED[0]}\n\n{whole}\n")) == 1
    assert len(find_tails(f"{whole}\n\nThe gate of {ENUMERATED[0]}\n\nThere are {ENUMERATED[1]}\n\n{whole}\n")) == 2


@pytest.mark.parametrize(
    ("language", "lead", "parts"),
    [
        (
            "en",
            "In other words, a bed whose number is",
            ("will be dug when it rains,", "will not be dug, and", "is old."),
        ),
        ("en", "Here are the beds that we have", ("is dug when it rains,", "is not dug, and", "is old.")),
        ("de", "Anders gesagt, Beete mit Nummern wie", ("gräbt man bei Regen,", "gräbt man nie, und", "sind alt.")),
    ],
)
def test_a_sentence_goes_on_in_terms(language: str, lead: str, parts: tuple[str, ...]) -> None:
    whole = "\n\n".join(NOTES[language]) if language in NOTES else ENGLISH
    terms = "\n\n".join(f"{number}..{number}9  \n{part}" for number, part in enumerate(parts))
    assert find_tails(f"{whole}\n\n{lead}\n\n{terms}\n\n{whole}\n") == []
    assert len(find_tails(f"{whole}\n\n{lead} the\n\n{whole}\n\n{terms}\n\n{whole}\n")) == 1


@pytest.mark.parametrize(
    "name", ["pond.gates.open()", "`pond.gates`", "std::pond::Gate", "garden/pond", "@garden/pond"]
)
@pytest.mark.parametrize(
    "shown",
    ["The gate of the pond is opened by", "La porte de l'étang est accessible depuis", "Das Tor öffnet man mit"],
)
def test_a_name_of_code_completes_what_leads_into_it(shown: str, name: str) -> None:
    text = f"{ENGLISH}\n\n{shown}\n\n{name}\n\n{ENGLISH}\n"
    assert find_tails(text) == []


def test_one_word_or_a_sentence_completes_nothing() -> None:
    for following in ("Gates", "The gate stands open. See garden/pond.", "gate."):
        assert len(find_tails(f"{ENGLISH}\n\nThe gate of the pond is opened by the\n\n{following}\n\n{ENGLISH}\n")) == 1


def test_what_describes_a_name_above_it_is_a_field() -> None:
    entries = [f"`{name}` **Date**\\\nWhen the {name} of it was {name}" for name in ("dug", "sown")]
    entries += [f"`{name}` **Date**\\\nWhen all of it was {name}." for name in ("raked", "cut", "sold")]
    assert find_tails("\n\n".join([ENGLISH, *entries, ENGLISH])) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("**Figure 13.7. The desktop of the old gardener**", 0),
        ("**Abbildung 4. Die Werkzeuge**", 0),
        ("**그림 3. 연못과 수문**", 0),
        ("The gate of the pond is opened by the", 1),
    ],
)
def test_a_caption_may_be_the_last_of_an_article(last: str, expected: int) -> None:
    assert len(find_tails(f"{ENGLISH}\n\n{last}\n")) == expected


@pytest.mark.parametrize(("tag", "expected"), [("label", 0), ("option", 0), ("LABEL", 0), ("span", 1)])
def test_words_on_a_form_need_no_full_stop(tag: str, expected: int) -> None:
    ended = "".join(f"<div>\n<{tag}>The gate {number} is open.</{tag}>\n</div>\n" for number in range(20))
    last = f"<div>\n<{tag}>The gate, which is old, has not been opened by the</{tag}>\n</div>\n"
    assert len(find_tails(f"{ENGLISH}\n\n{ended}{last}\n{ENGLISH}\n")) == expected


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "There are many birds in the garden, including"),
        ("en", "The questions that nobody could answer were"),
        ("en", "When the water is low, you fill the pond as follows"),
        ("de", "Im Garten gibt es viele Vögel, darunter"),
        ("fr", "Quand l'eau est basse, on remplit l'étang, par exemple"),
        ("es", "Si hay poca agua, se llena el estanque, por ejemplo"),
        ("it", "Se c'è poca acqua, si riempie lo stagno, per esempio"),
        ("pt", "Se há pouca água, enche-se o tanque, por exemplo"),
        ("ru", "Если воды мало, пруд наполняют так, например"),
        ("uk", "Якщо води мало, ставок наповнюють так, наприклад"),
        ("vi", "Khi nước thấp thì đổ đầy ao, ví dụ"),
        ("ja", "水が少ないときは池に水を入れます。例えば"),
        ("ko", "물이 적으면 못에 물을 채웁니다. 예를 들어"),
        ("zh", "水少的时候要给池塘加水，例如"),
    ],
)
def test_words_that_point_at_what_is_shown(language: str, shown: str) -> None:
    notes = "\n\n".join(NOTES[language]) if language in NOTES else ENGLISH
    for following in ("```\nfill\n```", "- Gates\n- Ponds"):
        assert find_tails(f"{notes}\n\n{shown}\n\n{following}\n\n{notes}\n") == []


KOREAN = (
    "정원은 봄에 열렸습니다. 두둑이 마흔 개 있습니다.\n\n모두 아침에 팝니다. 못에서는 아무도 헤엄치지 않습니다.\n\n"
    "수문은 열려 있습니다. 오월에 칠했습니다.\n\n비가 와서 길을 모두 쓸었습니다. 하루가 걸렸습니다."
)


@pytest.mark.parametrize("following", ["**Next to it**", "## Next to it"])
def test_the_last_item_before_a_title(following: str) -> None:
    items = "".join(f"- **Gate {number}:** We open it in March. It was painted.\n" for number in range(4))
    last = "- **Paths:** We collect all of the letters. Propose next steps for all"
    assert find_tails(f"{ENGLISH}\n\n{items}{last}\n\n{following}\n\n{ENGLISH}\n") == []


@pytest.mark.parametrize("following", ["---", "**수문**", "## 수문", "수문은 열려 있습니다."])
def test_items_in_korean_end_in_nouns(following: str) -> None:
    items = "- 못의 물을 확인합니다. 봄에 합니다.\n- 수문을 여는 방법을 설명합니다. 쉽습니다.\n"
    last = "두둑을 팝니다. 두둑의 쓰임의 확인"
    assert find_tails(f"{KOREAN}\n\n{items}- {last}\n\n{following}\n\n{KOREAN}\n") == []
    assert len(find_tails(f"{KOREAN}\n\n{last}\n\n{following}\n\n{KOREAN}\n")) == 1


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("**도구:** Go 1.22, Fiber (웹), Redis", 0),
        ("**도구:** Go 1.22, Fiber (웹), Redis, PostgreSQL 16, Docker Compose, GitHub Actions", 0),
        ("**도구:** 못의 물이 적으면, 수문을 열고, 두둑에", 1),
        ("**도구:** 봄이 오면 모두가 함께 Go, 그리고 수문을", 1),
    ],
)
def test_a_list_of_names_behind_a_label(last: str, expected: int) -> None:
    labelled = "**도구:** 물이 있습니다.\n\n**수문:** 못이 깊습니다. 열려 있습니다.\n\n" * 6
    assert len(find_tails(f"{labelled}{last}\n")) == expected


def test_a_table_of_endings_says_nothing_of_other_writing() -> None:
    assert find_tails(f"{KOREAN}\n\n- a bed\n- a pond\n") == []


def test_an_item_may_lead_into_a_list_of_its_own() -> None:
    items = "".join(f"- `gate{number}` - Says whether it is open. It is old.\n" for number in range(20))
    within = "    - `open` - It is open\n    - `shut` - It is not"
    for last, expected in (("It may be", 0), ("Accepted values are", 0), ("It stands open because of the", 1)):
        text = f"{ENGLISH}\n\n{items}- `gates` - Says it of all. {last}\n{within}\n\n{ENGLISH}\n"
        assert len(find_tails(text)) == expected


@pytest.mark.parametrize(
    ("text", "running"),
    [
        (
            "Thanks to Anna Petrova, Jean-Luc de la Tour, Juan García Márquez, Ole Nordmann, and Wang Xiaoming",
            False,
        ),
        ("Vielen Dank an Anna Petrowa, Jean Martin (Wasser), Ole Nordmann und Eva Braun (Verein)", False),
        ("Merci à Anna Petrova, Jean-Luc de la Tour, Chloé Martin et Ole Nordmann", False),
        ("Спасибо Анне Петровой, Борису Иванову, Елене Сидоровой, Дмитрию Кузнецову и Марии Поповой", False),
        # Things, places, or two people.
        ("We have forty beds, old trees, long paths, a deep pond and the Old Gate", True),
        ("The pond was dug by Anna Petrova, and it was filled by Boris Jones", True),
        ("It was told by Anna Petrova, Boris Jones, Chloe Martin, and nobody else", True),
    ],
)
def test_names_of_people_are_no_sentence(text: str, running: bool) -> None:
    assert is_running_text(text) == running


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from garden_tools.pond import Pump, fill", True),
        ("import garden.pond as pond", True),
        ("import { Pump } from './pond'", True),
        ("const pump = require('pond')", True),
        ("#include <pond.h>", True),
        ("Load it first\nfrom pond import Pump", True),
        ("from the garden we import apples and pears", False),
        ("import the beds into the plan", False),
        ("let us dig a pond", False),
        ("var", False),
    ],
)
def test_lines_of_programs(text: str, expected: bool) -> None:
    assert is_command(text) == expected


@pytest.mark.parametrize(
    ("language", "lead", "target"),
    [
        (
            "en",
            "You may not use the pond but as the rules of the club say. They are kept at",
            "https://example.org/rules",
        ),
        ("en", "The rules of the garden were written by all of us, and they are kept at", "[our page](rules.md)"),
        ("de", "Die Regeln des Gartens haben wir alle geschrieben, und sie stehen auf", "https://example.org/regeln"),
    ],
)
def test_an_address_completes_what_leads_into_it(language: str, lead: str, target: str) -> None:
    whole = "\n\n".join(NOTES[language])
    assert find_tails(f"{whole}\n\n{lead}\n\n{target}\n\n{whole}\n") == []
    assert len(find_tails(f"{whole}\n\n{lead}\n\n{whole}\n")) == 1
