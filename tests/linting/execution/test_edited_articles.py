"""An article that somebody is at work on is searched only where it is new, and what is found is the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from endmark.checks.patterns.search_memory import KeptSearchMemory
from endmark.checks.text.searched_texts import Texts
from endmark.linting.checking.run import run
from endmark.linting.execution import edited_articles
from endmark.linting.execution.edited_articles import EditedArticles
from endmark.linting.files.discovery import FoundFile, find_files
from endmark.ruleset.settings_cache import load_cached_settings
from endmark.ruleset.settings_request import SettingsRequest
from endmark.storage.store import Store
from endmark.violation import Violation

WHOLE = "# Gate\n\nThe gate opens at dawn.\n\nIt closes at dusk.\n"
MARKED = WHOLE.replace("dawn.\n", "dawn.\n\n---END---\n")
EDITS = (WHOLE, MARKED, f"{MARKED}\nThe key hangs inside.\n", WHOLE, f"{WHOLE}\nAs an AI language model, I cannot.\n")


class Desk:
    """A folder of articles that are edited, as each run of the program finds them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        (self.folder / ".git").mkdir(parents=True)
        self.store = Store(folder / "cache", b"this program")

    def check(self, *names: str, remember: bool = True) -> list[Violation]:
        """What a run finds in some articles, or in all."""
        settings = load_cached_settings(self.store, SettingsRequest(cwd=self.folder))
        files = find_files(names or ["."], cwd=self.folder).files
        edited = partial(EditedArticles, self.store, settings) if remember else None
        return [*run(files, settings, open_edited=edited).violations]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_found_is_the_same(desk: Desk) -> None:
    for text in EDITS:
        (desk.folder / "a.md").write_text(text, "utf-8")
        assert desk.check() == desk.check(remember=False)
        assert bool(desk.check()) == (text is not WHOLE)


def test_only_what_is_new_is_searched(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def note(texts: Sequence[str]) -> Texts:
        searched.extend(texts)
        return Texts(texts)

    monkeypatch.setattr("endmark.checks.patterns.prefilter.Texts", note)
    seen = []
    for text in (WHOLE, WHOLE.replace("It closes", "The key hangs inside.\n\nIt closes")):
        (desk.folder / "a.md").write_text(text, "utf-8")
        searched.clear()
        desk.check()
        seen.append({line.strip() for line in searched})
    assert seen[0] > {"Gate", "It closes at dusk."}
    assert seen[1] == {"The key hangs inside."}


def test_other_settings_have_other_memories(desk: Desk) -> None:
    (desk.folder / "a.md").write_text(MARKED, "utf-8")
    assert desk.check()
    (desk.folder / "endmark.yaml").write_text("rules: {stray-end-marker: off}\n", "utf-8")
    assert desk.check() == desk.check(remember=False)
    (desk.folder / "endmark.yaml").write_text("rules: {}\n", "utf-8")
    assert desk.check() == desk.check(remember=False)


def test_an_override_for_some_articles_has_no_memory_of_its_own(desk: Desk) -> None:
    config = "overrides:\n  - {files: [a.md], when: {draft: true}, rules: {stray-end-marker: off}}\n"
    (desk.folder / "endmark.yaml").write_text(config, "utf-8")
    for head in ("", "---\ndraft: true\n---\n\n", ""):
        (desk.folder / "a.md").write_text(head + MARKED, "utf-8")
        assert desk.check() == desk.check(remember=False)


def _recall(desk: Desk, file: FoundFile) -> bytes:
    settings = load_cached_settings(desk.store, SettingsRequest(cwd=desk.folder))
    return EditedArticles(desk.store, settings).recall(file).pack()


def test_only_a_few_articles_are_remembered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited_articles, "_MOST", 2)
    for name in ("a.md", "b.md", "c.md"):
        (desk.folder / name).write_text(WHOLE, "utf-8")
        desk.check(name)
    files = find_files(["."], cwd=desk.folder).files
    assert [bool(_recall(desk, file)) for file in files] == [False, True, True]
    desk.check("b.md")
    desk.check("a.md")
    assert [bool(_recall(desk, file)) for file in files] == [True, True, False]


def test_of_several_articles_nothing_is_kept(desk: Desk) -> None:
    for name in ("a.md", "b.md"):
        (desk.folder / name).write_text(WHOLE, "utf-8")
    desk.check()
    assert not any(_recall(desk, file) for file in find_files(["."], cwd=desk.folder).files)


def test_a_memory_that_is_too_long_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited_articles, "_LONGEST", 10)
    (desk.folder / "a.md").write_text(WHOLE, "utf-8")
    desk.check()
    (file,) = find_files(["."], cwd=desk.folder).files
    assert _recall(desk, file) == KeptSearchMemory().pack()
