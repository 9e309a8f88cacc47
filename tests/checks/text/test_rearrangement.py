"""Sentences in another order of words."""

from __future__ import annotations

import pytest

from endmark.checks.text.rearrangement import rearranges

LINE = "The company says the new line opens in the north next spring."


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("In the north the new line opens next spring, the company says.", LINE),
        ("新しい路線は来春に北部で開業すると会社は発表した。", "会社は、新しい路線が来春に北部で開業すると発表した。"),
        ("这个项目明年春天将在北部启动，公司表示。", "公司表示，明年春天这个项目将在北部启动。"),
        ("회사는 새 노선이 내년 봄 북부에서 열린다고 밝혔다.", "새 노선이 내년 봄 북부에서 열린다고 회사는 밝혔다."),
        (
            "Весной на севере откроется новая линия, пишет газета.",
            "Газета пишет: новая линия откроется на севере весной.",
        ),
        # One made of two.
        (
            "町の古い橋は、川の流れを変えた工事の記念だと受け止めるべきだ。",
            "では、町の古い橋を、どう受け止めるべきだろう。川の流れを変えた工事の記念だと思う。",
        ),
        # In a form of the word.
        ("In the north the new lines open next spring, the company said once.", f"{LINE[:-1]}, as it said once."),
    ],
)
def test_all_words_stand_there(sentence: str, others: str) -> None:
    assert rearranges(sentence, others, others)


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("In the north the new line does not open next spring, the company says.", LINE),
        ("In the north the new line opens perhaps next spring, the company says.", LINE),
        ("In the south the new line opens next spring, the company says.", LINE),
        (
            "Toyota beat Nissan in every market of the region last year.",
            "Nissan beat Toyota in every market of the region last year.",
        ),
        ("昨年、北社は12店、南社は7店を開いたと新聞が報じた。", "昨年、北社は7店、南社は12店を開いたと新聞が報じた。"),
        (
            "新しい路線は来春に北部で開業しないと会社は発表した。",
            "会社は、新しい路線が来春に北部で開業すると発表した。",
        ),
        ("这个项目明年春天不会在北部启动，公司表示。", "公司表示，明年春天这个项目将在北部启动。"),
        # Too few words, and too many to compare with.
        ("The line opens next spring.", "Next spring the line opens."),
        (
            "In the north the new line opens next spring, the company says.",
            f"{LINE} {' '.join(f'word{n}' for n in range(40))}",
        ),
    ],
)
def test_something_else_is_said(sentence: str, others: str) -> None:
    assert not rearranges(sentence, others, others)


@pytest.mark.parametrize(
    ("around", "expected"), [("路線はオランダの会社が造った。", True), ("路線は会社が造った。", False)]
)
def test_a_name_may_stand_around(around: str, expected: bool) -> None:
    sentence = "新しいオランダの路線は来春に北部で開業すると会社は発表した。"
    assert rearranges(sentence, "会社は、その新しい路線が来春に北部で開業すると発表した。", around) is expected
