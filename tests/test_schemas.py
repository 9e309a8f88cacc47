"""The schemas in src/endmark/schemas/ are those that `endmark schema` prints.

`pytest tests/test_schemas.py --update-readme` prints them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from endmark.cli.schema import SCHEMAS, build_schema_text

FOLDER = "src/endmark/schemas"


def test_the_schemas_in_the_package_are_true(root: Path, request: pytest.FixtureRequest) -> None:
    folder = root / FOLDER
    true = {f"{name}.json": build_schema_text(name) for name in SCHEMAS}
    if request.config.getoption("--update-readme"):
        folder.mkdir(exist_ok=True)
        for name, text in true.items():
            (folder / name).write_text(text, encoding="utf-8")
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == true


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(json.loads(build_schema_text(name)))
