from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.checks.text.case_folding import fold_case
from endmark.checks.text.regex import Pattern, PatternError
from endmark.checks.text.required_words import EVERYWHERE, find_ways


@pytest.mark.parametrize(
    ("expression", "clauses"),
    [
        ("pond", [["pond"]]),
        ("(?i)POND", [["pond"]]),
        ("heron|frog", [["frog", "heron"]]),
        ("heron|hero|frog", [["frog", "hero"]]),
        ("(?:he|she) swims?", [["he swim"]]),
        (r"\bpond[^.]*frog\b", [["frog"], ["pond"]]),
        ("pond.{0,9}", [["pond"]]),
        ("ponds*", [["pond"]]),
        ("po+nd", [["ond"], ["po"]]),
        ("(box +)(?P<found>ponds[^.]*)", [["box "], [" ponds"]]),
        ("box(?:ponds[^.])+", [["box"], ["ponds"]]),
        ("po{2}nd", [["poond"]]),
        ("p[ou]{2}nd", [["poond", "pound", "puond", "puund"]]),
        ("po{2,}nd", [["oond"], ["poo"]]),
        ("po{9}nd", [["oooond"], ["poooo"]]),
        ("p[a-f]{2}nd", [["and", "bnd", "cnd", "dnd", "end", "fnd"], ["pa", "pb", "pc", "pd", "pe", "pf"]]),
        ("(?:pol*)+nd", [["nd"], ["po"]]),
        ("[Pp]ond", [["pond"]]),
        ("p[o-q]nd", [["pond", "ppnd", "pqnd"]]),
        (r"[\x41\x{42}]nd", [["and", "bnd"]]),
        (r"p[\]\-]nd", [["p-nd", "p]nd"]]),
        ("(?P<found>pond): [0-9]", [["pond: "]]),
        (r"\[pond\]", [["[pond]"]]),
        (r"\x{6C60}\x41", [["池a"]]),
        (r"池の水|\n\t", [["\n\t", "池の水"]]),
        # Nothing that must occur.
        ("(?:pond)?", []),
        ("pond|[0-9]", []),
        ("[a-z]+", []),
        (r"\p{Han}", []),
        (r"[\d]|[a-z]", []),
        ("", []),
        # What stands in every paragraph.
        ("[a-z]+ [a-z]+", []),
        ("e[a-z]+ pond", [[" pond"]]),
        # Not understood, and so not trusted.
        (r"pond\Q|\Efrog", []),
        (r"[\a]pond", [["pond"]]),
        ("pond)", []),
        ("*pond", []),
    ],
)
def test_an_expression_needs_words(expression: str, clauses: list[list[str]]) -> None:
    assert [sorted(map(list, way)) for way in find_ways(expression)] == [sorted(clauses)] * bool(clauses)


@pytest.mark.parametrize(
    ("expression", "ways"),
    [
        ("pond[^.]*frog|toad[^.]*newt", [["frog", "pond"], ["newt", "toad"]]),
        ("(?:pond[^.]*frog|toad)", [["frog", "pond"], ["toad"]]),
        ("(?:pond[^.]*frog|toads|herons)", [["frog", "pond"], ["herons/toads"]]),
        ("(?:pond.*frog|toad.*newt)[^.]*sea", [["frog", "pond", "sea"], ["newt", "sea", "toad"]]),
        # One word that all ways need is looked for sooner than one of each.
        ("(?:pond.*frog|toad.*newt)[^.]*water", [["water", "frog/newt"]]),
        ("(?:pond.*frog|[a-z])[^.]*water", [["water"]]),
        ("(?:pond.*frog|[a-z])", []),
        # Ways multiply, but not without end.
        (
            "(?:aa.*bb|cc.*dd).*(?:ee.*ff|gg.*hh)",
            [["aa", "bb", "ee", "ff"], ["aa", "bb", "gg", "hh"], ["cc", "dd", "ee", "ff"], ["cc", "dd", "gg", "hh"]],
        ),
    ],
)
def test_an_expression_matches_in_several_ways(expression: str, ways: list[list[str]]) -> None:
    found = [sorted(["/".join(clause) for clause in way]) for way in find_ways(expression)]
    assert sorted(found) == sorted(map(sorted, ways))


@pytest.mark.parametrize(
    ("expression", "first"),
    [
        ("[(][^.]*frog", ["frog"]),
        ("(?:a|b)(?:x|y)z[^.]*frogs", ["frogs"]),
        # Two signs are rarer than three letters.
        (r"\<\|(?:end|pad) ?of[^.]*(?:box|pot|cup)", ["<|end of", "<|endof", "<|pad of", "<|padof"]),
        ("(?:box|pot|cup)[^.]*<{2}", ["<<"]),
        # A row of one sign is in every other heading, table and rule.
        ("#{2,}[^.]*(?:box|pot|cup)", ["box", "cup", "pot"]),
        # So many Japanese words end in the same signs.
        ("(?:記事|原稿)[^。]*しまし", ["原稿", "記事"]),
        # Both are rare; one is looked for sooner than two.
        ("(?:frogspawn|dragonflies)[^.]*waterlilies", ["waterlilies"]),
    ],
)
def test_the_rarest_words_come_first(expression: str, first: list[str]) -> None:
    assert [sorted(way[0]) for way in find_ways(expression)] == [first]


@pytest.mark.parametrize("count", [151, 400])
def test_too_many_words_rule_nothing_out(count: int) -> None:
    assert find_ways("|".join(f"w{number}x" for number in range(count))) == ()


@pytest.mark.parametrize(("count", "found"), [(150, 1), (1000, 1), (1001, 0)])
def test_one_by_one_more_may_be_looked_for(count: int, found: int) -> None:
    assert len(find_ways("|".join(f"w{number}x" for number in range(count)), EVERYWHERE)) == found


@pytest.mark.parametrize(("count", "clauses"), [(151, [1, 151]), (400, [1, 400]), (401, [1])])
def test_beside_a_rare_word_many_may_be_asked_for(count: int, clauses: list[int]) -> None:
    expression = f"pond[^.]*(?:{'|'.join(f'w{number}x' for number in range(count))})"
    assert [list(map(len, way)) for way in find_ways(expression)] == [clauses]


LETTERS = st.sampled_from(
    ["a", "b", "B", "s", "k", "é", "池", "\\.", "[ab]", "[^a]", "[j-l]", ".", r"\s", r"\x{6C60}", "^", "$", "ſ"]
)


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{2,}", "{6}", "??"])).map(
            lambda one: f"(?:{one[0]}){one[1]}"
        ),
        inner.map(lambda one: f"(?i:{one})"),
    )


@given(st.recursive(LETTERS, _nest, max_leaves=12), st.text("abBsSkK\u212aéÉ池.\n ſ", max_size=12))
def test_a_text_in_which_an_expression_matches_has_its_words(expression: str, text: str) -> None:
    try:
        pattern = Pattern(f"(?m){expression}")
    except PatternError:
        return
    if pattern.occurs(text):
        ways = find_ways(expression)
        assert pattern.may_occur(text)
        assert not ways or any(all(any(word in fold_case(text) for word in clause) for clause in way) for way in ways)
