from __future__ import annotations

import pytest

from endmark.checks.reading_time.minutes import parse_minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", (8, 8)),
        ("2.25", (2.25, 2.25)),
        ("7 min read", (7, 7)),
        ("5 Minutes", (5, 5)),
        ("15〜20分", (15, 20)),
        ("15-20 min", (15, 20)),
        ("約8分", (8, 8)),
        ("約 55 分鐘", (55, 55)),
        ("８分", (8, 8)),
        ("約2時間", (120, 120)),
        ("2時間30分", (150, 150)),
        ("1 hour 20 min", (80, 80)),
        ("1h", (60, 60)),
        ("2-3 minutes (if complete)", (2, 3)),
        ("6 à 8 minutes de lecture", (6, 8)),
        ("4분", (4, 4)),
        ("480 seconds", (8, 8)),
        ("PT15M", (15, 15)),
        ("PT1H5M", (65, 65)),
        ("pt90s", (1.5, 1.5)),
        ("PT.5H", (30, 30)),
        ("PT1.2.3M", (1.2, 1.2)),
        ("0", (0, 0)),
        ("-3", (-3, -3)),
    ],
)
def test_a_reading_time_as_people_write_it(text: str, expected: tuple[float, float]) -> None:
    assert parse_minutes(text) == expected


@pytest.mark.parametrize("text", ["", "true", "auto", "~", "null", "{{ time }}", "short", "P", "PT"])
def test_what_states_no_time(text: str) -> None:
    assert parse_minutes(text) is None


def test_a_long_row_of_digits_is_read_in_no_time() -> None:
    assert parse_minutes(f"PT{'1' * 200_000}M") == (float("inf"), float("inf"))
