from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from endmark.checks import Scope
from endmark.checks.patterns.cues import Cues, LanguageCues
from endmark.checks.patterns.remark import Options, find
from endmark.document.model import Document
from endmark.document.reader import read_document
from endmark.document.source import make_source
from endmark.messages.catalogue import say_value

ENGLISH = LanguageCues(
    "en",
    Cues(
        orders=("you asked*",),
        user=("user wants",),
        offers=("shall I",),
        consent=("sure",),
        writer=("I", "I'll"),
        reader=("you",),
        plans=("right away",),
        work=("*written",),
        piece=("text",),
        delivery=("here is",),
        manner=("tone",),
        structure=("headings",),
        length=("words",),
        public=("in the comments",),
    ),
)
CHINESE = LanguageCues("zh", Cues(offers=("要我",), writer=("我",), piece=("稿子",), aside=("我们",)))

BODY = "The pond is old.\n\nFrogs live in it.\n\nHerons come.\n\nThey wait.\n"
CHINESE_BODY = "池塘很老了。\n\n里面住着青蛙。\n\n白鹭飞来。\n\n它们等着。\n"


def told(text: str, *languages: LanguageCues) -> list[object]:
    """The cues that tell, of each text that is found."""
    options = Options(languages or (ENGLISH, CHINESE))
    return [
        say_value(match.values["cues"]) for match in find(read_document(make_source(text, "a.md")), options, Scope())
    ]


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("Shall I change the tone of the text?", "“shall I”, “text”, “tone”"),
        ("SHALL I CHANGE THE TONE OF THE TEXT?", "“shall I”, “text”, “tone”"),
        (
            "Here is the rewritten text you asked: the tone is the same.",
            "“you asked…”, “written”, “text”, “here is”, “tone”",
        ),
        # Too little of it, or nothing of the text.
        ("Shall I change the tone?", "“shall I”, “tone”"),
        ("Shall we stay a while?", None),
        # Trousers are shortened, too; a text is named, or its tone.
        ("Shall I have it written as you like?", None),
        ("Shall I have the text written as you like?", "“shall I”, “you”, “written”, “text”"),
        ("Here is what I, like you, have written.", None),
        # It is of qualities, and somebody speaks; a style guide does not.
        ("I see that the tone, the headings and the words are as they were.", "“I”, “tone”, “headings”, “words”"),
        ("The tone, the headings and the words of the text are formal.", None),
        # Who agrees does so first.
        ("Sure, I know your text and its tone, and you know mine.", None),
        # To all readers.
        ("Shall I change the tone of the text? Tell me in the comments.", None),
        ("“Shall I change the tone of the text?”", None),
        ("Shall I " + "really and truly " * 9 + "change the tone of the text?", None),
    ],
)
def test_several_cues_tell_together(remark: str, expected: str | None) -> None:
    assert told(f"# Pond\n\n{BODY}\n{remark}\n") == ([] if expected is None else [expected])


