"""The extension for Visual Studio Code fits the server that it starts."""

from __future__ import annotations

import json
from pathlib import Path

from endmark.lsp.workspace import OPTIONS
from endmark.version import __version__

ROOT = Path(__file__).parents[2]
PACKAGE = json.loads((ROOT / "editors/vscode/package.json").read_text("utf-8"))


def test_it_is_released_with_endmark() -> None:
    lock = json.loads((ROOT / "editors/vscode/package-lock.json").read_text("utf-8"))
    assert {PACKAGE["version"], lock["version"], lock["packages"][""]["version"]} == {__version__}


def test_it_has_the_settings_that_the_server_asks_for() -> None:
    own = {"endmark.path", "endmark.trace.server"}
    assert set(PACKAGE["contributes"]["configuration"]["properties"]) - own == {f"endmark.{name}" for name in OPTIONS}


def test_the_documents_name_every_setting() -> None:
    documents = (ROOT / "docs/editors.md").read_text("utf-8")
    assert [name for name in OPTIONS if f"`endmark.{name}`" not in documents] == []
