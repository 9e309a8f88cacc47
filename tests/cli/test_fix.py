from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from endmark.document.source import Source
from endmark.linting.checking.engine import Analysis
from endmark.linting.checking.file_check import analyse_by_settings
from endmark.linting.repair import fix_file
from endmark.linting.repair.repair import Repair, repair

Endmark = Callable[..., Result]

CUT = "# Garden\n\nThe gate opens at dawn.\n\n---END---\n\nIt closes at dusk.\n"
MENDED = "# Garden\n\nThe gate opens at dawn.\n\nIt closes at dusk.\n"
MIXED = (
    "The gate opens at dawn.\n\n---END---\n\nIt closes at dusk.\n\n[END]\n\nA bell rings.\n\n"
    "=== END ===\n\nThe owls come.\n\n<END>\n\nNobody sees them.\n"
)

pytestmark = pytest.mark.usefixtures("marker_fixes")


@pytest.fixture(autouse=True)
def only_markers(folder: Path) -> None:
    """What other rules might say of our short texts plays no part."""
    rules = "duplicate-heading, duplicate-paragraph, duplicate-sentence, truncated-sentence, mid-sentence-start"
    off = "".join(f"  {rule}: off\n" for rule in rules.split(", "))
    (folder / "endmark.yaml").write_text(f"rules:\n{off}", "utf-8")


def last_line(text: str) -> str:
    return text.splitlines()[-1]


def test_a_file_is_repaired(endmark: Endmark, folder: Path) -> None:
    result = endmark("fix", "cut.md")
    assert (folder / "cut.md").read_text("utf-8") == MENDED
    assert result.stdout == (
        "cut.md:5: stray-end-marker: take out the marker\n"
        "\n"
        "Repaired 1 file: 1 fix (stray-end-marker 1). Nothing is left.\n"
    )
    assert (result.exit_code, result.stderr) == (0, "")


def test_repairing_twice_is_repairing_once(endmark: Endmark, folder: Path) -> None:
    endmark("fix", ".", "--unsafe")
    once = (folder / "cut.md").read_bytes()
    result = endmark("fix", ".", "--unsafe")
    assert (folder / "cut.md").read_bytes() == once
    assert (result.exit_code, result.stdout) == (0, "Nothing was repaired. Nothing is left.\n")


MANY = 3


@pytest.mark.parametrize(
    ("options", "listed"), [([], 2), (["--max-findings", "3"], 3), (["--max-findings", "0"], MANY)]
)
def test_so_many_are_listed(endmark: Endmark, folder: Path, options: list[str], listed: int) -> None:
    with (folder / "endmark.yaml").open("a", encoding="utf-8") as config:
        config.write("max_findings: 2\n")
    bells = "".join(f"Bell {number} rings.\n\n---END---\n\n" for number in range(MANY))
    (folder / "many.md").write_text(f"{bells}It rains.\n\n" + "Lorem ipsum dolor sit amet.\n\n" * MANY, "utf-8")
    result = endmark("fix", "many.md", "--select", "stray-end-marker,template-placeholder", *options)
    lines = result.stdout.splitlines()
    assert sum(line.endswith(": stray-end-marker: take out the marker") for line in lines) == listed
    assert sum("[template-placeholder] " in line for line in lines) == listed
    assert ("many.md: and 1 more of stray-end-marker; --max-findings 0 lists all." in lines) is (listed < MANY)
    assert any("and 1 more of" in line and "[template-placeholder];" in line for line in lines) is (listed < MANY)
    assert lines[-1].startswith(f"Repaired 1 file: {MANY} fixes (stray-end-marker {MANY}). {MANY} findings are left:")
    assert "---END---" not in (folder / "many.md").read_text("utf-8")


