"""The rules about the fields of front matter, which a config turns on and tells what a site expects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

ARTICLE = "---\ntitle: A walk\ntags: [walk, run]\n---\n\nThe gate opens at dawn.\n"


def findings(endmark: Endmark, folder: Path, config: str) -> list[str]:
    (folder / "endmark.yaml").write_text(config, "utf-8")
    (folder / "walk.md").write_text(ARTICLE, "utf-8")
    result = endmark("check", "walk.md", "--format", "concise")
    return [line.partition(": ")[2] for line in result.stdout.splitlines() if line.startswith("walk.md")]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("{}", []),
        ("rules: {missing-field: warning}", ["warning[missing-field] The field `date` is missing."]),
        (
            "rules: {missing-field: {severity: error, options: {required: [author]}}}",
            ["error[missing-field] The field `author` is missing."],
        ),
        ("rules: {field-type: error}", []),
        (
            "rules: {field-type: {severity: error, options: {fields: {tags: {type: list, one_of: [walk]}}}}}",
            ["error[field-type] `tags` has “run”, which is none of walk."],
        ),
        (
            "rules: {field-type: {severity: error, options: {allowed: [date], fields: {title: {max_length: 3}}}}}",
            [
                "error[field-type] `title` has 6 characters, more than 3.",
                "error[field-type] The field `tags` is not allowed.",
            ],
        ),
    ],
)
def test_a_config_says_which_fields_there_are(endmark: Endmark, folder: Path, config: str, expected: list[str]) -> None:
    assert findings(endmark, folder, config) == expected
    assert findings(endmark, folder, config) == expected  # with settings that were kept


def test_a_mistake_in_the_shape_of_a_field_is_named(endmark: Endmark, folder: Path) -> None:
    config = "rules:\n  field-type: {options: {fields: {tags: {type: lst, max: 2}}}}\n"
    (folder / "endmark.yaml").write_text(config, "utf-8")
    result = endmark("check")
    assert result.exit_code == 2
    assert "endmark.yaml:2:48: expected text, number, boolean, date, list or mapping" in result.stderr
    assert "endmark.yaml:2:53: unknown key 'max'." in result.stderr
