"""What holds for every repair of a damaged article, in six languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import DAMAGE, GLUED, MARKERS, Article, Tear, damaged, whole
from endmark.checks.text.folding import fold
from endmark.document.source import Source, make_source
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.repair.repair import Repair, repair
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule
from endmark.ruleset.rule_set import select_boundaries
from phrases import PHRASES

RULES = tuple(rule for rule in load_builtin_rules() if rule.enabled)
KNOWN = frozenset(rule.id for rule in RULES)
BOUNDARIES = select_boundaries(RULES)
TWO = (
    "The ferryman counts the passing barges beside the mill.\n\n"
    "A retired teacher mends the fishing nets before the first snow. When the ice comes, she tells "
    "the children of the mill how her brothers sailed round the cape. They never tire of it.\n\n"
)
FEW = settings(max_examples=40, deadline=None)
Case: TypeAlias = tuple[Article, Article]
"""A whole article, and the same one damaged."""

WHOLE = st.builds(whole, st.sampled_from(list(PHRASES)), st.integers(0, 9999))
KINDS = st.lists(st.sampled_from(list(DAMAGE)), min_size=1, max_size=4).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    article = draw(WHOLE)
    return article, damaged(article, draw(KINDS), draw(st.integers(0, 9999)))


def with_damage(test: Callable[..., None]) -> Any:
    return FEW(given(case=cases(), unsafe=st.booleans())(test))


def look(source: Source, rules: Sequence[Rule] = RULES) -> Analysis:
    return analyse(source, rules, KNOWN, BOUNDARIES)


@lru_cache(maxsize=64)
def repaired(article: Article, *, unsafe: bool) -> Repair:
    return repair(make_source(article.text, "a.md", has_bom=article.has_bom), look, unsafe=unsafe)


def is_said(tear: Tear, said: str) -> bool:
    return fold(tear.head) in said and fold(tear.rest) in said


def pieces(line: str, text: str) -> int:
    """In how few pieces, one behind the other, a line stands in a text."""
    count = 0
    while line := line.lstrip(" "):
        size = next((size for size in range(len(line), 0, -1) if line[:size] in text), 0)
        assert size, f"{line!r} is new"
        line, count = line[size:], count + 1
    return count


def without_markers(text: str) -> str:
    """Only what is said: without markers, white space, and the reading time."""
    said = re.sub("(?m)^reading_time: .*$", "", text)
    return "".join(re.sub("|".join(map(re.escape, (*MARKERS, *GLUED))), "", said).split())


@FEW
@given(WHOLE, st.booleans())
def test_whole_articles_are_left_as_they_are(article: Article, unsafe: bool) -> None:
    result = repaired(article, unsafe=unsafe)
    assert result.result.violations == ()
    assert result.source.text == article.text


@with_damage
def test_a_second_repair_changes_nothing(case: Case, unsafe: bool) -> None:
    once = repaired(case[1], unsafe=unsafe)
    again = repair(once.source, look, unsafe=unsafe)
    assert (again.source, again.applied) == (once.source, ())
    assert once.result.problems == ()


@with_damage
def test_every_sentence_is_still_there(case: Case, unsafe: bool) -> None:
    original, broken = case
    said = fold(repaired(broken, unsafe=unsafe).source.text)
    for sentence in original.sentences:
        tears = [tear for tear in broken.tears if tear.sentence == sentence]
        assert fold(sentence) in said or any(is_said(tear, said) for tear in tears), sentence


@with_damage
def test_what_is_no_prose_stays_as_it_is(case: Case, unsafe: bool) -> None:
    original, broken = case
    text = repaired(broken, unsafe=unsafe).source.text
    for block in original.blocks:
        if block.kind != "paragraph":
            assert block.text.replace("\n", original.newline) in text
    assert text.startswith(f"---{original.newline}title: A town{original.newline}reading_time: ")
    assert f"{original.newline}tags: [old, quiet]{original.newline}---{original.newline}" in text


@with_damage
def test_a_line_is_an_old_one_or_joined_from_such(case: Case, unsafe: bool) -> None:
    _, broken = case
    for line in repaired(broken, unsafe=unsafe).source.text.splitlines():
        if not line.startswith("reading_time: "):
            assert pieces(line, broken.text) <= 1 + len(broken.tears)


@with_damage
def test_line_endings_and_the_end_of_the_file_stay(case: Case, unsafe: bool) -> None:
    source = repaired(case[1], unsafe=unsafe).source
    assert source.text.count("\r") == (source.text.count("\n") if case[0].newline == "\r\n" else 0)
    assert source.text.endswith("\n") == case[0].is_ended
    assert source.has_bom == case[0].has_bom


@FEW
@given(cases())
def test_a_safe_repair_changes_nothing_but_markers_and_reading_times(case: Case) -> None:
    _, broken = case
    assert without_markers(repaired(broken, unsafe=False).source.text) == without_markers(broken.text)


@FEW
@given(cases(), st.booleans(), st.permutations(RULES))
def test_the_order_of_the_rules_does_not_matter(case: Case, unsafe: bool, rules: Sequence[Rule]) -> None:
    source = make_source(case[1].text, "a.md", has_bom=case[1].has_bom)
    other = repair(source, lambda text: look(text, rules), unsafe=unsafe)
    assert other == repaired(case[1], unsafe=unsafe)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "나룻배 사공이\n\n---END---\n\n...혼자서 바둑을 둡니다.\n",
            "나룻배 사공이 혼자서 바둑을 둡니다.\n",
            id="Korean words stay apart",
        ),
        pytest.param(
            "## Tea\n\nHer aunt\n\n---END---\n\nHer aunt brews bitter tea.\n",
            "## Tea\n\nHer aunt brews bitter tea.\n",
            id="a few words begun anew under a heading",
        ),
        pytest.param(
            "The ferryman counts barges.\n\n| year | barges |\n|---|--:|\n| 1904 | 61 |\n\n---END---\n",
            "The ferryman counts barges.\n\n| year | barges |\n|---|--:|\n| 1904 | 61 |\n",
            id="a marker after a table",
        ),
        pytest.param(
            "The ferryman counts barges.\n\n| 1904 | 61 |\n|---|---|\n| 1905 | 6\n\n---END---\n",
            "The ferryman counts barges.\n\n| 1904 | 61 |\n|---|---|\n| 1905 | 6\n\n---END---\n",
            id="a marker after half a row",
        ),
        pytest.param(
            "The ferryman counts barges.\n\n---END---\n\n| year | barges |\n|---|--:|\n| 1904 | 61 |\n",
            "The ferryman counts barges.\n\n| year | barges |\n|---|--:|\n| 1904 | 61 |\n",
            id="a marker before a table",
        ),
        pytest.param(
            2 * "The ferryman counts the passing barges beside the mill.[^1]\n\n[^1]: The mill is closed.\n\n",
            "The ferryman counts the passing barges beside the mill.[^1]\n\n[^1]: The mill is closed.\n",
            id="a footnote again",
        ),
        pytest.param(
            2 * "- The ferryman counts the passing barges,\n\n---END---\n\nHer aunt brews bitter tea.\n\n",
            "- The ferryman counts the passing barges,\n\n---END---\n\nHer aunt brews bitter tea.\n",
            id="what is cut twice is told once, and stands nowhere as a whole",
        ),
        pytest.param(
            f"{TWO}```\nbarges = 61\n```\n\n{TWO}```\nbarges = 61\n```\n",
            f"{TWO}```\nbarges = 61\n```\n",
            id="code again after what it belongs to",
        ),
        pytest.param(
            f"{TWO}```\nbarges = 61\n```\n\n{TWO}```\nbarges = 62\n```\n",
            f"{TWO}```\nbarges = 61\n```\n\n```\nbarges = 62\n```\n",
            id="other code stays",
        ),
        pytest.param(
            "---\ntitle: The ferryman counts the [big](/a) ba\n---\n\nThe ferryman counts the big barges\n",
            "---\ntitle: The ferryman counts the [big](/a) ba\n---\n\nThe ferryman counts the big barges\n",
            id="half a link goes only with the other half",
        ),
        pytest.param(
            "The ferryman counts barges.\n\n---END---##Tea\n\nHer aunt brews it.\n",
            "The ferryman counts barges.\n\n---END---##Tea\n\nHer aunt brews it.\n",
            id="a marker before hash signs",
        ),
        pytest.param(
            "The ferryman counts barges.\n\n---END---\n##Tea\n\nHer aunt brews it.\n",
            "The ferryman counts barges.\n\n## Tea\n\nHer aunt brews it.\n",
            id="a marker above hash signs",
        ),
    ],
)
def test_what_a_repair_makes_of_a_small_article(before: str, after: str) -> None:
    assert repair(make_source(before, "a.md"), look, unsafe=True).source.text == after


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("language", PHRASES)
def test_the_original_comes_back_from_every_kind_of_damage(language: str, kind: str) -> None:
    back = 0
    for seed in range(6):
        article = whole(language, seed)
        result = repaired(damaged(article, (kind,), seed), unsafe=True)
        back += result.source.text == article.text
    assert back
