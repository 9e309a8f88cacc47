"""`endmark baseline`, and what `endmark check` makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Endmark = Callable[..., Result]

FILE = "endmark-baseline.jsonl"


def test_what_is_known_is_counted_and_not_shown(endmark: Endmark) -> None:
    created = endmark("baseline", "create")
    assert created.stdout == (f"Wrote {FILE}: 1 known finding in 1 file. From now on only new findings are shown.\n")
    result = endmark("check")
    assert (result.exit_code, result.stdout) == (0, "Checked 2 files: nothing found (1 in the baseline).\n")
    shown = endmark("check", "--no-baseline")
    assert (shown.exit_code, "stray-end-marker" in shown.stdout) == (1, True)


def test_programs_see_what_is_known(endmark: Endmark) -> None:
    endmark("baseline", "create")
    report = json.loads(endmark("check", "--format", "json").stdout)
    assert report["summary"] == {
        "files": 2, "violations": 0, "error": 0, "warning": 0, "info": 0, "suppressed": 0, "baselined": 1, "whole": 1,
        "fixable": 0
    }  # fmt: skip
    assert [violation["baselined"] for violation in report["violations"]] == [True]


def test_what_is_new_fails(endmark: Endmark, folder: Path) -> None:
    endmark("baseline", "create")
    (folder / "whole.md").write_text("Text.\n\n---END---\n", "utf-8")
    result = endmark("check", "--format", "concise")
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stdout.splitlines()[:-1]] == ["whole.md:3:1"]


def test_it_is_found_from_a_folder_below(endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endmark("baseline", "create")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert endmark("check", "..").exit_code == 0
    assert endmark("check", "../cut.md").exit_code == 0


def test_a_baseline_is_not_overwritten(endmark: Endmark, folder: Path) -> None:
    (folder / FILE).write_text("mine", "utf-8")
    result = endmark("baseline", "create")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {FILE}: this baseline is there already.")
    assert (folder / FILE).read_text("utf-8") == "mine"


@pytest.mark.parametrize("command", ["create", "update", "prune"])
def test_an_incomplete_check_writes_nothing(endmark: Endmark, folder: Path, command: str) -> None:
    if command != "create":
        endmark("baseline", "create")
    before = sorted(path.name for path in folder.iterdir())
    (folder / "broken.md").write_bytes(b"\xff\xfe\xff")
    result = endmark("baseline", command)
    assert result.exit_code == 2
    assert "the baseline was not written" in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == sorted([*before, "broken.md"])


def test_update_takes_in_what_is_new_and_out_what_is_gone(endmark: Endmark, folder: Path) -> None:
    endmark("baseline", "create")
    (folder / "cut.md").unlink()
    (folder / "whole.md").write_text("Text.\n\n<|im_end|>\n\n---END---\n", "utf-8")
    result = endmark("baseline", "update")
    assert result.stdout == f"Wrote {FILE}: 2 known findings in 1 file, 2 new and 1 taken out.\n"
    assert endmark("check").exit_code == 0


def test_update_leaves_other_files_alone(endmark: Endmark, folder: Path) -> None:
    endmark("baseline", "create")
    (folder / "whole.md").write_text("Text.\n\n---END---\n", "utf-8")
    result = endmark("baseline", "update", "whole.md")
    assert result.stdout == f"Wrote {FILE}: 2 known findings in 2 files, 1 new and 0 taken out.\n"


def test_prune_only_takes_out(endmark: Endmark, folder: Path) -> None:
    endmark("baseline", "create")
    assert endmark("baseline", "prune").stdout.startswith(f"Nothing to take out of {FILE}: 1 known finding")
    (folder / "cut.md").write_text("Mended.\n", "utf-8")
    (folder / "whole.md").write_text("Text.\n\n---END---\n", "utf-8")
    noted = endmark("check")
    assert noted.stderr == (
        "note: 1 entry of the baseline is not found any more: `endmark baseline prune` takes it out.\n"
    )
    assert endmark("baseline", "prune").stdout == f"Took 1 entry out of {FILE}: 0 known findings in 0 files.\n"
    assert endmark("check").exit_code == 1


@pytest.mark.parametrize(
    "arguments", [["check", "--baseline", "gone.jsonl"], ["baseline", "update"], ["baseline", "prune"]]
)
def test_a_missing_baseline_is_an_error(endmark: Endmark, arguments: list[str]) -> None:
    result = endmark(*arguments)
    assert result.exit_code == 2
    assert "there is no such baseline. Write it with `endmark baseline create`." in result.stderr


def test_a_baseline_that_the_config_names(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("baseline: known.jsonl\n", "utf-8")
    assert endmark("check").exit_code == 2
    assert endmark("baseline", "create").stdout.startswith("Wrote known.jsonl: ")
    assert endmark("check").exit_code == 0


def test_a_baseline_of_another_name_is_not_found_by_itself(endmark: Endmark) -> None:
    created = endmark("baseline", "create", "--baseline", "known.jsonl")
    assert created.stdout.endswith(" Name it in the config (`baseline: known.jsonl`) or with --baseline.\n")
    assert endmark("check").exit_code == 1
    assert endmark("check", "--baseline", "known.jsonl").exit_code == 0


def test_a_suppressed_finding_needs_no_entry(endmark: Endmark, folder: Path) -> None:
    (folder / "cut.md").write_text("<!-- endmark-disable-file -->\n\nText.\n\n---END---\n", "utf-8")
    assert endmark("baseline", "create").stdout.startswith(f"Wrote {FILE}: 0 known findings in 0 files.")


def test_baseline_and_no_baseline(endmark: Endmark) -> None:
    assert endmark("check", "--baseline", "a", "--no-baseline").exit_code == 2
