"""How the evidence for cuts adds up."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endmark.checks.cuts import evidence, judging, last_words, missing_stop, truncation
from endmark.checks.cuts.habits import PRIORS, Habit
from endmark.checks.cuts.judged import Judged
from endmark.checks.cuts.judging import Judge
from endmark.checks.cuts.judging_terms import Terms
from endmark.checks.cuts.suspects import make_suspect
from endmark.checks.cuts.tally import Tally
from endmark.document.article import read_article
from endmark.document.model import Document
from endmark.document.source import Source
from endmark.document.span import Span
from endmark.messages.catalogue import say_reason
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Weighing, make_reason

Parted = Callable[[str], Document]
RULES = {rule.id: rule for rule in load_builtin_rules()}
CUT, MISSING = RULES["truncated-sentence"], RULES["missing-full-stop"]

PROSE = {
    "en": (
        "We dug the first bed in March. It took a week.",
        "We dug the second bed in April. It took a day.",
        "We dug the third bed in May. It took an hour.",
        "Nobody dug a fourth bed in June, because it rained.",
    ),
    "de": (
        "Wir haben das erste Beet im März angelegt. Es dauerte eine Woche.",
        "Das zweite Beet haben wir im April angelegt. Es dauerte einen Tag.",
        "Das dritte Beet haben wir im Mai angelegt. Es dauerte eine Stunde.",
        "Im Juni hat niemand ein Beet angelegt, weil es regnete.",
    ),
    "fr": (
        "Nous avons creusé la première plate-bande en mars. Cela a pris une semaine.",
        "Nous avons creusé la deuxième en avril. Cela a pris un jour.",
        "Nous avons creusé la troisième en mai. Cela a pris une heure.",
        "En juin personne n'a creusé, parce qu'il pleuvait.",
    ),
    "ja": (
        "三月に最初の畝を掘りました。まる一週間かかりました。",
        "四月に二つめの畝を掘りました。これは一日で終わりました。",
        "五月には三つめの畝を掘りました。一時間もかかりませんでした。",
        "六月は毎日のように雨だったので、誰も畝を掘りませんでした。",
    ),
    "zh": (
        "三月我们挖了第一块苗床。花了整整一个星期。",
        "四月我们挖了第二块苗床。只花了一天。",
        "五月我们挖了第三块苗床。连一个小时都不到。",
        "六月因为几乎天天下雨，没有人去挖苗床。",
    ),
    "ko": (
        "삼월에 첫 번째 두둑을 팠습니다. 일주일이 걸렸습니다.",
        "사월에 두 번째 두둑을 팠습니다. 하루가 걸렸습니다.",
        "오월에는 세 번째 두둑을 팠습니다. 한 시간도 걸리지 않았습니다.",
        "유월에는 매일 비가 와서 아무도 두둑을 파지 않았습니다.",
    ),
}
"""Paragraphs that are whole."""

CUTS = {
    "en": (
        "The garden opened in spring. It has room for forty beds and the",
        "When you press the button at the top, the gate opens and it stays open until you",
        "The pond is deep. Nobody swims in it, except for the frogs that come in the",
    ),
    "de": (
        "Der Garten ist seit dem Frühling offen. Er hat Platz für vierzig Beete und die",
        "Wenn man auf den Knopf drückt, öffnet sich das Tor, und es bleibt offen, bis man",
    ),
    "fr": (
        "Le jardin est ouvert depuis le printemps. Il y a de la place pour quarante plates-bandes et la",
        "Quand on appuie sur le bouton, la porte s'ouvre et elle reste ouverte jusqu'à ce que le",
    ),
    "ja": (
        "庭は春に開きました。畝は四十あって、水やりの当番を",
        "ボタンを押すと門が開いて、もう一度押すまでは開いたままになるよう",
        "池は深いので誰も泳ぎません。夏になると蛙が",
    ),
    "zh": (
        "花园春天开放了。这里有四十块苗床和很多",
        "按下按钮以后，大门就会打开，并且一直开着，直到你再次按下那个",
        "池塘很深，所以没有人在里面游泳，只有夏天的时候会有一些从",
        "每个星期六大家都来这里浇水。谁要是忘记了，就得把工具房的",
    ),
    "ko": (
        "정원은 봄에 열렸습니다. 두둑이 마흔 개 있고 물을 주는",
        "단추를 누르면 문이 열리고 다시 누를 때까지 열린 상태를",
    ),
}
"""Paragraphs that break off, as their words tell."""

LANGUAGES = sorted(PROSE)
EACH_CUT = [(language, cut) for language in LANGUAGES for cut in CUTS[language]]


def join(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def read(text: str) -> Document:
    return read_article(Source("a.md", text))


def find_lines(document: Document, options: truncation.Options | None = None) -> dict[int, bool]:
    """The lines on which sentences are cut, each with whether that is certain."""
    matches = truncation.find(document, options or CUT.options, CUT.scope)
    return {document.find_line(match.span.start): match.certain for match in matches}


def weigh(document: Document, text: str) -> Weighing:
    start = document.source.text.index(text)
    (weighing,) = truncation.weigh(document, CUT.options, Span(start, start + len(text)))
    return weighing


@pytest.mark.parametrize(("language", "cut"), EACH_CUT)
@pytest.mark.parametrize("following", ["", "## {0}", "{0}", "---\n\n{0}", "| a |\n|---|\n| b |"])
def test_a_cut_is_found_wherever_it_stands(language: str, cut: str, following: str) -> None:
    text = join(*PROSE[language], cut, following.format(PROSE[language][0]))
    assert list(find_lines(read(text))) == [9]


@pytest.mark.parametrize(
    ("language", "notices"),
    [
        ("en", ("Note: the gate opens, and it stays open until you", "Note: nobody swims here, except for the")),
        ("de", ("Hinweis: Das Tor bleibt offen, bis man", "Hinweis: Der Teich ist tief und die")),
        ("ja", ("注: 門は冬のあいだ開いたままになるよう", "注: 池は深いので夏になると蛙が")),
    ],
)
def test_notices_are_judged_as_sentences_are(language: str, notices: tuple[str, ...]) -> None:
    paragraphs = [part for pair in zip(PROSE[language], notices, strict=False) for part in pair]
    document = read(join(*paragraphs, PROSE[language][-1]))
    assert list(find_lines(document)) == [4 * number + 3 for number in range(len(notices))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_cuts_are_found_as_one_is(language: str) -> None:
    cuts = [CUTS[language][number % len(CUTS[language])] for number in range(4)]
    paragraphs = [part for pair in zip(PROSE[language], cuts, strict=True) for part in pair]
    assert list(find_lines(read(join(*paragraphs)))) == [3, 7, 11, 15]


@pytest.mark.parametrize(
    ("language", "doubtful"),
    [
        ("en", "Working in the garden of the town"),
        ("ja", "この庭には春になると誰もいない"),
        ("zh", "池塘很深，夏天的时候没有人游泳了"),
    ],
)
def test_other_cuts_make_one_surer(language: str, doubtful: str) -> None:
    first, second, *others = PROSE[language]
    cuts = CUTS[language]
    assert find_lines(read(join(first, second, *others, doubtful, first))) == {}
    found = find_lines(read(join(first, cuts[0], second, cuts[-1], *others, doubtful, first)))
    assert found[13] is False
    assert set(found) == {3, 7, 13}


def test_other_cuts_say_nothing_of_titles() -> None:
    first, second, *others = PROSE["ja"]
    cuts = CUTS["ja"]
    title = "**池の水門を守る者たちの明日の姿を**"
    text = join(first, cuts[0], second, cuts[-1], *others, title, first)
    assert set(find_lines(read(text))) == {3, 7}
    assert "evidence.others" not in {piece.seen.code for piece in weigh(read(text), title[2:-2]).pieces}


@pytest.mark.parametrize(
    ("cuts", "forgotten", "total", "nats"),
    [
        (1.0, 0.0, 0.0, 0.7),
        (1.5, 0.0, 0.0, 0.9),
        (9.0, 0.0, 0.0, 1.1),
        (9.0, 0.0, 2.5, 0.5),  # what others say makes nothing certain
        (9.0, 0.0, 3.0, None),
        (0.0, 0.0, 0.0, None),
        (3.0, 1.0, 0.0, 0.7),
        (3.0, 3.0, 0.0, None),  # who leaves full stops out does so here, too
        (3.0, 9.0, 0.0, None),
    ],
)
def test_what_other_cuts_weigh(cuts: float, forgotten: float, total: float, nats: float | None) -> None:
    found = [piece.nats for piece in evidence.weigh_others(cuts, forgotten, total)]
    assert found == ([] if nats is None else [nats])


@pytest.mark.parametrize(
    ("language", "forgotten", "doubtful"),
    [
        ("en", "The wall is old and it is painted green now", "Working in the garden of the town"),
        ("ja", "石の壁は古くて、今は緑に塗られています", "この庭には春になると誰もいない"),
        ("zh", "墙已经很旧了，所以我们现在把它刷成绿色", "池塘很深，夏天的时候没有人游泳了"),
    ],
)
def test_forgotten_full_stops_take_back_what_other_cuts_say(language: str, forgotten: str, doubtful: str) -> None:
    first, second, *others = PROSE[language]
    cuts = CUTS[language]
    notes = [f"{word} {forgotten}" if language == "en" else f"{word}{forgotten}" for word in ("A", "B", "C", "D", "E")]
    text = join(first, cuts[0], second, cuts[-1], *others, doubtful, *notes, first)
    assert "evidence.others" not in {piece.seen.code for piece in weigh(read(text), doubtful).pieces}


COMMAS = {
    "en": (
        "So the first bed is dug in March,",
        "And then the second bed is dug in April,",
        "Call `dig(3)` for the beds,",
    ),
    "ja": (
        "最初の畝は三月に掘られるので、",
        "次の畝は四月に掘られることになり、",
        "三つめの畝は五月になってから掘られて、",
    ),
    "zh": ("第一块苗床是在三月里挖的，", "第二块苗床是在四月里挖的，", "第三块苗床是在五月里挖的，"),
}
"""What a style without full stops ends with commas."""


@pytest.mark.parametrize("language", sorted(COMMAS))
def test_who_ends_one_paragraph_with_a_comma_ends_others_so(language: str) -> None:
    first, *others = PROSE[language]
    one = weigh(read(join(*PROSE[language], COMMAS[language][0], first)), COMMAS[language][0])
    assert "evidence.commas" not in {piece.seen.code for piece in one.pieces}
    ended = [part for pair in zip(COMMAS[language], others, strict=False) for part in pair]
    all_three = weigh(read(join(first, *ended, first)), COMMAS[language][0])
    (commas,) = (piece for piece in all_three.pieces if piece.seen.code == "evidence.commas")
    assert commas.nats == pytest.approx(-1.6)
    assert all_three.total < one.total


def test_commas_before_markers_are_no_style(parted: Parted) -> None:
    first, *others = PROSE["en"]
    ended = [part for pair in zip(COMMAS["en"], others, strict=False) for part in (pair[0], "---END---", pair[1])]
    pieces = weigh(parted(join(first, *ended, first)), COMMAS["en"][0]).pieces
    assert "evidence.commas" not in {piece.seen.code for piece in pieces}


@pytest.mark.parametrize(
    "title",
    [
        "브라우저에서 `http://localhost` 접속",
        "도서관 뒤뜰 연못 관리 안내 서버",
        "도서관 옥상 텃밭 이용 신청 방법 안내",
    ],
)
def test_korean_notes_end_in_nouns(title: str) -> None:
    assert find_lines(read(join(*PROSE["ko"], title, f"## {title}", PROSE["ko"][0]))) == {}


@pytest.mark.parametrize(
    ("language", "words"), [("de", "MIT"), ("it", "DI"), ("en", "OR"), ("nl", "MET"), ("de", "Siehe MIT")]
)
def test_an_acronym_is_no_word_of_a_sentence(language: str, words: str) -> None:
    assert last_words.is_acronym(words.rsplit(maxsplit=1)[-1])
    prose = PROSE.get(language, PROSE["en"])
    assert find_lines(read(join("# Garten", *prose, "## Lizenz", words))) == {}


@given(data=st.data())
def test_a_second_cut_never_takes_the_first_away(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    first = data.draw(st.sampled_from(CUTS[language]))
    sentence = data.draw(st.sampled_from(PROSE[language])).rstrip(".。")
    second = sentence[: data.draw(st.integers(2, len(sentence)))]
    place = data.draw(st.integers(0, 4))
    paragraphs = list(PROSE[language])
    paragraphs.insert(place, second)
    assert 2 * len(paragraphs) + 1 in find_lines(read(join(*paragraphs, first, PROSE[language][1])))


@pytest.mark.parametrize(("language", "cut"), EACH_CUT)
def test_a_marker_makes_it_certain_and_nothing_less_sure(parted: Parted, language: str, cut: str) -> None:
    without = weigh(read(join(*PROSE[language], cut, PROSE[language][0])), cut)
    marked = weigh(parted(join(*PROSE[language], cut, "---END---", PROSE[language][0])), cut)
    short = sum(piece.nats for piece in without.pieces if piece.seen.code == "evidence.short")
    # An article with a marker is none of notes, in which a text of one sentence often has no full stop.
    assert marked.total >= without.total - short + evidence.MARKER.nats - 0.05
    assert marked.total > CUT.options.error


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        # What ends in a noun, as notes and headings do.
        ("ja", "先週の土曜日に広場で行われた苗の交換会のメモ"),
        ("ja", "新しい水門と北側の柵の点検についての記録"),
        ("ja", "水門の点検は終わりました"),
        ("ja", "以上"),
        ("ko", "설정 파일의 값을 바꿀 수 없음"),
        ("ko", "물을 주는 당번은 매주 바뀝니다"),
        # Sign-offs.
        ("en", "We wish you a happy spring from the rainy north,\n\nAnn Bell, Carl Dorn, and Eve Frost."),
        ("en", "All the best"),
        # Titles, captions, names, figures.
        ("en", "How the Pond Behind the Library Was Dug"),
        ("en", "The pond behind the library"),
        ("en", "![](pond.png)\n\nThe pond as it was on the morning of the first test"),
        ("en", "It was told in [the guide to the pond](https://example.org)"),
        ("en", "It was told by the people of the pond (see below)"),
        ("en", "Ann Bell (keeper) , Carl Dorn , Eve Frost , Gus Hale , Ida Jung , Kai Lund , Liv Moe"),
        ("en", "[1] Ann Bell, Carl Dorn, The pond behind the library, 2021"),
        ("zh", "花园的历史和现状"),
        ("zh", "![](pond.png)\n\n图书馆后面的池塘，摄于第一次试水的早晨"),
    ],
)
def test_what_is_whole_without_a_full_stop(language: str, whole: str) -> None:
    assert find_lines(read(join(*PROSE[language], whole, *PROSE[language]))) == {}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # A list in whole sentences, one of which breaks off, and a list in words.
        (
            (
                "The first bed is dug.",
                "The second bed is dug.",
                *["It is dug."] * 20,
                "The third bed was never dug, because the",
            ),
            [1],
        ),
        (("the first bed", "the second bed, which was never dug because the"), []),
        (("beds,", "trees and paths,", "and a pond that is deeper than the"), []),
    ],
)
def test_items_of_a_list(items: tuple[str, ...], expected: list[int]) -> None:
    text = "".join(f"- {item}\n" for item in items) + "\n## It is new\n"
    assert len(find_lines(read(text))) == len(expected)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("We looked at the gar", "den behind the barn, and it was green.", True),
        ("We looked at the gar", "Behind the barn it was green.", None),
        ("We looked at all of the gar-", "Behind the barn it was green.", True),
        ("We looked at the bed", "and it was green.", None),
    ],
)
def test_a_word_cut_in_half(before: str, after: str, found: bool | None) -> None:
    text = join(*PROSE["en"], "The garden is old. It has a bed and a garden.", before, after)
    pieces = [
        piece
        for piece in weigh(read(text), before).pieces
        if piece.seen.code in {"evidence.half-word", "evidence.hyphen"}
    ]
    assert bool(pieces) is bool(found)
    if found:
        assert find_lines(read(text)) == {11: True}


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("庭の手入れを毎日つづけていると、季節の移り変わりを強く感じ", "ています。春はとくに忙しいです。"),
        ("席が足りない日もあるので、新しい椅子", "を増やしました。来月に届きます。"),
        ("花园春天开放了。工人们修好了大门", "的锁。现在可以进去了。"),
    ],
)
def test_the_other_half_stands_behind_the_marker(parted: Parted, cut: str, rest: str) -> None:
    (match,) = truncation.find(parted(join(cut, "---END---", rest)), CUT.options, CUT.scope)
    assert match.values["rest"] == make_reason("truncation.goes-on", line=5)
    assert match.certain


def test_other_cuts_and_the_accused_do_not_vote() -> None:
    habit = Habit()
    for _ in range(8):
        habit.add_whole("Latn", "several")
    share, strength = PRIORS["several"]
    alone = share * strength / (strength + 8)
    for vote in (0.9, 0.1):
        habit.add_open("Latn", "several", vote, phrase=False)
    assert habit.count("Latn", "several", 0.9, phrase=False)[0] == pytest.approx(
        (share * strength + 0.1) / (strength + 8.1)
    )
    assert habit.count("Latn", "several", 1.0, phrase=False)[0] == pytest.approx(alone)
    assert habit.count("Hani", "several", 0.0, phrase=False)[1:] == (0, 0)


@pytest.mark.parametrize(
    ("several", "share"), [(0, 0.09), (1, 0.045), (2, 0.03), (5, PRIORS["middle"].share), (40, PRIORS["middle"].share)]
)
def test_where_little_is_prose_it_may_be_notes(several: int, share: float) -> None:
    habit, article = Habit(may_be_notes=True), Habit()
    for number in range(several):
        for one in (habit, article):
            if number:
                one.add_whole("Latn", "several")
            else:  # cut or not
                one.add_prose("Latn")
    assert habit.count("Latn", "middle", 0.0, phrase=False)[0] == pytest.approx(share)
    assert article.count("Latn", "middle", 0.0, phrase=False)[0] == pytest.approx(PRIORS["middle"].share)
    assert habit.count("Latn", "several", 0.0, phrase=False)[0] < PRIORS["several"].share + 0.001


@pytest.mark.parametrize(("whole", "counted"), [(0, 4.0), (4, 2.0), (12, 1.0)])
def test_titles_say_something_of_sentences_only_in_notes(whole: int, counted: float) -> None:
    habit = Habit()
    for _ in range(whole):
        habit.add_whole("Latn", "several")
    for _ in range(4):
        habit.add_open("Latn", "middle", 1.0, phrase=True)
    assert habit.count("Latn", "middle", 0.0, phrase=False)[2] == pytest.approx(counted)
    assert habit.count("Latn", "middle", 1.0, phrase=True)[2] == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("judged", "nats", "code"),
    [
        (-6.0, 4.8, "words-cut"),
        (-5.0, 3.6, "words-cut"),
        (-4.0, 2.4, "words-cut"),
        (-1.0, 0.6, "words-open"),
        (0.0, 0.0, "words-open"),
        (2.0, -1.2, "words-whole"),
        (3.0, -2.4, "words-whole"),
        (6.0, -6.0, "words-whole"),
    ],
)
def test_what_words_weigh(judged: float, nats: float, code: str) -> None:
    piece = evidence.weigh_words(judged, "the")
    assert piece.nats == pytest.approx(nats)
    assert piece.seen.code == f"evidence.{code}"


def test_what_words_weigh_at_most() -> None:
    assert evidence.weigh_words(-6.0, "the", 1.8).nats == pytest.approx(1.8)
    assert evidence.weigh_words(6.0, "the", 1.8).nats == pytest.approx(-6.0)


@pytest.mark.parametrize(
    ("weight", "nats"),
    [
        (evidence.LINK, -5.0),
        (evidence.CLOSED, -5.0),
        (evidence.FIGURES, -3.9),
        (evidence.CAPITALS, -2.2),
        (evidence.BEGUN_WORD, 3.0),
    ],
)
def test_weights_that_are_counted(weight: evidence.Weight, nats: float) -> None:
    assert weight.nats == pytest.approx(nats)
    assert say_reason(weight.source).endswith("409 whole texts without a full stop")


@pytest.mark.parametrize(("language", "cut"), EACH_CUT)
def test_the_sum_is_that_of_its_pieces(language: str, cut: str) -> None:
    document = read(join(*PROSE[language], cut))
    weighing = weigh(document, cut)
    assert weighing.total == pytest.approx(sum(piece.nats for piece in weighing.pieces))
    assert (weighing.warning, weighing.error) == (CUT.options.warning, CUT.options.error)
    assert all(say_reason(piece.seen) and say_reason(piece.source) for piece in weighing.pieces)
    found = find_lines(document, truncation.Options(warning=weighing.total))
    assert found == {9: weighing.sign and weighing.total >= CUT.options.error}
    assert find_lines(document, truncation.Options(warning=weighing.total + 0.01)) == {}
    assert find_lines(document, truncation.Options(error=weighing.total)) == {9: weighing.sign}


def test_nothing_is_weighed_where_a_text_ends_well() -> None:
    document = read(join(*PROSE["en"]))
    assert list(truncation.weigh(document, CUT.options, Span(0, 10))) == []


@pytest.mark.parametrize(
    ("language", "forgotten"),
    [
        ("ja", "秋には落ち葉を集めます。集めた落ち葉は、冬のあいだに堆肥にします"),
        ("ja", "池の水は月に一度かえます。落ち葉は毎日すくっています"),
        ("ko", "가을에는 낙엽을 모읍니다. 모은 낙엽은 겨울 동안 퇴비로 만듭니다"),
    ],
)
def test_a_forgotten_full_stop_is_no_cut(language: str, forgotten: str) -> None:
    document = read(join(*PROSE[language], forgotten, *PROSE[language]))
    assert find_lines(document) == {}
    (match,) = missing_stop.find(document, MISSING.options, MISSING.scope)
    assert document.find_line(match.span.start) == 9
    assert list(missing_stop.find(document, missing_stop.Options(habit=9.0), MISSING.scope)) == []
    assert list(missing_stop.find(document, missing_stop.Options(cut=-99.0), MISSING.scope)) == []


@given(data=st.data())
def test_no_text_is_both_cut_and_without_its_full_stop(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    sentence = data.draw(st.sampled_from((*PROSE[language], *CUTS[language])))
    text = sentence[: data.draw(st.integers(4, len(sentence)))].rstrip(".。 ")
    document = read(join(*PROSE[language], text, PROSE[language][0]))
    cut = set(find_lines(document))
    missing = {
        document.find_line(match.span.start) for match in missing_stop.find(document, MISSING.options, MISSING.scope)
    }
    assert not cut & missing


@pytest.mark.parametrize(
    "text", ["Ann closed it,\n\nAnd left it open.", "**Gate:** open", "- a\n- b\n", "", "# Gate\n"]
)
def test_few_words_say_nothing_of_full_stops(text: str) -> None:
    assert list(missing_stop.find(read(join(*PROSE["en"], text)), MISSING.options, MISSING.scope)) == []


def test_equal_pieces_of_evidence_are_one() -> None:
    seen = make_reason("evidence.rate")
    assert evidence.RATE.weigh(seen) is evidence.RATE.weigh(make_reason("evidence.rate"))
    assert evidence.weigh_habit(0.5, 3.0, 4.0) is evidence.weigh_habit(0.5, 3.0, 4.0)
    # A zero of either sign would be the same piece, whichever came first.
    assert str(evidence.weigh_habit(1.0, 5.0, 5.0).nats) == "0.0"


@pytest.mark.parametrize(
    ("language", "bullet", "cut"),
    [
        ("en", "1. ", "When it rains for longer than that, we keep the tools dry behind the"),
        ("de", "* ", "Wenn es länger regnet, bleiben die Werkzeuge trocken hinter der"),
        ("fr", "- [ ] ", "Quand il pleut plus longtemps, les outils restent au sec derrière la"),
    ],
)
def test_a_further_paragraph_of_an_item_is_a_paragraph(parted: Parted, language: str, bullet: str, cut: str) -> None:
    first, second, *_ = PROSE[language]
    indent = " " * len(bullet.replace("[ ] ", ""))
    document = parted(f"{bullet}{first}\n\n{indent}{second}\n\n{indent}{cut}\n\n{PROSE[language][-1]}\n")
    found = [match.span.end for match in truncation.find(document, CUT.options, CUT.scope)]
    assert found == [document.source.text.index(cut) + len(cut)]


@pytest.mark.parametrize(
    ("cut", "following", "nats"),
    [
        ("We dug a bed, and in June the whole village came to", "the whole village came to see it.", 4.0),
        ("三月に花壇を掘り、六月には村じゅうの人がそれを", "村じゅうの人がそれを見に来ました。", 4.0),
        ("Wir gruben ein Beet, und im Juni kam das ganze Dorf mit", "das ganze Dorf mit Blumen kam zu Fuß.", 4.0),
        # Too little, in the middle of a word, and a title with what it is about.
        ("We dug a bed, and in June the whole village came to", "came to see.", None),
        ("We dug a bed, and in June we saw a newspaper column", "paper column by column was read.", None),
        ("CULTURE The whole village", "The whole village came to see it.", None),
    ],
)
def test_a_text_of_which_the_next_begins_with_the_end(cut: str, following: str, nats: float | None) -> None:
    weighing = weigh(read(join(PROSE["en"][0], cut, following)), cut)
    again = [piece.nats for piece in weighing.pieces if piece.seen == make_reason("evidence.end-again")]
    assert again == ([nats] if nats else [])


@pytest.mark.parametrize(
    ("cut", "following", "found"),
    [
        ("Let the dough rise until it has", "Let the dough rise until it has doubled in size.", True),
        (
            "生地が二倍にふくらむまで、あたたかい場所を",
            "生地が二倍にふくらむまで、あたたかい場所を選んで休ませます。",
            True,
        ),
        ("Lassen Sie den Teig gehen, bis er sich", "Lassen Sie den Teig gehen, bis er sich verdoppelt hat.", True),
        # A label with what it says, a name within another one, and too little to tell.
        ("The rise of the dough", "The rise of the dough: it doubles in size.", False),
        ("The National Museum", "The National Museum Of Bread.", False),
        ("The dough", "The dough rises.", False),
    ],
)
def test_an_item_with_which_the_next_begins(cut: str, following: str, found: bool) -> None:
    items = "1. Mix the flour and the water.\n2. Add the salt and knead it.\n"
    assert list(find_lines(read(f"{items}3. {cut}\n\n3. {following}\n4. Bake the loaf.\n"))) == [3] * found


SHORT = (
    "a",
    "Note",
    "- x",
    "**Hi**",
    "— Ann",
    "# B",
    "Yes:",
    "1. Go",
    "`x` – y",
    "```\na\n```",
    "$ ls",
    "<p>a</p>",
    "END.",
)
"""Texts that are too short to be judged, and what may stand between them."""


@given(data=st.data())
def test_what_is_too_short_is_counted_as_if_it_were_looked_at(data: st.DataObject) -> None:
    short = data.draw(st.lists(st.sampled_from(SHORT), min_size=1, max_size=12))
    language = data.draw(st.sampled_from(LANGUAGES))
    cut = data.draw(st.sampled_from(CUTS[language]))
    document = read(join(*short, cut, *data.draw(st.lists(st.sampled_from(SHORT), max_size=4))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tally, "count_short", lambda *_: False)
        patch.setattr(Tally, "_ends_anything", lambda _: True)
        slow = find_weights(document)
    assert find_weights(document) == slow


def find_weights(document: Document) -> list[Judged]:
    """All texts that may be cut, however little speaks for it."""
    terms = Terms({}, {}, (), min_weight=24, least=-20.0)
    return list(Judge(document, document.blocks, terms).iter_judged())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it keeps nothing
@given(data=st.data())
def test_short_texts_between_markers_are_judged_alike_where_they_say_the_same(
    parted: Parted, data: st.DataObject
) -> None:
    texts = st.sampled_from(("a", "A gate", "the **gate**", "and the", "b (c", "1,", "[ ] x", "- x", "門の"))
    first = data.draw(st.sampled_from(("", "<label>x</label>\n\n", "# B\n\n")))
    document = parted(f"{first}{BETWEEN.join(data.draw(st.lists(texts, min_size=2, max_size=12)))}\n")
    weights = find_weights(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "_describe_short", lambda _: None)
        assert find_weights(document) == weights


BETWEEN = "\n\n---END---\n\n"


@pytest.mark.parametrize("most", [0, 2, 100])
def test_of_short_texts_that_are_alike_one_is_looked_at(
    parted: Parted, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Mock(side_effect=make_suspect)
    monkeypatch.setattr(judging, "make_suspect", look)
    monkeypatch.setattr(judging, "_MOST_ALIKE", most)
    document = parted(BETWEEN.join((*("It rained.",) * 3, *("a gate", "a pond", "a bed") * 4, "The end.")) + "\n")
    assert len(find_weights(document)) == 12
    assert look.call_count == {0: 12, 2: 6, 100: 3}[most]
