"""Words in letters among Japanese, Chinese or Korean text, and which are longer."""

from __future__ import annotations

from itertools import count

import pytest

from endmark.checks import Scope
from endmark.checks.cuts import continuation, truncation, word_runs
from endmark.checks.cuts.word_runs import WordRuns
from endmark.document.reader import read_document
from endmark.document.source import make_source

TEXT = "APIを使うAPIsとAPI2とApi、サービス層のサービスと서버serversとserver"


@pytest.mark.parametrize(
    ("run", "longer", "times"),
    [
        ("API", "APIs", 2),  # figures are no letters
        ("AP", "API", 0),
        ("APIs", None, 1),
        ("Ap", "Api", 0),
        ("server", "servers", 1),  # the first in the text, which is not the first in the alphabet
        ("サービ", "サービス", 0),
        ("サービス", None, 2),
        ("z", None, 0),
        ("使", None, 0),
    ],
)
def test_the_first_longer_word_is_found(run: str, longer: str | None, times: int) -> None:
    runs = WordRuns(TEXT)
    assert (runs.find_longer(run), runs.times[run]) == (longer, times)


def test_of_several_longer_words_the_first_in_the_text_counts() -> None:
    assert WordRuns("web websites webhook").find_longer("web") == "websites"


def test_a_word_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = WordRuns(TEXT)
    assert (runs.find_longer("API"), runs.find_longer("z")) == ("APIs", None)
    monkeypatch.delattr(word_runs, "bisect_left")
    assert (runs.find_longer("API"), runs.find_longer("z")) == ("APIs", None)


def test_the_text_is_searched_once_for_all_that_may_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    made = count()

    class Counting(WordRuns):
        def __init__(self, text: str) -> None:
            next(made)
            super().__init__(text)

    monkeypatch.setattr(continuation, "WordRuns", Counting)
    words = ("alpha", "beta", "gamma", "delta")
    text = "".join(f"これはとても便利な道具である {word}\n\n" for word in words) + "alphabetも使えます。\n"
    document = read_document(make_source(text, "a.md"))
    assert len(list(truncation.find(document, truncation.Options(), Scope()))) >= 1
    assert next(made) == 1
