from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from endmark.phrase import phrase

Endmark = Callable[..., Result]

TITLES = {"config": "The config of endmark", "rule": "A rule of endmark", "report": "A report of endmark"}


@pytest.mark.parametrize("name", TITLES)
def test_a_schema_is_printed(endmark: Endmark, name: str) -> None:
    result = endmark("schema", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["title"] == TITLES[name]
    assert result.stdout.startswith('{\n  "$schema": ')
    assert result.stdout.endswith("\n}\n")


@pytest.mark.parametrize("name", TITLES)
def test_a_file_holds_the_same(endmark: Endmark, folder: Path, name: str) -> None:
    result = endmark("schema", name, "--output-file", "schema.json")
    assert (result.exit_code, result.output) == (0, "")
    assert (folder / "schema.json").read_bytes().decode("utf-8") == endmark("schema", name).stdout


def test_a_file_that_cannot_be_written(endmark: Endmark) -> None:
    result = endmark("schema", "config", "--output-file", "none/schema.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the schema could not be written: " in result.stderr


def test_a_broken_config_is_no_obstacle(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("nonsense: 1\n", "utf-8")
    assert endmark("schema", "config").exit_code == 0


@pytest.mark.parametrize("arguments", [[], ["confg"], ["config", "rule"]])
def test_anything_else_is_a_mistake(endmark: Endmark, arguments: list[str]) -> None:
    assert endmark("schema", *arguments).exit_code == 2


def test_no_schema_without_rules(endmark: Endmark, monkeypatch: pytest.MonkeyPatch) -> None:
    from endmark.errors import InputError, Problem
    from endmark.ruleset import schemas

    def broken() -> tuple[()]:
        raise InputError(Problem(phrase("the shipped rules are missing.")))

    monkeypatch.setattr(schemas, "load_builtin_rules", broken)
    result = endmark("schema", "config")
    assert (result.exit_code, result.stderr) == (2, "error: the shipped rules are missing.\n")