def test_a_file_is_repaired_where_only_what_is_not_listed_can_be(endmark: Endmark, folder: Path) -> None:
    before = f"門は**「{'朝' * 400}」**に開きます。\n\n"  # too long for a fix
    (folder / "late.md").write_text(f"{before}門は**「朝」**に開きます。\n", "utf-8")
    endmark("fix", "late.md", "--select", "literal-emphasis", "--max-findings", "1")
    assert (folder / "late.md").read_text("utf-8") == f"{before}門は「**朝**」に開きます。\n"


def test_a_file_that_is_repaired_by_itself_is_not_checked_twice_before(
    endmark: Endmark, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def count(source: Source, *arguments: Any, **options: Any) -> Analysis:
        looks.append(source.text)
        return analyse_by_settings(source, *arguments, **options)

    monkeypatch.setattr("endmark.linting.checking.file_check.analyse_by_settings", count)
    monkeypatch.setattr("endmark.linting.repair.fix_file.analyse_by_settings", count)
    endmark("fix", "cut.md", "--no-cache")
    assert looks == [CUT, MENDED]


def test_what_is_left_says_why(endmark: Endmark, folder: Path) -> None:
    (folder / "mixed.md").write_text(MIXED, "utf-8")
    result = endmark("fix", "mixed.md")
    assert result.exit_code == 1
    assert result.stdout == (
        "mixed.md:3: stray-end-marker: take out the marker\n"
        "\n"
        "mixed.md:5:1: error[stray-end-marker] Stray end marker [END].\n"
        "  with --unsafe: take out the marker\n"
        "mixed.md:9:1: error[stray-end-marker] Stray end marker === END ===.\n"
        "  fix: none, as both places may be meant\n"
        "mixed.md:13:1: error[stray-end-marker] Stray end marker <END>.\n"
        "  refused: it would lose “Nobody sees them.”\n"
        "\n"
        "Repaired 1 file: 1 fix (stray-end-marker 1). 2 findings are left: 2 errors. "
        "1 more can be repaired with --unsafe.\n"
    )
    result = endmark("fix", "mixed.md", "--unsafe")
    assert "mixed.md:5: stray-end-marker: take out the marker\n" in result.stdout
    assert last_line(result.stdout) == ("Repaired 1 file: 1 fix (stray-end-marker 1). 2 findings are left: 2 errors.")


def test_quiet_says_only_what_makes_it_fail(endmark: Endmark, folder: Path) -> None:
    assert endmark("fix", "cut.md", "--quiet").output == ""
    (folder / "mixed.md").write_text(MIXED, "utf-8")
    result = endmark("fix", "mixed.md", "-q")
    assert result.stdout.startswith("mixed.md:5:1: error[stray-end-marker]")
    assert "Repaired" not in result.output
    assert endmark("fix", "mixed.md", "-q", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "writes"),
    [
        (["cut.md"], 0, True),
        (["whole.md"], 0, False),
        (["cut.md", "--diff"], 1, False),
        (["cut.md", "--dry-run"], 1, False),
        (["whole.md", "--diff"], 0, False),
        (["whole.md", "--dry-run"], 0, False),
        (["cut.md", "gone.md"], 2, True),
        (["cut.md", "gone.md", "--diff"], 2, False),
        (["cut.md", "--ignore", "stray-end-marker"], 0, False),
        (["cut.md", "--select", "empty-section"], 0, False),
        (["cut.md", "--select", "stray"], 2, False),
        (["cut.md", "--config", "gone.yaml"], 2, False),
        (["cut.md", "--no-config"], 0, True),
        (["empty"], 2, False),
        (["empty", "--allow-empty"], 0, False),
        (["unsafe.md"], 1, False),
        (["unsafe.md", "--fail-on", "never"], 0, False),
        (["unsafe.md", "--fail-on", "never", "--diff"], 0, False),
        (["unsafe.md", "--unsafe"], 0, True),
        (["unsafe.md", "--unsafe", "--fail-on", "never", "--diff"], 1, False),
        (["binary.md"], 2, False),
        ([".", "--jobs", "2"], 2, True),
    ],
)
def test_exit_codes_and_what_is_written(
    endmark: Endmark, folder: Path, arguments: list[str], code: int, *, writes: bool
) -> None:
    (folder / "empty").mkdir()
    (folder / "binary.md").write_bytes(b"\x00\xff")
    (folder / "unsafe.md").write_text(CUT.replace("---END---", "[END]"), "utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    result = endmark("fix", *arguments)
    assert result.exit_code == code, result.output
    after = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after.keys() == before.keys()
    assert (after != before) is writes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "cut.md"], "cannot be checked together with other paths"),
        (["--stdin-filename", "a.md", "cut.md"], "only has a meaning together with `-`"),
        (["-q", "-v"], "--quiet and --verbose contradict each other"),
        (["--baseline", "a", "--no-baseline"], "--baseline and --no-baseline contradict each other"),
        (["--config", "a.yaml", "--no-config"], "--config and --no-config contradict each other"),
    ],
)
def test_usage_errors(endmark: Endmark, arguments: list[str], message: str) -> None:
    result = endmark("fix", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_verbose_says_where_what_was_taken_out_still_stands(endmark: Endmark, folder: Path) -> None:
    text = "The owls come.\n\n<END>\n\nThe owls come.\n"
    (folder / "twice.md").write_text(text, "utf-8")
    result = endmark("fix", "twice.md", "--verbose")
    assert result.stdout.startswith(
        "twice.md:3: stray-end-marker: take out the marker\n  “The owls come.” still stands in line 1\n"
    )


def test_nothing_in_an_article_reaches_the_terminal(endmark: Endmark, folder: Path) -> None:
    (folder / "steering.md").write_text("Owls \x1b[2J come.\n\n<END>\n\nOwls \x1b[2J come.\n\n[END]\n", "utf-8")
    for arguments in (["--dry-run", "-v"], ["--diff", "--color", "always"]):
        output = endmark("fix", "steering.md", *arguments).output
        assert "\x1b[2J" not in output
        assert "Owls ␛[2J come." in output


DIFFICULT = {
    "plain.md": CUT.encode(),
    "with space.md": CUT.encode(),
    "crlf.md": CUT.replace("\n", "\r\n").encode(),
    "bom.md": b"\xef\xbb\xbf---END---\n\nThe gate opens at dawn.\n",
    "no newline.md": b"The gate opens at dawn.\n\n---END---\n\nIt closes at dusk.",
    "separators.md": "The gate\u2028opens\u2029at dawn.\n\n---END---\n\nIt closes at dusk.\n".encode(),
}


@pytest.mark.skipif(not (shutil.which("patch") and shutil.which("git")), reason="needs patch and git")
@pytest.mark.parametrize("name", DIFFICULT)
def test_patch_makes_of_the_diff_what_fix_writes(endmark: Endmark, folder: Path, name: str) -> None:
    (folder / name).write_bytes(DIFFICULT[name])
    shown = endmark("fix", name, "--diff")
    assert (folder / name).read_bytes() == DIFFICULT[name]
    assert last_line(shown.stderr).startswith("Would repair 1 file: 1 fix (stray-end-marker 1).")
    endmark("fix", name)
    fixed = (folder / name).read_bytes()
    (folder / name).write_bytes(DIFFICULT[name])
    for command in (["patch", "-p1", "--binary", "--force"], ["git", "apply", "-"]):
        (folder / name).write_bytes(DIFFICULT[name])
        done = subprocess.run(command, input=shown.stdout_bytes, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done
        assert (folder / name).read_bytes() == fixed != DIFFICULT[name]


def test_the_diff_is_coloured_on_demand(endmark: Endmark) -> None:
    plain = endmark("fix", "cut.md", "--diff").stdout
    assert plain == (
        "--- a/cut.md\n+++ b/cut.md\n@@ -2,6 +2,4 @@\n"
        " \n The gate opens at dawn.\n \n----END---\n-\n It closes at dusk.\n"
    )
    colored = endmark("fix", "cut.md", "--diff", "--color", "always").stdout
    assert "\x1b[31m----END---\x1b[0m\n" in colored
    assert "\x1b[1m--- a/cut.md\x1b[0m\n" in colored


@pytest.mark.parametrize("article", DIFFICULT.values(), ids=DIFFICULT)
def test_standard_input_comes_out_as_fix_would_write_it(endmark: Endmark, folder: Path, article: bytes) -> None:
    (folder / "same.md").write_bytes(article)
    endmark("fix", "same.md")
    result = endmark("fix", "-", stdin=article)
    assert result.stdout_bytes == (folder / "same.md").read_bytes() != article
    assert last_line(result.stderr) == "Repaired 1 file: 1 fix (stray-end-marker 1). Nothing is left."
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "article", "code"),
    [
        ([], b"The gate opens at dawn.\n", 0),
        ([], b"\xff\x00", 2),
        (["--config", "gone.yaml"], CUT.encode(), 2),
        (["--ignore", "stray-end-marker"], CUT.encode(), 0),
        (["--stdin-filename", "drafts/a.md", "--force-exclude", "--config", "drafts.yaml"], CUT.encode(), 0),
    ],
)
def test_standard_input_is_never_lost(
    endmark: Endmark, folder: Path, arguments: list[str], article: bytes, code: int
) -> None:
    (folder / "drafts.yaml").write_text("exclude: [drafts/]\n", "utf-8")
    result = endmark("fix", "-", *arguments, stdin=article)
    assert (result.stdout_bytes, result.exit_code) == (article, code)


