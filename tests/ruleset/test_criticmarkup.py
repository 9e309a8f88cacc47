"""Examples in CriticMarkup: what is found, where, and what a fix makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endmark.document.span import Span
from endmark.ruleset.criticmarkup import CriticMarkupError, ExpectedFinding, parse_example


@pytest.mark.parametrize(
    ("text", "plain", "marks", "fixed"),
    [
        ("Plain.", "Plain.", [], "Plain."),
        ("", "", [], ""),
        ("a {==b==} c", "a b c", [((2, 3), None)], "a b c"),
        ("a {~~b~>x y~~} c", "a b c", [((2, 3), "x y")], "a x y c"),
        ("a{~~ b~>~~}", "a b", [((1, 3), "")], "a"),
        ("a{~~~>b~~}", "a", [((1, 1), "b")], "ab"),
        ("a{====}", "a", [((1, 1), None)], "a"),
        ("{==a==}{~~b~>c~~}{==d==}", "abd", [((0, 1), None), ((1, 2), "c"), ((2, 3), None)], "acd"),
        ("日{==本\n\n語==}。", "日本\n\n語。", [((1, 5), None)], "日本\n\n語。"),
        ("{==Title\n=====\n==}", "Title\n=====\n", [((0, 12), None)], "Title\n=====\n"),
        ("{==a===}", "a=", [((0, 2), None)], "a="),
        ("{~~a~~>b~~}", "a~", [((0, 2), "b")], "b"),
        ("{~~{~~>b~~}", "{~", [((0, 2), "b")], "b"),
        ("{{==a==}}", "{a}", [((1, 2), None)], "{a}"),
        ("a {--b --}c", "a b c", [], "a c"),
        ("a {~~b~>~~}{--\n\n---\n\n--}c", "a b\n\n---\n\nc", [((2, 3), "")], "a c"),
        ("{{ x }} {% y %} {a: b} {=c=} {~d~} ==e== ~~f~~ ~> g}", None, [], None),
        ("`{#id}` ==} ~~} {= =}", None, [], None),
    ],
)
def test_reading(
    text: str, plain: str | None, marks: list[tuple[tuple[int, int], str | None]], fixed: str | None
) -> None:
    example = parse_example(text)
    assert example.plain == (text if plain is None else plain)
    assert tuple(mark for mark in example.marks if mark.found) == tuple(
        ExpectedFinding(Span(*span), replacement) for span, replacement in marks
    )
    assert example.fixed == (text if fixed is None else fixed)


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("ab {==c", 3, "{== is not closed by ==}"),
        ("ab {==c~~}", 3, "{== is not closed by ==}"),
        ("ab {~~c~>d", 3, "{~~ is not closed by ~~}"),
        ("ab {~~c~~}", 3, "{~~ needs ~> between what is found and what the fix makes of it"),
        ("{==a {==b==} c==}", 5, "a mark stands inside another one"),
        ("{~~a~>{==b==}~~}", 6, "a mark stands inside another one"),
        ("{~~a {~~b~>c~~}", 5, "a mark stands inside another one"),
    ],
)
def test_broken_markup(text: str, offset: int, message: str) -> None:
    with pytest.raises(CriticMarkupError) as caught:
        parse_example(text)
    assert caught.value.offset == offset
    assert str(caught.value) == f"{message} (at offset {offset})"


def without(*signs: str) -> st.SearchStrategy[str]:
    return st.text(alphabet="ab {}=~>\n日😀", max_size=12).filter(lambda text: not any(sign in text for sign in signs))


OPENINGS = ("{==", "{~~")
PLAIN = st.tuples(without(*OPENINGS), st.none(), st.none())
FOUND = st.tuples(st.none(), without(*OPENINGS, "==}"), st.none())
FIXED = st.tuples(st.none(), without(*OPENINGS, "~>", "~~}"), without(*OPENINGS, "~~}"))


@given(st.lists(st.one_of(PLAIN, FOUND, FIXED)))
def test_what_is_built_from_pieces_is_read_back(pieces: list[tuple[str | None, str | None, str | None]]) -> None:
    text = plain = fixed = ""
    spans = []
    run = ""
    for outside, found, fix in pieces:
        if outside is not None:
            # Two neighbours may make a mark together; that is another text.
            if any(sign in run + outside for sign in OPENINGS):
                continue
            run += outside
            text, plain, fixed = text + outside, plain + outside, fixed + outside
        elif found is not None:
            text += f"{{=={found}==}}" if fix is None else f"{{~~{found}~>{fix}~~}}"
            spans.append(Span(len(plain), len(plain) + len(found)))
            plain, fixed, run = plain + found, fixed + (found if fix is None else fix), ""
    example = parse_example(text)
    assert (example.plain, example.fixed, example.spans) == (plain, fixed, tuple(spans))
