"""Which passages several articles have, which articles are alike, and what is said of them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rapidfuzz.fuzz import ratio
from tests.checks.filed import Filed

from endmark.checks import FEW, Scope
from endmark.checks.site import rivals, shared_passage
from endmark.checks.site.shared_passage import Options
from endmark.checks.site.sketch import sketch_text
from endmark.checks.text.equal_facts import get_key
from endmark.checks.text.folding import fold
from endmark.checks.text.other_articles import MOST_SHOWN
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value
from endmark.storage.store import compute_digest
from endmark.violation import CorpusMatch, FiledFact

BARN = "The library stands in a barn that nobody had used since the last miller left the village."
SHELVES = "Its shelves were made of the oak beams of the old mill, and they bend under nine hundred books."
DOOR = "The children of the village painted the door, each of them one board in a colour of their own."
SCHOOL = "The school has its own books, which came from the town when the school there was closed last summer."
MILL = "The mill has no roof any more, and its wheel was sold for the iron before anybody thought of keeping it."
NAYA = "納屋は長いあいだ使われていませんでしたが、村の人たちが一年かけて図書館に直しました。"
DEFAULT = Options()
SCOPE = Scope(frozenset({"paragraph", "list-item", "quote"}))


def collect(files: dict[str, str], options: Options = DEFAULT) -> Filed:
    facts, sources = list[FiledFact](), list[str]()
    for path in sorted(files):
        document = read_document(make_source(files[path], path))
        for fact in shared_passage.facts(document, options, SCOPE):
            facts.append(FiledFact(len(facts), path, fact.digest, fact.values, fact.keys))
            sources.append(document.source.get_excerpt(fact.span))
    return Filed(tuple(facts), tuple(sources))


def compare(files: dict[str, str], options: Options = DEFAULT) -> list[tuple[str, CorpusMatch]]:
    """Each match with the path of its finding."""
    filed = collect(files, options)
    return [(filed.facts[match.place].path, match) for match in shared_passage.compare(filed, options)]


def tell(files: dict[str, str], options: Options = DEFAULT) -> list[str]:
    """Where each finding stands, and what is said."""
    return [
        "{}: {} {}{}".format(path, *(say_value(match.values[name]) for name in ("passage", "others", "how")))
        for path, match in compare(files, options)
    ]


def write(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (BARN, BARN, True),
        (f"**The library** stands{BARN[19:]}", BARN, True),
        (f"- {BARN}", f"> {BARN}", True),
        (BARN, BARN.replace("left", "had left"), True),
        (BARN, BARN.replace("library", "school").replace("barn", "mill").replace("miller", "farmer"), False),
        (NAYA, NAYA, True),
        (NAYA, NAYA.replace("一年", "二年"), True),
        (NAYA[:26], NAYA[:26], False),
        (BARN[:66], BARN[:66], False),
        (f"# {BARN}", f"# {BARN}", False),
        (f"```\n{BARN}\n```", f"```\n{BARN}\n```", False),
    ],
)
def test_which_passages_are_alike(one: str, other: str, alike: bool) -> None:
    files = {"a.md": write(one, MILL, DOOR, "Short."), "b.md": write(SCHOOL, SHELVES, other)}
    assert bool(compare(files)) == alike
    if alike:
        assert [path for path, _ in compare(files)] == ["b.md"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"a.md": write(BARN, MILL, DOOR), "b.md": write(SCHOOL, BARN, SHELVES)},
            ["b.md: This paragraph also stands in a.md, word for word"],
        ),
        # Two articles that have several passages in common are one finding.
        (
            {"a.md": write(BARN, MILL, DOOR, NAYA * 9), "b.md": write(BARN, SCHOOL * 5, MILL, SHELVES * 5)},
            ["b.md: 2 paragraphs of this article also stand in a.md, word for word"],
        ),
        # So are many that have one.
        (
            {
                "a.md": write(BARN, MILL, DOOR),
                "b.md": write(SCHOOL, BARN, SHELVES),
                "c.md": write(BARN.replace("left", "had left"), NAYA, NAYA + NAYA),
            },
            ["c.md: This paragraph also stands in a.md and one more article, in nearly the same words"],
        ),
        # Half of an article, and an article in another.
        (
            {"a.md": write(BARN, MILL, SCHOOL), "b.md": write(BARN, MILL, DOOR)},
            ["b.md: 67 % of this article also stands in a.md, word for word"],
        ),
        (
            {"a.md": write(BARN, MILL), "b.md": write(BARN, MILL, SCHOOL, DOOR, SHELVES)},
            ["b.md: This article holds 100 % of a.md, word for word"],
        ),
        # One article and its copies are one finding, and what others have in common another.
        (
            {
                "a.md": write(BARN, MILL),
                "b.md": write(BARN, MILL),
                "c.md": write(BARN, MILL),
                "d.md": write(BARN, SCHOOL * 4, SHELVES * 4),
            },
            [
                "c.md: 100 % of this article also stands in a.md and one more article, word for word",
                "d.md: This paragraph also stands in a.md and 2 more articles, word for word",
            ],
        ),
        # The day decides which is the copy, then the path.
        (
            {"2026-03-15-a.md": write(BARN), "2026-03-14-b.md": write(BARN)},
            ["2026-03-15-a.md: This paragraph also stands in 2026-03-14-b.md, word for word"],
        ),
        # Within one article it is another rule that speaks.
        ({"a.md": write(BARN, MILL, BARN), "b.md": write(SCHOOL)}, []),
        # Translations.
        ({"en/a.md": write(BARN), "ja/a.md": write(BARN), "a.fr.md": write(BARN)}, []),
        ({}, []),
    ],
)
def test_what_is_said(files: dict[str, str], said: list[str]) -> None:
    assert tell(files) == said


@pytest.mark.parametrize(("instances", "found"), [(2, 1), (3, 1), (4, 0)])
def test_passages_that_too_few_articles_have_are_left_out(instances: int, found: int) -> None:
    files = {f"{name}.md": write(BARN, text) for name, text in (("a", MILL), ("b", DOOR), ("c", SCHOOL))}
    assert len(tell(files, Options(min_instances=instances))) == found


def test_only_what_appears_on_a_day_is_compared_where_fields_for_it_are_named() -> None:
    dated = f"---\ndate: 2026-03-14\n---\n\n{BARN}\n"
    assert not tell({"a.md": write(BARN), "b.md": write(BARN), "c.md": dated}, Options(dates=("date",)))
    assert tell({"a.md": write(BARN), "b.md": dated, "c.md": dated}, Options(dates=("date",))) == [
        "c.md: This paragraph also stands in b.md, word for word"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- [How the barn of the last miller became a library]({}), the record of the council, 2019", 0),
        ("* [Wie aus der Scheune des letzten Müllers eine Bücherei wurde]({}) (Protokoll des Rates, 2019)", 0),
        ("1. [粉屋の納屋が村の図書館になるまでの長い一年間の記録をまとめた本]({})（村議会、2019 年）", 0),
        ("[Read on: how the barn of the last miller became a library for the village]({})", 0),
        (
            "The barn of the last miller, as [the record]({}) has it, became a library for all of the village in 2019.",
            1,
        ),
    ],
)
def test_what_is_links_for_the_greater_part_is_a_source_that_both_name(text: str, found: int) -> None:
    both = text.format("https://barn.example/library")
    assert len(compare({"a.md": write(BARN, both), "b.md": write(DOOR, both)})) == found


def test_with_a_similarity_of_one_nothing_is_nearly_the_same() -> None:
    files = {"a.md": write(BARN, MILL), "b.md": write(BARN.replace("left", "had left"), SCHOOL)}
    assert tell(files)
    assert not tell(files, Options(similarity=1))


def test_the_share_from_which_on_articles_are_alike() -> None:
    files = {"a.md": write(BARN, MILL, DOOR), "b.md": write(BARN, MILL, SCHOOL)}
    assert "%" in tell(files, Options(share=0.6))[0]
    assert "%" not in tell(files, Options(share=0.7))[0]


@pytest.mark.parametrize(("articles", "alike"), [(20, True), (21, False)])
def test_what_very_many_articles_have_is_stock_text_and_makes_no_copies(articles: int, alike: bool) -> None:
    said = tell({f"{number:02}.md": write(BARN, MILL) for number in range(articles)})
    assert ["%" in one for one in said] == [alike]


def test_of_very_many_places_the_first_are_shown_and_the_others_belong_to_the_finding() -> None:
    ((_, match),) = compare({f"{number:02}.md": write(BARN) for number in range(30)})
    assert len(match.related) == MOST_SHOWN
    assert len({match.place, *(number for number, _ in match.related), *match.others}) == 30
    assert say_value(match.values["others"]) == "00.md and 28 more articles; the first 20 are shown"


def test_a_passage_that_is_only_like_another_of_its_article_is_no_place_of_the_finding() -> None:
    words = [f"word{number}" for number in range(40)]
    first, last = " ".join([*"abcde", *words[5:]]), " ".join([*words[:-5], *"vwxyz"])
    files = {"a.md": write(first, " ".join(words)), "b.md": write(SCHOOL * 9, last)}
    filed = collect(files)
    (match,) = shared_passage.compare(filed, Options())
    shown = [filed.facts[number] for number in (match.place, *(number for number, _ in match.related))]
    assert [(fact.path, fact.values[0]) for fact in shown] == [("b.md", 1), ("a.md", 1)]
    assert match.others == ()


def test_passages_in_a_row_are_shown_once() -> None:
    files = {
        "a.md": write(BARN, MILL, NAYA, DOOR * 3, SHELVES * 5),
        "b.md": write(SCHOOL * 9, BARN, MILL, NAYA * 9, DOOR * 3),
    }
    filed = collect(files, options := Options(share=1))
    (match,) = shared_passage.compare(filed, options)
    shown = [filed.facts[number] for number in (match.place, *(number for number, _ in match.related))]
    assert [(fact.path, fact.values[0]) for fact in shown] == [("b.md", 1), ("a.md", 0), ("b.md", 4), ("a.md", 3)]


@given(st.integers(0, 10_000), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_texts_that_are_nearly_the_same_share_a_key(seed: int, percent: int) -> None:
    """A stretch of a text put in another place of it, or new words for it: an edit of some length at one place."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    text = fold("".join(chance.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(400)))
    size = len(text) * percent // 100
    start = chance.randrange(len(text) - size)
    other = text[:start] + "".join(chance.choice("abcdefghij") for _ in range(size)) + text[start + size :]
    assert ratio(text, other) > 90
    assert set(sketch_text(text)) & set(sketch_text(other))