def test_standard_input_may_be_shown_as_a_diff(endmark: Endmark) -> None:
    result = endmark("fix", "-", "--diff", "--stdin-filename", "a.md", stdin=CUT)
    assert result.stdout.startswith("--- a/a.md\n+++ b/a.md\n@@ ")
    assert result.exit_code == 1
    result = endmark("fix", "-", "--dry-run", stdin=CUT)
    assert (result.stdout, result.exit_code) == ("", 1)
    assert last_line(result.stderr).startswith("Would repair 1 file")


def test_what_the_baseline_knows_is_not_repaired(endmark: Endmark, folder: Path) -> None:
    assert endmark("baseline", "create", ".").exit_code == 0
    with (folder / "cut.md").open("a", encoding="utf-8") as article:
        article.write("\n---END---\n\nThe owls come.\n")
    result = endmark("fix", ".")
    assert result.exit_code == 0
    assert (folder / "cut.md").read_text("utf-8") == f"{CUT}\nThe owls come.\n"
    assert endmark("fix", ".", "--no-baseline").exit_code == 0
    assert (folder / "cut.md").read_text("utf-8") == f"{MENDED}\nThe owls come.\n"


def test_what_is_suppressed_is_not_repaired(endmark: Endmark, folder: Path) -> None:
    kept = CUT.replace("---END---", "<!-- endmark-disable-next-line stray-end-marker -- shown -->\n---END---")
    (folder / "cut.md").write_text(kept, "utf-8")
    assert endmark("fix", "cut.md").exit_code == 0
    assert (folder / "cut.md").read_text("utf-8") == kept


