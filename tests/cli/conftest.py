"""The command line in a folder of its own, with an environment that says nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from endmark.cli.main import cli
from endmark.linting import examples
from endmark.linting.examples import Failure
from endmark.messages.catalogue import ENGLISH, speaking
from endmark.ruleset.builtin import load_builtin_rules
from endmark.ruleset.rule import Rule

CUT = "# Garden\n\nThe gate opens at dawn.\n\n---END---\n\nIt closes at dusk.\n"
WHOLE = "# Garden\n\nThe gate opens at dawn.\n"
STEERING = ("CI", "CLICOLOR", "COLUMNS", "ENDMARK_", "FORCE_COLOR", "NO_COLOR", "PRE_COMMIT", "TERM")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: cut.md has one error, whole.md none. Nothing is kept from other tests."""
    for name in [name for name in os.environ if name.startswith(STEERING)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ENDMARK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "cut.md").write_text(CUT, "utf-8")
    (tmp_path / "whole.md").write_text(WHOLE, "utf-8")
    return tmp_path


@pytest.fixture
def endmark() -> Callable[..., Result]:
    """Run endmark with these arguments, as from a shell."""

    def invoke(
        *arguments: str, stdin: str | bytes | None = None, env: Mapping[str, str | None] | None = None
    ) -> Result:
        with speaking(ENGLISH):  # what one command is told holds for no other
            return CliRunner().invoke(cli, arguments, input=stdin, env=env, prog_name="endmark")

    return invoke


@pytest.fixture
def rules_with_examples(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the rules whose examples were to be run. Those of shipped ones are not: other tests run them all."""
    asked: list[str] = []
    run_examples = examples.run_examples

    def run(rules: Sequence[Rule], *others: Any) -> Sequence[Failure]:
        asked.extend(rule.id for rule in rules)
        shipped = {rule.id for rule in load_builtin_rules()}
        return run_examples([rule for rule in rules if rule.id not in shipped], *others)

    monkeypatch.setattr(examples, "run_examples", run)
    return asked