@given(st.permutations([BARN, SHELVES, DOOR, SCHOOL, MILL, NAYA]), st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_a_passage_that_one_article_alone_has_is_never_told(paragraphs: list[str], cut: int) -> None:
    assert not tell({"a.md": write(*paragraphs[:cut]), "b.md": write(*paragraphs[cut:])})


def test_keys_are_the_same_everywhere_and_fit_into_a_database() -> None:
    keys = sketch_text("thelibrarystandsinabarn")
    assert len(set(keys)) == 24
    assert keys == sketch_text("thelibrarystandsinabarn")
    assert all(-(2**63) <= key < 2**63 for key in keys)


VARIED = [BARN, BARN.replace("village", "villages"), BARN.replace("barn", "farm"), SHELVES, SHELVES.upper(), DOOR, MILL]
"""Some of them alike, though not all that are need have a key in common."""


@pytest.mark.parametrize("most_tried", [1, 2, 50])
@given(
    st.lists(st.lists(st.integers(0, len(VARIED) - 1), max_size=4), max_size=6),
    st.lists(st.sets(st.integers(0, 2), max_size=3), min_size=len(VARIED), max_size=len(VARIED)),
)
def test_what_is_proven_by_key_is_all_that_is_compared(
    most_tried: int, articles: list[list[int]], keys: list[set[int]]
) -> None:
    chosen = [(f"{place}.md", text) for place, texts in enumerate(articles) for text in texts]
    facts = [
        FiledFact(
            number, path, bytes([text]), (0, 60, 600, "", len(VARIED[text])), (get_key(bytes([text])), *keys[text])
        )
        for number, (path, text) in enumerate(chosen)
    ]
    sources = tuple(VARIED[text] for _, text in chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rivals, "_MOST_TRIED", most_tried)
        groups = [[fact for fact in facts if key in fact.keys] for key in {key for fact in facts for key in fact.keys}]
        proven = {number for group in groups for number in shared_passage.prove(group, sources.__getitem__, DEFAULT)}
        kept = [
            replace(fact, number=place) for place, fact in enumerate(fact for fact in facts if fact.number in proven)
        ]
        old = [fact.number for fact in facts if fact.number in proven]
        among_all = list(shared_passage.compare(Filed(tuple(facts), sources), DEFAULT))
        among_proven = shared_passage.compare(Filed(tuple(kept), tuple(sources[number] for number in old)), DEFAULT)
        assert [
            replace(
                match,
                place=old[match.place],
                related=tuple((old[number], reason) for number, reason in match.related),
                others=tuple(old[number] for number in match.others),
            )
            for match in among_proven
        ] == among_all


def test_of_facts_with_one_key_only_those_that_are_alike_are_proven() -> None:
    sources = (BARN, DOOR, BARN.replace("barn", "farm"), MILL, MILL, DOOR)
    paths = ("a.md", "a.md", "b.md", "c.md", "d.md", "a.md")
    group = [
        FiledFact(number, path, compute_digest(text.encode()), (0, 60, 600, "", len(text)), (1,))
        for number, (path, text) in enumerate(zip(paths, sources, strict=True))
    ]
    assert shared_passage.prove(group, sources.__getitem__, DEFAULT) == [0, 2, 3, 4]
    assert shared_passage.prove(group, sources.__getitem__, Options(similarity=1)) == [3, 4]


@pytest.mark.parametrize("similarity", [0.8, 0.85, 0.9, 0.97, 1])
def test_what_is_smaller_than_the_least_size_is_never_alike(similarity: float) -> None:
    for length in range(1, 500):
        size, least = shared_passage.measure((0, 60, 600, "", length), Options(similarity=similarity))
        assert size == length
        assert all(
            2 * shorter < similarity * (shorter + length) for shorter in range(max(0, least - 3), min(least, length))
        )
    assert 2 <= FEW <= vars(rivals)["_MOST_TRIED"]


@pytest.mark.parametrize(("lengths", "read"), [((90, 110), 2), ((89, 110), 0), ((110, 110), 2), ((60, 200), 0)])
def test_what_is_too_long_to_be_alike_is_not_even_read(lengths: tuple[int, int], read: int) -> None:
    asked = []

    class Counted(Filed, frozen=True):
        def read_source(self, number: int) -> str:
            asked.append(number)
            return super().read_source(number)

    sources = tuple(letter * length for letter, length in zip("ab", lengths, strict=True))
    facts = tuple(
        FiledFact(number, f"{number}.md", bytes([number]) * 8, (0, 60, 600, "", lengths[number]), (1,))
        for number in range(2)
    )
    assert list(shared_passage.compare(Counted(facts, sources), DEFAULT)) == []
    assert len(asked) == read
