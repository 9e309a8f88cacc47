from __future__ import annotations

from datetime import date

import pytest

from endmark.document.day import has_time_of_day, parse_day

DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "day", "with_time"),
    [
        ("2026-03-04", DAY, False),
        (" 2026-3-4 ", DAY, False),
        ("2026/03/04", DAY, False),
        ("2026.3.4", DAY, False),
        ("2026_03_04_walk", DAY, False),
        ("2026年3月4日", DAY, False),
        ("2026-03-04T10:00:00Z", DAY, True),
        ("2026-03-04 10:00:00 +0900", DAY, True),
        ("2026年3月4日 10:00", DAY, True),
        ("2026-03-04-walk-10:00", DAY, False),
        ("2026-03-045", None, False),
        ("2026-02-30", None, False),
        ("2026-03", None, False),
        ("20260304", None, False),
        ("4 March 2026", None, False),
        ("", None, False),
    ],
)
def test_a_day_is_read_with_its_year_first(text: str, day: date | None, with_time: bool) -> None:
    assert (parse_day(text), has_time_of_day(text)) == (day, with_time)
