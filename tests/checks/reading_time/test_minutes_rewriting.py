from __future__ import annotations

import pytest

from endmark.checks.reading_time.minutes_rewriting import rewrite_minutes


def write(text: str, minutes: int, bounds: tuple[float, float] = (28.2, 42.7)) -> str | None:
    edit = rewrite_minutes(text, minutes, bounds)
    return None if edit is None else text[: edit.span.start] + edit.replacement + text[edit.span.end :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", "34"),
        ("2.25", "34"),
        ("-3", "34"),
        ("8 min read", "34 min read"),
        ("About  8 Min.", "About  34 Min."),
        ("8-minute read", "34-minute read"),
        ("8 minute read", "34 minute read"),
        ("1 minute read", "34 minutes read"),
        ("1 MINUTE", "34 MINUTES"),
        ("1 min", "34 min"),
        ("8 mins (if complete)", "34 mins (if complete)"),
        ("8 Minuten Lesezeit", "34 Minuten Lesezeit"),
        ("約8分", "約34分"),
        ("８分", "３４分"),
        ("約 55 分鐘", "約 34 分鐘"),
        ("8分で読めます", "34分で読めます"),
        ("4분", "34분"),
        ("5 мин", "34 мин"),
        ("480 seconds", "2040 seconds"),
        ("15〜20分", "28〜43分"),
        ("１５～２０分", "２８～４３分"),
        ("6-8 minutes", "28-43 minutes"),
        ("6 à 8 minutes de lecture", "28 à 43 minutes de lecture"),
    ],
)
def test_the_number_changes_and_the_words_stay(text: str, expected: str) -> None:
    assert write(text, 34) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 minutes read", "1 minute read"),
        ("8 Minutes", "1 Minute"),
        ("8 min", "1 min"),
        ("6-8 minutes", "1 minute"),
        ("6〜8分", "1分"),
        ("0", "1"),
        ("2 hours", "1 minute"),
        ("8 Minuten", None),
    ],
)
def test_one_minute_is_singular_and_a_range_of_one_is_a_number(text: str, expected: str | None) -> None:
    assert write(text, 1, (0.2, 0.8)) == expected


@pytest.mark.parametrize(
    ("text", "minutes", "expected"),
    [
        ("約2時間", 94, "約1時間34分"),
        ("約２時間で読める", 94, "約１時間３４分で読める"),
        ("2時間30分", 94, "1時間34分"),
        ("2時間30分で読める", 180, "3時間で読める"),
        ("2時間30分", 34, "34分"),
        ("2小時", 34, "34分鐘"),
        ("2小时", 34, "34分钟"),
        ("3시간", 94, "1시간 34분"),
        ("1 hour 20 min", 94, "1 hour 34 min"),
        ("1 hour 20 min", 154, "2 hours 34 min"),
        ("1 hour and 20 minutes", 121, "2 hours and 1 minute"),
        ("3 hours", 60, "1 hour"),
        ("1 hour 20 min", 34, "34 min"),
        ("1.5 hours", 94, "1 hour 34 minutes"),
        ("2 h", 94, "1 h 34 min"),
        ("2h", 34, "34min"),
        ("1h20", 125, "2h05"),
        ("1h20", 34, "34min"),
        ("1h20", 120, "2h"),
        ("2 HOURS", 34, "34 MINUTES"),
        ("2 Std.", 34, "34 Min."),
        ("3 heures", 154, "2 heures 34 min"),
        ("3 heures", 34, "34 min"),
        ("3 heures", 94, None),
        ("3 часа", 94, None),
        ("3 часа", 34, "34 мин"),
    ],
)
def test_hours_stay_hours_where_the_time_is_one_at_least(text: str, minutes: int, expected: str | None) -> None:
    assert write(text, minutes) == expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [((28.2, 42.7), "28–43 minutes"), ((70, 110), "1–2 hours"), ((20, 60), "1 hour"), ((130, 200), "2–4 hours")],
)
def test_a_range_of_hours(bounds: tuple[float, float], expected: str) -> None:
    assert write("5–6 hours", 0, bounds) == expected


@pytest.mark.parametrize(
    ("text", "minutes", "expected"),
    [
        ("PT8M", 34, "PT34M"),
        ("PT8M", 94, "PT94M"),
        ("PT1H30M", 34, "PT34M"),
        ("PT3H30M", 94, "PT1H34M"),
        ("PT3H", 60, "PT1H"),
        ("P1D", 34, "PT34M"),
        ("pt90s", 34, "pt34m"),
        ("ＰＴ８Ｍ", 34, None),
    ],
)
def test_a_duration_of_iso_8601_stays_one(text: str, minutes: int, expected: str | None) -> None:
    assert write(text, minutes) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8:30",
        "8 min 30 s",
        "8分30秒",
        "8分〜10分",
        "45 min – 1 hour",
        "1 hour to 2 hours",
        "1時間半",
        "1 and a half hours",
        "1,200 words, 8 min",
        "3 parts, 20 min",
        "3 sections",
        "5 minut",
        "2 hours, 3 parts",
        "<5 min",
        "1 Minute",
        "3 минуты",
        "⑧分",
        "½ hour",
    ],
)
def test_what_is_left_to_a_person(text: str) -> None:
    assert write(text, 34) is None


@pytest.mark.parametrize(
    ("text", "span", "replacement"),
    [
        ("about 8 min read", (6, 7), "34"),
        ("PT8M", (2, 3), "34"),
        ("1 minute read", (0, 8), "34 minutes"),
        ("6-8 min", (0, 3), "28-43"),
        ("34 minutes", None, None),
    ],
)
def test_the_edit_is_the_smallest(text: str, span: tuple[int, int] | None, replacement: str | None) -> None:
    edit = rewrite_minutes(text, 34, (28.2, 42.7))
    assert (edit and edit.span, edit and edit.replacement) == (span, replacement)
