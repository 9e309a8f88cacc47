"""The pages in docs/rules/ say what the rules say.

`pytest tests/test_rule_pages.py --update-readme` prints them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from endmark.reporters.rule_page import render_index, render_page
from endmark.ruleset.builtin import load_builtin_rules

FOLDER = "docs/rules"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    rules = load_builtin_rules()
    return {"README.md": render_index(rules)} | {f"{rule.id}.md": render_page(rule) for rule in rules}


def test_the_pages_of_the_rules_are_true(root: Path, request: pytest.FixtureRequest) -> None:
    folder = root / FOLDER
    true = pages()
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*")}
    if request.config.getoption("--update-readme"):
        folder.mkdir(exist_ok=True)
        for name in written.keys() - true.keys():
            (folder / name).unlink()
        for name, text in true.items():
            (folder / name).write_text(text, encoding="utf-8")
    else:
        assert written == true
