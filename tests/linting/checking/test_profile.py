from __future__ import annotations

from pathlib import Path

import pytest

from endmark.checks import find_traits
from endmark.linting.checking.profile import SLOWEST, FileProfile, Recorder, Spent
from endmark.linting.checking.run import run
from endmark.linting.checking.timing import untimed
from endmark.linting.files.discovery import FoundFile
from endmark.ruleset.loading import load_settings
from endmark.ruleset.settings import Settings
from endmark.ruleset.settings_request import SettingsRequest


class Clock:
    """A clock that only goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def spend(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recorder(clock: Clock) -> Recorder:
    return Recorder(clock)


def test_the_same_account_is_added_up_and_the_largest_comes_first(clock: Clock, recorder: Recorder) -> None:
    with recorder("read", file="a.md"):
        clock.spend(1)
    with recorder("read", file="b.md"):
        clock.spend(2)
    with recorder("rules", rule="slow", file="a.md"):
        clock.spend(5)
    with recorder("rules", rule="quick", file="a.md"):
        clock.spend(0.5)
    with recorder("rules", rule="quick", file="b.md"):
        clock.spend(1)
    with recorder("report"):
        clock.spend(4)
    clock.spend(10)
    profile = recorder.build_profile()
    assert profile.seconds == 23.5
    assert profile.checked == 2
    assert profile.layers == (Spent("rules", 6.5), Spent("report", 4), Spent("read", 3))
    assert profile.rules == (Spent("slow", 5), Spent("quick", 1.5))
    assert profile.files == (
        FileProfile("a.md", 6.5, Spent("slow", 5)),
        FileProfile("b.md", 3, Spent("quick", 1)),
    )


def test_only_the_slowest_files_are_named(clock: Clock, recorder: Recorder) -> None:
    for number in range(2 * SLOWEST):
        with recorder("read", file=f"{number}.md"):
            clock.spend(number)
    profile = recorder.build_profile()
    assert profile.checked == 2 * SLOWEST
    assert profile.files == tuple(
        FileProfile(f"{number}.md", number, None) for number in range(2 * SLOWEST - 1, SLOWEST - 1, -1)
    )


def test_equals_are_in_the_order_of_their_names(clock: Clock, recorder: Recorder) -> None:
    for name in "ba":
        with recorder("rules", rule=name, file=f"{name}.md"):
            clock.spend(1)
    profile = recorder.build_profile()
    assert [rule.name for rule in profile.rules] == ["a", "b"]
    assert [file.path for file in profile.files] == ["a.md", "b.md"]


def test_a_step_that_fails_is_counted_too(clock: Clock, recorder: Recorder) -> None:
    def fail() -> None:
        with recorder("decode", file="a.md"):
            clock.spend(3)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert recorder.build_profile().layers == (Spent("decode", 3),)


def test_nothing_is_made_for_a_step_when_nobody_asks() -> None:
    assert untimed("parse", rule="a-rule", file="a.md") is untimed("read")


def test_a_run_without_steps_is_all_rest(clock: Clock, recorder: Recorder) -> None:
    clock.spend(2)
    profile = recorder.build_profile()
    assert (profile.seconds, profile.checked, profile.layers, profile.rules, profile.files) == (2, 0, (), (), ())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(SettingsRequest(use_config=False, cwd=tmp_path))


def test_a_run_hands_over_every_step_and_every_rule(tmp_path: Path, settings: Settings, clock: Clock) -> None:
    files = []
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("The gate opens.\n\n---END---\n", "utf-8")
        files.append(FoundFile(str(tmp_path / name), name))
    recorder = Recorder(clock)
    assert run(files, settings, timer=recorder) == run(files, settings)
    profile = recorder.build_profile()
    assert {layer.name for layer in profile.layers} == {
        "settings",
        "read",
        "decode",
        "parse",
        "search",
        "rules",
        "judge",
    }
    traits = {rule.id: find_traits(rule.check) for rule in settings.rules}
    silent = {name for name, of_it in traits.items() if of_it.searches} - {"stray-end-marker"}
    silent |= {name for name, of_it in traits.items() if of_it.needs and of_it.needs.isdisjoint({"paragraph"})}
    assert {rule.name for rule in profile.rules} == {rule.id for rule in settings.rules if rule.enabled} - silent
    assert [file.path for file in profile.files] == ["a.md", "b.md"]


def test_a_slow_rule_is_visible_at_once(
    tmp_path: Path, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        KIND = "style"

        @staticmethod
        def find(*_arguments: object) -> tuple[()]:
            clock.spend(9)
            return ()

    monkeypatch.setattr("endmark.linting.checking.engine.checks.load", lambda _name: Slow)
    one = settings.replace_rules(settings.rules[:1])
    (tmp_path / "a.md").write_text("Text.\n", "utf-8")
    recorder = Recorder(clock)
    run([FoundFile(str(tmp_path / "a.md"), "a.md")], one, timer=recorder)
    slow = Spent(one.rules[0].id, 9)
    profile = recorder.build_profile()
    assert (profile.rules, profile.files) == ((slow,), (FileProfile("a.md", 9, slow),))
