"""Which steps of a repair do harm: each is an article, and the same article as a repair would leave it."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from msgspec.structs import replace

from endmark.document.source import Source
from endmark.document.span import Span
from endmark.errors import Problem
from endmark.linting.checking.engine import Analysis, analyse
from endmark.linting.checking.findings import Findings
from endmark.linting.repair.chosen import Chosen
from endmark.linting.repair.edit_map import EditMap, apply_edits
from endmark.linting.repair.pieces import iter_document_sentences
from endmark.linting.repair.proof import find_regressions
from endmark.linting.repair.sentence_index import RemovedSentence, SentenceIndex
from endmark.linting.repair.span_set import SpanSet
from endmark.phrase import phrase
from endmark.ruleset.builtin import load_builtin_rules
from endmark.violation import Edit, Fix, Violation, make_reason

RULES = load_builtin_rules()
MARKERS = tuple(rule for rule in RULES if rule.id == "stray-end-marker")
KNOWN = frozenset(rule.id for rule in RULES)

GATE = "The gate in the wall opens at dawn."
HERON = "A grey heron waits by the pond until noon."
OPEN, WAITS = "門は朝に開きます。", "鷺が待っています。"
BENCH = "Every bench was painted green in the autumn of 1907."
POND = "The pond is deep【4:0†source】 and dark."
CUT = "The gardener whistles an old march, and the"
END = "---END---"


def joined(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def look(text: str) -> Analysis:
    return analyse(Source("article.md", text), RULES, KNOWN, MARKERS)


ANY = replace(look(joined(GATE, END, HERON)).result.violations[0], rule="any", excerpt="any")
"""For what no rule of this article finds."""


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that make one text of the other."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(Edit(Span(a, b), after[c:d]) for kind, a, b, c, d in steps if kind != "equal")


def judge(before: str, after: str, *repaired: str, waits: bool = False) -> str | None:
    """What is wrong with a step that repairs the findings of these rules."""
    first = look(before)
    edits = edits_between(before, after)
    text, step = apply_edits(before, edits)
    assert text == after
    fix = Fix(edits, safe=False, title=make_reason("pattern.take-out"), waits=waits)
    chosen: list[tuple[Violation, Fix]] = [(found, fix) for found in first.result.violations if found.rule in repaired]
    return reason_of(first, look(after), chosen or [(ANY, fix)], step)


def reason_of(before: Analysis, after: Analysis, chosen: list[tuple[Violation, Fix]], step: EditMap) -> str | None:
    return next(iter(find_regressions(before, after, choose(chosen), step).reasons.values()), None)


def choose(repaired: list[tuple[Violation, Fix]]) -> Chosen:
    findings = Findings.list_violations(replace(found, fix=fix) for found, fix in repaired)
    return Chosen(findings, range(len(findings)))


@pytest.mark.parametrize(
    ("before", "after", "repaired"),
    [
        (joined(GATE, END, HERON), joined(GATE, HERON), "stray-end-marker"),
        (joined(GATE, HERON, END), joined(GATE, HERON), "stray-end-marker"),
        (joined(BENCH, HERON, BENCH), joined(BENCH, HERON), "duplicate-paragraph"),
        (joined(CUT, END, "and the seeds are sown."), joined(f"{CUT} seeds are sown."), "truncated-sentence"),
        # The same in nearly the same words.
        (joined(BENCH, HERON, BENCH.replace("green", "greenish")), joined(BENCH, HERON), "duplicate-paragraph"),
        # With the same leftovers, or next to some.
        (joined(POND, HERON, POND), joined(POND, HERON), ""),
        (joined(GATE, POND, GATE), joined(GATE, POND), ""),
        (joined("##Tea", POND), joined("## Tea", POND), "heading-without-space"),
        # A line break is white space.
        (joined(GATE, HERON, GATE.replace(" in", "<br />in")), joined(GATE, HERON), ""),
        # Links, code and tables that stand twice.
        (joined("See [it](a.md).", GATE, "See [it](a.md)."), joined("See [it](a.md).", GATE), ""),
        (joined("```\nopen\n```", GATE, "```\nopen\n```"), joined("```\nopen\n```", GATE), ""),
        (joined("| a |\n|---|\n| b |", GATE, "| a |\n|---|\n| b |"), joined("| a |\n|---|\n| b |", GATE), ""),
        (joined("Call `open()` twice.", GATE, "Call `open()` twice."), joined("Call `open()` twice.", GATE), ""),
        # Nothing changes, or only white space and emphasis.
        (joined(GATE), joined(GATE), ""),
        (joined(GATE), joined(GATE.replace(" ", "\n", 1)), ""),
        (joined(GATE), joined(GATE.replace("gate", "*gate*")), ""),
        (
            joined("門は朝に開きます。", END, "鷺が待っています。"),
            joined("門は朝に開きます。", "鷺が待っています。"),
            "stray-end-marker",
        ),
        # Brackets that both halves share, that go on over sentences, that close nothing or may close later.
        (joined("The gate (the", END, "old one) opens."), joined("The gate (the old one) opens."), ""),
        (joined("鷺は「池に", END, "いる。門に行く」と言った。"), joined("鷺は「池にいる。門に行く」と言った。"), ""),
        (joined("It is open :( The gate and", END, "the pond."), joined("It is open :( The gate and the pond."), ""),
        (joined("Take the gate and", END, "b) the pond."), joined("Take the gate and b) the pond."), ""),
        (joined("Das Tor „am", END, "Teich“ steht offen."), joined("Das Tor „am Teich“ steht offen."), ""),
        (joined("The gate (the old", END, "one that"), joined("The gate (the old one that"), ""),
    ],
)
def test_a_step_that_does_no_harm(before: str, after: str, repaired: str) -> None:
    assert judge(before, after, repaired) is None


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        # A sentence is lost.
        (joined(GATE, HERON), joined(GATE), "it would lose “A grey heron waits by the pond until noo…”"),
        (joined(f"{GATE} It squeaks.", HERON), joined(GATE, HERON), "it would lose “It squeaks.”"),
        (
            joined(f"- {GATE}\n- {HERON}"),
            joined(f"- {GATE}"),
            "it would lose “A grey heron waits by the pond until noo…”",
        ),
        (joined("# Herons", HERON), joined(HERON), "it would lose “Herons”"),
        (
            joined("門は朝に開きます。", "鷺が待っています。"),
            joined("門は朝に開きます。"),
            "it would lose “鷺が待っています。”",
        ),
        (joined("花园开放了。", "苍鹭在等。"), joined("花园开放了。"), "it would lose “苍鹭在等。”"),
        # What was told first would come after what was told later.
        (
            joined(BENCH, HERON, f"{BENCH} {GATE}"),
            joined(HERON, f"{BENCH} {GATE}"),
            "“Every bench was painted green in the aut…” would move",
        ),
        # The rest of a sentence would stand without what it is the rest of.
        (
            joined(f"{CUT} seeds are sown.", HERON, CUT, END, "seeds are sown, and it rains.", BENCH),
            joined(f"{CUT} seeds are sown.", HERON, "seeds are sown, and it rains.", BENCH),
            "“seeds are sown, and it rains.” would lose its beginning",
        ),
        (
            joined(f"{OPEN}鷺は朝まで", WAITS, "鷺は朝まで", END, "、池で待ちます。"),
            joined(f"{OPEN}鷺は朝まで", WAITS, "、池で待ちます。"),
            "“、池で待ちます。” would lose its beginning",
        ),
        # A title would stand over nothing.
        (
            joined("## Benches", BENCH, "## Herons", HERON, "## More", BENCH),
            joined("## Benches", BENCH, "## Herons", HERON, "## More"),
            "nothing would stand below “More”",
        ),
        (
            joined("**How green is it?**", BENCH, "**Who waits?**", HERON, "**What else?**", BENCH),
            joined("**How green is it?**", BENCH, "**Who waits?**", HERON, "**What else?**"),
            "nothing would stand below “What else?”",
        ),
        # So would one that comes elsewhere without its text.
        (
            joined(GATE, "## Benches", BENCH, END, f"**Herons**\n{BENCH}"),
            joined(GATE, "**Herons**", "## Benches", BENCH),
            "nothing would stand below “Herons”",
        ),
        # Nearly the same, but with another number.
        (
            joined(BENCH, GATE, BENCH.replace("1907", "1908")),
            joined(BENCH, GATE),
            "it would lose “Every bench was painted green in the aut…”",
        ),
        (joined("It has 40 beds.", GATE), joined("It has 41 beds.", GATE), "it would lose “It has 40 beds.”"),
        # The same words with other inline code.
        (
            joined("Call `open()` twice.", "Call `shut()` twice."),
            joined("Call `open()` twice."),
            "it would lose “Call `shut()` twice.”",
        ),
        # A link is lost, or leads elsewhere.
        (joined("See [the gate](gate.md)."), joined("See the gate."), "it would lose a link (gate.md)"),
        (joined("See [the gate](gate.md)."), joined("See [the gate](wall.md)."), "it would lose a link (gate.md)"),
        (
            joined("See https://example.org/gate for more."),
            joined("See https://example.org/ for more."),
            "it would lose “https://example.org/gate”",
        ),
        # What stands once stays, whichever syntax it is in.
        *(
            (
                joined(GATE, HERON, f"{GATE[:-1]}{once}."),
                joined(GATE, HERON),
                f"it would lose “{once.replace(' ', '')}”",
            )
            for once in (
                '<img src="a.png">',
                '<a id="x"></a>',
                '<video src="v.mp4"></video>',
                "<!-- keep -->",
                "{/* keep */}",
                "{: #x}",
                '<br class="x">',
            )
        ),
        (joined(GATE, "[a]: ./x.md"), joined(GATE), "it would lose “[a]:./x.md”"),
        (joined(f"See {GATE}", f"[See]( b.md) {GATE}"), joined(f"See {GATE}"), "it would lose a link (b.md)"),
        # A sign that means something.
        (joined("Take 1.5 mg.", GATE, "Take 15 mg."), joined("Take 1.5 mg.", GATE), "it would lose “Take 15 mg.”"),
        (joined("It is C++.", GATE, "It is C."), joined("It is C++.", GATE), "it would lose “It is C.”"),
        (joined("門は−5度。", GATE, "門は5度。"), joined("門は−5度。", GATE), "it would lose “門は5度。”"),
        (joined("門は5度。", GATE, "門は▲5度。"), joined("門は5度。", GATE), "it would lose “門は▲5度。”"),
        # What stands beside a macro.
        (
            joined("{{x}} 門。鉄は15mg。", "鉄は1.5mg。"),
            joined("{{x}} 門。", "鉄は1.5mg。"),
            "it would lose “鉄は15mg。”",
        ),
        (joined("Ein Tor {{x}}. Es wiegt 15 kg."), joined("Ein Tor {{x}}."), "it would lose “Es wiegt 15 kg.”"),
        (joined("Un {{x}} gué.", "Un {{y}} gué."), joined("Un {{x}} gué."), "it would lose “{{y}}”"),
        # A sentence that begins with a small letter.
        (
            joined(f"{GATE} it squeaks.", f"{GATE[:-1]} and clacks."),
            joined(f"{GATE[:-1]} and clacks."),
            "it would lose “it squeaks.”",
        ),
        # What another fix will take out says nothing.
        (
            joined("The gate opens: conten", END, "The gate opens: contentReference[oaicite:0]{index=0} at dawn."),
            joined("The gate opens: contentReference[oaicite:0]{index=0} at dawn."),
            "it would lose “The gate opens: conten”",
        ),
        (
            joined("The gate [web:3]opens", END, "3]opens at dawn."),
            joined("The gate [web:3]opens at dawn."),
            "it would lose “3]opens at dawn.”",
        ),
        # A marker that a comment lets stand.
        (
            joined("The gate", f"<!-- endmark-disable stray-end-marker -->\n{END}", "The gate opens at dawn."),
            joined("<!-- endmark-disable stray-end-marker -->", "The gate opens at dawn."),
            "it would take out the marker in line 4, which a comment lets stand",
        ),
        # Two line endings become one.
        ("The gate.\r\u200b\n\nA heron.\n", "The gate.\r\n\nA heron.\n", "it would make one line ending of two"),
        ("門。\ra\n", "門。\r\n", "it would make one line ending of two"),
        # Code, a table, HTML or a comment is changed.
        (joined(GATE, "```\nopen\n```"), joined(GATE, "```\nshut\n```"), "it would change “``` open ```”"),
        (joined(GATE, "```\nopen\n```"), joined(GATE), "it would change “``` open ```”"),
        (
            joined(GATE, "| a | b |\n|---|---|\n| 1 | 2 |"),
            joined(GATE, "| a | b |\n|---|---|\n| 1 | 3 |"),
            "it would change “| a | b | |---|---| | 1 | 2 |”",
        ),
        (joined(GATE, "<img src=a>"), joined(GATE, "<img src=b>"), "it would change “<img src=a>”"),
        (joined(GATE, "<p>\nNobody swims.\n</p>"), joined(GATE, "<p>\n</p>"), "it would lose “Nobody swims.”"),
        (joined(GATE, "<!-- later -->"), joined(GATE), "it would change “<!-- later -->”"),
        # A joint loses one of two brackets, or has it twice.
        (
            joined("門の高さ（昔の尺", END, "...は十尺です。庭は広い。"),
            joined("門の高さ（昔の尺は十尺です。庭は広い。"),
            "“（” would stand without its other half",
        ),
        (
            joined("Der Turm (früher ein Tor", END, "steht am Fluss. Er ist alt."),
            joined("Der Turm (früher ein Tor steht am Fluss. Er ist alt."),
            "“(” would stand without its other half",
        ),
        (
            joined("The sign says “mind", END, "the step and nobody does. Nobody reads it."),
            joined("The sign says “mind the step and nobody does. Nobody reads it."),
            "““” would stand without its other half",
        ),
        (
            joined("他说“明天", END, "会下雨”」，没有人信。"),
            joined("他说“明天会下雨”」，没有人信。"),
            "“」” would stand without its other half",
        ),
        # Text becomes code.
        (joined(GATE, HERON), f"{GATE}\n\n    {HERON}\n", f"“{HERON[:40]}…” would mean something else"),
    ],
)
def test_a_step_that_loses_or_changes_something(before: str, after: str, reason: str) -> None:
    assert judge(before, after) == reason


@pytest.mark.parametrize(
    ("before", "after", "repaired", "reason"),
    [
        # What was repaired is still found.
        (
            joined(GATE, END, HERON),
            joined(GATE, END, HERON, HERON),
            "stray-end-marker",
            "stray-end-marker would still be found in line 3",
        ),
        (
            joined(BENCH, CUT, END, HERON),
            joined(BENCH, BENCH, CUT, END, HERON),
            "truncated-sentence",
            "truncated-sentence would still be found in line 5",
        ),
        # Something is found that was not.
        (joined(GATE, HERON), joined(GATE, END, HERON), "", "stray-end-marker would then be found in line 3"),
        (
            joined(f"{GATE} {CUT} seeds."),
            joined(GATE, f"{CUT} seeds.", END, CUT),
            "",
            "stray-end-marker would then be found in line 5",
        ),
        # Something is not found any more, though nothing was done about it.
        (
            joined(GATE, "The gardener", END, HERON),
            joined(GATE, "The gardener", HERON),
            "stray-end-marker",
            "it would hide truncated-sentence in line 3",
        ),
        (
            joined(GATE, END, "...until noon the heron waits."),
            joined(GATE, "...until noon the heron waits."),
            "stray-end-marker",
            "it would hide mid-sentence-start in line 5",
        ),
        (
            "---\ntitle: The gate in the wall opens at da\n---\n\n" + joined(GATE, "The jade is from Fu d", END, "a."),
            "---\ntitle: The gate in the wall opens at da\n---\n\n" + joined(GATE, "The jade is from Fu da."),
            "truncated-sentence",
            "it would hide title-truncated in line 2",
        ),
        (
            joined(GATE, END, HERON),
            joined(GATE, f"    {END}", HERON),
            "",
            "“---END---” would mean something else",
        ),
    ],
)
def test_a_step_after_which_other_things_are_found(before: str, after: str, repaired: str, reason: str) -> None:
    assert judge(before, after, repaired) == reason


def test_a_repetition_that_a_larger_one_hid_is_nothing_new() -> None:
    assert judge(joined(BENCH, GATE), joined(BENCH, GATE, BENCH)) is None


@pytest.mark.parametrize("head", ["---\ntitle: Wall\n---\n\n", "---\ntitle: Gate \n---\n\n", ""])
def test_the_front_matter_stays_to_the_letter(head: str) -> None:
    before, after = f"---\ntitle: Gate\n---\n\n{GATE}\n\n{END}\n", f"{head}{GATE}\n"
    assert judge(before, after, "stray-end-marker") == "it would change the front matter"


def test_a_step_that_waits_may_change_the_front_matter() -> None:
    before, after = (f"---\nreading_time: {minutes} min\n---\n\n{GATE}\n" for minutes in (9, 1))
    assert judge(before, after, "reading-time-mismatch", waits=True) is None
    assert judge(before, after, "reading-time-mismatch") == "it would change the front matter"


def test_an_article_that_cannot_be_checked_any_more_is_a_flaw() -> None:
    before, after = look(joined(GATE, HERON)), look(joined(GATE, HERON))
    problems = (Problem(phrase("a check failed.")),)
    failed = replace(after, find=lambda: replace(after.result, problems=problems))
    _, step = apply_edits(joined(GATE, HERON), ())
    reason = "the article could not be checked afterwards: a check failed."
    assert find_regressions(before, failed, choose([]), step).reasons == {None: reason}
    failed_before = replace(before, find=lambda: replace(before.result, problems=problems))
    assert not find_regressions(failed_before, failed, choose([]), step)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (joined(GATE, HERON, GATE), joined(GATE, HERON), [RemovedSentence(GATE, 1)]),
        (
            joined(HERON, GATE, f"{HERON} {GATE}"),
            joined(HERON, GATE),
            [RemovedSentence(HERON, 1), RemovedSentence(GATE, 3)],
        ),
        (
            joined(BENCH, HERON, BENCH.replace("green", "greenish")),
            joined(BENCH, HERON),
            [RemovedSentence(BENCH.replace("green", "greenish"), 1, BENCH)],
        ),
        (joined(GATE, END, HERON), joined(GATE, HERON), []),
        (joined(GATE, HERON), joined(GATE), []),  # it stands nowhere
    ],
)
def test_what_was_taken_out_still_stands_somewhere(before: str, after: str, expected: list[RemovedSentence]) -> None:
    spans = [edit.span for edit in edits_between(before, after)]
    gone = iter_document_sentences(look(before).document, SpanSet(span for span in spans if span.end > span.start))
    assert list(SentenceIndex(look(after).document).iter_still_said(gone)) == expected


FENCED = f"```md\n# The garden\n\n{GATE}\n```"
UNFENCED = f"# The garden\n\n{GATE}"


@pytest.mark.parametrize(
    ("before", "replaced", "by", "whole"),
    [
        (joined(HERON, FENCED), FENCED, UNFENCED, True),
        (joined(HERON, FENCED, BENCH), FENCED, UNFENCED, True),
        (joined(GATE, HERON), GATE, "# The gate", True),
        (joined(GATE, HERON), GATE, "", True),
        (joined(HERON, FENCED), "```md\n", "", False),
        (joined(GATE, HERON), "opens", "\n\n# opens\n\n", False),
        (joined(GATE, HERON), "dawn.\n\nA grey", "dawn. A grey", False),
    ],
)
def test_new_words_make_other_markdown_only_of_blocks_that_are_replaced_as_a_whole(
    before: str, replaced: str, by: str, whole: bool
) -> None:
    start = before.index(replaced)
    fix = Fix(
        (Edit(Span(start, start + len(replaced)), by),), safe=False, title=make_reason("pattern.take-out"), rewords=True
    )
    text, step = apply_edits(before, fix.edits)
    span = Span(start, start + len(replaced))
    found = replace(ANY, region=ANY.region._replace(span=span))  # only the fix is judged
    reason = reason_of(look(before), look(text), [(found, fix)], step)
    assert (reason is None) is whole
    assert whole or "would become something else" in str(reason)
