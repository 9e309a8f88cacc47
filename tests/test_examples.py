"""The articles in examples/: each shows every kind of defect, its whole sibling shows none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ARTICLES = ["en/garden", "ja/kissaten"]


@pytest.fixture
def check(root: Path, plain_environment: Mapping[str, str]) -> Any:
    def run(name: str) -> Any:
        command = [sys.executable, "-m", "endmark", "check", "--format", "json", f"examples/{name}.md"]
        done = subprocess.run(command, cwd=root, env=plain_environment, check=False, capture_output=True)
        report = json.loads(done.stdout)
        assert report["errors"] == []
        return report

    return run


@pytest.mark.parametrize("name", ARTICLES)
def test_broken_article_shows_each_defect(check: Any, name: str) -> None:
    found = {(violation["line"], violation["rule"]) for violation in check(name)["violations"]}
    assert found >= {
        (5, "reading-time-mismatch"),
        (26, "truncated-sentence"),
        (28, "stray-end-marker"),
        (30, "mid-sentence-start"),
        (65, "stray-end-marker"),
    }
    assert sum(rule == "duplicate-paragraph" for _, rule in found) == 2


@pytest.mark.parametrize("name", ARTICLES)
def test_whole_article_is_silent(check: Any, name: str) -> None:
    assert check(f"{name}-whole")["violations"] == []
