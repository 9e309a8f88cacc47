"""What words speak of, the same in all languages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from endmark.checks.leftovers.remark_notions import LIST, list_notions, list_notions_of_runs, pair_notions

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.mark.parametrize("word", ["users", "nutzerin", "utilisateur", "пользователь", "χρήστης".casefold(), "کاربر"])
def test_the_user_is_one_in_all_languages(word: str) -> None:
    assert "user" in list_notions(word)


def test_the_longest_beginning_counts() -> None:
    assert list_notions("textarea") == list_notions("texts")
    assert list_notions("heron") == ()


def test_where_no_spaces_part_the_words_runs_of_letters_have_notions() -> None:
    assert {"user", "order"} <= list_notions_of_runs({"ユーザ", "指示", "蛙が"})


def test_two_objects_tell_nothing_together() -> None:
    assert pair_notions({"user", "part", "whole"}) == [("part", "user"), ("user", "whole")]


def test_the_packed_list_is_made_of_the_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.delitem(sys.modules, "remarks", raising=False)
    from remarks.notions import pack_notions

    pack_notions(tmp_path / "packed.txt")
    assert (tmp_path / "packed.txt").read_text(encoding="utf-8") == LIST.read_text(encoding="utf-8")
