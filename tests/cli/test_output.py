"""A report never takes the place of what the run reads, and a file is written whole."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import Result

from endmark.cli.output import save

Endmark = Callable[..., Result]

RULE = (
    "id: my-rule\ncheck: pattern\nseverity: info\nsummary: A.\nwhy: B.\nmessage: Found {match}.\n"
    "options: {words: [foo bar]}\n"
)


@pytest.fixture(autouse=True)
def site(folder: Path) -> dict[Path, bytes]:
    """Every file of a site that a run may read, with what is in it."""
    files = {
        "endmark.yaml": "extends: base.yaml\nrule_paths: [own]\nbaseline: known.jsonl\n",
        "base.yaml": "fail_on: never\n",
        "own/my-rule.yaml": RULE,
        "list": "cut.md\n",
        "old.json": "{}\n",
        "pyproject.toml": "[project]\nname = 'site'\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "known.jsonl").write_text('{"endmark-baseline": 1}\n', "utf-8")
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unchanged(site: dict[Path, bytes]) -> bool:
    return all(path.read_bytes() == data for path, data in site.items())


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check . --output-file cut.md", "cut.md: no report can go here: this is an article that is checked. "),
        ("check --fix . --output-file cut.md", "cut.md: no report can go here: this is an article that is checked. "),
        ("check . --output json:cut.md", "cut.md: no report can go here: this is an article that is checked. "),
        ("check . --output text --output json:./cut.md", "this is an article that is checked. "),
        ("check cut.md --output-file endmark.yaml", "this is a config that is read. "),
        ("check cut.md --output-file base.yaml", "this is a config that is read. "),
        ("check cut.md --output-file own/my-rule.yaml", "this is a rule that is read. "),
        ("check cut.md --output-file known.jsonl", "this is the baseline. "),
        ("check --files-from list --output-file list", "this is the list of files. "),
        ("check - --stdin-filename cut.md --output-file cut.md", "this is an article that is checked. "),
        ("check cut.md --output json:a --output sarif:own/../a", "a: two reports go to this file. "),
        ("check cut.md --output json:old.json --output sarif:own/../old.json", "two reports go to this file. "),
        ("calibrate . --output-file cut.md", "this is an article that is measured. "),
        ("calibrate . --output-file base.yaml --format json", "this is a config that is read. "),
        ("check own --allow-empty --output-file cut.md", "cut.md: no report can go here: this is an article. "),
        ("check own --allow-empty --output markdown:cut.md", "cut.md: no report can go here: this is an article. "),
        ("calibrate whole.md --output-file cut.md", "cut.md: no report can go here: this is an article. "),
        ("check cut.md --no-config --output-file endmark.yaml", "this is a config. "),
        ("check cut.md --output-file pyproject.toml", "this is a config. "),
        ("check cut.md --no-baseline --output-file known.jsonl", "this is a baseline. "),
        ("check cut.md --no-config --format json --output-file base.yaml", "this is a file of another kind. "),
        ("check cut.md --no-config --format junit --output-file own/my-rule.yaml", "this is a file of another kind. "),
        ("check own --allow-empty --no-config --format sarif --output-file cut.md", "this is an article. "),
        ("schema config --output-file endmark.yaml", "endmark.yaml: no schema can go here: this is a config. "),
        ("schema config --output-file pyproject.toml", "this is a config. Name another file for the schema."),
        ("schema rule --output-file own/my-rule.yaml", "this is a file of another kind. "),
        ("schema report --output-file cut.md", "this is a file of another kind. "),
        ("schema report --output-file known.jsonl", "this is a baseline. "),
    ],
)
def test_no_report_takes_the_place_of_what_is_read(
    endmark: Endmark, site: dict[Path, bytes], command: str, said: str
) -> None:
    result = endmark(*command.split(), stdin="Text.\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert unchanged(site)


@pytest.mark.parametrize("target", ["endmark.yaml", "base.yaml", "cut.md"])
@pytest.mark.parametrize("command", ["check .", "calibrate . --format json"])
def test_nor_where_the_config_is_wrong(endmark: Endmark, folder: Path, command: str, target: str) -> None:
    (folder / "base.yaml").write_text("fail_on: nevr\n", "utf-8")
    (folder / "endmark.yaml").write_text("extends: base.yaml\nfail: x\n", "utf-8")
    before = (folder / target).read_bytes()
    result = endmark(*command.split(), "--output-file", target)
    assert result.exit_code == 2
    assert (folder / target).read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs links")
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_nor_under_another_name(endmark: Endmark, site: dict[Path, bytes], link: Callable[[str, str], None]) -> None:
    link("cut.md", "report.txt")
    result = endmark("check", ".", "--output-file", "report.txt")
    assert result.stderr.startswith("error: report.txt: no report can go here: this is an article that is checked.")
    assert unchanged(site)


@pytest.mark.parametrize("target", ["old.json", "new.json", os.devnull])
def test_other_files_are_written(endmark: Endmark, folder: Path, target: str) -> None:
    result = endmark("check", ".", "--format", "json", "--output-file", target, "--output-file", target)
    assert (result.exit_code, result.stderr[:7]) == (0, "Checked")
    assert target == os.devnull or json.loads((folder / target).read_text("utf-8"))["summary"]["files"] == 2


@pytest.mark.parametrize("name", ["text", "concise", "json", "junit", "gitlab", "json-lines", "markdown"])
@pytest.mark.parametrize("target", ["out/report", "report.txt"])
def test_a_report_takes_the_place_of_the_last_one(endmark: Endmark, folder: Path, name: str, target: str) -> None:
    (folder / "out").mkdir()
    (folder / "more.md").write_text("Text.\n\n---END---\n", "utf-8")
    codes = [endmark("check", ".", "--format", name, "--output-file", target).exit_code for _ in range(2)]
    assert codes == [0, 0]


def test_a_report_in_markdown_may_lie_beside_articles(endmark: Endmark, folder: Path) -> None:
    for _ in range(2):
        assert endmark("check", "cut.md", "--format", "markdown", "--output-file", "report.md").exit_code == 0
    assert endmark("check", "cut.md", "--output-file", "report.md").exit_code == 0
    assert (folder / "report.md").read_text("utf-8")[:3] != "## "


@pytest.mark.parametrize("content", ["", "{}", '{"old": 1}\n'])
def test_a_schema_takes_the_place_of_a_schema(endmark: Endmark, folder: Path, content: str) -> None:
    (folder / "schema.json").write_text(content, "utf-8")
    assert endmark("schema", "config", "--output-file", "schema.json").exit_code == 0
    assert len((folder / "schema.json").read_text("utf-8")) > 1000


def test_nor_of_a_sound_config_that_a_wrong_one_extends(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("extends: base.yaml\nfail: x\n", "utf-8")
    result = endmark("check", ".", "--output-file", "base.yaml")
    assert "base.yaml: no report can go here: this is a config that is read." in result.stderr
    assert (folder / "base.yaml").read_text("utf-8") == "fail_on: never\n"


def test_a_report_on_a_broken_config_is_written(endmark: Endmark, folder: Path) -> None:
    (folder / "endmark.yaml").write_text("fail: x\n", "utf-8")
    assert endmark("check", ".", "--format", "json", "--output-file", "old.json").exit_code == 2
    assert len(json.loads((folder / "old.json").read_text("utf-8"))["errors"]) == 1


@pytest.mark.parametrize("step", ["os.urandom", "os.fsync", "os.replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, step: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    (tmp_path / "old.json").write_text("old", "utf-8")
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(step, fail)
    try:
        (problem,) = save(["new"], tmp_path / "old.json")
        assert problem.message == "the report could not be written: No space left on device."
    except KeyboardInterrupt:
        assert isinstance(error, KeyboardInterrupt)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "old.json").read_text("utf-8") == "old"


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_report_that_ends_in_the_middle_is_not_written(tmp_path: Path, error: BaseException) -> None:
    def give() -> Iterator[str]:
        yield "half"
        raise error

    (tmp_path / "old.json").write_text("old", "utf-8")
    before = sorted(tmp_path.iterdir())
    with suppress(KeyboardInterrupt):
        (problem,) = save(give(), tmp_path / "old.json")
        assert problem.message == "the report could not be written: No space left on device."
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "old.json").read_text("utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of POSIX")
def test_a_file_that_is_there_keeps_its_mode_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    for name in ("old.json", "usual"):
        (tmp_path / name).touch()
    (tmp_path / "old.json").chmod(0o600)
    assert save(["a"], tmp_path / "old.json") == save(["a"], tmp_path / "new.json") == ()
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("old.json", "new.json", "usual")]
    assert modes == [0o600, modes[2], modes[2]]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs names of descriptors")
def test_what_the_shell_opened_is_written_and_not_replaced(tmp_path: Path) -> None:
    with (tmp_path / "report").open("w+b") as opened:
        assert save(["a"], Path(f"/dev/fd/{opened.fileno()}")) == ()
        assert (tmp_path / "report").stat().st_ino == os.fstat(opened.fileno()).st_ino


@pytest.mark.parametrize("length", [255, 256, 5_000])
def test_a_long_name_is_written_or_refused(tmp_path: Path, length: int) -> None:
    problems = save(["a"], tmp_path / ("x" * length))
    assert len(problems) == (length > 255)