def test_a_file_that_changes_meanwhile_is_a_problem_and_the_others_go_on(
    endmark: Endmark, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.md").write_text(CUT, "utf-8")

    def interfering(*arguments: Any, **options: Any) -> Repair:
        (folder / "a.md").write_text(f"{CUT}\nSaved by an editor.\n", "utf-8")
        return repair(*arguments, **options)

    monkeypatch.setattr(fix_file, "repair", interfering)
    result = endmark("fix", ".", "--jobs", "1")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: a.md: this file was changed while it was repaired, and was not written. Run endmark again.\n"
    )
    assert (folder / "a.md").read_text("utf-8") == f"{CUT}\nSaved by an editor.\n"
    assert (folder / "cut.md").read_text("utf-8") == MENDED
    assert "a.md:5:1: error[stray-end-marker]" in result.stdout
    assert last_line(result.stdout).startswith(
        "Repaired 1 file: 1 fix (stray-end-marker 1). 1 finding is left: 1 error."
    )


def test_check_repairs_first_and_reports_what_is_left(endmark: Endmark, folder: Path) -> None:
    (folder / "mixed.md").write_text(MIXED, "utf-8")
    result = endmark("check", "--fix", "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == "note: Repaired 2 files: 2 fixes (stray-end-marker 2).\n"
    assert result.stdout == endmark("check", "--format", "json").stdout
    assert [one["line"] for one in json.loads(result.stdout)["violations"]] == [5, 9, 13]
    result = endmark("check", "--fix", "--unsafe", "--quiet", "--fail-on", "never")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "[END]" not in (folder / "mixed.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["cut.md"], [0, 0]),
        (["cut.md", "--exit-non-zero-on-fix"], [1, 0]),
        (["cut.md", "--exit-non-zero-on-fix", "--exit-zero"], [1, 0]),
        (["cut.md", "gone.md", "--exit-non-zero-on-fix"], [2, 2]),
    ],
)
def test_check_may_fail_because_it_repaired(endmark: Endmark, arguments: list[str], codes: list[int]) -> None:
    assert [endmark("check", "--fix", *arguments).exit_code for _ in codes] == codes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--unsafe"], "--unsafe only has a meaning together with --fix"),
        (["--exit-non-zero-on-fix"], "--exit-non-zero-on-fix only has a meaning together with --fix"),
        (["--fix", "-"], "use `endmark fix -` for standard input"),
    ],
)
def test_check_refuses_what_makes_no_sense(endmark: Endmark, arguments: list[str], message: str) -> None:
    result = endmark("check", *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_check_repairs_the_files_of_a_list_from_standard_input(endmark: Endmark, folder: Path) -> None:
    result = endmark("check", "--fix", "--files-from", "-", stdin="cut.md\n")
    assert result.exit_code == 0
    assert last_line(result.stdout) == "Checked 1 file: nothing found."
    assert (folder / "cut.md").read_text("utf-8") == MENDED


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs permissions")
def test_what_may_not_be_written_is_a_problem(endmark: Endmark, folder: Path) -> None:
    (folder / "cut.md").chmod(0o444)
    result = endmark("check", "--fix", "cut.md")
    assert result.exit_code == 2
    assert "the repaired file cannot be written" in result.stderr
    assert (folder / "cut.md").read_text("utf-8") == CUT


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be synchronised")
@pytest.mark.parametrize(
    ("step", "calls", "repaired"),
    [("fsync", 0, 0), ("fsync", 1, 1), ("fsync", 2, 1), ("replace", 0, 0), ("replace", 1, 1)],
)
@pytest.mark.parametrize(("error", "code"), [(OSError(28, "No space left on device"), 2), (KeyboardInterrupt(), 130)])
def test_a_run_that_is_cut_short_leaves_each_file_old_or_new(
    endmark: Endmark,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    calls: int,
    repaired: int,
    error: BaseException,
    code: int,
) -> None:
    done, left = getattr(os, step), list(range(calls))

    def fail(*arguments: Any) -> Any:
        if not left:
            raise error
        left.pop()
        return done(*arguments)

    (folder / "more.md").write_text(CUT, "utf-8")
    before = sorted(folder.iterdir())
    monkeypatch.setattr(os, step, fail)
    result = endmark("fix", ".", "--jobs", "1", "--no-cache")
    monkeypatch.undo()
    assert (result.exit_code, sorted(folder.iterdir())) == (code, before)
    texts = [(folder / name).read_text("utf-8") for name in ("cut.md", "more.md")]
    assert texts == [MENDED] * repaired + [CUT] * (2 - repaired)
