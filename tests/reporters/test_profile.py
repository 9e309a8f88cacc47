from __future__ import annotations

from typing import get_args

from endmark.linting.checking.profile import FileProfile, Profile, Spent
from endmark.linting.checking.timing import Layer
from endmark.reporters.profile import LAYERS, render_profile


def test_the_whole_text() -> None:
    profile = Profile(
        seconds=2.0,
        checked=1200,
        layers=(Spent("rules", 1.5), Spent("parse", 0.25), Spent("judge", 0.0001)),
        rules=(Spent("house-rule", 1.25), Spent("stray-end-marker", 0.25)),
        files=(
            FileProfile("posts/庭.md", 0.9, Spent("house-rule", 0.8)),
            FileProfile("posts/unreadable.md", 0.1, None),
        ),
    )
    assert render_profile(profile) == (
        "\n"
        "1,200 files took 2,000.0 ms.\n"
        "\n"
        "layer                               ms   share\n"
        "all rules                      1,500.0  75.0 %\n"
        "parse                            250.0  12.5 %\n"
        "suppressions and fingerprints      0.1   0.0 %\n"
        "everything else                  249.9  12.5 %\n"
        "\n"
        "rule                   ms   share\n"
        "house-rule        1,250.0  62.5 %\n"
        "stray-end-marker    250.0  12.5 %\n"
        "\n"
        "file                 slowest rule there     ms  of which the rule\n"
        "posts/庭.md          house-rule          900.0              800.0\n"
        "posts/unreadable.md  -                   100.0                  -\n"
    )


def test_every_layer_has_a_name_for_people() -> None:
    assert set(LAYERS) == set(get_args(Layer))


def test_nothing_was_checked() -> None:
    assert render_profile(Profile(0.0, 0, (), (), ())) == (
        "\n0 files took 0.0 ms.\n\nlayer             ms  share\neverything else  0.0  0.0 %\n"
    )


def test_names_cannot_steer_the_terminal() -> None:
    files = (FileProfile("a\x1b[31m.md", 1.0, Spent("rule\u202e", 1.0)),)
    assert render_profile(Profile(1.0, 1, (), (), files)).replace("\n", "").isprintable()