OFFER = "Shall I change the tone of the text?"
LEAD = "I put the headings of your text, and its tone, into my own words."
CONSENT = "Sure, here is the text:"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{LEAD}\n\n# Pond\n\n{BODY}", 1),
        (f"---\n\n<!-- a -->\n\n{LEAD}\n\n# Pond\n\n{BODY}", 1),
        (f"{CONSENT}\n\n# Pond\n\n{BODY}", 1),
        # Before another heading than a title it is less apart.
        (f"{CONSENT}\n\n## Pond\n\n{BODY}", 1),
        ("Sure, the text\n\n# Pond\n\n" + BODY, 0),
        ("Sure, a text.\n\n# Pond\n\n" + BODY, 0),
        ("Sure, right away.\n\n# Pond\n\n" + BODY, 0),
        ("Sure, I'll do it right away.\n\n# Pond\n\n" + BODY, 1),
        ("Sure, I'll do it right away: now.\n\n## Pond\n\n" + BODY, 0),
        ("Here is the written text.\n\n# Pond\n\n" + BODY, 1),
        ("Here is the written text.\n\n## Pond\n\n" + BODY, 0),
        (f"# Pond\n\n{CONSENT}\n\n{BODY}", 1),
        # An author's lead offers much.
        (f"## Pond\n\n{OFFER}\n\n{BODY}", 0),
        (f"{OFFER}\n\n# Pond\n\n{BODY}", 1),
        (f"# Pond\n\n{BODY}\n{OFFER}\n", 1),
        (f"# Pond\n\n{BODY}\n{OFFER}\n\nBye.\n", 1),
        (f"# Pond\n\n{BODY}\n{OFFER}\n\nBye.\n\nBye.\n", 0),
        (f"# Pond\n\n{BODY}\n> {OFFER}\n", 1),
        (f"# Pond\n\n{BODY}\nIt wrote:\n\n> {OFFER}\n", 0),
        (f"# Pond\n\n{BODY}\n“Reeds.\n\n{OFFER}\n\nHerons.”\n", 0),
        (f"# Pond\n\n{BODY}\n- Reeds.\n- {OFFER}\n", 1),
        (f"# Pond\n\n{BODY}\n- {OFFER}\n- Reeds.\n", 0),
        (f"# Pond\n\n{BODY}\n{OFFER}\n\n## Reeds\n", 0),
        (f"# Pond\n\n{BODY}\n{OFFER}\n\n---\n", 1),
        (f"# Pond[^1]\n\n{BODY}\n{OFFER}\n\n[^1]: Or lake.\n", 1),
        # A label says what it is, unless somebody speaks; what a label calls the text was made for somebody.
        ("Exercise: give the text other words, another tone and other headings.\n\n# Pond\n\n" + BODY, 0),
        ("**Exercise 3:** give the text other words, another tone and other headings.\n\n# Pond\n\n" + BODY, 0),
        ("Exercise: I gave the text other words, another tone and other headings.\n\n# Pond\n\n" + BODY, 1),
        ("New text: other words, another tone and other headings.\n\n# Pond\n\n" + BODY, 1),
        ("The tone, the headings, the words and the text: all other.\n\n# Pond\n\n" + BODY, 1),
        # Nothing else is there.
        (f"# Pond\n\n{OFFER}\n", 0),
        (f"# Pond\n\nIt is old.\n\n{OFFER}\n", 1),
    ],
)
def test_only_the_edges_are_looked_at(text: str, count: int) -> None:
    assert len(told(text)) == count


def test_beside_a_marker_is_an_edge(parted: Callable[[str], Document]) -> None:
    document = parted(f"# Pond\n\n{BODY}\n---END---\n\n{OFFER}\n\n{BODY}")
    assert len(list(find(document, Options((ENGLISH,)), Scope()))) == 1
    many = parted(f"# Pond\n\n{BODY}" + "\n---END---\n\nHerons come.\n" * 20 + f"\n---END---\n\n{OFFER}\n\n{BODY}")
    assert not list(find(many, Options((ENGLISH,)), Scope()))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [("> Sails fold the last light.", 0), ("- sails", 0), ("```\nsails\n```", 0), ("## Sails", 1), ("Sails fold.", 1)],
)
def test_who_leads_into_a_quotation_speaks_to_its_readers(shown: str, expected: int) -> None:
    lead = "Here is the rewritten text you asked for, the tone is the same:"
    assert len(told(f"# Sails\n\n{lead}\n\n{shown}\n\n{BODY}")) == expected


@pytest.mark.parametrize(
    ("remark", "about", "count"),
    [
        ("The user wants a formal tone, so I, too.", "It is old.", 1),
        # What the article speaks of itself shows nothing.
        ("The user wants a formal tone, so I, too.", "A user swims in it.", 0),
        ("Shall I change the tone?", "Its tone is blue.", 0),
        ("Shall I change the tone?", "Its stone is blue.", 1),
    ],
)
def test_what_the_article_speaks_of_does_not_count(remark: str, about: str, count: int) -> None:
    assert len(told(f"# Pond\n\n{BODY}\n{about}\n\nBye.\n\n{remark}\n")) == count


@pytest.mark.parametrize(
    ("remark", "count"),
    [("要我改一改稿子吗？我来。", 1), ("要我们改一改稿子吗？", 0), ("需要我们一起看稿子吗？", 0)],
)
def test_words_may_hold_a_cue_and_be_none(remark: str, count: int) -> None:
    assert len(told(f"# 池塘\n\n{CHINESE_BODY}\n{remark}\n")) == count


def test_a_text_in_no_known_language_is_asked_in_all() -> None:
    turkish = LanguageCues("tr", Cues(orders=("istenen*",), manner=("tonda",), length=("kısaca",)))
    text = "İstenen tonda, kısaca.\n\n# Gölet\n\nEski.\n\nKurbağa.\n"
    assert told(text, ENGLISH, turkish) == ["“istenen…”, “tonda”, “kısaca”"]


def test_cues_come_whole_out_of_a_pickle() -> None:
    again = pickle.loads(pickle.dumps(ENGLISH))  # noqa: S301 - our own
    assert again.language == "en"
    assert again.search.find(" shall i ", ["offers"]) == {"offers": "shall I"}
    assert pickle.loads(pickle.dumps(again)) == again  # noqa: S301 - as above
