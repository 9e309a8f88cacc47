from __future__ import annotations

import pickle
from unittest.mock import Mock

import pytest
import re2

from endmark.checks.text.regex import Pattern, PatternError, join_patterns, remove_anchors


def spans(pattern: str, text: str) -> list[str]:
    return [text[slice(*span)] for span in Pattern(pattern).iter_spans(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("雪", "雨雪風雪", ["雪", "雪"]),
        ("a(?P<found>b)c", "abc abd", ["b"]),
        ("x*", "ab", []),
        ("(?i)end", "End END", ["End", "END"]),
    ],
)
def test_a_match_is_the_group_found_or_the_whole(pattern: str, text: str, found: list[str]) -> None:
    assert spans(pattern, text) == found


@pytest.mark.parametrize("pattern", ["(a", "[z-a]", "(?<=x)y", "(?=x)", r"(a)\1", "a{2000}", "*"])
def test_what_cannot_run_in_linear_time_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"\w"):
        Pattern(pattern)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*?,){11}P", r"(\w+\s?)*$", ".*a.*b.*c.*d"])
def test_no_pattern_can_hang_the_program(pattern: str) -> None:
    # A backtracking engine would need longer than the age of the universe.
    assert list(Pattern(pattern).iter_spans("a" * 5_000 + "!")) in ([], [(0, 5_001)])


def test_patterns_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Pattern("a(?P<found>b)"))) == Pattern("a(?P<found>b)")  # noqa: S301


def test_any_of_matches_where_one_does() -> None:
    joined = join_patterns(
        (
            Pattern("^a(?P<found>b)"),
            Pattern("^c$"),
        )
    )
    assert joined is not None
    assert [("x\nabx\nc\n")[slice(*span)] for span in joined.iter_spans("x\nabx\nc\n")] == ["ab", "c"]
    assert join_patterns(()) is None


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("(?:^|[ 。])(?P<found>雪|雨)(?:$|[ 。])", "雪 雪。雨 雪", ["雪", "雪", "雨", "雪"]),
        ("(?:^| )(?P<found>é)(?: |$)", "é é é", ["é", "é", "é"]),
        (" (?P<found>a) x", " a x a x", ["a", "a"]),
        ("(?:b|(?P<found>a)) ", "b a b a ", ["a", "a"]),
        ("(?P<found>a*)b?", "雪aab雪ab", ["aa", "a"]),
        ("$", "雪", []),
    ],
)
def test_what_stands_between_two_matches_may_belong_to_both(pattern: str, text: str, found: list[str]) -> None:
    assert spans(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "template", "text", "made"),
    [
        (r"(\w+) of (\w+)", r"\2 \1", "bed of beans, bed of peas", ["beans bed", "peas bed"]),
        ("雪(.)", r"\1雪\1", "雪雨雪風", ["雨雪雨", "風雪風"]),
        ("a(b)?", r"<\1>", "a ab", ["<>", "<b>"]),
        ("a (?P<found>(b))", r"\2\0", "a b", ["ba b"]),
        ("a", "b\\n", "a", ["b\\n"]),
    ],
)
def test_a_match_is_rewritten_with_its_groups(pattern: str, template: str, text: str, made: list[str]) -> None:
    assert [rewritten for _, rewritten in Pattern(pattern).iter_rewrites(text, template)] == made


@pytest.mark.parametrize("pattern", ["(?P<found>a).*", "(?:^|a)(?P<found>a)(?:$|a)", "a*?"])
def test_the_search_for_the_next_match_always_goes_on(pattern: str) -> None:
    assert len(list(Pattern(pattern).iter_spans("a" * 20_000))) < 20_000


@pytest.mark.parametrize(
    ("source", "without"),
    [
        ("pond", "pond"),
        ("^pond$", "pond"),
        (r"\Apond\z", "pond"),
        (r"\$5 [$^] pond$", r"\$5 [$^] pond"),
        # In a class it is no anchor, however the class goes on.
        ("[^?]pond(?:[^*]|$)", "[^?]pond(?:[^*]|)"),
        # What repeats an anchor has nothing left to repeat: anything might match.
        ("^*pond", ""),
        ("(?:pond$?|frog)", ""),
    ],
)
def test_anchors_are_taken_out(source: str, without: str) -> None:
    assert remove_anchors(Pattern(source)).source == without


@pytest.mark.parametrize(
    ("pattern", "expressions"),
    [("[5-9]4 frogs", 1), (r"[\^$]4 newts", 1), ("^[5-9]4 toads", 2), (r"[5-9]4 herons\z", 2)],
)
def test_what_has_no_anchor_is_compiled_once(pattern: str, expressions: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = Mock(wraps=re2.compile)
    monkeypatch.setattr(re2, "compile", compiled)
    one = Pattern(pattern)
    assert not one.occurs_in_lines(b"a pond")
    assert not list(one.iter_spans("a pond"))
    assert compiled.call_count == expressions
