from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from endmark.linting import chunks, pool
from endmark.linting.discovery import find_files
from endmark.linting.pool import Method
from endmark.linting.run import run
from endmark.reporters import WIDEST, render
from endmark.ruleset.loading import load_settings

DAMAGED = "# Gate\n\nThe gate opens at dawn and\n\n---END---\n\nThe gate opens at dawn, and it closes at dusk.\n\n" * 3
CONFIG = """\
rules:
  reading-time-mismatch: error
rule_paths: [house]
overrides:
  - files: [c*.md]
    rules: {stray-end-marker: warning}
  - files: ['*.md']
    when: {layout: post}
    since: 2020-01-01
    rules: {truncated-sentence: off}
"""
RULE = """\
id: dusk
check: pattern
severity: info
summary: Dusk.
why: Dusk.
message: "{match} again."
options: {anywhere: ['d(?P<found>us)k']}
examples: {bad: ["At d{==us==}k.\\n"], good: ["At dawn.\\n"]}
"""

forks = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a copy of this process is not safe")


def unheard(_done: int, _total: int) -> None:
    pass


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is a chunk of its own, and worth a process."""
    monkeypatch.setattr(pool, "WORTHWHILE", {"fork": 0, "spawn": 0})
    monkeypatch.setattr(chunks, "SMALLEST", 1)


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder) -> None:  # noqa: ARG001
    """Processes are copies of this one, so that they know what a test defines, even where the tests run in threads."""
    monkeypatch.setattr(pool, "start_method", lambda: "fork")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with findings, own rules, overrides, and files that cannot be read."""
    posts = {f"{name}{number}.md": DAMAGED * number for name in "abc" for number in (1, 2, 3)}
    posts["b9.md"] = f"---\nlayout: post\ndate: 2024-05-01\nreading_time: 90\n---\n\n{DAMAGED}"
    for name, text in posts.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "b4.md").write_bytes(b"\xff\xfe")
    (tmp_path / "a4.md").symlink_to("nowhere.md")
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "dusk.yaml").write_text(RULE, "utf-8")
    (tmp_path / "endmark.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


@pytest.mark.parametrize("method", [pytest.param("fork", marks=forks), "spawn"])
def test_the_same_bytes_for_one_process_and_for_two(
    method: Method,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,  # noqa: ARG001
) -> None:
    monkeypatch.setattr(pool, "start_method", lambda: method)
    settings = load_settings(config=None, use_config=True, cwd=site)
    found = find_files(["."], cwd=site)
    one, two = (run(found.files, settings, jobs=jobs) for jobs in (1, 2))
    assert len(one.violations) > 100
    assert len(one.problems) == 2
    for name in ("json", "text", "sarif"):
        first, second = (_rendered(report, name) for report in (one, two))
        assert first == second
    assert one == two


def _rendered(report: Any, name: str) -> str:
    return render(
        report, name, color=False, verbose=True, quiet=False, statistics=True, exit_zero=False, columns=WIDEST
    )
