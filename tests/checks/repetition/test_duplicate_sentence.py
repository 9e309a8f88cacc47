"""A sentence said twice in a row is found wherever it stands, and texts are left alone only where there is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from endmark.checks import Scope
from endmark.checks.repetition.duplicate_sentence import Options, find, may_repeat
from endmark.checks.text.folding import compute_weight, fold
from endmark.document.reader import read_document
from endmark.document.sentences import iter_sentences
from endmark.document.source import make_source

DAWN = "The gate in the wall opens at dawn."
WEIGHT = Options().min_weight

PIECES = st.sampled_from(
    [
        *'ab1 ABé"“”()「」、，—-,;:\u3000',
        *".!?…。！？．؟।",
        "Dr. ", "e.g. ", "3.5 ", "... ", ". ", "。", "!” ", ".\n",
        "The gate opens at dawn", "the GATE opens at dawn", "Ｔｈｅ gate opens, at dawn",
        "門は夜明けに開きます", "ゲートは", "대문이 열린다",
    ]
)  # fmt: skip


def repeats(content: str, weight: int) -> bool:
    """Whether two sentences in a row are the same, as the check compares them."""
    folded = [fold(content[start:end]) for start, end in iter_sentences(content)]
    return any(one == other and compute_weight(one) >= weight for one, other in pairwise(folded))


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([1, 2, 3, 5, 12, WEIGHT, 40]))
@example("A. A.", 1)
@example("AB. ab. Ab.", 2)
@example("Dr. Li goes home at nine in the morning. Dr. Li goes home at nine in the morning.", WEIGHT)
def test_no_text_is_left_alone_that_says_a_sentence_twice(content: str, weight: int) -> None:
    assert may_repeat(content, weight) or not repeats(content, weight)


@given(st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=4).map("".join))
def test_nor_one_in_which_anything_follows_itself(sentence: str, before: str) -> None:
    content = f"{before} {sentence} {sentence}"
    assert may_repeat(content, WEIGHT) or not repeats(content, WEIGHT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The gate in the wall opens at dawn. The gate in the wall opens at dawn.", ["in-a-row"]),
        ("The gate in the wall opens at dawn… The gate in the wall opens at dawn…", ["in-a-row"]),
        ("The gate in the wall opens at dawn.\nThe gate in the wall opens at dawn.", ["in-a-row"]),
        ("“The gate in the wall opens at dawn.” “The gate in the wall opens at dawn.”", ["in-a-row"]),
        ("We met Dr. Li at home, at nine o'clock. We met Dr. Li at home, at nine o'clock.", ["in-a-row"]),
        ("Rent is due at 9.30 in the yard hall. Rent is due at 9.30 in the yard hall.", ["in-a-row"]),
        ("The gate in the wall opens at dawn. The GATE in the wall opens at dawn!", []),
        ("The dose in the morning is 1.5 mg of it. The dose in the morning is 15 mg of it.", []),
        ("The gate in the\nwall opens at dawn! The gate in the wall\nopens at dawn", ["in-a-row"]),
        ("The old call of `1.5` comes first in here. The old call of `15` comes first in here.", ["nearly-in-a-row"]),
        ("門は夜明けに静かに開きます。門は夜明けに静かに開きます。", ["in-a-row"]),
        ("町の話です。門は夜明けに静かに開きますか？ 門は夜明けに静かに開きますか？ そうです。", ["in-a-row"]),
        ("「門は夜明けに静かに開きます。」「門は夜明けに静かに開きます。」", ["in-a-row"]),
        ("門は夜明けに静かに開きます‼門は夜明けに静かに開きます‼", ["in-a-row"]),
        ("門は夜明けに静かに開きます。門は、夜明けに静かに開きます！", []),
        ("대문은 새벽에 아주 조용히 열린다. 대문은 새벽에 아주 조용히 열린다.", ["in-a-row"]),
        ("يفتح الباب الكبير هنا عند الفجر؟ يفتح الباب الكبير هنا عند الفجر؟", ["in-a-row"]),
        # As a paragraph of its own, directly below.
        ("We walked for a week. The gate in the wall opens at dawn.\n\nThe gate in the wall opens at dawn.", ["below"]),
        ("一週間歩きました。門は夜明けに静かに開きます。\n\n門は夜明けに静かに開きます。", ["below"]),
        ("일주일을 걸었다. 대문은 새벽에 아주 조용히 열린다.\n\n대문은 새벽에 아주 조용히 열린다.", ["below"]),
        ("We walked.\n\nThe gate in the wall opens at dawn.\n\n* * *\n\nThe gate in the wall opens at dawn.", []),
        ("We hoped that the gate in the wall opens at dawn.\n\nThe gate in the wall opens at dawn.", []),
        ("We walked for a week! It does open at dawn.\n\nIt does open at dawn.", []),
        ("We walked. The `old` gate in the wall opens at 6.\n\nThe `new` gate in the wall opens at 6.", []),
        ("- We walked. The gate in the wall opens at dawn.\n- The gate in the wall opens at dawn.", []),
        ("The gate in the wall opens at dawn. The keeper sweeps. The gate in the wall opens at dawn.", []),
        ("Dr. Li walks home. Dr. Li sleeps.", []),
        ("No. No. No.", []),
        # A pass begins with the sentence with which the one before it ended.
        (f"We met. {DAWN}\n\n{DAWN} The keeper sweeps.", ["across-paragraphs"]),
        (f"{DAWN}\n\n**{DAWN}** The keeper sweeps.", ["across-paragraphs"]),
        (f"We met at `a`. {DAWN[:-1]} at `1.5`.\n\n{DAWN[:-1]} at `15`. So.", ["nearly-across-paragraphs"]),
        ("会いました。門は夜明けに静かに開きます。\n\n門は夜明けに静かに開きます。掃きます。", ["across-paragraphs"]),
        ("만났다. 대문은 새벽에 조용히 열린다.\n\n대문은 새벽에 조용히 열린다. 쓴다.", ["across-paragraphs"]),
        (
            "התחלנו. השער הגדול בחומה נפתח תמיד עם שחר.\n\nהשער הגדול בחומה נפתח תמיד עם שחר. השומר מטאטא.",
            ["across-paragraphs"],
        ),
        (
            "Bắt đầu. Cổng trong tường mở lúc bình minh.\n\nCổng trong tường mở lúc bình minh. Rồi quét.",
            ["across-paragraphs"],
        ),
        (f"We met. {DAWN}\n\n{DAWN}", ["below"]),
        # Only where one ends and the next begins.
        (f"We met. {DAWN}\n\nSo we waited. {DAWN}", []),
        (f"We met. {DAWN} So.\n\n{DAWN} The keeper sweeps.", []),
        (f"We met. The keeper said: {DAWN}\n\n{DAWN} The keeper sweeps.", []),
        (f"We met. {DAWN}\n\n## Dawn\n\n{DAWN} The keeper sweeps.", []),
        (f"We met. {DAWN}\n\n- {DAWN} The keeper sweeps.", []),
        ("We met. It opens.\n\nIt opens. The keeper sweeps.", []),
    ],
)
def test_a_sentence_in_a_row(text: str, found: list[str]) -> None:
    matches = find(read_document(make_source(text, "a.md")), Options(), Scope())
    assert [match.values["where"].code.removeprefix("duplicate-sentence.") for match in matches] == found  # type: ignore[union-attr]
