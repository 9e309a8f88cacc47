"""What holds for every article made of whole paragraphs, and for every cut and every copy in one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from endmark.document.source import make_source
from endmark.linting.checking.engine import analyse
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule_set import select_boundaries

RULES = load_builtin_rules()
KNOWN = frozenset(rule.id for rule in RULES)
SEAMS = tuple(rule for rule in RULES if rule.id in ("truncated-sentence", "duplicate-paragraph", "mid-sentence-start"))
FEW = settings(max_examples=60)

WHOLE = (
    "The garden behind the old barn opened on the first warm day of spring.",
    "A baker from across the river brought forty loaves, still hot from the oven.",
    "Children painted signs for every path, each in a colour nobody had asked for.",
    "Rain fell for nine days, so the ditch beside the wall was dug twice as deep!",
    "Who would have guessed that beans climb so well on ropes from a fishing boat?",
    "My neighbour keeps bees (two hives, facing south) and gives away the honey.",
    "“Nothing grows faster than a rumour,” said Ida, and planted pumpkins instead.",
    "When the well ran dry in August, seven families carried water up the hill.",
    "Later a museum asked for our tools, and it got the rusty rake and a broken spade.",
    "Snow came early that year, yet kale stood green under it until February.",
    "店は駅から坂を上がったところにあり、朝の七時には湯気が窓を曇らせます。",
    "常連の大工さんは、余った板で椅子を十脚も作ってくれました。",
    "雨の日曜日には、二階で小さな音楽会が開かれます。",
    "去年の秋、商店街の人たちが空き地に花の種をまきました！",
    "猫が三匹、いつのまにか裏口に住みついてしまったのです。",
    "「砂糖はいりません」と言う人ほど、あとで蜂蜜を頼みます。",
    "祖母の残した帳面（革の表紙）には、八十年分の天気が書かれていました。",
    "どうして港の灯台は、冬のあいだだけ赤く光るのでしょうか？",
    "子どもたちは夏休みになると、川原で石を集めて色ごとに並べました。",
    "やがて新しい橋ができて、渡し船の船頭さんは写真家になりました。",
)
"""Sentences in two languages that begin, end, and have nothing in common."""

ODD = (
    "# What we saw",
    "- forty loaves\n- nine days",
    "> Row the boat",
    "```\nhoney = 2\n```",
    "---END---",
    "Notes on the beds and the paths behind the old barn",
    "The beds are dug in March and in April, because the",
    "...and nobody knows why.",
    "席が足りない日もあるので、椅子を",
    "、少しずつ増えてきました。",
    "---",
    "<!-- later -->",
)
"""What may stand between whole paragraphs."""


@st.composite
def paragraphs(draw: st.DrawFn, least: int = 1) -> list[str]:
    """Whole paragraphs of two or three sentences of one language, none said twice."""
    english, japanese = draw(st.permutations(WHOLE[:10])), draw(st.permutations(WHOLE[10:]))
    made = []
    for size in draw(st.lists(st.integers(2, 3), min_size=least, max_size=6)):
        pile, joint = draw(st.sampled_from([(english, " "), (japanese, "")]))
        if len(pile) >= size:
            made.append(joint.join(pile[:size]))
            del pile[:size]
    return made


def article(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def found(blocks: list[str]) -> list[tuple[str, int, int]]:
    """Every finding of the three rules: its id, its start and its end."""
    result = analyse(make_source(article(blocks), "a.md"), SEAMS, KNOWN, select_boundaries(RULES)).result
    assert result.problems == ()
    return [(violation.rule, *violation.region.span) for violation in result.violations]


def places(blocks: list[str]) -> list[tuple[int, int]]:
    """Where each block stands in the article."""
    made, start = [], 0
    for block in blocks:
        made.append((start, start + len(block)))
        start += len(block) + 2
    return made


@FEW
@given(paragraphs())
def test_whole_and_distinct_paragraphs_are_left_alone(blocks: list[str]) -> None:
    assert found(blocks) == []


@FEW
@given(paragraphs(least=2), st.lists(st.tuples(st.sampled_from(ODD), st.integers(0, 9)), max_size=5), st.integers(0, 9))
def test_a_whole_paragraph_more_makes_no_other_one_truncated(
    whole: list[str], odd: list[tuple[str, int]], place: int
) -> None:
    *blocks, added = whole
    for block, position in odd:
        blocks.insert(position, block)
    for document in (blocks, [*blocks[:place], added, *blocks[place:]]):
        cut = [end for rule, _, end in found(document) if rule == "truncated-sentence"]
        ends = [end for block, (_, end) in zip(document, places(document), strict=True) if block in whole]
        assert not set(cut) & set(ends)


@FEW
@given(paragraphs(least=2), st.integers(0, 5))
def test_a_copy_at_the_end_is_found_there_and_nowhere_else(blocks: list[str], number: int) -> None:
    longer = [*blocks, blocks[number % len(blocks)]]
    assert found(longer) == [("duplicate-paragraph", *places(longer)[-1])]
    assert found(longer[:-1]) == []


@FEW
@given(paragraphs(), st.integers(0, 5), st.floats(0, 1), st.sampled_from(["\n", "\n\n"]))
def test_a_cut_before_a_marker_is_always_found(blocks: list[str], number: int, share: float, joint: str) -> None:
    number %= len(blocks)
    whole = blocks[number]
    last = max(whole.find(sentence) for sentence in WHOLE)
    kept = whole[: last + 2 + int(share * (len(whole) - last - 4))].rstrip()
    document = [*blocks[:number], f"{kept}{joint}---END---", *blocks[number + 1 :]]
    start = places(document)[number][0]
    assert [end for rule, _, end in found(document) if rule == "truncated-sentence"] == [start + len(kept)]
