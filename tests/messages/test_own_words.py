"""A config, or a rule, gives all of a finding in its own language."""

from __future__ import annotations

from pathlib import Path

import pytest

from endmark import InputError, Linter

CONFIG = """\
rules:
  duplicate-paragraph:
    message: "{original}と同じ文章です（{copy}、{how}{size}）{restart}。"
    reasons:
      duplicate.copy: "{first}～{last}行目"
      duplicate.lines.one: "{first}行目"
      duplicate.lines.other: "{first}行目から{last}行目まで"
      duplicate.size: "、{count}段落"
      duplicate.word-for-word: "一字一句同じ"
      duplicate.small-changes: "わずかな違いのみ"
      duplicate.in-part: "一部"
      duplicate.restart: "。ここから記事がもう一度始まります"
      duplicate.original-here: "最初はここです"
      duplicate.take-out: "{first}行目からと同じ内容を取り除く"
  truncated-sentence:
    message: "文が途中で終わっています（…{tail}）。{reason}。{rest}。"
    reasons:
      list.separator: "、"
      cut.comma: "「{last}」で終わり"
      truncation.marker-follows: "終了マーカーが続いています"
      truncation.lost: "続きは見つかりません"
      seam.rest-lost: "続きを書くか、この文を取り除いてください"
"""
FIRST = "庭の門は夜明けに開き、管理人は誰かが来る前に中庭を掃き清めて、水をまいておきます。"
SECOND = "灰色の鷺は昼まで池のほとりで待ち続けますが、魚を捕るところを見た人はまだいません。"
AUTUMN = "秋になると葉は赤く色づきます。"
CUT = "古い井戸のそばには、"
TEXT = f"{FIRST}\n\n{SECOND}\n\n{AUTUMN}\n\n{FIRST}\n\n{SECOND}\n\n{CUT}\n\n---END---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_config_says_all_of_it_in_japanese(folder: Path) -> None:
    (folder / "endmark.yaml").write_text(CONFIG, encoding="utf-8")
    found = {one.rule: one for one in Linter.from_config(folder).check(TEXT).violations}
    copy, cut = found["duplicate-paragraph"], found["truncated-sentence"]
    assert copy.message == (
        "1行目から3行目までと同じ文章です（7～9行目、一字一句同じ、2段落）。ここから記事がもう一度始まります。"
    )
    assert ([place.message for place in copy.related], copy.fix_title) == (
        ["最初はここです"],
        "1行目からと同じ内容を取り除く",
    )
    assert (
        cut.message == "文が途中で終わっています（…古い井戸のそばには、）。"
        "「、」で終わり、終了マーカーが続いています。続きは見つかりません。"
    )
    assert cut.no_fix_reason == "続きを書くか、この文を取り除いてください"


def test_a_code_stays_the_same_in_every_language(folder: Path) -> None:
    def read_reasons() -> list[object]:
        return [(one.fingerprint, one.reasons) for one in Linter.from_config(folder).check(TEXT).violations]

    english = read_reasons()
    (folder / "endmark.yaml").write_text(CONFIG, encoding="utf-8")
    assert read_reasons() == english


@pytest.mark.parametrize(
    ("reasons", "problem"),
    [
        (
            'truncation.los: "x"',
            "endmark.yaml:4:7: the check 'truncation' gives no reason 'truncation.los'. Did you mean",
        ),
        ('duplicate.size: "x"', "endmark.yaml:4:7: the check 'truncation' gives no reason 'duplicate.size'. "),
        ('cut.comma: "{first}"', "endmark.yaml:4:18: unknown placeholder '{first}'. "),
        ('cut.comma: "{last.__class__}"', "endmark.yaml:4:18: unknown placeholder '{last.__class__}'. "),
        ('cut.comma: "{last:>9}"', "endmark.yaml:4:18: unknown placeholder '{last:>9}'. "),
        ('cut.comma: "{"', "endmark.yaml:4:18: this message cannot be filled: "),
    ],
)
def test_what_no_check_says_is_a_mistake(folder: Path, reasons: str, problem: str) -> None:
    config = f"rules:\n  truncated-sentence:\n    reasons:\n      {reasons}\n"
    (folder / "endmark.yaml").write_text(config, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Linter.from_config(folder)
    (found,) = caught.value.problems
    assert str(found).startswith(problem)
