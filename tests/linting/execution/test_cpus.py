from __future__ import annotations

from pathlib import Path

import pytest

from endmark.linting.execution import cpus
from endmark.linting.execution.cpus import count_available_cpus


@pytest.mark.parametrize(
    ("own", "shares", "expected"),
    [
        ("0::/\n", {}, 8),
        ("0::/\n", {"": "200000 100000"}, 2),
        ("12:cpu:/x\n0::/a/b\n", {"a/b": "max 100000", "a": "300000 100000"}, 3),
        ("0::/a/b\n", {"a/b": "150000 100000", "a": "500000 100000"}, 2),
        ("0::/a\n", {"a": "10000 100000"}, 1),
        ("0::/a\n", {"a": "9900000 100000"}, 8),
        ("0::/a\n", {"a": "nonsense"}, 8),
        ("0::/a\n", {"a": "1 0"}, 8),
        ("1:cpu:/a\n", {"a": "100000 100000"}, 8),
        (None, {"": "100000 100000"}, 8),
    ],
)
def test_a_control_group_may_grant_less_than_the_machine_has(
    own: str | None, shares: dict[str, str], expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cpus, "_count_allowed_cpus", lambda: 8)
    groups, own_group = tmp_path / "groups", tmp_path / "own"
    for name, share in shares.items():
        (groups / name).mkdir(parents=True, exist_ok=True)
        (groups / name / "cpu.max").write_text(f"{share}\n", "utf-8")
    if own is not None:
        own_group.write_text(own, "utf-8")
    assert count_available_cpus(groups, own_group) == expected


def test_there_is_always_a_core() -> None:
    assert count_available_cpus() >= 1
