"""Where an example stands: found again for those who read that it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from endmark.ruleset.example_places import locate_example

RULE = """\
id: draft-note
examples:
  bad:
    - "{==TODO==}"
    - |
      One.

      {==TODO==}
  good: ['x']
"""


@pytest.mark.parametrize(
    ("example", "place"),
    [("{==TODO==}", "4:7"), ("One.\n\n{==TODO==}\n", "5:7"), ("x", "9:10"), ("gone", None)],
)
def test_places(tmp_path: Path, example: str, place: str | None) -> None:
    path = str(tmp_path / "draft-note.yaml")
    Path(path).write_text(RULE, "utf-8")
    found = locate_example(path, example)
    assert (str(found) if found else None) == (f"{path}:{place}" if place else None)


@pytest.mark.parametrize("text", [None, "- [\n"])
def test_a_file_that_cannot_be_read_again_has_none(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert locate_example(str(tmp_path / "a.yaml"), "x") is None
